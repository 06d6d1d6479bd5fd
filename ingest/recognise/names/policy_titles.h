// What makes a run of words the title of a policy: the word it is built on, what that word needs beside it, and the remarks
// and short forms behind.
//
// Units:   positions are word indices of the Reading
// Errors:  none
// Threads: functions may run at once
#pragma once

#include <cstddef>
#include <string>

#include "ingest/mention.h"
#include "ingest/recognise/names/phrases.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

struct Title {
    WordRange range;
    std::size_t name_last = 0;  // without the state of drafting
    std::string status;
};

// "released", "published", "draft": what is done with policies.
bool says_issued(const Reading& reading, std::size_t i);
// Does "of", "for", "on" ... at `i` lead to what the policy is about?
bool leads_complement(const Reading& reading, std::size_t i);
// Some words make a policy only together with certain others: Key Points, Management Methods, Civil Code.
bool head_is_complete(const Reading& reading, std::size_t first, std::size_t head);
// ... and some only with what they are about: a Notice on ...
bool needs_complement(const Reading& reading, std::size_t head);
// “Robot +” Application Action Plan: where the quoted words begin that stand right in front of `first`; else `first`.
std::size_t with_quoted(const Reading& reading, const Unit& unit, std::size_t first);
// Words that every policy of a kind may have: they alone name none ("the Action Plan", "the revised Measures").
bool is_generic(const Word& word);
bool names_something(const Reading& reading, std::size_t first, std::size_t last);
// "Notice of the General Office of SAMR", whose head is at `head`: who sent it, and nothing more.
bool names_sender_only(const Reading& reading, std::size_t head, std::size_t last);
// "the release of the Measures for Ropes by the Ministry": the title whose head is at `head` ends before "by".
std::size_t before_agent(const Reading& reading, const Unit& unit, WordRange title, std::size_t head);
// "issued the Measures for Ropes under the Hemp Law": two titles; the first, up to `last`, ends before "under".
std::size_t before_higher_law(const Reading& reading, std::size_t last, std::size_t head);

// Splits "(Draft for Comments)" off the end, closed or not, and remarks such as "(issued by ...)".
Title title_of(const Reading& reading, const Unit& unit, WordRange range);
Mention policy_mention(const Reading& reading, const Title& title, double confidence);
// "(DSL)", "(hereinafter referred to as the DSL)", "(known as the 20 Data Measures)" behind a title.
void add_short_forms(const Reading& reading, const Unit& unit, const Title& title, Mention& mention);

}  // namespace mirrorgraph::ingest
