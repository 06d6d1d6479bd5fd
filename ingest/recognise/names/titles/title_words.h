// What tells the title of a standard: shared by those who find titles beside numbers and those who find titles alone.
//
// Errors:  none
// Threads: one reading, one thread
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/recognise/names/phrases.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

// A number of a standard, and the words that it takes.
struct TitledCode {
    std::uint32_t found = Reading::kFree;
    std::size_t first = 0;
    std::size_t last = 0;
};

std::vector<TitledCode> codes_in(const Reading& reading, const Unit& unit);
bool is_free(const Reading& reading, WordRange range);
// Words without a finite verb that name no body and are no list of remarks.
bool says_title(const Reading& reading, WordRange range);
// What follows the code up to the end of the line is its title: words without a finite verb.
bool is_title_to_end(const Reading& reading, std::size_t i, std::size_t last);
// "Gaseous hydrogen — Fuelling stations": elements of a title, joined by dashes with blanks around.
bool has_title_dash(const Reading& reading, std::size_t i, std::size_t last);
// Where a title in running text, which is written with capitals, ends.
std::size_t capitals_end(const Reading& reading, const Unit& unit, std::size_t i, std::size_t limit);
// Where a title in running text that ends in front of `i` begins; `i` where none does.
std::size_t capitals_begin(const Reading& reading, const Unit& unit, std::size_t i);
// "Implementation Rules of Certification for ..."
bool is_implementing_title(const Reading& reading, WordRange range);
// Without "(under development)", "(draft for approval)" at the end, which become the status of the code if there is one.
WordRange without_status(Reading& reading, WordRange range, const TitledCode& code);
WordRange without_quotes(const Reading& reading, WordRange range);
// A standard that its title alone names.
void add_title(Reading& reading, WordRange range, std::string status);

}  // namespace mirrorgraph::ingest
