/* flags: -std=c89 */
/* Each fault of the way or of the server gives its own error, in time, and leaves no trace. */
#include "check.h"
#include "sandbox.h"

#include <string.h>

struct fault {
  const char *control;
  int32_t expected;
  int32_t category;
  int32_t retry;
  /* A detail of the error, and a word of its message. */
  const char *detail;
  const char *value;
  const char *word;
};

static const struct fault FAULTS[] = {
    {FAULT("{\"kind\":\"timeout\"}"), DMPKIT_E_TIMEOUT, DMPKIT_CATEGORY_CALL,
     DMPKIT_RETRY_LATER, NULL, NULL, "time"},
    {FAULT("{\"kind\":\"cut\",\"after_bytes\":700}"), DMPKIT_E_CONNECTION_CUT,
     DMPKIT_CATEGORY_CONNECTION, DMPKIT_RETRY_LATER, NULL, NULL, "700 bytes"},
    {FAULT("{\"kind\":\"cut\",\"after_bytes\":0}"), DMPKIT_E_CONNECTION_CUT,
     DMPKIT_CATEGORY_CONNECTION, DMPKIT_RETRY_LATER, NULL, NULL, "0 bytes"},
    {FAULT("{\"kind\":\"soap_fault\",\"code\":\"DMPInvalidCertificate\",\"text\":\"x\"}"),
     DMPKIT_E_SERVER_CERTIFICATE, DMPKIT_CATEGORY_SERVER, DMPKIT_RETRY_AFTER_CORRECTION,
     "dmp_code", "DMPInvalidCertificate", "DMPInvalidCertificate"},
    {FAULT("{\"kind\":\"soap_fault\",\"code\":\"DMPOfTheFuture\",\"text\":\"x\"}"),
     DMPKIT_E_SERVER_FAULT, DMPKIT_CATEGORY_SERVER, DMPKIT_RETRY_LATER, "fault", "Receiver",
     "DMPOfTheFuture"},
    {FAULT("{\"kind\":\"application_error\",\"code\":\"DMPAccessDeniedByRightsService\","
           "\"text\":\"x\"}"),
     DMPKIT_E_SERVER_RIGHTS, DMPKIT_CATEGORY_SERVER, DMPKIT_RETRY_NEVER, "family", "rights",
     "DMPAccessDeniedByRightsService"},
    {FAULT("{\"kind\":\"application_error\",\"code\":\"DMPOfTheFuture\",\"text\":\"x\"}"),
     DMPKIT_E_SERVER_REFUSED, DMPKIT_CATEGORY_SERVER, DMPKIT_RETRY_NEVER, "acknowledgement",
     "AE", "DMPOfTheFuture"},
    {FAULT("{\"kind\":\"threshold\"}"), DMPKIT_E_SERVER_THRESHOLD, DMPKIT_CATEGORY_SERVER,
     DMPKIT_RETRY_LATER, "dmp_code", "DMPAccessDeniedByExcededThreshold", "Threshold"},
    {FAULT("{\"kind\":\"unrelated_xml\"}"), DMPKIT_E_ANSWER_UNEXPECTED, DMPKIT_CATEGORY_ANSWER,
     DMPKIT_RETRY_LATER, NULL, NULL, ""},
    {FAULT("{\"kind\":\"noise\"}"), DMPKIT_E_ANSWER_UNREADABLE, DMPKIT_CATEGORY_ANSWER,
     DMPKIT_RETRY_LATER, NULL, NULL, ""},
    {FAULT("{\"kind\":\"huge\"}"), DMPKIT_E_ANSWER_TOO_LARGE, DMPKIT_CATEGORY_CONNECTION,
     DMPKIT_RETRY_NEVER, NULL, NULL, "16777216"},
    {FAULT("{\"kind\":\"panic\"}"), DMPKIT_E_PANIC, DMPKIT_CATEGORY_INTERNAL,
     DMPKIT_RETRY_LATER, NULL, NULL, "internal error"}};

static const size_t FAULT_COUNT = sizeof FAULTS / sizeof FAULTS[0];

static dmpkit_client *client;
static dmpkit_session *session;

static dmpkit_call *call_of_200_ms(void) {
  dmpkit_call *call = NULL;
  REQUIRE(dmpkit_call_new(&call, NULL) == DMPKIT_OK);
  CHECK_STATUS(DMPKIT_OK, dmpkit_call_set_timeout_ms(call, 200 * (uint64_t)slack()));
  return call;
}

static void check_error(const struct fault *fault, int32_t status, dmpkit_error *err) {
  dmpkit_view message = {"", 0};
  CHECK_NUMBER(fault->category, dmpkit_error_category(err));
  CHECK_NUMBER(fault->retry, dmpkit_error_retry(err));
  CHECK_STATUS(DMPKIT_OK, dmpkit_error_message(err, &message));
  CHECK(strstr(message.ptr, fault->word) != NULL);
  CHECK_DETAIL(fault->expected, status, err, fault->detail, fault->value);
}

static void check_opening(const struct fault *fault, const char *request) {
  dmpkit_call *call = call_of_200_ms();
  dmpkit_chart *chart = NULL;
  dmpkit_error *err = NULL;
  long before = now_ms();
  int32_t status = dmpkit_chart_open(session, request, SIZE_MAX, call, &chart, &err);
  CHECK(now_ms() - before < 2000 * slack());
  CHECK(chart == NULL);
  check_error(fault, status, err);
  dmpkit_call_free(call);
}

/* The chart keeps its former state, and is free for the next act. */
static void check_refreshing(const struct fault *fault, const dmpkit_chart *chart) {
  dmpkit_call *call = call_of_200_ms();
  dmpkit_error *err = NULL;
  dmpkit_view before = {NULL, 0};
  dmpkit_view after = {NULL, 0};
  uint64_t sequence = dmpkit_chart_sequence(chart);
  long since = now_ms();
  int32_t status;
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_text(chart, DMPKIT_FIELD_STATUS, &before));
  status = dmpkit_chart_refresh(chart, call, &err);
  CHECK(now_ms() - since < 2000 * slack());
  check_error(fault, status, err);
  CHECK_NUMBER(sequence, dmpkit_chart_sequence(chart));
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_text(chart, DMPKIT_FIELD_STATUS, &after));
  CHECK(before.ptr == after.ptr);
  sandbox_control(client, NO_FAULT);
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(chart, NULL, NULL));
  CHECK_NUMBER(sequence + 1, dmpkit_chart_sequence(chart));
  dmpkit_call_free(call);
}

static void check_every_fault(const char *request) {
  dmpkit_chart *chart = sandbox_chart(client, session, "active_valide");
  size_t index;
  for (index = 0; index < FAULT_COUNT; index++) {
    sandbox_control(client, FAULTS[index].control);
    check_opening(&FAULTS[index], request);
    check_refreshing(&FAULTS[index], chart);
    dmpkit_chart_free(sandbox_chart(client, session, "active_expired"));
  }
  dmpkit_chart_free(chart);
}

/* People to whom a fault always happens, found by their label. */
static void check_person(const char *label, int32_t expected) {
  dmpkit_buffer *request = sandbox_request(client, label);
  dmpkit_call *call = call_of_200_ms();
  dmpkit_chart *chart = NULL;
  dmpkit_error *err = NULL;
  CHECK_FAILURE(expected,
                dmpkit_chart_open(session, dmpkit_buffer_data(request), SIZE_MAX, call, &chart,
                                  &err),
                err);
  dmpkit_call_free(call);
  dmpkit_buffer_free(request);
}

static void check_people(void) {
  check_person("fault_timeout", DMPKIT_E_TIMEOUT);
  check_person("fault_cut", DMPKIT_E_CONNECTION_CUT);
  check_person("fault_soap", DMPKIT_E_SERVER_CERTIFICATE);
  check_person("fault_application_error", DMPKIT_E_SERVER_RIGHTS);
  check_person("fault_threshold", DMPKIT_E_SERVER_THRESHOLD);
  check_person("fault_unrelated_xml", DMPKIT_E_ANSWER_UNEXPECTED);
  check_person("fault_noise", DMPKIT_E_ANSWER_UNREADABLE);
  check_person("fault_huge", DMPKIT_E_ANSWER_TOO_LARGE);
}

static void check_threshold_requirement(const char *request) {
  dmpkit_chart *chart = NULL;
  dmpkit_error *err = NULL;
  dmpkit_view view = {NULL, 0};
  sandbox_control(client, FAULT("{\"kind\":\"threshold\"},\"fault_times\":1"));
  CHECK(dmpkit_chart_open(session, request, SIZE_MAX, NULL, &chart, &err) < 0);
  CHECK_STATUS(DMPKIT_OK, dmpkit_error_requirement(err, &view));
  CHECK_VIEW("EX_3.1-2035", view);
  dmpkit_error_free(err);
  /* It was for one call only. */
  dmpkit_chart_free(sandbox_chart(client, session, "active_valide"));
}

/* A server's words may quote the request: what names the patient is struck out. */
static void check_quoted_patient(const char *request) {
  dmpkit_chart *chart = NULL;
  dmpkit_error *err = NULL;
  dmpkit_view text = {"", 0};
  sandbox_control(client, FAULT("{\"kind\":\"application_error\",\"code\":\"DMPx\",\"text\":"
                                "\"refus pour MAREUIL Jeanne, 258033523890052\"}"));
  CHECK(dmpkit_chart_open(session, request, SIZE_MAX, NULL, &chart, &err) < 0);
  CHECK_STATUS(DMPKIT_OK, dmpkit_error_detail(err, "dmp_text", SIZE_MAX, &text));
  CHECK(strstr(text.ptr, "refus pour") != NULL);
  CHECK(strstr(text.ptr, "MAREUIL") == NULL);
  CHECK(strstr(text.ptr, "Jeanne") == NULL);
  CHECK(strstr(text.ptr, "2580") == NULL);
  dmpkit_error_free(err);
  sandbox_control(client, NO_FAULT);
}

/* A field of the control that is null is put back. */
static void check_latency_is_put_back(void) {
  dmpkit_chart *chart = sandbox_chart(client, session, "active_valide");
  dmpkit_call *call = call_of_200_ms();
  dmpkit_error *err = NULL;
  sandbox_control(client, "{\"schema\":\"dmpkit.sandbox-control/1\",\"latency_ms\":600000}");
  CHECK_FAILURE(DMPKIT_E_TIMEOUT, dmpkit_chart_refresh(chart, call, &err), err);
  sandbox_control(client, "{\"schema\":\"dmpkit.sandbox-control/1\",\"latency_ms\":null}");
  dmpkit_call_set_timeout_ms(call, 2000 * (uint64_t)slack());
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(chart, call, NULL));
  dmpkit_call_free(call);
  dmpkit_chart_free(chart);
}

int main(void) {
  dmpkit_buffer *request;
  check_start("faults");
  client = sandbox_client(NULL);
  session = sandbox_session(client);
  request = sandbox_request(client, "active_valide");
  check_every_fault(dmpkit_buffer_data(request));
  check_people();
  check_threshold_requirement(dmpkit_buffer_data(request));
  check_quoted_patient(dmpkit_buffer_data(request));
  check_latency_is_put_back();
  dmpkit_buffer_free(request);
  dmpkit_session_free(session);
  dmpkit_client_free(client);
  return check_end();
}
