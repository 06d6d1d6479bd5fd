#include "ingest/recognise/context/reference_words.h"

#include <algorithm>
#include <array>

#include "ingest/recognise/names/likeness.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

std::string singular(std::string word) {
    if (word.size() > 3 && word.back() == 's') word.pop_back();
    return word;
}

const ReferenceKind* find_reference_kind(std::string_view text) {
    static constexpr std::array<ReferenceKind, 46> kKinds = {{
        {"修改单", "Standard", "xg"},
        {"指导性技术文件", "Standard", ""},
        {"标准", "Standard", ""},
        {"规范", "Standard", ""},
        {"文件", "Standard", ""},
        {"部分", "Standard", ""},
        {"规程", "Standard", ""},
        {"模型", "Standard", kOwnOnly},
        {"导则", "Standard", kOwnOnly},
        {"通则", "Standard", kOwnOnly},
        {"准则", "Standard", kOwnOnly},
        {"图集", "Standard", kOwnOnly},
        {"指南", "Policy", "指南"},
        {"办法", "Policy", "办法"},
        {"规定", "Policy", "规定"},
        {"条例", "Policy", "条例"},
        {"通知", "Policy", "通知"},
        {"意见", "Policy", "意见"},
        {"规划", "Policy", "规划"},
        {"纲要", "Policy", "纲要"},
        {"方案", "Policy", "方案"},
        {"计划", "Policy", "计划"},
        {"细则", "Policy", "细则"},
        {"规则", "Policy", "规则"},
        {"法", "Policy", "法"},
        {"行动方案", "Policy", "方案"},
        {"实施方案", "Policy", "方案"},
        {"工作方案", "Policy", "方案"},
        {"行动计划", "Policy", "计划"},
        {"指导意见", "Policy", "意见"},
        {"实施意见", "Policy", "意见"},
        {"实施细则", "Policy", "细则"},
        {"实施办法", "Policy", "办法"},
        {"分委会", "Committee", ""},
        {"委员会", "Committee", "委员会"},
        {"标委会", "Committee", ""},
        {"工作组", "Committee", "组"},
        {"总体组", "Committee", "组"},
        {"中心", "Organization", "中心"},
        {"研究院", "Organization", "院"},
        {"协会", "Organization", "协会"},
        {"学会", "Organization", "学会"},
        {"研究所", "Organization", "所"},
        {"公司", "Organization", "公司"},
        {"联盟", "Organization", "联盟"},
        {"联合会", "Organization", "联合会"},
    }};
    const auto* found =
        std::find_if(kKinds.begin(), kKinds.end(), [&](const ReferenceKind& it) { return text.starts_with(it.word); });
    return found == kKinds.end() ? nullptr : &*found;
}

bool is_object_word(std::string_view lower) {
    static constexpr std::array<std::string_view, 15> kWords = {
        "replaces", "replace", "replaced", "supersedes", "supersede", "superseding", "replacing", "with",
        "under",    "adopts",  "cites",    "implements", "implement", "than",        "from"};
    return std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
}

bool is_object_mark(std::string_view before) {
    static constexpr std::array<std::string_view, 10> kMarks = {"代替", "替代", "取代", "采用", "符合",
                                                                "按照", "根据", "依据", "与",   "落实"};
    return std::any_of(kMarks.begin(), kMarks.end(), [&](std::string_view mark) { return before.ends_with(mark); });
}

bool is_plural(std::string_view title) {
    static constexpr std::array<std::string_view, 9> kHeads = {
        "measures", "points", "guidelines", "opinions", "rules", "provisions", "tasks", "regulations", "methods"};
    const std::string folded = fold_case(title);
    return std::any_of(kHeads.begin(), kHeads.end(),
                       [&](std::string_view head) { return folded.find(head) != std::string::npos; });
}

int spelled_number(std::string_view word) {
    static constexpr std::array<std::string_view, 13> kEnglish = {
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
    static constexpr std::array<std::string_view, 11> kChinese = {"",   "一", "两", "三", "四", "五",
                                                                  "六", "七", "八", "九", "十"};
    for (std::size_t n = 1; n < kChinese.size() && word.size() == 3; ++n) {
        if (word == kChinese[n]) return static_cast<int>(n);
    }
    if (!word.empty() && is_han(code_point_at(word, 0))) return 0;
    constexpr std::size_t kShortest = 3, kLongest = 6;  // of kEnglish
    if (word.size() >= kShortest && (word.size() <= kLongest || static_cast<unsigned char>(word[0]) >= 0x80)) {
        const std::string folded = fold_case(word);
        for (std::size_t n = 1; n < kEnglish.size(); ++n) {
            if (folded == kEnglish[n]) return static_cast<int>(n);
        }
    }
    int value = 0;
    for (const char c : word) {
        if (c < '0' || c > '9' || value > 999) return 0;
        value = value * 10 + (c - '0');
    }
    return value;
}

const std::string& PolicyHeads::of(const std::string& title) {
    const auto [known, fresh] = known_.try_emplace(title);
    if (fresh) known->second = words_of_policy(title).head;
    return known->second;
}

bool is_built_on(const std::string& name, const std::string& head, PolicyHeads& heads) {
    const std::string folded = fold_case(name);
    if (folded.find(head) == std::string::npos) return false;
    if (static_cast<unsigned char>(head.front()) >= 0x80) {
        std::string_view title = std::string_view(name).substr(0, name.find('('));
        title = title.substr(0, title.find("（"));
        return title.ends_with(head);
    }
    const std::string& built_on = heads.of(name);
    return built_on.empty() || built_on.starts_with(head) || head.starts_with(built_on);
}

bool is_called(const Mention& mention, const std::string& head, PolicyHeads& heads) {
    if (head.empty()) return true;
    const auto has = [&](const std::string& name) {
        if (mention.label == "Policy") return is_built_on(name, head, heads);
        return fold_case(name).find(head) != std::string::npos;
    };
    return has(mention.name) || has(mention.surface) ||
           std::any_of(mention.aliases.begin(), mention.aliases.end(), has);
}

bool is_of_year(const Mention& mention, std::string_view year, const std::string& said, PolicyHeads& heads) {
    if (mention.label == "Policy")
        return mention.name.find(year) != std::string::npos && is_called(mention, said, heads);
    if (mention.label != "Standard" || (said != "standard" && said != "specification")) return false;
    const std::size_t begin = mention.name.size() - std::min(mention.name.size(), year.size());
    return begin > 0 && mention.name.ends_with(year) &&
           (mention.name[begin - 1] == '-' || mention.name[begin - 1] == ':');
}

Mention reference_to(const Mention& antecedent) {
    constexpr double kReferenceConfidence = 0.6;
    constexpr const char* kAnaphor = "anaphor";
    // A reference to what was just referred to is no less sure: "the Plan ... The Plan ... It".
    const double doubt = antecedent.recogniser == kAnaphor ? 1.0 : kReferenceConfidence;
    return naming_the_same(antecedent, kAnaphor, doubt * antecedent.confidence);
}

}  // namespace mirrorgraph::ingest
