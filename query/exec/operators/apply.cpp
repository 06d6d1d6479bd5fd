#include <numeric>

#include "query/exec/operators/operators.h"
#include "query/exec/subplan.h"

namespace mirrorgraph::query {

namespace {

// The rows of the first child, each extended by what the second finds for it, by nulls where it finds nothing.
class OptionalOperator final : public Operator {
  public:
    OptionalOperator(const plan::Apply& apply, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          row_slot_(apply.row),
          copied_(passed_on(build.node)),
          outer_(make_batch()),
          inner_(make_batch()),
          source_{&outer_} {
        children_.push_back(build_operator(run_, *build.node.children[1], source_));
        for (Slot slot : build.node.output) {
            if (std::find(copied_.begin(), copied_.end(), slot) == copied_.end()) filled_.push_back(slot);
        }
    }

  private:
    bool produce(Batch& out) override {
        if (!running_) {
            if (!child(0).next(outer_)) return false;
            std::vector<std::uint32_t>& numbers = outer_.columns[row_slot_].ids;
            numbers.resize(outer_.rows);
            std::iota(numbers.begin(), numbers.end(), 0U);
            child(1).reset();
            next_row_ = 0;
            running_ = true;
        }
        if (child(1).next(inner_)) {
            merge(out);
        } else {
            give_nulls(out, outer_.rows);
            running_ = false;
        }
        return true;
    }
    void restart() override { running_ = false; }

    // Rows of the second child come in the order of the rows they were found for.
    void merge(Batch& out) {
        const std::vector<std::uint32_t>& numbers = inner_.columns[row_slot_].ids;
        for (std::uint32_t i = 0; i < inner_.rows; ++i) {
            if (numbers[i] > next_row_) {
                give_found(out);
                give_nulls(out, numbers[i]);
            }
            found_.push_back(i);
            next_row_ = numbers[i] + 1;
        }
        give_found(out);
    }
    void give_found(Batch& out) {
        out.gather(inner_, found_, output());
        found_.clear();
    }
    void give_nulls(Batch& out, std::size_t end) {
        for (; next_row_ < end; ++next_row_) {
            const std::uint32_t row[] = {static_cast<std::uint32_t>(next_row_)};
            out.gather(outer_, row, copied_);
            for (Slot slot : filled_) out.columns[slot].push_null();
        }
    }

    Slot row_slot_;
    std::vector<Slot> copied_;
    std::vector<Slot> filled_;
    Batch outer_;
    Batch inner_;
    ArgumentSource source_;
    bool running_ = false;
    std::size_t next_row_ = 0;
    std::vector<std::uint32_t> found_;
};

// The rows of the first child for which the second finds something, or nothing.
class SemiOperator final : public Operator {
  public:
    SemiOperator(const plan::Apply& apply, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          apply_(apply),
          live_(passed_on(build.node)),
          outer_(make_batch()),
          inner_(make_batch()),
          source_{&outer_} {
        if (apply.row_by_row) {
            subplan_ = std::make_unique<Subplan>(run_, *build.node.children[1], apply.imports, std::vector<Slot>{});
        } else {
            children_.push_back(build_operator(run_, *build.node.children[1], source_));
        }
    }

  private:
    bool produce(Batch& out) override {
        if (!child(0).next(outer_)) return false;
        const bool wanted = apply_.kind == plan::ApplyKind::kSemi;
        found_.assign(outer_.rows, false);
        if (subplan_) {
            for (std::size_t row = 0; row < outer_.rows; ++row) found_[row] = subplan_->exists(outer_, row);
        } else {
            find_for_batch();
        }
        std::vector<std::uint32_t> rows;
        for (std::uint32_t row = 0; row < outer_.rows; ++row) {
            if (found_[row] == wanted) rows.push_back(row);
        }
        out.gather(outer_, rows, live_);
        return true;
    }
    void restart() override {}

    void find_for_batch() {
        std::vector<std::uint32_t>& numbers = outer_.columns[apply_.row].ids;
        numbers.resize(outer_.rows);
        std::iota(numbers.begin(), numbers.end(), 0U);
        child(1).reset();
        while (child(1).next(inner_)) {
            for (std::uint32_t row : inner_.columns[apply_.row].ids) found_[row] = true;
        }
    }

    const plan::Apply& apply_;
    std::vector<Slot> live_;
    Batch outer_;
    Batch inner_;
    ArgumentSource source_;
    std::unique_ptr<Subplan> subplan_;
    std::vector<bool> found_;
};

}  // namespace

OperatorPtr make_operator(const plan::Apply& apply, Build build) {
    switch (apply.kind) {
        case plan::ApplyKind::kOptional: return std::make_unique<OptionalOperator>(apply, std::move(build));
        case plan::ApplyKind::kSemi:
        case plan::ApplyKind::kAntiSemi: return std::make_unique<SemiOperator>(apply, std::move(build));
    }
    return nullptr;
}

}  // namespace mirrorgraph::query
