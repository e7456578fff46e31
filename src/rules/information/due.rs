//! What is due now, drawn from the history in one pass.

use super::codes::codes;
use super::history::{
    ConsentForm, Entry, Holder, Information, Opposition, OppositionScope, OppositionState, Party,
    Wording,
};
use super::seen::Seen;
use super::{Actions, Audience, Channel, Duty, Regime};
use crate::record::{Invalid, TimeZone, Timestamp};

/// The episode of care the patient is in.
#[derive(Debug, Clone, Copy)]
pub struct Episode<'a> {
    pub id: &'a str,
    pub since: &'a Timestamp,
}

/// Everything the answer rests on.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub now: &'a Timestamp,
    pub time_zone: &'a TimeZone,
    /// Who would be told: the person, or whoever represents him.
    pub audience: Audience,
    /// An act that a minor keeps from his representatives.
    pub secret_act: bool,
    /// The host's id of the professional.
    pub professional: &'a str,
    /// The care team he is a member of. `None`: he is outside, and what a team was told or
    /// granted is not his.
    pub team: Option<&'a str>,
    /// `None`: a new one starts now.
    pub episode: Option<Episode<'a>>,
    /// Since when this consultation lasts; `None`: it starts now. Outside the team, and for a
    /// minor's oppositions, only what was said since then counts.
    pub act_since: Option<&'a Timestamp>,
    /// What is to be done to the profile.
    pub actions: Actions,
    pub history: &'a [Entry],
    /// The wording that would be given today, where the host knows it: a notice given in another
    /// one is stale.
    pub wording: Option<&'a Wording>,
}

codes! {
    State {
        Due = "due",
        Done = "done",
        /// The person said no: nothing is to be asked again unless he comes back on it.
        Opposed = "opposed",
    }

    /// Who may do it.
    By {
        Professional = "professional",
        TeamMember = "team_member",
        /// A secretary, or another collaborator under the responsibility of the professional.
        Secretary = "secretary",
    }

    /// Why what was last given is no longer what would be given.
    Stale {
        /// Another template, or another version of it.
        WordingChanged = "wording_changed",
        /// The same template with other facts: who, how to object, documents.
        FactsChanged = "facts_changed",
    }
}

/// One duty, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Item<'a> {
    pub duty: Duty,
    pub state: State,
    /// Since when it is due, was done, or was opposed.
    pub since: Timestamp,
    pub by: &'static [By],
    pub to: &'static [Party],
    pub channels: &'static [Channel],
    /// What was last given of this kind to this patient in this follow-up, even where it clears
    /// nothing.
    pub last: Option<&'a Information>,
    pub stale: Option<Stale>,
}

/// Where each duty stands, in the order in which to do them. [`State::Due`] is what to do now.
pub fn duties<'a>(facts: &Facts<'a>) -> Result<Vec<Item<'a>>, Invalid> {
    let minor = matches!(facts.audience, Audience::Minor | Audience::RepresentativeOfMinor);
    if facts.secret_act && !minor {
        return Err(Invalid::new("secret_act", "is for a minor only"));
    }
    let today = facts.now.local_iso(facts.time_zone);
    let regime = Regime::on(today.get(..10).unwrap_or_default()).map_err(|e| e.within("now"))?;
    let seen = Seen::of(facts);
    let mut items = Vec::new();
    if facts.actions.feeds() {
        feeding(facts, &seen, minor, &mut items);
    }
    if facts.actions.consults() {
        consultation(facts, &seen, regime, &mut items);
    }
    if let Some(access) = seen.emergency.get() {
        let told = seen.emergency_notice.get().filter(|told| told.at >= *access);
        let (state, since) = told.map_or((State::Due, access), |told| (State::Done, &told.at));
        items.push(facts.item(Duty::EmergencyNotice, state, since, seen.emergency_notice.get()));
    }
    Ok(items)
}

fn feeding<'a>(facts: &Facts<'a>, seen: &Seen<'a>, minor: bool, items: &mut Vec<Item<'a>>) {
    let refused = seen.feeding.get().filter(|said| {
        let holds = !minor || facts.in_this_act(&said.at);
        said.state == OppositionState::Accepted && holds && facts.still_reaches(said)
    });
    let (state, since) = match (refused, seen.cleared_feeding.get()) {
        (Some(said), _) => (State::Opposed, &said.at),
        (None, Some(told)) => (State::Done, &told.at),
        (None, None) => (State::Due, facts.start()),
    };
    items.push(facts.item(Duty::FeedingInformation, state, since, seen.last_feeding.get()));
    let Some(said) = seen.feeding.get() else { return };
    let ended = said.state == OppositionState::Lifted;
    if minor && !ended && facts.act_since.is_none_or(|since| said.at < *since) {
        items.push(facts.item(Duty::MinorOpposition, State::Due, facts.act(), None));
    } else if said.state == OppositionState::Asked {
        items.push(facts.item(Duty::OppositionToWeigh, State::Due, &said.at, None));
    }
}

fn consultation<'a>(
    facts: &Facts<'a>,
    seen: &Seen<'a>,
    regime: &Regime,
    items: &mut Vec<Item<'a>>,
) {
    let opposed = seen
        .consultation
        .get()
        .filter(|said| said.state != OppositionState::Lifted && facts.still_reaches(said));
    let from = if facts.team.is_some() { facts.start() } else { facts.act() };
    let standing = |done: Option<&'a Timestamp>| match (opposed, done) {
        (Some(said), _) => (State::Opposed, &said.at),
        (None, Some(at)) => (State::Done, at),
        (None, None) => (State::Due, from),
    };
    let (state, since) = standing(seen.cleared_consultation.get().map(|told| &told.at));
    items.push(facts.item(
        Duty::ConsultationInformation,
        state,
        since,
        seen.last_consultation.get(),
    ));
    if !regime.needs_consent(facts.team.is_some()) {
        return;
    }
    let given = seen.consent.get().filter(|consent| consent.form == ConsentForm::Given);
    let (state, since) = match seen.consent.get() {
        Some(consent) if given.is_none() => (State::Opposed, &consent.at),
        _ => standing(given.map(|consent| &consent.at)),
    };
    let duty = if facts.team.is_some() { Duty::Consent } else { Duty::ConsentEachTime };
    items.push(facts.item(duty, state, since, None));
}

impl<'a> Facts<'a> {
    /// What one member of the team does holds for all of it; outside a team, for himself.
    pub(super) fn same_holder(&self, holder: &Holder) -> bool {
        match self.team {
            Some(team) => holder.team.as_deref() == Some(team),
            None => holder.professional.as_deref() == Some(self.professional),
        }
    }

    pub(super) fn in_this_episode(&self, holder: &Holder) -> bool {
        self.episode.is_some_and(|episode| holder.episode.as_deref() == Some(episode.id))
    }

    pub(super) fn in_this_act(&self, at: &Timestamp) -> bool {
        self.act_since.is_some_and(|since| at >= since)
    }

    /// A minor was told of a secret act by word of mouth, and himself.
    pub(super) fn told_in_secret(&self, told: &Information) -> bool {
        told.to == Party::Patient && told.channel.is_oral() && self.in_this_act(&told.at)
    }

    /// Whether an opposition still holds now.
    fn still_reaches(&self, said: &Opposition) -> bool {
        match said.scope {
            OppositionScope::FollowUp => true,
            OppositionScope::Episode => self.in_this_episode(&said.holder),
            OppositionScope::Act => self.in_this_act(&said.at),
            // The other documents may still be added.
            OppositionScope::Document => false,
        }
    }

    /// The start of the episode.
    fn start(&self) -> &'a Timestamp {
        self.episode.map_or(self.now, |episode| episode.since)
    }

    fn act(&self) -> &'a Timestamp {
        self.act_since.unwrap_or(self.now)
    }

    fn item(
        &self,
        duty: Duty,
        state: State,
        since: &Timestamp,
        last: Option<&'a Information>,
    ) -> Item<'a> {
        let (by, to, channels) = self.ways(duty);
        let stale = last.and_then(|told| self.stale(duty, &told.wording));
        Item { duty, state, since: since.clone(), by, to, channels, last, stale }
    }

    /// By whom, to whom and by which ways.
    fn ways(&self, duty: Duty) -> (&'static [By], &'static [Party], &'static [Channel]) {
        use Channel::{Consultation, Letter, SecureMessage};
        if self.secret_act {
            return (&[By::Professional], &[Party::Patient], &[Consultation]);
        }
        let by: &[By] = match duty {
            Duty::OppositionToWeigh | Duty::MinorOpposition => &[By::Professional],
            _ if self.team.is_none() => &[By::Professional, By::Secretary],
            _ => &[By::Professional, By::TeamMember, By::Secretary],
        };
        let to: &[Party] = match (duty, self.audience) {
            (Duty::MinorOpposition, _) => &[Party::Patient],
            (_, Audience::Adult | Audience::ProtectedProperty) => &[Party::Patient],
            _ => &[Party::Patient, Party::Representative],
        };
        let channels: &[Channel] = match duty {
            Duty::EmergencyNotice => &[Letter, SecureMessage],
            Duty::OppositionToWeigh | Duty::MinorOpposition => &[Consultation],
            _ => BEFORE_OR_DURING,
        };
        (by, to, channels)
    }

    fn stale(&self, duty: Duty, given: &Wording) -> Option<Stale> {
        // After an emergency, each notice tells its own access.
        let today = self.wording.filter(|_| duty != Duty::EmergencyNotice)?;
        let same_text = (&given.template, &given.version) == (&today.template, &today.version);
        match (same_text, given.hash == today.hash) {
            (true, true) => None,
            (true, false) => Some(Stale::FactsChanged),
            (false, _) => Some(Stale::WordingChanged),
        }
    }
}

/// The ways of a notice before or during the care: by voice first.
const BEFORE_OR_DURING: &[Channel] = &[
    Channel::Consultation,
    Channel::Desk,
    Channel::Telephone,
    Channel::Letter,
    Channel::Email,
    Channel::SecureMessage,
    Channel::Platform,
    Channel::Booking,
    Channel::PreAdmission,
    Channel::PreConsultation,
    Channel::ResultsPlatform,
    Channel::OnlinePrescription,
];
