// Any bytes as text or Markdown, through the whole pipeline: layout, mentions and claims hold, and the extraction comes
// back from the cache as it was.
#include "ingest/cache/extraction_bytes.h"
#include "ingest/pipeline.h"
#include "tests/fuzz/document_checks.h"

using namespace mirrorgraph;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const ingest::Pipeline kPipeline = ingest::Pipeline::load();
    return fuzz::run(data, size, [](std::string bytes) {
        const ingest::Extraction extraction = kPipeline.extract("fuzz.txt", std::move(bytes));
        if (!extraction.is_registry) fuzz::check(extraction.document);
        fuzz::check(extraction);
        const std::string encoded = ingest::encode(extraction);
        fuzz::require(ingest::encode(ingest::decode(encoded)) == encoded);
    });
}
