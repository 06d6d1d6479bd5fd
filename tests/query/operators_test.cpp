#include "query/functions/operators.h"

#include <algorithm>
#include <limits>
#include <random>

#include "schema/temporal/temporal_math.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;

namespace {

// Values of every type, from small ranges so that equal ones, and neighbours, meet often.
class ValueSource {
  public:
    explicit ValueSource(std::uint64_t seed) : random_(seed) {}

    Value next(int depth = 2) {
        switch (pick(depth > 0 ? 16 : 14)) {
            case 0: return {};
            case 1: return pick(2) == 1;
            case 2: return pick(4);
            case 3: return Value(pick(4) / 2.0);
            case 4: return edge();
            case 5: return std::string(1, static_cast<char>('a' + pick(3)));
            case 6: return date();
            case 7: return LocalTime{pick(3) * kNanosPerSecond};
            case 8: return Time{{pick(3) * 3600 * kNanosPerSecond}, pick(3) * 3600};
            case 9: return LocalDateTime{{2020, 1, static_cast<std::uint8_t>(1 + pick(2))}, {pick(2)}};
            case 10: return *at_offset({pick(3) * 3600, 0}, pick(3) * 3600);
            case 11: return Duration{pick(2), pick(2) * 30, pick(2) * 37800, pick(2)};
            case 12: return NodeId(static_cast<std::size_t>(pick(3)));
            case 13: return path();
            case 14: return list(depth);
            default: return map(depth);
        }
    }

  private:
    int pick(int count) { return static_cast<int>(random_() % static_cast<std::uint64_t>(count)); }

    Value edge() {
        const Value values[] = {std::numeric_limits<double>::quiet_NaN(),
                                std::numeric_limits<double>::infinity(),
                                -std::numeric_limits<double>::infinity(),
                                std::numeric_limits<std::int64_t>::max(),
                                9223372036854775808.0,
                                std::int64_t{9007199254740993},
                                9007199254740992.0,
                                -0.0};
        return values[pick(8)];
    }
    Value date() {
        const Date values[] = {{2021, 0, 0}, {2021, 6, 0}, {2021, 6, 17}, {2021, 7, 0}, {2022, 0, 0}};
        return values[pick(5)];
    }
    Value path() {
        const NodeId node(static_cast<std::size_t>(pick(2)));
        return Path{{node, NodeId(1u)}, {RelationshipId(static_cast<std::size_t>(pick(2)))}};
    }
    Value list(int depth) {
        List out;
        for (int i = pick(3); i > 0; --i) out.push_back(next(depth - 1));
        return out;
    }
    Value map(int depth) {
        Map out;
        for (int i = pick(3); i > 0; --i) out[std::string(1, static_cast<char>('k' + pick(2)))] = next(depth - 1);
        return out;
    }

    std::mt19937_64 random_;
};

Truth less(const Value& a, const Value& b) { return compare(Comparison::kLess, a, b); }
Truth less_or_equal(const Value& a, const Value& b) { return compare(Comparison::kLessOrEqual, a, b); }
Truth greater(const Value& a, const Value& b) { return compare(Comparison::kGreater, a, b); }
Truth greater_or_equal(const Value& a, const Value& b) { return compare(Comparison::kGreaterOrEqual, a, b); }

}  // namespace

TEST_CASE("equality: symmetric, and in step with comparison") {
    ValueSource source(101);
    for (int i = 0; i < 20000; ++i) {
        const Value a = source.next();
        const Value b = source.next();
        INFO(to_literal(a) << " and " << to_literal(b));
        REQUIRE(equal(a, b) == equal(b, a));
        REQUIRE(less(a, b) == greater(b, a));
        REQUIRE(less_or_equal(a, b) == greater_or_equal(b, a));
        REQUIRE_FALSE((less(a, b) == true && greater(a, b) == true));
        if (less(a, b) == true) REQUIRE(equal(a, b) == false);
        if (equal(a, b) == true) {
            REQUIRE(less_or_equal(a, b) == true);
            REQUIRE(greater_or_equal(a, b) == true);
        }
        if (less_or_equal(a, b) == true && greater_or_equal(a, b) == true) REQUIRE(equal(a, b) == true);
    }
}

TEST_CASE("equivalence: as equality where that is known, with one hash, and null and NaN alike") {
    ValueSource source(102);
    for (int i = 0; i < 20000; ++i) {
        const Value a = source.next();
        const Value b = source.next();
        INFO(to_literal(a) << " and " << to_literal(b));
        REQUIRE(equivalent(a, a));
        REQUIRE(equivalent(a, b) == equivalent(b, a));
        REQUIRE(equivalent(a, b) == (compare_for_order(a, b) == 0));
        if (equivalent(a, b)) REQUIRE(equivalence_hash(a) == equivalence_hash(b));
        if (equal(a, b) == true) REQUIRE(equivalent(a, b));
    }
    const Value nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(equivalent(nan, nan));
    CHECK(equivalent(Value(), Value()));
    CHECK(equivalent(List{Value(), 1}, List{Value(), 1.0}));
    CHECK_FALSE(equivalent(std::int64_t{9007199254740993}, 9007199254740992.0));
}

TEST_CASE("order: total over values of all types, and in step with comparison") {
    ValueSource source(103);
    std::vector<Value> values;
    for (int i = 0; i < 300; ++i) values.push_back(source.next());
    std::sort(values.begin(), values.end(), [](const Value& a, const Value& b) { return compare_for_order(a, b) < 0; });
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = i; j < values.size(); ++j) {
            INFO(to_literal(values[i]) << " and " << to_literal(values[j]));
            REQUIRE((compare_for_order(values[i], values[j]) <= 0));
            REQUIRE((compare_for_order(values[j], values[i]) >= 0));
            if (values[i].type() == values[j].type() && !values[i].is_list()) {
                REQUIRE(greater(values[i], values[j]) != true);
            }
        }
    }
}

TEST_CASE("logic: De Morgan and the tables of three values") {
    const Truth all[] = {true, false, std::nullopt};
    for (const Truth a : all) {
        for (const Truth b : all) {
            CHECK(logical_not(logical_and(a, b)) == logical_or(logical_not(a), logical_not(b)));
            CHECK(logical_and(a, b) == logical_and(b, a));
            CHECK(logical_or(a, b) == logical_or(b, a));
            CHECK(logical_xor(a, b) == logical_and(logical_or(a, b), logical_not(logical_and(a, b))));
        }
    }
}

TEST_CASE("dates of reduced precision: compared where their common part decides") {
    const Date year{2021, 0, 0};
    const Date month{2021, 6, 0};
    const Date day{2021, 6, 17};
    const Date later{2022, 1, 1};
    CHECK(less(year, later) == true);
    CHECK(less(month, Date{2021, 7, 1}) == true);
    CHECK(greater(month, day) == std::nullopt);
    CHECK(less_or_equal(year, day) == std::nullopt);
    CHECK(equal(year, day) == std::nullopt);
    CHECK(equal(month, Date{2021, 7, 1}) == false);
    CHECK(equal(year, year) == true);
    CHECK(less_or_equal(year, year) == true);
    CHECK_FALSE(equivalent(year, month));
    EvaluationContext context;
    CHECK(property(context, year, "year") == Value(2021));
    CHECK(property(context, year, "month").is_null());
    CHECK(property(context, month, "quarter") == Value(2));
    CHECK(property(context, month, "week").is_null());
}
