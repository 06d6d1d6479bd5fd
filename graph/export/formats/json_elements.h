// The elements of a JSON array as an export writes them: one object a line, each member as it comes.
//
// Shapes:  begin() opens an element, begin_object() an object in it, end() closes both
// Owns:    the text of one element at a time
// Threads: one for one thread
#pragma once

#include <cstdint>
#include <string_view>

#include "graph/export/output.h"
#include "schema/json/json.h"

namespace mirrorgraph::formats {

class JsonElements {
  public:
    explicit JsonElements(Output& out) : out_(out) {}

    JsonWriter& json() { return json_; }

    void begin(bool is_first) {
        out_.write(is_first ? "\n" : ",\n");
        json_.clear();
        json_.begin_object();
        depth_ = 1;
    }

    void begin_object(std::string_view key) {
        json_.key(key);
        json_.begin_object();
        ++depth_;
    }

    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.string(value);
    }

    void integer(std::string_view key, std::size_t value) {
        json_.key(key);
        json_.integer(static_cast<std::int64_t>(value));
    }

    void end() {
        for (; depth_ > 0; --depth_) json_.end_object();
        out_.write(json_.text());
    }

  private:
    Output& out_;
    JsonWriter json_;
    int depth_ = 0;
};

}  // namespace mirrorgraph::formats
