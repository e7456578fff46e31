//! What is due now: by whom, to whom, by which way, since when; and what the user must have read.

use dmpkit::record::{TimeZone, Timestamp};
use dmpkit::rules::information::{
    duties, user_text_due, Acknowledged, Actions, Audience, By, Channel, Consent, ConsentForm,
    Duty, Entry, Episode, Facts, Holder, Information, Item, OpposedTo, Opposition, OppositionScope,
    OppositionState, Party, Regime, ShowUserText, Stale, State, Wording, REGIMES,
    USER_ACKNOWLEDGEMENT, USER_REMINDER_DAYS, USER_TEXT, USER_TEXT_SOURCE, USER_TEXT_VERSION,
};

const TEAM: &str = "equipe-1";
const DOCTOR: &str = "medecin-1";
const EPISODE: &str = "episode-2";

fn at(day: &str) -> Timestamp {
    Timestamp::from_rfc3339(&format!("{day}T09:00:00Z")).unwrap()
}

fn wording(version: &str, hash: &str) -> Wording {
    Wording { template: "dmpkit.fr".into(), version: version.into(), hash: hash.into() }
}

fn in_team(episode: &str) -> Holder {
    Holder {
        team: Some(TEAM.into()),
        professional: Some("infirmiere-2".into()),
        episode: Some(episode.into()),
    }
}

fn alone() -> Holder {
    Holder { team: None, professional: Some(DOCTOR.into()), episode: Some(EPISODE.into()) }
}

fn given(day: &str, actions: Actions, holder: Holder) -> Information {
    Information {
        at: at(day),
        by: "secretaire-3".into(),
        to: Party::Patient,
        channel: Channel::Desk,
        actions,
        emergency: false,
        clears_duty: true,
        wording: wording("1", "aa"),
        holder,
    }
}

fn consent(day: &str, form: ConsentForm, holder: Holder) -> Entry {
    Entry::Consent(Consent { at: at(day), by: DOCTOR.into(), form, holder })
}

fn opposed(day: &str, to: OpposedTo, state: OppositionState, scope: OppositionScope) -> Entry {
    let holder = in_team(EPISODE);
    Entry::Opposition(Opposition { at: at(day), by: DOCTOR.into(), to, state, scope, holder })
}

/// The facts of a question, with what is borrowed.
struct Question {
    now: Timestamp,
    zone: TimeZone,
    since: Timestamp,
    act: Option<Timestamp>,
    history: Vec<Entry>,
    wording: Wording,
    audience: Audience,
    secret: bool,
    team: bool,
    episode: bool,
    actions: Actions,
}

fn question(history: Vec<Entry>) -> Question {
    Question {
        now: at("2026-03-02"),
        zone: TimeZone::new("Europe/Paris").unwrap(),
        since: at("2026-03-01"),
        act: None,
        history,
        wording: wording("1", "aa"),
        audience: Audience::Adult,
        secret: false,
        team: true,
        episode: true,
        actions: Actions::FeedAndConsult,
    }
}

impl Question {
    fn facts(&self) -> Facts<'_> {
        Facts {
            now: &self.now,
            time_zone: &self.zone,
            audience: self.audience,
            secret_act: self.secret,
            professional: DOCTOR,
            team: self.team.then_some(TEAM),
            episode: self.episode.then_some(Episode { id: EPISODE, since: &self.since }),
            act_since: self.act.as_ref(),
            actions: self.actions,
            history: &self.history,
            wording: Some(&self.wording),
        }
    }

    fn items(&self) -> Vec<Item<'_>> {
        duties(&self.facts()).unwrap()
    }

    fn states(&self) -> Vec<(Duty, State)> {
        self.items().iter().map(|item| (item.duty, item.state)).collect()
    }
}

use Duty::{
    ConsentEachTime, ConsultationInformation, EmergencyNotice, FeedingInformation, MinorOpposition,
    OppositionToWeigh,
};
use State::{Done, Due, Opposed};

#[test]
fn to_a_new_patient_everything_is_due() {
    let question = question(Vec::new());
    let expected =
        [(FeedingInformation, Due), (ConsultationInformation, Due), (Duty::Consent, Due)];
    assert_eq!(question.states(), expected);
    for item in question.items() {
        assert_eq!(item.since, at("2026-03-01"), "since the episode began");
        assert_eq!(item.by, [By::Professional, By::TeamMember, By::Secretary]);
        assert_eq!(item.to, [Party::Patient]);
        assert!(item.channels.contains(&Channel::Telephone) && item.last.is_none());
    }
    let mut feeding = question;
    feeding.actions = Actions::Feed;
    assert_eq!(feeding.states(), [(FeedingInformation, Due)]);
    feeding.actions = Actions::Consult;
    assert_eq!(feeding.states(), [(ConsultationInformation, Due), (Duty::Consent, Due)]);
}

#[test]
fn what_one_of_the_team_told_holds_for_the_team() {
    let told = given("2026-03-01", Actions::FeedAndConsult, in_team(EPISODE));
    let agreed = consent("2026-03-01", ConsentForm::Given, in_team(EPISODE));
    let mut asked = question(vec![Entry::Information(told), agreed]);
    let done = [(FeedingInformation, Done), (ConsultationInformation, Done), (Duty::Consent, Done)];
    assert_eq!(asked.states(), done);
    // Another team, or none, starts anew: what was told to this one is not its own.
    asked.team = false;
    let anew = [(FeedingInformation, Due), (ConsultationInformation, Due), (ConsentEachTime, Due)];
    assert_eq!(asked.states(), anew);
}

#[test]
fn feeding_is_told_once_and_consultation_at_each_episode() {
    let told = given("2025-01-10", Actions::FeedAndConsult, in_team("episode-1"));
    let agreed = consent("2025-01-10", ConsentForm::Given, in_team("episode-1"));
    let mut asked = question(vec![Entry::Information(told.clone()), agreed]);
    let expected =
        [(FeedingInformation, Done), (ConsultationInformation, Due), (Duty::Consent, Done)];
    assert_eq!(asked.states(), expected);
    // What was last given is shown, even where it is for another episode.
    assert_eq!(asked.items()[1].last, Some(&told));
    // No episode given: a new one, which starts now.
    asked.episode = false;
    assert_eq!(asked.states(), expected);
    assert_eq!(asked.items()[1].since, asked.now);
}

#[test]
fn outside_the_team_each_consultation_asks_anew() {
    let told = given("2026-03-01", Actions::FeedAndConsult, alone());
    let agreed = consent("2026-03-01", ConsentForm::Given, alone());
    let mut asked = question(vec![Entry::Information(told), agreed]);
    asked.team = false;
    let anew = [(FeedingInformation, Done), (ConsultationInformation, Due), (ConsentEachTime, Due)];
    assert_eq!(asked.states(), anew);
    // The consultation in which it was asked is still going on.
    asked.act = Some(at("2026-03-01"));
    let done =
        [(FeedingInformation, Done), (ConsultationInformation, Done), (ConsentEachTime, Done)];
    assert_eq!(asked.states(), done);
}

#[test]
fn a_notice_after_the_fact_clears_nothing() {
    let mut told = given("2026-03-01", Actions::FeedAndConsult, in_team(EPISODE));
    told.clears_duty = false;
    let asked = question(vec![Entry::Information(told.clone())]);
    let expected =
        [(FeedingInformation, Due), (ConsultationInformation, Due), (Duty::Consent, Due)];
    assert_eq!(asked.states(), expected);
    assert_eq!(asked.items()[0].last, Some(&told), "it is shown all the same");
}

#[test]
fn an_information_is_never_a_consent() {
    let told = given("2026-03-01", Actions::FeedAndConsult, in_team(EPISODE));
    let asked = question(vec![Entry::Information(told)]);
    assert_eq!(asked.states()[2], (Duty::Consent, Due));
}

#[test]
fn consent_is_asked_of_the_team_since_the_ruling() {
    let mut asked = question(Vec::new());
    let consent =
        |asked: &Question| asked.states().into_iter().find(|(duty, _)| *duty == Duty::Consent);
    // 2025-10-15 starts in Paris at 22:00 UTC the day before.
    asked.now = Timestamp::from_rfc3339("2025-10-14T21:59:59Z").unwrap();
    assert_eq!(consent(&asked), None);
    asked.now = Timestamp::from_rfc3339("2025-10-14T22:00:00Z").unwrap();
    assert_eq!(consent(&asked), Some((Duty::Consent, Due)));
    asked.now = at("2024-01-01");
    asked.team = false;
    assert_eq!(asked.states()[2], (ConsentEachTime, Due), "outside the team it always was");
    assert_eq!(Regime::on("1999-01-01").unwrap(), &REGIMES[0]);
    assert_eq!(Regime::on("2025-10-15").unwrap().id, "prior_consent");
    assert!(Regime::on("2025-13-01").is_err());
}

#[test]
fn the_last_word_on_consent_counts() {
    use ConsentForm::{Given, Refused, Withdrawn};
    let forms = |forms: &[(&str, ConsentForm)]| {
        let entries = forms.iter().map(|(day, form)| consent(day, *form, in_team(EPISODE)));
        question(entries.collect()).states()[2].1
    };
    assert_eq!(forms(&[("2026-01-01", Given)]), Done);
    assert_eq!(forms(&[("2026-01-01", Given), ("2026-02-01", Withdrawn)]), Opposed);
    assert_eq!(forms(&[("2026-02-01", Withdrawn), ("2026-01-01", Given)]), Opposed);
    assert_eq!(forms(&[("2026-01-01", Refused), ("2026-02-01", Given)]), Done);
    assert_eq!(forms(&[("2026-01-01", Refused)]), Opposed);
}

#[test]
fn oppositions_stand_until_they_are_lifted() {
    use OppositionScope::{Act, Document, Episode, FollowUp};
    use OppositionState::{Accepted, Asked, Lifted, NotAccepted};
    let asked = |entries: Vec<Entry>| question(entries).states();
    let consultation =
        |state, scope| asked(vec![opposed("2026-03-01", OpposedTo::Consultation, state, scope)]);
    // No reason, no answer: asked is enough.
    assert_eq!(
        consultation(Asked, FollowUp)[1..],
        [(ConsultationInformation, Opposed), (Duty::Consent, Opposed)]
    );
    assert_eq!(consultation(Asked, Episode)[1].1, Opposed);
    assert_eq!(consultation(Asked, Act)[1].1, Due, "another act");
    assert_eq!(consultation(Lifted, FollowUp)[1].1, Due);
    let feeding =
        |state, scope| asked(vec![opposed("2026-03-01", OpposedTo::Feeding, state, scope)]);
    assert_eq!(
        feeding(Asked, FollowUp)[..2],
        [(FeedingInformation, Due), (OppositionToWeigh, Due)]
    );
    assert_eq!(feeding(Accepted, FollowUp)[0].1, Opposed);
    assert_eq!(feeding(Accepted, Document)[0].1, Due, "the other documents may be added");
    assert_eq!(feeding(NotAccepted, FollowUp)[0].1, Due);
    assert!(!feeding(NotAccepted, FollowUp).contains(&(OppositionToWeigh, Due)));
}

#[test]
fn a_minor_objects_at_each_act() {
    use OppositionScope::FollowUp;
    use OppositionState::{Accepted, Lifted};
    let earlier = opposed("2026-03-01", OpposedTo::Feeding, Accepted, FollowUp);
    let mut asked = question(vec![earlier]);
    asked.audience = Audience::Minor;
    asked.act = Some(at("2026-03-02"));
    asked.actions = Actions::Feed;
    assert_eq!(asked.states(), [(FeedingInformation, Due), (MinorOpposition, Due)]);
    assert_eq!(asked.items()[1].to, [Party::Patient]);
    asked.history = vec![opposed("2026-03-02", OpposedTo::Feeding, Accepted, FollowUp)];
    assert_eq!(asked.states(), [(FeedingInformation, Opposed)], "it holds for this act");
    asked.history = vec![opposed("2026-03-01", OpposedTo::Feeding, Lifted, FollowUp)];
    assert_eq!(asked.states(), [(FeedingInformation, Due)]);
}

#[test]
fn of_a_secret_act_the_minor_alone_is_told_and_orally() {
    let mut told = given("2026-03-02", Actions::Feed, in_team(EPISODE));
    told.to = Party::Representative;
    let mut asked = question(vec![Entry::Information(told.clone())]);
    asked.audience = Audience::Minor;
    asked.secret = true;
    asked.act = Some(at("2026-03-02"));
    asked.actions = Actions::Feed;
    let item = &asked.items()[0];
    assert_eq!(
        (item.state, item.by, item.to),
        (Due, &[By::Professional][..], &[Party::Patient][..])
    );
    assert_eq!(item.channels, [Channel::Consultation]);
    told.to = Party::Patient;
    told.channel = Channel::Letter;
    asked.history = vec![Entry::Information(told.clone())];
    assert_eq!(asked.states()[0].1, Due, "a letter tells nothing of it");
    told.channel = Channel::Consultation;
    asked.history = vec![Entry::Information(told)];
    assert_eq!(asked.states()[0].1, Done);
    asked.audience = Audience::Adult;
    assert_eq!(duties(&asked.facts()).unwrap_err().field, "secret_act");
}

#[test]
fn who_is_told_follows_the_protection() {
    let to = |audience| {
        let mut asked = question(Vec::new());
        asked.audience = audience;
        asked.items()[0].to
    };
    assert_eq!(to(Audience::ProtectedProperty), [Party::Patient]);
    assert_eq!(to(Audience::ProtectedPerson), [Party::Patient, Party::Representative]);
    assert_eq!(to(Audience::RepresentativeOfMinor), [Party::Patient, Party::Representative]);
}

#[test]
fn a_notice_in_another_wording_is_stale() {
    let told = given("2026-03-01", Actions::Feed, in_team(EPISODE));
    let mut asked = question(vec![Entry::Information(told)]);
    asked.actions = Actions::Feed;
    assert_eq!(asked.items()[0].stale, None);
    asked.wording = wording("1", "bb");
    assert_eq!(asked.items()[0].stale, Some(Stale::FactsChanged));
    asked.wording = wording("2", "aa");
    assert_eq!(asked.items()[0].stale, Some(Stale::WordingChanged));
    // It is told again if the host wishes: the duty itself was fulfilled.
    assert_eq!(asked.items()[0].state, Done);
}

#[test]
fn an_access_in_an_emergency_is_told() {
    let access = Entry::EmergencyAccess { at: at("2026-03-01"), holder: in_team(EPISODE) };
    let mut asked = question(vec![access]);
    asked.actions = Actions::Feed;
    assert_eq!(asked.states()[1], (EmergencyNotice, Due));
    assert_eq!(asked.items()[1].channels, [Channel::Letter, Channel::SecureMessage]);
    let mut told = given("2026-03-02", Actions::Consult, in_team(EPISODE));
    (told.emergency, told.clears_duty) = (true, false);
    asked.history.push(Entry::Information(told));
    assert_eq!(asked.states()[1], (EmergencyNotice, Done));
    assert_eq!(asked.states()[0], (FeedingInformation, Due), "it tells of nothing else");
    asked.history.push(Entry::EmergencyAccess { at: at("2026-03-03"), holder: in_team(EPISODE) });
    assert_eq!(asked.states()[1], (EmergencyNotice, Due), "another access");
}

#[test]
fn each_duty_says_what_to_do_and_where_it_is_written() {
    let mut ids: Vec<&str> = Duty::ALL.iter().map(|duty| duty.id()).collect();
    for duty in Duty::ALL {
        assert!(duty.sentence().ends_with('.') && duty.sentence().len() > 30, "{duty:?}");
        assert!(duty.source().contains("CSP"), "{duty:?}");
        assert_eq!(duty.is_required(), *duty != EmergencyNotice);
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), Duty::ALL.len());
}

#[test]
fn the_user_reads_at_first_login_then_from_time_to_time() {
    let (then, version) = (at("2026-01-01"), USER_TEXT_VERSION);
    let seen = Some(Acknowledged { at: &then, version });
    let after =
        |days: i64| user_text_due(seen, &then.plus_millis(days * 86_400_000), USER_REMINDER_DAYS);
    assert_eq!(user_text_due(None, &then, USER_REMINDER_DAYS), Some(ShowUserText::FirstLogin));
    assert_eq!(after(0), None);
    assert_eq!(after(179), None);
    assert_eq!(after(180), Some(ShowUserText::Periodic));
    assert_eq!(after(-30), None, "the clock went back");
    let older = Some(Acknowledged { at: &then, version: "0" });
    assert_eq!(user_text_due(older, &then, 180), Some(ShowUserText::TextChanged));
    assert_eq!(user_text_due(seen, &then.plus_millis(86_400_000), 1), Some(ShowUserText::Periodic));
    assert_eq!((USER_REMINDER_DAYS, USER_ACKNOWLEDGEMENT), (180, "J'ai compris"));
    assert!(USER_TEXT_SOURCE.contains("CONF.11") && USER_TEXT_SOURCE.contains("CONF.21"));
    assert!(USER_TEXT.iter().all(|paragraph| paragraph.ends_with('.')));
}

#[test]
fn ten_thousand_entries_are_read_once() {
    let mut history: Vec<Entry> = Vec::new();
    for index in 0..10_000 {
        let day = format!("20{:02}-{:02}-{:02}", index / 1000 + 10, index % 12 + 1, index % 28 + 1);
        history.push(match index % 3 {
            0 => Entry::Information(given(&day, Actions::FeedAndConsult, in_team("episode-1"))),
            1 => consent(&day, ConsentForm::Given, in_team("episode-1")),
            _ => Entry::EmergencyAccess { at: at(&day), holder: alone() },
        });
    }
    let asked = question(history);
    let best = (0..200).map(|_| {
        let start = std::time::Instant::now();
        std::hint::black_box(asked.items());
        start.elapsed()
    });
    println!("due over 10,000 entries: {:?}", best.min().unwrap());
    let expected =
        [(FeedingInformation, Done), (ConsultationInformation, Due), (Duty::Consent, Done)];
    assert_eq!(asked.states(), expected);
}
