#include "ingest/recognise/names/policies.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>

#include "ingest/recognise/names/likeness.h"
#include "ingest/recognise/names/policy_numbers.h"
#include "ingest/recognise/names/policy_titles.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr double kTitleConfidence = 0.9;
constexpr double kQuotedConfidence = 0.92;
constexpr double kHeadlineConfidence = 0.75;
constexpr double kSmallLettersConfidence = 0.8;

class PolicyFinder {
  public:
    explicit PolicyFinder(Reading& reading) : reading_(reading) {}

    void run() {
        for (const Unit& unit : reading_.units()) {
            quoted(unit);
            set_off(unit);
            for (std::size_t i = unit.first; i < unit.last; ++i) {
                if (const std::size_t first = vision_before(reading_, unit, i); first < i)
                    add(unit, {first, i + 1}, kSmallLettersConfidence, false);
                if (reading_.word(i).is(WordClass::kPolicyHead) && reading_.owner(i) == Reading::kFree)
                    i = built_on(unit, i);
            }
            yearly_tasks(unit);
        }
        call_standards();
        local_issuers();
    }

  private:
    // "Beijing released the Overall Plan": a place that issues a policy is its government.
    void local_issuers() {
        constexpr std::size_t kMostBetween = 6;
        for (std::size_t f = 0, known = reading_.found().size(); f < known; ++f) {
            const Found& policy = reading_.found()[f];
            if (policy.dropped || policy.weak || policy.mention.label != "Policy") continue;
            const Unit& unit = reading_.units()[policy.unit];
            std::size_t i = policy.first;
            while (i > unit.first && policy.first - i < kMostBetween && !says_issued(reading_, i - 1) &&
                   (reading_.word(i - 1).is(WordClass::kDeterminer) ||
                    reading_.word(i - 1).is(WordClass::kPolicyKind) || is_opening_quote(reading_.word(i - 1))))
                --i;
            if (i == unit.first || !says_issued(reading_, i - 1)) continue;
            --i;
            while (i > unit.first && is_one_of(reading_, i - 1, {"also", "has", "recently", "officially", "formally"}))
                --i;
            const bool place = i > unit.first && reading_.word(i - 1).is(WordClass::kPlace) &&
                               reading_.word(i - 1).shape == WordShape::kCapital && reading_.is_free(i - 1, i);
            const bool subject = place && (i - 1 == unit.first || reading_.word(i - 2).is_mark(U',') ||
                                           is_one_of(reading_, i - 2, {"while", "and", "that", "when"}));
            if (subject)
                reading_.add(
                    called_by_words(reading_, {i - 1, i}, "Agency", "local-government", kSmallLettersConfidence), i - 1,
                    i);
        }
    }

    // "The Application Guideline is the first international standard ...": what the text calls a standard is one.
    void call_standards() {
        std::set<std::string> standards;
        for (const Found& found : reading_.found()) {
            if (!found.dropped && found.mention.label == "Policy" && is_called_standard(found))
                standards.insert(found.mention.key);
        }
        for (std::size_t f = 0; f < reading_.found().size() && !standards.empty(); ++f) {
            Mention& mention = reading_.found_at(f).mention;
            if (mention.label != "Policy" || !standards.contains(mention.key)) continue;
            mention.label = "Standard";
            mention.key = "title:" + name_slug(mention.name);
            mention.recogniser = "standard-title";
            mention.properties["title"] = Value(mention.name);
        }
    }

    // "National Standard of Information Security Technology – Guidelines on ...", "the draft standard Guidelines for ..."
    bool stands_behind_standard(const Found& found) const {
        const Unit& unit = reading_.units()[found.unit];
        std::size_t i = found.first;
        const bool dash = i > unit.first + 1 && is_dash(reading_.word(i - 1));
        for (std::size_t most = 6;
             dash && most > 0 && i > unit.first && (i == found.first || reading_.word(i - 1).is_name_like()); --most)
            --i;
        if (i > unit.first && is_one_of(reading_, i - 1, {"of", "on", "titled", "entitled", "called"})) --i;
        if (i > unit.first && is_opening_quote(reading_.word(i - 1))) --i;
        return i > unit.first && reading_.is_word(i - 1, "standard") && reading_.owner(i - 1) == Reading::kFree;
    }

    bool is_called_standard(const Found& found) const {
        if (stands_behind_standard(found)) return true;
        const std::size_t last = reading_.units()[found.unit].last;
        for (std::size_t i = found.last; i < last && i < found.last + 3; ++i) {
            if (!is_one_of(reading_, i, {"is", "was", "became", "as"})) continue;
            for (std::size_t k = i + 1; k < last && k < i + 9 && !reading_.word(k).is_mark(); ++k) {
                if (is_one_of(reading_, k, {"standard"}))
                    return k + 1 >= last || !is_one_of(reading_, k + 1, {"system", "systems"});
            }
        }
        return false;
    }

    std::size_t add(const Unit& unit, WordRange range, double confidence, bool weak) {
        const Title title = title_of(reading_, unit, range);
        Mention mention = policy_mention(reading_, title, confidence);
        add_short_forms(reading_, unit, title, mention);
        if (range.first > unit.first && reading_.word(range.first - 1).possessive) {
            mention.aliases.push_back(reading_.printed(range.first - 1, title.name_last));
        }
        range.last = title.range.last;
        keep_codes(range);
        const std::size_t id = reading_.add(std::move(mention), range.first, range.last);
        reading_.found_at(id).weak = weak;
        if (!weak) name_implemented(title, confidence);
        return range.last - 1;
    }

    // "Circular on the Implementation of GB 9706.1-2020" names the standard, "NMPA Announcement 2021 No. 32" the agency, too.
    void keep_codes(WordRange title) {
        for (std::size_t i = title.first; i < title.last; ++i) {
            const std::uint32_t owner = reading_.owner(i);
            if (owner == Reading::kFree) continue;
            const Found& known = reading_.found()[owner];
            const WordRange code{known.first, known.last};
            const bool sender = known.mention.label == "Agency" && i == title.first;
            if ((sender || known.mention.recogniser == "standard-code") && code.first == i && code.last <= title.last)
                reading_.add_beside(Mention(known.mention), code.first, code.last);
        }
    }

    // "Action Plan for Implementing the Standardization Outline" names the Outline, too.
    void name_implemented(const Title& title, double confidence) {
        for (std::size_t i = title.range.first + 1; i + 2 < title.name_last; ++i) {
            if (!is_one_of(reading_, i, {"implementing", "implementation", "implement"})) continue;
            std::size_t first = i + 1;
            while (first < title.name_last &&
                   (is_one_of(reading_, first, {"of"}) || reading_.word(first).is(WordClass::kDeterminer)))
                ++first;
            bool body = false;
            for (std::size_t k = first; k < title.name_last; ++k)
                body = body || reading_.word(k).is(WordClass::kAgencyHead);
            const bool named = !body && first + 1 < title.name_last && first > i + 1 &&
                               reading_.word(title.name_last - 1).is(WordClass::kPolicyHead) &&
                               names_something(reading_, first, title.name_last);
            if (named)
                reading_.add_beside(
                    policy_mention(reading_, {{first, title.name_last}, title.name_last, {}}, confidence), first,
                    title.name_last);
            return;
        }
    }

    // A headline may put the title of a policy in words of its own.
    bool is_headline(const Unit& unit) const {
        if (unit.kind != BlockKind::kHeading) return false;
        // "Annual Work Plan of the Group. In its 2024 edition it proposes to": more than a headline.
        const std::size_t next = static_cast<std::size_t>(&unit - reading_.units().data()) + 1;
        return next >= reading_.units().size() || reading_.units()[next].block != unit.block;
    }

    // Gives the last word that was looked at.
    std::size_t built_on(const Unit& unit, std::size_t head) {
        const Word& word = reading_.word(head);
        if (word.shape == WordShape::kLower) return in_small_letters(unit, head);
        if (word.possessive || word.shape == WordShape::kMixed) return head;
        if (const auto act = numbered_notice(reading_, unit, head)) return add(unit, *act, kTitleConfidence, false);
        if (is_european_number(unit, head)) return european(unit, head);
        const std::size_t next = head + 1;
        if (next < unit.last && goes_on(unit, next)) return head;
        const Growth growth{true, WordClass::kPolicyHead, true, 40};
        WordRange range{with_quoted(reading_, unit, grow_left(reading_, unit, head)), next};
        if (!head_is_complete(reading_, range.first, head)) return head;
        if (is_often_another_thing(head) && !issued_before(unit, range.first) && !beside_policy(unit, range.first))
            return head;
        if (is_part_of_body(unit, range.first) || hands_on(unit, head)) return head;
        // "Plan 20221879-T-609" is the number of a standard's plan.
        if (next < unit.last && reading_.owner(next) != Reading::kFree) {
            if (reading_.found()[reading_.owner(next)].mention.recogniser == "standard-code") return head;
        }
        const bool infinitive =
            unit.kind == BlockKind::kHeading && next < unit.last && is_one_of(reading_, next, {"to"});
        const bool leads = next < unit.last && !infinitive &&
                           (leads_complement(reading_, next) || reading_.word(next).is_mark(U'(') ||
                            reading_.word(next).shape == WordShape::kNumber || is_opening_quote(reading_.word(next)));
        if (leads) range.last = grow_right(reading_, unit, next, growth);
        if (leads && breaks_off(unit, next, range.last)) range.last = next;
        range.last = before_higher_law(reading_, before_agent(reading_, unit, range, head), head);
        if (names_sender_only(reading_, head, range.last)) return head;
        const std::size_t in_capitals = range.last;
        if (leads) range.last = up_to_short_form(unit, range, head);
        const bool closed = range.last > in_capitals + 3;
        range.last = end_of_elements(unit, range.last);
        range.last = end_of_headline(unit, range);
        range.last = before_code(range);
        range.last = with_year_of_work(unit, head, range.last);
        const bool coordinated =
            head > unit.first && (is_one_of(reading_, head - 1, {"and"}) || reading_.word(head - 1).is_mark(U'&'));
        if (range.last == next && (needs_complement(reading_, head) || coordinated)) return head;
        const std::size_t versioned = with_version(reading_, unit, head, range.last);
        const bool has_version = versioned > range.last && range.size() > 1;
        if (has_version) range.last = versioned;
        const bool named = closed || names_something(reading_, range.first, range.last) || implements_known(range) ||
                           is_numbered_plan(unit, {range.first, next}) || has_version;
        if (!named || is_event(unit, range)) return head;
        // "Guidelines for ... (2021 Edition) issued by MIIT": a line of a slide that says more than a headline.
        const bool stated = range.last + 1 < unit.last && says_issued(reading_, range.last) &&
                            reading_.word(range.last).shape == WordShape::kLower;
        // "Notice on ...": the title of what stands below.
        const bool own_title = range.first == unit.first && range.last == unit.last && leads &&
                               is_one_of(reading_, head, {"announcement", "notice", "circular", "decision", "decree"});
        const bool weak = is_headline(unit) && !stated && !own_title && !opens_line(unit, range);
        return add(unit, range, weak ? kHeadlineConfidence : kTitleConfidence, weak);
    }

    // "Notice on Issuing the “Guidelines for ...”": what it issues is what the text is about.
    bool hands_on(const Unit& unit, std::size_t head) const {
        if (!is_one_of(reading_, head, {"notice", "circular", "announcement", "decision"})) return false;
        bool issues = false;
        for (std::size_t i = head + 1; i < unit.last && i < head + 8; ++i) {
            if (issues && is_opening_quote(reading_.word(i))) return true;
            issues = issues || is_one_of(reading_, i,
                                         {"issuing", "issuance", "releasing", "release", "publishing", "publication",
                                          "promulgating", "promulgation", "printing", "distributing", "forwarding"});
            if (!issues && !leads_complement(reading_, i) && !reading_.word(i).is(WordClass::kDeterminer)) return false;
        }
        return false;
    }

    // "Implementation Opinions on the Outline": of what the text names elsewhere.
    bool implements_known(WordRange range) const {
        if (range.size() < 4 || !is_one_of(reading_, range.first, {"implementation", "implementing", "action"}))
            return false;
        const Word& last = reading_.word(range.last - 1);
        return is_one_of(reading_, range.last - 2, {"the"}) && last.is(WordClass::kPolicyHead) &&
               last.shape == WordShape::kCapital;
    }

    // "The Action Plan (2021-2023), issued by MIIT", "Green – Outline for ... (State Council, 2021)": a line that begins with
    // the title and says more of it.
    bool opens_line(const Unit& unit, WordRange range) const {
        std::size_t first = range.first;
        if (first > unit.first && reading_.word(first - 1).is(WordClass::kDeterminer)) --first;
        const bool begins = first == unit.first || (first <= unit.first + 3 && is_dash(reading_.word(first - 1)));
        if (!begins || range.last + 1 >= unit.last) return false;
        const Word& next = reading_.word(range.last);
        return next.is_mark(U',') || next.is_mark(U'(') || next.is_mark(U';') || is_dash(next);
    }

    // Guides are standards as well, programs anything: policies only where an authority issues them, or that govern.
    bool is_often_another_thing(std::size_t head) const {
        if (head > 0 && is_one_of(reading_, head - 1, {"governance"})) return false;
        return is_one_of(reading_, head,
                         {"guide", "program", "programme", "initiative", "list", "arrangements", "framework"});
    }

    // "the Outline and the Governance Initiative"
    bool beside_policy(const Unit& unit, std::size_t first) const {
        std::size_t i = first;
        if (i > unit.first && reading_.word(i - 1).is(WordClass::kDeterminer)) --i;
        if (i < unit.first + 2 || !is_one_of(reading_, i - 1, {"and"})) return false;
        const std::uint32_t owner = reading_.owner(i - 2);
        return owner != Reading::kFree && reading_.found()[owner].mention.label == "Policy";
    }

    // "Plan Period", "Law Enforcement": the head is not the last word of what it stands in.
    bool goes_on(const Unit& unit, std::size_t next) const {
        const Word& word = reading_.word(next);
        if (reading_.owner(next) != Reading::kFree || word.shape == WordShape::kNumber) return false;
        if (word.is_mark(U'/')) return next + 1 < unit.last && reading_.word(next + 1).begin == word.end;
        return word.is_name_like() && !word.is(WordClass::kVerb) && !word.is(WordClass::kConnector);
    }

    // "Key Points of Automotive Standardization Work in 2021": the year belongs to what is drawn up every year.
    std::size_t with_year_of_work(const Unit& unit, std::size_t head, std::size_t last) const {
        // "Key Areas for the ‘Splicer’ system in 2021": a common noun behind what is quoted.
        if (is_one_of(reading_, head, {"areas", "points"}) && last + 2 < unit.last &&
            reading_.word(last - 1).is_mark() && !reading_.word(last - 1).is_mark(U')') &&
            reading_.word(last).shape == WordShape::kLower && is_one_of(reading_, last + 1, {"in", "for"}) &&
            is_year(reading_, last + 2))
            return last + 3;
        const bool yearly = is_one_of(reading_, head, {"points", "tasks", "areas", "focus"}) ||
                            short_form_behind(unit, last + 2) ||
                            (head > unit.first && is_one_of(reading_, head - 1, {"work"}));
        // "for the Fourth Batch of 2017"
        if (last + 1 < unit.last && is_one_of(reading_, last - 1, {"batch"}) &&
            is_one_of(reading_, last, {"of", "in"}) && is_year(reading_, last + 1))
            return last + 2;
        if (!yearly || last + 1 >= unit.last || !is_one_of(reading_, last, {"in", "for"}) ||
            !is_year(reading_, last + 1))
            return last;
        return last + 2;
    }

    // "the Announcement of the Ministry GB 1-2030": the number of the standard that is announced is no part of the title.
    std::size_t before_code(WordRange range) const {
        for (std::size_t i = range.first + 2; i < range.last; ++i) {
            const std::uint32_t owner = reading_.owner(i);
            if (owner == Reading::kFree || reading_.found()[owner].mention.recogniser != "standard-code") continue;
            const Word& before = reading_.word(i - 1);
            const bool led = before.is(WordClass::kConnector) || before.is(WordClass::kDeterminer) ||
                             before.is_mark() || reading_.owner(i - 1) != Reading::kFree;
            return led ? range.last : i;
        }
        return range.last;
    }

    // "a Notice concerning Coronavirus reagent test kits": says what it is about, and is no title.
    bool breaks_off(const Unit& unit, std::size_t from, std::size_t last) const {
        return is_one_of(reading_, from, {"concerning", "regarding", "about"}) && last < unit.last &&
               reading_.word(last).shape == WordShape::kLower && !reading_.word(last).is(WordClass::kConnector) &&
               !reading_.word(last).is(WordClass::kVerb);
    }

    // "Guide to Helping Firms to Become Cloud-Based (“Guide”)", "Measures for the administration of data security (trial)
    // (hereinafter “Measures”)": a bracket that gives a short form, or a state, closes a title in small letters too.
    std::size_t up_to_short_form(const Unit& unit, WordRange range, std::size_t head) const {
        constexpr std::size_t kMostWords = 24;
        if (!issued_before(unit, range.first)) return range.last;
        for (std::size_t i = range.last; i < unit.last && i < range.last + kMostWords; ++i) {
            const Word& word = reading_.word(i);
            if (word.is_mark(U'(')) {
                const auto inside = bracket_at(reading_, unit, i);
                if (!inside || inside->empty()) return range.last;
                const std::size_t end = end_of_remarks(unit, i);
                return end > i || names_short(*inside, head) ? end : range.last;
            }
            const bool goes_on = !word.is_mark() || word.mark == U'-' || word.mark == 0x2013;
            const bool another =
                word.is(WordClass::kPolicyHead) || (is_one_of(reading_, i, {"and"}) && i + 1 < unit.last &&
                                                    reading_.word(i + 1).is(WordClass::kDeterminer));
            if (!goes_on || another || reading_.owner(i) != Reading::kFree || says_issued(reading_, i)) break;
        }
        return range.last;
    }

    // "(Trial) (Draft for Comments)": behind all brackets from `i` on that say an edition or a state.
    std::size_t end_of_remarks(const Unit& unit, std::size_t i) const {
        for (;;) {
            const auto inside = bracket_at(reading_, unit, i);
            if (!inside || !(is_edition(reading_, *inside) || drafting_status(reading_, *inside))) return i;
            i = inside->last + 1;
        }
    }

    // “Guide”, hereinafter “Measures”: the head of the title, quoted.
    bool names_short(WordRange inside, std::size_t head) const {
        for (std::size_t i = inside.first; i < inside.last; ++i) {
            if (reading_.word(i).key == reading_.word(head).key) return true;
        }
        return false;
    }

    // "Rules for Certification – Power Banks, Batteries, and Packs (Trial)": a bracket closes the elements of a title.
    std::size_t end_of_elements(const Unit& unit, std::size_t last) const {
        constexpr std::size_t kMostWords = 24;
        const bool spaced = last + 2 < unit.last && last > unit.first &&
                            reading_.word(last).begin > reading_.word(last - 1).end &&
                            reading_.word(last + 1).begin > reading_.word(last).end;
        const bool dash =
            spaced && reading_.word(last + 1).shape == WordShape::kCapital && is_dash(reading_.word(last));
        if (!dash) return last;
        // "Guidelines for Rope Standards - Technical Specification for Hooks": without a bracket, too.
        bool specifies = false;
        for (std::size_t i = last + 1; i < unit.last && i < last + kMostWords; ++i) {
            const Word& word = reading_.word(i);
            if (word.is_mark(U'(')) {
                const auto inside = bracket_at(reading_, unit, i);
                if (!inside) return last;
                const bool of_title = is_edition(reading_, *inside) || drafting_status(reading_, *inside);
                return of_title ? inside->last + 1 : i;
            }
            if (specifies && (word.is_mark(U',') || word.is_mark(U'.') || word.is_mark(U';'))) return i;
            if (!word.is_name_like() && !word.is(WordClass::kConnector) && !word.joined && !word.is_mark(U',')) break;
            specifies = specifies || (i + 1 < unit.last && word.is(WordClass::kStandardHead) &&
                                      is_one_of(reading_, i + 1, {"for", "of"}));
            if (specifies && i + 1 == unit.last) return unit.last;
        }
        return last;
    }

    // "Announcement on the Management of Products using Batteries": a headline that is a title, small words and all.
    std::size_t end_of_headline(const Unit& unit, WordRange range) const {
        const bool begins = unit.kind == BlockKind::kHeading && range.first == unit.first && range.last < unit.last &&
                            range.size() > 4 && reading_.word(range.last).shape == WordShape::kLower;
        if (!begins) return range.last;
        for (std::size_t i = range.last; i < unit.last; ++i) {
            const Word& word = reading_.word(i);
            if (word.is(WordClass::kVerb) || (word.is_mark() && word.classes == 0)) return range.last;
        }
        return unit.last;
    }

    // "(Guide)", "(the Measures)": the title in front ends there.
    bool short_form_behind(const Unit& unit, std::size_t i) const {
        const auto inside = bracket_at(reading_, unit, i);
        return inside && !inside->empty() && inside->size() <= 3 &&
               reading_.word(inside->last - 1).is(WordClass::kPolicyHead);
    }

    // "as proposed in the 14th Five-Year Plan", not "during the 14th Five-Year Plan".
    bool is_numbered_plan(const Unit& unit, WordRange range) const {
        const std::string name = reading_.printed(range.first, range.last);
        if (range.size() > 4 || !(name.ends_with("Five-Year Plan") || name.ends_with("Five-year Plan")) ||
            reading_.word(range.first).shape != WordShape::kNumber)
            return false;
        std::size_t i = range.first;
        if (i > unit.first && is_one_of(reading_, i - 1, {"the"})) --i;
        if (i == unit.first) return true;
        // "the '14th Five-Year Plan' Standard System"
        if (reading_.word(i - 1).is_mark())
            return reading_.word(i - 1).is_mark(U',') || reading_.word(i - 1).is_mark(U'(');
        if (is_one_of(reading_, i - 1, {"in"}))
            return i >= unit.first + 2 && is_one_of(reading_, i - 2,
                                                    {"proposed", "set", "outlined", "stated", "forward", "defined",
                                                     "specified", "included", "listed", "mentioned"});
        return !is_one_of(reading_, i - 1, {"during", "over", "throughout", "within", "for"});
    }

    // "Department of Certification Supervision and Regulation" is a body.
    bool is_part_of_body(const Unit& unit, std::size_t first) const {
        if (first < unit.first + 2 || !is_one_of(reading_, first - 1, {"of", "for", "on"})) return false;
        const Word& before = reading_.word(first - 2);
        if (is_one_of(reading_, first - 2, {"departments", "bureaus", "divisions"})) return true;
        return before.is_name_like() && (before.is(WordClass::kAgencyHead) || before.is(WordClass::kOrganizationHead));
    }

    bool is_event(const Unit& unit, WordRange range) const {
        for (std::size_t i = range.first; i-- > unit.first && range.first - i <= 4;) {
            // "Article 26 of the Law" is no article about it.
            if (reading_.word(i).is(WordClass::kNotPolicy) && reading_.word(i + 1).shape != WordShape::kNumber)
                return true;
        }
        return range.last < unit.last && reading_.word(range.last).is(WordClass::kNotPolicy) &&
               reading_.word(range.last).shape != WordShape::kLower;
    }

    // "Regulation (EU) 2019/1020", "Decision (EC) No 768/2008", "Directive 2014/53/EU".
    bool is_european_number(const Unit& unit, std::size_t head) const {
        if (!is_one_of(reading_, head, {"regulation", "decision", "directive"})) return false;
        return european_end(reading_, unit, head) != head + 1;
    }

    std::size_t european(const Unit& unit, std::size_t head) {
        return add(unit, {head, european_end(reading_, unit, head)}, kTitleConfidence, false);
    }

    // "Administrative rules on the security of network data (draft for comments)" behind a colon, up to its bracket.
    std::size_t in_small_letters(const Unit& unit, std::size_t head) {
        if (const std::size_t first = period_before(reading_, unit, head); first < head)
            return add(unit, {first, head + 1}, kSmallLettersConfidence, false);
        if (const std::size_t end = period_behind(reading_, unit, head); end > head)
            return add(unit, {head - 1, end}, kSmallLettersConfidence, false);
        std::size_t first = head;
        while (first > unit.first && head - first < 3 && (reading_.word(first - 1).is(WordClass::kPolicyKind))) --first;
        const bool begins = first > unit.first && first < head && reading_.word(first).shape == WordShape::kCapital &&
                            reading_.word(first - 1).is_mark(U':');
        if (!begins || head + 1 >= unit.last || !leads_complement(reading_, head + 1)) return head;
        std::size_t end = head + 1;
        while (end < unit.last && !reading_.word(end).is_mark()) ++end;
        const auto inside = bracket_at(reading_, unit, end);
        if (!inside || !drafting_status(reading_, *inside)) return head;
        return add(unit, {first, inside->last + 1}, kSmallLettersConfidence, false);
    }

    void quoted(const Unit& unit) {
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (!is_opening_quote(reading_.word(i))) continue;
            auto inside = quote_at(reading_, unit, i);
            if (!inside || inside->empty()) continue;
            if (is_one_of(reading_, inside->first, {"the"})) ++inside->first;
            const bool title = !is_short_form(unit, i) && is_quoted_title(unit, i, *inside);
            if (title) add(unit, *inside, kQuotedConfidence, false);
            i = inside->last;
        }
    }

    // "(hereinafter referred to as “the Old Law”)": calls the title in front.
    bool is_short_form(const Unit& unit, std::size_t open) const {
        constexpr std::size_t kMostWords = 6;
        bool called = false;
        std::size_t i = open;
        for (; i > unit.first && open - i < kMostWords && reading_.word(i - 1).shape == WordShape::kLower; --i)
            called = called || is_one_of(reading_, i - 1, {"as", "called"});
        return called && i > unit.first && reading_.word(i - 1).is_mark(U'(');
    }

    // 'IM construction guidelines', *Action plan for smart standards (2024)*: typewriter's quotes and Markdown's emphasis.
    void set_off(const Unit& unit) {
        constexpr std::size_t kLongest = 45;
        for (std::size_t i = unit.first; i + 3 < unit.last; ++i) {
            const Word& open = reading_.word(i);
            if (!open.is_mark(U'\'') && !open.is_mark(U'*')) continue;
            if ((i > unit.first && reading_.word(i - 1).end == open.begin) || reading_.word(i + 1).begin != open.end)
                continue;
            std::size_t close = i + 1;
            while (close < unit.last && close < i + kLongest && !reading_.word(close).is_mark(open.mark)) ++close;
            if (close >= unit.last || !reading_.word(close).is_mark(open.mark) ||
                reading_.word(close - 1).end != reading_.word(close).begin || close < i + 4)
                continue;
            const WordRange inside{i + 1, close};
            if (reading_.is_free(inside.first, inside.last) && is_set_off_title(unit, i, inside))
                add(unit, inside, kQuotedConfidence, false);
            i = close;
        }
    }

    // Small letters will do where the title is issued in front or behind.
    bool is_set_off_title(const Unit& unit, std::size_t open, WordRange inside) const {
        if (is_quoted_title(unit, open, inside)) return true;
        const auto head = title_head(unit, inside);
        if (!head || !head_is_complete(reading_, inside.first, *head) || !specific_enough(inside, *head)) return false;
        if (is_event(unit, {open, inside.last + 1}) || !reading_.word(inside.first).is_name_like()) return false;
        for (std::size_t i = inside.last + 1; i < unit.last && i < inside.last + 5; ++i) {
            if (says_issued(reading_, i)) return true;
        }
        return false;
    }

    bool is_quoted_title(const Unit& unit, std::size_t open, WordRange inside) const {
        if (inside.size() < 2 || inside.size() > 45) return false;
        for (std::size_t i = inside.first; i < inside.last; ++i) {
            const std::uint32_t owner = reading_.owner(i);
            if (owner != Reading::kFree && reading_.found()[owner].mention.label == "Standard") return false;
        }
        const auto head = title_head(unit, inside);
        if (!head || !head_is_complete(reading_, inside.first, *head)) return false;
        if (!specific_enough(inside, *head) || is_event(unit, {open, inside.last + 1})) return false;
        if (*head > inside.first && is_one_of(reading_, *head - 1, {"and"}) && !issued_before(unit, open)) return false;
        const bool capitals =
            reading_.word(inside.first).is_name_like() && reading_.word(*head).shape != WordShape::kLower;
        return capitals || issued_before(unit, open);
    }

    // The word that the title is built on: at its end or before "of ..."
    std::optional<std::size_t> title_head(const Unit& unit, WordRange inside) const {
        const Title title = title_of(reading_, unit, inside);
        std::size_t end = title.name_last;
        while (end > inside.first && (reading_.word(end - 1).shape == WordShape::kNumber)) --end;
        for (std::size_t i = inside.first; i < end; ++i) {
            const Word& word = reading_.word(i);
            if (word.is(WordClass::kConnector) && !word.is_mark() && !is_one_of(reading_, i, {"and"}))
                return std::nullopt;
            if (!word.is(WordClass::kPolicyHead)) continue;
            const bool until = i + 2 == end && is_one_of(reading_, i + 1, {"by", "until"});
            if (i + 1 == end || until || leads_complement(reading_, i + 1) || reading_.word(i + 1).is_mark(U'('))
                return i;
        }
        return std::nullopt;
    }

    bool specific_enough(WordRange inside, std::size_t head) const {
        std::size_t specific = 0;
        for (std::size_t i = inside.first; i < inside.last; ++i) {
            if (i != head && !is_generic(reading_.word(i))) ++specific;
        }
        return specific >= 1;
    }

    bool issued_before(const Unit& unit, std::size_t open) const {
        for (std::size_t i = open; i-- > unit.first && open - i <= 8;) {
            if (says_issued(reading_, i)) return true;
        }
        return false;
    }

    // "released the 2019 yearly work tasks", "issued Key work in 2019": what an authority sets itself for a year.
    void yearly_tasks(const Unit& unit) {
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (!says_issued(reading_, i)) continue;
            std::size_t first = i + 1;
            while (first < unit.last && (reading_.word(first).is(WordClass::kDeterminer))) ++first;
            const std::size_t last = yearly_end(reading_, unit, first);
            if (last > first && reading_.is_free(first, last)) add(unit, {first, last}, kSmallLettersConfidence, false);
        }
    }

    Reading& reading_;
};

}  // namespace

void PolicyRecogniser::recognise(Reading& reading) const { PolicyFinder(reading).run(); }

}  // namespace mirrorgraph::ingest
