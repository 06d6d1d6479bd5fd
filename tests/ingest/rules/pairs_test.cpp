// Which of two lists' members belong to each other.
#include <algorithm>
#include <string>
#include <vector>

#include "ingest/pipeline.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

// "SOURCE -> TARGET" for the claims of a type, sorted.
std::vector<std::string> claims(const std::string& type, const std::string& text) {
    static const Pipeline pipeline = Pipeline::load();
    const Extraction note = pipeline.extract("note.txt", text + "\n");
    std::vector<std::string> found;
    for (const Claim& claim : note.claims) {
        if (claim.type == type)
            found.push_back(note.mentions[claim.source].name + " -> " + note.mentions[claim.target].name);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("pairs: respectively puts two lists in order") {
    CHECK(claims("MIRRORS", "SAC/TC 83 and SAC/TC 124 mirror ISO/TC 154 and IEC/TC 65, respectively.") ==
          Strings{"SAC/TC124 -> IEC/TC 65", "SAC/TC83 -> ISO/TC 154"});
    CHECK(claims("ADOPTS",
                 "GB/T 1.1-2020 and GB/T 1.2-2020 are identical to ISO 1:2016 and ISO 2:2016, "
                 "respectively.") == Strings{"GB/T 1.1-2020 -> ISO 1:2016", "GB/T 1.2-2020 -> ISO 2:2016"});
    CHECK(claims("MIRRORS", "SAC/TC 83和SAC/TC 124分别对口ISO/TC 154和IEC/TC 65。") ==
          Strings{"SAC/TC124 -> IEC/TC 65", "SAC/TC83 -> ISO/TC 154"});
}

TEST_CASE("pairs: without it, or where there are more of one, each belongs to each") {
    CHECK(claims("MIRRORS", "SAC/TC 83 and SAC/TC 124 mirror ISO/TC 154 and IEC/TC 65.").size() == 4);
    CHECK(claims("MIRRORS", "SAC/TC 83 mirrors ISO/TC 154 and IEC/TC 65, respectively.").size() == 2);
}

TEST_CASE("pairs: an edition replaces what has its number, none of its own year") {
    CHECK(claims("REPLACES", "GB 101-2025 and GB 102-2025 replace GB 101-2011 and GB 102-2011.") ==
          Strings{"GB 101-2025 -> GB 101-2011", "GB 102-2025 -> GB 102-2011"});
    CHECK(claims("REPLACES", "GB 101-2025 replaces GB 101-2011, and GB 102-2025 replaces GB 102-2011.") ==
          Strings{"GB 101-2025 -> GB 101-2011", "GB 102-2025 -> GB 102-2011"});
    CHECK(claims("REPLACES", "GB 101-2025 and GB 102-2025 replace GB 90-2011.").size() == 2);
}

TEST_CASE("pairs: a list goes on behind whose its item is") {
    CHECK(claims("RESPONSIBLE_FOR",
                 "GB/T 1.1-2020 was drafted by CNIS, the Technology Support Center of the Cyberspace "
                 "Administration of China, Tsinghua University and Huawei.")
              .size() == 4);
}
