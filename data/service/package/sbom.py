#!/usr/bin/env python3
"""sbom.py BUILD VERSION PACKAGE_LOCK NOTICES OUT: the bill of materials of a build, as CycloneDX 1.5.

Components are the Debian packages whose libraries the program loads (ldd), those whose headers alone went into it (ninja's
record of what was read), and the npm packages that the page was bundled from (NOTICES names them). Nothing is taken from a list that a person keeps. The same
inputs give the same bytes; the date is SOURCE_DATE_EPOCH's, or that of the program.
"""
import base64
import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import uuid


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def sha256(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def libraries(program):
    return sorted(os.path.realpath(path) for path in re.findall(r"(/\S+) \(0x", run("ldd", program)))


def headers(build):
    """System headers that the sources of the program (not of its tests) were compiled with."""
    out, wanted = set(), False
    for line in run("ninja", "-C", build, "-t", "deps").splitlines():
        if not line.startswith(" "):
            wanted = not line.startswith("tests/")
        elif wanted and line.strip().startswith("/usr/include/"):
            out.add(os.path.realpath(line.strip()))
    return sorted(out)


def owners(paths):
    """package -> the files of `paths` that it owns."""
    out = {}
    for begin in range(0, len(paths), 500):
        found = subprocess.run(["dpkg", "-S", *spellings(paths[begin:begin + 500])], check=False, capture_output=True, text=True).stdout
        for line in found.splitlines():
            packages, path = line.rsplit(": ", 1)
            out.setdefault(packages.split(",")[0].split(":")[0], set()).add(os.path.realpath(path))
    return out


def spellings(paths):
    # dpkg knows a file by the name it was installed under, before /lib became /usr/lib.
    return [name for path in paths for name in (path, path.removeprefix("/usr"))]


def debian(package):
    fields = "${Version}\t${Architecture}\t${source:Package}\t${Homepage}"
    version, architecture, source, homepage = run("dpkg-query", "-W", f"-f={fields}\n", package).splitlines()[0].split("\t")
    return {"version": version, "architecture": architecture, "source": source, "homepage": homepage}


def debian_component(package, about, how, files):
    release = dict(re.findall(r'^(\w+)="?([^"\n]*)', pathlib.Path("/etc/os-release").read_text(encoding="utf-8"), re.M))
    purl = f"pkg:deb/debian/{package}@{about['version'].replace(':', '%3A').replace('+', '%2B')}" \
           f"?arch={about['architecture']}&distro={release.get('ID', 'debian')}-{release.get('VERSION_ID', '')}"
    out = {
        "type": "library", "bom-ref": purl, "name": package, "version": about["version"], "scope": "required", "purl": purl,
        "properties": [{"name": "mirrorgraph:use", "value": how}, {"name": "debian:source", "value": about["source"]}],
    }
    if about["homepage"]:
        out["externalReferences"] = [{"type": "website", "url": about["homepage"]}]
    if files:
        out["components"] = [
            {"type": "file", "bom-ref": f"{purl}#{path}", "name": path, "hashes": [{"alg": "SHA-256", "content": sha256(path)}]}
            for path in sorted(files)
        ]
    return out


def npm_components(lock, notices):
    text = pathlib.Path(notices).read_text(encoding="utf-8") if os.path.exists(notices) else ""
    bundled = set(re.findall(r"^(\S+) \S+ \(\S+\)$", text, re.M))
    out = []
    for path, about in json.loads(pathlib.Path(lock).read_text(encoding="utf-8"))["packages"].items():
        name = path.rpartition("node_modules/")[2]
        if name not in bundled:
            continue
        purl = f"pkg:npm/{name.replace('@', '%40')}@{about['version']}"
        component = {"type": "library", "bom-ref": purl, "name": name, "version": about["version"], "scope": "required", "purl": purl,
                     "properties": [{"name": "mirrorgraph:use", "value": "bundled into the page"}]}
        if "license" in about:
            component["licenses"] = [{"license": {"id": about["license"]}}]
        algorithm, _, digest = about.get("integrity", "").partition("-")
        if algorithm == "sha512":
            component["hashes"] = [{"alg": "SHA-512", "content": base64.b64decode(digest).hex()}]
        out.append(component)
    return out


def components(build, program, lock, notices):
    linked = owners(libraries(program))
    known = {package: debian(package) for package in linked}
    out = [debian_component(package, known[package], "linked", linked[package]) for package in linked]
    sources = {about["source"] for about in known.values()}
    for package in owners(headers(build)):
        about = debian(package)
        if about["source"] not in sources and not about["source"].startswith(("gcc-", "glibc", "linux")):
            out.append(debian_component(package, about, "compiled in", ()))
    return sorted(out + npm_components(lock, notices), key=lambda one: one["bom-ref"])


def main(build, version, lock, notices, out):
    program = os.path.join(build, "mirrorgraph")
    parts = components(build, program, lock, notices)
    date = int(os.environ.get("SOURCE_DATE_EPOCH") or os.path.getmtime(program))
    reference = f"pkg:generic/mirrorgraph@{version}"
    whole = hashlib.sha256((version + json.dumps(parts, sort_keys=True)).encode()).hexdigest()
    bill = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, whole)}", "version": 1,
        "metadata": {
            "timestamp": datetime.datetime.fromtimestamp(date, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {"type": "application", "bom-ref": reference, "name": "mirrorgraph", "version": version, "purl": reference},
        },
        "components": parts,
        "dependencies": [{"ref": reference, "dependsOn": [one["bom-ref"] for one in parts]}] + [{"ref": one["bom-ref"]} for one in parts],
    }
    pathlib.Path(out).write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{out}: {len(parts)} components")


if __name__ == "__main__":
    main(*sys.argv[1:])
