#include "query/exec/run.h"

#include <fmt/core.h>

#include "query/exec/subplan.h"
#include "query/query_error.h"

namespace mirrorgraph::query {

Run::Run(const plan::Plan& plan, GraphView view, const Map& parameters, const Limits& limits, CancelToken token)
    : plan_(plan),
      view_(std::move(view)),
      parameters_(parameters),
      limits_(limits),
      token_(std::move(token)),
      functions_(make_evaluation_context(&view_)),
      locals_(plan.slots.size()),
      start_(std::chrono::steady_clock::now()),
      values_before_(Value::live_bytes()) {
    functions_.largest_value = limits_.value_size;
    // A value that grows is there twice while it is copied.
    if (limits_.memory != 0) {
        functions_.largest_value = std::min(limits_.value_size, limits_.memory / (2 * sizeof(Value)));
    }
    resolve_names();
}

Run::~Run() = default;

void Run::resolve_names() {
    labels_.clear();
    types_.clear();
    keys_.clear();
    for (const std::string& name : plan_.names.labels) labels_.push_back(view_.find_label(name));
    for (const std::string& name : plan_.names.types) types_.push_back(view_.find_type(name));
    for (const std::string& name : plan_.names.keys) keys_.push_back(view_.find_key(name));
}

Value Run::parameter(const std::string& name) const {
    const auto found = parameters_.find(name);
    if (found == parameters_.end()) {
        throw QueryError(ErrorCode::kRuntime, "ParameterMissing", "MissingParameter",
                         fmt::format("parameter ${} has no value", name), "give it one: --param " + name + "=...");
    }
    return found->second;
}

void Run::check() {
    steps_ += pending_;
    pending_ = 0;
    if (token_.is_cancelled()) {
        throw Error(
            ErrorCode::kCancelled,
            fmt::format("the query was cancelled after {} steps and {} rows of its result", steps_, result_rows_));
    }
    if (limits_.time.count() > 0 && std::chrono::steady_clock::now() - start_ > limits_.time) {
        stop(fmt::format("{} ms of time", limits_.time.count()), "narrow the pattern, or raise the limit on time");
    }
    check_memory(Value::live_bytes() - values_before_);
}

void Run::check_memory(std::int64_t bytes) const {
    if (limits_.memory != 0 && bytes > static_cast<std::int64_t>(limits_.memory)) {
        stop(fmt::format("{} bytes of memory", limits_.memory), "return fewer rows, or raise the limit on memory");
    }
}

void Run::charge(std::size_t bytes) {
    memory_ += bytes;
    check_memory(static_cast<std::int64_t>(memory_));
}

void Run::count_result_rows(std::uint64_t rows) {
    result_rows_ += rows;
    if (limits_.rows != 0 && result_rows_ > limits_.rows) {
        result_rows_ = limits_.rows;
        stop(fmt::format("{} rows", limits_.rows), "add a LIMIT, or raise the limit on rows");
    }
}

void Run::check_path_length(std::size_t relationships) const {
    if (limits_.path_length != 0 && relationships > limits_.path_length) {
        stop(fmt::format("{} relationships in one path", limits_.path_length),
             "give the pattern an upper bound, or raise the limit on the length of paths");
    }
}

void Run::stop(std::string_view limit, std::string_view remedy) const {
    throw Error(ErrorCode::kLimit,
                fmt::format("the query reached its limit of {}, after {} steps and {} rows of its result", limit,
                            steps_ + pending_, result_rows_),
                std::string(remedy));
}

Subplan& Run::subplan(const plan::RunSubplan& expression) {
    std::unique_ptr<Subplan>& runner = subplans_[&expression];
    if (!runner) runner = std::make_unique<Subplan>(*this, *expression.plan, expression.columns, expression.locals);
    return *runner;
}

std::size_t memory_of(const Value& value) {
    constexpr std::size_t kBox = 32;
    switch (value.type()) {
        case Value::Type::kString: return sizeof(Value) + kBox + value.as_string().size();
        case Value::Type::kList: {
            std::size_t bytes = sizeof(Value) + kBox;
            for (const Value& item : value.as_list()) bytes += memory_of(item);
            return bytes;
        }
        case Value::Type::kMap: {
            std::size_t bytes = sizeof(Value) + kBox;
            for (const auto& [key, item] : value.as_map()) bytes += 3 * kBox + key.size() + memory_of(item);
            return bytes;
        }
        case Value::Type::kPath: return sizeof(Value) + kBox + 8 * value.as_path().nodes.size();
        case Value::Type::kNull:
        case Value::Type::kBoolean:
        case Value::Type::kInteger:
        case Value::Type::kFloat:
        case Value::Type::kDate:
        case Value::Type::kLocalTime:
        case Value::Type::kTime:
        case Value::Type::kLocalDateTime:
        case Value::Type::kDateTime:
        case Value::Type::kDuration:
        case Value::Type::kNode:
        case Value::Type::kRelationship: return sizeof(Value);
    }
    return sizeof(Value);
}

}  // namespace mirrorgraph::query
