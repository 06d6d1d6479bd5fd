#include <fmt/core.h>

#include <algorithm>

#include "query/functions/families.h"
#include "query/functions/to_text.h"
#include "query/query_error.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

using Kind = Value::Type;
using Arguments = std::span<const Value>;

std::size_t to_count(std::string_view function, const Value& argument) {
    if (argument.as_integer() >= 0) return static_cast<std::size_t>(argument.as_integer());
    throw argument_error("NegativeIntegerArgument", fmt::format("{}() wants a count or position of at least 0, got {}",
                                                                function, argument.as_integer()));
}

// Offset in bytes behind the first `count` code points, the end at most.
std::size_t skip_code_points(std::string_view text, std::size_t count) {
    std::size_t offset = 0;
    while (count-- > 0 && offset < text.size()) offset = next_code_point(text, offset);
    return offset;
}

Value substring(EvaluationContext&, Arguments a) {
    const std::string_view text = a[0].as_string();
    const std::string_view rest = text.substr(skip_code_points(text, to_count("substring", a[1])));
    if (a.size() == 2) return rest;
    return rest.substr(0, skip_code_points(rest, to_count("substring", a[2])));
}

Value left(EvaluationContext&, Arguments a) {
    const std::string_view text = a[0].as_string();
    return text.substr(0, skip_code_points(text, to_count("left", a[1])));
}

Value right(EvaluationContext&, Arguments a) {
    const std::string_view text = a[0].as_string();
    const std::size_t wanted = to_count("right", a[1]);
    const std::size_t size = count_code_points(text);
    return wanted >= size ? text : text.substr(skip_code_points(text, size - wanted));
}

Value replace(EvaluationContext& context, Arguments a) {
    const std::string_view text = a[0].as_string();
    const std::string& from = a[1].as_string();
    const std::string& to = a[2].as_string();
    if (from.empty()) return a[0];
    std::string out;
    std::size_t begin = 0;
    for (std::size_t at = text.find(from); at != std::string_view::npos; at = text.find(from, begin)) {
        out.append(text, begin, at - begin).append(to);
        if (out.size() > context.largest_value) throw_too_large(context);
        begin = at + from.size();
    }
    return out.append(text, begin);
}

// The earliest of the delimiters, the longest one where several begin there; its begin and size.
std::pair<std::size_t, std::size_t> find_delimiter(std::string_view text, const List& delimiters, std::size_t from) {
    std::pair<std::size_t, std::size_t> best{std::string_view::npos, 0};
    for (const Value& delimiter : delimiters) {
        const std::size_t size = delimiter.as_string().size();
        const std::size_t at = text.find(delimiter.as_string(), from);
        if (at < best.first || (at == best.first && size > best.second)) best = {at, size};
    }
    return best;
}

List split_code_points(std::string_view text) {
    List out;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = next_code_point(text, begin);
        out.emplace_back(text.substr(begin, end - begin));
        begin = end;
    }
    return out;
}

List to_delimiters(const Value& argument) {
    if (argument.is_string()) return {argument};
    List out;
    for (const Value& item : argument.as_list()) {
        if (!item.is_string()) throw type_error("InvalidArgumentValue", "split() wants delimiters that are STRINGs");
        out.push_back(item);
    }
    return out;
}

Value split(EvaluationContext&, Arguments a) {
    const std::string_view text = a[0].as_string();
    const List delimiters = to_delimiters(a[1]);
    const auto is_empty = [](const Value& delimiter) { return delimiter.as_string().empty(); };
    if (std::any_of(delimiters.begin(), delimiters.end(), is_empty)) return split_code_points(text);
    List out;
    std::size_t begin = 0;
    for (;;) {
        const auto [at, size] = find_delimiter(text, delimiters, begin);
        out.emplace_back(text.substr(begin, std::min(at, text.size()) - begin));
        if (at == std::string_view::npos) return out;
        begin = at + size;
    }
}

// Cuts code points of `set`, or white space where none is given, off the ends.
std::string_view trimmed(Arguments a, bool front, bool back) {
    const std::string_view text = a[0].as_string();
    if (a.size() == 1) {
        const std::string_view inner = trim(text);
        const auto begin = static_cast<std::size_t>(inner.data() - text.data());
        const std::size_t from = front ? begin : 0;
        const std::size_t to = back ? begin + inner.size() : text.size();
        return inner.empty() ? inner : text.substr(from, to - from);
    }
    const std::string& set = a[1].as_string();
    const auto in_set = [&](std::size_t begin, std::size_t end) {
        return set.find(text.substr(begin, end - begin)) != std::string::npos;
    };
    std::size_t begin = 0;
    std::size_t end = text.size();
    while (front && begin < end && in_set(begin, next_code_point(text, begin))) begin = next_code_point(text, begin);
    while (back && begin < end && in_set(previous_code_point(text, end), end)) end = previous_code_point(text, end);
    return text.substr(begin, end - begin);
}

Value trim_both(EvaluationContext&, Arguments a) { return trimmed(a, true, true); }
Value trim_left(EvaluationContext&, Arguments a) { return trimmed(a, true, false); }
Value trim_right(EvaluationContext&, Arguments a) { return trimmed(a, false, true); }
Value upper(EvaluationContext&, Arguments a) { return to_upper(a[0].as_string()); }
Value lower(EvaluationContext&, Arguments a) { return to_lower(a[0].as_string()); }
Value character_length(EvaluationContext&, Arguments a) { return count_code_points(a[0].as_string()); }

}  // namespace

std::vector<ScalarFunction> string_functions() {
    const StaticType text = Kind::kString;
    const StaticType integer = Kind::kInteger;
    return {
        {.signature = {"substring", 2, 3, {text, integer}, text}, .implementation = substring},
        {.signature = {"left", 2, 2, {text, integer}, text}, .implementation = left},
        {.signature = {"right", 2, 2, {text, integer}, text}, .implementation = right},
        {.signature = {"replace", 3, 3, {text}, text}, .implementation = replace},
        {.signature = {"split", 2, 2, {text, {Kind::kString, Kind::kList}}, StaticType::list_of(text)},
         .implementation = split},
        {.signature = {"trim", 1, 1, {text}, text}, .implementation = trim_both},
        {.signature = {"btrim", 1, 2, {text}, text}, .implementation = trim_both},
        {.signature = {"lTrim", 1, 2, {text}, text}, .implementation = trim_left},
        {.signature = {"rTrim", 1, 2, {text}, text}, .implementation = trim_right},
        {.signature = {"toUpper", 1, 1, {text}, text}, .implementation = upper},
        {.signature = {"toLower", 1, 1, {text}, text}, .implementation = lower},
        {.signature = {"upper", 1, 1, {text}, text}, .implementation = upper},
        {.signature = {"lower", 1, 1, {text}, text}, .implementation = lower},
        {.signature = {"char_length", 1, 1, {text}, integer}, .implementation = character_length},
        {.signature = {"character_length", 1, 1, {text}, integer}, .implementation = character_length},
    };
}

}  // namespace mirrorgraph::query
