/* flags: -std=c99 -D_POSIX_C_SOURCE=200112L -pthread */
/* Several threads on one chart, one call and one session. */
#include "check.h"
#include "sandbox.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static dmpkit_client *client;
static dmpkit_session *session;

/* A flag that one thread raises and others wait for. */
struct flag {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  int raised;
};

#define FLAG {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0}

static void flag_raise(struct flag *flag) {
  pthread_mutex_lock(&flag->lock);
  flag->raised = 1;
  pthread_cond_broadcast(&flag->changed);
  pthread_mutex_unlock(&flag->lock);
}

static void flag_wait(struct flag *flag) {
  pthread_mutex_lock(&flag->lock);
  while (!flag->raised) {
    pthread_cond_wait(&flag->changed, &flag->lock);
  }
  pthread_mutex_unlock(&flag->lock);
}

static int flag_is_raised(struct flag *flag) {
  int raised;
  pthread_mutex_lock(&flag->lock);
  raised = flag->raised;
  pthread_mutex_unlock(&flag->lock);
  return raised;
}

static pthread_t thread(void *(*run)(void *), void *data) {
  pthread_t started;
  REQUIRE(pthread_create(&started, NULL, run, data) == 0);
  return started;
}

static void set_latency(const char *control) { sandbox_control(client, control); }

#define LATENCY(ms) "{\"schema\":\"dmpkit.sandbox-control/1\",\"latency_ms\":" ms "}"

/* Two acts on one chart. The one that comes first waits, once it is under way, until the other
   was turned away: who comes first is left to chance, what must follow is not. */
static struct flag turned_away = FLAG;
static struct flag acts_done = FLAG;

static int32_t wait_for_the_other(void *user_data, int32_t phase, uint64_t done,
                                  uint64_t total) {
  (void)user_data, (void)done, (void)total;
  if (phase == DMPKIT_PHASE_SENDING) {
    flag_wait(&turned_away);
  }
  return 0;
}

struct act {
  dmpkit_chart *chart;
  int32_t status;
};

static void *run_act(void *data) {
  struct act *act = data;
  dmpkit_call *call = NULL;
  dmpkit_progress progress;
  memset(&progress, 0, sizeof progress);
  progress.struct_size = sizeof progress;
  progress.progress = wait_for_the_other;
  dmpkit_call_new(&call, NULL);
  dmpkit_call_set_progress(call, &progress, NULL);
  act->status = dmpkit_chart_refresh(act->chart, call, NULL);
  if (act->status != DMPKIT_OK) {
    flag_raise(&turned_away);
  }
  dmpkit_call_free(call);
  return NULL;
}

struct reader {
  dmpkit_chart *chart;
  long rounds;
  long wrong;
};

static int is_text(dmpkit_view view) { return view.ptr != NULL && strlen(view.ptr) == view.len; }

/* Everything a chart answers, once; how much of it is wrong. */
static long read_all(const dmpkit_chart *chart) {
  dmpkit_view view = {NULL, 0};
  dmpkit_buffer *report = NULL;
  long wrong = 0;
  wrong += dmpkit_chart_existence(chart) != DMPKIT_EXISTENCE_ACTIVE;
  wrong += dmpkit_chart_authorisation(chart) != DMPKIT_AUTHORISATION_EXPIRE;
  wrong += dmpkit_chart_access(chart) != DMPKIT_ACCESS_AFTER_STEPS;
  wrong += dmpkit_chart_severity(chart) != DMPKIT_SEVERITY_ATTENTION;
  wrong += dmpkit_chart_sequence(chart) < 1;
  for (int32_t field = DMPKIT_FIELD_STATUS; field <= DMPKIT_FIELD_ANSWERED_AT; field++) {
    wrong += dmpkit_chart_text(chart, field, &view) != DMPKIT_OK || !is_text(view);
  }
  for (size_t index = 0; index < dmpkit_chart_reason_count(chart); index++) {
    wrong += dmpkit_chart_reason_id(chart, index, &view) != DMPKIT_OK || !is_text(view);
    wrong += dmpkit_chart_reason_text(chart, index, &view) != DMPKIT_OK || !is_text(view);
    wrong += dmpkit_chart_reason_source(chart, index, &view) != DMPKIT_OK || !is_text(view);
    wrong += dmpkit_chart_reason_effect(chart, index) < DMPKIT_EFFECT_BLOCKS;
  }
  for (size_t index = 0; index < dmpkit_chart_action_count(chart); index++) {
    wrong += dmpkit_chart_action_id(chart, index, &view) != DMPKIT_OK || !is_text(view);
    wrong += dmpkit_chart_action_text(chart, index, &view) != DMPKIT_OK || !is_text(view);
  }
  for (size_t index = 0; index < dmpkit_chart_banner_count(chart); index++) {
    wrong += dmpkit_chart_banner_id(chart, index, &view) != DMPKIT_OK || !is_text(view);
    wrong += dmpkit_chart_banner_text(chart, index, &view) != DMPKIT_OK || !is_text(view);
  }
  wrong += dmpkit_chart_report(chart, &report, NULL) != DMPKIT_OK;
  wrong += dmpkit_buffer_len(report) < 100;
  dmpkit_buffer_free(report);
  return wrong;
}

static void *run_reader(void *data) {
  struct reader *reader = data;
  while (!flag_is_raised(&acts_done)) {
    reader->wrong += read_all(reader->chart);
    reader->rounds++;
  }
  return NULL;
}

static void check_acts_exclude_each_other(void) {
  dmpkit_chart *chart = sandbox_chart(client, session, "active_expired");
  struct act acts[2] = {{chart, 0}, {chart, 0}};
  struct reader reader = {chart, 0, 0};
  set_latency(LATENCY("300"));
  pthread_t reading = thread(run_reader, &reader);
  pthread_t first = thread(run_act, &acts[0]);
  pthread_t second = thread(run_act, &acts[1]);
  pthread_join(first, NULL);
  pthread_join(second, NULL);
  flag_raise(&acts_done);
  pthread_join(reading, NULL);
  CHECK_NUMBER(1, (acts[0].status == DMPKIT_E_BUSY) + (acts[1].status == DMPKIT_E_BUSY));
  CHECK_NUMBER(1, (acts[0].status == DMPKIT_OK) + (acts[1].status == DMPKIT_OK));
  CHECK_NUMBER(2, dmpkit_chart_sequence(chart));
  CHECK(reader.rounds > 0);
  CHECK_NUMBER(0, reader.wrong);
  set_latency(LATENCY("0"));
  dmpkit_chart_free(chart);
}

static dmpkit_call *new_call(void) {
  dmpkit_call *call = NULL;
  REQUIRE(dmpkit_call_new(&call, NULL) == DMPKIT_OK);
  return call;
}

static void check_cancelled_before(void) {
  dmpkit_chart *chart = sandbox_chart(client, session, "active_expired");
  dmpkit_chart *none = NULL;
  dmpkit_buffer *request = sandbox_request(client, "active_expired");
  dmpkit_call *call = new_call();
  dmpkit_error *err = NULL;
  dmpkit_session *no_session = NULL;
  dmpkit_client *no_client = NULL;
  long before = now_ms();
  set_latency(LATENCY("5000"));
  CHECK_STATUS(DMPKIT_OK, dmpkit_call_cancel(call));
  CHECK_STATUS(DMPKIT_OK, dmpkit_call_cancel(call));
  CHECK_FAILURE(DMPKIT_E_CANCELLED, dmpkit_chart_refresh(chart, call, &err), err);
  CHECK_FAILURE(DMPKIT_E_CANCELLED,
                dmpkit_chart_open(session, dmpkit_buffer_data(request), SIZE_MAX, call, &none,
                                  &err),
                err);
  CHECK_FAILURE(DMPKIT_E_CANCELLED,
                dmpkit_session_open(client, PROFESSIONAL, SIZE_MAX, call, &no_session, &err),
                err);
  CHECK_FAILURE(DMPKIT_E_CANCELLED,
                dmpkit_client_open(CONFIG, SIZE_MAX, NULL, call, &no_client, &err), err);
  CHECK(now_ms() - before < 500 * slack());
  CHECK(none == NULL && no_session == NULL && no_client == NULL);
  set_latency(LATENCY("0"));
  dmpkit_call_free(call);
  dmpkit_buffer_free(request);
  dmpkit_chart_free(chart);
}

/* A refresh that waits for the server, to be cancelled by another thread. */
struct waiting {
  dmpkit_chart *chart;
  dmpkit_call *call;
  struct flag begun;
  int32_t status;
  long ended_ms;
};

static int32_t tell_waiting(void *user_data, int32_t phase, uint64_t done, uint64_t total) {
  struct waiting *waiting = user_data;
  (void)done, (void)total;
  if (phase == DMPKIT_PHASE_WAITING) {
    flag_raise(&waiting->begun);
  }
  return 0;
}

static void *run_waiting(void *data) {
  struct waiting *waiting = data;
  waiting->status = dmpkit_chart_refresh(waiting->chart, waiting->call, NULL);
  waiting->ended_ms = now_ms();
  return NULL;
}

static void check_cancelled_during(void) {
  struct waiting waiting = {NULL, NULL, FLAG, 0, 0};
  dmpkit_progress progress;
  memset(&progress, 0, sizeof progress);
  progress.struct_size = sizeof progress;
  progress.user_data = &waiting;
  progress.progress = tell_waiting;
  waiting.chart = sandbox_chart(client, session, "active_expired");
  waiting.call = new_call();
  CHECK_STATUS(DMPKIT_OK, dmpkit_call_set_progress(waiting.call, &progress, NULL));
  set_latency(LATENCY("5000"));
  pthread_t runs = thread(run_waiting, &waiting);
  flag_wait(&waiting.begun);
  long cancelled_ms = now_ms();
  CHECK_STATUS(DMPKIT_OK, dmpkit_call_cancel(waiting.call));
  pthread_join(runs, NULL);
  CHECK_STATUS(DMPKIT_E_CANCELLED, waiting.status);
  CHECK(waiting.ended_ms - cancelled_ms < 500 * slack());
  CHECK_NUMBER(1, dmpkit_chart_sequence(waiting.chart));
  set_latency(LATENCY("0"));
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(waiting.chart, NULL, NULL));
  dmpkit_call_free(waiting.call);
  dmpkit_chart_free(waiting.chart);
}

enum { THREADS = 8, CHARTS = 50 };

struct opener {
  const char *request;
  int opened;
  int wrong;
};

static void *run_opener(void *data) {
  struct opener *opener = data;
  for (int index = 0; index < CHARTS; index++) {
    dmpkit_chart *chart = NULL;
    if (dmpkit_chart_open(session, opener->request, SIZE_MAX, NULL, &chart, NULL) == DMPKIT_OK) {
      opener->opened++;
      opener->wrong += dmpkit_chart_access(chart) != DMPKIT_ACCESS_ALLOWED;
    }
    dmpkit_chart_free(chart);
  }
  return NULL;
}

static void check_many_threads(void) {
  dmpkit_buffer *request = sandbox_request(client, "active_valide");
  struct opener openers[THREADS];
  pthread_t threads[THREADS];
  for (int index = 0; index < THREADS; index++) {
    openers[index] = (struct opener){dmpkit_buffer_data(request), 0, 0};
    threads[index] = thread(run_opener, &openers[index]);
  }
  for (int index = 0; index < THREADS; index++) {
    pthread_join(threads[index], NULL);
    CHECK_NUMBER(CHARTS, openers[index].opened);
    CHECK_NUMBER(0, openers[index].wrong);
  }
  dmpkit_buffer_free(request);
}

/* Results that several threads read and refine, while acts run on their chart. */
enum { LISTERS = 4, LISTS = 5 };

struct lister {
  const dmpkit_results *results;
  const dmpkit_document *document;
  const char *words;
  size_t expected;
  long wrong;
};

/* Each row is made at first use: threads meet there. */
static long list_all(const dmpkit_results *results) {
  dmpkit_view view = {NULL, 0};
  dmpkit_buffer *column = NULL;
  long wrong = 0;
  size_t sum = 0;
  for (size_t row = 0; row < dmpkit_results_count(results); row++) {
    wrong += dmpkit_results_text(results, row, DMPKIT_TEXT_TITLE, &view) != DMPKIT_OK;
    wrong += !is_text(view);
    sum += view.len + 1;
  }
  wrong += dmpkit_results_column(results, DMPKIT_TEXT_TITLE, 0, SIZE_MAX, &column, NULL) != 0;
  wrong += dmpkit_buffer_len(column) != sum;
  dmpkit_buffer_free(column);
  return wrong;
}

static void *run_lister(void *data) {
  struct lister *lister = data;
  dmpkit_view page = {NULL, 0};
  for (int index = 0; index < LISTS; index++) {
    dmpkit_results *refined = NULL;
    dmpkit_buffer *facets = NULL;
    lister->wrong += list_all(lister->results);
    lister->wrong +=
        dmpkit_results_refine(lister->results, lister->words, SIZE_MAX, &refined, NULL) != 0;
    lister->wrong += dmpkit_results_count(refined) != lister->expected;
    lister->wrong += list_all(refined);
    lister->wrong +=
        dmpkit_results_facets(refined, NULL, 0, DMPKIT_FORM_JSON, &facets, NULL) != DMPKIT_OK;
    lister->wrong += dmpkit_document_html(lister->document, &page) != DMPKIT_OK;
    lister->wrong += !is_text(page);
    dmpkit_buffer_free(facets);
    dmpkit_results_free(refined);
  }
  return NULL;
}

static void check_results_are_shared(void) {
  dmpkit_chart *chart = sandbox_chart(client, session, "active_valide");
  dmpkit_results *results = sandbox_search(chart, "");
  dmpkit_results *refined = sandbox_search(chart, "\"words\":\"consultation\"");
  char *words = query_where("\"words\":\"consultation\"");
  dmpkit_document *document = NULL;
  dmpkit_view id = {NULL, 0};
  struct lister listers[LISTERS];
  pthread_t threads[LISTERS];
  REQUIRE(dmpkit_results_text(refined, 0, DMPKIT_TEXT_UNIQUE_ID, &id) == DMPKIT_OK);
  REQUIRE(dmpkit_chart_read(chart, id.ptr, id.len, NULL, &document, NULL) == DMPKIT_OK);
  for (int index = 0; index < LISTERS; index++) {
    listers[index] =
        (struct lister){results, document, words, dmpkit_results_count(refined), 0};
    threads[index] = thread(run_lister, &listers[index]);
  }
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(chart, NULL, NULL));
  dmpkit_results_free(sandbox_search(chart, ""));
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(chart, NULL, NULL));
  dmpkit_chart_free(chart);
  for (int index = 0; index < LISTERS; index++) {
    pthread_join(threads[index], NULL);
    CHECK_NUMBER(0, listers[index].wrong);
  }
  CHECK(listers[0].expected > 0);
  dmpkit_document_free(document);
  dmpkit_results_free(refined);
  dmpkit_results_free(results);
  free(words);
}

int main(void) {
  check_start("threads");
  client = sandbox_client(NULL);
  session = sandbox_session(client);
  check_acts_exclude_each_other();
  check_cancelled_before();
  check_cancelled_during();
  check_many_threads();
  check_results_are_shared();
  dmpkit_session_free(session);
  dmpkit_client_free(client);
  return check_end();
}
