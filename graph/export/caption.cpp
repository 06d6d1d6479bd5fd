#include "graph/export/caption.h"

#include <fmt/core.h>

#include "graph/export/appearance.h"
#include "graph/export/attributes.h"
#include "graph/export/text.h"
#include "graph/facts.h"
#include "graph/names.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

std::string shown_property(const Snapshot& snapshot, auto element, std::string_view name) {
    const auto key = snapshot.find_key(name);
    if (!key) return {};
    const Value& value = snapshot.property(element, *key);
    return value.is_string() || value.is_date() ? one_line(plain_text(value)) : std::string();
}

// The end of the longest piece of text from `begin` that may stand before a line break: a word with the blank
// behind it, or one Han character.
std::size_t next_break(std::string_view text, std::size_t begin) {
    std::size_t at = begin;
    while (at < text.size()) {
        const char32_t c = code_point_at(text, at);
        at = next_code_point(text, at);
        if (c == ' ' || is_han(c) || c == U'-' || c == U'–' || c == U'—') return at;
        if (at < text.size() && is_han(code_point_at(text, at))) return at;
    }
    return at;
}

}  // namespace

Caption caption_of(const Selection& selection, NodeId node) {
    const Snapshot& snapshot = selection.snapshot();
    const Emphasis* emphasis = selection.emphasis(node);
    Caption out;
    out.name = one_line(display_name(snapshot, node));
    out.kicker =
        emphasis != nullptr && !emphasis->role.empty() ? emphasis->role : std::string(main_label(snapshot, node));
    if (std::string title = shown_property(snapshot, node, "title"); name_key(title) != name_key(out.name)) {
        out.title = std::move(title);
    }
    if (std::string name_zh = shown_property(snapshot, node, "name_zh"); name_zh != out.name) {
        out.name_zh = std::move(name_zh);
    }
    return out;
}

std::string caption_of(const Selection& selection, RelationshipId relationship) {
    const Snapshot& snapshot = selection.snapshot();
    std::string out = type_in_words(snapshot.type_names()[snapshot.type(relationship).value]);
    if (const std::string degree = shown_property(snapshot, relationship, "degree"); !degree.empty()) {
        out += " (" + degree + ")";
    }
    if (const std::string date = shown_property(snapshot, relationship, "date"); !date.empty()) out += ", " + date;
    return out;
}

std::string evidence_in_words(const Snapshot& snapshot, const EvidenceList& evidence) {
    const Evidence* best = best_evidence(evidence);
    if (best == nullptr) return {};
    std::string out;
    if (!best->text.empty()) out = "“" + one_line(best->text) + "” ";
    out += one_line(evidence_place(snapshot, *best));
    if (evidence.size() > 1) out += fmt::format(" and {} more", evidence.size() - 1);
    return out;
}

std::vector<std::string> wrap_text(std::string_view text, std::size_t columns, std::size_t lines) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    while (begin < text.size()) {
        if (out.size() + 1 == lines) {
            out.push_back(truncate_to_width(text.substr(begin), columns));
            break;
        }
        std::size_t end = next_break(text, begin);
        for (std::size_t next = end; next < text.size(); end = next) {
            next = next_break(text, next);
            if (display_width(trim(text.substr(begin, next - begin))) > columns) break;
            if (next == text.size()) {
                end = next;
                break;
            }
        }
        out.emplace_back(trim(text.substr(begin, end - begin)));
        begin = end;
    }
    return out;
}

}  // namespace mirrorgraph
