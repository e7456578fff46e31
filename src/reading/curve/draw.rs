//! A curve as SVG, as an HTML fragment with its table, and as text.

use std::fmt::Write;

use super::super::cda::french_unit;
use super::super::html::escaped;
use super::axis::{french, ticks, Scale};
use super::{one_line, Curve, Point};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 280.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 620.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 240.0;
/// Dates under the axis stand at least this far apart.
const BETWEEN_DATES: f64 = 96.0;

/// None where there is no point. The points are in the order of time.
pub(super) fn curve(points: &[Point<'_>], code: &str) -> Option<Curve> {
    let (first, latest) = (points.first()?, points.last()?);
    let name = one_line(&latest.observation.name);
    let unit = latest.unit.map(french_unit);
    let title = match &unit {
        Some(unit) => format!("{name} ({unit})"),
        None => name.clone(),
    };
    let said = match points.len() {
        1 => format!("Un résultat, le {} : {}.", latest.date, value(latest)),
        many => format!(
            "{many} résultats, du {} au {}. Premier : {}. Dernier : {}.",
            first.date,
            latest.date,
            value(first),
            value(latest)
        ),
    };
    let band = points.iter().rev().find_map(|point| point.range);
    let said = match band {
        Some(range) => format!("{said} Valeurs de référence : {}.", one_line(&range.text)),
        None => said,
    };
    let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let code: String = code.chars().filter(plain).take(40).collect();
    let axis: String =
        unit.as_deref().unwrap_or("").chars().filter(char::is_ascii_alphanumeric).collect();
    let id = format!("dmpkit-courbe-{code}-{axis}");
    let svg = svg(points, &id, &title, &said);
    let html = html(points, &svg, &title);
    let text = text(points, &title);
    let unit = latest.unit.map(str::to_string);
    Some(Curve { name, unit, points: points.len(), svg, html, text })
}

/// Number and unit, as the report has them where it gave them in this unit.
fn value(point: &Point<'_>) -> String {
    let own = &point.observation.value;
    if own.number == Some(point.number) {
        return one_line(&own.text);
    }
    let number = point.number.to_string().replace('.', ",");
    match point.unit {
        Some(unit) => format!("{number} {}", french_unit(unit)),
        None => number,
    }
}

/// As its laboratory says; where it says nothing, by its range.
fn abnormal(point: &Point<'_>) -> bool {
    match (&point.observation.flag, point.range) {
        (Some(flag), _) => flag.is_abnormal(),
        (None, Some(range)) => {
            range.low.is_some_and(|low| point.number < low)
                || range.high.is_some_and(|high| point.number > high)
        }
        (None, None) => false,
    }
}

/// What the drawing shows beside the results.
fn legend(points: &[Point<'_>]) -> String {
    let band = points.iter().any(|point| point.range.is_some());
    let band = if band { " La bande verte montre les valeurs de référence." } else { "" };
    let out = points.iter().any(abnormal);
    let out = if out { " Un losange signale un résultat anormal." } else { "" };
    format!("{band}{out}")
}

fn svg(points: &[Point<'_>], id: &str, title: &str, said: &str) -> String {
    let band = points.iter().rev().find_map(|point| point.range);
    let ends = band.into_iter().flat_map(|range| [range.low, range.high]).flatten();
    let shown: Vec<f64> = points.iter().map(|p| p.number).chain(ends).collect();
    let least = shown.iter().copied().fold(f64::INFINITY, f64::min);
    let most = shown.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (marks, decimals) = ticks(least, most);
    let (bottom, top) = (marks.first().copied(), marks.last().copied());
    let up = Scale::new(bottom.unwrap_or(least), top.unwrap_or(most), BOTTOM, TOP);
    let millis = |point: Option<&Point<'_>>| point.map_or(0.0, |point| point.millis as f64);
    let across =
        Scale::new(millis(points.first()), millis(points.last()), LEFT + 12.0, RIGHT - 24.0);
    let place = |point: &Point<'_>| (across.at(point.millis as f64), up.at(point.number));

    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{id}-titre \
         {id}-texte\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title id=\"{id}-titre\">{}</title>\n\
         <desc id=\"{id}-texte\">{}</desc>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         fill=\"#ffffff\"/>\n",
        escaped(title),
        escaped(said)
    );
    if let Some(range) = band {
        let high = range.high.map_or(TOP, |high| up.at(high));
        let low = range.low.map_or(BOTTOM, |low| up.at(low));
        let _ = writeln!(
            out,
            "<rect x=\"{LEFT}\" y=\"{high:.1}\" width=\"{:.1}\" height=\"{:.1}\" \
             fill=\"#d9ecd9\"/>",
            RIGHT - LEFT,
            (low - high).max(0.0)
        );
    }
    for mark in marks {
        let y = up.at(mark);
        let _ = writeln!(
            out,
            "<line x1=\"{LEFT}\" y1=\"{y:.1}\" x2=\"{RIGHT}\" y2=\"{y:.1}\" \
             stroke=\"#bbbbbb\"/>\n<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" \
             fill=\"#1a1a1a\">{}</text>",
            LEFT - 6.0,
            y + 4.0,
            french(mark, decimals)
        );
    }
    let mut last = f64::NEG_INFINITY;
    for point in points {
        let (x, _) = place(point);
        if x - last >= BETWEEN_DATES {
            let day = point.date.split(' ').next().unwrap_or("");
            let _ = writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" \
                 fill=\"#1a1a1a\">{}</text>",
                BOTTOM + 20.0,
                escaped(day)
            );
            last = x;
        }
    }
    let line: Vec<String> = points
        .iter()
        .map(|point| {
            let (x, y) = place(point);
            format!("{x:.1},{y:.1}")
        })
        .collect();
    let _ = writeln!(
        out,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#00439c\" stroke-width=\"2\"/>",
        line.join(" ")
    );
    for point in points {
        let (x, y) = place(point);
        // What is out of range differs by its form, not by its colour alone.
        let _ = match abnormal(point) {
            true => writeln!(
                out,
                "<path d=\"M{x:.1} {:.1}l6 6l-6 6l-6 -6z\" fill=\"#8a1c00\"/>",
                y - 6.0
            ),
            false => {
                writeln!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"#00439c\"/>")
            }
        };
    }
    out.push_str("</svg>\n");
    out
}

/// What a row of the table and a line of the text say beside date and value.
fn remarks(point: &Point<'_>) -> (String, String) {
    let range = point.range.map_or(String::new(), |range| one_line(&range.text));
    let flag = point.observation.flag.as_ref().map_or(String::new(), |flag| one_line(&flag.label));
    (range, flag)
}

fn html(points: &[Point<'_>], svg: &str, title: &str) -> String {
    let mut out = format!(
        "<figure class=\"dmpkit-curve\">\n{svg}<figcaption>{}.{}</figcaption>\n\
         </figure>\n<table class=\"dmpkit-borders\">\n<caption>{}</caption>\n<thead>\n<tr>\
         <th scope=\"col\">Date</th><th scope=\"col\">Résultat</th><th scope=\"col\">Valeurs de \
         référence</th><th scope=\"col\">Interprétation</th></tr>\n</thead>\n<tbody>\n",
        escaped(title),
        legend(points),
        escaped(title)
    );
    for point in points {
        let (range, flag) = remarks(point);
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(&point.date),
            escaped(&value(point)),
            escaped(&range),
            escaped(&flag)
        );
    }
    out.push_str("</tbody>\n</table>\n");
    out
}

fn text(points: &[Point<'_>], title: &str) -> String {
    let mut out = format!("{title}\n");
    for point in points {
        let (range, flag) = remarks(point);
        let range = Some(range).filter(|r| !r.is_empty()).map(|r| format!("référence : {r}"));
        let notes: Vec<String> =
            range.into_iter().chain(Some(flag).filter(|f| !f.is_empty())).collect();
        let notes =
            if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(" ; ")) };
        let _ = writeln!(out, "{} : {}{notes}", point.date, value(point));
    }
    out
}
