//! The nouns: what they accept, what they refuse and which field they name.

use dmpkit::record::{
    AuthenticationMeans, Authorisation, ClockAndIds, ClockFailed, Coded, DateOfBirth,
    IdentityStatus, Ins, InsAuthority, Oid, Patient, Precision, Professional, ProfessionalId,
    ProfessionalIdFamily, Purpose, Role, Structure, StructureId, StructureIdFamily, TimeZone,
    Timestamp, Traits,
};

const TEST: &str = "1.2.250.1.213.1.4.10";

/// A matricule with its key, computed here in another way than the library does: character by
/// character, so that one judges the other.
fn with_key(thirteen: &str) -> String {
    let plain = thirteen.replace("2A", "19").replace("2B", "18");
    let remainder =
        plain.bytes().fold(0_u32, |sum, digit| (sum * 10 + u32::from(digit - b'0')) % 97);
    format!("{thirteen}{:02}", 97 - remainder)
}

#[test]
fn ins_takes_a_matricule_with_its_key() {
    let ins = Ins::new(&with_key("2580335238900"), TEST).unwrap();
    assert_eq!(ins.matricule().len(), 15);
    assert_eq!(ins.authority(), InsAuthority::NirTest);
    assert_eq!(ins.cx(), format!("{}^^^&{TEST}&ISO^NH", ins.matricule()));
    assert_eq!(Ins::from_cx(&format!("{}^^20260101", ins.cx())).unwrap(), ins);
}

#[test]
fn ins_counts_corsica_as_it_must() {
    // Known keys: 2970 22A 020 778 ends with 78, 1600 12B 020 777 with 13.
    assert!(Ins::new("297022A02077878", TEST).is_ok());
    assert!(Ins::new("160012B02077713", TEST).is_ok());
    assert!(Ins::new("2 97 02 2a 020 778 78", TEST).is_ok(), "spaces and lower case are read");
    assert!(Ins::new("297022B02077878", TEST).is_err(), "2B counts otherwise than 2A");
    assert!(Ins::new(&with_key("152042A004925"), TEST).is_ok());
}

#[test]
fn ins_refuses_and_names_the_field() {
    let field = |matricule: &str, oid: &str| Ins::new(matricule, oid).unwrap_err().field;
    let good = with_key("2580335238900");
    assert_eq!(field("25803352389", TEST), "matricule");
    assert_eq!(field("258033523890053", TEST), "matricule", "the key is wrong");
    assert_eq!(field("2580335A3890052", TEST), "matricule");
    assert_eq!(field("25803352389005X", TEST), "matricule");
    assert_eq!(field("éééééééééééééé", TEST), "matricule");
    assert_eq!(field("1710144109944+9", TEST), "matricule", "a sign is no digit");
    assert_eq!(field("000000000000097", TEST), "matricule");
    assert_eq!(field(&good, "1.2.250.1.213.1.4.2"), "oid", "INS-C names no patient");
    assert_eq!(field(&good, ""), "oid");
}

#[test]
fn every_single_wrong_digit_is_found() {
    let good = with_key("1710144109903");
    for at in 0..15 {
        for digit in b'0'..=b'9' {
            let mut changed = good.clone().into_bytes();
            if changed[at] == digit {
                continue;
            }
            changed[at] = digit;
            let changed = String::from_utf8(changed).unwrap();
            assert!(Ins::new(&changed, TEST).is_err(), "position {at}");
        }
    }
}

#[test]
fn debug_output_shows_no_identity() {
    let ins = Ins::new(&with_key("2580335238900"), TEST).unwrap();
    let given = ["JEANNE".to_string()];
    let traits = Traits::new("MAREUIL", &given, "1958-03-14", "F", None, None, None).unwrap();
    let shown = format!("{:?}", Patient::new(Some(ins), IdentityStatus::Qual, traits).unwrap());
    for secret in ["25803", "MAREUIL", "JEANNE", "1958"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn a_qualified_identity_has_an_ins() {
    let traits = || {
        let given = ["ILYES".to_string()];
        Traits::new("ROUX", &given, "20210203", "M", Some("92012"), None, None).unwrap()
    };
    for status in [IdentityStatus::Qual, IdentityStatus::Recup] {
        assert_eq!(Patient::new(None, status, traits()).unwrap_err().field, "identity_status");
    }
    for status in [IdentityStatus::Prov, IdentityStatus::Vali] {
        assert!(Patient::new(None, status, traits()).is_ok());
    }
}

#[test]
fn traits_name_the_field_they_refuse() {
    let given = |names: &[&str]| names.iter().map(|n| n.to_string()).collect::<Vec<_>>();
    let field = |name: &str, names: &[&str], date: &str, sex: &str, place: Option<&str>| {
        Traits::new(name, &given(names), date, sex, place, None, None).unwrap_err().field
    };
    assert_eq!(field(" ", &["A"], "1958-03-14", "F", None), "birth_name");
    assert_eq!(field("X", &[], "1958-03-14", "F", None), "given_names");
    assert_eq!(field("X", &["A", ""], "1958-03-14", "F", None), "given_names[1]");
    assert_eq!(field("X", &["A"], "1958-02-30", "F", None), "birth_date");
    assert_eq!(field("X", &["A"], "1958-03-14", "H", None), "sex");
    assert_eq!(field("X", &["A"], "1958-03-14", "F", Some("3523")), "birth_place");
}

#[test]
fn professional_identifiers_tell_their_family() {
    use ProfessionalIdFamily as Family;
    let cases = [
        ("899700000011", Some(Family::Rpps)),
        ("0751234567", Some(Family::Adeli)),
        ("1751234567/A-1", Some(Family::AdeliPracticeEmployee)),
        ("3990000017/0000000123", Some(Family::FinessEmployee)),
        ("4123456789/77", Some(Family::SirenEmployee)),
        ("512345678901234/77", Some(Family::SiretEmployee)),
        ("699700000011/SEC1", Some(Family::RppsPracticeEmployee)),
        ("89970000001", None),
        ("8997000000111", None),
        ("3990000017", None),
        ("3990000017/", None),
        ("7990000017/1", None),
        ("", None),
        ("é", None),
    ];
    for (text, family) in cases {
        assert_eq!(ProfessionalId::new(text).ok().map(|id| id.family()), family, "{text}");
    }
}

#[test]
fn structure_identifiers_tell_their_family() {
    use StructureIdFamily as Family;
    let cases = [
        ("0751234567", Family::AdeliPractice),
        ("1990000017", Family::Finess),
        ("2123456789", Family::Siren),
        ("312345678901234", Family::Siret),
        ("499700000011001", Family::RppsRank),
        ("R10000001234567", Family::Technical),
        ("199000001", Family::Technical),
    ];
    for (text, family) in cases {
        assert_eq!(StructureId::new(text).unwrap().family(), family, "{text}");
    }
    let field = |id, sector| Structure::new(id, "Cabinet", sector).unwrap_err().field;
    assert_eq!(field("", "SA07"), "id");
    assert_eq!(field("1990000017", "07"), "sector");
    assert_eq!(field("1990000017", "SA7"), "sector");
}

#[test]
fn open_sets_keep_what_they_do_not_know() {
    assert_eq!(Authorisation::from_code("VALIDE"), Authorisation::Valide);
    let future = Authorisation::from_code("SUSPENDU_2027");
    assert_eq!(future, Authorisation::Other("SUSPENDU_2027".into()));
    assert_eq!(future.code(), "SUSPENDU_2027");
    for code in AuthenticationMeans::KNOWN {
        assert_eq!(AuthenticationMeans::from_code(code).code(), *code);
    }
    assert_eq!(AuthenticationMeans::from_code("CARTE_2030").code(), "CARTE_2030");
}

#[test]
fn a_purpose_has_a_reason_exactly_when_it_needs_one() {
    assert!(Purpose::new("normal", None).is_ok());
    assert!(Purpose::new("bris_de_glace", Some("Patient inconscient")).is_ok());
    assert!(Purpose::new("centre_15", None).is_ok());
    let several_lines = Purpose::new("bris_de_glace", Some(" Patient\r\n inconscient ")).unwrap();
    let Purpose::BrisDeGlace(reason) = several_lines else { panic!("{several_lines:?}") };
    assert_eq!(reason.as_str(), "Patient inconscient");
    let field = |code, reason| Purpose::new(code, reason).unwrap_err().field;
    assert_eq!(field("bris_de_glace", None), "reason");
    assert_eq!(field("bris_de_glace", Some("  ")), "reason");
    assert_eq!(field("normal", Some("x")), "reason");
    assert_eq!(field("urgence", None), "code");
}

#[test]
fn oids_and_codes_are_checked() {
    for good in ["1.2", "2.25.329800735698586629295641978511506172918", TEST] {
        assert!(Oid::new(good).is_ok(), "{good}");
    }
    for bad in ["", "1", "3.1", "1..2", "1.02", "1.2.", "a.b", &"1.2".repeat(60)] {
        assert!(Oid::new(bad).is_err(), "{bad}");
    }
    assert_eq!(Coded::new("", "1.2.3", None).unwrap_err().field, "code");
    assert_eq!(Coded::new("10", "x", None).unwrap_err().field, "system");
    assert_eq!(Coded::new("10", "1.2.3", Some("")).unwrap_err().field, "label");
}

fn paris() -> TimeZone {
    TimeZone::new("Europe/Paris").unwrap()
}

#[test]
fn timestamps_keep_their_precision() {
    let cases = [
        ("2026", Precision::Year, "2026", "2026"),
        ("202603", Precision::Month, "03/2026", "2026-03"),
        ("20260302", Precision::Day, "02/03/2026", "2026-03-02"),
        ("2026030208", Precision::Hour, "02/03/2026", "2026-03-02T09+01:00"),
        ("202603020830", Precision::Minute, "02/03/2026", "2026-03-02T09:30+01:00"),
        ("20260302083015", Precision::Second, "02/03/2026", "2026-03-02T09:30:15+01:00"),
        (
            "20260302083015.25",
            Precision::Millisecond,
            "02/03/2026",
            "2026-03-02T09:30:15.250+01:00",
        ),
    ];
    for (text, precision, date, iso) in cases {
        let timestamp = Timestamp::parse(text).unwrap();
        assert_eq!(timestamp.precision(), precision, "{text}");
        assert_eq!(timestamp.local_date(&paris()), date, "{text}");
        assert_eq!(timestamp.local_iso(&paris()), iso, "{text}");
        let whole = text.split('.').next().unwrap();
        assert_eq!(timestamp.hl7_utc(), whole, "{text}");
    }
}

#[test]
fn utc_becomes_local_with_summer_time_and_overseas() {
    let evening = Timestamp::parse("20260715223000").unwrap();
    assert_eq!(evening.local_text(&paris()), "16/07/2026 00:30");
    let reunion = TimeZone::new("Indian/Reunion").unwrap();
    assert_eq!(evening.local_text(&reunion), "16/07/2026 02:30");
    let martinique = TimeZone::new("America/Martinique").unwrap();
    assert_eq!(evening.local_text(&martinique), "15/07/2026 18:30");
    // A day without time is the same day everywhere.
    let day = Timestamp::parse("20260715").unwrap();
    assert_eq!(day.local_text(&martinique), "15/07/2026");
}

#[test]
fn offsets_are_honoured() {
    let with_offset = Timestamp::parse("20250614093000+0200").unwrap();
    assert_eq!(with_offset.hl7_utc(), "20250614073000");
    assert_eq!(
        with_offset.unix_millis(),
        Timestamp::from_rfc3339("2025-06-14T07:30:00Z").unwrap().unix_millis()
    );
    assert_eq!(with_offset.local_text(&paris()), "14/06/2025 09:30");
    assert!(Timestamp::parse("20250614093000-0400").unwrap() > with_offset);
    assert_eq!(
        Timestamp::parse("20250614073000Z").unwrap().unix_millis(),
        with_offset.unix_millis()
    );
}

#[test]
fn impossible_timestamps_are_refused() {
    let bad = [
        "",
        "26",
        "20261",
        "202613",
        "20260230",
        "2026030225",
        "20260302083",
        "20260302083060",
        "2026-03-02",
        "20260302083015.",
        "20260302083015+2",
        "20260302083015+2000",
        "0000",
        "abcd",
        "２０２６",
    ];
    for text in bad {
        assert!(Timestamp::parse(text).is_err(), "{text}");
    }
    assert!(Timestamp::from_unix_millis(i64::MAX).is_err());
    assert!(Timestamp::from_unix_millis(-100_000_000_000_000).is_err(), "before the year 1");
    assert!(Timestamp::from_rfc3339("2026-03-02").is_err());
}

#[test]
fn ages_turn_on_the_birthday_where_the_host_is() {
    let birth = DateOfBirth::parse("2008-03-02").unwrap();
    let age = |now: &str, zone: &TimeZone| {
        Timestamp::from_rfc3339(now).unwrap().years_since(&birth, zone)
    };
    assert_eq!(age("2026-03-01T12:00:00Z", &paris()), 17);
    assert_eq!(age("2026-03-01T23:30:00Z", &paris()), 18, "it is already the 2nd in Paris");
    let martinique = TimeZone::new("America/Martinique").unwrap();
    assert_eq!(age("2026-03-02T01:00:00Z", &martinique), 17, "it is still the 1st there");
}

#[test]
fn incomplete_dates_of_birth_are_read_as_the_register_writes_them() {
    for good in ["19580000", "1958-03-00", "20000229"] {
        assert!(DateOfBirth::parse(good).is_ok(), "{good}");
    }
    for bad in ["19580014", "19580332", "1958-3-1", "17581231", "", "19990229"] {
        assert!(DateOfBirth::parse(bad).is_err(), "{bad}");
    }
    assert_eq!(DateOfBirth::parse("1958-03-00").unwrap().hl7(), "19580300");
}

/// Counts up, so that identifiers can be foreseen.
struct Counting(std::sync::atomic::AtomicU8);

impl ClockAndIds for Counting {
    fn now(&self) -> Result<Timestamp, ClockFailed> {
        Err(ClockFailed(1))
    }

    fn elapsed(&self) -> std::time::Duration {
        std::time::Duration::ZERO
    }

    fn fresh(&self) -> [u8; 16] {
        [self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst); 16]
    }
}

#[test]
fn identifiers_have_the_form_their_standards_ask_for() {
    let ids = Counting(0.into());
    assert_eq!(ids.uuid(), "00000000-0000-4000-8000-000000000000");
    assert_eq!(ids.uuid(), "01010101-0101-4101-8101-010101010101");
    let oid = ids.oid();
    assert!(Oid::new(&oid).is_ok() && oid.starts_with("2.25."), "{oid}");
}

#[test]
fn roles_stand_where_they_belong() {
    let role = |code: &str, system: &str| Role::new(Coded::new(code, system, None).unwrap());
    assert!(role("10", "1.2.3").is_err(), "a system the VIHF does not know");
    let build = |roles: Vec<Role>| {
        let structure = Structure::new("1990000017", "Clinique", "SA01").unwrap();
        let id = ProfessionalId::new("899700000011").unwrap();
        let means = AuthenticationMeans::Cps;
        Professional::new(id, "X", "Y", roles, structure, means, false).map_err(|e| e.field)
    };
    let doctor = || role("10", Role::PROFESSIONS).unwrap();
    let speciality = || role("SM26", Role::SPECIALITIES).unwrap();
    let section = || role("A", Role::SECTIONS).unwrap();
    assert!(build(vec![doctor(), speciality()]).is_ok());
    assert_eq!(build(vec![]).unwrap_err(), "profession");
    assert_eq!(build(vec![speciality(), doctor()]).unwrap_err(), "profession");
    assert_eq!(build(vec![doctor(), doctor()]).unwrap_err(), "profession");
    assert_eq!(build(vec![doctor()]).unwrap_err(), "speciality");
    assert_eq!(build(vec![doctor(), section()]).unwrap_err(), "speciality");
    let pharmacist = || role("21", Role::PROFESSIONS).unwrap();
    assert_eq!(build(vec![pharmacist(), speciality()]).unwrap_err(), "section");
    assert!(build(vec![pharmacist(), section()]).is_ok());
}
