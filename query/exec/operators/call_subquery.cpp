#include <algorithm>
#include <numeric>

#include "query/exec/operators/operators.h"
#include "query/exec/subplan.h"

namespace mirrorgraph::query {

namespace {

// A subquery that writes runs for all rows before the first one is handed on, and after all of them have been read.
class CallSubqueryOperator final : public Operator {
  public:
    CallSubqueryOperator(const plan::CallSubquery& call, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          call_(call),
          copied_(passed_on(build.node)),
          outer_(make_batch()),
          found_(make_batch()),
          written_(make_batch()),
          inner_(run_, *build.node.children[1], call.imports, {}) {
        for (Slot slot : output()) {
            if (std::find(copied_.begin(), copied_.end(), slot) == copied_.end()) filled_.push_back(slot);
        }
    }

  private:
    bool produce(Batch& out) override {
        if (call_.writes) return give_written(out);
        while (out.rows < kBatchRows && extend(out)) {
        }
        return out.rows > 0;
    }
    void restart() override {
        running_ = has_written_ = false;
        row_ = given_ = 0;
        outer_.clear();
        written_.clear();
    }

    // A step further; false at the end.
    bool extend(Batch& out) {
        run_.step();
        if (!running_) {
            if (row_ == outer_.rows) return next_outer();
            inner_.start(outer_, row_);
            running_ = true;
        }
        if (inner_.next(found_)) {
            if (!call_.columns.empty()) add(out, found_.rows);
            return true;
        }
        if (call_.columns.empty()) add(out, 1);
        ++row_;
        running_ = false;
        return true;
    }

    bool next_outer() {
        row_ = 0;
        if (!call_.writes && child().next(outer_)) return true;
        outer_.clear();
        return false;
    }

    // The outer row with `count` rows of the subquery.
    void add(Batch& out, std::size_t count) {
        for (Slot slot : copied_) out.columns[slot].repeat(outer_.columns[slot], row_, count);
        std::vector<std::uint32_t> all(count);
        std::iota(all.begin(), all.end(), 0U);
        for (Slot slot : filled_) out.columns[slot].gather(found_.columns[slot], all);
        const bool inner_weights = !call_.columns.empty() && !found_.weights.empty();
        if (inner_weights || !outer_.weights.empty() || !out.weights.empty()) {
            out.weights.resize(out.rows, 1);
            for (std::uint32_t i : all) {
                out.weights.push_back(outer_.weight(row_) * (inner_weights ? found_.weights[i] : 1));
            }
        }
        out.rows += count;
        run_.step(count);
    }

    bool give_written(Batch& out) {
        if (!has_written_) {
            collect(outer_);
            while (extend(written_)) {
            }
            run_.charge(written_.rows * output().size() * sizeof(Value));
            run_.resolve_names();
            has_written_ = true;
        }
        if (given_ == written_.rows) return false;
        std::vector<std::uint32_t> chosen(std::min(kBatchRows, written_.rows - given_));
        std::iota(chosen.begin(), chosen.end(), static_cast<std::uint32_t>(given_));
        given_ += chosen.size();
        out.gather(written_, chosen, output());
        return true;
    }

    const plan::CallSubquery& call_;
    std::vector<Slot> copied_;
    std::vector<Slot> filled_;
    Batch outer_;
    Batch found_;
    Batch written_;
    Subplan inner_;
    std::size_t row_ = 0;
    std::size_t given_ = 0;
    bool running_ = false;
    bool has_written_ = false;
};

}  // namespace

OperatorPtr make_operator(const plan::CallSubquery& call, Build build) {
    return std::make_unique<CallSubqueryOperator>(call, std::move(build));
}

}  // namespace mirrorgraph::query
