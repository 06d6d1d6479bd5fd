#include "ingest/rules/sentence/masked_text.h"

#include <algorithm>
#include <array>

#include "schema/text/ascii.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::array<std::string_view, 7> kLabels = {"Agency", "Organization", "Committee", "Standard",
                                                     "Policy", "Topic",        "Date"};
static_assert(kLabelSets == 1U << kLabels.size());
constexpr LabelSet kAgency = 1U << 0;
constexpr LabelSet kStandard = 1U << 3;
constexpr LabelSet kTopic = 1U << 5;
constexpr std::size_t kMaxLink = 60;  // bytes between two committees that name one body

bool is_quote(char32_t c) {
    return c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F) || (c >= 0x3008 && c <= 0x300F) || c == 0x2018;
}

bool is_pronoun(const Mention& mention) {
    if (mention.recogniser != "anaphor") return false;
    const std::string word = fold_case(mention.surface);
    return word == "it" || word == "they";
}

bool is_dash(char32_t c) { return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D || c == 0x2500; }

bool is_space(char32_t c) {
    return c <= 0x20 || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF;
}

// Appends code points in normal form, one blank at most between words.
class MaskWriter {
  public:
    explicit MaskWriter(MaskedText& out) : out_(out) {}

    void slot(std::size_t mention, LabelSet label, bool repeats, bool pronoun = false) {
        flush_space();
        if (pronoun) out_.text += kPronounByte;
        out_.slots.push_back({out_.text.size(), mention, label, repeats});
        out_.labels |= label;
        out_.text += label_byte(label);
    }

    // Another mention of the same words.
    void beside(std::size_t mention, LabelSet label) {
        out_.slots.push_back({out_.slots.back().offset, mention, label, false});
        out_.labels |= label;
    }

    void plain(std::string_view text) {
        for (std::size_t i = 0; i < text.size();) {
            if (static_cast<unsigned char>(text[i]) < 0x80) {
                i = ascii(text, i);
                continue;
            }
            const std::size_t begin = i;
            const char32_t c = code_point_at(text, i);
            i = next_code_point(text, i);
            code_point(c, text.substr(begin, i - begin), begin > 0 && is_letter(text[begin - 1]));
        }
    }

    void separator(std::string_view text) {
        space_ = true;
        flush_space();
        out_.text += text;
        space_ = true;
    }

  private:
    // What bytes of ASCII are written as; nothing for others. Most are above the comma and only copied.
    static constexpr char kBlank = ' ', kNothing = '\0';
    static constexpr std::array<char, 256> kWritten = [] {
        std::array<char, 256> written{};
        for (unsigned c = 0; c < 0x80; ++c) {
            const char byte = static_cast<char>(c);
            const bool left_out = byte == '"' || byte == '*' || byte == '`' || byte == '_';
            written[c] = byte <= ' ' ? kBlank : left_out ? kNothing : is_upper(byte) ? static_cast<char>(c + 32) : byte;
        }
        return written;
    }();

    static bool is_printed_or_blank(char c) { return c >= ' ' && static_cast<unsigned char>(c) < 0x80; }

    // Most of a text: writes some or all of the ASCII that begins here. Behind it.
    std::size_t ascii(std::string_view text, std::size_t begin) {
        constexpr std::size_t kAtOnce = 64;
        const std::size_t end = std::min(text.size(), begin + kAtOnce);
        const auto written = [text](std::size_t i) { return kWritten[static_cast<unsigned char>(text[i])]; };
        std::string& out = out_.text;
        std::size_t size = out.size();
        out.resize(size + 1 + end - begin);
        char* const to = out.data();
        std::size_t at = begin;
        while (at < end && static_cast<unsigned char>(text[at]) < 0x80) {
            char c = written(at++);
            if (c == kBlank) {
                space_ = true;
            } else if (c != kNothing) {
                if (space_ && size > 0 && to[size - 1] != ' ') to[size++] = ' ';
                // Behind a Han character or a name a comma parts clauses, blank or not.
                space_ = c == ',' && size > 0 && !is_printed_or_blank(to[size - 1]);
                to[size++] = c;
                if (space_) continue;
                for (; at < end && (c = written(at)) > ','; ++at) to[size++] = c;
            }
        }
        out.resize(size);
        return at;
    }

    void code_point(char32_t c, std::string_view bytes, bool after_letter) {
        if (is_space(c)) {
            space_ = true;
        } else if (c == 0x2019) {
            if (after_letter || !out_.slots.empty()) put("'");
        } else if (is_quote(c)) {
            return;
        } else if (is_dash(c)) {
            put("-");
        } else if (c == 0x3002) {
            put(".");
            space_ = true;
        } else if (c >= 0xFF01 && c <= 0xFF5E) {
            full_width(static_cast<char>(c - 0xFF01 + '!'));
            space_ = space_ || c == 0xFF0C || c == 0xFF1B;
        } else {
            put(bytes);
        }
    }

    void full_width(char c) {
        flush_space();
        out_.text += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }

    void put(std::string_view bytes) {
        flush_space();
        out_.text += bytes;
    }

    void flush_space() {
        if (space_ && !out_.text.empty() && out_.text.back() != ' ') out_.text += ' ';
        space_ = false;
    }

    MaskedText& out_;
    bool space_ = false;
};

bool is_title_connector(std::string_view word) {
    static constexpr std::array<std::string_view, 14> kWords = {"of", "for", "and", "the",  "in", "to",   "on",
                                                                "a",  "an",  "or",  "with", "by", "from", "at"};
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

std::size_t skip(std::string_view text, std::size_t at, std::size_t end, std::string_view set) {
    while (at < end && set.find(text[at]) != std::string_view::npos) ++at;
    return at;
}

// The end of two or more capitalised words (with "of", "for" ... between them) at `at`; `begin` where there are none.
std::size_t end_of_capitals(std::string_view text, std::size_t begin, std::size_t at, std::size_t end) {
    std::size_t title_end = begin;
    int capitals = 0;
    while (at < end && is_letter(text[at])) {
        std::size_t word_end = at;
        while (word_end < end && (is_letter(text[word_end]) || text[word_end] == '-')) ++word_end;
        const std::string_view word = text.substr(at, word_end - at);
        if (is_upper(word.front())) {
            title_end = word_end;
            ++capitals;
        } else if (capitals == 0 || !is_title_connector(word)) {
            break;
        }
        at = skip(text, word_end, end, " \n");
    }
    return capitals > 1 ? title_end : begin;
}

// The end of a title of several elements: "Greenhouse gases - Carbon footprint of products"; `begin` where there is none.
std::size_t end_of_elements(std::string_view text, std::size_t begin, std::size_t at, std::size_t end) {
    static constexpr std::array<std::string_view, 22> kBehind = {
        "is",         "was",      "are",   "were",     "has",      "have",   "will",      "which",
        "that",       "replaces", "shall", "replaced", "released", "issued", "published", "should",
        "supersedes", "adopts",   "took",  "takes",    "falls",    "refers"};
    constexpr std::size_t kLongest = 260;
    if (at >= end || !is_upper(text[at])) return begin;
    bool elements = false;
    std::size_t title_end = begin;
    for (std::size_t i = at; i < end && i - at < kLongest;) {
        std::size_t stop = text.find_first_of(" \n,;.(:", i);
        stop = std::min(stop, end);
        const std::string_view word = text.substr(i, stop - i);
        if (std::find(kBehind.begin(), kBehind.end(), word) != kBehind.end()) break;
        const bool dash = word == "-" || word == "–" || word == "—" || word.find("—") != std::string_view::npos;
        elements = elements || dash;
        if (!word.empty() && word != "-" && word != "and") title_end = stop;
        if (stop < end && text[stop] == ':' && word.find_first_not_of("0123456789") == std::string_view::npos) {
            ++stop;  // "Part 1: General"
        } else if (stop < end && text[stop] != ' ' && text[stop] != '\n') {
            break;
        }
        i = skip(text, stop, end, " \n");
    }
    return elements ? title_end : begin;
}

// Where the title ends that follows a standard's number at `begin`: in title marks, behind a dash, or capitalised.
std::size_t end_of_title(std::string_view text, std::size_t begin, std::size_t end) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kMarks = {
        {{"《", "》"}, {"“", "”"}, {"\"", "\""}, {"「", "」"}}};
    constexpr std::string_view kLongDash = "—";
    std::size_t at = skip(text, begin, end, " \n");
    for (const auto& [open, shut] : kMarks) {
        if (!text.substr(at, end - at).starts_with(open)) continue;
        const std::size_t close = text.find(shut, at + open.size());
        return close != std::string_view::npos && close < end ? close + shut.size() : begin;
    }
    std::size_t behind_dash = skip(text, at, end, "- ");
    while (text.substr(behind_dash, end - behind_dash).starts_with(kLongDash)) behind_dash += kLongDash.size();
    behind_dash = skip(text, behind_dash, end, " ");
    if (behind_dash > at && behind_dash < end && is_upper(text[behind_dash])) {
        return std::min(end, text.find_first_of(",;.(:", behind_dash));
    }
    return std::max(end_of_capitals(text, begin, at, end), end_of_elements(text, begin, at, end));
}

// How two neighbouring committees belong together: "National Committee (NC)" by a bracket alone, "(TC 28) Subcommittee
// (SC 42)" by words too.
enum class Link { kNone, kBracket, kWords };

Link link_between(std::string_view text, const Mention& a, const Mention& b) {
    if (a.label != "Committee" || b.label != "Committee") return Link::kNone;
    if (b.span.begin < a.span.end || b.span.begin - a.span.end > kMaxLink) return Link::kNone;
    static constexpr std::array<std::string_view, 6> kWords = {"technical committee", "sub-technical committee",
                                                               "subcommittee",        "sub-committee",
                                                               "working group",       "committee"};
    const std::string between = plain_mask(text.substr(a.span.end, b.span.begin - a.span.end));
    if (!between.ends_with('(')) return Link::kNone;
    std::string words;
    for (const char c : between) {
        if (c != '(' && c != ')') words += c;
    }
    if (trim(words).empty()) return Link::kBracket;
    return std::find(kWords.begin(), kWords.end(), trim(words)) != kWords.end() ? Link::kWords : Link::kNone;
}

// The point behind "Co., Ltd" in the middle of a sentence belongs to the name.
bool ends_abbreviated(std::string_view text, std::size_t at, std::size_t end) {
    if (at + 1 >= end || text[at] != '.') return false;
    const std::string_view name = text.substr(0, at);
    return name.ends_with("Ltd") || name.ends_with("Inc") || name.ends_with("Corp") || name.ends_with("Co");
}

// The last of a chain of committees that names one body: "National Technical Committee (TC 28) Subcommittee (SC 42)".
std::size_t end_of_chain(std::string_view text, const std::vector<Mention>& mentions,
                         const std::vector<std::size_t>& inside, std::size_t first) {
    std::size_t last = first;
    for (std::size_t n = first + 1; n < inside.size(); ++n) {
        const Link link = link_between(text, mentions[inside[n - 1]], mentions[inside[n]]);
        if (link == Link::kNone) break;
        if (link == Link::kWords) last = n;
    }
    return last;
}

}  // namespace

const std::vector<std::string>& maskable_labels() {
    static const std::vector<std::string> names(kLabels.begin(), kLabels.end());
    return names;
}

std::optional<LabelSet> label_bit(std::string_view label) {
    const auto* at = std::find(kLabels.begin(), kLabels.end(), label);
    if (at == kLabels.end()) return std::nullopt;
    return static_cast<LabelSet>(1U << static_cast<unsigned>(at - kLabels.begin()));
}

char label_byte(LabelSet bit) {
    char byte = 1;
    while ((bit >>= 1) != 0) ++byte;
    return byte;
}

namespace {

// "the Data Center of the CAC": whether a name behind `before` is whose the name in front of it is.
bool is_owner(std::string_view before) {
    for (std::string_view of : {" of the ", " of "}) {
        if (!before.ends_with(of)) continue;
        before.remove_suffix(of.size());
        return !before.empty() && static_cast<unsigned char>(before.back()) < ' ';
    }
    return false;
}

}  // namespace

std::vector<std::size_t> MaskedText::mentions(std::size_t begin, std::size_t end, LabelSet wanted) const {
    std::vector<std::size_t> found;
    int depth = 0;
    auto slot = std::lower_bound(slots.begin(), slots.end(), begin,
                                 [](const Slot& s, std::size_t offset) { return s.offset < offset; });
    for (std::size_t i = begin; i < end; ++i) {
        if (text[i] == '(') ++depth;
        if (text[i] == ')') depth = std::max(0, depth - 1);
        for (; slot != slots.end() && slot->offset == i; ++slot) {
            const std::string_view before = std::string_view(text).substr(0, i);
            const bool closed = i + 1 < text.size() && text[i + 1] == ')';
            const bool alone =
                closed &&
                ((slot->label == kAgency && !slot->repeats && (before.ends_with("(") || before.ends_with("(the "))) ||
                 (slot->label == kStandard && before.size() > 2 && before.ends_with(" (") &&
                  static_cast<unsigned char>(before[before.size() - 3]) > ' '));
            const bool named = (depth == 0 || alone) && !(i > begin && is_owner(before));
            if (named && (slot->label & wanted) != 0) found.push_back(slot->mention);
        }
    }
    return found;
}

MentionIndex::MentionIndex(const std::vector<Mention>& mentions, bool with_topics) {
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        const auto bit = label_bit(mentions[i].label);
        if (!bit || (*bit == kTopic && !with_topics) || mentions[i].span.empty()) continue;
        outermost_.emplace_back(mentions[i].span, i);
    }
    std::stable_sort(outermost_.begin(), outermost_.end(), [](const auto& a, const auto& b) {
        return a.first.begin != b.first.begin ? a.first.begin < b.first.begin : a.first.end > b.first.end;
    });
    Span last{0, 0};
    std::erase_if(outermost_, [&](const auto& entry) {
        const bool together = entry.first == last && mentions[entry.second].recogniser == "anaphor";
        if (entry.first.begin < last.end && !together) return true;
        last = entry.first;
        return false;
    });
}

std::vector<std::size_t> MentionIndex::within(Span span) const {
    std::vector<std::size_t> found;
    auto at = std::lower_bound(outermost_.begin(), outermost_.end(), span.begin,
                               [](const auto& entry, std::size_t offset) { return entry.first.begin < offset; });
    for (; at != outermost_.end() && at->first.end <= span.end; ++at) found.push_back(at->second);
    return found;
}

namespace {

// "such as Total Acid in Food (GB 12456-2021)": where the title that ends at `end` begins, in quotation marks or
// capitals; `none` where there is none.
std::size_t begin_of_english(std::string_view text, std::size_t from, std::size_t end, std::size_t none) {
    constexpr std::size_t kLongest = 200;
    const std::string_view before = text.substr(from, end - from);
    for (const auto& [open, shut] : {std::pair<std::string_view, std::string_view>{"“", "”"}, {"\"", "\""}}) {
        if (!before.ends_with(shut)) continue;
        const std::size_t at = before.substr(0, before.size() - shut.size()).rfind(open);
        return at == std::string_view::npos || before.size() - at > kLongest ? none : from + at;
    }
    std::size_t title = end;
    for (std::size_t at = end; at > from;) {
        std::size_t word = at;
        while (word > from && (is_letter(text[word - 1]) || text[word - 1] == '-')) --word;
        const bool blank = word > from && text[word - 1] == ' ';
        if (word == at || (!blank && word > from)) break;
        if (is_upper(text[word])) {
            title = word;
        } else if (!is_title_connector(text.substr(word, at - word))) {
            break;
        }
        at = blank ? word - 1 : word;
    }
    // A capital at the beginning of a sentence says nothing.
    return title == end || title == from ? none : title;
}

// 《公路技术状况评定标准》（JTG 5210—2018）: the title in front of a number in brackets goes with it. Where the title
// begins; `begin` of the number where none stands there.
std::size_t begin_of_title(std::string_view text, std::size_t from, std::size_t begin) {
    constexpr std::string_view kOpen = "《", kClose = "》";
    std::string_view before = text.substr(from, begin - from);
    while (before.ends_with(' ')) before.remove_suffix(1);
    if (before.ends_with('(')) {
        before.remove_suffix(1);
    } else if (before.ends_with("（")) {
        before.remove_suffix(std::string_view("（").size());
    } else {
        return begin;
    }
    while (before.ends_with(' ')) before.remove_suffix(1);
    if (!before.ends_with(kClose)) return begin_of_english(text, from, from + before.size(), begin);
    const std::size_t open = before.rfind(kOpen);
    return open == std::string_view::npos ? begin : from + open;
}

// "GB/T 1-2020 Rules (ISO 1:2018)": the number of what was adopted has no title of its own in front.
bool may_have_title_before(std::string_view text, const Mention& mention) {
    static constexpr std::array<std::string_view, 8> kForeign = {"ISO",  "IEC",  "ITU", "EN ",
                                                                 "ETSI", "IEEE", "SAE", "CISPR"};
    const std::string_view behind = text.substr(mention.span.end, std::string_view("）").size());
    return (behind.starts_with(')') || behind.starts_with("）")) &&
           std::none_of(kForeign.begin(), kForeign.end(),
                        [&](std::string_view body) { return mention.key.starts_with(body); });
}

}  // namespace

MaskedText mask_text(const Document& document, Span span, const std::vector<Span>& cells,
                     const std::vector<Mention>& mentions, const MentionIndex& index) {
    const std::string_view text = document.text;
    MaskedText out;
    out.text.reserve(span.size());
    MaskWriter writer(out);
    std::size_t at = span.begin;
    const auto plain_until = [&](std::size_t end) {
        if (end > at) writer.plain(text.substr(at, end - at));
        at = std::max(at, end);
    };
    std::size_t cell = 1;
    const auto cells_until = [&](std::size_t end) {
        for (; cell < cells.size() && cells[cell].begin <= end; ++cell) {
            plain_until(cells[cell - 1].end);
            // A key may bring its colon along.
            const bool has_colon = !out.text.empty() && out.text.back() == ':';
            writer.separator(has_colon ? "" : cells.size() == 2 ? ":" : "|");
            at = std::max(at, cells[cell].begin);
        }
    };
    const std::vector<std::size_t> inside = index.within(span);
    for (std::size_t k = 0; k < inside.size(); ++k) {
        const std::size_t i = inside[k];
        const Mention& mention = mentions[i];
        const LabelSet label = *label_bit(mention.label);
        if (k > 0 && mentions[inside[k - 1]].span == mention.span) {
            writer.beside(i, label);
            continue;
        }
        cells_until(mention.span.begin);
        const std::size_t title = label == kStandard && cells.empty() && may_have_title_before(text, mention)
                                      ? begin_of_title(text, at, mention.span.begin)
                                      : mention.span.begin;
        plain_until(title);
        if (title < mention.span.begin) {
            writer.slot(i, label, false);
            at = mention.span.end;
            while (at < span.end && text[at] == ' ') ++at;
            for (std::string_view close : {")", "）"}) {
                if (text.substr(at, span.end - at).starts_with(close)) at += close.size();
            }
            continue;
        }
        const std::size_t last = end_of_chain(text, mentions, inside, k);
        if (last > k) {
            // The bracket around the last code goes with the names that it closes.
            writer.slot(inside[last], label, false);
            at = mentions[inside[last]].span.end;
            if (at < span.end && text[at] == ')') ++at;
            k = last;
            continue;
        }
        const bool repeats =
            k > 0 && mentions[inside[k - 1]].label == mention.label && mentions[inside[k - 1]].key == mention.key;
        writer.slot(i, label, repeats, is_pronoun(mention));
        at = std::max(at, mention.span.end);
        if (ends_abbreviated(text, at, span.end)) ++at;
        if (mention.label != "Standard" || !cells.empty()) continue;
        at = end_of_title(text, at, k + 1 < inside.size() ? mentions[inside[k + 1]].span.begin : span.end);
    }
    cells_until(span.end);
    plain_until(span.end);
    return out;
}

std::string plain_mask(std::string_view text) {
    MaskedText out;
    MaskWriter(out).plain(text);
    return out.text;
}

}  // namespace mirrorgraph::ingest
