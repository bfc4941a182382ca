# shellcheck shell=bash
# What the scripts share. Sourced, with the repository's root as the working directory.

# shellcheck disable=SC2034
# How the scripts call Maven: no questions, no colors, no progress bars.
QUIETLY=(-B -ntp -Dstyle.color=never)

# shellcheck disable=SC2034
# The modules that are published.
PUBLISHED=(-pl '!benchmarks,!samples,!simulation,!integrations/spring-session-boot3,!integrations/spring-session-boot4')

die() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit "${2:-1}"
}

# The version of everything here, from the root pom.
project_version() {
  sed -n 's|^  <version>\(.*\)</version>$|\1|p' pom.xml | head -n 1
}

# Ends the script with one line unless Maven 3.8.7+ runs on a JDK 17+. Sets JAVA_RUNTIME, the JDK that Maven uses.
need_toolchain() {
  local report maven java
  command -v mvn >/dev/null || die 'Maven 3.8.7 or newer is needed, and mvn is not on the PATH (Debian/Ubuntu: apt-get install maven)'
  report=$(mvn -B -Dstyle.color=never -v 2>&1) || die 'JDK 17 or newer is needed, and Maven finds none: set JAVA_HOME (Debian/Ubuntu: apt-get install openjdk-17-jdk)'
  maven=$(sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' <<<"$report")
  java=$(sed -n 's/^Java version: \([0-9]*\).*/\1/p' <<<"$report")
  JAVA_RUNTIME=$(sed -n 's/^Java version: .*, runtime: //p' <<<"$report")
  [[ $(printf '%s\n' 3.8.7 "${maven:-0}" | sort -V | head -n 1) == 3.8.7 ]] \
    || die "Maven 3.8.7 or newer is needed, and mvn is ${maven:-of unknown version}"
  [[ ${java:-0} -ge 17 && -x $JAVA_RUNTIME/bin/javac ]] \
    || die "JDK 17 or newer is needed, and Maven runs on Java ${java:-unknown} at $JAVA_RUNTIME: set JAVA_HOME to a JDK"
}

# Postgres keeps its programs off the PATH on Debian.
has_postgresql() {
  local dir
  for dir in /usr/lib/postgresql/*/bin; do
    [[ -x $dir/initdb && -x $dir/pg_ctl ]] && return
  done
  command -v initdb pg_ctl >/dev/null
}

# Copies the tree, without what builds leave behind, to a new folder.
copy_tree() {
  mkdir -p "$1"
  tar --exclude=./.git --exclude=./data --exclude=target --exclude=.flattened-pom.xml -cf - . | tar -xf - -C "$1"
}

# All that is said while building goes to the error stream: the output is the program's alone.
say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# The traces of bin/demo and bin/bench. Fetched alone, and from outside of the project, whose settings keep Maven silent: 96 MB deserve
# its progress.
fetch_traces() {
  local version
  version=$(sed -n 's|.*<caffeine-simulator.version>\(.*\)</.*|\1|p' pom.xml)
  if [[ -f $HOME/.m2/repository/com/github/ben-manes/caffeine/simulator/$version/simulator-$version.jar ]]; then return; fi
  say "fetching the library that holds the traces: 96 MB, once"
  local options=(-Dstyle.color=never -Dtransitive=false)
  options+=(-Dartifact="com.github.ben-manes.caffeine:simulator:$version")
  # Only a terminal shows a line that is written over; a log gets a line for each file.
  if [[ -t 2 ]]; then options+=(-Dorg.slf4j.simpleLogger.defaultLogLevel=warn); else options+=(-B); fi
  (cd / && mvn "${options[@]}" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:get) >&2
}
