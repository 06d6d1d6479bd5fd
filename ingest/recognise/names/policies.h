// Finds policies by their titles: "the Data Security Law", "Measures for Cybersecurity Review (Draft for Comments)",
// 《数据安全管理办法》, "Regulation (EU) 2019/1020".
//
// A title is built on a word such as Law, Measures or Plan. In running text it is written with capitals; in quotation
// marks it may be written small where the sentence says that it was issued. What only a headline says is weak: it counts
// where the text names the same policy.
//
// Threads: immutable; recognise may run at once
#pragma once

#include "ingest/recognise/names/phrases.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

class PolicyRecogniser : public Recogniser {
  public:
    void recognise(Reading& reading) const override;
};

}  // namespace mirrorgraph::ingest
