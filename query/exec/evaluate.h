// Evaluation of resolved expressions on the rows of a batch.
//
// Errors:  QueryError of the operators and functions, with the place in the query's text
// Owns:    nothing
// Threads: one thread a run
#pragma once

#include <cstdint>
#include <vector>

#include "query/exec/batch.h"
#include "query/exec/run.h"
#include "query/plan/expression.h"

namespace mirrorgraph::query {

Value evaluate(Run& run, const plan::Expression& expression, const Batch& batch, std::size_t row);

// Whether the condition is true, not false and not unknown.
bool holds(Run& run, const plan::Expression& condition, const Batch& batch, std::size_t row);

// Keeps of `rows` those where the condition is true.
void filter(Run& run, const plan::Expression& condition, const Batch& batch, std::vector<std::uint32_t>& rows);

// Number of rows that SKIP or LIMIT asks for. Errors: NegativeIntegerArgument, InvalidArgumentType.
std::uint64_t evaluate_row_count(Run& run, const plan::Expression& expression);

// A test of a node's labels with its names looked up. Good as long as the names of the run are.
class LabelTest {
  public:
    LabelTest(Run& run, const plan::NameCondition& condition);
    bool is_always_true() const { return kind_ == Kind::kAlways; }
    bool operator()(NodeId node) const {
        switch (kind_) {
            case Kind::kAlways: return true;
            case Kind::kNever: return false;
            case Kind::kOne: return view_.has_label(node, label_);
            case Kind::kGeneral: return test(node);
        }
        return false;
    }

  private:
    enum class Kind { kAlways, kNever, kOne, kGeneral };
    bool test(NodeId node) const;

    const Run& run_;
    const GraphView& view_;
    const plan::NameCondition& condition_;
    Kind kind_ = Kind::kGeneral;
    LabelId label_;
};

// The relationship types of the graph that a condition allows, ascending.
std::vector<TypeId> allowed_types(const Run& run, const plan::NameCondition& condition);

}  // namespace mirrorgraph::query
