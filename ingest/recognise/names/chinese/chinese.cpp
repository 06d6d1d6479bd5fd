#include "ingest/recognise/names/chinese/chinese.h"

#include "ingest/recognise/names/chinese/bodies.h"
#include "ingest/recognise/names/chinese/committees.h"
#include "ingest/recognise/names/chinese/lists.h"
#include "ingest/recognise/names/chinese/policies.h"
#include "ingest/recognise/names/chinese/text.h"

namespace mirrorgraph::ingest {

void ChineseRecogniser::recognise(Reading& reading) const {
    chinese::find_policies(reading, words_);
    for (const Unit& unit : reading.units()) {
        if (!chinese::has_han(reading, unit) || chinese::is_address(reading, unit)) continue;
        chinese::find_committees(reading, words_, unit);
        chinese::find_lists(reading, words_, unit);
        chinese::find_bodies(reading, words_, unit);
    }
}

}  // namespace mirrorgraph::ingest
