//! Results as JSON documents and as lines of text.

use std::sync::Arc;

use serde_json::{json, Value};

use super::columns::{CodeColumn, DateColumn, TextColumn};
use super::results::Results;
use crate::record::{Author, DocumentEntry, SubmissionSet, TimeZone, Timestamp, XdsCode};
use crate::search::{marked, Applied, Explanation, Facet, Group, Label, INDICATION};

/// What was searched, a line each.
pub(super) fn explanation(explanation: &Explanation, remarks: &[String], mark: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for criterion in &explanation.criteria {
        let place = match criterion.applied {
            Applied::Server => "filtré par le DMP",
            Applied::Here => "filtré par le logiciel",
            Applied::No => "non appliqué",
        };
        lines.push(format!("{} : {place}", criterion.text));
    }
    lines.extend(explanation.scope.iter().cloned());
    lines.extend(explanation.doubts.iter().cloned());
    lines.extend(remarks.iter().cloned());
    let lines: Vec<String> = lines.iter().map(|line| marked(mark, line)).collect();
    lines.join("\n")
}

pub(super) fn facets(facets: &[Facet], mark: &str) -> String {
    let values = |facet: &Facet| -> Vec<Value> {
        let values = facet.values.iter();
        values
            .map(|value| {
                json!({
                    "key": value.key, "scheme": value.scheme, "label": value.label,
                    "national_label": value.national_label, "count": value.count,
                })
            })
            .collect()
    };
    let facets: Vec<Value> = facets
        .iter()
        .map(|facet| {
            json!({
                "field": facet.field.name(), "values": values(facet), "without": facet.without,
            })
        })
        .collect();
    json!({ "schema": "dmpkit.facets/1", "mark": mark, "facets": facets }).to_string()
}

/// `field`, `key`, `label` and `count`, parted by tabs, a line for each value.
pub(super) fn facet_lines(facets: &[Facet]) -> String {
    let mut lines = String::new();
    for facet in facets {
        for value in &facet.values {
            let (key, label) = (plain(&value.key), plain(&value.label));
            lines.push_str(&format!("{}\t{key}\t{label}\t{}\n", facet.field.name(), value.count));
        }
    }
    lines
}

pub(super) fn groups(results: &Results, groups: &[Group], mark: &str) -> String {
    let groups: Vec<Value> = groups
        .iter()
        .map(|group| {
            let documents: Vec<usize> = places(results, &group.rows);
            json!({
                "key": group.key, "label": group.label, "national_label": group.national_label,
                "rows": documents,
            })
        })
        .collect();
    json!({ "schema": "dmpkit.groups/1", "mark": mark, "groups": groups }).to_string()
}

/// `key`, `label` and `count`, parted by tabs, a line for each group.
pub(super) fn group_lines(groups: &[Group]) -> String {
    let mut lines = String::new();
    for group in groups {
        let key = plain(group.key.as_deref().unwrap_or(""));
        lines.push_str(&format!("{key}\t{}\t{}\n", plain(&group.label), group.rows.len()));
    }
    lines
}

/// The places of rows of the corpus among those of the results.
fn places(results: &Results, rows: &[u32]) -> Vec<usize> {
    let mut place = vec![usize::MAX; results.corpus().len()];
    for (at, row) in results.selection().rows().iter().enumerate() {
        if let Some(slot) = place.get_mut(*row as usize) {
            *slot = at;
        }
    }
    let found = rows.iter().filter_map(|row| place.get(*row as usize).copied());
    found.filter(|at| *at != usize::MAX).collect()
}

/// One line, without what parts fields.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

pub(super) fn export(results: &Results) -> String {
    let setting = results.corpus().setting();
    let zone = &setting.time_zone;
    let explanation = results.selection().explanation();
    let criteria: Vec<Value> = explanation
        .criteria
        .iter()
        .map(|criterion| {
            let applied = match criterion.applied {
                Applied::Server => "server",
                Applied::Here => "here",
                Applied::No => "not_applied",
            };
            json!({ "text": criterion.text, "applied": applied })
        })
        .collect();
    let documents: Vec<Value> =
        (0..results.count()).map(|row| document(results, row, zone)).collect();
    json!({
        "schema": "dmpkit.export/1",
        "mark": results.mark(),
        "origin": marked(results.mark(), INDICATION),
        "searched_at": setting.now.local_iso(zone),
        "time_zone": zone.name(),
        "complete": results.is_complete(),
        "explanation": {
            "criteria": criteria, "scope": explanation.scope, "doubts": explanation.doubts,
            "server": results.remarks(),
        },
        "documents": documents,
    })
    .to_string()
}

/// A document's metadata. The patient is not named: not his identifier of the time, nor the
/// traits that the author's software sent.
fn document(results: &Results, row: usize, zone: &TimeZone) -> Value {
    let text = |column| results.text(row, column).map_or("", |text| text.as_str());
    let code = |column| results.code(row, column).unwrap_or_default();
    let size = results.date(row, DateColumn::Size).filter(|size| *size >= 0);
    let yes = |column| match code(column) {
        1 => Some(true),
        2 => Some(false),
        _ => None,
    };
    let corpus_row = results.selection().rows().get(row).copied().unwrap_or_default();
    let Some(entry) = results.corpus().entry(corpus_row) else { return Value::Null };
    let submissions: Vec<Value> =
        results.corpus().submission_sets(corpus_row).map(|set| submission(set, zone)).collect();
    let folded: Vec<Value> = results
        .selection()
        .behind(corpus_row)
        .filter_map(|folded| results.corpus().entry(folded.row))
        .map(|entry| json!({ "unique_id": entry.unique_id, "entry_uuid": entry.entry_uuid }))
        .collect();
    json!({
        "entry_uuid": entry.entry_uuid,
        "unique_id": entry.unique_id,
        "logical_id": entry.logical_id,
        "version": entry.version,
        "repository_unique_id": entry.repository_unique_id.as_deref(),
        "status": entry.status.as_ref().map(|status| status.code()),
        "title": entry.title,
        "comments": entry.comments,
        "type": coded(&entry.type_code, text(TextColumn::TypeNational)),
        "class": coded(&entry.class_code, text(TextColumn::ClassNational)),
        "format": coded(&entry.format_code, ""),
        "facility_type": coded(&entry.facility_type, ""),
        "practice_setting": coded(&entry.practice_setting, ""),
        "confidentiality": all_coded(&entry.confidentiality),
        "event_codes": all_coded(&entry.event_codes),
        "authors": authors(entry),
        "mime_type": entry.mime_type.as_deref(),
        "language": entry.language.as_deref(),
        "act_date": moment(entry.act_date(), zone),
        "creation_time": moment(entry.creation_time.as_ref(), zone),
        "service_start": moment(entry.service_start.as_ref(), zone),
        "service_stop": moment(entry.service_stop.as_ref(), zone),
        "hash": entry.hash,
        "size": size,
        "references": entry.reference_ids.iter().map(|reference| json!({
            "id": reference.id(), "authority": reference.authority(),
            "kind": reference.kind().code(),
        })).collect::<Vec<_>>(),
        "submissions": submissions,
        "folded": folded,
        "labels": Label::of(entry).into_iter().map(|label| json!({
            "id": label.id(), "text": label.text(),
        })).collect::<Vec<_>>(),
        "from_patient": yes(CodeColumn::FromPatient),
        "readable": yes(CodeColumn::Readable),
        "new_since_last_visit": yes(CodeColumn::NewSinceLastVisit),
        "doubts": entry.doubts.iter().map(|doubt| json!({
            "field": doubt.field, "problem": doubt.problem,
        })).collect::<Vec<_>>(),
    })
}

fn submission(set: &SubmissionSet, zone: &TimeZone) -> Value {
    json!({
        "unique_id": set.unique_id,
        "entry_uuid": set.entry_uuid,
        "submitted": moment(set.submission_time.as_ref(), zone),
        "title": set.title,
        "content_type": coded(&set.content_type, ""),
    })
}

/// A patient who wrote a document has no identifier here: it is his INS.
fn authors(entry: &DocumentEntry) -> Vec<Value> {
    let author = |author: &Arc<Author>| {
        let patient = author.is_patient();
        let person = author.person().filter(|_| !patient);
        let (code, label, scheme) = author.speciality().unwrap_or_default();
        let institutions: Vec<Value> = author
            .institutions
            .iter()
            .map(|place| json!({ "id": place.id(), "name": place.name() }))
            .collect();
        json!({
            "patient": patient,
            "id": person.map(|person| person.id()),
            "family_name": person.map(|person| person.family_name()),
            "given_name": person.map(|person| person.given_name()),
            "roles": author.roles,
            "speciality": { "code": code, "label": label, "scheme": scheme },
            "institutions": institutions,
        })
    };
    entry.authors.iter().map(author).collect()
}

fn coded(code: &Option<Arc<XdsCode>>, national: &str) -> Value {
    let Some(code) = code else { return Value::Null };
    let national = Some(national).filter(|label| !label.is_empty());
    json!({
        "code": code.code, "scheme": code.scheme, "label": code.label, "national_label": national,
    })
}

fn all_coded(codes: &[Arc<XdsCode>]) -> Vec<Value> {
    let one = |code: &Arc<XdsCode>| json!({ "code": code.code, "scheme": code.scheme, "label": code.label });
    codes.iter().map(one).collect()
}

/// Where the host is, as precise as it came.
fn moment(at: Option<&Timestamp>, zone: &TimeZone) -> Option<String> {
    at.map(|at| at.local_iso(zone))
}
