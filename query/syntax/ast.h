// The syntax tree of a query: what was written, before any name is looked up.
//
// Every node carries its place in the text. Two trees are equal when they say the same, wherever they stand,
// so that parse(print(tree)) == tree. Parentheses leave no trace but the shape of the tree.
//
// Units:   places are bytes of Statement::text, 0-based, [begin, end)
// Owns:    its children; a copy is deep
// Threads: values; const access may run at once
// Source:  openCypher 9 grammar; ISO/IEC 39075:2024, path pattern expression
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "query/box.h"
#include "schema/error.h"
#include "schema/value.h"

namespace mirrorgraph::query::ast {

// Where a node was written. Never makes two trees differ.
struct Place : Span {
    Place() = default;
    Place(Span span) : Span(span) {}
    friend bool operator==(Place, Place) { return true; }
};

struct Expression;
struct PathPattern;
struct Query;

// A word that names something: a variable, label, type, key, function or procedure ("db.labels"), unquoted.
struct Name {
    std::string text;
    Place place;
    friend bool operator==(const Name&, const Name&) = default;
};

// --- Label expressions: of nodes, and of relationships (where they are types).

struct LabelExpression;
struct AnyLabel {  // %
    friend bool operator==(AnyLabel, AnyLabel) = default;
};
struct NotLabel {  // !A
    Box<LabelExpression> operand;
    friend bool operator==(const NotLabel&, const NotLabel&) = default;
};
struct AllLabels {  // A&B, and A:B
    std::vector<LabelExpression> operands;
    friend bool operator==(const AllLabels&, const AllLabels&) = default;
};
struct SomeLabel {  // A|B
    std::vector<LabelExpression> operands;
    friend bool operator==(const SomeLabel&, const SomeLabel&) = default;
};
struct LabelExpression {
    std::variant<Name, AnyLabel, NotLabel, AllLabels, SomeLabel> node;
    Place place;
    friend bool operator==(const LabelExpression&, const LabelExpression&) = default;
};

// --- Expressions.

struct Literal {  // null, true, 1, -1, 0x1F, 1.5, 'text'
    Value value;
    friend bool operator==(const Literal&, const Literal&) = default;
};
struct Parameter {  // $name
    std::string name;
    friend bool operator==(const Parameter&, const Parameter&) = default;
};
struct Variable {
    std::string name;
    friend bool operator==(const Variable&, const Variable&) = default;
};
struct PropertyAccess {  // subject.key
    Box<Expression> subject;
    Name key;
    friend bool operator==(const PropertyAccess&, const PropertyAccess&) = default;
};
struct Subscript {  // subject[index]
    Box<Expression> subject;
    Box<Expression> index;
    friend bool operator==(const Subscript&, const Subscript&) = default;
};
struct Slice {  // subject[from..to]
    Box<Expression> subject;
    OptionalBox<Expression> from;
    OptionalBox<Expression> to;
    friend bool operator==(const Slice&, const Slice&) = default;
};
struct LabelTest {  // subject:A|B, subject IS A, subject IS NOT A
    Box<Expression> subject;
    LabelExpression labels;
    bool negated = false;
    friend bool operator==(const LabelTest&, const LabelTest&) = default;
};
struct FunctionCall {  // name([DISTINCT] arguments); aggregates too
    Name name;
    bool distinct = false;
    std::vector<Expression> arguments;
    friend bool operator==(const FunctionCall&, const FunctionCall&) = default;
};
struct CountStar {  // count(*)
    friend bool operator==(CountStar, CountStar) = default;
};
struct ListLiteral {
    std::vector<Expression> items;
    friend bool operator==(const ListLiteral&, const ListLiteral&) = default;
};
struct MapEntry;
struct MapLiteral {
    std::vector<MapEntry> entries;  // as written: a key may repeat
    friend bool operator==(const MapLiteral&, const MapLiteral&) = default;
};
struct MapProjectionItem;
struct MapProjection {  // variable {.key, .*, key: value, other}
    Name variable;
    std::vector<MapProjectionItem> items;
    friend bool operator==(const MapProjection&, const MapProjection&) = default;
};
struct ListComprehension {  // [variable IN list WHERE where | projection]
    Name variable;
    Box<Expression> list;
    OptionalBox<Expression> where;
    OptionalBox<Expression> projection;
    friend bool operator==(const ListComprehension&, const ListComprehension&) = default;
};
struct PatternComprehension {  // [path = (a)-->(b) WHERE where | projection]
    Box<PathPattern> pattern;
    OptionalBox<Expression> where;
    Box<Expression> projection;
    friend bool operator==(const PatternComprehension&, const PatternComprehension&) = default;
};
enum class Quantified { kAll, kAny, kNone, kSingle };
struct QuantifierCall {  // all(variable IN list WHERE where)
    Quantified kind;
    Name variable;
    Box<Expression> list;
    Box<Expression> where;
    friend bool operator==(const QuantifierCall&, const QuantifierCall&) = default;
};
struct Reduce {  // reduce(accumulator = start, variable IN list | step)
    Name accumulator;
    Box<Expression> start;
    Name variable;
    Box<Expression> list;
    Box<Expression> step;
    friend bool operator==(const Reduce&, const Reduce&) = default;
};
struct CaseBranch;
struct Case {  // CASE [subject] WHEN .. THEN .. [ELSE ..] END
    OptionalBox<Expression> subject;
    std::vector<CaseBranch> branches;
    OptionalBox<Expression> otherwise;
    friend bool operator==(const Case&, const Case&) = default;
};
enum class UnaryOperator { kNot, kPlus, kMinus };
struct Unary {
    UnaryOperator op;
    Box<Expression> operand;
    friend bool operator==(const Unary&, const Unary&) = default;
};
enum class BinaryOperator {
    kAdd,
    kSubtract,
    kMultiply,
    kDivide,
    kModulo,
    kPower,
    kIn,
    kStartsWith,
    kEndsWith,
    kContains,
    kMatches  // =~
};
struct Binary {
    BinaryOperator op;
    Box<Expression> left;
    Box<Expression> right;
    friend bool operator==(const Binary&, const Binary&) = default;
};
enum class ComparisonOperator { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };
struct ComparisonStep;
struct Comparison {  // 1 < x <= 3 is one node with two steps
    Box<Expression> first;
    std::vector<ComparisonStep> rest;  // at least one
    friend bool operator==(const Comparison&, const Comparison&) = default;
};
enum class LogicalOperator { kAnd, kOr, kXor };
struct Logical {  // a chain of one operator is one node
    LogicalOperator op;
    std::vector<Expression> operands;  // at least two
    friend bool operator==(const Logical&, const Logical&) = default;
};
struct NullTest {  // operand IS NULL, operand IS NOT NULL
    Box<Expression> operand;
    bool negated = false;
    friend bool operator==(const NullTest&, const NullTest&) = default;
};
struct PatternExpression {  // (a)-->(b) as a predicate, or shortestPath((a)-[*]->(b)) as a value
    Box<PathPattern> pattern;
    friend bool operator==(const PatternExpression&, const PatternExpression&) = default;
};
enum class SubqueryKind { kExists, kCount, kCollect };
struct Subquery {  // EXISTS { .. }, COUNT { .. }, COLLECT { .. }; a pattern is a query of one MATCH without RETURN
    SubqueryKind kind;
    Box<Query> query;
    friend bool operator==(const Subquery&, const Subquery&) = default;
};

struct Expression {
    using Node =
        std::variant<Literal, Parameter, Variable, PropertyAccess, Subscript, Slice, LabelTest, FunctionCall, CountStar,
                     ListLiteral, MapLiteral, MapProjection, ListComprehension, PatternComprehension, QuantifierCall,
                     Reduce, Case, Unary, Binary, Comparison, Logical, NullTest, PatternExpression, Subquery>;
    Node node;
    Place place;  // with its parentheses, where it has any
    friend bool operator==(const Expression&, const Expression&) = default;
};

struct MapEntry {
    Name key;
    Expression value;
    friend bool operator==(const MapEntry&, const MapEntry&) = default;
};
struct AllProperties {  // .*
    friend bool operator==(AllProperties, AllProperties) = default;
};
struct OneProperty {  // .key
    Name key;
    friend bool operator==(const OneProperty&, const OneProperty&) = default;
};
struct MapProjectionItem {  // a name alone is a variable, which is put under its own name
    std::variant<AllProperties, OneProperty, MapEntry, Name> node;
    friend bool operator==(const MapProjectionItem&, const MapProjectionItem&) = default;
};
struct CaseBranch {
    Expression when;
    Expression then;
    friend bool operator==(const CaseBranch&, const CaseBranch&) = default;
};
struct ComparisonStep {
    ComparisonOperator op;
    Expression right;
    friend bool operator==(const ComparisonStep&, const ComparisonStep&) = default;
};

// --- Path patterns.

// How often a relationship or a group repeats.
struct Repetition {
    std::uint64_t min = 1;
    std::optional<std::uint64_t> max;  // none: without end
    bool inside = false;               // written in the brackets, -[*1..3]->, not behind them, -[]->{1,3}
    Place place;
    friend bool operator==(const Repetition&, const Repetition&) = default;
};

struct NodePattern {  // (variable:Labels {properties} WHERE where)
    std::optional<Name> variable;
    std::optional<LabelExpression> labels;
    std::optional<Expression> properties;  // a MapLiteral or a Parameter
    std::optional<Expression> where;
    Place place;
    friend bool operator==(const NodePattern&, const NodePattern&) = default;
};

enum class Arrow { kRight, kLeft, kEither };  // -->, <--, -- (and <-->)
struct RelationshipPattern {                  // -[variable:Types*min..max {properties} WHERE where]->{min,max}
    Arrow arrow = Arrow::kEither;
    std::optional<Name> variable;
    std::optional<LabelExpression> types;
    std::optional<Repetition> repetition;
    std::optional<Expression> properties;  // a MapLiteral or a Parameter
    std::optional<Expression> where;
    Place place;
    friend bool operator==(const RelationshipPattern&, const RelationshipPattern&) = default;
};

enum class PathMode { kWalk, kTrail, kSimple, kAcyclic };

struct PathElement;
struct GroupPattern {  // (variable = MODE (a)-->(b) WHERE where){min,max}
    std::optional<Name> variable;
    std::optional<PathMode> mode;
    std::vector<PathElement> elements;
    std::optional<Expression> where;
    std::optional<Repetition> repetition;
    Place place;
    friend bool operator==(const GroupPattern&, const GroupPattern&) = default;
};
struct PathElement {
    std::variant<NodePattern, RelationshipPattern, GroupPattern> node;
    friend bool operator==(const PathElement&, const PathElement&) = default;
};

// Which of the matching paths between two end nodes are kept.
struct Selector {
    enum class Kind {
        kAny,            // ANY k: any `count` of them
        kAll,            // ALL: every one, as without a selector
        kShortest,       // SHORTEST k; ANY SHORTEST is SHORTEST 1
        kShortestGroups  // SHORTEST k GROUPS: all paths of the `count` smallest lengths; ALL SHORTEST is k =
                         // 1
    };
    Kind kind = Kind::kAll;
    std::uint64_t count = 1;
    Place place;
    friend bool operator==(const Selector&, const Selector&) = default;
};

enum class PathFunction { kShortestPath, kAllShortestPaths };

struct PathPattern {  // variable = SELECTOR MODE elements, or variable = shortestPath(elements)
    std::optional<Name> variable;
    std::optional<Selector> selector;
    std::optional<PathMode> mode;
    std::optional<PathFunction> function;
    std::vector<PathElement> elements;  // nodes, relationships and groups as written; neighbours need not alternate
    Place place;
    friend bool operator==(const PathPattern&, const PathPattern&) = default;
};

// --- Clauses.

struct Match {
    bool optional = false;
    std::vector<PathPattern> patterns;
    std::optional<Expression> where;
    friend bool operator==(const Match&, const Match&) = default;
};
struct Unwind {
    Expression list;
    Name variable;
    friend bool operator==(const Unwind&, const Unwind&) = default;
};
struct ProjectionItem {
    Expression expression;
    std::optional<Name> alias;
    friend bool operator==(const ProjectionItem&, const ProjectionItem&) = default;
};
struct SortItem {
    Expression expression;
    bool descending = false;
    friend bool operator==(const SortItem&, const SortItem&) = default;
};
struct Projection {
    bool distinct = false;
    bool star = false;  // stands before the items
    std::vector<ProjectionItem> items;
    std::vector<SortItem> order;
    std::optional<Expression> skip;
    std::optional<Expression> limit;
    friend bool operator==(const Projection&, const Projection&) = default;
};
struct With {
    Projection projection;
    std::optional<Expression> where;
    friend bool operator==(const With&, const With&) = default;
};
struct Return {
    Projection projection;
    friend bool operator==(const Return&, const Return&) = default;
};
struct Create {
    std::vector<PathPattern> patterns;
    friend bool operator==(const Create&, const Create&) = default;
};
struct SetProperty {  // subject.key = value
    Expression subject;
    Name key;
    Expression value;
    friend bool operator==(const SetProperty&, const SetProperty&) = default;
};
struct SetProperties {  // variable = value, variable += value
    Name variable;
    Expression value;
    bool keep_others = false;  // +=
    friend bool operator==(const SetProperties&, const SetProperties&) = default;
};
struct SetLabels {  // variable:A:B
    Name variable;
    std::vector<Name> labels;
    friend bool operator==(const SetLabels&, const SetLabels&) = default;
};
struct SetItem {
    std::variant<SetProperty, SetProperties, SetLabels> node;
    Place place;
    friend bool operator==(const SetItem&, const SetItem&) = default;
};
struct Set {
    std::vector<SetItem> items;
    friend bool operator==(const Set&, const Set&) = default;
};
struct MergeAction {
    bool on_create = false;  // else ON MATCH
    std::vector<SetItem> items;
    friend bool operator==(const MergeAction&, const MergeAction&) = default;
};
struct Merge {
    PathPattern pattern;
    std::vector<MergeAction> actions;
    friend bool operator==(const Merge&, const Merge&) = default;
};
struct RemoveProperty {  // subject.key
    Expression subject;
    Name key;
    friend bool operator==(const RemoveProperty&, const RemoveProperty&) = default;
};
struct RemoveLabels {  // variable:A:B
    Name variable;
    std::vector<Name> labels;
    friend bool operator==(const RemoveLabels&, const RemoveLabels&) = default;
};
struct RemoveItem {
    std::variant<RemoveProperty, RemoveLabels> node;
    Place place;
    friend bool operator==(const RemoveItem&, const RemoveItem&) = default;
};
struct Remove {
    std::vector<RemoveItem> items;
    friend bool operator==(const Remove&, const Remove&) = default;
};
struct Delete {
    bool detach = false;
    std::vector<Expression> items;
    friend bool operator==(const Delete&, const Delete&) = default;
};
struct YieldItem {
    Name field;
    std::optional<Name> alias;
    friend bool operator==(const YieldItem&, const YieldItem&) = default;
};
struct Call {
    Name procedure;
    std::optional<std::vector<Expression>> arguments;  // none: no parentheses, arguments come from parameters
    bool yield_star = false;
    std::optional<std::vector<YieldItem>> yields;  // empty: YIELD -
    std::optional<Expression> where;
    friend bool operator==(const Call&, const Call&) = default;
};

// CALL (a, b) { .. }, or CALL { .. }, which sees what the WITH at the begin of its branches names.
struct CallSubquery {
    struct Scope {  // (a, b) or (*)
        bool all = false;
        std::vector<Name> variables;
        friend bool operator==(const Scope&, const Scope&) = default;
    };
    std::optional<Scope> scope;
    Box<Query> query;
    friend bool operator==(const CallSubquery&, const CallSubquery&) = default;
};

struct Clause;
struct Foreach {  // FOREACH (variable IN list | updates)
    Name variable;
    Expression list;
    std::vector<Clause> updates;  // at least one; they only change the graph
    friend bool operator==(const Foreach&, const Foreach&) = default;
};

struct Clause {
    using Node =
        std::variant<Match, Unwind, With, Return, Create, Merge, Set, Remove, Delete, Foreach, Call, CallSubquery>;
    Node node;
    Place place;
    friend bool operator==(const Clause&, const Clause&) = default;
};

struct SingleQuery {
    std::vector<Clause> clauses;  // at least one
    Place place;
    friend bool operator==(const SingleQuery&, const SingleQuery&) = default;
};

struct Union {
    bool all = false;
    Place place;
    friend bool operator==(const Union&, const Union&) = default;
};

// parts[0] unions[0] parts[1] unions[1] ..; one union fewer than parts.
struct Query {
    std::vector<SingleQuery> parts;
    std::vector<Union> unions;
    friend bool operator==(const Query&, const Query&) = default;
};

enum class Prefix { kNone, kExplain, kProfile };

struct Statement {
    std::string text;  // what the places count in
    Prefix prefix = Prefix::kNone;
    Query query;
    friend bool operator==(const Statement& a, const Statement& b) {
        return a.prefix == b.prefix && a.query == b.query;
    }
};

}  // namespace mirrorgraph::query::ast
