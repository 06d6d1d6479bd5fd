#include "query/service/served_graph.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>
#include <utility>

#include "query/service/http/problem.h"

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kKeptQueries = 256;
constexpr std::size_t kLongestKept = 4096;  // bytes

constexpr int kMostTicks = 100;  // to wait for the last reader of what has been replaced
constexpr std::chrono::milliseconds kTick{1};

std::string random_word() {
    std::random_device random;
    return fmt::format("{:08x}{:08x}", random(), random());
}

}  // namespace

const SearchIndex& GraphIndexes::search() const {
    std::call_once(search_once_, [this] {
        base_ ? search_.emplace(*snapshot_, finder_, base_->search()) : search_.emplace(*snapshot_, finder_);
        has_search_ = true;
    });
    return *search_;
}

ServedGraph::ServedGraph(std::shared_ptr<Database> database, std::shared_ptr<DurableDatabase> durable)
    : database_(std::move(database)), durable_(std::move(durable)), instance_(random_word()) {
    database_->prepare_snapshots([indexes = indexes_](const auto& snapshot) { return prepare(snapshot, indexes); });
}

ServedGraph::~ServedGraph() { database_->prepare_snapshots({}); }

int ServedGraph::status_of(const Error& error) const {
    return error.code() == ErrorCode::kIo && !fault().empty() ? 503 : http_status(error.code());
}

bool ServedGraph::Indexes::has_search() {
    const std::lock_guard lock(mutex);
    return std::any_of(bases.begin(), bases.end(), [](const auto& base) { return base->has_search(); });
}

std::shared_ptr<const GraphIndexes> ServedGraph::Indexes::find(const Snapshot* snapshot) const {
    const auto found =
        std::find_if(bases.begin(), bases.end(), [&](const auto& base) { return base->snapshot().get() == snapshot; });
    return found == bases.end() ? nullptr : *found;
}

// Large indexes are destroyed here, and not by a request that happens to be the last to have them.
void ServedGraph::Indexes::keep_only(const Snapshot* snapshot) {
    std::vector<std::shared_ptr<const GraphIndexes>> others;
    std::shared_ptr<const IndexedGraph> before;
    {
        const std::lock_guard lock(mutex);
        before = std::exchange(newest, nullptr);
        const auto kept = std::partition(bases.begin(), bases.end(),
                                         [&](const auto& base) { return base->snapshot().get() == snapshot; });
        others.assign(kept, bases.end());
        bases.erase(kept, bases.end());
    }
    for (int tick = 0; tick < kMostTicks && before.use_count() > 1; ++tick) std::this_thread::sleep_for(kTick);
}

Database::Settled ServedGraph::prepare(const std::shared_ptr<const Snapshot>& snapshot,
                                       const std::shared_ptr<Indexes>& indexes) {
    auto made = std::make_shared<const GraphIndexes>(snapshot);
    if (indexes->has_search()) made->search();
    {
        const std::lock_guard lock(indexes->mutex);
        indexes->bases.push_back(std::move(made));
    }
    return [indexes](const Snapshot& in_place) { indexes->keep_only(&in_place); };
}

// REQUIRES: the mutex of the indexes is held.
std::shared_ptr<const GraphIndexes> ServedGraph::base_of(const std::shared_ptr<const Snapshot>& snapshot) {
    if (auto known = indexes_->find(snapshot.get())) return known;
    indexes_->newest = nullptr;
    indexes_->bases = {std::make_shared<const GraphIndexes>(snapshot)};
    return indexes_->bases.front();
}

std::shared_ptr<const IndexedGraph> ServedGraph::indexed() {
    // Who waited while others had the indexes made takes those, though the graph may have changed again.
    const std::uint64_t asked = database_->version();
    const std::lock_guard lock(indexes_->mutex);
    if (indexes_->newest && indexes_->newest->version >= asked) return indexes_->newest;
    const auto [view, version] = database_->state();
    auto with = base_of(view.shared_base());
    if (view.has_delta()) with = std::make_shared<const GraphIndexes>(view.as_snapshot(), with);
    indexes_->newest = std::make_shared<const IndexedGraph>(view, version, std::move(with));
    return indexes_->newest;
}

Result ServedGraph::run(const PreparedQuery& query, Map parameters, const Limits& limits, CancelToken token,
                        std::string_view if_match) {
    std::optional<std::uint64_t> only_at;
    if (query.writes() && !if_match.empty() && if_match != "*") {
        only_at = database_->version();
        if (if_match != entity_tag(*only_at)) {
            throw Error(ErrorCode::kConflict, "the graph has changed since",
                        fmt::format("its entity tag is now {}", entity_tag(*only_at)));
        }
    }
    return query.run(std::move(parameters), limits, std::move(token), only_at);
}

std::string ServedGraph::entity_tag() const { return entity_tag(database_->version()); }

std::string ServedGraph::entity_tag(std::uint64_t version) const {
    return fmt::format("\"{}-{}\"", instance_, version);
}

std::shared_ptr<const PreparedQuery> ServedGraph::prepare(std::string_view text) {
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = by_text_.find(text); found != by_text_.end()) {
            recent_.splice(recent_.begin(), recent_, found->second);
            return found->second->second;
        }
    }
    auto query = std::make_shared<const PreparedQuery>(database_->prepare(text));
    if (text.size() > kLongestKept) return query;
    const std::lock_guard lock(mutex_);
    if (by_text_.contains(text)) return query;
    recent_.emplace_front(text, query);
    by_text_.emplace(recent_.front().first, recent_.begin());
    if (recent_.size() > kKeptQueries) {
        by_text_.erase(recent_.back().first);
        recent_.pop_back();
    }
    return query;
}

}  // namespace mirrorgraph::query
