// A document cut into the units that rules are held against, each with what stands before it.
//
// Units:   positions are those of Document::blocks and of Outline::units
// Errors:  none
// Owns:    its content; the document must outlive it
// Threads: immutable after construction
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ingest/document.h"
#include "ingest/rules/sentence/masked_text.h"

namespace mirrorgraph::ingest {

// A sentence, list item or row.
struct TextUnit {
    Span span;
    std::size_t block = 0;
    bool in_list = false;               // a list item or a row
    std::vector<std::size_t> lead_in;   // units of the block above the list or table, the nearest first
    std::optional<std::size_t> before;  // the unit before, where it is prose
    std::optional<std::size_t> above;   // the nearest unit above that is in no list
    std::vector<std::size_t> titles;    // units that stand as titles over this one, the nearest first
};

class Outline {
  public:
    Outline(const Document& document, const std::vector<Mention>& mentions, const MentionIndex& index);

    const std::vector<TextUnit>& units() const { return units_; }
    // The first lines of the document, in order.
    const std::vector<std::size_t>& opening() const { return opening_; }

  private:
    struct Title {
        std::size_t unit;
        int level;  // headings: theirs; 0 for a line that only stands as a title; list items: kItemTitle + theirs
    };
    void add_block(const Document& document, std::size_t block, const std::vector<Mention>& mentions,
                   const MentionIndex& index);
    void enter_table(const Block& row);
    void enter_card(const Document& document, const Block& row, std::size_t unit, const std::vector<Mention>& mentions,
                    const MentionIndex& index);
    void add_units(const Document& document, std::size_t block, bool in_list);
    void set_lead_in(const Block& block, std::string_view text, std::size_t first, bool heads_table);
    void close_items(int level);
    void open_title(int level, std::size_t unit);
    std::vector<TextUnit> units_;
    std::vector<std::size_t> opening_;
    std::optional<std::size_t> last_prose_;
    std::vector<Title> titles_;         // open ones, the outermost first
    std::vector<std::size_t> lead_in_;  // units of the last block of prose, the nearest first
    bool list_began_ = false;           // a list item or row stands behind that block
    bool items_began_ = false;          // a list item stands behind that block
    bool numbered_before_ = false;      // the block before begins with a standard's number
    bool caption_above_ = false;        // the block before is a short line of text
    std::uint32_t card_ = 0;            // the table whose subject is known
    std::string card_label_;            // of the row that names it
    std::uint32_t headed_ = 0;          // the last table with a header
    std::uint32_t table_ = 0;           // of the last row
    bool table_led_ = false;            // the lead-in speaks for that table
    bool last_line_named_ = false;      // the block before is little more than a name
    bool loose_list_ = false;           // short lines that follow are items: the block ended with a colon
};

}  // namespace mirrorgraph::ingest
