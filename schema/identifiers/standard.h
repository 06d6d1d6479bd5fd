// Identifiers of standards: one value for every spelling met in practice.
//
// `ISO/IEC 27001:2022`, `iso-iec 27001-2022` and full-width `ＩＳＯ／ＩＥＣ 27001：2022` give one key. What
// is printed is kept apart from what is meant: normalized() prints by the conventions of the body that
// publishes, key() is the same for all conventions. Malformed text is refused. An obvious slip of scanning is
// repaired, and says so.
//
// Units:   offsets are bytes of UTF-8, 0-based; a date's precision is a year or a year and month
// Errors:  parse_standard throws Error kInvalidData with the place where reading stopped; matching never
// throws Owns:    all its strings Threads: values; functions may run at once Source:  ISO/IEC Directives part
// 1; GB/T 1.1-2020; IEC naming of documents; ETSI Drafting Rules; RFC 5141 (URN)
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/error.h"
#include "schema/temporal/date.h"

namespace mirrorgraph {

// Who numbers it; kProject: a code of a project or working document, which stands whole in `number`.
enum class StandardFamily { kIso, kIec, kItu, kIeee, kEtsi, kEuropean, kChinese, kInternet, kProject };

// An amendment, corrigendum or other sheet that changes a standard.
struct Supplement {
    std::string kind;    // "Amd", "Cor", "ISH", "XG" ...
    std::string number;  // "1"; empty where the sheet is the only one
    std::string stage;   // "CD", "D", "FD" ...; empty when published
    Date date;
    friend bool operator==(const Supplement&, const Supplement&) = default;
};

class StandardIdentifier {
  public:
    StandardFamily family = StandardFamily::kIso;
    std::string body;       // publisher as it stands in the prefix: "ISO/IEC", "ITU-T", "GB", "DB11", "T/CESA"
    std::string type;       // deliverable: "TR", "Guide"; Chinese force: "T" recommended, "Z" guiding; "" otherwise
    std::string stage;      // "WD", "CD", "DIS", "P" ...; empty when published
    std::string iteration;  // which draft of that stage: "2" of `CD 14065.2`
    std::string number;
    std::string part;      // with sub-parts: "1", "1-2", "1.2"
    Date date;             // year 0: undated
    std::string edition;   // "V2.2.2", "ed.4", "D12": how this edition is told apart beside the date
    std::string language;  // as printed: "E", "fr", "E/F/R"
    bool all_parts = false;
    std::vector<Supplement> supplements;      // outermost last: an amendment, then a corrigendum to it
    std::vector<StandardIdentifier> adopted;  // the dual number: GB/T 1234.5-2020/ISO 6789:2018
    double confidence = 1.0;                  // below 1 where a slip was repaired or the text can mean another thing
    std::vector<std::string> repairs;         // what was repaired: "read 'YDT' as 'YD/T'"

    // As its publisher prints it: "ISO/IEC 27001:2013/Cor 2:2015", "GB/T 5606 (all parts)".
    const std::string& normalized() const { return normalized_; }
    // One for all spellings. Language and "(all parts)" do not tell documents apart; a date does.
    std::string key() const;
    bool is_dated() const { return date.year != 0; }

    // What joins the editions: the same number and part without date, stage, edition and supplements. nullopt
    // when this is that already.
    std::optional<StandardIdentifier> series() const;
    // The standard that this is a part of, undated; nullopt when there are no parts.
    std::optional<StandardIdentifier> whole() const;
    // What the last supplement changes: ISO 9001:2015 for ISO 9001:2015/Amd 1:2024; nullopt without
    // supplements.
    std::optional<StandardIdentifier> base() const;
    // The name that a standard gives it: urn:iso:std:iso-iec:27001:ed-... (RFC 5141); nullopt where none is
    // defined.
    std::optional<std::string> urn() const;

    // For the grammars: the printed form as it grows.
    std::string& printed() { return normalized_; }

  private:
    std::string normalized_;
};

// The whole text is one identifier.
StandardIdentifier parse_standard(std::string_view text);
// nullopt instead of an error; `stopped`, if given, is then the byte where reading could not go on.
std::optional<StandardIdentifier> try_parse_standard(std::string_view text, std::size_t* stopped = nullptr);

struct StandardMatch {
    Span span;  // in the text given
    StandardIdentifier identifier;
    std::vector<StandardIdentifier> more;  // the others of a range printed as one: GB/T 20438.1~7
};

// The longest identifier that begins at `offset` of running text: it ends before following words and sentence
// punctuation, and what only looks like one (16 GB, 2021-06-17, a product's model) is refused. Refusing costs
// a look at a few bytes and no allocation.
std::optional<StandardMatch> match_standard(std::string_view text, std::size_t offset);

// All identifiers in the text, in order, not overlapping; those of a list printed short ("GB/T 1.1 and 1.2")
// too.
void find_standards(std::string_view text, const std::function<void(StandardMatch)>& visit);
std::vector<StandardMatch> find_standards(std::string_view text);

// The same for text whose words are known. `starts`: where words begin, in order, but for those that may_begin_standard()
// says no of; other places do no harm.
void find_standards(std::string_view text, const std::vector<std::size_t>& starts,
                    const std::function<void(StandardMatch)>& visit);
// Of a word of ASCII letters, with a character of ASCII or nothing behind it: false for nearly all words of prose.
bool may_begin_standard(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace mirrorgraph
