#include <fmt/format.h>
#include <re2/re2.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <initializer_list>

#include "ingest/readers/registry/mapping.h"
#include "schema/data_path.h"
#include "schema/error.h"
#include "schema/schema.h"
#include "schema/text.h"

namespace mirrorgraph::ingest {

namespace {

class MappingLoader {
  public:
    explicit MappingLoader(const std::string& path) : path_(path), schema_(standards_schema()) {}

    Mapping load(const std::string& text) {
        YAML::Node root;
        try {
            root = YAML::Load(text);
        } catch (const YAML::ParserException& error) {
            throw Error(ErrorCode::kInvalidData,
                        fmt::format("{}:{}:{}: {}", path_, error.mark.line + 1, error.mark.column + 1, error.msg));
        }
        if (!root.IsMap()) fail(root, "a mapping file holds keys and values", "data/mappings/README.md shows one");
        check_keys(root, {"name", "about", "columns", "confidence", "entities", "relationships"});
        mapping_.path = path_;
        mapping_.name = this->text(root, "name");
        mapping_.columns = texts(root, "columns");
        if (root["confidence"]) mapping_.confidence = number(root["confidence"]);
        for (const YAML::Node& node : list(root, "entities")) mapping_.entities.push_back(entity(node));
        for (const YAML::Node& node : list(root, "relationships")) mapping_.relationships.push_back(relationship(node));
        if (mapping_.entities.empty()) fail(root, "no entities", "name at least one under 'entities'");
        return std::move(mapping_);
    }

  private:
    [[noreturn]] void fail(const YAML::Node& node, const std::string& message, std::string remedy = {}) const {
        const YAML::Mark mark = node.Mark();
        throw Error(ErrorCode::kInvalidData,
                    fmt::format("{}:{}:{}: {}", path_, mark.line + 1, mark.column + 1, message), std::move(remedy));
    }

    void check_keys(const YAML::Node& node, std::initializer_list<const char*> known) const {
        const std::vector<std::string> names(known.begin(), known.end());
        for (const auto& pair : node) {
            const auto key = pair.first.as<std::string>();
            if (std::find(names.begin(), names.end(), key) == names.end()) {
                fail(pair.first, fmt::format("unknown key '{}'{}", key, did_you_mean(key, names)));
            }
        }
    }

    std::string text(const YAML::Node& node, const char* key) const {
        if (!node[key] || !node[key].IsScalar()) fail(node, fmt::format("'{}' is missing", key));
        return node[key].as<std::string>();
    }

    // One string or a list of them; none where the key is absent.
    std::vector<std::string> texts(const YAML::Node& node, const char* key) const {
        const YAML::Node value = node[key];
        if (!value) return {};
        if (value.IsScalar()) return {value.as<std::string>()};
        if (!value.IsSequence()) fail(value, fmt::format("'{}' is a string or a list of strings", key));
        std::vector<std::string> out;
        for (const YAML::Node& item : value) out.push_back(item.as<std::string>());
        return out;
    }

    std::vector<YAML::Node> list(const YAML::Node& node, const char* key) const {
        const YAML::Node value = node[key];
        if (!value) return {};
        if (!value.IsSequence()) fail(value, fmt::format("'{}' is a list", key));
        return {value.begin(), value.end()};
    }

    double number(const YAML::Node& node) const {
        try {
            const auto value = node.as<double>();
            if (value > 0 && value <= 1) return value;
        } catch (const YAML::BadConversion&) {
        }
        fail(node, "a confidence is a number above 0 and up to 1");
    }

    // An error of the schema, shown at its place.
    template <class Check>
    void check(const YAML::Node& node, Check&& check_schema) const {
        try {
            check_schema();
        } catch (const Error& error) {
            fail(node, error.what(), error.remedy());
        }
    }

    MappingEntity entity(const YAML::Node& node) const {
        check_keys(node, {"name", "label", "key", "body", "from", "aliases", "split", "properties", "when"});
        MappingEntity entity;
        entity.name = text(node, "name");
        entity.line = node.Mark().line + 1;
        entity.label = text(node, "label");
        check(node["label"], [&] { schema_->check_label(entity.label); });
        const std::string key = node["key"] ? text(node, "key") : "name";
        if (key != "standard" && key != "committee" && key != "name") {
            fail(node["key"], fmt::format("unknown key '{}'", key), "it is 'standard', 'committee' or 'name'");
        }
        entity.key = key == "standard"    ? MappingEntity::Key::kStandard
                     : key == "committee" ? MappingEntity::Key::kCommittee
                                          : MappingEntity::Key::kName;
        if (node["body"]) {
            entity.body = text(node, "body");
            if (entity.key != MappingEntity::Key::kCommittee) {
                fail(node["body"], "'body' is for committees only", "write it beside 'key: committee'");
            }
        }
        entity.columns = texts(node, "from");
        if (entity.columns.empty())
            fail(node, fmt::format("entity '{}' has no column that names it", entity.name), "add 'from: COLUMN'");
        entity.aliases = texts(node, "aliases");
        entity.separators = texts(node, "split");
        entity.properties = properties(node["properties"]);
        entity.conditions = conditions(node);
        return entity;
    }

    std::vector<MappingProperty> properties(const YAML::Node& node) const {
        std::vector<MappingProperty> out;
        if (!node) return out;
        if (!node.IsMap()) fail(node, "'properties' holds names and columns");
        for (const auto& pair : node) {
            MappingProperty property;
            property.name = pair.first.as<std::string>();
            if (schema_->find_property(property.name) == nullptr) {
                std::vector<std::string> names;
                for (const PropertyRule& rule : schema_->properties()) names.push_back(rule.name);
                fail(pair.first,
                     fmt::format("unknown property '{}'{}", property.name, did_you_mean(property.name, names)));
            }
            if (pair.second.IsScalar()) {
                property.column = pair.second.as<std::string>();
            } else {
                describe(pair.second, property);
            }
            out.push_back(std::move(property));
        }
        return out;
    }

    void describe(const YAML::Node& node, MappingProperty& property) const {
        check_keys(node, {"column", "value", "type", "split", "values"});
        if (node["value"]) {
            property.constant = Value(text(node, "value"));
            check(node["value"], [&] { schema_->check_property(property.name, property.constant); });
            return;
        }
        property.column = text(node, "column");
        const std::string type = node["type"] ? text(node, "type") : "text";
        if (type == "date") {
            property.type = MappingProperty::Type::kDate;
        } else if (type == "integer") {
            property.type = MappingProperty::Type::kInteger;
        } else if (type == "list") {
            property.type = MappingProperty::Type::kList;
            property.separator = node["split"] ? text(node, "split") : " ";
        } else if (type != "text") {
            fail(node["type"], fmt::format("unknown type '{}'", type), "it is 'text', 'date', 'integer' or 'list'");
        }
        for (const auto& pair : node["values"]) {
            const auto value = pair.second.as<std::string>();
            check(pair.second, [&] { schema_->check_property(property.name, Value(value)); });
            property.values[pair.first.as<std::string>()] = value;
        }
    }

    std::vector<MappingCondition> conditions(const YAML::Node& node) const {
        std::vector<MappingCondition> out;
        for (const YAML::Node& item : list(node, "when")) {
            check_keys(item, {"column", "is", "matches", "not_matches"});
            MappingCondition condition;
            condition.column = text(item, "column");
            condition.values = texts(item, "is");
            condition.matches = expression(item["matches"]);
            condition.not_matches = expression(item["not_matches"]);
            out.push_back(std::move(condition));
        }
        return out;
    }

    std::shared_ptr<const re2::RE2> expression(const YAML::Node& node) const {
        if (!node) return nullptr;
        auto expression = std::make_shared<re2::RE2>(node.as<std::string>(), re2::RE2::Quiet);
        if (!expression->ok()) fail(node, "bad pattern: " + expression->error());
        return expression;
    }

    MappingRelationship relationship(const YAML::Node& node) const {
        check_keys(node, {"type", "from", "to", "date", "properties", "when"});
        MappingRelationship relationship;
        relationship.type = text(node, "type");
        check(node["type"], [&] { schema_->check_relationship_type(relationship.type); });
        relationship.source = entity_named(node, "from");
        relationship.target = entity_named(node, "to");
        check(node["type"], [&] {
            schema_->check_endpoints(relationship.type, {mapping_.entities[relationship.source].label},
                                     {mapping_.entities[relationship.target].label});
        });
        if (node["date"]) relationship.date = text(node, "date");
        relationship.properties = properties(node["properties"]);
        relationship.conditions = conditions(node);
        return relationship;
    }

    std::size_t entity_named(const YAML::Node& node, const char* key) const {
        const std::string name = text(node, key);
        std::vector<std::string> names;
        for (std::size_t i = 0; i < mapping_.entities.size(); ++i) {
            if (mapping_.entities[i].name == name) return i;
            names.push_back(mapping_.entities[i].name);
        }
        fail(node[key], fmt::format("no entity is named '{}'{}", name, did_you_mean(name, names)));
    }

    std::string path_;
    std::shared_ptr<const Schema> schema_;
    Mapping mapping_;
};

}  // namespace

Mapping parse_mapping(const std::string& text, const std::string& name) {
    try {
        return MappingLoader(name).load(text);
    } catch (const YAML::Exception& error) {
        throw Error(ErrorCode::kInvalidData, fmt::format("{}:{}: {}", name, error.mark.line + 1, error.msg));
    }
}

Mapping load_mapping(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in) throw Error(ErrorCode::kIo, path + ": cannot be read");
    return parse_mapping(text, path);
}

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
