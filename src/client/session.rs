use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::chart::Chart;
use super::connection::Client;
use super::documents::{read_professional, Authenticated};
use super::error::Error;
use super::error_codes::ErrorCode;
use super::host::LogLevel;
use super::pace::{Pace, Paces};
use crate::record::{AuthenticationMeans, Professional, Timestamp};
use crate::transport::Call;

/// One professional at work. Shared and immutable.
#[derive(Clone)]
pub struct Session(pub(super) Arc<SessionState>);

pub(super) struct SessionState {
    pub client: Client,
    pub professional: Professional,
    pub authenticated_at: Timestamp,
    /// `Authentification_mode` of the VIHF.
    pub mode: String,
    pub context_class: String,
    pub context_declaration: Option<String>,
    /// Shared by all the sessions of one professional: a new session is no way round.
    paces: Arc<Paces>,
}

impl Session {
    pub(super) fn open(client: &Client, document: &str, call: &Call) -> Result<Session, Error> {
        Session::open_unmarked(client, document, call).map_err(|error| error.marked(client.0.mark))
    }

    fn open_unmarked(client: &Client, document: &str, call: &Call) -> Result<Session, Error> {
        client.begin(call).check()?;
        let Authenticated { professional, at, context_class, context_declaration } =
            read_professional(document)?;
        let mode = mode(client, professional.means())?;
        let simplified = *professional.means() == AuthenticationMeans::AirSimplifie;
        let declaration =
            context_declaration.or_else(|| simplified.then(|| "CONF_EXI_PGSSIS".to_string()));
        let professional_id = professional.id().as_str().to_string();
        let session = SessionState {
            authenticated_at: match at {
                Some(at) => at,
                None => client.0.clock.now()?,
            },
            context_class: context_class
                .unwrap_or_else(|| usual_context_class(professional.means()).to_string()),
            context_declaration: declaration,
            client: client.clone(),
            professional,
            mode,
            paces: client.paces_of(professional_id),
        };
        let means = session.professional.means().code();
        client.0.host.log(LogLevel::Information, || format!("session opened, means {means}"));
        Ok(Session(Arc::new(session)))
    }

    /// Opens a patient's chart, from a `dmpkit.chart-request/1` document: asks the DMP whether
    /// the record exists and whether the professional is authorised (TD0.2).
    pub fn open_chart(&self, request: &str, call: &Call) -> Result<Chart, Error> {
        Chart::open(self, request, call)
    }
}

impl Session {
    /// Counts a document read; fails where they come faster than a person reads (EX_3.2-1010).
    pub(super) fn pace_of_reads(&self) -> Result<(), Error> {
        let most = self.0.client.0.settings.reading.reads;
        self.pace(&self.0.paces.reads, most, ErrorCode::TooManyReads)
    }

    /// The same for documents kept.
    pub(super) fn pace_of_saves(&self) -> Result<(), Error> {
        let most = self.0.client.0.settings.reading.saves;
        self.pace(&self.0.paces.saves, most, ErrorCode::TooManySaves)
    }

    fn pace(&self, pace: &Pace, most: usize, code: ErrorCode) -> Result<(), Error> {
        let client = &self.0.client.0;
        let seconds = client.settings.reading.seconds;
        pace.take(client.clock.elapsed(), most, Duration::from_secs(seconds)).map_err(|wait| {
            let message =
                format!("more than {most} in {seconds} s: no loop reads or keeps documents");
            Error::new(code, message).retry_after(wait).required_by("EX_3.2-1010")
        })
    }
}

/// The mode the VIHF gives for these means: a setting where the guide's rule is not public.
fn mode(client: &Client, means: &AuthenticationMeans) -> Result<String, Error> {
    if let Some(mode) = client.0.settings.modes.get(means.code()) {
        return Ok(mode.clone());
    }
    use AuthenticationMeans as Means;
    let mode = match means {
        Means::Cps | Means::Cpf | Means::Cpe | Means::ProSanteConnect => "DIRECTE",
        Means::StructureCertificate => "INDIRECTE",
        Means::Air | Means::AirSimplifie => "INDIRECTE_RENFORCEE",
        Means::Eidas | Means::Other(_) => {
            let message = "authentication.means: no VIHF mode is known for these means; give \
                           one in vihf.modes of the configuration";
            return Err(Error::new(ErrorCode::UnknownMeans, message)
                .with("field", "authentication.means")
                .with("known", AuthenticationMeans::KNOWN.join(" ")));
        }
    };
    Ok(mode.to_string())
}

/// The SAML class that usually goes with these means; the host may say better.
fn usual_context_class(means: &AuthenticationMeans) -> &'static str {
    use AuthenticationMeans as Means;
    match means {
        Means::Cps | Means::Cpf | Means::Cpe => {
            "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI"
        }
        Means::ProSanteConnect => "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract",
        Means::StructureCertificate => "urn:oasis:names:tc:SAML:2.0:ac:classes:SoftwarePKI",
        _ => "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified",
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let means = self.0.professional.means().code();
        out.debug_struct("Session").field("means", &means).finish_non_exhaustive()
    }
}
