#!/usr/bin/env bash
# run.sh BUILD: the Debian package of BUILD/package, installed by apt in a Debian that has nothing else, then used, started,
# stopped, upgraded and purged; and its bill of materials held against CycloneDX's schema. Wants root, debootstrap and npm.
set -euo pipefail
build=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
package=$(ls "$build"/package/*.deb)
work=$(mktemp -d)
root=$work/root
[ "$(id -u)" -eq 0 ] || { echo 'a fresh Debian wants root'; exit 1; }

service=
clean() {
    [ -z "$service" ] || kill "$service" 2>/dev/null || true
    umount "$root/proc" "$root/dev" 2>/dev/null || true
    rm -rf --one-file-system "$work"
}
trap clean EXIT

failures=0
check() {
    local what=$1
    shift
    if "$@" >"$work/out" 2>&1; then
        echo "ok: $what"
    else
        echo "FAILED: $what"
        sed 's/^/    /' "$work/out"
        failures=$((failures + 1))
    fi
}
in_root() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }
has() { grep -q -- "$2" <<<"$1"; }

# --- A Debian of this machine's release, from where this machine gets its packages.
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources 2>/dev/null || true; } | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' ' || true)
echo "== a fresh Debian $suite"
mkdir -p "$build/package-check/debs"
debootstrap --variant=minbase --cache-dir="$build/package-check/debs" "$suite" "$root" ${mirror:+"$mirror"} >"$work/debootstrap.log" || { tail "$work/debootstrap.log"; exit 1; }
rm -f "$root/etc/apt/sources.list"
cp -r /etc/apt/apt.conf.d /etc/apt/sources.list* "$root/etc/apt/" # which may name a proxy, and the release's updates
cp /etc/resolv.conf /etc/hosts "$root/etc/"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp "$package" "$root/mirrorgraph.deb"
in_root apt-get update -qq
in_root apt-get install -y -qq --no-install-recommends /mirrorgraph.deb >"$work/install.log" 2>&1 || { tail -n 30 "$work/install.log"; exit 1; }

# --- What was installed.
check 'the program starts' in_root mirrorgraph --version
check 'the data is found' in_root mirrorgraph schema
check 'a user without a shell runs the service' has "$(in_root getent passwd mirrorgraph)" nologin
check 'the graph is that user'"'"'s' test "$(in_root stat -c %U /var/lib/mirrorgraph/graph.json)" = mirrorgraph
check 'nobody else reads it' test "$(in_root stat -c %a /var/lib/mirrorgraph)" = 750
check 'settings are a conffile' has "$(in_root dpkg-query -W -f='${Conffiles}' mirrorgraph)" /etc/mirrorgraph/mirrorgraph.conf
for file in /usr/lib/systemd/system/mirrorgraph.service /usr/share/man/man1/mirrorgraph.1.gz \
    /usr/share/bash-completion/completions/mirrorgraph /usr/share/zsh/vendor-completions/_mirrorgraph \
    /usr/share/mirrorgraph/web/index.html /usr/share/mirrorgraph/web/page.js /usr/share/doc/mirrorgraph/sbom.cdx.json \
    /usr/share/doc/mirrorgraph/copyright; do
    check "$file" test -s "$root$file"
done
for name in sigma graphology file-saver events @sigma/edge-curve; do
    check "the copyright file has the notice of $name" grep -q "^$name [0-9.]* (MIT)" "$root/usr/share/doc/mirrorgraph/copyright"
done
check 'completions are bash' bash -n "$root/usr/share/bash-completion/completions/mirrorgraph"
check 'all files are root'"'"'s' test -z "$(in_root sh -c 'dpkg -L mirrorgraph | xargs stat -c "%U:%G %n"' | grep -v '^root:root' || true)"
check 'a picture is drawn' in_root mirrorgraph export --graph /var/lib/mirrorgraph/graph.json --trace iso/tc333 --out /var/lib/mirrorgraph/trace.svg
check 'the picture holds the committee' grep -q 'ISO/TC 333' "$root/var/lib/mirrorgraph/trace.svg"
check 'the settings are fine' in_root mirrorgraph serve --config /etc/mirrorgraph/mirrorgraph.conf --check-config

# --- The service, as its unit starts it.
start() {
    local command
    command=$(sed -n 's/^ExecStart=//p' "$root/usr/lib/systemd/system/mirrorgraph.service")
    rm -f "$work/serve.log"
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot --userspec=mirrorgraph:mirrorgraph "$root" $command --port 0 "$@" 2>"$work/serve.log" &
    service=$!
    for _ in $(seq 300); do
        url=$(grep -o 'http://[^ ]*' "$work/serve.log" 2>/dev/null) && return
        sleep 0.1
    done
    cat "$work/serve.log"
    return 1
}
fetch() { python3 -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())' "$1"; }
stop() { kill "$service" && wait "$service"; }
start
check 'it answers' has "$(fetch "$url/healthz")" ok
check 'it traces' has "$(fetch "$url/trace?subject=iso/tc333")" 'SAC/TC243'
check 'it has its page' has "$(fetch "$url/")" page.js
check 'SIGTERM ends it in order' stop
start --writable
check 'it writes as its user' python3 -c 'import sys, urllib.request
request = urllib.request.Request(sys.argv[1] + "/db/x/query/v2", b"{\"statement\": \"CREATE (:Topic {name: 1234})\"}".replace(b"1234", b"\x27kept\x27"), {"Content-Type": "application/json"})
assert urllib.request.urlopen(request).status == 202' "$url"
check 'SIGTERM writes the graph' stop
service=
check 'the write is in the graph' grep -q '"kept"' "$root/var/lib/mirrorgraph/graph.json"

# --- Later.
echo '# mine' >>"$root/etc/mirrorgraph/mirrorgraph.conf"
before=$(sha256sum "$root/var/lib/mirrorgraph/graph.json")
check 'it installs over itself' in_root dpkg -i /mirrorgraph.deb
check 'settings stay' grep -q '# mine' "$root/etc/mirrorgraph/mirrorgraph.conf"
check 'the graph stays' test "$before" = "$(sha256sum "$root/var/lib/mirrorgraph/graph.json")"
check 'it is removed' in_root apt-get remove -y -qq mirrorgraph
check 'settings outlive that' test -f "$root/etc/mirrorgraph/mirrorgraph.conf"
check 'it is purged' in_root apt-get purge -y -qq mirrorgraph
check 'settings go, the graph stays' test ! -e "$root/etc/mirrorgraph" -a -f "$root/var/lib/mirrorgraph/graph.json"

# --- The unit and the bill of materials.
if command -v systemd-analyze >/dev/null; then
    check 'the unit is guarded (exposure at most 1.5)' systemd-analyze security --offline=yes --threshold=15 "$here/../../data/service/mirrorgraph.service"
fi
modules=$build/package-check
mkdir -p "$modules"
cp "$here"/package.json "$here"/package-lock.json "$here"/sbom_test.mjs "$modules/"
if npm ci --omit=optional --prefix "$modules" --no-audit --no-fund --silent; then
    check 'the bill of materials is CycloneDX 1.5' node "$modules/sbom_test.mjs" "$build/sbom.cdx.json"
else
    echo 'the bill of materials was not held against the schema: npm cannot get it'
fi

[ "$failures" -eq 0 ] && echo 'the package is fine'
exit $((failures > 0))
