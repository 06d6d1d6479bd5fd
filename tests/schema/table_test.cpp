#include "schema/text/table.h"

#include <sstream>

#include "schema/text/text.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;

TEST_CASE("table: columns are as wide as their cells, Han characters two columns") {
    Table table({{"name"}, {"count", Table::Align::kRight}});
    table.add_row({"中文", "7"});
    table.add_row({"abc", "1204"});
    CHECK(table.render() ==
          "name  count\n"
          "────  ─────\n"
          "中文      7\n"
          "abc    1204\n");
}

TEST_CASE("table: too wide a table is cut where it is widest") {
    Table table({{"id"}, {"title"}});
    table.add_row({"short", std::string(60, 'x')});
    CHECK(table.render(20) ==
          "id     title\n"
          "─────  ─────────────\n"
          "short  xxxxxxxxxxxx…\n");
}

TEST_CASE("table: a column that wraps breaks at blanks") {
    Table table({{"id"}, {"text", Table::Align::kLeft, true}});
    table.add_row({"a", "one two three four five six seven eight"});
    CHECK(table.render(28) ==
          "id  text\n"
          "──  ────────────────────────\n"
          "a   one two three four five\n"
          "    six seven eight\n");
}

TEST_CASE("table: no line is wider than asked for, whatever the cells") {
    Table table({{"a"}, {"b", Table::Align::kLeft, true}, {"c", Table::Align::kRight}});
    table.add_row({"中文中文中文中文中文中文", "没有空格的很长的中文句子没有空格的很长的中文句子", "line\nbreak\t"});
    table.add_row({"", "", ""});
    for (std::size_t width = 50; width < 90; ++width) {
        std::istringstream lines(table.render(width));
        for (std::string line; std::getline(lines, line);) CHECK(display_width(line) <= width);
    }
}
