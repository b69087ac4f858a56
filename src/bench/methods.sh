#!/usr/bin/env bash
# Times methods beside the usual one, whole commands: the non-parametric prior against features,
# smooth covariates, and what a site that comes late costs against a fit from scratch. Data come from
# `chorale simulate`; they and the outputs go to the folder given.
#
#   src/bench/methods.sh FOLDER [nonparametric|smooth|late]...
#
# Needs GNU time (Debian: time).
set -euo pipefail

home=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
folder=${1:?name a folder}
shift
parts=("${@:-nonparametric}")
chorale=$home/bin/chorale
mkdir -p -- "$folder"

study() { # name scans features sites [options]
  local name=$1 scans=$2 features=$3 sites=$4
  shift 4
  [[ -e $folder/$name ]] ||
    "$chorale" simulate --scans "$scans" --features "$features" --sites "$sites" --seed 1 \
      --output "$folder/$name" "$@" >/dev/null
}

timed() { # label command...
  local label=$1
  shift
  /usr/bin/time -f '%e %U %S %M' -o "$folder/time" "$@" >"$folder/log" 2>&1
  awk -v name="$label" -v said="$(tail -n 1 "$folder/log")" \
    '{printf "%-34s wall %6.2f s  cpu %6.2f s  peak %5.0f MiB  %s\n", name, $1, $2 + $3, $4 / 1024, said}' \
    "$folder/time"
  grep -h 'accelerated' "$folder/log" || true
}

harmonise() { # label table options
  local label=$1 table=$2
  shift 2
  rm -rf -- "$folder/out"
  timed "$label" "$chorale" harmonise --input "$table" --id sub_id --site site --output "$folder/out" "$@"
}

"$chorale" harmonise "$home/conf/example.yaml" --output "$folder/first" >/dev/null 2>&1 || true
for part in "${parts[@]}"; do
  case $part in
    nonparametric)
      for case in "500 1000 10" "500 2000 10" "500 5000 10" "500 10000 10" "500 20000 20" "500 60000 10"; do
        read -r n v s <<<"$case"
        study "table-$n-$v-$s" "$n" "$v" "$s" --layout wide
        harmonise "nonparametric $n x $v x $s" "$folder/table-$n-$v-$s/scans.csv" \
          --continuous age --categorical sex --prior nonparametric
        harmonise "parametric    $n x $v x $s" "$folder/table-$n-$v-$s/scans.csv" \
          --continuous age --categorical sex
      done
      ;;
    smooth)
      for case in "10000 350 60" "1000 50000 20"; do
        read -r n v s <<<"$case"
        study "table-$n-$v-$s" "$n" "$v" "$s" --layout wide
        harmonise "smooth by REML $n x $v x $s" "$folder/table-$n-$v-$s/scans.csv" \
          --smooth age --categorical sex
        harmonise "linear         $n x $v x $s" "$folder/table-$n-$v-$s/scans.csv" \
          --continuous age --categorical sex
      done
      ;;
    late)
      study old 2000 200000 20 --layout blocks
      study late 100 200000 2 --layout blocks
      rm -rf -- "$folder/model" "$folder/model-2"
      timed "fit 2000 x 200000 x 20" "$chorale" fit --input "$folder/old/matrix" \
        --continuous age --categorical sex --no-id-hashes --output "$folder/model"
      timed "update with 100 scans" "$chorale" fit --update "$folder/model" \
        --input "$folder/late/matrix" --output "$folder/model-2"
      du -sb -- "$folder/old/matrix/values" "$folder/late/matrix/values" "$folder/model/model"
      ;;
    *) echo "what is '$part'?" >&2 && exit 2 ;;
  esac
done
