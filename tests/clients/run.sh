#!/usr/bin/env bash
# run.sh BUILD: tries the program of a build folder with programs of others, from npm.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$(cd "$1" && pwd)
work=$build/clients
export MIRRORGRAPH_DATA=$here/../../data
mkdir -p "$work"
cp "$here"/package.json "$here"/package-lock.json "$here"/*.mjs "$work"
cd "$work"
npm ci --silent --no-audit --no-fund

echo "== OpenAPI description"
REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true npx redocly lint --extends recommended \
    --skip-rule info-license "$MIRRORGRAPH_DATA/service/openapi.json"

echo "== Model Context Protocol"
graph=$here/../cases/service/small.json
"$build/mirrorgraph" serve --graph "$graph" --port 0 --quiet 2>serve.log &
server=$!
trap 'kill "$server" 2>/dev/null' EXIT
for _ in $(seq 100); do
    url=$(grep -o 'http://[^ ]*' serve.log || true)
    [ -z "$url" ] || break
    sleep 0.1
done
node mcp_client.mjs "$build/mirrorgraph" "$graph" "$url"
