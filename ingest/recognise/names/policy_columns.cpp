#include "ingest/recognise/names/policy_columns.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "ingest/recognise/names/policy_titles.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr double kConfidence = 0.8;
constexpr std::int32_t kNoColumn = -1;

template <std::size_t Size>
bool is_among(std::string_view text, const std::array<std::string_view, Size>& texts) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool heads_policies(std::string_view header) {
    static constexpr std::array<std::string_view, 18> kHeaders = {"policy",
                                                                  "policies",
                                                                  "policy document",
                                                                  "policy documents",
                                                                  "policy title",
                                                                  "title of policy",
                                                                  "law",
                                                                  "laws",
                                                                  "regulation",
                                                                  "regulations",
                                                                  "laws and regulations",
                                                                  "law or regulation",
                                                                  "政策",
                                                                  "政策名称",
                                                                  "政策文件",
                                                                  "政策法规",
                                                                  "法律法规",
                                                                  "法规名称"};
    return is_among(header, kHeaders);
}

bool heads_documents(std::string_view header) {
    static constexpr std::array<std::string_view, 12> kHeaders = {
        "document", "documents", "title", "name", "name of document", "document title", "instrument", "文件",
        "文件名称", "文件标题",  "名称",  "标题"};
    return is_among(header, kHeaders);
}

bool heads_issuers(std::string_view header) {
    static constexpr std::array<std::string_view, 15> kHeaders = {
        "issued by",      "issuer",           "issuers",      "issuing body", "issuing authority",
        "issuing agency", "issuing agencies", "published by", "发布机构",     "发布单位",
        "发布部门",       "发文机关",         "发文单位",     "印发机关",     "发布机关"};
    return is_among(header, kHeaders);
}

class ColumnFinder {
  public:
    explicit ColumnFinder(Reading& reading) : reading_(reading) {}

    void run() {
        for (std::size_t u = 0; u < reading_.units().size(); ++u) {
            const Unit unit = reading_.units()[u];
            if (unit.cell < 0) continue;
            const Block& block = reading_.document().blocks[unit.block];
            if (block.table != table_) policies_ = documents_ = issuers_ = kNoColumn;
            table_ = block.table;
            if (block.header) {
                read_header(unit);
            } else if (unit.cell == policies_ || (unit.cell == documents_ && issuers_ != kNoColumn)) {
                name_cell(u);
            }
        }
    }

  private:
    void read_header(const Unit& unit) {
        const std::string header = fold_case(reading_.printed(unit.first, unit.last));
        if (heads_policies(header)) policies_ = unit.cell;
        if (heads_documents(header)) documents_ = unit.cell;
        if (heads_issuers(header)) issuers_ = unit.cell;
    }

    void name_cell(std::size_t u) {
        const Unit unit = reading_.units()[u];
        constexpr std::size_t kFewestWords = 2, kMostWords = 40;
        const WordRange cell{unit.first, unit.last};
        if (cell.size() < kFewestWords || cell.size() > kMostWords) return;
        const Word& front = reading_.word(cell.first);
        const bool latin = front.shape == WordShape::kCapital || front.shape == WordShape::kUpper;
        if (!latin && front.shape != WordShape::kHan) return;
        if (reading_.word(cell.last - 1).is_mark() && !reading_.word(cell.last - 1).is_mark(U')')) return;
        if (names_other(u, cell)) return;
        const Title title = title_of(reading_, unit, cell);
        reading_.add(policy_mention(reading_, title, kConfidence), title.range.first, title.range.last);
    }

    // Whether the row is about a standard, or the cell names something else already.
    bool names_other(std::size_t u, WordRange cell) const {
        const auto& units = reading_.units();
        const std::uint32_t block = units[u].block;
        while (u > 0 && units[u - 1].block == block) --u;
        for (; u < units.size() && units[u].block == block; ++u) {
            for (std::size_t i = units[u].first; i < units[u].last; ++i) {
                if (reading_.owner(i) == Reading::kFree) continue;
                const Found& found = reading_.found()[reading_.owner(i)];
                const std::string& label = found.mention.label;
                const bool inside = i >= cell.first && i < cell.last;
                const bool whole = found.first == cell.first && found.last == cell.last;
                if (label == "Standard" || (inside && (whole || label == "Policy" || label == "Committee")))
                    return true;
            }
        }
        return false;
    }

    Reading& reading_;
    std::uint32_t table_ = 0;
    std::int32_t policies_ = kNoColumn, documents_ = kNoColumn, issuers_ = kNoColumn;
};

}  // namespace

void PolicyColumnRecogniser::recognise(Reading& reading) const { ColumnFinder(reading).run(); }

}  // namespace mirrorgraph::ingest
