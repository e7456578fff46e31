//! The constants of the header. Numbers are frozen and never reused; domain constants start at
//! 1, so that 0 means "no answer" (NULL or a bad handle).

/// Success.
pub const DMPKIT_OK: i32 = 0;

/// An argument that must not be NULL is NULL.
pub const DMPKIT_E_NULL: i32 = -1;

/// A handle is of another type, or was freed.
pub const DMPKIT_E_BAD_HANDLE: i32 = -2;

/// A text is not UTF-8.
pub const DMPKIT_E_BAD_UTF8: i32 = -3;

/// struct_size fits no version of this table.
pub const DMPKIT_E_BAD_SIZE: i32 = -4;

/// An index or a field is out of range.
pub const DMPKIT_E_OUT_OF_RANGE: i32 = -5;

/// Another act is running on the same object.
pub const DMPKIT_E_BUSY: i32 = -6;

/// This version cannot do it.
pub const DMPKIT_E_UNSUPPORTED: i32 = -7;

/// The call was cancelled.
pub const DMPKIT_E_CANCELLED: i32 = -101;

/// The time allowed to the call ran out.
pub const DMPKIT_E_TIMEOUT: i32 = -102;

/// A function of the host failed.
pub const DMPKIT_E_HOST_FAILED: i32 = -103;

/// A document is not JSON.
pub const DMPKIT_E_BAD_JSON: i32 = -201;

/// A document has a field that its schema does not know.
pub const DMPKIT_E_UNKNOWN_FIELD: i32 = -202;

/// A field is missing or wrong: the detail "field" names it.
pub const DMPKIT_E_INVALID_FIELD: i32 = -203;

/// A document names no schema, or another than the one expected.
pub const DMPKIT_E_WRONG_SCHEMA: i32 = -204;

/// A text is over 8 MiB.
pub const DMPKIT_E_INPUT_TOO_LARGE: i32 = -205;

/// The environment is not named, or not configured.
pub const DMPKIT_E_UNKNOWN_ENVIRONMENT: i32 = -301;

/// A real patient's INS in the sandbox.
pub const DMPKIT_E_PRODUCTION_IDENTITY: i32 = -302;

/// No VIHF mode is known for these means of authentication.
pub const DMPKIT_E_UNKNOWN_MEANS: i32 = -303;

/// The connection was cut before the whole answer came.
pub const DMPKIT_E_CONNECTION_CUT: i32 = -401;

/// The answer is over max_answer_bytes.
pub const DMPKIT_E_ANSWER_TOO_LARGE: i32 = -402;

/// The server answered with an HTTP error and no message of the DMP.
pub const DMPKIT_E_HTTP_STATUS: i32 = -403;

/// The answer is no XML, or XML that is refused.
pub const DMPKIT_E_ANSWER_UNREADABLE: i32 = -501;

/// The answer is another message than the one expected.
pub const DMPKIT_E_ANSWER_UNEXPECTED: i32 = -502;

/// The answer belongs to another request.
pub const DMPKIT_E_ANSWER_OF_ANOTHER: i32 = -503;

/// The answer does not hold the document asked for.
pub const DMPKIT_E_DOCUMENT_NOT_GIVEN: i32 = -504;

/// The document cannot be rendered.
pub const DMPKIT_E_DOCUMENT_UNREADABLE: i32 = -505;

/// SOAP fault; the details give its code.
pub const DMPKIT_E_SERVER_FAULT: i32 = -601;

/// Application error; the details give its code.
pub const DMPKIT_E_SERVER_REFUSED: i32 = -602;

/// Too many calls (DMPAccessDeniedByExcededThreshold).
pub const DMPKIT_E_SERVER_THRESHOLD: i32 = -603;

/// The right is missing.
pub const DMPKIT_E_SERVER_RIGHTS: i32 = -604;

/// The certificate or the signature is refused.
pub const DMPKIT_E_SERVER_CERTIFICATE: i32 = -605;

/// The VIHF is refused.
pub const DMPKIT_E_SERVER_ASSERTION: i32 = -606;

/// A rule forbids this search as asked: the error names the requirement. Nothing was sent.
pub const DMPKIT_E_SEARCH_NOT_ALLOWED: i32 = -701;

/// The access rules refuse consulting, or steps come first: see the chart's reasons. Nothing
/// was sent.
pub const DMPKIT_E_ACCESS_NOT_ALLOWED: i32 = -702;

/// Documents are read faster than a person does (EX_3.2-1010). Nothing was sent.
pub const DMPKIT_E_TOO_MANY_READS: i32 = -703;

/// Documents are kept faster than a person does (EX_3.2-1010).
pub const DMPKIT_E_TOO_MANY_SAVES: i32 = -704;

/// A defect of the library. The object that was being changed keeps its former state.
pub const DMPKIT_E_PANIC: i32 = -901;

/// The program called the library in a way it may not.
pub const DMPKIT_CATEGORY_MISUSE: i32 = 1;

/// Cancelled, out of time, or a function of the host failed.
pub const DMPKIT_CATEGORY_CALL: i32 = 2;

/// A document of the host is wrong.
pub const DMPKIT_CATEGORY_INPUT: i32 = 3;

/// The configuration does not fit.
pub const DMPKIT_CATEGORY_CONFIGURATION: i32 = 4;

/// Nothing came back, or not all of it.
pub const DMPKIT_CATEGORY_CONNECTION: i32 = 5;

/// What came back is not an answer.
pub const DMPKIT_CATEGORY_ANSWER: i32 = 6;

/// The DMP answered with an error.
pub const DMPKIT_CATEGORY_SERVER: i32 = 7;

/// A defect of the library.
pub const DMPKIT_CATEGORY_INTERNAL: i32 = 8;

/// A rule stands against the act: nothing was sent. The error names the requirement.
pub const DMPKIT_CATEGORY_RULE: i32 = 9;

/// The same call will fail again.
pub const DMPKIT_RETRY_NEVER: i32 = 1;

/// The same call may work later; a cancelled one with a new dmpkit_call.
pub const DMPKIT_RETRY_LATER: i32 = 2;

/// Once what the details name is corrected.
pub const DMPKIT_RETRY_AFTER_CORRECTION: i32 = 3;

/// The record exists and is active.
pub const DMPKIT_EXISTENCE_ACTIVE: i32 = 1;

/// The record was closed.
pub const DMPKIT_EXISTENCE_CLOSED: i32 = 2;

/// The patient has no record.
pub const DMPKIT_EXISTENCE_ABSENT: i32 = 3;

/// The DMP answered with a word this version does not know.
pub const DMPKIT_EXISTENCE_UNKNOWN: i32 = 4;

/// The DMP was not asked: the reasons say why.
pub const DMPKIT_EXISTENCE_NOT_ASKED: i32 = 5;

/// VALIDE: the professional is authorised.
pub const DMPKIT_AUTHORISATION_VALIDE: i32 = 1;

/// NON_EXISTE: he has no authorisation.
pub const DMPKIT_AUTHORISATION_NON_EXISTE: i32 = 2;

/// EXPIRE: his authorisation has expired.
pub const DMPKIT_AUTHORISATION_EXPIRE: i32 = 3;

/// INTERDIT: the patient blocked him.
pub const DMPKIT_AUTHORISATION_INTERDIT: i32 = 4;

/// A word this version does not know: see DMPKIT_FIELD_AUTHORISATION_CODE.
pub const DMPKIT_AUTHORISATION_UNKNOWN: i32 = 5;

/// The answer does not say, or the DMP was not asked.
pub const DMPKIT_AUTHORISATION_NOT_GIVEN: i32 = 6;

/// The professional may consult now.
pub const DMPKIT_ACCESS_ALLOWED: i32 = 1;

/// He may once the actions are done, in their order.
pub const DMPKIT_ACCESS_AFTER_STEPS: i32 = 2;

/// He may not: the reasons say why.
pub const DMPKIT_ACCESS_REFUSED: i32 = 3;

/// Nothing stands in the way.
pub const DMPKIT_SEVERITY_OK: i32 = 1;

/// Nothing to open here, and nothing wrong.
pub const DMPKIT_SEVERITY_INFORMATION: i32 = 2;

/// Something is to be done first.
pub const DMPKIT_SEVERITY_ATTENTION: i32 = 3;

/// Refused.
pub const DMPKIT_SEVERITY_STOP: i32 = 4;

/// The reason refuses.
pub const DMPKIT_EFFECT_BLOCKS: i32 = 1;

/// The reason asks for steps.
pub const DMPKIT_EFFECT_REQUIRES: i32 = 2;

/// The reason allows.
pub const DMPKIT_EFFECT_GRANTS: i32 = 3;

/// Worth knowing; changes nothing.
pub const DMPKIT_EFFECT_NOTES: i32 = 4;

/// One line that says it all, in French.
pub const DMPKIT_FIELD_STATUS: i32 = 1;

/// Whether the record exists, in French.
pub const DMPKIT_FIELD_EXISTENCE: i32 = 2;

/// What the DMP said of the authorisation, in French.
pub const DMPKIT_FIELD_AUTHORISATION: i32 = 3;

/// What dmpkit decides, in French.
pub const DMPKIT_FIELD_ACCESS: i32 = 4;

/// The date a closed record was closed, such as 14/06/2025, in the host's time zone; empty where unknown.
pub const DMPKIT_FIELD_CLOSED_ON: i32 = 5;

/// Why it was closed, in the words of the DMP; empty where unknown.
pub const DMPKIT_FIELD_CLOSING_REASON: i32 = 6;

/// The word of the DMP for the authorisation, as it came; empty where none came.
pub const DMPKIT_FIELD_AUTHORISATION_CODE: i32 = 7;

/// When the DMP answered, such as 02/03/2026 09:30, in the host's time zone; empty where it was not asked.
pub const DMPKIT_FIELD_ANSWERED_AT: i32 = 8;

/// The request is being made.
pub const DMPKIT_PHASE_PREPARING: i32 = 1;

/// It is being sent.
pub const DMPKIT_PHASE_SENDING: i32 = 2;

/// The answer is awaited.
pub const DMPKIT_PHASE_WAITING: i32 = 3;

/// The answer is coming.
pub const DMPKIT_PHASE_RECEIVING: i32 = 4;

/// The answer is being read.
pub const DMPKIT_PHASE_READING: i32 = 5;

/// Something failed for good.
pub const DMPKIT_LOG_ERROR: i32 = 1;

/// A call failed.
pub const DMPKIT_LOG_WARNING: i32 = 2;

/// What was done.
pub const DMPKIT_LOG_INFORMATION: i32 = 3;

/// How it was done.
pub const DMPKIT_LOG_DEBUG: i32 = 4;

/// What a function of the host returns to ask for the library's own behaviour.
pub const DMPKIT_HOST_DEFAULT: i32 = 1;
