#!/usr/bin/env bash
# The Debian package: what is in it and what it asks for; with a third argument "root" also installed, upgraded,
# removed and purged in a clean Debian of its own.
# usage: package_test.sh SOURCE_FOLDER BUILD_FOLDER [root]
set -euo pipefail
source_folder=$1 build=$2
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
source "$source_folder/tests/support/expect.sh"

# package VERSION: makes it, and prints where it is.
package() {
  (cd "$here" && cpack --config "$build/CPackConfig.cmake" -G DEB -B "$here/$1" \
    -D CPACK_PACKAGE_VERSION="$1" -D CPACK_DEBIAN_PACKAGE_VERSION="$1" >"$here/cpack.log" 2>&1) || {
    cat "$here/cpack.log"
    exit 1
  }
  ls "$here/$1"/*.deb
}

first=$(package 0.1.0)
expect 'each file is where Debian wants it' "$(dpkg-deb -c "$first" | awk '$1 !~ /^d/ {print $1, $2, $6}' | sort -k3)" \
  '-rw-r--r-- root/root ./etc/mutua/mutuad.yaml
-rw-r--r-- root/root ./lib/systemd/system/mutua-backup.service
-rw-r--r-- root/root ./lib/systemd/system/mutua-backup.timer
-rw-r--r-- root/root ./lib/systemd/system/mutuad.service
-rwxr-xr-x root/root ./usr/bin/mutua
-rwxr-xr-x root/root ./usr/lib/mutua/nightly-backup
-rwxr-xr-x root/root ./usr/sbin/mutuad
-rw-r--r-- root/root ./usr/share/doc/mutua/README.md
-rw-r--r-- root/root ./usr/share/doc/mutua/copyright
-rw-r--r-- root/root ./usr/share/doc/mutua/examples/lab.yaml
-rw-r--r-- root/root ./usr/share/mutua/alerts.yaml
-rw-r--r-- root/root ./usr/share/mutua/dashboard.json'
expect 'its settings are kept when they were changed' "$(dpkg-deb -I "$first" conffiles)" /etc/mutua/mutuad.yaml
depends=$(dpkg-deb -f "$first" Depends)
for needed in libgrpc++ librocksdb libssl3 libc6 adduser tzdata; do
  expect_in 'it asks for what it runs on' "$depends" "$needed"
done
for script in postinst prerm postrm; do
  dpkg-deb -I "$first" "$script" >"$here/$script"
  expect "the script $script is one for any shell" "$(sh -n "$here/$script" 2>&1)" ''
done
dpkg-deb -x "$first" "$here/unpacked"
expect 'the programs in it run' "$("$here/unpacked/usr/sbin/mutuad" --version)" 'mutuad 0.1.0'
expect 'the programs in it run, the command line too' "$("$here/unpacked/usr/bin/mutua" --version)" 'mutua 0.1.0'
expect_in 'the settings in it are ones that mutuad takes' \
  "$("$here/unpacked/usr/sbin/mutuad" --config "$here/unpacked/etc/mutua/mutuad.yaml" --print-config)" \
  'first_token: /var/lib/mutua/first-token'
[[ ${3:-} == root ]] || exit $failures

# --- A clean Debian, with the package sources of this machine -------------------------------------------------
[[ $(id -u) == 0 ]] || { echo 'SKIPPED: a root folder of its own needs root'; exit 77; }
root=$here/root
# MUTUA_CLEAN_ROOT: one that was made before, as below; it is copied.
if [[ -n ${MUTUA_CLEAN_ROOT:-} ]]; then
  cp -a --one-file-system "$MUTUA_CLEAN_ROOT" "$root"
else
  sources=(/etc/apt/sources.list.d/*.sources)
  [[ -s /etc/apt/sources.list ]] && sources+=(/etc/apt/sources.list)
  mmdebstrap --quiet --mode=root --variant=apt --include=adduser,init-system-helpers,tzdata,ca-certificates \
    bookworm "$root" "${sources[@]}"
fi
cp /etc/resolv.conf "$root/etc/resolv.conf"
mount -t proc proc "$root/proc"
trap 'umount -l "$root/proc" || true; rm -rf --one-file-system "$here"' EXIT
within() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8 chroot "$root" "$@"; }
# serve: the daemon as the unit starts it, until it serves, then told to stop; its exit code.
serve() {
  local process code=0
  (exec env -i PATH=/usr/sbin:/usr/bin chroot "$root" setpriv --reuid mutua --regid mutua --clear-groups \
    mutuad --config /etc/mutua/mutuad.yaml --listen 127.0.0.1:0 --http 127.0.0.1:0) \
    >"$here/out" 2>"$here/log" </dev/null &
  process=$!
  until grep -q event=serving "$here/log" || ! kill -0 "$process" 2>/dev/null; do
    read -rt 0.1 <> <(:) || true
  done
  kill -TERM "$process" 2>/dev/null || true
  wait "$process" || code=$?
  grep -q event=serving "$here/log" || cat "$here/log"
  echo "$code"
}

within apt-get update -q >/dev/null
cp "$first" "$root/first.deb"
expect_in 'it installs, and says what to do next' \
  "$(within apt-get install -q -y --no-install-recommends /first.deb 2>&1)" 'first-token'
expect 'its user can only run it' "$(within getent passwd mutua | cut -d: -f6-7)" '/var/lib/mutua:/usr/sbin/nologin'
expect 'its folder is its own' "$(within stat -c '%U %a' /var/lib/mutua)" 'mutua 700'
expect 'it is started with the machine' "$(within sh -c 'ls /etc/systemd/system/*.wants/mutuad.service')" \
  /etc/systemd/system/multi-user.target.wants/mutuad.service
expect 'it serves, and stops well' "$(serve)" 0
expect 'the first token is there for its user alone' "$(within stat -c '%U %a' /var/lib/mutua/first-token)" 'mutua 600'
store=$(within sha256sum /var/lib/mutua/store/witness)

second=$(package 0.1.1)
cp "$second" "$root/second.deb"
echo 'log_level: debug' >>"$root/etc/mutua/mutuad.yaml"
expect_in 'it upgrades' "$(within apt-get install -q -y /second.deb 2>&1)" 'mutua (0.1.1)'
expect 'an upgrade keeps changed settings' "$(tail -1 "$root/etc/mutua/mutuad.yaml")" 'log_level: debug'
expect 'an upgrade leaves the store alone' "$(within sha256sum /var/lib/mutua/store/witness)" "$store"
expect 'the upgraded one serves on the same store' "$(serve)" 0

expect_in 'it can be removed' "$(within apt-get remove -q -y mutua 2>&1)" 'Removing mutua'
expect 'a removal takes the program' "$(ls "$root/usr/sbin/mutuad" 2>&1 | grep -c 'No such')" 1
expect 'a removal keeps the bookings' "$(within stat -c '%U' /var/lib/mutua/store/witness)" mutua
expect_in 'it comes back' "$(within apt-get install -q -y /second.deb 2>&1)" 'Setting up mutua'
expect 'and finds its bookings' "$(serve)" 0
expect 'without a new first token' "$(grep -c event=first_token "$here/log")" 0

expect_in 'it can be purged' "$(within apt-get purge -q -y mutua 2>&1)" 'Purging configuration files for mutua'
expect 'a purge leaves nothing' \
  "$(within sh -c 'ls -d /var/lib/mutua /etc/mutua 2>/dev/null; getent passwd mutua; find /etc/systemd -name "mutuad*"')" ''
exit $failures
