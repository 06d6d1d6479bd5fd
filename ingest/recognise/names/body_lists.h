// Finds the bodies that drafted a standard where its foreword or card lists them: each item of the list is one body, whatever
// names stand inside it ("Volvo Car (Asia Pacific) Investment Holding Co., Ltd.").
//
// Threads: immutable; recognise may run at once
#pragma once

#include "ingest/recognise/lexicon/gazetteer.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

class BodyListRecogniser : public Recogniser {
  public:
    explicit BodyListRecogniser(const Gazetteer& gazetteer) : gazetteer_(gazetteer) {}
    void recognise(Reading& reading) const override;

  private:
    const Gazetteer& gazetteer_;
};

}  // namespace mirrorgraph::ingest
