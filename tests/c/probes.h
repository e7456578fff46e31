/*
 * Every function that takes a handle, in one shape and one table, so that each can be tried with
 * arguments that are NULL, of another type or freed.
 */
#ifndef PROBES_H
#define PROBES_H

#include "dmpkit.h"

enum kind { BUFFER, CALL, CHART, CLIENT, DOCUMENT, ERROR, HOST, RESULTS, SESSION, KINDS };

/* One live handle of each kind. */
struct world {
  void *handles[KINDS];
};

void world_open(struct world *world);
void world_close(struct world *world);
void handle_free(enum kind kind, void *handle);

/* What a probe hands in besides the handle it tries. */
struct arguments {
  const struct world *world;
  dmpkit_view *view;
  dmpkit_error **err;
  int with_out;
  int with_text;
};

/* What a function answers to a handle that is NULL. */
enum on_null {
  IS_REFUSED,
  /* 0 or NULL, as to any handle that is none: the probe answers NOTHING. */
  IS_NOTHING,
  IS_ALLOWED
};

/* Stands for 0 or NULL of a function that answers no status. */
#define NOTHING 1

enum takes { TAKES_NO_MORE = 0, TAKES_VIEW = 1, TAKES_ERR = 2, TAKES_OUT = 4, TAKES_TEXT = 8 };

struct probe {
  const char *name;
  enum kind kind;
  enum on_null on_null;
  int takes;
  int32_t (*call)(const struct arguments *with, void *handle);
};

extern const struct probe PROBES[];
extern const size_t PROBE_COUNT;

#endif
