#!/usr/bin/env bash
# engine/setup.sh against a machine of our own making: dpkg-query, apt-get, id and sudo are small scripts, so
# every case is exact and nothing is really installed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
machine=$(mktemp -d)
trap 'rm -rf "$machine"' EXIT
failures=0

mkdir -p "$machine/bin" "$machine/house/engine"
cp "$root/engine/setup.sh" "$machine/house/engine/"
cat >"$machine/house/engine/packages.txt" <<'TEXT'
# build: tools
alpha
beta

# build: libraries
gamma
alpha
# test: more
delta
epsilon [ls]
zeta [no-such-command]
TEXT

# Knows the packages of $INSTALLED and, like the real one, fails when it is asked for any other.
cat >"$machine/bin/dpkg-query" <<'TEXT'
#!/bin/bash
shift 3
failed=0
for name; do
  case " $INSTALLED " in *" $name "*) echo "ii  $name" ;; *" -$name "*) echo "rc  $name" ;; *) failed=1 ;; esac
done
exit $failed
TEXT
printf '#!/bin/bash\necho "$*" >>"$CALLS"\n[[ $* != *"${APT_FAILS:-none}"* ]]\n' >"$machine/bin/apt-get"
printf '#!/bin/bash\necho "$USER_ID"\n' >"$machine/bin/id"
chmod +x "$machine"/bin/*
# No sudo unless a case plants one: a PATH of our own, with what the script itself needs.
for tool in bash awk sort dirname env grep mkdir tail xargs ls cat touch; do
  ln -s "$(command -v $tool)" "$machine/bin/$tool"
done

# in_house COMMAND: runs it with setup.sh sourced, as the scripts do; prints what it said and apt-get's calls.
in_house() {
  : >"$machine/calls"
  env -i PATH="$machine/bin" CALLS="$machine/calls" INSTALLED="$installed" USER_ID="${user:-0}" \
    APT_FAILS="${apt_fails:-none}" bash -c "set -euo pipefail; source '$machine/house/engine/setup.sh'; $1" \
    </dev/null 2>&1 || echo "exit code $?"
  sed 's/-q -y -o [^ ]* -o [^ ]* //; s/^/call: /' "$machine/calls"
}

expect() {
  local what=$1 got=$2 wanted=$3
  [[ $got == "$wanted" ]] && return 0
  printf 'FAILED: %s\n--- wanted\n%s\n--- got\n%s\n' "$what" "$wanted" "$got"
  failures=1
}

installed='alpha beta gamma'
expect 'a group names each of its packages once' "$(in_house 'packages_of build')" $'alpha\nbeta\ngamma'
expect 'nothing missing needs no apt-get' "$(in_house 'install_packages build; echo on')" 'on'
expect 'a group without packages needs nothing' "$(in_house 'install_packages nothing; echo on')" 'on'
expect 'a command makes its package superfluous' "$(in_house 'missing_packages test')" $'delta\nzeta'
installed='alpha -beta'
expect 'a package that was removed counts as missing' "$(in_house 'missing_packages build')" $'beta\ngamma'
expect 'what is missing is installed, and only that' "$(in_house 'install_packages build; echo on')" \
  'Installing 2 packages: beta gamma
on
call: update
call: install --no-install-recommends beta gamma'
apt_fails=install
expect 'a failed installation stops the script' "$(in_house 'install_packages build; echo on')" \
  'Installing 2 packages: beta gamma
error: installing failed (whole output: build/install.log)
exit code 1
call: update
call: install --no-install-recommends beta gamma'
apt_fails=none user=1000
expect 'without root and sudo the error says what to ask for' "$(in_house 'install_packages build; echo on')" \
  'error: neither root nor sudo: have an administrator run: apt-get install beta gamma
exit code 1'
printf '#!/bin/bash\n[[ $1 == -n ]] || echo "asked for a password"\nshift\nexec "$@"\n' >"$machine/bin/sudo"
chmod +x "$machine/bin/sudo"
expect 'sudo is used, and asks nothing without a terminal' "$(in_house 'install_packages build; echo on')" \
  'Installing 2 packages: beta gamma
on
call: update
call: install --no-install-recommends beta gamma'

printf '#!/bin/bash\necho "$*" >>"$CALLS"\n' >"$machine/bin/cmake"
printf '#!/bin/bash\necho 2\n' >"$machine/bin/nproc"
chmod +x "$machine"/bin/{cmake,nproc}
rm -rf "$machine/house/build"
expect 'a checkout where everything is installed already is built' "$(in_house 'build_preset dev one two')" \
  'Building the preset dev
call: --preset dev
call: --build build/dev --parallel 2 --target one two'

exit $failures
