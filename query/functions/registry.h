// All functions of the query language by name, with what the binder must know of them and how to evaluate
// them.
//
// Names are looked up without regard to case; a namespace is part of the name ("duration.between"). Calls
// with a number of arguments outside [min, max] never reach `evaluate`; the binder refuses them.
//
// Errors:  evaluate throws QueryError (InvalidArgumentValue, NumberOutOfRange ...) for values it cannot take
// Owns:    the definitions are static data
// Threads: all functions may run at once
// Source:  openCypher 9, functions and aggregating functions
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/functions/context.h"
#include "query/functions/static_type.h"
#include "schema/value.h"

namespace mirrorgraph::query {

inline constexpr std::size_t kUnbounded = std::numeric_limits<std::size_t>::max();

// What scalar and aggregating functions have in common.
struct Signature {
    std::string_view name;  // as documentation writes it: "toUpper"
    std::size_t min_arguments = 0;
    std::size_t max_arguments = 0;
    std::vector<StaticType> parameters;  // the last one counts for all further arguments
    StaticType result = StaticType::any();
    // The result type from the arguments' types, where that says more than `result`; may be null.
    StaticType (*infer)(std::span<const StaticType>) = nullptr;

    StaticType parameter(std::size_t position) const;
    StaticType result_type(std::span<const StaticType> arguments) const {
        return infer != nullptr ? infer(arguments) : result;
    }
};

// For Signature::infer: a result of the type of the first argument.
inline StaticType infer_first(std::span<const StaticType> types) {
    return types.empty() ? StaticType::any() : types[0];
}

struct ScalarFunction {
    Signature signature;
    // Whether equal arguments give equal results within one statement: false for rand and the clocks.
    bool deterministic = true;
    // Whether a null argument makes the result null; such functions are then not called at all.
    bool null_if_any_null = true;
    Value (*implementation)(EvaluationContext& context, std::span<const Value> arguments) = nullptr;

    Value evaluate(EvaluationContext& context, std::span<const Value> arguments) const;
};

// The state of one aggregate in one group.
class Accumulator {
  public:
    virtual ~Accumulator() = default;
    // One row's arguments, met `multiplicity` times. REQUIRES: multiplicity > 0
    virtual void add(std::span<const Value> arguments, std::uint64_t multiplicity = 1) = 0;
    // Takes over what another accumulator of the same function has seen, as if its rows came after the own
    // ones.
    virtual void merge(const Accumulator& other) = 0;
    virtual Value result() const = 0;
};

struct AggregateFunction {
    Signature signature;  // count(*) is a call of "count" without arguments
    std::unique_ptr<Accumulator> (*make)() = nullptr;

    // `distinct`: of equivalent first arguments only one counts.
    std::unique_ptr<Accumulator> accumulator(bool distinct) const;
};

// Null for a name that no function has. No name is both.
const ScalarFunction* find_function(std::string_view name);
const AggregateFunction* find_aggregate(std::string_view name);

// All names as documentation writes them, sorted; for suggestions and listings.
const std::vector<std::string>& function_names();

// QueryError UnknownFunction with the nearest names.
[[noreturn]] void throw_unknown_function(std::string_view name);

}  // namespace mirrorgraph::query
