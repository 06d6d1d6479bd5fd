#include "schema/json/json.h"

#include <fmt/core.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <limits>
#include <utility>

#include "schema/json/input_windows.h"
#include "schema/temporal/temporal_text.h"

namespace mirrorgraph {

namespace {

constexpr std::size_t kContext = 1024;  // bytes kept on each side of a place, for its excerpt

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

// Walks over an input and keeps the bytes round the place that is asked for.
class Locator {
  public:
    explicit Locator(const JsonInput& input)
        : name_(input.name), windows_(input.is_file ? InputWindows(input.name) : InputWindows(input.text)) {}

    // REQUIRES: called with ascending spans.
    void place(PlacedError& error) {
        const std::size_t begin = error.span.begin;
        while (!ended_ && before_.bytes + kept_.size() < begin + kContext) {
            forget_until(begin);
            const std::string_view window = windows_.next();
            ended_ = window.empty();
            kept_ += window;
        }
        forget_until(begin);
        const Span span{begin - before_.bytes, error.span.end - before_.bytes};
        error.error.at(name_, std::string_view(kept_).substr(0, span.begin + kContext), span, before_);
    }

  private:
    void forget_until(std::size_t begin) {
        const std::size_t from = begin < kContext ? 0 : begin - kContext;
        if (from <= before_.bytes) return;
        std::size_t count = std::min(from - before_.bytes, kept_.size());
        while (count < kept_.size() && is_continuation(kept_[count])) ++count;
        for (char c : std::string_view(kept_).substr(0, count)) {
            if (c == '\n') {
                ++before_.lines;
                before_.columns = 0;
            } else if (!is_continuation(c)) {
                ++before_.columns;
            }
        }
        before_.bytes += count;
        kept_.erase(0, count);
    }

    std::string name_;
    InputWindows windows_;
    std::string kept_;
    TextBefore before_;
    bool ended_ = false;
};

// Events into a JsonTree. Nodes are addressed by the path of open ones, since items move while they grow.
class TreeBuilder : public JsonEvents {
  public:
    void null() override { add(Value::Type::kNull, {}); }
    void boolean(bool value) override { add(Value::Type::kBoolean, value); }
    void integer(std::int64_t value) override { add(Value::Type::kInteger, value); }
    void floating(double value) override { add(Value::Type::kFloat, value); }
    void string(std::string_view value) override { add(Value::Type::kString, value); }
    void key(std::string_view name) override { open_.back().keys.emplace_back(name); }
    void begin_object() override { open_.push_back(make(Value::Type::kMap, {})); }
    void begin_array() override { open_.push_back(make(Value::Type::kList, {})); }
    void end_object() override { close(); }
    void end_array() override { close(); }

    JsonTree root;

  private:
    JsonTree make(Value::Type type, Value scalar) const { return {type, std::move(scalar), {}, {}, token()}; }
    void add(Value::Type type, Value scalar) { attach(make(type, std::move(scalar))); }
    void close() {
        JsonTree done = std::move(open_.back());
        open_.pop_back();
        attach(std::move(done));
    }
    void attach(JsonTree tree) {
        if (open_.empty()) {
            root = std::move(tree);
        } else {
            open_.back().items.push_back(std::move(tree));
        }
    }

    std::vector<JsonTree> open_;
};

class ValueEvents : public JsonEvents {
  public:
    void null() override { builder.scalar(Value()); }
    void boolean(bool value) override { builder.scalar(value); }
    void integer(std::int64_t value) override { builder.scalar(value); }
    void floating(double value) override { builder.scalar(value); }
    void string(std::string_view value) override { builder.scalar(value); }
    void key(std::string_view name) override { builder.key(name); }
    void begin_object() override { builder.begin_object(); }
    void begin_array() override { builder.begin_array(); }
    void end_object() override { builder.end_object(); }
    void end_array() override { builder.end_array(); }

    ValueBuilder builder;
};

constexpr std::string_view kType = "$type";
constexpr std::string_view kContent = "_value";

Value decode(const Value& raw);

Map decode_members(const Map& raw) {
    Map out;
    for (const auto& [key, value] : raw) out.emplace_hint(out.end(), key, decode(value));
    return out;
}

template <class Number>
Value decode_number(std::string_view text) {
    if (text.find_first_of("0123456789") > (text.starts_with('-') ? 1 : 0)) return {};  // "inf", "nan"
    Number number{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc() && end == text.data() + text.size() ? Value(number) : Value();
}

Value decode_float(std::string_view text) {
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity") return std::numeric_limits<double>::infinity();
    if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
    return decode_number<double>(text);
}

Value decode_integer(std::string_view text) { return decode_number<std::int64_t>(text); }
Value decode_string(std::string_view text) { return text; }

template <class T>
Value or_null(std::optional<T> value) {
    return value ? Value(*std::move(value)) : Value();
}

Value decode_date(std::string_view text) { return or_null(parse_date(text)); }
Value decode_local_time(std::string_view text) { return or_null(parse_local_time(text)); }
Value decode_time(std::string_view text) { return or_null(parse_time(text)); }
Value decode_local_date_time(std::string_view text) { return or_null(parse_local_date_time(text)); }
Value decode_date_time(std::string_view text) { return or_null(parse_date_time(text)); }
Value decode_duration(std::string_view text) { return or_null(parse_duration(text)); }

// Types whose '_value' is a text; null for a text that is none of theirs.
struct TextType {
    std::string_view name;
    Value (*decode)(std::string_view text);
    std::string_view remedy;
};
constexpr TextType kTextTypes[] = {
    {"Integer", decode_integer, "write a whole number of 64 bits: 42"},
    {"Float", decode_float, "write NaN, Infinity, -Infinity or a number: 1.5"},
    {"String", decode_string, "write any text"},
    {"Date", decode_date, "write a day of the calendar: 2021-06-17, 2021-06 or 2021"},
    {"LocalTime", decode_local_time, "write a time of day: 12:31:14.5"},
    {"Time", decode_time, "write a time of day with its offset: 12:31:14+01:00"},
    {"LocalDateTime", decode_local_date_time, "write date and time: 2021-06-17T12:31:14"},
    {"OffsetDateTime", decode_date_time, "write date, time and offset: 2021-06-17T12:31:14+01:00"},
    {"ZonedDateTime", decode_date_time, "write date, time and zone: 2021-06-17T12:31:14+02:00[Europe/Stockholm]"},
    {"Duration", decode_duration, "write a duration: P1Y2M3DT4H5M6.5S"},
};

// REQUIRES: `raw` has a key "$type".
Value decode_typed(const Map& raw) {
    const Value& type = raw.find(kType)->second;
    const auto content = raw.find(kContent);
    if (!type.is_string() || content == raw.end() || raw.size() != 2) {
        throw Error(ErrorCode::kInvalidData, "an object with '$type' wants exactly one more key, '_value'");
    }
    const std::string& name = type.as_string();
    const Value& value = content->second;
    if (name == "Map" && value.is_map()) return decode_members(value.as_map());
    if (name == "List" && value.is_list()) return decode(value);
    if ((name == "Boolean" && value.is_boolean()) || (name == "Null" && value.is_null())) return value;
    const bool is_json_type = name == "Map" || name == "List" || name == "Boolean" || name == "Null";
    const auto text_type = std::find_if(std::begin(kTextTypes), std::end(kTextTypes),
                                        [&](const TextType& candidate) { return candidate.name == name; });
    if (!is_json_type && text_type == std::end(kTextTypes)) {
        throw Error(
            ErrorCode::kInvalidData,
            fmt::format("unknown '$type' '{}'; known are Null, Boolean, Integer, Float, String, List, Map, Date, "
                        "LocalTime, Time, LocalDateTime, OffsetDateTime, ZonedDateTime and Duration",
                        name));
    }
    if (is_json_type || !value.is_string()) {
        throw Error(ErrorCode::kInvalidData,
                    fmt::format("a {} is no '_value' of type '{}'", type_name(value.type()), name));
    }
    Value decoded = text_type->decode(value.as_string());
    if (!decoded.is_null()) return decoded;
    throw Error(ErrorCode::kInvalidData,
                fmt::format("'{}' is no value of type {}; {}", value.as_string(), text_type->name, text_type->remedy));
}

Value decode(const Value& raw) {
    if (raw.is_list()) {
        List out;
        for (const Value& item : raw.as_list()) out.push_back(decode(item));
        return out;
    }
    if (!raw.is_map()) return raw;
    if (raw.as_map().contains(kType)) return decode_typed(raw.as_map());
    return decode_members(raw.as_map());
}

}  // namespace

void JsonEvents::fail_at(Span span, const Error& error) {
    token_ = span;
    throw Error(error);
}

void place_errors(const JsonInput& input, std::vector<PlacedError>& errors) {
    std::vector<PlacedError*> ordered;
    for (PlacedError& error : errors) ordered.push_back(&error);
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const PlacedError* a, const PlacedError* b) { return a->span.begin < b->span.begin; });
    Locator locator(input);
    for (PlacedError* error : ordered) locator.place(*error);
}

const JsonTree* JsonTree::find(std::string_view key) const {
    const auto at = std::find(keys.begin(), keys.end(), key);
    return at == keys.end() ? nullptr : &items[static_cast<std::size_t>(at - keys.begin())];
}

JsonTree read_json_tree(const JsonInput& input, const JsonLimits& limits) {
    TreeBuilder builder;
    read_json(input, builder, limits);
    return std::move(builder.root);
}

void ValueBuilder::end_object() {
    Value map(std::move(open_.back().members));
    open_.pop_back();
    add(std::move(map));
}

void ValueBuilder::end_array() {
    Value list(std::move(open_.back().items));
    open_.pop_back();
    add(std::move(list));
}

void ValueBuilder::add(Value value) {
    if (open_.empty()) {
        result_ = std::move(value);
        complete_ = true;
    } else if (Open& open = open_.back(); open.is_map) {
        open.members.insert_or_assign(std::move(open.key), std::move(value));
    } else {
        open.items.push_back(std::move(value));
    }
}

Value ValueBuilder::take() {
    assert(complete_ && open_.empty());
    complete_ = false;
    Value out = std::exchange(result_, {});
    return std::exchange(typed_, false) ? decode(out) : out;
}

Value parse_json_value(std::string_view json, const std::string& name, const JsonLimits& limits) {
    ValueEvents events;
    const JsonInput input = JsonInput::memory(json, name);
    read_json(input, events, limits);
    try {
        return events.builder.take();
    } catch (Error& error) {
        error.at(name, json, {0, json.size()});
        throw;
    }
}

std::string to_json(const Value& value) {
    JsonWriter writer;
    writer.value(value);
    return std::string(writer.text());
}

}  // namespace mirrorgraph
