#!/usr/bin/env bash
# The tree itself: what stands at the top, no merge left unfinished, scripts that can be run, no file of two
# rooms, a test that bears the name of each promise, P1 to P11. It judges a planted tree first, where each breach must be found.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# files: what belongs to the tree, by git where there is one.
files() {
  git -c safe.directory="$PWD" ls-files --cached --others --exclude-standard 2>/dev/null || {
    find . \( -path ./build -o -path ./.git -o -name node_modules -o -name __pycache__ \) -prune -o -type f -print |
      sed 's|^\./||'
  }
}

breaches() (
  cd "$1"
  files | cut -d/ -f1 | sort -u |
    grep -vxE '\..*|CMakeLists\.txt|CMakePresets\.json|proto|engine|clients|bench|tests|README\.md|LICENSE' |
    sed 's/$/: does not belong at the top/' || true
  files | xargs -d '\n' grep -lIE '^(<{7}|>{7}) ' -- 2>/dev/null | sed 's/$/: a merge left unfinished/' || true
  for script in engine/run tests/run bench/run .ci/run; do
    [[ -x $script ]] || echo "$script: missing or cannot be run"
  done
  files | grep -E '\.(cc|h|ts|svelte|py)$' | xargs -d '\n' -r wc -l 2>/dev/null |
    awk '$2 != "total" && $1 > 600 {print $2 ": " $1 " lines, more than one idea"}' || true
  local named
  named=$(find tests -name node_modules -prune -o \( -name '*_test.cc' -o -name '*_test.mjs' \) -type f -print0 |
    xargs -0 -r cat | grep -oE '^ *((TEST_CASE|test)\()?"P[0-9]+[P0-9 :]*' | grep -oE 'P[0-9]+' || true)
  for promise in P{1..11}; do
    grep -qx "$promise" <<<"$named" || echo "$promise: no test bears its name"
  done
)

planted=$(mktemp -d)
trap 'rm -rf "$planted"' EXIT
mkdir -p "$planted"/{engine,tests,bench,.ci}
for script in engine/run tests/run bench/run; do
  printf '#!/bin/sh\n' >"$planted/$script"
  chmod +x "$planted/$script"
done
printf '#!/bin/sh\n' >"$planted/.ci/run"
printf 'one\n%s HEAD\ntwo\n' '<<<<<<<' >"$planted/engine/torn.h"
seq 700 >"$planted/engine/long.cc"
touch "$planted/notes.txt"
printf 'TEST_CASE("P%s kept: one")\n' {1..7} >"$planted/tests/named_test.cc"
printf 'TEST_CASE(\n    "P9 P10: two")\n// P11 is the rest\n' >>"$planted/tests/named_test.cc"
wanted='notes.txt: does not belong at the top
engine/torn.h: a merge left unfinished
.ci/run: missing or cannot be run
engine/long.cc: 700 lines, more than one idea
P8: no test bears its name
P11: no test bears its name'
[[ $(breaches "$planted") == "$wanted" ]] || { echo "a planted breach was missed:"; breaches "$planted"; exit 1; }

found=$(breaches "$root")
[[ -z $found ]] || { printf '%s\n' "$found"; exit 1; }
