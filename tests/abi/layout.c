/*
 * Prints what the header means to a C compiler: sizes and offsets of the public structs, and the
 * version as macro and as function. tests/header.rs compares it with Rust, in 64 and 32 bit.
 */
#include "dmpkit.h"

#include <stdio.h>

#define SIZE(type) printf("sizeof %s %lu\n", #type, (unsigned long)sizeof(type))
#define OFFSET(type, field) \
  printf("offsetof %s.%s %lu\n", #type, #field, (unsigned long)offsetof(type, field))

static void print_view(void) {
  SIZE(dmpkit_view);
  OFFSET(dmpkit_view, ptr);
  OFFSET(dmpkit_view, len);
}

static void print_progress(void) {
  SIZE(dmpkit_progress);
  OFFSET(dmpkit_progress, struct_size);
  OFFSET(dmpkit_progress, reserved);
  OFFSET(dmpkit_progress, user_data);
  OFFSET(dmpkit_progress, progress);
  OFFSET(dmpkit_progress, destroy);
}

static void print_clock(void) {
  SIZE(dmpkit_clock);
  OFFSET(dmpkit_clock, struct_size);
  OFFSET(dmpkit_clock, reserved);
  OFFSET(dmpkit_clock, user_data);
  OFFSET(dmpkit_clock, now);
  OFFSET(dmpkit_clock, destroy);
}

static void print_log(void) {
  SIZE(dmpkit_log);
  OFFSET(dmpkit_log, struct_size);
  OFFSET(dmpkit_log, level);
  OFFSET(dmpkit_log, user_data);
  OFFSET(dmpkit_log, write);
  OFFSET(dmpkit_log, destroy);
}

static void print_version(void) {
  printf("abi %lu %lu\n", (unsigned long)DMPKIT_ABI, (unsigned long)dmpkit_abi());
  printf("version %lu %lu\n", (unsigned long)DMPKIT_VERSION_NUMBER,
         (unsigned long)dmpkit_version_number());
  printf("version %d.%d.%d %s\n", DMPKIT_VERSION_MAJOR, DMPKIT_VERSION_MINOR,
         DMPKIT_VERSION_PATCH, dmpkit_version());
}

int main(void) {
  print_view();
  print_progress();
  print_clock();
  print_log();
  print_version();
  return 0;
}
