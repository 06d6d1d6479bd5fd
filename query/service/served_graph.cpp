#include "query/service/served_graph.h"

#include <fmt/format.h>

#include <random>
#include <utility>

#include "query/service/http/problem.h"

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kKeptQueries = 256;
constexpr std::size_t kLongestKept = 4096;  // bytes

constexpr std::chrono::milliseconds kQuickIndex{50};  // made for every request that finds it old
constexpr int kLonely = 10;                           // times of making without a change: the next one came alone
constexpr int kRest = 3;                              // times of making that the thread waits after it

std::string random_word() {
    std::random_device random;
    return fmt::format("{:08x}{:08x}", random(), random());
}

}  // namespace

ServedGraph::ServedGraph(std::shared_ptr<Database> database, std::shared_ptr<DurableDatabase> durable)
    : database_(std::move(database)), durable_(std::move(durable)), instance_(random_word()) {}

int ServedGraph::status_of(const Error& error) const {
    return error.code() == ErrorCode::kIo && !fault().empty() ? 503 : http_status(error.code());
}

ServedGraph::~ServedGraph() = default;

std::shared_ptr<const IndexedGraph> ServedGraph::make_index() const {
    const auto [view, version] = database_->state();
    const auto snapshot =
        view.has_delta() ? Snapshot::freeze(fold(view, view.base().shared_schema())) : view.shared_base();
    return std::make_shared<const IndexedGraph>(snapshot, version);
}

// Gives back the one before, which takes a while to destroy: not under the lock. REQUIRES: indexing_ is held.
std::shared_ptr<const IndexedGraph> ServedGraph::keep_index(std::shared_ptr<const IndexedGraph> made,
                                                            Clock::time_point begun) {
    indexed_at_ = Clock::now();
    index_time_ = indexed_at_ - begun;
    return std::exchange(indexed_, std::move(made));
}

std::shared_ptr<const IndexedGraph> ServedGraph::indexed() {
    // Whoever waited while another made the indexes of what they asked for takes those, though the graph may have changed
    // again: else each of many would make its own, one after the other.
    const std::uint64_t asked = database_->version();
    std::shared_ptr<const IndexedGraph> before;  // outlives the lock
    const std::lock_guard lock(indexing_);
    if (indexed_ && indexed_->version >= asked) return indexed_;
    const auto now = Clock::now();
    const bool is_dear = index_time_ > kQuickIndex && now - indexed_at_ < kLonely * index_time_;
    if (indexed_ && (is_dear || index_asked_)) {
        index_asked_ = true;
        if (!indexer_.joinable())
            indexer_ = std::jthread([this](const std::stop_token& stop) { index_when_asked(stop); });
        asked_.notify_one();
    } else {
        before = keep_index(make_index(), now);
    }
    return indexed_;
}

std::shared_ptr<const IndexedGraph> ServedGraph::index_now() {
    const auto begun = Clock::now();
    auto made = make_index();
    std::shared_ptr<const IndexedGraph> before;  // outlives the lock
    const std::lock_guard lock(indexing_);
    if (!indexed_ || indexed_->version < made->version) before = keep_index(made, begun);
    return made;
}

void ServedGraph::index_when_asked(const std::stop_token& stop) {
    std::shared_ptr<const IndexedGraph> before;  // until the next one is made: no request is left with its destruction
    std::unique_lock lock(indexing_);
    while (asked_.wait(lock, stop, [this] { return index_asked_; })) {
        asked_.wait_until(lock, stop, indexed_at_ + kRest * index_time_, [] { return false; });
        if (stop.stop_requested()) return;
        lock.unlock();
        before.reset();
        const auto begun = Clock::now();
        std::shared_ptr<const IndexedGraph> made;
        try {
            made = make_index();
            made->search();
        } catch (const std::exception&) {
            // The request that asks next tries for itself, and has somebody to tell.
        }
        lock.lock();
        if (!made) {
            index_time_ = {};
        } else if (made->version > indexed_->version) {
            before = keep_index(std::move(made), begun);
        }
        index_asked_ = false;
    }
}

Result ServedGraph::run(const PreparedQuery& query, Map parameters, const Limits& limits, CancelToken token,
                        std::string_view if_match) {
    std::unique_lock<std::mutex> lock;
    if (query.writes()) {
        lock = std::unique_lock(conditional_);
        if (!if_match.empty() && if_match != "*" && if_match != entity_tag()) {
            throw Error(ErrorCode::kConflict, "the graph has changed since",
                        fmt::format("its entity tag is now {}", entity_tag()));
        }
    }
    return query.run(std::move(parameters), limits, std::move(token));
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
