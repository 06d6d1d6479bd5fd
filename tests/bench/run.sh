#!/usr/bin/env bash
# run.sh BUILD [NAME...]: runs the benchmark programs of a build folder, all or those named. Where npm is there, query is
# run on LSQB's data, and beside the engines of peers/package.json, which are installed into the build folder.
set -euo pipefail
build=$1
shift
export MIRRORGRAPH_DATA=${MIRRORGRAPH_DATA:-$PWD/data}
peers=$build/peers

# Fails where npm is not there or cannot get the packages.
install_peers() {
    command -v npm >/dev/null || { echo "LSQB is left out: npm is not installed"; return 1; }
    mkdir -p "$peers"
    cp tests/bench/peers/* "$peers"
    npm install --prefix "$peers" --no-audit --no-fund --loglevel=error >/dev/null || { echo "LSQB is left out: npm could not install its data"; return 1; }
    MIRRORGRAPH_LSQB=$peers/node_modules/kuzu/kuzu-source/dataset/lsqb-sf01
    export MIRRORGRAPH_LSQB
}

ran=0
for program in "$build"/tests/bench/bench_*; do
    [ -x "$program" ] && [ ! -d "$program" ] || continue
    name=${program##*/bench_}
    if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
    ran=$((ran + 1))
    echo "== bench $name"
    if [ "$name" = query ] && install_peers; then
        "$program" --benchmark_repetitions=3 --benchmark_out="$peers/ours.json" --benchmark_out_format=json
        node "$peers/lsqb.mjs" "$peers/ours.json"
    else
        "$program"
    fi
done
[ "$ran" -gt 0 ] || { echo "no benchmark ran: $build/tests/bench has none${*:+ named $*}" >&2; exit 1; }
