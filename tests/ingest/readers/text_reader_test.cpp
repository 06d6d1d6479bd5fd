#include "ingest/readers/formats/text_reader.h"

#include <filesystem>

#include "ingest/readers/reader.h"
#include "schema/text/text.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

bool is_space(char c) { return static_cast<unsigned char>(c) <= 0x20; }

// Every character that can be seen in the text stands at the place of the source that the map names.
void check_map(const std::string& bytes) {
    const Document document = read_document("source.txt", bytes);
    std::vector<std::size_t> line_starts = {0, 0};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\n') line_starts.push_back(i + 1);
    }
    line_starts.push_back(bytes.size() + 1);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < document.text.size();) {
        const std::size_t next = next_code_point(document.text, i);
        if (!is_space(document.text[i])) {
            const SourcePlace place = document.map.locate({i, next});
            const bool same = bytes.substr(place.begin, place.end - place.begin) == document.text.substr(i, next - i);
            const bool line = line_starts[place.line] <= place.begin && place.begin < line_starts[place.line + 1];
            wrong += !same || !line;
        }
        i = next;
    }
    CHECK(wrong == 0);
    CHECK_FALSE(document.blocks.empty());
}

}  // namespace

TEST_CASE("text reader: every character maps back to its byte and line") {
    check_map(
        "One  sentence\nthat goes on.\n\n\xC2\xA0 Ünïcode \xC2\xAD here, soft-\nware and "
        "soft\xC2\xADware.\n");
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_path("data/corpus"))) {
        const std::string extension = entry.path().extension().string();
        if (extension == ".txt" || extension == ".md") check_map(test::read_file(entry.path().string()));
    }
    if (const auto seeds = test::shared_path("seeds")) {
        for (const auto& entry : std::filesystem::directory_iterator(*seeds))
            check_map(test::read_file(entry.path().string()));
    }
}
