#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "query/box.h"
#include "query/exec/evaluate.h"
#include "query/exec/operators/operators.h"
#include "query/exec/subplan.h"
#include "query/exec/view/graph_editor.h"
#include "query/query_error.h"

namespace mirrorgraph::query {

namespace {

// Takes all rows of its child before it writes the first time, so that nothing below sees what it writes, and gives
// them when all is written.
class WriteOperator : public Operator {
  public:
    explicit WriteOperator(Build build)
        : Operator(build.run, build.node, std::move(build.children)), rows_(make_batch()) {}

  protected:
    virtual void write() = 0;

    Value evaluate(const plan::ExpressionPtr& expression, std::size_t row) {
        return query::evaluate(run_, *expression, rows_, row);
    }
    Map properties(const plan::ExpressionPtr& expression, std::size_t row) {
        if (!expression) return {};
        const Value value = evaluate(expression, row);
        if (value.is_map()) return value.as_map();
        if (value.is_null()) return {};
        throw type_error("InvalidArgumentType",
                         fmt::format("properties come as a map, not as {}", mirrorgraph::type_name(value.type())));
    }

    // Makes the elements for one row and writes their ids into its columns.
    void create(const plan::NewElements& elements, std::size_t row) {
        for (const auto& element : elements) {
            run_.step();
            std::visit(Overloaded{[&](const plan::NewNode& node) {
                                      const NodeId made =
                                          run_.editor().create_node(node.labels, properties(node.properties, row));
                                      put(node.node, row, made.value);
                                  },
                                  [&](const plan::NewRelationship& relationship) {
                                      const RelationshipId made = run_.editor().create_relationship(
                                          end(relationship.source, row), end(relationship.target, row),
                                          relationship.type, properties(relationship.properties, row));
                                      put(relationship.relationship, row, made.value);
                                  }},
                       element);
        }
    }
    void put(Slot slot, std::size_t row, std::uint32_t id) {
        std::vector<std::uint32_t>& ids = rows_.columns[slot].ids;
        ids.resize(std::max(ids.size(), row + 1), NodeId::kNull);
        ids[row] = id;
    }
    NodeId end(Slot slot, std::size_t row) const {
        const NodeId node(rows_.columns[slot].ids[row]);
        if (node.is_null()) {
            throw QueryError(ErrorCode::kRuntime, "SemanticError", "CreatingRelationshipWithNullEnd",
                             "a relationship needs a node at both ends, and one of them is null");
        }
        return node;
    }

    void assign(const std::vector<plan::Assignment>& items, std::size_t row) {
        for (const plan::Assignment& item : items) {
            run_.step();
            std::visit([&](const auto& assignment) { assign(assignment, row); }, item);
        }
    }

    Batch rows_;

  private:
    bool produce(Batch& out) override {
        if (!written_) {
            collect(rows_);
            write();
            written_ = true;
            run_.resolve_names();
        }
        if (given_ == rows_.rows) return false;
        std::vector<std::uint32_t> chosen;
        for (; given_ < rows_.rows && chosen.size() < kBatchRows; ++given_) {
            chosen.push_back(static_cast<std::uint32_t>(given_));
        }
        out.gather(rows_, chosen, output());
        return true;
    }
    void restart() override {
        written_ = false;
        given_ = 0;
        rows_.clear();
    }

    void assign(const plan::AssignProperty& item, std::size_t row) {
        const Value subject = evaluate(item.subject, row);
        if (subject.is_null()) return;
        set(subject, item.key, evaluate(item.value, row));
    }
    void assign(const plan::AssignProperties& item, std::size_t row) {
        const Value subject = evaluate(item.subject, row);
        if (subject.is_null()) return;
        const Map map = properties_of(evaluate(item.value, row));
        if (!item.keep_others) {
            for (const auto& [key, old] : properties_of(subject)) {
                if (!map.contains(key)) set(subject, key, {});
            }
        }
        for (const auto& [key, value] : map) set(subject, key, value);
    }
    void assign(const plan::AssignLabels& item, std::size_t row) {
        const Value subject = evaluate(item.subject, row);
        if (subject.is_null()) return;
        if (!subject.is_node()) throw wrong_subject("labels", subject);
        for (const std::string& label : item.labels) {
            if (item.remove) {
                run_.editor().remove_label(subject.as_node(), label);
            } else {
                run_.editor().add_label(subject.as_node(), label);
            }
        }
    }

    void set(const Value& subject, const std::string& key, const Value& value) {
        if (subject.is_node()) {
            run_.editor().set_property(subject.as_node(), key, value);
        } else if (subject.is_relationship()) {
            run_.editor().set_property(subject.as_relationship(), key, value);
        } else {
            throw wrong_subject("properties", subject);
        }
    }
    Map properties_of(const Value& value) const {
        if (value.is_map()) return value.as_map();
        if (value.is_node()) return run_.view().properties(value.as_node());
        if (value.is_relationship()) return run_.view().properties(value.as_relationship());
        throw type_error("InvalidArgumentType",
                         fmt::format("properties come from a map, a node or a relationship, not from {}",
                                     mirrorgraph::type_name(value.type())));
    }
    static QueryError wrong_subject(std::string_view what, const Value& subject) {
        return type_error("InvalidArgumentType", fmt::format("{} can be changed of nodes and relationships, not of {}",
                                                             what, mirrorgraph::type_name(subject.type())));
    }

    bool written_ = false;
    std::size_t given_ = 0;
};

class CreateOperator final : public WriteOperator {
  public:
    CreateOperator(const plan::Create& create, Build build) : WriteOperator(std::move(build)), create_(create) {}

  private:
    void write() override {
        for (std::size_t row = 0; row < rows_.rows; ++row) create(create_.elements, row);
    }
    const plan::Create& create_;
};

class AssignOperator final : public WriteOperator {
  public:
    AssignOperator(const plan::Assign& assign, Build build) : WriteOperator(std::move(build)), assign_(assign) {}

  private:
    void write() override {
        for (std::size_t row = 0; row < rows_.rows; ++row) assign(assign_.items, row);
    }
    const plan::Assign& assign_;
};

class DeleteOperator final : public WriteOperator {
  public:
    DeleteOperator(const plan::Delete& remove, Build build) : WriteOperator(std::move(build)), delete_(remove) {}

  private:
    void write() override {
        // All are looked up before the first one goes.
        List items;
        for (std::size_t row = 0; row < rows_.rows; ++row) {
            for (const plan::ExpressionPtr& item : delete_.items) items.push_back(evaluate(item, row));
        }
        for (const Value& item : items) remove(item);
    }
    void remove(const Value& item) {
        run_.step();
        if (item.is_null()) return;
        if (item.is_node()) {
            run_.editor().remove(item.as_node(), delete_.detach);
        } else if (item.is_relationship()) {
            run_.editor().remove(item.as_relationship());
        } else if (item.is_path()) {
            for (RelationshipId relationship : item.as_path().relationships) run_.editor().remove(relationship);
            for (NodeId node : item.as_path().nodes) run_.editor().remove(node, delete_.detach);
        } else {
            throw type_error("InvalidArgumentType",
                             fmt::format("{} cannot be deleted", mirrorgraph::type_name(item.type())));
        }
    }
    const plan::Delete& delete_;
};

class MergeOperator final : public WriteOperator {
  public:
    MergeOperator(const plan::Merge& merge, Build build)
        : WriteOperator(std::move(build)),
          merge_(merge),
          search_(run_, *node_.children[1], merge.imports, {}),
          found_(make_batch()),
          all_(make_batch()) {}

  private:
    // Each row sees what the rows before it have made.
    void write() override {
        const std::vector<Slot>& live = node_.children[0]->output;
        std::vector<Slot> whole(live);
        whole.insert(whole.end(), merge_.found.begin(), merge_.found.end());
        for (std::uint32_t row = 0; row < rows_.rows; ++row) {
            check_properties(row);
            run_.resolve_names();
            std::size_t matches = 0;
            const std::size_t first = all_.rows;
            search_.start(rows_, row);
            while (search_.next(found_)) {
                for (std::uint32_t i = 0; i < found_.rows; ++i) matches += take(row, i, live);
            }
            if (matches == 0) {
                create(merge_.elements, row);
                assign(merge_.on_create, row);
                const std::uint32_t chosen[] = {row};
                all_.gather(rows_, chosen, whole);
            } else if (!merge_.on_match.empty()) {
                update(first, whole);
            }
        }
        rows_ = std::exchange(all_, make_batch());
    }

    std::size_t take(std::uint32_t row, std::uint32_t found, const std::vector<Slot>& live) {
        for (std::uint64_t weight = found_.weight(found); weight > 0; --weight) {
            for (Slot slot : merge_.found) all_.columns[slot].ids.push_back(found_.columns[slot].ids[found]);
            const std::uint32_t chosen[] = {row};
            all_.gather(rows_, chosen, live);
        }
        return 1;
    }

    // ON MATCH looks at rows_, so each match stands there for a moment.
    void update(std::size_t first, const std::vector<Slot>& whole) {
        Batch kept = std::move(rows_);
        rows_ = make_batch();
        std::vector<std::uint32_t> chosen;
        for (std::size_t i = first; i < all_.rows; ++i) chosen.push_back(static_cast<std::uint32_t>(i));
        rows_.gather(all_, chosen, whole);
        for (std::size_t i = 0; i < rows_.rows; ++i) assign(merge_.on_match, i);
        rows_ = std::move(kept);
    }

    // Nothing equals null: a pattern with one could never be found again.
    void check_properties(std::size_t row) {
        for (const auto& element : merge_.elements) {
            const plan::ExpressionPtr& map =
                std::visit([](const auto& one) -> const plan::ExpressionPtr& { return one.properties; }, element);
            if (!map) continue;
            for (const auto& [key, value] : properties(map, row)) {
                if (!value.is_null()) continue;
                throw QueryError(ErrorCode::kRuntime, "SemanticError", "MergeReadOwnWrites",
                                 fmt::format("MERGE cannot find or make an element whose property '{}' is null", key));
            }
        }
    }

    const plan::Merge& merge_;
    Subplan search_;
    Batch found_;
    Batch all_;
};

}  // namespace

OperatorPtr make_operator(const plan::Create& create, Build build) {
    return std::make_unique<CreateOperator>(create, std::move(build));
}
OperatorPtr make_operator(const plan::Merge& merge, Build build) {
    return std::make_unique<MergeOperator>(merge, std::move(build));
}
OperatorPtr make_operator(const plan::Assign& assign, Build build) {
    return std::make_unique<AssignOperator>(assign, std::move(build));
}
OperatorPtr make_operator(const plan::Delete& remove, Build build) {
    return std::make_unique<DeleteOperator>(remove, std::move(build));
}

}  // namespace mirrorgraph::query
