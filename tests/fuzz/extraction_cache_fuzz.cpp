// Any bytes as an extraction of the cache: what is read is sound and is written again in the same words, the rest is an
// Error.
#include "ingest/cache/extraction_bytes.h"
#include "tests/fuzz/document_checks.h"

using namespace mirrorgraph;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::run(data, size, [](const std::string& bytes) {
        const ingest::Extraction extraction = ingest::decode(bytes);
        for (const ingest::Claim& claim : extraction.claims) fuzz::require(claim.source < extraction.mentions.size());
        const std::string encoded = ingest::encode(extraction);
        fuzz::require(ingest::encode(ingest::decode(encoded)) == encoded);
    });
}
