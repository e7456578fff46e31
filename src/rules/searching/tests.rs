use super::*;

struct Case {
    purpose: Purpose,
    statuses: Vec<AvailabilityStatus>,
    since: Option<Timestamp>,
    now: Timestamp,
    time_zone: TimeZone,
}

fn case() -> Case {
    Case {
        purpose: Purpose::Normal,
        statuses: vec![AvailabilityStatus::Approved],
        since: Some(Timestamp::parse("20240302").unwrap()),
        now: Timestamp::parse("20260302083000").unwrap(),
        time_zone: TimeZone::new("Europe/Paris").unwrap(),
    }
}

fn good(case: &Case) -> Circumstances<'_> {
    Circumstances {
        automatic_allowed: true,
        automatic_made: 0,
        means_are_air: false,
        purpose: &case.purpose,
        secret_connection: false,
        authorised: true,
        in_care_team: Some(true),
        operator_may_read: true,
        informed: Some(true),
        statuses: &case.statuses,
        since: case.since.as_ref(),
        now: &case.now,
        time_zone: &case.time_zone,
    }
}

#[test]
fn one_search_at_opening_where_everything_allows_it() {
    let case = case();
    assert_eq!(check(Act::Opening, &good(&case)), Ok(()));
}

#[test]
fn each_rule_stops_the_search_at_opening_and_none_the_users_own() {
    let case = case();
    let emergency = Purpose::new("centre_15", None).unwrap();
    let archived = [AvailabilityStatus::Approved, AvailabilityStatus::Archived];
    let older = Timestamp::parse("20240301").unwrap();
    let good = good(&case);
    for (broken, violation) in [
        (Circumstances { automatic_allowed: false, ..good }, Violation::AutomaticOff),
        (Circumstances { automatic_made: 1, ..good }, Violation::SecondAutomatic),
        (Circumstances { means_are_air: true, ..good }, Violation::AutomaticUnderAir),
        (Circumstances { purpose: &emergency, ..good }, Violation::AutomaticInEmergency),
        (Circumstances { secret_connection: true, ..good }, Violation::AutomaticInSecret),
        (Circumstances { operator_may_read: false, ..good }, Violation::AutomaticByOperator),
        (Circumstances { authorised: false, ..good }, Violation::AutomaticWithoutAuthorisation),
        (Circumstances { in_care_team: None, ..good }, Violation::AutomaticOutsideTeam),
        (Circumstances { in_care_team: Some(false), ..good }, Violation::AutomaticOutsideTeam),
        (Circumstances { informed: None, ..good }, Violation::AutomaticBeforeInformation),
        (Circumstances { informed: Some(false), ..good }, Violation::AutomaticBeforeInformation),
        (Circumstances { statuses: &archived, ..good }, Violation::AutomaticStatus),
        (Circumstances { statuses: &[], ..good }, Violation::AutomaticStatus),
        (Circumstances { since: None, ..good }, Violation::AutomaticWindow),
        (Circumstances { since: Some(&older), ..good }, Violation::AutomaticWindow),
    ] {
        assert_eq!(check(Act::Opening, &broken), Err(violation));
        assert_eq!(check(Act::User, &broken), Ok(()));
    }
}

#[test]
fn nothing_is_searched_after_a_feed() {
    let case = case();
    assert_eq!(check(Act::AfterFeed, &good(&case)), Err(Violation::AfterFeed));
}

#[test]
fn every_violation_names_its_requirement_and_says_it_in_french() {
    for violation in Violation::ALL {
        assert!(!violation.requirement().is_empty() && violation.sentence().ends_with('.'));
    }
}
