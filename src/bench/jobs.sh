#!/usr/bin/env bash
# Times whole commands: start of the JVM to exit, read, harmonise, write. Data come from
# `chorale simulate`; they and the outputs go to the folder given (default: a temporary one).
#
#   src/bench/jobs.sh [FOLDER] [RUNS]
#
# Prints for every run: case, wall seconds, CPU seconds, peak resident MiB, and the phases that the
# command itself reports. Needs GNU time (Debian: time).
set -euo pipefail

home=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
folder=${1:-$(mktemp -d)}
runs=${2:-3}
chorale=$home/bin/chorale
mkdir -p -- "$folder"

study() { # name scans features sites
  if [[ ! -e $folder/$1 ]]; then
    "$chorale" simulate --scans "$2" --features "$3" --sites "$4" --seed 1 --output "$folder/$1" >/dev/null
  fi
}

measure() { # case table
  local run
  for ((run = 1; run <= runs; run++)); do
    rm -rf -- "$folder/out"
    /usr/bin/time -f '%e %U %S %M' -o "$folder/time" \
      "$chorale" harmonise --input "$2" --id sub_id --site site --continuous age --categorical sex \
      --output "$folder/out" >"$folder/log" 2>&1
    awk -v name="$1" -v phases="$(tail -n 1 "$folder/log")" \
      '{printf "%-10s wall %6.2f s  cpu %6.2f s  peak %5.0f MiB  %s\n", name, $1, $2 + $3, $4 / 1024, phases}' \
      "$folder/time"
  done
}

"$chorale" harmonise "$home/conf/example.yaml" --output "$folder/first" >/dev/null 2>&1 || true
study small 500 100 10
study enigma 10000 350 60
study large 40000 1000 100
study vertex 1000 50000 20
measure small "$folder/small/scans.csv"
measure enigma "$folder/enigma/scans.csv"
measure large "$folder/large/scans.csv"
measure vertex "$folder/vertex/scans.csv"
