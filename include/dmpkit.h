/*
 * dmpkit: the French shared medical record (DMP, Mon espace sante) inside practice software.
 *
 * Generated from src/ffi by build.rs; do not edit. Apache-2.0.
 *
 * Errors: a call that can fail returns a status, 0 or a negative DMPKIT_E_ number, and takes a
 * nullable dmpkit_error ** last, set to NULL on success and to an error object on failure. Outputs
 * that are handles are set to NULL on failure. A domain outcome (a closed record, a consent to ask
 * for) is data, never an error. Accessors that return a number or a pointer give 0 or NULL for "no
 * answer"; those that fill a view return a status, and set the view to the empty text on failure.
 *
 * Text: UTF-8. In: pointer and length in bytes, SIZE_MAX for NUL-terminated. Out: a dmpkit_buffer
 * that the caller frees, or a dmpkit_view that lives as long as the handle it was asked of.
 * Documents are JSON and name their schema; the schemas stand in include/dmpkit/.
 *
 * Handles: freed once each by their _free function, in any order: children keep parents alive.
 * NULL is freed without effect. A wrong or freed handle is answered with DMPKIT_E_BAD_HANDLE where
 * it can be told, which is no guarantee.
 *
 * A chart answers its present state: where another thread may refresh it meanwhile, read
 * dmpkit_chart_sequence before and after, and read again if it changed.
 *
 * Threads: any function may be called from any thread. Client, session and chart may be shared;
 * acts on one chart exclude each other. Freeing a handle while another thread uses it is an error
 * of the program. No thread is started. No lock is held while a function of the host runs: it may
 * call the library again. Functions of the host must return normally: no exception, no longjmp.
 *
 * The library cannot be unloaded; a process may end with live handles. A defect of the library
 * (DMPKIT_E_PANIC) also writes to standard error where it happened, nothing of a patient.
 */
#ifndef DMPKIT_H
#define DMPKIT_H

#include <stddef.h>

#if defined(_MSC_VER) && _MSC_VER < 1600
typedef __int32 int32_t;
typedef unsigned __int32 uint32_t;
typedef __int64 int64_t;
typedef unsigned __int64 uint64_t;
#elif defined(__BORLANDC__) && __BORLANDC__ < 0x560
typedef int int32_t;
typedef unsigned int uint32_t;
typedef __int64 int64_t;
typedef unsigned __int64 uint64_t;
#else
#include <stdint.h>
#endif

#ifndef SIZE_MAX
#define SIZE_MAX ((size_t)-1)
#endif

#if defined(_WIN32)
#define DMPKIT_CALL __cdecl
#if defined(DMPKIT_STATIC)
#define DMPKIT_API
#else
#define DMPKIT_API __declspec(dllimport)
#endif
#else
#define DMPKIT_CALL
#if defined(__GNUC__) && __GNUC__ >= 4
#define DMPKIT_API __attribute__((visibility("default")))
#else
#define DMPKIT_API
#endif
#endif

#define DMPKIT_VERSION_MAJOR 0
#define DMPKIT_VERSION_MINOR 1
#define DMPKIT_VERSION_PATCH 0
#define DMPKIT_VERSION_NUMBER \
  (DMPKIT_VERSION_MAJOR * 1000000 + DMPKIT_VERSION_MINOR * 1000 + DMPKIT_VERSION_PATCH)
#define DMPKIT_ABI 0

#ifdef __cplusplus
extern "C" {
#endif

/** Success. */
#define DMPKIT_OK 0

/** An argument that must not be NULL is NULL. */
#define DMPKIT_E_NULL (-1)

/** A handle is of another type, or was freed. */
#define DMPKIT_E_BAD_HANDLE (-2)

/** A text is not UTF-8. */
#define DMPKIT_E_BAD_UTF8 (-3)

/** struct_size fits no version of this table. */
#define DMPKIT_E_BAD_SIZE (-4)

/** An index or a field is out of range. */
#define DMPKIT_E_OUT_OF_RANGE (-5)

/** Another act is running on the same object. */
#define DMPKIT_E_BUSY (-6)

/** This version cannot do it. */
#define DMPKIT_E_UNSUPPORTED (-7)

/** The call was cancelled. */
#define DMPKIT_E_CANCELLED (-101)

/** The time allowed to the call ran out. */
#define DMPKIT_E_TIMEOUT (-102)

/** A function of the host failed. */
#define DMPKIT_E_HOST_FAILED (-103)

/** A document is not JSON. */
#define DMPKIT_E_BAD_JSON (-201)

/** A document has a field that its schema does not know. */
#define DMPKIT_E_UNKNOWN_FIELD (-202)

/** A field is missing or wrong: the detail "field" names it. */
#define DMPKIT_E_INVALID_FIELD (-203)

/** A document names no schema, or another than the one expected. */
#define DMPKIT_E_WRONG_SCHEMA (-204)

/** A text is over 8 MiB. */
#define DMPKIT_E_INPUT_TOO_LARGE (-205)

/** The environment is not named, or not configured. */
#define DMPKIT_E_UNKNOWN_ENVIRONMENT (-301)

/** A real patient's INS in the sandbox. */
#define DMPKIT_E_PRODUCTION_IDENTITY (-302)

/** No VIHF mode is known for these means of authentication. */
#define DMPKIT_E_UNKNOWN_MEANS (-303)

/** The connection was cut before the whole answer came. */
#define DMPKIT_E_CONNECTION_CUT (-401)

/** The answer is over max_answer_bytes. */
#define DMPKIT_E_ANSWER_TOO_LARGE (-402)

/** The server answered with an HTTP error and no message of the DMP. */
#define DMPKIT_E_HTTP_STATUS (-403)

/** The answer is no XML, or XML that is refused. */
#define DMPKIT_E_ANSWER_UNREADABLE (-501)

/** The answer is another message than the one expected. */
#define DMPKIT_E_ANSWER_UNEXPECTED (-502)

/** The answer belongs to another request. */
#define DMPKIT_E_ANSWER_OF_ANOTHER (-503)

/** The answer does not hold the document asked for. */
#define DMPKIT_E_DOCUMENT_NOT_GIVEN (-504)

/** The document cannot be rendered. */
#define DMPKIT_E_DOCUMENT_UNREADABLE (-505)

/** SOAP fault; the details give its code. */
#define DMPKIT_E_SERVER_FAULT (-601)

/** Application error; the details give its code. */
#define DMPKIT_E_SERVER_REFUSED (-602)

/** Too many calls (DMPAccessDeniedByExcededThreshold). */
#define DMPKIT_E_SERVER_THRESHOLD (-603)

/** The right is missing. */
#define DMPKIT_E_SERVER_RIGHTS (-604)

/** The certificate or the signature is refused. */
#define DMPKIT_E_SERVER_CERTIFICATE (-605)

/** The VIHF is refused. */
#define DMPKIT_E_SERVER_ASSERTION (-606)

/** A rule forbids this search as asked: the error names the requirement. Nothing was sent. */
#define DMPKIT_E_SEARCH_NOT_ALLOWED (-701)

/**
 * The access rules refuse consulting, or steps come first: see the chart's reasons. Nothing
 * was sent.
 */
#define DMPKIT_E_ACCESS_NOT_ALLOWED (-702)

/** Documents are read faster than a person does (EX_3.2-1010). Nothing was sent. */
#define DMPKIT_E_TOO_MANY_READS (-703)

/** Documents are kept faster than a person does (EX_3.2-1010). */
#define DMPKIT_E_TOO_MANY_SAVES (-704)

/** A defect of the library. The object that was being changed keeps its former state. */
#define DMPKIT_E_PANIC (-901)

/** The program called the library in a way it may not. */
#define DMPKIT_CATEGORY_MISUSE 1

/** Cancelled, out of time, or a function of the host failed. */
#define DMPKIT_CATEGORY_CALL 2

/** A document of the host is wrong. */
#define DMPKIT_CATEGORY_INPUT 3

/** The configuration does not fit. */
#define DMPKIT_CATEGORY_CONFIGURATION 4

/** Nothing came back, or not all of it. */
#define DMPKIT_CATEGORY_CONNECTION 5

/** What came back is not an answer. */
#define DMPKIT_CATEGORY_ANSWER 6

/** The DMP answered with an error. */
#define DMPKIT_CATEGORY_SERVER 7

/** A defect of the library. */
#define DMPKIT_CATEGORY_INTERNAL 8

/** A rule stands against the act: nothing was sent. The error names the requirement. */
#define DMPKIT_CATEGORY_RULE 9

/** The same call will fail again. */
#define DMPKIT_RETRY_NEVER 1

/** The same call may work later; a cancelled one with a new dmpkit_call. */
#define DMPKIT_RETRY_LATER 2

/** Once what the details name is corrected. */
#define DMPKIT_RETRY_AFTER_CORRECTION 3

/** The record exists and is active. */
#define DMPKIT_EXISTENCE_ACTIVE 1

/** The record was closed. */
#define DMPKIT_EXISTENCE_CLOSED 2

/** The patient has no record. */
#define DMPKIT_EXISTENCE_ABSENT 3

/** The DMP answered with a word this version does not know. */
#define DMPKIT_EXISTENCE_UNKNOWN 4

/** The DMP was not asked: the reasons say why. */
#define DMPKIT_EXISTENCE_NOT_ASKED 5

/** VALIDE: the professional is authorised. */
#define DMPKIT_AUTHORISATION_VALIDE 1

/** NON_EXISTE: he has no authorisation. */
#define DMPKIT_AUTHORISATION_NON_EXISTE 2

/** EXPIRE: his authorisation has expired. */
#define DMPKIT_AUTHORISATION_EXPIRE 3

/** INTERDIT: the patient blocked him. */
#define DMPKIT_AUTHORISATION_INTERDIT 4

/** A word this version does not know: see DMPKIT_FIELD_AUTHORISATION_CODE. */
#define DMPKIT_AUTHORISATION_UNKNOWN 5

/** The answer does not say, or the DMP was not asked. */
#define DMPKIT_AUTHORISATION_NOT_GIVEN 6

/** The professional may consult now. */
#define DMPKIT_ACCESS_ALLOWED 1

/** He may once the actions are done, in their order. */
#define DMPKIT_ACCESS_AFTER_STEPS 2

/** He may not: the reasons say why. */
#define DMPKIT_ACCESS_REFUSED 3

/** Nothing stands in the way. */
#define DMPKIT_SEVERITY_OK 1

/** Nothing to open here, and nothing wrong. */
#define DMPKIT_SEVERITY_INFORMATION 2

/** Something is to be done first. */
#define DMPKIT_SEVERITY_ATTENTION 3

/** Refused. */
#define DMPKIT_SEVERITY_STOP 4

/** The reason refuses. */
#define DMPKIT_EFFECT_BLOCKS 1

/** The reason asks for steps. */
#define DMPKIT_EFFECT_REQUIRES 2

/** The reason allows. */
#define DMPKIT_EFFECT_GRANTS 3

/** Worth knowing; changes nothing. */
#define DMPKIT_EFFECT_NOTES 4

/** One line that says it all, in French. */
#define DMPKIT_FIELD_STATUS 1

/** Whether the record exists, in French. */
#define DMPKIT_FIELD_EXISTENCE 2

/** What the DMP said of the authorisation, in French. */
#define DMPKIT_FIELD_AUTHORISATION 3

/** What dmpkit decides, in French. */
#define DMPKIT_FIELD_ACCESS 4

/** The date a closed record was closed, such as 14/06/2025, in the host's time zone; empty where unknown. */
#define DMPKIT_FIELD_CLOSED_ON 5

/** Why it was closed, in the words of the DMP; empty where unknown. */
#define DMPKIT_FIELD_CLOSING_REASON 6

/** The word of the DMP for the authorisation, as it came; empty where none came. */
#define DMPKIT_FIELD_AUTHORISATION_CODE 7

/** When the DMP answered, such as 02/03/2026 09:30, in the host's time zone; empty where it was not asked. */
#define DMPKIT_FIELD_ANSWERED_AT 8

/** The request is being made. */
#define DMPKIT_PHASE_PREPARING 1

/** It is being sent. */
#define DMPKIT_PHASE_SENDING 2

/** The answer is awaited. */
#define DMPKIT_PHASE_WAITING 3

/** The answer is coming. */
#define DMPKIT_PHASE_RECEIVING 4

/** The answer is being read. */
#define DMPKIT_PHASE_READING 5

/** Something failed for good. */
#define DMPKIT_LOG_ERROR 1

/** A call failed. */
#define DMPKIT_LOG_WARNING 2

/** What was done. */
#define DMPKIT_LOG_INFORMATION 3

/** How it was done. */
#define DMPKIT_LOG_DEBUG 4

/** What a function of the host returns to ask for the library's own behaviour. */
#define DMPKIT_HOST_DEFAULT 1

/** The title, as its author gave it. */
#define DMPKIT_TEXT_TITLE 1

/** The comments. */
#define DMPKIT_TEXT_COMMENTS 2

/** The type: the label that came, else the national one, else the code. */
#define DMPKIT_TEXT_TYPE 3

/** The label of the type in the national value set; empty where it has none. */
#define DMPKIT_TEXT_TYPE_NATIONAL 4

/** The code of the type. */
#define DMPKIT_TEXT_TYPE_CODE 5

/** The OID of the value set of that code. */
#define DMPKIT_TEXT_TYPE_SCHEME 6

/** The class: the label that came, else the national one, else the code. */
#define DMPKIT_TEXT_CLASS 7

/** The label of the class in the national value set; empty where it has none. */
#define DMPKIT_TEXT_CLASS_NATIONAL 8

/** The code of the class. */
#define DMPKIT_TEXT_CLASS_CODE 9

/** The authors, such as `Camille EXEMPLE`, parted by `; `. */
#define DMPKIT_TEXT_AUTHOR 10

/** Their national identifiers, parted by `; `. A patient's is left out: it is his INS. */
#define DMPKIT_TEXT_AUTHOR_ID 11

/** The specialities of the authors, parted by `; `. */
#define DMPKIT_TEXT_SPECIALITY 12

/** The names of the structures of the authors, parted by `; `. */
#define DMPKIT_TEXT_STRUCTURE 13

/** The identifiers of these structures, parted by `; `. */
#define DMPKIT_TEXT_STRUCTURE_ID 14

/** The practice setting: a label, else the code. */
#define DMPKIT_TEXT_PRACTICE_SETTING 15

/** The type of the facility: a label, else the code. */
#define DMPKIT_TEXT_FACILITY 16

/** The format: a label, else the code. */
#define DMPKIT_TEXT_FORMAT 17

/** The code of the format. */
#define DMPKIT_TEXT_FORMAT_CODE 18

/** The MIME type that the metadata name. */
#define DMPKIT_TEXT_MIME_TYPE 19

/** The language, such as `fr-FR`. */
#define DMPKIT_TEXT_LANGUAGE 20

/** When the act was done, where the host is: `02/03/2026 09:30`, as precise as it came. */
#define DMPKIT_TEXT_ACT_DATE 21

/** When it was submitted, likewise. */
#define DMPKIT_TEXT_DEPOSIT_DATE 22

/** The uniqueId, which dmpkit_chart_read takes; empty where the entry lacks it. */
#define DMPKIT_TEXT_UNIQUE_ID 23

/** The logicalId, which the versions of the metadata of a document share. */
#define DMPKIT_TEXT_LOGICAL_ID 24

/** The number of the version of the metadata. */
#define DMPKIT_TEXT_VERSION 25

/** The uniqueId of the submission that brought it. */
#define DMPKIT_TEXT_SUBMISSION 26

/** Status labels (EX_3.1-1080), parted by `; `; empty where there is nothing to say. */
#define DMPKIT_TEXT_LABELS 27

/** Where it comes from: both names of the record (EX_3.1-1075). */
#define DMPKIT_TEXT_ORIGIN 28

/** References of imaging, parted by `; `. */
#define DMPKIT_TEXT_REFERENCES 29

/** What is wrong in the metadata, in English, for support. */
#define DMPKIT_TEXT_DOUBTS 30

/** What must be told before the document is opened, in French, a line each (EX_3.2-1025). */
#define DMPKIT_TEXT_WARNINGS 31

/** When the act was done; of a partial date, the start of what it names. */
#define DMPKIT_DATE_ACT 101

/** When it was submitted. */
#define DMPKIT_DATE_DEPOSIT 102

/** When it was written (creationTime). */
#define DMPKIT_DATE_CREATION 103

/** When the act ended. */
#define DMPKIT_DATE_SERVICE_STOP 104

/** The size of the body, in bytes: the one number of this group that is no date. */
#define DMPKIT_DATE_SIZE 105

/** A DMPKIT_DOCUMENT_ number. */
#define DMPKIT_CODE_STATUS 201

/** Whether it is masked to professionals: 1 where it is, 2 where not. */
#define DMPKIT_CODE_MASKED 202

/** Whether the patient may not see it yet: 1 or 2. */
#define DMPKIT_CODE_INVISIBLE_TO_PATIENT 203

/** Whether the legal representatives may not see it: 1 or 2. */
#define DMPKIT_CODE_INVISIBLE_TO_REPRESENTATIVES 204

/** Whether the patient wrote it: 1 or 2. */
#define DMPKIT_CODE_FROM_PATIENT 205

/**
 * Whether it was submitted after last_visit of the chart request: 1 or 2; 0 where either date is
 * unknown.
 */
#define DMPKIT_CODE_NEW_SINCE_LAST_VISIT 206

/** Whether the habilitation matrix lets this professional read it: 1, 2; 0 where unknown. */
#define DMPKIT_CODE_READABLE 207

/** How precise the date of the act is: a DMPKIT_PRECISION_ number. */
#define DMPKIT_CODE_ACT_PRECISION 208

/** Current. */
#define DMPKIT_DOCUMENT_APPROVED 1

/** Replaced by a later version. */
#define DMPKIT_DOCUMENT_DEPRECATED 2

/** Archived. */
#define DMPKIT_DOCUMENT_ARCHIVED 3

/** Deleted. */
#define DMPKIT_DOCUMENT_DELETED 4

/** A word this version does not know. */
#define DMPKIT_DOCUMENT_UNKNOWN 5

/** A JSON document, for programs. */
#define DMPKIT_FORM_JSON 1

/** Plain text: for people, or in lines of fields parted by tabs. */
#define DMPKIT_FORM_TEXT 2

/** A self-contained fragment of HTML, for people. */
#define DMPKIT_FORM_HTML 3

/** A whole page of HTML, with its style, that fetches nothing. */
#define DMPKIT_FORM_PAGE 4

/** By type. */
#define DMPKIT_GROUP_TYPE 1

/** By class. */
#define DMPKIT_GROUP_CLASS 2

/** By year of the act. */
#define DMPKIT_GROUP_YEAR 3

/** By month of the act. */
#define DMPKIT_GROUP_MONTH 4

/** By how long ago the act was, in steps that grow. */
#define DMPKIT_GROUP_PERIOD 5

/** By first author. */
#define DMPKIT_GROUP_AUTHOR 6

/** By the first structure of the authors. */
#define DMPKIT_GROUP_STRUCTURE 7

/** By submission. */
#define DMPKIT_GROUP_SUBMISSION_SET 8

/** By episode of care: documents of one encounter. */
#define DMPKIT_GROUP_EPISODE 9

/** By document, its versions together. */
#define DMPKIT_GROUP_VERSION_CHAIN 10

/** HL7 CDA R2. */
#define DMPKIT_KIND_CDA 1

/** PDF. */
#define DMPKIT_KIND_PDF 2

/** JPEG. */
#define DMPKIT_KIND_JPEG 3

/** PNG. */
#define DMPKIT_KIND_PNG 4

/** GIF. */
#define DMPKIT_KIND_GIF 5

/** TIFF. */
#define DMPKIT_KIND_TIFF 6

/** RTF. */
#define DMPKIT_KIND_RTF 7

/** Plain text. */
#define DMPKIT_KIND_TEXT 8

/** Neither of these: its bytes are all there is. */
#define DMPKIT_KIND_OTHER 9

/** Known to the year. */
#define DMPKIT_PRECISION_YEAR 1

/** Known to the month. */
#define DMPKIT_PRECISION_MONTH 2

/** Known to the day. */
#define DMPKIT_PRECISION_DAY 3

/** Known to the hour. */
#define DMPKIT_PRECISION_HOUR 4

/** Known to the minute. */
#define DMPKIT_PRECISION_MINUTE 5

/** Known to the second. */
#define DMPKIT_PRECISION_SECOND 6

/** Known to the millisecond. */
#define DMPKIT_PRECISION_MILLISECOND 7

/** Bytes owned by the caller, such as a report. */
typedef struct dmpkit_buffer dmpkit_buffer;

/**
 * A call that may wait: bounds it in time, watches it, cancels it from any thread. One handle
 * may serve many calls, several at once too; once cancelled it stays cancelled.
 */
typedef struct dmpkit_call dmpkit_call;

/**
 * A patient's chart, open for one professional. What it has answered may be read from any
 * thread while the handle lives; acts exclude each other (DMPKIT_E_BUSY).
 */
typedef struct dmpkit_chart dmpkit_chart;

/** The library, configured: one a program usually. */
typedef struct dmpkit_client dmpkit_client;

/** A document read in the DMP. Immutable, and in memory only: it ends with its handle. */
typedef struct dmpkit_document dmpkit_document;

/** Why a call failed. Owned by the caller, immutable. */
typedef struct dmpkit_error dmpkit_error;

/**
 * What the host brings: clock, log, secrets. A client takes what is there when it opens; what
 * is set later serves later clients.
 */
typedef struct dmpkit_host dmpkit_host;

/**
 * What a search found. Immutable: it may be read from any thread while the handle lives, and
 * refining makes new results. No function of results asks the DMP anything.
 */
typedef struct dmpkit_results dmpkit_results;

/** One professional at work. */
typedef struct dmpkit_session dmpkit_session;

/**
 * Borrowed UTF-8 text. `ptr` is never NULL in a view the library filled; a NUL follows its
 * `len` bytes. It lives as long as the handle it was asked of.
 */
typedef struct {
  const char *ptr;
  /**
   * In bytes, without the NUL.
   */
  size_t len;
} dmpkit_view;

/** Told of a call's progress, on the thread that makes it. Must not throw nor unwind. */
typedef struct {
  /**
   * sizeof(dmpkit_progress).
   */
  uint32_t struct_size;
  /**
   * 0.
   */
  uint32_t reserved;
  /**
   * Handed to every function.
   */
  void *user_data;
  /**
   * `phase` is a DMPKIT_PHASE_ number; `done` of `total` bytes, 0 where unknown. Returns 0 to
   * go on; anything else cancels the call.
   */
  int32_t (DMPKIT_CALL *progress)(void *user_data,
                      int32_t phase,
                      uint64_t done,
                      uint64_t total);
  /**
   * Called once, when nobody needs the table any more. May be NULL.
   */
  void (DMPKIT_CALL *destroy)(void *user_data);
} dmpkit_progress;

/**
 * The host's clock. Its functions are called on the threads that call the library, several at
 * once where several threads do. They must not throw nor unwind.
 */
typedef struct {
  /**
   * sizeof(dmpkit_clock).
   */
  uint32_t struct_size;
  /**
   * 0.
   */
  uint32_t reserved;
  /**
   * Handed to every function.
   */
  void *user_data;
  /**
   * Writes the present as milliseconds since 1970-01-01T00:00:00Z. Returns 0,
   * DMPKIT_HOST_DEFAULT for the machine's clock, or any other number for a failure of the
   * host, which the call then reports as DMPKIT_E_HOST_FAILED. NULL: the machine's clock.
   */
  int32_t (DMPKIT_CALL *now)(void *user_data,
                 int64_t *unix_ms);
  /**
   * Called once, when nobody needs the table any more. May be NULL.
   */
  void (DMPKIT_CALL *destroy)(void *user_data);
} dmpkit_clock;

/**
 * Where the host's log goes. Called on the threads that call the library, several at once where
 * several threads do. Must not throw nor unwind.
 */
typedef struct {
  /**
   * sizeof(dmpkit_log).
   */
  uint32_t struct_size;
  /**
   * The most verbose level wanted, a DMPKIT_LOG_ number; 0 for DMPKIT_LOG_INFORMATION.
   */
  int32_t level;
  /**
   * Handed to every function.
   */
  void *user_data;
  /**
   * Takes one line: English, UTF-8, `len` bytes and a NUL, nothing about a patient. Borrowed
   * for the call.
   */
  void (DMPKIT_CALL *write)(void *user_data,
                int32_t level,
                const char *line,
                size_t len);
  /**
   * Called once, when nobody needs the table any more. May be NULL.
   */
  void (DMPKIT_CALL *destroy)(void *user_data);
} dmpkit_log;

/**
 * The number of the binary interface: 0 until version 1.0.0, then frozen. A program compares it
 * with the macro DMPKIT_ABI of the header it was compiled with.
 *
 * @return the number
 *
 * Ownership: none.
 * Nullability: none.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API uint32_t DMPKIT_CALL dmpkit_abi(void);

/**
 * The version as one number: major * 1000000 + minor * 1000 + patch.
 *
 * @return the number, equal to DMPKIT_VERSION_NUMBER where header and library match
 *
 * Ownership: none.
 * Nullability: none.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API uint32_t DMPKIT_CALL dmpkit_version_number(void);

/**
 * The version as text, such as "0.1.0".
 *
 * @return NUL-terminated text
 *
 * Ownership: borrowed; lives as long as the library.
 * Nullability: never NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API const char *DMPKIT_CALL dmpkit_version(void);

/**
 * The status the failed call returned.
 *
 * @param error  the error
 * @return a DMPKIT_E_ number; 0 where `error` is no live error
 *
 * Ownership: none.
 * Nullability: error may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_error_code(const dmpkit_error *error);

/**
 * Who is to act.
 *
 * @param error  the error
 * @return a DMPKIT_CATEGORY_ number; 0 where `error` is no live error
 *
 * Ownership: none.
 * Nullability: error may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_error_category(const dmpkit_error *error);

/**
 * Whether the same call may work another time.
 *
 * @param error  the error
 * @return a DMPKIT_RETRY_ number; 0 where `error` is no live error
 *
 * Ownership: none.
 * Nullability: error may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_error_retry(const dmpkit_error *error);

/**
 * How long to wait before trying again.
 *
 * @param error  the error
 * @return milliseconds; 0 where the server said nothing
 *
 * Ownership: none.
 * Nullability: error may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API uint64_t DMPKIT_CALL dmpkit_error_retry_after_ms(const dmpkit_error *error);

/**
 * The message for the support desk: one line, English, nothing about a patient.
 *
 * @param error  the error
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the error is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_error_message(const dmpkit_error *error, dmpkit_view *view);

/**
 * The message for the user: French.
 *
 * @param error  the error
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the error is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_error_user_message(
    const dmpkit_error *error,
    dmpkit_view *view);

/**
 * The requirement the error comes from, such as EX_3.1-2035; empty where there is none.
 *
 * @param error  the error
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the error is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_error_requirement(
    const dmpkit_error *error,
    dmpkit_view *view);

/**
 * How many details an error has. Details are pairs of name and value, such as "field" and
 * "patient.ins.matricule". Of documents: field, expected, place (line and column), offset, known.
 * Of server errors: dmp_code, dmp_codes, dmp_text (the server's words, identifiers and names
 * struck out), family, fault or acknowledgement, http_status. Of host functions: function,
 * host_code.
 *
 * @param error  the error
 * @return the number; 0 where `error` is no live error
 *
 * Ownership: none.
 * Nullability: error may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API size_t DMPKIT_CALL dmpkit_error_detail_count(const dmpkit_error *error);

/**
 * The name of a detail.
 *
 * @param error  the error
 * @param index  from 0
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the error is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_error_detail_name(
    const dmpkit_error *error,
    size_t index,
    dmpkit_view *view);

/**
 * The value of a detail.
 *
 * @param error  the error
 * @param index  from 0
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the error is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_error_detail_value(
    const dmpkit_error *error,
    size_t index,
    dmpkit_view *view);

/**
 * The value of the detail with this name; empty where there is none.
 *
 * @param error  the error
 * @param name  UTF-8
 * @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the error is freed.
 * Nullability: none may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_error_detail(
    const dmpkit_error *error,
    const char *name,
    size_t len,
    dmpkit_view *view);

/**
 * Frees an error.
 *
 * @param error  the error
 *
 * Ownership: takes the error.
 * Nullability: error may be NULL (nothing is done).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API void DMPKIT_CALL dmpkit_error_free(dmpkit_error *error);

/**
 * The name of a status, such as "DMPKIT_E_TIMEOUT"; "DMPKIT_OK" for 0; empty for a number that
 * is none.
 *
 * @param status  what a call returned
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives as long as the library.
 * Nullability: view may not be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_status_name(int32_t status, dmpkit_view *view);

/**
 * The bytes of a buffer. A NUL follows them.
 *
 * @param buffer  the buffer
 * @return the first byte, or NULL where `buffer` is no live buffer
 *
 * Ownership: borrowed; lives until the buffer is freed.
 * Nullability: buffer may be NULL (the answer is NULL).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API const char *DMPKIT_CALL dmpkit_buffer_data(const dmpkit_buffer *buffer);

/**
 * How many bytes a buffer holds, without the NUL that follows them.
 *
 * @param buffer  the buffer
 * @return the number of bytes; 0 where `buffer` is no live buffer
 *
 * Ownership: none.
 * Nullability: buffer may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API size_t DMPKIT_CALL dmpkit_buffer_len(const dmpkit_buffer *buffer);

/**
 * Frees a buffer.
 *
 * @param buffer  the buffer
 *
 * Ownership: takes the buffer.
 * Nullability: buffer may be NULL (nothing is done).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API void DMPKIT_CALL dmpkit_buffer_free(dmpkit_buffer *buffer);

/**
 * Makes a call handle.
 *
 * @param[out] call  the new handle; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *call (dmpkit_call_free) and *err (dmpkit_error_free).
 * Nullability: err may be NULL; call may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_call_new(dmpkit_call **call, dmpkit_error **err);

/**
 * Sets the time allowed to each use of the handle from now on.
 *
 * @param call  the handle
 * @param timeout_ms  milliseconds; 0 for the client's own (timeout_ms of its configuration)
 * @return 0, or a negative status
 *
 * Ownership: none.
 * Nullability: call may not be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_call_set_timeout_ms(dmpkit_call *call, uint64_t timeout_ms);

/**
 * Sets who is told of progress; the one before is destroyed once no call uses it.
 *
 * @param call  the handle
 * @param progress  the table, copied; NULL for nobody
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the table's user_data is the library's until it calls destroy, on failure too (save
 * DMPKIT_E_BAD_SIZE and NULL, where no destroy can be read).
 * Nullability: progress and err may be NULL; call may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_call_set_progress(
    dmpkit_call *call,
    const dmpkit_progress *progress,
    dmpkit_error **err);

/**
 * Cancels every use of the handle, now and later. Does nothing to what has ended.
 *
 * @param call  the handle
 * @return 0, or a negative status
 *
 * Ownership: none.
 * Nullability: call may be NULL (nothing is done).
 * Thread: any, at any time, from callbacks too.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_call_cancel(dmpkit_call *call);

/**
 * Frees a call handle. A use that still runs goes on.
 *
 * @param call  the handle
 *
 * Ownership: takes the handle.
 * Nullability: call may be NULL (nothing is done).
 * Thread: any, from callbacks too.
 * Since: 0.1
 */
DMPKIT_API void DMPKIT_CALL dmpkit_call_free(dmpkit_call *call);

/**
 * Makes an empty host handle.
 *
 * @param[out] host  the new handle; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *host (dmpkit_host_free) and *err (dmpkit_error_free).
 * Nullability: err may be NULL; host may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_host_new(dmpkit_host **host, dmpkit_error **err);

/**
 * Sets the clock.
 *
 * @param host  the handle
 * @param clock  the table, copied; NULL for the machine's clock
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the table's user_data is the library's until it calls destroy, on failure too (save
 * DMPKIT_E_BAD_SIZE and NULL, where no destroy can be read).
 * Nullability: clock and err may be NULL; host may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_host_set_clock(
    dmpkit_host *host,
    const dmpkit_clock *clock,
    dmpkit_error **err);

/**
 * Sets where log lines go.
 *
 * @param host  the handle
 * @param log  the table, copied; NULL for nowhere
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the table's user_data is the library's until it calls destroy, on failure too (save
 * DMPKIT_E_BAD_SIZE and NULL, where no destroy can be read).
 * Nullability: log and err may be NULL; host may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_host_set_log(
    dmpkit_host *host,
    const dmpkit_log *log,
    dmpkit_error **err);

/**
 * Sets a secret. The library keeps a copy, wiped when its last owner is freed.
 *
 * @param host  the handle
 * @param name  NUL-terminated: "homologation_number" (the number the CNDA gave to the software)
 * @param bytes  the secret; length 0 forgets it
 * @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: bytes are copied.
 * Nullability: err may be NULL, bytes too where len is 0; host and name may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_host_set_secret(
    dmpkit_host *host,
    const char *name,
    const char *bytes,
    size_t len,
    dmpkit_error **err);

/**
 * Frees a host handle. Clients opened with it keep what they took.
 *
 * @param host  the handle
 *
 * Ownership: takes the handle.
 * Nullability: host may be NULL (nothing is done).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API void DMPKIT_CALL dmpkit_host_free(dmpkit_host *host);

/**
 * Opens a client.
 *
 * @param config  UTF-8 JSON, schema dmpkit.config/1
 * @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param host  what the host brings; NULL for nothing
 * @param call  bounds and cancels; NULL for neither
 * @param[out] client  the new handle; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *client (dmpkit_client_free) and *err (dmpkit_error_free).
 * Nullability: host, call and err may be NULL; config and client may not.
 * Thread: any; waits.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_client_open(
    const char *config,
    size_t len,
    const dmpkit_host *host,
    const dmpkit_call *call,
    dmpkit_client **client,
    dmpkit_error **err);

/**
 * Replaces or extends national value sets, for the searches that follow: labels, classes, synonyms,
 * retired codes (EX_GEN-1360). What was found before keeps the labels it had.
 *
 * @param client  the client
 * @param document  UTF-8 JSON, schema dmpkit.vocabulary/1, or the CSV that it describes
 * @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param[out] err  why it failed: nothing has changed then
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *err (dmpkit_error_free).
 * Nullability: err may be NULL; client and document may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_client_load_vocabulary(
    const dmpkit_client *client,
    const char *document,
    size_t len,
    dmpkit_error **err);

/**
 * Replaces the habilitation matrix (which profession may read which type of document), for the
 * searches that follow. Without one, nothing is known of it.
 *
 * @param client  the client
 * @param document  UTF-8 JSON, schema dmpkit.habilitation/1, or the CSV that it describes
 * @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param[out] err  why it failed: nothing has changed then
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *err (dmpkit_error_free).
 * Nullability: err may be NULL; client and document may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_client_load_habilitation(
    const dmpkit_client *client,
    const char *document,
    size_t len,
    dmpkit_error **err);

/**
 * Frees a client. Its sessions and charts go on working until they are freed.
 *
 * @param client  the client
 *
 * Ownership: takes the client.
 * Nullability: client may be NULL (nothing is done).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API void DMPKIT_CALL dmpkit_client_free(dmpkit_client *client);

/**
 * How many invented people live in the sandbox.
 *
 * @param client  a client of the environment "sandbox"
 * @return the number; 0 where `client` is no live client or is on another environment
 *
 * Ownership: none.
 * Nullability: client may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API size_t DMPKIT_CALL dmpkit_sandbox_person_count(const dmpkit_client *client);

/**
 * The short name of a person's case, such as "active_expired".
 *
 * @param client  a client of the environment "sandbox"
 * @param index  from 0
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the client and everything opened from it are freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_sandbox_person_label(
    const dmpkit_client *client,
    size_t index,
    dmpkit_view *view);

/**
 * The document that opens a person's chart: JSON, schema dmpkit.chart-request/1.
 *
 * @param client  a client of the environment "sandbox"
 * @param index  from 0
 * @param[out] request  the document; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *request (dmpkit_buffer_free) and *err (dmpkit_error_free).
 * Nullability: err may be NULL; client and request may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_sandbox_person_request(
    const dmpkit_client *client,
    size_t index,
    dmpkit_buffer **request,
    dmpkit_error **err);

/**
 * Changes the running sandbox: its clock, its faults, how long its answers take.
 *
 * @param client  a client of the environment "sandbox"
 * @param control  UTF-8 JSON, schema dmpkit.sandbox-control/1
 * @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *err (dmpkit_error_free).
 * Nullability: err may be NULL; client and control may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_sandbox_control(
    const dmpkit_client *client,
    const char *control,
    size_t len,
    dmpkit_error **err);

/**
 * Opens a session for a professional who has signed in to the host's software. Nothing is asked
 * of the DMP yet: one whom it does not know is refused by dmpkit_chart_open
 * (DMPKIT_E_SERVER_ASSERTION).
 *
 * @param client  the client
 * @param professional  UTF-8 JSON, schema dmpkit.professional/1
 * @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param call  bounds and cancels; NULL for neither
 * @param[out] session  the new handle; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *session (dmpkit_session_free) and *err (dmpkit_error_free); the
 * session keeps its client alive.
 * Nullability: call and err may be NULL; client, professional and session may not.
 * Thread: any; waits.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_session_open(
    const dmpkit_client *client,
    const char *professional,
    size_t len,
    const dmpkit_call *call,
    dmpkit_session **session,
    dmpkit_error **err);

/**
 * Frees a session. Its charts go on working until they are freed.
 *
 * @param session  the session
 *
 * Ownership: takes the session.
 * Nullability: session may be NULL (nothing is done).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API void DMPKIT_CALL dmpkit_session_free(dmpkit_session *session);

/**
 * Opens a patient's chart: asks the DMP whether the record exists and whether the professional
 * is authorised (TD0.2), and decides what he may do. A closed record, a refusal or a patient
 * without record is an answer, not an error.
 *
 * @param session  the session
 * @param request  UTF-8 JSON, schema dmpkit.chart-request/1: patient, operator, purpose
 * @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param call  bounds and cancels; NULL for neither
 * @param[out] chart  the new handle; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *chart (dmpkit_chart_free) and *err (dmpkit_error_free); the chart
 * keeps its session alive.
 * Nullability: call and err may be NULL; session, request and chart may not.
 * Thread: any; waits.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_open(
    const dmpkit_session *session,
    const char *request,
    size_t len,
    const dmpkit_call *call,
    dmpkit_chart **chart,
    dmpkit_error **err);

/**
 * Asks the DMP again. Required before every consultation, whatever is remembered (CNDA, test
 * 0.2-040). On failure the chart keeps what it knew.
 *
 * @param chart  the chart
 * @param call  bounds and cancels; NULL for neither
 * @param[out] err  why it failed
 * @return 0, or a negative status; DMPKIT_E_BUSY while another act runs on the chart
 *
 * Ownership: the caller owns *err (dmpkit_error_free); views of the chart stay good.
 * Nullability: call and err may be NULL; chart may not.
 * Thread: any; waits.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_refresh(
    const dmpkit_chart *chart,
    const dmpkit_call *call,
    dmpkit_error **err);

/**
 * Whether the record exists.
 *
 * @param chart  the chart
 * @return a DMPKIT_EXISTENCE_ number; 0 where `chart` is no live chart
 *
 * Ownership: none.
 * Nullability: chart may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_existence(const dmpkit_chart *chart);

/**
 * What the DMP said of the professional's authorisation.
 *
 * @param chart  the chart
 * @return a DMPKIT_AUTHORISATION_ number; 0 where `chart` is no live chart
 *
 * Ownership: none.
 * Nullability: chart may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_authorisation(const dmpkit_chart *chart);

/**
 * What dmpkit decides: may the professional consult (search and read) now?
 *
 * @param chart  the chart
 * @return a DMPKIT_ACCESS_ number; 0 where `chart` is no live chart
 *
 * Ownership: none.
 * Nullability: chart may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_access(const dmpkit_chart *chart);

/**
 * How loudly to show it.
 *
 * @param chart  the chart
 * @return a DMPKIT_SEVERITY_ number; 0 where `chart` is no live chart
 *
 * Ownership: none.
 * Nullability: chart may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_severity(const dmpkit_chart *chart);

/**
 * The number of the test of existence (TD0.2) the chart reflects: 1 for the opening, then one
 * more each time the DMP is asked again.
 *
 * @param chart  the chart
 * @return the number; 0 where `chart` is no live chart
 *
 * Ownership: none.
 * Nullability: chart may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API uint64_t DMPKIT_CALL dmpkit_chart_sequence(const dmpkit_chart *chart);

/**
 * One text of the chart: French for the user, except where the field says otherwise.
 *
 * @param chart  the chart
 * @param field  a DMPKIT_FIELD_ number
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the chart is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_text(
    const dmpkit_chart *chart,
    int32_t field,
    dmpkit_view *view);

/**
 * How many reasons the decision has. Those that block come first, then those that ask for steps,
 * those that allow, those worth knowing.
 *
 * @param chart  the chart
 * @return the number, at least 1; 0 where `chart` is no live chart
 *
 * Ownership: none.
 * Nullability: chart may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API size_t DMPKIT_CALL dmpkit_chart_reason_count(const dmpkit_chart *chart);

/**
 * The stable name of a reason, such as "authorisation.expired".
 *
 * @param chart  the chart
 * @param index  from 0
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the chart is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_reason_id(
    const dmpkit_chart *chart,
    size_t index,
    dmpkit_view *view);

/**
 * A reason in French.
 *
 * @param chart  the chart
 * @param index  from 0
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the chart is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_reason_text(
    const dmpkit_chart *chart,
    size_t index,
    dmpkit_view *view);

/**
 * Where a reason comes from: law, requirement or transaction.
 *
 * @param chart  the chart
 * @param index  from 0
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the chart is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_reason_source(
    const dmpkit_chart *chart,
    size_t index,
    dmpkit_view *view);

/**
 * What a reason does to the decision.
 *
 * @param chart  the chart
 * @param index  from 0
 * @return a DMPKIT_EFFECT_ number; 0 where there is no such reason
 *
 * Ownership: none.
 * Nullability: chart may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_reason_effect(const dmpkit_chart *chart, size_t index);

/**
 * How many next actions there are, in the order to do them.
 *
 * @param chart  the chart
 * @return the number; 0 where `chart` is no live chart
 *
 * Ownership: none.
 * Nullability: chart may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API size_t DMPKIT_CALL dmpkit_chart_action_count(const dmpkit_chart *chart);

/**
 * The stable name of an action, such as "collect_consent".
 *
 * @param chart  the chart
 * @param index  from 0
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the chart is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_action_id(
    const dmpkit_chart *chart,
    size_t index,
    dmpkit_view *view);

/**
 * An action in French.
 *
 * @param chart  the chart
 * @param index  from 0
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the chart is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_action_text(
    const dmpkit_chart *chart,
    size_t index,
    dmpkit_view *view);

/**
 * How many banners are to be shown as long as the chart is open.
 *
 * @param chart  the chart
 * @return the number; 0 where `chart` is no live chart
 *
 * Ownership: none.
 * Nullability: chart may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API size_t DMPKIT_CALL dmpkit_chart_banner_count(const dmpkit_chart *chart);

/**
 * The stable name of a banner, such as "bris_de_glace".
 *
 * @param chart  the chart
 * @param index  from 0
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the chart is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_banner_id(
    const dmpkit_chart *chart,
    size_t index,
    dmpkit_view *view);

/**
 * A banner in French.
 *
 * @param chart  the chart
 * @param index  from 0
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the chart is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_banner_text(
    const dmpkit_chart *chart,
    size_t index,
    dmpkit_view *view);

/**
 * Everything the chart knows, as JSON, schema dmpkit.report/1. It holds no identity trait and
 * no identifier of the patient (EX_0.2-1020).
 *
 * @param chart  the chart
 * @param[out] report  the document; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *report (dmpkit_buffer_free) and *err (dmpkit_error_free).
 * Nullability: err may be NULL; chart and report may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_report(
    const dmpkit_chart *chart,
    dmpkit_buffer **report,
    dmpkit_error **err);

/**
 * Searches the documents of the DMP (TD3.1). A search notifies the patient: it follows an act of
 * the user, which the query says; one the rules forbid is refused before anything is sent. What is
 * done with the results afterwards asks the DMP nothing.
 *
 * @param chart  the chart
 * @param query  UTF-8 JSON, schema dmpkit.query/1
 * @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param call  bounds and cancels; NULL for neither
 * @param[out] results  the new handle; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status; DMPKIT_E_BUSY while another act runs on the chart
 *
 * Ownership: the caller owns *results (dmpkit_results_free) and *err (dmpkit_error_free).
 * Nullability: call and err may be NULL; chart, query and results may not.
 * Thread: any; waits.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_search(
    const dmpkit_chart *chart,
    const char *query,
    size_t len,
    const dmpkit_call *call,
    dmpkit_results **results,
    dmpkit_error **err);

/**
 * What changed in the DMP since the host last asked: new, replaced, archived, deleted, and what is
 * no longer visible. It searches (TD3.1), and follows the same rules as dmpkit_chart_search.
 *
 * @param chart  the chart
 * @param local  UTF-8 JSON, schema dmpkit.local-copies/1: what the host keeps, and since when
 * @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param call  bounds and cancels; NULL for neither
 * @param[out] changes  JSON, schema dmpkit.changes/1; NULL on failure, and then nothing is to be committed
 * @param[out] err  why it failed
 * @return 0, or a negative status; DMPKIT_E_BUSY while another act runs on the chart
 *
 * Ownership: the caller owns *changes (dmpkit_buffer_free) and *err (dmpkit_error_free).
 * Nullability: call and err may be NULL; chart, local and changes may not.
 * Thread: any; waits.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_changes(
    const dmpkit_chart *chart,
    const char *local,
    size_t len,
    const dmpkit_call *call,
    dmpkit_buffer **changes,
    dmpkit_error **err);

/**
 * Reads one document of the DMP (TD3.2). The patient is notified. Nothing is kept: the document
 * ends with its handle.
 *
 * @param chart  the chart
 * @param unique_id  its uniqueId
 * @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param call  bounds and cancels; NULL for neither
 * @param[out] document  the new handle; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status; DMPKIT_E_TOO_MANY_READS where a program reads them in a loop; DMPKIT_E_BUSY while another act runs on the chart
 *
 * Ownership: the caller owns *document (dmpkit_document_free) and *err (dmpkit_error_free).
 * Nullability: call and err may be NULL; chart, unique_id and document may not.
 * Thread: any; waits.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_chart_read(
    const dmpkit_chart *chart,
    const char *unique_id,
    size_t len,
    const dmpkit_call *call,
    dmpkit_document **document,
    dmpkit_error **err);

/**
 * Frees a chart. Its views end with it.
 *
 * @param chart  the chart
 *
 * Ownership: takes the chart.
 * Nullability: chart may be NULL (nothing is done).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API void DMPKIT_CALL dmpkit_chart_free(dmpkit_chart *chart);

/**
 * How many documents there are, in their order.
 *
 * @param results  the results
 * @return the number; 0 where `results` are no live results
 *
 * Ownership: none.
 * Nullability: results may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API size_t DMPKIT_CALL dmpkit_results_count(const dmpkit_results *results);

/**
 * Whether the DMP gave everything it was asked for.
 *
 * @param results  the results
 * @return 1 where it did, 2 where a part is missing (the explanation says which); 0 where `results` are no live results
 *
 * Ownership: none.
 * Nullability: results may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_results_complete(const dmpkit_results *results);

/**
 * One text of a document.
 *
 * @param results  the results
 * @param row  from 0
 * @param field  a DMPKIT_TEXT_ number
 * @param[out] view  the text; empty where the document has none
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the results are freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_results_text(
    const dmpkit_results *results,
    size_t row,
    int32_t field,
    dmpkit_view *view);

/**
 * One date of a document, or its size.
 *
 * @param results  the results
 * @param row  from 0
 * @param field  a DMPKIT_DATE_ number
 * @param[out] value  milliseconds since 1970-01-01T00:00:00Z, or bytes; INT64_MIN where the document has none
 * @return 0, or a negative status
 *
 * Ownership: none.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_results_date(
    const dmpkit_results *results,
    size_t row,
    int32_t field,
    int64_t *value);

/**
 * One code of a document.
 *
 * @param results  the results
 * @param row  from 0
 * @param field  a DMPKIT_CODE_ number
 * @param[out] value  the code, which the field explains; 0 where the document has none
 * @return 0, or a negative status
 *
 * Ownership: none.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_results_code(
    const dmpkit_results *results,
    size_t row,
    int32_t field,
    int32_t *value);

/**
 * A whole column at once: texts as UTF-8, each followed by a NUL (one inside is removed);
 * dates and sizes as packed int64_t, codes as packed int32_t, both in the byte order of the
 * machine and without alignment.
 *
 * @param results  the results
 * @param field  a DMPKIT_TEXT_, DMPKIT_DATE_ or DMPKIT_CODE_ number
 * @param first  the first row, from 0
 * @param count  how many rows; what reaches beyond the last is left out
 * @param[out] column  the values; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *column (dmpkit_buffer_free) and *err (dmpkit_error_free).
 * Nullability: err may be NULL; results and column may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_results_column(
    const dmpkit_results *results,
    int32_t field,
    size_t first,
    size_t count,
    dmpkit_buffer **column,
    dmpkit_error **err);

/**
 * What was searched, in French: what the DMP filtered, what was filtered here, what could not be,
 * the period it covers, and that other documents may exist.
 *
 * @param results  the results
 * @param[out] view  the text, several lines
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the results are freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_results_explanation(
    const dmpkit_results *results,
    dmpkit_view *view);

/**
 * Filters, sorts and folds again what was found, without asking the DMP anything.
 *
 * @param results  the results
 * @param query  UTF-8 JSON, schema dmpkit.query/1; its act is of no effect here
 * @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param[out] refined  the new handle; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *refined (dmpkit_results_free) and *err (dmpkit_error_free).
 * Nullability: err may be NULL; results, query and refined may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_results_refine(
    const dmpkit_results *results,
    const char *query,
    size_t len,
    dmpkit_results **refined,
    dmpkit_error **err);

/**
 * Counts by value: JSON, schema dmpkit.facets/1, or lines of text.
 *
 * @param results  the results
 * @param fields  names of facets parted by commas, such as "type,year"; NULL for all
 * @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param form  DMPKIT_FORM_JSON, or DMPKIT_FORM_TEXT: lines of field, key, label and count parted by tabs
 * @param[out] facets  the document; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *facets (dmpkit_buffer_free) and *err (dmpkit_error_free).
 * Nullability: fields and err may be NULL; results and facets may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_results_facets(
    const dmpkit_results *results,
    const char *fields,
    size_t len,
    int32_t form,
    dmpkit_buffer **facets,
    dmpkit_error **err);

/**
 * The documents in groups: JSON, schema dmpkit.groups/1, or lines of text.
 *
 * @param results  the results
 * @param by  a DMPKIT_GROUP_ number
 * @param form  DMPKIT_FORM_JSON, or DMPKIT_FORM_TEXT: lines of key, label and count parted by tabs
 * @param[out] groups  the document; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *groups (dmpkit_buffer_free) and *err (dmpkit_error_free).
 * Nullability: err may be NULL; results and groups may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_results_group(
    const dmpkit_results *results,
    int32_t by,
    int32_t form,
    dmpkit_buffer **groups,
    dmpkit_error **err);

/**
 * What is known of each document, as JSON, schema dmpkit.export/1: neither its body nor what
 * names the patient, nor metadata that no field of the schema holds.
 *
 * @param results  the results
 * @param[out] exported  the document; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *exported (dmpkit_buffer_free) and *err (dmpkit_error_free).
 * Nullability: err may be NULL; results and exported may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_results_export(
    const dmpkit_results *results,
    dmpkit_buffer **exported,
    dmpkit_error **err);

/**
 * The user's overview of what was found, in his own layout.
 *
 * @param results  the results
 * @param layout  UTF-8 JSON, schema dmpkit.overview/1; NULL for the built-in layout of the profession
 * @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param form  a DMPKIT_FORM_ number: JSON (schema dmpkit.overview-rows/1), plain text, a fragment of
 * HTML, or a whole page of it
 * @param[out] overview  the document, UTF-8; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *overview (dmpkit_buffer_free) and *err (dmpkit_error_free).
 * Nullability: layout and err may be NULL; results and overview may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_results_overview(
    const dmpkit_results *results,
    const char *layout,
    size_t len,
    int32_t form,
    dmpkit_buffer **overview,
    dmpkit_error **err);

/**
 * Frees results. Their views end with them.
 *
 * @param results  the results
 *
 * Ownership: takes the results.
 * Nullability: results may be NULL (nothing is done).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API void DMPKIT_CALL dmpkit_results_free(dmpkit_results *results);

/**
 * What kind of document it is, told from its bytes.
 *
 * @param document  the document
 * @return a DMPKIT_KIND_ number; 0 where `document` is no live document
 *
 * Ownership: none.
 * Nullability: document may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_document_kind(const dmpkit_document *document);

/**
 * The bytes, as the DMP gave them.
 *
 * @param document  the document
 * @param[out] bytes  the bytes; no text, and a NUL may stand inside
 * @return 0, or a negative status
 *
 * Ownership: bytes borrowed; they live until the document is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_document_bytes(
    const dmpkit_document *document,
    dmpkit_view *bytes);

/**
 * The document as one safe HTML page in French: no script, no link that leaves it, readable by a
 * screen reader.
 *
 * @param document  the document
 * @param[out] view  the page, UTF-8
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the document is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_document_html(
    const dmpkit_document *document,
    dmpkit_view *view);

/**
 * The document as plain text.
 *
 * @param document  the document
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the document is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_document_text(
    const dmpkit_document *document,
    dmpkit_view *view);

/**
 * What must be shown before the document (EX_3.2-1025) and what is wrong with it, in French, one
 * warning a line; empty where there is none.
 *
 * @param document  the document
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the document is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_document_warnings(
    const dmpkit_document *document,
    dmpkit_view *view);

/**
 * Its MIME type, told from its bytes.
 *
 * @param document  the document
 * @param[out] view  the text
 * @return 0, or a negative status
 *
 * Ownership: view borrowed; lives until the document is freed.
 * Nullability: neither may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_document_mime_type(
    const dmpkit_document *document,
    dmpkit_view *view);

/**
 * Header and sections in their order, as JSON, schema dmpkit.sections/1.
 *
 * @param document  the document
 * @param[out] sections  the document; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *sections (dmpkit_buffer_free) and *err (dmpkit_error_free).
 * Nullability: err may be NULL; document and sections may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_document_sections(
    const dmpkit_document *document,
    dmpkit_buffer **sections,
    dmpkit_error **err);

/**
 * Laboratory results as data, as JSON, schema dmpkit.observations/1.
 *
 * @param document  the document
 * @param[out] observations  the document; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *observations (dmpkit_buffer_free) and *err (dmpkit_error_free).
 * Nullability: err may be NULL; document and observations may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_document_observations(
    const dmpkit_document *document,
    dmpkit_buffer **observations,
    dmpkit_error **err);

/**
 * How many files the document carries inside: a PDF, images, text.
 *
 * @param document  the document
 * @return the number; 0 where `document` is no live document
 *
 * Ownership: none.
 * Nullability: document may be NULL (the answer is 0).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API size_t DMPKIT_CALL dmpkit_document_file_count(const dmpkit_document *document);

/**
 * A file the document carries inside.
 *
 * @param document  the document
 * @param index  from 0
 * @param[out] bytes  its bytes; no text, and a NUL may stand inside
 * @param[out] mime_type  its MIME type, told from its bytes
 * @return 0, or a negative status
 *
 * Ownership: both borrowed; they live until the document is freed.
 * Nullability: none may be NULL.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_document_file(
    const dmpkit_document *document,
    size_t index,
    dmpkit_view *bytes,
    dmpkit_view *mime_type);

/**
 * The curves of one laboratory result across documents: one for each unit, units being never
 * mixed. What no curve shows is said.
 *
 * @param documents  the documents, in any order
 * @param count  how many there are: from 1 to 10000
 * @param code  UTF-8, the code of the result, such as 4548-4
 * @param code_len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param system  the OID of its code system; NULL for any
 * @param system_len  its length in bytes, or SIZE_MAX where it ends with a NUL
 * @param form  DMPKIT_FORM_HTML: a fragment with SVG and a table of values; or DMPKIT_FORM_TEXT
 * @param[out] curves  the fragment or the text; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status
 *
 * Ownership: the caller owns *curves (dmpkit_buffer_free) and *err (dmpkit_error_free).
 * Nullability: system and err may be NULL; documents, each of them, code and curves may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_document_curves(
    const dmpkit_document *const *documents,
    size_t count,
    const char *code,
    size_t code_len,
    const char *system,
    size_t system_len,
    int32_t form,
    dmpkit_buffer **curves,
    dmpkit_error **err);

/**
 * Keeps the document: an act of the user, one document a call (EX_3.2-1010). Nothing is written
 * anywhere: the host keeps the bytes, with the receipt that says where they come from.
 *
 * @param document  the document
 * @param[out] bytes  the bytes, as the DMP gave them; NULL on failure
 * @param[out] receipt  origin, date, identifiers and visibility, JSON, schema dmpkit.saved-document/1; NULL on failure
 * @param[out] err  why it failed
 * @return 0, or a negative status; DMPKIT_E_TOO_MANY_SAVES where a program keeps them in a loop
 *
 * Ownership: the caller owns *bytes, *receipt (dmpkit_buffer_free) and *err (dmpkit_error_free).
 * Nullability: err may be NULL; the others may not.
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API int32_t DMPKIT_CALL dmpkit_document_save(
    const dmpkit_document *document,
    dmpkit_buffer **bytes,
    dmpkit_buffer **receipt,
    dmpkit_error **err);

/**
 * Frees a document. Its views end with it.
 *
 * @param document  the document
 *
 * Ownership: takes the document.
 * Nullability: document may be NULL (nothing is done).
 * Thread: any.
 * Since: 0.1
 */
DMPKIT_API void DMPKIT_CALL dmpkit_document_free(dmpkit_document *document);

#ifdef __cplusplus
}
#endif

#endif
