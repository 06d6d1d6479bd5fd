#include "query/plan/uses.h"

#include <algorithm>

#include "query/bind/walk.h"

namespace mirrorgraph::query::plan {

namespace {

class Reader {
  public:
    explicit Reader(std::set<bound::Slot>& slots) : slots_(slots) {}

    void operator()(const bound::Match& match) const {
        read(match.pattern);
        read(match.where);
    }
    void operator()(const bound::Unwind& unwind) const { read(unwind.list); }
    void operator()(const bound::Create& create) const {
        for (const auto& item : create.items) {
            std::visit(Overloaded{[this](const bound::CreateNode& node) { read(node.properties); },
                                  [this](const bound::CreateRelationship& relationship) {
                                      slots_.insert({relationship.source, relationship.target});
                                      read(relationship.properties);
                                  },
                                  [this](const bound::CreatePath& path) {
                                      slots_.insert(path.steps.begin(), path.steps.end());
                                  }},
                       item);
        }
    }
    void operator()(const bound::Update& update) const { read(update.changes); }
    void operator()(const bound::Merge& merge) const {
        read(merge.pattern);
        (*this)(merge.create);
        read(merge.on_create);
        read(merge.on_match);
    }
    void operator()(const bound::Delete& remove) const { read(remove.items); }
    void operator()(const bound::CallProcedure& call) const {
        read(call.arguments);
        read(call.where);
    }

    void operator()(const bound::CallSubquery& call) const {
        for (const bound::Import& import : call.imports) slots_.insert(import.outer);
    }

    void read(const bound::Expression& expression) const {
        for_each_slot(expression, [this](bound::Slot slot) { slots_.insert(slot); });
    }
    void read(const std::optional<bound::Expression>& expression) const {
        if (expression) read(*expression);
    }
    void read(const std::vector<bound::Expression>& expressions) const {
        for (const bound::Expression& expression : expressions) read(expression);
    }

  private:
    void read(const std::vector<bound::Change>& changes) const {
        for (const bound::Change& change : changes) {
            std::visit(Overloaded{[this](const bound::SetProperty& set) {
                                      read(set.subject);
                                      read(set.value);
                                  },
                                  [this](const bound::SetProperties& set) {
                                      read(set.subject);
                                      read(set.value);
                                  },
                                  [this](const bound::SetLabels& set) { read(set.subject); },
                                  [this](const bound::RemoveProperty& remove) { read(remove.subject); },
                                  [this](const bound::RemoveLabels& remove) { read(remove.subject); }},
                       change);
        }
    }
    void read(const bound::PatternGraph& pattern) const {
        for (const bound::PatternNode& node : pattern.nodes) {
            if (node.bound) slots_.insert(node.slot);
            read(node.conditions);
        }
        for (const bound::PatternRelationship& relationship : pattern.relationships) {
            if (relationship.bound) slots_.insert(relationship.slot);
            read(relationship.conditions);
        }
        for (const bound::PatternGroup& group : pattern.groups) {
            read(*group.round);
            read(group.conditions);
        }
        for (const bound::PatternPath& path : pattern.paths) read(path.conditions);
    }

    std::set<bound::Slot>& slots_;
};

bool updates(const bound::Clause& clause) {
    return std::visit(Overloaded{[](const bound::Match&) { return false; }, [](const bound::Unwind&) { return false; },
                                 [](const bound::Create&) { return true; }, [](const bound::Update&) { return true; },
                                 [](const bound::Merge&) { return true; }, [](const bound::Delete&) { return true; },
                                 [](const bound::CallProcedure&) { return true; },
                                 [](const bound::CallSubquery& call) { return call.is_updating; }},
                      clause);
}

}  // namespace

std::set<bound::Slot> slots_read_after(const bound::Part& part, std::size_t clause) {
    std::set<bound::Slot> slots;
    const Reader reader(slots);
    for (std::size_t i = clause + 1; i < part.clauses.size(); ++i) std::visit(reader, part.clauses[i]);
    if (!part.projection) return slots;
    for (const bound::CarriedValue& value : part.projection->carried) slots.insert(value.source);
    reader.read(part.projection->keys);
    for (const bound::Aggregate& aggregate : part.projection->aggregates) reader.read(aggregate.arguments);
    if (!part.projection->is_aggregating) {
        for (const bound::Column& column : part.projection->columns) reader.read(column.expression);
    }
    return slots;
}

bool counts_rows(const bound::Part& part, std::size_t clause, bool rows_wanted) {
    for (std::size_t i = clause + 1; i < part.clauses.size(); ++i) {
        if (updates(part.clauses[i])) return true;
    }
    if (!part.projection) return rows_wanted;
    const bound::Projection& projection = *part.projection;
    if (!projection.is_aggregating) {
        return !projection.distinct && (rows_wanted || projection.skip || projection.limit);
    }
    static const AggregateFunction* const kMin = find_aggregate("min");
    static const AggregateFunction* const kMax = find_aggregate("max");
    return !std::all_of(projection.aggregates.begin(), projection.aggregates.end(),
                        [](const bound::Aggregate& aggregate) {
                            return aggregate.distinct || aggregate.function == kMin || aggregate.function == kMax;
                        });
}

}  // namespace mirrorgraph::query::plan
