#include <algorithm>
#include <numeric>

#include "query/exec/evaluate.h"
#include "query/exec/operators/operators.h"

namespace mirrorgraph::query {

namespace {

class SortOperator final : public Operator {
  public:
    SortOperator(const plan::Sort& sort, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          sort_(sort),
          live_(build.node.children[0]->output),
          input_(make_batch()),
          kept_(make_batch()) {}

  private:
    bool produce(Batch& out) override {
        if (!sorted_) collect();
        sorted_ = true;
        if (given_ == order_.size()) return false;
        const std::size_t count = std::min(kBatchRows, order_.size() - given_);
        out.gather(kept_, {&order_[given_], count}, output());
        given_ += count;
        return true;
    }

    void restart() override {
        kept_.clear();
        order_.clear();
        sorted_ = false;
        given_ = 0;
    }

    void collect() {
        const std::uint64_t limit = sort_.limit ? evaluate_row_count(run_, *sort_.limit) : ~std::uint64_t{0};
        const std::size_t most =
            std::max<std::size_t>(8 * kBatchRows, limit > (1U << 28) ? ~std::size_t{0} : 4 * limit);
        while (child().next(input_)) {
            rows_.resize(input_.rows);
            std::iota(rows_.begin(), rows_.end(), 0U);
            kept_.gather(input_, rows_, live_);
            run_.step(input_.rows);
            charge();
            if (kept_.rows > most) cut(limit);
        }
        sort_rows();
        if (order_.size() > limit) order_.resize(limit);
    }

    void charge() {
        if (run_.limits().memory == 0) return;
        std::size_t bytes = 0;
        for (Slot slot : live_) {
            for (const Value& value : input_.columns[slot].values) bytes += memory_of(value);
            bytes += 4 * input_.columns[slot].ids.size();
        }
        run_.charge(bytes);
    }

    void sort_rows() {
        order_.resize(kept_.rows);
        std::iota(order_.begin(), order_.end(), 0U);
        std::stable_sort(order_.begin(), order_.end(),
                         [this](std::uint32_t a, std::uint32_t b) { return before(a, b); });
    }

    bool before(std::uint32_t a, std::uint32_t b) {
        run_.step();
        for (const plan::Sort::Item& item : sort_.items) {
            const Column& column = kept_.columns[item.slot];
            const auto order = compare_for_order(column.at(a), column.at(b));
            if (order != 0) return item.descending ? order > 0 : order < 0;
        }
        return false;
    }

    // Only the first `limit` rows can come out: forgets the others.
    void cut(std::uint64_t limit) {
        sort_rows();
        order_.resize(limit);
        Batch first = make_batch();
        first.gather(kept_, order_, live_);
        kept_ = std::move(first);
    }

    const plan::Sort& sort_;
    std::vector<Slot> live_;
    Batch input_;
    Batch kept_;
    std::vector<std::uint32_t> rows_;
    std::vector<std::uint32_t> order_;
    bool sorted_ = false;
    std::size_t given_ = 0;
};

}  // namespace

OperatorPtr make_operator(const plan::Sort& sort, Build build) {
    return std::make_unique<SortOperator>(sort, std::move(build));
}

}  // namespace mirrorgraph::query
