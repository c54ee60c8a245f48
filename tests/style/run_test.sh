#!/usr/bin/env bash
# engine/run against stand-ins for mutuad and mutua that write down what they are asked: what happens at the
# first start and at later ones, how it stops, and what it says when the daemon does not come up.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
source "$root/tests/support/expect.sh"

house=$here/house
mkdir -p "$house"/{engine,clients/demo,build/release} "$here/bin"
cp "$root"/engine/{run,setup.sh} "$house/engine/"
touch "$house/engine/packages.txt" "$house/clients/demo/lab.yaml"
printf '#!/bin/sh\n' >"$here/bin/cmake"

# Listens where it is told, prints the first token of a new store, and on SIGTERM drains and exits with $CODE.
cat >"$house/build/release/mutuad" <<'TEXT'
#!/usr/bin/env python3
import os, signal, socket, sys
given = dict(zip(sys.argv[1::2], sys.argv[2::2]))
if os.environ.get("BROKEN"):
    print("mutuad: the store is damaged", file=sys.stderr)
    sys.exit(3)
if not os.path.exists(given["--data"]):
    os.mkdir(given["--data"])
    print("manager token: first-secret", flush=True)
def drain(*_):
    with open(os.environ["CALLS"], "a") as calls:
        calls.write("mutuad drained\n")
    print("mutuad: stopped", file=sys.stderr, flush=True)
    os._exit(int(os.environ.get("CODE", "0")))
signal.signal(signal.SIGTERM, drain)
host, port = given["--listen"].split(":")
listener = socket.create_server((host, int(port)))
while True:
    listener.accept()[0].close()
TEXT
cat >"$house/build/release/mutua" <<'TEXT'
#!/bin/bash
echo "mutua as $MUTUA_TOKEN: $*" >>"$CALLS"
[[ $1 != token ]] || echo "secret-of-$4"
[[ $1 != kiosk ]] || echo 12345678
TEXT
chmod +x "$here/bin/cmake" "$house"/build/release/{mutuad,mutua}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
export CALLS=$here/calls PATH=$here/bin:$PATH
port=$(free_port)

# start_and_stop: engine/run until it has said what to do next, then SIGTERM; prints its exit code.
start_and_stop() {
  : >"$CALLS"
  : >"$here/said"
  setsid "$house/engine/run" --data "$here/data" --port "$port" --http-port 1 >"$here/said" 2>"$here/err" </dev/null &
  local run=$! code=0
  until grep -q 'mutua board' "$here/said" || ! kill -0 "$run" 2>/dev/null; do read -rt 0.05 <> <(:) || true; done
  kill -TERM -- "${group:-}$run" 2>/dev/null || true
  wait "$run" || code=$?
  echo "exit code $code"
}

expect 'a first start ends well when it is stopped' "$(start_and_stop)" 'exit code 0'
expect 'a first start loads the lab and makes the sign-ins' "$(cut -d' ' -f1-5 "$CALLS")" \
  'mutua as first-secret: apply clients/demo/lab.yaml
mutua as first-secret: token create
mutua as first-secret: kiosk code
mutuad drained'
expect_in 'it shows a sign-in for a member' "$(<"$here/said")" 'MUTUA_TOKEN=secret-of-member'
expect_in 'it shows a sign-in for a manager' "$(<"$here/said")" 'MUTUA_TOKEN=first-secret'
expect 'it links a page for each of them, the kiosk by a code' \
  "$(sed -n 's|^  http://127.0.0.1:1/\([a-z/]*#[a-z]*=[a-z0-9-]*\) .*|\1|p' "$here/said")" \
  "#token=secret-of-member
manager/#token=first-secret
kiosk/#code=12345678"
expect 'the sign-ins are for the owner alone' "$(stat -c %a "$here/data/sign-in")" '600'
expect 'a second start ends well' "$(start_and_stop)" 'exit code 0'
expect 'a second start loads nothing, and asks for a fresh code' "$(<"$CALLS")" \
  'mutua as first-secret: kiosk code --site atelier
mutuad drained'
expect_in 'a second start shows the same sign-ins' "$(<"$here/said")" 'MUTUA_TOKEN=secret-of-member'
expect 'the exit code is the exit code of the daemon' "$(CODE=9 start_and_stop)" 'exit code 9'
rm "$here/data/mutuad.log"
expect 'a signal to all of its processes ends it well, too' "$(group=- start_and_stop)" 'exit code 0'
for _ in {1..200}; do  # the copier ends a moment after the daemon
  [[ -s $here/data/mutuad.log ]] && break
  read -rt 0.05 <> <(:) || true
done
expect 'and the last line of the log is written' "$(<"$here/data/mutuad.log")" 'mutuad: stopped'
expect 'a daemon that does not start makes it fail' "$(BROKEN=1 start_and_stop)" 'exit code 3'
expect_in 'and its reason is kept' "$(<"$here/data/mutuad.log")" 'mutuad: the store is damaged'
expect 'a port that is none is refused' "$("$house/engine/run" --port 70000 2>&1 || true)" 'error: not a port: 70000'
exit $failures
