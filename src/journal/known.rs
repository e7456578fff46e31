//! How a patient stands today, from the entries in their order: what he was told, consents to,
//! opposes. Nothing here reads a clock or a store.
//!
//! The later word replaces the earlier. What is entered days after it happened gives its date, and
//! replaces nothing that was said since.

use std::collections::BTreeMap;

use super::facts::{Action, Consent, Fact, InformationGiven, Moment, Outcome, Scope, Team, Voice};
use super::words::Label;
use super::{Form, Recorded};
use crate::record::Timestamp;

/// Something said, and when: by the entry's own date where it was entered later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<T> {
    pub position: u64,
    pub at: Timestamp,
    /// PS_IdNat of the professional in whose name it was entered.
    pub professional: Option<Label>,
    pub episode: Option<Label>,
    pub what: T,
}

impl<T> Said<T> {
    pub(super) fn new(recorded: &Recorded, what: T) -> Self {
        let entry = &recorded.entry;
        Said {
            position: recorded.position,
            at: entry.happened_at.clone().unwrap_or_else(|| recorded.at.clone()),
            professional: entry.by.professional.clone(),
            episode: entry.episode.clone(),
            what,
        }
    }

    fn with<U>(&self, what: U) -> Said<U> {
        Said {
            position: self.position,
            at: self.at.clone(),
            professional: self.professional.clone(),
            episode: self.episode.clone(),
            what,
        }
    }
}

/// Whether an entry was made late, and something newer is known already.
fn is_overtaken<T>(recorded: &Recorded, known: Option<&Said<T>>) -> bool {
    let happened = recorded.entry.happened_at.as_ref();
    happened.is_some_and(|happened| known.is_some_and(|known| known.at > *happened))
}

/// What was last said of consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentState {
    Given { from: Voice, form: Form },
    Refused { from: Voice, form: Form },
    Withdrawn { from: Voice, form: Form },
}

/// An opposition that was not lifted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opposition {
    pub from: Voice,
    pub scope: Scope,
    /// An opposition to consultation needs nobody's acceptance.
    pub outcome: Outcome,
}

impl Opposition {
    /// Whether it stands: accepted, or still to be weighed.
    pub fn stands(&self) -> bool {
        self.outcome != Outcome::NotAccepted
    }
}

/// For one action, the last information that clears a duty and the last reminder after the fact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Told {
    before: Option<Said<InformationGiven>>,
    after: Option<Said<InformationGiven>>,
}

/// How a patient stands for the whole team.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    told: BTreeMap<(Action, Option<Label>), Told>,
    told_last: BTreeMap<Action, Said<InformationGiven>>,
    team_consent: Option<Said<ConsentState>>,
    own_consents: BTreeMap<Label, Said<ConsentState>>,
    /// `None` for what was lifted.
    oppositions: BTreeMap<(Action, Scope), Said<Option<Opposition>>>,
    pending: BTreeMap<Label, Said<()>>,
}

impl Known {
    /// From entries in their order.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Recorded>) -> Self {
        let mut known = Known::default();
        entries.into_iter().for_each(|recorded| known.add(recorded));
        known
    }

    /// The last information given before or during care about this action in this episode. For
    /// feeding, which is told once, pass no episode and ask `informed_ever`.
    pub fn informed(
        &self,
        action: Action,
        episode: Option<&Label>,
    ) -> Option<&Said<InformationGiven>> {
        self.told.get(&(action, episode.cloned()))?.before.as_ref()
    }

    /// The last information given before or during care about this action, in whatever episode.
    pub fn informed_ever(&self, action: Action) -> Option<&Said<InformationGiven>> {
        self.told_last.get(&action)
    }

    /// The last reminder after the fact: it clears no duty.
    pub fn reminded(
        &self,
        action: Action,
        episode: Option<&Label>,
    ) -> Option<&Said<InformationGiven>> {
        self.told.get(&(action, episode.cloned()))?.after.as_ref()
    }

    /// What was last said of consent for the care team: form and date stand in it.
    pub fn consent(&self) -> Option<&Said<ConsentState>> {
        self.team_consent.as_ref()
    }

    /// What was last said of consent for a professional outside the team.
    pub fn consent_for(&self, professional: &Label) -> Option<&Said<ConsentState>> {
        self.own_consents.get(professional)
    }

    /// Whether the team may rely on a consent today.
    pub fn consent_in_force(&self) -> bool {
        self.consent().is_some_and(|said| matches!(said.what, ConsentState::Given { .. }))
    }

    /// Oppositions to an action that were neither lifted nor refused.
    pub fn oppositions(&self, action: Action) -> impl Iterator<Item = Said<Opposition>> + '_ {
        let of_action = self.oppositions.iter().filter(move |((to, _), _)| *to == action);
        let told = of_action.filter_map(|(_, said)| Some(said.with(said.what.clone()?)));
        told.filter(|said| said.what.stands())
    }

    /// What was last said of an opposition of this very scope, refused ones too; `None` for one
    /// that was never made, or was lifted.
    pub fn opposition(&self, action: Action, scope: &Scope) -> Option<Said<Opposition>> {
        let said = self.oppositions.get(&(action, scope.clone()))?;
        Some(said.with(said.what.clone()?))
    }

    /// Professionals whose authorisation is still to be taken back in the DMP, and since when.
    pub fn withdrawals_pending(&self) -> impl Iterator<Item = (&Label, &Said<()>)> {
        self.pending.iter()
    }

    /// One entry more, which follows all others.
    pub(super) fn add(&mut self, recorded: &Recorded) {
        match &recorded.entry.fact {
            Fact::InformationGiven(given) => self.add_information(recorded, given),
            Fact::ConsentGiven(Consent { from, form, team }) => {
                self.add_consent(recorded, *team, ConsentState::Given { from: *from, form: *form });
            }
            Fact::ConsentRefused(Consent { from, form, team }) => {
                let state = ConsentState::Refused { from: *from, form: *form };
                self.add_consent(recorded, *team, state);
            }
            Fact::ConsentWithdrawn(Consent { from, form, team }) => {
                let state = ConsentState::Withdrawn { from: *from, form: *form };
                if *team == Team::CareTeam {
                    self.own_consents.values_mut().for_each(|own| {
                        if !is_overtaken(recorded, Some(own)) {
                            *own = Said::new(recorded, state);
                        }
                    });
                }
                self.add_consent(recorded, *team, state);
            }
            Fact::OppositionToFeeding(said) => {
                let (from, outcome) = (said.from, said.outcome);
                let opposition = Opposition { from, scope: said.scope.clone(), outcome };
                self.set_opposition(recorded, Action::Feeding, &said.scope, Some(opposition));
            }
            Fact::OppositionToConsultation(said) => {
                let (from, outcome) = (said.from, Outcome::Accepted);
                let opposition = Opposition { from, scope: said.scope.clone(), outcome };
                self.set_opposition(recorded, Action::Consultation, &said.scope, Some(opposition));
            }
            Fact::OppositionLifted(lifted) => {
                self.set_opposition(recorded, lifted.of, &lifted.scope, None);
            }
            Fact::WithdrawalPending(withdrawal) => {
                let said = Said::new(recorded, ());
                self.pending.entry(withdrawal.professional.clone()).or_insert(said);
            }
            Fact::WithdrawalDone(withdrawal) => {
                self.pending.remove(&withdrawal.professional);
            }
            _ => {}
        }
    }

    fn add_information(&mut self, recorded: &Recorded, given: &InformationGiven) {
        for action in &given.about {
            let said = Said::new(recorded, given.clone());
            let told = self.told.entry((*action, said.episode.clone())).or_default();
            let place =
                if given.moment == Moment::After { &mut told.after } else { &mut told.before };
            if !is_overtaken(recorded, place.as_ref()) {
                *place = Some(said.clone());
            }
            let ever = self.told_last.get(action);
            if given.moment != Moment::After && !is_overtaken(recorded, ever) {
                self.told_last.insert(*action, said);
            }
        }
    }

    fn add_consent(&mut self, recorded: &Recorded, team: Team, state: ConsentState) {
        let said = Said::new(recorded, state);
        match (team, recorded.entry.by.professional.clone()) {
            (Team::CareTeam, _) if !is_overtaken(recorded, self.team_consent.as_ref()) => {
                self.team_consent = Some(said);
            }
            (Team::Professional, Some(professional))
                if !is_overtaken(recorded, self.own_consents.get(&professional)) =>
            {
                self.own_consents.insert(professional, said);
            }
            _ => {}
        }
    }

    fn set_opposition(
        &mut self,
        recorded: &Recorded,
        action: Action,
        scope: &Scope,
        opposition: Option<Opposition>,
    ) {
        let place = (action, scope.clone());
        if !is_overtaken(recorded, self.oppositions.get(&place)) {
            self.oppositions.insert(place, Said::new(recorded, opposition));
        }
    }
}
