#include "schema/error.h"

#include "tests/support/catch.h"

using namespace mirrorgraph;

TEST_CASE("error: shows line, column and a caret under the fault") {
    const std::string text = "one\nMATCH (a)-[:MIRORS]->(b)\n";
    Error error(ErrorCode::kSemantic, "unknown relationship type 'MIRORS'", "use MIRRORS");
    error.at("", text, {16, 22});
    CHECK(error.render() ==
          "2:13: unknown relationship type 'MIRORS'\n"
          "  MATCH (a)-[:MIRORS]->(b)\n"
          "              ^^^^^^\n"
          "use MIRRORS");
}

TEST_CASE("error: columns count characters, carets count columns") {
    Error error(ErrorCode::kInvalidData, "bad");
    error.at("f.json", "中文x", {6, 7});
    CHECK(error.column() == 3);
    CHECK(error.render() == "f.json:1:3: bad\n  中文x\n      ^");
}

TEST_CASE("error: bytes that are no UTF-8 and controls are shown as signs, with the caret in its place") {
    Error error(ErrorCode::kInvalidData, "bad");
    error.at("", "a\xff\x1b\xe4\xb8 b!", {7, 8});
    CHECK(error.render() == "1:7: bad\n  a\uFFFD \uFFFD\uFFFD b!\n         ^");
}
