#!/usr/bin/env bash
# usage: run_kiosk.sh STORY_TEST NPM MUTUAD MUTUA. Runs one file of stories of the kiosk with the daemon and the
# command line that were built; NPM: where ../pages/run_stories.sh has installed what drives the browser.
# MUTUA_SHOTS=FOLDER leaves pictures of the screen there, to be looked at.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
npm=${2:?where npm has installed}
export MUTUAD=${3:?the daemon} MUTUA=${4:?the command line} MUTUA_ROOT=$here/../../..
# Modules are found beside the file that names them.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/*.mjs "$here"/*.yaml "$work/"
ln -s "$npm/node_modules" "$work/node_modules"
export TMPDIR=$work
cd "$work"
node --test ${MUTUA_STORY:+--test-name-pattern="$MUTUA_STORY"} "$(basename "$1")"
