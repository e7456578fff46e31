/* flags: -std=c89 */
/* NULL in every position of every function, and handles that are none: an answer, no crash. */
#include "check.h"
#include "probes.h"
#include "sandbox.h"

#include <stdio.h>
#include <string.h>

/* The table of probes says which function it was. */
static void check_answer(int32_t expected, int32_t found, const struct probe *probe,
                         const char *with) {
  if (expected != found) {
    printf("%s with %s:\n", probe->name, with);
  }
  CHECK_STATUS(expected, found);
}

static struct arguments good(const struct world *world, dmpkit_view *view, dmpkit_error **err) {
  struct arguments with;
  with.world = world;
  with.view = view;
  with.err = err;
  with.with_out = 1;
  with.with_text = 1;
  return with;
}

static int32_t call(const struct probe *probe, const struct arguments *with) {
  return probe->call(with, with->world->handles[probe->kind]);
}

static void check_good(const struct probe *probe, const struct world *world) {
  dmpkit_view view = {NULL, 0};
  dmpkit_error *err = NULL;
  struct arguments with = good(world, &view, &err);
  int32_t status = call(probe, &with);
  /* 0 may be the number asked for. */
  check_answer(DMPKIT_OK, status == NOTHING ? DMPKIT_OK : status, probe, "good arguments");
  CHECK(err == NULL);
}

/* A refusal explains itself where the function takes an error. */
static void check_refused(int32_t expected, int32_t status, const struct probe *probe,
                          const char *what, dmpkit_error **err) {
  check_answer(expected, status, probe, what);
  CHECK((*err != NULL) == (status < 0 && (probe->takes & TAKES_ERR)));
  if (*err != NULL) {
    CHECK_FAILURE(expected, status, *err);
  }
}

static void check_nulls(const struct probe *probe, const struct world *world) {
  dmpkit_view view = {NULL, 0};
  dmpkit_error *err = NULL;
  struct arguments with = good(world, NULL, &err);
  if (probe->takes & TAKES_VIEW) {
    check_refused(DMPKIT_E_NULL, call(probe, &with), probe, "no view", &err);
  }
  with = good(world, &view, &err);
  with.with_out = 0;
  if (probe->takes & TAKES_OUT) {
    check_refused(DMPKIT_E_NULL, call(probe, &with), probe, "no output", &err);
  }
  with = good(world, &view, &err);
  with.with_text = 0;
  if (probe->takes & TAKES_TEXT) {
    check_refused(DMPKIT_E_NULL, call(probe, &with), probe, "no text", &err);
  }
  with = good(world, &view, NULL);
  if (probe->takes & TAKES_ERR) {
    check_answer(DMPKIT_OK, call(probe, &with), probe, "no error");
  }
}

static void check_handle(const struct probe *probe, const struct world *world, void *handle,
                         const char *what) {
  dmpkit_view view = {NULL, 0};
  dmpkit_error *err = NULL;
  struct arguments with = good(world, &view, &err);
  int32_t on_null = probe->on_null == IS_ALLOWED ? DMPKIT_OK : DMPKIT_E_NULL;
  int32_t on_bad = handle == NULL ? on_null : DMPKIT_E_BAD_HANDLE;
  int32_t expected = probe->on_null == IS_NOTHING ? NOTHING : on_bad;
  check_refused(expected, probe->call(&with, handle), probe, what, &err);
  with.err = NULL;
  check_answer(expected, probe->call(&with, handle), probe, what);
}

/* Freed just before: a freed handle can be told for about a thousand more frees. */
static void open_and_close(struct world *freed) {
  struct world world;
  world_open(&world);
  *freed = world;
  world_close(&world);
}

static void check_wrong_handles(const struct probe *probe, const struct world *live) {
  /* A block of zeros where a handle is expected, and the same off its alignment. */
  union {
    double aligned;
    char bytes[256];
  } zeros;
  struct world freed;
  int kind;
  open_and_close(&freed);
  memset(&zeros, 0, sizeof zeros);
  check_handle(probe, live, NULL, "NULL");
  check_handle(probe, live, zeros.bytes, "zeros");
  check_handle(probe, live, zeros.bytes + 1, "a misaligned pointer");
  for (kind = 0; kind < KINDS; kind++) {
    check_handle(probe, live, freed.handles[kind], "a freed handle");
    if (kind != (int)probe->kind) {
      check_handle(probe, live, live->handles[kind], "a handle of another type");
    }
  }
}

/* Freeing what is NULL, freed already or of another type does nothing. */
static void check_frees(const struct world *live) {
  static char zeros[256];
  struct world freed;
  int function;
  int kind;
  open_and_close(&freed);
  for (function = 0; function < KINDS; function++) {
    handle_free((enum kind)function, NULL);
    handle_free((enum kind)function, zeros + 1);
    for (kind = 0; kind < KINDS; kind++) {
      handle_free((enum kind)function, freed.handles[kind]);
      if (kind != function) {
        handle_free((enum kind)function, live->handles[kind]);
      }
    }
  }
}

/* The few functions that take no handle. */
static void check_others(void) {
  dmpkit_error *err = NULL;
  dmpkit_view view = {NULL, 0};
  CHECK_FAILURE(DMPKIT_E_NULL, dmpkit_call_new(NULL, &err), err);
  CHECK_STATUS(DMPKIT_E_NULL, dmpkit_call_new(NULL, NULL));
  CHECK_FAILURE(DMPKIT_E_NULL, dmpkit_host_new(NULL, &err), err);
  CHECK_STATUS(DMPKIT_E_NULL, dmpkit_host_new(NULL, NULL));
  CHECK_STATUS(DMPKIT_E_NULL, dmpkit_status_name(0, NULL));
  CHECK_STATUS(DMPKIT_OK, dmpkit_status_name(DMPKIT_OK, &view));
  CHECK_VIEW("DMPKIT_OK", view);
  CHECK_STATUS(DMPKIT_OK, dmpkit_status_name(DMPKIT_E_TIMEOUT, &view));
  CHECK_VIEW("DMPKIT_E_TIMEOUT", view);
  CHECK_STATUS(DMPKIT_OK, dmpkit_status_name(-12345, &view));
  CHECK_VIEW("", view);
  CHECK_NUMBER(DMPKIT_ABI, dmpkit_abi());
  CHECK_NUMBER(DMPKIT_VERSION_NUMBER, dmpkit_version_number());
  CHECK(dmpkit_version() != NULL && strlen(dmpkit_version()) >= 5);
}

int main(void) {
  struct world live;
  size_t index;
  check_start("misuse_arguments");
  world_open(&live);
  for (index = 0; index < PROBE_COUNT; index++) {
    check_good(&PROBES[index], &live);
    check_nulls(&PROBES[index], &live);
    check_wrong_handles(&PROBES[index], &live);
  }
  check_frees(&live);
  check_others();
  for (index = 0; index < PROBE_COUNT; index++) {
    check_good(&PROBES[index], &live);
  }
  world_close(&live);
  return check_end();
}
