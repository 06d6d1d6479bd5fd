#include "query/bind/pattern_binder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "query/bind/walk.h"
#include "query/restore.h"

namespace mirrorgraph::query {

using bound::Slot;
using bound::SlotInfo;
using Kind = Value::Type;

namespace {

SlotInfo node_info(std::string name) { return {std::move(name), SlotInfo::Kind::kNode, Kind::kNode}; }

SlotInfo relationship_info(std::string name) {
    return {std::move(name), SlotInfo::Kind::kRelationship, Kind::kRelationship};
}

SlotInfo path_info(std::string name) { return {std::move(name), SlotInfo::Kind::kPath, Kind::kPath}; }

SlotInfo list_info(std::string name, Kind elements) {
    return {std::move(name), SlotInfo::Kind::kValue, StaticType::list_of(elements)};
}

bound::Arrow arrow_of(ast::Arrow arrow) {
    switch (arrow) {
        case ast::Arrow::kRight: return bound::Arrow::kRight;
        case ast::Arrow::kLeft: return bound::Arrow::kLeft;
        case ast::Arrow::kEither: return bound::Arrow::kEither;
    }
    return bound::Arrow::kEither;
}

bound::Labels both(bound::Labels a, bound::Labels b) {
    bound::Labels result{bound::Labels::Kind::kAll, "", {}};
    result.operands.push_back(std::move(a));
    result.operands.push_back(std::move(b));
    return result;
}

// The names of which one must hold; empty where nothing is known.
std::vector<std::string> known_names(const std::optional<bound::Labels>& labels) {
    if (!labels) return {};
    if (labels->kind == bound::Labels::Kind::kName) return {labels->name};
    if (labels->kind != bound::Labels::Kind::kSome && labels->kind != bound::Labels::Kind::kAll) return {};
    std::vector<std::string> names;
    for (const bound::Labels& operand : labels->operands) {
        const std::vector<std::string> more = known_names(operand);
        if (more.empty() && labels->kind == bound::Labels::Kind::kSome) return {};
        names.insert(names.end(), more.begin(), more.end());
    }
    return names;
}

bound::PathMode mode_of(ast::PathMode mode) {
    switch (mode) {
        case ast::PathMode::kWalk: return bound::PathMode::kWalk;
        case ast::PathMode::kTrail: return bound::PathMode::kTrail;
        case ast::PathMode::kSimple: return bound::PathMode::kSimple;
        case ast::PathMode::kAcyclic: return bound::PathMode::kAcyclic;
    }
    return bound::PathMode::kDefault;
}

void append(bound::Conditions& to, bound::Conditions from) {
    for (bound::Expression& condition : from) to.push_back(std::move(condition));
}

[[noreturn]] void fail_endpoints(const ExpressionBinder& expressions, const bound::PatternRelationship& relationship,
                                 const std::vector<std::string>& types, const std::vector<std::string>& left,
                                 const std::vector<std::string>& right) {
    std::string allowed;
    for (const std::string& type : types) {
        for (const auto& pair : expressions.schema().find_relationship(type)->endpoints) {
            allowed += fmt::format("{}(:{})-[:{}]->(:{})", allowed.empty() ? "" : ", ", pair.source, type, pair.target);
        }
    }
    const auto node = [](const std::vector<std::string>& labels) {
        return labels.empty() ? std::string("()") : fmt::format("(:{})", fmt::join(labels, "|"));
    };
    const bool to_left = relationship.arrow == bound::Arrow::kLeft;
    expressions.fail(
        relationship.place, "ImpossiblePattern",
        fmt::format("the schema has no {}{}[:{}]{}{}", node(left), to_left ? "<-" : "-", fmt::join(types, "|"),
                    relationship.arrow == bound::Arrow::kRight ? "->" : "-", node(right)),
        "it has " + allowed);
}

}  // namespace

bound::PatternGraph PatternBinder::bind(std::span<const ast::PathPattern> paths) {
    for (const ast::PathPattern& path : paths) add_path(path);
    bind_pending(std::exchange(pending_, {}));
    check_endpoints(graph_);
    return std::move(graph_);
}

void PatternBinder::add_path(const ast::PathPattern& path) {
    check_function(path);
    Sequence sequence;
    flatten(path.elements, sequence);
    bound::PatternPath result = lay_out(sequence);
    set_mode(result, path);
    select(result, path);
    if (path.variable) result.variable = declare(path.variable, path_info(path.variable->text));
    graph_.paths.push_back(std::move(result));
    add_sections(sequence, graph_.paths.size() - 1);
}

// Brackets without repetition: their condition is one of the whole path, their variable a path of its own.
void PatternBinder::add_sections(const Sequence& sequence, std::size_t path) {
    for (const Section& section : sequence.sections) {
        const ast::GroupPattern& group = *section.group;
        if (group.where) pending_.push_back({Pending::Target::kPath, path, nullptr, &group.where, nullptr});
        if (!group.variable) continue;
        const std::vector<bound::PathStep>& steps = graph_.paths[path].steps;
        bound::PatternPath part;
        part.steps = {steps.begin() + static_cast<std::ptrdiff_t>(section.begin),
                      steps.begin() + static_cast<std::ptrdiff_t>(section.end)};
        part.mode = graph_.paths[path].mode;
        part.variable = declare(group.variable, path_info(group.variable->text));
        graph_.paths.push_back(std::move(part));
    }
}

// Nodes and what joins them in turn: nodes that were left out beside groups are put in, two side by side are one.
void PatternBinder::flatten(const std::vector<ast::PathElement>& elements, Sequence& out) {
    const auto join = [&out](Item item) {
        if (out.items.empty() || !out.items.back().is_node()) out.items.push_back({});
        out.items.push_back(std::move(item));
    };
    for (const ast::PathElement& element : elements) {
        std::visit(Overloaded{[&](const ast::NodePattern& x) {
                                  if (out.items.empty() || !out.items.back().is_node()) out.items.push_back({});
                                  out.items.back().nodes.push_back(&x);
                              },
                              [&](const ast::RelationshipPattern& x) {
                                  join({{}, &x, nullptr});
                              },
                              [&](const ast::GroupPattern& x) {
                                  x.repetition ? join({{}, nullptr, &x}) : flatten_group(x, out);
                              }},
                   element.node);
    }
    if (out.items.empty() || !out.items.back().is_node()) out.items.push_back({});
}

void PatternBinder::flatten_group(const ast::GroupPattern& group, Sequence& out) {
    const bool continues = !out.items.empty() && out.items.back().is_node();
    const std::size_t begin = out.items.size() - (continues ? 1 : 0);
    flatten(group.elements, out);
    out.sections.push_back({&group, begin, out.items.size()});
}

bound::PatternPath PatternBinder::lay_out(const Sequence& sequence) {
    using StepKind = bound::PathStep::Kind;
    bound::PatternPath result;
    std::size_t left = add_node(sequence.items[0]);
    result.steps.push_back({StepKind::kNode, left});
    for (std::size_t i = 1; i < sequence.items.size(); i += 2) {
        const Item& item = sequence.items[i];
        const bool is_group = item.group != nullptr;
        const std::size_t index = is_group ? add_group(*item.group, left) : add_relationship(*item.relationship, left);
        left = add_node(sequence.items[i + 1]);
        (is_group ? graph_.groups[index].right : graph_.relationships[index].right) = left;
        result.steps.push_back({is_group ? StepKind::kGroup : StepKind::kRelationship, index});
        result.steps.push_back({StepKind::kNode, left});
    }
    return result;
}

void PatternBinder::set_mode(bound::PatternPath& result, const ast::PathPattern& path) {
    std::optional<ast::PathMode> mode = path.mode;
    if (path.elements.size() == 1 && !mode) {
        const auto* group = std::get_if<ast::GroupPattern>(&path.elements[0].node);
        if (group != nullptr && !group->repetition) mode = group->mode;
    }
    for (const ast::PathElement& element : path.elements) {
        const auto* group = std::get_if<ast::GroupPattern>(&element.node);
        if (group == nullptr || !group->mode || group->mode == mode) continue;
        expressions_.fail(group->place, "UnexpectedSyntax", "a path mode can stand only before a whole path",
                          "write MATCH TRAIL (a)..(b)");
    }
    if (!mode) return;
    result.mode = mode_of(*mode);
    if (result.mode != bound::PathMode::kWalk) return;
    for (const bound::PathStep& step : result.steps) {
        if (step.kind == bound::PathStep::Kind::kRelationship) graph_.relationships[step.index].is_unique = false;
        if (step.kind == bound::PathStep::Kind::kGroup) graph_.groups[step.index].is_unique = false;
    }
}

void PatternBinder::select(bound::PatternPath& result, const ast::PathPattern& path) const {
    if (path.selector && path.selector->kind != ast::Selector::Kind::kAll) {
        result.selection = bound::Selection{path.selector->kind, path.selector->count};
    }
    if (path.function) {
        const bool all = *path.function == ast::PathFunction::kAllShortestPaths;
        result.selection =
            bound::Selection{all ? ast::Selector::Kind::kShortestGroups : ast::Selector::Kind::kShortest, 1};
        result.where_before_selection = true;
    }
    if (result.mode != bound::PathMode::kWalk || result.selection) return;
    for (const bound::PathStep& step : result.steps) {
        const bool endless =
            (step.kind == bound::PathStep::Kind::kGroup && !graph_.groups[step.index].repetition.max) ||
            (step.kind == bound::PathStep::Kind::kRelationship && graph_.relationships[step.index].repetition &&
             !graph_.relationships[step.index].repetition->max);
        if (!endless) continue;
        expressions_.fail(path.place, "InvalidArgumentValue", "walks without an upper bound never end",
                          "give the repetition an upper bound, or choose TRAIL, ACYCLIC or ANY SHORTEST");
    }
}

void PatternBinder::check_function(const ast::PathPattern& path) const {
    if (!path.function) return;
    const bool is_simple =
        path.elements.size() == 3 && std::holds_alternative<ast::RelationshipPattern>(path.elements[1].node);
    if (is_simple) return;
    expressions_.fail(path.place, "UnexpectedSyntax",
                      "shortestPath() takes two nodes and one relationship between them",
                      "write ANY SHORTEST before a longer path");
}

// --- Nodes.

std::size_t PatternBinder::add_node(const Item& item) {
    const ast::NodePattern* named = nullptr;
    for (const ast::NodePattern* pattern : item.nodes) {
        if (!pattern->variable) continue;
        if (named != nullptr && named->variable->text != pattern->variable->text) {
            expressions_.fail(pattern->place, "UnexpectedSyntax", "two nodes side by side are one and need one name",
                              "put a relationship between them, or give them the same variable");
        }
        named = pattern;
    }
    const Slot slot = named != nullptr ? node_slot(*named) : expressions_.frame().add(node_info(""));
    if (named == nullptr) fresh_.insert(slot);
    const std::size_t index = node_with(slot);
    for (const ast::NodePattern* pattern : item.nodes) {
        bound::PatternNode& node = graph_.nodes[index];
        if (pattern->labels) {
            bound::Labels labels = expressions_.labels(*pattern->labels, false);
            node.labels = node.labels ? both(std::move(*node.labels), std::move(labels)) : std::move(labels);
        }
        pending_.push_back({Pending::Target::kNode, index, &pattern->properties, &pattern->where, nullptr});
    }
    return index;
}

std::size_t PatternBinder::node_with(Slot slot) {
    const auto [found, is_new] = node_index_.emplace(slot, graph_.nodes.size());
    if (is_new) graph_.nodes.push_back({slot, !fresh_.contains(slot), {}, {}});
    return found->second;
}

Slot PatternBinder::node_slot(const ast::NodePattern& pattern) {
    const ast::Name& name = *pattern.variable;
    const std::optional<Slot> slot = existing(pattern.variable);
    if (!slot) return declare(pattern.variable, node_info(name.text));
    const SlotInfo& info = expressions_.frame().info(*slot);
    if (!info.type.may_be(StaticType(Kind::kNode))) {
        expressions_.fail(
            name.place, "VariableTypeConflict",
            fmt::format("variable '{}' is {}, and stands here for a node", name.text, to_string(info.type)),
            "choose another name");
    }
    return *slot;
}

// --- Relationships.

std::size_t PatternBinder::add_relationship(const ast::RelationshipPattern& pattern, std::size_t left) {
    bound::PatternRelationship result;
    result.slot = relationship_slot(pattern);
    result.bound = !fresh_.contains(result.slot);
    result.left = left;
    result.arrow = arrow_of(pattern.arrow);
    result.place = pattern.place;
    if (pattern.types) result.types = expressions_.labels(*pattern.types, true);
    result.element = result.slot;
    if (pattern.repetition) {
        result.repetition = bound::Repetition{pattern.repetition->min, pattern.repetition->max};
        result.element = expressions_.frame().add(relationship_info(""));
    }
    graph_.relationships.push_back(std::move(result));
    const std::size_t index = graph_.relationships.size() - 1;
    pending_.push_back({Pending::Target::kRelationship, index, &pattern.properties, &pattern.where,
                        pattern.variable ? &*pattern.variable : nullptr});
    return index;
}

Slot PatternBinder::relationship_slot(const ast::RelationshipPattern& pattern) {
    const bool repeated = pattern.repetition.has_value();
    if (repeated && round_names_ != nullptr) {
        expressions_.fail(pattern.place, "UnexpectedSyntax", "a repetition cannot stand inside a repeated group",
                          "repeat either the group or the relationship");
    }
    const std::string name = pattern.variable ? pattern.variable->text : "";
    const std::optional<Slot> slot = existing(pattern.variable);
    if (!slot) {
        const Slot fresh =
            declare(pattern.variable, repeated ? list_info(name, Kind::kRelationship) : relationship_info(name));
        relationships_.insert(fresh);
        return fresh;
    }
    const SlotInfo& info = expressions_.frame().info(*slot);
    if (!info.type.may_be(StaticType(repeated ? Kind::kList : Kind::kRelationship))) {
        expressions_.fail(pattern.variable->place, "VariableTypeConflict",
                          fmt::format("variable '{}' is {}, and stands here for {}", name, to_string(info.type),
                                      repeated ? "a list of relationships" : "a relationship"),
                          "choose another name");
    }
    if (!relationships_.insert(*slot).second) {
        expressions_.fail(pattern.variable->place, "RelationshipUniquenessViolation",
                          fmt::format("relationship '{}' stands twice in one MATCH, where all differ", name),
                          "match it once, or split the pattern into two MATCH clauses");
    }
    return *slot;
}

// --- Groups.

std::size_t PatternBinder::add_group(const ast::GroupPattern& group, std::size_t left) {
    check_group(group);
    std::map<std::string, std::unique_ptr<LocalName>> names;
    bound::PatternGroup result{left, left, bound::PatternGraph{}, {}, {}, {}, true};
    result.repetition = {group.repetition->min, group.repetition->max};
    {
        const std::set<Slot> outer = fresh_;
        const Restore outer_graph(graph_, bound::PatternGraph{});
        const Restore outer_index(node_index_, std::map<Slot, std::size_t>{});
        const Restore outer_pending(pending_, std::vector<Pending>{});
        const Restore inside(round_names_, &names);
        Sequence sequence;
        flatten(group.elements, sequence);
        graph_.paths.push_back(lay_out(sequence));
        bind_pending(std::exchange(pending_, {}));
        result.conditions = expressions_.conditions(group.where);
        for (const bound::PatternNode& node : graph_.nodes) check_round(node.conditions, outer);
        for (const bound::PatternRelationship& x : graph_.relationships) check_round(x.conditions, outer);
        check_round(result.conditions, outer);
        check_endpoints(graph_);
        result.round = std::move(graph_);
    }
    std::vector<std::pair<std::string, Slot>> inner;
    for (const auto& [name, local] : names) inner.emplace_back(name, local->slot());
    names.clear();
    for (const auto& [name, slot] : inner) {
        const bool is_node = expressions_.frame().info(slot).type.is(Kind::kNode);
        SlotInfo info = list_info(name, is_node ? Kind::kNode : Kind::kRelationship);
        const Slot list = expressions_.frame().declare(std::move(info));
        fresh_.insert(list);
        result.variables.push_back({slot, list});
    }
    graph_.groups.push_back(std::move(result));
    return graph_.groups.size() - 1;
}

void PatternBinder::check_group(const ast::GroupPattern& group) const {
    if (round_names_ != nullptr) {
        expressions_.fail(group.place, "UnexpectedSyntax", "a repetition cannot stand inside a repeated group",
                          "repeat one of the groups only");
    }
    if (group.variable || group.mode) {
        expressions_.fail(group.place, "UnexpectedSyntax",
                          "a repeated group has no path variable and no mode of its own",
                          "write them before the whole path");
    }
    for (const ast::PathElement& element : group.elements) {
        const auto* inner = std::get_if<ast::GroupPattern>(&element.node);
        if (inner == nullptr || inner->repetition) continue;
        expressions_.fail(inner->place, "UnexpectedSyntax",
                          "brackets without repetition cannot stand inside a repeated group", "leave them out");
    }
    const bool has_relationship = std::ranges::any_of(group.elements, [](const ast::PathElement& element) {
        return !std::holds_alternative<ast::NodePattern>(element.node);
    });
    if (!has_relationship) {
        expressions_.fail(group.place, "UnexpectedSyntax", "a repeated group needs a relationship");
    }
}

// A round sees its own variables and those of earlier clauses, not those that are matched beside it.
void PatternBinder::check_round(const bound::Conditions& conditions, const std::set<Slot>& outer) const {
    for (const bound::Expression& condition : conditions) {
        bound::for_each_slot(condition, [&](Slot slot) {
            if (!outer.contains(slot)) return;
            expressions_.fail(condition.place, "UndefinedVariable",
                              fmt::format("variable '{}' of the same MATCH is not known inside a repeated group",
                                          expressions_.frame().info(slot).name),
                              "move the condition into the WHERE of the clause, or match the variable before");
        });
    }
}

// --- Names.

std::optional<Slot> PatternBinder::existing(const std::optional<ast::Name>& name) {
    if (!name) return std::nullopt;
    const std::optional<Slot> slot = expressions_.frame().find(name->text);
    if (slot && round_names_ != nullptr && !round_names_->contains(name->text)) {
        expressions_.fail(name->place, "VariableAlreadyBound",
                          fmt::format("variable '{}' has a meaning outside the repeated group", name->text),
                          "choose another name inside the group");
    }
    if (!slot && names_ == Names::kBound) {
        const Fault fault = expressions_.frame().fault(name->text);
        expressions_.fail(name->place, fault.detail, fault.message,
                          "a pattern in a condition cannot bind variables; use EXISTS { .. }");
    }
    return slot;
}

Slot PatternBinder::declare(const std::optional<ast::Name>& name, SlotInfo info) {
    Frame& frame = expressions_.frame();
    Slot slot;
    if (!name) {
        slot = frame.add(std::move(info));
    } else if (round_names_ != nullptr) {
        auto local = std::make_unique<LocalName>(frame, std::move(info));
        slot = local->slot();
        round_names_->emplace(name->text, std::move(local));
    } else {
        if (frame.find(name->text)) {
            expressions_.fail(name->place, "VariableAlreadyBound",
                              fmt::format("variable '{}' is already bound", name->text), "choose another name");
        }
        slot = frame.declare(std::move(info));
    }
    fresh_.insert(slot);
    return slot;
}

// --- Conditions.

void PatternBinder::bind_pending(const std::vector<Pending>& pending) {
    for (const Pending& item : pending) {
        switch (item.target) {
            case Pending::Target::kNode: {
                const Slot slot = graph_.nodes[item.index].slot;
                append(graph_.nodes[item.index].conditions, conditions_of(item, slot));
                break;
            }
            case Pending::Target::kRelationship: {
                const Slot slot = graph_.relationships[item.index].element;
                std::optional<LocalName> element;
                if (item.name != nullptr) element.emplace(expressions_.frame(), item.name->text, slot);
                append(graph_.relationships[item.index].conditions, conditions_of(item, slot));
                break;
            }
            case Pending::Target::kPath:
                append(graph_.paths[item.index].conditions, expressions_.conditions(*item.where));
                break;
        }
    }
}

bound::Conditions PatternBinder::conditions_of(const Pending& pending, Slot subject) {
    bound::Conditions result;
    const StaticType type = expressions_.frame().info(subject).type;
    if (pending.properties != nullptr && *pending.properties) {
        const ast::Expression& properties = **pending.properties;
        const auto* map = std::get_if<ast::MapLiteral>(&properties.node);
        if (map == nullptr) {
            expressions_.fail(properties.place, "InvalidParameterUse",
                              "a parameter cannot stand for a map of properties here", "write {key: $parameter.key}");
        }
        for (const ast::MapEntry& entry : map->entries) {
            expressions_.check_key(entry.key);
            bound::Expression of_subject{bound::Variable{subject}, type, entry.key.place};
            bound::Expression key{bound::Property{std::move(of_subject), entry.key.text}, StaticType::any(),
                                  entry.key.place};
            bound::Comparison equal;
            equal.operands.push_back(std::move(key));
            equal.operands.push_back(expressions_.expression(entry.value));
            equal.operators.push_back(ast::ComparisonOperator::kEqual);
            result.push_back({std::move(equal), Kind::kBoolean, properties.place});
        }
    }
    append(result, expressions_.conditions(*pending.where));
    return result;
}

// --- Schema.

void PatternBinder::check_endpoints(const bound::PatternGraph& graph) const {
    const Schema& schema = expressions_.schema();
    if (schema.is_open()) return;
    for (const bound::PatternRelationship& x : graph.relationships) {
        const std::vector<std::string> types = known_names(x.types);
        if (types.empty() || x.repetition) continue;
        const std::vector<std::string> left = known_names(graph.nodes[x.left].labels);
        const std::vector<std::string> right = known_names(graph.nodes[x.right].labels);
        const bool possible = std::ranges::any_of(types, [&](const std::string& type) {
            return (x.arrow != bound::Arrow::kLeft && schema.allows_endpoints(type, left, right)) ||
                   (x.arrow != bound::Arrow::kRight && schema.allows_endpoints(type, right, left));
        });
        if (!possible) fail_endpoints(expressions_, x, types, left, right);
    }
}

}  // namespace mirrorgraph::query
