#include "ingest/rules/checked_rules.h"

#include <cstdlib>
#include <filesystem>

#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

TEST_CASE("checked rules: remembers what passed, by content, and does without a folder to remember it in") {
    const test::TemporaryFolder folder;
    const char* const before = std::getenv("XDG_CACHE_HOME");
    const std::string kept = before == nullptr ? "" : before;
    setenv("XDG_CACHE_HOME", (folder.path() / "cache").c_str(), 1);
    CHECK_FALSE(CheckedRules({"rules", "words"}).has_passed());
    CheckedRules({"rules", "words"}).note_passed();
    CHECK(CheckedRules({"rules", "words"}).has_passed());
    CHECK_FALSE(CheckedRules({"rules", "word"}).has_passed());
    CHECK_FALSE(CheckedRules({"rulesw", "ords"}).has_passed());

    folder.write("file", "in the way");
    setenv("XDG_CACHE_HOME", (folder.path() / "file").c_str(), 1);
    CheckedRules({"rules"}).note_passed();
    CHECK_FALSE(CheckedRules({"rules"}).has_passed());
    before == nullptr ? unsetenv("XDG_CACHE_HOME") : setenv("XDG_CACHE_HOME", kept.c_str(), 1);
}
