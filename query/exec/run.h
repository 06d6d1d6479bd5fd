// One run of one plan: the graph it sees, its parameters, its limits, and what its expressions share.
//
// Errors:  step, charge and count_result_row throw Error kLimit or kCancelled
// Owns:    the view; the plan and the parameters must outlive it
// Threads: one thread
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/exec/batch.h"
#include "query/exec/limits.h"
#include "query/exec/view/graph_view.h"
#include "query/functions/context.h"
#include "query/plan/plan.h"

namespace mirrorgraph::query {

class GraphEditor;
class Subplan;

class Run {
  public:
    Run(const plan::Plan& plan, GraphView view, const Map& parameters, const Limits& limits, CancelToken token);
    ~Run();

    const plan::Plan& plan() const { return plan_; }
    const std::string& text() const { return plan_.text; }
    const GraphView& view() const { return view_; }
    bool has_editor() const { return editor_ != nullptr; }
    // REQUIRES: set_editor was called, as it is for every plan that writes.
    GraphEditor& editor() const { return *editor_; }
    void set_editor(GraphEditor& editor) { editor_ = &editor; }
    const Limits& limits() const { return limits_; }
    EvaluationContext& functions() { return functions_; }
    Value parameter(const std::string& name) const;

    // Ids of the plan's names in this graph; absent where nothing bears the name.
    std::optional<LabelId> label(plan::LabelRef name) const { return labels_[name]; }
    std::optional<TypeId> type(plan::TypeRef name) const { return types_[name]; }
    std::optional<KeyId> key(plan::KeyRef name) const { return keys_[name]; }
    // Looks the names up again, after the graph was written to.
    void resolve_names();

    // The value of a local, by slot.
    Value& local(Slot slot) { return locals_[slot]; }

    // Counts work. About every 4,096 steps the clock, the token and the memory of values are looked at.
    void step(std::size_t steps = 1) {
        if ((pending_ += steps) >= kStepsBetweenChecks) check();
    }
    // Counts making or reading the whole of a value.
    void step_over(const Value& value) {
        step(1 + (value.is_list()     ? value.as_list().size() / 8
                  : value.is_string() ? value.as_string().size() / 64
                                      : 0));
    }
    // Bytes that an operator keeps, and gives back.
    void charge(std::size_t bytes);
    void release(std::size_t bytes) { memory_ -= std::min(bytes, memory_); }
    void count_result_rows(std::uint64_t rows);
    void check_path_length(std::size_t relationships) const;

    // The runner of a sub-plan of an expression, made on first use.
    Subplan& subplan(const plan::RunSubplan& expression);

    bool profiling = false;

  private:
    static constexpr std::size_t kStepsBetweenChecks = 4096;
    void check();
    void check_memory(std::int64_t bytes) const;
    [[noreturn]] void stop(std::string_view limit, std::string_view remedy) const;

    const plan::Plan& plan_;
    GraphView view_;
    const Map& parameters_;
    Limits limits_;
    CancelToken token_;
    GraphEditor* editor_ = nullptr;
    EvaluationContext functions_;
    std::vector<std::optional<LabelId>> labels_;
    std::vector<std::optional<TypeId>> types_;
    std::vector<std::optional<KeyId>> keys_;
    std::vector<Value> locals_;
    std::unordered_map<const plan::RunSubplan*, std::unique_ptr<Subplan>> subplans_;
    std::chrono::steady_clock::time_point start_;
    std::int64_t values_before_;
    std::size_t pending_ = 0;
    std::uint64_t steps_ = 0;
    std::size_t memory_ = 0;
    std::uint64_t result_rows_ = 0;
};

// About how many bytes a value keeps alive.
std::size_t memory_of(const Value& value);

}  // namespace mirrorgraph::query
