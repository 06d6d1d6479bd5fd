#include "ingest/readers/traditional.h"

#include "ingest/readers/reader.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

constexpr const char* kTraditional = "國家標準化管理委員會發布公告，\n關於標準的實施。";

}  // namespace

TEST_CASE("traditional: characters are simplified in their places") {
    SourceText source;
    source.text = kTraditional;
    simplify(source);
    CHECK(source.printed == kTraditional);
    CHECK(source.text == "国家标准化管理委员会发布公告，\n关于标准的实施。");
    CHECK(source.text.size() == source.printed.size());
}

TEST_CASE("traditional: other texts stay as they are") {
    for (const char* text : {"国家标准化管理委员会", "ISO/TC 333", "Café \xF0\x9F\x98\x80"}) {
        SourceText source;
        source.text = text;
        simplify(source);
        CHECK(source.text == text);
        CHECK(source.printed.empty());
    }
}

TEST_CASE("traditional: a document keeps what was printed, place for place") {
    const Document document = read_document("a.txt", std::string(kTraditional));
    REQUIRE(document.printed.size() == document.text.size());
    CHECK(document.text.starts_with("国家标准化管理委员会"));
    CHECK(document.printed.starts_with("國家標準化管理委員會"));
}
