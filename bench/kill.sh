#!/bin/sh
# Kills the program (kill -9) again and again in a stream of acknowledged publications and counts what is left.
# Usage: bench/kill.sh [TIMES]   (20)
root=$(cd "$(dirname "$0")/.." && pwd)
java_home=$("$root/bin/java-home") || exit 1
"$root/bin/build" || exit 1
exec "$java_home/bin/java" "$root/bench/Kill.java" "$root" "${1:-20}"
