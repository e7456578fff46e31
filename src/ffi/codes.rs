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

/// The title, as its author gave it.
pub const DMPKIT_TEXT_TITLE: i32 = 1;

/// The comments.
pub const DMPKIT_TEXT_COMMENTS: i32 = 2;

/// The type: the label that came, else the national one, else the code.
pub const DMPKIT_TEXT_TYPE: i32 = 3;

/// The label of the type in the national value set; empty where it has none.
pub const DMPKIT_TEXT_TYPE_NATIONAL: i32 = 4;

/// The code of the type.
pub const DMPKIT_TEXT_TYPE_CODE: i32 = 5;

/// The OID of the value set of that code.
pub const DMPKIT_TEXT_TYPE_SCHEME: i32 = 6;

/// The class: the label that came, else the national one, else the code.
pub const DMPKIT_TEXT_CLASS: i32 = 7;

/// The label of the class in the national value set; empty where it has none.
pub const DMPKIT_TEXT_CLASS_NATIONAL: i32 = 8;

/// The code of the class.
pub const DMPKIT_TEXT_CLASS_CODE: i32 = 9;

/// The authors, such as `Camille EXEMPLE`, parted by `; `.
pub const DMPKIT_TEXT_AUTHOR: i32 = 10;

/// Their national identifiers, parted by `; `. A patient's is left out: it is his INS.
pub const DMPKIT_TEXT_AUTHOR_ID: i32 = 11;

/// The specialities of the authors, parted by `; `.
pub const DMPKIT_TEXT_SPECIALITY: i32 = 12;

/// The names of the structures of the authors, parted by `; `.
pub const DMPKIT_TEXT_STRUCTURE: i32 = 13;

/// The identifiers of these structures, parted by `; `.
pub const DMPKIT_TEXT_STRUCTURE_ID: i32 = 14;

/// The practice setting: a label, else the code.
pub const DMPKIT_TEXT_PRACTICE_SETTING: i32 = 15;

/// The type of the facility: a label, else the code.
pub const DMPKIT_TEXT_FACILITY: i32 = 16;

/// The format: a label, else the code.
pub const DMPKIT_TEXT_FORMAT: i32 = 17;

/// The code of the format.
pub const DMPKIT_TEXT_FORMAT_CODE: i32 = 18;

/// The MIME type that the metadata name.
pub const DMPKIT_TEXT_MIME_TYPE: i32 = 19;

/// The language, such as `fr-FR`.
pub const DMPKIT_TEXT_LANGUAGE: i32 = 20;

/// When the act was done, where the host is: `02/03/2026 09:30`, as precise as it came.
pub const DMPKIT_TEXT_ACT_DATE: i32 = 21;

/// When it was submitted, likewise.
pub const DMPKIT_TEXT_DEPOSIT_DATE: i32 = 22;

/// The uniqueId, which dmpkit_chart_read takes; empty where the entry lacks it.
pub const DMPKIT_TEXT_UNIQUE_ID: i32 = 23;

/// The logicalId, which the versions of the metadata of a document share.
pub const DMPKIT_TEXT_LOGICAL_ID: i32 = 24;

/// The number of the version of the metadata.
pub const DMPKIT_TEXT_VERSION: i32 = 25;

/// The uniqueId of the submission that brought it.
pub const DMPKIT_TEXT_SUBMISSION: i32 = 26;

/// Status labels (EX_3.1-1080), parted by `; `; empty where there is nothing to say.
pub const DMPKIT_TEXT_LABELS: i32 = 27;

/// Where it comes from: both names of the record (EX_3.1-1075).
pub const DMPKIT_TEXT_ORIGIN: i32 = 28;

/// References of imaging, parted by `; `.
pub const DMPKIT_TEXT_REFERENCES: i32 = 29;

/// What is wrong in the metadata, in English, for support.
pub const DMPKIT_TEXT_DOUBTS: i32 = 30;

/// What must be told before the document is opened, in French, a line each (EX_3.2-1025).
pub const DMPKIT_TEXT_WARNINGS: i32 = 31;

/// When the act was done; of a partial date, the start of what it names.
pub const DMPKIT_DATE_ACT: i32 = 101;

/// When it was submitted.
pub const DMPKIT_DATE_DEPOSIT: i32 = 102;

/// When it was written (creationTime).
pub const DMPKIT_DATE_CREATION: i32 = 103;

/// When the act ended.
pub const DMPKIT_DATE_SERVICE_STOP: i32 = 104;

/// The size of the body, in bytes: the one number of this group that is no date.
pub const DMPKIT_DATE_SIZE: i32 = 105;

/// A DMPKIT_DOCUMENT_ number.
pub const DMPKIT_CODE_STATUS: i32 = 201;

/// Whether it is masked to professionals: 1 where it is, 2 where not.
pub const DMPKIT_CODE_MASKED: i32 = 202;

/// Whether the patient may not see it yet: 1 or 2.
pub const DMPKIT_CODE_INVISIBLE_TO_PATIENT: i32 = 203;

/// Whether the legal representatives may not see it: 1 or 2.
pub const DMPKIT_CODE_INVISIBLE_TO_REPRESENTATIVES: i32 = 204;

/// Whether the patient wrote it: 1 or 2.
pub const DMPKIT_CODE_FROM_PATIENT: i32 = 205;

/// Whether it was submitted after last_visit of the chart request: 1 or 2; 0 where either date is
/// unknown.
pub const DMPKIT_CODE_NEW_SINCE_LAST_VISIT: i32 = 206;

/// Whether the habilitation matrix lets this professional read it: 1, 2; 0 where unknown.
pub const DMPKIT_CODE_READABLE: i32 = 207;

/// How precise the date of the act is: a DMPKIT_PRECISION_ number.
pub const DMPKIT_CODE_ACT_PRECISION: i32 = 208;

/// Current.
pub const DMPKIT_DOCUMENT_APPROVED: i32 = 1;

/// Replaced by a later version.
pub const DMPKIT_DOCUMENT_DEPRECATED: i32 = 2;

/// Archived.
pub const DMPKIT_DOCUMENT_ARCHIVED: i32 = 3;

/// Deleted.
pub const DMPKIT_DOCUMENT_DELETED: i32 = 4;

/// A word this version does not know.
pub const DMPKIT_DOCUMENT_UNKNOWN: i32 = 5;

/// A JSON document, for programs.
pub const DMPKIT_FORM_JSON: i32 = 1;

/// Plain text: for people, or in lines of fields parted by tabs.
pub const DMPKIT_FORM_TEXT: i32 = 2;

/// A self-contained fragment of HTML, for people.
pub const DMPKIT_FORM_HTML: i32 = 3;

/// A whole page of HTML, with its style, that fetches nothing.
pub const DMPKIT_FORM_PAGE: i32 = 4;

/// By type.
pub const DMPKIT_GROUP_TYPE: i32 = 1;

/// By class.
pub const DMPKIT_GROUP_CLASS: i32 = 2;

/// By year of the act.
pub const DMPKIT_GROUP_YEAR: i32 = 3;

/// By month of the act.
pub const DMPKIT_GROUP_MONTH: i32 = 4;

/// By how long ago the act was, in steps that grow.
pub const DMPKIT_GROUP_PERIOD: i32 = 5;

/// By first author.
pub const DMPKIT_GROUP_AUTHOR: i32 = 6;

/// By the first structure of the authors.
pub const DMPKIT_GROUP_STRUCTURE: i32 = 7;

/// By submission.
pub const DMPKIT_GROUP_SUBMISSION_SET: i32 = 8;

/// By episode of care: documents of one encounter.
pub const DMPKIT_GROUP_EPISODE: i32 = 9;

/// By document, its versions together.
pub const DMPKIT_GROUP_VERSION_CHAIN: i32 = 10;

/// HL7 CDA R2.
pub const DMPKIT_KIND_CDA: i32 = 1;

/// PDF.
pub const DMPKIT_KIND_PDF: i32 = 2;

/// JPEG.
pub const DMPKIT_KIND_JPEG: i32 = 3;

/// PNG.
pub const DMPKIT_KIND_PNG: i32 = 4;

/// GIF.
pub const DMPKIT_KIND_GIF: i32 = 5;

/// TIFF.
pub const DMPKIT_KIND_TIFF: i32 = 6;

/// RTF.
pub const DMPKIT_KIND_RTF: i32 = 7;

/// Plain text.
pub const DMPKIT_KIND_TEXT: i32 = 8;

/// Neither of these: its bytes are all there is.
pub const DMPKIT_KIND_OTHER: i32 = 9;

/// Known to the year.
pub const DMPKIT_PRECISION_YEAR: i32 = 1;

/// Known to the month.
pub const DMPKIT_PRECISION_MONTH: i32 = 2;

/// Known to the day.
pub const DMPKIT_PRECISION_DAY: i32 = 3;

/// Known to the hour.
pub const DMPKIT_PRECISION_HOUR: i32 = 4;

/// Known to the minute.
pub const DMPKIT_PRECISION_MINUTE: i32 = 5;

/// Known to the second.
pub const DMPKIT_PRECISION_SECOND: i32 = 6;

/// Known to the millisecond.
pub const DMPKIT_PRECISION_MILLISECOND: i32 = 7;
