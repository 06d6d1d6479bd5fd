#include "query/exec/evaluate.h"
#include "query/exec/group_table.h"
#include "query/exec/operators/operators.h"

namespace mirrorgraph::query {

namespace {

class AggregateOperator final : public Operator {
  public:
    AggregateOperator(const plan::Aggregate& aggregate, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          aggregate_(aggregate),
          source_(build.source),
          input_(make_batch()),
          groups_(run_, aggregate.keys.size()) {
        for (Slot slot : aggregate.carried) {
            if (std::find(output().begin(), output().end(), slot) != output().end()) carried_.push_back(slot);
        }
        for (const plan::Aggregate::Item& item : aggregate.items) {
            plain_count_.push_back(item.function == find_aggregate("count") && !item.distinct);
        }
    }

  private:
    bool produce(Batch& out) override {
        if (!collected_) collect();
        collected_ = true;
        if (given_ == group_count()) return false;
        const std::size_t end = std::min(group_count(), given_ + kBatchRows);
        out.rows = end - given_;
        for (; given_ < end; ++given_) give(out);
        return true;
    }

    void restart() override {
        collected_ = false;
        given_ = 0;
        groups_.clear();
        counts_.clear();
        accumulators_.clear();
        input_.clear();
    }

    std::size_t width() const { return aggregate_.items.size(); }
    std::size_t group_count() const { return aggregate_.keys.empty() ? 1 : groups_.size(); }

    void collect() {
        if (aggregate_.keys.empty()) open_group();
        while (child().next(input_)) {
            run_.step(input_.rows);
            if (aggregate_.keys.empty() && count_rows()) continue;
            for (std::size_t row = 0; row < input_.rows; ++row) add(row);
        }
    }

    // Where nothing but count(*) is asked for.
    bool count_rows() {
        for (std::size_t i = 0; i < width(); ++i) {
            if (!plain_count_[i] || !aggregate_.items[i].arguments.empty()) return false;
        }
        std::uint64_t rows = input_.rows;
        if (!input_.weights.empty()) {
            rows = 0;
            for (std::uint64_t weight : input_.weights) rows += weight;
        }
        for (std::size_t i = 0; i < width(); ++i) counts_[i] += rows;
        return true;
    }

    void open_group() {
        for (std::size_t i = 0; i < width(); ++i) {
            const plan::Aggregate::Item& item = aggregate_.items[i];
            counts_.push_back(0);
            accumulators_.push_back(plain_count_[i] ? nullptr : item.function->accumulator(item.distinct));
        }
    }

    void add(std::size_t row) {
        std::size_t group = 0;
        if (!aggregate_.keys.empty()) {
            key_.clear();
            for (const auto& [slot, expression] : aggregate_.keys) {
                key_.push_back(evaluate(run_, *expression, input_, row));
            }
            const GroupTable::Found found = groups_.find_or_add(key_);
            if (found.added) open_group();
            group = found.group;
        }
        for (std::size_t i = 0; i < width(); ++i) add(group * width() + i, aggregate_.items[i], plain_count_[i], row);
    }

    void add(std::size_t cell, const plan::Aggregate::Item& item, bool plain_count, std::size_t row) {
        if (plain_count) {
            const bool counts = item.arguments.empty() || !evaluate(run_, *item.arguments[0], input_, row).is_null();
            if (counts) counts_[cell] += input_.weight(row);
            return;
        }
        arguments_.clear();
        for (const auto& argument : item.arguments) arguments_.push_back(evaluate(run_, *argument, input_, row));
        if (run_.limits().memory != 0) {
            for (const Value& argument : arguments_) run_.charge(memory_of(argument));
        }
        accumulators_[cell]->add(arguments_, input_.weight(row));
    }

    void give(Batch& out) {
        for (Slot slot : carried_) out.columns[slot].repeat(source_.batch->columns[slot], 0, 1);
        for (std::size_t i = 0; i < aggregate_.keys.size(); ++i) {
            out.columns[aggregate_.keys[i].first].push(groups_[given_][i]);
        }
        for (std::size_t i = 0; i < width(); ++i) {
            const std::size_t cell = given_ * width() + i;
            out.columns[aggregate_.items[i].slot].push(plain_count_[i] ? Value(counts_[cell])
                                                                       : accumulators_[cell]->result());
        }
    }

    const plan::Aggregate& aggregate_;
    const ArgumentSource& source_;
    std::vector<Slot> carried_;
    Batch input_;
    GroupTable groups_;
    std::vector<bool> plain_count_;  // by item: its state is a number in counts_
    std::vector<std::uint64_t> counts_;
    std::vector<std::unique_ptr<Accumulator>> accumulators_;  // group by group
    std::vector<Value> key_;
    std::vector<Value> arguments_;
    bool collected_ = false;
    std::size_t given_ = 0;
};

class DistinctOperator final : public Operator {
  public:
    DistinctOperator(const plan::Distinct& distinct, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          distinct_(distinct),
          live_(passed_on(build.node)),
          input_(make_batch()),
          seen_(run_, distinct.slots.size()) {}

  private:
    bool produce(Batch& out) override {
        if (!child().next(input_)) return false;
        input_.weights.clear();
        rows_.clear();
        run_.step(input_.rows);
        for (std::uint32_t row = 0; row < input_.rows; ++row) {
            tuple_.clear();
            for (Slot slot : distinct_.slots) tuple_.push_back(input_.columns[slot].at(row));
            if (seen_.find_or_add(tuple_).added) rows_.push_back(row);
        }
        out.gather(input_, rows_, live_);
        return true;
    }
    void restart() override { seen_.clear(); }

    const plan::Distinct& distinct_;
    std::vector<Slot> live_;
    Batch input_;
    GroupTable seen_;
    std::vector<Value> tuple_;
    std::vector<std::uint32_t> rows_;
};

}  // namespace

OperatorPtr make_operator(const plan::Aggregate& aggregate, Build build) {
    return std::make_unique<AggregateOperator>(aggregate, std::move(build));
}
OperatorPtr make_operator(const plan::Distinct& distinct, Build build) {
    return std::make_unique<DistinctOperator>(distinct, std::move(build));
}

}  // namespace mirrorgraph::query
