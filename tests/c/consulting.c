/* flags: -std=c99 */
/* Searching, comparing and reading: what the rules forbid, and what may go wrong on the way. */
#include "check.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

static dmpkit_client *client;
static dmpkit_session *session;

static const char SEARCH[] = "{\"schema\":\"dmpkit.query/1\",\"act\":\"user\"}";
static const char CHANGES[] =
    "{\"schema\":\"dmpkit.local-copies/1\",\"act\":\"user\",\"since\":\"2025-01-01T00:00:00Z\","
    "\"copies\":[]}";

/* The acts in one shape. Each leaves NULL where it fails, and frees what it made. */
typedef int32_t (*act)(const dmpkit_chart *chart, const char *with, const dmpkit_call *call,
                       dmpkit_error **err);

static int32_t search(const dmpkit_chart *chart, const char *with, const dmpkit_call *call,
                      dmpkit_error **err) {
  dmpkit_results *results = NULL;
  int32_t status = dmpkit_chart_search(chart, with, SIZE_MAX, call, &results, err);
  CHECK((results != NULL) == (status == DMPKIT_OK));
  dmpkit_results_free(results);
  return status;
}

static int32_t changes(const dmpkit_chart *chart, const char *with, const dmpkit_call *call,
                       dmpkit_error **err) {
  dmpkit_buffer *buffer = NULL;
  int32_t status = dmpkit_chart_changes(chart, with, SIZE_MAX, call, &buffer, err);
  CHECK((buffer != NULL) == (status == DMPKIT_OK));
  dmpkit_buffer_free(buffer);
  return status;
}

static int32_t read_one(const dmpkit_chart *chart, const char *with, const dmpkit_call *call,
                        dmpkit_error **err) {
  dmpkit_document *document = NULL;
  int32_t status = dmpkit_chart_read(chart, with, SIZE_MAX, call, &document, err);
  CHECK((document != NULL) == (status == DMPKIT_OK));
  dmpkit_document_free(document);
  return status;
}

enum { SEARCHES, COMPARES, READS, ACTS };
static const act DO[ACTS] = {search, changes, read_one};

/* The uniqueId of the first document found, for the caller to free(). */
static char *some_id(const dmpkit_chart *chart) {
  dmpkit_results *results = sandbox_search(chart, "");
  dmpkit_view view = {NULL, 0};
  REQUIRE(dmpkit_results_text(results, 0, DMPKIT_TEXT_UNIQUE_ID, &view) == DMPKIT_OK);
  char *id = malloc(view.len + 1);
  REQUIRE(id != NULL);
  memcpy(id, view.ptr, view.len + 1);
  dmpkit_results_free(results);
  return id;
}

static void check_rule(int32_t expected, int32_t status, dmpkit_error *err, const char *rule,
                       const char *requirement) {
  dmpkit_view view = {NULL, 0};
  CHECK_NUMBER(DMPKIT_CATEGORY_RULE, dmpkit_error_category(err));
  CHECK_STATUS(DMPKIT_OK, dmpkit_error_requirement(err, &view));
  CHECK_VIEW(requirement, view);
  CHECK_DETAIL(expected, status, err, rule == NULL ? NULL : "rule", rule);
}

/* What the software does of its own accord is bounded, and refused before anything is sent. */
static void check_search_not_allowed(void) {
  dmpkit_chart *chart = sandbox_chart(client, session, "active_valide");
  dmpkit_error *err = NULL;
  sandbox_control(client, FAULT("{\"kind\":\"noise\"}"));
  int32_t status =
      search(chart, "{\"schema\":\"dmpkit.query/1\",\"act\":\"after_feed\"}", NULL, &err);
  check_rule(DMPKIT_E_SEARCH_NOT_ALLOWED, status, err, "after_feed", "EX_3.1-1090");
  err = NULL;
  status = search(chart, "{\"schema\":\"dmpkit.query/1\",\"act\":\"opening\"}", NULL, &err);
  check_rule(DMPKIT_E_SEARCH_NOT_ALLOWED, status, err, "automatic.off", "EX_3.1-2030");
  err = NULL;
  char *opening = replaced(CHANGES, "\"user\"", "\"opening\"");
  status = changes(chart, opening, NULL, &err);
  check_rule(DMPKIT_E_SEARCH_NOT_ALLOWED, status, err, "automatic.off", "EX_3.1-2030");
  err = NULL;
  CHECK_DETAIL(DMPKIT_E_INVALID_FIELD,
               search(chart, "{\"schema\":\"dmpkit.query/1\"}", NULL, &err), err, "field", "act");
  sandbox_control(client, NO_FAULT);
  free(opening);
  dmpkit_chart_free(chart);
}

static void check_person_refused(const char *label, const char *outcome) {
  static const char *const WITH[ACTS] = {SEARCH, CHANGES, "1.2.3"};
  dmpkit_chart *chart = sandbox_chart(client, session, label);
  for (int which = 0; which < ACTS; which++) {
    dmpkit_error *err = NULL;
    dmpkit_view reasons = {"", 0};
    int32_t status = DO[which](chart, WITH[which], NULL, &err);
    CHECK_NUMBER(DMPKIT_CATEGORY_RULE, dmpkit_error_category(err));
    CHECK_STATUS(DMPKIT_OK, dmpkit_error_detail(err, "reasons", SIZE_MAX, &reasons));
    CHECK(reasons.len > 0);
    CHECK_DETAIL(DMPKIT_E_ACCESS_NOT_ALLOWED, status, err, "outcome", outcome);
  }
  dmpkit_chart_free(chart);
}

static void check_access_not_allowed(void) {
  check_person_refused("active_no_authorisation", "after_steps");
  check_person_refused("active_expired", "after_steps");
  check_person_refused("active_blocked", "refused");
  check_person_refused("closed_by_patient", "refused");
  check_person_refused("absent", "refused");
  check_person_refused("identity_provisional", "refused");
}

/* The conditions of an emergency are declared with the first act. */
static void check_emergency(void) {
  dmpkit_buffer *usual = sandbox_request(client, "active_no_authorisation");
  char *request = replaced(dmpkit_buffer_data(usual), "\"operator\"",
                           "\"purpose\":{\"code\":\"bris_de_glace\",\"reason\":\"Coma\"},"
                           "\"operator\"");
  dmpkit_chart *chart = NULL;
  dmpkit_error *err = NULL;
  REQUIRE(dmpkit_chart_open(session, request, SIZE_MAX, NULL, &chart, NULL) == DMPKIT_OK);
  CHECK_FAILURE(DMPKIT_E_ACCESS_NOT_ALLOWED, search(chart, SEARCH, NULL, &err), err);
  CHECK_STATUS(DMPKIT_OK, search(chart,
                                 "{\"schema\":\"dmpkit.query/1\",\"act\":\"user\","
                                 "\"emergency_declared\":true}",
                                 NULL, NULL));
  CHECK_STATUS(DMPKIT_OK, search(chart, SEARCH, NULL, NULL));
  dmpkit_chart_free(chart);
  dmpkit_buffer_free(usual);
  free(request);
}

static dmpkit_call *call_of(uint64_t ms) {
  dmpkit_call *call = NULL;
  REQUIRE(dmpkit_call_new(&call, NULL) == DMPKIT_OK);
  CHECK_STATUS(DMPKIT_OK, dmpkit_call_set_timeout_ms(call, ms * (uint64_t)slack()));
  return call;
}

/* A progress function that acts on the chart it hears of, and may cancel its call. */
struct meddling {
  const dmpkit_chart *chart;
  const char *id;
  dmpkit_call *call;
  int cancels;
  int heard;
};

static int32_t meddle(void *user_data, int32_t phase, uint64_t done, uint64_t total) {
  struct meddling *meddling = user_data;
  dmpkit_error *err = NULL;
  (void)done, (void)total;
  if (phase == DMPKIT_PHASE_WAITING && meddling->heard++ == 0) {
    CHECK_FAILURE(DMPKIT_E_BUSY, search(meddling->chart, SEARCH, NULL, &err), err);
    CHECK_FAILURE(DMPKIT_E_BUSY, changes(meddling->chart, CHANGES, NULL, &err), err);
    CHECK_FAILURE(DMPKIT_E_BUSY, read_one(meddling->chart, meddling->id, NULL, &err), err);
    CHECK_FAILURE(DMPKIT_E_BUSY, dmpkit_chart_refresh(meddling->chart, NULL, &err), err);
    if (meddling->cancels) {
      CHECK_STATUS(DMPKIT_OK, dmpkit_call_cancel(meddling->call));
    }
  }
  return 0;
}

static void check_meddled(const dmpkit_chart *chart, const char *id, int which, int cancels) {
  const char *const with[ACTS] = {SEARCH, CHANGES, id};
  struct meddling meddling = {chart, id, call_of(60000), cancels, 0};
  dmpkit_error *err = NULL;
  dmpkit_progress progress;
  memset(&progress, 0, sizeof progress);
  progress.struct_size = sizeof progress;
  progress.user_data = &meddling;
  progress.progress = meddle;
  CHECK_STATUS(DMPKIT_OK, dmpkit_call_set_progress(meddling.call, &progress, NULL));
  int32_t status = DO[which](chart, with[which], meddling.call, &err);
  CHECK(meddling.heard > 0);
  if (cancels) {
    CHECK_FAILURE(DMPKIT_E_CANCELLED, status, err);
    CHECK_FAILURE(DMPKIT_E_CANCELLED, DO[which](chart, with[which], meddling.call, &err), err);
  } else {
    CHECK_STATUS(DMPKIT_OK, status);
  }
  dmpkit_call_free(meddling.call);
}

static void check_busy_and_cancelled(const dmpkit_chart *chart, const char *id) {
  for (int which = 0; which < ACTS; which++) {
    check_meddled(chart, id, which, 0);
    check_meddled(chart, id, which, 1);
  }
}

/* The time allowed covers the whole act, however many exchanges it makes. */
static void check_out_of_time(const dmpkit_chart *chart, const char *id) {
  const char *const with[ACTS] = {SEARCH, CHANGES, id};
  sandbox_control(client, "{\"schema\":\"dmpkit.sandbox-control/1\",\"latency_ms\":600000}");
  for (int which = 0; which < ACTS; which++) {
    dmpkit_call *call = call_of(100);
    dmpkit_error *err = NULL;
    long before = now_ms();
    CHECK_FAILURE(DMPKIT_E_TIMEOUT, DO[which](chart, with[which], call, &err), err);
    CHECK(now_ms() - before < 2000 * slack());
    dmpkit_call_free(call);
  }
  sandbox_control(client, "{\"schema\":\"dmpkit.sandbox-control/1\",\"latency_ms\":null}");
}

struct fault {
  const char *control;
  /* Of a search and of a comparison, and of a reading. */
  int32_t listing;
  int32_t reading;
};

static const struct fault FAULTS[] = {
    {FAULT("{\"kind\":\"timeout\"}"), DMPKIT_E_TIMEOUT, DMPKIT_E_TIMEOUT},
    {FAULT("{\"kind\":\"cut\",\"after_bytes\":700}"), DMPKIT_E_CONNECTION_CUT,
     DMPKIT_E_CONNECTION_CUT},
    {FAULT("{\"kind\":\"soap_fault\",\"code\":\"DMPInvalidCertificate\",\"text\":\"x\"}"),
     DMPKIT_E_SERVER_CERTIFICATE, DMPKIT_E_SERVER_CERTIFICATE},
    {FAULT("{\"kind\":\"application_error\",\"code\":\"DMPAccessDeniedByRightsService\","
           "\"text\":\"x\"}"),
     DMPKIT_E_SERVER_RIGHTS, DMPKIT_E_SERVER_RIGHTS},
    {FAULT("{\"kind\":\"application_error\",\"code\":\"DMPOfTheFuture\",\"text\":\"x\"}"),
     DMPKIT_E_SERVER_REFUSED, DMPKIT_E_SERVER_REFUSED},
    {FAULT("{\"kind\":\"threshold\"}"), DMPKIT_E_SERVER_THRESHOLD, DMPKIT_E_SERVER_THRESHOLD},
    {FAULT("{\"kind\":\"unrelated_xml\"}"), DMPKIT_E_ANSWER_UNEXPECTED,
     DMPKIT_E_ANSWER_UNREADABLE},
    {FAULT("{\"kind\":\"noise\"}"), DMPKIT_E_ANSWER_UNREADABLE, DMPKIT_E_ANSWER_UNREADABLE},
    {FAULT("{\"kind\":\"huge\"}"), DMPKIT_E_ANSWER_TOO_LARGE, DMPKIT_E_ANSWER_TOO_LARGE},
    {FAULT("{\"kind\":\"panic\"}"), DMPKIT_E_PANIC, DMPKIT_E_PANIC},
    /* What is doubtful or missing in a list is told with it; a body is there or not. */
    {FAULT("{\"kind\":\"partial_success\"}"), DMPKIT_OK, DMPKIT_E_SERVER_REFUSED},
    {FAULT("{\"kind\":\"vanish\"}"), DMPKIT_OK, DMPKIT_E_SERVER_REFUSED},
    {FAULT("{\"kind\":\"missing_unique_id\"}"), DMPKIT_OK, DMPKIT_OK},
    {FAULT("{\"kind\":\"duplicated_entries\"}"), DMPKIT_OK, DMPKIT_OK},
    {FAULT("{\"kind\":\"dirty_metadata\"}"), DMPKIT_OK, DMPKIT_OK},
    {FAULT("{\"kind\":\"wrong_hash\"}"), DMPKIT_OK, DMPKIT_OK}};

static void check_act(const struct fault *fault, const dmpkit_chart *chart, int which,
                      const char *with) {
  int32_t expected = which == READS ? fault->reading : fault->listing;
  dmpkit_call *call = call_of(expected == DMPKIT_E_TIMEOUT ? 100 : 60000);
  dmpkit_error *err = NULL;
  int32_t status = DO[which](chart, with, call, &err);
  if (expected == DMPKIT_OK) {
    CHECK_STATUS(DMPKIT_OK, status);
  } else {
    CHECK_FAILURE(expected, status, err);
  }
  dmpkit_call_free(call);
}

/* Each leaves no trace: the same act without the fault works at once. */
static void check_faults(const dmpkit_chart *chart, const char *id) {
  const char *const with[ACTS] = {SEARCH, CHANGES, id};
  for (size_t index = 0; index < sizeof FAULTS / sizeof FAULTS[0]; index++) {
    for (int which = 0; which < ACTS; which++) {
      sandbox_control(client, FAULTS[index].control);
      check_act(&FAULTS[index], chart, which, with[which]);
      sandbox_control(client, NO_FAULT);
      CHECK_STATUS(DMPKIT_OK, DO[which](chart, with[which], NULL, NULL));
    }
  }
}

/* Too many searches: no other is sent for a while, and nothing else stops (EX_3.1-2035). */
static void check_threshold(void) {
  dmpkit_client *usual = sandbox_client(NULL);
  dmpkit_session *at_work = sandbox_session(usual);
  dmpkit_chart *chart = sandbox_chart(usual, at_work, "opposed_emergency");
  dmpkit_error *err = NULL;
  dmpkit_view requirement = {NULL, 0};
  char *id = some_id(chart);
  sandbox_control(usual, FAULT("{\"kind\":\"threshold\"}"));
  CHECK_FAILURE(DMPKIT_E_SERVER_THRESHOLD, search(chart, SEARCH, NULL, &err), err);
  sandbox_control(usual, NO_FAULT);
  CHECK_STATUS(DMPKIT_E_SERVER_THRESHOLD, changes(chart, CHANGES, NULL, &err));
  CHECK_STATUS(DMPKIT_OK, dmpkit_error_requirement(err, &requirement));
  CHECK_VIEW("EX_3.1-2035", requirement);
  CHECK(dmpkit_error_retry_after_ms(err) > 0 && dmpkit_error_retry_after_ms(err) <= 600000);
  dmpkit_error_free(err);
  CHECK_STATUS(DMPKIT_OK, read_one(chart, id, NULL, NULL));
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(chart, NULL, NULL));
  free(id);
  dmpkit_chart_free(chart);
  dmpkit_session_free(at_work);
  dmpkit_client_free(usual);
}

int main(void) {
  check_start("consulting");
  /* No pause after a threshold, no pace of reading; documents are smaller than a huge answer. */
  char *config = replaced(CONFIG, "\"software\"",
                          "\"search\":{\"threshold_pause_s\":0},\"reading\":{\"reads\":1000,"
                          "\"seconds\":1,\"max_document_bytes\":1000000},\"software\"");
  REQUIRE(dmpkit_client_open(config, SIZE_MAX, NULL, NULL, &client, NULL) == DMPKIT_OK);
  session = sandbox_session(client);
  check_search_not_allowed();
  check_access_not_allowed();
  check_emergency();
  dmpkit_chart *chart = sandbox_chart(client, session, "opposed_emergency");
  char *id = some_id(chart);
  check_busy_and_cancelled(chart, id);
  check_out_of_time(chart, id);
  check_faults(chart, id);
  check_threshold();
  free(id);
  free(config);
  dmpkit_chart_free(chart);
  dmpkit_session_free(session);
  dmpkit_client_free(client);
  return check_end();
}
