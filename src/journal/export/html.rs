use std::fmt::Write as _;

use super::super::facts::Alias;
use super::{wording, Audience, Content, Subject};

const STYLE: &str = "body{font:12pt/1.4 sans-serif;margin:2cm}\
    table{border-collapse:collapse;width:100%}\
    th,td{border:1px solid #767676;padding:.3em .5em;text-align:left;vertical-align:top}\
    thead{display:table-header-group}tr{break-inside:avoid}";

pub(super) fn write(content: &Content<'_>) -> String {
    let title = match content.audience {
        Audience::Patient => "Journal des accès et de l’information du patient",
        Audience::Representative => "Journal des accès et de l’information, pour le représentant",
        Audience::DataProtectionOfficer => {
            "Journal d’un patient, pour le délégué à la protection des données"
        }
        Audience::ProfessionalAudit => "Journal des actes d’un professionnel",
    };
    let title = match content.mark() {
        Some(mark) => format!("{mark} {title}"),
        None => title.to_string(),
    };
    let made = content.made_at.local_text(content.zone);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n<p>{} Document établi le {made}.</p>\n",
        escape(&subject(content))
    );
    table(&mut out, content);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn subject(content: &Content<'_>) -> String {
    match content.subject {
        Subject::Person { person: Alias::Patient(id), .. } => format!("Patient {}.", id.as_str()),
        Subject::Person { person: Alias::Ins(ins), .. } => format!("INS {}.", ins.matricule()),
        Subject::Professional { professional, from, until } => {
            let (from, until) = (from.local_text(content.zone), until.local_text(content.zone));
            format!("Professionnel {}, du {from} au {until}.", professional.as_str())
        }
    }
}

fn table(out: &mut String, content: &Content<'_>) {
    if content.entries.is_empty() {
        out.push_str("<p>Aucune inscription.</p>\n");
        return;
    }
    out.push_str("<table>\n<caption>Inscriptions, de la plus ancienne à la plus récente</caption>\n<thead><tr>");
    let whose = content.audience == Audience::ProfessionalAudit;
    let headings = ["Date", "Nature", "Détail", "Professionnel", "Saisi par"];
    for heading in headings.into_iter().chain(whose.then_some("Patient")) {
        let _ = write!(out, "<th scope=\"col\">{heading}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for recorded in &content.entries {
        let entry = &recorded.entry;
        let text = |label: &Option<super::Label>| {
            label.as_ref().map_or(String::new(), |label| label.as_str().to_string())
        };
        let mut cells = vec![
            recorded.at.local_text(content.zone),
            wording::nature(&entry.fact).to_string(),
            wording::detail(&entry.fact, content.zone),
            text(&entry.by.professional),
            wording::author(&entry.by),
        ];
        cells.extend(whose.then(|| text(&entry.patient)));
        out.push_str("<tr>");
        for cell in cells {
            let _ = write!(out, "<td>{}</td>", escape(&cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
