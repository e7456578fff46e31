/* What most tests begin with: a client of the sandbox, a professional, an invented person. */
#ifndef SANDBOX_H
#define SANDBOX_H

#include "dmpkit.h"

/* A control that sets a fault; to be followed by other members, or not. */
#define FAULT(text) "{\"schema\":\"dmpkit.sandbox-control/1\",\"fault\":" text "}"
#define NO_FAULT FAULT("null")

extern const char CONFIG[];
extern const char PROFESSIONAL[];

/* Each ends the program where it fails. */
dmpkit_client *sandbox_client(dmpkit_host *host);
dmpkit_session *sandbox_session(const dmpkit_client *client);
dmpkit_buffer *sandbox_request(const dmpkit_client *client, const char *label);
dmpkit_chart *sandbox_chart(const dmpkit_client *client, const dmpkit_session *session,
                            const char *label);
/* What is found by these criteria (members of `where` of a query), on an act of the user. */
dmpkit_results *sandbox_search(const dmpkit_chart *chart, const char *where);
void sandbox_control(const dmpkit_client *client, const char *control);

/* A query with these members of `where`, for the caller to free(). */
char *query_where(const char *where);
/* A copy of `text`, for the caller to free(), with the first `from` as `to`. */
char *replaced(const char *text, const char *from, const char *to);
/* A copy of the text of a JSON field, for the caller to free(); NULL where it is not there. */
char *json_text(const char *json, const char *field);

#endif
