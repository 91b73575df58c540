#!/bin/sh
# Sends 250 opinions a second for a minute, reads the portal meanwhile, and counts what has arrived.
# Usage: bench/opinions.sh [PER_SECOND [SECONDS]]   (250 60)
root=$(cd "$(dirname "$0")/.." && pwd)
java_home=$("$root/bin/java-home") || exit 1
"$root/bin/build" || exit 1
# A copy of its own: the sources may be edited and built while this runs.
app=$(mktemp -d)
cp -al "$root/server/target/app/." "$app" 2>/dev/null || cp -a "$root/server/target/app/." "$app"
# shellcheck disable=SC2046
"$java_home/bin/java" "$root/bench/Opinions.java" "$app/gongkai.jar" "${1:-250}" "${2:-60}" "$java_home/bin/java" $("$root/bin/java-options")
result=$?
rm -rf "$app"
exit $result
