#include "graph/id_table.h"

#include <map>
#include <random>
#include <string>

#include "tests/support/catch.h"

using namespace mirrorgraph;

TEST_CASE("id table: it agrees with a map under insertions and removals") {
    std::mt19937 random(3);
    std::vector<std::string> ids;
    const auto id_of = [&](std::uint32_t i) { return std::string_view(ids[i]); };
    IdTable table;
    std::map<std::string, std::uint32_t> model;
    for (int step = 0; step < 20000; ++step) {
        const std::string id = std::to_string(random() % 500);
        const auto known = model.find(id);
        CHECK(table.find(id, id_of) == (known == model.end() ? IdTable::kNone : known->second));
        if (known == model.end()) {
            ids.push_back(id);
            table.insert(id, static_cast<std::uint32_t>(ids.size() - 1));
            model[id] = static_cast<std::uint32_t>(ids.size() - 1);
        } else if (random() % 2 == 0) {
            table.erase(id, known->second);
            model.erase(known);
        }
    }
}
