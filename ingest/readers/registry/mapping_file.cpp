#include <fmt/core.h>
#include <re2/re2.h>

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <span>

#include "ingest/readers/registry/mapping.h"
#include "schema/error.h"
#include "schema/files/data_path.h"
#include "schema/files/read_file.h"
#include "schema/files/yaml_file.h"
#include "schema/schema.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

class MappingLoader {
  public:
    MappingLoader(const std::string& path, std::string_view text)
        : file_(path, text, "data/mappings/README.md shows one"), schema_(standards_schema()) {}

    Mapping load() {
        const YamlNode& root = file_.root();
        if (!root.is_map()) fail(root, "a mapping file holds keys and values", "data/mappings/README.md shows one");
        check_keys(root, {"name", "about", "columns", "confidence", "entities", "relationships"}, "a mapping");
        mapping_.path = file_.path();
        mapping_.name = text(root, "name");
        mapping_.columns = texts(root, "columns");
        if (const YamlNode* confidence = root.find("confidence")) mapping_.confidence = share(*confidence);
        for (const YamlNode& node : list(root, "entities")) mapping_.entities.push_back(entity(node));
        for (const YamlNode& node : list(root, "relationships")) mapping_.relationships.push_back(relationship(node));
        if (mapping_.entities.empty()) fail(root, "no entities", "name at least one under 'entities'");
        return std::move(mapping_);
    }

  private:
    [[noreturn]] void fail(const YamlNode& node, const std::string& message, std::string remedy = {}) const {
        file_.fail(node, message, std::move(remedy));
    }

    void check_keys(const YamlNode& node, std::initializer_list<const char*> known, const char* what) const {
        file_.check_keys(node, known, what);
    }

    const std::string& text_of(const YamlNode& node) const {
        if (!node.is_text()) fail(node, "here stands one text", "write it in 'single quotes'");
        return node.text;
    }

    const std::string& text(const YamlNode& node, const char* key) const {
        const YamlNode* const value = node.find(key);
        if (value == nullptr || !value->is_text()) fail(node, fmt::format("'{}' is missing", key));
        return value->text;
    }

    // What stands under a key that may be absent.
    std::string text_or(const YamlNode& node, const char* key, const char* otherwise) const {
        return node.find(key) == nullptr ? otherwise : text(node, key);
    }

    // One string or a list of them; none where the key is absent.
    std::vector<std::string> texts(const YamlNode& node, const char* key) const {
        const YamlNode* const value = node.find(key);
        if (value == nullptr) return {};
        if (value->is_text()) return {value->text};
        if (!value->is_sequence()) fail(*value, fmt::format("'{}' is a string or a list of strings", key));
        std::vector<std::string> out;
        for (const YamlNode& item : value->items) out.push_back(text_of(item));
        return out;
    }

    std::span<const YamlNode> list(const YamlNode& node, const char* key) const {
        const YamlNode* const value = node.find(key);
        if (value == nullptr) return {};
        if (!value->is_sequence()) fail(*value, fmt::format("'{}' is a list", key));
        return value->items;
    }

    double share(const YamlNode& node) const {
        const std::optional<double> value = node.number();
        if (!value || !(*value > 0) || *value > 1) fail(node, "a confidence is a number above 0 and up to 1");
        return *value;
    }

    // An error of the schema, shown at its place.
    template <class Check>
    void check(const YamlNode* node, Check&& check_schema) const {
        try {
            check_schema();
        } catch (const Error& error) {
            fail(*node, error.what(), error.remedy());
        }
    }

    MappingEntity entity(const YamlNode& node) const {
        check_keys(node, {"name", "label", "key", "body", "from", "aliases", "split", "properties", "when"},
                   "an entity");
        MappingEntity entity;
        entity.name = text(node, "name");
        entity.line = node.line;
        entity.label = text(node, "label");
        check(node.find("label"), [&] { schema_->check_label(entity.label); });
        const std::string key = text_or(node, "key", "name");
        if (key != "standard" && key != "committee" && key != "name") {
            fail(*node.find("key"), fmt::format("unknown key '{}'", key), "it is 'standard', 'committee' or 'name'");
        }
        entity.key = key == "standard"    ? MappingEntity::Key::kStandard
                     : key == "committee" ? MappingEntity::Key::kCommittee
                                          : MappingEntity::Key::kName;
        if (const YamlNode* body = node.find("body")) {
            entity.body = text(node, "body");
            if (entity.key != MappingEntity::Key::kCommittee) {
                fail(*body, "'body' is for committees only", "write it beside 'key: committee'");
            }
        }
        entity.columns = texts(node, "from");
        if (entity.columns.empty())
            fail(node, fmt::format("entity '{}' has no column that names it", entity.name), "add 'from: COLUMN'");
        entity.aliases = texts(node, "aliases");
        entity.separators = texts(node, "split");
        entity.properties = properties(node.find("properties"));
        entity.conditions = conditions(node);
        return entity;
    }

    std::vector<MappingProperty> properties(const YamlNode* node) const {
        std::vector<MappingProperty> out;
        if (node == nullptr) return out;
        if (!node->is_map()) fail(*node, "'properties' holds names and columns");
        for (const auto& [name, value] : node->entries) {
            MappingProperty property;
            property.name = text_of(name);
            if (schema_->find_property(property.name) == nullptr) {
                std::vector<std::string> names;
                for (const PropertyRule& rule : schema_->properties()) names.push_back(rule.name);
                fail(name, fmt::format("unknown property '{}'{}", property.name, did_you_mean(property.name, names)));
            }
            if (value.is_text()) {
                property.column = value.text;
            } else {
                describe(value, property);
            }
            out.push_back(std::move(property));
        }
        return out;
    }

    void describe(const YamlNode& node, MappingProperty& property) const {
        check_keys(node, {"column", "value", "type", "split", "values"}, "a property");
        if (const YamlNode* value = node.find("value")) {
            property.constant = Value(text(node, "value"));
            check(value, [&] { schema_->check_property(property.name, property.constant); });
            return;
        }
        property.column = text(node, "column");
        const std::string type = text_or(node, "type", "text");
        if (type == "date") {
            property.type = MappingProperty::Type::kDate;
        } else if (type == "integer") {
            property.type = MappingProperty::Type::kInteger;
        } else if (type == "list") {
            property.type = MappingProperty::Type::kList;
            property.separator = text_or(node, "split", " ");
        } else if (type != "text") {
            fail(*node.find("type"), fmt::format("unknown type '{}'", type),
                 "it is 'text', 'date', 'integer' or 'list'");
        }
        const YamlNode* const values = node.find("values");
        if (values == nullptr) return;
        if (!values->is_map()) fail(*values, "'values' holds what a cell says and what it means");
        for (const auto& [said, meant] : values->entries) {
            const std::string& value = text_of(meant);
            check(&meant, [&] { schema_->check_property(property.name, Value(value)); });
            property.values[text_of(said)] = value;
        }
    }

    std::vector<MappingCondition> conditions(const YamlNode& node) const {
        std::vector<MappingCondition> out;
        for (const YamlNode& item : list(node, "when")) {
            check_keys(item, {"column", "is", "matches", "not_matches"}, "a condition");
            MappingCondition condition;
            condition.column = text(item, "column");
            condition.values = texts(item, "is");
            condition.matches = expression(item.find("matches"));
            condition.not_matches = expression(item.find("not_matches"));
            out.push_back(std::move(condition));
        }
        return out;
    }

    std::shared_ptr<const re2::RE2> expression(const YamlNode* node) const {
        if (node == nullptr) return nullptr;
        auto expression = std::make_shared<re2::RE2>(text_of(*node), re2::RE2::Quiet);
        if (!expression->ok()) fail(*node, "bad pattern: " + expression->error());
        return expression;
    }

    MappingRelationship relationship(const YamlNode& node) const {
        check_keys(node, {"type", "from", "to", "date", "properties", "when"}, "a relationship");
        MappingRelationship relationship;
        relationship.type = text(node, "type");
        check(node.find("type"), [&] { schema_->check_relationship_type(relationship.type); });
        relationship.source = entity_named(node, "from");
        relationship.target = entity_named(node, "to");
        check(node.find("type"), [&] {
            schema_->check_endpoints(relationship.type, {mapping_.entities[relationship.source].label},
                                     {mapping_.entities[relationship.target].label});
        });
        if (node.find("date") != nullptr) relationship.date = text(node, "date");
        relationship.properties = properties(node.find("properties"));
        relationship.conditions = conditions(node);
        return relationship;
    }

    std::size_t entity_named(const YamlNode& node, const char* key) const {
        const std::string name = text(node, key);
        std::vector<std::string> names;
        for (std::size_t i = 0; i < mapping_.entities.size(); ++i) {
            if (mapping_.entities[i].name == name) return i;
            names.push_back(mapping_.entities[i].name);
        }
        fail(*node.find(key), fmt::format("no entity is named '{}'{}", name, did_you_mean(name, names)));
    }

    YamlFile file_;
    std::shared_ptr<const Schema> schema_;
    Mapping mapping_;
};

}  // namespace

Mapping parse_mapping(const std::string& text, const std::string& name) { return MappingLoader(name, text).load(); }

Mapping load_mapping(const std::string& path) { return parse_mapping(read_file(path), path); }

std::shared_ptr<const MappingSet> MappingSet::load() { return load(data_path("mappings")); }

std::shared_ptr<const MappingSet> MappingSet::load(const std::string& folder) {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
    }
    std::sort(paths.begin(), paths.end());
    auto set = std::make_shared<MappingSet>();
    for (const std::string& path : paths) set->mappings_.push_back(load_mapping(path));
    return set;
}

}  // namespace mirrorgraph::ingest
