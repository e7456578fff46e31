/*
 * A small checker for the C tests. A failed check is printed with its place, counted, and makes
 * the program answer 1 at its end; REQUIRE ends it at once, where nothing after makes sense.
 * Checks are for the main thread: other threads hand it what they found.
 */
#ifndef CHECK_H
#define CHECK_H

#include "dmpkit.h"

#define CHECK(condition) check((condition) ? 1 : 0, #condition, __FILE__, __LINE__)
#define REQUIRE(condition) check_or_exit((condition) ? 1 : 0, #condition, __FILE__, __LINE__)
#define CHECK_NUMBER(expected, found) \
  check_number((long)(expected), (long)(found), #found, __FILE__, __LINE__)
#define CHECK_STATUS(expected, found) check_status(expected, found, #found, __FILE__, __LINE__)
/* A view of `expected`; NULL for any text. */
#define CHECK_VIEW(expected, view) check_view(expected, view, #view, __FILE__, __LINE__)
/* A call that must fail so, with a full error object; frees it and sets `err` to NULL. */
#define CHECK_FAILURE(expected, status, err) \
  check_failure(expected, status, &(err), NULL, NULL, __FILE__, __LINE__)
/* The same, with a detail of the error. */
#define CHECK_DETAIL(expected, status, err, detail, value) \
  check_failure(expected, status, &(err), detail, value, __FILE__, __LINE__)

/* First in main. The program is killed where it has not ended after a few minutes. */
void check_start(const char *program);
/* Last in main: says how it went and answers the exit code. */
int check_end(void);

void check(int holds, const char *what, const char *file, int line);
void check_or_exit(int holds, const char *what, const char *file, int line);
void check_number(long expected, long found, const char *what, const char *file, int line);
void check_status(int32_t expected, int32_t found, const char *what, const char *file, int line);
void check_view(const char *expected, dmpkit_view view, const char *what, const char *file,
                int line);
void check_failure(int32_t expected, int32_t status, dmpkit_error **err, const char *detail,
                   const char *value, const char *file, int line);

/* How many times slower things may be here: DMPKIT_TEST_SLACK, set under valgrind; else 1. */
long slack(void);
/* A clock that never goes back. */
long now_ms(void);

#endif
