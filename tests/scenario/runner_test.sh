#!/usr/bin/env bash
# The runner itself: a right page passes, a wrong answer fails with the difference, a page that is not understood
# is no page that passes.   usage: runner_test.sh RUNNER
set -euo pipefail
runner=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
page=$folder/page.day

# play TEXT: the page of a small lab with this behind it; sets `said` and `code`.
play() {
  cat >"$page" <<'LAB'
lab:
  sites: [{site: house, zone: Europe/Paris}]
  pools: [{pool: rooms}]
  resources: [{resource: room-1, kind: room, pool: rooms, site: house}]
  companies: [{company: acme, kind: employer}]
  members: [{member: anna, company: acme}]

LAB
  printf '%s\n' "$1" >>"$page"
  code=0
  said=$("$runner" "$page" 2>&1) || code=$?
}
expect() {
  [[ $code == "$1" && $said == "$2" ]] && return
  printf 'expected %s:\n%s\nnot %s:\n%s\n' "$1" "$2" "$code" "$said"
  exit 1
}

right='Thursday 2026-11-26
09:00 anna books room-1 14:00-16:00
    → b-1: room-1, 14:00-16:00, confirmed
16:00 passes
    ~ 16:00 completed, b-1: room-1, 14:00-16:00, completed, for anna'
play "$right"
expect 0 ''

# One answer is wrong, and one that came is not on the page.
play 'Thursday 2026-11-26
09:00 anna books room-1 14:00-16:00
    → b-1: room-1, 14:00-17:00, confirmed
16:00 passes'
expect 1 'page.day:9: 09:00 anna books room-1 14:00-16:00
page  → b-1: room-1, 14:00-17:00, confirmed
is    → b-1: room-1, 14:00-16:00, confirmed
page.day:11: 16:00 passes
is    ~ 16:00 completed, b-1: room-1, 14:00-16:00, completed, for anna'

# Rewritten, it is the right page.
"$runner" --rewrite "$page" >"$folder/said"
[[ $(tail -n 5 "$page") == "$right" ]] || { echo 'not rewritten:'; cat "$page"; exit 1; }
"$runner" "$page"

play 'Friday 2026-11-26
09:00 anna books room-1 14:00-16:00'
expect 2 'page.day:8: that is no Friday'
play 'Thursday 2026-11-26
09:00 anna boks room-1 14:00-16:00'
expect 2 'page.day:9: anna does what?'
play 'Thursday 2026-11-26
09:00 anna books room-1 14:00-16:00 twice'
expect 2 'page.day:9: too many words: "twice"'
play 'Thursday 2026-11-26
09:00 anna books room-1 14:00-16:00
08:00 passes'
expect 2 'page.day:10: time goes back'
play ''
expect 2 'page.day:8: nothing happens on this page'
