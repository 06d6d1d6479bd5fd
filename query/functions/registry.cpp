#include "query/functions/registry.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "query/functions/families.h"
#include "query/functions/operators.h"
#include "query/query_error.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

std::string lower(std::string_view name) {
    std::string out(name);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

struct Registry {
    std::unordered_map<std::string, ScalarFunction> scalars;
    std::unordered_map<std::string, AggregateFunction> aggregates;
    std::vector<std::string> names;

    Registry() {
        for (const auto& family : {conversion_functions, element_functions, list_functions, math_functions,
                                   string_functions, temporal_functions}) {
            for (ScalarFunction& function : family()) add(scalars, std::move(function));
        }
        for (AggregateFunction& function : aggregate_functions()) add(aggregates, std::move(function));
        std::sort(names.begin(), names.end());
    }

    template <class Function>
    void add(std::unordered_map<std::string, Function>& table, Function function) {
        names.emplace_back(function.signature.name);
        table.emplace(lower(function.signature.name), std::move(function));
    }
};

const Registry& registry() {
    static const Registry instance;
    return instance;
}

template <class Function>
const Function* find_in(const std::unordered_map<std::string, Function>& table, std::string_view name) {
    const auto at = table.find(lower(name));
    return at == table.end() ? nullptr : &at->second;
}

// Lets only the first of equivalent first arguments through.
class DistinctAccumulator : public Accumulator {
  public:
    explicit DistinctAccumulator(std::unique_ptr<Accumulator> inner) : inner_(std::move(inner)) {}

    void add(std::span<const Value> arguments, std::uint64_t) override {
        if (!seen_.insert(arguments[0]).second) return;
        arity_ = arguments.size();
        arguments_.insert(arguments_.end(), arguments.begin(), arguments.end());
        inner_->add(arguments);
    }
    void merge(const Accumulator& other) override {
        const auto& more = dynamic_cast<const DistinctAccumulator&>(other);
        for (std::size_t i = 0; i < more.arguments_.size(); i += more.arity_) {
            add({more.arguments_.data() + i, more.arity_}, 1);
        }
    }
    Value result() const override { return inner_->result(); }

  private:
    std::unique_ptr<Accumulator> inner_;
    std::unordered_set<Value, EquivalenceHash, EquivalenceEqual> seen_;
    std::vector<Value> arguments_;  // of all calls that came through, in their order
    std::size_t arity_ = 1;
};

[[noreturn]] void throw_argument(const Signature& signature, std::size_t position, const Value& argument) {
    throw type_error("InvalidArgumentValue", fmt::format("{}() wants {} as argument {}, got the {} {}", signature.name,
                                                         to_string(signature.parameter(position)), position + 1,
                                                         type_name(argument.type()), to_literal(argument)));
}

}  // namespace

StaticType Signature::parameter(std::size_t position) const {
    if (parameters.empty()) return StaticType::any();
    return parameters[std::min(position, parameters.size() - 1)];
}

Value ScalarFunction::evaluate(EvaluationContext& context, std::span<const Value> arguments) const {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i].is_null()) {
            if (null_if_any_null) return {};
        } else if (!signature.parameter(i).may_be(arguments[i].type())) {
            throw_argument(signature, i, arguments[i]);
        }
    }
    return implementation(context, arguments);
}

std::unique_ptr<Accumulator> AggregateFunction::accumulator(bool distinct) const {
    if (!distinct) return make();
    return std::make_unique<DistinctAccumulator>(make());
}

const ScalarFunction* find_function(std::string_view name) { return find_in(registry().scalars, name); }
const AggregateFunction* find_aggregate(std::string_view name) { return find_in(registry().aggregates, name); }
const std::vector<std::string>& function_names() { return registry().names; }

void throw_unknown_function(std::string_view name) {
    throw semantic_error("UnknownFunction",
                         fmt::format("unknown function '{}'{}", name, did_you_mean(name, function_names())));
}

EvaluationContext make_evaluation_context(const ElementAccess* elements) {
    EvaluationContext context;
    context.elements = elements;
    context.statement_clock = read_clock();
    context.transaction_clock = context.statement_clock;
    return context;
}

}  // namespace mirrorgraph::query
