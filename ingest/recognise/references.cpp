#include "ingest/recognise/references.h"

#include <algorithm>

#include "ingest/recognise/likeness.h"
#include "ingest/recognise/phrases.h"
#include "schema/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr double kReferenceConfidence = 0.6;
constexpr std::size_t kOpening = 12;  // units in which a standard's own number stands
constexpr std::size_t kCover = 2;     // the first of them

bool is_one_of(const Reading& reading, std::size_t i, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return reading.is_word(i, word); });
}

std::string singular(std::string word) {
    if (word.size() > 3 && word.back() == 's') word.pop_back();
    return word;
}

class ReferenceFinder {
  public:
    explicit ReferenceFinder(Reading& reading) : reading_(reading) {
        for (std::size_t f = 0; f < reading.found().size(); ++f) {
            const Found& found = reading.found()[f];
            if (!found.dropped && !found.weak) order_.push_back(f);
        }
        std::sort(order_.begin(), order_.end(),
                  [&](std::size_t a, std::size_t b) { return reading_.found()[a].first < reading_.found()[b].first; });
    }

    void run() {
        std::size_t next = 0;
        for (const Unit& unit : reading_.units()) {
            for (std::size_t i = unit.first; i < unit.last; ++i) {
                while (next < order_.size() && reading_.found()[order_[next]].first <= i) ++next;
                if (reading_.owner(i) != Reading::kFree) continue;
                before_ = next;
                if (reading_.word(i).shape == WordShape::kHan) {
                    chinese(unit, i);
                } else if (reading_.word(i).is(WordClass::kDeterminer) &&
                           is_one_of(reading_, i, {"the", "this", "these"})) {
                    english(unit, i);
                }
            }
        }
    }

  private:
    void english(const Unit& unit, std::size_t i) {
        std::size_t head = i + 1;
        while (head < unit.last && head < i + 4 &&
               (reading_.word(head).is(WordClass::kPolicyKind) || reading_.word(head).is(WordClass::kGroupKind)) &&
               !reading_.word(head).is_mark() && !reading_.word(head).is(WordClass::kCommitteeHead)) {
            ++head;
        }
        if (head >= unit.last || reading_.owner(head) != Reading::kFree) return;
        const Word& word = reading_.word(head);
        const bool follows = head + 1 < unit.last && reading_.word(head + 1).is_name_like() &&
                             reading_.word(head + 1).shape != WordShape::kNumber;
        if (follows || word.possessive) return;
        const bool capital = word.shape == WordShape::kCapital || word.shape == WordShape::kUpper;
        const bool subject = i == unit.first;
        if (!capital && !subject) return;
        const std::string said = singular(fold_case(reading_.raw(head)));
        if (word.is(WordClass::kPolicyHead) || said == "draft") {
            refer(i, head + 1, "Policy", said == "draft" ? "" : said);
        } else if (word.is(WordClass::kCommitteeHead) && (capital || head > i + 1)) {
            refer(i, head + 1, "Committee", said == "wg" ? "" : said);
        } else if (said == "standard" || said == "specification") {
            const bool own = is_one_of(reading_, i, {"this"}) && own_standard(i, head + 1, kCover);
            if (!own) refer(i, head + 1, "Standard", "");
        } else if (capital && (word.is(WordClass::kAgencyHead) || word.is(WordClass::kOrganizationHead))) {
            refer(i, head + 1, word.is(WordClass::kAgencyHead) ? "Agency" : "Organization", said);
        }
    }

    // 本文件, 本标准, 本部分: the standard that the document is; 本办法, 本规定: the policy.
    void chinese(const Unit& unit, std::size_t i) {
        if (i + 2 >= unit.last || reading_.raw(i) != "本") return;
        const std::string word = std::string(reading_.raw(i + 1)) + std::string(reading_.raw(i + 2));
        if (word == "文件" || word == "标准" || word == "部分" || word == "规范") {
            own_standard(i, i + 3, kOpening);
        } else if (word == "办法" || word == "规定" || word == "条例" || word == "通知" || word == "意见") {
            refer(i, i + 3, "Policy", "");
        }
    }

    // The number of the standard that this document is: one of the first lines begins with it. Nothing else is, least of
    // all the drafting rules that every foreword cites.
    bool own_standard(std::size_t first, std::size_t last, std::size_t opening) {
        for (std::size_t k = 0; k < before_; ++k) {
            const Found& found = reading_.found()[order_[k]];
            if (found.unit >= opening) return false;
            if (found.mention.label != "Standard" || found.first != reading_.units()[found.unit].first) continue;
            add(found.mention, first, last);
            return true;
        }
        return false;
    }

    void refer(std::size_t first, std::size_t last, std::string_view label, const std::string& head) {
        for (std::size_t k = before_; k-- > 0 && before_ - k < 200;) {
            const Mention& mention = reading_.found()[order_[k]].mention;
            if (mention.label != label || !is_called(mention, head)) continue;
            add(mention, first, last);
            return;
        }
    }

    static bool is_called(const Mention& mention, const std::string& head) {
        if (head.empty()) return true;
        const auto has = [&](std::string_view name) { return fold_case(name).find(head) != std::string::npos; };
        return has(mention.name) || has(mention.surface) ||
               std::any_of(mention.aliases.begin(), mention.aliases.end(), has);
    }

    void add(const Mention& antecedent, std::size_t first, std::size_t last) {
        Mention mention;
        mention.label = antecedent.label;
        mention.key = antecedent.key;
        mention.name = antecedent.name;
        mention.recogniser = "anaphor";
        mention.confidence = kReferenceConfidence * antecedent.confidence;
        reading_.add(std::move(mention), first, last);
    }

    Reading& reading_;
    std::vector<std::size_t> order_;  // by place
    std::size_t before_ = 0;          // how many of them stand before the word looked at
};

}  // namespace

void AnaphorRecogniser::recognise(Reading& reading) const { ReferenceFinder(reading).run(); }

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
