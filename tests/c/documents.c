/* flags: -std=c99 */
/* Documents are read one by one, rendered, and kept by an act of the user; never in a loop. */
#include "check.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

static dmpkit_client *client;
static dmpkit_session *session;
static dmpkit_chart *chart;

/* The first document found by these criteria. */
static dmpkit_document *first(const char *where) {
  dmpkit_results *results = sandbox_search(chart, where);
  dmpkit_document *document = NULL;
  dmpkit_view id = {NULL, 0};
  REQUIRE(dmpkit_results_count(results) > 0);
  REQUIRE(dmpkit_results_text(results, 0, DMPKIT_TEXT_UNIQUE_ID, &id) == DMPKIT_OK);
  REQUIRE(dmpkit_chart_read(chart, id.ptr, id.len, NULL, &document, NULL) == DMPKIT_OK);
  REQUIRE(document != NULL);
  dmpkit_results_free(results);
  return document;
}

static dmpkit_view shown(const dmpkit_document *document,
                         int32_t (*get)(const dmpkit_document *, dmpkit_view *)) {
  dmpkit_view view = {NULL, 0};
  CHECK_STATUS(DMPKIT_OK, get(document, &view));
  CHECK_VIEW(NULL, view);
  return view;
}

/* Asked twice, it is the same text in the same place. */
static void check_lent(const dmpkit_document *document) {
  CHECK(shown(document, dmpkit_document_html).ptr == shown(document, dmpkit_document_html).ptr);
  CHECK(shown(document, dmpkit_document_text).ptr == shown(document, dmpkit_document_text).ptr);
}

static void check_page(const dmpkit_document *document) {
  const char *page = shown(document, dmpkit_document_html).ptr;
  CHECK(strncmp(page, "<!DOCTYPE html>", 15) == 0);
  CHECK(strstr(page, "lang=\"fr\"") != NULL);
  CHECK(strstr(page, "<script") == NULL);
  CHECK(strstr(page, "[SIMULATEUR]") != NULL);
  CHECK(strncmp(shown(document, dmpkit_document_text).ptr, "[SIMULATEUR]", 12) == 0);
}

static dmpkit_buffer *made(const dmpkit_document *document,
                           int32_t (*make)(const dmpkit_document *, dmpkit_buffer **,
                                           dmpkit_error **)) {
  dmpkit_buffer *buffer = NULL;
  REQUIRE(make(document, &buffer, NULL) == DMPKIT_OK);
  CHECK(strlen(dmpkit_buffer_data(buffer)) == dmpkit_buffer_len(buffer));
  return buffer;
}

static void check_biology(void) {
  dmpkit_document *document = first("\"type\":\"11502-2\",\"mime_type\":\"text/xml\"");
  dmpkit_view bytes = {NULL, 0};
  CHECK_NUMBER(DMPKIT_KIND_CDA, dmpkit_document_kind(document));
  CHECK_STATUS(DMPKIT_OK, dmpkit_document_bytes(document, &bytes));
  CHECK(strstr(bytes.ptr, "ClinicalDocument") != NULL && bytes.ptr[bytes.len] == '\0');
  check_page(document);
  check_lent(document);
  CHECK_VIEW("", shown(document, dmpkit_document_warnings));
  dmpkit_buffer *sections = made(document, dmpkit_document_sections);
  CHECK(strstr(dmpkit_buffer_data(sections), "\"dmpkit.sections/1\"") != NULL);
  CHECK(strstr(dmpkit_buffer_data(sections), "\"header\":{") != NULL);
  dmpkit_buffer_free(sections);
  dmpkit_buffer *observations = made(document, dmpkit_document_observations);
  CHECK(strstr(dmpkit_buffer_data(observations), "\"dmpkit.observations/1\"") != NULL);
  CHECK(strstr(dmpkit_buffer_data(observations), "\"number\":") != NULL);
  dmpkit_buffer_free(observations);
  dmpkit_document_free(document);
}

/* A document that is a file, or carries one. */
static void check_file(void) {
  dmpkit_document *document = first("\"type\":\"70004-7\"");
  dmpkit_view bytes = {NULL, 0};
  dmpkit_view mime_type = {NULL, 0};
  CHECK_NUMBER(1, dmpkit_document_file_count(document));
  CHECK_STATUS(DMPKIT_OK, dmpkit_document_file(document, 0, &bytes, &mime_type));
  CHECK(bytes.len > 100 && memcmp(bytes.ptr, "%PDF-", 5) == 0 && bytes.ptr[bytes.len] == '\0');
  CHECK_VIEW("application/pdf", mime_type);
  CHECK_STATUS(DMPKIT_E_OUT_OF_RANGE, dmpkit_document_file(document, 1, &bytes, &mime_type));
  CHECK_VIEW("", bytes);
  CHECK_VIEW("", mime_type);
  check_page(document);
  dmpkit_document_free(document);
}

/* What must be said before it is shown (EX_3.2-1025). */
static void check_warnings(void) {
  dmpkit_document *document = first("\"visibility\":\"invisible_to_patient\"");
  const char *warnings = shown(document, dmpkit_document_warnings).ptr;
  CHECK(strncmp(warnings, "[SIMULATEUR] ", 13) == 0);
  CHECK(strstr(warnings, "visible par le patient") != NULL);
  dmpkit_document_free(document);
  /* The fault is of the list: what is read then is not what it announced. */
  sandbox_control(client, FAULT("{\"kind\":\"wrong_hash\"}"));
  document = first("\"type\":\"11502-2\"");
  CHECK(strstr(shown(document, dmpkit_document_warnings).ptr, "empreinte") != NULL);
  dmpkit_document_free(document);
  sandbox_control(client, NO_FAULT);
}

/* A rule that stands against an act names the requirement, and when to come back. */
static void check_too_many(int32_t expected, int32_t status, dmpkit_error *err) {
  dmpkit_view requirement = {NULL, 0};
  CHECK_NUMBER(DMPKIT_CATEGORY_RULE, dmpkit_error_category(err));
  CHECK_NUMBER(DMPKIT_RETRY_LATER, dmpkit_error_retry(err));
  CHECK(dmpkit_error_retry_after_ms(err) > 0 && dmpkit_error_retry_after_ms(err) <= 3600000);
  CHECK_STATUS(DMPKIT_OK, dmpkit_error_requirement(err, &requirement));
  CHECK_VIEW("EX_3.2-1010", requirement);
  CHECK_FAILURE(expected, status, err);
}

/* A client that allows so much in an hour: a slow machine changes nothing. */
static dmpkit_client *patient_client(void) {
  char *config = replaced(CONFIG, "\"software\"",
                          "\"reading\":{\"reads\":3,\"saves\":2,\"seconds\":3600},"
                          "\"software\"");
  dmpkit_client *opened = NULL;
  REQUIRE(dmpkit_client_open(config, SIZE_MAX, NULL, NULL, &opened, NULL) == DMPKIT_OK);
  free(config);
  return opened;
}

static void check_kept(const dmpkit_document *document) {
  dmpkit_buffer *bytes = NULL;
  dmpkit_buffer *receipt = NULL;
  dmpkit_view body = {NULL, 0};
  REQUIRE(dmpkit_document_save(document, &bytes, &receipt, NULL) == DMPKIT_OK);
  CHECK_STATUS(DMPKIT_OK, dmpkit_document_bytes(document, &body));
  CHECK_NUMBER(body.len, dmpkit_buffer_len(bytes));
  CHECK(memcmp(body.ptr, dmpkit_buffer_data(bytes), body.len) == 0);
  const char *text = dmpkit_buffer_data(receipt);
  CHECK(strstr(text, "\"dmpkit.saved-document/1\"") != NULL);
  CHECK(strstr(text, "\"[SIMULATEUR] DMP / Mon espace sant") != NULL);
  dmpkit_buffer_free(bytes);
  dmpkit_buffer_free(receipt);
}

static void check_saves(const dmpkit_document *document) {
  dmpkit_buffer *bytes = NULL;
  dmpkit_buffer *receipt = NULL;
  dmpkit_error *err = NULL;
  check_kept(document);
  check_kept(document);
  int32_t status = dmpkit_document_save(document, &bytes, &receipt, &err);
  check_too_many(DMPKIT_E_TOO_MANY_SAVES, status, err);
  CHECK(bytes == NULL && receipt == NULL);
}

/* Both are counted for the client: another chart or session changes nothing. */
static void check_loops(void) {
  dmpkit_client *slow = patient_client();
  dmpkit_session *at_work = sandbox_session(slow);
  dmpkit_chart *one = sandbox_chart(slow, at_work, "active_valide");
  dmpkit_chart *other = sandbox_chart(slow, at_work, "active_valide_not_attached");
  dmpkit_results *results = sandbox_search(one, "");
  dmpkit_document *document = NULL;
  dmpkit_error *err = NULL;
  dmpkit_view id = {NULL, 0};
  REQUIRE(dmpkit_results_text(results, 0, DMPKIT_TEXT_UNIQUE_ID, &id) == DMPKIT_OK);
  for (int read = 0; read < 3; read++) {
    dmpkit_document_free(document);
    REQUIRE(dmpkit_chart_read(one, id.ptr, id.len, NULL, &document, NULL) == DMPKIT_OK);
  }
  dmpkit_document *none = NULL;
  int32_t status = dmpkit_chart_read(other, id.ptr, id.len, NULL, &none, &err);
  check_too_many(DMPKIT_E_TOO_MANY_READS, status, err);
  CHECK(none == NULL);
  dmpkit_results_free(results);
  dmpkit_chart_free(one);
  dmpkit_chart_free(other);
  dmpkit_session_free(at_work);
  dmpkit_client_free(slow);
  /* The document lives on, and is kept by the same count. */
  check_page(document);
  check_saves(document);
  dmpkit_document_free(document);
}

static void check_refused_ids(void) {
  static const char *const REFUSED[] = {"", "1.2 3", "\xC3\xA9", "1.2\n"};
  dmpkit_document *none = NULL;
  dmpkit_error *err = NULL;
  char longest[258];
  memset(longest, '1', 257);
  longest[257] = '\0';
  for (size_t index = 0; index < sizeof REFUSED / sizeof REFUSED[0]; index++) {
    CHECK_DETAIL(DMPKIT_E_INVALID_FIELD,
                 dmpkit_chart_read(chart, REFUSED[index], SIZE_MAX, NULL, &none, &err), err,
                 "field", "unique_id");
  }
  CHECK_FAILURE(DMPKIT_E_INVALID_FIELD,
                dmpkit_chart_read(chart, longest, 257, NULL, &none, &err), err);
  CHECK_DETAIL(DMPKIT_E_SERVER_REFUSED,
               dmpkit_chart_read(chart, longest, 256, NULL, &none, &err), err, "dmp_code",
               "XDSDocumentUniqueIdError");
  CHECK(none == NULL);
}

int main(void) {
  check_start("documents");
  client = sandbox_client(NULL);
  session = sandbox_session(client);
  chart = sandbox_chart(client, session, "active_valide");
  check_biology();
  check_file();
  check_warnings();
  check_loops();
  check_refused_ids();
  dmpkit_chart_free(chart);
  dmpkit_session_free(session);
  dmpkit_client_free(client);
  return check_end();
}
