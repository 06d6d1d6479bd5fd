#include "ingest/resolve/corrections.h"

#include <algorithm>
#include <unordered_map>

#include "ingest/resolve/places.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

std::vector<const std::string*> ids_of(const Decision& decision) {
    std::vector<const std::string*> ids;
    for (const std::string* id : {&decision.node, &decision.source, &decision.target}) {
        if (!id->empty()) ids.push_back(id);
    }
    for (const std::string& other : decision.others) ids.push_back(&other);
    return ids;
}

std::string_view key_in(std::string_view id) { return id.substr(std::min(id.find(':'), id.size() - 1) + 1); }
std::string_view prefix_of(std::string_view id) { return id.substr(0, id.find(':')); }

// Does the decision make the node that it speaks of?
bool makes_node(const Decision& decision) {
    return decision.kind == DecisionKind::kAdd && !decision.node.empty() && decision.properties.contains("name");
}

SourceMap map_of_lines(std::string_view text) {
    SourceMap map;
    std::uint32_t line = 1;
    for (std::size_t begin = 0; begin < text.size(); ++line) {
        map.add({begin, begin, line, 0});
        const std::size_t end = text.find('\n', begin);
        begin = end == std::string_view::npos ? text.size() : end + 1;
    }
    return map;
}

}  // namespace

std::string node_id(std::string_view label, std::string_view key) {
    std::string id = fold_case(label) + ':' + std::string(key);
    std::replace_if(
        id.begin(), id.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return id;
}

Corrections::Corrections(Decisions decisions, const std::vector<const Extraction*>& documents, const Schema& schema)
    : decisions_(std::move(decisions)), used_(decisions_.list.size()), problems_(decisions_.list.size()) {
    if (decisions_.list.empty()) return;
    for (const RelationshipRule& rule : schema.relationships()) {
        if (rule.symmetric) symmetric_.insert(rule.name);
    }
    start_document();
    look_for_nodes(documents);
    for (std::size_t i = 0; i < decisions_.list.size(); ++i) take(i, schema);
}

void Corrections::start_document() {
    extraction_ = std::make_unique<Extraction>();
    extraction_->is_registry = true;
    Document& document = extraction_->document;
    document.id = kDecisionsDocument;
    document.path = "decisions.json";
    document.title = "Decisions";
    document.text = decisions_.text;
    document.size = decisions_.text.size();
    document.map = map_of_lines(decisions_.text);
    for (const Decision& decision : decisions_.list) {
        Block block;
        block.span = decision.span;
        block.sentences = {decision.span};
        document.blocks.push_back(std::move(block));
    }
}

void Corrections::look_for_nodes(const std::vector<const Extraction*>& documents) {
    std::unordered_map<std::string_view, std::vector<const std::string*>> by_key;
    for (const Decision& decision : decisions_.list) {
        for (const std::string* id : ids_of(decision)) {
            if (known_.try_emplace(*id, makes_node(decision)).second) by_key[key_in(*id)].push_back(id);
        }
        if (makes_node(decision)) known_[decision.node] = true;
        // What a split makes is there for later decisions.
        if (!decision.as.empty()) known_[decision.as] = true;
    }
    for (const Extraction* extraction : documents) {
        for (const Mention& mention : extraction->mentions) {
            const auto found = by_key.find(mention.key);
            if (found == by_key.end()) continue;
            for (const std::string* id : found->second) {
                if (prefix_of(*id) == fold_case(mention.label)) known_[*id] = true;
            }
        }
    }
}

bool Corrections::is_known(std::size_t decision, const std::string& id) {
    if (known_.at(id)) return true;
    if (problems_[decision].empty()) problems_[decision] = "no source speaks of '" + id + "'";
    return false;
}

void Corrections::take(std::size_t decision, const Schema& schema) {
    const Decision& it = decisions_.list[decision];
    switch (it.kind) {
        case DecisionKind::kAlias:
            if (!is_known(decision, it.node)) return;
            extraction_->mentions[add_mention(decision, it.node, schema)].aliases = it.names;
            used_[decision] = true;
            return;
        case DecisionKind::kMerge:
            if (!is_known(decision, it.node)) return;
            for (const std::string& other : it.others) {
                if (is_known(decision, other)) merges_.push_back({it.node, other, decision});
            }
            return;
        case DecisionKind::kSplit: return take_split(decision);
        case DecisionKind::kReject:
        case DecisionKind::kConfirm:
            judgements_.push_back(decision);
            problems_[decision] = "no document claims it";
            return;
        case DecisionKind::kAdd: return take_addition(decision, schema);
    }
}

void Corrections::take_split(std::size_t decision) {
    const Decision& it = decisions_.list[decision];
    const int side = static_cast<int>(decision) + 1;
    for (const std::string& document : it.documents) {
        renamings_[{document, it.node}] = {std::string(key_in(it.as)), decision};
        problems_[decision] = "none of the documents speaks of '" + it.node + "'";
    }
    if (!it.as.empty()) {
        sides_[it.node].push_back(side);
        sides_[it.as].push_back(-side);
    }
    if (it.others.empty() || !is_known(decision, it.node)) return;
    for (const std::string& other : it.others) {
        if (!is_known(decision, other)) continue;
        sides_[it.node].push_back(side);
        sides_[other].push_back(-side);
        used_[decision] = true;
    }
}

void Corrections::take_addition(std::size_t decision, const Schema& schema) {
    const Decision& it = decisions_.list[decision];
    if (!it.node.empty()) {
        if (!is_known(decision, it.node)) return;
        Mention& mention = extraction_->mentions[add_mention(decision, it.node, schema)];
        mention.properties = it.properties;
        if (const auto name = mention.properties.find("name"); name != mention.properties.end()) {
            mention.name = name->second.as_string();
            mention.properties.erase(name);
        }
        used_[decision] = true;
        return;
    }
    if (!is_known(decision, it.source) || !is_known(decision, it.target)) return;
    Claim claim;
    claim.type = it.type;
    claim.source = add_mention(decision, it.source, schema);
    claim.target = add_mention(decision, it.target, schema);
    claim.evidence = it.span;
    claim.rule = kDecisionRule;
    claim.properties = it.properties;
    if (const auto date = claim.properties.find("date"); date != claim.properties.end()) {
        claim.date = date->second.as_date();
        claim.properties.erase(date);
    }
    extraction_->claims.push_back(std::move(claim));
    used_[decision] = true;
}

std::size_t Corrections::add_mention(std::size_t decision, const std::string& id, const Schema& schema) {
    Mention mention;
    mention.span = decisions_.list[decision].span;
    for (const LabelRule& label : schema.labels()) {
        if (fold_case(label.name) == prefix_of(id)) mention.label = label.name;
    }
    mention.key = key_in(id);
    mention.recogniser = kDecisionRule;
    extraction_->mentions.push_back(std::move(mention));
    return extraction_->mentions.size() - 1;
}

const std::string& Corrections::key_of(const std::string& document, const Mention& mention) {
    if (renamings_.empty()) return mention.key;
    const auto found = renamings_.find({document, node_id(mention.label, mention.key)});
    if (found == renamings_.end()) return mention.key;
    used_[found->second.decision] = true;
    return found->second.key;
}

std::vector<int> Corrections::sides_of(std::string_view label, std::string_view key) const {
    if (sides_.empty()) return {};
    const auto found = sides_.find(node_id(label, key));
    return found == sides_.end() ? std::vector<int>() : found->second;
}

bool Corrections::speaks_of(const Decision& decision, const Claim& claim, const Ids& source, const Ids& target,
                            const std::string& document) const {
    const auto leads = [&decision](const Ids& from, const Ids& to) {
        return (from.first == decision.source || from.second == decision.source) &&
               (to.first == decision.target || to.second == decision.target);
    };
    if (decision.type != claim.type) return false;
    if (!leads(source, target) && !(symmetric_.contains(claim.type) && leads(target, source))) return false;
    const auto& only = decision.documents;
    if (!only.empty() && std::find(only.begin(), only.end(), document) == only.end()) return false;
    return std::all_of(decision.properties.begin(), decision.properties.end(), [&claim](const auto& asked) {
        if (asked.first == "date") return claim.date && Value(*claim.date) == asked.second;
        const auto found = claim.properties.find(asked.first);
        return found != claim.properties.end() && found->second == asked.second;
    });
}

Corrections::Verdict Corrections::judge(const Claim& claim, const Ids& source, const Ids& target,
                                        const std::string& document) {
    Verdict verdict;
    for (std::size_t i : judgements_) {
        const Decision& it = decisions_.list[i];
        if (!speaks_of(it, claim, source, target, document)) continue;
        if (it.kind == DecisionKind::kConfirm) {
            verdict.confirmed_by.push_back(i);
        } else {
            used_[i] = true;
            verdict.rejected = true;
        }
    }
    return verdict;
}

Evidence Corrections::confirm(std::size_t decision, bool quotes) {
    used_[decision] = true;
    const Span span = decisions_.list[decision].span;
    Evidence evidence = evidence_at(extraction_->document, span, span, quotes);
    evidence.rule = kDecisionRule;
    evidence.confidence = 1.0;
    return evidence;
}

void Corrections::refuse(const Claim& claim, const std::string& reason) {
    for (std::size_t i = 0; i < decisions_.list.size(); ++i) {
        if (decisions_.list[i].span != claim.evidence) continue;
        used_[i] = false;
        problems_[i] = reason;
    }
}

std::vector<DecisionRecord> Corrections::records() const {
    std::vector<DecisionRecord> records;
    for (std::size_t i = 0; i < decisions_.list.size(); ++i) {
        records.push_back(record_of(decisions_.list[i], used_[i] ? std::string() : problems_[i]));
    }
    return records;
}

}  // namespace mirrorgraph::ingest
