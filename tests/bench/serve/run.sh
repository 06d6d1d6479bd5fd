#!/usr/bin/env bash
# run.sh PROGRAM FOLDER [KIND...]: requests a second and times of answers of the service, by wrk on this machine.
#
# Each kind is asked for as fast as it goes (32 connections), then at half that rate: 64 connections that pause between
# requests (see requests.lua), because wrk itself has no rate. Times run from a request's sending to its answer's end. wrk and
# the service share the machine's processors. At last, more connections and requests than the service takes: what it answers,
# and how large it grows. FOLDER keeps the graph between runs; SECONDS_EACH is 5 unless set.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/service.sh" "$1" "$2"
shift 2
kinds=("$@")
[ ${#kinds[@]} -gt 0 ] || kinds=(node search lookup trace hops rows mixed overload)
seconds=${SECONDS_EACH:-5}

row() { printf '%-9s %-5s %9s %9s %9s %9s %9s %7s %6s\n' "$@"; }

overload() {
    start --graph "$work/graph.json" --threads 2 --waiting 32
    (sleep "$((seconds / 2))" && curl -s -o /dev/null -w 'overload: a probe meanwhile is answered %{http_code} in %{time_total} s\n' "$url/healthz") &
    read -r _ rate p50 p99 most refused broken < <(KIND=rows PAUSE=0 wrk_result 900 "$seconds")
    row overload full "$rate" "$p50" "$p99" "$most" "$refused" "$broken" "$(memory)"
    stop
}

row kind load 'req/s' 'p50 ms' 'p99 ms' 'max ms' refused broken MiB
for kind in "${kinds[@]}"; do
    if [ "$kind" = overload ]; then
        overload
        continue
    fi
    graph=("$work/graph.json")
    if [ "$kind" = mixed ]; then
        cp "$work/graph.json" "$work/written.json"
        rm -rf "$work"/written.json.*
        graph=("$work/written.json" --writable)
    fi
    start --graph "${graph[@]}"
    KIND=$kind PAUSE=0 wrk_result 8 1 >/dev/null
    read -r _ full rest < <(KIND=$kind PAUSE=0 wrk_result 32 "$seconds")
    row "$kind" full "$full" $rest "$(memory)"
    pause=$(awk -v rate="$full" 'BEGIN { printf "%.3f", 64 / (rate / 2 + 1) * 1000 }')
    read -r _ half rest < <(KIND=$kind PAUSE=$pause wrk_result 64 "$seconds")
    row "$kind" half "$half" $rest "$(memory)"
    stop
done
