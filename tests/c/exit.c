/* flags: -std=c89 */
/* A process may end with live handles, wherever it stands; and a child may go on with them. */
#define _POSIX_C_SOURCE 200112L

#include "check.h"
#include "probes.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* Live to the end, on purpose. */
static struct world world;

static void return_from_main(void) {}

static void exit_at_once(void) { exit(0); }

static int32_t exit_here(void *user_data, int32_t phase, uint64_t done, uint64_t total) {
  (void)user_data;
  (void)phase;
  (void)done;
  (void)total;
  exit(0);
  return 0;
}

/* The library is on the stack when the process ends. */
static void exit_inside_a_callback(void) {
  dmpkit_progress progress;
  memset(&progress, 0, sizeof progress);
  progress.struct_size = sizeof progress;
  progress.progress = exit_here;
  dmpkit_call_set_progress(world.handles[CALL], &progress, NULL);
  dmpkit_chart_refresh(world.handles[CHART], world.handles[CALL], NULL);
  exit(2);
}

/* The handles of the parent serve the child. */
static void refresh_in_the_child(void) {
  exit(dmpkit_chart_refresh(world.handles[CHART], NULL, NULL) == DMPKIT_OK &&
               dmpkit_chart_sequence(world.handles[CHART]) == 2
           ? 0
           : 3);
}

static void free_at_exit(void) { world_close(&world); }

/* As a destructor of the host's own would. */
static void free_while_exiting(void) {
  atexit(free_at_exit);
  exit(0);
}

static void check_child(void (*run)(void)) {
  int status = -1;
  pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    run();
    exit(0);
  }
  CHECK(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK_NUMBER(0, WEXITSTATUS(status));
}

int main(void) {
  check_start("exit");
  world_open(&world);
  check_child(return_from_main);
  check_child(exit_at_once);
  check_child(exit_inside_a_callback);
  check_child(refresh_in_the_child);
  check_child(free_while_exiting);
  /* What a child did is no concern of the parent, which itself ends with live handles. */
  CHECK_NUMBER(1, dmpkit_chart_sequence(world.handles[CHART]));
  return check_end();
}
