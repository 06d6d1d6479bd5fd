// What the document itself defines, and uses ever after: "Full Name (ABC)", "ABC Full Name 中文名", short forms.
//
// DefinitionRecogniser collects the short forms that stand beside names; LexiconRecogniser then finds every further
// place where a name or short form of the document stands, also inside headlines and in small letters.
//
// Threads: immutable; recognise may run at once
#pragma once

#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

class DefinitionRecogniser : public Recogniser {
  public:
    void recognise(Reading& reading) const override;
};

class LexiconRecogniser : public Recogniser {
  public:
    void recognise(Reading& reading) const override;
};

}  // namespace mirrorgraph::ingest
