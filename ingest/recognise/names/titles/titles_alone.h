// Standards that a text names by their titles alone: items with a status in brackets, lists that a line introduces as
// standards, titles behind the word for a standard or its project.
//
// Errors:  none
// Owns:    nothing; refers to the reading
// Threads: one reading, one thread
#pragma once

#include <limits>

#include "ingest/recognise/names/phrases.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

class TitlesAlone {
  public:
    explicit TitlesAlone(Reading& reading) : reading_(reading) {}

    // REQUIRES: no code of a standard in it.
    void find(const Unit& unit) {
        draft_item(unit);
        announced(unit);
    }

    // "The standards include:" and below it titles without numbers: to be told of every unit outside tables, in order.
    void follow_list(const Unit& unit);

  private:
    // A list item that ends with "(under development)" names a standard by its title alone.
    void draft_item(const Unit& unit);
    bool introduces_titles(const Unit& unit) const;
    void listed_title(const Unit& unit);
    // "a new standard: Title – with its parts (draft for comments)", "one project: Title.", "the project proposal Title in"
    void announced(const Unit& unit);
    // The word for a standard or its project; by its length nearly no other word has to be looked at.
    bool announces(std::size_t i) const;
    // Behind the word for a standard or its project at `i` - 1: one title, or "(i) Title; and (ii) Title".
    void announced_in_capitals(const Unit& unit, std::size_t i);
    // "(i)", "(2)"
    std::size_t after_number(const Unit& unit, std::size_t i) const;
    // "international standard project": a project of a standard, right in front of `i`.
    bool speaks_of_standards(const Unit& unit, std::size_t i) const;
    bool is_announced_title(WordRange range) const;

    static constexpr int kNoList = std::numeric_limits<int>::max();
    Reading& reading_;
    int introduced_below_ = kNoList;  // items deeper than this are titles, as the line before them says
};

}  // namespace mirrorgraph::ingest
