#include <fmt/core.h>

#include <algorithm>

#include "schema/json/settings.h"
#include "schema/schema.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

struct TypeName {
    std::string_view name;
    Value::Type type;
};
constexpr TypeName kTypeNames[] = {
    {"BOOLEAN", Value::Type::kBoolean},   {"INTEGER", Value::Type::kInteger},
    {"FLOAT", Value::Type::kFloat},       {"STRING", Value::Type::kString},
    {"LIST", Value::Type::kList},         {"MAP", Value::Type::kMap},
    {"DATE", Value::Type::kDate},         {"LOCAL TIME", Value::Type::kLocalTime},
    {"TIME", Value::Type::kTime},         {"LOCAL DATETIME", Value::Type::kLocalDateTime},
    {"DATETIME", Value::Type::kDateTime}, {"DURATION", Value::Type::kDuration}};

}  // namespace

// Turns the tree of a schema file into rules; every fault is an Error at its place in the file.
class SchemaReader {
  public:
    explicit SchemaReader(const JsonInput& input) : file_(input) {}

    std::shared_ptr<const Schema> read() {
        const JsonTree root = file_.read_tree();
        file_.check_keys(
            root, {"name", "properties", "node_properties", "relationship_properties", "labels", "relationships"});
        schema_->name_ = file_.text(root, "name");
        for (const JsonTree& item : file_.list(root, "properties")) add_property(item);
        const std::vector<std::string> of_nodes = property_names(root, "node_properties");
        const std::vector<std::string> of_relationships = property_names(root, "relationship_properties");
        for (const JsonTree& item : file_.list(root, "labels")) add_label(item, of_nodes);
        for (const JsonTree& item : file_.list(root, "relationships")) add_relationship(item, of_relationships);
        return schema_;
    }

  private:
    template <class Rule>
    void check_new(const std::vector<Rule>& rules, const JsonTree& object) const {
        const JsonTree& name = file_.member(object, "name");
        const bool known =
            std::any_of(rules.begin(), rules.end(), [&](const Rule& r) { return r.name == file_.as_text(name); });
        if (known) file_.fail(name, fmt::format("'{}' is defined twice", file_.as_text(name)));
    }

    std::vector<Value::Type> types(const std::vector<JsonTree>& names) const {
        std::vector<Value::Type> out;
        for (const JsonTree& item : names) {
            const auto* found = std::find_if(std::begin(kTypeNames), std::end(kTypeNames),
                                             [&](const TypeName& known) { return known.name == file_.as_text(item); });
            if (found == std::end(kTypeNames)) {
                file_.fail(item,
                           fmt::format("unknown type '{}'; known are BOOLEAN, INTEGER, FLOAT, STRING, LIST, MAP, DATE",
                                       file_.as_text(item)));
            }
            out.push_back(found->type);
        }
        return out;
    }

    void add_property(const JsonTree& item) {
        file_.check_keys(item, {"name", "description", "types", "items", "values", "single"});
        check_new(schema_->properties_, item);
        PropertyRule rule{file_.text(item, "name"),
                          file_.text(item, "description"),
                          types(file_.list(item, "types")),
                          types(file_.optional_list(item, "items")),
                          {}};
        for (const JsonTree& value : file_.optional_list(item, "values")) rule.values.push_back(file_.as_text(value));
        rule.single = file_.optional_boolean(item, "single");
        schema_->properties_.push_back(std::move(rule));
    }

    std::vector<std::string> property_names(const JsonTree& object, std::string_view key) const {
        std::vector<std::string> out;
        for (const JsonTree& item : file_.optional_list(object, key)) {
            try {
                const PropertyRule* rule = schema_->find_property(file_.as_text(item));
                if (rule == nullptr) schema_->check_property(file_.as_text(item), Value());
            } catch (const Error& error) {
                if (error.has_place()) throw;
                file_.fail(item, error.what());
            }
            out.push_back(file_.as_text(item));
        }
        return out;
    }

    std::vector<std::string> own_and_common(const JsonTree& item, const std::vector<std::string>& common) const {
        std::vector<std::string> out = common;
        for (std::string& name : property_names(item, "properties")) out.push_back(std::move(name));
        return out;
    }

    void add_label(const JsonTree& item, const std::vector<std::string>& common) {
        file_.check_keys(item, {"name", "description", "properties"});
        check_new(schema_->labels_, item);
        schema_->labels_.push_back(
            {file_.text(item, "name"), file_.text(item, "description"), own_and_common(item, common)});
    }

    std::vector<std::string> label_names(const JsonTree& object, std::string_view key) const {
        std::vector<std::string> out;
        for (const JsonTree& item : file_.list(object, key)) {
            try {
                schema_->check_label(file_.as_text(item));
            } catch (const Error& error) {
                if (error.has_place()) throw;
                file_.fail(item, error.what());
            }
            out.push_back(file_.as_text(item));
        }
        return out;
    }

    void add_relationship(const JsonTree& item, const std::vector<std::string>& common) {
        file_.check_keys(item, {"name", "description", "endpoints", "properties", "symmetric", "one_source"});
        check_new(schema_->relationships_, item);
        RelationshipRule rule{
            file_.text(item, "name"), file_.text(item, "description"), {}, own_and_common(item, common)};
        for (const JsonTree& pairs : file_.list(item, "endpoints")) {
            file_.check_keys(pairs, {"from", "to"});
            for (const std::string& source : label_names(pairs, "from")) {
                for (const std::string& target : label_names(pairs, "to")) rule.endpoints.push_back({source, target});
            }
        }
        rule.symmetric = file_.optional_boolean(item, "symmetric");
        rule.one_source = file_.optional_boolean(item, "one_source");
        schema_->relationships_.push_back(std::move(rule));
    }

    SettingsReader file_;
    std::shared_ptr<Schema> schema_ = std::make_shared<Schema>();
};

std::shared_ptr<const Schema> load_schema(const std::string& path) {
    return SchemaReader(JsonInput::file(path)).read();
}

}  // namespace mirrorgraph
