/*
 * Opens the chart of every person of the sandbox and prints what a professional would see: the
 * same as examples/open_chart.rs, through the C header.
 *
 * cargo build
 * cc -Iinclude examples/c/open_chart.c target/debug/libdmpkit.a -lm -lpthread -ldl \
 *   -o target/open_chart
 */
#include <stdio.h>
#include <string.h>
#include "dmpkit.h"

static const char CONFIG[] =
    "{\"schema\":\"dmpkit.config/1\",\"environment\":\"sandbox\","
    "\"software\":{\"name\":\"Exemple\",\"version\":\"1.0\"}}";

static const char PROFESSIONAL[] =
    "{\"schema\":\"dmpkit.professional/1\",\"id\":\"899700000011\",\"family_name\":\"EXEMPLE\","
    "\"given_name\":\"Camille\",\"profession\":\"10\",\"speciality\":\"SM26\",\"structure\":"
    "{\"id\":\"499700000011001\",\"name\":\"Cabinet Exemple\",\"sector\":\"SA07\"},"
    "\"authentication\":{\"means\":\"CPS\"}}";

/* Every text carries the sandbox's mark; the table says it once, at its end. */
static const char MARK[] = "[SIMULATEUR] ";

/* A host may say the next actions in its own words: their ids are stable. */
static const char *const SHORT[][2] = {
    {"search_documents", "rechercher"},
    {"inform_patient", "informer"},
    {"collect_consent", "recueillir l'accord"},
    {"declare_authorisation", "le d\xC3\xA9" "clarer"},
    {"use_local_record", "dossier local"},
    {"tell_professional", "pr\xC3\xA9venir le professionnel"},
    {"inform_about_mes", "parler de Mon espace sant\xC3\xA9"},
    {"talk_to_patient", "en parler au patient"},
    {"obtain_ins", "r\xC3\xA9" "cup\xC3\xA9rer l'INS"},
    {"qualify_identity", "qualifier l'identit\xC3\xA9"},
    {"ask_insi_again", "r\xC3\xA9interroger INSi"},
    {"ask_again", "r\xC3\xA9" "essayer"},
    {"open_web_portal", "portail internet"},
    {"contact_support", "pr\xC3\xA9venir l'\xC3\xA9" "diteur"}
};

static const char *unmarked(dmpkit_view text)
{
    size_t mark = sizeof MARK - 1;
    return strncmp(text.ptr, MARK, mark) == 0 ? text.ptr + mark : text.ptr;
}

/* printf pads bytes; a column is as wide as its characters. */
static void column(const char *text, int width)
{
    const char *byte;
    for (byte = text; *byte != '\0'; byte++) {
        if (((unsigned char)*byte & 0xC0) != 0x80)
            width--;
    }
    printf("%s%*s", text, width + 1, "");
}

static const char *short_action(dmpkit_view id)
{
    size_t i;
    for (i = 0; i < sizeof SHORT / sizeof SHORT[0]; i++) {
        if (strcmp(SHORT[i][0], id.ptr) == 0)
            return SHORT[i][1];
    }
    return "autre \xC3\xA9tape";
}

static const char *access_word(int32_t access)
{
    switch (access) {
    case DMPKIT_ACCESS_ALLOWED: return "oui";
    case DMPKIT_ACCESS_AFTER_STEPS: return "\xC3\xA9tapes";
    default: return "non";
    }
}

static void print_chart(const dmpkit_chart *chart)
{
    dmpkit_view text;
    size_t i;

    /* On failure a view is set to the empty text: it may always be printed. */
    dmpkit_chart_text(chart, DMPKIT_FIELD_EXISTENCE, &text);
    column(unmarked(text), 19);
    column(access_word(dmpkit_chart_access(chart)), 7);
    dmpkit_chart_reason_text(chart, 0, &text);
    printf("%s\n", unmarked(text));
    for (i = 0; i < dmpkit_chart_action_count(chart); i++) {
        dmpkit_chart_action_id(chart, i, &text);
        if (i == 0)
            printf("%*s", 68, "");
        else
            printf(" ");
        printf("\xE2\x86\x92 %s", short_action(text));
    }
    if (i > 0)
        printf("\n");
}

static void print_person(
    const dmpkit_client *client, const dmpkit_session *session, const dmpkit_call *call, size_t i)
{
    dmpkit_buffer *request = NULL;
    dmpkit_chart *chart = NULL;
    dmpkit_error *error = NULL;
    dmpkit_view text;

    dmpkit_sandbox_person_label(client, i, &text);
    column(text.ptr, 39);
    if (dmpkit_sandbox_person_request(client, i, &request, &error) == DMPKIT_OK
        && dmpkit_chart_open(session, dmpkit_buffer_data(request), dmpkit_buffer_len(request),
                             call, &chart, &error) == DMPKIT_OK) {
        print_chart(chart);
    } else if (dmpkit_error_user_message(error, &text) == DMPKIT_OK) {
        column("inconnu", 19);
        column("panne", 7);
        printf("%s\n", unmarked(text));
    }
    dmpkit_chart_free(chart);
    dmpkit_buffer_free(request);
    dmpkit_error_free(error);
}

int main(void)
{
    dmpkit_client *client = NULL;
    dmpkit_session *session = NULL;
    dmpkit_call *call = NULL;
    dmpkit_error *error = NULL;
    dmpkit_view text;
    size_t i;
    int status;

    if (dmpkit_abi() != DMPKIT_ABI || dmpkit_version_number() != DMPKIT_VERSION_NUMBER) {
        fprintf(stderr, "dmpkit.h and the library are of different versions\n");
        return 2;
    }
    status = dmpkit_call_new(&call, &error);
    /* Some people of the sandbox show a fault: the silent one would otherwise take 30 seconds. */
    if (status == DMPKIT_OK)
        status = dmpkit_call_set_timeout_ms(call, 500);
    if (status == DMPKIT_OK)
        status = dmpkit_client_open(CONFIG, SIZE_MAX, NULL, call, &client, &error);
    if (status == DMPKIT_OK)
        status = dmpkit_session_open(client, PROFESSIONAL, SIZE_MAX, call, &session, &error);
    if (status == DMPKIT_OK) {
        column("personne", 39);
        column("DMP", 19);
        column("acc\xC3\xA8s", 7);
        printf("pourquoi, et que faire\n");
        for (i = 0; i < dmpkit_sandbox_person_count(client); i++)
            print_person(client, session, call, i);
        printf("\nToutes ces personnes sont invent\xC3\xA9" "es : rien ici ne vient du DMP.\n");
    } else if (dmpkit_error_message(error, &text) == DMPKIT_OK) {
        fprintf(stderr, "dmpkit: %s\n", text.ptr);
    }
    dmpkit_session_free(session);
    dmpkit_client_free(client);
    dmpkit_call_free(call);
    dmpkit_error_free(error);
    return status == DMPKIT_OK ? 0 : 1;
}
