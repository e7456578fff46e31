# What run_valgrind.sh and run_sanitizer.sh share; read by them, not run. $1 is the folder of the
# built library, such as target/release.

here=$(cd "$(dirname "$0")" && pwd)
library=$(cd "${1:?the folder of the built libdmpkit.so}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Programs look for the library by its soname.
ln -s "$library/libdmpkit.so" "$work/libdmpkit.so.0"
ln -s "$library/libdmpkit.so" "$work/libdmpkit.so"

# Under these tools everything is slower: so are the times that the programs allow.
export DMPKIT_TEST_SLACK="${DMPKIT_TEST_SLACK:-10}"
# A panic that is asked for needs no backtrace.
export RUST_BACKTRACE=0

# The first line of a program says how to compile it; a helper has no such line.
flags_of() {
    sed -n '1s@^/\* flags: \(.*\) \*/$@\1@p' "$here/$1.c"
}

programs() {
    for source in "$here"/*.c; do
        name=$(basename "$source" .c)
        if [ -n "$(flags_of "$name")" ]; then
            echo "$name"
        fi
    done
}

# Compiles program $1 with the flags in $2.
compile() {
    # Flags are words: they are split on purpose.
    # shellcheck disable=SC2046,SC2086
    "${CC:-cc}" -g -Wall -Wextra -pedantic -Werror $2 -I "$here/../../include" \
        "$here/$1.c" "$here/check.c" "$here/probes.c" "$here/sandbox.c" -o "$work/$1" \
        -L "$work" -ldmpkit "-Wl,-rpath,$work" $(flags_of "$1")
}

# Runs program $1 by the command that follows: one line where it succeeds, all where it fails.
report() {
    name=$1
    shift
    if "$@" >"$work/output" 2>&1; then
        echo "ok $name"
    else
        code=$?
        cat "$work/output"
        echo "FAILED $name (exit code $code)"
        exit 1
    fi
}
