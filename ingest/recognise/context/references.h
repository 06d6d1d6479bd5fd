// Finds what refers back ("the Plan", "this standard", 本文件).
//
// Threads: immutable; recognise may run at once
#pragma once

#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

// A reference takes label and key of the nearest thing before it that is called so, at half its confidence.
class AnaphorRecogniser : public Recogniser {
  public:
    void recognise(Reading& reading) const override;
};

}  // namespace mirrorgraph::ingest
