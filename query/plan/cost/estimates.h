// How many rows the steps of a pattern make: guesses from exact counts.
//
// Units:   rows, as real numbers
// Owns:    nothing
// Threads: one thread
#pragma once

#include <map>
#include <optional>
#include <utility>

#include "query/plan/pattern/pattern.h"

namespace mirrorgraph::query::plan {

// A look-up by property that finds a node, and how many it finds.
struct LookUp {
    LabelRef label;
    KeyRef key;
    ExpressionPtr value;
    std::size_t condition;  // of the pattern, that it takes the place of
    double rows;
};

class Estimates {
  public:
    Estimates(const Pattern& pattern, Plan& plan, const Statistics& statistics)
        : pattern_(pattern), plan_(plan), statistics_(statistics) {}

    // Nodes that keep the labels and all conditions on this node alone.
    double nodes(std::size_t node) const;
    // Relationships (or ends of paths) that are looked at for one row that has the edge's end `from`.
    double degree(const PatternEdge& edge, std::size_t from) const;
    // New rows for one row that has the edge's end `from`.
    double fan_out(const PatternEdge& edge, std::size_t from) const;
    // How many times more of them there are where a like relationship led to `from`, or away from it.
    double bias(const PatternEdge& edge, std::size_t from) const;
    // Rows that are left of one where both ends are known.
    double closing(const PatternEdge& edge) const;
    // The best look-up for the node, of those whose value needs only `known`.
    std::optional<LookUp> look_up(std::size_t node, const SlotSet& known) const;
    // The condition `node is the one with this string id`.
    std::optional<std::pair<std::size_t, ExpressionPtr>> seek(std::size_t node, const SlotSet& known) const;
    double selectivity(std::size_t node) const;

  private:
    double count_nodes(std::size_t node) const;
    double count_fan_out(const PatternEdge& edge, std::size_t from) const;
    double count_along(const PatternEdge& edge, std::size_t from, const NameCondition& ends) const;

    const Pattern& pattern_;
    Plan& plan_;
    const Statistics& statistics_;
    // What was worked out before, by node, and by edge and end.
    mutable std::map<std::size_t, double> known_nodes_;
    mutable std::map<std::pair<const PatternEdge*, std::size_t>, double> known_fan_outs_;
};

}  // namespace mirrorgraph::query::plan
