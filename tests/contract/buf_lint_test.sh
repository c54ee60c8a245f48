#!/usr/bin/env bash
# usage: buf_lint_test.sh SCRATCH. The contract keeps buf's rules (proto/buf.yaml). First a planted contract
# that breaks them must be refused. Without buf the test fails: it is never skipped.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
scratch=${1:?where npm may install}

mkdir -p "$scratch"
buf() { "$scratch"/node_modules/@bufbuild/buf-linux-*/bin/buf "$@"; }
if ! cmp -s "$here/package-lock.json" "$scratch/package-lock.json" || ! buf --version >/dev/null 2>&1; then
  cp "$here/package.json" "$here/.npmrc" "$scratch/"
  cp "$here/package-lock.json" "$scratch/package-lock.json"
  (cd "$scratch" && npm ci --no-progress >npm.log 2>&1) || {
    rm -f "$scratch/package-lock.json"
    tail -n 15 "$scratch/npm.log"
    echo "npm could not install buf, so the contract is not checked"
    exit 1
  }
fi
export BUF_CACHE_DIR=$scratch/cache

planted=$(mktemp -d)
trap 'rm -rf "$planted"' EXIT
cp "$root/proto/buf.yaml" "$planted/"
mkdir -p "$planted/mutua/v1"
printf 'syntax = "proto3";\npackage mutua.v1;\n// A message.\nmessage wrong_name { string BadField = 1; }\n' \
  >"$planted/mutua/v1/planted.proto"
found=$(buf lint "$planted" 2>&1) && { echo "buf found nothing in a planted contract"; exit 1; }
[[ $found == *wrong_name* && $found == *BadField* ]] || { echo "buf failed otherwise: $found"; exit 1; }

buf lint "$root/proto"
echo "proto/ keeps buf's rules: $(find "$root/proto/mutua/v1" -name '*.proto' | wc -l) files"
