// Finds names in Chinese text by their form: committees (全国...标准化技术委员会), bodies (...研究院, ...有限公司) and
// policies (《...管理办法》).
//
// Chinese has no capitals and no blanks: a name ends with the word for what it is and begins behind a mark, a verb or a
// preposition. Lists of bodies ("起草单位：A、B、C") are taken item by item.
//
// Threads: immutable; recognise may run at once
#pragma once

#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

class ChineseRecogniser : public Recogniser {
  public:
    void recognise(Reading& reading) const override;
};

}  // namespace mirrorgraph::ingest
