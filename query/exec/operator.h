// An operator of a running plan: it pulls batches of rows from its children and hands on its own.
//
// In, Out: the slots that plan::Node::output of the child and of the node list
// Errors:  those of the expressions it evaluates, and of Run's limits
// Owns:    its children; the run and the plan must outlive it
// Threads: one thread
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "query/exec/batch.h"
#include "query/exec/run.h"
#include "query/plan/plan.h"

namespace mirrorgraph::query {

class Operator;
using OperatorPtr = std::unique_ptr<Operator>;

// The rows that Argument gives: those of the operator or expression that runs the sub-plan.
struct ArgumentSource {
    const Batch* batch = nullptr;
};

class Operator {
  public:
    Operator(Run& run, const plan::Node& node, std::vector<OperatorPtr> children)
        : run_(run), node_(node), children_(std::move(children)) {}
    virtual ~Operator() = default;

    // Fills `out` with the next rows; false, with no rows, at the end. A batch that is not the last may be empty.
    bool next(Batch& out) {
        out.clear();
        if (!run_.profiling) return produce(out);
        const auto start = std::chrono::steady_clock::now();
        const bool more = produce(out);
        time_ += std::chrono::steady_clock::now() - start;
        rows_ += out.rows;
        return more;
    }
    // From the first row again, with what Argument gives now.
    void reset() {
        for (OperatorPtr& child : children_) child->reset();
        restart();
    }

    const plan::Node& node() const { return node_; }
    const std::vector<OperatorPtr>& children() const { return children_; }
    std::uint64_t profiled_rows() const { return rows_; }
    std::chrono::nanoseconds profiled_time() const { return time_; }

  protected:
    virtual bool produce(Batch& out) = 0;
    virtual void restart() = 0;

    Batch make_batch() const { return Batch(run_.plan().slots); }
    // Appends all rows of the first child to `rows`, each as often as it weighs.
    void collect(Batch& rows);
    const std::vector<Slot>& output() const { return node_.output; }
    Operator& child(std::size_t i = 0) { return *children_[i]; }

    Run& run_;
    const plan::Node& node_;
    std::vector<OperatorPtr> children_;

  private:
    std::uint64_t rows_ = 0;
    std::chrono::nanoseconds time_{0};
};

// The slots of `node` that its child `i` gives too: what an operator copies from row to row.
std::vector<Slot> passed_on(const plan::Node& node, std::size_t i = 0);

OperatorPtr build_operator(Run& run, const plan::Node& node, ArgumentSource& source);

}  // namespace mirrorgraph::query
