#include "ingest/recognise/context/card_fields.h"

#include <algorithm>
#include <array>

#include "schema/text/text.h"

namespace mirrorgraph::ingest {

std::string field_name(std::string_view before) {
    before = trim(before);
    while (!before.empty()) {
        if (before.ends_with(':') || before.ends_with('.') || before.ends_with(' ') || before.ends_with('|')) {
            before.remove_suffix(1);
        } else if (before.ends_with("：")) {
            before.remove_suffix(std::string_view("：").size());
        } else {
            break;
        }
    }
    while (!before.empty() && std::string_view("-*#| ").find(before.front()) != std::string_view::npos)
        before.remove_prefix(1);
    return before.size() > kLongestFieldName ? std::string() : fold_case(before);
}

CardField card_field(std::string_view name) {
    static constexpr std::array<std::string_view, 19> kNumbers = {"标准号",
                                                                  "标准编号",
                                                                  "国家标准编号",
                                                                  "国家标准号",
                                                                  "行业标准编号",
                                                                  "团体标准编号",
                                                                  "地方标准编号",
                                                                  "standard number",
                                                                  "standard no",
                                                                  "standard code",
                                                                  "document number",
                                                                  "standard id",
                                                                  "标准代号",
                                                                  "standard",
                                                                  "编号",
                                                                  "number",
                                                                  "no",
                                                                  "code",
                                                                  "reference number"};
    static constexpr std::array<std::string_view, 12> kPlans = {
        "计划号",       "计划编号",    "计划单号", "国家标准计划号", "项目编号", "计划项目编号",
        "项目计划编号", "plan number", "plan no",  "project number", "plan",     "project no"};
    // "Reference" alone is what ISO calls a standard's own number.
    static constexpr std::array<std::string_view, 30> kOthers = {
        "replac", "supersed",   "substitut",  "adopt",     "references", "referenced", "referred", "reference standard",
        "cited",  "correspond", "equivalent", "identical", "relat",      "previous",   "old",      "amend",
        "basis",  "based",      "normative",  "代替",      "替代",       "采用",       "采标",     "引用",
        "对应",   "参考",       "参照",       "相关",      "修改单",     "废止"};
    if (std::find(kNumbers.begin(), kNumbers.end(), name) != kNumbers.end()) return CardField::kNumber;
    if (std::find(kPlans.begin(), kPlans.end(), name) != kPlans.end()) return CardField::kPlan;
    const bool another = std::any_of(kOthers.begin(), kOthers.end(), [name](std::string_view word) {
        const std::size_t at = name.find(word);
        return at != std::string_view::npos && (at == 0 || name[at - 1] < 'a' || name[at - 1] > 'z');
    });
    return another ? CardField::kAnother : CardField::kNone;
}

}  // namespace mirrorgraph::ingest
