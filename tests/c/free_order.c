/* flags: -std=c89 */
/* Handles are freed in every order: children keep parents alive, and each still works. */
#include "check.h"
#include "sandbox.h"

#include <string.h>

/* A person whose few documents this doctor may read. */
static const char PERSON[] = "opposed_emergency";

enum { CHART, SESSION, CLIENT, HOST, CALL, RESULTS, DOCUMENT, HANDLES };

/* Every order of these, once the others are freed. */
enum { ORDERED = 5 };
static const int SETS[][ORDERED] = {{CHART, SESSION, CLIENT, HOST, CALL},
                                    {CHART, SESSION, CLIENT, RESULTS, DOCUMENT}};

struct handles {
  dmpkit_chart *chart;
  dmpkit_session *session;
  dmpkit_client *client;
  dmpkit_host *host;
  dmpkit_call *call;
  dmpkit_results *results;
  dmpkit_document *document;
  dmpkit_buffer *request;
  int clock_destroyed;
};

static void clock_destroy(void *user_data) { (*(int *)user_data)++; }

static dmpkit_host *host_with_clock(int *destroyed) {
  dmpkit_host *host = NULL;
  dmpkit_clock clock;
  memset(&clock, 0, sizeof clock);
  clock.struct_size = sizeof clock;
  clock.user_data = destroyed;
  clock.destroy = clock_destroy;
  REQUIRE(dmpkit_host_new(&host, NULL) == DMPKIT_OK);
  REQUIRE(dmpkit_host_set_clock(host, &clock, NULL) == DMPKIT_OK);
  return host;
}

static void find_and_read(struct handles *handles) {
  dmpkit_view id = {NULL, 0};
  handles->document = NULL;
  handles->results = sandbox_search(handles->chart, "");
  REQUIRE(dmpkit_results_text(handles->results, 0, DMPKIT_TEXT_UNIQUE_ID, &id) == DMPKIT_OK);
  REQUIRE(dmpkit_chart_read(handles->chart, id.ptr, id.len, NULL, &handles->document, NULL) ==
          DMPKIT_OK);
}

static void open_all(struct handles *handles) {
  handles->clock_destroyed = 0;
  handles->host = host_with_clock(&handles->clock_destroyed);
  handles->client = sandbox_client(handles->host);
  handles->session = sandbox_session(handles->client);
  handles->request = sandbox_request(handles->client, PERSON);
  handles->chart = sandbox_chart(handles->client, handles->session, PERSON);
  find_and_read(handles);
  REQUIRE(dmpkit_call_new(&handles->call, NULL) == DMPKIT_OK);
}

static void free_one(struct handles *handles, int which) {
  switch (which) {
    case CHART:
      dmpkit_chart_free(handles->chart);
      handles->chart = NULL;
      break;
    case SESSION:
      dmpkit_session_free(handles->session);
      handles->session = NULL;
      break;
    case CLIENT:
      dmpkit_client_free(handles->client);
      handles->client = NULL;
      break;
    case HOST:
      dmpkit_host_free(handles->host);
      handles->host = NULL;
      break;
    case CALL:
      dmpkit_call_free(handles->call);
      handles->call = NULL;
      break;
    case RESULTS:
      dmpkit_results_free(handles->results);
      handles->results = NULL;
      break;
    default:
      dmpkit_document_free(handles->document);
      handles->document = NULL;
      break;
  }
}

/* Results are refined and a document is rendered and kept without anything else. */
static void use_results(const dmpkit_results *results) {
  dmpkit_results *refined = NULL;
  dmpkit_buffer *overview = NULL;
  CHECK_STATUS(DMPKIT_OK, dmpkit_results_refine(results, "{\"schema\":\"dmpkit.query/1\"}",
                                                SIZE_MAX, &refined, NULL));
  CHECK_NUMBER(dmpkit_results_count(results), dmpkit_results_count(refined));
  CHECK_STATUS(DMPKIT_OK, dmpkit_results_overview(refined, NULL, 0, DMPKIT_FORM_TEXT, &overview,
                                                  NULL));
  dmpkit_buffer_free(overview);
  dmpkit_results_free(refined);
}

static void use_document(const dmpkit_document *document) {
  dmpkit_buffer *bytes = NULL;
  dmpkit_buffer *receipt = NULL;
  dmpkit_view page = {NULL, 0};
  CHECK_STATUS(DMPKIT_OK, dmpkit_document_html(document, &page));
  CHECK_VIEW(NULL, page);
  CHECK_STATUS(DMPKIT_OK, dmpkit_document_save(document, &bytes, &receipt, NULL));
  dmpkit_buffer_free(bytes);
  dmpkit_buffer_free(receipt);
}

/* What is left works, with the call while there is one. */
static void use_the_rest(const struct handles *handles) {
  if (handles->chart != NULL) {
    CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(handles->chart, handles->call, NULL));
    CHECK_NUMBER(DMPKIT_ACCESS_ALLOWED, dmpkit_chart_access(handles->chart));
  }
  if (handles->session != NULL) {
    dmpkit_chart *chart = NULL;
    CHECK_STATUS(DMPKIT_OK,
                 dmpkit_chart_open(handles->session, dmpkit_buffer_data(handles->request),
                                   SIZE_MAX, handles->call, &chart, NULL));
    dmpkit_chart_free(chart);
  }
  if (handles->client != NULL) {
    CHECK(dmpkit_sandbox_person_count(handles->client) > 0);
    dmpkit_session_free(sandbox_session(handles->client));
  }
  if (handles->host != NULL) {
    CHECK_STATUS(DMPKIT_OK, dmpkit_host_set_log(handles->host, NULL, NULL));
  }
  if (handles->results != NULL) {
    use_results(handles->results);
  }
  if (handles->document != NULL) {
    use_document(handles->document);
  }
}

/* The clock belongs to the host handle and to what was opened with it, not to the call. */
static int clock_is_owned(const struct handles *handles) {
  return handles->host || handles->client || handles->session || handles->chart ||
         handles->results || handles->document;
}

static int is_ordered(const int *order, int which) {
  int index;
  for (index = 0; index < ORDERED; index++) {
    if (order[index] == which) {
      return 1;
    }
  }
  return 0;
}

static void check_order(const int *order) {
  struct handles handles;
  int index;
  open_all(&handles);
  for (index = 0; index < HANDLES; index++) {
    if (!is_ordered(order, index)) {
      free_one(&handles, index);
    }
  }
  for (index = 0; index < ORDERED; index++) {
    free_one(&handles, order[index]);
    CHECK_NUMBER(clock_is_owned(&handles) ? 0 : 1, handles.clock_destroyed);
    use_the_rest(&handles);
  }
  dmpkit_buffer_free(handles.request);
}

/* Every order of what stands from `from` on. */
static void check_orders(int *order, int from) {
  int index;
  if (from == ORDERED) {
    check_order(order);
    return;
  }
  for (index = from; index < ORDERED; index++) {
    int moved = order[index];
    order[index] = order[from];
    order[from] = moved;
    check_orders(order, from + 1);
    order[from] = order[index];
    order[index] = moved;
  }
}

int main(void) {
  int order[ORDERED];
  size_t set;
  check_start("free_order");
  for (set = 0; set < sizeof SETS / sizeof SETS[0]; set++) {
    memcpy(order, SETS[set], sizeof order);
    check_orders(order, 0);
  }
  return check_end();
}
