#include "tests/query/expression_evaluator.h"

#include <stdexcept>

#include "query/functions/operators.h"
#include "query/functions/registry.h"
#include "query/query_error.h"
#include "query/syntax/parser.h"

namespace mirrorgraph::test {

namespace ast = query::ast;
using query::logical_and;
using query::logical_not;
using query::logical_or;
using query::logical_xor;
using query::to_truth;
using query::to_value;
using query::Truth;

namespace {

class Evaluator {
  public:
    Evaluator(query::EvaluationContext& context, const Variables& variables)
        : context_(context), variables_(variables) {}

    Value operator()(const ast::Expression& expression) { return std::visit(*this, expression.node); }

    Value operator()(const ast::Literal& literal) { return literal.value; }
    Value operator()(const ast::Variable& variable) { return variables_.at(variable.name); }
    Value operator()(const ast::Parameter& parameter) { return variables_.at(parameter.name); }
    Value operator()(const ast::PropertyAccess& access) {
        return query::property(context_, (*this)(*access.subject), access.key.text);
    }
    Value operator()(const ast::Subscript& subscript) {
        return query::subscript(context_, (*this)(*subscript.subject), (*this)(*subscript.index));
    }
    Value operator()(const ast::Slice& slice) {
        std::optional<Value> from;
        std::optional<Value> to;
        if (slice.from) from = (*this)(**slice.from);
        if (slice.to) to = (*this)(**slice.to);
        return query::slice((*this)(*slice.subject), from, to);
    }
    Value operator()(const ast::FunctionCall& call) {
        const query::ScalarFunction* function = query::find_function(call.name.text);
        if (function == nullptr) query::throw_unknown_function(call.name.text);
        const std::size_t count = call.arguments.size();
        if (count < function->signature.min_arguments || count > function->signature.max_arguments) {
            throw query::semantic_error("InvalidNumberOfArguments", call.name.text);
        }
        std::vector<Value> arguments;
        for (const ast::Expression& argument : call.arguments) arguments.push_back((*this)(argument));
        return function->evaluate(context_, arguments);
    }
    Value operator()(const ast::ListLiteral& literal) {
        List out;
        for (const ast::Expression& item : literal.items) out.push_back((*this)(item));
        return out;
    }
    Value operator()(const ast::MapLiteral& literal) {
        Map out;
        for (const ast::MapEntry& entry : literal.entries) out[entry.key.text] = (*this)(entry.value);
        return out;
    }
    Value operator()(const ast::ListComprehension& comprehension) {
        List out;
        const Value list = (*this)(*comprehension.list);
        for (const Value& item : list.as_list()) {
            Variables inner = variables_;
            inner[comprehension.variable.text] = item;
            Evaluator evaluator(context_, inner);
            if (comprehension.where && to_truth(evaluator(**comprehension.where)) != true) continue;
            out.push_back(comprehension.projection ? evaluator(**comprehension.projection) : item);
        }
        return out;
    }
    Value operator()(const ast::Unary& unary) {
        const Value operand = (*this)(*unary.operand);
        switch (unary.op) {
            case ast::UnaryOperator::kNot: return to_value(logical_not(to_truth(operand)));
            case ast::UnaryOperator::kPlus: return query::unary_plus(operand);
            case ast::UnaryOperator::kMinus: return query::negate(operand);
        }
        return {};
    }
    Value operator()(const ast::Binary& binary) {
        const Value a = (*this)(*binary.left);
        const Value b = (*this)(*binary.right);
        switch (binary.op) {
            case ast::BinaryOperator::kAdd: return query::add(context_, a, b);
            case ast::BinaryOperator::kSubtract: return query::subtract(a, b);
            case ast::BinaryOperator::kMultiply: return query::multiply(a, b);
            case ast::BinaryOperator::kDivide: return query::divide(a, b);
            case ast::BinaryOperator::kModulo: return query::modulo(a, b);
            case ast::BinaryOperator::kPower: return query::power(a, b);
            case ast::BinaryOperator::kIn: return to_value(query::in_list(a, b));
            case ast::BinaryOperator::kStartsWith: return to_value(query::starts_with(a, b));
            case ast::BinaryOperator::kEndsWith: return to_value(query::ends_with(a, b));
            case ast::BinaryOperator::kContains: return to_value(query::contains(a, b));
            case ast::BinaryOperator::kMatches: return to_value(query::matches(a, b));
        }
        return {};
    }
    Value operator()(const ast::Comparison& comparison) {
        Truth result = true;
        Value left = (*this)(*comparison.first);
        for (const ast::ComparisonStep& step : comparison.rest) {
            Value right = (*this)(step.right);
            result = logical_and(result, compare_by(step.op, left, right));
            left = std::move(right);
        }
        return to_value(result);
    }
    Value operator()(const ast::Logical& logical) {
        Truth result = to_truth((*this)(logical.operands[0]));
        for (std::size_t i = 1; i < logical.operands.size(); ++i) {
            const Truth next = to_truth((*this)(logical.operands[i]));
            switch (logical.op) {
                case ast::LogicalOperator::kAnd: result = logical_and(result, next); break;
                case ast::LogicalOperator::kOr: result = logical_or(result, next); break;
                case ast::LogicalOperator::kXor: result = logical_xor(result, next); break;
            }
        }
        return to_value(result);
    }
    Value operator()(const ast::NullTest& test) { return (*this)(*test.operand).is_null() != test.negated; }

    Value operator()(const ast::LabelTest&) { return unsupported(); }
    Value operator()(const ast::CountStar&) { return unsupported(); }
    Value operator()(const ast::MapProjection&) { return unsupported(); }
    Value operator()(const ast::PatternComprehension&) { return unsupported(); }
    Value operator()(const ast::QuantifierCall&) { return unsupported(); }
    Value operator()(const ast::Reduce&) { return unsupported(); }
    Value operator()(const ast::Case&) { return unsupported(); }
    Value operator()(const ast::PatternExpression&) { return unsupported(); }
    Value operator()(const ast::Subquery&) { return unsupported(); }

  private:
    [[noreturn]] static Value unsupported() { throw std::logic_error("the test's evaluator does not know this"); }

    static Truth compare_by(ast::ComparisonOperator op, const Value& a, const Value& b) {
        switch (op) {
            case ast::ComparisonOperator::kEqual: return query::equal(a, b);
            case ast::ComparisonOperator::kNotEqual: return logical_not(query::equal(a, b));
            case ast::ComparisonOperator::kLess: return compare(query::Comparison::kLess, a, b);
            case ast::ComparisonOperator::kLessOrEqual: return compare(query::Comparison::kLessOrEqual, a, b);
            case ast::ComparisonOperator::kGreater: return compare(query::Comparison::kGreater, a, b);
            case ast::ComparisonOperator::kGreaterOrEqual: return compare(query::Comparison::kGreaterOrEqual, a, b);
        }
        return std::nullopt;
    }

    query::EvaluationContext& context_;
    const Variables& variables_;
};

}  // namespace

Value evaluate(query::EvaluationContext& context, const ast::Expression& expression, const Variables& variables) {
    return Evaluator(context, variables)(expression);
}

Value evaluate(const std::string& text, const Variables& variables) {
    query::EvaluationContext context;
    context.statement_clock = {1582979474, 645876123};
    context.transaction_clock = context.statement_clock;
    context.random.seed(1);
    return evaluate(context, query::parse_expression(text), variables);
}

}  // namespace mirrorgraph::test
