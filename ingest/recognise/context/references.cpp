#include "ingest/recognise/context/references.h"

#include <algorithm>
#include <map>
#include <optional>

#include "ingest/recognise/context/blocks.h"
#include "ingest/recognise/context/pronouns.h"
#include "ingest/recognise/context/reference_words.h"
#include "ingest/recognise/context/subject.h"
#include "ingest/recognise/names/likeness.h"
#include "ingest/recognise/names/phrases.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr double kImpliedConfidence = 0.75;
constexpr std::size_t kReach = 200;        // mentions that a reference looks back
constexpr std::size_t kSentences = 8;      // in which it looks for what they are about
constexpr std::size_t kPronounReach = 2;   // sentences that "it" looks back
constexpr std::size_t kGroupReach = 400;   // mentions that a reference to several looks back
constexpr std::size_t kMostTogether = 60;  // that it stands for

class ReferenceFinder {
  public:
    explicit ReferenceFinder(Reading& reading) : reading_(reading) {
        for (std::size_t f = 0; f < reading.found().size(); ++f) {
            const Found& found = reading.found()[f];
            if (!found.dropped && !found.weak) order_.push_back(f);
        }
        std::sort(order_.begin(), order_.end(),
                  [&](std::size_t a, std::size_t b) { return reading_.found()[a].first < reading_.found()[b].first; });
        find_own_number();
    }

    void run() {
        for (const Unit& unit : reading_.units()) {
            for (std::size_t i = unit.first; i < unit.last; ++i) {
                while (before_ < order_.size() && at(before_).first <= i) note_definition(unit, order_[before_++]);
                if (reading_.owner(i) != Reading::kFree) {
                    inside_title(unit, i);
                    continue;
                }
                if (reading_.word(i).shape == WordShape::kHan) {
                    chinese(unit, i);
                } else if (lacks_article(reading_, unit, i)) {
                    refer(unit, i, i + 1, "Policy", singular(fold_case(reading_.raw(i))));
                } else if (may_refer(i) && !one_of_two(unit, i) && !several(unit, i) && !pronoun(unit, i) &&
                           reading_.word(i).is(WordClass::kDeterminer) &&
                           is_one_of(reading_, i, {"the", "this", "these", "that"})) {
                    english(unit, i);
                }
            }
        }
    }

  private:
    const Found& at(std::size_t k) const { return reading_.found()[order_[k]]; }

    // What one_of_two, several, pronoun and english ask for: nearly no other word has to be looked at.
    bool may_refer(std::size_t i) const {
        constexpr auto bit = [](char letter) { return 1U << (letter & 0x1F); };
        constexpr std::uint32_t kFirst = bit('t') | bit('i') | bit('b') | bit('a');
        return (kFirst >> (reading_.word(i).head & 0x1F) & 1U) != 0 &&
               is_one_of(reading_, i, {"the", "it", "this", "that", "these", "they", "both", "all"});
    }

    void find_own_number() {
        std::vector<const Mention*> mentions;
        for (const std::size_t f : order_) mentions.push_back(&reading_.found()[f].mention);
        if (const auto subject = find_subject(reading_.document(), mentions)) {
            own_ = order_[*subject];
            return;
        }
        const auto implied = imply_subject(reading_.document(), mentions);
        if (!implied) return;
        const std::size_t first = reading_.word_at(implied->words.begin);
        const std::size_t last = reading_.word_at(implied->words.end - 1) + 1;
        if (!reading_.is_free(first, last)) return;
        Mention mention;
        mention.label = "Standard";
        mention.key = implied->identifier.key();
        mention.name = implied->identifier.normalized();
        mention.properties["code"] = Value(mention.name);
        mention.recogniser = std::string(kImpliedNumber);
        mention.confidence = kImpliedConfidence;
        own_ = reading_.add(std::move(mention), first, last);
        reading_.found_at(*own_).mention.surface = implied->identifier.normalized();
        order_.insert(
            std::upper_bound(order_.begin(), order_.end(), first,
                             [&](std::size_t word, std::size_t f) { return word < reading_.found()[f].first; }),
            *own_);
    }

    bool refer_to_own(std::size_t first, std::size_t last) {
        if (!own_ || !reading_.is_free(first, last)) return false;
        add(Mention(reading_.found()[*own_].mention), first, last);
        return true;
    }

    // "Action Plan for Implementing the Outline": a title that ends with a reference names what it refers to.
    void inside_title(const Unit& unit, std::size_t i) {
        const Found& title = reading_.found()[reading_.owner(i)];
        if (title.mention.label != "Policy" || title.last != i + 2 || title.first + 2 >= i || before_ < 2) return;
        if (!is_one_of(reading_, i, {"the"}) || !reading_.word(i + 1).is(WordClass::kPolicyHead) ||
            reading_.word(i + 1).shape != WordShape::kCapital)
            return;
        const std::string head = singular(fold_case(reading_.raw(i + 1)));
        const std::string own = title.mention.key;
        for (std::size_t k = before_; k-- > 0 && before_ - k < kReach;) {
            const Mention& named = at(k).mention;
            if (named.label != "Policy" || named.key == own || !is_called(named, head, heads_)) continue;
            if (fold_case(named.name).ends_with(" the " + head)) continue;
            if (is_heading_between(reading_, at(k).unit, unit)) return;
            reading_.add_beside(reference_to(named), i, i + 2);
            return;
        }
    }

    // (hereinafter referred to as "the Standard"): what a capital refers to from here on.
    void note_definition(const Unit& unit, std::size_t f) {
        const Found& found = reading_.found()[f];
        const auto inside = bracket_behind(unit, found.last);
        if (!inside || inside->empty()) return;
        const std::string words = reading_.printed(inside->first, inside->last);
        const bool defines = fold_case(words).starts_with("herein") || words.starts_with("以下简称");
        if (!defines || inside->size() < 2) return;
        std::size_t last = inside->last;
        while (last > inside->first && reading_.word(last - 1).is_mark()) --last;
        const bool alone = last >= inside->first + 2 && is_one_of(reading_, last - 2, {"the", "as"});
        if (alone || (last >= inside->first + 3 && reading_.word(last - 2).is_mark() &&
                      is_one_of(reading_, last - 3, {"the", "as"})))
            defined_[singular(fold_case(reading_.raw(last - 1)))] = f;
    }

    std::optional<WordRange> bracket_behind(const Unit& unit, std::size_t last) const {
        constexpr std::size_t kTitleWords = 25;
        for (std::size_t i = last; i < unit.last && i < last + kTitleWords; ++i) {
            if (reading_.word(i).is_mark(U'(')) return bracket_at(reading_, unit, i);
            if (reading_.word(i).is_mark() && !reading_.word(i).is_mark(U'-')) return std::nullopt;
        }
        return std::nullopt;
    }

    void english(const Unit& unit, std::size_t i) {
        const auto goes_before = [&](std::size_t k) {
            return reading_.word(k).is(WordClass::kPolicyKind) || reading_.word(k).is(WordClass::kGroupKind);
        };
        std::size_t head = i + 1;
        if (head + 1 < unit.last && is_year(reading_, head) &&
            (is_reference_head(reading_, head + 1) || is_one_of(reading_, head + 1, {"specifications"})))
            return of_year(unit, i, head);
        // "the Sub-Working Group"
        if (head + 1 < unit.last && is_one_of(reading_, head, {"sub"}) && reading_.word(head + 1).joined) ++head;
        while (head < unit.last && head < i + 4 && goes_before(head) && !reading_.word(head).is_mark() &&
               !reading_.word(head).is(WordClass::kCommitteeHead)) {
            // "Measures" and "draft" are heads themselves where no other follows: "the Measures were".
            const bool another =
                head + 1 < unit.last && (goes_before(head + 1) || is_reference_head(reading_, head + 1));
            if (!another) break;
            ++head;
        }
        if (head >= unit.last || reading_.owner(head) != Reading::kFree) return;
        const Word& word = reading_.word(head);
        const bool follows = head + 1 < unit.last && reading_.word(head + 1).is_name_like() &&
                             reading_.word(head + 1).shape != WordShape::kNumber;
        // the standard “Certification requirements ...”: the title says which.
        const bool titled = head + 1 < unit.last && is_opening_quote(reading_.word(head + 1));
        // "the SC's secretariat": only of a committee is told what is its own.
        // "the Standards for Efficacy Evaluation" are a title.
        const bool leads = word.shape == WordShape::kCapital &&
                           is_one_of(reading_, head, {"standards", "specifications"}) && head + 1 < unit.last &&
                           is_one_of(reading_, head + 1, {"for", "on", "of"});
        if (follows || titled || leads || (word.possessive && !word.is(WordClass::kCommitteeHead))) return;
        const bool capital = word.shape == WordShape::kCapital || word.shape == WordShape::kUpper;
        const bool subject = i == unit.first || is_subject(reading_, unit, i, head);
        const std::string said = singular(fold_case(reading_.raw(head)));
        if (is_one_of(reading_, i, {"this"}) &&
            (said == "document" || said == "standard" || said == "part" || said == "specification") &&
            (said == "part" || said == "document" || subject || capital) && refer_to_own(i, head + 1))
            return;
        if (!capital && !subject) return;
        if (said == "body" || said == "agency" || said == "institution") {
            refer_to_new_body(unit, i, head + 1);
        } else if (said == "document" && !own_) {
            refer(unit, i, head + 1, "Policy", "", true);
        } else if (said == "edition" || said == "version") {
            if (!refer(unit, i, head + 1, "Policy", "", true)) refer(unit, i, head + 1, "Standard", "", true);
        } else if (said == "draft" || said == "text") {
            if (!refer(unit, i, head + 1, "Standard", "", true)) refer(unit, i, head + 1, "Policy", "");
        } else if (word.is(WordClass::kPolicyHead)) {
            refer(unit, i, head + 1, "Policy", said);
        } else if (word.is(WordClass::kCommitteeHead)) {
            const bool named = said != "wg" && said != "committee" && said != "tc" && said != "sc";
            if (!named || !refer(unit, i, head + 1, "Committee", said, true)) refer(unit, i, head + 1, "Committee", "");
        } else if (said == "standard" || said == "specification") {
            refer(unit, i, head + 1, "Standard", "");
        } else if (said == "commission" && refer(unit, i, head + 1, "Committee", said)) {
            return;
        } else if (capital && (word.is(WordClass::kAgencyHead) || word.is(WordClass::kOrganizationHead))) {
            refer(unit, i, head + 1, word.is(WordClass::kAgencyHead) ? "Agency" : "Organization", said);
        }
    }

    // "This 2020 Specification", "the 2021 Measures": the last that is of that year.
    void of_year(const Unit& unit, std::size_t first, std::size_t year) {
        const std::size_t head = year + 1;
        const bool follows = head + 1 < unit.last && reading_.word(head + 1).is_name_like();
        if (follows || reading_.owner(year) != Reading::kFree || reading_.owner(head) != Reading::kFree) return;
        const std::string said = singular(fold_case(reading_.raw(head)));
        for (std::size_t k = before_; k-- > 0 && before_ - k < kReach;) {
            if (!is_of_year(at(k).mention, reading_.raw(year), said, heads_)) continue;
            add(Mention(at(k).mention), first, head + 1);
            return;
        }
    }

    // "The new body": the last that the sentence before names, as the one that was set up.
    void refer_to_new_body(const Unit& unit, std::size_t first, std::size_t last) {
        std::uint32_t seen = Reading::kFree;
        for (std::size_t k = before_; k-- > 0;) {
            if (at(k).first >= unit.first) continue;
            if (seen != Reading::kFree && at(k).unit != seen) return;
            seen = at(k).unit;
            const std::string& label = at(k).mention.label;
            if (label != "Agency" && label != "Organization" && label != "Committee") continue;
            add(Mention(at(k).mention), first, last);
            return;
        }
    }

    // "It was drafted by ...", "They serve to implement ...": what the sentence before is about.
    bool pronoun(const Unit& unit, std::size_t i) {
        const bool plural = is_one_of(reading_, i, {"they"});
        if ((!plural && !is_one_of(reading_, i, {"it"})) || i + 1 >= unit.last) return false;
        if (!opens_clause(reading_, unit, i) || is_impersonal(reading_, unit, i)) return false;
        const Block& block = reading_.document().blocks[unit.block];
        if (plural && refer_to_several(i, i + 1, "Standard", 0, kPronounReach, block.span.begin)) return true;
        const bool actor = acts(reading_, unit, i);
        const bool of_text = !actor && says_of_text(reading_, unit, i);
        std::size_t sentences = 0;
        std::uint32_t last_unit = Reading::kFree;
        for (std::size_t k = before_; k-- > 0 && sentences < kPronounReach;) {
            if (at(k).mention.span.begin < block.span.begin) break;
            if (at(k).first >= i || at(k).unit == last_unit) continue;
            last_unit = at(k).unit;
            ++sentences;
            const auto found = first_of(at(k).unit, k, actor);
            if (!found) continue;
            const Mention& mention = reading_.found()[*found].mention;
            if (of_text && mention.label != "Standard" && mention.label != "Policy") continue;
            const bool is_text = mention.label == "Standard" || mention.label == "Policy";
            if (i > unit.first && at(k).first >= unit.first && !is_text) return false;
            if (plural && (mention.label != "Policy" || !is_plural(mention.name))) return false;
            add(Mention(mention), i, i + 1);
            return true;
        }
        return false;
    }

    // "... was entrusted to the Institute": it is not what the sentence is about.
    bool stands_aside(const Found& found) const {
        const Unit& unit = reading_.units()[found.unit];
        std::size_t i = found.first;
        if (i > unit.first && reading_.word(i - 1).is(WordClass::kDeterminer)) --i;
        return i > unit.first + 3 && is_one_of(reading_, i - 1, {"to", "by", "with", "at", "within"});
    }

    // What a sentence is about: its first body for what a body does, else its first standard or policy.
    std::optional<std::size_t> first_of(std::uint32_t unit, std::size_t last, bool actor) const {
        std::size_t first = last;
        while (first > 0 && at(first - 1).unit == unit) --first;
        std::optional<std::size_t> text, body;
        for (std::size_t k = first; k <= last; ++k) {
            const Mention& mention = at(k).mention;
            if (mention.label == "Topic" || is_object(reading_, at(k))) continue;
            auto& slot = mention.label == "Standard" || mention.label == "Policy" ? text : body;
            if (!slot && (&slot == &text || !stands_aside(at(k)))) slot = order_[k];
        }
        return actor ? body : text ? text : body;
    }

    // "Both standards", "All four standards", "Both are ...".
    bool several(const Unit& unit, std::size_t i) {
        if (is_one_of(reading_, i, {"both"}) && i + 1 < unit.last && i == unit.first &&
            is_one_of(reading_, i + 1, {"are", "were", "have", "will", "take", "took", "replace", "came", "apply"}))
            return refer_to_several(i, i + 1, "Standard", 2, kPronounReach) ||
                   refer_to_several(i, i + 1, "Policy", 2, kPronounReach);
        if (!is_one_of(reading_, i, {"both", "all", "these", "the"})) return false;
        std::size_t k = i + 1;
        while (k < unit.last && is_one_of(reading_, k, {"the", "of", "these", "new"})) ++k;
        int number = is_one_of(reading_, i, {"both"}) ? 2 : 0;
        if (k < unit.last && spelled_number(reading_.raw(k)) > 1) number = spelled_number(reading_.raw(k++));
        if (number > 1 && k < unit.last && is_one_of(reading_, i, {"all"}) &&
            is_one_of(reading_, k, {"are", "were", "have", "will"}))
            return refer_to_several(i, k, "Standard", number);
        const bool above = k + 1 < unit.last && is_one_of(reading_, k, {"above"}) &&
                           is_one_of(reading_, k + 1, {"documents", "policies"}) &&
                           !(i > unit.first && is_one_of(reading_, i - 1, {"among", "of"}));
        if (is_one_of(reading_, i, {"the"}) && number == 0 && !above &&
            !(i == unit.first && k + 1 < unit.last && reading_.word(k + 1).is(WordClass::kVerb)))
            return false;
        while (k < unit.last && is_one_of(reading_, k,
                                          {"national", "new", "mandatory", "recommended", "sector", "draft", "revised",
                                           "group", "industry", "above"}))
            ++k;
        if (k + 1 < unit.last && number > 1 &&
            is_one_of(reading_, k, {"standardization", "standardisation", "standard"}) &&
            is_one_of(reading_, k + 1, {"projects"}))
            return refer_to_several(i, k + 2, "Standard", number);
        if (k >= unit.last || reading_.owner(k) != Reading::kFree) return false;
        const bool standards = is_one_of(reading_, k, {"standards", "documents", "specifications"});
        if (standards && refer_to_several(i, k + 1, "Standard", number)) return true;
        if (is_one_of(reading_, k, {"documents", "policies"}) && is_one_of(reading_, k - 1, {"above"}))
            return (number == 0 && refer_to_above(i, k + 1)) || refer_to_several(i, k + 1, "Policy", number);
        if (standards) return false;
        if (number < 2) return false;
        if (is_one_of(reading_, k, {"committees", "tcs", "subcommittees", "groups"}))
            return refer_to_several(i, k + 1, "Committee", number, kPronounReach);
        if (is_one_of(reading_, k, {"organizations", "organisations", "associations", "institutes", "companies"}))
            return refer_to_several(i, k + 1, "Organization", number, kSentences);
        if (is_one_of(reading_, k, {"laws", "policies", "regulations", "plans"}))
            return refer_to_several(i, k + 1, "Policy", number, kPronounReach);
        return false;
    }

    // "The latter took effect ...": of what was named together just before, the last or the first.
    bool one_of_two(const Unit& unit, std::size_t i) {
        if (i + 2 >= unit.last || !is_one_of(reading_, i, {"the"}) || !is_one_of(reading_, i + 1, {"latter", "former"}))
            return false;
        const bool latter = is_one_of(reading_, i + 1, {"latter"});
        const bool owns = i > unit.first && is_one_of(reading_, i - 1, {"of"}) && reading_.word(i + 2).is_mark(U':');
        if ((i != unit.first && !reading_.word(i - 1).is_mark(U';') && !owns) || before_ == 0) return false;
        std::optional<std::size_t> last, first;
        for (std::size_t k = before_; k-- > 0 && at(k).unit == at(before_ - 1).unit;) {
            const std::string& label = at(k).mention.label;
            if (label == "Topic" || label == "Date" || is_object(reading_, at(k))) continue;
            if (!last) last = k;
            if (label != at(*last).mention.label || at(k).mention.key == at(*last).mention.key) continue;
            first = k;
        }
        // "GB 1 is applied together with GB 2. Drafters of the former:"
        if (!last || (latter && !first)) return false;
        const Mention antecedent = at(latter || !first ? *last : *first).mention;
        const bool noun = is_one_of(reading_, i + 2, {"standard", "one", "committee", "document", "policy", "law"});
        return add(antecedent, i, i + (noun ? 3 : 2));
    }

    // 本文件, 该标准, 上述办法, 两项标准.
    void chinese(const Unit& unit, std::size_t i) {
        const std::string_view text = reading_.text();
        const std::size_t begin = reading_.word(i).begin;
        const std::string_view rest = text.substr(begin, 60);
        for (std::string_view all : {"上述", "这些", "以上", "该", "这", "前述", ""}) {
            if (!rest.starts_with(all)) continue;
            std::string_view behind = rest.substr(all.size());
            if (behind.empty()) continue;
            const std::size_t size = next_code_point(behind, 0);
            int number = spelled_number(behind.substr(0, size));
            if (number > 0) behind.remove_prefix(size);
            const bool counted = behind.starts_with("项") || behind.starts_with("个");
            if (number > 0 && !counted) continue;
            if (counted) behind.remove_prefix(std::string_view("项").size());
            if (number == 0 && !counted && all != "上述" && all != "这些" && all != "以上") continue;
            if (number == 0 && all.empty()) continue;
            for (std::string_view adjective : {"推荐性", "强制性", "国家", "行业", "团体", "地方"}) {
                if (behind.starts_with(adjective)) behind.remove_prefix(adjective.size());
            }
            if (!behind.starts_with("标准") || behind.starts_with("标准化")) continue;
            const std::size_t end = begin + static_cast<std::size_t>(behind.data() - rest.data()) + 6;
            if (refer_to_several(i, reading_.word_at(end - 1) + 1, "Standard", number)) return;
        }
        for (std::string_view own : {"我部", "我委", "我局", "我办", "我署", "我会"}) {
            if (rest.starts_with(own)) return refer_to_sender(i, reading_.word_at(begin + own.size() - 1) + 1);
        }
        // 2023年分委会新设...: alone it is the committee that the text is about.
        if (rest.starts_with("分委会") || rest.starts_with("标委会")) {
            const bool alone = i == unit.first || reading_.word(i - 1).shape != WordShape::kHan ||
                               is_one_of(reading_, i - 1, {"年", "月", "日", "由", "对"});
            if (alone)
                refer(unit, i, reading_.word_at(begin + std::string_view("分委会").size() - 1) + 1, "Committee", "");
            return;
        }
        for (std::string_view self : {"本", "该", "此", "上述"}) {
            if (!rest.starts_with(self)) continue;
            const std::string_view behind = rest.substr(self.size());
            const ReferenceKind* kind = find_reference_kind(behind);
            if (kind == nullptr || behind.substr(kind->word.size()).starts_with("化")) return;
            if ((kind->label == "Organization" && self != "该") || (kind->head == kOwnOnly && self != "本")) return;
            const std::size_t last = reading_.word_at(begin + self.size() + kind->word.size() - 1) + 1;
            if (self == "本") {
                if (kind->word == "修改单") {
                    refer(unit, i, last, "Standard", "xg");
                } else if (kind->label == "Standard") {
                    refer_to_own(i, last);
                } else if (kind->label == "Policy" && !refer_to_own_policy(i, last, std::string(kind->word))) {
                    refer(unit, i, last, "Policy", "");
                }
            } else if (kind->word == "文件") {
                refer_to_text(i, last);
            } else if (kind->word != "部分") {
                refer(unit, i, last, kind->label, std::string(kind->head));
            }
            return;
        }
    }

    // 本意见: the nearest title of that kind that stands as a line above. Behind 根据《……法》,制定 nothing else can be meant.
    bool refer_to_own_policy(std::size_t first, std::size_t last, const std::string& kind) {
        for (std::size_t k = before_; k-- > 0;) {
            const Found& found = at(k);
            const Unit& line = reading_.units()[found.unit];
            const bool titles = line.kind == BlockKind::kHeading || found.last == line.last;
            if (found.mention.label != "Policy" || !titles || !is_built_on(found.mention.name, kind, heads_)) continue;
            if (found.first >= first || is_object(reading_, found)) continue;
            return add(Mention(found.mention), first, last);
        }
        const std::string_view before = reading_.text().substr(0, reading_.word(first).begin);
        return before.ends_with("制定") || before.ends_with("制订");
    }

    // 我部: the authority that the first lines name.
    void refer_to_sender(std::size_t first, std::size_t last) {
        constexpr std::size_t kHead = 4;  // units
        for (std::size_t k = 0; k < before_ && at(k).unit < kHead; ++k) {
            if (at(k).mention.label != "Agency") continue;
            add(Mention(at(k).mention), first, last);
            return;
        }
    }

    // 该文件: the nearest standard or policy that the sentences before name.
    void refer_to_text(std::size_t first, std::size_t last) {
        constexpr std::size_t kNear = 12;  // mentions
        for (std::size_t k = before_; k-- > 0 && before_ - k <= kNear;) {
            const std::string& label = at(k).mention.label;
            if ((label != "Standard" && label != "Policy") || is_object(reading_, at(k))) continue;
            add(Mention(at(k).mention), first, last);
            return;
        }
    }

    // What the sentences before are about comes first, the nearest so called behind it.
    bool refer(const Unit& unit, std::size_t first, std::size_t last, std::string_view label, const std::string& head,
               bool near = false) {
        const auto defined = near ? defined_.end() : defined_.find(head.empty() ? singular(fold_case(label)) : head);
        if (defined != defined_.end() && reading_.found()[defined->second].mention.label == label &&
            !is_heading_between(reading_, reading_.found()[defined->second].unit, unit)) {
            return add(Mention(reading_.found()[defined->second].mention), first, last);
        }
        const auto called = [&](std::size_t k) {
            return at(k).mention.label == label && is_called(at(k).mention, head, heads_);
        };
        if (const auto topic = topic_before(unit, first); topic && called(*topic))
            return add(Mention(at(*topic).mention), first, last);
        std::uint32_t seen = Reading::kFree;
        std::size_t sentences = 0;
        for (std::size_t k = before_; k-- > 0 && before_ - k < kReach && sentences < kSentences;) {
            if (at(k).first >= unit.first) {
                if (!called(k) || is_object(reading_, at(k))) continue;
                return add(Mention(at(k).mention), first, last);
            }
            if (at(k).unit == seen) continue;
            if (is_heading_between(reading_, at(k).unit, unit)) break;
            seen = at(k).unit;
            ++sentences;
            std::size_t from = k;
            while (from > 0 && at(from - 1).unit == seen) --from;
            for (std::size_t m = from; m <= k; ++m) {
                if (called(m) && !is_object(reading_, at(m))) return add(Mention(at(m).mention), first, last);
            }
        }
        for (std::size_t k = before_; !near && k-- > 0 && before_ - k < kReach;) {
            if (called(k)) return add(Mention(at(k).mention), first, last);
        }
        return false;
    }

    // A paragraph that begins with "This law" goes on about what the one above begins with.
    std::optional<std::size_t> topic_before(const Unit& unit, std::size_t first) const {
        if (first != unit.first || unit.block == 0 || unit.cell >= 0 || unit.kind != BlockKind::kParagraph)
            return std::nullopt;
        std::optional<std::size_t> topic;
        for (std::size_t k = before_; k-- > 0;) {
            const Unit& there = reading_.units()[at(k).unit];
            if (there.block == unit.block) return std::nullopt;  // not its first sentence
            if (there.block + 1 != unit.block || there.kind != BlockKind::kParagraph) break;
            const bool opens = at(k).unit == 0 || reading_.units()[at(k).unit - 1].block != there.block;
            if (opens && at(k).first <= there.first + 1) topic = k;
        }
        return topic;
    }

    // The standards of the nearest list, table or sentence that names several, `number` of them where it is known.
    bool refer_to_several(std::size_t first, std::size_t last, std::string_view label, int number,
                          std::size_t most_sentences = kSentences, std::size_t from_byte = 0) {
        if (!reading_.is_free(first, last)) return false;
        std::vector<std::size_t> group;
        std::uint32_t group_block = 0, group_unit = Reading::kFree, row = Reading::kFree;
        const auto complete = [&] {
            return number > 0 ? group.size() == static_cast<std::size_t>(number) : group.size() > 1;
        };
        std::uint32_t seen = Reading::kFree;
        std::size_t sentences = 0;
        for (std::size_t k = before_; k-- > 0 && before_ - k < kGroupReach;) {
            const Found& found = at(k);
            const bool listed_there = is_listed(reading_, reading_.units()[found.unit].block);
            if (found.unit != seen && !listed_there && ++sentences > most_sentences + 1) break;
            if (found.mention.span.begin < from_byte && !listed_there) break;
            seen = found.unit;
            if (found.mention.label != label || found.first >= first || is_object(reading_, found)) continue;
            const Unit& there = reading_.units()[found.unit];
            const bool listed = is_listed(reading_, there.block);
            if (!group.empty()) {
                const bool together =
                    listed ? is_listed(reading_, group_block) && is_run(reading_, there.block, group_block)
                           : found.unit == group_unit;
                if (!together) {
                    if (complete()) break;
                    group.clear();
                    row = Reading::kFree;
                }
            }
            // "GB 1 and GB 2 adopt ISO 1 and ISO 2. They were drafted by ...": those that the sentence is about. The first of a
            // sentence stands in front, so what was collected from behind it gives way to it.
            if (!listed && !group.empty()) {
                const auto is_abroad = [&](std::size_t f) {
                    return side_of(reading_.found()[f].mention) == Side::kAbroad;
                };
                if (!is_abroad(order_[k])) std::erase_if(group, is_abroad);
            }
            // Of a row or item only its first standard counts.
            if (listed && there.block == row) {
                group.back() = order_[k];
                continue;
            }
            row = listed ? there.block : Reading::kFree;
            group_block = there.block;
            group_unit = found.unit;
            const auto same = [&](std::size_t f) { return reading_.found()[f].mention.key == found.mention.key; };
            if (std::none_of(group.begin(), group.end(), same)) group.push_back(order_[k]);
            if (group.size() > kMostTogether) return false;
        }
        return complete() && refer_to(std::move(group), first, last);
    }

    // REQUIRES: the group from behind.
    bool refer_to(std::vector<std::size_t> group, std::size_t first, std::size_t last) {
        if (!reading_.is_free(first, last)) return false;
        std::reverse(group.begin(), group.end());
        for (std::size_t g = 0; g < group.size(); ++g) {
            Mention mention = reference_to(reading_.found()[group[g]].mention);
            remember(g == 0 ? reading_.add(std::move(mention), first, last)
                            : reading_.add_beside(std::move(mention), first, last));
        }
        return true;
    }

    // "the above documents": the policies of the sentences in front that name one each, one behind the other.
    bool refer_to_above(std::size_t first, std::size_t last) {
        std::vector<std::size_t> group;
        std::uint32_t unit = reading_.unit_of(first);
        for (std::size_t k = before_; k-- > 0 && group.size() < kMostTogether;) {
            const Found& found = at(k);
            if (found.mention.label != "Policy" || found.first >= first || is_object(reading_, found)) continue;
            if (found.unit + 1 != unit && !(found.unit == unit && !group.empty())) break;
            if (found.unit == unit) return false;
            unit = found.unit;
            group.push_back(order_[k]);
        }
        return group.size() > 1 && refer_to(group, first, last);
    }

    // What was referred to is what the next sentence may refer to.
    void remember(std::size_t found) {
        order_.insert(order_.begin() + static_cast<std::ptrdiff_t>(before_), found);
        ++before_;
    }

    bool add(const Mention& antecedent, std::size_t first, std::size_t last) {
        if (!reading_.is_free(first, last)) return false;
        remember(reading_.add(reference_to(antecedent), first, last));
        return true;
    }

    Reading& reading_;
    PolicyHeads heads_;
    std::vector<std::size_t> order_;              // by place
    std::size_t before_ = 0;                      // how many of them stand before the word looked at
    std::optional<std::size_t> own_;              // the standard that the document is
    std::map<std::string, std::size_t> defined_;  // "standard" -> what (hereinafter "the Standard") stands behind
};

}  // namespace

void AnaphorRecogniser::recognise(Reading& reading) const { ReferenceFinder(reading).run(); }

}  // namespace mirrorgraph::ingest
