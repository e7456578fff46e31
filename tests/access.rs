//! The access rules, asked directly: what no server of the sandbox answers.

use dmpkit::record::{
    AuthenticationMeans, Authorisation, Coded, Existence, IdentityStatus, Ins, Operator,
    Oppositions, Patient, Professional, ProfessionalId, Profile, Purpose, Role, ServerTraits,
    Structure, TimeZone, Traits,
};
use dmpkit::rules::access::{decide, ActionId, Effect, Facts, Outcome, ReasonId, Wanted};

const INS: &str = "171014410990350";
const REGISTER: &str = "1.2.250.1.213.1.4.10";

fn patient() -> Patient {
    let given = ["PASCAL".to_string()];
    let traits = Traits::new("GUÉRANDEL", &given, "1971-01-30", "M", None, None, None).unwrap();
    Patient::new(Some(Ins::new(INS, REGISTER).unwrap()), IdentityStatus::Qual, traits).unwrap()
}

fn professional() -> Professional {
    let role = |code, system| Role::new(Coded::new(code, system, None).unwrap()).unwrap();
    Professional::new(
        ProfessionalId::new("899700000011").unwrap(),
        "EXEMPLE",
        "Camille",
        vec![role("10", Role::PROFESSIONS), role("SM26", Role::SPECIALITIES)],
        Structure::new("499700000011001", "Cabinet", "SA07").unwrap(),
        AuthenticationMeans::Cps,
        true,
    )
    .unwrap()
}

fn active(authorisation: Option<Authorisation>, ids: &[(&str, &str)]) -> Profile {
    let ids = ids.iter().map(|(root, extension)| (root.to_string(), extension.to_string()));
    Profile {
        status_code: Some("active".into()),
        authorisation,
        traits: ServerTraits { ids: ids.collect(), ..ServerTraits::default() },
        ..Profile::new(Existence::Active, "OK")
    }
}

/// Every combination of the enumerated facts, each with its decision.
fn each_decision(mut check: impl FnMut(&Facts<'_>, Wanted)) {
    let (patient, professional) = (patient(), professional());
    let zone = TimeZone::new("Europe/Paris").unwrap();
    let purposes = [
        Purpose::Normal,
        Purpose::new("bris_de_glace", Some("Inconscient")).unwrap(),
        Purpose::Centre15,
    ];
    let operators = [Operator::Professional, Operator::Secretary, Operator::OtherStaff];
    let mut authorisations: Vec<_> =
        Authorisation::KNOWN.iter().map(|code| Some(Authorisation::from_code(code))).collect();
    authorisations.extend([Some(Authorisation::Other("X".into())), None]);
    let existences = ["ACTIF", "FERME", "INEXISTANT", "X"].map(Existence::from_code);
    for authorisation in authorisations {
        for existence in &existences {
            for opposed in [None, Some(false), Some(true)] {
                let mut profile = active(authorisation.clone(), &[(REGISTER, INS)]);
                profile.existence = existence.clone();
                profile.oppositions = Oppositions { bris_de_glace: opposed, centre_15: opposed };
                for purpose in &purposes {
                    for operator in &operators {
                        for minor in [false, true] {
                            let facts = Facts {
                                patient: &patient,
                                minor,
                                professional: &professional,
                                operator,
                                purpose,
                                profile: Some(&profile),
                                minimum_identity: IdentityStatus::Qual,
                                time_zone: &zone,
                            };
                            Wanted::ALL.into_iter().for_each(|wanted| check(&facts, wanted));
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn every_decision_has_a_reason_and_none_allows_what_is_blocked() {
    let mut count = 0;
    each_decision(|facts, wanted| {
        count += 1;
        let decision = decide(facts, wanted);
        assert!(!decision.reasons.is_empty());
        let has = |effect| decision.reasons.iter().any(|reason| reason.effect() == effect);
        match decision.outcome {
            Outcome::Allowed => assert!(!has(Effect::Blocks) && has(Effect::Grants)),
            Outcome::AfterSteps => assert!(!has(Effect::Blocks) && has(Effect::Requires)),
            Outcome::Refused => assert!(has(Effect::Blocks)),
        }
        assert!(decision.reasons.iter().all(|reason| !reason.text.contains(['{', '}'])));
        assert_eq!(decision, decide(facts, wanted), "the same facts decide the same");
    });
    assert_eq!(count, 6 * 4 * 3 * 3 * 3 * 2 * 3);
}

#[test]
fn only_the_professional_himself_consults() {
    each_decision(|facts, wanted| {
        if wanted != Wanted::TestExistence && *facts.operator != Operator::Professional {
            assert_eq!(decide(facts, wanted).outcome, Outcome::Refused);
        }
    });
}

#[test]
fn a_block_or_an_opposition_never_opens_and_never_proposes_an_emergency() {
    each_decision(|facts, wanted| {
        let decision = decide(facts, wanted);
        let profile = facts.profile.unwrap();
        let blocked = profile.authorisation == Some(Authorisation::Interdit);
        let opposed = profile.oppositions.bris_de_glace == Some(true);
        let closed_to_him = blocked || (facts.purpose.is_emergency() && opposed);
        if wanted != Wanted::TestExistence && closed_to_him {
            assert_eq!(decision.outcome, Outcome::Refused);
        }
        if decision.outcome == Outcome::Refused {
            let emergency =
                [ActionId::ConfirmIdentity, ActionId::DeclareEmergency, ActionId::DeclareCall];
            assert!(!decision.actions.iter().any(|action| emergency.contains(action)));
        }
    });
}

#[test]
fn another_identity_in_the_answer_closes_the_record() {
    let (patient, professional) = (patient(), professional());
    let zone = TimeZone::new("Europe/Paris").unwrap();
    let reasons = |ids: &[(&str, &str)]| {
        let profile = active(Some(Authorisation::Valide), ids);
        let facts = Facts {
            patient: &patient,
            minor: false,
            professional: &professional,
            operator: &Operator::Professional,
            purpose: &Purpose::Normal,
            profile: Some(&profile),
            minimum_identity: IdentityStatus::Qual,
            time_zone: &zone,
        };
        decide(&facts, Wanted::Search)
    };
    assert_eq!(reasons(&[(REGISTER, INS)]).outcome, Outcome::Allowed);
    assert_eq!(reasons(&[]).outcome, Outcome::Allowed, "an answer may leave identifiers out");
    let ins_c = ("1.2.250.1.213.1.4.2", "0418835520716394827105");
    assert_eq!(reasons(&[ins_c]).outcome, Outcome::Allowed, "INS-C names nobody any more");
    let other = reasons(&[ins_c, (REGISTER, "258033523890052")]);
    assert_eq!(other.outcome, Outcome::Refused);
    assert_eq!(other.reasons[0].id, ReasonId::OtherIdentity);
}
