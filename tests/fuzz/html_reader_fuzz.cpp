// Any bytes as an HTML page: blocks, sentences and places hold.
#include "ingest/readers/formats/html_reader.h"
#include "tests/fuzz/document_checks.h"

using namespace mirrorgraph;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::run(data, size, [](std::string bytes) {
        fuzz::check(ingest::read_html(ingest::decode(std::move(bytes), "fuzz.html"), "fuzz.html"));
    });
}
