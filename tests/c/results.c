/* flags: -std=c99 */
/* What is made of results: counts, groups, an overview, an export, and what explains them. */
#include "check.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

static dmpkit_client *client;
static dmpkit_session *session;
static dmpkit_chart *chart;

static void check_holds(const dmpkit_buffer *buffer, const char *word) {
  const char *text = dmpkit_buffer_data(buffer);
  CHECK(strlen(text) == dmpkit_buffer_len(buffer));
  check(strstr(text, word) != NULL, word, __FILE__, __LINE__);
}

static void check_lacks(const dmpkit_buffer *buffer, const char *word) {
  check(strstr(dmpkit_buffer_data(buffer), word) == NULL, word, __FILE__, __LINE__);
}

static dmpkit_buffer *facets(const dmpkit_results *results, const char *fields, int32_t form) {
  dmpkit_buffer *buffer = NULL;
  REQUIRE(dmpkit_results_facets(results, fields, SIZE_MAX, form, &buffer, NULL) == DMPKIT_OK);
  return buffer;
}

static dmpkit_buffer *group(const dmpkit_results *results, int32_t by, int32_t form) {
  dmpkit_buffer *buffer = NULL;
  REQUIRE(dmpkit_results_group(results, by, form, &buffer, NULL) == DMPKIT_OK);
  return buffer;
}

/* The sum of what stands after the last tab of each line; each has so many tabs. */
static size_t sum_of_lines(const dmpkit_buffer *buffer, size_t tabs) {
  size_t sum = 0, seen = 0;
  const char *number = dmpkit_buffer_data(buffer);
  for (const char *at = number; *at != '\0'; at++) {
    if (*at == '\t') {
      seen++;
      number = at + 1;
    } else if (*at == '\n') {
      CHECK_NUMBER(tabs, seen);
      sum += strtoul(number, NULL, 10);
      seen = 0;
    }
  }
  CHECK_NUMBER(0, seen);
  return sum;
}

static void check_facets(const dmpkit_results *results) {
  size_t count = dmpkit_results_count(results);
  dmpkit_error *err = NULL;
  dmpkit_buffer *none = NULL;
  dmpkit_buffer *lines = facets(results, "type", DMPKIT_FORM_TEXT);
  CHECK_NUMBER(count, sum_of_lines(lines, 3));
  check_holds(lines, "type\t11502-2\t");
  check_lacks(lines, "year\t");
  dmpkit_buffer_free(lines);
  lines = facets(results, " year , status", DMPKIT_FORM_TEXT);
  check_holds(lines, "year\t2024\t");
  check_holds(lines, "status\t");
  dmpkit_buffer_free(lines);
  dmpkit_buffer *all = facets(results, NULL, DMPKIT_FORM_JSON);
  check_holds(all, "\"dmpkit.facets/1\"");
  check_holds(all, "\"from_patient\"");
  dmpkit_buffer_free(all);
  CHECK_DETAIL(DMPKIT_E_INVALID_FIELD,
               dmpkit_results_facets(results, "type,colour", SIZE_MAX, DMPKIT_FORM_TEXT, &none,
                                     &err),
               err, "field", "fields");
  CHECK_DETAIL(DMPKIT_E_INVALID_FIELD,
               dmpkit_results_facets(results, NULL, 0, DMPKIT_FORM_HTML, &none, &err), err,
               "field", "form");
  CHECK_FAILURE(DMPKIT_E_OUT_OF_RANGE,
                dmpkit_results_facets(results, NULL, 0, DMPKIT_FORM_PAGE + 1, &none, &err), err);
  CHECK(none == NULL);
}

/* A document is in one group. */
static void check_groups(const dmpkit_results *results) {
  size_t count = dmpkit_results_count(results);
  dmpkit_error *err = NULL;
  dmpkit_buffer *none = NULL;
  for (int32_t by = DMPKIT_GROUP_TYPE; by <= DMPKIT_GROUP_VERSION_CHAIN; by++) {
    dmpkit_buffer *lines = group(results, by, DMPKIT_FORM_TEXT);
    dmpkit_buffer *json = group(results, by, DMPKIT_FORM_JSON);
    CHECK_NUMBER(count, sum_of_lines(lines, 2));
    check_holds(json, "\"dmpkit.groups/1\"");
    dmpkit_buffer_free(lines);
    dmpkit_buffer_free(json);
    CHECK_DETAIL(DMPKIT_E_INVALID_FIELD,
                 dmpkit_results_group(results, by, DMPKIT_FORM_HTML, &none, &err), err, "field",
                 "form");
  }
  CHECK_FAILURE(DMPKIT_E_OUT_OF_RANGE,
                dmpkit_results_group(results, 0, DMPKIT_FORM_JSON, &none, &err), err);
  CHECK_FAILURE(DMPKIT_E_OUT_OF_RANGE,
                dmpkit_results_group(results, DMPKIT_GROUP_VERSION_CHAIN + 1, DMPKIT_FORM_JSON,
                                     &none, &err),
                err);
  CHECK_FAILURE(DMPKIT_E_OUT_OF_RANGE,
                dmpkit_results_group(results, DMPKIT_GROUP_TYPE, 0, &none, &err), err);
  CHECK(none == NULL);
}

static const char LAYOUT[] =
    "{\"schema\":\"dmpkit.overview/1\",\"title\":\"Ma vue\",\"sections\":["
    "{\"id\":\"biologie\",\"title\":\"Mes analyses\",\"where\":{\"type\":\"11502-2\"},"
    "\"limit\":3}]}";

static void check_overview(const dmpkit_results *results, const char *layout,
                           const char *heading) {
  static const char *const MARKS[] = {NULL, "\"dmpkit.overview-rows/1\"", "[SIMULATEUR]",
                                      "<section", "<!DOCTYPE html>"};
  for (int32_t form = DMPKIT_FORM_JSON; form <= DMPKIT_FORM_PAGE; form++) {
    dmpkit_buffer *overview = NULL;
    REQUIRE(dmpkit_results_overview(results, layout, SIZE_MAX, form, &overview, NULL) ==
            DMPKIT_OK);
    check_holds(overview, MARKS[form]);
    check_holds(overview, heading);
    check_holds(overview, "Mon espace sant");
    check_lacks(overview, "<script");
    dmpkit_buffer_free(overview);
  }
}

static void check_overviews(const dmpkit_results *results) {
  dmpkit_error *err = NULL;
  dmpkit_buffer *none = NULL;
  check_overview(results, NULL, "Vaccinations");
  check_overview(results, LAYOUT, "Mes analyses");
  CHECK_DETAIL(DMPKIT_E_INVALID_FIELD,
               dmpkit_results_overview(
                   results, "{\"schema\":\"dmpkit.overview/1\",\"title\":\"x\",\"sections\":[]}",
                   SIZE_MAX, DMPKIT_FORM_TEXT, &none, &err),
               err, "field", "sections");
  CHECK_FAILURE(DMPKIT_E_WRONG_SCHEMA,
                dmpkit_results_overview(results, "{}", SIZE_MAX, DMPKIT_FORM_TEXT, &none, &err),
                err);
  CHECK_FAILURE(DMPKIT_E_OUT_OF_RANGE,
                dmpkit_results_overview(results, NULL, 0, -1, &none, &err), err);
  CHECK(none == NULL);
}

/* Metadata without a body, and without the patient. */
static void check_export(const dmpkit_results *results) {
  dmpkit_buffer *export = NULL;
  REQUIRE(dmpkit_results_export(results, &export, NULL) == DMPKIT_OK);
  check_holds(export, "\"dmpkit.export/1\"");
  check_holds(export, "\"complete\":true");
  check_lacks(export, "MAREUIL");
  check_lacks(export, "258033523890052");
  check_lacks(export, "2580335238900");
  dmpkit_buffer_free(export);
}

static dmpkit_view explanation(const dmpkit_results *results) {
  dmpkit_view view = {NULL, 0};
  CHECK_STATUS(DMPKIT_OK, dmpkit_results_explanation(results, &view));
  CHECK_VIEW(NULL, view);
  return view;
}

/* What the DMP filtered, what was filtered here, and what it did not give. */
static void check_explanations(void) {
  dmpkit_results *results =
      sandbox_search(chart, "\"act_date\":{\"from\":\"2024\"},\"words\":\"consultation\"");
  CHECK(strstr(explanation(results).ptr, "par le DMP") != NULL);
  CHECK(strstr(explanation(results).ptr, "par le logiciel") != NULL);
  CHECK(strstr(explanation(results).ptr, "D'autres documents peuvent exister") != NULL);
  CHECK_NUMBER(1, dmpkit_results_complete(results));
  dmpkit_results_free(results);
  sandbox_control(client, FAULT("{\"kind\":\"partial_success\"}"));
  results = sandbox_search(chart, "");
  CHECK_NUMBER(2, dmpkit_results_complete(results));
  CHECK(strstr(explanation(results).ptr, "incompl") != NULL);
  CHECK(strstr(explanation(results).ptr, "XDSRegistryOutOfResources") != NULL);
  dmpkit_buffer *export = NULL;
  REQUIRE(dmpkit_results_export(results, &export, NULL) == DMPKIT_OK);
  check_holds(export, "\"complete\":false");
  dmpkit_buffer_free(export);
  dmpkit_results_free(results);
  sandbox_control(client, NO_FAULT);
}

#define LOCAL(members) \
  "{\"schema\":\"dmpkit.local-copies/1\"," members ",\"copies\":[{\"unique_id\":\"1.2.3\"," \
  "\"origin\":\"dmp\"}]}"

static void check_changes(void) {
  dmpkit_error *err = NULL;
  dmpkit_buffer *changes = NULL;
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_changes(
                              chart, LOCAL("\"act\":\"user\",\"since\":\"2025-06-01T00:00:00Z\""),
                              SIZE_MAX, NULL, &changes, NULL));
  check_holds(changes, "\"dmpkit.changes/1\"");
  check_holds(changes, "\"next_since\":\"20");
  check_lacks(changes, "MAREUIL");
  dmpkit_buffer_free(changes);
  CHECK_DETAIL(DMPKIT_E_INVALID_FIELD,
               dmpkit_chart_changes(chart, LOCAL("\"act\":\"user\",\"since\":\"hier\""), SIZE_MAX,
                                    NULL, &changes, &err),
               err, "field", "since");
  CHECK(changes == NULL);
  /* What makes it run is to be said (EX_3.1-2030). */
  CHECK_DETAIL(DMPKIT_E_INVALID_FIELD,
               dmpkit_chart_changes(chart, LOCAL("\"since\":\"2025-06-01T00:00:00Z\""), SIZE_MAX,
                                    NULL, &changes, &err),
               err, "field", "act");
  CHECK(changes == NULL);
}

int main(void) {
  check_start("results");
  client = sandbox_client(NULL);
  session = sandbox_session(client);
  chart = sandbox_chart(client, session, "active_valide");
  dmpkit_results *results = sandbox_search(chart, "");
  check_facets(results);
  check_groups(results);
  check_overviews(results);
  check_export(results);
  check_explanations();
  check_changes();
  dmpkit_results_free(results);
  dmpkit_chart_free(chart);
  dmpkit_session_free(session);
  dmpkit_client_free(client);
  return check_end();
}
