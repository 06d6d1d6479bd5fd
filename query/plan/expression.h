// Expressions as operators evaluate them: every name resolved to a slot of the row, a position in the plan's tables of
// names, or a function.
//
// A slot is a column of the rows of one plan; slots are numbered over the whole plan, sub-plans included, so that a
// sub-plan sees an outer variable under the same number. A local is a slot that has no column: the variable of a list
// comprehension, or of a path while it is being searched.
//
// Owns:    children are shared and immutable
// Threads: immutable
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "query/functions/registry.h"
#include "query/syntax/ast.h"
#include "schema/value.h"

namespace mirrorgraph::query::plan {

using Slot = std::uint32_t;
inline constexpr Slot kNoSlot = 0xFFFFFFFF;

// Positions in Names.
using LabelRef = std::uint32_t;
using TypeRef = std::uint32_t;
using KeyRef = std::uint32_t;

// The names that a plan mentions, each once; a run looks them up in its graph once.
struct Names {
    std::vector<std::string> labels;
    std::vector<std::string> types;
    std::vector<std::string> keys;
};

// A label expression, or one of relationship types. kAny is "%": a node without labels fails it; kAlways asks nothing.
struct NameCondition {
    enum class Kind { kAlways, kName, kAny, kNot, kAll, kSome };
    Kind kind = Kind::kAlways;
    std::uint32_t name = 0;  // LabelRef or TypeRef of kName
    std::vector<NameCondition> operands;
    friend bool operator==(const NameCondition&, const NameCondition&) = default;
};

struct Expression;
using ExpressionPtr = std::shared_ptr<const Expression>;

struct Constant {
    Value value;
};
struct ParameterRef {
    std::string name;
};
struct SlotRef {
    Slot slot;
};
struct LocalRef {
    Slot slot;
};
struct PropertyOf {
    ExpressionPtr subject;
    KeyRef key;
};
struct HasLabels {
    ExpressionPtr subject;
    NameCondition labels;  // of types where the subject is a relationship
    NameCondition types;
    bool negated = false;
};
struct Call {
    const ScalarFunction* function;
    std::vector<ExpressionPtr> arguments;
};
struct MakeList {
    std::vector<ExpressionPtr> items;
};
struct MakeMap {
    ExpressionPtr base;  // a map whose entries come first, or null
    std::vector<std::pair<std::string, ExpressionPtr>> entries;
};
struct SubscriptOf {
    ExpressionPtr subject;
    ExpressionPtr index;
};
struct SliceOf {
    ExpressionPtr subject;
    ExpressionPtr from;  // null where left out
    ExpressionPtr to;
};
struct ComprehendList {
    Slot variable;
    ExpressionPtr list;
    ExpressionPtr where;       // null where left out
    ExpressionPtr projection;  // likewise
};
struct QuantifyList {
    ast::Quantified kind;
    Slot variable;
    ExpressionPtr list;
    ExpressionPtr where;
};
struct ReduceList {
    Slot accumulator;
    ExpressionPtr start;
    Slot variable;
    ExpressionPtr list;
    ExpressionPtr step;
};
struct Choose {
    ExpressionPtr subject;  // null: the branches are conditions
    std::vector<std::pair<ExpressionPtr, ExpressionPtr>> branches;
    ExpressionPtr otherwise;  // null where left out
};
struct UnaryOf {
    ast::UnaryOperator op;
    ExpressionPtr operand;
};
struct BinaryOf {
    ast::BinaryOperator op;
    ExpressionPtr left;
    ExpressionPtr right;
};
struct Compare {
    ExpressionPtr first;
    std::vector<std::pair<ast::ComparisonOperator, ExpressionPtr>> rest;
};
struct Combine {
    ast::LogicalOperator op;
    std::vector<ExpressionPtr> operands;
};
struct TestNull {
    ExpressionPtr operand;
    bool negated = false;
};
// A path from a node along relationships and lists of relationships.
struct BuildPath {
    Slot start;
    std::vector<Slot> pieces;
};
// Whether no relationship occurs in two of the slots, nor twice in one list.
struct AllDifferent {
    std::vector<Slot> slots;
};
// One more query, run for every row that asks for it.
enum class SubplanResult { kExists, kCount, kList, kFirst };
struct Node;
struct RunSubplan {
    SubplanResult result;
    std::shared_ptr<Node> plan;
    std::vector<Slot> columns;  // what the sub-plan reads of the row
    std::vector<Slot> locals;   // and of the locals
    Slot item = kNoSlot;        // of kList and kFirst
};

struct Expression {
    using Kind = std::variant<Constant, ParameterRef, SlotRef, LocalRef, PropertyOf, HasLabels, Call, MakeList, MakeMap,
                              SubscriptOf, SliceOf, ComprehendList, QuantifyList, ReduceList, Choose, UnaryOf, BinaryOf,
                              Compare, Combine, TestNull, BuildPath, AllDifferent, RunSubplan>;
    Kind node;
    ast::Place place;  // in the text of the query
};

template <class T>
ExpressionPtr make_expression(T node, ast::Place place = {}) {
    return std::make_shared<const Expression>(Expression{std::move(node), place});
}

}  // namespace mirrorgraph::query::plan
