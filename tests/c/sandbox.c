#include "sandbox.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>

const char CONFIG[] =
    "{\"schema\":\"dmpkit.config/1\",\"environment\":\"sandbox\",\"timeout_ms\":600000,"
    "\"software\":{\"name\":\"Exemple\",\"version\":\"1.0\"}}";

const char PROFESSIONAL[] =
    "{\"schema\":\"dmpkit.professional/1\",\"id\":\"899700000011\","
    "\"family_name\":\"EXEMPLE\",\"given_name\":\"Camille\",\"profession\":\"10\","
    "\"speciality\":\"SM26\",\"structure\":{\"id\":\"499700000011001\","
    "\"name\":\"Cabinet Exemple\",\"sector\":\"SA07\"},\"authentication\":{\"means\":\"CPS\"}}";

dmpkit_client *sandbox_client(dmpkit_host *host) {
  dmpkit_client *client = NULL;
  REQUIRE(dmpkit_client_open(CONFIG, SIZE_MAX, host, NULL, &client, NULL) == DMPKIT_OK);
  REQUIRE(client != NULL);
  return client;
}

dmpkit_session *sandbox_session(const dmpkit_client *client) {
  dmpkit_session *session = NULL;
  REQUIRE(dmpkit_session_open(client, PROFESSIONAL, SIZE_MAX, NULL, &session, NULL) ==
          DMPKIT_OK);
  REQUIRE(session != NULL);
  return session;
}

dmpkit_buffer *sandbox_request(const dmpkit_client *client, const char *label) {
  size_t count = dmpkit_sandbox_person_count(client);
  size_t index;
  for (index = 0; index < count; index++) {
    dmpkit_view view = {NULL, 0};
    dmpkit_buffer *request = NULL;
    REQUIRE(dmpkit_sandbox_person_label(client, index, &view) == DMPKIT_OK);
    if (strcmp(view.ptr, label) == 0) {
      REQUIRE(dmpkit_sandbox_person_request(client, index, &request, NULL) == DMPKIT_OK);
      return request;
    }
  }
  check_or_exit(0, label, __FILE__, __LINE__);
  return NULL;
}

dmpkit_chart *sandbox_chart(const dmpkit_client *client, const dmpkit_session *session,
                            const char *label) {
  dmpkit_buffer *request = sandbox_request(client, label);
  dmpkit_chart *chart = NULL;
  REQUIRE(dmpkit_chart_open(session, dmpkit_buffer_data(request), dmpkit_buffer_len(request),
                            NULL, &chart, NULL) == DMPKIT_OK);
  REQUIRE(chart != NULL);
  dmpkit_buffer_free(request);
  return chart;
}

char *query_where(const char *where) {
  return replaced("{\"schema\":\"dmpkit.query/1\",\"act\":\"user\",\"where\":{@}}", "@", where);
}

dmpkit_results *sandbox_search(const dmpkit_chart *chart, const char *where) {
  char *query = query_where(where);
  dmpkit_results *results = NULL;
  REQUIRE(dmpkit_chart_search(chart, query, SIZE_MAX, NULL, &results, NULL) == DMPKIT_OK);
  REQUIRE(results != NULL);
  free(query);
  return results;
}

void sandbox_control(const dmpkit_client *client, const char *control) {
  REQUIRE(dmpkit_sandbox_control(client, control, SIZE_MAX, NULL) == DMPKIT_OK);
}

static char *copied(const char *text, size_t len) {
  char *copy = malloc(len + 1);
  REQUIRE(copy != NULL);
  memcpy(copy, text, len);
  copy[len] = '\0';
  return copy;
}

char *replaced(const char *text, const char *from, const char *to) {
  const char *at = strstr(text, from);
  size_t before;
  char *result;
  check_or_exit(at != NULL, from, __FILE__, __LINE__);
  before = (size_t)(at - text);
  result = malloc(strlen(text) + strlen(to) + 1);
  REQUIRE(result != NULL);
  memcpy(result, text, before);
  strcpy(result + before, to);
  strcat(result, at + strlen(from));
  return result;
}

char *json_text(const char *json, const char *field) {
  size_t len = strlen(field);
  const char *at = json;
  while ((at = strstr(at, field)) != NULL) {
    const char *after = at + len;
    if (at > json && at[-1] == '"' && strncmp(after, "\":\"", 3) == 0) {
      return copied(after + 3, strcspn(after + 3, "\""));
    }
    at = after;
  }
  return NULL;
}
