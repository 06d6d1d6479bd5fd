#include "query/tasks/name_words.h"

#include <algorithm>
#include <array>

#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

constexpr std::array<std::string_view, 14> kSilent = {"a",  "an",  "and", "at", "by",  "for", "from",
                                                      "in", "its", "of",  "on", "the", "to",  "with"};
constexpr std::size_t kShortestPlural = 4;

}  // namespace

std::vector<std::string> split_words(std::string_view text) {
    const std::string folded = fold_case(text);
    std::vector<std::string> out;
    bool open = false;
    for (std::size_t i = 0; i < folded.size();) {
        const char32_t c = code_point_at(folded, i);
        const std::size_t next = next_code_point(folded, i);
        if (is_han(c)) {
            out.emplace_back(folded, i, next - i);
            open = false;
        } else if (is_identifier_part(c) && c != U'_') {
            if (!open) out.emplace_back();
            out.back().append(folded, i, next - i);
            open = true;
        } else {
            open = false;
        }
        i = next;
    }
    return out;
}

std::vector<std::string> telling_words(std::string_view text) {
    std::vector<std::string> out;
    for (const std::string& word : split_words(text)) {
        if (std::find(kSilent.begin(), kSilent.end(), word) != kSilent.end()) continue;
        std::string normal = name_key(word);
        if (normal.size() >= kShortestPlural && normal.ends_with('s') && !normal.ends_with("ss")) normal.pop_back();
        if (!normal.empty()) out.push_back(std::move(normal));
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

}  // namespace mirrorgraph::query
