#include "ingest/recognise/names/titles/short_titles.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mirrorgraph::ingest {

namespace {

bool goes_on(std::string_view rest) {
    return rest.starts_with(" for ") || rest.starts_with(" on ") || rest.starts_with(" of ");
}

}  // namespace

void join_short_titles(Reading& reading) {
    std::vector<std::pair<std::string, std::size_t>> titles;  // by name: whole titles stand behind their short forms
    for (std::size_t f = 0; f < reading.found().size(); ++f) {
        const Found& found = reading.found()[f];
        if (!found.dropped && found.mention.recogniser == "standard-title") titles.emplace_back(found.mention.name, f);
    }
    std::sort(titles.begin(), titles.end());
    for (std::size_t begin = 0, end = 0; begin < titles.size(); begin = end) {
        const std::string& name = titles[begin].first;
        while (end < titles.size() && titles[end].first == name) ++end;
        const Mention* whole = nullptr;
        bool several = false;
        for (std::size_t t = end; t < titles.size() && !several && titles[t].first.starts_with(name); ++t) {
            if (!goes_on(std::string_view(titles[t].first).substr(name.size()))) continue;
            const Mention& longer = reading.found()[titles[t].second].mention;
            several = whole != nullptr && whole->key != longer.key;
            whole = &longer;
        }
        if (whole == nullptr || several) continue;
        for (std::size_t t = begin; t < end; ++t) {
            Mention& mention = reading.found_at(titles[t].second).mention;
            mention.aliases.push_back(mention.name);
            mention.key = whole->key;
            mention.name = whole->name;
            mention.properties["title"] = Value(mention.name);
        }
    }
}

}  // namespace mirrorgraph::ingest
