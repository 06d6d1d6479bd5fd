#!/usr/bin/env bash
# score.sh MIRRORGRAPH [options of score.py]: all annotated documents, those of ../shared too where it is there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=$1
shift
export MIRRORGRAPH_DATA=${MIRRORGRAPH_DATA:-$PWD/data}
pairs=()
for gold in tests/cases/gold/*.gold.jsonl; do
    for document in "${gold%.gold.jsonl}".{txt,md}; do
        [ ! -f "$document" ] || pairs+=("$gold=$document")
    done
done
if [ -d ../shared/gold ]; then
    for gold in ../shared/gold/*.gold.jsonl; do
        name=$(basename "$gold" .gold.jsonl)
        for document in ../shared/seeds/"$name"_*; do pairs+=("$gold=$document"); done
    done
else
    echo 'not scored on ../shared/gold: it is not there'
fi
exec python3 tests/score.py "$program" "${pairs[@]}" "$@"
