#!/usr/bin/env bash
# reproducible.sh: builds what is committed twice, in folders of different names and depths, and compares program, data and
# package byte for byte. The folders stay in build-reproducible/ for a look at what differs. Without ccache, which would
# hand out one result twice.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$top/build-reproducible
SOURCE_DATE_EPOCH=$(git -C "$top" log -1 --format=%ct)
export SOURCE_DATE_EPOCH CCACHE_DISABLE=1
rm -rf "$work"
mkdir -p "$work"

# one FOLDER TIMEZONE LOCALE
one() {
    mkdir -p "$1"
    git -C "$top" archive HEAD | tar -x -C "$1"
    (
        cd "$1"
        export TZ=$2 LC_ALL=$3
        cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DMIRRORGRAPH_UNITY=ON >build.log
        cmake --build build --target all sbom >>build.log
        cpack --config build/CPackConfig.cmake -B build/package >>build.log
    ) || { tail -n 40 "$1/build.log"; exit 1; }
}
one "$work/first" UTC C
one "$work/second/of/another/depth" Asia/Shanghai C.UTF-8

status=0
compare() {
    if cmp "$work/first/build/$1" "$work/second/of/another/depth/build/$1"; then
        echo "same: $1"
    else
        status=1
    fi
}
compare mirrorgraph
compare manuals/mirrorgraph.1.gz
compare sbom.cdx.json
for file in $(cd "$work/first/build" && find data -type f | sort); do compare "$file"; done
compare "package/$(basename "$work"/first/build/package/*.deb)"
exit "$status"
