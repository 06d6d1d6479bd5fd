#include "ingest/recognise/context/topics.h"

#include "ingest/recognise/names/likeness.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

void TopicRecogniser::recognise(Reading& reading) const {
    for (const Unit& unit : reading.units()) {
        if (unit.first == unit.last || !reading.word(unit.first).is_mark(U'#') || unit.last - unit.first > 30) continue;
        for (std::size_t i = unit.first; i < unit.last;) {
            std::size_t end = i + 1;
            while (end < unit.last && !reading.word(end).is_mark(U'#')) ++end;
            if (end > i + 1 && reading.is_free(i + 1, end)) {
                Mention mention;
                mention.label = "Topic";
                mention.name = reading.printed(i + 1, end);
                mention.key = name_slug(mention.name);
                mention.recogniser = "hash-tag";
                reading.add(std::move(mention), i + 1, end);
            }
            i = end;
        }
    }
}

}  // namespace mirrorgraph::ingest
