//! `dmpkit.report/1`: everything a chart knows, for the file of a support desk or for a host
//! that shows more than a banner. Identity traits and INS-C stay out (EX_0.2-1020), and so does
//! the INS: the host knows whose chart it opened.

use serde_json::{json, Map, Value};

use super::snapshot::Snapshot;
use crate::record::TimeZone;
use crate::rules::access::Decision;

pub(super) struct About<'a> {
    pub environment: &'a str,
    pub mark: &'static str,
    pub time_zone: &'a TimeZone,
    pub operator: &'a str,
    pub purpose: &'a str,
    pub means: &'a str,
}

pub(super) fn report(about: &About<'_>, snapshot: &Snapshot) -> String {
    let zone = about.time_zone;
    let mut report = Map::new();
    let mut put = |name: &str, value: Value| {
        report.insert(name.to_string(), value);
    };
    put("schema", json!("dmpkit.report/1"));
    put("environment", json!(about.environment));
    put("mark", json!(about.mark));
    put("sequence", json!(snapshot.sequence));
    put("time_zone", json!(zone.name()));
    put("asked_at", json!(snapshot.asked_at.local_iso(zone)));
    put("answered_at", json!(snapshot.answered_at.as_ref().map(|at| at.local_iso(zone))));
    put("operator", json!(about.operator));
    put("purpose", json!(about.purpose));
    put("means", json!(about.means));
    put("minor", json!(snapshot.minor));
    put("status", json!(snapshot.text(super::Field::Status).as_str()));
    put("severity", json!(snapshot.severity.code()));
    put("existence", json!(snapshot.existence.code()));
    put("authorisation", json!(snapshot.authorisation.code()));
    put("access", json!(snapshot.access.code()));
    let items = |id: &str, text: &str| json!({ "id": id, "text": text });
    put(
        "reasons",
        snapshot
            .reasons
            .iter()
            .map(|reason| {
                json!({
                    "id": reason.id.as_str(), "text": reason.text.as_str(),
                    "effect": reason.effect.code(), "source": reason.source.as_str(),
                })
            })
            .collect(),
    );
    put("actions", snapshot.actions.iter().map(|a| items(&a.id, &a.text)).collect());
    put("banners", snapshot.banners.iter().map(|b| items(&b.id, &b.text)).collect());
    let decisions: Map<String, Value> = snapshot
        .decisions
        .iter()
        .map(|(wanted, decision)| (wanted.code().to_string(), decided(decision)))
        .collect();
    put("decisions", Value::Object(decisions));
    put("server", server(snapshot, zone));
    let durations = snapshot.durations;
    let ours = durations.total_us.saturating_sub(durations.exchange_us);
    put(
        "durations_us",
        json!({
            "total": durations.total_us, "exchange": durations.exchange_us, "dmpkit": ours,
        }),
    );
    Value::Object(report).to_string()
}

fn decided(decision: &Decision) -> Value {
    let reasons: Vec<&str> = decision.reasons.iter().map(|reason| reason.id.id()).collect();
    let actions: Vec<&str> = decision.actions.iter().map(|action| action.id()).collect();
    json!({
        "outcome": decision.outcome.code(), "severity": decision.severity.code(),
        "reasons": reasons, "actions": actions,
    })
}

/// The words of the server, redacted; `null` where it was not asked.
fn server(snapshot: &Snapshot, zone: &TimeZone) -> Value {
    let Some(profile) = &snapshot.shown else { return Value::Null };
    let closing = profile.closing.as_ref().map(|closing| {
        json!({
            "at": closing.at.as_ref().map(|at| at.local_iso(zone)),
            "code": closing.reason_code, "text": closing.reason_text,
        })
    });
    let unknown: Vec<Value> = profile
        .unknown
        .iter()
        .map(|unknown| {
            json!({
                "place": unknown.place, "code": unknown.code,
                "system": unknown.system, "value": unknown.value,
            })
        })
        .collect();
    json!({
        "response_code": profile.response_code,
        "status_code": profile.status_code,
        "closing": closing,
        "authorisation": profile.authorisation.as_ref().map(|a| a.code()),
        "treating_doctor": profile.treating_doctor,
        "web_account_open": profile.web_account_open,
        "attached_mes": profile.attached_mes,
        "opposition_bris_de_glace": profile.oppositions.bris_de_glace,
        "opposition_centre_15": profile.oppositions.centre_15,
        "unknown": unknown,
        "doubts": profile.doubts,
    })
}
