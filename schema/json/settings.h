// Reads a file of settings: a JSON tree whose every fault is an error at its place in the file.
//
// Errors:  all functions throw Error kInvalidData with file, line and caret
// Owns:    the input's name; trees belong to the caller
// Threads: const methods may run at once
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/json/json.h"

namespace mirrorgraph {

class SettingsReader {
  public:
    explicit SettingsReader(JsonInput input) : input_(std::move(input)) {}

    JsonTree read_tree() const { return read_json_tree(input_); }

    [[noreturn]] void fail(const JsonTree& at, const std::string& message, const std::string& remedy = {}) const;
    // The fault, shown at `at` unless it has a place already.
    [[noreturn]] void fail(const JsonTree& at, const Error& error) const;

    // REQUIRES of the file: an object with none but these keys; a likely slip is pointed out.
    void check_keys(const JsonTree& object, const std::vector<std::string>& known) const;

    const JsonTree& member(const JsonTree& object, std::string_view key) const;
    const std::string& as_text(const JsonTree& item) const;
    const std::vector<JsonTree>& as_list(const JsonTree& item) const;
    double as_number(const JsonTree& item) const;
    bool as_boolean(const JsonTree& item) const;

    std::string text(const JsonTree& object, std::string_view key) const { return as_text(member(object, key)); }
    const std::vector<JsonTree>& list(const JsonTree& object, std::string_view key) const {
        return as_list(member(object, key));
    }

    // Empty or false where the key is missing.
    std::string optional_text(const JsonTree& object, std::string_view key) const;
    const std::vector<JsonTree>& optional_list(const JsonTree& object, std::string_view key) const;
    bool optional_boolean(const JsonTree& object, std::string_view key) const;

    // Any JSON, typed forms understood.
    Value value(const JsonTree& item) const;

  private:
    JsonInput input_;
};

}  // namespace mirrorgraph
