// The factories of the operators, one for each alternative of plan::Operation.
//
// An operator's struct in plan.h says what it takes and gives.
#pragma once

#include <vector>

#include "query/exec/operator.h"

namespace mirrorgraph::query {

// What every factory needs besides its own struct, which is node.operation.
struct Build {
    Run& run;
    const plan::Node& node;
    std::vector<OperatorPtr> children;
    ArgumentSource& source;
};

// scan.cpp
OperatorPtr make_operator(const plan::Unit& unit, Build build);
OperatorPtr make_operator(const plan::Argument& argument, Build build);
OperatorPtr make_operator(const plan::ScanNodes& scan, Build build);
OperatorPtr make_operator(const plan::ScanLabel& scan, Build build);
OperatorPtr make_operator(const plan::LookUpNodes& look_up, Build build);
OperatorPtr make_operator(const plan::SeekNode& seek, Build build);

// expand.cpp
OperatorPtr make_operator(const plan::Expand& expand, Build build);
OperatorPtr make_operator(const plan::ExpandInto& expand, Build build);
OperatorPtr make_operator(const plan::FollowRelationship& follow, Build build);
// intersect.cpp
OperatorPtr make_operator(const plan::Intersect& intersect, Build build);
// search_paths.cpp
OperatorPtr make_operator(const plan::SearchPaths& search, Build build);
// weigh.cpp
OperatorPtr make_operator(const plan::Weigh& weigh, Build build);
OperatorPtr make_operator(const plan::Multiply& multiply, Build build);

// rows.cpp
OperatorPtr make_operator(const plan::Filter& filter, Build build);
OperatorPtr make_operator(const plan::Project& project, Build build);
OperatorPtr make_operator(const plan::Skip& skip, Build build);
OperatorPtr make_operator(const plan::Limit& limit, Build build);
OperatorPtr make_operator(const plan::Unwind& unwind, Build build);
OperatorPtr make_operator(const plan::Union& all, Build build);
OperatorPtr make_operator(const plan::Drain& drain, Build build);
OperatorPtr make_operator(const plan::CallProcedure& call, Build build);
// aggregate.cpp
OperatorPtr make_operator(const plan::Aggregate& aggregate, Build build);
OperatorPtr make_operator(const plan::Distinct& distinct, Build build);
// sort.cpp
OperatorPtr make_operator(const plan::Sort& sort, Build build);
// apply.cpp
OperatorPtr make_operator(const plan::Apply& apply, Build build);
// call_subquery.cpp
OperatorPtr make_operator(const plan::CallSubquery& call, Build build);

// write.cpp
OperatorPtr make_operator(const plan::Create& create, Build build);
OperatorPtr make_operator(const plan::Merge& merge, Build build);
OperatorPtr make_operator(const plan::Assign& assign, Build build);
OperatorPtr make_operator(const plan::Delete& remove, Build build);

}  // namespace mirrorgraph::query
