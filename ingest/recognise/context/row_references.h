// Finds what refers to a numbered row or item by its number: "Item 3 is identical to ISO 7176-7", "serials 1 and 2", 第3项.
//
// Threads: immutable; recognise may run at once
#pragma once

#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

// A number stands for the first standard of the row that bears it, in the nearest list above.
class RowReferenceRecogniser : public Recogniser {
  public:
    void recognise(Reading& reading) const override;
};

}  // namespace mirrorgraph::ingest
