// Runs a sub-plan for one row at a time: EXISTS { .. }, COUNT { .. }, pattern comprehensions and patterns as predicates
// in the middle of an expression.
//
// Errors:  those of the sub-plan
// Owns:    its operators; the run and the plan must outlive it
// Threads: one thread
#pragma once

#include <cstdint>
#include <vector>

#include "query/exec/operator.h"

namespace mirrorgraph::query {

class Subplan {
  public:
    Subplan(Run& run, const plan::Node& plan, std::vector<Slot> columns, std::vector<Slot> locals);

    // Begins again, for row `row` of `batch` and the locals as they are.
    void start(const Batch& batch, std::size_t row);
    // The next rows of the sub-plan; false at the end.
    bool next(Batch& out) { return root_->next(out); }

    bool exists(const Batch& batch, std::size_t row);
    std::uint64_t count(const Batch& batch, std::size_t row);
    List list(const Batch& batch, std::size_t row, Slot item);
    Value first(const Batch& batch, std::size_t row, Slot item);  // null without rows

  private:
    Run& run_;
    std::vector<Slot> columns_;
    std::vector<Slot> locals_;
    Batch argument_;
    Batch result_;
    ArgumentSource source_;
    OperatorPtr root_;
};

}  // namespace mirrorgraph::query
