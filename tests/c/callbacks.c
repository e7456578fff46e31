/* flags: -std=c89 */
/* The host's clock and log: asked, told, and each destroyed exactly once. */
#include "check.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

/* 2026-03-02T08:30:00Z. */
#define A_MORNING ((int64_t)1772440200 * 1000)

struct clock_state {
  int32_t answer;
  int64_t unix_ms;
  int asked;
  int destroyed;
};

static int32_t clock_now(void *user_data, int64_t *unix_ms) {
  struct clock_state *state = user_data;
  state->asked++;
  *unix_ms = state->unix_ms;
  return state->answer;
}

static void clock_destroy(void *user_data) { ((struct clock_state *)user_data)->destroyed++; }

static dmpkit_clock clock_table(struct clock_state *state) {
  dmpkit_clock table;
  memset(&table, 0, sizeof table);
  table.struct_size = sizeof table;
  table.user_data = state;
  table.now = clock_now;
  table.destroy = clock_destroy;
  return table;
}

static dmpkit_host *host_new(void) {
  dmpkit_host *host = NULL;
  REQUIRE(dmpkit_host_new(&host, NULL) == DMPKIT_OK);
  return host;
}

/* The handle may go at once, and the table was copied: the client keeps what it took. */
static dmpkit_client *client_with_clock(struct clock_state *state) {
  dmpkit_host *host = host_new();
  dmpkit_clock table = clock_table(state);
  dmpkit_client *client;
  CHECK_STATUS(DMPKIT_OK, dmpkit_host_set_clock(host, &table, NULL));
  memset(&table, 0xA5, sizeof table);
  client = sandbox_client(host);
  dmpkit_host_free(host);
  CHECK_NUMBER(0, state->destroyed);
  return client;
}

static void check_fixed_clock(void) {
  struct clock_state state = {0, A_MORNING, 0, 0};
  dmpkit_client *client = client_with_clock(&state);
  dmpkit_session *session = sandbox_session(client);
  dmpkit_chart *chart;
  dmpkit_view view = {NULL, 0};
  /* The sandbox keeps its own clock, as a server does: both are set to one moment. */
  sandbox_control(client, "{\"schema\":\"dmpkit.sandbox-control/1\","
                          "\"clock\":\"2026-03-02T08:30:00Z\"}");
  chart = sandbox_chart(client, session, "active_valide");
  CHECK(state.asked > 0);
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_text(chart, DMPKIT_FIELD_ANSWERED_AT, &view));
  CHECK_VIEW("02/03/2026 09:30", view);
  dmpkit_client_free(client);
  dmpkit_session_free(session);
  CHECK_NUMBER(0, state.destroyed);
  dmpkit_chart_free(chart);
  CHECK_NUMBER(1, state.destroyed);
}

/* Asked for the default, and without function at all: the machine's clock. */
static void check_default_clock(int32_t answer, int with_function) {
  struct clock_state state = {0, 0, 0, 0};
  dmpkit_host *host = host_new();
  dmpkit_clock table = clock_table(&state);
  dmpkit_client *client;
  dmpkit_session *session;
  state.answer = answer;
  table.now = with_function ? clock_now : NULL;
  CHECK_STATUS(DMPKIT_OK, dmpkit_host_set_clock(host, &table, NULL));
  client = sandbox_client(host);
  session = sandbox_session(client);
  /* The sandbox refuses a client whose clock is minutes off its own. */
  dmpkit_chart_free(sandbox_chart(client, session, "active_valide"));
  CHECK_NUMBER(with_function, state.asked > 0);
  dmpkit_session_free(session);
  dmpkit_client_free(client);
  dmpkit_host_free(host);
  CHECK_NUMBER(1, state.destroyed);
}

/* Searching, reading and keeping ask the time too; what was read stays. */
static void check_acts_without_time(const dmpkit_chart *chart, struct clock_state *state) {
  int32_t answer = state->answer;
  dmpkit_results *results;
  dmpkit_results *none = NULL;
  dmpkit_document *document = NULL;
  dmpkit_document *no_document = NULL;
  dmpkit_buffer *bytes = NULL;
  dmpkit_buffer *receipt = NULL;
  dmpkit_view id = {NULL, 0};
  dmpkit_error *err = NULL;
  state->answer = DMPKIT_HOST_DEFAULT;
  results = sandbox_search(chart, "\"type\":\"60591-5\"");
  REQUIRE(dmpkit_results_text(results, 0, DMPKIT_TEXT_UNIQUE_ID, &id) == DMPKIT_OK);
  REQUIRE(dmpkit_chart_read(chart, id.ptr, id.len, NULL, &document, NULL) == DMPKIT_OK);
  state->answer = answer;
  CHECK_DETAIL(DMPKIT_E_HOST_FAILED,
               dmpkit_chart_search(chart, "{\"schema\":\"dmpkit.query/1\",\"act\":\"user\"}",
                                   SIZE_MAX, NULL, &none, &err),
               err, "function", "clock.now");
  CHECK_DETAIL(DMPKIT_E_HOST_FAILED,
               dmpkit_chart_read(chart, id.ptr, id.len, NULL, &no_document, &err), err,
               "function", "clock.now");
  CHECK_DETAIL(DMPKIT_E_HOST_FAILED, dmpkit_document_save(document, &bytes, &receipt, &err), err,
               "function", "clock.now");
  CHECK(none == NULL && no_document == NULL && bytes == NULL && receipt == NULL);
  CHECK_STATUS(DMPKIT_OK, dmpkit_document_html(document, &id));
  CHECK(id.len > 0);
  dmpkit_document_free(document);
  dmpkit_results_free(results);
}

static void check_failing_clock(int32_t answer, int64_t unix_ms, const char *host_code) {
  struct clock_state state = {DMPKIT_HOST_DEFAULT, 0, 0, 0};
  dmpkit_client *client = client_with_clock(&state);
  dmpkit_session *session = sandbox_session(client);
  dmpkit_session *none = NULL;
  dmpkit_chart *chart = sandbox_chart(client, session, "active_valide");
  dmpkit_error *err = NULL;
  state.answer = answer;
  state.unix_ms = unix_ms;
  CHECK_DETAIL(DMPKIT_E_HOST_FAILED, dmpkit_chart_refresh(chart, NULL, &err), err, "host_code",
               host_code);
  check_acts_without_time(chart, &state);
  CHECK_DETAIL(DMPKIT_E_HOST_FAILED,
               dmpkit_session_open(client, PROFESSIONAL, SIZE_MAX, NULL, &none, &err), err,
               "function", "clock.now");
  CHECK(none == NULL);
  /* The failure is over once the clock is: the chart is as before, and not stuck. */
  CHECK_NUMBER(1, dmpkit_chart_sequence(chart));
  state.answer = DMPKIT_HOST_DEFAULT;
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(chart, NULL, &err));
  CHECK_NUMBER(2, dmpkit_chart_sequence(chart));
  dmpkit_chart_free(chart);
  dmpkit_session_free(session);
  dmpkit_client_free(client);
  CHECK_NUMBER(1, state.destroyed);
}

struct log_state {
  int lines;
  int loudest;
  int quietest;
  int malformed;
  int destroyed;
  char text[16384];
};

static void log_write(void *user_data, int32_t level, const char *line, size_t len) {
  struct log_state *state = user_data;
  state->lines++;
  state->quietest = level > state->quietest ? level : state->quietest;
  state->loudest = level < state->loudest ? level : state->loudest;
  if (line[len] != '\0' || strlen(line) != len || strchr(line, '\n') != NULL) {
    state->malformed++;
  }
  if (strlen(state->text) + len + 2 < sizeof state->text) {
    strcat(strcat(state->text, line), "\n");
  }
}

static void log_destroy(void *user_data) { ((struct log_state *)user_data)->destroyed++; }

static dmpkit_client *client_with_log(struct log_state *state, int32_t level) {
  dmpkit_host *host = host_new();
  dmpkit_client *client;
  dmpkit_log table;
  memset(state, 0, sizeof *state);
  state->loudest = DMPKIT_LOG_DEBUG;
  memset(&table, 0, sizeof table);
  table.struct_size = sizeof table;
  table.level = level;
  table.user_data = state;
  table.write = log_write;
  table.destroy = log_destroy;
  CHECK_STATUS(DMPKIT_OK, dmpkit_host_set_log(host, &table, NULL));
  client = sandbox_client(host);
  dmpkit_host_free(host);
  return client;
}

static void check_absent(const char *text, const char *request, const char *field) {
  char *value = json_text(request, field);
  CHECK(value == NULL || strstr(text, value) == NULL);
  free(value);
}

static void check_given_names_absent(const char *text, const char *request) {
  const char *from = strstr(request, "\"given_names\":[\"");
  char *name;
  REQUIRE(from != NULL);
  name = replaced(from + strlen("\"given_names\":[\""), "", "");
  name[strcspn(name, "\"")] = '\0';
  CHECK(strstr(text, name) == NULL);
  free(name);
}

/* Opens a chart, whatever comes of it, and reads what the log says about it. */
static void check_log_about(const dmpkit_client *client, const dmpkit_session *session,
                            struct log_state *state, size_t index) {
  dmpkit_view label = {NULL, 0};
  dmpkit_buffer *request = NULL;
  dmpkit_chart *chart = NULL;
  dmpkit_call *call = NULL;
  const char *text;
  CHECK_STATUS(DMPKIT_OK, dmpkit_sandbox_person_label(client, index, &label));
  CHECK_STATUS(DMPKIT_OK, dmpkit_sandbox_person_request(client, index, &request, NULL));
  CHECK_STATUS(DMPKIT_OK, dmpkit_call_new(&call, NULL));
  dmpkit_call_set_timeout_ms(call, 100);
  text = dmpkit_buffer_data(request);
  state->text[0] = '\0';
  (void)dmpkit_chart_open(session, text, SIZE_MAX, call, &chart, NULL);
  CHECK(state->text[0] != '\0');
  check_absent(state->text, text, "matricule");
  check_absent(state->text, text, "birth_name");
  check_absent(state->text, text, "birth_date");
  check_absent(state->text, text, "used_name");
  /* Those who meet a fault are named after it, and so is the error that the log tells. */
  if (strncmp(label.ptr, "fault_", 6) != 0) {
    check_given_names_absent(state->text, text);
  }
  dmpkit_chart_free(chart);
  dmpkit_call_free(call);
  dmpkit_buffer_free(request);
}

static void check_log(void) {
  static struct log_state state;
  dmpkit_client *client = client_with_log(&state, DMPKIT_LOG_DEBUG);
  dmpkit_session *session = sandbox_session(client);
  size_t count = dmpkit_sandbox_person_count(client);
  size_t index;
  for (index = 0; index < count; index++) {
    check_log_about(client, session, &state, index);
  }
  CHECK_NUMBER(0, state.malformed);
  CHECK(state.loudest == DMPKIT_LOG_WARNING);
  dmpkit_client_free(client);
  CHECK_NUMBER(0, state.destroyed);
  dmpkit_session_free(session);
  CHECK_NUMBER(1, state.destroyed);
}

/* Opens one chart that works and one that fails, and answers how verbose the log was. */
static int quietest_heard(int32_t level) {
  static struct log_state state;
  dmpkit_client *client = client_with_log(&state, level);
  dmpkit_session *session = sandbox_session(client);
  dmpkit_buffer *request = sandbox_request(client, "fault_noise");
  dmpkit_chart *chart = NULL;
  dmpkit_chart_free(sandbox_chart(client, session, "active_valide"));
  CHECK(dmpkit_chart_open(session, dmpkit_buffer_data(request), SIZE_MAX, NULL, &chart, NULL) <
        0);
  dmpkit_buffer_free(request);
  dmpkit_session_free(session);
  dmpkit_client_free(client);
  CHECK_NUMBER(1, state.destroyed);
  return state.quietest;
}

int main(void) {
  check_start("callbacks");
  check_fixed_clock();
  check_default_clock(DMPKIT_HOST_DEFAULT, 1);
  check_default_clock(0, 0);
  check_failing_clock(-7, 0, "-7");
  check_failing_clock(2, 0, "2");
  /* Succeeds with a moment that is none. */
  check_failing_clock(0, (int64_t)1 << 62, "0");
  check_log();
  CHECK_NUMBER(0, quietest_heard(DMPKIT_LOG_ERROR));
  CHECK_NUMBER(DMPKIT_LOG_WARNING, quietest_heard(DMPKIT_LOG_WARNING));
  CHECK_NUMBER(DMPKIT_LOG_INFORMATION, quietest_heard(DMPKIT_LOG_INFORMATION));
  CHECK_NUMBER(DMPKIT_LOG_INFORMATION, quietest_heard(0));
  return check_end();
}
