#include "query/exec/operators/procedures.h"

#include <algorithm>
#include <map>

#include "query/bind/procedures.h"
#include "query/exec/operators/graph_procedures.h"
#include "query/exec/run.h"
#include "query/functions/registry.h"

namespace mirrorgraph::query {

namespace {

std::vector<List> rows_of(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    std::vector<List> rows;
    for (std::string& name : names) rows.push_back({std::move(name)});
    return rows;
}

// "name(parameter :: TYPE) :: (result :: TYPE)".
std::string signature_text(const ProcedureSignature& procedure) {
    const auto fields = [](const std::vector<ProcedureSignature::Field>& all) {
        std::string text;
        for (const ProcedureSignature::Field& field : all) {
            text += (text.empty() ? "" : ", ") + field.name + " :: " + to_string(field.type);
        }
        return "(" + text + ")";
    };
    return procedure.name + fields(procedure.parameters) + " :: " + fields(procedure.results);
}

std::vector<List> labels(Run& run, std::span<const Value>) {
    const GraphView& view = run.view();
    std::vector<std::string> names;
    for (std::size_t i = 0; i < view.label_count(); ++i) {
        if (!view.nodes_with_label(LabelId(i)).empty()) names.push_back(view.label_name(LabelId(i)));
    }
    return rows_of(std::move(names));
}

std::vector<List> relationship_types(Run& run, std::span<const Value>) {
    const GraphView& view = run.view();
    std::vector<bool> used(view.type_count());
    for (std::size_t i = 0; i < view.relationship_bound(); ++i) {
        run.step();
        if (view.contains(RelationshipId(i))) used[view.type_id(RelationshipId(i)).value] = true;
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (used[i]) names.push_back(view.type_name(TypeId(i)));
    }
    return rows_of(std::move(names));
}

std::vector<List> property_keys(Run& run, std::span<const Value>) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < run.view().key_count(); ++i) names.push_back(run.view().key_name(KeyId(i)));
    return rows_of(std::move(names));
}

std::vector<List> functions(Run&, std::span<const Value>) { return rows_of(function_names()); }

std::vector<List> all_procedures(Run&, std::span<const Value>) {
    std::vector<List> rows;
    for (const ProcedureSignature& procedure : procedures()) {
        rows.push_back({procedure.name, signature_text(procedure)});
    }
    return rows;
}

}  // namespace

ProcedureBody find_procedure_body(std::string_view name) {
    static const std::map<std::string_view, ProcedureBody> kBodies = {
        {"db.labels", labels},
        {"db.propertyKeys", property_keys},
        {"db.relationshipTypes", relationship_types},
        {"dbms.functions", functions},
        {"dbms.procedures", all_procedures},
        {"graph.betweenness", graph_betweenness},
        {"graph.communities", graph_communities},
        {"graph.components", graph_components},
        {"graph.degree", graph_degree},
        {"graph.pagerank", graph_pagerank},
        {"graph.shortestPath", graph_shortest_path},
        {"graph.similarCommittees", graph_similar_committees},
    };
    const auto found = kBodies.find(name);
    return found == kBodies.end() ? nullptr : found->second;
}

}  // namespace mirrorgraph::query
