/* flags: -std=c99 -D_GNU_SOURCE -lm */
/* Some hosts (Delphi) unmask floating-point exceptions. The library works under masked ones, and
   gives the host its own state back after each call and inside each of the host's functions. */
#include "check.h"
#include "probes.h"
#include "sandbox.h"

#include <fenv.h>
#include <string.h>
#if defined(__SSE__)
#include <xmmintrin.h>
#endif

enum { UNMASKED = FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW };

/* Both units: the x87 control word (which fegetexcept reads) and MXCSR; and the rounding. */
struct state {
  int unmasked;
  unsigned mxcsr;
  int rounding;
};

static struct state state_now(void) {
  struct state state = {fegetexcept(), 0, fegetround()};
#if defined(__SSE__)
  state.mxcsr = _mm_getcsr();
#endif
  return state;
}

static struct state host_state;

static int is_host_state(void) {
  struct state now = state_now();
  return now.unmasked == host_state.unmasked && now.mxcsr == host_state.mxcsr &&
         now.rounding == host_state.rounding;
}

/* How often each of the host's functions ran, and how often under another state. */
static int asked, told, watched, destroyed, strange;

static int32_t clock_now(void *user_data, int64_t *unix_ms) {
  (void)user_data, (void)unix_ms;
  asked++;
  strange += !is_host_state();
  return DMPKIT_HOST_DEFAULT;
}

static void log_write(void *user_data, int32_t level, const char *line, size_t len) {
  (void)user_data, (void)level, (void)line, (void)len;
  told++;
  strange += !is_host_state();
}

/* Calls the library again: the state inside the host's function is the host's after it, too. */
static int32_t watch(void *user_data, int32_t phase, uint64_t done, uint64_t total) {
  (void)user_data, (void)phase, (void)done, (void)total;
  watched++;
  strange += !is_host_state();
  CHECK_NUMBER(DMPKIT_ABI, dmpkit_abi());
  strange += !is_host_state();
  return 0;
}

static void destroy(void *user_data) {
  (void)user_data;
  destroyed++;
  strange += !is_host_state();
}

static dmpkit_host *host_of_all(void) {
  dmpkit_host *host = NULL;
  dmpkit_clock clock = {sizeof clock, 0, NULL, clock_now, destroy};
  dmpkit_log log = {sizeof log, DMPKIT_LOG_DEBUG, NULL, log_write, destroy};
  REQUIRE(dmpkit_host_new(&host, NULL) == DMPKIT_OK);
  CHECK_STATUS(DMPKIT_OK, dmpkit_host_set_clock(host, &clock, NULL));
  CHECK_STATUS(DMPKIT_OK, dmpkit_host_set_log(host, &log, NULL));
  return host;
}

static void check_every_function(const struct world *world) {
  for (size_t index = 0; index < PROBE_COUNT; index++) {
    const struct probe *probe = &PROBES[index];
    dmpkit_view view = {NULL, 0};
    dmpkit_error *err = NULL;
    struct arguments with = {world, &view, &err, 1, 1};
    int32_t status = probe->call(&with, world->handles[probe->kind]);
    CHECK(status >= 0);
    CHECK(is_host_state());
    /* And where it fails. */
    probe->call(&with, &view);
    CHECK(is_host_state());
    dmpkit_error_free(err);
    CHECK(is_host_state());
  }
}

static void check_callbacks(void) {
  dmpkit_host *host = host_of_all();
  dmpkit_client *client = sandbox_client(host);
  dmpkit_session *session = sandbox_session(client);
  dmpkit_chart *chart = sandbox_chart(client, session, "active_expired");
  dmpkit_call *call = NULL;
  dmpkit_progress progress = {sizeof progress, 0, NULL, watch, destroy};
  REQUIRE(dmpkit_call_new(&call, NULL) == DMPKIT_OK);
  CHECK_STATUS(DMPKIT_OK, dmpkit_call_set_progress(call, &progress, NULL));
  CHECK_STATUS(DMPKIT_OK, dmpkit_chart_refresh(chart, call, NULL));
  dmpkit_call_free(call);
  dmpkit_host_free(host);
  dmpkit_client_free(client);
  dmpkit_session_free(session);
  dmpkit_chart_free(chart);
  CHECK(asked > 0 && told > 0 && watched > 0);
  CHECK_NUMBER(3, destroyed);
  CHECK_NUMBER(0, strange);
  CHECK(is_host_state());
}

/* A number that overflows while it is read: under the host's state it would end the program. */
static void check_overflow_inside(const struct world *world) {
  dmpkit_error *err = NULL;
  CHECK_FAILURE(DMPKIT_E_BAD_JSON,
                dmpkit_sandbox_control(world->handles[CLIENT],
                                       "{\"schema\":\"dmpkit.sandbox-control/1\","
                                       "\"latency_ms\":123456789e305}",
                                       SIZE_MAX, &err),
                err);
  CHECK(is_host_state());
  CHECK_NUMBER(0, fetestexcept(FE_OVERFLOW));
}

/* The way out through a panic gives the state back, too. */
static void check_panic(const struct world *world) {
  dmpkit_error *err = NULL;
  sandbox_control(world->handles[CLIENT], "{\"schema\":\"dmpkit.sandbox-control/1\","
                                          "\"fault\":{\"kind\":\"panic\"},\"fault_times\":1}");
  CHECK_FAILURE(DMPKIT_E_PANIC, dmpkit_chart_refresh(world->handles[CHART], NULL, &err), err);
  CHECK(is_host_state());
}

static void check_all(void) {
  struct world world;
  host_state = state_now();
  asked = told = watched = destroyed = strange = 0;
  world_open(&world);
  check_every_function(&world);
  check_callbacks();
  check_overflow_inside(&world);
  check_panic(&world);
  world_close(&world);
  CHECK(is_host_state());
}

int main(void) {
  check_start("fpe");
  feclearexcept(FE_ALL_EXCEPT);
  REQUIRE(feenableexcept(UNMASKED) != -1);
  CHECK_NUMBER(UNMASKED, fegetexcept());
  check_all();
  CHECK_NUMBER(UNMASKED, fegetexcept());
  REQUIRE(fesetround(FE_UPWARD) == 0);
  check_all();
  CHECK_NUMBER(UNMASKED, fegetexcept());
  CHECK_NUMBER(FE_UPWARD, fegetround());
  return check_end();
}
