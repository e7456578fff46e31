/* flags: -std=c99 */
/* A search: its list row by row and by whole columns, and what is made of it without the DMP. */
#include "check.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

static dmpkit_client *client;
static dmpkit_session *session;
static dmpkit_chart *chart;

static const int32_t NO_COLUMNS[] = {0,   -1,  DMPKIT_TEXT_WARNINGS + 1,      100,
                                     200, 999, DMPKIT_CODE_ACT_PRECISION + 1, INT32_MAX};

static dmpkit_results *refined(const dmpkit_results *results, const char *where) {
  dmpkit_results *found = NULL;
  char *query = query_where(where);
  REQUIRE(dmpkit_results_refine(results, query, SIZE_MAX, &found, NULL) == DMPKIT_OK);
  free(query);
  return found;
}

static dmpkit_view text_at(const dmpkit_results *results, size_t row, int32_t field) {
  dmpkit_view view = {NULL, 0};
  CHECK_STATUS(DMPKIT_OK, dmpkit_results_text(results, row, field, &view));
  CHECK_VIEW(NULL, view);
  return view;
}

static int64_t date_at(const dmpkit_results *results, size_t row, int32_t field) {
  int64_t date = 0;
  CHECK_STATUS(DMPKIT_OK, dmpkit_results_date(results, row, field, &date));
  return date;
}

static int32_t code_at(const dmpkit_results *results, size_t row, int32_t field) {
  int32_t code = -1;
  CHECK_STATUS(DMPKIT_OK, dmpkit_results_code(results, row, field, &code));
  return code;
}

static dmpkit_buffer *column(const dmpkit_results *results, int32_t field, size_t first,
                             size_t count) {
  dmpkit_buffer *buffer = NULL;
  REQUIRE(dmpkit_results_column(results, field, first, count, &buffer, NULL) == DMPKIT_OK);
  return buffer;
}

static void check_text_column(const dmpkit_results *results, int32_t field) {
  dmpkit_buffer *buffer = column(results, field, 0, SIZE_MAX);
  const char *at = dmpkit_buffer_data(buffer);
  const char *end = at + dmpkit_buffer_len(buffer);
  for (size_t row = 0; row < dmpkit_results_count(results); row++) {
    REQUIRE(at < end);
    CHECK_VIEW(at, text_at(results, row, field));
    at += strlen(at) + 1;
  }
  CHECK(at == end);
  dmpkit_buffer_free(buffer);
}

/* Values are packed: they are copied out, as they may not be aligned. */
static void check_date_column(const dmpkit_results *results, int32_t field) {
  size_t count = dmpkit_results_count(results);
  dmpkit_buffer *buffer = column(results, field, 0, count);
  const char *bytes = dmpkit_buffer_data(buffer);
  CHECK_NUMBER(count * sizeof(int64_t), dmpkit_buffer_len(buffer));
  for (size_t row = 0; row < count; row++) {
    int64_t date;
    memcpy(&date, bytes + row * sizeof date, sizeof date);
    CHECK(date == date_at(results, row, field));
  }
  dmpkit_buffer_free(buffer);
}

static void check_code_column(const dmpkit_results *results, int32_t field) {
  size_t count = dmpkit_results_count(results);
  dmpkit_buffer *buffer = column(results, field, 0, count);
  const char *bytes = dmpkit_buffer_data(buffer);
  CHECK_NUMBER(count * sizeof(int32_t), dmpkit_buffer_len(buffer));
  for (size_t row = 0; row < count; row++) {
    int32_t code;
    memcpy(&code, bytes + row * sizeof code, sizeof code);
    CHECK(code == code_at(results, row, field));
  }
  dmpkit_buffer_free(buffer);
}

static void check_whole_list(const dmpkit_results *results) {
  for (int32_t field = DMPKIT_TEXT_TITLE; field <= DMPKIT_TEXT_WARNINGS; field++) {
    check_text_column(results, field);
  }
  for (int32_t field = DMPKIT_DATE_ACT; field <= DMPKIT_DATE_SIZE; field++) {
    check_date_column(results, field);
  }
  for (int32_t field = DMPKIT_CODE_STATUS; field <= DMPKIT_CODE_ACT_PRECISION; field++) {
    check_code_column(results, field);
  }
}

/* A text of a date is there where its number is, and its precision. */
static void check_dates(const dmpkit_results *results) {
  size_t known = 0, missing = 0;
  for (size_t row = 0; row < dmpkit_results_count(results); row++) {
    int32_t precision = code_at(results, row, DMPKIT_CODE_ACT_PRECISION);
    int is_known = date_at(results, row, DMPKIT_DATE_ACT) != INT64_MIN;
    CHECK(is_known == (text_at(results, row, DMPKIT_TEXT_ACT_DATE).len > 0));
    CHECK(is_known ? precision >= DMPKIT_PRECISION_YEAR &&
                         precision <= DMPKIT_PRECISION_MILLISECOND
                   : precision == 0);
    known += is_known;
    missing += date_at(results, row, DMPKIT_DATE_SERVICE_STOP) == INT64_MIN;
    /* No submission came with these documents. */
    CHECK(date_at(results, row, DMPKIT_DATE_DEPOSIT) == INT64_MIN);
    CHECK_VIEW("", text_at(results, row, DMPKIT_TEXT_DEPOSIT_DATE));
  }
  CHECK(known > 400);
  CHECK(missing > 0);
}

static void check_codes(const dmpkit_results *results) {
  static const int32_t YES_OR_NO[] = {DMPKIT_CODE_MASKED, DMPKIT_CODE_INVISIBLE_TO_PATIENT,
                                      DMPKIT_CODE_INVISIBLE_TO_REPRESENTATIVES,
                                      DMPKIT_CODE_FROM_PATIENT};
  size_t of_status[DMPKIT_DOCUMENT_UNKNOWN + 1] = {0};
  size_t from_patient = 0;
  for (size_t row = 0; row < dmpkit_results_count(results); row++) {
    int32_t status = code_at(results, row, DMPKIT_CODE_STATUS);
    REQUIRE(status >= DMPKIT_DOCUMENT_APPROVED && status <= DMPKIT_DOCUMENT_UNKNOWN);
    of_status[status]++;
    for (size_t index = 0; index < sizeof YES_OR_NO / sizeof YES_OR_NO[0]; index++) {
      int32_t code = code_at(results, row, YES_OR_NO[index]);
      CHECK(code == 1 || code == 2);
    }
    from_patient += code_at(results, row, DMPKIT_CODE_FROM_PATIENT) == 1;
    /* Neither the matrix nor the last visit is known here. */
    CHECK_NUMBER(0, code_at(results, row, DMPKIT_CODE_READABLE));
    CHECK_NUMBER(0, code_at(results, row, DMPKIT_CODE_NEW_SINCE_LAST_VISIT));
    CHECK(strstr(text_at(results, row, DMPKIT_TEXT_ORIGIN).ptr, "DMP / Mon espace sant") != NULL);
  }
  /* Current documents, where the query asks for no others. */
  CHECK_NUMBER(dmpkit_results_count(results), of_status[DMPKIT_DOCUMENT_APPROVED]);
  CHECK(from_patient > 0);
}

static void check_statuses(void) {
  dmpkit_results *results = sandbox_search(chart, "\"status\":[\"obsolete\",\"archived\"]");
  size_t archived = 0, obsolete = 0;
  for (size_t row = 0; row < dmpkit_results_count(results); row++) {
    int32_t status = code_at(results, row, DMPKIT_CODE_STATUS);
    archived += status == DMPKIT_DOCUMENT_ARCHIVED;
    obsolete += status == DMPKIT_DOCUMENT_DEPRECATED;
    CHECK(text_at(results, row, DMPKIT_TEXT_LABELS).len > 0);
  }
  CHECK(archived > 0 && obsolete > 0);
  CHECK_NUMBER(dmpkit_results_count(results), archived + obsolete);
  dmpkit_results_free(results);
}

static void check_edges(const dmpkit_results *results) {
  size_t count = dmpkit_results_count(results);
  size_t beyond[][2] = {{count, 1},        {count + 1, SIZE_MAX}, {SIZE_MAX, 1},
                        {SIZE_MAX, SIZE_MAX}, {0, 0},             {count, 0}};
  dmpkit_view view = {NULL, 0};
  dmpkit_error *err = NULL;
  int64_t date = 7;
  int32_t code = 7;
  for (size_t index = 0; index < sizeof beyond / sizeof beyond[0]; index++) {
    dmpkit_buffer *none =
        column(results, DMPKIT_DATE_ACT, beyond[index][0], beyond[index][1]);
    CHECK_NUMBER(0, dmpkit_buffer_len(none));
    CHECK(dmpkit_buffer_data(none) != NULL);
    dmpkit_buffer_free(none);
  }
  dmpkit_buffer *last = column(results, DMPKIT_CODE_STATUS, count - 1, SIZE_MAX);
  CHECK_NUMBER(sizeof code, dmpkit_buffer_len(last));
  dmpkit_buffer_free(last);
  for (size_t index = 0; index < sizeof NO_COLUMNS / sizeof NO_COLUMNS[0]; index++) {
    dmpkit_buffer *none = NULL;
    int32_t field = NO_COLUMNS[index];
    CHECK_FAILURE(DMPKIT_E_OUT_OF_RANGE,
                  dmpkit_results_column(results, field, 0, 1, &none, &err), err);
    CHECK(none == NULL);
    CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE, dmpkit_results_text(results, 0, field, &view));
    CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE, dmpkit_results_date(results, 0, field, &date));
    CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE, dmpkit_results_code(results, 0, field, &code));
  }
  /* A column of another kind; a row beyond the last. What is written is "none". */
  CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE, dmpkit_results_text(results, 0, DMPKIT_DATE_ACT, &view));
  CHECK_VIEW("", view);
  CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE,
               dmpkit_results_text(results, count, DMPKIT_TEXT_TITLE, &view));
  CHECK_VIEW("", view);
  CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE,
               dmpkit_results_date(results, SIZE_MAX, DMPKIT_DATE_ACT, &date));
  CHECK(date == INT64_MIN);
  CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE,
               dmpkit_results_code(results, count, DMPKIT_CODE_STATUS, &code));
  CHECK_NUMBER(0, code);
}

/* No call reaches the DMP: it would meet this fault. */
static void check_refining(const dmpkit_results *results) {
  size_t count = dmpkit_results_count(results);
  sandbox_control(client, FAULT("{\"kind\":\"noise\"}"));
  dmpkit_results *visits = refined(results, "\"type\":\"11488-4\"");
  dmpkit_results *hidden = refined(visits, "\"visibility\":\"invisible_to_patient\"");
  dmpkit_results *both = refined(results, "\"type\":\"11488-4\",\"visibility\":\"invisible_to_patient\"");
  dmpkit_results *none = refined(both, "\"words\":\"zzzzzz\"");
  CHECK(dmpkit_results_count(visits) > 50 && dmpkit_results_count(visits) < count);
  for (size_t row = 0; row < dmpkit_results_count(visits); row++) {
    CHECK_VIEW("11488-4", text_at(visits, row, DMPKIT_TEXT_TYPE_CODE));
  }
  CHECK(dmpkit_results_count(hidden) > 0);
  CHECK_NUMBER(dmpkit_results_count(both), dmpkit_results_count(hidden));
  for (size_t row = 0; row < dmpkit_results_count(hidden); row++) {
    CHECK_NUMBER(1, code_at(hidden, row, DMPKIT_CODE_INVISIBLE_TO_PATIENT));
    CHECK(text_at(hidden, row, DMPKIT_TEXT_LABELS).len > 0);
    CHECK_VIEW(text_at(both, row, DMPKIT_TEXT_UNIQUE_ID).ptr,
               text_at(hidden, row, DMPKIT_TEXT_UNIQUE_ID));
  }
  CHECK_NUMBER(0, dmpkit_results_count(none));
  check_whole_list(none);
  CHECK_NUMBER(count, dmpkit_results_count(results));
  sandbox_control(client, NO_FAULT);
  dmpkit_results_free(visits);
  dmpkit_results_free(both);
  dmpkit_results_free(none);
  check_whole_list(hidden);
  dmpkit_results_free(hidden);
}

static void check_refused_queries(const dmpkit_results *results) {
  static const struct {
    const char *query;
    int32_t code;
    const char *detail;
    const char *value;
  } REFUSED[] = {
      {"", DMPKIT_E_BAD_JSON, NULL, NULL},
      {"{\"schema\":\"dmpkit.query/2\"}", DMPKIT_E_WRONG_SCHEMA, NULL, NULL},
      {"{\"schema\":\"dmpkit.query/1\",\"were\":{}}", DMPKIT_E_UNKNOWN_FIELD, "field", "were"},
      {"{\"schema\":\"dmpkit.query/1\",\"where\":{\"visibility\":\"green\"}}",
       DMPKIT_E_INVALID_FIELD, "field", "where.visibility"}};
  dmpkit_error *err = NULL;
  dmpkit_results *found = NULL;
  for (size_t index = 0; index < sizeof REFUSED / sizeof REFUSED[0]; index++) {
    int32_t status =
        dmpkit_results_refine(results, REFUSED[index].query, SIZE_MAX, &found, &err);
    CHECK_DETAIL(REFUSED[index].code, status, err, REFUSED[index].detail, REFUSED[index].value);
    CHECK(found == NULL);
    status = dmpkit_chart_search(chart, REFUSED[index].query, SIZE_MAX, NULL, &found, &err);
    CHECK_FAILURE(REFUSED[index].code, status, err);
    CHECK(found == NULL);
  }
}

/* A host may let a national label be read its own way, and bring the matrix of rights. */
static void check_reference_data(void) {
  static const char MATRIX[] =
      "{\"schema\":\"dmpkit.habilitation/1\",\"version\":\"1\",\"rows\":[{\"types\":"
      "[\"11502-2\"],\"professions\":[\"10\"],\"allowed\":true},{\"types\":[\"11488-4\"],"
      "\"professions\":[\"10\"],\"allowed\":false}]}";
  dmpkit_error *err = NULL;
  CHECK_FAILURE(DMPKIT_E_INVALID_FIELD,
                dmpkit_client_load_vocabulary(
                    client, "{\"schema\":\"dmpkit.vocabulary/1\",\"entries\":7}", SIZE_MAX, &err),
                err);
  CHECK_FAILURE(DMPKIT_E_BAD_JSON, dmpkit_client_load_habilitation(client, "{", SIZE_MAX, &err),
                err);
  CHECK_STATUS(DMPKIT_OK, dmpkit_client_load_habilitation(client, MATRIX, SIZE_MAX, NULL));
  dmpkit_results *results = sandbox_search(chart, "\"type\":[\"11502-2\",\"11488-4\",\"REMB\"]");
  size_t seen[3] = {0};
  for (size_t row = 0; row < dmpkit_results_count(results); row++) {
    const char *type = text_at(results, row, DMPKIT_TEXT_TYPE_CODE).ptr;
    int32_t readable = code_at(results, row, DMPKIT_CODE_READABLE);
    int32_t expected = strcmp(type, "11502-2") == 0 ? 1 : strcmp(type, "11488-4") == 0 ? 2 : 0;
    CHECK_NUMBER(expected, readable);
    seen[expected]++;
  }
  CHECK(seen[0] > 0 && seen[1] > 0 && seen[2] > 0);
  dmpkit_results_free(results);
}

/* Deposits are known where the search asks for submissions; so is what is new. */
static void check_deposits(void) {
  dmpkit_buffer *usual = sandbox_request(client, "active_valide");
  char *request = replaced(dmpkit_buffer_data(usual), "\"operator\"",
                           "\"last_visit\":\"2025-11-01T00:00:00Z\",\"operator\"");
  dmpkit_chart *again = NULL;
  REQUIRE(dmpkit_chart_open(session, request, SIZE_MAX, NULL, &again, NULL) == DMPKIT_OK);
  dmpkit_results *results = sandbox_search(again, "\"deposit_date\":{\"from\":\"2025-09-01\"}");
  size_t new_ones = 0;
  CHECK(dmpkit_results_count(results) > 0);
  for (size_t row = 0; row < dmpkit_results_count(results); row++) {
    int32_t is_new = code_at(results, row, DMPKIT_CODE_NEW_SINCE_LAST_VISIT);
    CHECK(date_at(results, row, DMPKIT_DATE_DEPOSIT) > INT64_C(1756000000000));
    CHECK(text_at(results, row, DMPKIT_TEXT_DEPOSIT_DATE).len > 0);
    CHECK(text_at(results, row, DMPKIT_TEXT_SUBMISSION).len > 0);
    CHECK_NUMBER(date_at(results, row, DMPKIT_DATE_DEPOSIT) > INT64_C(1761955200000) ? 1 : 2,
                 is_new);
    new_ones += is_new == 1;
  }
  CHECK(new_ones > 0 && new_ones < dmpkit_results_count(results));
  check_whole_list(results);
  dmpkit_results_free(results);
  dmpkit_chart_free(again);
  dmpkit_buffer_free(usual);
  free(request);
}

int main(void) {
  check_start("search");
  client = sandbox_client(NULL);
  session = sandbox_session(client);
  chart = sandbox_chart(client, session, "active_valide");
  dmpkit_results *results = sandbox_search(chart, "");
  CHECK(dmpkit_results_count(results) > 400);
  CHECK_NUMBER(1, dmpkit_results_complete(results));
  check_whole_list(results);
  check_dates(results);
  check_codes(results);
  check_edges(results);
  check_refining(results);
  check_refused_queries(results);
  check_statuses();
  check_deposits();
  check_reference_data();
  dmpkit_results_free(results);
  dmpkit_chart_free(chart);
  dmpkit_session_free(session);
  dmpkit_client_free(client);
  return check_end();
}
