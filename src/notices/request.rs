//! What is asked: for whom, when, by which way, about what.

use super::case::Case;
use super::values::Date;
use super::{EmergencyMode, Kind, ProfileState, Team};
use crate::record::Invalid;
use crate::rules::information::{
    codes, Actions, Audience, Channel, Moment, Regime, PREVENTION_FROM,
};

codes! {
    Variant {
        Standard = "standard",
        /// Facile à lire et à comprendre.
        Falc = "falc",
    }

    Format {
        Text = "text",
        /// A whole page, ready to print on one sheet of A4.
        Html = "html",
        /// An element to put into a page of the host.
        HtmlFragment = "html_fragment",
        /// Subject, text and HTML.
        Email = "email",
        /// Check boxes as data.
        Form = "form",
        /// What to say, as data to tick.
        Checklist = "checklist",
    }
}

/// An access in an emergency, to be told.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Emergency {
    pub mode: EmergencyMode,
    /// Of a break-glass, where the professional chose to tell it.
    pub reason: Option<String>,
    pub on: Date,
}

/// What the host says in the language of a courtesy translation.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Courtesy {
    pub object_how: Option<String>,
    pub added: Vec<String>,
    pub consulted: Vec<String>,
    pub reason: Option<String>,
}

/// A request that can be answered: complete, and free of contradiction. It holds what is said to
/// one patient: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    pub(super) case: Case,
    pub(super) channel: Channel,
    pub(super) regime: &'static Regime,
    pub(super) secret_act: bool,
    pub(super) professional: Option<String>,
    pub(super) structure: Option<String>,
    pub(super) added: Vec<String>,
    pub(super) consulted: Vec<String>,
    pub(super) object_how: Option<String>,
    pub(super) courtesy: Courtesy,
    pub(super) episode: Option<String>,
    pub(super) emergency: Option<Emergency>,
    pub(super) language: String,
    pub(super) variant: Variant,
    pub(super) format: Format,
    /// Whether this channel may name the documents concerned.
    pub(super) names_documents: bool,
}

/// The facts as they came, each valid by itself.
pub(super) struct Given {
    pub date: String,
    pub kind: Option<Kind>,
    pub moment: Option<Moment>,
    pub channel: Channel,
    pub actions: Option<Actions>,
    pub audience: Audience,
    pub secret_act: bool,
    pub professional: Option<String>,
    pub structure: Option<String>,
    pub team: Option<Team>,
    pub added: Vec<String>,
    pub consulted: Vec<String>,
    pub object_how: Option<String>,
    pub courtesy: Option<Courtesy>,
    pub episode: Option<String>,
    pub emergency: Option<Emergency>,
    pub profile: Option<ProfileState>,
    pub authenticated: Option<bool>,
    pub prevention: bool,
    pub language: String,
    pub variant: Variant,
    pub format: Format,
}

fn check<T>(holds: bool, field: &str, problem: &str, value: T) -> Result<T, Invalid> {
    holds.then_some(value).ok_or_else(|| Invalid::new(field, problem))
}

fn one_of(codes: impl Iterator<Item = &'static str>) -> String {
    format!("must be one of {} here", codes.collect::<Vec<_>>().join(", "))
}

impl Given {
    /// The request these facts make; or the first that is missing, or contradicts the others.
    pub(super) fn request(self) -> Result<Request, Invalid> {
        let regime = Regime::on(&self.date).map_err(|invalid| invalid.within("date"))?;
        let kind = self.kind()?;
        let moment = self.moment(kind)?;
        let actions = self.chosen_actions(kind)?;
        self.fits(kind, actions)?;
        self.secret(kind)?;
        let case = Case {
            kind,
            actions,
            audience: self.audience,
            moment,
            team: self.team(kind, actions)?,
            profile: self.profile.unwrap_or(ProfileState::Active),
            mode: self.emergency.as_ref().map_or(EmergencyMode::BreakGlass, |facts| facts.mode),
            consent: actions.consults() && regime.needs_consent(self.team != Some(Team::Outside)),
            prevention: self.prevention,
            reason: self.emergency.as_ref().is_some_and(|facts| facts.reason.is_some()),
        };
        self.values(&case)?;
        Ok(Request {
            names_documents: match self.channel {
                Channel::Email => false,
                channel if channel.is_platform() => self.authenticated == Some(true),
                _ => true,
            },
            case,
            channel: self.channel,
            regime,
            secret_act: self.secret_act,
            professional: self.professional,
            structure: self.structure,
            added: self.added,
            consulted: self.consulted,
            object_how: self.object_how,
            courtesy: self.courtesy.unwrap_or_default(),
            episode: self.episode,
            emergency: self.emergency,
            language: self.language,
            variant: self.variant,
            format: self.format,
        })
    }

    fn kind(&self) -> Result<Kind, Invalid> {
        if let Some(kind) = self.kind {
            return Ok(kind);
        }
        if self.emergency.is_some() {
            return Ok(Kind::Emergency);
        }
        let missing = |field| Invalid::new(field, "is missing, and so is the kind");
        let moment = self.moment.ok_or_else(|| missing("moment"))?;
        let actions = self.actions.ok_or_else(|| missing("actions"))?;
        Kind::serving(moment, self.channel, actions)
    }

    fn moment(&self, kind: Kind) -> Result<Moment, Invalid> {
        let of_kind = kind.moments();
        match (self.moment, of_kind) {
            (Some(moment), _) => {
                let problem = one_of(of_kind.iter().map(|moment| moment.code()));
                check(of_kind.contains(&moment), "moment", &problem, moment)
            }
            (None, [only]) => Ok(*only),
            (None, _) => Err(Invalid::new("moment", "is missing")),
        }
    }

    fn chosen_actions(&self, kind: Kind) -> Result<Actions, Invalid> {
        let of_kind = kind.actions();
        match (self.actions, of_kind) {
            (Some(actions), _) => {
                let problem = one_of(of_kind.iter().map(|actions| actions.code()));
                check(of_kind.contains(&actions), "actions", &problem, actions)
            }
            (None, [only]) => Ok(*only),
            (None, _) => Err(Invalid::new("actions", "is missing")),
        }
    }

    fn fits(&self, kind: Kind, actions: Actions) -> Result<(), Invalid> {
        let channels = kind.channels();
        let problem = one_of(channels.iter().map(|channel| channel.code()));
        check(channels.contains(&self.channel), "channel", &problem, ())?;
        let oral = self.channel.is_oral();
        let fits = match self.format {
            Format::Text | Format::Html | Format::HtmlFragment => true,
            Format::Email => matches!(self.channel, Channel::Email | Channel::SecureMessage),
            Format::Form => kind == Kind::PlatformForm,
            Format::Checklist => oral,
        };
        check(fits, "format", "does not go with this kind and channel", ())?;
        let emergency = self.emergency.is_some();
        check(emergency || kind != Kind::Emergency, "emergency", "is missing", ())?;
        let problem = "is for the kind emergency";
        check(!emergency || kind == Kind::Emergency, "emergency", problem, ())?;
        let problem = "is for a platform";
        check(
            self.authenticated.is_none() || self.channel.is_platform(),
            "authenticated",
            problem,
            (),
        )?;
        let documents = kind != Kind::Emergency;
        let problem = "contradicts the actions: nothing is added";
        let added = self.added.is_empty() || (documents && actions.feeds());
        check(added, "documents_added", problem, ())?;
        let problem = "contradicts the actions: no document is consulted";
        let consulted = self.consulted.is_empty() || (documents && actions.consults());
        check(consulted, "documents_consulted", problem, ())?;
        let prevention =
            !self.prevention || (kind != Kind::Emergency && self.date.as_str() >= PREVENTION_FROM);
        let problem = format!("may be told since {PREVENTION_FROM}, and not after an emergency");
        check(prevention, "prevention", &problem, ())
    }

    /// A secret act of a minor leaves nothing written, and his representatives know nothing.
    fn secret(&self, kind: Kind) -> Result<(), Invalid> {
        if !self.secret_act {
            return Ok(());
        }
        let problem = "is for a notice to the minor himself";
        check(self.audience == Audience::Minor, "secret_act", problem, ())?;
        let problem = "nothing is written of a secret act: the minor is told orally, face to face";
        let spoken = self.channel.is_oral() && self.channel != Channel::Telephone;
        check(spoken && kind != Kind::Emergency, "channel", problem, ())?;
        let problem = "nothing is printed of a secret act: ask for checklist or text";
        check(matches!(self.format, Format::Checklist | Format::Text), "format", problem, ())
    }

    fn team(&self, kind: Kind, actions: Actions) -> Result<Team, Invalid> {
        let matters = kind.offers_choice() && actions.consults();
        match self.team {
            None if matters => Err(Invalid::new("care_team", "is missing")),
            team => Ok(team.unwrap_or(Team::Member)),
        }
    }

    /// What is said in words: the way to object, and its translation.
    fn values(&self, case: &Case) -> Result<(), Invalid> {
        let how = case.kind.offers_choice();
        check(!how || self.object_how.is_some(), "object_how", "is missing", ())?;
        let foreign = self.language != "fr";
        let problem = "a courtesy translation is for what is written";
        check(!foreign || !self.channel.is_oral(), "language", problem, ())?;
        let problem = "is for another language than French";
        check(foreign || self.courtesy.is_none(), "courtesy", problem, ())?;
        let courtesy = self.courtesy.as_ref();
        let translated = courtesy.is_some_and(|courtesy| courtesy.object_how.is_some());
        check(!(foreign && how) || translated, "courtesy.object_how", "is missing", ())?;
        let Some(courtesy) = courtesy else { return Ok(()) };
        let pairs = [
            ("courtesy.documents_added", courtesy.added.len(), self.added.len()),
            ("courtesy.documents_consulted", courtesy.consulted.len(), self.consulted.len()),
        ];
        for (field, translated, given) in pairs {
            let problem = "must translate each document given, and no other";
            check(translated == 0 || translated == given, field, problem, ())?;
        }
        let french = self.emergency.as_ref().is_some_and(|facts| facts.reason.is_some());
        let problem = "translates a reason that is not given";
        check(french || courtesy.reason.is_none(), "courtesy.reason", problem, ())
    }
}
