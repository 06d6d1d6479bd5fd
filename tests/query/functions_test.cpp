#include "query/functions/registry.h"

#include <fstream>
#include <set>

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
    CHECK_THROWS_WITH(throw_unknown_function("toUper"), Catch::Contains("toUpper"));
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
