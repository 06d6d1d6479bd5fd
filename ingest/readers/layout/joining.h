// Whether one line of a page goes on in the next, and what stands between them.
//
// Threads: one thread
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/readers/layout/layout.h"
#include "ingest/readers/layout/lines.h"
#include "schema/text/text_set.h"

namespace mirrorgraph::ingest {

enum class Interruption { kNone, kPage, kTable };

// The judge over the lines of one text. The text and the lines must outlive it.
class LineJoiner {
  public:
    LineJoiner(std::string_view text, const std::vector<Line>& lines);

    // True where lines[next] goes on with what lines[previous] began; previous < next, both of role kText.
    bool continues(std::size_t previous, std::size_t next) const;
    // The same where something stood between them that is no part of the sentence.
    bool resumes(std::size_t previous, std::size_t next, Interruption interruption) const;

    // How a stretch that ends with `left` is followed by `right`.
    Join join(std::string_view left, std::string_view right) const;

    // Empty lines that stand between lines of one paragraph around here: 0, or 1 in text set with empty lines
    // between all lines.
    std::uint32_t spacing(std::size_t line) const { return spacing_[line]; }
    // No word of the next line would have fitted behind it.
    bool is_full(std::size_t previous, std::size_t next) const;

    std::string_view content(std::size_t line) const;  // without its mark

  private:
    std::string_view whole(std::size_t line) const;
    std::uint32_t right_edge(std::size_t line) const { return lines_[line].indent + lines_[line].width; }
    std::uint32_t column_width(std::size_t line) const;
    bool is_wrapped_title(std::size_t previous, std::size_t next) const;
    bool is_inside_sentence(std::size_t previous, std::size_t next) const;
    bool signs(std::size_t line) const;
    bool is_paragraph(std::size_t line, std::size_t next) const;
    bool is_adoption_on_cover(std::size_t line) const;
    void measure_spacing();
    const TextSet& words() const;

    std::string_view text_;
    const std::vector<Line>& lines_;
    std::vector<std::uint32_t> spacing_;
    bool unwrapped_ = false;  // most of the text stands in lines that are whole paragraphs
    // Of the text, as they stand inside its lines; collected when a broken word is met.
    mutable std::optional<TextSet> words_;
};

// "Label: value" with a label of a few words: its size up to and with the colon; 0 otherwise.
std::size_t label_size(std::string_view line);

// "2 Normative references ........ 5": a line of a table of contents.
bool is_contents_line(std::string_view line);

// Starts in the middle of something: a small letter, a closing bracket, a comma.
bool starts_inside(std::string_view line);

// "GB 3838 地表水环境质量标准": a line of a list of references.
bool is_reference(std::string_view line);

// "GB 50370-2005 Code for design of ...": a number and its title.
bool begins_entry(std::string_view line);

// "2021-09  MIIT and others: ...": a line of a time table.
bool begins_with_day(std::string_view line);
// Most of its words begin with a capital.
bool is_title_like(std::string_view line);

}  // namespace mirrorgraph::ingest
