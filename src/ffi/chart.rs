use std::sync::Arc;

use libc::c_char;
use parking_lot::Mutex;

use super::buffer::{self, dmpkit_buffer};
use super::call::{self, dmpkit_call};
use super::document::dmpkit_document;
use super::error::dmpkit_error;
use super::fence;
use super::handle::{self, put, Opaque};
use super::input;
use super::results::dmpkit_results;
use super::session::dmpkit_session;
use super::view::dmpkit_view;
use crate::client::{Chart, ErrorCode, Field, Snapshot, Text};

/// A patient's chart, open for one professional. What it has answered may be read from any
/// thread while the handle lives; acts exclude each other (DMPKIT_E_BUSY).
pub struct dmpkit_chart {
    _private: (),
}

/// The chart, and every state of it that C has seen: views of them stay good.
pub(super) struct Shown {
    chart: Chart,
    seen: Mutex<Vec<Arc<Snapshot>>>,
}

impl Opaque for dmpkit_chart {
    type Target = Shown;
    const MAGIC: u32 = 0xD3C4_0007;
}

impl Shown {
    /// The present state, kept for as long as the handle lives.
    fn current(&self) -> Arc<Snapshot> {
        let current = self.chart.current();
        let mut seen = self.seen.lock();
        if !seen.last().is_some_and(|last| Arc::ptr_eq(last, &current)) {
            seen.push(current.clone());
        }
        current
    }
}

/// Reads one number of the present state.
unsafe fn number<T>(
    chart: *const dmpkit_chart,
    fallback: T,
    read: impl FnOnce(&Snapshot) -> T,
) -> T {
    // SAFETY: passed on.
    fence::value(fallback, || Ok(read(&unsafe { handle::get(chart) }?.current())))
}

/// Lends one text of the present state.
unsafe fn lend(
    chart: *const dmpkit_chart,
    view: *mut dmpkit_view,
    find: impl FnOnce(&Snapshot) -> Option<&Text>,
) -> i32 {
    // SAFETY: passed on.
    fence::status(|| unsafe {
        dmpkit_view::clear(view)?;
        let snapshot = handle::get(chart)?.current();
        let text = find(&snapshot).ok_or(ErrorCode::OutOfRange)?;
        put(view, dmpkit_view::of(text))
    })
}

/// Opens a patient's chart: asks the DMP whether the record exists and whether the professional
/// is authorised (TD0.2), and decides what he may do. A closed record, a refusal or a patient
/// without record is an answer, not an error.
///
/// @param session  the session
/// @param request  UTF-8 JSON, schema dmpkit.chart-request/1: patient, operator, purpose
/// @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param call  bounds and cancels; NULL for neither
/// @param[out] chart  the new handle; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *chart (dmpkit_chart_free) and *err (dmpkit_error_free); the chart
/// keeps its session alive.
/// Nullability: call and err may be NULL; session, request and chart may not.
/// Thread: any; waits.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_open(
    session: *const dmpkit_session,
    request: *const c_char,
    len: usize,
    call: *const dmpkit_call,
    chart: *mut *mut dmpkit_chart,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(chart, std::ptr::null_mut())?;
            let session = handle::get(session)?;
            let request = input::text(request, len)?;
            let opened = session.open_chart(request, &call::optional(call)?)?;
            let shown = Shown { chart: opened, seen: Mutex::new(Vec::new()) };
            Ok(put(chart, handle::new(shown))?)
        })
    }
}

/// Asks the DMP again. Required before every consultation, whatever is remembered (CNDA, test
/// 0.2-040). On failure the chart keeps what it knew.
///
/// @param chart  the chart
/// @param call  bounds and cancels; NULL for neither
/// @param[out] err  why it failed
/// @return 0, or a negative status; DMPKIT_E_BUSY while another act runs on the chart
///
/// Ownership: the caller owns *err (dmpkit_error_free); views of the chart stay good.
/// Nullability: call and err may be NULL; chart may not.
/// Thread: any; waits.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_refresh(
    chart: *const dmpkit_chart,
    call: *const dmpkit_call,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe { fence::guard(err, || handle::get(chart)?.chart.refresh(&call::optional(call)?)) }
}

/// Whether the record exists.
///
/// @param chart  the chart
/// @return a DMPKIT_EXISTENCE_ number; 0 where `chart` is no live chart
///
/// Ownership: none.
/// Nullability: chart may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_existence(chart: *const dmpkit_chart) -> i32 {
    // SAFETY: the contract of the function.
    unsafe { number(chart, 0, |snapshot| snapshot.existence as i32) }
}

/// What the DMP said of the professional's authorisation.
///
/// @param chart  the chart
/// @return a DMPKIT_AUTHORISATION_ number; 0 where `chart` is no live chart
///
/// Ownership: none.
/// Nullability: chart may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_authorisation(chart: *const dmpkit_chart) -> i32 {
    // SAFETY: the contract of the function.
    unsafe { number(chart, 0, |snapshot| snapshot.authorisation as i32) }
}

/// What dmpkit decides: may the professional consult (search and read) now?
///
/// @param chart  the chart
/// @return a DMPKIT_ACCESS_ number; 0 where `chart` is no live chart
///
/// Ownership: none.
/// Nullability: chart may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_access(chart: *const dmpkit_chart) -> i32 {
    // SAFETY: the contract of the function.
    unsafe { number(chart, 0, |snapshot| snapshot.access as i32) }
}

/// How loudly to show it.
///
/// @param chart  the chart
/// @return a DMPKIT_SEVERITY_ number; 0 where `chart` is no live chart
///
/// Ownership: none.
/// Nullability: chart may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_severity(chart: *const dmpkit_chart) -> i32 {
    // SAFETY: the contract of the function.
    unsafe { number(chart, 0, |snapshot| snapshot.severity as i32) }
}

/// The number of the test of existence (TD0.2) the chart reflects: 1 for the opening, then one
/// more each time the DMP is asked again.
///
/// @param chart  the chart
/// @return the number; 0 where `chart` is no live chart
///
/// Ownership: none.
/// Nullability: chart may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_sequence(chart: *const dmpkit_chart) -> u64 {
    // SAFETY: the contract of the function.
    unsafe { number(chart, 0, |snapshot| snapshot.sequence) }
}

/// One text of the chart: French for the user, except where the field says otherwise.
///
/// @param chart  the chart
/// @param field  a DMPKIT_FIELD_ number
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the chart is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_text(
    chart: *const dmpkit_chart,
    field: i32,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe { lend(chart, view, |snapshot| Some(snapshot.text(Field::from_number(field)?))) }
}

/// How many reasons the decision has. Those that block come first, then those that ask for steps,
/// those that allow, those worth knowing.
///
/// @param chart  the chart
/// @return the number, at least 1; 0 where `chart` is no live chart
///
/// Ownership: none.
/// Nullability: chart may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_reason_count(chart: *const dmpkit_chart) -> usize {
    // SAFETY: the contract of the function.
    unsafe { number(chart, 0, |snapshot| snapshot.reasons.len()) }
}

/// The stable name of a reason, such as "authorisation.expired".
///
/// @param chart  the chart
/// @param index  from 0
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the chart is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_reason_id(
    chart: *const dmpkit_chart,
    index: usize,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe { lend(chart, view, |snapshot| Some(&snapshot.reasons.get(index)?.id)) }
}

/// A reason in French.
///
/// @param chart  the chart
/// @param index  from 0
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the chart is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_reason_text(
    chart: *const dmpkit_chart,
    index: usize,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe { lend(chart, view, |snapshot| Some(&snapshot.reasons.get(index)?.text)) }
}

/// Where a reason comes from: law, requirement or transaction.
///
/// @param chart  the chart
/// @param index  from 0
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the chart is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_reason_source(
    chart: *const dmpkit_chart,
    index: usize,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe { lend(chart, view, |snapshot| Some(&snapshot.reasons.get(index)?.source)) }
}

/// What a reason does to the decision.
///
/// @param chart  the chart
/// @param index  from 0
/// @return a DMPKIT_EFFECT_ number; 0 where there is no such reason
///
/// Ownership: none.
/// Nullability: chart may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_reason_effect(
    chart: *const dmpkit_chart,
    index: usize,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        number(chart, 0, |snapshot| {
            snapshot.reasons.get(index).map_or(0, |reason| reason.effect as i32)
        })
    }
}

/// How many next actions there are, in the order to do them.
///
/// @param chart  the chart
/// @return the number; 0 where `chart` is no live chart
///
/// Ownership: none.
/// Nullability: chart may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_action_count(chart: *const dmpkit_chart) -> usize {
    // SAFETY: the contract of the function.
    unsafe { number(chart, 0, |snapshot| snapshot.actions.len()) }
}

/// The stable name of an action, such as "collect_consent".
///
/// @param chart  the chart
/// @param index  from 0
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the chart is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_action_id(
    chart: *const dmpkit_chart,
    index: usize,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe { lend(chart, view, |snapshot| Some(&snapshot.actions.get(index)?.id)) }
}

/// An action in French.
///
/// @param chart  the chart
/// @param index  from 0
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the chart is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_action_text(
    chart: *const dmpkit_chart,
    index: usize,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe { lend(chart, view, |snapshot| Some(&snapshot.actions.get(index)?.text)) }
}

/// How many banners are to be shown as long as the chart is open.
///
/// @param chart  the chart
/// @return the number; 0 where `chart` is no live chart
///
/// Ownership: none.
/// Nullability: chart may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_banner_count(chart: *const dmpkit_chart) -> usize {
    // SAFETY: the contract of the function.
    unsafe { number(chart, 0, |snapshot| snapshot.banners.len()) }
}

/// The stable name of a banner, such as "bris_de_glace".
///
/// @param chart  the chart
/// @param index  from 0
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the chart is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_banner_id(
    chart: *const dmpkit_chart,
    index: usize,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe { lend(chart, view, |snapshot| Some(&snapshot.banners.get(index)?.id)) }
}

/// A banner in French.
///
/// @param chart  the chart
/// @param index  from 0
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the chart is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_banner_text(
    chart: *const dmpkit_chart,
    index: usize,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe { lend(chart, view, |snapshot| Some(&snapshot.banners.get(index)?.text)) }
}

/// Everything the chart knows, as JSON, schema dmpkit.report/1. It holds no identity trait and
/// no identifier of the patient (EX_0.2-1020).
///
/// @param chart  the chart
/// @param[out] report  the document; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *report (dmpkit_buffer_free) and *err (dmpkit_error_free).
/// Nullability: err may be NULL; chart and report may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_report(
    chart: *const dmpkit_chart,
    report: *mut *mut dmpkit_buffer,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(report, std::ptr::null_mut())?;
            let document = handle::get(chart)?.chart.report();
            Ok(put(report, buffer::of(&document))?)
        })
    }
}

/// Searches the documents of the DMP (TD3.1). A search notifies the patient: it follows an act of
/// the user, which the query says; one the rules forbid is refused before anything is sent. What is
/// done with the results afterwards asks the DMP nothing.
///
/// @param chart  the chart
/// @param query  UTF-8 JSON, schema dmpkit.query/1
/// @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param call  bounds and cancels; NULL for neither
/// @param[out] results  the new handle; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status; DMPKIT_E_BUSY while another act runs on the chart
///
/// Ownership: the caller owns *results (dmpkit_results_free) and *err (dmpkit_error_free).
/// Nullability: call and err may be NULL; chart, query and results may not.
/// Thread: any; waits.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_search(
    chart: *const dmpkit_chart,
    query: *const c_char,
    len: usize,
    call: *const dmpkit_call,
    results: *mut *mut dmpkit_results,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(results, std::ptr::null_mut())?;
            let chart = handle::get(chart)?;
            let query = input::text(query, len)?;
            let found = chart.chart.search(query, &call::optional(call)?)?;
            Ok(put(results, handle::new(found))?)
        })
    }
}

/// What changed in the DMP since the host last asked: new, replaced, archived, deleted, and what is
/// no longer visible. It searches (TD3.1), and follows the same rules as dmpkit_chart_search.
///
/// @param chart  the chart
/// @param local  UTF-8 JSON, schema dmpkit.local-copies/1: what the host keeps, and since when
/// @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param call  bounds and cancels; NULL for neither
/// @param[out] changes  JSON, schema dmpkit.changes/1; NULL on failure, and then nothing is to be committed
/// @param[out] err  why it failed
/// @return 0, or a negative status; DMPKIT_E_BUSY while another act runs on the chart
///
/// Ownership: the caller owns *changes (dmpkit_buffer_free) and *err (dmpkit_error_free).
/// Nullability: call and err may be NULL; chart, local and changes may not.
/// Thread: any; waits.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_changes(
    chart: *const dmpkit_chart,
    local: *const c_char,
    len: usize,
    call: *const dmpkit_call,
    changes: *mut *mut dmpkit_buffer,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(changes, std::ptr::null_mut())?;
            let chart = handle::get(chart)?;
            let local = input::text(local, len)?;
            let document = chart.chart.changes(local, &call::optional(call)?)?;
            Ok(put(changes, buffer::of(&document))?)
        })
    }
}

/// Reads one document of the DMP (TD3.2). The patient is notified. Nothing is kept: the document
/// ends with its handle.
///
/// @param chart  the chart
/// @param unique_id  its uniqueId
/// @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param call  bounds and cancels; NULL for neither
/// @param[out] document  the new handle; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status; DMPKIT_E_TOO_MANY_READS where a program reads them in a loop; DMPKIT_E_BUSY while another act runs on the chart
///
/// Ownership: the caller owns *document (dmpkit_document_free) and *err (dmpkit_error_free).
/// Nullability: call and err may be NULL; chart, unique_id and document may not.
/// Thread: any; waits.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_read(
    chart: *const dmpkit_chart,
    unique_id: *const c_char,
    len: usize,
    call: *const dmpkit_call,
    document: *mut *mut dmpkit_document,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(document, std::ptr::null_mut())?;
            let chart = handle::get(chart)?;
            let unique_id = input::text(unique_id, len)?;
            let read = chart.chart.read(unique_id, &call::optional(call)?)?;
            Ok(put(document, handle::new(read))?)
        })
    }
}

/// Frees a chart. Its views end with it.
///
/// @param chart  the chart
///
/// Ownership: takes the chart.
/// Nullability: chart may be NULL (nothing is done).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_chart_free(chart: *mut dmpkit_chart) {
    // SAFETY: the contract of the function.
    fence::release(|| unsafe { handle::free(chart) });
}
