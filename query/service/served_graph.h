// The graph that all requests of a service share: its database for queries, and the same graph indexed for tasks.
//
// Indexes are made anew when they are asked for after a change.
//
// Cost:    indexed() after a change: O(graph); else O(1)
// Owns:    the database, the queries prepared last, the indexes
// Threads: all methods may run at once
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "query/durable_database.h"
#include "query/engine.h"
#include "query/tasks/entity_finder.h"
#include "query/tasks/search_index.h"
#include "schema/error.h"

namespace mirrorgraph::query {

// One version of the graph, ready for tasks.
struct IndexedGraph {
    IndexedGraph(std::shared_ptr<const Snapshot> of, std::uint64_t at)
        : version(at), snapshot(std::move(of)), finder(*snapshot) {}
    IndexedGraph(const IndexedGraph&) = delete;
    IndexedGraph& operator=(const IndexedGraph&) = delete;

    const std::uint64_t version;
    const std::shared_ptr<const Snapshot> snapshot;
    const EntityFinder finder;
    // Made when it is asked for first: it takes longer than all else together.
    const SearchIndex& search() const {
        std::call_once(search_made_, [this] { search_.emplace(*snapshot, finder); });
        return *search_;
    }

  private:
    mutable std::once_flag search_made_;
    mutable std::optional<SearchIndex> search_;
};

class ServedGraph {
  public:
    // `durable`: what keeps the changes of the database; without it they are in memory only.
    explicit ServedGraph(std::shared_ptr<Database> database, std::shared_ptr<DurableDatabase> durable = nullptr);

    Database& database() { return *database_; }
    const Database& database() const { return *database_; }
    // Why nothing can be written any more; empty while all is well.
    std::string fault() const { return durable_ ? durable_->fault().value_or("") : std::string(); }

    // The HTTP status of an error: 503 where the disk keeps no changes any more.
    int status_of(const Error& error) const;

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

    std::shared_ptr<Database> database_;
    std::shared_ptr<DurableDatabase> durable_;
    std::string instance_;

    std::mutex conditional_;  // held from the comparison of a tag to the end of the write
    std::mutex indexing_;     // of `indexed_`, held while it is made
    std::shared_ptr<const IndexedGraph> indexed_;

    std::mutex mutex_;  // of the two below
    std::list<Entry> recent_;
    std::unordered_map<std::string_view, std::list<Entry>::iterator> by_text_;  // keys lie in recent_
};

}  // namespace mirrorgraph::query
