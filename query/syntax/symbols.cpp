#include "query/syntax/symbols.h"

namespace mirrorgraph::query {

using namespace ast;

std::string_view symbol(LogicalOperator op) {
    switch (op) {
        case LogicalOperator::kAnd: return "AND";
        case LogicalOperator::kOr: return "OR";
        case LogicalOperator::kXor: return "XOR";
    }
    return "";
}

std::string_view symbol(BinaryOperator op) {
    switch (op) {
        case BinaryOperator::kAdd: return "+";
        case BinaryOperator::kSubtract: return "-";
        case BinaryOperator::kMultiply: return "*";
        case BinaryOperator::kDivide: return "/";
        case BinaryOperator::kModulo: return "%";
        case BinaryOperator::kPower: return "^";
        case BinaryOperator::kIn: return "IN";
        case BinaryOperator::kStartsWith: return "STARTS WITH";
        case BinaryOperator::kEndsWith: return "ENDS WITH";
        case BinaryOperator::kContains: return "CONTAINS";
        case BinaryOperator::kMatches: return "=~";
    }
    return "";
}

std::string_view symbol(ComparisonOperator op) {
    switch (op) {
        case ComparisonOperator::kEqual: return "=";
        case ComparisonOperator::kNotEqual: return "<>";
        case ComparisonOperator::kLess: return "<";
        case ComparisonOperator::kLessOrEqual: return "<=";
        case ComparisonOperator::kGreater: return ">";
        case ComparisonOperator::kGreaterOrEqual: return ">=";
    }
    return "";
}

std::string_view symbol(UnaryOperator op) {
    switch (op) {
        case UnaryOperator::kNot: return "NOT ";
        case UnaryOperator::kPlus: return "+";
        case UnaryOperator::kMinus: return "-";
    }
    return "";
}

std::string_view symbol(Quantified kind) {
    switch (kind) {
        case Quantified::kAll: return "all";
        case Quantified::kAny: return "any";
        case Quantified::kNone: return "none";
        case Quantified::kSingle: return "single";
    }
    return "";
}

std::string_view symbol(SubqueryKind kind) {
    switch (kind) {
        case SubqueryKind::kExists: return "EXISTS";
        case SubqueryKind::kCount: return "COUNT";
        case SubqueryKind::kCollect: return "COLLECT";
    }
    return "";
}

std::string_view symbol(PathMode mode) {
    switch (mode) {
        case PathMode::kWalk: return "WALK";
        case PathMode::kTrail: return "TRAIL";
        case PathMode::kSimple: return "SIMPLE";
        case PathMode::kAcyclic: return "ACYCLIC";
    }
    return "";
}

}  // namespace mirrorgraph::query
