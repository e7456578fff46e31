//! A notice as data: check boxes for a platform, and a list of what to say.

use serde_json::{json, Value};

use super::compose::Composed;

/// Characters of a reason.
const MOST_REASON: u32 = 1000;

/// The boxes, none ticked, in the first language; the French label beside where that is another.
pub(super) fn fields(notices: &[Composed<'_>], mark: Option<&str>) -> Value {
    let words: Vec<_> = notices.iter().filter_map(|notice| notice.form.as_ref()).collect();
    let [words, beside @ ..] = &words[..] else { return Value::Null };
    let french = beside.first();
    let with_mark = |text: &str| mark.map_or(text.to_string(), |mark| format!("{mark} {text}"));
    let mut fields = Vec::new();
    if let Some(label) = &words.accept {
        fields.push(json!({
            "id": "accept_consult", "type": "checkbox", "checked": false, "required": false,
            "label": with_mark(label),
            "label_fr": french.and_then(|french| french.accept.as_ref()),
            "excludes": "object_consult",
            "records": { "ticked": "consent_given", "unticked": "informed" },
            "unticked_leaves": "consent_due",
        }));
    }
    if let Some(label) = &words.object_consult {
        fields.push(json!({
            "id": "object_consult", "type": "checkbox", "checked": false, "required": false,
            "label": with_mark(label),
            "label_fr": french.and_then(|french| french.object_consult.as_ref()),
            "excludes": words.accept.as_ref().map(|_| "accept_consult"),
            "records": { "ticked": "opposition_to_consultation", "unticked": "informed" },
        }));
    }
    if let Some((label, reason)) = &words.object_feed {
        let french = french.and_then(|french| french.object_feed.as_ref());
        fields.push(json!({
            "id": "object_feed", "type": "checkbox", "checked": false, "required": false,
            "label": with_mark(label),
            "label_fr": french.map(|(label, _)| label),
            "opens": "object_feed_reason",
            "records": { "ticked": "opposition_to_feeding_asked", "unticked": "informed" },
        }));
        fields.push(json!({
            "id": "object_feed_reason", "type": "text", "required": false,
            "label": with_mark(reason),
            "label_fr": french.map(|(_, reason)| reason),
            "opened_by": "object_feed", "required_when_open": true, "most_characters": MOST_REASON,
        }));
    }
    json!({ "legend": with_mark(&words.legend), "note": words.note, "fields": fields })
}

/// What to say, in order, to be ticked by who says it; complete once all is.
pub(super) fn checklist(notice: &Composed<'_>, mark: Option<&str>) -> Value {
    let items: Vec<Value> = notice
        .parts()
        .map(|part| {
            json!({ "id": part.name, "elements": part.elements.codes(), "say": part.text(),
                    "ticked": false })
        })
        .collect();
    let title = &notice.template.title;
    let title = mark.map_or(title.clone(), |mark| format!("{mark} {title}"));
    json!({ "title": title, "items": items, "complete_when": "all_ticked" })
}
