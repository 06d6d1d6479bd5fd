#include "schema/schema.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "schema/error.h"
#include "schema/files/data_path.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

template <class Rule>
const Rule* find_rule(const std::vector<Rule>& rules, std::string_view name) {
    const auto at = std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.name == name; });
    return at == rules.end() ? nullptr : &*at;
}

template <class Rule>
std::vector<std::string> names_of(const std::vector<Rule>& rules) {
    std::vector<std::string> names;
    for (const Rule& rule : rules) names.push_back(rule.name);
    return names;
}

bool contains(const std::vector<std::string>& list, std::string_view item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

bool contains(const std::vector<Value::Type>& list, Value::Type item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

// "STRING or INTEGER"
std::string join_types(const std::vector<Value::Type>& types) {
    std::string out;
    for (Value::Type type : types) out += (out.empty() ? "" : " or ") + std::string(type_name(type));
    return out;
}

std::string join_labels(const std::vector<std::string>& labels) {
    return labels.empty() ? "a node without label" : fmt::format("{}", fmt::join(labels, "&"));
}

template <class Rule>
[[noreturn]] void fail_unknown(std::string_view what, std::string_view name, const std::vector<Rule>& rules) {
    const std::vector<std::string> names = names_of(rules);
    fail(fmt::format("unknown {} '{}'{}", what, name, did_you_mean(name, names)));
}

}  // namespace

std::shared_ptr<const Schema> Schema::open() {
    static const std::shared_ptr<const Schema> schema = [] {
        auto made = std::make_shared<Schema>();
        made->name_ = "open";
        made->open_ = true;
        return made;
    }();
    return schema;
}

const LabelRule* Schema::find_label(std::string_view name) const { return find_rule(labels_, name); }
const RelationshipRule* Schema::find_relationship(std::string_view name) const {
    return find_rule(relationships_, name);
}
const PropertyRule* Schema::find_property(std::string_view name) const { return find_rule(properties_, name); }

bool Schema::allows_endpoints(std::string_view type, const std::vector<std::string>& source_labels,
                              const std::vector<std::string>& target_labels) const {
    if (open_) return true;
    const RelationshipRule* rule = find_relationship(type);
    if (rule == nullptr) return false;
    return std::any_of(rule->endpoints.begin(), rule->endpoints.end(), [&](const RelationshipRule::Endpoints& pair) {
        return (source_labels.empty() || contains(source_labels, pair.source)) &&
               (target_labels.empty() || contains(target_labels, pair.target));
    });
}

void Schema::check_label(std::string_view label) const {
    if (!open_ && find_label(label) == nullptr) fail_unknown("label", label, labels_);
}

void Schema::check_relationship_type(std::string_view type) const {
    if (!open_ && find_relationship(type) == nullptr) fail_unknown("relationship type", type, relationships_);
}

void Schema::check_endpoints(std::string_view type, const std::vector<std::string>& source_labels,
                             const std::vector<std::string>& target_labels) const {
    check_relationship_type(type);
    if (allows_endpoints(type, source_labels, target_labels)) return;
    if (allows_endpoints(type, target_labels, source_labels)) {
        fail(fmt::format("{} does not lead from {} to {}; it does the other way round", type,
                         join_labels(source_labels), join_labels(target_labels)));
    }
    std::string pairs;
    for (const auto& [source, target] : find_relationship(type)->endpoints) {
        pairs += fmt::format("{}{} to {}", pairs.empty() ? "" : ", ", source, target);
    }
    fail(fmt::format("{} does not lead from {} to {} (allowed: {})", type, join_labels(source_labels),
                     join_labels(target_labels), pairs));
}

void Schema::check_property(std::string_view key, const Value& value) const {
    if (open_) return;
    const PropertyRule* rule = find_property(key);
    if (rule == nullptr) fail_unknown("property", key, properties_);
    check_value(*rule, value);
}

void Schema::check_value(const PropertyRule& rule, const Value& value) {
    if (!contains(rule.types, value.type())) {
        fail(fmt::format("property '{}' must be {}, not {}", rule.name, join_types(rule.types),
                         type_name(value.type())));
    }
    if (value.is_list() && !rule.item_types.empty()) {
        for (const Value& item : value.as_list()) {
            if (contains(rule.item_types, item.type())) continue;
            fail(fmt::format("property '{}' must be a list of {}, not of {}", rule.name, join_types(rule.item_types),
                             type_name(item.type())));
        }
    }
    if (value.is_string() && !rule.values.empty() && !contains(rule.values, value.as_string())) {
        fail(fmt::format("'{}' is no value of property '{}'{} (known: {})", value.as_string(), rule.name,
                         did_you_mean(value.as_string(), rule.values), fmt::join(rule.values, ", ")));
    }
}

void Schema::check_node_property(const std::vector<std::string>& labels, std::string_view key,
                                 const Value& value) const {
    check_property(key, value);
    if (open_) return;
    const bool allowed = std::any_of(labels.begin(), labels.end(), [&](const std::string& label) {
        const LabelRule* rule = find_label(label);
        return rule != nullptr && contains(rule->properties, key);
    });
    if (!allowed) fail(fmt::format("{} has no property '{}'", join_labels(labels), key));
}

void Schema::check_relationship_property(std::string_view type, std::string_view key, const Value& value) const {
    check_property(key, value);
    const RelationshipRule* rule = find_relationship(type);
    if (rule != nullptr && !contains(rule->properties, key)) fail(fmt::format("{} has no property '{}'", type, key));
}

std::shared_ptr<const Schema> standards_schema() {
    static const std::shared_ptr<const Schema> schema = load_schema(data_path("schema.json"));
    return schema;
}

std::shared_ptr<const Schema> schema_by_name(std::string_view name) {
    if (name == "open") return Schema::open();
    if (name == "standards") return standards_schema();
    static const std::vector<std::string> kNames = {"standards", "open"};
    throw Error(ErrorCode::kInvalidData, fmt::format("unknown schema '{}'{}", name, did_you_mean(name, kNames)),
                "known are 'standards' and 'open'");
}

}  // namespace mirrorgraph
