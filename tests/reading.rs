//! Documents written by hand (`tests/fixtures/cda`), and bodies that are no CDA: what becomes of
//! each construct, in HTML, in text and as data. Where DMPKIT_DUMP names a folder, the pages are
//! written to its folders `html` and `cda`, for judges that are not ours (`tests/all documents`).

use std::path::Path;
use std::sync::Arc;
use std::{env, fs};

use dmpkit::reading::{
    curves, warnings_before, CdaLevel, EmbeddedFile, Format, Limits, Observation, Options,
    PartyKind, Reading, ReadingError, Section, Warning,
};
use dmpkit::record::TimeZone;
use dmpkit::record::{AvailabilityStatus, DocumentEntry, XdsCode};

fn options() -> Options {
    Options::new(TimeZone::new("Europe/Paris").unwrap())
}

fn bytes(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cda");
    fs::read(folder.join(format!("{name}.xml"))).unwrap()
}

fn read(name: &str) -> Reading {
    Reading::of(&bytes(name), "text/xml", &options()).unwrap()
}

/// A CDA whose only section has this text.
fn narrative(text: &str) -> Reading {
    let document = format!(
        r#"<ClinicalDocument xmlns="urn:hl7-org:v3"><component><structuredBody><component><section>
        <title>T</title><text>{text}</text></section></component></structuredBody></component>
        </ClinicalDocument>"#
    );
    Reading::of(document.as_bytes(), "text/xml", &options()).unwrap()
}

fn section_html(text: &str) -> String {
    narrative(text).sections()[0].html().replace('\n', "")
}

fn section_text(text: &str) -> String {
    narrative(text).sections()[0].text()
}

/// A page around a fragment, for the judge of HTML.
fn page_around(fragment: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<title>Essai</title>\n\
         </head>\n<body>\n<h1>Essai</h1>\n{fragment}</body>\n</html>\n"
    )
}

fn dump(folder: &str, name: &str, text: &str) {
    if let Some(root) = env::var_os("DMPKIT_DUMP") {
        let folder = Path::new(&root).join(folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), text).unwrap();
    }
}

#[test]
fn each_fixture_is_judged_elsewhere() {
    let names = [
        "entries_only",
        "header",
        "hostile",
        "images",
        "laboratory",
        "laboratory_before",
        "laboratory_other_unit",
        "level1_pdf",
        "level1_rtf",
        "level1_text",
        "narrative",
        "self_displaying",
    ];
    for name in names {
        let reading = read(name);
        assert_eq!(reading.format(), Format::Cda, "{name}");
        dump("cda", &format!("{name}.html"), &reading.html(Some("[SIMULATEUR]")));
        dump("cda", &format!("{name}.txt"), &reading.text());
        let fragment = page_around(&reading.html_fragment());
        dump("html", &format!("fragment_{name}.html"), &fragment);
    }
    for (name, body) in bodies() {
        let reading = Reading::of(&body, "", &options()).unwrap();
        dump("html", &format!("body_{name}.html"), &reading.html(None));
    }
}

/// Bodies that are no CDA.
fn bodies() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("pdf", b"%PDF-1.4\n%%EOF".to_vec()),
        (
            "gif",
            b"GIF89a\x01\0\x01\0\x80\0\0\xFF\xFF\xFF\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
                .to_vec(),
        ),
        ("tiff", b"II*\0\x08\0\0\0".to_vec()),
        ("rtf", br"{\rtf1 Vu ce jour.\par <b>Sans gravit\'e9</b>}".to_vec()),
        ("text", b"Vu ce jour.\r\n\r\n<script>alert(1)</script> \xE9t\xE9 \x80".to_vec()),
        ("other", b"PK\x03\x04".to_vec()),
        ("xml", b"<?xml version='1.0'?><autre>x</autre>".to_vec()),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec()),
    ]
}

#[test]
fn bytes_tell_the_format_and_a_false_announcement_is_told() {
    let cases = [
        ("pdf", Format::Pdf),
        ("gif", Format::Gif),
        ("tiff", Format::Tiff),
        ("rtf", Format::Rtf),
        ("text", Format::Text),
        ("other", Format::Other),
        ("xml", Format::Other),
        ("svg", Format::Other),
    ];
    for (name, format) in cases {
        let (_, body) = bodies().into_iter().find(|(n, _)| *n == name).unwrap();
        let reading = Reading::of(&body, "image/jpeg", &options()).unwrap();
        assert_eq!(reading.format(), format, "{name}");
        let told = Warning::TypeDiffers { declared: Format::Jpeg, found: format };
        assert_eq!(reading.warnings()[0], told, "{name}");
        assert_eq!(reading.embedded()[0].bytes(), body, "{name}");
        assert!(reading.header().is_none() && reading.level().is_none(), "{name}");
        let quiet = Reading::of(&body, format.media_type(), &options()).unwrap();
        assert!(
            !quiet.warnings().iter().any(|w| matches!(w, Warning::TypeDiffers { .. })),
            "{name}"
        );
    }
    let (_, xml) = bodies().into_iter().find(|(n, _)| *n == "xml").unwrap();
    let reading = Reading::of(&xml, "text/xml", &options()).unwrap();
    assert!(reading.warnings().contains(&Warning::NotCda));
    assert!(!reading.html(None).contains("<autre>"));
}

#[test]
fn a_cda_is_one_whatever_stands_before_it_or_in_its_comments() {
    let plain = String::from_utf8(bytes("level1_text")).unwrap();
    let remarked = plain.replacen("<realmCode", "<!-- %PDF-1.4 --><realmCode", 1);
    for body in [format!("\r\n \n{plain}"), remarked, format!("\u{FEFF}{plain}")] {
        let reading = Reading::of(body.as_bytes(), "text/xml", &options()).unwrap();
        assert_eq!(reading.format(), Format::Cda);
        assert!(reading.text().contains("Première ligne"));
    }
    // Text that only looks like XML stays text where it was announced as such.
    let reading = Reading::of(b"<tr\xE8s bien>", "text/plain", &options()).unwrap();
    assert_eq!((reading.format(), reading.warnings()), (Format::Text, &[][..]));
    assert!(reading.html(None).contains("&lt;très bien&gt;"));
}

#[test]
fn nothing_of_a_hostile_document_runs_or_leads_away() {
    let reading = read("hostile");
    for html in [reading.html(None), reading.html_fragment()] {
        let lower = html.to_lowercase();
        for active in [
            "<script",
            "<iframe",
            "<form",
            "<input",
            "<svg",
            "<object",
            " onclick=\"",
            " onerror=\"",
            " onload=\"",
            " onmouseover=\"",
            "href=\"http",
            "href=\"java",
            "href=\"data",
            "src=\"http",
            "<img",
        ] {
            assert!(!lower.contains(active), "{active}");
        }
        // What it says is kept, as text.
        for said in [
            "alert(2)",
            "cadre",
            "formulaire",
            "&lt;script&gt;alert(4)&lt;/script&gt;",
            "javascript:alert(1)",
            "dessin",
        ] {
            assert!(html.contains(said), "{said}");
        }
    }
    assert!(reading
        .html(None)
        .contains("<title>&lt;script&gt;alert(1)&lt;/script&gt; titre</title>"));
    assert!(reading.warnings().contains(&Warning::RemoteNotFetched { count: 1 }));
    assert!(reading
        .warnings()
        .contains(&Warning::FileTypeDiffers { file: 1, found: Format::Other }));
    let page = read("self_displaying");
    assert_eq!(page.warnings(), [Warning::StyleSheetIgnored]);
    assert!(!page.html(None).contains("alert"));
    assert!(page.text().contains("Tout va bien."));
}

#[test]
fn a_page_forbids_what_it_does_not_hold_and_shows_its_mark() {
    let html = read("narrative").html(Some("[SIMULATEUR] <b>"));
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">"));
    assert!(html.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"));
    assert!(html.contains("<strong>[SIMULATEUR] &lt;b&gt;</strong>"));
    assert!(html.contains("<title>[SIMULATEUR] &lt;b&gt; Tous les éléments du texte</title>"));
    assert!(!read("narrative").html(None).contains("SIMULATEUR"));
    assert!(!html.to_lowercase().contains("style=\""));
}

#[test]
fn forms_of_text_are_kept() {
    let html = section_html(
        "<content styleCode='Bold'>a</content> <content styleCode='Italics'>b</content> \
         <content styleCode='Underline'>c</content> <content styleCode='Emphasis'>d</content> \
         <content styleCode='bolditalics'>e</content> 10<sup>9</sup> H<sub>2</sub>O",
    );
    let expected = "<p><strong>a</strong> <i>b</i> <u>c</u> <em>d</em> <strong><i>e</i></strong> \
                    10<sup>9</sup> H<sub>2</sub>O</p>";
    assert_eq!(html, expected);
    assert_eq!(section_text("10<sup>9</sup>/L H<sub>2</sub>O 1<sup>er</sup>"), "10⁹/L H₂O 1er\n");
}

#[test]
fn what_was_inserted_or_deleted_is_said_and_not_only_drawn() {
    let text = "<content revised='delete'>vieux</content> <content revised='insert'>neuf</content>";
    assert_eq!(section_text(text), "[supprimé : vieux] [ajouté : neuf]\n");
    let html = section_html(text);
    assert!(html.contains("<del><span class=\"dmpkit-hidden\">[supprimé : </span>vieux<span"));
    assert!(html.contains("<ins><span class=\"dmpkit-hidden\">[ajouté : </span>neuf<span"));
}

#[test]
fn paragraphs_breaks_and_loose_text_stand_apart() {
    let text = "avant <paragraph align='right' styleCode='Bold'>un<br/>deux</paragraph> après<br/>";
    let html = section_html(text);
    let expected = "<p>avant </p><p class=\"dmpkit-bold dmpkit-right\">un<br>deux</p><p> après</p>";
    assert_eq!(html, expected);
    assert_eq!(section_text(text), "avant\n\nun\ndeux\n\naprès\n");
}

#[test]
fn lists_have_captions_marks_and_lists_inside() {
    let text = "<list><caption>Plan</caption><item>un</item><item><caption>Titre</caption>deux\
                <list listType='ordered' styleCode='BigRoman'><item>x</item><item>y</item></list>\
                </item></list>";
    let html = section_html(text);
    assert!(
        html.starts_with("<p class=\"dmpkit-caption\"><strong>Plan</strong></p><ul><li>un</li>")
    );
    assert!(html.contains("<li><strong>Titre</strong> <p>deux</p><ol type=\"I\"><li>x</li>"));
    assert_eq!(section_text(text), "Plan\n- un\n- Titre deux\n  I. x\n  II. y\n");
    assert!(section_html("<list styleCode='Square'>égaré<item>b</item></list>")
        .contains("<ul class=\"dmpkit-square\"><li>égaré</li><li>b</li></ul>"));
}

#[test]
fn tables_keep_their_parts_and_say_what_heads_what() {
    let html = read("narrative").sections()[2].html().replace('\n', "");
    assert!(html.contains(
        "<table class=\"dmpkit-borders\"><caption>Constantes</caption><thead><tr>\
                           <th scope=\"col\">Mesure</th>"
    ));
    assert!(html.contains(
        "<tr><th scope=\"row\">Pouls</th><td class=\"dmpkit-right\">72</td>\
                           <td class=\"dmpkit-line-left dmpkit-line-bottom\">/min</td></tr>"
    ));
    // The foot stands last, as it is read.
    assert!(html.contains("</tbody><tfoot><tr><td colspan=\"3\">Mesures au repos</td>"));
    let text = read("narrative").sections()[2].text();
    let in_columns = "Constantes\nMesure  | Valeur | Unité\n------------------------\n\
                      Pouls   | 72     | /min\nTension | 12/8   | cmHg\nMesures au repos\n";
    assert!(text.starts_with(in_columns), "{text}");
    let wide =
        "- Médicament : Paracétamol 1 g, comprimé\n  Posologie et durée du traitement prescrit \
                : 1 comprimé toutes les six heures";
    assert!(text.contains(wide), "{text}");
}

#[test]
fn a_wide_table_says_each_value_after_the_heading_of_its_column() {
    let long = "mot ".repeat(30);
    let text = section_text(&format!(
        "<table><thead><tr><th colspan='3'>Tumeur</th></tr><tr><th rowspan='2'>Date</th>\
         <th colspan='2'>Avis</th></tr><tr><th>un</th><th>deux</th></tr></thead><tbody>\
         <tr><td>2019</td><td>{long}</td><td>b</td></tr>\
         <tr><th>2020</th><td colspan='2'>rien</td></tr></tbody></table>"
    ));
    let expected = format!(
        "[Tumeur]\n[Date | Avis]\n[un | deux]\n- Date : 2019\n  Avis, un : {}\n  Avis, deux : b\n\
         - 2020\n  rien\n",
        long.trim_end()
    );
    assert_eq!(text, expected);
}

#[test]
fn tables_fit_whatever_their_spans() {
    let table =
        |rows: &str| section_html(&format!("<table border='0'><tbody>{rows}</tbody></table>"));
    // No column or row in which nothing begins; no span past the end; nothing overlaps.
    assert_eq!(
        table("<tr><td colspan='7' rowspan='9'>a</td><td>b</td></tr><tr/><tr><td>c</td></tr>"),
        "<table><tbody><tr><td rowspan=\"2\">a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>"
    );
    assert_eq!(
        table("<tr><td>a</td><td rowspan='2'>b</td></tr><tr><td colspan='2'>c</td></tr>"),
        "<table><tbody><tr><td>a</td><td rowspan=\"2\">b</td></tr><tr><td>c</td></tr></tbody></table>"
    );
    assert_eq!(
        table("<tr><td colspan='-1' rowspan='99999999999999999999'>a</td></tr>"),
        "<table><tbody><tr><td>a</td></tr></tbody></table>"
    );
    // What stands between cells is kept, before the table.
    assert!(table("perdu<tr>égaré<td>a</td></tr>").starts_with("<p>perduégaré</p><table>"));
    assert_eq!(section_html("<table><caption>seul</caption></table>"), "<p>seul</p>");
    // A heading that says nothing heads nothing.
    let head = "<table><thead><tr><th/><td>A</td></tr></thead><tbody><tr><th>x</th><td>1</td></tr></tbody></table>";
    assert!(section_html(head).contains("<tr><td></td><th scope=\"col\">A</th></tr>"));
}

#[test]
fn links_lead_inside_or_nowhere() {
    let html = section_html(
        "<linkHtml href='#cible'>là</linkHtml> <linkHtml href='#absent'>rien</linkHtml> \
         <linkHtml href='https://exemple.invalid/'>site</linkHtml> \
         <linkHtml href='https://b.invalid/'>https://b.invalid/</linkHtml> \
         <content ID='cible'>ici</content><content ID='cible'>double</content>",
    );
    let expected = "<p><a href=\"#dmpkit-a1\">là</a> rien site (https://exemple.invalid/) \
                    https://b.invalid/ <span id=\"dmpkit-a1\">ici</span>double</p>";
    assert_eq!(html, expected);
}

#[test]
fn notes_stand_at_the_end_of_their_section() {
    let text = "A<footnote ID='n'>dit <content styleCode='Bold'>fort</content></footnote> \
                B<footnoteRef IDREF='n'/>";
    let html = section_html(text);
    assert!(html.starts_with(
        "<p>A<sup><a id=\"dmpkit-appel1\" href=\"#dmpkit-note1\">[note 1]</a></sup> B"
    ));
    assert!(html.ends_with(
        "<div class=\"dmpkit-note\" id=\"dmpkit-note1\"><p>Note 1 : dit <strong>fort</strong> \
         (<a href=\"#dmpkit-appel1\">retour au texte</a>)</p></div>"
    ));
    assert_eq!(section_text(text), "A [note 1] B [note 1]\n\nNote 1 : dit fort\n");
    // A call from another section leads to the note and is no second way back.
    let after = "</text></section></component><component><section><text>C<footnoteRef IDREF='n'/>";
    let page = narrative(&format!("{text}{after}")).html(None);
    assert_eq!(page.matches("id=\"dmpkit-appel1\"").count(), 1);
    assert_eq!(page.matches("href=\"#dmpkit-note1\"").count(), 3);
}

#[test]
fn images_are_shown_once_and_only_where_they_are_images() {
    let reading = read("images");
    let html = reading.html(None);
    assert_eq!(html.matches("<img ").count(), 2, "one PNG, one GIF");
    assert!(html.contains("src=\"data:image/png;base64,iVBORw0KGgo"));
    assert!(html.contains("alt=\"Face\""));
    assert!(html.contains("src=\"data:image/gif;base64,"));
    let again = "Fichier joint n° 1 : une image PNG, 71 octets (déjà présenté plus haut)";
    assert!(html.contains(again));
    let warnings = reading.warnings();
    assert!(warnings.contains(&Warning::FileTypeDiffers { file: 3, found: Format::Pdf }));
    assert!(warnings.contains(&Warning::FileUnreadable { file: 4 }));
    assert!(warnings.contains(&Warning::ImageMissing { count: 1 }));
    let files: Vec<&EmbeddedFile> = reading.embedded().iter().map(Arc::as_ref).collect();
    let formats: Vec<Format> = files.iter().map(|file| file.format()).collect();
    let expected = [Format::Png, Format::Gif, Format::Pdf, Format::Png, Format::Rtf, Format::Text];
    assert_eq!(formats, expected);
    assert_eq!(files[2].declared_type(), "image/jpeg");
    assert!(!files[2].is_as_declared() && files[0].is_as_declared());
    assert!(!files[3].is_shown_image(), "its pixels are too many");
    assert_eq!(files[4].text(), Some("Lettre de sortie\nOpérée le 02/03/2026, suites simples."));
    assert_eq!(files[5].text(), Some("Résultat transmis par téléphone.\nÀ contrôler.\n"));
    assert_eq!((files[0].id(), files[0].section()), (Some("img1"), Some("Clichés")));
    // What no text names is shown all the same.
    let last = reading.sections().last().unwrap();
    assert_eq!(last.title(), Some("Fichiers joints"));
    assert!(last.text().contains("À contrôler."));
}

#[test]
fn a_body_of_level_1_is_a_file() {
    let reading = read("level1_pdf");
    assert_eq!(reading.level(), Some(CdaLevel::One));
    assert_eq!(reading.embedded().len(), 1);
    assert!(reading.embedded()[0].bytes().starts_with(b"%PDF-1.4"));
    assert!(reading.html(None).contains("un PDF, "));
    assert!(reading.html(None).contains("Il s’ouvre séparément."));
    assert!(read("level1_rtf").text().contains("Opérée le 02/03/2026, suites simples."));
    let text = read("level1_text");
    assert!(text.html(None).contains("Première ligne, &lt;non balisée&gt;.\n  Deuxième ligne"));
    assert!(text.text().contains("\n  Deuxième ligne en retrait.\n"));
    assert!(text.warnings().is_empty());
}

#[test]
fn a_section_without_text_says_what_its_entries_say() {
    let reading = read("entries_only");
    assert!(reading.warnings().contains(&Warning::ShownFromEntries { sections: 2 }));
    let sections = reading.sections();
    assert!(sections[0].is_from_entries() && sections[1].is_from_entries());
    assert!(!sections[2].is_from_entries());
    assert_eq!(sections[0].title(), Some("Allergies et hypersensibilités"));
    assert!(sections[0].text().contains("- Allergie médicamenteuse : Allergie à la pénicilline\n"));
    assert!(sections[1].text().contains("- Non : Traitement au long cours : Aspirine 75 mg\n"));
    assert!(sections[0].html().contains("Cette section n’a pas de texte."));
}

#[test]
fn sections_are_ordered_nested_and_numbered() {
    let reading = read("narrative");
    let titles: Vec<Option<&str>> = reading.sections().iter().map(Section::title).collect();
    let expected = [Some("Histoire & antécédents"), Some("Listes"), Some("Tableaux"), None];
    assert_eq!(titles, expected);
    let first = &reading.sections()[0];
    assert_eq!(first.id(), Some("2.999.5^s1"));
    assert_eq!(first.code().map(|code| &*code.code), Some("10164-2"));
    let inner = &reading.sections()[2].sections()[0];
    assert_eq!((inner.number(), inner.title()), (4, Some("Liens")));
    assert_eq!(reading.sections()[3].number(), 5);
    let html = reading.html(None);
    assert!(html.contains("<h2 id=\"dmpkit-s3\">Tableaux</h2>"));
    assert!(html.contains("<h3 id=\"dmpkit-s4\">Liens</h3>"));
    assert!(html.contains("<nav aria-label=\"Sommaire\">"));
    assert!(reading.html_fragment().contains("<h3 id=\"dmpkit-s3\">Tableaux</h3>"));
}

#[test]
fn the_header_is_data() {
    let reading = read("header");
    let header = reading.header().unwrap();
    assert_eq!(header.title.as_deref(), Some("Synthèse médicale"));
    assert_eq!(header.version.as_deref(), Some("2"));
    let date = header.date.as_ref().unwrap();
    assert!(date.timestamp().is_none());
    let zone = TimeZone::new("Europe/Paris").unwrap();
    assert_eq!(date.text(&zone), "hier");
    let patient = header.patient.as_ref().unwrap();
    assert_eq!(patient.ins().unwrap().extension.as_deref(), Some("171014410990350"));
    assert_eq!(patient.birth.as_ref().unwrap().text(&zone), "30/01/1971");
    assert_eq!(patient.deceased.as_ref().unwrap().text(&zone), "28/02/2026");
    assert_eq!(header.authors().count(), 2);
    assert_eq!(header.custodian().unwrap().name.as_deref(), Some("Archives de l’hôpital"));
    assert_eq!(header.recipients().count(), 1);
    assert!(header.legal_authenticator().is_some());
    let role = |kind| header.parties_as(kind).map(|party| &*party.role).collect::<Vec<_>>();
    assert_eq!(role(PartyKind::Author), ["Auteur (Médecin coordonnateur)", "Auteur"]);
    assert_eq!(role(PartyKind::Participant), ["Demandeur", "Médecin traitant"]);
    assert_eq!(header.related[0].kind, "RPLC");
    assert_eq!(header.encounter.as_ref().unwrap().place.as_deref(), Some("Site principal"));
}

#[test]
fn the_header_is_read_in_french() {
    let text = read("header").text();
    for line in [
        "Type de document : Synthèse",
        "Date : hier",
        "    Nom de naissance : GUÉRANDEL",
        "    Nom du conjoint : KERVOAL",
        "    Prénoms de naissance : PASCAL YVES",
        "    Matricule INS : 171014410990350",
        "    3 rue des Tilleuls, Bât. B, 44000 NANTES",
        "    Service de médecine, Hôpital des Essais",
        // Without offset: the author's own time, as written.
        "    le 27/02/2026 10:15",
        "Auteur : Automate Z, Z-Soft",
        "    Odile INFORME, Mère",
        "    0611111111",
        "Représentant du patient : Yvonne GUÉRANDEL",
        "    du 27/02/2026 au 28/02/2026",
        "    le 01/01/2026",
        "Remplace le document : 2.999.1.10",
        "Prescription ou demande d’origine : ORD-9 (2.999.3)",
        "Consentement : Consentement recueilli",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}\n{text}");
    }
    let html = read("header").html(None);
    for name in [
        "ESSAI",
        "SAISIE",
        "DESTIN",
        "SIGNE",
        "VALIDE",
        "ADRESSE",
        "TRAITANT",
        "ACTEUR",
        "REPOND",
        "AVIS",
        "Maison de santé",
        "Cabinet du Port",
        "A&lt;b&gt; (2.999.1.11)",
    ] {
        assert!(text.contains(&name.replace("&lt;", "<").replace("&gt;", ">")), "{name}");
        assert!(html.contains(name), "{name}");
    }
    // A language that is none is no language of the page.
    assert!(!html.contains("lang=\"fr-FR"));
}

#[test]
fn what_names_the_patient_is_in_no_debug_and_no_error() {
    let reading = read("header");
    let header = reading.header().unwrap();
    let said = format!(
        "{reading:?} {header:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        header.patient,
        header.parties,
        reading.sections(),
        reading.embedded(),
        read("laboratory").observations(),
        reading.warnings(),
    );
    let mut broken = bytes("header");
    broken.truncate(1500);
    let error = Reading::of(&broken, "text/xml", &options()).unwrap_err();
    let said = format!("{said} {error} {error:?} {}", error.user_message());
    for word in ["GUÉRANDEL", "KERVOAL", "PASCAL", "1710144", "1971", "Synthèse", "5,5"] {
        assert!(!said.contains(word), "{word} in {said}");
    }
}

fn result<'r>(reading: &'r Reading, code: &str) -> &'r Observation {
    reading.observations().iter().find(|o| o.has_code(code, "")).unwrap()
}

#[test]
fn a_laboratory_result_is_data() {
    let reading = read("laboratory");
    let tsh = result(&reading, "3016-3");
    assert_eq!(tsh.name, "Thyréostimuline (TSH)");
    assert_eq!(
        tsh.code.as_ref().unwrap().label.as_deref(),
        Some("Thyréostimuline [Arbitraire/Volume] Sérum")
    );
    assert!(tsh.has_code("TSH", "2.999.9") && !tsh.has_code("TSH", "2.16.840.1.113883.6.1"));
    assert_eq!((&*tsh.value.text, tsh.value.number), ("5,50 mUI/L", Some(5.5)));
    assert_eq!(tsh.value.unit.as_deref(), Some("m[IU]/L"));
    assert_eq!((tsh.ranges[0].low, tsh.ranges[0].high), (Some(0.27), Some(4.2)));
    assert_eq!(tsh.ranges[0].text, "0,27 à 4,20 mUI/L");
    let flag = tsh.flag.as_ref().unwrap();
    assert_eq!((&*flag.code, &*flag.label, flag.is_abnormal()), ("H", "Élevé", true));
    assert_eq!(tsh.date.as_ref().unwrap().raw(), "20260301080000+0100");
    assert_eq!(tsh.status.as_deref(), Some("completed"));
    assert_eq!(tsh.specimen.as_deref(), Some("Sérum"));
    assert_eq!(tsh.method.as_deref(), Some("ECL Modular"));
    assert_eq!(tsh.battery.as_deref(), Some("Bilan thyroïdien"));
    assert_eq!(tsh.section.as_deref(), Some("Biochimie"));
}

#[test]
fn each_type_of_value_reads_well() {
    let reading = read("laboratory");
    let text = |code| &*result(&reading, code).value.text;
    assert_eq!(text("2345-7"), "5,1 mmol/L");
    assert_eq!(result(&reading, "2345-7").value.others, [(0.92, Some("g/L".to_string()))]);
    assert_eq!(text("2160-0"), "< 5 µmol/L");
    assert_eq!(result(&reading, "2160-0").value.number, None);
    assert_eq!(text("630-4"), "Escherichia coli");
    assert_eq!(result(&reading, "630-4").value.code.as_ref().unwrap().code, "112283007");
    assert_eq!(result(&reading, "630-4").ranges[0].text, "Absence");
    assert_eq!(text("5767-9"), "limpide et clair");
    assert_eq!((text("6690-2"), result(&reading, "6690-2").value.number), ("7", Some(7.0)));
    assert_eq!(text("777-3"), "inconnu");
    assert_eq!(text("5334-8"), "1/80");
    assert_eq!((text("1988-5"), result(&reading, "1988-5").value.number), ("douze mg/L", None));
}

#[test]
fn a_curve_goes_through_documents_and_never_mixes_units() {
    let readings = ["laboratory", "laboratory_before", "laboratory_other_unit"].map(read);
    let all: Vec<&Observation> = readings.iter().flat_map(|r| r.observations()).collect();
    let zone = TimeZone::new("Europe/Paris").unwrap();
    let found = curves(&all, "3016-3", "2.16.840.1.113883.6.1", &zone);
    assert_eq!(found.left_out, []);
    let shapes: Vec<(Option<&str>, usize)> =
        found.curves.iter().map(|curve| (curve.unit.as_deref(), curve.points)).collect();
    assert_eq!(shapes, [(Some("m[IU]/L"), 2), (Some("ng/mL"), 1)]);
    let curve = &found.curves[0];
    assert_eq!(
        curve.text,
        "Thyréostimuline (TSH) (mUI/L)\n10/01/2025 : 1,950 mUI/L (référence : 0,27 à 4,20 mUI/L ; \
         Normal)\n01/03/2026 08:00 : 5,50 mUI/L (référence : 0,27 à 4,20 mUI/L ; Élevé)\n"
    );
    assert!(curve.svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""));
    assert!(curve.svg.contains("<title id=\"dmpkit-courbe-3016-3-mUIL-titre\">Thyréostimuline"));
    assert!(curve.svg.contains("2 résultats, du 10/01/2025 au 01/03/2026 08:00."));
    // The band of reference, a round point within it and another form without.
    assert_eq!(curve.svg.matches("fill=\"#d9ecd9\"").count(), 1);
    assert_eq!(curve.svg.matches("<circle").count(), 1);
    assert_eq!(curve.svg.matches("<path").count(), 1);
    assert!(curve.html.contains("<th scope=\"row\">10/01/2025</th><td>1,950 mUI/L</td>"));
    let both: String = found.curves.iter().map(|curve| &*curve.html).collect();
    dump("html", "curves.html", &page_around(&both));
    // A result in two units stands where the others are.
    let glucose = curves(&all, "2345-7", "", &zone);
    assert_eq!(glucose.curves.len(), 1);
    // The same document read twice counts once.
    let twice: Vec<&Observation> = all.iter().chain(&all).copied().collect();
    assert_eq!(curves(&twice, "3016-3", "", &zone).curves[0].points, 2);
}

#[test]
fn what_no_curve_can_show_is_counted_with_its_reason() {
    let reading = read("laboratory");
    let mut undated = result(&reading, "3016-3").clone();
    undated.date = None;
    let mut cancelled = result(&reading, "3016-3").clone();
    cancelled.status = Some("nullified".into());
    let mut wordy = result(&reading, "3016-3").clone();
    wordy.value.number = None;
    let mut endless = result(&reading, "3016-3").clone();
    endless.value.number = Some(f64::INFINITY);
    let zone = TimeZone::new("Europe/Paris").unwrap();
    let found = curves(&[&undated, &cancelled, &wordy, &endless], "3016-3", "", &zone);
    assert!(found.curves.is_empty());
    let said: Vec<(usize, &str)> = found.left_out.iter().map(|l| (l.count, l.reason)).collect();
    assert_eq!(said, [(1, "annulé"), (1, "sans date"), (2, "sans valeur numérique")]);
}

#[test]
fn what_the_patient_cannot_see_is_said_before() {
    let code = |code| Arc::new(XdsCode::new(code, "1.2.250.1.213.1.1.4.13", None));
    let entry = |confidentiality| DocumentEntry { confidentiality, ..DocumentEntry::default() };
    assert!(warnings_before(&entry(vec![code("N")])).is_empty());
    for spelling in ["INVISIBLE_PATIENT", "NOPAT"] {
        let told = warnings_before(&entry(vec![code("N"), code(spelling)]));
        assert_eq!(told.len(), 1, "{spelling}");
        assert!(told[0].starts_with("Ce document n'est pas visible par le patient."));
    }
    let told = warnings_before(&DocumentEntry {
        status: Some(AvailabilityStatus::Deprecated),
        ..entry(vec![code("INVISIBLE_REPRESENTANTS_LEGAUX"), code("MASQUE_PS")])
    });
    assert_eq!(told.len(), 3);
    assert!(told[0].contains("représentants légaux") && told[1].contains("masqué"));
    assert!(told[2].contains("ancienne version"));
}

#[test]
fn limits_refuse_or_leave_out_and_say_so() {
    let with = |limits| Options { limits, ..options() };
    let refused = |body: &[u8], limits| Reading::of(body, "text/xml", &with(limits)).unwrap_err();
    assert_eq!(refused(b"", Limits::default()), ReadingError::Empty);
    let small = Limits { bytes: 100, ..Limits::default() };
    assert_eq!(refused(&bytes("header"), small), ReadingError::TooLarge { limit: 100 });
    let few = Limits { nodes: 50, ..Limits::default() };
    assert!(matches!(refused(&bytes("header"), few), ReadingError::Xml(_)));
    let read = |name: &str, limits| Reading::of(&bytes(name), "text/xml", &with(limits)).unwrap();
    let none = read("images", Limits { files: 1, ..Limits::default() });
    assert_eq!(none.embedded().len(), 1);
    assert!(none.warnings().contains(&Warning::FilesLeftOut { count: 6 }));
    let light = read("images", Limits { file_bytes: 80, ..Limits::default() });
    assert!(light.embedded().iter().map(|f| f.bytes().len()).sum::<usize>() <= 80);
    let short = read("laboratory", Limits { observations: 2, ..Limits::default() });
    assert_eq!(short.observations().len(), 2);
    let hidden = read("images", Limits { image_bytes: 10, ..Limits::default() });
    assert!(!hidden.html(None).contains("<img"));
    let cells = read("narrative", Limits { table_cells: 2, ..Limits::default() });
    assert!(cells.text().contains("cmHg") && cells.html(None).contains("Mesures au repos"));
}
