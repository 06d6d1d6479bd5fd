// Finds the topics of hash tags: "#Smart Cities#".
//
// Threads: immutable; recognise may run at once
#pragma once

#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

class TopicRecogniser : public Recogniser {
  public:
    void recognise(Reading& reading) const override;
};

}  // namespace mirrorgraph::ingest
