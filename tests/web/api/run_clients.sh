#!/usr/bin/env bash
# usage: run_clients.sh NPM MUTUAD MUTUA. Installs the clients into the folder NPM, makes their typed code from
# proto/, and runs every file of tests.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
npm=${1:?where npm may install}
export MUTUAD=${2:?the daemon} MUTUA=${3:?the command line} MUTUA_ROOT=$here/../../..

mkdir -p "$npm"
if ! cmp -s "$here/package-lock.json" "$npm/installed-from"; then
  cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$npm/"
  (cd "$npm" && npm ci --no-progress) >"$npm/npm.log" 2>&1 || { tail -n 15 "$npm/npm.log"; exit 1; }
  cp "$here/package-lock.json" "$npm/installed-from"
fi

# Modules are found beside the file that names them.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/*.mjs "$work/"
ln -s "$npm/node_modules" "$work/node_modules"
mkdir "$work/gen"
protoc --proto_path="$MUTUA_ROOT/proto" --plugin=protoc-gen-es="$npm/node_modules/.bin/protoc-gen-es" \
  --es_out="$work/gen" --es_opt=target=js,import_extension=js "$MUTUA_ROOT"/proto/mutua/v1/*.proto \
  "$MUTUA_ROOT"/proto/google/rpc/{error_details,status}.proto
printf '{"type": "module"}\n' >"$work/package.json"
export TMPDIR=$work
cd "$work"
node --test ./*_test.mjs
