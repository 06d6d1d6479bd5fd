// Finds committees and groups by name, and joins names to codes: "National Technical Committee on Data (SAC/TC609)",
// "5G Healthcare Sub-Working Group", "WG of Humanoid Robot", "TC260 (National Information Security Standardization
// Technical Committee)".
//
// Threads: immutable; recognise may run at once
#pragma once

#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

class GroupRecogniser : public Recogniser {
  public:
    void recognise(Reading& reading) const override;
};

}  // namespace mirrorgraph::ingest
