#include "query/exec/procedures.h"

#include <algorithm>

#include "query/exec/run.h"
#include "schema/text.h"

namespace mirrorgraph::query {

namespace {

std::vector<List> rows_of(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    std::vector<List> rows;
    for (std::string& name : names) rows.push_back({std::move(name)});
    return rows;
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

const std::vector<Procedure>& all_procedures() {
    using Kind = Value::Type;
    static const std::vector<Procedure> kProcedures = {
        {"db.labels", {}, {{"label", Kind::kString}}, labels},
        {"db.propertyKeys", {}, {{"propertyKey", Kind::kString}}, property_keys},
        {"db.relationshipTypes", {}, {{"relationshipType", Kind::kString}}, relationship_types},
    };
    return kProcedures;
}

}  // namespace

const Procedure* find_procedure(std::string_view name) {
    const std::string folded = fold_case(name);
    for (const Procedure& procedure : all_procedures()) {
        if (fold_case(procedure.name) == folded) return &procedure;
    }
    return nullptr;
}

const std::vector<std::string>& procedure_names() {
    static const std::vector<std::string> kNames = [] {
        std::vector<std::string> names;
        for (const Procedure& procedure : all_procedures()) names.emplace_back(procedure.name);
        return names;
    }();
    return kNames;
}

}  // namespace mirrorgraph::query
