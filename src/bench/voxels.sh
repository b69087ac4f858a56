#!/usr/bin/env bash
# Times harmonisations of feature matrices: the case of 2,000 x 200,000 x 20 against a bare Spark
# job on the same matrix in the same run, then growth in scans, voxels and sites, each a line.
# Data come from `chorale simulate`; they and the outputs go to the folder given (some 12 GB).
#
#   src/bench/voxels.sh FOLDER [case|growth|big|nifti|sizes]...
#
# Needs GNU time (Debian: time).
set -euo pipefail

home=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
folder=${1:?name a folder}
shift
parts=("${@:-case}")
chorale=$home/bin/chorale
export CHORALE_HEAP=2g
mkdir -p -- "$folder"

study() { # name scans features sites
  [[ -e $folder/$1 ]] ||
    "$chorale" simulate --scans "$2" --features "$3" --sites "$4" --seed 1 --layout blocks \
      --output "$folder/$1" >/dev/null
}

timed() { # label command...
  local label=$1
  shift
  /usr/bin/time -f '%e %U %S %M' -o "$folder/time" "$@" >"$folder/log" 2>&1
  awk -v name="$label" -v said="$(tail -n 1 "$folder/log")" \
    '{printf "%-24s wall %6.2f s  cpu %6.2f s  peak %5.0f MiB  %s\n", name, $1, $2 + $3, $4 / 1024, said}' \
    "$folder/time"
}

harmonise() { # label matrix
  rm -rf -- "$folder/out"
  timed "$1" "$chorale" harmonise --input "$2" --continuous age --categorical sex --output "$folder/out"
}

grow() { # scans features sites
  study "grow-$1-$2-$3" "$1" "$2" "$3"
  harmonise "$1 x $2 x $3" "$folder/grow-$1-$2-$3/matrix"
  rm -rf -- "$folder/grow-$1-$2-$3"
}

"$chorale" harmonise "$home/conf/example.yaml" --output "$folder/first" >/dev/null 2>&1 || true
for part in "${parts[@]}"; do
  case $part in
    case)
      study voxel 2000 200000 20
      (cd -- "$home" && mvn -q -B -o -Pbench -Dspotless.check.skip test-compile)
      bare=(java "@$home/conf/jvm.options" -XX:+UseParallelGC -Xmx2g
        -cp "$home/target/test-classes:$home/target/lib/*" org.chorale.job.BareSpark)
      for _ in 1 2 3; do
        harmonise "2000 x 200000 x 20" "$folder/voxel/matrix"
        rm -rf -- "$folder/bare"
        SPARK_LOCAL_IP=127.0.0.1 timed "bare Spark" "${bare[@]}" "$folder/voxel/matrix" "$folder/bare"
        rm -rf -- "$folder/bare"
      done
      ;;
    growth)
      for n in 500 1000 2000 4000; do grow "$n" 100000 20; done
      for v in 25000 50000 100000 200000 400000; do grow 1000 "$v" 20; done
      for s in 5 10 20 40 80; do grow 1000 100000 "$s"; done
      ;;
    big)
      grow 4000 200000 20
      grow 2000 100000 200
      ;;
    nifti)
      [[ -e $folder/images ]] ||
        "$chorale" simulate --nifti --scans 100 --sites 5 --grid 91x109x91 --seed 1 \
          --output "$folder/images" >/dev/null
      for _ in 1 2 3; do
        rm -rf -- "$folder/images-matrix" "$folder/images-run" "$folder/images-out" "$folder/images-one"
        timed "import nifti" "$chorale" import nifti --images "$folder/images/images" \
          --scans "$folder/images/participants.tsv" --id sub_id --site site --output "$folder/images-matrix"
        timed "harmonise" "$chorale" harmonise --input "$folder/images-matrix" --continuous age \
          --categorical sex --output "$folder/images-run"
        timed "export nifti" "$chorale" export nifti "$folder/images-run" --output "$folder/images-out"
        timed "harmonise-images" "$chorale" harmonise-images --images "$folder/images/images" \
          --scans "$folder/images/participants.tsv" --id sub_id --site site --continuous age \
          --categorical sex --output "$folder/images-one"
      done
      ;;
    sizes)
      [[ -e $folder/images ]] ||
        "$chorale" simulate --nifti --scans 100 --sites 5 --grid 91x109x91 --seed 1 \
          --output "$folder/images" >/dev/null
      for block in 512 1024 2048 4096 8192 16384; do
        for _ in 1 2; do
          rm -rf -- "$folder/images-matrix" "$folder/images-run"
          timed "import, blocks of $block" "$chorale" import nifti --images "$folder/images/images" \
            --scans "$folder/images/participants.tsv" --id sub_id --site site --block-size "$block" \
            --output "$folder/images-matrix"
          timed "harmonise, blocks of $block" "$chorale" harmonise --input "$folder/images-matrix" \
            --continuous age --categorical sex --output "$folder/images-run"
        done
      done
      ;;
    *) echo "what is '$part'?" >&2 && exit 2 ;;
  esac
done
