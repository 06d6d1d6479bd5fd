// Every text in tests/cases/layout is read, and must give the layout that stands beside it.
#include "ingest/readers/layout/layout.h"

#include <filesystem>
#include <sstream>

#include "ingest/readers/layout/layout_dump.h"
#include "ingest/readers/reader.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

TEST_CASE("layout: the cases") {
    std::size_t cases = 0;
    for (const auto& entry : std::filesystem::directory_iterator(test::source_path("tests/cases/layout"))) {
        const std::string path = entry.path().string();
        if (path.ends_with(".layout")) continue;
        INFO(path);
        std::ostringstream out;
        print_layout(read_document(path, test::read_file(path)), out);
        CHECK(out.str() == test::read_file(path + ".layout"));
        ++cases;
    }
    CHECK(cases >= 13);
}

TEST_CASE("layout: line breaks of any kind say the same") {
    std::string text = test::read_file(test::source_path("tests/cases/layout/wrapped.txt"));
    const auto layout_of = [](const std::string& bytes) {
        std::ostringstream out;
        print_layout(read_document("f", bytes), out);
        return out.str();
    };
    std::string windows;
    for (char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    CHECK(layout_of(windows) == layout_of(text));
    CHECK(layout_of("\xEF\xBB\xBF" + text) == layout_of(" " + text.substr(1)));
}
