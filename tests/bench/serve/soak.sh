#!/usr/bin/env bash
# soak.sh PROGRAM FOLDER SECONDS: look-ups, traces, queries and writes on one service that writes, for so long; its memory,
# descriptors and threads once a minute, and how memory moved over the second half.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/service.sh" "$1" "$2"
seconds=$3
step=$((seconds < 600 ? (seconds + 9) / 10 : 60))

cp "$work/graph.json" "$work/written.json"
rm -rf "$work"/written.json.*
start --graph "$work/written.json" --writable
printf '%8s %9s %8s %12s %8s\n' seconds 'req/s' 'MiB' descriptors threads
first=
for ((passed = step; passed <= seconds; passed += step)); do
    # Ten writes a second or so: a graph that people work on, not one that grows without end.
    rate=0
    for kind in node trace hops search writes; do
        read -r _ some _ < <(KIND=$kind PAUSE=20 wrk_result 16 "$(awk -v s="$step" 'BEGIN { printf "%d", s / 5 < 1 ? 1 : s / 5 }')")
        rate=$((rate + some / 5))
    done
    printf '%8d %9d %8d %12d %8d\n' "$passed" "$rate" "$(memory)" "$(ls "/proc/$server/fd" | wc -l)" "$(ls "/proc/$server/task" | wc -l)"
    if [ -z "$first" ] && [ "$passed" -ge $((seconds / 2)) ]; then first=$(memory); fi
done
last=$(memory)
echo "memory over the second half: $first MiB to $last MiB"
stop
