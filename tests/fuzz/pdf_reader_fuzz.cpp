// Any bytes as a PDF file: its text is UTF-8, and a document.
#include "ingest/readers/formats/pdf_reader.h"
#include "ingest/readers/formats/text_reader.h"
#include "tests/fuzz/document_checks.h"

using namespace mirrorgraph;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::run(data, size, [](const std::string& bytes) {
        ingest::SourceText source;
        source.text = ingest::read_pdf_text(bytes, "fuzz.pdf");
        source.runs.push_back({0, 0, 1, 1});
        fuzz::check(ingest::read_text(source));
    });
}
