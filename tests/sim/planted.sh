#!/usr/bin/env bash
# Proves the simulation's auditors: plants each bug of planted.txt in the core, one at a time, and runs
# sim_decide with it, which must fail each time; without one it must pass. Nothing outside the build
# folder is touched: a changed copy of one file is compiled and linked before the core's library.
#
# usage: planted.sh BUILD_FOLDER [FROM [TO]]      which of the bugs, counted from 1; default: all
# MUTUA_SIM_COMMANDS: how many commands each may take (default 300,000).
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$(cd "$1" && pwd)
from=${2:-1} to=${3:-1000}
export MUTUA_SIM_COMMANDS=${MUTUA_SIM_COMMANDS:-300000}
folder=$build/tests/sim/planted
mkdir -p "$folder"
cd "$build"

# The command that made a target, as ninja knows it.
command_of() { ninja -t commands "$1" | tail -1; }

compile() {  # SOURCE CHANGED OBJECT
  local made_by object=engine/core/CMakeFiles/mutua_core.dir/$1.o
  made_by=$(command_of "$object")
  made_by=${made_by//"$source/engine/core/$1"/"$2"}
  # What a bug leaves unused is no reason to fail.
  eval "${made_by//"$object"/"$3"} -w"
}

link() {  # OBJECT PROGRAM
  local made_by
  made_by=$(command_of tests/sim/sim_decide)
  made_by=${made_by//-o tests\/sim\/sim_decide/-o "$2"}
  eval "${made_by/CMakeFiles\/sim_decide.dir\/sim_test.cc.o/CMakeFiles\/sim_decide.dir\/sim_test.cc.o $1}"
}

simulate() { timeout 1200 "$1" --abort-after=1 >"$folder/out" 2>&1; }

ninja tests/sim/sim_decide >/dev/null
simulate tests/sim/sim_decide || { echo "sim_decide fails with no bug planted" >&2; exit 1; }

number=0 tried=0 missed=0
while IFS= read -r line; do
  [[ -z $line || $line == \#* ]] && continue
  number=$((number + 1))
  ((number >= from && number <= to)) || continue
  file=${line%% :: *}
  rest=${line#* :: }
  words=${rest#* :: }
  sed -E "${rest%% :: *}" "$source/engine/core/$file" >"$folder/$file"
  if cmp -s "$folder/$file" "$source/engine/core/$file"; then
    echo "$number: the expression for $file changes nothing: $words" >&2
    exit 1
  fi
  compile "$file" "$folder/$file" "$folder/object.o"
  link "$folder/object.o" "$folder/sim_decide"
  tried=$((tried + 1))
  if simulate "$folder/sim_decide"; then
    missed=$((missed + 1))
    printf '%2d NOT FOUND  %s: %s\n' "$number" "$file" "$words"
  else
    seed=$(grep -om1 'MUTUA_SEED=[0-9]*' "$folder/out" || true)
    printf '%2d found %-14s %s: %s\n' "$number" "${seed:+at $seed}" "$file" "$words"
  fi
done <"$source/tests/sim/planted.txt"
printf '%d of %d found\n' $((tried - missed)) "$tried"
[[ $missed == 0 ]]
