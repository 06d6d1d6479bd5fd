// What those who look for names in Chinese text share: its words by how they begin and end, and a name made of them.
//
// Units:   positions of words in the Reading
// Errors:  none
// Owns:    nothing; the Reading must outlive it
// Threads: one thread
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "ingest/recognise/names/likeness.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest::chinese {

inline constexpr double kConfidence = 0.85;
inline constexpr double kListConfidence = 0.9;

class ChineseText {
  public:
    explicit ChineseText(Reading& reading) : reading_(reading) {}

  protected:
    bool has_han(const Unit& unit) const {
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (reading_.word(i).shape == WordShape::kHan) return true;
        }
        return false;
    }

    // 各省、自治区、直辖市工业和信息化主管部门，有关行业协会: whom a notice is for.
    bool is_address(const Unit& unit) const {
        if (!reading_.word(unit.last - 1).is_mark(U':')) return false;
        const std::string words = reading_.printed(unit.first, unit.last);
        return words.starts_with("各") || words.find("各专业") != std::string::npos;
    }

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

    Mention make(std::string_view label, std::string key_prefix, std::size_t first, std::size_t last,
                 double confidence) const {
        Mention mention;
        mention.label = std::string(label);
        mention.name = reading_.printed(first, last);
        mention.key = std::move(key_prefix) + name_slug(label == "Agency" ? full_office(mention.name) : mention.name);
        mention.recogniser = "chinese-form";
        mention.confidence = confidence;
        mention.properties["name_zh"] = Value(mention.name);
        return mention;
    }

    // 江苏省市场监管局 is 江苏省市场监督管理局.
    static std::string full_office(std::string name) {
        struct Office {
            std::string_view common, full;
        };
        static constexpr std::array<Office, 7> kOffices = {{{"市场监管局", "市场监督管理局"},
                                                            {"质监局", "质量技术监督局"},
                                                            {"工信厅", "工业和信息化厅"},
                                                            {"发改委", "发展和改革委员会"},
                                                            {"住建厅", "住房和城乡建设厅"},
                                                            {"卫健委", "卫生健康委员会"},
                                                            {"交通厅", "交通运输厅"}}};
        for (const Office& office : kOffices) {
            if (name.size() > office.common.size() && name.ends_with(office.common))
                return name.replace(name.size() - office.common.size(), office.common.size(), office.full);
        }
        return name;
    }

    Reading& reading_;
};

}  // namespace mirrorgraph::ingest::chinese
