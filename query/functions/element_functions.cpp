#include <algorithm>

#include "query/functions/families.h"

namespace mirrorgraph::query {

namespace {

using Kind = Value::Type;

Value id(EvaluationContext&, std::span<const Value> a) {
    return a[0].is_node() ? a[0].as_node().value : a[0].as_relationship().value;
}

Value element_id(EvaluationContext& context, std::span<const Value> a) {
    if (a[0].is_node()) return context.elements->element_id(a[0].as_node());
    return context.elements->element_id(a[0].as_relationship());
}

Value labels(EvaluationContext& context, std::span<const Value> a) {
    const std::vector<std::string> names = context.elements->labels(a[0].as_node());
    return List(names.begin(), names.end());
}

Value type(EvaluationContext& context, std::span<const Value> a) {
    return context.elements->type(a[0].as_relationship());
}

Map properties_of(const EvaluationContext& context, const Value& value) {
    if (value.is_node()) return context.elements->properties(value.as_node());
    if (value.is_relationship()) return context.elements->properties(value.as_relationship());
    return value.as_map();
}

Value properties(EvaluationContext& context, std::span<const Value> a) { return properties_of(context, a[0]); }

Value keys(EvaluationContext& context, std::span<const Value> a) {
    List out;
    for (const auto& [key, value] : properties_of(context, a[0])) out.emplace_back(key);
    return out;
}

Value start_node(EvaluationContext& context, std::span<const Value> a) {
    return context.elements->source(a[0].as_relationship());
}

Value end_node(EvaluationContext& context, std::span<const Value> a) {
    return context.elements->target(a[0].as_relationship());
}

Value nodes(EvaluationContext&, std::span<const Value> a) {
    const Path& path = a[0].as_path();
    return List(path.nodes.begin(), path.nodes.end());
}

Value relationships(EvaluationContext&, std::span<const Value> a) {
    const Path& path = a[0].as_path();
    return List(path.relationships.begin(), path.relationships.end());
}

Value length(EvaluationContext&, std::span<const Value> a) { return a[0].as_path().relationships.size(); }

}  // namespace

std::vector<ScalarFunction> element_functions() {
    const StaticType element = {Kind::kNode, Kind::kRelationship};
    const StaticType keyed = {Kind::kNode, Kind::kRelationship, Kind::kMap};
    const StaticType strings = StaticType::list_of(Kind::kString);
    return {
        {.signature = {"id", 1, 1, {element}, Kind::kInteger}, .implementation = id},
        {.signature = {"elementId", 1, 1, {element}, Kind::kString}, .implementation = element_id},
        {.signature = {"labels", 1, 1, {Kind::kNode}, strings}, .implementation = labels},
        {.signature = {"type", 1, 1, {Kind::kRelationship}, Kind::kString}, .implementation = type},
        {.signature = {"properties", 1, 1, {keyed}, Kind::kMap}, .implementation = properties},
        {.signature = {"keys", 1, 1, {keyed}, strings}, .implementation = keys},
        {.signature = {"startNode", 1, 1, {Kind::kRelationship}, Kind::kNode}, .implementation = start_node},
        {.signature = {"endNode", 1, 1, {Kind::kRelationship}, Kind::kNode}, .implementation = end_node},
        {.signature = {"nodes", 1, 1, {Kind::kPath}, StaticType::list_of(Kind::kNode)}, .implementation = nodes},
        {.signature = {"relationships", 1, 1, {Kind::kPath}, StaticType::list_of(Kind::kRelationship)},
         .implementation = relationships},
        {.signature = {"length", 1, 1, {Kind::kPath}, Kind::kInteger}, .implementation = length},
    };
}

}  // namespace mirrorgraph::query
