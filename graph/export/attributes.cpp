#include "graph/export/attributes.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_set>

#include "graph/export/text.h"
#include "graph/facts.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

bool is_list_of_texts(const Value& value) {
    return value.is_list() && std::all_of(value.as_list().begin(), value.as_list().end(),
                                          [](const Value& item) { return item.is_string(); });
}

AttributeType type_of(const Value& value) {
    if (value.is_boolean()) return AttributeType::kBoolean;
    if (value.is_integer()) return AttributeType::kInteger;
    if (value.is_float()) return AttributeType::kFloat;
    if (value.is_date()) return AttributeType::kDate;
    return is_list_of_texts(value) ? AttributeType::kTexts : AttributeType::kText;
}

// The types of all values of one key, seen one by one.
class TypeFold {
  public:
    void add(const Value& value) {
        const AttributeType type = type_of(value);
        exact_ = exact_ && (!value.is_integer() || is_exact_in_double(value.as_integer()));
        whole_days_ = whole_days_ && value.is_date() && value.as_date().precision() == Date::Precision::kDay;
        type_ = count_ == 0 || type == type_          ? type
                : is_number(type) && is_number(type_) ? AttributeType::kFloat
                                                      : AttributeType::kText;
        has_float_ = has_float_ || type == AttributeType::kFloat;
        ++count_;
    }
    std::size_t count() const { return count_; }
    bool whole_days() const { return whole_days_; }
    AttributeType type() const { return has_float_ && !exact_ && is_number(type_) ? AttributeType::kText : type_; }

  private:
    static bool is_number(AttributeType type) {
        return type == AttributeType::kInteger || type == AttributeType::kFloat;
    }
    AttributeType type_ = AttributeType::kText;
    std::size_t count_ = 0;
    bool exact_ = true;
    bool has_float_ = false;
    bool whole_days_ = true;
};

template <class Ids>
std::size_t count_with_evidence(const Snapshot& snapshot, const Ids& ids) {
    return static_cast<std::size_t>(
        std::count_if(ids.begin(), ids.end(), [&](auto id) { return !snapshot.evidence(id).empty(); }));
}

}  // namespace

AttributeTable AttributeTable::of_nodes(const Selection& selection, const ExportOptions& options,
                                        std::span<const std::string_view> reserved) {
    AttributeTable out(selection);
    const Snapshot& snapshot = selection.snapshot();
    const auto nodes = selection.nodes();
    out.add_extra(Extra::kLabels, "labels", AttributeType::kTexts, nodes.size());
    const auto emphasised = [&](auto&& has) {
        return static_cast<std::size_t>(std::count_if(nodes.begin(), nodes.end(), [&](NodeId node) {
            const Emphasis* emphasis = selection.emphasis(node);
            return emphasis != nullptr && has(*emphasis);
        }));
    };
    if (selection.has_emphasis()) {
        out.add_extra(Extra::kRole, "role", AttributeType::kText,
                      emphasised([](const Emphasis& e) { return !e.role.empty(); }));
        out.add_extra(Extra::kTier, "tier", AttributeType::kText,
                      emphasised([](const Emphasis& e) { return !e.tier.empty(); }));
        out.add_extra(Extra::kScore, "score", AttributeType::kFloat,
                      emphasised([](const Emphasis& e) { return e.score.has_value(); }));
    }
    if (options.evidence) out.add_evidence(count_with_evidence(snapshot, nodes));
    out.add_properties(nodes);
    out.name_apart(reserved);
    return out;
}

AttributeTable AttributeTable::of_relationships(const Selection& selection, const ExportOptions& options,
                                                std::span<const std::string_view> reserved) {
    AttributeTable out(selection);
    const Snapshot& snapshot = selection.snapshot();
    const auto relationships = selection.relationships();
    if (options.evidence) out.add_evidence(count_with_evidence(snapshot, relationships));
    out.add_properties(relationships);
    out.name_apart(reserved);
    return out;
}

void AttributeTable::add_extra(Extra extra, std::string_view name, AttributeType type, std::size_t count) {
    if (count == 0) return;
    attributes_.push_back({std::string(name), type, count, false, KeyId()});
    extras_.push_back(extra);
}

void AttributeTable::add_evidence(std::size_t count) {
    add_extra(Extra::kEvidenceCount, "evidence_count", AttributeType::kInteger, count);
    add_extra(Extra::kEvidenceSource, "evidence_source", AttributeType::kText, count);
    add_extra(Extra::kEvidenceText, "evidence_text", AttributeType::kText, count);
    add_extra(Extra::kRule, "evidence_rule", AttributeType::kText, count);
}

template <class Ids>
void AttributeTable::add_properties(const Ids& ids) {
    const auto names = selection_->snapshot().key_names();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const KeyId key(i);
        TypeFold fold;
        for (const auto id : ids) {
            if (const Value& value = selection_->snapshot().property(id, key); !value.is_null()) fold.add(value);
        }
        if (fold.count() == 0) continue;
        attributes_.push_back({names[i], fold.type(), fold.count(), fold.whole_days(), key});
    }
}

void AttributeTable::name_apart(std::span<const std::string_view> reserved) {
    std::unordered_set<std::string> taken;
    for (const std::string_view name : reserved) taken.insert(fold_case(name));
    // Properties keep their names before anything else; the schema's `role` before that of a task.
    const auto take = [&](Attribute& attribute) {
        const std::string wanted = attribute.name;
        for (int number = 2; !taken.insert(fold_case(attribute.name)).second; ++number) {
            attribute.name = fmt::format("{}_{}", wanted, number);
        }
    };
    // From the end: of names that differ by case alone the one in small letters keeps its own.
    for (std::size_t i = attributes_.size(); i-- > extras_.size();) take(attributes_[i]);
    for (std::size_t i = 0; i < extras_.size(); ++i) take(attributes_[i]);
}

Value AttributeTable::extra_value(NodeId node, Extra extra) const {
    const Snapshot& snapshot = selection_->snapshot();
    if (extra == Extra::kLabels) {
        List labels;
        for (const LabelId label : snapshot.labels(node)) labels.emplace_back(snapshot.label_names()[label.value]);
        return labels;
    }
    const Emphasis* emphasis = selection_->emphasis(node);
    if (emphasis == nullptr) return {};
    if (extra == Extra::kRole && !emphasis->role.empty()) return emphasis->role;
    if (extra == Extra::kTier && !emphasis->tier.empty()) return emphasis->tier;
    if (extra == Extra::kScore && emphasis->score) return *emphasis->score;
    return {};
}

void AttributeTable::visit_evidence(const EvidenceList& evidence, const Visit& visit) const {
    const Evidence* best = best_evidence(evidence);
    if (best == nullptr) return;
    for (std::size_t i = 0; i < extras_.size(); ++i) {
        if (extras_[i] == Extra::kEvidenceCount) visit(i, evidence.size());
        if (extras_[i] == Extra::kEvidenceSource) visit(i, evidence_place(selection_->snapshot(), *best));
        if (extras_[i] == Extra::kEvidenceText && !best->text.empty()) visit(i, best->text);
        if (extras_[i] == Extra::kRule && !best->rule.empty()) visit(i, best->rule);
    }
}

void AttributeTable::visit(NodeId node, const Visit& visit) const {
    const Snapshot& snapshot = selection_->snapshot();
    for (std::size_t i = 0; i < extras_.size(); ++i) {
        if (const Value value = extra_value(node, extras_[i]); !value.is_null()) visit(i, value);
    }
    visit_evidence(snapshot.evidence(node), visit);
    for (std::size_t i = extras_.size(); i < attributes_.size(); ++i) {
        const Value& value = snapshot.property(node, attributes_[i].key);
        if (!value.is_null()) visit(i, value);
    }
}

void AttributeTable::visit(RelationshipId relationship, const Visit& visit) const {
    const Snapshot& snapshot = selection_->snapshot();
    visit_evidence(snapshot.evidence(relationship), visit);
    for (std::size_t i = extras_.size(); i < attributes_.size(); ++i) {
        const Value& value = snapshot.property(relationship, attributes_[i].key);
        if (!value.is_null()) visit(i, value);
    }
}

std::string evidence_place(const Snapshot& snapshot, const Evidence& evidence) {
    return fmt::format("{}:{}", document_name(snapshot, evidence.document), evidence.line);
}

}  // namespace mirrorgraph
