/* flags: -std=c89 */
/* Sizes of tables, indexes, field numbers, and the getters of an error. */
#include "check.h"
#include "sandbox.h"

#include <string.h>

static int destroyed;

static void destroy(void *user_data) {
  (void)user_data;
  destroyed++;
}

/* A clock as a later header may have it: four words longer. */
struct longer_clock {
  dmpkit_clock clock;
  uint32_t tail[4];
};

static struct longer_clock longer_clock(uint32_t struct_size) {
  struct longer_clock table;
  memset(&table, 0, sizeof table);
  table.clock.struct_size = struct_size;
  table.clock.destroy = destroy;
  destroyed = 0;
  return table;
}

/* A table whose size is no size cannot be read: neither can its destroy. */
static void check_size_refused(dmpkit_host *host, uint32_t struct_size) {
  struct longer_clock table = longer_clock(struct_size);
  dmpkit_error *err = NULL;
  CHECK_FAILURE(DMPKIT_E_BAD_SIZE, dmpkit_host_set_clock(host, &table.clock, &err), err);
  CHECK_NUMBER(0, destroyed);
}

static void check_clock_sizes(dmpkit_host *host) {
  check_size_refused(host, 0);
  check_size_refused(host, 1);
  check_size_refused(host, sizeof(dmpkit_clock) - 1);
  check_size_refused(host, 0x10000);
  check_size_refused(host, 0xFFFFFFFFu);
}

static void check_longer_clock(dmpkit_host *host) {
  struct longer_clock table = longer_clock(sizeof table);
  dmpkit_error *err = NULL;
  CHECK_STATUS(DMPKIT_OK, dmpkit_host_set_clock(host, &table.clock, &err));
  CHECK_NUMBER(0, destroyed);
  CHECK_STATUS(DMPKIT_OK, dmpkit_host_set_clock(host, NULL, &err));
  CHECK_NUMBER(1, destroyed);
  /* A field of the future that this version would not honour. */
  table = longer_clock(sizeof table);
  table.tail[3] = 1;
  CHECK_FAILURE(DMPKIT_E_UNSUPPORTED, dmpkit_host_set_clock(host, &table.clock, &err), err);
  CHECK_NUMBER(1, destroyed);
}

static void check_other_tables(dmpkit_host *host) {
  dmpkit_error *err = NULL;
  dmpkit_call *call = NULL;
  dmpkit_log log;
  dmpkit_progress progress;
  memset(&log, 0, sizeof log);
  memset(&progress, 0, sizeof progress);
  REQUIRE(dmpkit_call_new(&call, NULL) == DMPKIT_OK);
  CHECK_FAILURE(DMPKIT_E_BAD_SIZE, dmpkit_host_set_log(host, &log, &err), err);
  CHECK_FAILURE(DMPKIT_E_BAD_SIZE, dmpkit_call_set_progress(call, &progress, &err), err);
  log.struct_size = sizeof log;
  progress.struct_size = sizeof progress;
  /* Without a function a table does nothing, and nothing is what it is allowed to do. */
  CHECK_STATUS(DMPKIT_OK, dmpkit_host_set_log(host, &log, &err));
  CHECK_STATUS(DMPKIT_OK, dmpkit_call_set_progress(call, &progress, &err));
  dmpkit_call_free(call);
}

typedef int32_t (*view_at)(const dmpkit_chart *chart, size_t index, dmpkit_view *view);

static void check_ends_at(view_at function, const dmpkit_chart *chart, size_t count) {
  dmpkit_view view = {"untouched", 9};
  CHECK_STATUS(DMPKIT_OK, function(chart, count - 1, &view));
  view.ptr = "untouched";
  CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE, function(chart, count, &view));
  CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE, function(chart, SIZE_MAX, &view));
  CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE, function(chart, SIZE_MAX / 2 + 1, &view));
  /* A caller who does not look at the status reads nothing, not what was there before. */
  CHECK(strcmp(view.ptr, "") == 0 && view.len == 0);
}

static void check_chart_ranges(const dmpkit_chart *chart) {
  static const int32_t NO_FIELDS[] = {0, -1, 9, 100, 2147483647, -2147483647 - 1};
  size_t reasons = dmpkit_chart_reason_count(chart);
  size_t index;
  check_ends_at(dmpkit_chart_reason_id, chart, reasons);
  check_ends_at(dmpkit_chart_reason_text, chart, reasons);
  check_ends_at(dmpkit_chart_reason_source, chart, reasons);
  check_ends_at(dmpkit_chart_action_id, chart, dmpkit_chart_action_count(chart));
  check_ends_at(dmpkit_chart_action_text, chart, dmpkit_chart_action_count(chart));
  check_ends_at(dmpkit_chart_banner_id, chart, dmpkit_chart_banner_count(chart));
  check_ends_at(dmpkit_chart_banner_text, chart, dmpkit_chart_banner_count(chart));
  CHECK_NUMBER(0, dmpkit_chart_reason_effect(chart, reasons));
  CHECK_NUMBER(0, dmpkit_chart_reason_effect(chart, SIZE_MAX));
  for (index = 0; index < sizeof NO_FIELDS / sizeof NO_FIELDS[0]; index++) {
    dmpkit_view view = {NULL, 0};
    CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE, dmpkit_chart_text(chart, NO_FIELDS[index], &view));
  }
}

static void check_sandbox_ranges(const dmpkit_client *client) {
  size_t count = dmpkit_sandbox_person_count(client);
  dmpkit_view view = {NULL, 0};
  dmpkit_buffer *request = NULL;
  dmpkit_error *err = NULL;
  CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE, dmpkit_sandbox_person_label(client, count, &view));
  CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE, dmpkit_sandbox_person_label(client, SIZE_MAX, &view));
  CHECK_FAILURE(DMPKIT_E_OUT_OF_RANGE,
                dmpkit_sandbox_person_request(client, SIZE_MAX, &request, &err), err);
  CHECK(request == NULL);
}

static void check_details(const dmpkit_error *err) {
  size_t count = dmpkit_error_detail_count(err);
  dmpkit_view name = {NULL, 0};
  dmpkit_view value = {NULL, 0};
  dmpkit_view found = {NULL, 0};
  size_t index;
  CHECK(count >= 2);
  for (index = 0; index < count; index++) {
    CHECK_STATUS(DMPKIT_OK, dmpkit_error_detail_name(err, index, &name));
    CHECK_STATUS(DMPKIT_OK, dmpkit_error_detail_value(err, index, &value));
    CHECK_STATUS(DMPKIT_OK, dmpkit_error_detail(err, name.ptr, name.len, &found));
    CHECK_VIEW(value.ptr, found);
  }
  CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE, dmpkit_error_detail_name(err, count, &name));
  CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE, dmpkit_error_detail_value(err, SIZE_MAX, &value));
  CHECK_STATUS(DMPKIT_OK, dmpkit_error_detail(err, "no such detail", SIZE_MAX, &found));
  CHECK_VIEW("", found);
  CHECK_STATUS(DMPKIT_OK, dmpkit_error_detail(err, "field and more", 5, &found));
  CHECK(found.len > 0);
  CHECK_STATUS(DMPKIT_E_BAD_UTF8, dmpkit_error_detail(err, "\xFF", SIZE_MAX, &found));
  CHECK_STATUS(DMPKIT_E_NULL, dmpkit_error_detail(err, NULL, 5, &found));
  CHECK_STATUS(DMPKIT_E_INPUT_TOO_LARGE, dmpkit_error_detail(err, "x", SIZE_MAX - 1, &found));
}

static void check_error_getters(void) {
  dmpkit_client *client = NULL;
  dmpkit_error *err = NULL;
  dmpkit_view view = {NULL, 0};
  CHECK_STATUS(DMPKIT_E_WRONG_SCHEMA,
               dmpkit_client_open("{}", SIZE_MAX, NULL, NULL, &client, &err));
  CHECK_STATUS(DMPKIT_E_WRONG_SCHEMA, dmpkit_error_code(err));
  CHECK_NUMBER(DMPKIT_CATEGORY_INPUT, dmpkit_error_category(err));
  CHECK_NUMBER(DMPKIT_RETRY_AFTER_CORRECTION, dmpkit_error_retry(err));
  CHECK_NUMBER(0, dmpkit_error_retry_after_ms(err));
  CHECK_STATUS(DMPKIT_OK, dmpkit_error_message(err, &view));
  CHECK_VIEW("schema: is missing; expected dmpkit.config/1", view);
  CHECK_STATUS(DMPKIT_OK, dmpkit_error_user_message(err, &view));
  CHECK_VIEW(NULL, view);
  CHECK_STATUS(DMPKIT_OK, dmpkit_error_requirement(err, &view));
  CHECK_VIEW("", view);
  check_details(err);
  dmpkit_error_free(err);
}

/* A call that works leaves NULL where a call that failed before left an error. */
static void check_error_is_reset(const dmpkit_client *client) {
  dmpkit_error *err = NULL;
  dmpkit_error *first;
  CHECK(dmpkit_sandbox_control(client, "{}", SIZE_MAX, &err) < 0);
  first = err;
  CHECK_STATUS(DMPKIT_OK, dmpkit_sandbox_control(
                              client, "{\"schema\":\"dmpkit.sandbox-control/1\"}", SIZE_MAX,
                              &err));
  CHECK(first != NULL && err == NULL);
  CHECK_STATUS(DMPKIT_E_WRONG_SCHEMA, dmpkit_error_code(first));
  dmpkit_error_free(first);
}

static void check_secrets(dmpkit_host *host) {
  static char big[(64 << 10) + 1];
  dmpkit_error *err = NULL;
  CHECK_STATUS(DMPKIT_OK,
               dmpkit_host_set_secret(host, "homologation_number", "DMP-1", 5, &err));
  CHECK_STATUS(DMPKIT_OK,
               dmpkit_host_set_secret(host, "homologation_number", "DMP-2", SIZE_MAX, &err));
  CHECK_STATUS(DMPKIT_OK, dmpkit_host_set_secret(host, "homologation_number", NULL, 0, &err));
  CHECK_STATUS(DMPKIT_OK, dmpkit_host_set_secret(host, "homologation_number", "", 0, &err));
  CHECK_DETAIL(DMPKIT_E_INVALID_FIELD, dmpkit_host_set_secret(host, "pin", "1234", 4, &err),
               err, "field", "name");
  CHECK_FAILURE(DMPKIT_E_NULL,
                dmpkit_host_set_secret(host, "homologation_number", NULL, 4, &err), err);
  CHECK_FAILURE(DMPKIT_E_BAD_UTF8, dmpkit_host_set_secret(host, "\xFF", "1234", 4, &err), err);
  CHECK_FAILURE(DMPKIT_E_BAD_UTF8,
                dmpkit_host_set_secret(host, "homologation_number", "\xFF", 1, &err), err);
  CHECK_FAILURE(DMPKIT_E_INPUT_TOO_LARGE,
                dmpkit_host_set_secret(host, "homologation_number", big, sizeof big, &err),
                err);
}

int main(void) {
  dmpkit_host *host = NULL;
  dmpkit_client *client;
  dmpkit_session *session;
  dmpkit_chart *chart;
  check_start("misuse_tables");
  REQUIRE(dmpkit_host_new(&host, NULL) == DMPKIT_OK);
  check_clock_sizes(host);
  check_longer_clock(host);
  check_other_tables(host);
  check_secrets(host);
  client = sandbox_client(host);
  session = sandbox_session(client);
  chart = sandbox_chart(client, session, "active_no_authorisation");
  check_chart_ranges(chart);
  check_sandbox_ranges(client);
  check_error_getters();
  check_error_is_reset(client);
  dmpkit_chart_free(chart);
  dmpkit_session_free(session);
  dmpkit_client_free(client);
  dmpkit_host_free(host);
  return check_end();
}
