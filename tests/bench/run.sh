#!/usr/bin/env bash
# run.sh BUILD [NAME...]: runs the benchmark programs of a build folder, all or those named.
set -euo pipefail
build=$1
shift
export MIRRORGRAPH_DATA=${MIRRORGRAPH_DATA:-$PWD/data}
for program in "$build"/tests/bench/bench_*; do
    [ -x "$program" ] && [ ! -d "$program" ] || continue
    name=${program##*/bench_}
    if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
    echo "== bench $name"
    "$program"
done
