// Any bytes are a mapping of columns that loads, or an Error that names the file. One that loads can read a table.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "ingest/readers/registry/registry.h"
#include "ingest/readers/source_text.h"
#include "tests/fuzz/document_checks.h"

using namespace mirrorgraph;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::string kPath =
        (std::filesystem::temp_directory_path() / ("mapping_fuzz_" + std::to_string(getpid()) + ".yaml")).string();
    std::ofstream(kPath, std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    return fuzz::run(data, size, [](const std::string&) {
        const auto mapping = std::make_shared<ingest::Mapping>(ingest::load_mapping(kPath));
        std::string table;
        for (const std::string& column : mapping->used_columns()) table += column + ",";
        table += "\nISO/TC 1,GB/T 1-2020,2021-06-17,Rope Union\n";
        ingest::SourceText source = ingest::decode(table, "fuzz.csv");
        if (const auto registry = ingest::read_registry(source, "fuzz.csv", {nullptr, mapping})) fuzz::check(*registry);
    });
}
