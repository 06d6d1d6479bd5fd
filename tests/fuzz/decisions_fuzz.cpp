// Any bytes are a file of decisions that reads, or an Error at its place. Decisions that read can be described.
#include "graph/provenance/decisions.h"
#include "tests/fuzz/document_checks.h"

using namespace mirrorgraph;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto kSchema = standards_schema();
    return fuzz::run(data, size, [](std::string bytes) {
        const std::size_t length = bytes.size();
        for (const Decision& decision : parse_decisions(std::move(bytes), "decisions.json", *kSchema).list) {
            fuzz::require(!describe(decision).empty() && decision.span.end <= length && decision.line > 0);
            fuzz::require(!record_of(decision, {}).nodes.empty());
        }
    });
}
