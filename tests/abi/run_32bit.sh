#!/bin/sh
# The header and the C programs in 32 bit, as on the 32-bit Windows of most practices.
# Needs rustup, and compilers that know -m32: apt-get install gcc-multilib g++-multilib.
set -eu

target=i686-unknown-linux-gnu
cd "$(dirname "$0")/../.."
# A linker meant for another target would not do: plain cc with -m32 is what rustc calls.
unset CARGO_TARGET_I686_UNKNOWN_LINUX_GNU_LINKER
rustup target add "$target"
cargo test --target "$target" --test header --test c_boundary
