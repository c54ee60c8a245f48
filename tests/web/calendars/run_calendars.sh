#!/usr/bin/env bash
# usage: run_calendars.sh NPM MUTUAD MUTUA. Installs ical.js into the folder NPM, and runs every file of tests.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
npm=${1:?where npm may install}
export MUTUAD=${2:?the daemon} MUTUA=${3:?the command line} MUTUA_ROOT=$here/../../..

for tool in khal vdirsyncer; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: apt-get install $tool"; exit 1; }
done
mkdir -p "$npm"
if ! cmp -s "$here/package-lock.json" "$npm/installed-from"; then
  cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$npm/"
  (cd "$npm" && npm ci --no-progress) >"$npm/npm.log" 2>&1 || { tail -n 15 "$npm/npm.log"; exit 1; }
  cp "$here/package-lock.json" "$npm/installed-from"
fi

# Modules are found beside the file that names them.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/*.mjs "$here/../api/lab.mjs" "$work/"
ln -s "$npm/node_modules" "$work/node_modules"
printf '{"type": "module"}\n' >"$work/package.json"
export TMPDIR=$work
cd "$work"
node --test ./*_test.mjs
