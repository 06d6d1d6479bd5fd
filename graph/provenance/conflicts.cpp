#include "graph/provenance/conflicts.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "graph/facts.h"
#include "graph/names.h"
#include "graph/provenance/reasons.h"
#include "schema/json/json.h"
#include "schema/text/table.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

bool agree(const Value& a, const Value& b) {
    if (!a.is_date() || !b.is_date()) return a == b;
    return refines(a.as_date(), b.as_date()) || refines(b.as_date(), a.as_date());
}

bool any_disagree(const std::vector<ConflictSide>& sides) {
    for (auto a = sides.begin(); a != sides.end(); ++a) {
        for (auto b = std::next(a); b != sides.end(); ++b) {
            if (!agree(a->value, b->value)) return true;
        }
    }
    return false;
}

bool is_of(const DecisionRecord& decision, const Evidence& evidence) {
    return evidence.rule == kDecisionRule && evidence.line == decision.line && decision.problem.empty();
}

// Where decisions speak for one side alone.
std::optional<Settlement> settlement_of(const Conflict& conflict, const std::vector<DecisionRecord>& decisions) {
    std::optional<Settlement> out;
    for (std::size_t i = 0; i < conflict.sides.size(); ++i) {
        const EvidenceList& evidence = conflict.sides[i].evidence;
        const auto decided = std::find_if(decisions.begin(), decisions.end(), [&](const DecisionRecord& decision) {
            return std::any_of(evidence.begin(), evidence.end(),
                               [&](const Evidence& item) { return is_of(decision, item); });
        });
        if (decided == decisions.end()) continue;
        if (out && !agree(conflict.sides[out->side].value, conflict.sides[i].value)) return std::nullopt;
        if (!out) out = Settlement{i, *decided};
    }
    return out;
}

class ConflictFinder {
  public:
    explicit ConflictFinder(const Snapshot& snapshot) : snapshot_(snapshot) {}

    std::vector<Conflict> run() {
        add_statements();
        for (std::uint32_t i = 0; i < snapshot_.type_names().size(); ++i) {
            const RelationshipRule* rule = snapshot_.schema().find_relationship(snapshot_.type_names()[i]);
            if (rule == nullptr) continue;
            add_parallel(TypeId(i), *rule);
            if (rule->one_source) add_several_sources(TypeId(i), *rule);
        }
        const std::vector<DecisionRecord> decisions = find_decisions(snapshot_.metadata());
        for (Conflict& conflict : found_) conflict.settled = settlement_of(conflict, decisions);
        std::sort(found_.begin(), found_.end(), [&](const Conflict& a, const Conflict& b) {
            const auto place = [&](const Conflict& c) {
                const std::string_view source = c.source.is_null() ? std::string_view() : snapshot_.id(c.source);
                return std::tuple(c.settled.has_value(), snapshot_.id(c.node), std::string_view(c.type), source,
                                  std::string_view(c.about));
            };
            return place(a) < place(b);
        });
        return std::move(found_);
    }

  private:
    void add_statements() {
        const auto all = snapshot_.metadata().find("reasons");
        if (all == snapshot_.metadata().end() || !all->second.is_map()) return;
        for (const auto& [id, ignored] : all->second.as_map()) {
            const auto node = snapshot_.find_node(id);
            if (!node) continue;  // removed since
            for (auto& [property, statements] : find_reasons(snapshot_.metadata(), id).statements) {
                Conflict conflict{*node, {}, {}, property, {}};
                for (Statement& statement : statements) {
                    conflict.sides.push_back({std::move(statement.value), {}, std::move(statement.evidence)});
                }
                found_.push_back(std::move(conflict));
            }
        }
    }

    // Several relationships of one type between the same two nodes.
    void add_parallel(TypeId type, const RelationshipRule& rule) {
        std::vector<KeyId> keys;
        for (const std::string& name : rule.properties) {
            const PropertyRule* property = snapshot_.schema().find_property(name);
            const auto key = snapshot_.find_key(name);
            if (key && property != nullptr && property->single) keys.push_back(*key);
        }
        const auto all = snapshot_.relationships_of_type(type);
        std::map<std::pair<NodeId, NodeId>, std::vector<RelationshipId>> groups;
        for (RelationshipId r : all) groups[{snapshot_.source(r), snapshot_.target(r)}].push_back(r);
        for (const auto& [ends, relationships] : groups) {
            if (relationships.size() < 2) continue;
            for (KeyId key : keys) {
                Conflict conflict{ends.second, ends.first, rule.name, snapshot_.key_names()[key.value], {}};
                for (RelationshipId r : relationships) {
                    const Value& value = snapshot_.property(r, key);
                    if (!value.is_null()) conflict.sides.push_back({value, r, snapshot_.evidence(r)});
                }
                if (any_disagree(conflict.sides)) found_.push_back(std::move(conflict));
            }
        }
    }

    void add_several_sources(TypeId type, const RelationshipRule& rule) {
        for (NodeId target : snapshot_.nodes()) {
            if (snapshot_.degree(target, type, Direction::kIncoming) < 2) continue;
            std::map<std::vector<LabelId>, std::map<NodeId, ConflictSide>> by_label;
            const Neighbours incoming = snapshot_.neighbours(target, type, Direction::kIncoming);
            for (std::size_t i = 0; i < incoming.size(); ++i) {
                const auto labels = snapshot_.labels(incoming.nodes[i]);
                ConflictSide& side = by_label[{labels.begin(), labels.end()}][incoming.nodes[i]];
                const EvidenceList& evidence = snapshot_.evidence(incoming.relationships[i]);
                side.value = Value(display_name(snapshot_, incoming.nodes[i]));
                side.relationship = incoming.relationships[i];
                side.evidence.insert(side.evidence.end(), evidence.begin(), evidence.end());
            }
            for (auto& [labels, sources] : by_label) {
                if (sources.size() < 2) continue;
                Conflict conflict{target, {}, rule.name, {}, {}};
                for (auto& [source, side] : sources) conflict.sides.push_back(std::move(side));
                found_.push_back(std::move(conflict));
            }
        }
    }

    const Snapshot& snapshot_;
    std::vector<Conflict> found_;
};

std::string text_of(const Value& value) {
    if (value.is_string()) return value.as_string();
    if (value.is_date()) return to_string(value.as_date());
    return to_literal(value);
}

std::string place_of(const Snapshot& snapshot, const EvidenceList& evidence) {
    if (evidence.empty()) return {};
    const Evidence& first = evidence.front();
    const std::string more = evidence.size() > 1 ? fmt::format(" and {} more", evidence.size() - 1) : "";
    return fmt::format("{}:{}{}", document_name(snapshot, first.document), first.line, more);
}

void write_evidence(JsonWriter& json, const EvidenceList& evidence) {
    json.key("evidence");
    json.begin_array();
    for (const Evidence& item : evidence) {
        Map map = to_map(item);
        map.insert_or_assign("confidence", Value(item.confidence));  // left out where it is whole
        json.value(Value(std::move(map)));
    }
    json.end_array();
}

void write_settlement(JsonWriter& json, const Settlement& settlement) {
    json.key("settled");
    json.begin_object();
    json.key("side");
    json.integer(static_cast<std::int64_t>(settlement.side));
    json.key("author");
    json.string(settlement.decision.author);
    json.key("reason");
    json.string(settlement.decision.reason);
    json.key("date");
    json.string(to_string(settlement.decision.date));
    json.end_object();
}

}  // namespace

std::vector<Conflict> find_conflicts(const Snapshot& snapshot) { return ConflictFinder(snapshot).run(); }

std::string describe(const Conflict& conflict, const Snapshot& snapshot) {
    if (conflict.type.empty()) return conflict.about;
    if (conflict.source.is_null()) return conflict.type;
    return fmt::format("{} of {}, {}", conflict.type, display_name(snapshot, conflict.source), conflict.about);
}

std::string describe_conflicts(const std::vector<Conflict>& conflicts, const Snapshot& snapshot, std::size_t width) {
    constexpr auto kLeft = Table::Align::kLeft;
    Table table({{"what they disagree on", kLeft, true}, {"one source says", kLeft, true}, {"where", kLeft, true}});
    for (const Conflict& conflict : conflicts) {
        for (const ConflictSide& side : conflict.sides) {
            const bool is_first = &side == &conflict.sides.front();
            const std::string subject = display_name(snapshot, conflict.node) + ": " + describe(conflict, snapshot);
            table.add_row({is_first ? subject : "", text_of(side.value), place_of(snapshot, side.evidence)});
        }
        if (!conflict.settled) continue;
        const auto& [side, decision] = *conflict.settled;
        table.add_row({"", fmt::format("settled: {}", text_of(conflict.sides[side].value)),
                       fmt::format("{}, {}: {}", decision.author, to_string(decision.date), decision.reason)});
    }
    return table.render(width);
}

void write_conflicts(const std::vector<Conflict>& conflicts, const Snapshot& snapshot, JsonWriter& json) {
    const auto text = [&json](std::string_view key, std::string_view value) {
        json.key(key);
        json.string(value);
    };
    json.begin_object();
    json.key("conflicts");
    json.begin_array();
    for (const Conflict& conflict : conflicts) {
        json.begin_object();
        text("node", snapshot.id(conflict.node));
        text("name", display_name(snapshot, conflict.node));
        if (!conflict.type.empty()) text("type", conflict.type);
        if (!conflict.source.is_null()) text("source", snapshot.id(conflict.source));
        if (!conflict.about.empty()) text("about", conflict.about);
        json.key("sides");
        json.begin_array();
        for (const ConflictSide& side : conflict.sides) {
            json.begin_object();
            json.key("value");
            json.value(side.value);
            if (!side.relationship.is_null()) text("source", snapshot.id(snapshot.source(side.relationship)));
            write_evidence(json, side.evidence);
            json.end_object();
        }
        json.end_array();
        if (conflict.settled) write_settlement(json, *conflict.settled);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

}  // namespace mirrorgraph
