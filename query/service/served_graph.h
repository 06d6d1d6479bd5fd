// The graph that all requests of a service share: its database for queries, and the same graph indexed for tasks.
//
// Indexes are made anew after a change, for the request that asks next: who writes finds what was written. Where changes come
// thick on a large graph, a thread makes them meanwhile, a quarter of the time, and requests get the last ones made.
//
// Cost:    indexed() after a change: O(graph); else O(1)
// Owns:    the database, the queries prepared last, the indexes, the thread
// Threads: all methods may run at once
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
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
        std::call_once(search_once_, [this] {
            search_.emplace(*snapshot, finder);
            has_search_ = true;
        });
        return *search_;
    }
    bool has_search() const { return has_search_; }

  private:
    mutable std::once_flag search_once_;
    mutable std::optional<SearchIndex> search_;
    mutable std::atomic<bool> has_search_{false};
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

    // Of the graph as it is, or as it was a moment ago; its version tells.
    std::shared_ptr<const IndexedGraph> indexed();
    // Of the graph as it is; requests get the last ones meanwhile.
    std::shared_ptr<const IndexedGraph> index_now();

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
    using Clock = std::chrono::steady_clock;

    bool has_index(std::uint64_t version) const { return indexed_ && indexed_->version >= version; }
    void ask_for_index(std::uint64_t version, bool at_once);
    std::shared_ptr<const IndexedGraph> wait_for_index(std::unique_lock<std::mutex>& lock, std::uint64_t version);
    std::shared_ptr<const IndexedGraph> make_index() const;
    void make_indexes(const std::stop_token& stop);

    std::shared_ptr<Database> database_;
    std::shared_ptr<DurableDatabase> durable_;
    std::string instance_;

    std::mutex indexing_;  // of those below
    std::shared_ptr<const IndexedGraph> indexed_;
    Clock::time_point indexed_at_;
    Clock::duration index_time_{0};      // that the last one took
    std::uint64_t index_asked_ = 0;      // version that somebody wants
    bool index_at_once_ = false;         // somebody waits for it
    std::exception_ptr index_fault_;     // why it could not be made
    std::condition_variable_any asked_;  // wakes the thread
    std::condition_variable made_;       // wakes who waits

    std::mutex mutex_;  // of the two below
    std::list<Entry> recent_;
    std::unordered_map<std::string_view, std::list<Entry>::iterator> by_text_;  // keys lie in recent_

    std::jthread indexer_;  // last, so that it ends before what it uses
};

}  // namespace mirrorgraph::query
