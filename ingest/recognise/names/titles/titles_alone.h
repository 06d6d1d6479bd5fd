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

    // A list item that ends with "(under development)", or a cell that ends with "(draft for approval)", names a standard
    // by its title alone.
    void draft_item(const Unit& unit);

  private:
    // What a line says of the list below it.
    enum class Lead { kNothing, kStandards, kTitles };
    Lead lead_of(const Unit& unit) const;
    // "Transport: Title; Title; and Title."
    void labelled_titles(const Unit& unit);
    void listed_title(const Unit& unit);
    // "issued the Title (Draft for Comments) on 2 May", where a bracket opens at `i`.
    void drafted(const Unit& unit, std::size_t i);
    // "a new standard: Title – with its parts (draft for comments)", "one project: Title.", "the project proposal Title in"
    void announced(const Unit& unit);
    // "GB/T Title": a national standard that has no number yet, "GB" at `i`.
    void without_number(const Unit& unit, std::size_t i);
    // The word for a standard or its project; by its length nearly no other word has to be looked at.
    bool announces(std::size_t i) const;
    // "standards for vehicles, such as Title, Title and Title", behind the word for standards at `i` - 1.
    void exemplified(const Unit& unit, std::size_t i);
    // Behind "such as" or "including", a few words on from `i`; `i` where no such words follow.
    std::size_t behind_such_as(const Unit& unit, std::size_t i) const;
    // Capitals and what joins them, up to a comma, a full stop or a word of the sentence around.
    std::size_t example_end(const Unit& unit, std::size_t i) const;
    // Behind the word for a standard or its project at `i` - 1: one title, or "(i) Title; and (ii) Title".
    void announced_in_capitals(const Unit& unit, std::size_t i);
    // "(i)", "(2)"
    std::size_t after_number(const Unit& unit, std::size_t i) const;
    // "international standard project": a project of a standard, right in front of `i`.
    bool speaks_of_standards(const Unit& unit, std::size_t i) const;
    bool is_announced_title(WordRange range) const;
    bool is_whole_title(WordRange range) const;  // and says what it is for

    static constexpr int kNoList = std::numeric_limits<int>::max();
    Reading& reading_;
    Lead lead_ = Lead::kNothing;      // what the line before the list says
    int introduced_below_ = kNoList;  // of items deeper than this
};

}  // namespace mirrorgraph::ingest
