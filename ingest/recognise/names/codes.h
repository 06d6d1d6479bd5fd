// Finds standards and committees by their identifiers, and what stands beside an identifier: the title of a standard,
// its status, the name of a committee.
//
// A code that leaves out its parent ("SC 42", "WG8") takes it from the text before: the nearest committee that can hold
// it.
//
// Threads: immutable; recognise may run at once
#pragma once

#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

class StandardCodeRecogniser : public Recogniser {
  public:
    void recognise(Reading& reading) const override;
};

class CommitteeCodeRecogniser : public Recogniser {
  public:
    void recognise(Reading& reading) const override;
};

// Gives standards their titles and statuses, and takes the words of a title so that no other name is found inside.
class StandardTitleRecogniser : public Recogniser {
  public:
    void recognise(Reading& reading) const override;
};

}  // namespace mirrorgraph::ingest
