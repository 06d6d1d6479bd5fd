#include "graph/provenance/reasons.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "schema/error.h"

namespace mirrorgraph {

namespace {

constexpr std::string_view kReasonsKey = "reasons";

constexpr std::array<ReasonRule, 13> kReasonRules = {{
    {"stated-alias", "one document gives both names to one thing"},
    {"same-words", "the same words in another order or spelling"},
    {"only-edition", "the only edition that is named beside an undated reference"},
    {"same-key", "the same identifier or name"},
    {"known-elsewhere", "the only thing that another document calls so"},
    {"decision", "decided by a person"},
    {"two-codes", "each has an identifier of its own"},
    {"several-of-that-name", "more than one thing is called so"},
    {"claimed-apart", "a document relates the two to one another"},
    {"issued-before", "a document says that it was issued years before this edition"},
    {"succeeded-by", "this body was followed by the other"},
    {"successor-of", "this body followed the other"},
    {"same-name", "another thing with the same name"},
}};

Value to_value(const std::vector<Reason>& reasons) {
    List list;
    for (const Reason& reason : reasons) {
        Map map{{"other", Value(reason.other)}, {"rule", Value(reason.rule)}};
        if (!reason.name.empty()) map["name"] = Value(reason.name);
        if (!reason.evidence.empty()) map["evidence"] = to_value(reason.evidence);
        list.emplace_back(std::move(map));
    }
    return Value(std::move(list));
}

Map to_map(const NodeReasons& reasons) {
    Map map;
    if (!reasons.joined.empty()) map["joined"] = to_value(reasons.joined);
    if (!reasons.apart.empty()) map["apart"] = to_value(reasons.apart);
    List repairs;
    for (const Repair& repair : reasons.repairs) {
        repairs.emplace_back(Map{{"text", Value(repair.text)}, {"evidence", to_value(repair.evidence)}});
    }
    if (!repairs.empty()) map["repairs"] = Value(std::move(repairs));
    Map statements;
    for (const auto& [property, stated] : reasons.statements) {
        List values;
        for (const Statement& statement : stated) {
            values.emplace_back(Map{{"value", statement.value}, {"evidence", to_value(statement.evidence)}});
        }
        statements[property] = Value(std::move(values));
    }
    if (!statements.empty()) map["statements"] = Value(std::move(statements));
    return map;
}

// Reads the maps that to_map wrote; anything else is a fault that names the node.
class ReasonReader {
  public:
    explicit ReasonReader(std::string_view node) : node_(node) {}

    NodeReasons read(const Value& value) const {
        const Map& map = as_map(value);
        NodeReasons out;
        out.joined = reasons(map, "joined");
        out.apart = reasons(map, "apart");
        for (const Value& item : list(map, "repairs")) {
            out.repairs.push_back({text(as_map(item), "text"), evidence(as_map(item))});
        }
        const auto statements = map.find("statements");
        if (statements == map.end()) return out;
        for (const auto& [property, stated] : as_map(statements->second)) {
            for (const Value& item : as_list(stated)) {
                const auto found = as_map(item).find("value");
                if (found == as_map(item).end()) fail();
                out.statements[property].push_back({found->second, evidence(as_map(item))});
            }
        }
        return out;
    }

  private:
    [[noreturn]] void fail() const {
        throw Error(ErrorCode::kInvalidData, fmt::format("the reasons that the graph keeps of '{}' are damaged", node_),
                    "build the graph anew");
    }

    const Map& as_map(const Value& value) const {
        if (!value.is_map()) fail();
        return value.as_map();
    }

    const List& as_list(const Value& value) const {
        if (!value.is_list()) fail();
        return value.as_list();
    }

    const List& list(const Map& map, std::string_view key) const {
        static const List kNone;
        const auto found = map.find(key);
        return found == map.end() ? kNone : as_list(found->second);
    }

    std::string text(const Map& map, std::string_view key) const {
        const auto found = map.find(key);
        if (found == map.end()) return {};
        if (!found->second.is_string()) fail();
        return found->second.as_string();
    }

    std::uint64_t number(const Map& map, std::string_view key) const {
        const auto found = map.find(key);
        if (found == map.end()) return 0;
        if (!found->second.is_integer() || found->second.as_integer() < 0) fail();
        return static_cast<std::uint64_t>(found->second.as_integer());
    }

    EvidenceList evidence(const Map& map) const {
        EvidenceList out;
        for (const Value& item : list(map, "evidence")) {
            const Map& source = as_map(item);
            Evidence evidence;
            evidence.document = text(source, "document");
            evidence.begin = number(source, "begin");
            evidence.end = number(source, "end");
            evidence.line = static_cast<std::uint32_t>(number(source, "line"));
            evidence.page = static_cast<std::uint32_t>(number(source, "page"));
            evidence.text = text(source, "text");
            evidence.rule = text(source, "rule");
            const auto confidence = source.find("confidence");
            if (confidence != source.end()) {
                if (!confidence->second.is_number()) fail();
                evidence.confidence = confidence->second.as_number();
            }
            out.push_back(std::move(evidence));
        }
        return out;
    }

    std::vector<Reason> reasons(const Map& map, std::string_view key) const {
        std::vector<Reason> out;
        for (const Value& item : list(map, key)) {
            const Map& reason = as_map(item);
            out.push_back({text(reason, "other"), text(reason, "name"), text(reason, "rule"), evidence(reason)});
        }
        return out;
    }

    std::string_view node_;
};

}  // namespace

const ReasonRule* find_reason_rule(std::string_view name) {
    const auto* found = std::find_if(kReasonRules.begin(), kReasonRules.end(),
                                     [&](const ReasonRule& rule) { return rule.name == name; });
    return found == kReasonRules.end() ? nullptr : found;
}

Map to_map(const Evidence& evidence) {
    Map map{{"document", Value(evidence.document)},
            {"begin", Value(static_cast<std::int64_t>(evidence.begin))},
            {"end", Value(static_cast<std::int64_t>(evidence.end))},
            {"line", Value(static_cast<std::int64_t>(evidence.line))}};
    if (evidence.page != 0) map["page"] = Value(static_cast<std::int64_t>(evidence.page));
    if (!evidence.text.empty()) map["text"] = Value(evidence.text);
    if (!evidence.rule.empty()) map["rule"] = Value(evidence.rule);
    if (evidence.confidence != 1.0) map["confidence"] = Value(evidence.confidence);
    return map;
}

Value to_value(const EvidenceList& evidence) {
    List list;
    for (const Evidence& item : evidence) list.emplace_back(to_map(item));
    return Value(std::move(list));
}

void write_reasons(Map& metadata, const std::map<std::string, NodeReasons>& by_node) {
    Map all;
    for (const auto& [node, reasons] : by_node) {
        if (!reasons.empty()) all.emplace(node, Value(to_map(reasons)));
    }
    if (all.empty()) {
        metadata.erase(std::string(kReasonsKey));
    } else {
        metadata.insert_or_assign(std::string(kReasonsKey), Value(std::move(all)));
    }
}

NodeReasons find_reasons(const Map& metadata, std::string_view node) {
    const auto all = metadata.find(kReasonsKey);
    if (all == metadata.end()) return {};
    if (!all->second.is_map()) return ReasonReader(node).read(all->second);
    const auto found = all->second.as_map().find(node);
    return found == all->second.as_map().end() ? NodeReasons() : ReasonReader(node).read(found->second);
}

}  // namespace mirrorgraph
