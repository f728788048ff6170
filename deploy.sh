#!/usr/bin/env bash
# Builds what is missing, then runs one command; ./deploy.sh help lists them all.
# Uses the cluster of HADOOP_CONF_DIR if that is set, and otherwise starts a local one under .local/.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
logs=$root/.local/logs
built=$root/cli/target/built

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

java_command() {
  local java=${JAVA_HOME:+$JAVA_HOME/bin/}java release version
  java=$(command -v "$java") || die "Cannot find java: install a JDK 17, or set JAVA_HOME to one."
  release=$(dirname "$(dirname "$(readlink -f "$java")")")/release
  if [[ -r $release ]]; then # Starting java to ask would take longer than all the rest.
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release")
  else
    version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
  fi
  [[ $version == 17 ]] || die "Cannot run on Java $version ($java): Spark and Hadoop need 17. Set JAVA_HOME to a JDK 17."
  printf '%s' "$java"
}

is_stale() {
  [[ ! -e $built ]] || [[ -n $(find "$root"/pom.xml "$root"/app.conf "$root"/*/pom.xml "$root"/cluster/*/pom.xml \
    "$root"/*/src/main -newer "$built" -print -quit) ]]
}

is_bench_stale() {
  local bench_built=$root/bench/target/built
  [[ ! -e $bench_built || $built -nt $bench_built || -n $(find "$root"/bench -path '*/target' -prune -o -type f \
    \( -name '*.java' -o -name pom.xml \) -newer "$bench_built" -print -quit) ]]
}

# Runs Maven, with more options if there are any, and its output in a file; on a terminal, shows which module it is
# building.
build() {
  command -v mvn >/dev/null || die "Cannot build: mvn not found; install Maven 3.8 or newer."
  mkdir -p "$logs"
  exec 9>"$root/.local/build.lock"
  if command -v flock >/dev/null && ! flock -n 9; then
    echo 'Another build is running: waiting for it' >&2
    flock 9
    is_stale || (($#)) || return 0
  fi
  # A library whose version changed would leave its old jar on the class path.
  [[ -z $(find "$root"/pom.xml "$root"/*/pom.xml -newer "$built" -print -quit 2>/dev/null) ]] || rm -rf "$root/cli/target/lib"
  echo "Building (the first time also fetches libraries; details: .local/logs/build.log)" >&2
  (cd "$root" && exec mvn -B -DskipTests -Dspotless.check.skip "$@" package) >"$logs/build.log" 2>&1 9>&- &
  local maven=$! began=$SECONDS
  trap 'kill "$maven" 2>/dev/null || true' EXIT
  while kill -0 "$maven" 2>/dev/null; do
    [[ -t 2 ]] && printf '\r  %3ds  %-60.60s' $((SECONDS - began)) \
      "$(grep -E '^\[INFO\] (Building [a-z]|Downloaded from)' "$logs/build.log" | tail -n 1 | sed -E 's/^\[INFO\] //; s/ from .*\// /')" >&2
    sleep 1
  done
  [[ -t 2 ]] && printf '\r%-70s\r' '' >&2
  trap - EXIT
  wait "$maven" || die "Cannot build: $(grep -m 1 -E '^\[ERROR\]' "$logs/build.log" || echo 'mvn failed') (.local/logs/build.log)"
  echo "Built in $((SECONDS - began)) s" >&2
  exec 9>&-
}

# Options for the archive of loaded classes, which halves the time a short command takes to start. The JVM ignores
# an archive of other jars. The first short command after a build writes it, for a second, when it ends.
class_archive() {
  local archive=$root/cli/target/classes.jsa
  if [[ $archive -nt $built ]]; then
    echo "-XX:SharedArchiveFile=$archive"
  else
    case ${1:-} in
      analyze | history | rejects | status | trending) echo "-XX:ArchiveClassesAtExit=$archive" ;;
    esac
  fi
  echo -Xlog:disable # It would warn about classes that no archive can hold, among the command's output.
}

bench() {
  local java=$1
  shift
  if is_stale || is_bench_stale; then
    build -Pbench
  fi
  exec "$java" "@$root/cli/target/jvm.options" -Xmx1g -XX:+UseParallelGC "-Dsparkify.home=$root" \
    "-Dlogback.configurationFile=$root/logback.xml" -DLOG_TO=FILE "-DLOG_FILE=$logs/bench.log" \
    -cp "$root/bench/target/classes:$(<"$root/bench/target/classpath")" sparkify.bench.Main "$@"
}

main() {
  local java
  java=$(java_command)
  if [[ ${1:-} == build ]]; then
    build
    return
  fi
  if [[ ${1:-} == bench ]]; then
    shift
    bench "$java" "$@"
  fi
  if is_stale; then
    build
  fi
  mkdir -p "$logs"
  local class_path="$root/cli/target/lib/*"
  local jar
  for jar in "$root"/cli/target/sparkify-cli-*.jar; do
    class_path=$jar:$class_path
  done
  local heap=-XX:MaxRAMPercentage=25 # Java's own default.
  [[ ${1:-} != audit ]] || heap=-Xmx1g # A deep audit makes garbage fast, and needs little of it.
  local options
  mapfile -t options < <(class_archive "$@")
  case ${1:-} in
    analyze | compact | score | train) options+=(-XX:TieredStopAtLevel=1) ;; # Over, or waiting, before more would pay.
    produce | simulate) options+=(-Xmn256m) ;; # Lines are garbage at once.
  esac
  exec "$java" "@$root/cli/target/jvm.options" "$heap" -XX:+UseParallelGC -Xshare:auto "${options[@]}" \
    "-Dsparkify.home=$root" "-Dlogback.configurationFile=$root/logback.xml" \
    -DLOG_TO=FILE "-DLOG_FILE=$logs/deploy.log" \
    -cp "$class_path" sparkify.cli.Main "$@"
}

main "$@"
