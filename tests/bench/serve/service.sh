# Sourced with PROGRAM and FOLDER: a graph to serve, the service over it, and wrk's figures.
program=$(realpath "$1")
work=$2
export MIRRORGRAPH_DATA=${MIRRORGRAPH_DATA:-$here/../../../data}
export SUBJECTS=$work/subjects.tsv
mkdir -p "$work"

registry=$here/../../../../shared/registry
if [ ! -f "$work/graph.json" ]; then
    if [ -f "$registry/iso_documents.csv" ]; then
        sources=("$registry"/iso_{committees,documents,relations,committee_liaisons}.csv)
    else
        echo 'the sample corpus is served: ../shared/registry is not there'
        sources=("$MIRRORGRAPH_DATA/corpus")
    fi
    "$program" build --out "$work/graph.json" "${sources[@]}" 2>/dev/null
fi
[ -s "$SUBJECTS" ] || "$program" query --graph "$work/graph.json" --format json "MATCH (c:Committee) RETURN elementId(c) AS id, c.name AS name" |
    python3 -c 'import json, sys
for row in json.load(sys.stdin): print(row["id"], row["name"], sep="\t")' >"$SUBJECTS"

server=
start() {
    rm -f "$work/serve.log"
    "$program" serve --port 0 --quiet "$@" 2>"$work/serve.log" &
    server=$!
    until url=$(grep -o 'http://[^ ]*' "$work/serve.log" 2>/dev/null); do
        kill -0 "$server" 2>/dev/null || { cat "$work/serve.log"; exit 1; }
        sleep 0.1
    done
}
stop() {
    kill "$server"
    wait "$server"
    server=
}
trap '[ -z "$server" ] || kill "$server"' EXIT

memory() { awk '/VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$server/status"; }

# wrk_result CONNECTIONS SECONDS: "RESULT rate p50 p99 max statuses broken", of KIND, with PAUSE.
wrk_result() { wrk -t2 -c"$1" -d"$2s" --timeout 30s -s "$here/requests.lua" "$url" | grep RESULT; }
