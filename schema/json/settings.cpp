#include "schema/json/settings.h"

#include <fmt/core.h>

#include <algorithm>

#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

void build(const JsonTree& item, ValueBuilder& builder) {
    if (item.type == Value::Type::kList) {
        builder.begin_array();
        for (const JsonTree& part : item.items) build(part, builder);
        builder.end_array();
    } else if (item.type == Value::Type::kMap) {
        builder.begin_object();
        for (std::size_t i = 0; i < item.items.size(); ++i) {
            builder.key(item.keys[i]);
            build(item.items[i], builder);
        }
        builder.end_object();
    } else {
        builder.scalar(item.scalar);
    }
}

}  // namespace

void SettingsReader::fail(const JsonTree& at, const std::string& message, const std::string& remedy) const {
    fail(at, Error(ErrorCode::kInvalidData, message, remedy));
}

void SettingsReader::fail(const JsonTree& at, const Error& error) const {
    if (error.has_place()) throw Error(error);
    std::vector<PlacedError> one{{at.span, error}};
    place_errors(input_, one);
    throw Error(one.front().error);
}

void SettingsReader::check_keys(const JsonTree& object, const std::vector<std::string>& known) const {
    if (object.type != Value::Type::kMap) fail(object, "expected an object");
    for (std::size_t i = 0; i < object.keys.size(); ++i) {
        const std::string& key = object.keys[i];
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        fail(object.items[i], fmt::format("unknown key '{}'{}", key, did_you_mean(key, known)));
    }
}

const JsonTree& SettingsReader::member(const JsonTree& object, std::string_view key) const {
    if (object.type != Value::Type::kMap) fail(object, "expected an object");
    const JsonTree* found = object.find(key);
    if (found == nullptr) fail(object, fmt::format("the key '{}' is missing", key));
    return *found;
}

const std::string& SettingsReader::as_text(const JsonTree& item) const {
    if (item.type != Value::Type::kString) fail(item, "expected a string");
    return item.scalar.as_string();
}

const std::vector<JsonTree>& SettingsReader::as_list(const JsonTree& item) const {
    if (item.type != Value::Type::kList) fail(item, "expected an array");
    return item.items;
}

double SettingsReader::as_number(const JsonTree& item) const {
    if (!item.scalar.is_number()) fail(item, "expected a number");
    return item.scalar.as_number();
}

bool SettingsReader::as_boolean(const JsonTree& item) const {
    if (item.type != Value::Type::kBoolean) fail(item, "expected true or false");
    return item.scalar.as_boolean();
}

std::string SettingsReader::optional_text(const JsonTree& object, std::string_view key) const {
    const JsonTree* found = object.find(key);
    return found == nullptr ? std::string() : as_text(*found);
}

const std::vector<JsonTree>& SettingsReader::optional_list(const JsonTree& object, std::string_view key) const {
    static const std::vector<JsonTree> kNone;
    const JsonTree* found = object.find(key);
    return found == nullptr ? kNone : as_list(*found);
}

bool SettingsReader::optional_boolean(const JsonTree& object, std::string_view key) const {
    const JsonTree* found = object.find(key);
    return found != nullptr && as_boolean(*found);
}

Value SettingsReader::value(const JsonTree& item) const {
    try {
        ValueBuilder builder;
        build(item, builder);
        return builder.take();
    } catch (const Error& error) {
        fail(item, error);
    }
}

}  // namespace mirrorgraph
