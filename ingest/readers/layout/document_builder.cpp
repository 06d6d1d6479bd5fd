#include "ingest/readers/layout/document_builder.h"

#include <algorithm>
#include <cassert>

#include "ingest/readers/layout/seams.h"
#include "ingest/readers/layout/sentences.h"
#include "schema/text/eight_bytes.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

enum class Glyph { kPlain, kSpace, kInvisible };

// Bytes and kind of the character at `offset`.
std::pair<std::size_t, Glyph> glyph_at(std::string_view text, std::size_t offset) {
    const auto byte = static_cast<unsigned char>(text[offset]);
    if (byte < 0x80) return {1, byte <= 0x20 || byte == 0x7F ? Glyph::kSpace : Glyph::kPlain};
    const std::size_t size = next_code_point(text, offset) - offset;
    if (byte != 0xC2 && byte != 0xE2 && byte != 0xE3 && byte != 0xEF) return {size, Glyph::kPlain};
    const char32_t c = code_point_at(text, offset);
    const std::optional<char32_t> plain = plain_character(c);
    if (!plain) return {size, Glyph::kInvisible};
    const bool space = *plain == U' ' || c == 0x3000 || c == 0x2028 || c == 0x2029 || c == 0x85;
    return {size, space ? Glyph::kSpace : Glyph::kPlain};
}

constexpr std::size_t kHanSize = 3;

bool is_han_at(std::string_view text, std::size_t i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    return byte >= 0xE4 && byte <= 0xE9;
}

// "本 标 准 由 全 国 ……": characters set apart one by one. The end of the row of them whose first stands in front of the
// blank at `i`; 0 where there is none. 科 技 部 and 发 布 stay as they are: the words around them may be others.
std::size_t spaced_row(std::string_view text, std::size_t begin, std::size_t i) {
    constexpr std::size_t kFewest = 5;
    if (i < begin + kHanSize || !is_han_at(text, i - kHanSize)) return 0;
    const bool follows = i >= begin + 2 * kHanSize && is_han_at(text, i - 2 * kHanSize);
    if (follows) return 0;
    std::size_t count = 1;
    while (i + kHanSize < text.size() && text[i] == ' ' && is_han_at(text, i + 1)) {
        i += 1 + kHanSize;
        ++count;
    }
    if (i + 1 < text.size() && is_han_at(text, i)) return 0;
    return count < kFewest ? 0 : i;
}

}  // namespace

Block& DocumentBuilder::open_block(BlockKind kind) {
    if (!document_.text.empty()) write("\n");
    block_begin_ = document_.text.size();
    blank_pending_ = false;
    Block block;
    block.kind = kind;
    block.span = {block_begin_, block_begin_};
    document_.blocks.push_back(std::move(block));
    return document_.blocks.back();
}

void DocumentBuilder::close_block() {
    Block& block = document_.blocks.back();
    block.span = {block_begin_, document_.text.size()};
    const std::string_view text = block_text();
    const std::string_view seen = trim(text);
    // Empty cells at the ends of a row have no place in the source.
    block.span.begin += static_cast<std::size_t>(seen.data() - text.data());
    block.span.end = block.span.begin + seen.size();
    for (Span& cell : block.cells) {
        cell.begin = std::clamp(cell.begin, block.span.begin, block.span.end);
        cell.end = std::clamp(cell.end, cell.begin, block.span.end);
    }
    if (seen.empty()) {
        cut(block_begin_ == 0 ? 0 : block_begin_ - 1);
        document_.blocks.pop_back();
        return;
    }
    if (block.kind == BlockKind::kTableRow) {
        block.sentences = {block.span};
    } else {
        block.sentences = split_sentences(document_.text, block.span);
    }
}

void DocumentBuilder::open_cell() {
    if (!document_.blocks.back().cells.empty()) write("\t");
    cell_begin_ = document_.text.size();
    blank_pending_ = false;
}

void DocumentBuilder::close_cell() { document_.blocks.back().cells.push_back({cell_begin_, document_.text.size()}); }

void DocumentBuilder::drop(std::size_t bytes) {
    assert(document_.text.size() >= block_begin_ + bytes);
    cut(document_.text.size() - bytes);
}

void DocumentBuilder::cut(std::size_t size) {
    document_.text.resize(size);
    if (!source_.printed.empty()) document_.printed.resize(size);
}

void DocumentBuilder::append(Span span, std::uint32_t line, std::uint32_t page) {
    for (std::size_t seam = 0; !span.empty(); span.begin = seam) {
        seam = next_seam(source_.text, span);
        append_whole({span.begin, seam}, line, page);
        blank_pending_ = blank_pending_ || seam < span.end;
    }
}

void DocumentBuilder::append_whole(Span span, std::uint32_t line, std::uint32_t page) {
    const std::string_view text = std::string_view(source_.text).substr(0, span.end);
    std::size_t copied = span.begin;  // text[copied .. i) waits to be copied
    std::size_t spaced = 0;           // where the row of characters set apart ends
    for (std::size_t i = span.begin; i < span.end;) {
        if (is_printed_ascii(text[i])) {
            i = skip_collapsed(text, i);
            continue;
        }
        const auto [size, glyph] = glyph_at(text, i);
        if (glyph == Glyph::kPlain || (text[i] == ' ' && i > copied && i + 1 < span.end && text[i + 1] > ' ')) {
            i += size;
            continue;
        }
        copy({copied, i}, line, page);
        if (i >= spaced && text[i] == ' ') spaced = spaced_row(text, span.begin, i);
        if (i < spaced) {
            copied = ++i;
            continue;
        }
        bool blank = false;
        while (i < span.end) {
            const auto [next_size, next] = glyph_at(text, i);
            if (next == Glyph::kPlain) break;
            blank = blank || next == Glyph::kSpace;
            i += next_size;
        }
        blank_pending_ = blank_pending_ || blank;
        copied = i;
    }
    copy({copied, span.end}, line, page);
}

void DocumentBuilder::append_literal(std::string_view text, Span place, std::uint32_t line) {
    if (trim(text).empty() || text == "\xC2\xA0") {
        blank_pending_ = true;
        return;
    }
    write_pending_blank();
    constexpr std::size_t kMost = 255;
    const std::uint64_t begin = source_offset(place.begin);
    const std::uint64_t size = place.empty() ? 1 : source_offset(place.end - 1) + 1 - begin;
    document_.map.add({document_.text.size(), begin, line, 0, static_cast<std::uint8_t>(std::min(text.size(), kMost)),
                       static_cast<std::uint8_t>(std::min<std::uint64_t>(size, kMost))});
    write(text);
}

std::uint64_t DocumentBuilder::source_offset(std::size_t offset) const {
    const auto& runs = source_.runs;
    const auto next = std::upper_bound(runs.begin(), runs.end(), offset,
                                       [](std::size_t at, const CharacterRun& run) { return at < run.begin; });
    const CharacterRun& run = *std::prev(next);
    return run.source + (offset - run.begin) / run.text_unit * run.source_unit;
}

void DocumentBuilder::write_pending_blank() {
    const bool inside = document_.text.size() > std::max(block_begin_, cell_begin_);
    if (blank_pending_ && inside && document_.text.back() != ' ') write(" ");
    blank_pending_ = false;
}

void DocumentBuilder::append_joint(std::string_view text) {
    blank_pending_ = false;
    write(text);
}

void DocumentBuilder::copy(Span span, std::uint32_t line, std::uint32_t page) {
    if (span.empty()) return;
    write_pending_blank();
    const auto& runs = source_.runs;
    if (run_ >= runs.size() || runs[run_].begin > span.begin) run_ = 0;
    while (!span.empty()) {
        if (run_ + 1 < runs.size() && runs[run_ + 1].begin <= span.begin) {
            const auto next = std::upper_bound(runs.begin() + static_cast<std::ptrdiff_t>(run_), runs.end(), span.begin,
                                               [](std::size_t at, const CharacterRun& run) { return at < run.begin; });
            run_ = static_cast<std::size_t>(next - runs.begin()) - 1;
        }
        const CharacterRun& run = runs[run_];
        const std::size_t end = run_ + 1 < runs.size() ? std::min(span.end, runs[run_ + 1].begin) : span.end;
        document_.map.add({document_.text.size(),
                           run.source + (span.begin - run.begin) / run.text_unit * run.source_unit, line, page,
                           run.text_unit, run.source_unit});
        const std::string_view printed = source_.printed.empty() ? source_.text : source_.printed;
        write(std::string_view(source_.text).substr(span.begin, end - span.begin),
              printed.substr(span.begin, end - span.begin));
        span.begin = end;
    }
}

Document DocumentBuilder::take() { return std::move(document_); }

}  // namespace mirrorgraph::ingest
