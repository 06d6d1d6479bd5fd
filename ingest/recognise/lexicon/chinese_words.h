// The words that names in Chinese text end with, and those that stand before, between and behind names:
// data/gazetteer/chinese_words.csv.
//
// Errors:  load throws Error kInvalidData with file and row for an unknown class, kIo without the file
// Owns:    its words
// Threads: immutable after loading; const methods may run at once
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mirrorgraph::ingest {

enum class ChineseClass : std::uint8_t {
    kAgency,        // how names end: 市场监督管理局
    kOrganization,  // 研究院
    kCommittee,     // 工作组
    kPolicy,        // how titles end: 办法
    kNotice,        // how a line 关于…… ends that names what was sent: 的通知
    kBetween,       // parts two names, or a name from what stands before it: 会同
    kList,          // stands before a list of bodies: 起草单位
    kGeneric,       // begins a name of no committee in particular: 所属
    kVerb,          // behind a name: what it does, or who speaks for it
    kBefore,        // before a name, not part of it: 近日
    kUnnamed,       // what follows is no name: 有关
    kVague,         // a name with it in is of no body in particular: 新一届
    kBare,          // a kind of body, not one: 行业协会
    kPlace,         // a province, or a town as good as one
    kPerson         // behind the name of a person: 院士
};
inline constexpr std::size_t kChineseClasses = 15;

class ChineseWords {
  public:
    static ChineseWords load(const std::string& path);

    // In the order of the file.
    const std::vector<std::string>& of(ChineseClass c) const { return words_[static_cast<std::size_t>(c)]; }
    // The first word of the class that the text begins with, empty if none.
    std::string_view at_begin(ChineseClass c, std::string_view text) const;
    bool is_any(ChineseClass c, std::string_view name) const;
    bool ends_any(ChineseClass c, std::string_view text) const;
    // "Agency", "Organization", "Committee" by the longest of their words that the text ends with, else empty.
    std::string_view label_of(std::string_view text) const;

  private:
    struct Ending {
        std::string text;
        std::string_view label;
    };
    std::array<std::vector<std::string>, kChineseClasses> words_;
    std::vector<Ending> endings_;  // by their last character, longer ones first
};

}  // namespace mirrorgraph::ingest
