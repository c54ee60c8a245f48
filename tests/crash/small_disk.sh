#!/usr/bin/env bash
# usage: small_disk.sh MIB PROGRAM [ARGUMENTS...]
# Runs the program with its temporary folders on a tmpfs of so many MiB, which is mounted for it alone and gone
# with it. That takes root, or a kernel that lets users make namespaces; where there is neither it says SKIPPED
# and why, and exits with 77.
set -euo pipefail

mib=$1
shift
folder=$(mktemp -d)
trap 'rmdir "$folder"' EXIT

# As root, else as the root of a namespace of users; either way the mount is seen by nobody else.
mount_it='mount -t tmpfs -o "size=$0m,mode=700" mutua-test "$1"'
flags=(--mount)
if ! why=$(unshare "${flags[@]}" bash -c "$mount_it" "$mib" "$folder" 2>&1); then
  flags=(--user --map-root-user --mount)
  if ! why+=$'\n'$(unshare "${flags[@]}" bash -c "$mount_it" "$mib" "$folder" 2>&1); then
    echo "SKIPPED: no tmpfs can be mounted here, neither as root nor in a namespace of users:" >&2
    echo "$why" >&2
    exit 77
  fi
fi

unshare "${flags[@]}" bash -c "$mount_it"' && export TMPDIR=$1 && shift && exec "$@"' "$mib" "$folder" "$@"
