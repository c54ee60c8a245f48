#!/usr/bin/env bash
# usage: build_test.sh SCRATCH. Builds the pages anew from a copy of their sources that lies elsewhere, and
# fails unless the bytes are those of clients/web/dist; then weighs them and tests what needs no browser.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
scratch=${1:?where the copy may lie}

# What was installed there stays, as long as the lock file is the same.
mkdir -p "$scratch/clients/web"
find "$scratch/clients/web" -mindepth 1 -maxdepth 1 ! -name node_modules ! -name .node -exec rm -rf {} +
rm -rf "$scratch/proto"
cp -r "$root/proto" "$scratch/proto"
tar -C "$root/clients/web" --exclude=./node_modules --exclude=./.node --exclude=./dist --exclude=./src/gen -cf - . |
  tar -C "$scratch/clients/web" -xf -

"$scratch/clients/web/build" >"$scratch/build.log" 2>&1 || { tail -n 40 "$scratch/build.log"; exit 1; }
if ! diff -rq "$root/clients/web/dist" "$scratch/clients/web/dist"; then
  echo "clients/web/dist is not what its sources make: run clients/web/build and commit"
  exit 1
fi
echo "dist is what its sources make: $(find "$root/clients/web/dist" -type f | wc -l) files"

cp "$here"/*.mjs "$root/clients/demo/lab.yaml" "$scratch/clients/web/"
cd "$scratch/clients/web"
PATH=$(./recent_node "$PWD/.node"):$PATH
node --test ./*_test.mjs
