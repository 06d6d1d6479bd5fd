#include "ingest/readers/registry/csv.h"

#include <csv.h>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <new>

namespace mirrorgraph::ingest {

struct CsvReader::Parser {
    csv_parser state{};
    CsvRow* row = nullptr;
    bool ended = false;

    static void add_field(void* data, std::size_t size, void* parser) {
        static_cast<Parser*>(parser)->row->fields.emplace_back(static_cast<const char*>(data), size);
    }
    static void end_row(int /*terminator*/, void* parser) { static_cast<Parser*>(parser)->ended = true; }
};

CsvReader::CsvReader(std::string_view text, char delimiter, std::string source)
    : parser_(std::make_unique<Parser>()), text_(text), source_(std::move(source)) {
    if (csv_init(&parser_->state, 0) != 0) throw std::bad_alloc();
    csv_set_delim(&parser_->state, static_cast<unsigned char>(delimiter));
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text_.starts_with(kByteOrderMark)) position_ = kByteOrderMark.size();
}

CsvReader::~CsvReader() { csv_free(&parser_->state); }

bool CsvReader::next(CsvRow& row) {
    row.fields.clear();
    row.line = line_;
    row.span = {position_, position_};
    parser_->row = &row;
    parser_->ended = false;
    while (position_ < text_.size() && !parser_->ended) {
        // A line at a time, to know where each row stands.
        const std::size_t end = text_.find_first_of("\r\n", position_);
        const std::size_t content = std::min(end, text_.size());
        const std::size_t next =
            content == text_.size() ? content : content + (text_.substr(content, 2) == "\r\n" ? 2 : 1);
        const std::string_view line = text_.substr(position_, next - position_);
        if (csv_parse(&parser_->state, line.data(), line.size(), Parser::add_field, Parser::end_row, parser_.get()) !=
            line.size()) {
            throw Error(ErrorCode::kInvalidData, csv_strerror(csv_error(&parser_->state)))
                .at(source_, text_, {position_, content});
        }
        row.span.end = content;
        position_ = next;
        ++line_;
        if (!parser_->ended && row.fields.empty() && content == row.span.begin) {
            row.span = {position_, position_};
            row.line = line_;
        }
    }
    if (parser_->ended) return true;
    const std::string_view rest = text_.substr(row.span.begin, row.span.size());
    if (std::count(rest.begin(), rest.end(), '"') % 2 != 0) {
        throw Error(ErrorCode::kInvalidData, "a quote is opened and never closed")
            .at(source_, text_, {row.span.begin, std::min(row.span.begin + 1, text_.size())});
    }
    csv_fini(&parser_->state, Parser::add_field, Parser::end_row, parser_.get());
    return parser_->ended;
}

char find_delimiter(std::string_view text) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    constexpr std::string_view kDelimiters = ",\t;|";
    std::array<std::size_t, kDelimiters.size()> counts{};
    bool quoted = false;
    for (char c : line) {
        if (c == '"') quoted = !quoted;
        const std::size_t which = kDelimiters.find(c);
        if (!quoted && which != std::string_view::npos) ++counts[which];
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return *most == 0 ? '\0' : kDelimiters[static_cast<std::size_t>(most - counts.begin())];
}

}  // namespace mirrorgraph::ingest
