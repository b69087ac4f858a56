#!/usr/bin/env bash
# Times diagnoses: an ROI table with and without classifiers, and a feature matrix of 200 sites, each a
# line with the size of the page. Simulated data and outputs go to the folder given (some 2 GB).
#
#   src/bench/report.sh FOLDER [table|matrix]...
#
# Needs GNU time (Debian: time).
set -euo pipefail

home=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
folder=${1:?name a folder}
shift
parts=("${@:-table}")
chorale=$home/bin/chorale
export CHORALE_HEAP=${CHORALE_HEAP:-3g}
mkdir -p -- "$folder"

study() { # name scans features sites layout
  [[ -e $folder/$1 ]] ||
    "$chorale" simulate --scans "$2" --features "$3" --sites "$4" --seed 1 --layout "$5" \
      --output "$folder/$1" >/dev/null
}

diagnose() { # label options...
  local label=$1
  shift
  rm -rf -- "$folder/out"
  /usr/bin/time -f '%e %U %S %M' -o "$folder/time" "$chorale" diagnose "$@" \
    --continuous age --categorical sex --output "$folder/out" >"$folder/log" 2>&1
  awk -v name="$label" -v said="$(tail -n 1 "$folder/log")" \
    -v page="$(stat -c %s "$folder/out/report.html")" \
    '{printf "%-32s wall %6.1f s  cpu %6.1f s  peak %5.0f MiB  page %.1f MB  %s\n",
      name, $1, $2 + $3, $4 / 1024, page / 1e6, said}' "$folder/time"
}

for part in "${parts[@]}"; do
  case $part in
    table)
      study table 1078 150 23 wide
      table=(--input "$folder/table/scans.csv" --id sub_id --site site)
      diagnose "1078 x 150 x 23" "${table[@]}"
      diagnose "1078 x 150 x 23, no classifier" "${table[@]}" --classifiers none
      ;;
    matrix)
      study matrix 2000 100000 200 blocks
      diagnose "2000 x 100000 x 200, none" --input "$folder/matrix/matrix" --classifiers none
      diagnose "2000 x 100000 x 200" --input "$folder/matrix/matrix"
      ;;
    *)
      echo "there is no part '$part'" >&2
      exit 2
      ;;
  esac
done
