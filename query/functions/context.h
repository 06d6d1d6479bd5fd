// What a function sees of the world besides its arguments: the graph, the clock, chance, and a bound on
// sizes.
//
// Owns:    nothing; the elements must outlive the evaluation
// Threads: one context a thread
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "schema/ids.h"
#include "schema/temporal/temporal.h"
#include "schema/value.h"

namespace mirrorgraph::query {

// Nodes and relationships as functions and operators read them, whatever lies beneath: a snapshot, or a
// snapshot with the changes of a writing query upon it.
//
// Errors:  QueryError DeletedEntityAccess for an element that the query has deleted
class ElementAccess {
  public:
    virtual ~ElementAccess() = default;

    virtual std::string element_id(NodeId node) const = 0;
    virtual std::string element_id(RelationshipId relationship) const = 0;
    virtual std::vector<std::string> labels(NodeId node) const = 0;
    virtual bool has_label(NodeId node, std::string_view label) const = 0;
    virtual std::string type(RelationshipId relationship) const = 0;
    virtual NodeId source(RelationshipId relationship) const = 0;
    virtual NodeId target(RelationshipId relationship) const = 0;

    // The null value where absent.
    virtual Value property(NodeId node, std::string_view key) const = 0;
    virtual Value property(RelationshipId relationship, std::string_view key) const = 0;
    virtual Map properties(NodeId node) const = 0;
    virtual Map properties(RelationshipId relationship) const = 0;
};

struct EvaluationContext {
    const ElementAccess* elements = nullptr;  // may be null where no element can occur

    // The realtime clock is read by the functions that ask for it.
    Instant statement_clock;
    Instant transaction_clock;
    std::string default_zone = "Z";  // an offset or a name of the IANA database

    std::mt19937_64 random{std::random_device{}()};

    // The most elements of a list or bytes of a string that one call may make; beyond it QueryError of
    // kLimit.
    std::size_t largest_value = 100'000'000;
};

// The system's clock as it stands.
Instant read_clock();

// A context whose statement and transaction began now.
EvaluationContext make_evaluation_context(const ElementAccess* elements);

}  // namespace mirrorgraph::query
