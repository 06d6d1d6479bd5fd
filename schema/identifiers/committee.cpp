// Committee codes: a body, then steps down to the group.
//
//   committee := body (separator step)+ | step (separator step)*
//   step      := kind name?
//   separator := "/" | blank | "-"

#include "schema/identifiers/committee.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "schema/identifiers/committee_words.h"
#include "schema/identifiers/cursor.h"

namespace mirrorgraph {

namespace {

using identifiers::Cursor;
using identifiers::is_word;
using identifiers::Kind;
using identifiers::Naming;
using identifiers::to_upper;
using identifiers::Word;
using Step = CommitteeIdentifier::Step;

constexpr double kRepaired = 0.8;
constexpr double kInherited = 0.9;
// ISO and IEC have numbered their committees up to some 350; China's run to beyond 600.
constexpr int kLastInternationalCommittee = 360;

void add_repair(CommitteeIdentifier& id, std::string_view printed, std::string_view read_as,
                double factor = kRepaired) {
    id.confidence *= factor;
    id.repairs.push_back(fmt::format("read '{}' as '{}'", printed, read_as));
}

// A scanner's I for 1, or O for 0: a digit stands behind it.
bool is_slip_for_digit(const Cursor& in) {
    const char c = in.peek();
    return (c == 'I' || c == 'l' || c == 'O') && is_digit(in.peek(1));
}

// The words of a table's entry with '/', '-' and ' ' as loosely as they are printed.
bool accept_phrase(Cursor& in, std::string_view phrase) {
    const std::size_t start = in.position();
    for (char c : phrase) {
        const bool read = c == ' '   ? in.skip_space()
                          : c == '/' ? in.accept_spaced('/')
                          : c == '-' ? in.accept_spaced('-') || in.skip_space()
                                     : in.accept_prefix(std::string_view(&c, 1));
        if (!read) {
            in.back_to(start);
            return false;
        }
    }
    if (!is_letter(in.peek()) || is_slip_for_digit(in)) return true;
    in.back_to(start);
    return false;
}

// A short code's letters may be followed by its digits only where they are written in capitals: "Sg13" is no
// group.
bool is_code_case(const Cursor& in, const Kind& kind) {
    if (in.is_whole_text() || kind.printed.size() < kind.word.size()) return true;
    return is_upper(in.peek()) || kind.word.size() > 3;
}

const Kind* read_kind(Cursor& in) {
    const Word word = in.peek_letters();
    if (word.empty()) return nullptr;
    for (const Kind& kind : identifiers::kKinds) {
        const bool phrase = kind.word.size() > 8;
        if (phrase ? !kind.word.starts_with(word.view()) : !word.view().starts_with(kind.word)) continue;
        if (is_code_case(in, kind) && accept_phrase(in, kind.word)) return &kind;
    }
    return nullptr;
}

// "TC114SC34", as registries print it: the next step follows the number.
bool begins_step(const Cursor& in) {
    const bool kind = (in.peek() == 'S' && in.peek(1) == 'C') || (in.peek() == 'W' && in.peek(1) == 'G');
    return kind && is_digit(in.peek(2));
}

// "333", "65A", "9X"; a scanner's I and O count as digits where a digit stands behind or before them.
bool read_number(Cursor& in, CommitteeIdentifier& id, const Kind& kind, std::string& name) {
    std::string printed;
    bool slipped = false;
    while (printed.size() < 5) {
        const char c = in.peek();
        const bool slip = is_slip_for_digit(in);
        if (!is_digit(c) && !slip) break;
        slipped |= slip;
        printed += c;
        name += c == 'I' || c == 'l' ? '1' : c == 'O' ? '0' : c;
        in.advance();
    }
    if (printed.empty() || printed.size() > 4) return false;
    if (is_upper(in.peek()) && !is_word(in.peek(1))) {
        name += in.peek();
        printed += in.peek();
        in.advance();
    }
    if (slipped) add_repair(id, std::string(kind.printed) + printed, std::string(kind.printed) + name);
    return (in.at_word_end() && !(in.peek() == '.' && is_digit(in.peek(1)))) || begins_step(in);
}

bool read_acronym(Cursor& in, std::string& name) {
    while (name.size() < 12 && (is_upper(in.peek()) || is_digit(in.peek()))) {
        name += in.peek();
        in.advance();
    }
    return !name.empty() && in.at_word_end();
}

// IEC's systems committees that are cited by their field in words.
bool read_system(Cursor& in, std::string& name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSystems = {
        {{"SMART CITIES", "Smart Cities"},
         {"SMART ENERGY", "Smart Energy"},
         {"SMART MANUFACTURING", "SM"},
         {"ACTIVE ASSISTED LIVING", "AAL"},
         {"LOW VOLTAGE DIRECT CURRENT", "LVDC"}}};
    for (const auto& [words, printed] : kSystems) {
        if (!accept_phrase(in, words)) continue;
        name = printed;
        return in.at_word_end();
    }
    return false;
}

bool read_name(Cursor& in, CommitteeIdentifier& id, const Kind& kind, bool acronyms, std::string& name) {
    if (kind.naming == Naming::kNone) return in.at_word_end();
    const std::size_t behind_kind = in.position();
    const bool apart = in.skip_space() || in.accept('-') || in.accept('.');
    if (apart) in.skip_space();
    const std::size_t start = in.position();
    const CommitteeIdentifier before = id;
    if (read_number(in, id, kind, name)) return true;
    id = before;
    name.clear();
    in.back_to(start);
    if ((kind.naming == Naming::kAcronym || acronyms) && apart && is_upper(in.peek()) && read_acronym(in, name))
        return true;
    name.clear();
    in.back_to(start);
    if (kind.printed == "SyC" && apart && read_system(in, name)) return true;
    in.back_to(behind_kind);
    return kind.naming == Naming::kOptional && in.at_word_end();
}

bool read_step(Cursor& in, CommitteeIdentifier& id) {
    const Kind* kind = read_kind(in);
    if (kind == nullptr) return false;
    Step step{std::string(kind->printed), {}};
    const bool acronyms = id.body == "ETSI" && id.steps.empty();
    if (!read_name(in, id, *kind, acronyms, step.name)) return false;
    id.steps.push_back(std::move(step));
    return true;
}

// "/SC 42", " SC42", "-SC42" behind a step.
bool read_next_step(Cursor& in, CommitteeIdentifier& id) {
    const std::size_t start = in.position();
    if (!begins_step(in) && !in.accept_spaced('/') && !in.accept('-') && !in.skip_space()) return false;
    if (in.peek() != ' ' && read_step(in, id)) return true;
    in.back_to(start);
    return false;
}

bool read_body(Cursor& in, CommitteeIdentifier& id) {
    for (const identifiers::CommitteeBody& body : identifiers::kBodies) {
        if (identifiers::to_upper(in.peek()) == body.word.front() && accept_phrase(in, body.word)) {
            id.body = body.printed;
            return true;
        }
    }
    return false;
}

// JTC 1 belongs to ISO and IEC together, whichever of them is named or not.
void settle_joint_committee(CommitteeIdentifier& id) {
    if (id.steps.front().kind != "JTC" || id.body.starts_with("CEN")) return;
    const std::string printed = id.body + (id.body.empty() ? "" : "/") + "JTC " + id.steps.front().name;
    const bool first_joint = id.steps.front().name.size() == 1;
    if (id.body == "ISO/IEC" || (id.body.empty() && !first_joint)) return;
    if (id.body.empty() || id.body == "IEC" || id.body == "ISO") {
        const double factor = id.body.empty() ? 0.95 : 0.9;
        id.body = "ISO/IEC";
        add_repair(id, printed, "ISO/IEC JTC " + id.steps.front().name, factor);
    }
}

// A code without a body begins with a committee: TC, JTC. Whose it is, is a guess.
bool settle_missing_body(CommitteeIdentifier& id) {
    if (!id.body.empty()) return true;
    const Step& first = id.steps.front();
    if (first.kind != "TC" || !std::all_of(first.name.begin(), first.name.end(), is_digit)) return false;
    const double factor = std::stoi(first.name) > kLastInternationalCommittee ? 0.9
                          : first.name.size() == 3                            ? 0.7
                                                                              : 0.6;
    id.body = "SAC";
    add_repair(id, "TC" + first.name, "SAC/TC" + first.name, factor);
    return true;
}

// IEC numbers its subcommittees after the committee: SC 65A stands for TC 65/SC 65A.
void drop_implied_committee(CommitteeIdentifier& id) {
    if (id.body != "IEC" || id.steps.size() < 2) return;
    const Step& committee = id.steps[0];
    const Step& sub = id.steps[1];
    if (committee.kind == "TC" && sub.kind == "SC" && sub.name.size() == committee.name.size() + 1 &&
        sub.name.starts_with(committee.name)) {
        id.steps.erase(id.steps.begin());
    }
}

// "SAC/578": the kind was lost.
bool read_lost_kind(Cursor& in, CommitteeIdentifier& id) {
    if (id.body != "SAC") return false;
    const std::string number = in.digits(2, 4);
    if (number.empty() || !in.at_word_end()) return false;
    add_repair(id, "SAC/" + number, "SAC/TC" + number);
    id.steps.push_back({"TC", number});
    return true;
}

// "TC260-PG-20222A" is a document of the committee, "TC 4.0" a version.
bool is_document_code(const Cursor& in) {
    if (in.peek() != '-') return false;
    std::size_t at = 1;
    while (is_upper(in.peek(at)) && at < 5) ++at;
    return is_digit(in.peek(at)) || (at > 1 && in.peek(at) == '-' && is_digit(in.peek(at + 1)));
}

bool read_committee(Cursor& in, CommitteeIdentifier& id) {
    if (read_body(in, id)) {
        const bool slash = in.accept_spaced('/');
        if (!slash && !in.accept('-') && !in.skip_space()) return false;
        const std::size_t behind_body = in.position();
        if (!read_step(in, id)) {
            in.back_to(behind_body);
            if (!slash || !read_lost_kind(in, id)) return false;
        }
    } else if (!read_step(in, id)) {
        return false;
    }
    while (read_next_step(in, id)) {
    }
    if (is_document_code(in)) return false;
    settle_joint_committee(id);
    if (!settle_missing_body(id)) return false;
    drop_implied_committee(id);
    return true;
}

bool is_closed_up(std::string_view body) { return body == "SAC" || body == "CCSA" || body.starts_with("ITU"); }

std::string print(const CommitteeIdentifier& id, bool for_key) {
    const bool blank = id.body.size() > 4 || id.body == "ETSI";
    std::string out = id.body;
    char mark = blank && id.body != "CENELEC" ? ' ' : '/';
    for (const Step& step : id.steps) {
        out += mark;
        mark = '/';
        out += for_key && step.kind == "PC" ? "TC" : step.kind;
        if (step.name.empty()) continue;
        const bool digits = is_digit(step.name.front());
        out += is_closed_up(id.body) ? (digits ? "" : "-") : " ";
        out += step.name;
    }
    return out;
}

std::optional<CommitteeIdentifier> read_whole_committee(std::string_view text, std::size_t& stopped) {
    Cursor in(text, 0, Cursor::Mode::kWholeText);
    in.skip_space();
    CommitteeIdentifier id;
    const bool read = read_committee(in, id);
    stopped = in.furthest();
    in.skip_space();
    if (!read || !in.at_end()) return std::nullopt;
    return id;
}

// By first letter: the second letters of bodies and of committees without one, one bit each.
constexpr std::array<std::uint32_t, 26> kSecondLetters = [] {
    std::array<std::uint32_t, 26> letters{};
    const auto add = [&](std::string_view word) {
        letters[static_cast<std::size_t>(word[0] - 'A')] |= 1U << static_cast<unsigned>(word[1] - 'A');
    };
    add("TC");
    add("JTC");
    for (const identifiers::CommitteeBody& body : identifiers::kBodies) add(body.word);
    return letters;
}();

// What stands at nearly all words of prose; letters beyond ASCII are not looked at.
bool is_mere_word(std::string_view text, std::size_t at) {
    if (at + 1 >= text.size()) return true;
    if (static_cast<unsigned char>(text[at]) >= 0x80 || static_cast<unsigned char>(text[at + 1]) >= 0x80) return false;
    if (!is_letter(text[at]) || !is_letter(text[at + 1])) return true;
    const auto first = static_cast<std::size_t>(to_upper(text[at]) - 'A');
    return (kSecondLetters[first] >> (to_upper(text[at + 1]) - 'A') & 1U) == 0;
}

// The words that a body, or a committee without its body, begins with; a scanner may have read digits as letters.
bool may_begin(const Cursor& in) {
    if (is_mere_word(in.text(), in.position())) return false;
    const Word word = in.peek_letters();
    const std::string_view letters = word.view();
    if (letters.size() < 2 || letters.size() > 7) return false;
    if (letters.starts_with("TC") || letters.starts_with("JTC")) return true;
    return std::any_of(identifiers::kBodies.begin(), identifiers::kBodies.end(),
                       [&](const identifiers::CommitteeBody& body) {
                           return body.word.starts_with(letters) &&
                                  (body.word.size() == letters.size() || !is_letter(body.word[letters.size()]));
                       });
}

// ", TC 204", " and SC 32", "、WG3" behind a code: a sibling of the step of that kind.
std::optional<CommitteeMatch> match_sibling(std::string_view text, std::size_t offset,
                                            const CommitteeIdentifier& elder) {
    Cursor in(text, offset, Cursor::Mode::kRunningText);
    if (!in.accept_list_mark()) return std::nullopt;
    const std::size_t begin = in.position();
    CommitteeIdentifier id;
    id.body = elder.body;
    CommitteeIdentifier step = id;
    if (!read_step(in, step)) return std::nullopt;
    const std::string& kind = step.steps.front().kind;
    const auto place =
        std::find_if(elder.steps.begin(), elder.steps.end(), [&](const Step& s) { return s.kind == kind; });
    if (place == elder.steps.end()) return std::nullopt;
    id.steps.assign(elder.steps.begin(), place);
    id.steps.push_back(step.steps.front());
    id.repairs = step.repairs;
    id.confidence = elder.confidence * step.confidence * kInherited;
    while (read_next_step(in, id)) {
    }
    if (is_document_code(in)) return std::nullopt;
    return CommitteeMatch{Span{begin, in.position()}, std::move(id)};
}

// The committee that begins at `at`, with its siblings in a list; behind the last, or `at` where none begins.
std::size_t visit_committees_at(std::string_view text, std::size_t at,
                                const std::function<void(CommitteeMatch)>& visit) {
    auto match = match_committee(text, at);
    while (match) {
        at = match->span.end;
        auto sibling = match_sibling(text, at, match->identifier);
        visit(*std::move(match));
        match = std::move(sibling);
    }
    return at;
}

}  // namespace

std::string CommitteeIdentifier::normalized() const { return print(*this, false); }

std::string CommitteeIdentifier::key() const { return print(*this, true); }

std::optional<CommitteeIdentifier> CommitteeIdentifier::parent() const {
    CommitteeIdentifier out = *this;
    out.steps.pop_back();
    const Step& last = steps.back();
    if (out.steps.empty()) {
        if (body != "IEC" || last.kind != "SC" || last.name.size() < 2 || !is_letter(last.name.back()))
            return std::nullopt;
        out.steps.push_back({"TC", last.name.substr(0, last.name.size() - 1)});
    }
    return out;
}

std::optional<CommitteeIdentifier> try_parse_committee(std::string_view text, std::size_t* stopped) {
    std::size_t place = 0;
    auto id = read_whole_committee(text, place);
    if (stopped != nullptr) *stopped = place;
    return id;
}

CommitteeIdentifier parse_committee(std::string_view text) {
    std::size_t stopped = 0;
    if (auto id = read_whole_committee(text, stopped)) return *std::move(id);
    throw Error(ErrorCode::kInvalidData, fmt::format("'{}' is no code of a committee", text),
                "write the body and the path: ISO/IEC JTC 1/SC 42, SAC/TC28/SC42")
        .at({}, text, Span{stopped, text.size()});
}

std::optional<CommitteeMatch> match_committee(std::string_view text, std::size_t offset) {
    Cursor in(text, offset, Cursor::Mode::kRunningText);
    if (!may_begin(in)) return std::nullopt;
    const char previous = in.previous();
    if (is_word(previous) || previous == '/' || previous == '-') return std::nullopt;
    CommitteeMatch match;
    if (!read_committee(in, match.identifier)) return std::nullopt;
    match.span = Span{offset, in.position()};
    return match;
}

void find_committees(std::string_view text, const std::function<void(CommitteeMatch)>& visit) {
    identifiers::read_words(text, is_mere_word, [&](std::size_t at) { return visit_committees_at(text, at, visit); });
}

void find_committees(std::string_view text, const std::vector<std::size_t>& starts,
                     const std::function<void(CommitteeMatch)>& visit) {
    identifiers::read_words(text, starts, is_mere_word,
                            [&](std::size_t at) { return visit_committees_at(text, at, visit); });
}

bool may_begin_committee(std::string_view text, std::size_t begin) { return !is_mere_word(text, begin); }

std::vector<CommitteeMatch> find_committees(std::string_view text) {
    std::vector<CommitteeMatch> out;
    find_committees(text, [&](CommitteeMatch match) { out.push_back(std::move(match)); });
    return out;
}

}  // namespace mirrorgraph
