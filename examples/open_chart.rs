//! Opens the chart of every person of the sandbox and prints what a professional would see.
//!
//! `cargo run --example open_chart`

use dmpkit::client::{Access, Call, Client, Error, Field, Host, Session};

const CONFIG: &str = r#"{
    "schema": "dmpkit.config/1",
    "environment": "sandbox",
    "software": { "name": "Exemple", "version": "1.0" }
}"#;

const PROFESSIONAL: &str = r#"{
    "schema": "dmpkit.professional/1",
    "id": "899700000011",
    "family_name": "EXEMPLE",
    "given_name": "Camille",
    "profession": "10",
    "speciality": "SM26",
    "structure": { "id": "499700000011001", "name": "Cabinet Exemple", "sector": "SA07" },
    "authentication": { "means": "CPS" }
}"#;

fn main() -> Result<(), Error> {
    let call = Call::new();
    // Some people of the sandbox show a fault: the silent one would otherwise take 30 seconds.
    call.set_timeout(std::time::Duration::from_millis(500));
    let client = Client::open(CONFIG, Host::default(), &call)?;
    let session = client.session(PROFESSIONAL, &call)?;
    println!("{:<39} {:<19} {:<7} pourquoi, et que faire", "personne", "DMP", "accès");
    for index in 0..client.sandbox_people() {
        let row = open(&session, &client.sandbox_request(index)?, &call);
        let label = client.sandbox_label(index)?;
        println!("{:<39} {:<19} {:<7} {}", label.as_str(), row.record, row.access, row.why);
        if !row.next.is_empty() {
            println!("{:<68}→ {}", "", row.next.join(" → "));
        }
    }
    println!("\nToutes ces personnes sont inventées : rien ici ne vient du DMP.");
    Ok(())
}

struct Row {
    record: String,
    access: &'static str,
    why: String,
    next: Vec<&'static str>,
}

fn open(session: &Session, request: &str, call: &Call) -> Row {
    let chart = match session.open_chart(request, call) {
        Ok(chart) => chart,
        Err(error) => {
            let (record, why) = ("inconnu".into(), unmarked(&error.user_message()));
            return Row { record, access: "panne", why, next: Vec::new() };
        }
    };
    let now = chart.current();
    let access = match now.access {
        Access::Allowed => "oui",
        Access::AfterSteps => "étapes",
        Access::Refused => "non",
    };
    Row {
        record: unmarked(now.text(Field::Existence)),
        access,
        why: unmarked(&now.reasons[0].text),
        next: now.actions.iter().map(|action| short(&action.id)).collect(),
    }
}

/// Every text carries the sandbox's mark; the table says it once, at its end.
fn unmarked(text: &str) -> String {
    text.trim_start_matches("[SIMULATEUR] ").to_string()
}

/// A host may say the next actions in its own words: their ids are stable.
fn short(action: &str) -> &'static str {
    match action {
        "search_documents" => "rechercher",
        "inform_patient" => "informer",
        "collect_consent" => "recueillir l'accord",
        "declare_authorisation" => "le déclarer",
        "use_local_record" => "dossier local",
        "tell_professional" => "prévenir le professionnel",
        "inform_about_mes" => "parler de Mon espace santé",
        "talk_to_patient" => "en parler au patient",
        "obtain_ins" => "récupérer l'INS",
        "qualify_identity" => "qualifier l'identité",
        "ask_insi_again" => "réinterroger INSi",
        "ask_again" => "réessayer",
        "open_web_portal" => "portail internet",
        "contact_support" => "prévenir l'éditeur",
        _ => "autre étape",
    }
}
