// Any bytes as a DOCX file, and as the main part of a sound one: blocks, sentences and places hold.
#include "ingest/readers/formats/docx_reader.h"
#include "tests/fuzz/document_checks.h"
#include "tests/support/documents.h"

using namespace mirrorgraph;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::run(data, size, [](const std::string& bytes) {
        if (ingest::looks_like_docx(bytes, "fuzz.docx")) fuzz::check(ingest::read_docx(bytes, "fuzz.docx"));
    });
    return fuzz::run(data, size, [](const std::string& bytes) {
        fuzz::check(ingest::read_docx(test::make_zip({{"word/document.xml", bytes}}, false), "fuzz.docx"));
    });
}
