/* flags: -std=c89 */
/* Opens charts and reads all they say: the first thing a host does. */
#include "check.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

struct expected {
  const char *label;
  int32_t existence;
  int32_t authorisation;
  int32_t access;
  int32_t severity;
  const char *first_reason;
  int32_t first_effect;
  const char *first_action;
};

static const struct expected EXPECTED[] = {
    {"active_valide", DMPKIT_EXISTENCE_ACTIVE, DMPKIT_AUTHORISATION_VALIDE,
     DMPKIT_ACCESS_ALLOWED, DMPKIT_SEVERITY_OK, "authorisation.valid", DMPKIT_EFFECT_GRANTS,
     "search_documents"},
    {"active_no_authorisation", DMPKIT_EXISTENCE_ACTIVE, DMPKIT_AUTHORISATION_NON_EXISTE,
     DMPKIT_ACCESS_AFTER_STEPS, DMPKIT_SEVERITY_ATTENTION, "authorisation.none",
     DMPKIT_EFFECT_REQUIRES, "inform_patient"},
    {"active_expired", DMPKIT_EXISTENCE_ACTIVE, DMPKIT_AUTHORISATION_EXPIRE,
     DMPKIT_ACCESS_AFTER_STEPS, DMPKIT_SEVERITY_ATTENTION, "authorisation.expired",
     DMPKIT_EFFECT_REQUIRES, "inform_patient"},
    {"active_blocked", DMPKIT_EXISTENCE_ACTIVE, DMPKIT_AUTHORISATION_INTERDIT,
     DMPKIT_ACCESS_REFUSED, DMPKIT_SEVERITY_STOP, "authorisation.blocked", DMPKIT_EFFECT_BLOCKS,
     "talk_to_patient"},
    {"active_future_authorisation", DMPKIT_EXISTENCE_ACTIVE, DMPKIT_AUTHORISATION_UNKNOWN,
     DMPKIT_ACCESS_REFUSED, DMPKIT_SEVERITY_ATTENTION, "authorisation.unknown_value",
     DMPKIT_EFFECT_BLOCKS, "open_web_portal"},
    {"active_silent_authorisation", DMPKIT_EXISTENCE_ACTIVE, DMPKIT_AUTHORISATION_NOT_GIVEN,
     DMPKIT_ACCESS_REFUSED, DMPKIT_SEVERITY_ATTENTION, "authorisation.not_given",
     DMPKIT_EFFECT_BLOCKS, "ask_again"},
    {"closed_by_patient", DMPKIT_EXISTENCE_CLOSED, DMPKIT_AUTHORISATION_NOT_GIVEN,
     DMPKIT_ACCESS_REFUSED, DMPKIT_SEVERITY_INFORMATION, "record.closed", DMPKIT_EFFECT_BLOCKS,
     "use_local_record"},
    {"absent", DMPKIT_EXISTENCE_ABSENT, DMPKIT_AUTHORISATION_NOT_GIVEN, DMPKIT_ACCESS_REFUSED,
     DMPKIT_SEVERITY_INFORMATION, "record.absent", DMPKIT_EFFECT_BLOCKS, "inform_about_mes"},
    {"status_of_the_future", DMPKIT_EXISTENCE_UNKNOWN, DMPKIT_AUTHORISATION_VALIDE,
     DMPKIT_ACCESS_REFUSED, DMPKIT_SEVERITY_ATTENTION, "record.unknown_state",
     DMPKIT_EFFECT_BLOCKS, "open_web_portal"},
    {"nia_only", DMPKIT_EXISTENCE_NOT_ASKED, DMPKIT_AUTHORISATION_NOT_GIVEN,
     DMPKIT_ACCESS_REFUSED, DMPKIT_SEVERITY_ATTENTION, "identity.nia", DMPKIT_EFFECT_BLOCKS,
     "ask_insi_again"},
    {"identity_provisional", DMPKIT_EXISTENCE_NOT_ASKED, DMPKIT_AUTHORISATION_NOT_GIVEN,
     DMPKIT_ACCESS_REFUSED, DMPKIT_SEVERITY_ATTENTION, "identity.no_ins", DMPKIT_EFFECT_BLOCKS,
     "obtain_ins"},
    {"corsica_2a", DMPKIT_EXISTENCE_ACTIVE, DMPKIT_AUTHORISATION_VALIDE, DMPKIT_ACCESS_ALLOWED,
     DMPKIT_SEVERITY_OK, "authorisation.valid", DMPKIT_EFFECT_GRANTS, "search_documents"}};

static dmpkit_view text_of(const dmpkit_chart *chart, int32_t field) {
  dmpkit_view view = {NULL, 0};
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_text(chart, field, &view));
  CHECK_VIEW(NULL, view);
  return view;
}

/* Nobody may take an invented record for a patient's. */
static void check_marked(dmpkit_view view) {
  CHECK_VIEW(NULL, view);
  CHECK(strncmp(view.ptr, "[SIMULATEUR] ", 13) == 0);
}

static void check_texts(const dmpkit_chart *chart) {
  int32_t field;
  for (field = DMPKIT_FIELD_STATUS; field <= DMPKIT_FIELD_ACCESS; field++) {
    check_marked(text_of(chart, field));
  }
  for (field = DMPKIT_FIELD_CLOSED_ON; field <= DMPKIT_FIELD_ANSWERED_AT; field++) {
    text_of(chart, field);
  }
}

static void check_reasons(const dmpkit_chart *chart) {
  size_t count = dmpkit_chart_reason_count(chart);
  size_t index;
  int32_t before = DMPKIT_EFFECT_BLOCKS;
  CHECK(count >= 1);
  for (index = 0; index < count; index++) {
    dmpkit_view view = {NULL, 0};
    int32_t effect = dmpkit_chart_reason_effect(chart, index);
    CHECK_STATUS(DMPKIT_OK, dmpkit_chart_reason_id(chart, index, &view));
    CHECK_VIEW(NULL, view);
    CHECK(strchr(view.ptr, '.') != NULL);
    CHECK_STATUS(DMPKIT_OK, dmpkit_chart_reason_text(chart, index, &view));
    check_marked(view);
    CHECK_STATUS(DMPKIT_OK, dmpkit_chart_reason_source(chart, index, &view));
    CHECK_VIEW(NULL, view);
    CHECK(view.len > 0);
    CHECK(effect >= before && effect <= DMPKIT_EFFECT_NOTES);
    before = effect;
  }
}

static void check_actions(const dmpkit_chart *chart) {
  size_t count = dmpkit_chart_action_count(chart);
  size_t index;
  for (index = 0; index < count; index++) {
    dmpkit_view view = {NULL, 0};
    CHECK_STATUS(DMPKIT_OK, dmpkit_chart_action_id(chart, index, &view));
    CHECK_VIEW(NULL, view);
    CHECK(view.len > 0);
    CHECK_STATUS(DMPKIT_OK, dmpkit_chart_action_text(chart, index, &view));
    check_marked(view);
  }
}

static int has_banner(const dmpkit_chart *chart, const char *id) {
  size_t count = dmpkit_chart_banner_count(chart);
  size_t index;
  int found = 0;
  for (index = 0; index < count; index++) {
    dmpkit_view view = {NULL, 0};
    CHECK_STATUS(DMPKIT_OK, dmpkit_chart_banner_text(chart, index, &view));
    check_marked(view);
    CHECK_STATUS(DMPKIT_OK, dmpkit_chart_banner_id(chart, index, &view));
    CHECK_VIEW(NULL, view);
    found = found || strcmp(view.ptr, id) == 0;
  }
  return found;
}

/* EX_0.2-1020: neither identifier nor identity trait of the patient. */
static void check_report(const dmpkit_chart *chart, const char *request) {
  dmpkit_buffer *report = NULL;
  dmpkit_error *err = NULL;
  const char *text;
  char *matricule = json_text(request, "matricule");
  char *birth_name = json_text(request, "birth_name");
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_report(chart, &report, &err));
  CHECK(err == NULL);
  text = dmpkit_buffer_data(report);
  REQUIRE(text != NULL && birth_name != NULL);
  CHECK_NUMBER(strlen(text), dmpkit_buffer_len(report));
  CHECK(strstr(text, "\"schema\":\"dmpkit.report/1\"") != NULL);
  CHECK(strstr(text, "\"mark\":\"[SIMULATEUR]\"") != NULL);
  CHECK(matricule == NULL || strstr(text, matricule) == NULL);
  CHECK(strstr(text, birth_name) == NULL);
  free(matricule);
  free(birth_name);
  dmpkit_buffer_free(report);
}

static void check_first(const dmpkit_chart *chart, const struct expected *expected) {
  dmpkit_view view = {NULL, 0};
  CHECK_NUMBER(expected->existence, dmpkit_chart_existence(chart));
  CHECK_NUMBER(expected->authorisation, dmpkit_chart_authorisation(chart));
  CHECK_NUMBER(expected->access, dmpkit_chart_access(chart));
  CHECK_NUMBER(expected->severity, dmpkit_chart_severity(chart));
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_reason_id(chart, 0, &view));
  CHECK_VIEW(expected->first_reason, view);
  CHECK_NUMBER(expected->first_effect, dmpkit_chart_reason_effect(chart, 0));
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_action_id(chart, 0, &view));
  CHECK_VIEW(expected->first_action, view);
}

static void check_expected(const dmpkit_client *client, const dmpkit_session *session) {
  size_t index;
  for (index = 0; index < sizeof EXPECTED / sizeof EXPECTED[0]; index++) {
    dmpkit_chart *chart = sandbox_chart(client, session, EXPECTED[index].label);
    check_first(chart, &EXPECTED[index]);
    dmpkit_chart_free(chart);
  }
}

/* Everybody but those who meet a fault. */
static void check_everybody(const dmpkit_client *client, const dmpkit_session *session) {
  size_t count = dmpkit_sandbox_person_count(client);
  size_t index;
  CHECK(count > 20);
  for (index = 0; index < count; index++) {
    dmpkit_view label = {NULL, 0};
    dmpkit_buffer *request = NULL;
    dmpkit_chart *chart = NULL;
    CHECK_STATUS(DMPKIT_OK, dmpkit_sandbox_person_label(client, index, &label));
    CHECK_VIEW(NULL, label);
    if (strncmp(label.ptr, "fault_", 6) == 0) {
      continue;
    }
    CHECK_STATUS(DMPKIT_OK, dmpkit_sandbox_person_request(client, index, &request, NULL));
    /* The document ends with a NUL: its length need not be given. */
    CHECK_STATUS(DMPKIT_OK, dmpkit_chart_open(session, dmpkit_buffer_data(request), SIZE_MAX,
                                              NULL, &chart, NULL));
    CHECK_NUMBER(1, dmpkit_chart_sequence(chart));
    check_texts(chart);
    check_reasons(chart);
    check_actions(chart);
    CHECK(has_banner(chart, "simulator"));
    CHECK(has_banner(chart, "dmp"));
    CHECK(!has_banner(chart, "bris_de_glace"));
    check_report(chart, dmpkit_buffer_data(request));
    dmpkit_chart_free(chart);
    dmpkit_buffer_free(request);
  }
}

static void check_words_of_the_dmp(const dmpkit_client *client, const dmpkit_session *session) {
  dmpkit_chart *closed = sandbox_chart(client, session, "closed_by_patient");
  dmpkit_chart *future = sandbox_chart(client, session, "active_future_authorisation");
  dmpkit_chart *not_asked = sandbox_chart(client, session, "nia_only");
  CHECK_VIEW("[SIMULATEUR] DMP ferm\xC3\xA9", text_of(closed, DMPKIT_FIELD_STATUS));
  CHECK_VIEW("14/06/2025", text_of(closed, DMPKIT_FIELD_CLOSED_ON));
  CHECK_VIEW("Demande du patient", text_of(closed, DMPKIT_FIELD_CLOSING_REASON));
  CHECK_VIEW("SUSPENDU_2027", text_of(future, DMPKIT_FIELD_AUTHORISATION_CODE));
  CHECK_VIEW("", text_of(future, DMPKIT_FIELD_CLOSED_ON));
  CHECK_VIEW("", text_of(not_asked, DMPKIT_FIELD_ANSWERED_AT));
  CHECK(text_of(future, DMPKIT_FIELD_ANSWERED_AT).len == strlen("02/03/2026 09:30"));
  dmpkit_chart_free(closed);
  dmpkit_chart_free(future);
  dmpkit_chart_free(not_asked);
}

static void check_emergency_banner(const dmpkit_client *client, const dmpkit_session *session) {
  dmpkit_buffer *request = sandbox_request(client, "active_no_authorisation");
  char *emergency =
      replaced(dmpkit_buffer_data(request), "\"operator\":",
               "\"purpose\":{\"code\":\"bris_de_glace\",\"reason\":\"Coma\"},\"operator\":");
  dmpkit_chart *chart = NULL;
  CHECK_STATUS(DMPKIT_OK,
               dmpkit_chart_open(session, emergency, SIZE_MAX, NULL, &chart, NULL));
  CHECK_NUMBER(DMPKIT_ACCESS_AFTER_STEPS, dmpkit_chart_access(chart));
  CHECK(has_banner(chart, "bris_de_glace"));
  dmpkit_chart_free(chart);
  dmpkit_buffer_free(request);
  free(emergency);
}

/* Views lent before a refresh stay what they were until the chart is freed. */
static void check_refresh(const dmpkit_client *client, const dmpkit_session *session) {
  dmpkit_chart *chart = sandbox_chart(client, session, "active_expired");
  dmpkit_view reason = {NULL, 0};
  dmpkit_view status = text_of(chart, DMPKIT_FIELD_STATUS);
  char *reason_was;
  char *status_was;
  int round;
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_reason_text(chart, 0, &reason));
  reason_was = replaced(reason.ptr, "", "");
  status_was = replaced(status.ptr, "", "");
  for (round = 2; round <= 20; round++) {
    CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(chart, NULL, NULL));
    CHECK_NUMBER(round, dmpkit_chart_sequence(chart));
    CHECK(text_of(chart, DMPKIT_FIELD_STATUS).ptr != status.ptr);
  }
  CHECK_VIEW(reason_was, reason);
  CHECK_VIEW(status_was, status);
  free(reason_was);
  free(status_was);
  dmpkit_chart_free(chart);
}

int main(void) {
  dmpkit_client *client;
  dmpkit_session *session;
  check_start("open_chart");
  CHECK_NUMBER(DMPKIT_ABI, dmpkit_abi());
  CHECK_NUMBER(DMPKIT_VERSION_NUMBER, dmpkit_version_number());
  client = sandbox_client(NULL);
  session = sandbox_session(client);
  check_expected(client, session);
  check_everybody(client, session);
  check_words_of_the_dmp(client, session);
  check_emergency_banner(client, session);
  check_refresh(client, session);
  dmpkit_session_free(session);
  dmpkit_client_free(client);
  return check_end();
}
