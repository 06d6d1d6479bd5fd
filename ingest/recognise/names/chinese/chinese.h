// Finds names in Chinese text by their form: committees (全国...标准化技术委员会), bodies (...研究院, ...有限公司) and
// policies (《...管理办法》).
//
// Chinese has no capitals and no blanks: a name ends with the word for what it is and begins behind a mark, a verb or a
// preposition. Lists of bodies ("起草单位：A、B、C") are taken item by item.
//
// Owns:    nothing; the words must outlive it
// Threads: immutable; recognise may run at once
#pragma once

#include "ingest/recognise/lexicon/chinese_words.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

class ChineseRecogniser : public Recogniser {
  public:
    explicit ChineseRecogniser(const ChineseWords& words) : words_(words) {}
    void recognise(Reading& reading) const override;

  private:
    const ChineseWords& words_;
};

}  // namespace mirrorgraph::ingest
