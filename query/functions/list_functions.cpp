#include <fmt/core.h>

#include <algorithm>
#include <limits>

#include "query/functions/families.h"
#include "query/functions/operators.h"
#include "query/functions/to_text.h"
#include "query/query_error.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

using Kind = Value::Type;
using Types = std::span<const StaticType>;

Value coalesce(EvaluationContext&, std::span<const Value> a) {
    const auto at = std::find_if(a.begin(), a.end(), [](const Value& value) { return !value.is_null(); });
    return at == a.end() ? Value() : *at;
}

Value exists(EvaluationContext&, std::span<const Value> a) { return !a[0].is_null(); }

Value null_if(EvaluationContext&, std::span<const Value> a) { return equal(a[0], a[1]) == true ? Value() : a[0]; }

Value head(EvaluationContext&, std::span<const Value> a) {
    const List& list = a[0].as_list();
    return list.empty() ? Value() : list.front();
}

Value last(EvaluationContext&, std::span<const Value> a) {
    const List& list = a[0].as_list();
    return list.empty() ? Value() : list.back();
}

Value tail(EvaluationContext&, std::span<const Value> a) {
    const List& list = a[0].as_list();
    return list.empty() ? List() : List(list.begin() + 1, list.end());
}

Value size(EvaluationContext&, std::span<const Value> a) {
    return a[0].is_list() ? a[0].as_list().size() : count_code_points(a[0].as_string());
}

Value is_empty(EvaluationContext&, std::span<const Value> a) {
    if (a[0].is_list()) return a[0].as_list().empty();
    return a[0].is_map() ? a[0].as_map().empty() : a[0].as_string().empty();
}

std::string reversed(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t end = text.size(); end > 0;) {
        const std::size_t begin = previous_code_point(text, end);
        out.append(text, begin, end - begin);
        end = begin;
    }
    return out;
}

Value reverse(EvaluationContext&, std::span<const Value> a) {
    if (a[0].is_string()) return reversed(a[0].as_string());
    return List(a[0].as_list().rbegin(), a[0].as_list().rend());
}

// How many numbers from begin to end, both included, in strides of step. REQUIRES: step is not 0.
std::uint64_t count_steps(std::int64_t begin, std::int64_t end, std::int64_t step) {
    if (step > 0 ? begin > end : begin < end) return 0;
    const auto low = static_cast<std::uint64_t>(step > 0 ? begin : end);
    const auto high = static_cast<std::uint64_t>(step > 0 ? end : begin);
    const std::uint64_t stride = step > 0 ? static_cast<std::uint64_t>(step) : 0 - static_cast<std::uint64_t>(step);
    const std::uint64_t whole = (high - low) / stride;
    return whole == std::numeric_limits<std::uint64_t>::max() ? whole : whole + 1;
}

Value range(EvaluationContext& context, std::span<const Value> a) {
    for (const Value& bound : a) {
        if (bound.is_integer()) continue;
        throw argument_error("InvalidArgumentType",
                             fmt::format("range() wants integers, not {}", mirrorgraph::type_name(bound.type())));
    }
    const std::int64_t begin = a[0].as_integer();
    const std::int64_t end = a[1].as_integer();
    const std::int64_t step = a.size() > 2 ? a[2].as_integer() : 1;
    if (step == 0) throw argument_error("NumberOutOfRange", "range() wants a step other than 0");
    const std::uint64_t count = count_steps(begin, end, step);
    if (count > context.largest_value) throw_too_large(context);
    List out;
    out.reserve(count);
    auto next = static_cast<std::uint64_t>(begin);  // may pass the end of the 64-bit integers behind the last one
    for (std::uint64_t i = 0; i < count; ++i, next += static_cast<std::uint64_t>(step)) {
        out.emplace_back(static_cast<std::int64_t>(next));
    }
    return out;
}

StaticType infer_element(Types types) { return types.empty() ? StaticType::any() : types[0].element(); }
StaticType infer_union(Types types) {
    StaticType out;
    for (StaticType type : types) out = out | type;
    return out;
}

}  // namespace

std::vector<ScalarFunction> list_functions() {
    const StaticType any = StaticType::any();
    const StaticType list = Kind::kList;
    const StaticType list_or_text = {Kind::kList, Kind::kString};
    const StaticType integer = Kind::kInteger;
    return {
        {.signature = {"coalesce", 1, kUnbounded, {any}, any, infer_union},
         .null_if_any_null = false,
         .implementation = coalesce},
        {.signature = {"exists", 1, 1, {any}, Kind::kBoolean}, .null_if_any_null = false, .implementation = exists},
        {.signature = {"nullIf", 2, 2, {any}, any, infer_first}, .null_if_any_null = false, .implementation = null_if},
        {.signature = {"head", 1, 1, {list}, any, infer_element}, .implementation = head},
        {.signature = {"last", 1, 1, {list}, any, infer_element}, .implementation = last},
        {.signature = {"tail", 1, 1, {list}, list, infer_first}, .implementation = tail},
        {.signature = {"size", 1, 1, {list_or_text}, integer}, .implementation = size},
        {.signature = {"isEmpty", 1, 1, {list_or_text | StaticType(Kind::kMap)}, Kind::kBoolean},
         .implementation = is_empty},
        {.signature = {"reverse", 1, 1, {list_or_text}, list_or_text, infer_first}, .implementation = reverse},
        {.signature = {"range", 2, 3, {any}, StaticType::list_of(integer)}, .implementation = range},
    };
}

}  // namespace mirrorgraph::query
