// The bound form of a query: every name resolved, every type checked; what the planner reads.
//
// A query runs over rows. A row is an array of values, one a slot; its layout is that of the part of the query it is in.
// A part is the clauses between two projections (WITH, RETURN): all its variables, named or not, and the variables
// inside its comprehensions have slots of their own. A projection makes new rows: the layout of the next part begins
// with the layout of the projection's row.
//
// Labels, relationship types and property keys stay names here; the planner turns them into ids of its snapshot.
// Conditions are lists of expressions, all of which must be true; AND is split at their top.
//
// Units:   places are bytes of the statement's text; slots and indices are 0-based
// Owns:    its children; functions are static data
// Threads: values; const access may run at once
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "query/box.h"
#include "query/functions/registry.h"
#include "query/functions/static_type.h"
#include "query/syntax/ast.h"
#include "schema/error.h"
#include "schema/ids.h"
#include "schema/value.h"

namespace mirrorgraph::query::bound {

// A place in the rows of one part.
using Slot = Id<struct SlotTag>;

struct Expression;
struct Query;

// A condition on the labels of a node, or on the type of a relationship.
struct Labels {
    enum class Kind {
        kName,  // has this one
        kAny,   // has one at all
        kNot,   // operands[0] does not hold
        kAll,   // all operands hold
        kSome   // one of the operands holds
    };
    Kind kind = Kind::kAny;
    std::string name;
    std::vector<Labels> operands;
    friend bool operator==(const Labels&, const Labels&) = default;
};

// --- Expressions.

// A constant.
struct Literal {
    Value value;
};
// A value given with the query: $name.
struct Parameter {
    std::string name;
};
// The value of a slot.
struct Variable {
    Slot slot;
};
// subject.key of a node, relationship, map or temporal value.
struct Property {
    Box<Expression> subject;
    std::string key;
};
// subject[index] of a list, map, node or relationship.
struct Subscript {
    Box<Expression> subject;
    Box<Expression> index;
};
// list[from..to], either end may be left out.
struct Slice {
    Box<Expression> list;
    OptionalBox<Expression> from;
    OptionalBox<Expression> to;
};
// subject:A|B of a node or relationship; null for null.
struct LabelTest {
    Box<Expression> subject;
    Labels labels;
    bool negated = false;
};
// A scalar function; the number of arguments is right.
struct Call {
    const ScalarFunction* function = nullptr;
    std::vector<Expression> arguments;
};
// [items].
struct MakeList {
    std::vector<Expression> items;
};
// {keys[i]: values[i]}; no key repeats. Where there is a base, a map, its entries too, unless their keys are among these.
struct MakeMap {
    OptionalBox<Expression> base;
    std::vector<std::string> keys;
    std::vector<Expression> values;
};
// [variable IN list WHERE where | projection]; without projection the elements themselves.
struct ListComprehension {
    Slot variable;
    Box<Expression> list;
    OptionalBox<Expression> where;
    OptionalBox<Expression> projection;
};
// all, any, none or single(variable IN list WHERE where).
struct Quantifier {
    ast::Quantified kind;
    Slot variable;
    Box<Expression> list;
    Box<Expression> where;
};
// reduce(accumulator = start, variable IN list | step).
struct Reduce {
    Slot accumulator;
    Box<Expression> start;
    Slot variable;
    Box<Expression> list;
    Box<Expression> step;
};
// One WHEN with its THEN.
struct CaseBranch;
// CASE; with a subject the branches' `when` are compared with it, else they are conditions.
struct Case {
    OptionalBox<Expression> subject;
    std::vector<CaseBranch> branches;
    OptionalBox<Expression> otherwise;
};
// NOT, + or -.
struct Unary {
    ast::UnaryOperator op;
    Box<Expression> operand;
};
// Arithmetic, IN and the tests on strings.
struct Binary {
    ast::BinaryOperator op;
    Box<Expression> left;
    Box<Expression> right;
};
// operands[0] operators[0] operands[1] operators[1] ..; mostly one operator. True when every neighbour comparison is;
// each operand is evaluated once.
struct Comparison {
    std::vector<Expression> operands;
    std::vector<ast::ComparisonOperator> operators;
};
// AND, OR or XOR over two or more operands.
struct Logical {
    ast::LogicalOperator op;
    std::vector<Expression> operands;
};
// operand IS NULL, or IS NOT NULL.
struct NullTest {
    Box<Expression> operand;
    bool negated = false;
};
// A value of the outer row that rows of the first part of one of the inner branches begin with.
struct Import {
    Slot outer;
    std::size_t branch = 0;
    Slot inner;
};
// A query inside an expression, run once a row of the outer part. Pattern predicates, pattern comprehensions and
// shortest paths as values are queries too.
struct Subquery {
    enum class Kind {
        kExists,   // whether there is a row
        kCount,    // how many rows
        kCollect,  // list of the only column
        kFirst     // the only column of the first row, null without rows
    };
    Kind kind = Kind::kExists;
    std::vector<Import> imports;
    Box<Query> query;
};

// What a row, the parameters and the graph give a value to. `type` says which values are possible.
struct Expression {
    using Node = std::variant<Literal, Parameter, Variable, Property, Subscript, Slice, LabelTest, Call, MakeList,
                              MakeMap, ListComprehension, Quantifier, Reduce, Case, Unary, Binary, Comparison, Logical,
                              NullTest, Subquery>;
    Node node;
    StaticType type = StaticType::any();
    Span place;
};

struct CaseBranch {
    Expression when;
    Expression then;
};

// All of them must be true.
using Conditions = std::vector<Expression>;

// --- Patterns.

// How often a relationship or group is repeated.
struct Repetition {
    std::uint64_t min = 1;
    std::optional<std::uint64_t> max;  // none: without end
};

// A node of a pattern. Mentions of one variable are one node.
struct PatternNode {
    Slot slot;
    bool bound = false;  // has a value before the clause: a node, null, or (where types are unknown) anything
    std::optional<Labels> labels;
    Conditions conditions;  // from properties and inline WHERE
};

enum class Arrow { kRight, kLeft, kEither };

// A relationship between two nodes of the pattern, or a chain of them where it is repeated.
struct PatternRelationship {
    Slot slot;                     // the relationship; where repeated, the list of them in the order of the path
    bool bound = false;            // as for nodes
    std::size_t left = 0;          // index of the node written to the left of it
    std::size_t right = 0;         // and to the right
    Arrow arrow = Arrow::kEither;  // seen from the left node
    std::optional<Labels> types;
    std::optional<Repetition> repetition;
    Slot element;           // one relationship of the chain, in conditions; else the same as slot
    Conditions conditions;  // of every relationship by itself
    Span place;
    bool is_unique = true;  // equals no other relationship of the MATCH; false in a path of mode WALK
};

// Inside a repeated group a variable stands for one element, outside for the list of all of them.
struct GroupVariable {
    Slot inner;
    Slot outer;
};

struct PatternGraph;

// A part of a path that is repeated: ((a)-[r]->(b) WHERE ..){1,3}. The last inner node of one round is the first of the
// next; the first of the first round is the node `left`, the last of the last round the node `right`. A round has nodes
// and plain relationships only.
struct PatternGroup {
    std::size_t left = 0;  // index of a node of the pattern around it
    std::size_t right = 0;
    Box<PatternGraph> round;  // nodes and relationships of one round, one path
    Conditions conditions;    // of one round
    Repetition repetition;
    std::vector<GroupVariable> variables;
    bool is_unique = true;  // as for relationships
};

// One element of a path, an index into the nodes, relationships or groups of the pattern.
struct PathStep {
    enum class Kind { kNode, kRelationship, kGroup };
    Kind kind = Kind::kNode;
    std::size_t index = 0;
};

enum class PathMode {
    kDefault,  // no relationship twice, as in all of the MATCH
    kWalk,     // relationships and nodes may come again
    kTrail,    // no relationship twice
    kSimple,   // no node twice, but the last may be the first
    kAcyclic   // no node twice
};

// A selector: which of the paths between two end nodes are kept.
struct Selection {
    ast::Selector::Kind kind = ast::Selector::Kind::kAll;
    std::uint64_t count = 1;
};

// One path of a pattern, as written from left to right; steps begin and end with a node.
struct PatternPath {
    std::optional<Slot> variable;
    std::vector<PathStep> steps;
    PathMode mode = PathMode::kDefault;
    std::optional<Selection> selection;  // none where all paths are kept
    Conditions conditions;               // over the path as a whole, before the selection
    // For shortestPath(): the WHERE of the clause chooses among the candidates, before the selection.
    bool where_before_selection = false;
};

// A pattern as a graph. Nodes, relationships and groups are joined by indices; paths say in which order they were
// written, which of them make a path value, and what modes and selectors ask of them.
struct PatternGraph {
    std::vector<PatternNode> nodes;
    std::vector<PatternRelationship> relationships;
    std::vector<PatternGroup> groups;
    std::vector<PatternPath> paths;
};

// --- Clauses.

// Every way to lay the pattern into the graph; an optional one gives nulls where there is none.
struct Match {
    bool optional = false;
    PatternGraph pattern;
    Conditions where;
};

// A row for every element of the list; none for null.
struct Unwind {
    Expression list;
    Slot variable;
};

// A new node. `properties` is a map; null entries are left out.
struct CreateNode {
    Slot slot;
    std::vector<std::string> labels;
    std::optional<Expression> properties;
};
// A new relationship between nodes that are bound, or new in the same clause.
struct CreateRelationship {
    Slot slot;
    Slot source;
    Slot target;
    std::string type;
    std::optional<Expression> properties;
};
// The value of a path variable: slots of nodes and relationships in turn.
struct CreatePath {
    Slot variable;
    std::vector<Slot> steps;
};
// In this order; an element comes before the relationships and paths that need it.
struct Create {
    std::vector<std::variant<CreateNode, CreateRelationship, CreatePath>> items;
};

// subject.key = value; null removes.
struct SetProperty {
    Expression subject;
    std::string key;
    Expression value;
};
// All properties of the element from a map, node or relationship.
struct SetProperties {
    Expression subject;
    Expression value;
    bool keep_others = false;  // += keeps what the map does not name
};
struct SetLabels {
    Expression subject;
    std::vector<std::string> labels;
};
struct RemoveProperty {
    Expression subject;
    std::string key;
};
struct RemoveLabels {
    Expression subject;
    std::vector<std::string> labels;
};
// One change of an element; elements that are null are passed over.
using Change = std::variant<SetProperty, SetProperties, SetLabels, RemoveProperty, RemoveLabels>;

// SET and REMOVE: changes in order.
struct Update {
    std::vector<Change> changes;
};

// Matches the pattern, or creates it where it does not match at all.
struct Merge {
    PatternGraph pattern;
    Create create;
    std::vector<Change> on_create;
    std::vector<Change> on_match;
};

// Nodes, relationships and paths; `detach` takes the relationships of nodes along.
struct Delete {
    bool detach = false;
    std::vector<Expression> items;
};

// A row for every row of the procedure.
struct CallProcedure {
    std::string name;
    std::vector<Expression> arguments;
    struct Result {
        std::size_t field;  // position in the procedure's signature
        Slot slot;
    };
    std::vector<Result> results;
    Conditions where;
};

// Runs the query for every row, and gives the row once for each of its rows; just once where it has no columns.
struct CallSubquery {
    std::vector<Import> imports;
    Box<Query> query;
    std::vector<Slot> results;  // by the columns of the query
    bool is_updating = false;
};

using Clause = std::variant<Match, Unwind, Create, Update, Merge, Delete, CallProcedure, CallSubquery>;

// What a slot holds. Nothing with a name is missing here, so that plans can be printed.
struct SlotInfo {
    enum class Kind { kNode, kRelationship, kPath, kValue };
    std::string name;  // empty: has none
    Kind kind = Kind::kValue;
    StaticType type = StaticType::any();
};

// One aggregate of a projection, over the rows of a group; `slot` is its place in the group's row.
struct Aggregate {
    const AggregateFunction* function = nullptr;
    bool distinct = false;
    std::vector<Expression> arguments;  // empty for count(*)
    Slot slot;
};

// What later parts of a subquery still see of its surroundings: the same in every row, and there even without rows.
struct CarriedValue {
    Slot source;
    Slot group;
};

// One column of a projection; `slot` is its place in the projection's row. In an aggregating projection the expression
// is over the group's row.
struct Column {
    std::string name;
    Expression expression;
    Slot slot;
};

// Over the projection's row.
struct SortKey {
    Expression expression;
    bool descending = false;
};

// WITH or RETURN. In order: group, compute the columns, make distinct, sort, skip, limit, filter.
//
// Without aggregation the columns' expressions are over the row of the part. With it, rows with equivalent keys make a
// group (all rows one group where there are no keys), and the columns' expressions are over the group's row: the keys
// first, then aggregates, carried values and the variables inside comprehensions in any order.
// Sorting and filtering are over the projection's row: columns and the variables inside comprehensions in any order.
// Hidden columns follow the visible ones; sorting, filtering or later parts need them. DISTINCT does not look at them.
struct Projection {
    bool is_aggregating = false;
    std::vector<Expression> keys;
    std::vector<Aggregate> aggregates;
    std::vector<SlotInfo> group_slots;  // layout of the group's row
    std::vector<CarriedValue> carried;
    std::vector<Column> columns;
    std::size_t visible_count = 0;
    std::vector<SlotInfo> slots;  // layout of the projection's row
    bool distinct = false;
    std::vector<SortKey> order;
    std::optional<Expression> skip;   // without variables
    std::optional<Expression> limit;  // without variables
    Conditions where;
};

// Clauses up to a projection, over rows of one layout.
struct Part {
    std::vector<SlotInfo> slots;     // begins with the slots of the projection before
    std::size_t incoming_count = 0;  // how many those are; imports of a subquery stand in Subquery::imports
    std::vector<Clause> clauses;
    std::optional<Projection> projection;  // none: the query ends here, without columns
};

// At least one part; only the last may lack a projection.
struct SingleQuery {
    std::vector<Part> parts;
};

// One query, or several whose rows are put together under the same columns.
struct Query {
    std::vector<SingleQuery> branches;
    bool union_all = false;  // keeps rows that come more than once
    std::vector<std::string> columns;
    std::vector<StaticType> column_types;
};

struct Statement {
    ast::Prefix prefix = ast::Prefix::kNone;
    Query query;
    bool is_updating = false;
    std::vector<std::string> parameters;  // all that occur, sorted
};

}  // namespace mirrorgraph::query::bound
