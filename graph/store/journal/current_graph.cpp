#include "graph/store/journal/current_graph.h"

#include <fmt/core.h>

#include <optional>

#include "graph/store/journal/graph_store.h"
#include "graph/store/journal/journal.h"
#include "graph/store/store.h"
#include "schema/error.h"
#include "schema/files/sha256.h"

namespace mirrorgraph {

namespace {

// How often a service may put a new file in place while we read before we give up.
constexpr int kAttempts = 8;

std::string order_remedy(const std::string& path) {
    return fmt::format("`mirrorgraph repair {}` puts both in order", path);
}

void apply_after(const JournalContent& journal, std::uint64_t sequence, const std::string& path, PropertyGraph& graph) {
    for (const auto& change : journal.changes) {
        if (change.sequence <= sequence) continue;
        try {
            apply(parse_change_set(change.payload), graph);
        } catch (const Error& error) {
            throw Error(
                ErrorCode::kInvalidData,
                fmt::format("the journal of '{}' is damaged: record {}: {}", path, change.sequence, error.what()),
                order_remedy(path));
        }
    }
}

// nullopt where file and journal changed between the two looks.
std::optional<PropertyGraph> try_load(const std::string& path, FileSystem& files, bool is_last_attempt) {
    const std::string folder = journal_folder(path);
    const std::string identity = files.identity(path);
    const std::string bytes = files.read(path);
    JournalContent journal;
    try {
        journal = read_journal(files, folder);
    } catch (const Error&) {  // a segment that was listed is gone
        if (is_last_attempt) throw;
        return std::nullopt;
    }
    if (files.identity(path) != identity && !is_last_attempt) return std::nullopt;
    if (journal.damage) {
        if (!is_last_attempt) return std::nullopt;
        throw Error(ErrorCode::kInvalidData,
                    fmt::format("the journal of '{}' is damaged: {}", path, journal.damage->render(folder)),
                    order_remedy(path));
    }
    const SnapshotNote* base = journal.find_base(sha256(bytes));
    if (base == nullptr) {
        const SnapshotNote* newest = journal.newest_published();
        if (journal.changes_after(newest != nullptr ? newest->sequence : 0) == 0) return parse_graph(bytes, path);
        if (!is_last_attempt) return std::nullopt;
        throw Error(
            ErrorCode::kConflict,
            fmt::format("'{}' was replaced or edited while changes in its journal waited to be written into it", path),
            order_remedy(path));
    }
    PropertyGraph graph = parse_graph(bytes, path);
    apply_after(journal, base->sequence, path, graph);
    return graph;
}

}  // namespace

PropertyGraph load_current_graph(const std::string& path, FileSystem& files) {
    const std::string real = files.resolve(path);
    if (!has_journal(real, files)) return load_graph(real);
    for (int attempt = 1;; ++attempt) {
        if (auto graph = try_load(real, files, attempt == kAttempts)) return std::move(*graph);
    }
}

}  // namespace mirrorgraph
