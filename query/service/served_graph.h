// The graph that all requests of a service share: its database for queries, and the same graph indexed for tasks.
//
// Indexes belong to the snapshot under a graph; for what has been changed since, small ones lie upon them, so that who
// writes finds what was written. A new snapshot gets its indexes before it takes the place of the old one.
//
// Cost:    indexed() after a change: the size of what has changed since the snapshot; else O(1)
// Owns:    the database, the queries prepared last, the indexes
// Threads: all methods may run at once
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/durable_database.h"
#include "query/engine.h"
#include "query/tasks/entity_finder.h"
#include "query/tasks/search_index.h"
#include "schema/error.h"

namespace mirrorgraph::query {

// The names of a snapshot, ready to be asked for.
class GraphIndexes {
  public:
    explicit GraphIndexes(std::shared_ptr<const Snapshot> of) : snapshot_(std::move(of)), finder_(*snapshot_) {}
    GraphIndexes(std::shared_ptr<const Snapshot> overlay, std::shared_ptr<const GraphIndexes> base)
        : base_(std::move(base)), snapshot_(std::move(overlay)), finder_(*snapshot_, base_->finder()) {}
    GraphIndexes(const GraphIndexes&) = delete;
    GraphIndexes& operator=(const GraphIndexes&) = delete;

    const std::shared_ptr<const Snapshot>& snapshot() const { return snapshot_; }
    const EntityFinder& finder() const { return finder_; }
    // Made when it is asked for first: it takes longer than all else together.
    const SearchIndex& search() const;
    bool has_search() const { return has_search_; }

  private:
    std::shared_ptr<const GraphIndexes> base_;  // null for a frozen snapshot
    std::shared_ptr<const Snapshot> snapshot_;
    EntityFinder finder_;
    mutable std::once_flag search_once_;
    mutable std::optional<SearchIndex> search_;
    mutable std::atomic<bool> has_search_{false};
};

// One version of the graph, ready for tasks.
struct IndexedGraph {
    IndexedGraph(GraphView of, std::uint64_t at, std::shared_ptr<const GraphIndexes> with)
        : version(at),
          view(std::move(of)),
          indexes(std::move(with)),
          snapshot(indexes->snapshot()),
          finder(indexes->finder()) {}
    IndexedGraph(const IndexedGraph&) = delete;
    IndexedGraph& operator=(const IndexedGraph&) = delete;

    const std::uint64_t version;
    const GraphView view;  // for queries
    const std::shared_ptr<const GraphIndexes> indexes;
    const std::shared_ptr<const Snapshot>& snapshot;  // for tasks
    const EntityFinder& finder;
    const SearchIndex& search() const { return indexes->search(); }
};

class ServedGraph {
  public:
    // `durable`: what keeps the changes of the database; without it they are in memory only.
    explicit ServedGraph(std::shared_ptr<Database> database, std::shared_ptr<DurableDatabase> durable = nullptr);
    ~ServedGraph();
    ServedGraph(const ServedGraph&) = delete;
    ServedGraph& operator=(const ServedGraph&) = delete;

    Database& database() { return *database_; }
    const Database& database() const { return *database_; }
    // Why nothing can be written any more; empty while all is well.
    std::string fault() const { return durable_ ? durable_->fault().value_or("") : std::string(); }

    // The HTTP status of an error: 503 where the disk keeps no changes any more.
    int status_of(const Error& error) const;

    // Of the graph as it is.
    std::shared_ptr<const IndexedGraph> indexed();

    // A query of this text, checked; the ones used last are kept.
    std::shared_ptr<const PreparedQuery> prepare(std::string_view text);

    // PreparedQuery::run. With `if_match`, only where the graph still has that entity tag: Error kConflict else.
    Result run(const PreparedQuery& query, Map parameters, const Limits& limits, CancelToken token,
               std::string_view if_match = {});

    // Strong entity tag of the graph as it is now, with quotes; no other run of the service gives the same.
    std::string entity_tag() const;
    std::string entity_tag(std::uint64_t version) const;

  private:
    using Entry = std::pair<std::string, std::shared_ptr<const PreparedQuery>>;

    // Shared with what is called when a new snapshot is in place, perhaps after the end of this object.
    struct Indexes {
        std::mutex mutex;
        std::shared_ptr<const IndexedGraph> newest;
        std::vector<std::shared_ptr<const GraphIndexes>>
            bases;  // of the snapshot in use, and of the one before or after

        bool has_search();
        std::shared_ptr<const GraphIndexes> find(const Snapshot* snapshot) const;  // REQUIRES: mutex is held
        void keep_only(const Snapshot* snapshot);
    };
    std::shared_ptr<const GraphIndexes> base_of(const std::shared_ptr<const Snapshot>& snapshot);
    static Database::Settled prepare(const std::shared_ptr<const Snapshot>& snapshot,
                                     const std::shared_ptr<Indexes>& indexes);

    std::shared_ptr<Database> database_;
    std::shared_ptr<DurableDatabase> durable_;
    std::string instance_;

    std::shared_ptr<Indexes> indexes_ = std::make_shared<Indexes>();

    std::mutex mutex_;  // of the two below
    std::list<Entry> recent_;
    std::unordered_map<std::string_view, std::list<Entry>::iterator> by_text_;  // keys lie in recent_
};

}  // namespace mirrorgraph::query
