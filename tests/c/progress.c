/* flags: -std=c89 */
/* What a progress function may do while a call runs: stop it, free it, call the library again. */
#include "check.h"
#include "sandbox.h"

#include <string.h>

struct watch {
  dmpkit_call *call;
  dmpkit_session *session;
  dmpkit_chart *chart;
  const char *request;
  /* What to do, once, when this phase comes; NULL for nothing. */
  int32_t (*act)(struct watch *watch);
  int32_t at;
  int acted;
  int times;
  int32_t last_phase;
  int backwards;
  int overdone;
  int destroyed;
};

static int32_t watch_progress(void *user_data, int32_t phase, uint64_t done, uint64_t total) {
  struct watch *watch = user_data;
  watch->times++;
  watch->backwards += phase < watch->last_phase;
  watch->overdone += total != 0 && done > total;
  watch->last_phase = phase;
  if (watch->act != NULL && phase == watch->at && !watch->acted) {
    watch->acted = 1;
    return watch->act(watch);
  }
  return 0;
}

static void watch_destroy(void *user_data) { ((struct watch *)user_data)->destroyed++; }

static void watch_with(dmpkit_call *call, struct watch *watch) {
  dmpkit_progress table;
  memset(&table, 0, sizeof table);
  table.struct_size = sizeof table;
  table.user_data = watch;
  table.progress = watch_progress;
  table.destroy = watch_destroy;
  CHECK_STATUS(DMPKIT_OK, dmpkit_call_set_progress(call, &table, NULL));
}

/* A call watched by a fresh watch that acts so at the phase. */
static void start(struct watch *watch, int32_t (*act)(struct watch *), int32_t at) {
  dmpkit_session *session = watch->session;
  dmpkit_chart *chart = watch->chart;
  const char *request = watch->request;
  memset(watch, 0, sizeof *watch);
  watch->session = session;
  watch->chart = chart;
  watch->request = request;
  watch->act = act;
  watch->at = at;
  REQUIRE(dmpkit_call_new(&watch->call, NULL) == DMPKIT_OK);
  watch_with(watch->call, watch);
}

static void end(struct watch *watch) {
  CHECK_NUMBER(0, watch->destroyed);
  dmpkit_call_free(watch->call);
  CHECK_NUMBER(1, watch->destroyed);
}

static int32_t answer_one(struct watch *watch) {
  (void)watch;
  return 1;
}

static int32_t answer_negative(struct watch *watch) {
  (void)watch;
  return -1;
}

static int32_t cancel_the_call(struct watch *watch) {
  CHECK_STATUS(DMPKIT_OK, dmpkit_call_cancel(watch->call));
  return 0;
}

static void check_phases(struct watch *watch) {
  start(watch, NULL, 0);
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(watch->chart, watch->call, NULL));
  CHECK(watch->times >= 5);
  CHECK_NUMBER(0, watch->backwards);
  CHECK_NUMBER(0, watch->overdone);
  CHECK_NUMBER(DMPKIT_PHASE_READING, watch->last_phase);
  end(watch);
}

/* Stopped in any phase the call fails, and the chart stays what it was. */
static void check_stops(struct watch *watch, int32_t (*act)(struct watch *)) {
  int32_t phase;
  for (phase = DMPKIT_PHASE_PREPARING; phase <= DMPKIT_PHASE_READING; phase++) {
    dmpkit_error *err = NULL;
    dmpkit_chart *chart = NULL;
    uint64_t sequence = dmpkit_chart_sequence(watch->chart);
    start(watch, act, phase);
    CHECK_FAILURE(DMPKIT_E_CANCELLED, dmpkit_chart_refresh(watch->chart, watch->call, &err),
                  err);
    CHECK_NUMBER(phase, watch->last_phase);
    CHECK_NUMBER(sequence, dmpkit_chart_sequence(watch->chart));
    /* A cancelled call stays cancelled. */
    CHECK_FAILURE(DMPKIT_E_CANCELLED,
                  dmpkit_chart_open(watch->session, watch->request, SIZE_MAX, watch->call,
                                    &chart, &err),
                  err);
    CHECK(chart == NULL);
    CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(watch->chart, NULL, &err));
    end(watch);
  }
}

static int32_t enter_again(struct watch *watch) {
  dmpkit_chart *other = NULL;
  dmpkit_error *err = NULL;
  dmpkit_buffer *report = NULL;
  dmpkit_view view = {NULL, 0};
  CHECK_STATUS(DMPKIT_OK,
               dmpkit_chart_open(watch->session, watch->request, SIZE_MAX, NULL, &other, &err));
  CHECK_NUMBER(DMPKIT_EXISTENCE_ACTIVE, dmpkit_chart_existence(other));
  dmpkit_chart_free(other);
  CHECK_NUMBER(DMPKIT_EXISTENCE_ACTIVE, dmpkit_chart_existence(watch->chart));
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_text(watch->chart, DMPKIT_FIELD_STATUS, &view));
  CHECK_VIEW(NULL, view);
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_report(watch->chart, &report, NULL));
  dmpkit_buffer_free(report);
  CHECK_FAILURE(DMPKIT_E_BUSY, dmpkit_chart_refresh(watch->chart, NULL, &err), err);
  return 0;
}

static void check_entering_again(struct watch *watch) {
  int32_t phase;
  for (phase = DMPKIT_PHASE_PREPARING; phase <= DMPKIT_PHASE_READING; phase++) {
    start(watch, enter_again, phase);
    CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(watch->chart, watch->call, NULL));
    CHECK_NUMBER(1, watch->acted);
    end(watch);
  }
}

static int32_t free_the_call(struct watch *watch) {
  dmpkit_call_free(watch->call);
  CHECK_NUMBER(0, watch->destroyed);
  CHECK_STATUS(DMPKIT_E_BAD_HANDLE, dmpkit_call_cancel(watch->call));
  return 0;
}

/* The use that runs goes on, and takes the watcher with it at its end. */
static void check_freeing_the_call(struct watch *watch) {
  start(watch, free_the_call, DMPKIT_PHASE_SENDING);
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(watch->chart, watch->call, NULL));
  CHECK_NUMBER(DMPKIT_PHASE_READING, watch->last_phase);
  CHECK_NUMBER(1, watch->destroyed);
}

static struct watch *second;

static int32_t watch_by_another(struct watch *watch) {
  watch_with(watch->call, second);
  return 0;
}

/* The watcher is replaced by itself, while it runs: it lives until it has returned. */
static void check_replacing_the_watcher(struct watch *watch) {
  struct watch other;
  memset(&other, 0, sizeof other);
  second = &other;
  start(watch, watch_by_another, DMPKIT_PHASE_SENDING);
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(watch->chart, watch->call, NULL));
  CHECK_NUMBER(1, watch->destroyed);
  CHECK_NUMBER(DMPKIT_PHASE_SENDING, watch->last_phase);
  CHECK_NUMBER(DMPKIT_PHASE_READING, other.last_phase);
  CHECK_NUMBER(0, other.destroyed);
  CHECK_STATUS(DMPKIT_OK, dmpkit_call_set_progress(watch->call, NULL, NULL));
  CHECK_NUMBER(1, other.destroyed);
  dmpkit_call_free(watch->call);
  CHECK_NUMBER(1, watch->destroyed);
  CHECK_NUMBER(1, other.destroyed);
}

/* The watched chart's handle goes while it is refreshed: the act ends in peace. */
static int32_t free_the_chart(struct watch *watch) {
  dmpkit_chart_free(watch->chart);
  CHECK_NUMBER(0, dmpkit_chart_existence(watch->chart));
  return 0;
}

static void check_freeing_the_chart(struct watch *watch) {
  start(watch, free_the_chart, DMPKIT_PHASE_WAITING);
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(watch->chart, watch->call, NULL));
  CHECK_NUMBER(DMPKIT_PHASE_READING, watch->last_phase);
  end(watch);
}

int main(void) {
  struct watch watch;
  dmpkit_client *client;
  dmpkit_buffer *request;
  check_start("progress");
  memset(&watch, 0, sizeof watch);
  client = sandbox_client(NULL);
  request = sandbox_request(client, "active_valide");
  watch.request = dmpkit_buffer_data(request);
  watch.session = sandbox_session(client);
  watch.chart = sandbox_chart(client, watch.session, "active_expired");
  check_phases(&watch);
  check_stops(&watch, answer_one);
  check_stops(&watch, answer_negative);
  check_stops(&watch, cancel_the_call);
  check_entering_again(&watch);
  check_freeing_the_call(&watch);
  check_replacing_the_watcher(&watch);
  check_freeing_the_chart(&watch);
  dmpkit_buffer_free(request);
  dmpkit_session_free(watch.session);
  dmpkit_client_free(client);
  return check_end();
}
