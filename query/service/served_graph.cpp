#include "query/service/served_graph.h"

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kKeptQueries = 256;
constexpr std::size_t kLongestKept = 4096;  // bytes

}  // namespace

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
