/*
 * A small dialogue with the sandbox: search the documents of a patient, count them, narrow them,
 * see them at a glance, read one. The same as examples/search.rs, through the C header.
 *
 * cargo build
 * cc -Iinclude examples/c/search.c target/debug/libdmpkit.a -lm -lpthread -ldl -o target/search
 */
#include <stdio.h>
#include <stdlib.h>
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

/* The person of the sandbox who has hundreds of documents. */
static const char PERSON[] = "active_valide";
/* Rows of a list, and lines of a document, shown at a time. */
#define ROWS 12
#define LINES 40

/* A query of free words, with what JSON cannot hold as it is escaped. */
static void query(const char *words, char *json, size_t size)
{
    static const char ALL[] = "{\"schema\":\"dmpkit.query/1\",\"act\":\"user\"}";
    static const char START[] =
        "{\"schema\":\"dmpkit.query/1\",\"act\":\"user\",\"where\":{\"words\":\"";
    static const char END[] = "\"}}";
    size_t length = sizeof START - 1;

    memcpy(json, *words == '\0' ? ALL : START, *words == '\0' ? sizeof ALL : length);
    if (*words == '\0')
        return;
    for (; *words != '\0' && length + 2 + sizeof END < size; words++) {
        if (*words == '"' || *words == '\\')
            json[length++] = '\\';
        json[length++] = (unsigned char)*words < ' ' ? ' ' : *words;
    }
    memcpy(json + length, END, sizeof END);
}

/* The first lines of a text, each after a prefix. */
static void print_lines(const char *prefix, const char *text, int lines)
{
    while (*text != '\0' && lines-- > 0) {
        size_t length = strcspn(text, "\n");
        printf("%s%.*s\n", prefix, (int)length, text);
        text += length;
        if (*text == '\n')
            text++;
    }
}

static void list(const dmpkit_results *results)
{
    static const int32_t COLUMNS[] = {
        DMPKIT_TEXT_ACT_DATE, DMPKIT_TEXT_TYPE, DMPKIT_TEXT_TITLE, DMPKIT_TEXT_LABELS};
    dmpkit_view text;
    size_t row, i;

    dmpkit_results_explanation(results, &text);
    printf("%s\n%lu documents\n", text.ptr, (unsigned long)dmpkit_results_count(results));
    for (row = 0; row < dmpkit_results_count(results) && row < ROWS; row++) {
        printf("%3lu.", (unsigned long)row + 1);
        for (i = 0; i < sizeof COLUMNS / sizeof COLUMNS[0]; i++) {
            dmpkit_results_text(results, row, COLUMNS[i], &text);
            printf("%s%s", i == 0 ? " " : "  ", text.ptr);
        }
        printf("\n");
    }
}

static void print_error(dmpkit_error *error)
{
    dmpkit_view text;

    if (error != NULL && dmpkit_error_user_message(error, &text) == DMPKIT_OK)
        printf("%s\n", text.ptr);
    dmpkit_error_free(error);
}

static void print_buffer(dmpkit_buffer *buffer)
{
    if (buffer != NULL)
        printf("%s", dmpkit_buffer_data(buffer));
    dmpkit_buffer_free(buffer);
}

static void read_row(const dmpkit_chart *chart, const dmpkit_results *results, const char *number)
{
    char *end;
    long row = strtol(number, &end, 10);
    dmpkit_document *document = NULL;
    dmpkit_error *error = NULL;
    dmpkit_view text;

    if (*end != '\0' || row < 1
        || dmpkit_results_text(results, (size_t)row - 1, DMPKIT_TEXT_UNIQUE_ID, &text)
               != DMPKIT_OK) {
        printf("Pas de ligne %s.\n", number);
        return;
    }
    if (dmpkit_chart_read(chart, text.ptr, text.len, NULL, &document, &error) != DMPKIT_OK) {
        print_error(error);
        return;
    }
    dmpkit_document_warnings(document, &text);
    print_lines("! ", text.ptr, LINES);
    dmpkit_document_text(document, &text);
    print_lines("", text.ptr, LINES);
    dmpkit_document_free(document);
}

/* A line without the blanks around it. */
static const char *trimmed(char *line)
{
    size_t length = strlen(line);

    while (length > 0 && strchr(" \t\r\n", line[length - 1]) != NULL)
        line[--length] = '\0';
    return line + strspn(line, " \t");
}

/* One command; 0 when the dialogue is over. */
static int answer(const dmpkit_chart *chart, dmpkit_results **results, const char *line)
{
    dmpkit_results *found = NULL;
    dmpkit_buffer *buffer = NULL;
    dmpkit_error *error = NULL;
    char command[16], json[1200];
    size_t length = strcspn(line, " ");
    const char *rest = line + length + strspn(line + length, " ");

    sprintf(command, "%.*s", length < sizeof command ? (int)length : 0, line);
    query(rest, json, sizeof json);
    if (strcmp(command, "fin") == 0)
        return 0;
    if (strcmp(command, "cherche") == 0) {
        dmpkit_chart_search(chart, json, SIZE_MAX, NULL, &found, &error);
    } else if (*results == NULL) {
        printf("Chercher d'abord.\n");
    } else if (strcmp(command, "affine") == 0) {
        dmpkit_results_refine(*results, json, SIZE_MAX, &found, &error);
    } else if (strcmp(command, "facettes") == 0) {
        dmpkit_results_facets(*results, "type,year", SIZE_MAX, DMPKIT_FORM_TEXT, &buffer, &error);
    } else if (strcmp(command, "vue") == 0) {
        dmpkit_results_overview(*results, NULL, 0, DMPKIT_FORM_TEXT, &buffer, &error);
    } else if (strcmp(command, "lis") == 0) {
        read_row(chart, *results, rest);
    } else {
        printf("Commande inconnue.\n");
    }
    print_error(error);
    print_buffer(buffer);
    if (found != NULL) {
        list(found);
        dmpkit_results_free(*results);
        *results = found;
    }
    return 1;
}

static int open_chart(const dmpkit_client *client, dmpkit_chart **chart, dmpkit_error **error)
{
    dmpkit_session *session = NULL;
    dmpkit_buffer *request = NULL;
    dmpkit_view label;
    size_t i, person = 0;
    int status = dmpkit_session_open(client, PROFESSIONAL, SIZE_MAX, NULL, &session, error);

    for (i = 0; i < dmpkit_sandbox_person_count(client); i++) {
        if (dmpkit_sandbox_person_label(client, i, &label) == DMPKIT_OK
            && strcmp(label.ptr, PERSON) == 0)
            person = i;
    }
    if (status == DMPKIT_OK)
        status = dmpkit_sandbox_person_request(client, person, &request, error);
    if (status == DMPKIT_OK)
        status = dmpkit_chart_open(session, dmpkit_buffer_data(request), SIZE_MAX, NULL, chart,
                                   error);
    dmpkit_buffer_free(request);
    /* The chart keeps its session alive. */
    dmpkit_session_free(session);
    return status;
}

int main(void)
{
    dmpkit_client *client = NULL;
    dmpkit_chart *chart = NULL;
    dmpkit_results *results = NULL;
    dmpkit_error *error = NULL;
    char line[512];
    int status = dmpkit_client_open(CONFIG, SIZE_MAX, NULL, NULL, &client, &error);

    if (status == DMPKIT_OK)
        status = open_chart(client, &chart, &error);
    if (status == DMPKIT_OK) {
        printf("Commandes : cherche MOTS, affine MOTS, facettes, vue, lis N, fin\n");
        for (;;) {
            printf("> ");
            fflush(stdout);
            if (fgets(line, sizeof line, stdin) == NULL)
                break;
            if (!answer(chart, &results, trimmed(line)))
                break;
        }
    }
    if (status != DMPKIT_OK)
        print_error(error);
    dmpkit_results_free(results);
    dmpkit_chart_free(chart);
    dmpkit_client_free(client);
    return status == DMPKIT_OK ? 0 : 1;
}
