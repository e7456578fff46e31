//! What a notice must hold, case by case.

use super::{Element, Elements, Kind};
use crate::rules::information::{codes, Actions, Audience, Moment};

codes! {
    /// How the person reaches the profile.
    ProfileState {
        Active = "active",
        NotActivated = "not_activated",
        /// The person does not use the internet.
        Offline = "offline",
    }

    EmergencyMode {
        BreakGlass = "break_glass",
        /// The regulating doctor of the SAMU, during a call.
        Regulation = "regulation",
    }

    Team {
        Member = "member",
        Outside = "outside",
    }
}

/// All on which the choice of texts rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Case {
    pub kind: Kind,
    pub actions: Actions,
    pub audience: Audience,
    pub moment: Moment,
    pub team: Team,
    pub profile: ProfileState,
    pub mode: EmergencyMode,
    /// Whether consulting needs the person's consent on that day.
    pub consent: bool,
    pub prevention: bool,
    /// Whether the reason of a break-glass is told.
    pub reason: bool,
}

impl Case {
    /// The elements such a notice holds: all of them, and no other.
    pub fn elements(&self) -> Elements {
        use Element::*;
        let (feeds, consults) = (self.actions.feeds(), self.actions.consults());
        let choice = self.kind.offers_choice();
        let oral = self.kind == Kind::OralScript;
        let emergency = self.kind == Kind::Emergency;
        let minor = self.audience == Audience::Minor;
        let rows = [
            (Who, !oral),
            (ActionFeed, feeds),
            (ActionConsult, consults),
            (Documents, !emergency),
            (Purpose, choice),
            (SharedWith, self.tells_readers()),
            (ObjectFeed, choice && feeds),
            (ObjectConsult, choice && consults),
            (ObjectHow, choice),
            (Consequences, choice && (consults || oral)),
            (Controls, !emergency),
            (EmergencyMode, emergency),
            (EmergencyReason, self.tells_reason()),
            (EmergencyScope, emergency),
            (EmergencyControls, emergency),
            (Traced, emergency),
            (Where, !emergency && !oral),
            (Help, !oral),
            (Prevention, self.prevention && !emergency),
            (Consent, choice && consults && self.consent && !self.too_late()),
            (MinorSecret, minor && feeds),
            (MinorObject, minor && feeds && choice),
            (Represented, self.audience.is_protected()),
        ];
        rows.into_iter().filter_map(|(element, holds)| holds.then_some(element)).collect()
    }

    /// Whether it says who else will read what is added.
    fn tells_readers(&self) -> bool {
        match self.kind {
            Kind::ConsultationAndFeeding | Kind::PlatformForm => {
                self.actions == Actions::FeedAndConsult
            }
            Kind::AfterTheFact => self.actions.feeds(),
            _ => false,
        }
    }

    fn tells_reason(&self) -> bool {
        self.kind == Kind::Emergency && self.mode == EmergencyMode::BreakGlass && self.reason
    }

    /// Consent is asked before: a form filled in afterwards asks none.
    fn too_late(&self) -> bool {
        self.kind == Kind::PlatformForm && self.moment == Moment::After
    }

    /// Every case of a kind: a template must serve each.
    pub fn all(kind: Kind) -> impl Iterator<Item = Case> {
        let mut cases = vec![Case {
            kind,
            actions: Actions::Consult,
            audience: Audience::Adult,
            moment: Moment::After,
            team: Team::Member,
            profile: ProfileState::Active,
            mode: EmergencyMode::BreakGlass,
            consent: true,
            prevention: false,
            reason: false,
        }];
        let emergency = kind == Kind::Emergency;
        let yes = |may: bool| if may { &[false, true][..] } else { &[false] };
        let only = |all: bool, few: usize, many: usize| if all { many } else { few };
        let modes = &EmergencyMode::ALL[..only(emergency, 1, EmergencyMode::ALL.len())];
        let states = &ProfileState::ALL[..only(!emergency, 1, ProfileState::ALL.len())];
        vary(&mut cases, kind.actions(), |case, actions| case.actions = actions);
        vary(&mut cases, Audience::ALL, |case, audience| case.audience = audience);
        vary(&mut cases, kind.moments(), |case, moment| case.moment = moment);
        vary(&mut cases, Team::ALL, |case, team| case.team = team);
        vary(&mut cases, states, |case, profile| case.profile = profile);
        vary(&mut cases, modes, |case, mode| case.mode = mode);
        vary(&mut cases, yes(kind.offers_choice()), |case, consent| case.consent = consent);
        vary(&mut cases, yes(!emergency), |case, prevention| case.prevention = prevention);
        vary(&mut cases, yes(emergency), |case, reason| case.reason = reason);
        cases.into_iter()
    }
}

/// Each case once for each value.
fn vary<T: Copy>(cases: &mut Vec<Case>, values: &[T], set: fn(&mut Case, T)) {
    let each = |case: &Case| {
        let case = *case;
        values.iter().map(move |value| {
            let mut varied = case;
            set(&mut varied, *value);
            varied
        })
    };
    *cases = cases.iter().flat_map(each).collect();
}
