#include "query/exec/operators/operators.h"
#include "query/exec/paths/way_counter.h"

namespace mirrorgraph::query {

namespace {

class WeighOperator final : public Operator {
  public:
    WeighOperator(const plan::Weigh& weigh, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          weigh_(weigh),
          live_(passed_on(build.node)),
          input_(make_batch()) {}

  private:
    bool produce(Batch& out) override {
        if (!child().next(input_)) return false;
        // What was counted stays true, unless an operator below has written.
        if (!counter_ || run_.plan().writes) counter_ = std::make_unique<WayCounter>(run_, weigh_.tree);
        run_.step(input_.rows);
        rows_.clear();
        weights_.clear();
        bool heavy = !input_.weights.empty();
        for (std::uint32_t row = 0; row < input_.rows; ++row) {
            std::uint64_t ways = count(row);
            if (weigh_.exists_only) ways = (ways != 0) != weigh_.negated;
            if (ways == 0) continue;
            rows_.push_back(row);
            heavy = heavy || ways != 1;
            weights_.push_back(product_of_ways(ways, input_.weight(row)));
        }
        if (rows_.size() == input_.rows) {
            for (Slot slot : live_) std::swap(out.columns[slot], input_.columns[slot]);
            out.rows = input_.rows;
        } else {
            out.gather(input_, rows_, live_);
        }
        if (heavy) out.weights = weights_;
        return true;
    }

    std::uint64_t count(std::uint32_t row) {
        const NodeId node(input_.columns[weigh_.node].ids[row]);
        if (weigh_.into == kNoSlot) return counter_->count(node, input_, row);
        return counter_->count_into(node, NodeId(input_.columns[weigh_.into].ids[row]), input_, row);
    }

    void restart() override {}

    const plan::Weigh& weigh_;
    std::vector<Slot> live_;
    Batch input_;
    std::unique_ptr<WayCounter> counter_;
    std::vector<std::uint32_t> rows_;
    std::vector<std::uint64_t> weights_;
};

class MultiplyOperator final : public Operator {
  public:
    MultiplyOperator(const plan::Multiply& multiply, Build build)
        : Operator(build.run, build.node, std::move(build.children)), multiply_(multiply), counted_(make_batch()) {}

  private:
    bool produce(Batch& out) override {
        // An operator below may write before it gives its first row.
        if (!child(0).next(out)) return false;
        if (!factor_) factor_ = count();
        if (*factor_ == 0) {
            out.clear();
        } else if (*factor_ != 1) {
            out.weights.resize(out.rows, 1);
            for (std::uint64_t& weight : out.weights) weight = product_of_ways(weight, *factor_);
        }
        return true;
    }
    void restart() override {
        if (run_.plan().writes) factor_.reset();
    }

    std::uint64_t count() {
        std::uint64_t rows = 0;
        while (child(1).next(counted_)) {
            for (std::size_t row = 0; row < counted_.rows; ++row) {
                rows = sum_of_ways(rows, counted_.weight(row));
                if (multiply_.exists_only && rows != 0) return 1;
            }
            run_.step(counted_.rows);
        }
        return rows;
    }

    const plan::Multiply& multiply_;
    Batch counted_;
    std::optional<std::uint64_t> factor_;
};

}  // namespace

OperatorPtr make_operator(const plan::Weigh& weigh, Build build) {
    return std::make_unique<WeighOperator>(weigh, std::move(build));
}
OperatorPtr make_operator(const plan::Multiply& multiply, Build build) {
    return std::make_unique<MultiplyOperator>(multiply, std::move(build));
}

}  // namespace mirrorgraph::query
