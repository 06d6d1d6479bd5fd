#include <algorithm>
#include <cmath>

#include "query/exec/evaluate.h"
#include "query/exec/operators/operators.h"

namespace mirrorgraph::query {

namespace {

class UnitOperator final : public Operator {
  public:
    explicit UnitOperator(Build build) : Operator(build.run, build.node, std::move(build.children)) {}

  private:
    bool produce(Batch& out) override {
        if (done_) return false;
        done_ = true;
        out.rows = 1;
        return true;
    }
    void restart() override { done_ = false; }

    bool done_ = false;
};

class ArgumentOperator final : public Operator {
  public:
    explicit ArgumentOperator(Build build)
        : Operator(build.run, build.node, std::move(build.children)), source_(build.source) {}

  private:
    bool produce(Batch& out) override {
        if (done_) return false;
        done_ = true;
        const Batch& batch = *source_.batch;
        for (Slot slot : output()) out.columns[slot] = batch.columns[slot];
        out.rows = batch.rows;
        out.weights = batch.weights;
        return true;
    }
    void restart() override { done_ = false; }

    ArgumentSource& source_;
    bool done_ = false;
};

// Gives every row of the child once for each of the nodes that find() finds for it.
class NodesOperator : public Operator {
  public:
    NodesOperator(Build build, Slot slot)
        : Operator(build.run, build.node, std::move(build.children)),
          slot_(slot),
          live_(passed_on(build.node)),
          input_(make_batch()) {}

  protected:
    virtual std::span<const NodeId> find(const Batch& input, std::size_t row) = 0;
    void restart() override {
        row_ = 0;
        position_ = 0;
        input_.clear();
    }
    std::vector<NodeId> found_;

  private:
    bool produce(Batch& out) override {
        while (out.rows < kBatchRows) {
            if (row_ == input_.rows) {
                row_ = 0;
                if (!child().next(input_)) return out.rows > 0;
                continue;
            }
            if (position_ == 0) nodes_ = find(input_, row_);
            const std::size_t count = std::min(nodes_.size() - position_, kBatchRows - out.rows);
            emit(out, count);
            position_ += count;
            if (position_ == nodes_.size()) {
                position_ = 0;
                ++row_;
            }
            run_.step(count + 1);
        }
        return true;
    }

    void emit(Batch& out, std::size_t count) {
        if (count == 0) return;
        for (Slot slot : live_) out.columns[slot].repeat(input_.columns[slot], row_, count);
        std::vector<std::uint32_t>& ids = out.columns[slot_].ids;
        for (std::size_t i = 0; i < count; ++i) ids.push_back(nodes_[position_ + i].value);
        if (!input_.weights.empty() || !out.weights.empty()) {
            out.weights.resize(out.rows, 1);
            out.weights.insert(out.weights.end(), count, input_.weight(row_));
        }
        out.rows += count;
    }

    Slot slot_;
    std::vector<Slot> live_;
    Batch input_;
    std::size_t row_ = 0;
    std::size_t position_ = 0;
    std::span<const NodeId> nodes_;
};

class ScanOperator final : public NodesOperator {
  public:
    ScanOperator(Build build, Slot slot, std::optional<plan::LabelRef> label)
        : NodesOperator(std::move(build), slot), label_(label) {}

  private:
    std::span<const NodeId> find(const Batch&, std::size_t) override {
        const GraphView& view = run_.view();
        if (!label_) {
            if (!view.has_delta()) return view.base().nodes();
            if (!collected_) found_ = view.nodes();
            collected_ = true;
            return found_;
        }
        const auto label = run_.label(*label_);
        if (!label) return {};
        if (!view.has_delta()) return view.base().nodes_with_label(*label);
        if (!collected_) found_ = view.nodes_with_label(*label);
        collected_ = true;
        return found_;
    }
    void restart() override {
        NodesOperator::restart();
        if (run_.view().has_delta()) collected_ = false;
    }

    std::optional<plan::LabelRef> label_;
    bool collected_ = false;
};

class LookUpOperator final : public NodesOperator {
  public:
    LookUpOperator(const plan::LookUpNodes& look_up, Build build)
        : NodesOperator(std::move(build), look_up.node), look_up_(look_up) {}

  private:
    std::span<const NodeId> find(const Batch& input, std::size_t row) override {
        found_.clear();
        const auto label = run_.label(look_up_.label);
        const auto key = run_.key(look_up_.key);
        if (!label || !key) return {};
        const Value value = evaluate(run_, *look_up_.value, input, row);
        if (value.is_null()) return {};
        const GraphView& view = run_.view();
        if (!is_indexed(value)) {
            found_ = view.nodes_with_label(*label);
            return found_;
        }
        // Equality joins integers and floats of one number, which the index keeps apart.
        if (value.is_number()) return find_number(*label, *key, value);
        if (!view.has_delta()) return view.base().lookup(*label, *key, value);
        found_ = view.lookup(*label, *key, value);
        return found_;
    }

    // Of these types equal values are the same value. Of others the filter above finds the equal ones.
    static bool is_indexed(const Value& value) {
        return value.is_string() || value.is_number() || value.is_boolean() || value.is_date();
    }

    std::span<const NodeId> find_number(LabelId label, KeyId key, const Value& value) {
        found_ = run_.view().lookup(label, key, value);
        const double number = value.as_number();
        const Value other = value.is_integer() ? Value(number) : Value(static_cast<std::int64_t>(number));
        const bool exact = value.is_integer() || (std::abs(number) < 9e18 && std::trunc(number) == number);
        if (exact) {
            for (NodeId node : run_.view().lookup(label, key, other)) found_.push_back(node);
            std::sort(found_.begin(), found_.end());
        }
        return found_;
    }

    const plan::LookUpNodes& look_up_;
};

class SeekOperator final : public NodesOperator {
  public:
    SeekOperator(const plan::SeekNode& seek, Build build) : NodesOperator(std::move(build), seek.node), seek_(seek) {}

  private:
    std::span<const NodeId> find(const Batch& input, std::size_t row) override {
        found_.clear();
        const Value id = evaluate(run_, *seek_.id, input, row);
        if (!id.is_string()) return {};
        if (const auto node = run_.view().find_node(id.as_string())) found_.push_back(*node);
        return found_;
    }

    const plan::SeekNode& seek_;
};

}  // namespace

OperatorPtr make_operator(const plan::Unit&, Build build) { return std::make_unique<UnitOperator>(std::move(build)); }
OperatorPtr make_operator(const plan::Argument&, Build build) {
    return std::make_unique<ArgumentOperator>(std::move(build));
}
OperatorPtr make_operator(const plan::ScanNodes& scan, Build build) {
    return std::make_unique<ScanOperator>(std::move(build), scan.node, std::nullopt);
}
OperatorPtr make_operator(const plan::ScanLabel& scan, Build build) {
    return std::make_unique<ScanOperator>(std::move(build), scan.node, scan.label);
}
OperatorPtr make_operator(const plan::LookUpNodes& look_up, Build build) {
    return std::make_unique<LookUpOperator>(look_up, std::move(build));
}
OperatorPtr make_operator(const plan::SeekNode& seek, Build build) {
    return std::make_unique<SeekOperator>(seek, std::move(build));
}

}  // namespace mirrorgraph::query
