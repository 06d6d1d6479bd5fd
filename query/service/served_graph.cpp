#include "query/service/served_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
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
constexpr std::chrono::milliseconds kTick{1};

std::string random_word() {
    std::random_device random;
    return fmt::format("{:08x}{:08x}", random(), random());
}

// What requests need not do themselves: the search, where the indexes before had one, and the destruction of those: waits
// until nobody else has them, but not for long.
void retire(std::shared_ptr<const IndexedGraph>& before, const IndexedGraph& now) {
    try {
        if (before && before->has_search()) now.search();
    } catch (const std::exception&) {
        // The request that searches next tries for itself, and has somebody to tell.
    }
    for (int tries = 0; tries < 100 && before.use_count() > 1; ++tries) std::this_thread::sleep_for(kTick);
    before.reset();
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

// REQUIRES: indexing_ is held.
void ServedGraph::ask_for_index(std::uint64_t version, bool at_once) {
    index_asked_ = std::max(index_asked_, version);
    index_at_once_ |= at_once;
    index_fault_ = nullptr;
    if (!indexer_.joinable()) indexer_ = std::jthread([this](const std::stop_token& stop) { make_indexes(stop); });
    asked_.notify_one();
}

std::shared_ptr<const IndexedGraph> ServedGraph::wait_for_index(std::unique_lock<std::mutex>& lock,
                                                                std::uint64_t version) {
    made_.wait(lock, [&] { return has_index(version) || index_fault_; });
    if (!has_index(version)) std::rethrow_exception(index_fault_);
    return indexed_;
}

std::shared_ptr<const IndexedGraph> ServedGraph::indexed() {
    // Whoever waited while the indexes of what they asked for were made takes those, though the graph may have changed
    // again: else each of many would want its own, one after the other.
    const std::uint64_t asked = database_->version();
    std::unique_lock lock(indexing_);
    if (has_index(asked)) return indexed_;
    const bool may_lag = indexed_ && index_time_ > kQuickIndex && Clock::now() - indexed_at_ < kLonely * index_time_;
    ask_for_index(asked, !may_lag);
    return may_lag ? indexed_ : wait_for_index(lock, asked);
}

std::shared_ptr<const IndexedGraph> ServedGraph::index_now() {
    const std::uint64_t asked = database_->version();
    std::unique_lock lock(indexing_);
    if (has_index(asked)) return indexed_;
    ask_for_index(asked, true);
    return wait_for_index(lock, asked);
}

// One thread makes them all: memory that one leaves is what the next one takes.
void ServedGraph::make_indexes(const std::stop_token& stop) {
    std::unique_lock lock(indexing_);
    while (asked_.wait(lock, stop, [this] { return !index_fault_ && !has_index(index_asked_); })) {
        asked_.wait_until(lock, stop, indexed_at_ + kRest * index_time_, [this] { return index_at_once_; });
        if (stop.stop_requested()) return;
        index_at_once_ = false;
        std::shared_ptr<const IndexedGraph> before = indexed_;
        lock.unlock();
        const auto begun = Clock::now();
        std::shared_ptr<const IndexedGraph> made;
        std::exception_ptr fault;
        try {
            made = make_index();
        } catch (...) {
            fault = std::current_exception();
        }
        lock.lock();
        if (made) indexed_ = made;
        index_fault_ = fault;
        made_.notify_all();
        lock.unlock();
        if (made) retire(before, *made);
        lock.lock();
        indexed_at_ = Clock::now();
        index_time_ = indexed_at_ - begun;
    }
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
