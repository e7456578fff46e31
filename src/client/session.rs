use std::fmt;
use std::sync::Arc;

use super::chart::Chart;
use super::connection::Client;
use super::documents::{read_professional, Authenticated};
use super::error::Error;
use super::error_codes::ErrorCode;
use super::host::LogLevel;
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
