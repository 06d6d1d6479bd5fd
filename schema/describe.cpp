#include "schema/describe.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "schema/text/table.h"

namespace mirrorgraph {

namespace {

bool contains(const std::vector<std::string>& list, const std::string& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

// "Agency, Organization → Policy, Standard", one line a group of sources with the same targets.
std::string endpoints(const RelationshipRule& rule) {
    std::vector<std::pair<std::vector<std::string>, std::vector<std::string>>> groups;
    std::vector<std::string> sources;
    for (const auto& [source, target] : rule.endpoints) {
        if (!contains(sources, source)) sources.push_back(source);
    }
    for (const std::string& source : sources) {
        std::vector<std::string> targets;
        for (const auto& pair : rule.endpoints) {
            if (pair.source == source) targets.push_back(pair.target);
        }
        const auto same =
            std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.second == targets; });
        if (same == groups.end()) {
            groups.push_back({{source}, targets});
        } else {
            same->first.push_back(source);
        }
    }
    std::string out;
    for (const auto& [from, to] : groups) {
        if (!out.empty()) out += "; ";
        out += fmt::format("{} {} {}", fmt::join(from, ", "), rule.symmetric ? "↔" : "→", fmt::join(to, ", "));
    }
    return out;
}

std::string types(const PropertyRule& rule) {
    std::vector<std::string> names;
    for (Value::Type type : rule.types) {
        const bool items = type == Value::Type::kList && !rule.item_types.empty();
        names.push_back(items ? fmt::format("LIST<{}>", type_name(rule.item_types.front()))
                              : std::string(type_name(type)));
    }
    return fmt::format("{}", fmt::join(names, " | "));
}

// The labels and types that may carry a property: "nodes" where it is all labels.
std::string carriers(const Schema& schema, const std::string& property) {
    const auto collect = [&](const auto& rules, std::string_view all) {
        std::vector<std::string> names;
        for (const auto& rule : rules) {
            if (contains(rule.properties, property)) names.push_back(rule.name);
        }
        if (!names.empty() && names.size() == rules.size()) names = {std::string(all)};
        return names;
    };
    std::vector<std::string> out = collect(schema.labels(), "all nodes");
    for (std::string& name : collect(schema.relationships(), "all relationships")) out.push_back(std::move(name));
    return fmt::format("{}", fmt::join(out, ", "));
}

std::string meaning(const PropertyRule& rule) {
    if (rule.values.empty()) return rule.description;
    return fmt::format("{} One of: {}.", rule.description, fmt::join(rule.values, ", "));
}

void write_list(JsonWriter& json, std::string_view key, const std::vector<std::string>& items) {
    json.key(key);
    json.begin_array();
    for (const std::string& item : items) json.string(item);
    json.end_array();
}

template <class Rule>
void begin_rule(JsonWriter& json, const Rule& rule) {
    json.begin_object();
    json.key("name");
    json.string(rule.name);
    json.key("description");
    json.string(rule.description);
}

void write_count(JsonWriter& json, const std::function<std::size_t(std::string_view)>& count, std::string_view name) {
    if (!count) return;
    json.key("count");
    json.integer(static_cast<std::int64_t>(count(name)));
}

void write_endpoints(JsonWriter& json, const RelationshipRule& rule) {
    json.key("endpoints");
    json.begin_array();
    for (const auto& [source, target] : rule.endpoints) {
        json.begin_object();
        json.key("source");
        json.string(source);
        json.key("target");
        json.string(target);
        json.end_object();
    }
    json.end_array();
}

std::vector<std::string> names_of(const std::vector<Value::Type>& list) {
    std::vector<std::string> out;
    for (Value::Type type : list) out.emplace_back(type_name(type));
    return out;
}

}  // namespace

std::string describe_schema(const Schema& schema, std::size_t width, const SchemaCounts& counts) {
    if (schema.is_open()) return "The open schema: any label, relationship type and property may exist.\n";
    const auto add = [](Table& table, std::vector<std::string> cells, const auto& count, const std::string& name) {
        if (count) cells.insert(cells.begin() + 1, std::to_string(count(name)));
        table.add_row(cells);
    };
    const auto columns = [](std::vector<Table::Column> list, bool counted) {
        if (counted) list.insert(list.begin() + 1, {"count", Table::Align::kRight});
        return list;
    };
    constexpr auto kLeft = Table::Align::kLeft;
    Table labels(columns({{"label"}, {"what it is", kLeft, true}}, static_cast<bool>(counts.nodes)));
    for (const LabelRule& rule : schema.labels()) add(labels, {rule.name, rule.description}, counts.nodes, rule.name);
    Table relationships(columns({{"relationship type"}, {"from → to", kLeft, true}, {"what it means", kLeft, true}},
                                static_cast<bool>(counts.relationships)));
    for (const RelationshipRule& rule : schema.relationships()) {
        add(relationships, {rule.name, endpoints(rule), rule.description}, counts.relationships, rule.name);
    }
    Table properties({{"property"}, {"type"}, {"of", kLeft, true}, {"what it says", kLeft, true}});
    for (const PropertyRule& rule : schema.properties()) {
        properties.add_row({rule.name, types(rule), carriers(schema, rule.name), meaning(rule)});
    }
    return labels.render(width) + "\n" + relationships.render(width) + "\n" + properties.render(width);
}

void write_schema(const Schema& schema, JsonWriter& json, const SchemaCounts& counts) {
    json.begin_object();
    json.key("name");
    json.string(schema.name());
    json.key("labels");
    json.begin_array();
    for (const LabelRule& rule : schema.labels()) {
        begin_rule(json, rule);
        write_list(json, "properties", rule.properties);
        write_count(json, counts.nodes, rule.name);
        json.end_object();
    }
    json.end_array();
    json.key("relationships");
    json.begin_array();
    for (const RelationshipRule& rule : schema.relationships()) {
        begin_rule(json, rule);
        write_endpoints(json, rule);
        json.key("symmetric");
        json.boolean(rule.symmetric);
        json.key("one_source");
        json.boolean(rule.one_source);
        write_list(json, "properties", rule.properties);
        write_count(json, counts.relationships, rule.name);
        json.end_object();
    }
    json.end_array();
    json.key("properties");
    json.begin_array();
    for (const PropertyRule& rule : schema.properties()) {
        begin_rule(json, rule);
        write_list(json, "types", names_of(rule.types));
        if (!rule.item_types.empty()) write_list(json, "items", names_of(rule.item_types));
        if (!rule.values.empty()) write_list(json, "values", rule.values);
        json.key("single");
        json.boolean(rule.single);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

}  // namespace mirrorgraph
