#include "probes.h"

#include "check.h"
#include "sandbox.h"

#include <stdlib.h>

/* A person whose few documents this doctor may read. */
static const char PERSON[] = "opposed_emergency";

static const char CONTROL[] = "{\"schema\":\"dmpkit.sandbox-control/1\"}";
static const char VOCABULARY[] = "{\"schema\":\"dmpkit.vocabulary/1\"}";
static const char HABILITATION[] =
    "{\"schema\":\"dmpkit.habilitation/1\",\"version\":\"1\",\"rows\":[]}";
static const char QUERY[] = "{\"schema\":\"dmpkit.query/1\",\"act\":\"user\"}";
static const char LOCAL[] =
    "{\"schema\":\"dmpkit.local-copies/1\",\"act\":\"user\","
    "\"since\":\"2026-01-01T00:00:00Z\",\"copies\":[]}";
static const char LAYOUT[] =
    "{\"schema\":\"dmpkit.overview/1\",\"title\":\"Vue\","
    "\"sections\":[{\"id\":\"tout\",\"title\":\"Tout\"}]}";

static dmpkit_error *some_error(void) {
  dmpkit_client *client = NULL;
  dmpkit_error *err = NULL;
  dmpkit_client_open("{}", SIZE_MAX, NULL, NULL, &client, &err);
  REQUIRE(dmpkit_error_detail_count(err) > 0);
  return err;
}

/* Each probe reads and keeps documents many times: no person does. */
static dmpkit_client *hasty_client(void) {
  char *config = replaced(CONFIG, "\"software\"",
                          "\"reading\":{\"reads\":1000,\"saves\":1000,\"seconds\":1},"
                          "\"software\"");
  dmpkit_client *client = NULL;
  REQUIRE(dmpkit_client_open(config, SIZE_MAX, NULL, NULL, &client, NULL) == DMPKIT_OK);
  free(config);
  return client;
}

static dmpkit_results *some_results(const dmpkit_chart *chart) {
  dmpkit_results *results = NULL;
  REQUIRE(dmpkit_chart_search(chart, QUERY, SIZE_MAX, NULL, &results, NULL) == DMPKIT_OK);
  REQUIRE(dmpkit_results_count(results) > 0);
  return results;
}

/* One that carries a file. */
static dmpkit_document *some_document(const dmpkit_chart *chart, const dmpkit_results *results) {
  size_t row;
  for (row = 0; row < dmpkit_results_count(results); row++) {
    dmpkit_view id = {NULL, 0};
    dmpkit_document *document = NULL;
    REQUIRE(dmpkit_results_text(results, row, DMPKIT_TEXT_UNIQUE_ID, &id) == DMPKIT_OK);
    REQUIRE(dmpkit_chart_read(chart, id.ptr, id.len, NULL, &document, NULL) == DMPKIT_OK);
    if (dmpkit_document_file_count(document) > 0) {
      return document;
    }
    dmpkit_document_free(document);
  }
  check_or_exit(0, "a document carries a file", __FILE__, __LINE__);
  return NULL;
}

void world_open(struct world *world) {
  dmpkit_call *call = NULL;
  dmpkit_host *host = NULL;
  dmpkit_client *client = hasty_client();
  dmpkit_session *session = sandbox_session(client);
  dmpkit_chart *chart = sandbox_chart(client, session, PERSON);
  dmpkit_results *results = some_results(chart);
  REQUIRE(dmpkit_call_new(&call, NULL) == DMPKIT_OK);
  REQUIRE(dmpkit_host_new(&host, NULL) == DMPKIT_OK);
  world->handles[BUFFER] = sandbox_request(client, "active_valide");
  world->handles[CALL] = call;
  world->handles[CHART] = chart;
  world->handles[CLIENT] = client;
  world->handles[DOCUMENT] = some_document(chart, results);
  world->handles[ERROR] = some_error();
  world->handles[HOST] = host;
  world->handles[RESULTS] = results;
  world->handles[SESSION] = session;
}

void world_close(struct world *world) {
  int kind;
  for (kind = 0; kind < KINDS; kind++) {
    handle_free((enum kind)kind, world->handles[kind]);
    world->handles[kind] = NULL;
  }
}

void handle_free(enum kind kind, void *handle) {
  switch (kind) {
    case BUFFER:
      dmpkit_buffer_free(handle);
      break;
    case CALL:
      dmpkit_call_free(handle);
      break;
    case CHART:
      dmpkit_chart_free(handle);
      break;
    case CLIENT:
      dmpkit_client_free(handle);
      break;
    case DOCUMENT:
      dmpkit_document_free(handle);
      break;
    case ERROR:
      dmpkit_error_free(handle);
      break;
    case HOST:
      dmpkit_host_free(handle);
      break;
    case RESULTS:
      dmpkit_results_free(handle);
      break;
    default:
      dmpkit_session_free(handle);
      break;
  }
}

/* Stands in an output before the call, which must write it. */
static int unwritten;
#define UNWRITTEN ((void *)&unwritten)

/* An output is a new handle on success and NULL on failure. */
static int32_t opened(int32_t status, enum kind kind, const struct arguments *with, void *out) {
  if (with->with_out) {
    CHECK(out != UNWRITTEN);
    CHECK((out != NULL) == (status == DMPKIT_OK));
    handle_free(kind, out);
  }
  return status;
}

static const char *text(const struct arguments *with, const char *text) {
  return with->with_text ? text : NULL;
}

/* Functions that answer a number or a pointer. */
#define NUMBER(function, type)                                                           \
  static int32_t probe_##function(const struct arguments *with, void *handle) {          \
    (void)with;                                                                          \
    return function((const type *)handle) ? DMPKIT_OK : NOTHING;                         \
  }
/* Functions that lend a view. */
#define VIEW(function, type)                                                             \
  static int32_t probe_##function(const struct arguments *with, void *handle) {          \
    return function((const type *)handle, with->view);                                   \
  }
#define VIEW_AT(function, type)                                                          \
  static int32_t probe_##function(const struct arguments *with, void *handle) {          \
    return function((const type *)handle, 0, with->view);                                \
  }

NUMBER(dmpkit_error_code, dmpkit_error)
NUMBER(dmpkit_error_category, dmpkit_error)
NUMBER(dmpkit_error_retry, dmpkit_error)
NUMBER(dmpkit_error_retry_after_ms, dmpkit_error)
NUMBER(dmpkit_error_detail_count, dmpkit_error)
VIEW(dmpkit_error_message, dmpkit_error)
VIEW(dmpkit_error_user_message, dmpkit_error)
VIEW(dmpkit_error_requirement, dmpkit_error)
VIEW_AT(dmpkit_error_detail_name, dmpkit_error)
VIEW_AT(dmpkit_error_detail_value, dmpkit_error)
NUMBER(dmpkit_buffer_data, dmpkit_buffer)
NUMBER(dmpkit_buffer_len, dmpkit_buffer)
NUMBER(dmpkit_sandbox_person_count, dmpkit_client)
VIEW_AT(dmpkit_sandbox_person_label, dmpkit_client)
NUMBER(dmpkit_chart_existence, dmpkit_chart)
NUMBER(dmpkit_chart_authorisation, dmpkit_chart)
NUMBER(dmpkit_chart_access, dmpkit_chart)
NUMBER(dmpkit_chart_severity, dmpkit_chart)
NUMBER(dmpkit_chart_sequence, dmpkit_chart)
NUMBER(dmpkit_chart_reason_count, dmpkit_chart)
VIEW_AT(dmpkit_chart_reason_id, dmpkit_chart)
VIEW_AT(dmpkit_chart_reason_text, dmpkit_chart)
VIEW_AT(dmpkit_chart_reason_source, dmpkit_chart)
NUMBER(dmpkit_chart_action_count, dmpkit_chart)
VIEW_AT(dmpkit_chart_action_id, dmpkit_chart)
VIEW_AT(dmpkit_chart_action_text, dmpkit_chart)
NUMBER(dmpkit_chart_banner_count, dmpkit_chart)
VIEW_AT(dmpkit_chart_banner_id, dmpkit_chart)
VIEW_AT(dmpkit_chart_banner_text, dmpkit_chart)
NUMBER(dmpkit_results_count, dmpkit_results)
NUMBER(dmpkit_results_complete, dmpkit_results)
VIEW(dmpkit_results_explanation, dmpkit_results)
NUMBER(dmpkit_document_kind, dmpkit_document)
VIEW(dmpkit_document_bytes, dmpkit_document)
VIEW(dmpkit_document_html, dmpkit_document)
VIEW(dmpkit_document_text, dmpkit_document)
VIEW(dmpkit_document_warnings, dmpkit_document)
VIEW(dmpkit_document_mime_type, dmpkit_document)
NUMBER(dmpkit_document_file_count, dmpkit_document)

static int32_t probe_error_detail(const struct arguments *with, void *handle) {
  return dmpkit_error_detail(handle, text(with, "field"), SIZE_MAX, with->view);
}

static int32_t probe_call_set_timeout_ms(const struct arguments *with, void *handle) {
  (void)with;
  return dmpkit_call_set_timeout_ms(handle, 60000);
}

static int32_t probe_call_set_progress(const struct arguments *with, void *handle) {
  return dmpkit_call_set_progress(handle, NULL, with->err);
}

/* Of a call of its own where the handle is the live one: cancelled, it could serve no more. */
static int32_t probe_call_cancel(const struct arguments *with, void *handle) {
  dmpkit_call *call = NULL;
  int32_t status;
  if (handle != with->world->handles[CALL]) {
    return dmpkit_call_cancel(handle);
  }
  REQUIRE(dmpkit_call_new(&call, NULL) == DMPKIT_OK);
  status = dmpkit_call_cancel(call);
  dmpkit_call_free(call);
  return status;
}

static int32_t probe_host_set_clock(const struct arguments *with, void *handle) {
  return dmpkit_host_set_clock(handle, NULL, with->err);
}

static int32_t probe_host_set_log(const struct arguments *with, void *handle) {
  return dmpkit_host_set_log(handle, NULL, with->err);
}

static int32_t probe_host_set_secret(const struct arguments *with, void *handle) {
  return dmpkit_host_set_secret(handle, text(with, "homologation_number"), "secret", 6,
                                with->err);
}

static int32_t probe_sandbox_control(const struct arguments *with, void *handle) {
  return dmpkit_sandbox_control(handle, text(with, CONTROL), SIZE_MAX, with->err);
}

static int32_t client_open(const struct arguments *with, dmpkit_host *host,
                           const dmpkit_call *call) {
  dmpkit_client *client = UNWRITTEN;
  int32_t status = dmpkit_client_open(text(with, CONFIG), SIZE_MAX, host, call,
                                      with->with_out ? &client : NULL, with->err);
  return opened(status, CLIENT, with, client);
}

static int32_t probe_client_open_host(const struct arguments *with, void *handle) {
  return client_open(with, handle, NULL);
}

static int32_t probe_client_open_call(const struct arguments *with, void *handle) {
  return client_open(with, NULL, handle);
}

static int32_t probe_sandbox_person_request(const struct arguments *with, void *handle) {
  dmpkit_buffer *request = UNWRITTEN;
  int32_t status = dmpkit_sandbox_person_request(handle, 0, with->with_out ? &request : NULL,
                                                 with->err);
  return opened(status, BUFFER, with, request);
}

static int32_t session_open(const struct arguments *with, const dmpkit_client *client,
                            const dmpkit_call *call) {
  dmpkit_session *session = UNWRITTEN;
  int32_t status = dmpkit_session_open(client, text(with, PROFESSIONAL), SIZE_MAX, call,
                                       with->with_out ? &session : NULL, with->err);
  return opened(status, SESSION, with, session);
}

static int32_t probe_session_open(const struct arguments *with, void *handle) {
  return session_open(with, handle, NULL);
}

static int32_t probe_session_open_call(const struct arguments *with, void *handle) {
  return session_open(with, with->world->handles[CLIENT], handle);
}

static int32_t chart_open(const struct arguments *with, const dmpkit_session *session,
                          const dmpkit_call *call) {
  dmpkit_chart *chart = UNWRITTEN;
  const char *request = dmpkit_buffer_data(with->world->handles[BUFFER]);
  int32_t status = dmpkit_chart_open(session, text(with, request), SIZE_MAX, call,
                                     with->with_out ? &chart : NULL, with->err);
  return opened(status, CHART, with, chart);
}

static int32_t probe_chart_open(const struct arguments *with, void *handle) {
  return chart_open(with, handle, NULL);
}

static int32_t probe_chart_open_call(const struct arguments *with, void *handle) {
  return chart_open(with, with->world->handles[SESSION], handle);
}

static int32_t probe_chart_refresh(const struct arguments *with, void *handle) {
  return dmpkit_chart_refresh(handle, NULL, with->err);
}

static int32_t probe_chart_refresh_call(const struct arguments *with, void *handle) {
  return dmpkit_chart_refresh(with->world->handles[CHART], handle, with->err);
}

static int32_t probe_chart_text(const struct arguments *with, void *handle) {
  return dmpkit_chart_text(handle, DMPKIT_FIELD_STATUS, with->view);
}

static int32_t probe_dmpkit_chart_reason_effect(const struct arguments *with, void *handle) {
  (void)with;
  return dmpkit_chart_reason_effect(handle, 0) ? DMPKIT_OK : NOTHING;
}

static int32_t probe_chart_report(const struct arguments *with, void *handle) {
  dmpkit_buffer *report = UNWRITTEN;
  int32_t status = dmpkit_chart_report(handle, with->with_out ? &report : NULL, with->err);
  return opened(status, BUFFER, with, report);
}

/* Functions that make a document. */
#define MADE(name, call)                                                                 \
  static int32_t probe_##name(const struct arguments *with, void *handle) {              \
    dmpkit_buffer *made = UNWRITTEN;                                                     \
    dmpkit_buffer **out = with->with_out ? &made : NULL;                                 \
    int32_t status = call;                                                               \
    return opened(status, BUFFER, with, made);                                           \
  }

static int32_t chart_search(const struct arguments *with, const dmpkit_chart *chart,
                            const dmpkit_call *call) {
  dmpkit_results *results = UNWRITTEN;
  int32_t status = dmpkit_chart_search(chart, text(with, QUERY), SIZE_MAX, call,
                                       with->with_out ? &results : NULL, with->err);
  return opened(status, RESULTS, with, results);
}

static int32_t probe_chart_search(const struct arguments *with, void *handle) {
  return chart_search(with, handle, NULL);
}

static int32_t probe_chart_search_call(const struct arguments *with, void *handle) {
  return chart_search(with, with->world->handles[CHART], handle);
}

static int32_t chart_changes(const struct arguments *with, const dmpkit_chart *chart,
                             const dmpkit_call *call) {
  dmpkit_buffer *changes = UNWRITTEN;
  int32_t status = dmpkit_chart_changes(chart, text(with, LOCAL), SIZE_MAX, call,
                                        with->with_out ? &changes : NULL, with->err);
  return opened(status, BUFFER, with, changes);
}

static int32_t probe_chart_changes(const struct arguments *with, void *handle) {
  return chart_changes(with, handle, NULL);
}

static int32_t probe_chart_changes_call(const struct arguments *with, void *handle) {
  return chart_changes(with, with->world->handles[CHART], handle);
}

static int32_t chart_read(const struct arguments *with, const dmpkit_chart *chart,
                          const dmpkit_call *call) {
  dmpkit_document *document = UNWRITTEN;
  dmpkit_view id = {NULL, 0};
  int32_t status =
      dmpkit_results_text(with->world->handles[RESULTS], 0, DMPKIT_TEXT_UNIQUE_ID, &id);
  REQUIRE(status == DMPKIT_OK);
  status = dmpkit_chart_read(chart, text(with, id.ptr), SIZE_MAX, call,
                             with->with_out ? &document : NULL, with->err);
  return opened(status, DOCUMENT, with, document);
}

static int32_t probe_chart_read(const struct arguments *with, void *handle) {
  return chart_read(with, handle, NULL);
}

static int32_t probe_chart_read_call(const struct arguments *with, void *handle) {
  return chart_read(with, with->world->handles[CHART], handle);
}

static int32_t probe_client_load_vocabulary(const struct arguments *with, void *handle) {
  return dmpkit_client_load_vocabulary(handle, text(with, VOCABULARY), SIZE_MAX, with->err);
}

static int32_t probe_client_load_habilitation(const struct arguments *with, void *handle) {
  return dmpkit_client_load_habilitation(handle, text(with, HABILITATION), SIZE_MAX, with->err);
}

static int32_t probe_results_text(const struct arguments *with, void *handle) {
  return dmpkit_results_text(handle, 0, DMPKIT_TEXT_TITLE, with->view);
}

static int32_t probe_results_date(const struct arguments *with, void *handle) {
  int64_t date = 0;
  return dmpkit_results_date(handle, 0, DMPKIT_DATE_ACT, with->with_out ? &date : NULL);
}

static int32_t probe_results_code(const struct arguments *with, void *handle) {
  int32_t code = 0;
  return dmpkit_results_code(handle, 0, DMPKIT_CODE_STATUS, with->with_out ? &code : NULL);
}

static int32_t probe_results_refine(const struct arguments *with, void *handle) {
  dmpkit_results *refined = UNWRITTEN;
  int32_t status = dmpkit_results_refine(handle, text(with, QUERY), SIZE_MAX,
                                         with->with_out ? &refined : NULL, with->err);
  return opened(status, RESULTS, with, refined);
}

MADE(results_column,
     dmpkit_results_column(handle, DMPKIT_TEXT_TITLE, 0, SIZE_MAX, out, with->err))
MADE(results_facets,
     dmpkit_results_facets(handle, NULL, 0, DMPKIT_FORM_JSON, out, with->err))
MADE(results_group,
     dmpkit_results_group(handle, DMPKIT_GROUP_TYPE, DMPKIT_FORM_JSON, out, with->err))
MADE(results_export, dmpkit_results_export(handle, out, with->err))
MADE(results_overview,
     dmpkit_results_overview(handle, LAYOUT, SIZE_MAX, DMPKIT_FORM_HTML, out, with->err))
MADE(document_sections, dmpkit_document_sections(handle, out, with->err))
MADE(document_observations, dmpkit_document_observations(handle, out, with->err))

static int32_t probe_document_curves(const struct arguments *with, void *handle) {
  const dmpkit_document *documents[1];
  dmpkit_buffer *curves = UNWRITTEN;
  int32_t status;
  documents[0] = handle;
  status = dmpkit_document_curves(documents, 1, text(with, "4548-4"), SIZE_MAX, NULL, 0,
                                  DMPKIT_FORM_HTML, with->with_out ? &curves : NULL, with->err);
  return opened(status, BUFFER, with, curves);
}

/* Two views are lent: each in turn may be NULL. */
static int32_t probe_document_file(const struct arguments *with, void *handle) {
  dmpkit_view mime_type = {NULL, 0};
  return dmpkit_document_file(handle, 0, with->view, &mime_type);
}

static int32_t probe_document_file_mime_type(const struct arguments *with, void *handle) {
  dmpkit_view bytes = {NULL, 0};
  return dmpkit_document_file(handle, 0, &bytes, with->view);
}

/* Two buffers are made: each in turn may be NULL, and then the other is. */
static int32_t document_save(const struct arguments *with, void *handle, int first) {
  dmpkit_buffer *made[2];
  dmpkit_buffer **out[2];
  int32_t status;
  made[0] = UNWRITTEN;
  made[1] = UNWRITTEN;
  out[0] = with->with_out || !first ? &made[0] : NULL;
  out[1] = with->with_out || first ? &made[1] : NULL;
  status = dmpkit_document_save(handle, out[0], out[1], with->err);
  if (with->with_out) {
    opened(status, BUFFER, with, made[0]);
    return opened(status, BUFFER, with, made[1]);
  }
  CHECK(first || made[0] == NULL);
  return status;
}

static int32_t probe_document_save(const struct arguments *with, void *handle) {
  return document_save(with, handle, 1);
}

static int32_t probe_document_save_receipt(const struct arguments *with, void *handle) {
  return document_save(with, handle, 0);
}

#define NUMBER_ROW(function, kind) \
  { #function, kind, IS_NOTHING, TAKES_NO_MORE, probe_##function }
#define MADE_ROW(name, kind) \
  { "dmpkit_" #name, kind, IS_REFUSED, TAKES_ERR | TAKES_OUT, probe_##name }
#define VIEW_ROW(function, kind) { #function, kind, IS_REFUSED, TAKES_VIEW, probe_##function }

const struct probe PROBES[] = {
    NUMBER_ROW(dmpkit_error_code, ERROR),
    NUMBER_ROW(dmpkit_error_category, ERROR),
    NUMBER_ROW(dmpkit_error_retry, ERROR),
    NUMBER_ROW(dmpkit_error_retry_after_ms, ERROR),
    NUMBER_ROW(dmpkit_error_detail_count, ERROR),
    VIEW_ROW(dmpkit_error_message, ERROR),
    VIEW_ROW(dmpkit_error_user_message, ERROR),
    VIEW_ROW(dmpkit_error_requirement, ERROR),
    VIEW_ROW(dmpkit_error_detail_name, ERROR),
    VIEW_ROW(dmpkit_error_detail_value, ERROR),
    {"dmpkit_error_detail", ERROR, IS_REFUSED, TAKES_VIEW | TAKES_TEXT, probe_error_detail},
    NUMBER_ROW(dmpkit_buffer_data, BUFFER),
    NUMBER_ROW(dmpkit_buffer_len, BUFFER),
    {"dmpkit_call_set_timeout_ms", CALL, IS_REFUSED, TAKES_NO_MORE, probe_call_set_timeout_ms},
    {"dmpkit_call_set_progress", CALL, IS_REFUSED, TAKES_ERR, probe_call_set_progress},
    {"dmpkit_call_cancel", CALL, IS_ALLOWED, TAKES_NO_MORE, probe_call_cancel},
    {"dmpkit_host_set_clock", HOST, IS_REFUSED, TAKES_ERR, probe_host_set_clock},
    {"dmpkit_host_set_log", HOST, IS_REFUSED, TAKES_ERR, probe_host_set_log},
    {"dmpkit_host_set_secret", HOST, IS_REFUSED, TAKES_ERR | TAKES_TEXT, probe_host_set_secret},
    {"dmpkit_client_open, host", HOST, IS_ALLOWED, TAKES_ERR | TAKES_OUT | TAKES_TEXT,
     probe_client_open_host},
    {"dmpkit_client_open, call", CALL, IS_ALLOWED, TAKES_ERR | TAKES_OUT | TAKES_TEXT,
     probe_client_open_call},
    NUMBER_ROW(dmpkit_sandbox_person_count, CLIENT),
    VIEW_ROW(dmpkit_sandbox_person_label, CLIENT),
    {"dmpkit_sandbox_person_request", CLIENT, IS_REFUSED, TAKES_ERR | TAKES_OUT,
     probe_sandbox_person_request},
    {"dmpkit_sandbox_control", CLIENT, IS_REFUSED, TAKES_ERR | TAKES_TEXT,
     probe_sandbox_control},
    {"dmpkit_session_open", CLIENT, IS_REFUSED, TAKES_ERR | TAKES_OUT | TAKES_TEXT,
     probe_session_open},
    {"dmpkit_session_open, call", CALL, IS_ALLOWED, TAKES_ERR | TAKES_OUT | TAKES_TEXT,
     probe_session_open_call},
    {"dmpkit_chart_open", SESSION, IS_REFUSED, TAKES_ERR | TAKES_OUT | TAKES_TEXT,
     probe_chart_open},
    {"dmpkit_chart_open, call", CALL, IS_ALLOWED, TAKES_ERR | TAKES_OUT | TAKES_TEXT,
     probe_chart_open_call},
    {"dmpkit_chart_refresh", CHART, IS_REFUSED, TAKES_ERR, probe_chart_refresh},
    {"dmpkit_chart_refresh, call", CALL, IS_ALLOWED, TAKES_ERR, probe_chart_refresh_call},
    NUMBER_ROW(dmpkit_chart_existence, CHART),
    NUMBER_ROW(dmpkit_chart_authorisation, CHART),
    NUMBER_ROW(dmpkit_chart_access, CHART),
    NUMBER_ROW(dmpkit_chart_severity, CHART),
    NUMBER_ROW(dmpkit_chart_sequence, CHART),
    {"dmpkit_chart_text", CHART, IS_REFUSED, TAKES_VIEW, probe_chart_text},
    NUMBER_ROW(dmpkit_chart_reason_count, CHART),
    VIEW_ROW(dmpkit_chart_reason_id, CHART),
    VIEW_ROW(dmpkit_chart_reason_text, CHART),
    VIEW_ROW(dmpkit_chart_reason_source, CHART),
    NUMBER_ROW(dmpkit_chart_reason_effect, CHART),
    NUMBER_ROW(dmpkit_chart_action_count, CHART),
    VIEW_ROW(dmpkit_chart_action_id, CHART),
    VIEW_ROW(dmpkit_chart_action_text, CHART),
    NUMBER_ROW(dmpkit_chart_banner_count, CHART),
    VIEW_ROW(dmpkit_chart_banner_id, CHART),
    VIEW_ROW(dmpkit_chart_banner_text, CHART),
    {"dmpkit_chart_report", CHART, IS_REFUSED, TAKES_ERR | TAKES_OUT, probe_chart_report},
    {"dmpkit_client_load_vocabulary", CLIENT, IS_REFUSED, TAKES_ERR | TAKES_TEXT,
     probe_client_load_vocabulary},
    {"dmpkit_client_load_habilitation", CLIENT, IS_REFUSED, TAKES_ERR | TAKES_TEXT,
     probe_client_load_habilitation},
    {"dmpkit_chart_search", CHART, IS_REFUSED, TAKES_ERR | TAKES_OUT | TAKES_TEXT,
     probe_chart_search},
    {"dmpkit_chart_search, call", CALL, IS_ALLOWED, TAKES_ERR | TAKES_OUT | TAKES_TEXT,
     probe_chart_search_call},
    {"dmpkit_chart_changes", CHART, IS_REFUSED, TAKES_ERR | TAKES_OUT | TAKES_TEXT,
     probe_chart_changes},
    {"dmpkit_chart_changes, call", CALL, IS_ALLOWED, TAKES_ERR | TAKES_OUT | TAKES_TEXT,
     probe_chart_changes_call},
    {"dmpkit_chart_read", CHART, IS_REFUSED, TAKES_ERR | TAKES_OUT | TAKES_TEXT,
     probe_chart_read},
    {"dmpkit_chart_read, call", CALL, IS_ALLOWED, TAKES_ERR | TAKES_OUT | TAKES_TEXT,
     probe_chart_read_call},
    NUMBER_ROW(dmpkit_results_count, RESULTS),
    NUMBER_ROW(dmpkit_results_complete, RESULTS),
    VIEW_ROW(dmpkit_results_explanation, RESULTS),
    {"dmpkit_results_text", RESULTS, IS_REFUSED, TAKES_VIEW, probe_results_text},
    {"dmpkit_results_date", RESULTS, IS_REFUSED, TAKES_OUT, probe_results_date},
    {"dmpkit_results_code", RESULTS, IS_REFUSED, TAKES_OUT, probe_results_code},
    {"dmpkit_results_refine", RESULTS, IS_REFUSED, TAKES_ERR | TAKES_OUT | TAKES_TEXT,
     probe_results_refine},
    MADE_ROW(results_column, RESULTS),
    MADE_ROW(results_facets, RESULTS),
    MADE_ROW(results_group, RESULTS),
    MADE_ROW(results_export, RESULTS),
    MADE_ROW(results_overview, RESULTS),
    NUMBER_ROW(dmpkit_document_kind, DOCUMENT),
    VIEW_ROW(dmpkit_document_bytes, DOCUMENT),
    VIEW_ROW(dmpkit_document_html, DOCUMENT),
    VIEW_ROW(dmpkit_document_text, DOCUMENT),
    VIEW_ROW(dmpkit_document_warnings, DOCUMENT),
    VIEW_ROW(dmpkit_document_mime_type, DOCUMENT),
    MADE_ROW(document_sections, DOCUMENT),
    MADE_ROW(document_observations, DOCUMENT),
    {"dmpkit_document_curves", DOCUMENT, IS_REFUSED, TAKES_ERR | TAKES_OUT | TAKES_TEXT,
     probe_document_curves},
    NUMBER_ROW(dmpkit_document_file_count, DOCUMENT),
    {"dmpkit_document_file", DOCUMENT, IS_REFUSED, TAKES_VIEW, probe_document_file},
    {"dmpkit_document_file, mime_type", DOCUMENT, IS_REFUSED, TAKES_VIEW,
     probe_document_file_mime_type},
    {"dmpkit_document_save", DOCUMENT, IS_REFUSED, TAKES_ERR | TAKES_OUT, probe_document_save},
    {"dmpkit_document_save, receipt", DOCUMENT, IS_REFUSED, TAKES_ERR | TAKES_OUT,
     probe_document_save_receipt}};

const size_t PROBE_COUNT = sizeof PROBES / sizeof PROBES[0];
