#include "ingest/rules/sentence/table_columns.h"

#include "ingest/rules/notation/example.h"
#include "tests/support/catch.h"

using namespace mirrorgraph::ingest;

namespace {

std::vector<TableColumn> columns(const std::vector<std::string>& headers) {
    std::vector<TableColumn> all;
    for (const std::string& header : headers) {
        all.push_back({header, *label_bit("Standard"), Pattern::compile(header, {}), std::nullopt});
    }
    return all;
}

// "number: A; replaces: B, C" of the second row; the cells of the row are dropped when `unsure`.
std::string read(const std::string& table, const std::vector<std::string>& headers, bool unsure) {
    Extraction text = read_example(table);
    if (unsure) text.document.blocks[1].cells.clear();
    const std::vector<TableColumn> wanted = columns(headers);
    const auto plan = TableColumns::find(TableColumns::mask_header(text.document, text.document.blocks[0]), wanted);
    if (!plan) return "no such columns";
    const MentionIndex index(text.mentions, false);
    std::string out;
    const auto found = plan->read(text.document.blocks[1], text.mentions, index);
    for (std::size_t i = 0; i < found.size(); ++i) {
        out += (i > 0 ? "; " : "") + headers[i] + ":";
        for (const std::size_t mention : found[i]) out += " " + text.mentions[mention].name;
    }
    return out;
}

}  // namespace

TEST_CASE("table columns: a cell's mentions stand in the column of its header") {
    const std::string table =
        "| No | Standard number | Title | Replaces |\n"
        "| 1 | {Standard:A} | like {Standard:X} | {Standard:B}, {Standard:C} |\n";
    CHECK(read(table, {"number", "replaces"}, false) == "number: A; replaces: B C");
    CHECK(read(table, {"replaces", "number"}, false) == "replaces: B C; number: A");
    CHECK(read(table, {"number", "drafter"}, false) == "no such columns");
}

TEST_CASE("table columns: where cells are unsure, mentions go to the columns in order") {
    const std::string table =
        "| No | Standard number | Title | Replaces |\n"
        "| 1 | {Standard:A} | | {Standard:B}, {Standard:C} |\n";
    CHECK(read(table, {"number", "replaces"}, true) == "number: A; replaces: B C");
    CHECK(read(table, {"number"}, true) == "number: A");
}

TEST_CASE("table columns: one header is one column") {
    CHECK(read("| Standard | Adopted standard |\n| {Standard:A} | {Standard:B} |\n", {"standard", "adopted"}, false) ==
          "standard: A; adopted: B");
}
