#include "ingest/recognise/names/cover_number.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/recognise/context/subject.h"
#include "schema/text/ascii.h"

namespace mirrorgraph::ingest {

namespace {

constexpr double kConfidence = 0.8;

// "ITSS.1—2015" as "ITSS.1-2015"; nullopt for what is no number of a standard.
std::optional<std::string> read_code(std::string_view text) {
    constexpr std::size_t kFewestLetters = 2, kMostLetters = 12, kLongest = 30;
    if (text.size() > kLongest) return std::nullopt;
    std::size_t i = 0;
    while (i < text.size() && (is_upper(text[i]) || (text[i] == '/' && i > 0))) ++i;
    if (i < kFewestLetters || i > kMostLetters) return std::nullopt;
    const std::size_t number = i;
    while (i < text.size() && (is_digit(text[i]) || text[i] == '.' || text[i] == ' ')) ++i;
    std::size_t end = i;
    while (end > number && text[end - 1] == ' ') --end;
    if (end == number || !is_digit(text[end - 1])) return std::nullopt;
    std::string_view year = text.substr(i);
    for (std::string_view dash : {"—", "–", "-"}) {
        while (year.starts_with(dash)) year.remove_prefix(dash.size());
    }
    constexpr std::size_t kYear = 4;
    const bool dated = year.size() == kYear && year.size() < text.size() - i &&
                       (year.starts_with("19") || year.starts_with("20")) &&
                       std::all_of(year.begin(), year.end(), is_digit);
    if (!dated) return std::nullopt;
    return std::string(text.substr(0, end)) + '-' + std::string(year);
}

}  // namespace

void find_cover_number(Reading& reading) {
    constexpr std::size_t kFirstUnits = 4;
    const std::size_t count = std::min(kFirstUnits, reading.units().size());
    for (std::size_t u = 0; u < count; ++u) {
        const Unit& unit = reading.units()[u];
        if (unit.cell >= 0 || unit.first == unit.last || !reading.is_free(unit.first, unit.last)) continue;
        const auto code = read_code(reading.printed(unit.first, unit.last));
        if (!code) continue;
        const std::string_view text = reading.text();
        const bool drafted =
            text.find("起草") != std::string_view::npos || text.find("drafted") != std::string_view::npos;
        if (!drafted || !reads_as_foreword(text)) return;
        Mention mention;
        mention.label = "Standard";
        mention.key = mention.name = *code;
        mention.recogniser = "standard-code";
        mention.confidence = kConfidence;
        mention.properties["code"] = Value(*code);
        reading.add(std::move(mention), unit.first, unit.last);
        return;
    }
}

}  // namespace mirrorgraph::ingest
