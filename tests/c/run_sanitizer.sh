#!/bin/sh
# Runs the C programs under gcc's AddressSanitizer, LeakSanitizer and UndefinedBehaviorSanitizer.
# They see every allocation, the library's too, and check the accesses of the C side.
#   cargo build --release && tests/c/run_sanitizer.sh target/release
set -eu
. "$(dirname "$0")/run_common.sh"

export ASAN_OPTIONS=detect_leaks=1
export UBSAN_OPTIONS=print_stacktrace=1

for program in $(programs); do
    compile "$program" "-fsanitize=address,undefined -fno-sanitize-recover=undefined"
    report "$program" "$work/$program"
done
