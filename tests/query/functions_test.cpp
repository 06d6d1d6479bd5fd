#include "query/functions/registry.h"

#include <fstream>
#include <limits>
#include <random>
#include <set>

#include "query/functions/operators.h"
#include "query/functions/static_type.h"
#include "query/query_error.h"
#include "query/syntax/parser.h"
#include "tests/query/expression_evaluator.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;
using mirrorgraph::test::evaluate;

namespace {

struct ExpressionCase {
    std::string place;
    std::string expression;
    std::string expected;  // an expression, or "error DETAIL"
};

// Lines of "expression TAB expected"; '#' begins a comment line.
std::vector<ExpressionCase> read_cases(const std::string& name) {
    std::ifstream in(test::source_path("tests/cases/query/functions/" + name));
    REQUIRE(in);
    std::vector<ExpressionCase> cases;
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (line.empty() || line[0] == '#') continue;
        const std::size_t tab = line.find('\t');
        REQUIRE(tab != std::string::npos);
        cases.push_back(
            {name + ":" + std::to_string(number), line.substr(0, tab), line.substr(line.find_first_not_of('\t', tab))});
    }
    return cases;
}

std::string outcome(const std::string& expression) {
    try {
        return to_literal(evaluate(expression));
    } catch (const QueryError& error) {
        return "error " + std::string(error.detail());
    } catch (const Error& error) {
        return std::string("failure: ") + error.what();
    }
}

void check_table(const std::string& name) {
    for (const ExpressionCase& entry : read_cases(name)) {
        INFO(entry.place << ": " << entry.expression);
        const bool fails = entry.expected.starts_with("error ");
        CHECK(outcome(entry.expression) == (fails ? entry.expected : to_literal(evaluate(entry.expected))));
    }
}

// (0:A:B {name: 'x'})-[0:T {since: 1}]->(1)
class TwoNodes : public ElementAccess {
  public:
    std::string element_id(NodeId node) const override { return "n" + std::to_string(node.value); }
    std::string element_id(RelationshipId relationship) const override {
        return "r" + std::to_string(relationship.value);
    }
    std::vector<std::string> labels(NodeId node) const override {
        return node.value == 0 ? std::vector<std::string>{"A", "B"} : std::vector<std::string>{};
    }
    bool has_label(NodeId node, std::string_view label) const override {
        return node.value == 0 && (label == "A" || label == "B");
    }
    std::string type(RelationshipId) const override { return "T"; }
    NodeId source(RelationshipId) const override { return NodeId(0u); }
    NodeId target(RelationshipId) const override { return NodeId(1u); }
    Value property(NodeId node, std::string_view key) const override { return find(properties(node), key); }
    Value property(RelationshipId relationship, std::string_view key) const override {
        return find(properties(relationship), key);
    }
    Map properties(NodeId node) const override { return node.value == 0 ? Map{{"name", "x"}} : Map{}; }
    Map properties(RelationshipId) const override { return {{"since", 1}}; }

  private:
    static Value find(const Map& map, std::string_view key) {
        const auto at = map.find(key);
        return at == map.end() ? Value() : at->second;
    }
};

const std::map<std::string, Value> kElements = {{"a", NodeId(0u)},
                                                {"b", NodeId(1u)},
                                                {"r", RelationshipId(0u)},
                                                {"p", Path{{NodeId(0u), NodeId(1u)}, {RelationshipId(0u)}}}};

// Values at the edges of their types, and texts that nearly mean something.
std::vector<Value> edge_values() {
    constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
    constexpr auto kGreatest = std::numeric_limits<std::int64_t>::max();
    std::vector<Value> values = {Value(),
                                 true,
                                 0,
                                 1,
                                 -1,
                                 59,
                                 2020,
                                 kLeast,
                                 kGreatest,
                                 0.5,
                                 -0.0,
                                 1e300,
                                 std::numeric_limits<double>::quiet_NaN(),
                                 std::numeric_limits<double>::infinity(),
                                 "",
                                 "a",
                                 "\xff\xfe",
                                 "2020-13-01",
                                 "P1Y",
                                 "PT99999999999999999999S",
                                 "Z",
                                 "+18:01",
                                 "Europe/Stockholm",
                                 "week",
                                 "decade",
                                 "millisecond",
                                 "9999999999999999999",
                                 "UP",
                                 List{},
                                 List{1, Value(), "a"},
                                 Map{},
                                 Map{{"year", kGreatest}},
                                 Map{{"year", 2020}},
                                 Map{{"hour", 23}, {"timezone", "Asia/Shanghai"}},
                                 Map{{"days", kLeast}},
                                 Map{{"months", 1e18}},
                                 Map{{"epochMillis", kLeast}},
                                 Map{{"week", 53}}};
    for (const char* text : {"date('-999999999-01-01')", "date('+999999999-12-31')", "localtime('23:59:59.999999999')",
                             "time('00:00-18:00')", "localdatetime('-999999999-01-01T00:00')",
                             "datetime('+999999999-12-31T23:59:59.999999999-18:00')",
                             "datetime('-999999999-01-01T00:00[Europe/Stockholm]')",
                             "datetime('+999999999-12-31T00:00[America/New_York]')",
                             "duration({seconds: 9223372036854775807, months: -9223372036854775807})"}) {
        values.push_back(evaluate(text));
    }
    values.emplace_back(Date{2020, 0, 0});
    for (const auto& [name, element] : kElements) values.push_back(element);
    return values;
}

Value aggregate(const char* name, const std::vector<Value>& values, bool distinct = false) {
    const auto accumulator = find_aggregate(name)->accumulator(distinct);
    for (const Value& value : values) accumulator->add({&value, 1});
    return accumulator->result();
}

}  // namespace

TEST_CASE("functions: text tables") { check_table("strings.tsv"); }
TEST_CASE("functions: number tables") { check_table("numbers.tsv"); }
TEST_CASE("functions: list and conversion tables") { check_table("lists.tsv"); }
TEST_CASE("functions: temporal construction tables") { check_table("temporal_construct.tsv"); }
TEST_CASE("functions: temporal arithmetic tables") { check_table("temporal_math.tsv"); }
TEST_CASE("functions: temporal truncation tables") { check_table("temporal_truncate.tsv"); }
TEST_CASE("operators: logic, equality and comparison tables") { check_table("comparison.tsv"); }
TEST_CASE("operators: arithmetic and access tables") { check_table("operators.tsv"); }

TEST_CASE("registry: names are found without regard to case, and once") {
    CHECK(find_function("TOUPPER") == find_function("toUpper"));
    CHECK(find_function("Duration.Between") != nullptr);
    CHECK(find_aggregate("PERCENTILEDISC") != nullptr);
    CHECK(find_function("count") == nullptr);
    CHECK(find_function("") == nullptr);
    const std::set<std::string> names(function_names().begin(), function_names().end());
    CHECK(names.size() == function_names().size());
    CHECK_THROWS_WITH(throw_unknown_function("toUper"), mirrorgraph::test::contains("toUpper"));
}

TEST_CASE("registry: every function refuses arguments outside its signature, and null gives null") {
    EvaluationContext context = make_evaluation_context(nullptr);
    for (const std::string& name : function_names()) {
        const ScalarFunction* function = find_function(name);
        if (function == nullptr) continue;
        INFO(name);
        CHECK(function->implementation != nullptr);
        CHECK(function->signature.min_arguments <= function->signature.max_arguments);
        const std::vector<Value> nulls(function->signature.min_arguments);
        if (function->null_if_any_null && !nulls.empty()) CHECK(function->evaluate(context, nulls).is_null());
        if (nulls.empty() || function->signature.parameter(0).may_be(Value::Type::kBoolean)) continue;
        std::vector<Value> wrong(function->signature.min_arguments, Value(true));
        CHECK_THROWS_AS(function->evaluate(context, wrong), QueryError);
    }
}

TEST_CASE("registry: edge values give a value or a query's error, never anything else") {
    const TwoNodes graph;
    EvaluationContext context = make_evaluation_context(&graph);
    context.largest_value = 1000;
    const std::vector<Value> values = edge_values();
    std::mt19937_64 random(23);
    for (const std::string& name : function_names()) {
        const ScalarFunction* function = find_function(name);
        if (function == nullptr) continue;
        const std::size_t most = std::min<std::size_t>(function->signature.max_arguments, 3);
        for (int i = 0; i < 1000; ++i) {
            const std::size_t least = function->signature.min_arguments;
            std::vector<Value> arguments(least + random() % (most - least + 1));
            for (Value& argument : arguments) argument = values[random() % values.size()];
            try {
                function->evaluate(context, arguments);
            } catch (const QueryError& error) {
                REQUIRE(error.code() != ErrorCode::kSemantic);
            }
        }
    }
}

TEST_CASE("operators: edge values give a value or a query's error, never anything else") {
    const TwoNodes graph;
    const EvaluationContext context = make_evaluation_context(&graph);
    const auto attempt = [](const auto& operation) {
        try {
            operation();
        } catch (const QueryError& error) {
            REQUIRE(error.code() == ErrorCode::kRuntime);
        }
    };
    for (const Value& a : edge_values()) {
        for (const Value& b : edge_values()) {
            attempt([&] { add(context, a, b); });
            attempt([&] { subtract(a, b); });
            attempt([&] { multiply(a, b); });
            attempt([&] { divide(a, b); });
            attempt([&] { modulo(a, b); });
            attempt([&] { power(a, b); });
            attempt([&] { subscript(context, a, b); });
            attempt([&] { slice(a, b, std::nullopt); });
            attempt([&] { in_list(a, b); });
            attempt([&] { matches(a, b); });
            attempt([&] { compare(Comparison::kLess, a, b); });
        }
        attempt([&] { negate(a); });
        attempt([&] { property(context, a, "year"); });
    }
}

TEST_CASE("functions: nodes, relationships and paths") {
    const TwoNodes graph;
    EvaluationContext context = make_evaluation_context(&graph);
    const auto value = [&](const char* text) { return evaluate(context, parse_expression(text), kElements); };
    CHECK(value("labels(a)") == Value(List{"A", "B"}));
    CHECK(value("type(r)") == Value("T"));
    CHECK(value("[id(a), id(b), id(r)]") == Value(List{0, 1, 0}));
    CHECK(value("[elementId(b), elementId(r)]") == Value(List{"n1", "r0"}));
    CHECK(value("[startNode(r), endNode(r)]") == Value(List{NodeId(0u), NodeId(1u)}));
    CHECK(value("nodes(p)") == Value(List{NodeId(0u), NodeId(1u)}));
    CHECK(value("relationships(p)") == Value(List{RelationshipId(0u)}));
    CHECK(value("length(p)") == Value(1));
    CHECK(value("keys(a) + keys(r)") == Value(List{"name", "since"}));
    CHECK(value("properties(a)") == Value(Map{{"name", "x"}}));
    CHECK(value("a.name + a['name']") == Value("xx"));
    CHECK(value("b.name").is_null());
    CHECK(has_label(context, NodeId(0u), "B") == true);
    CHECK(has_label(context, Value(), "B") == std::nullopt);
    CHECK_THROWS_AS(value("type(a)"), QueryError);
    CHECK_THROWS_AS(value("length(a)"), QueryError);
}

TEST_CASE("static types: sets of types, elements of lists") {
    const StaticType number = StaticType::number();
    CHECK(to_string(number) == "INTEGER or FLOAT");
    CHECK(to_string(StaticType::list_of(Value::Type::kNode)) == "LIST OF NODE");
    CHECK(to_string(StaticType::any()) == "ANY");
    CHECK(to_string(StaticType()) == "NULL");
    CHECK(number.may_be(StaticType(Value::Type::kFloat)));
    CHECK_FALSE(number.may_be(StaticType(Value::Type::kString)));
    CHECK(StaticType().may_be(number));
    CHECK(StaticType::list_of(number).element() == number);
    CHECK(StaticType(Value::Type::kList).element() == StaticType::any());
    CHECK(to_string(find_function("duration")->signature.parameter(0)) == "STRING or MAP or DURATION");
    const std::vector<StaticType> list = {StaticType::list_of(number)};
    CHECK(find_function("head")->signature.result_type(list) == number);
    CHECK(find_function("tail")->signature.result_type(list) == list[0]);
    CHECK(find_aggregate("collect")->signature.result_type({&list[0], 1}).element().is(Value::Type::kList));
}

TEST_CASE("limits: values that grow too large are refused") {
    EvaluationContext context;
    context.largest_value = 1000;
    const auto fails = [&](const char* text) {
        try {
            evaluate(context, parse_expression(text));
        } catch (const QueryError& error) {
            return error.code() == ErrorCode::kLimit;
        }
        return false;
    };
    CHECK(fails("range(1, 1001)"));
    CHECK(fails("range(-9223372036854775808, 9223372036854775807)"));
    CHECK(fails("range(1, 1000) + 1"));
    CHECK(fails("replace(replace('aaaaaaaaaa', 'a', 'aaaaaaaaaa'), 'a', 'aaaaaaaaaaa')"));
    CHECK_FALSE(fails("range(1, 1000)"));
}

TEST_CASE("clocks: statement and transaction stand still, zones move them") {
    CHECK(evaluate("toString(datetime())").as_string() == "2020-02-29T12:31:14.645876123Z");
    CHECK(evaluate("toString(datetime({timezone: 'Europe/Stockholm'}))").as_string() ==
          "2020-02-29T13:31:14.645876123+01:00[Europe/Stockholm]");
    CHECK(evaluate("toString(time.transaction('-05:00'))").as_string() == "07:31:14.645876123-05:00");
    CHECK(evaluate("toString(date.statement('Pacific/Auckland'))").as_string() == "2020-03-01");
    CHECK(evaluate("timestamp()").as_integer() == 1582979474645);
    CHECK(evaluate("datetime.realtime() > datetime()").as_boolean());
    CHECK(evaluate("duration.inSeconds(date(), date()) = duration('PT0S')").as_boolean());
}

TEST_CASE("chance: rand stays in [0, 1), UUIDs have their form") {
    for (int i = 0; i < 100; ++i) CHECK(evaluate("0 <= rand() < 1").as_boolean());
    CHECK(
        evaluate("randomUUID() =~ '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'").as_boolean());
}

TEST_CASE("aggregates: values and nothing") {
    CHECK(aggregate("count", {1, Value(), "a"}) == Value(2));
    CHECK(aggregate("sum", {1, Value(), 2}) == Value(3));
    CHECK(aggregate("sum", {1, 2.5}) == Value(3.5));
    CHECK(aggregate("sum", {}) == Value(0));
    CHECK(aggregate("sum", {evaluate("duration('P1D')"), evaluate("duration('PT2H')")}) ==
          evaluate("duration('P1DT2H')"));
    CHECK(aggregate("avg", {1, 2}) == Value(1.5));
    CHECK(aggregate("avg", {Value()}).is_null());
    CHECK(aggregate("avg", {evaluate("duration('P1D')"), evaluate("duration('P2D')")}) ==
          evaluate("duration('P1DT12H')"));
    CHECK(aggregate("min", {1, "a", Value(), List{1, 2}, 0.2, "b"}) == Value(List{1, 2}));
    CHECK(aggregate("max", {1, "a", Value(), List{1, 2}, 0.2, "b"}) == Value(1));
    CHECK(aggregate("min", {}).is_null());
    CHECK(aggregate("collect", {1, Value(), 1.0}) == Value(List{1, 1.0}));
    CHECK(aggregate("collect", {1, Value(), 1.0, 1}, true) == Value(List{1}));
    CHECK(aggregate("count", {1, 1.0, Value(), "1"}, true) == Value(2));
    CHECK(aggregate("stDev", {2, 4, 4, 4, 5, 5, 7, 9}).as_float() == Approx(2.138089935299395));
    CHECK(aggregate("stDevP", {2, 4, 4, 4, 5, 5, 7, 9}).as_float() == Approx(2.0));
    CHECK(aggregate("stDev", {1}) == Value(0.0));
    CHECK_THROWS_AS(aggregate("sum", {"a"}), QueryError);
    CHECK_THROWS_AS(aggregate("sum", {1, evaluate("duration('P1D')")}), QueryError);
    CHECK_THROWS_AS(aggregate("sum", {std::numeric_limits<std::int64_t>::max(), 1}), QueryError);
}

TEST_CASE("aggregates: percentiles") {
    const auto percentile = [](const char* name, const std::vector<double>& values, const Value& share) {
        const auto accumulator = find_aggregate(name)->accumulator(false);
        for (double value : values) accumulator->add(std::vector<Value>{value, share});
        return accumulator->result();
    };
    const std::vector<double> prices = {30, 10, 20};
    CHECK(percentile("percentileDisc", prices, 0.0) == Value(10.0));
    CHECK(percentile("percentileDisc", prices, 0.5) == Value(20.0));
    CHECK(percentile("percentileDisc", prices, 1) == Value(30.0));
    CHECK(percentile("percentileCont", prices, 0.25) == Value(15.0));
    CHECK(percentile("percentileCont", prices, 1.0) == Value(30.0));
    CHECK(percentile("percentileCont", {}, 1.0).is_null());
    for (const char* name : {"percentileDisc", "percentileCont"}) {
        for (double share : {1000.0, -1.0, 1.1}) CHECK_THROWS_AS(percentile(name, prices, share), QueryError);
    }
}

TEST_CASE("aggregates: merging and multiplicity are the same as adding one by one") {
    std::mt19937_64 random(3);
    for (const std::string& name : function_names()) {
        const AggregateFunction* function = find_aggregate(name);
        if (function == nullptr) continue;
        for (const bool distinct : {false, true}) {
            const auto one_by_one = function->accumulator(distinct);
            const auto first = function->accumulator(distinct);
            const auto second = function->accumulator(distinct);
            for (int i = 0; i < 60; ++i) {
                const Value number = random() % 7 == 0 ? Value() : Value(static_cast<int>(random() % 20));
                std::vector<Value> arguments = {number};
                if (function->signature.min_arguments == 2) arguments.emplace_back(0.4);
                const std::uint64_t times = random() % 3 + 1;
                for (std::uint64_t k = 0; k < times; ++k) one_by_one->add(arguments);
                (i < 30 ? first : second)->add(arguments, times);
            }
            first->merge(*second);
            INFO(name);
            const Value expected = one_by_one->result();
            const Value merged = first->result();
            if (expected.is_float()) {
                CHECK(merged.as_float() == Approx(expected.as_float()));
            } else {
                CHECK(merged == expected);
            }
        }
    }
}
