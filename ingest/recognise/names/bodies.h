// Finds agencies and organisations by the form of their names: "Ministry of ...", "China ... Association",
// "... Co., Ltd.", and by their place: behind "leader:", in a table's column of organisations.
//
// Threads: immutable; recognise may run at once
#pragma once

#include "ingest/recognise/lexicon/chinese_words.h"
#include "ingest/recognise/lexicon/gazetteer.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

class BodyRecogniser : public Recogniser {
  public:
    BodyRecogniser(const Gazetteer& gazetteer, const ChineseWords& chinese)
        : gazetteer_(gazetteer), chinese_(chinese) {}
    void recognise(Reading& reading) const override;

  private:
    const Gazetteer& gazetteer_;
    const ChineseWords& chinese_;
};

}  // namespace mirrorgraph::ingest
