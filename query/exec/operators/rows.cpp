#include <numeric>

#include "query/exec/evaluate.h"
#include "query/exec/operators/operators.h"
#include "query/exec/operators/procedures.h"

namespace mirrorgraph::query {

namespace {

class FilterOperator final : public Operator {
  public:
    FilterOperator(const plan::Filter& filter, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          filter_(filter),
          live_(passed_on(build.node)),
          input_(make_batch()) {}

  private:
    bool produce(Batch& out) override {
        if (!child().next(input_)) return false;
        rows_.resize(input_.rows);
        std::iota(rows_.begin(), rows_.end(), 0U);
        for (const plan::ExpressionPtr& condition : filter_.conditions) {
            query::filter(run_, *condition, input_, rows_);
        }
        if (rows_.size() == input_.rows) {
            std::swap(out, input_);
        } else {
            out.gather(input_, rows_, live_);
        }
        return true;
    }
    void restart() override {}

    const plan::Filter& filter_;
    std::vector<Slot> live_;
    Batch input_;
    std::vector<std::uint32_t> rows_;
};

class ProjectOperator final : public Operator {
  public:
    ProjectOperator(const plan::Project& project, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          project_(project),
          live_(passed_on(build.node)),
          input_(make_batch()) {}

  private:
    bool produce(Batch& out) override {
        if (!child().next(input_)) return false;
        out.rows = input_.rows;
        for (const auto& [slot, expression] : project_.items) fill(out.columns[slot], *expression);
        for (Slot slot : live_) std::swap(out.columns[slot], input_.columns[slot]);
        out.weights = input_.weights;
        return true;
    }
    void restart() override {}

    void fill(Column& column, const plan::Expression& expression) {
        run_.step(input_.rows);
        if (const auto* same = std::get_if<plan::SlotRef>(&expression.node)) {
            if (input_.columns[same->slot].kind == column.kind) {
                column = input_.columns[same->slot];
                return;
            }
        }
        for (std::size_t row = 0; row < input_.rows; ++row) column.push(evaluate(run_, expression, input_, row));
    }

    const plan::Project& project_;
    std::vector<Slot> live_;
    Batch input_;
};

// Rows from `skip` on, at most `limit` of them; a row counts as often as it weighs.
class RangeOperator final : public Operator {
  public:
    RangeOperator(Build build, const plan::ExpressionPtr& skip, const plan::ExpressionPtr& limit)
        : Operator(build.run, build.node, std::move(build.children)),
          skip_count_(skip),
          limit_count_(limit),
          live_(passed_on(build.node)),
          input_(make_batch()) {}

  private:
    bool produce(Batch& out) override {
        if (!started_) {
            if (skip_count_) skip_ = evaluate_row_count(run_, *skip_count_);
            if (limit_count_) limit_ = evaluate_row_count(run_, *limit_count_);
        }
        // What writes below does so when it is first asked for rows.
        const bool must_ask = !started_ && run_.plan().writes;
        started_ = true;
        if (limit_ == 0 && !must_ask) return false;
        if (!child().next(input_)) return false;
        for (std::uint32_t row = 0; row < input_.rows && limit_ > 0; ++row) {
            std::uint64_t weight = input_.weight(row);
            const std::uint64_t skipped = std::min(weight, skip_);
            skip_ -= skipped;
            weight = std::min(weight - skipped, limit_);
            if (weight == 0) continue;
            limit_ -= weight;
            rows_.push_back(row);
            weights_.push_back(weight);
        }
        out.gather(input_, rows_, live_);
        if (!out.weights.empty()) out.weights = weights_;
        rows_.clear();
        weights_.clear();
        return true;
    }
    void restart() override {
        started_ = false;
        skip_ = 0;
        limit_ = kNoLimit;
    }

    static constexpr std::uint64_t kNoLimit = ~std::uint64_t{0};
    const plan::ExpressionPtr skip_count_;
    const plan::ExpressionPtr limit_count_;
    std::vector<Slot> live_;
    Batch input_;
    bool started_ = false;
    std::uint64_t skip_ = 0;
    std::uint64_t limit_ = kNoLimit;
    std::vector<std::uint32_t> rows_;
    std::vector<std::uint64_t> weights_;
};

class UnwindOperator final : public Operator {
  public:
    UnwindOperator(const plan::Unwind& unwind, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          unwind_(unwind),
          live_(passed_on(build.node)),
          input_(make_batch()) {}

  private:
    bool produce(Batch& out) override {
        while (out.rows + rows_.size() < kBatchRows) {
            if (row_ == input_.rows) {
                out.gather(input_, rows_, live_);
                rows_.clear();
                row_ = 0;
                if (!child().next(input_)) return out.rows > 0;
                continue;
            }
            if (position_ == 0) list_ = evaluate(run_, *unwind_.list, input_, row_);
            take(out.columns[unwind_.item]);
        }
        out.gather(input_, rows_, live_);
        rows_.clear();
        return true;
    }
    void restart() override {
        row_ = position_ = 0;
        input_.clear();
    }

    void take(Column& items) {
        const std::size_t size = list_.is_null() ? 0 : list_.is_list() ? list_.as_list().size() : 1;
        const std::size_t end = std::min(size, position_ + kBatchRows);
        run_.step(end - position_ + 1);
        for (; position_ < end; ++position_) {
            items.push(list_.is_list() ? list_.as_list()[position_] : list_);
            rows_.push_back(static_cast<std::uint32_t>(row_));
        }
        if (position_ < size) return;
        position_ = 0;
        ++row_;
    }

    const plan::Unwind& unwind_;
    std::vector<Slot> live_;
    Batch input_;
    std::size_t row_ = 0;
    std::size_t position_ = 0;
    Value list_;
    std::vector<std::uint32_t> rows_;
};

class UnionOperator final : public Operator {
  public:
    UnionOperator(const plan::Union& all, Build build)
        : Operator(build.run, build.node, std::move(build.children)), union_(all), input_(make_batch()) {}

  private:
    bool produce(Batch& out) override {
        while (!child(part_).next(input_)) {
            if (part_ + 1 == children_.size()) return false;
            ++part_;
        }
        for (std::size_t i = 0; i < union_.columns.size(); ++i) {
            Column& to = out.columns[union_.columns[i]];
            Column& from = input_.columns[union_.parts[part_][i]];
            for (std::size_t row = 0; row < input_.rows; ++row) to.push(from.at(row));
        }
        out.rows = input_.rows;
        out.weights = input_.weights;
        return true;
    }
    void restart() override { part_ = 0; }

    const plan::Union& union_;
    Batch input_;
    std::size_t part_ = 0;
};

class DrainOperator final : public Operator {
  public:
    explicit DrainOperator(Build build) : Operator(build.run, build.node, std::move(build.children)) {}

  private:
    bool produce(Batch& out) override {
        while (child().next(out)) {
        }
        out.clear();
        return false;
    }
    void restart() override {}
};

class CallOperator final : public Operator {
  public:
    CallOperator(const plan::CallProcedure& call, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          call_(call),
          body_(find_procedure_body(call.name)),
          live_(passed_on(build.node)),
          input_(make_batch()) {}

  private:
    bool produce(Batch& out) override {
        if (!child().next(input_)) return false;
        std::vector<std::uint32_t> rows;
        for (std::uint32_t row = 0; row < input_.rows; ++row) {
            List arguments;
            for (const auto& argument : call_.arguments) arguments.push_back(evaluate(run_, *argument, input_, row));
            const std::vector<List> results = body_(run_, arguments);
            run_.step(results.size() + 1);
            for (const List& result : results) {
                for (const auto& [field, slot] : call_.yields) out.columns[slot].push(result[field]);
            }
            // A procedure without results keeps the row.
            rows.insert(rows.end(), call_.gives_rows ? results.size() : 1, row);
        }
        out.gather(input_, rows, live_);
        return true;
    }
    void restart() override {}

    const plan::CallProcedure& call_;
    ProcedureBody body_;
    std::vector<Slot> live_;
    Batch input_;
};

}  // namespace

OperatorPtr make_operator(const plan::Filter& filter, Build build) {
    return std::make_unique<FilterOperator>(filter, std::move(build));
}
OperatorPtr make_operator(const plan::Project& project, Build build) {
    return std::make_unique<ProjectOperator>(project, std::move(build));
}
OperatorPtr make_operator(const plan::Skip& skip, Build build) {
    return std::make_unique<RangeOperator>(std::move(build), skip.count, nullptr);
}
OperatorPtr make_operator(const plan::Limit& limit, Build build) {
    return std::make_unique<RangeOperator>(std::move(build), nullptr, limit.count);
}
OperatorPtr make_operator(const plan::Unwind& unwind, Build build) {
    return std::make_unique<UnwindOperator>(unwind, std::move(build));
}
OperatorPtr make_operator(const plan::Union& all, Build build) {
    return std::make_unique<UnionOperator>(all, std::move(build));
}
OperatorPtr make_operator(const plan::Drain&, Build build) { return std::make_unique<DrainOperator>(std::move(build)); }
OperatorPtr make_operator(const plan::CallProcedure& call, Build build) {
    return std::make_unique<CallOperator>(call, std::move(build));
}

}  // namespace mirrorgraph::query
