// JSON in and out: a streaming reader that tells places, a writer, and Value as JSON.
//
// The reader checks UTF-8, refuses duplicate keys and stops at limits of depth and size. What JSON cannot say
// of a Value is written in a typed form, {"$type": "Date", "_value": "2021-06"}: temporal values, NaN and
// infinities ("Float"), and maps that have a key "$type" ("Map"). The reader takes the typed form of everything else
// too: {"$type": "Integer", "_value": "42"}.
//
// Units:   spans are bytes of the source
// Errors:  Error kIo for unreadable files; kInvalidData with file, line and column for text that is no JSON;
//          kLimit with the place past JsonLimits::depth, and past JsonLimits::bytes
// Owns:    the reader a window of 64 KiB, whatever the size of the file, and the string it stands at
// Threads: functions may run at once; a JsonWriter is for one thread
// Source:  RFC 8259; typed forms as in Neo4j's HTTP Query API
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/error.h"
#include "schema/value.h"

namespace mirrorgraph {

struct JsonLimits {
    std::size_t depth = 64;  // nested objects and arrays
    std::uint64_t bytes = (std::uint64_t{1} << 31) - 1;
};

// A file, or text in memory under a name for messages.
struct JsonInput {
    static JsonInput file(std::string path) { return {std::move(path), {}, true}; }
    static JsonInput memory(std::string_view text, std::string name) { return {std::move(name), text, false}; }

    std::string name;
    std::string_view text;
    bool is_file = false;
};

// What is met, in order. A method may throw Error without a place: it is shown at the token being read.
class JsonEvents {
  public:
    virtual ~JsonEvents() = default;
    virtual void null() = 0;
    virtual void boolean(bool value) = 0;
    virtual void integer(std::int64_t value) = 0;
    virtual void floating(double value) = 0;
    virtual void string(std::string_view value) = 0;  // valid during the call
    virtual void key(std::string_view name) = 0;      // valid during the call
    virtual void begin_object() = 0;
    virtual void end_object() = 0;
    virtual void begin_array() = 0;
    virtual void end_array() = 0;

    // The token being reported: a whole scalar or key, or one bracket.
    Span token() const { return token_; }

  protected:
    // Throws `error` to be shown at `span`, which lies in what was read already.
    [[noreturn]] void fail_at(Span span, const Error& error);

  private:
    friend class JsonAdapter;
    Span token_;
};

void read_json(const JsonInput& input, JsonEvents& events, const JsonLimits& limits = {});

// Gives errors their line, column and excerpt, in one further pass over the input.
struct PlacedError {
    Span span;
    Error error;
};
void place_errors(const JsonInput& input, std::vector<PlacedError>& errors);

// One JSON text as a tree that remembers where each part stood: for files of settings.
struct JsonTree {
    Value::Type type = Value::Type::kNull;  // of JSON: null, boolean, integer, float, string, list, map
    Value scalar;
    std::vector<std::string> keys;  // of a map, parallel to items
    std::vector<JsonTree> items;    // of a list or map
    Span span;                      // the scalar, or the opening bracket

    const JsonTree* find(std::string_view key) const;
};
JsonTree read_json_tree(const JsonInput& input, const JsonLimits& limits = {});

// Builds one Value from the events between its first token and its last, typed forms understood.
class ValueBuilder {
  public:
    void scalar(Value value) { add(std::move(value)); }
    void key(std::string_view name) {
        open_.back().key = name;
        typed_ = typed_ || name == "$type";
    }
    void begin_object() { open_.push_back({true, {}, {}, {}}); }
    void begin_array() { open_.push_back({false, {}, {}, {}}); }
    void end_object();
    void end_array();

    bool is_complete() const { return complete_; }
    // The value; the builder is ready for the next one. Throws Error kInvalidData for an unknown typed form.
    Value take();

  private:
    struct Open {
        bool is_map;
        std::string key;
        List items;
        Map members;
    };
    void add(Value value);

    std::vector<Open> open_;
    Value result_;
    bool complete_ = false;
    bool typed_ = false;  // a key "$type" was met
};

// Throws Error kInvalidData with the place for text that is no JSON or has an unknown typed form.
Value parse_json_value(std::string_view json, const std::string& name = "json", const JsonLimits& limits = {});

// Writes compact JSON into a growing buffer; the caller inserts layout between values.
class JsonWriter {
  public:
    JsonWriter();
    ~JsonWriter();

    void null();
    void boolean(bool value);
    void integer(std::int64_t value);
    void floating(double value);  // REQUIRES: finite
    void string(std::string_view value);
    void key(std::string_view name);
    void begin_object();
    void end_object();
    void begin_array();
    void end_array();

    // Typed forms where JSON needs them. Throws Error kInvalidData for nodes, relationships and paths.
    void value(const Value& value);

    // REQUIRES: no array or object is open. Text as it is, after which a fresh value may be written.
    void layout(std::string_view text);

    std::string_view text() const;
    void clear();

  private:
    void map(const Map& map);

    struct Impl;
    std::unique_ptr<Impl> impl_;
};

std::string to_json(const Value& value);

}  // namespace mirrorgraph
