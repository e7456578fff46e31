/* The smallest real integration: a chart's banner. No JSON is parsed.
 * cargo build && cc -Iinclude examples/c/banner.c target/debug/libdmpkit.a -lm -lpthread -ldl \
 *   -o target/banner && target/banner */
#include <stdio.h>
#include "dmpkit.h"

static const char CONFIG[] =
    "{\"schema\":\"dmpkit.config/1\",\"environment\":\"sandbox\","
    "\"software\":{\"name\":\"Exemple\",\"version\":\"1.0\"}}";
static const char PROFESSIONAL[] =
    "{\"schema\":\"dmpkit.professional/1\",\"id\":\"899700000011\",\"family_name\":\"EXEMPLE\","
    "\"given_name\":\"Camille\",\"profession\":\"10\",\"speciality\":\"SM26\",\"structure\":"
    "{\"id\":\"499700000011001\",\"name\":\"Cabinet Exemple\",\"sector\":\"SA07\"},"
    "\"authentication\":{\"means\":\"CPS\"}}";
static const char PATIENT[] =
    "{\"schema\":\"dmpkit.chart-request/1\",\"operator\":\"professional\",\"patient\":{"
    "\"ins\":{\"matricule\":\"171014410990350\",\"oid\":\"1.2.250.1.213.1.4.10\"},"
    "\"identity_status\":\"QUAL\",\"birth_name\":\"GU\xC3\x89RANDEL\",\"given_names\":[\"PASCAL\"],"
    "\"birth_date\":\"1971-01-30\",\"sex\":\"M\"}}";

int main(void)
{
    dmpkit_client *client = NULL;
    dmpkit_session *session = NULL;
    dmpkit_chart *chart = NULL;
    dmpkit_error *error = NULL;
    dmpkit_view text;
    size_t i;

    if (dmpkit_client_open(CONFIG, SIZE_MAX, NULL, NULL, &client, &error) == DMPKIT_OK
        && dmpkit_session_open(client, PROFESSIONAL, SIZE_MAX, NULL, &session, &error) == DMPKIT_OK
        && dmpkit_chart_open(session, PATIENT, SIZE_MAX, NULL, &chart, &error) == DMPKIT_OK) {
        for (i = 0; i < dmpkit_chart_banner_count(chart); i++) {
            if (dmpkit_chart_banner_text(chart, i, &text) == DMPKIT_OK)
                printf("| %s |\n", text.ptr);
        }
        if (dmpkit_chart_text(chart, DMPKIT_FIELD_STATUS, &text) == DMPKIT_OK)
            printf("(%d) %s\n", (int)dmpkit_chart_severity(chart), text.ptr);
        for (i = 0; i < dmpkit_chart_reason_count(chart); i++) {
            if (dmpkit_chart_reason_text(chart, i, &text) == DMPKIT_OK)
                printf("  - %s\n", text.ptr);
        }
        for (i = 0; i < dmpkit_chart_action_count(chart); i++) {
            if (dmpkit_chart_action_text(chart, i, &text) == DMPKIT_OK)
                printf("  %lu. %s\n", (unsigned long)(i + 1), text.ptr);
        }
    }
    if (error != NULL && dmpkit_error_user_message(error, &text) == DMPKIT_OK)
        fprintf(stderr, "%s\n", text.ptr);
    dmpkit_chart_free(chart);
    dmpkit_session_free(session);
    dmpkit_client_free(client);
    i = error != NULL;
    dmpkit_error_free(error);
    return (int)i;
}
