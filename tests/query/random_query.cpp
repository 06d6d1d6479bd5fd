#include "tests/query/random_query.h"

#include <fmt/core.h>

#include <array>

namespace mirrorgraph::test {

namespace {

constexpr std::array kLabels{"", "", ":A", ":B", ":A|B", ":A&B", ":!A", ":%"};
constexpr std::array kTypes{"", ":R", ":S", ":R|S", ":!R"};
constexpr std::array kQuantifiers{"", "", "", "", "+", "*", "{2}", "{1,3}", "{0,2}", "?"};
constexpr std::array kModes{"", "", "", "TRAIL ", "SIMPLE ", "ACYCLIC ", "WALK "};
constexpr std::array kSelectors{"", "", "", "", "ANY ", "ANY SHORTEST ", "ALL SHORTEST ", "SHORTEST 2 "};
constexpr std::array kOperators{" + ",  " - ",   " * ",  " / ",   " % ",  " = ",           " <> ",       " < ",
                                " >= ", " AND ", " OR ", " XOR ", " IN ", " STARTS WITH ", " CONTAINS ", " ^ "};
constexpr std::array kFunctions{"size",    "toString", "toInteger",  "abs",   "head",      "last",
                                "keys",    "labels",   "type",       "nodes", "length",    "tail",
                                "reverse", "coalesce", "properties", "id",    "toUpper",   "sqrt",
                                "date",    "sign",     "exists",     "trim",  "startNode", "range"};
constexpr std::array kAtoms{"0",
                            "1",
                            "-3",
                            "2.5",
                            "'x'",
                            "''",
                            "true",
                            "null",
                            "[1, 2]",
                            "[]",
                            "{a: 1}",
                            "$p",
                            "date('2024-02-29')",
                            "duration('P1M')",
                            "9223372036854775807"};

}  // namespace

const char* const kRandomQueryWorld = R"(
    CREATE (a:A {x: 1, name: 'x'}), (b:B {x: 2}), (c:A:B {x: 3, tags: ['p', 'q']}), (d {x: 1.5}), (e:A),
           (a)-[:R {w: 1}]->(b), (b)-[:R {w: 2}]->(c), (c)-[:S]->(a), (a)-[:S]->(d), (d)-[:R]->(d), (a)-[:R]->(b)
)";

std::size_t RandomQuery::below(std::size_t end) { return at_ < bytes_.size() ? bytes_[at_++] % end : 0; }

std::string RandomQuery::variable() { return fmt::format("{}{}", "nrv"[below(3)], below(4)); }

std::string RandomQuery::atom() {
    switch (below(4)) {
        case 0: return variable();
        case 1: return variable() + "." + (one_in(2) ? "x" : "name");
        default: return kAtoms[below(kAtoms.size())];
    }
}

std::string RandomQuery::expression(int depth) {
    if (depth == 0) return atom();
    const auto inner = [&] { return expression(depth - 1); };
    switch (below(15)) {
        case 0:
        case 1: return fmt::format("({}{}{})", inner(), kOperators[below(kOperators.size())], inner());
        case 2: return fmt::format("{}({})", kFunctions[below(kFunctions.size())], inner());
        case 3: return fmt::format("NOT ({})", inner());
        case 4: return fmt::format("[v9 IN {} WHERE {} | {}]", inner(), inner(), inner());
        case 5: return fmt::format("CASE WHEN {} THEN {} ELSE {} END", inner(), inner(), inner());
        case 6: return fmt::format("any(v9 IN {} WHERE {})", inner(), inner());
        case 7: return fmt::format("EXISTS {{ MATCH {} WHERE {} }}", path(), inner());
        case 8: return fmt::format("({}) IS NULL", inner());
        case 9: return fmt::format("({})[{}]", inner(), inner());
        case 10: return fmt::format("[{}, {}]", inner(), inner());
        case 11: return fmt::format("{} {{.x, {}k: {}}}", variable(), one_in(2) ? ".*, " : "", inner());
        case 12: return fmt::format("COLLECT {{ MATCH {} RETURN {} AS v8 }}", path(), inner());
        case 13: return fmt::format("COUNT {{ MATCH {} WITH count(*) AS v8 WHERE {} RETURN v8 }}", path(), inner());
        default: return atom();
    }
}

std::string RandomQuery::node() {
    const std::string name = one_in(3) ? "" : fmt::format("n{}", below(4));
    const char* const properties = one_in(6) ? " {x: 1}" : "";
    return fmt::format("({}{}{})", name, kLabels[below(kLabels.size())], properties);
}

std::string RandomQuery::relationship() {
    const std::string name = one_in(3) ? fmt::format("r{}", below(4)) : "";
    const std::string inside = name + kTypes[below(kTypes.size())];
    const std::string quantifier = kQuantifiers[below(kQuantifiers.size())];
    switch (below(3)) {
        case 0: return "-[" + inside + "]->" + quantifier;
        case 1: return "<-[" + inside + "]-" + quantifier;
        default: return "-[" + inside + "]-" + quantifier;
    }
}

std::string RandomQuery::path() {
    std::string text = node();
    for (std::size_t i = below(4); i > 0; --i) text += relationship() + node();
    return text;
}

std::string RandomQuery::clause() {
    const auto where = [&] { return one_in(2) ? " WHERE " + expression(2) : std::string(); };
    switch (below(10)) {
        case 8:
            return fmt::format("CALL (*) {{ MATCH {}{} RETURN {} AS v{} }}", path(), where(), expression(2), below(4));
        case 9: {
            const std::string name = fmt::format("v{}", below(4));
            return fmt::format("CALL {{ WITH * UNWIND {} AS v7 RETURN v7 AS {} UNION ALL MATCH {} RETURN 1 AS {} }}",
                               expression(1), name, path(), name);
        }
        case 0: return fmt::format("OPTIONAL MATCH {}{}", path(), where());
        case 1: return fmt::format("UNWIND {} AS v{}", expression(2), below(4));
        case 2: return fmt::format("WITH *, {} AS v{}{}", expression(2), below(4), where());
        case 3: return fmt::format("MATCH {}, {}{}", path(), path(), where());
        case 4:
            return fmt::format("MATCH v{} = {}{}{}{}", below(4), kSelectors[below(kSelectors.size())],
                               kModes[below(kModes.size())], path(), where());
        default: return fmt::format("MATCH {}{}", path(), where());
    }
}

std::string RandomQuery::clauses() {
    std::string text = clause();
    for (std::size_t i = below(3); i > 0; --i) text += " " + clause();
    return text;
}

}  // namespace mirrorgraph::test
