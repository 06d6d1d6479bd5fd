// Which standard a document is: its foreword or cover, or its card in a registry.
//
// Its number stands in a field of the card, on the cover or in the first lines. Where none does, it follows from what
// the foreword says: 本部分为GB/T 20438的第1部分 makes it GB/T 20438.1, 本标准代替GB/T 1-2006 another edition of GB/T 1.
//
// Units:   positions are those of the mentions given; spans are bytes of Document::text
// Errors:  none
// Owns:    its strings
// Threads: all functions may run at once
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention.h"
#include "schema/identifiers/standard.h"

namespace mirrorgraph::ingest {

// Recogniser of a mention whose number the document does not print.
inline constexpr std::string_view kImpliedNumber = "implied-number";

// Position of the mention that is the document itself. REQUIRES: mentions in the order of the text.
std::optional<std::size_t> find_subject(const Document& document, const std::vector<const Mention*>& mentions);

// Positions of the numbers of the cards that a document holds one below the other, each the subject of what stands between it
// and the next; none where it holds one card at most. REQUIRES: as above.
std::vector<std::size_t> find_card_numbers(const Document& document, const std::vector<const Mention*>& mentions);

// The document speaks of itself: 本文件, "This document", a foreword.
bool reads_as_foreword(std::string_view text);

struct ImpliedSubject {
    StandardIdentifier identifier;
    Span words;  // that stand for it: 本部分, "This part"
};
// The same where no mention is. REQUIRES: mentions in the order of the text.
std::optional<ImpliedSubject> imply_subject(const Document& document, const std::vector<const Mention*>& mentions);

}  // namespace mirrorgraph::ingest
