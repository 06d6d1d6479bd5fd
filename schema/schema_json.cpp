#include <fmt/format.h>

#include <algorithm>

#include "schema/json/json.h"
#include "schema/schema.h"
#include "schema/text.h"

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
    explicit SchemaReader(const JsonInput& input) : input_(input) {}

    std::shared_ptr<const Schema> read() {
        const JsonTree root = read_json_tree(input_);
        check_keys(root,
                   {"name", "properties", "node_properties", "relationship_properties", "labels", "relationships"});
        schema_->name_ = text(root, "name");
        for (const JsonTree& item : list(root, "properties")) add_property(item);
        const std::vector<std::string> of_nodes = property_names(root, "node_properties");
        const std::vector<std::string> of_relationships = property_names(root, "relationship_properties");
        for (const JsonTree& item : list(root, "labels")) add_label(item, of_nodes);
        for (const JsonTree& item : list(root, "relationships")) add_relationship(item, of_relationships);
        return schema_;
    }

  private:
    [[noreturn]] void fail(const JsonTree& at, const std::string& message) const {
        std::vector<PlacedError> one{{at.span, Error(ErrorCode::kInvalidData, message)}};
        place_errors(input_, one);
        throw Error(one.front().error);
    }

    void check_keys(const JsonTree& object, const std::vector<std::string>& known) const {
        if (object.type != Value::Type::kMap) fail(object, "expected an object");
        for (std::size_t i = 0; i < object.keys.size(); ++i) {
            const std::string& key = object.keys[i];
            if (std::find(known.begin(), known.end(), key) != known.end()) continue;
            fail(object.items[i], fmt::format("unknown key '{}'{}", key, did_you_mean(key, known)));
        }
    }

    const JsonTree& member(const JsonTree& object, std::string_view key) const {
        const JsonTree* found = object.find(key);
        if (found == nullptr) fail(object, fmt::format("the key '{}' is missing", key));
        return *found;
    }

    const std::string& as_text(const JsonTree& item) const {
        if (item.type != Value::Type::kString) fail(item, "expected a string");
        return item.scalar.as_string();
    }

    std::string text(const JsonTree& object, std::string_view key) const { return as_text(member(object, key)); }

    const std::vector<JsonTree>& as_list(const JsonTree& item) const {
        if (item.type != Value::Type::kList) fail(item, "expected an array");
        return item.items;
    }

    const std::vector<JsonTree>& list(const JsonTree& object, std::string_view key) const {
        return as_list(member(object, key));
    }

    // Empty where the key is missing.
    const std::vector<JsonTree>& optional_list(const JsonTree& object, std::string_view key) const {
        static const std::vector<JsonTree> kNone;
        const JsonTree* found = object.find(key);
        return found == nullptr ? kNone : as_list(*found);
    }

    template <class Rule>
    void check_new(const std::vector<Rule>& rules, const JsonTree& object) const {
        const JsonTree& name = member(object, "name");
        const bool known =
            std::any_of(rules.begin(), rules.end(), [&](const Rule& r) { return r.name == as_text(name); });
        if (known) fail(name, fmt::format("'{}' is defined twice", as_text(name)));
    }

    std::vector<Value::Type> types(const std::vector<JsonTree>& names) const {
        std::vector<Value::Type> out;
        for (const JsonTree& item : names) {
            const auto* found = std::find_if(std::begin(kTypeNames), std::end(kTypeNames),
                                             [&](const TypeName& known) { return known.name == as_text(item); });
            if (found == std::end(kTypeNames)) {
                fail(item, fmt::format("unknown type '{}'; known are BOOLEAN, INTEGER, FLOAT, STRING, LIST, MAP, DATE",
                                       as_text(item)));
            }
            out.push_back(found->type);
        }
        return out;
    }

    void add_property(const JsonTree& item) {
        check_keys(item, {"name", "description", "types", "items", "values"});
        check_new(schema_->properties_, item);
        PropertyRule rule{text(item, "name"),
                          text(item, "description"),
                          types(list(item, "types")),
                          types(optional_list(item, "items")),
                          {}};
        for (const JsonTree& value : optional_list(item, "values")) rule.values.push_back(as_text(value));
        schema_->properties_.push_back(std::move(rule));
    }

    std::vector<std::string> property_names(const JsonTree& object, std::string_view key) const {
        std::vector<std::string> out;
        for (const JsonTree& item : optional_list(object, key)) {
            try {
                const PropertyRule* rule = schema_->find_property(as_text(item));
                if (rule == nullptr) schema_->check_property(as_text(item), Value());
            } catch (const Error& error) {
                if (error.has_place()) throw;
                fail(item, error.what());
            }
            out.push_back(as_text(item));
        }
        return out;
    }

    std::vector<std::string> own_and_common(const JsonTree& item, const std::vector<std::string>& common) const {
        std::vector<std::string> out = common;
        for (std::string& name : property_names(item, "properties")) out.push_back(std::move(name));
        return out;
    }

    void add_label(const JsonTree& item, const std::vector<std::string>& common) {
        check_keys(item, {"name", "description", "properties"});
        check_new(schema_->labels_, item);
        schema_->labels_.push_back({text(item, "name"), text(item, "description"), own_and_common(item, common)});
    }

    std::vector<std::string> label_names(const JsonTree& object, std::string_view key) const {
        std::vector<std::string> out;
        for (const JsonTree& item : list(object, key)) {
            try {
                schema_->check_label(as_text(item));
            } catch (const Error& error) {
                if (error.has_place()) throw;
                fail(item, error.what());
            }
            out.push_back(as_text(item));
        }
        return out;
    }

    void add_relationship(const JsonTree& item, const std::vector<std::string>& common) {
        check_keys(item, {"name", "description", "endpoints", "properties", "symmetric"});
        check_new(schema_->relationships_, item);
        RelationshipRule rule{text(item, "name"), text(item, "description"), {}, own_and_common(item, common)};
        for (const JsonTree& pairs : list(item, "endpoints")) {
            check_keys(pairs, {"from", "to"});
            for (const std::string& source : label_names(pairs, "from")) {
                for (const std::string& target : label_names(pairs, "to")) rule.endpoints.push_back({source, target});
            }
        }
        if (const JsonTree* symmetric = item.find("symmetric")) {
            if (symmetric->type != Value::Type::kBoolean) fail(*symmetric, "expected true or false");
            rule.symmetric = symmetric->scalar.as_boolean();
        }
        schema_->relationships_.push_back(std::move(rule));
    }

    JsonInput input_;
    std::shared_ptr<Schema> schema_ = std::make_shared<Schema>();
};

std::shared_ptr<const Schema> load_schema(const std::string& path) {
    return SchemaReader(JsonInput::file(path)).read();
}

}  // namespace mirrorgraph
