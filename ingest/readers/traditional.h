// Traditional Chinese as the recognisers and rules read it: in simplified characters, each in the place of its own.
//
// Errors:  none
// Threads: may run at once
// Source:  ICU's transliteration Hant-Hans, character by character
#pragma once

#include "ingest/readers/source_text.h"

namespace mirrorgraph::ingest {

// Where the text is in traditional characters: keeps it as `printed` and puts simplified ones of the same length into
// `text`. Other texts stay as they are.
void simplify(SourceText& source);

}  // namespace mirrorgraph::ingest
