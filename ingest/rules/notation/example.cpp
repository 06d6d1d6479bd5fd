#include "ingest/rules/notation/example.h"

#include <fmt/core.h>

#include <algorithm>

#include "schema/text/text.h"
#include "schema/value.h"

namespace mirrorgraph::ingest {

namespace {

class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {}

    Extraction read() {
        for (std::size_t begin = 0; begin < text_.size();) {
            const std::size_t end = std::min(text_.size(), text_.find('\n', begin));
            line(begin, end);
            begin = end + 1;
        }
        return std::move(out_);
    }

  private:
    void line(std::size_t begin, std::size_t end) {
        while (begin < end && text_[begin] == ' ') ++begin;
        const std::string_view line = text_.substr(begin, end - begin);
        if (trim(line).empty()) {
            in_table_ = false;
            return;
        }
        if (line.starts_with('|')) return row(begin, end);
        in_table_ = false;
        const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
        if (marks > 0) return block(BlockKind::kHeading, static_cast<int>(marks), begin + marks, end);
        if (line.starts_with("- ")) return block(BlockKind::kListItem, 1, begin + 2, end);
        block(BlockKind::kParagraph, 0, begin, end);
    }

    void block(BlockKind kind, int level, std::size_t begin, std::size_t end) {
        Block made;
        made.kind = kind;
        made.level = level;
        made.span = copy(begin, end);
        made.sentences = {made.span};
        out_.document.text += '\n';
        out_.document.blocks.push_back(std::move(made));
    }

    void row(std::size_t begin, std::size_t end) {
        if (!in_table_) ++tables_;
        Block made;
        made.kind = BlockKind::kTableRow;
        made.table = tables_;
        made.header = !in_table_;
        in_table_ = true;
        made.span.begin = out_.document.text.size();
        for (std::size_t at = begin + 1; at < end;) {
            // A bar inside a mark belongs to the mark.
            std::size_t bar = at;
            for (int depth = 0; bar < end && (depth > 0 || text_[bar] != '|'); ++bar) {
                depth += text_[bar] == '{' ? 1 : text_[bar] == '}' && depth > 0 ? -1 : 0;
            }
            if (!trim(text_.substr(at, bar - at)).empty() || bar < end) made.cells.push_back(copy(at, bar));
            out_.document.text += '\t';
            at = bar + 1;
        }
        made.span.end = out_.document.text.size();
        out_.document.text += '\n';
        out_.document.blocks.push_back(std::move(made));
    }

    // Appends text_[begin, end) without its marks, and notes the mentions.
    Span copy(std::size_t begin, std::size_t end) {
        while (begin < end && text_[begin] == ' ') ++begin;
        while (end > begin && text_[end - 1] == ' ') --end;
        Span span{out_.document.text.size(), 0};
        for (std::size_t at = begin; at < end;) {
            if (text_[at] == '{') {
                at = mark(at, end);
            } else {
                out_.document.text += text_[at++];
            }
        }
        span.end = out_.document.text.size();
        return span;
    }

    std::size_t mark(std::size_t open, std::size_t line_end) {
        const std::size_t close = text_.find('}', open);
        const std::size_t colon = text_.find(':', open);
        if (close == std::string_view::npos || close > line_end) fail({open, open + 1}, "'{' is never closed");
        if (colon > close) fail({open, close + 1}, "a mark without a label");
        const std::string label(trim(text_.substr(open + 1, colon - open - 1)));
        const std::string_view inside = text_.substr(colon + 1, close - colon - 1);
        const std::size_t equals = inside.find('=');
        const std::string_view words = inside.substr(0, equals);
        Mention mention;
        mention.label = label;
        mention.name = std::string(trim(words));
        mention.surface = mention.name;
        mention.key = equals == std::string_view::npos ? mention.name : std::string(trim(inside.substr(equals + 1)));
        mention.span.begin = out_.document.text.size();
        out_.document.text += words;
        mention.span.end = out_.document.text.size();
        out_.mentions.push_back(std::move(mention));
        return close + 1;
    }

    [[noreturn]] void fail(Span place, const std::string& message) {
        throw Error(ErrorCode::kInvalidData, message, "write mentions as {Label:words} or {Label:words=key}")
            .at("", text_, place);
    }

    std::string_view text_;
    Extraction out_;
    std::uint32_t tables_ = 0;
    bool in_table_ = false;
};

}  // namespace

Extraction read_example(std::string_view text) {
    Extraction example = Reader(text).read();
    example.document.id = "document:example";
    return example;
}

std::string print_claim(const Extraction& example, const Claim& claim) {
    std::string out = fmt::format("{} -[{}]-> {}", example.mentions[claim.source].name, claim.type,
                                  example.mentions[claim.target].name);
    if (claim.date) out += " @ " + to_string(*claim.date);
    std::string properties;
    for (const auto& [key, value] : claim.properties) {
        properties += (properties.empty() ? "" : ", ") + key + ": ";
        properties += value.is_string() ? value.as_string() : to_literal(value);
    }
    return properties.empty() ? out : out + " {" + properties + "}";
}

}  // namespace mirrorgraph::ingest
