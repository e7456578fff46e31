# The library itself: form, tests, the oldest Rust, size, C under valgrind and sanitizers, 32 bit,
# schemas of the JSON documents, documentation.
# shellcheck shell=bash disable=SC2034,SC2154

budget=1500
# The stripped shared library must stay under this, in bytes.
largest=6000000

compiles_for_32_bit() {
    echo 'int main(void) { return 0; }' | "$1" "-x$2" -m32 -o /dev/null -
}

needs() {
    need gcc command -v cc
    need g++ command -v c++
    need binutils command -v readelf
    need gcc-multilib compiles_for_32_bit cc c
    need g++-multilib compiles_for_32_bit c++ c++
    need valgrind command -v valgrind
    need python3 command -v python3
    need python3-jsonschema python_module jsonschema
    component rustfmt
    component clippy
    toolchain "$(least_rust)"
    target i686-unknown-linux-gnu
}

run() {
    step "format"
    cargo fmt --check

    step "lint"
    cargo clippy --locked --all-targets -- -D warnings

    step "tests"
    rm -rf "$work/core"
    DMPKIT_DUMP=$work/core DMPKIT_KILLS=1000 cargo test --locked

    step "JSON schemas"
    python tests/judges/json_schemas.py --documents "$work/core"

    step "oldest Rust ($(least_rust))"
    cargo "+$(least_rust)" check --locked --all-targets

    step "release build, stripped and small"
    cargo build --locked --release --lib
    local release=$CARGO_TARGET_DIR/release size
    size=$(stat -c %s "$release/libdmpkit.so")
    echo "libdmpkit.so: $size bytes, at most $largest"
    [ "$size" -lt "$largest" ]

    step "C under valgrind"
    tests/c/run_valgrind.sh "$release"

    step "C under sanitizers"
    tests/c/run_sanitizer.sh "$release"

    step "32 bit"
    tests/abi/run_32bit.sh "$release"

    step "documentation"
    RUSTDOCFLAGS=-Dwarnings cargo doc --locked --no-deps
}
