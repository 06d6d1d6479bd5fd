// The graph that all requests of a service share.
//
// Owns:    the database, and the queries prepared last
// Threads: all methods may run at once
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "query/engine.h"

namespace mirrorgraph::query {

class ServedGraph {
  public:
    explicit ServedGraph(std::shared_ptr<Database> database) : database_(std::move(database)) {}

    Database& database() { return *database_; }
    const Database& database() const { return *database_; }

    // A query of this text, checked; the ones used last are kept.
    std::shared_ptr<const PreparedQuery> prepare(std::string_view text);

  private:
    using Entry = std::pair<std::string, std::shared_ptr<const PreparedQuery>>;

    std::shared_ptr<Database> database_;
    std::mutex mutex_;  // of the two below
    std::list<Entry> recent_;
    std::unordered_map<std::string_view, std::list<Entry>::iterator> by_text_;  // keys lie in recent_
};

}  // namespace mirrorgraph::query
