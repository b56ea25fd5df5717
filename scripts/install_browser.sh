#!/usr/bin/env bash
# Makes sure that there is a Chromium for the browser tests, with fonts for Latin, Cyrillic and
# Arabic letters. PALERMO_CHROMIUM may name one.
set -euo pipefail

for candidate in "${PALERMO_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [[ -n "$candidate" ]] && found=$(command -v "$candidate"); then
    echo "Browser for the tests: $found"
    exit 0
  fi
done

packages=(chromium fonts-dejavu-core fonts-noto-core)
say_what_to_do() {
  echo "No Chromium found. Install ${packages[*]}, or set PALERMO_CHROMIUM to the path of one." >&2
  exit 1
}

command -v apt-get >/dev/null || say_what_to_do
as_root=()
if [[ $(id -u) -ne 0 ]]; then
  sudo -n true 2>/dev/null || say_what_to_do
  as_root=(sudo -n)
fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq || say_what_to_do
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null || say_what_to_do
echo "Browser for the tests: $(command -v chromium)"
