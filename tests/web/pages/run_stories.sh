#!/usr/bin/env bash
# usage: run_stories.sh install NPM | run_stories.sh STORY_TEST NPM MUTUAD MUTUA. Installs what drives the browser
# into the folder NPM, or runs one file of stories with the daemon and the command line that were built.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
npm=${2:?where npm may install}
mkdir -p "$npm"
PATH=$("$here/../../../clients/web/recent_node" "$npm/node"):$PATH

if [[ $1 == install ]]; then
  if ! cmp -s "$here/package-lock.json" "$npm/installed-from"; then
    cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$npm/"
    (cd "$npm" && npm ci --no-progress) >"$npm/npm.log" 2>&1 || { tail -n 15 "$npm/npm.log"; exit 1; }
    cp "$here/package-lock.json" "$npm/installed-from"
  fi
  command -v chromium >/dev/null || { echo "chromium is missing: the pages are not tried"; exit 1; }
  exit 0
fi

export MUTUAD=${3:?the daemon} MUTUA=${4:?the command line} MUTUA_ROOT=$here/../../..
# Modules are found beside the file that names them.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/*.mjs "$work/"
ln -s "$npm/node_modules" "$work/node_modules"
export TMPDIR=$work
cd "$work"
node --test "$(basename "$1")"
