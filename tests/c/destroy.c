/* flags: -std=c89 */
/* Whatever becomes of a table, its destroy is called exactly once. */
#include "check.h"
#include "sandbox.h"

#include <string.h>

/* A table a little longer than this header's, to hold a field it does not know. */
union tables {
  dmpkit_clock clock;
  dmpkit_log log;
  dmpkit_progress progress;
  unsigned char bytes[sizeof(dmpkit_clock) + 64];
};

/* One of the three ways to hand a table over. */
struct way {
  const char *name;
  uint32_t size;
  size_t destroy_at;
  size_t user_data_at;
  int32_t (*set)(void *handle, const union tables *table, dmpkit_error **err);
  void *(*owner)(void);
  void (*owner_free)(void *handle);
};

#define CHECK_DESTROYED(times, found) \
  check_number(times, found, way->name, __FILE__, __LINE__)

static int32_t set_clock(void *handle, const union tables *table, dmpkit_error **err) {
  return dmpkit_host_set_clock(handle, table == NULL ? NULL : &table->clock, err);
}

static int32_t set_log(void *handle, const union tables *table, dmpkit_error **err) {
  return dmpkit_host_set_log(handle, table == NULL ? NULL : &table->log, err);
}

static int32_t set_progress(void *handle, const union tables *table, dmpkit_error **err) {
  return dmpkit_call_set_progress(handle, table == NULL ? NULL : &table->progress, err);
}

static void *new_host(void) {
  dmpkit_host *host = NULL;
  REQUIRE(dmpkit_host_new(&host, NULL) == DMPKIT_OK);
  return host;
}

static void *new_call(void) {
  dmpkit_call *call = NULL;
  REQUIRE(dmpkit_call_new(&call, NULL) == DMPKIT_OK);
  return call;
}

static void free_host(void *handle) { dmpkit_host_free(handle); }

static void free_call(void *handle) { dmpkit_call_free(handle); }

static const struct way WAYS[] = {
    {"clock", sizeof(dmpkit_clock), offsetof(dmpkit_clock, destroy),
     offsetof(dmpkit_clock, user_data), set_clock, new_host, free_host},
    {"log", sizeof(dmpkit_log), offsetof(dmpkit_log, destroy), offsetof(dmpkit_log, user_data),
     set_log, new_host, free_host},
    {"progress", sizeof(dmpkit_progress), offsetof(dmpkit_progress, destroy),
     offsetof(dmpkit_progress, user_data), set_progress, new_call, free_call}};

/* The library may be called from a destroy, too. */
static void destroy(void *user_data) {
  dmpkit_view view = {NULL, 0};
  (*(int *)user_data)++;
  CHECK_STATUS(DMPKIT_OK, dmpkit_status_name(DMPKIT_E_BUSY, &view));
  CHECK_VIEW("DMPKIT_E_BUSY", view);
}

static union tables table_of(const struct way *way, int *destroyed) {
  void (*function)(void *) = destroy;
  void *user_data = destroyed;
  union tables table;
  memset(&table, 0, sizeof table);
  table.clock.struct_size = way->size;
  memcpy(table.bytes + way->destroy_at, &function, sizeof function);
  memcpy(table.bytes + way->user_data_at, &user_data, sizeof user_data);
  *destroyed = 0;
  return table;
}

static void check_replaced_and_freed(const struct way *way) {
  int first;
  int next;
  union tables table = table_of(way, &first);
  void *owner = way->owner();
  CHECK_STATUS(DMPKIT_OK, way->set(owner, &table, NULL));
  CHECK_DESTROYED(0, first);
  table = table_of(way, &next);
  CHECK_STATUS(DMPKIT_OK, way->set(owner, &table, NULL));
  CHECK_DESTROYED(1, first);
  CHECK_DESTROYED(0, next);
  way->owner_free(owner);
  CHECK_DESTROYED(1, first);
  CHECK_DESTROYED(1, next);
  way->owner_free(owner);
  CHECK_DESTROYED(1, next);
}

static void check_taken_back(const struct way *way) {
  int destroyed;
  union tables table = table_of(way, &destroyed);
  void *owner = way->owner();
  CHECK_STATUS(DMPKIT_OK, way->set(owner, &table, NULL));
  CHECK_STATUS(DMPKIT_OK, way->set(owner, NULL, NULL));
  CHECK_DESTROYED(1, destroyed);
  way->owner_free(owner);
  CHECK_DESTROYED(1, destroyed);
}

static void check_refused_owner(const struct way *way) {
  int destroyed;
  dmpkit_error *err = NULL;
  union tables table = table_of(way, &destroyed);
  void *owner = way->owner();
  CHECK_FAILURE(DMPKIT_E_NULL, way->set(NULL, &table, &err), err);
  CHECK_DESTROYED(1, destroyed);
  way->owner_free(owner);
  table = table_of(way, &destroyed);
  CHECK_FAILURE(DMPKIT_E_BAD_HANDLE, way->set(owner, &table, &err), err);
  CHECK_DESTROYED(1, destroyed);
}

/* The host needs no second way to clean up where its header is newer than the library. */
static void check_unknown_tail(const struct way *way) {
  int destroyed;
  int before;
  dmpkit_error *err = NULL;
  union tables table = table_of(way, &before);
  void *owner = way->owner();
  CHECK_STATUS(DMPKIT_OK, way->set(owner, &table, NULL));
  table = table_of(way, &destroyed);
  table.clock.struct_size = way->size + 16;
  table.bytes[way->size + 8] = 1;
  CHECK_FAILURE(DMPKIT_E_UNSUPPORTED, way->set(owner, &table, &err), err);
  CHECK_DESTROYED(1, destroyed);
  /* And what was there before stays. */
  CHECK_DESTROYED(0, before);
  way->owner_free(owner);
  CHECK_DESTROYED(1, destroyed);
  CHECK_DESTROYED(1, before);
}

static void check_without_destroy(const struct way *way) {
  int destroyed;
  union tables table = table_of(way, &destroyed);
  void *owner = way->owner();
  memset(table.bytes + way->destroy_at, 0, sizeof(void (*)(void *)));
  CHECK_STATUS(DMPKIT_OK, way->set(owner, &table, NULL));
  way->owner_free(owner);
  CHECK_DESTROYED(0, destroyed);
}

/* What a client took lives with it and with what was opened from it. */
static void check_client_outlives_host(const struct way *way) {
  int taken;
  int later;
  union tables table = table_of(way, &taken);
  dmpkit_host *host = new_host();
  dmpkit_client *client;
  dmpkit_client *other;
  CHECK_STATUS(DMPKIT_OK, way->set(host, &table, NULL));
  client = sandbox_client(host);
  other = sandbox_client(host);
  /* Set later: for later clients only. */
  table = table_of(way, &later);
  CHECK_STATUS(DMPKIT_OK, way->set(host, &table, NULL));
  CHECK_DESTROYED(0, taken);
  dmpkit_host_free(host);
  CHECK_DESTROYED(1, later);
  dmpkit_client_free(client);
  CHECK_DESTROYED(0, taken);
  dmpkit_client_free(other);
  CHECK_DESTROYED(1, taken);
}

/* A client that could not be opened keeps nothing. */
static void check_failed_client(const struct way *way) {
  int destroyed;
  union tables table = table_of(way, &destroyed);
  dmpkit_host *host = new_host();
  dmpkit_client *client = NULL;
  CHECK_STATUS(DMPKIT_OK, way->set(host, &table, NULL));
  CHECK_STATUS(DMPKIT_E_WRONG_SCHEMA,
               dmpkit_client_open("{}", SIZE_MAX, host, NULL, &client, NULL));
  CHECK_DESTROYED(0, destroyed);
  dmpkit_host_free(host);
  CHECK_DESTROYED(1, destroyed);
}

int main(void) {
  size_t index;
  check_start("destroy");
  for (index = 0; index < sizeof WAYS / sizeof WAYS[0]; index++) {
    const struct way *way = &WAYS[index];
    check_replaced_and_freed(way);
    check_taken_back(way);
    check_refused_owner(way);
    check_unknown_tail(way);
    check_without_destroy(way);
    if (way->owner == new_host) {
      check_client_outlives_host(way);
      check_failed_client(way);
    }
  }
  return check_end();
}
