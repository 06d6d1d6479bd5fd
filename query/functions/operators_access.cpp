#include <fmt/core.h>

#include <algorithm>

#include "query/functions/operators.h"
#include "query/query_error.h"
#include "schema/temporal/temporal_components.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

[[noreturn]] void throw_type(std::string_view detail, std::string_view what, const Value& got) {
    throw type_error(detail, fmt::format("{}, got the {} {}", what, type_name(got.type()), to_literal(got)));
}

Value element_at(const List& list, const Value& index) {
    if (!index.is_integer()) throw_type("ListElementAccessByNonInteger", "a list is indexed by an INTEGER", index);
    const auto size = static_cast<std::int64_t>(list.size());
    const std::int64_t at = index.as_integer() < 0 ? index.as_integer() + size : index.as_integer();
    return at < 0 || at >= size ? Value() : list[static_cast<std::size_t>(at)];
}

Value component(const Value& subject, std::string_view key) {
    if (auto value = temporal_component(subject, key)) return *std::move(value);
    throw type_error("InvalidArgumentValue", fmt::format("a {} has no component '{}'{}", type_name(subject.type()), key,
                                                         did_you_mean(key, temporal_component_names(subject.type()))));
}

// A bound as a position in [0, size], counted from the end where it is negative.
std::size_t clamp_bound(const Value& bound, std::size_t size) {
    if (!bound.is_integer()) throw_type("InvalidArgumentType", "a slice is bounded by INTEGERs", bound);
    const auto end = static_cast<std::int64_t>(size);
    const std::int64_t at = bound.as_integer() < 0 ? bound.as_integer() + end : bound.as_integer();
    return static_cast<std::size_t>(std::clamp<std::int64_t>(at, 0, end));
}

bool is_given_null(const std::optional<Value>& bound) { return bound && bound->is_null(); }

}  // namespace

Truth in_list(const Value& value, const Value& list) {
    if (list.is_null()) return std::nullopt;
    if (!list.is_list()) throw_type("InvalidArgumentType", "IN wants a LIST on its right", list);
    Truth result = false;
    for (const Value& item : list.as_list()) {
        const Truth same = equal(value, item);
        if (same == true) return true;
        if (!same) result = std::nullopt;
    }
    return result;
}

Value subscript(const EvaluationContext& context, const Value& container, const Value& index) {
    if (container.is_null() || index.is_null()) return {};
    if (container.is_list()) return element_at(container.as_list(), index);
    const bool keyed = container.is_map() || container.is_node() || container.is_relationship();
    if (!keyed) throw_type("InvalidArgumentType", "only lists, maps, nodes and relationships are indexed", container);
    if (!index.is_string()) throw_type("MapElementAccessByNonString", "a map is indexed by a STRING", index);
    return property(context, container, index.as_string());
}

Value slice(const Value& list, const std::optional<Value>& from, const std::optional<Value>& to) {
    if (list.is_null() || is_given_null(from) || is_given_null(to)) return {};
    if (!list.is_list()) throw_type("InvalidArgumentType", "only a LIST is sliced", list);
    const List& items = list.as_list();
    const std::size_t begin = from ? clamp_bound(*from, items.size()) : 0;
    const std::size_t end = to ? clamp_bound(*to, items.size()) : items.size();
    if (begin >= end) return List();
    return List(items.begin() + static_cast<std::ptrdiff_t>(begin), items.begin() + static_cast<std::ptrdiff_t>(end));
}

Value property(const EvaluationContext& context, const Value& subject, std::string_view key) {
    if (subject.is_null()) return {};
    if (subject.is_node()) return context.elements->property(subject.as_node(), key);
    if (subject.is_relationship()) return context.elements->property(subject.as_relationship(), key);
    if (subject.is_temporal()) return component(subject, key);
    if (!subject.is_map()) throw_type("InvalidArgumentType", fmt::format("no property '{}' here", key), subject);
    const auto at = subject.as_map().find(key);
    return at == subject.as_map().end() ? Value() : at->second;
}

Truth has_label(const EvaluationContext& context, const Value& subject, std::string_view label) {
    if (subject.is_null()) return std::nullopt;
    if (subject.is_node()) return context.elements->has_label(subject.as_node(), label);
    if (subject.is_relationship()) return context.elements->type(subject.as_relationship()) == label;
    throw_type("InvalidArgumentType", fmt::format("only nodes have labels (':{}')", label), subject);
}

}  // namespace mirrorgraph::query
