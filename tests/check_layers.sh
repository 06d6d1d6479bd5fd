#!/usr/bin/env bash
# Includes run one way: main -> ingest, query -> graph -> schema; third-party headers enter at their one seam.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
status=0

# forbid FOLDERS PATTERN REASON: no source below FOLDERS may include what matches PATTERN.
forbid() {
    local hits
    hits=$(git ls-files $1 | grep -E '\.(cpp|h)$' | xargs -r grep -nE "^#include [<\"]($2)" || true)
    if [ -n "$hits" ]; then
        printf '%s:\n%s\n' "$3" "$hits"
        status=1
    fi
}

# seam PATTERN ALLOWED REASON: of all wings only files that match ALLOWED may include what matches PATTERN.
seam() {
    local hits
    hits=$(git ls-files main.cpp schema graph ingest query | grep -E '\.(cpp|h)$' | grep -vE "$2" |
        xargs -r grep -nE "^#include [<\"]($1)" || true)
    if [ -n "$hits" ]; then
        printf '%s:\n%s\n' "$3" "$hits"
        status=1
    fi
}

forbid schema '(graph|ingest|query|tests)/' 'schema/ stands below every other wing'
forbid graph '(ingest|query|tests)/' 'graph/ may include schema/ only'
forbid ingest '(query|tests)/' 'ingest/ and query/ never include each other'
forbid query '(ingest|tests)/' 'ingest/ and query/ never include each other'

seam 'rapidjson/' '_json\.cpp$' 'RapidJSON belongs in *_json.cpp'
seam 'boost/graph/' '^graph/' 'Boost.Graph belongs under graph/'
seam 'httplib' '^query/service/http/transport' 'cpp-httplib belongs in the transport of the service'
seam 'CLI/' '(commands|main)\.cpp$' 'CLI11 belongs in commands.cpp'
seam 'yaml\.h' '^schema/files/yaml_file\.cpp$' 'libyaml belongs in schema/files/yaml_file.cpp'
seam 'csv\.h' '^ingest/readers/registry/csv\.cpp$' 'libcsv belongs in ingest/readers/registry/csv.cpp'
seam 'date/' '^schema/temporal/time_zone\.cpp$' "Howard Hinnant's date library belongs in schema/temporal/time_zone.cpp"
seam 'graphviz/' '^graph/export/formats/picture\.cpp$' 'Graphviz belongs in graph/export/formats/picture.cpp'
seam 'fontconfig/' '^graph/export/fonts\.cpp$' 'fontconfig belongs in graph/export/fonts.cpp'
seam 'openssl/' '^schema/files/sha256\.cpp$' 'OpenSSL belongs in schema/files/sha256.cpp'
seam 'archive(_entry)?\.h' '^ingest/readers/formats/|^query/service/api/zip\.cpp$' 'libarchive belongs in the readers of archives and the ZIP of exports'
seam 'unicode/' '^schema/text/text\.cpp$|^ingest/readers/' 'ICU belongs in schema/text/text.cpp and the decoder of ingest/readers/'

for folder in $(git ls-files schema graph ingest query data tests | xargs -n1 dirname | sort -u); do
    case "$folder" in tests/cases/* | tests/ingest/* | data/corpus | */web/*) continue ;; esac
    if [ ! -f "$folder/README.md" ]; then
        echo "$folder/ has no README.md"
        status=1
    fi
done
[ "$status" -eq 0 ] && echo 'layers and seams are kept'
exit "$status"
