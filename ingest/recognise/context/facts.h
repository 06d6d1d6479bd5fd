// Gives mentions what the text states of them beside names: dates of issue and effect, status, title, from the lines of
// a registry card ("实施日期：2020-10-01"), the columns of a table, and sentences ("will take effect on 1 July 2022").
//
// Threads: immutable; recognise may run at once
#pragma once

#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

// Lines "label: value" below the code of a standard or committee speak of it.
class CardRecogniser : public Recogniser {
  public:
    void recognise(Reading& reading) const override;
};

class EffectRecogniser : public Recogniser {
  public:
    void recognise(Reading& reading) const override;
};

}  // namespace mirrorgraph::ingest
