#include "query/bind/procedures.h"

#include <algorithm>

namespace mirrorgraph::query {

namespace {
using Kind = Value::Type;
}  // namespace

const ProcedureSignature* find_procedure(std::string_view name) {
    const auto found = std::ranges::find(procedures(), name, &ProcedureSignature::name);
    return found == procedures().end() ? nullptr : &*found;
}

const std::vector<ProcedureSignature>& procedures() {
    static const std::vector<ProcedureSignature> kProcedures = {
        {"db.labels", {}, {{"label", Kind::kString}}},
        {"db.propertyKeys", {}, {{"propertyKey", Kind::kString}}},
        {"db.relationshipTypes", {}, {{"relationshipType", Kind::kString}}},
        {"dbms.functions", {}, {{"name", Kind::kString}}},
        {"dbms.procedures", {}, {{"name", Kind::kString}, {"signature", Kind::kString}}},
        {"graph.betweenness", {}, {{"node", Kind::kNode}, {"score", Kind::kFloat}}},
        {"graph.communities", {}, {{"node", Kind::kNode}, {"community", Kind::kInteger}, {"size", Kind::kInteger}}},
        {"graph.components", {}, {{"node", Kind::kNode}, {"component", Kind::kInteger}, {"size", Kind::kInteger}}},
        {"graph.degree", {}, {{"node", Kind::kNode}, {"score", Kind::kInteger}}},
        {"graph.pagerank", {}, {{"node", Kind::kNode}, {"score", Kind::kFloat}}},
        {"graph.shortestPath",
         {{"from", Kind::kNode}, {"to", Kind::kNode}},
         {{"path", Kind::kPath}, {"length", Kind::kInteger}}},
        {"graph.similarCommittees",
         {},
         {{"first", Kind::kNode},
          {"second", Kind::kNode},
          {"score", Kind::kFloat},
          {"shared", StaticType::list_of(Kind::kString)}}},
    };
    return kProcedures;
}

}  // namespace mirrorgraph::query
