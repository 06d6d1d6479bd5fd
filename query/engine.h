// The query engine: open a graph, prepare a query, run it, take its rows. Command line and service stand on this.
//
//   const auto database = Database::read_only(Snapshot::freeze(load_graph("graph.json")));
//   const PreparedQuery query = database->prepare("MATCH (c:Committee {code: $code})<-[:MIRRORS]-(b) RETURN b.name");
//   Result result = query.run({{"code", "ISO/TC 333"}});
//   while (result.next()) use(result[0].as_string());
//
// Every run sees the graph as it was when it began, whatever is written meanwhile. A query that writes is run to its end
// before run() returns; it changes the graph as a whole or, where it fails, not at all. One query writes at a time.
//
// Errors:  prepare throws QueryError kSyntax and kSemantic; run and next throw QueryError for what the values do wrong,
//          Error kLimit and kCancelled. All carry the place in the text where there is one
// Owns:    a Result keeps the graph it runs on alive, and what it reads of its query
// Threads: Database and PreparedQuery may be used from any number of threads at once, a Result from one at a time;
//          CancelToken::cancel from anywhere
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/changes/change_set.h"
#include "graph/graph.h"
#include "graph/snapshot/snapshot.h"
#include "query/exec/limits.h"
#include "query/exec/view/graph_editor.h"
#include "query/exec/view/graph_view.h"
#include "schema/value.h"

namespace mirrorgraph::query {

class PreparedQuery;

class Database : public std::enable_shared_from_this<Database> {
  public:
    // Queries that write are refused.
    static std::shared_ptr<Database> read_only(std::shared_ptr<const Snapshot> snapshot);
    static std::shared_ptr<Database> read_only(const GraphView& view);
    // `keep` is called with what each query has changed, one after the other. What it gives, unless empty, is called while
    // the next queries may write already, perhaps several times: when it returns, the change counts, and anyone else sees
    // it. What either throws fails the query, and the graph stays as it was. REQUIRES: once one of them has thrown, so do
    // all for later changes.
    using Kept = std::function<void()>;
    using Keep = std::function<Kept(const ChangeSet&)>;
    // `keep_built` is called before the first change to a graph that was built of documents; gives what the metadata of
    // the graph then say of it (graph/store/written.h).
    using KeepBuilt = std::function<std::string(const std::function<PropertyGraph()>& built)>;
    static std::shared_ptr<Database> writable(std::shared_ptr<const Snapshot> snapshot, Keep keep = {},
                                              KeepBuilt keep_built = {});
    ~Database();

    PreparedQuery prepare(std::string_view text);

    const Schema& schema() const;
    bool is_writable() const;
    // The graph as it is now, without what is still being kept. The version grows with every query that changed something.
    GraphView graph() const;
    std::uint64_t version() const;
    // Both of the same moment.
    std::pair<GraphView, std::uint64_t> state() const;
    // The same as a graph of its own: for saving.
    PropertyGraph to_graph() const;

    // A few changes lie upon the snapshot of the graph; when they are many, a thread folds them into a new one, and `prepare`
    // is called with it there before anyone reads it: time to make indexes. What it gives is called with the snapshot that
    // is in place in the end: this one, or another that was faster. Not called once prepare_snapshots has set another.
    using Settled = std::function<void(const Snapshot& in_place)>;
    using Prepare = std::function<Settled(const std::shared_ptr<const Snapshot>&)>;
    void prepare_snapshots(Prepare prepare);

    // Makes now what the first queries would wait for: counts for plans, and the look-up of nodes by these keys.
    void warm_up(std::span<const std::string_view> keys) const;

    // Calls `look` with the graph while no query writes: what the graph is and what was kept agree during the call.
    void at_rest(const std::function<void(const GraphView&)>& look) const;

    // Puts another graph in place of this one, kept as the difference between the two. False where the graph has changed
    // since `made_from`. Error kConflict where it is open for reading only, or obeys another schema.
    bool replace(const PropertyGraph& next, std::uint64_t made_from);

  private:
    friend class PreparedQuery;
    friend class Result;
    struct Impl;
    explicit Database(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

// The rows of one run, one at a time. Values that are nodes, relationships or paths refer to graph().
class Result {
  public:
    Result(Result&&) noexcept;
    Result& operator=(Result&&) noexcept;
    ~Result();

    const std::vector<std::string>& columns() const;

    // Goes to the next row; false at the end.
    bool next();
    // The value of a column in the row that next() went to.
    Value operator[](std::size_t column) const;
    std::vector<Value> row() const;

    const GraphView& graph() const;
    const Counters& counters() const;
    // The plan, for EXPLAIN and PROFILE; with rows and times once all rows have been taken. Empty for other queries.
    std::string plan() const;

  private:
    friend class PreparedQuery;
    struct Impl;
    explicit Result(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

// A query, checked and ready to run any number of times.
class PreparedQuery {
  public:
    // EXPLAIN gives no rows, but Result::plan(). QueryError MissingParameter where `parameters` lacks one. With `only_at`, a
    // query that writes throws Error kConflict unless the graph still has that version.
    Result run(Map parameters = {}, const Limits& limits = {}, CancelToken token = {},
               std::optional<std::uint64_t> only_at = {}) const;

    const std::vector<std::string>& columns() const;
    const std::vector<std::string>& parameters() const;
    bool writes() const;
    // The plan as the graph is now.
    std::string explain() const;

  private:
    friend class Database;
    friend class Result;
    struct Impl;
    explicit PreparedQuery(std::shared_ptr<const Impl> impl);
    std::shared_ptr<const Impl> impl_;
};

}  // namespace mirrorgraph::query
