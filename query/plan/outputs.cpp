#include "query/plan/outputs.h"

#include <algorithm>

#include "query/box.h"

namespace mirrorgraph::query::plan {

namespace {

// What an operator reads of its child's rows, and what it adds to them.
struct Traffic {
    SlotSet reads;
    SlotSet adds;
    bool passes = true;  // hands on the other slots of its child
};

class TrafficOf {
  public:
    Traffic operator()(const Unit&) const { return {}; }
    Traffic operator()(const Argument&) const { return {}; }
    Traffic operator()(const ScanNodes& scan) const { return {{}, {scan.node}}; }
    Traffic operator()(const ScanLabel& scan) const { return {{}, {scan.node}}; }
    Traffic operator()(const LookUpNodes& look_up) const { return {of({look_up.value}), {look_up.node}}; }
    Traffic operator()(const SeekNode& seek) const { return {of({seek.id}), {seek.node}}; }
    Traffic operator()(const Expand& expand) const {
        return {{expand.from}, without_none({expand.relationship, expand.to})};
    }
    Traffic operator()(const ExpandInto& expand) const {
        return {{expand.from, expand.to}, without_none({expand.relationship})};
    }
    Traffic operator()(const FollowRelationship& follow) const {
        Traffic traffic{{follow.relationship}, {}};
        (follow.left_known ? traffic.reads : traffic.adds).insert(follow.left);
        (follow.right_known ? traffic.reads : traffic.adds).insert(follow.right);
        return traffic;
    }
    Traffic operator()(const Intersect& intersect) const {
        Traffic traffic{{}, {intersect.to}};
        for (const Intersect::Leg& leg : intersect.legs) {
            traffic.reads.insert(leg.from);
            if (leg.relationship != kNoSlot) traffic.adds.insert(leg.relationship);
        }
        return traffic;
    }
    Traffic operator()(const SearchPaths& search) const {
        Traffic traffic{of(search.conditions), without_none({search.relationships, search.path})};
        traffic.reads.insert(search.from);
        (search.into ? traffic.reads : traffic.adds).insert(search.to);
        for (const PathSegment& segment : search.segments) {
            traffic.reads.merge(of(segment.conditions));
            for (const PathStep& step : segment.steps) traffic.reads.merge(of(step.conditions));
            for (const PathSegment::Group& group : segment.groups) traffic.adds.insert(group.list);
        }
        return traffic;
    }
    Traffic operator()(const Weigh& weigh) const {
        Traffic traffic{without_none({weigh.node, weigh.into}), {}};
        add_ties(weigh.tree, traffic.reads);
        return traffic;
    }
    Traffic operator()(const Multiply&) const { return {}; }
    Traffic operator()(const Filter& filter) const { return {of(filter.conditions), {}}; }
    Traffic operator()(const Project& project) const {
        Traffic traffic;
        for (const auto& [slot, expression] : project.items) {
            traffic.adds.insert(slot);
            traffic.reads.merge(of({expression}));
        }
        return traffic;
    }
    Traffic operator()(const Aggregate& aggregate) const {
        Traffic traffic{{}, {}, false};
        for (const auto& [slot, expression] : aggregate.keys) {
            traffic.adds.insert(slot);
            traffic.reads.merge(of({expression}));
        }
        for (const Aggregate::Item& item : aggregate.items) {
            traffic.adds.insert(item.slot);
            traffic.reads.merge(of(item.arguments));
        }
        traffic.adds.insert(aggregate.carried.begin(), aggregate.carried.end());
        return traffic;
    }
    Traffic operator()(const Distinct& distinct) const { return {{distinct.slots.begin(), distinct.slots.end()}, {}}; }
    Traffic operator()(const Sort& sort) const {
        Traffic traffic{of({sort.limit}), {}};
        for (const Sort::Item& item : sort.items) traffic.reads.insert(item.slot);
        return traffic;
    }
    Traffic operator()(const Skip& skip) const { return {of({skip.count}), {}}; }
    Traffic operator()(const Limit& limit) const { return {of({limit.count}), {}}; }
    Traffic operator()(const Unwind& unwind) const { return {of({unwind.list}), {unwind.item}}; }
    Traffic operator()(const Union& all) const { return {{}, {all.columns.begin(), all.columns.end()}, false}; }
    Traffic operator()(const Apply&) const { return {}; }
    Traffic operator()(const CallSubquery& call) const { return {{}, {call.columns.begin(), call.columns.end()}}; }
    Traffic operator()(const Create& create) const { return of(create.elements); }
    Traffic operator()(const Merge& merge) const {
        Traffic traffic = of(merge.elements);
        traffic.adds.insert(merge.found.begin(), merge.found.end());
        traffic.reads.merge(of(merge.on_match));
        traffic.reads.merge(of(merge.on_create));
        for (Slot slot : traffic.adds) traffic.reads.erase(slot);
        return traffic;
    }
    Traffic operator()(const Assign& assign) const { return {of(assign.items), {}}; }
    Traffic operator()(const Delete& remove) const { return {of(remove.items), {}}; }
    Traffic operator()(const Drain&) const { return {{}, {}, false}; }
    Traffic operator()(const CallProcedure& call) const {
        Traffic traffic{of(call.arguments), {}};
        for (const auto& [field, slot] : call.yields) traffic.adds.insert(slot);
        return traffic;
    }

  private:
    static SlotSet without_none(SlotSet slots) {
        slots.erase(kNoSlot);
        return slots;
    }
    static void add_ties(const WeightTree& tree, SlotSet& reads) {
        for (const Tie& tie : tree.ties) {
            reads.insert(tie.node);
            for (const WeightTree& ways : tie.ways) add_ties(ways, reads);
        }
        for (const WeightTree& branch : tree.branches) add_ties(branch, reads);
    }
    static SlotSet of(const std::vector<ExpressionPtr>& expressions) {
        SlotSet slots;
        for (const ExpressionPtr& expression : expressions) {
            if (expression) slots.merge(slots_of(*expression));
        }
        return slots;
    }
    static Traffic of(const NewElements& elements) {
        Traffic traffic;
        for (const auto& element : elements) {
            if (const auto* node = std::get_if<NewNode>(&element)) {
                traffic.adds.insert(node->node);
                traffic.reads.merge(of({node->properties}));
            } else {
                const auto& relationship = std::get<NewRelationship>(element);
                traffic.adds.insert(relationship.relationship);
                traffic.reads.insert({relationship.source, relationship.target});
                traffic.reads.merge(of({relationship.properties}));
            }
        }
        for (Slot slot : traffic.adds) traffic.reads.erase(slot);
        return traffic;
    }
    static SlotSet of(const std::vector<Assignment>& items) {
        SlotSet slots;
        for (const Assignment& item : items) {
            std::visit(Overloaded{[&](const AssignProperty& assign) {
                                      slots.merge(of({assign.subject, assign.value}));
                                  },
                                  [&](const AssignProperties& assign) {
                                      slots.merge(of({assign.subject, assign.value}));
                                  },
                                  [&](const AssignLabels& assign) { slots.merge(of({assign.subject})); }},
                       item);
        }
        return slots;
    }
};

// Every expression of an operator, for the sub-plans inside.
void for_each_expression(const Operation& operation, const std::function<void(const ExpressionPtr&)>& visit) {
    const auto all = [&](const std::vector<ExpressionPtr>& expressions) {
        for (const ExpressionPtr& expression : expressions) visit(expression);
    };
    const auto assignments = [&](const std::vector<Assignment>& items) {
        for (const Assignment& item : items) {
            std::visit(Overloaded{[&](const AssignProperty& assign) {
                                      visit(assign.subject);
                                      visit(assign.value);
                                  },
                                  [&](const AssignProperties& assign) {
                                      visit(assign.subject);
                                      visit(assign.value);
                                  },
                                  [&](const AssignLabels& assign) { visit(assign.subject); }},
                       item);
        }
    };
    const auto elements = [&](const NewElements& created) {
        for (const auto& element : created) {
            std::visit([&](const auto& one) { visit(one.properties); }, element);
        }
    };
    std::visit(Overloaded{[](const Unit&) {},
                          [](const Argument&) {},
                          [](const ScanNodes&) {},
                          [](const ScanLabel&) {},
                          [&](const LookUpNodes& look_up) { visit(look_up.value); },
                          [&](const SeekNode& seek) { visit(seek.id); },
                          [](const Expand&) {},
                          [](const ExpandInto&) {},
                          [](const FollowRelationship&) {},
                          [](const Intersect&) {},
                          [&](const SearchPaths& search) {
                              all(search.conditions);
                              for (const PathSegment& segment : search.segments) {
                                  all(segment.conditions);
                                  for (const PathStep& step : segment.steps) all(step.conditions);
                              }
                          },
                          [](const Weigh&) {},
                          [](const Multiply&) {},
                          [&](const Filter& filter) { all(filter.conditions); },
                          [&](const Project& project) {
                              for (const auto& [slot, expression] : project.items) visit(expression);
                          },
                          [&](const Aggregate& aggregate) {
                              for (const auto& [slot, expression] : aggregate.keys) visit(expression);
                              for (const Aggregate::Item& item : aggregate.items) all(item.arguments);
                          },
                          [](const Distinct&) {},
                          [&](const Sort& sort) { visit(sort.limit); },
                          [&](const Skip& skip) { visit(skip.count); },
                          [&](const Limit& limit) { visit(limit.count); },
                          [&](const Unwind& unwind) { visit(unwind.list); },
                          [](const Union&) {},
                          [](const Apply&) {},
                          [](const CallSubquery&) {},
                          [&](const Create& create) { elements(create.elements); },
                          [&](const Merge& merge) {
                              elements(merge.elements);
                              assignments(merge.on_match);
                              assignments(merge.on_create);
                          },
                          [&](const Assign& assign) { assignments(assign.items); },
                          [&](const Delete& remove) { all(remove.items); },
                          [](const Drain&) {},
                          [&](const CallProcedure& call) { all(call.arguments); }},
               operation);
}

void set_outputs_of_subplans(const Expression& expression) {
    if (const auto* run = std::get_if<RunSubplan>(&expression.node)) {
        SlotSet needed;
        if (run->item != kNoSlot) needed.insert(run->item);
        set_outputs(*run->plan, needed);
    }
    for_each_child(expression, set_outputs_of_subplans);
}

SlotSet argument_slots(const Node& node) {
    SlotSet slots;
    if (std::holds_alternative<Argument>(node.operation)) slots.insert(node.output.begin(), node.output.end());
    if (const auto* aggregate = std::get_if<Aggregate>(&node.operation)) {
        for (Slot slot : aggregate->carried) {
            if (std::ranges::find(node.output, slot) != node.output.end()) slots.insert(slot);
        }
    }
    const std::size_t children = has_inner_child(node.operation) ? 1 : node.children.size();
    for (std::size_t i = 0; i < children; ++i) slots.merge(argument_slots(*node.children[i]));
    return slots;
}

void set_output(Node& node, const SlotSet& slots) { node.output.assign(slots.begin(), slots.end()); }

// What the second child reads of the first.
std::vector<Slot> set_outputs_of_search(Node& search, const SlotSet& needed, Slot row) {
    set_outputs(search, needed);
    SlotSet imports = argument_slots(search);
    imports.erase(row);
    return {imports.begin(), imports.end()};
}

void set_outputs(Node& node, Apply& apply, const SlotSet& needed) {
    SlotSet inner;
    if (apply.kind == ApplyKind::kOptional) inner = needed;
    if (apply.row != kNoSlot) inner.insert(apply.row);
    apply.imports = set_outputs_of_search(*node.children[1], inner, apply.row);
    SlotSet outer(apply.imports.begin(), apply.imports.end());
    // The rows of an optional pattern carry what is passed on; for the others it stays outside.
    if (apply.kind != ApplyKind::kOptional) outer.insert(needed.begin(), needed.end());
    set_outputs(*node.children[0], outer);
    SlotSet given = needed;
    if (apply.kind != ApplyKind::kOptional) {
        std::erase_if(given, [&](Slot slot) {
            const std::vector<Slot>& available = node.children[0]->output;
            return std::find(available.begin(), available.end(), slot) == available.end();
        });
    }
    set_output(node, given);
}

}  // namespace

void set_outputs(Node& node, const SlotSet& needed) {
    for_each_expression(node.operation, [](const ExpressionPtr& expression) {
        if (expression) set_outputs_of_subplans(*expression);
    });
    if (auto* apply = std::get_if<Apply>(&node.operation)) {
        set_outputs(node, *apply, needed);
        return;
    }
    if (std::holds_alternative<Argument>(node.operation)) {
        set_output(node, needed);
        return;
    }
    const Traffic traffic = std::visit(TrafficOf{}, node.operation);
    SlotSet below = traffic.reads;
    if (traffic.passes) {
        for (Slot slot : needed) {
            if (!traffic.adds.contains(slot)) below.insert(slot);
        }
    }
    if (auto* call = std::get_if<CallSubquery>(&node.operation)) {
        call->imports = set_outputs_of_search(*node.children[1], {call->columns.begin(), call->columns.end()}, kNoSlot);
        below.insert(call->imports.begin(), call->imports.end());
    }
    if (auto* merge = std::get_if<Merge>(&node.operation)) {
        merge->imports = set_outputs_of_search(*node.children[1], {merge->found.begin(), merge->found.end()}, kNoSlot);
        below.insert(merge->imports.begin(), merge->imports.end());
    }
    if (const auto* all = std::get_if<Union>(&node.operation)) {
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            set_outputs(*node.children[i], {all->parts[i].begin(), all->parts[i].end()});
        }
        set_output(node, {all->columns.begin(), all->columns.end()});
        return;
    }
    if (!node.children.empty()) set_outputs(*node.children[0], below);
    if (std::holds_alternative<Multiply>(node.operation)) set_outputs(*node.children[1], {});
    SlotSet given;
    for (Slot slot : needed) {
        const bool passed = traffic.passes && !node.children.empty() &&
                            std::find(node.children[0]->output.begin(), node.children[0]->output.end(), slot) !=
                                node.children[0]->output.end();
        if (traffic.adds.contains(slot) || passed) given.insert(slot);
    }
    set_output(node, given);
}

}  // namespace mirrorgraph::query::plan
