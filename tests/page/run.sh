#!/usr/bin/env bash
# run.sh PROGRAM WORK: the test of the page; exit code 77 says that it was skipped.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$1
work=$2
skip() { echo "skipped: $*"; exit 77; }
command -v npm >/dev/null || skip "npm is not here"
browser=$(command -v chromium || command -v chromium-browser) || skip "Chromium is not here"
[ -f "$(dirname "$program")/data/web/page.js" ] || skip "the page was not bundled"
mkdir -p "$work"
cp "$here"/package.json "$here"/package-lock.json "$here"/*.mjs "$work/"
cd "$work"
npm ci --no-audit --no-fund --loglevel=error >/dev/null || skip "npm cannot fetch the test's packages"
rm -rf writable && mkdir writable
sources=("$here/../../data/corpus" "$here/spring.txt" "$here/autumn.txt")
"$program" build --out corpus.json "${sources[@]}" >/dev/null
cp corpus.json writable/graph.json
node page_test.mjs "$program" "$browser" "${sources[@]}"
