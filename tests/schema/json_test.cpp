#include "schema/json/json.h"

#include <sstream>

#include "schema/error.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;

namespace {

std::string place_of(const JsonInput& input, const JsonLimits& limits = {}) {
    try {
        read_json_tree(input, limits);
        return "";
    } catch (const Error& error) {
        return fmt::format("{}:{} {}", error.line(), error.column(), error.what());
    }
}

std::string place_of(std::string_view text) { return place_of(JsonInput::memory(text, "test")); }

}  // namespace

TEST_CASE("json: a tree remembers where each part stood") {
    const std::string text = R"({"a": [1, "two", true], "b": null})";
    const JsonTree tree = read_json_tree(JsonInput::memory(text, "test"));
    const JsonTree* a = tree.find("a");
    REQUIRE(a != nullptr);
    REQUIRE(a->items.size() == 3);
    CHECK(a->items[1].scalar == Value("two"));
    CHECK(text.substr(a->items[1].span.begin, a->items[1].span.size()) == "\"two\"");
    CHECK(text.substr(a->items[2].span.begin, a->items[2].span.size()) == "true");
    CHECK(tree.find("b")->type == Value::Type::kNull);
    CHECK(tree.find("c") == nullptr);
}

TEST_CASE("json: tokens may lie across the windows of a file") {
    const test::TemporaryFolder folder;
    // Strings of every length near the window's size, escapes and Han characters among them.
    for (std::size_t fill = 65'520; fill < 65'545; ++fill) {
        const std::string text = "[\"" + std::string(fill, 'x') + "中\\u4e2d\", -12.5e3, {\"key\": false}]";
        const JsonTree tree = read_json_tree(JsonInput::file(folder.write("a.json", text)));
        REQUIRE(tree.items.size() == 3);
        CHECK(tree.items[0].scalar == Value(std::string(fill, 'x') + "中中"));
        CHECK(tree.items[1].scalar == Value(-12500.0));
        CHECK(tree.items[2].find("key")->scalar == Value(false));
        CHECK(tree.items[2].span.begin == text.find('{'));
    }
}

TEST_CASE("json: places in long files and long lines are right") {
    const test::TemporaryFolder folder;
    std::string lines = "[\n";
    for (int i = 0; i < 40'000; ++i) lines += "\"中文\",\n";
    CHECK(place_of(JsonInput::file(folder.write("lines.json", lines + "  x]"))) == "40002:3 expected a JSON value");
    std::string line = "[";
    for (int i = 0; i < 40'000; ++i) line += "\"中文\",";
    CHECK(place_of(JsonInput::file(folder.write("line.json", line + "  x]"))) == "1:200004 expected a JSON value");
}

TEST_CASE("json: duplicate keys are refused among few and among many") {
    CHECK(place_of(R"({"a":1,"b":{"a":1},"a":2})") == "1:20 the key 'a' occurs twice in one object");
    std::string many = "{";
    for (int i = 0; i < 100; ++i) many += fmt::format("\"k{}\":{},", i, i);
    CHECK(place_of(many + "\"z\":{\"k1\":1}}").empty());
    for (const char* key : {"k0", "k23", "k24", "k99"}) {
        CHECK_THAT(place_of(many + "\"" + key + "\":1}"), test::contains("occurs twice"));
    }
}

TEST_CASE("json: limits of depth and size") {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    CHECK(place_of(nested(64)).empty());
    CHECK(place_of(nested(65)) == "1:65 nested deeper than 64 levels");
    CHECK(place_of(std::string(1'000'000, '[')) == "1:65 nested deeper than 64 levels");
    CHECK(place_of(JsonInput::memory("[1,2]", "test"), {.bytes = 4}) == "0:0 'test' is larger than 4 bytes");
}

TEST_CASE("json: a byte order mark is passed over, other bytes are not") {
    CHECK(place_of("\xEF\xBB\xBF[]").empty());
    CHECK(place_of("\xEF\xBB\xBF") == "1:2 the file is empty");
    CHECK_FALSE(place_of("\xEF\xBB[]").empty());
    CHECK_FALSE(place_of(std::string_view("[]\0[]", 5)).empty());
    CHECK_FALSE(place_of("[\"\xED\xA0\x80\"]").empty());  // a surrogate in UTF-8
    CHECK_FALSE(place_of("[1] // remark").empty());
}

TEST_CASE("json: numbers keep apart what differs") {
    CHECK(parse_json_value("[1, 1.0, -0, -0.0, 1e2, 9007199254740993, 1e-400]") ==
          Value(List{1, 1.0, 0, -0.0, 100.0, std::int64_t{9007199254740993}, 0.0}));
    CHECK(to_json(List{1, 1.0, 1e300, 0.1}) == "[1,1.0,1e+300,0.1]");
}

TEST_CASE("json: writing gives what reading takes") {
    const std::vector<Value> values = {Value(), List{Map{{"a", List{}}}}, "\"\\/\b\f\n\r\t\x1f\x7f中\U0001F600",
                                       Map{{"", ""}}};
    for (const Value& value : values) CHECK(parse_json_value(to_json(value)) == value);
    CHECK_THROWS_AS(to_json(Value(NodeId(1))), Error);
}

TEST_CASE("json: a missing file and a folder are faults of the system") {
    const test::TemporaryFolder folder;
    for (const std::string& path : {folder / "missing", folder.path().string()}) {
        try {
            read_json_tree(JsonInput::file(path));
            FAIL_CHECK("it was read");
        } catch (const Error& error) {
            CHECK(error.code() == ErrorCode::kIo);
            CHECK_THAT(error.what(), test::contains(path));
        }
    }
}
