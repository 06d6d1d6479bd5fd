// The plan of a query: one tree of operators, from the last step at the root to the scans at the leaves.
//
// Rows run from the leaves up. A row may carry a weight: how many equal rows it stands for. A node's `output` lists
// the slots that its rows still need; all others are gone.
//
// To add an operator: its struct here and in Operation, its line in plan_text.cpp, its factory in exec/build.cpp; the
// compiler names the places that are missing.
//
// Owns:    children are shared; nothing changes a plan once plan_query has returned it
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
#include "query/plan/expression.h"

namespace mirrorgraph::query::plan {

enum class SlotKind { kNode, kRelationship, kValue };

struct SlotInfo {
    std::string name;  // as written; of hidden ones a made name that no variable can have
    SlotKind kind = SlotKind::kValue;
};

struct Node;
using NodePtr = std::shared_ptr<Node>;

// --- Leaves.

struct Unit {};      // one row without columns
struct Argument {};  // the rows of the enclosing Apply or RunSubplan

// --- Nodes, found for every row of the child.

struct ScanNodes {
    Slot node;
};
struct ScanLabel {
    Slot node;
    LabelRef label;
};
struct LookUpNodes {  // by label and property, through the snapshot's index
    Slot node;
    LabelRef label;
    KeyRef key;
    ExpressionPtr value;
};
struct SeekNode {  // by string id
    Slot node;
    ExpressionPtr id;
};

// --- Along relationships.

struct Hop {
    NameCondition types;
    ast::Arrow arrow = ast::Arrow::kEither;
    bool may_loop = true;  // some such relationship may lead from a node to itself
};

struct Expand {
    Slot from;
    Slot relationship = kNoSlot;
    Slot to;
    Hop hop;
    NameCondition labels;  // of `to`
};
struct ExpandInto {  // both ends are known
    Slot from;
    Slot relationship = kNoSlot;
    Slot to;
    Hop hop;
};
struct FollowRelationship {  // from a known relationship to its ends, each known or not
    Slot relationship;
    Slot left;
    Slot right;
    bool left_known = false;
    bool right_known = false;
    Hop hop;  // from left to right
};
struct Intersect {  // nodes that are neighbours of all of several nodes
    struct Leg {
        Slot from;
        Slot relationship = kNoSlot;
        Hop hop;
    };
    std::vector<Leg> legs;  // at least two
    Slot to;
    NameCondition labels;
};

// One relationship of a path that is searched for. Slots are locals while the search runs.
struct PathStep {
    Hop hop;
    Slot relationship;
    Slot to;
    NameCondition labels;                   // of `to`
    std::vector<ExpressionPtr> conditions;  // decided as soon as this step is taken
};
// Steps that repeat together; without steps a test of the node that the search stands at. A variable of the pattern is a list of its values where it is in a group that repeats.
struct PathSegment {
    Slot from;
    NameCondition labels;                   // of `from`
    std::vector<ExpressionPtr> conditions;  // decided before the first step
    std::vector<PathStep> steps;
    std::uint64_t min = 1;
    std::optional<std::uint64_t> max = 1;  // none: without end
    struct Group {
        Slot local;
        Slot list;
    };
    std::vector<Group> groups;
    bool repeats() const { return min != 1 || max != 1; }
};
struct SearchPaths {
    Slot from;
    Slot to;
    bool into = false;     // `to` is known
    NameCondition labels;  // of `to`
    std::vector<PathSegment> segments;
    ast::PathMode mode = ast::PathMode::kTrail;
    std::optional<ast::Selector> selector;
    bool reach_only = false;       // each end once, whatever the number of paths
    Slot relationships = kNoSlot;  // all of the path, as a list
    Slot path = kNoSlot;
    bool backwards = false;  // the pattern was turned round: lists and paths run from `to` to `from`
    // Asked of a whole path before the selector chooses; the path and the lists are locals to them.
    std::vector<ExpressionPtr> conditions;
};

// Ways to go on from a node, counted instead of walked.
struct Tie;
struct WeightTree {
    Hop hop;
    Slot relationship = kNoSlot;  // locals, for the conditions
    Slot to = kNoSlot;
    NameCondition labels;  // of `to`
    std::vector<ExpressionPtr> conditions;
    std::vector<WeightTree> branches;  // at `to`
    std::vector<Tie> ties;             // of `to` to nodes of the row
    bool optional = false;             // no way counts as one
};
// What a node that is counted has to do with a node of the row, by ways that begin at that one.
struct Tie {
    enum class Kind {
        kUnlike,     // is not that node
        kNeighbour,  // is where one of the ways begins
        kStranger,   // is where none of them begins
        kOthers      // counts once for each of the ways that begin elsewhere
    };
    Kind kind = Kind::kUnlike;
    Slot node = kNoSlot;
    std::vector<WeightTree> ways;  // one, but of kUnlike
};
struct Weigh {
    Slot node;
    WeightTree tree;
    Slot into = kNoSlot;       // counts only ways whose first relationship leads to this node of the row
    bool exists_only = false;  // keeps the row's weight where there is a way
    bool negated = false;      // keeps it where there is none
};

// As many rows as the second child has for each row of the first. It does not depend on the row, and is counted once.
struct Multiply {
    bool exists_only = false;  // keeps the row's weight where it has a row at all
};

// --- Rows.

struct Filter {
    std::vector<ExpressionPtr> conditions;
};
struct Project {
    std::vector<std::pair<Slot, ExpressionPtr>> items;
};
struct Aggregate {
    struct Item {
        Slot slot;
        const AggregateFunction* function;
        bool distinct = false;
        std::vector<ExpressionPtr> arguments;
    };
    std::vector<std::pair<Slot, ExpressionPtr>> keys;
    std::vector<Item> items;
    std::vector<Slot> carried;  // taken from the Argument, which has one row
};
struct Distinct {
    std::vector<Slot> slots;
};
struct Sort {
    struct Item {
        Slot slot;
        bool descending = false;
    };
    std::vector<Item> items;
    ExpressionPtr limit;  // null: all rows; else the first ones only
};
struct Skip {
    ExpressionPtr count;
};
struct Limit {
    ExpressionPtr count;
};
struct Unwind {
    ExpressionPtr list;
    Slot item;
};
struct Union {
    std::vector<Slot> columns;
    std::vector<std::vector<Slot>> parts;  // of each child, in the order of `columns`
};

// Runs the second child for the rows of the first.
enum class ApplyKind { kOptional, kSemi, kAntiSemi };
struct Apply {
    ApplyKind kind = ApplyKind::kOptional;
    std::vector<Slot> imports;  // what the second child reads of the first
    bool row_by_row = false;    // one run for a row instead of one for a batch; not with kOptional
    Slot row = kNoSlot;         // where a batch shares a run: numbers its rows, as ids
};

// Runs the second child for every row of the first by itself, and gives the row with every row that it finds; where it
// has no columns, once.
struct CallSubquery {
    std::vector<Slot> imports;  // what the second child reads of the first
    std::vector<Slot> columns;  // of the second child
    bool writes = false;
};

// --- Writing.

struct NewNode {
    Slot node;
    std::vector<std::string> labels;
    ExpressionPtr properties;  // null where none
};
struct NewRelationship {
    Slot relationship;
    Slot source;
    Slot target;
    std::string type;
    ExpressionPtr properties;  // null where none
};
// In this order; an element comes before the relationships that need it.
using NewElements = std::vector<std::variant<NewNode, NewRelationship>>;
struct AssignProperty {
    ExpressionPtr subject;
    std::string key;
    ExpressionPtr value;
};
struct AssignProperties {
    ExpressionPtr subject;
    ExpressionPtr value;
    bool keep_others = false;
};
struct AssignLabels {
    ExpressionPtr subject;
    std::vector<std::string> labels;
    bool remove = false;
};
using Assignment = std::variant<AssignProperty, AssignProperties, AssignLabels>;

struct Create {
    NewElements elements;
};
struct Merge {  // children: input, search (which starts at Argument)
    NewElements elements;
    std::vector<Slot> imports;
    std::vector<Assignment> on_match;
    std::vector<Assignment> on_create;
    std::vector<Slot> found;  // slots that the search fills
};
struct Assign {
    std::vector<Assignment> items;
};
struct Delete {
    std::vector<ExpressionPtr> items;
    bool detach = false;
};
struct Drain {};  // runs its child to the end, and gives no rows

struct CallProcedure {
    std::string name;
    bool gives_rows = true;  // without results it keeps its row
    std::vector<ExpressionPtr> arguments;
    std::vector<std::pair<std::size_t, Slot>> yields;  // field, slot
};

using Operation =
    std::variant<Unit, Argument, ScanNodes, ScanLabel, LookUpNodes, SeekNode, Expand, ExpandInto, FollowRelationship,
                 Intersect, SearchPaths, Weigh, Multiply, Filter, Project, Aggregate, Distinct, Sort, Skip, Limit,
                 Unwind, Union, Apply, CallSubquery, Create, Merge, Assign, Delete, Drain, CallProcedure>;

// Whether the second child runs for the rows of the first, which its Argument gives.
inline bool has_inner_child(const Operation& operation) {
    return std::holds_alternative<Apply>(operation) || std::holds_alternative<CallSubquery>(operation) ||
           std::holds_alternative<Merge>(operation);
}

struct Node {
    Operation operation;
    std::vector<NodePtr> children;
    std::vector<Slot> output;
    double rows = 1;  // estimated
};

struct Plan {
    std::string text;  // of the query
    NodePtr root;
    std::vector<SlotInfo> slots;
    Names names;
    std::vector<std::string> columns;  // of the result
    std::vector<Slot> column_slots;
    bool writes = false;
};

}  // namespace mirrorgraph::query::plan
