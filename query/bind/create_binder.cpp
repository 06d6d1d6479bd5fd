#include "query/bind/create_binder.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "query/bind/pattern_binder.h"

namespace mirrorgraph::query {

using bound::Slot;
using bound::SlotInfo;
using Kind = Value::Type;

namespace {

const ast::NodePattern& node_at(const ast::PathPattern& path, std::size_t position) {
    return std::get<ast::NodePattern>(path.elements[position].node);
}

const ast::RelationshipPattern& relationship_at(const ast::PathPattern& path, std::size_t position) {
    return std::get<ast::RelationshipPattern>(path.elements[position].node);
}

bool stands_alone(const ast::PathPattern& path) { return path.elements.size() == 1; }

}  // namespace

// --- Checks of what both clauses have in common.

void CreateBinder::check_shape(const ast::PathPattern& path, Clause clause) const {
    if (path.selector || path.mode || path.function) {
        expressions_.fail(path.place, "UnexpectedSyntax", "a pattern to be created has no selector and no path mode");
    }
    for (const ast::PathElement& element : path.elements) {
        std::visit(Overloaded{[&](const ast::NodePattern& x) { check_node(x, stands_alone(path)); },
                              [&](const ast::RelationshipPattern& x) { check_relationship(x, clause); },
                              [&](const ast::GroupPattern& x) {
                                  expressions_.fail(x.place, "CreatingVarLength", "a group cannot be created",
                                                    "write out the path");
                              }},
                   element.node);
    }
}

void CreateBinder::check_node(const ast::NodePattern& node, bool stands_alone) const {
    if (node.where) {
        expressions_.fail(node.where->place, "UnexpectedSyntax", "a pattern to be created has no conditions",
                          "write the properties as {key: value}");
    }
    const auto slot = node.variable ? expressions_.frame().find(node.variable->text) : std::nullopt;
    if (!slot) return;
    const SlotInfo& info = expressions_.frame().info(*slot);
    if (!info.type.may_be(StaticType(Kind::kNode))) {
        expressions_.fail(
            node.variable->place, "VariableTypeConflict",
            fmt::format("variable '{}' is {}, and stands here for a node", node.variable->text, to_string(info.type)));
    }
    if (!stands_alone && !node.labels && !node.properties) return;
    expressions_.fail(node.place, "VariableAlreadyBound",
                      fmt::format("node '{}' exists and cannot be created again", node.variable->text),
                      "change it with SET, or choose another name");
}

void CreateBinder::check_relationship(const ast::RelationshipPattern& relationship, Clause clause) const {
    const auto fail = [&](Span place, std::string_view detail, const std::string& message, std::string remedy = {}) {
        expressions_.fail(place, detail, message, std::move(remedy));
    };
    if (relationship.variable && expressions_.frame().find(relationship.variable->text)) {
        fail(relationship.variable->place, "VariableAlreadyBound",
             fmt::format("variable '{}' is already bound", relationship.variable->text), "choose another name");
    }
    if (relationship.repetition) {
        fail(relationship.repetition->place, "CreatingVarLength", "a repeated relationship cannot be created",
             "write out the path");
    }
    if (!relationship.types || !std::holds_alternative<ast::Name>(relationship.types->node)) {
        fail(relationship.place, "NoSingleRelationshipType", "a relationship to be created needs exactly one type",
             "write -[:TYPE]->");
    }
    if (relationship.arrow == ast::Arrow::kEither && clause == Clause::kCreate) {
        fail(relationship.place, "RequiresDirectedRelationship", "a relationship to be created needs a direction",
             "write --> or <--");
    }
    if (relationship.where) {
        fail(relationship.where->place, "UnexpectedSyntax", "a pattern to be created has no conditions",
             "write the properties as {key: value}");
    }
}

// Labels that are written beside the relationship; those of bound nodes are not known here.
void CreateBinder::check_endpoints(const ast::PathPattern& path) const {
    const Schema& schema = expressions_.schema();
    for (std::size_t i = 1; i < path.elements.size(); i += 2) {
        const ast::RelationshipPattern& relationship = relationship_at(path, i);
        const ast::Name& type = std::get<ast::Name>(relationship.types->node);
        expressions_.check_relationship_type(type);
        std::vector<std::string> source = label_names(node_at(path, i - 1));
        std::vector<std::string> target = label_names(node_at(path, i + 1));
        if (relationship.arrow == ast::Arrow::kLeft) std::swap(source, target);
        const bool either = relationship.arrow == ast::Arrow::kEither;
        if (schema.allows_endpoints(type.text, source, target)) continue;
        if (either && schema.allows_endpoints(type.text, target, source)) continue;
        expressions_.fail(relationship.place, "ImpossiblePattern",
                          fmt::format("the schema allows no {} between these nodes", type.text),
                          "`mirrorgraph schema` lists which labels a relationship joins");
    }
}

std::vector<std::string> CreateBinder::label_names(const ast::NodePattern& node) const {
    std::vector<std::string> names;
    const auto add = [&](const ast::LabelExpression& label) {
        const auto* name = std::get_if<ast::Name>(&label.node);
        if (name == nullptr) {
            expressions_.fail(label.place, "UnexpectedSyntax", "a node to be created has plain labels only",
                              "write (:A:B)");
        }
        expressions_.check_label(*name);
        if (std::ranges::find(names, name->text) == names.end()) names.push_back(name->text);
    };
    if (!node.labels) return names;
    if (const auto* all = std::get_if<ast::AllLabels>(&node.labels->node)) {
        for (const ast::LabelExpression& label : all->operands) add(label);
    } else {
        add(*node.labels);
    }
    return names;
}

// --- CREATE.

bound::Create CreateBinder::create(const std::vector<ast::PathPattern>& paths) {
    for (const ast::PathPattern& path : paths) create_path(path);
    return std::move(result_);
}

void CreateBinder::create_path(const ast::PathPattern& path) {
    check_shape(path, Clause::kCreate);
    check_endpoints(path);
    bound::CreatePath steps;
    steps.steps.push_back(create_node(node_at(path, 0), stands_alone(path)));
    for (std::size_t i = 1; i < path.elements.size(); i += 2) {
        const Slot left = steps.steps.back();
        const Slot right = create_node(node_at(path, i + 1), false);
        steps.steps.push_back(create_relationship(relationship_at(path, i), left, right));
        steps.steps.push_back(right);
    }
    if (!path.variable) return;
    steps.variable = declare(path.variable, {path.variable->text, SlotInfo::Kind::kPath, Kind::kPath});
    result_.items.push_back(std::move(steps));
}

Slot CreateBinder::create_node(const ast::NodePattern& node, bool stands_alone) {
    check_node(node, stands_alone);
    if (node.variable) {
        if (auto slot = expressions_.frame().find(node.variable->text)) return *slot;
    }
    std::optional<bound::Expression> map = properties(node.properties);
    const std::string name = node.variable ? node.variable->text : "";
    const Slot slot = declare(node.variable, {name, SlotInfo::Kind::kNode, Kind::kNode});
    result_.items.push_back(bound::CreateNode{slot, label_names(node), std::move(map)});
    return slot;
}

Slot CreateBinder::create_relationship(const ast::RelationshipPattern& relationship, Slot left, Slot right) {
    check_relationship(relationship, Clause::kMerge);
    if (relationship.arrow == ast::Arrow::kLeft) std::swap(left, right);
    std::optional<bound::Expression> map = properties(relationship.properties);
    const std::string name = relationship.variable ? relationship.variable->text : "";
    const Slot slot = declare(relationship.variable, {name, SlotInfo::Kind::kRelationship, Kind::kRelationship});
    const std::string& type = std::get<ast::Name>(relationship.types->node).text;
    result_.items.push_back(bound::CreateRelationship{slot, left, right, type, std::move(map)});
    return slot;
}

std::optional<bound::Expression> CreateBinder::properties(const std::optional<ast::Expression>& properties) {
    if (!properties) return std::nullopt;
    if (const auto* map = std::get_if<ast::MapLiteral>(&properties->node)) {
        for (const ast::MapEntry& entry : map->entries) expressions_.check_key(entry.key);
    }
    return expressions_.expression(*properties);
}

Slot CreateBinder::declare(const std::optional<ast::Name>& name, SlotInfo info) {
    Frame& frame = expressions_.frame();
    if (!name) return frame.add(std::move(info));
    if (frame.find(name->text)) {
        expressions_.fail(name->place, "VariableAlreadyBound",
                          fmt::format("variable '{}' is already bound", name->text), "choose another name");
    }
    return frame.declare(std::move(info));
}

// --- MERGE.

bound::Merge CreateBinder::merge(const ast::PathPattern& path) {
    check_shape(path, Clause::kMerge);
    check_endpoints(path);
    bound::Merge result;
    result.pattern = PatternBinder(expressions_, PatternBinder::Names::kNew).bind({&path, 1});
    const bound::PatternPath& laid = result.pattern.paths[0];
    std::set<Slot> made;
    for (std::size_t i = 0; i < path.elements.size(); i += 2) {
        const bound::PatternNode& node = result.pattern.nodes[laid.steps[i].index];
        if (!node.bound && made.insert(node.slot).second) make_node(node_at(path, i), node.slot);
    }
    for (std::size_t i = 1; i < path.elements.size(); i += 2) {
        const ast::RelationshipPattern& pattern = relationship_at(path, i);
        const bound::PatternRelationship& relationship = result.pattern.relationships[laid.steps[i].index];
        Slot source = result.pattern.nodes[relationship.left].slot;
        Slot target = result.pattern.nodes[relationship.right].slot;
        if (pattern.arrow == ast::Arrow::kLeft) std::swap(source, target);
        result_.items.push_back(bound::CreateRelationship{relationship.slot, source, target,
                                                          std::get<ast::Name>(pattern.types->node).text,
                                                          properties(pattern.properties)});
    }
    if (laid.variable) {
        bound::CreatePath steps{*laid.variable, {}};
        for (const bound::PathStep& step : laid.steps) {
            const bool is_node = step.kind == bound::PathStep::Kind::kNode;
            steps.steps.push_back(is_node ? result.pattern.nodes[step.index].slot
                                          : result.pattern.relationships[step.index].slot);
        }
        result_.items.push_back(std::move(steps));
    }
    result.create = std::move(result_);
    return result;
}

void CreateBinder::make_node(const ast::NodePattern& node, Slot slot) {
    result_.items.push_back(bound::CreateNode{slot, label_names(node), properties(node.properties)});
}

}  // namespace mirrorgraph::query
