#include <fmt/core.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>
#include <cstring>

#include "schema/json/json.h"
#include "schema/temporal/temporal_text.h"
#include "schema/text/eight_bytes.h"

namespace mirrorgraph {

namespace {

// What stands in JSON as it is: all keys and nearly all texts.
bool is_plain(std::string_view text) {
    return find_marked(text, 0, [](EightBytes bytes) {
               return in_range(bytes, '\0', '\x1F') | equal_to(bytes, '"') | equal_to(bytes, '\\');
           }) == text.size();
}

// Texts that need no escape are copied whole.
class Writer : public rapidjson::Writer<rapidjson::StringBuffer> {
  public:
    using rapidjson::Writer<rapidjson::StringBuffer>::Writer;

    void text(std::string_view text) {
        if (!is_plain(text)) {
            String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
            return;
        }
        Prefix(rapidjson::kStringType);
        char* at = os_->Push(text.size() + 2);
        *at = '"';
        text.copy(at + 1, text.size());
        at[text.size() + 1] = '"';
    }
};

}  // namespace

struct JsonWriter::Impl {
    rapidjson::StringBuffer buffer{nullptr, 1 << 16};
    Writer writer{buffer};
};

JsonWriter::JsonWriter() : impl_(std::make_unique<Impl>()) {}
JsonWriter::~JsonWriter() = default;

void JsonWriter::null() { impl_->writer.Null(); }
void JsonWriter::boolean(bool value) { impl_->writer.Bool(value); }
void JsonWriter::integer(std::int64_t value) { impl_->writer.Int64(value); }
void JsonWriter::string(std::string_view value) { impl_->writer.text(value); }
void JsonWriter::key(std::string_view name) { impl_->writer.text(name); }
void JsonWriter::begin_object() { impl_->writer.StartObject(); }
void JsonWriter::end_object() { impl_->writer.EndObject(); }
void JsonWriter::begin_array() { impl_->writer.StartArray(); }
void JsonWriter::end_array() { impl_->writer.EndArray(); }

void JsonWriter::floating(double value) {
    const std::string text = format_float(value);
    impl_->writer.RawValue(text.data(), text.size(), rapidjson::kNumberType);
}

void JsonWriter::value(const Value& value) {
    const auto typed = [this](const char* type, const auto& content) {
        begin_object();
        key("$type");
        string(type);
        key("_value");
        content();
        end_object();
    };
    switch (value.type()) {
        case Value::Type::kNull: return null();
        case Value::Type::kBoolean: return boolean(value.as_boolean());
        case Value::Type::kInteger: return integer(value.as_integer());
        case Value::Type::kString: return string(value.as_string());
        case Value::Type::kDate: return typed("Date", [&] { string(to_string(value.as_date())); });
        case Value::Type::kLocalTime: return typed("LocalTime", [&] { string(to_string(value.as_local_time())); });
        case Value::Type::kTime: return typed("Time", [&] { string(to_string(value.as_time())); });
        case Value::Type::kLocalDateTime:
            return typed("LocalDateTime", [&] { string(to_string(value.as_local_date_time())); });
        case Value::Type::kDateTime:
            return typed(value.as_date_time().zone.empty() ? "OffsetDateTime" : "ZonedDateTime",
                         [&] { string(to_string(value.as_date_time())); });
        case Value::Type::kDuration: return typed("Duration", [&] { string(to_string(value.as_duration())); });
        case Value::Type::kFloat:
            if (std::isfinite(value.as_float())) return floating(value.as_float());
            return typed("Float", [&] { string(format_float(value.as_float())); });
        case Value::Type::kMap:
            if (!value.as_map().contains("$type")) return map(value.as_map());
            return typed("Map", [&] { map(value.as_map()); });
        case Value::Type::kList:
            begin_array();
            for (const Value& item : value.as_list()) this->value(item);
            return end_array();
        case Value::Type::kNode:
        case Value::Type::kRelationship:
        case Value::Type::kPath: break;
    }
    throw Error(ErrorCode::kInvalidData, fmt::format("a {} cannot be stored", type_name(value.type())));
}

void JsonWriter::map(const Map& map) {
    begin_object();
    for (const auto& [name, item] : map) {
        key(name);
        value(item);
    }
    end_object();
}

void JsonWriter::layout(std::string_view text) {
    std::memcpy(impl_->buffer.Push(text.size()), text.data(), text.size());
    impl_->writer.Reset(impl_->buffer);
}

std::string_view JsonWriter::text() const { return {impl_->buffer.GetString(), impl_->buffer.GetSize()}; }

void JsonWriter::clear() {
    impl_->buffer.Clear();
    impl_->writer.Reset(impl_->buffer);
}

}  // namespace mirrorgraph
