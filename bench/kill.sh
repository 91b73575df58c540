#!/bin/sh
# Kills the program (kill -9) again and again in a stream of acknowledged publications and counts what is left.
# Usage: bench/kill.sh [TIMES]   (20)
root=$(cd "$(dirname "$0")/.." && pwd)
java_home=$("$root/bin/java-home") || exit 1
"$root/bin/build" || exit 1
# A copy of its own: the sources may be edited and built while this runs.
app=$(mktemp -d)
cp -al "$root/server/target/app/." "$app" 2>/dev/null || cp -a "$root/server/target/app/." "$app"
# shellcheck disable=SC2046
"$java_home/bin/java" "$root/bench/Kill.java" "$app/gongkai.jar" "${1:-20}" "$java_home/bin/java" $("$root/bin/java-options")
result=$?
rm -rf "$app"
exit $result
