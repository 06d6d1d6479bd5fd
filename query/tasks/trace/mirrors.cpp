#include "query/tasks/trace/mirrors.h"

#include <fmt/core.h>

#include <algorithm>

#include "graph/names.h"
#include "schema/identifiers/committee.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

class TableMaker {
  public:
    TableMaker(const Snapshot& snapshot, std::optional<Date> as_of)
        : snapshot_(snapshot),
          as_of_(as_of),
          validity_(snapshot),
          mirrors_(snapshot.find_type("MIRRORS")),
          secretariat_of_(snapshot.find_type("SECRETARIAT_OF")) {}

    MirrorTable run() {
        MirrorTable table;
        for (const NodeId committee : international()) {
            const std::vector<MirrorRow> rows = rows_of(committee);
            const bool mirrored = !rows.front().mirror.is_null();
            for (MirrorTable::Coverage* coverage : {&table.all, &table.by_kind[kind_of(committee)]}) {
                ++coverage->committees;
                coverage->mirrored += mirrored ? 1 : 0;
            }
            table.rows.insert(table.rows.end(), rows.begin(), rows.end());
        }
        return table;
    }

  private:
    std::vector<NodeId> international() const {
        std::vector<NodeId> out;
        const auto label = snapshot_.find_label("Committee");
        if (!label) return out;
        for (const NodeId node : snapshot_.nodes_with_label(*label)) {
            const bool mirrored = mirrors_ && snapshot_.degree(node, *mirrors_, Direction::kIncoming) > 0;
            if (mirrored || side_of(snapshot_, node) == Side::kInternational) out.push_back(node);
        }
        sort_by_name(out);
        return out;
    }

    void sort_by_name(std::vector<NodeId>& nodes) const {
        std::stable_sort(nodes.begin(), nodes.end(), [&](NodeId a, NodeId b) {
            return natural_less(display_name(snapshot_, a), display_name(snapshot_, b));
        });
    }

    // At least one row, without a mirror where none is known.
    std::vector<MirrorRow> rows_of(NodeId committee) const {
        std::vector<MirrorRow> rows;
        const Neighbours mirrors =
            mirrors_ ? snapshot_.neighbours(committee, *mirrors_, Direction::kIncoming) : Neighbours();
        for (std::size_t i = 0; i < mirrors.size(); ++i) {
            if (as_of_ && !validity_.may_hold(mirrors.relationships[i], *as_of_)) continue;
            rows.push_back({committee, mirrors.nodes[i], mirrors.relationships[i], {}, {}, {}});
            fill(rows.back());
        }
        std::stable_sort(rows.begin(), rows.end(), [&](const MirrorRow& a, const MirrorRow& b) {
            return natural_less(display_name(snapshot_, a.mirror), display_name(snapshot_, b.mirror));
        });
        if (rows.empty()) rows.push_back({committee, {}, {}, {}, {}, nearest_mirror(snapshot_, committee)});
        return rows;
    }

    void fill(MirrorRow& row) const {
        if (main_label(snapshot_, row.mirror) == "Committee") {
            row.national = {row.mirror};
            row.secretariats = secretariats(row.mirror, Direction::kIncoming);
        } else {
            row.national = secretariats(row.mirror, Direction::kOutgoing);
            std::erase_if(row.national, [&](NodeId n) { return side_of(snapshot_, n) == Side::kInternational; });
        }
    }

    std::vector<NodeId> secretariats(NodeId node, Direction direction) const {
        if (!secretariat_of_) return {};
        const std::span<const NodeId> next = snapshot_.neighbours(node, *secretariat_of_, direction).nodes;
        std::vector<NodeId> out(next.begin(), next.end());
        sort_by_name(out);
        return out;
    }

    std::string kind_of(NodeId committee) const {
        const auto identifier = try_parse_committee(display_name(snapshot_, committee));
        return identifier ? identifier->steps.back().kind : std::string();
    }

    const Snapshot& snapshot_;
    const std::optional<Date> as_of_;
    const ValidityReader validity_;
    const std::optional<TypeId> mirrors_, secretariat_of_;
};

}  // namespace

MirrorTable mirror_table(const Snapshot& snapshot, std::optional<Date> as_of) {
    return TableMaker(snapshot, as_of).run();
}

std::string describe_coverage(const MirrorTable& table) {
    std::string out = fmt::format("{} of {} international committees have a known mirror body", table.all.mirrored,
                                  table.all.committees);
    std::string kinds;
    for (const auto& [kind, coverage] : table.by_kind) {
        if (coverage.mirrored == 0 && kind != "TC" && kind != "SC") continue;
        kinds += fmt::format("{}{} of {} {}", kinds.empty() ? ": " : ", ", coverage.mirrored, coverage.committees,
                             kind.empty() ? "others" : kind);
    }
    return out + kinds;
}

}  // namespace mirrorgraph::query
