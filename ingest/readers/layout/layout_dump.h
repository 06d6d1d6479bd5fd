// A document as its reader saw it, for people who wonder why a fact was not found; the data cases of the
// tests too.
//
// One line a block: its source line, its kind, and its sentences told apart by " ¶ " or its cells by " | ".
#pragma once

#include <iosfwd>

#include "ingest/document.h"

namespace mirrorgraph::ingest {

void print_layout(const Document& document, std::ostream& out);

}  // namespace mirrorgraph::ingest
