// What those who look for names in Chinese text share: its words by how they begin and end, and a name made of them.
//
// Units:   positions of words in the Reading
// Errors:  none
// Owns:    nothing; the Reading and the words must outlive it
// Threads: one thread
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "ingest/recognise/lexicon/chinese_words.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest::chinese {

inline constexpr double kConfidence = 0.85;
inline constexpr double kListConfidence = 0.9;
inline constexpr std::size_t kLongestItem = 40;  // characters
inline constexpr std::string_view kShortCommittee = "标委会";

bool has_han(const Reading& reading, const Unit& unit);
// 各省、自治区、直辖市工业和信息化主管部门，有关行业协会: whom a notice is for.
bool is_address(const Reading& reading, const Unit& unit);
void write_out(Mention& mention);  // 全国衡器标委会 is 全国衡器标准化技术委员会

class ChineseText {
  public:
    ChineseText(Reading& reading, const ChineseWords& words) : reading_(reading), words_(words) {}

  protected:
    // False where no word stands in front of `last`, or at `first`.
    bool ends_with(std::size_t last, std::string_view suffix) const {
        if (last == 0) return false;
        const std::size_t end = reading_.word(last - 1).end;
        return end >= suffix.size() && reading_.text().substr(end - suffix.size(), suffix.size()) == suffix;
    }
    bool starts_with(std::size_t first, std::string_view prefix) const {
        return first < reading_.words().size() &&
               reading_.text().substr(reading_.word(first).begin, prefix.size()) == prefix;
    }
    std::string_view before(std::size_t last) const {
        return last == 0 ? std::string_view() : reading_.text().substr(0, reading_.word(last - 1).end);
    }
    std::string_view from(std::size_t first) const {
        return first < reading_.words().size() ? reading_.text().substr(reading_.word(first).begin)
                                               : std::string_view();
    }
    std::string_view label_of(std::size_t last) const {
        const std::string_view label = words_.label_of(before(last));
        return label.empty() || counts(last) ? std::string_view() : label;
    }
    // 两个委员会, 智能合约工作组、安全工作组两个工作组: how many, no name.
    bool counts(std::size_t last) const {
        for (std::string_view kind :
             {"个委员会", "个工作组", "个分委会", "个标委会", "个技术委员会", "个分技术委员会"}) {
            if (ends_with(last, kind)) return true;
        }
        return false;
    }
    bool begins_any(ChineseClass c, std::size_t first) const { return !words_.at_begin(c, from(first)).empty(); }

    Mention make(std::string_view label, std::string key_prefix, std::size_t first, std::size_t last,
                 double confidence) const;
    bool numbers_document(const Unit& unit, std::size_t last) const;
    // The committee's code beside its name, Reading::kFree if none.
    std::uint32_t code_beside(const Unit& unit, std::size_t first, std::size_t last) const;
    void take_code(std::uint32_t owner, Mention& mention) const;
    // 全国信息技术标准化技术委员会 in 全国信息技术标准化技术委员会人工智能分技术委员会, whose key says which it is.
    void add_parent(std::size_t first, std::size_t last, std::string_view key);

    Reading& reading_;
    const ChineseWords& words_;
};

}  // namespace mirrorgraph::ingest::chinese
