#!/bin/sh
# Runs the C programs under valgrind: no access to freed memory, no leak.
#   cargo build --release && tests/c/run_valgrind.sh target/release
set -eu
. "$(dirname "$0")/run_common.sh"

for program in $(programs); do
    # valgrind does not model unmasked x87 and SSE exceptions, which are all of fpe.c.
    [ "$program" = fpe ] && continue
    compile "$program" ""
    report "$program" valgrind --quiet --error-exitcode=9 --leak-check=full \
        --errors-for-leak-kinds=definite,indirect --show-leak-kinds=definite,indirect \
        "$work/$program"
done
