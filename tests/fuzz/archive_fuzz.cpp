// Any bytes as an archive: its files come out, within the limits, or an Error.
#include "ingest/readers/formats/archive.h"
#include "tests/fuzz/document_checks.h"

using namespace mirrorgraph;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::run(data, size, [](const std::string& bytes) {
        if (!ingest::looks_like_archive(bytes)) return;
        ingest::ArchiveLimits limits;
        limits.bytes = std::uint64_t{8} << 20;
        std::uint64_t total = 0;
        ingest::read_archive(bytes, "fuzz.zip", limits,
                             [&](const std::string&, const std::string& content) { total += content.size(); });
        fuzz::require(total <= limits.bytes);
    });
}
