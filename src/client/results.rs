use std::fmt;
use std::sync::Arc;

use once_cell::sync::OnceCell;

use super::chart::Chart;
use super::columns::{CodeColumn, Column, DateColumn, Row, TextColumn};
use super::documents::{read_layout, read_refinement, TOLD};
use super::error::Error;
use super::results_json;
use super::text::Text;
use crate::record::{Invalid, SubmissionSet};
use crate::search::{
    marked, Corpus, FacetField, GroupBy as SearchGroupBy, Label, Layout, Overview, OverviewAbout,
    Query, Readable, Selection, INDICATION,
};

/// In what form a document is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Form {
    Json = 1,
    /// Plain text: for people, or in lines of fields parted by tabs.
    Text = 2,
    /// A fragment of HTML, for a page of the host's.
    Html = 3,
    /// A whole page of HTML, with its style, that fetches nothing.
    Page = 4,
}

impl Form {
    pub fn from_number(number: i32) -> Option<Self> {
        [Form::Json, Form::Text, Form::Html, Form::Page]
            .into_iter()
            .find(|form| *form as i32 == number)
    }
}

/// What documents are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum GroupBy {
    Type = 1,
    Class = 2,
    Year = 3,
    Month = 4,
    Period = 5,
    Author = 6,
    Structure = 7,
    SubmissionSet = 8,
    Episode = 9,
    VersionChain = 10,
}

impl GroupBy {
    pub const ALL: [GroupBy; 10] = [
        GroupBy::Type,
        GroupBy::Class,
        GroupBy::Year,
        GroupBy::Month,
        GroupBy::Period,
        GroupBy::Author,
        GroupBy::Structure,
        GroupBy::SubmissionSet,
        GroupBy::Episode,
        GroupBy::VersionChain,
    ];

    pub fn from_number(number: i32) -> Option<Self> {
        GroupBy::ALL.into_iter().find(|by| *by as i32 == number)
    }

    fn of_search(self) -> SearchGroupBy {
        match self {
            GroupBy::Type => SearchGroupBy::Type,
            GroupBy::Class => SearchGroupBy::Class,
            GroupBy::Year => SearchGroupBy::Year,
            GroupBy::Month => SearchGroupBy::Month,
            GroupBy::Period => SearchGroupBy::Period,
            GroupBy::Author => SearchGroupBy::Author,
            GroupBy::Structure => SearchGroupBy::Structure,
            GroupBy::SubmissionSet => SearchGroupBy::SubmissionSet,
            GroupBy::Episode => SearchGroupBy::Episode,
            GroupBy::VersionChain => SearchGroupBy::VersionChain,
        }
    }
}

/// What a search found, in order. Immutable; refining makes others of the same documents, and
/// nothing of it asks the DMP.
#[derive(Clone)]
pub struct Results(Arc<ResultsState>);

struct ResultsState {
    chart: Chart,
    corpus: Arc<Corpus>,
    selection: Selection,
    beside: Beside,
    explanation: Text,
    origin: String,
    /// The texts lent to C, made at first use.
    texts: Vec<OnceCell<Box<[Text]>>>,
}

/// What goes with the documents of a search.
#[derive(Clone)]
pub(super) struct Beside {
    /// What the server said, redacted, and what was not asked of it.
    pub remarks: Arc<[String]>,
    pub complete: bool,
}

impl Results {
    pub(super) fn of(chart: &Chart, corpus: Arc<Corpus>, query: &Query, beside: Beside) -> Results {
        let selection = corpus.select(query);
        Results::make(chart.clone(), corpus, selection, beside)
    }

    fn make(chart: Chart, corpus: Arc<Corpus>, selection: Selection, beside: Beside) -> Results {
        let mark = chart.client().0.mark;
        let explanation = results_json::explanation(selection.explanation(), &beside.remarks, mark);
        let texts = std::iter::repeat_with(OnceCell::new).take(selection.len()).collect();
        Results(Arc::new(ResultsState {
            origin: marked(mark, INDICATION),
            explanation: Text::new(&explanation),
            chart,
            corpus,
            selection,
            beside,
            texts,
        }))
    }

    pub fn count(&self) -> usize {
        self.0.selection.len()
    }

    /// Whether all was asked of the DMP, and given.
    pub fn is_complete(&self) -> bool {
        self.0.beside.complete
    }

    /// What the server filtered, what was filtered here, what could not be, and that other
    /// documents may exist: French, a line each.
    pub fn explanation(&self) -> &Text {
        &self.0.explanation
    }

    pub fn text(&self, row: usize, column: TextColumn) -> Option<&Text> {
        let texts = self.0.texts.get(row)?.get_or_init(|| {
            self.with_row(row, |row| TextColumn::ALL.map(|column| Text::new(&row.text(column))))
                .map_or_else(|| Box::from([]), Box::from)
        });
        texts.get(column as usize - 1)
    }

    pub fn date(&self, row: usize, column: DateColumn) -> Option<i64> {
        self.with_row(row, |row| row.date(column))
    }

    pub fn code(&self, row: usize, column: CodeColumn) -> Option<i32> {
        self.with_row(row, |row| row.code(column))
    }

    /// A whole column as bytes: texts each followed by a NUL (one inside is removed), instants
    /// and sizes as `i64`, codes as `i32`, of this machine.
    pub fn column(&self, column: Column, first: usize, count: usize) -> Vec<u8> {
        let last = first.saturating_add(count).min(self.count());
        let mut bytes = Vec::new();
        for row in first..last {
            self.with_row(row, |row| match column {
                Column::Text(column) => {
                    bytes.extend_from_slice(Text::new(&row.text(column)).with_nul().as_bytes());
                }
                Column::Date(column) => bytes.extend_from_slice(&row.date(column).to_ne_bytes()),
                Column::Code(column) => bytes.extend_from_slice(&row.code(column).to_ne_bytes()),
            });
        }
        bytes
    }

    /// Filters, sorts and folds again, from a `dmpkit.query/1` document.
    pub fn refine(&self, query: &str) -> Result<Results, Error> {
        let state = &*self.0;
        let mark = state.chart.client().0.mark;
        let query = read_refinement(query).map_err(|error| error.marked(mark))?;
        let selection = state.corpus.refine(&state.selection, &query);
        Ok(Results::make(
            state.chart.clone(),
            Arc::clone(&state.corpus),
            selection,
            state.beside.clone(),
        ))
    }

    /// Counts by value: `dmpkit.facets/1`, or lines of field, key, label and count. `fields` are
    /// names parted by commas; all of them where left out.
    pub fn facets(&self, fields: Option<&str>, form: Form) -> Result<String, Error> {
        let fields = match fields {
            None => FacetField::all().collect(),
            Some(names) => facet_fields(names).map_err(|invalid| self.refused(invalid))?,
        };
        let facets = self.0.corpus.facets(&self.0.selection, &fields);
        match form {
            Form::Json => Ok(results_json::facets(&facets, self.mark())),
            Form::Text => Ok(results_json::facet_lines(&facets)),
            Form::Html | Form::Page => Err(self.refused(no_html())),
        }
    }

    /// The documents in groups: `dmpkit.groups/1`, or lines of key, label and count.
    pub fn group(&self, by: GroupBy, form: Form) -> Result<String, Error> {
        let groups = self.0.corpus.group(&self.0.selection, by.of_search());
        match form {
            Form::Json => Ok(results_json::groups(self, &groups, self.mark())),
            Form::Text => Ok(results_json::group_lines(&groups)),
            Form::Html | Form::Page => Err(self.refused(no_html())),
        }
    }

    /// The user's overview of what was found, in his own layout (`dmpkit.overview/1`) or that of
    /// his profession.
    pub fn overview(&self, layout: Option<&str>, form: Form) -> Result<String, Error> {
        let state = &*self.0;
        let layout = match layout {
            Some(json) => read_layout(json).map_err(|error| error.marked(self.mark()))?,
            None => self.usual_layout()?,
        };
        let scope = state.selection.explanation().scope.join(" ");
        let about = OverviewAbout { mark: self.mark(), window: &scope };
        let overview = Overview::of(&layout, &state.corpus, Some(&state.selection), &about);
        Ok(match form {
            Form::Json => overview.json(),
            Form::Text => overview.text(),
            Form::Html => overview.html(),
            Form::Page => overview.html_page(),
        })
    }

    /// The layout made for the profession; in an emergency, the one made for it.
    fn usual_layout(&self) -> Result<Layout, Error> {
        let state = &*self.0.chart.0;
        let profession = state.session.0.professional.roles().first().map(|role| role.coded());
        let name = match profession {
            _ if state.request.purpose.is_emergency() => "emergency",
            Some(profession) => Layout::name_for(profession.code(), profession.system()),
            None => "default",
        };
        let built_in = Layout::built_in_json(name).unwrap_or_default();
        read_layout(&built_in)
    }

    /// Everything known of each document but its body: `dmpkit.export/1`.
    pub fn export(&self) -> String {
        results_json::export(self)
    }

    fn refused(&self, invalid: Invalid) -> Error {
        Error::from(invalid).telling(TOLD).marked(self.mark())
    }

    pub(super) fn mark(&self) -> &'static str {
        self.0.chart.client().0.mark
    }

    pub(super) fn corpus(&self) -> &Corpus {
        &self.0.corpus
    }

    pub(super) fn selection(&self) -> &Selection {
        &self.0.selection
    }

    pub(super) fn remarks(&self) -> &[String] {
        &self.0.beside.remarks
    }

    /// What the columns of a row need, lent to `read`.
    fn with_row<T>(&self, row: usize, read: impl FnOnce(&Row<'_>) -> T) -> Option<T> {
        let state = &*self.0;
        let row = *state.selection.rows().get(row)?;
        let entry = state.corpus.entry(row)?;
        let setting = state.corpus.setting();
        let submission: Option<&SubmissionSet> =
            state.corpus.submission_sets(row).next().map(|set| &**set);
        let deposited = state.corpus.deposit_date(row);
        let new = deposited.zip(setting.last_visit.as_ref()).map(|(at, last)| at > last);
        let labels: Vec<&str> = Label::of(entry).into_iter().map(Label::text).collect();
        let labels = labels.join("; ");
        let labels = if labels.is_empty() { labels } else { marked(self.mark(), &labels) };
        Some(read(&Row {
            entry,
            submission,
            deposited,
            new_since_last_visit: new,
            readable: match state.corpus.readable(row) {
                Readable::Yes => Some(true),
                Readable::No => Some(false),
                Readable::Unknown => None,
            },
            vocabulary: &setting.vocabulary,
            time_zone: &setting.time_zone,
            labels: &labels,
            origin: &state.origin,
        }))
    }
}

fn facet_fields(names: &str) -> Result<Vec<FacetField>, Invalid> {
    let field = |name: &str| {
        FacetField::from_name(name.trim()).ok_or_else(|| {
            let known: Vec<&str> = FacetField::all().map(FacetField::name).collect();
            Invalid::new("fields", format!("must be of {}", known.join(", ")))
        })
    };
    names.split(',').map(field).collect()
}

fn no_html() -> Invalid {
    Invalid::new("form", "must be JSON or text here")
}

/// Says how many, and nothing of the patient.
impl fmt::Debug for Results {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Results").field("count", &self.count()).finish_non_exhaustive()
    }
}
