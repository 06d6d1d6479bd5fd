#include "ingest/readers/registry/json_rows.h"

#include <fmt/core.h>

#include <algorithm>

#include "schema/json/json.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

struct JsonRows::Row {
    JsonTree tree;
};

namespace {

void collect(const JsonTree& tree, std::string_view path, std::vector<const JsonTree*>& out) {
    if (path.empty()) {
        out.push_back(&tree);
        return;
    }
    const std::size_t dot = std::min(path.find('.'), path.size());
    std::string_view name = path.substr(0, dot);
    const std::string_view rest = dot == path.size() ? std::string_view() : path.substr(dot + 1);
    const bool each = name.ends_with("[]");
    if (each) name.remove_suffix(2);
    const JsonTree* member = tree.type == Value::Type::kMap ? tree.find(name) : nullptr;
    if (member == nullptr) return;
    if (!each) {
        collect(*member, rest, out);
        return;
    }
    for (const JsonTree& item : member->items) collect(item, rest, out);
}

std::string to_text(const Value& value) {
    return value.is_string() ? value.as_string() : value.is_null() ? std::string() : to_literal(value);
}

}  // namespace

bool looks_like_json_lines(std::string_view text) {
    const std::string_view line = trim(text.substr(0, text.find('\n')));
    return line.size() > 2 && line.front() == '{' && line.back() == '}' && line[1] == '"';
}

JsonRows::JsonRows(std::string_view text, std::string source)
    : text_(text), source_(std::move(source)), row_(std::make_unique<Row>()) {}

JsonRows::~JsonRows() = default;

bool JsonRows::next() {
    while (position_ < text_.size()) {
        const std::size_t end = std::min(text_.find('\n', position_), text_.size());
        span_ = {position_, end};
        position_ = std::min(end + 1, text_.size());
        ++line_;
        const std::string_view line = text_.substr(span_.begin, span_.size());
        if (trim(line).empty()) continue;
        try {
            row_->tree = read_json_tree(JsonInput::memory(line, source_));
        } catch (const Error& error) {
            throw Error(error.code(), error.what(), error.remedy())
                .at(source_, text_, {span_.begin + error.span().begin, span_.begin + error.span().end});
        }
        if (row_->tree.type != Value::Type::kMap) {
            throw Error(ErrorCode::kInvalidData, "a line of a registry is one JSON object").at(source_, text_, span_);
        }
        return true;
    }
    return false;
}

bool JsonRows::has(std::string_view path) const {
    return row_->tree.find(path.substr(0, path.find_first_of(".["))) != nullptr;
}

std::vector<std::string> JsonRows::values(std::string_view path) const {
    std::vector<const JsonTree*> found;
    collect(row_->tree, path, found);
    std::vector<std::string> out;
    for (const JsonTree* tree : found) {
        if (std::string value = to_text(tree->scalar); !value.empty()) out.push_back(std::move(value));
    }
    return out;
}

}  // namespace mirrorgraph::ingest
