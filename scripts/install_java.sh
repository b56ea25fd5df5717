#!/usr/bin/env bash
# Makes sure that there is a Java for the tests of the cluster engine: 17 or later, on the path or
# named by JAVA_HOME.
set -euo pipefail

least=17
# As Spark chooses: JAVA_HOME where it is set, else what is on the path.
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
is_new_enough() {
  found=$("$java" -version 2>&1 | sed -nE 's/.*version "([0-9]+).*/\1/p') || return 1
  [[ -n "$found" && "$found" -ge $least ]]
}
if is_new_enough; then
  echo "Java for the tests: $(command -v "$java")"
  exit 0
fi

# Each release of a distribution has one of them, or both.
packages=(openjdk-17-jre-headless openjdk-21-jre-headless)
say_what_to_do() {
  echo "No Java $least or later found. Install ${packages[0]}, or set JAVA_HOME to one." >&2
  exit 1
}

# A JAVA_HOME that names an older one would still be taken.
[[ -z "${JAVA_HOME:-}" ]] || say_what_to_do
command -v apt-get >/dev/null || say_what_to_do
as_root=()
if [[ $(id -u) -ne 0 ]]; then
  sudo -n true 2>/dev/null || say_what_to_do
  as_root=(sudo -n)
fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq || say_what_to_do
for package in "${packages[@]}"; do
  if "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$package" >/dev/null; then
    break
  fi
done
is_new_enough || say_what_to_do
echo "Java for the tests: $(command -v "$java")"
