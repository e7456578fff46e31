#define _POSIX_C_SOURCE 200112L

#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *name = "?";
static long checks = 0;
static long failures = 0;

void check_start(const char *program) {
  name = program;
  /* A defect may show as a program that never ends: better a signal than a stuck test run. */
  alarm((unsigned)(180 * slack()));
}

int check_end(void) {
  printf("%s: %ld checks, %ld failed\n", name, checks, failures);
  return failures == 0 ? 0 : 1;
}

static void say_place(const char *file, int line) {
  failures++;
  printf("%s:%d: ", file, line);
}

void check(int holds, const char *what, const char *file, int line) {
  checks++;
  if (!holds) {
    say_place(file, line);
    printf("not so: %s\n", what);
    fflush(stdout);
  }
}

void check_or_exit(int holds, const char *what, const char *file, int line) {
  check(holds, what, file, line);
  if (!holds) {
    exit(1);
  }
}

void check_number(long expected, long found, const char *what, const char *file, int line) {
  checks++;
  if (expected != found) {
    say_place(file, line);
    printf("%s is %ld, expected %ld\n", what, found, expected);
    fflush(stdout);
  }
}

static const char *status_name(int32_t status) {
  dmpkit_view view = {"?", 1};
  dmpkit_status_name(status, &view);
  return view.ptr;
}

void check_status(int32_t expected, int32_t found, const char *what, const char *file, int line) {
  checks++;
  if (expected != found) {
    say_place(file, line);
    printf("%s is %ld %s, expected %s\n", what, (long)found, status_name(found),
           status_name(expected));
    fflush(stdout);
  }
}

void check_view(const char *expected, dmpkit_view view, const char *what, const char *file,
                int line) {
  checks++;
  if (view.ptr == NULL || view.ptr[view.len] != '\0' || strlen(view.ptr) != view.len) {
    say_place(file, line);
    printf("%s is no text that ends with a NUL\n", what);
  } else if (expected != NULL && strcmp(expected, view.ptr) != 0) {
    say_place(file, line);
    printf("%s is \"%s\", expected \"%s\"\n", what, view.ptr, expected);
  }
  fflush(stdout);
}

/* Every getter of an error answers something. */
static void check_explained(const dmpkit_error *err, const char *file, int line) {
  dmpkit_view view = {NULL, 0};
  int32_t category = dmpkit_error_category(err);
  int32_t retry = dmpkit_error_retry(err);
  check(category >= DMPKIT_CATEGORY_MISUSE && category <= DMPKIT_CATEGORY_RULE,
        "category", file, line);
  check(retry >= DMPKIT_RETRY_NEVER && retry <= DMPKIT_RETRY_AFTER_CORRECTION, "retry", file,
        line);
  check_status(DMPKIT_OK, dmpkit_error_message(err, &view), "message", file, line);
  check_view(NULL, view, "message", file, line);
  check(view.len > 0 && strchr(view.ptr, '\n') == NULL, "message is one line", file, line);
  check_status(DMPKIT_OK, dmpkit_error_user_message(err, &view), "user message", file, line);
  check_view(NULL, view, "user message", file, line);
  check(view.len > 0, "user message is not empty", file, line);
}

void check_failure(int32_t expected, int32_t status, dmpkit_error **err, const char *detail,
                   const char *value, const char *file, int line) {
  dmpkit_view view = {NULL, 0};
  check_status(expected, status, "status", file, line);
  check(*err != NULL, "an error object explains the failure", file, line);
  if (*err == NULL) {
    return;
  }
  check_status(expected, dmpkit_error_code(*err), "code of the error", file, line);
  check_explained(*err, file, line);
  if (detail != NULL) {
    check_status(DMPKIT_OK, dmpkit_error_detail(*err, detail, SIZE_MAX, &view), detail, file,
                 line);
    check_view(value, view, detail, file, line);
  }
  dmpkit_error_free(*err);
  *err = NULL;
}

long slack(void) {
  const char *text = getenv("DMPKIT_TEST_SLACK");
  long times = text == NULL ? 1 : strtol(text, NULL, 10);
  return times < 1 ? 1 : times;
}

long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (long)(now.tv_sec % 1000000) * 1000 + now.tv_nsec / 1000000;
}
