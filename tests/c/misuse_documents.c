/* flags: -std=c89 */
/* Texts and JSON documents that are wrong: each is refused with the status that says why. */
#include "check.h"
#include "sandbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As src/client: the largest document taken in. */
#define CAP ((size_t)8 << 20)

static dmpkit_client *client;
static dmpkit_session *session;
static char *request;

/* What takes a document: opens what it opens, and frees it. */
typedef int32_t (*taker)(const char *text, size_t len, dmpkit_error **err);

static int32_t take_config(const char *text, size_t len, dmpkit_error **err) {
  dmpkit_client *opened = NULL;
  int32_t status = dmpkit_client_open(text, len, NULL, NULL, &opened, err);
  dmpkit_client_free(opened);
  return status;
}

static int32_t take_professional(const char *text, size_t len, dmpkit_error **err) {
  dmpkit_session *opened = NULL;
  int32_t status = dmpkit_session_open(client, text, len, NULL, &opened, err);
  dmpkit_session_free(opened);
  return status;
}

static int32_t take_request(const char *text, size_t len, dmpkit_error **err) {
  dmpkit_chart *opened = NULL;
  int32_t status = dmpkit_chart_open(session, text, len, NULL, &opened, err);
  dmpkit_chart_free(opened);
  return status;
}

static const char CONTROL[] = "{\"schema\":\"dmpkit.sandbox-control/1\"}";

static int32_t take_control(const char *text, size_t len, dmpkit_error **err) {
  return dmpkit_sandbox_control(client, text, len, err);
}

static const taker TAKERS[] = {take_config, take_professional, take_request, take_control};
static const size_t TAKER_COUNT = sizeof TAKERS / sizeof TAKERS[0];

static void check_refused(taker take, const char *text, int32_t expected, const char *detail,
                          const char *value) {
  dmpkit_error *err = NULL;
  int32_t status = take(text, SIZE_MAX, &err);
  if (status != expected) {
    printf("the document %s:\n", text);
  }
  CHECK_DETAIL(expected, status, err, detail, value);
}

/* `good` with `from` as `to` fails with this status and this detail. */
static void check_changed(taker take, const char *good, const char *from, const char *to,
                          int32_t expected, const char *detail, const char *value) {
  char *changed = replaced(good, from, to);
  check_refused(take, changed, expected, detail, value);
  free(changed);
}

static void check_field(taker take, const char *good, const char *from, const char *to,
                        const char *field) {
  check_changed(take, good, from, to, DMPKIT_E_INVALID_FIELD, "field", field);
}

static void check_lengths(taker take) {
  dmpkit_error *err = NULL;
  char *huge = malloc(CAP + 2);
  CHECK_FAILURE(DMPKIT_E_BAD_JSON, take(NULL, 0, &err), err);
  CHECK_FAILURE(DMPKIT_E_BAD_JSON, take("{}", 0, &err), err);
  CHECK_FAILURE(DMPKIT_E_BAD_JSON, take("", SIZE_MAX, &err), err);
  CHECK_FAILURE(DMPKIT_E_NULL, take(NULL, 5, &err), err);
  CHECK_FAILURE(DMPKIT_E_NULL, take(NULL, SIZE_MAX, &err), err);
  /* A length that cannot be true is refused before a byte is read. */
  CHECK_FAILURE(DMPKIT_E_INPUT_TOO_LARGE, take("{}", SIZE_MAX - 1, &err), err);
  CHECK_FAILURE(DMPKIT_E_INPUT_TOO_LARGE, take("{}", SIZE_MAX / 2 + 1, &err), err);
  CHECK_FAILURE(DMPKIT_E_INPUT_TOO_LARGE, take("{}", CAP + 1, &err), err);
  REQUIRE(huge != NULL);
  memset(huge, ' ', CAP + 1);
  huge[CAP + 1] = '\0';
  CHECK_FAILURE(DMPKIT_E_INPUT_TOO_LARGE, take(huge, SIZE_MAX, &err), err);
  CHECK_FAILURE(DMPKIT_E_BAD_JSON, take(huge, CAP, &err), err);
  free(huge);
}

static void check_bytes(taker take) {
  dmpkit_error *err = NULL;
  CHECK_DETAIL(DMPKIT_E_BAD_UTF8, take("{\"a\":\"\xE9\"}", SIZE_MAX, &err), err, "offset", "6");
  CHECK_FAILURE(DMPKIT_E_BAD_UTF8, take("\xFF\xFE{", 3, &err), err);
  /* A surrogate, and a form longer than needed: no UTF-8 either. */
  CHECK_FAILURE(DMPKIT_E_BAD_UTF8, take("{\"\xED\xA0\x80\":1}", SIZE_MAX, &err), err);
  CHECK_FAILURE(DMPKIT_E_BAD_UTF8, take("{\"\xC0\xAF\":1}", SIZE_MAX, &err), err);
  CHECK_FAILURE(DMPKIT_E_BAD_JSON, take("{\"a\":1}\0", 8, &err), err);
}

static void check_json(taker take) {
  dmpkit_error *err = NULL;
  CHECK_FAILURE(DMPKIT_E_BAD_JSON, take("schema", SIZE_MAX, &err), err);
  CHECK_FAILURE(DMPKIT_E_BAD_JSON, take("{\"schema\":", SIZE_MAX, &err), err);
  CHECK_FAILURE(DMPKIT_E_BAD_JSON, take("{\"schema\":\"x\"} {}", SIZE_MAX, &err), err);
  CHECK_FAILURE(DMPKIT_E_BAD_JSON, take("<schema/>", SIZE_MAX, &err), err);
}

/* A document that is JSON but names no schema, whatever it is, or names another. */
static void check_schema(taker take) {
  static const char *const WRONG[] = {
      "{}", "{\"schema\":null}", "{\"schema\":5}", "{\"schema\":\"\"}",
      "{\"schema\":\"dmpkit.report/1\"}", "{\"schema\":\"dmpkit.config/2\"}", "[]", "5",
      "\"dmpkit.config/1\"", "null"};
  size_t index;
  for (index = 0; index < sizeof WRONG / sizeof WRONG[0]; index++) {
    check_refused(take, WRONG[index], DMPKIT_E_WRONG_SCHEMA, "field", "schema");
  }
}

/* Lists inside lists: refused before the stack is used up, as no JSON or as no document. */
static void check_deep(void) {
  static const char HEAD[] =
      "{\"schema\":\"dmpkit.config/1\",\"environment\":\"sandbox\",\"sandbox\":{\"scenario\":";
  enum { DEPTH = 1000000 };
  dmpkit_error *err = NULL;
  char *deep = malloc(sizeof HEAD + DEPTH);
  int32_t status;
  REQUIRE(deep != NULL);
  memset(deep, '[', DEPTH);
  status = take_config(deep, DEPTH, &err);
  CHECK(status == DMPKIT_E_BAD_JSON || status == DMPKIT_E_WRONG_SCHEMA);
  CHECK_FAILURE(status, status, err);
  memcpy(deep, HEAD, sizeof HEAD - 1);
  memset(deep + sizeof HEAD - 1, '[', DEPTH);
  CHECK_FAILURE(DMPKIT_E_BAD_JSON, take_config(deep, sizeof HEAD - 1 + DEPTH, &err), err);
  free(deep);
}

static void check_unknown_fields(void) {
  check_changed(take_config, CONFIG, "\"software\":", "\"bogus\":1,\"software\":",
                DMPKIT_E_UNKNOWN_FIELD, "field", "bogus");
  check_changed(take_config, CONFIG, "\"name\":", "\"bogus\":1,\"name\":",
                DMPKIT_E_UNKNOWN_FIELD, "field", "software.bogus");
  check_changed(take_professional, PROFESSIONAL, "\"sector\":", "\"bogus\":[],\"sector\":",
                DMPKIT_E_UNKNOWN_FIELD, "field", "structure.bogus");
  check_changed(take_request, request, "\"oid\":", "\"bogus\":{},\"oid\":",
                DMPKIT_E_UNKNOWN_FIELD, "field", "patient.ins.bogus");
  check_changed(take_control, CONTROL, "}",
                ",\"fault\":{\"kind\":\"cut\",\"after_bytes\":1,\"bogus\":1}}",
                DMPKIT_E_UNKNOWN_FIELD, "field", "fault.bogus");
  check_changed(take_control, CONTROL, "}",
                ",\"fault\":{\"kind\":\"threshold\",\"bogus\":1}}", DMPKIT_E_UNKNOWN_FIELD,
                "field", "fault.bogus");
}

static void check_missing_fields(void) {
  check_field(take_config, CONFIG, "\"version\":\"1.0\"", "\"id\":\"1\"", "software.version");
  check_field(take_professional, PROFESSIONAL, "\"profession\":\"10\",", "", "profession");
  check_field(take_professional, PROFESSIONAL, "\"speciality\":\"SM26\",", "", "speciality");
  check_field(take_professional, PROFESSIONAL, "\"means\":\"CPS\"", "", "authentication.means");
  check_field(take_request, request, "\"sex\":\"F\",", "", "patient.sex");
  check_field(take_request, request, "\"operator\":",
              "\"purpose\":{\"code\":\"bris_de_glace\"},\"operator\":", "purpose.reason");
}

static void check_wrong_types(void) {
  check_field(take_config, CONFIG, "\"Exemple\"", "5", "software.name");
  check_field(take_config, CONFIG, "\"software\":", "\"timeout_ms\":\"1\",\"software\":",
              "timeout_ms");
  check_field(take_config, CONFIG, "\"software\":", "\"timeout_ms\":0,\"software\":",
              "timeout_ms");
  check_field(take_config, CONFIG, "\"software\":", "\"timeout_ms\":-1,\"software\":",
              "timeout_ms");
  check_field(take_professional, PROFESSIONAL, "\"10\"", "10", "profession");
  check_field(take_request, request, "\"given_names\":[\"JEANNE\",\"LOUISE\"]",
              "\"given_names\":\"JEANNE\"", "patient.given_names");
  check_field(take_request, request, "\"LOUISE\"", "false", "patient.given_names[1]");
  check_field(take_control, CONTROL, "}",
              ",\"latency_ms\":1.5}", "latency_ms");
  check_field(take_control, CONTROL, "}",
              ",\"fault_times\":1}", "fault_times");
}

static void check_wrong_values(void) {
  check_field(take_config, CONFIG, "\"software\":", "\"time_zone\":\"Mars\",\"software\":",
              "time_zone");
  check_field(take_config, CONFIG, "\"software\":",
              "\"identity\":{\"minimum_status\":\"PROV\"},\"software\":",
              "identity.minimum_status");
  check_field(take_professional, PROFESSIONAL, "899700000011", "12", "id");
  check_field(take_professional, PROFESSIONAL, "SA07", "7", "structure.sector");
  check_field(take_request, request, "\"sex\":\"F\"", "\"sex\":\"X\"", "patient.sex");
  check_field(take_request, request, "\"QUAL\"", "\"SURE\"", "patient.identity_status");
  check_field(take_request, request, "\"professional\"", "\"robot\"", "operator");
  check_field(take_request, request, "\"operator\":",
              "\"purpose\":{\"code\":\"curiosity\"},\"operator\":", "purpose.code");
  check_field(take_request, request, "19580314", "19580231", "patient.birth_date");
  check_field(take_request, request, "258033523890052", "258033523890053",
              "patient.ins.matricule");
  check_field(take_request, request, "1.2.250.1.213.1.4.10", "1.2.3", "patient.ins.oid");
  check_field(take_control, CONTROL, "}",
              ",\"fault\":{\"kind\":\"gremlins\"}}", "fault.kind");
  check_field(take_control, CONTROL, "}",
              ",\"clock\":\"noon\"}", "clock");
}

static void check_configuration(void) {
  check_changed(take_config, CONFIG, "\"environment\":\"sandbox\",", "",
                DMPKIT_E_UNKNOWN_ENVIRONMENT, "field", "environment");
  check_changed(take_config, CONFIG, "\"sandbox\"", "\"\"", DMPKIT_E_UNKNOWN_ENVIRONMENT,
                "field", "environment");
  check_changed(take_config, CONFIG, "\"sandbox\"", "\"production\"",
                DMPKIT_E_UNKNOWN_ENVIRONMENT, "field", "environment");
  check_changed(take_request, request, "1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.8",
                DMPKIT_E_PRODUCTION_IDENTITY, "field", "patient.ins.oid");
  check_changed(take_professional, PROFESSIONAL, "\"CPS\"", "\"EIDAS\"", DMPKIT_E_UNKNOWN_MEANS,
                "field", "authentication.means");
}

/* A list that holds the values of a document in their order is no document. */
static void check_positions(void) {
  check_refused(take_config,
                "[\"dmpkit.config/1\",\"sandbox\",[\"Exemple\",\"1.0\",null,null],"
                "\"Europe/Paris\",30000,16777216,[\"QUAL\"],[true,18],[null,null,{}],null]",
                DMPKIT_E_WRONG_SCHEMA, "field", "schema");
  check_field(take_request, request, "{\"matricule\":\"258033523890052\",\"oid\":"
              "\"1.2.250.1.213.1.4.10\"}", "[\"258033523890052\",\"1.2.250.1.213.1.4.10\"]",
              "patient.ins");
}

/* An error never repeats a value: it may name a patient. */
static void check_discretion(const char *from, const char *to) {
  dmpkit_error *err = NULL;
  dmpkit_view view = {"", 0};
  char *changed = replaced(request, from, to);
  size_t index;
  CHECK_STATUS(DMPKIT_E_INVALID_FIELD, take_request(changed, SIZE_MAX, &err));
  CHECK_STATUS(DMPKIT_OK, dmpkit_error_message(err, &view));
  CHECK(strstr(view.ptr, "SECRET") == NULL);
  for (index = 0; index < dmpkit_error_detail_count(err); index++) {
    CHECK_STATUS(DMPKIT_OK, dmpkit_error_detail_value(err, index, &view));
    CHECK(strstr(view.ptr, "SECRET") == NULL);
  }
  dmpkit_error_free(err);
  free(changed);
}

int main(void) {
  dmpkit_buffer *buffer;
  size_t index;
  check_start("misuse_documents");
  client = sandbox_client(NULL);
  session = sandbox_session(client);
  buffer = sandbox_request(client, "active_valide");
  request = replaced(dmpkit_buffer_data(buffer), "", "");
  for (index = 0; index < TAKER_COUNT; index++) {
    check_lengths(TAKERS[index]);
    check_bytes(TAKERS[index]);
    check_json(TAKERS[index]);
    check_schema(TAKERS[index]);
  }
  check_deep();
  check_unknown_fields();
  check_missing_fields();
  check_wrong_types();
  check_wrong_values();
  check_configuration();
  check_positions();
  check_discretion("\"F\"", "\"SECRET\"");
  check_discretion("258033523890052", "SECRET");
  check_discretion("[\"JEANNE\",\"LOUISE\"]", "\"SECRET\"");
  check_discretion("[\"JEANNE\",\"LOUISE\"]", "\"a, expected SECRET\"");
  /* After all that the same session opens the same chart. */
  sandbox_control(client, "{\"schema\":\"dmpkit.sandbox-control/1\",\"fault\":null}");
  CHECK_STATUS(DMPKIT_OK, take_request(request, SIZE_MAX, NULL));
  free(request);
  dmpkit_buffer_free(buffer);
  dmpkit_session_free(session);
  dmpkit_client_free(client);
  return check_end();
}
