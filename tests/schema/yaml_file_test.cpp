#include "schema/files/yaml_file.h"

#include <string>

#include "tests/support/catch.h"

using namespace mirrorgraph;

namespace {

// The tree on one line: "scalar", [sequence], {key: value}, each scalar with the bytes that it stands in.
std::string print(const YamlNode& node) {
    std::string out;
    if (node.is_sequence()) {
        for (const YamlNode& item : node.items) out += (out.empty() ? "" : " ") + print(item);
        return "[" + out + "]";
    }
    if (node.is_map()) {
        for (const auto& [key, value] : node.entries) {
            out += (out.empty() ? "" : " ") + print(key) + ": " + print(value);
        }
        return "{" + out + "}";
    }
    if (node.is_null()) return "null";
    return node.text + "@" + std::to_string(node.span.begin) + "-" + std::to_string(node.span.end);
}

std::string read(const std::string& text) {
    const std::string path = "f";
    try {
        return print(YamlFile(path, text, "remedy").root());
    } catch (const Error& error) {
        return error.render();
    }
}

}  // namespace

TEST_CASE("yaml: a file is a tree whose nodes know their bytes") {
    struct Case {
        const char* text;
        const char* tree;
    };
    const Case cases[] = {
        {"", "null"},
        {"# nothing\n", "null"},
        {"a: 1\nb:\n", "{a@0-1: 1@3-4 b@5-6: null}"},
        {"a: [x, 'y', \"\"]\n", "{a@0-1: [x@4-5 y@7-10 @12-14]}"},
        {"- a: '~'\n- ~\n", "[{a@2-3: ~@5-8} null]"},
        {"\xE5\x9B\xBD: '\xE6\xA0\x87'\r\nb: c\r\n", "{\xE5\x9B\xBD@0-3: \xE6\xA0\x87@5-10 b@12-13: c@15-16}"},
        {"\xEF\xBB\xBF"
         "a: b",
         "{a@3-4: b@6-7}"},
        {"a: |\n  one\n  two\n", "{a@0-1: one\ntwo\n@3-17}"},
    };
    for (const Case& it : cases) {
        INFO(it.text);
        CHECK(read(it.text) == it.tree);
    }
}

TEST_CASE("yaml: what cannot be read is shown at its place") {
    CHECK_THAT(read("a: [1\nb: 2\n"), test::contains("f:2:") && test::contains("remedy"));
    CHECK_THAT(read("a: &x 1\n"), test::contains("f:1:4: an anchor is not read\n  a: &x 1\n     ^\n"));
    CHECK_THAT(read("a: *x\n"), test::contains("f:1:4: an alias is not read"));
    CHECK_THAT(read("a: 1\n---\nb: 2\n"), test::contains("f:2:1: a second document begins"));
    CHECK_THAT(read("a: \xC3\x28\n"), test::contains("f:1:4: not UTF-8"));
    CHECK_THAT(read("\xE5\x9B\xBD: \x01\n"), test::contains("f:1:4: ") && test::contains("remedy"));
    CHECK_THAT(read(std::string(100, '[')), test::contains("f:1:66: more than 64 levels stand in each other"));
    CHECK_THAT(read(std::string(kMaxYamlBytes + 1, '#')), test::contains("f: more than 4 MB"));
}

TEST_CASE("yaml: plain words are numbers and truth values, quoted ones are texts") {
    const std::string path = "f";
    const YamlFile file(path, "[0.5, '0.5', 1e400, 5x, true, 'true', yes]", "");
    const auto& items = file.root().items;
    CHECK(items[0].number() == 0.5);
    for (const std::size_t i : {1, 2, 3, 4}) CHECK(!items[i].number());
    CHECK(items[4].boolean() == true);
    for (const std::size_t i : {0, 5, 6}) CHECK(!items[i].boolean());
}

TEST_CASE("yaml: a map has the keys that it may have, each once") {
    const auto check = [](const std::string& text) {
        const std::string path = "f";
        const YamlFile file(path, text, "");
        try {
            file.check_keys(file.root(), {"port", "host"}, "a server");
        } catch (const Error& error) {
            return error.render();
        }
        return std::string("fine");
    };
    CHECK(check("{port: 1, host: 2}") == "fine");
    CHECK_THAT(check("{prot: 1}"),
               test::contains("f:1:2: a server has no key 'prot'; did you mean 'port'?\n  {prot: 1}\n"
                              "   ^^^^\n") &&
                   test::contains("keys are port, host"));
    CHECK_THAT(check("{port: 1, port: 2}"), test::contains("f:1:11: the key 'port' stands twice"));
    CHECK_THAT(check("{[a]: 1}"), test::contains("f:1:2: a key must be a text"));
    CHECK_THAT(check("[]"), test::contains("f:1:1: a server must be a map of keys and values"));
}
