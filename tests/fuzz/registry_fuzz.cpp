// Any bytes as a table or JSON lines of a registry, as they are and below the header of each known one.
#include "ingest/readers/registry/registry.h"
#include "ingest/readers/registry/table_reader.h"
#include "ingest/readers/source_text.h"
#include "tests/fuzz/document_checks.h"

using namespace mirrorgraph;

namespace {

void read(std::string bytes, const ingest::RegistryOptions& options) {
    ingest::SourceText source = ingest::decode(std::move(bytes), "fuzz.csv");
    if (const auto registry = ingest::read_registry(source, "fuzz.csv", options)) return fuzz::check(*registry);
    if (const auto table = ingest::read_csv_table(source, "fuzz.csv")) fuzz::check(*table);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const ingest::RegistryOptions kOptions{ingest::MappingSet::load(), nullptr};
    fuzz::run(data, size, [](std::string bytes) { read(std::move(bytes), kOptions); });
    if (size == 0) return 0;
    const auto& mappings = kOptions.mappings->mappings();
    std::string header;
    for (const std::string& column : mappings[data[0] % mappings.size()].used_columns()) {
        header += (header.empty() ? "" : ",") + column;
    }
    return fuzz::run(data + 1, size - 1, [&](const std::string& bytes) { read(header + "\n" + bytes, kOptions); });
}
