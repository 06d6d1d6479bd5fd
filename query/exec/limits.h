// How far a query may go, and the way to stop it from another thread.
//
// A query that runs into a limit ends with Error kLimit, which names the limit and how far the query came; one that
// is cancelled ends with Error kCancelled. Both are looked at about every 4,096 steps.
//
// Units:   zero means "no limit"; memory counts bytes of rows and states that operators keep, and of the values made on
//          the query's thread since it began and not yet freed, by its caller neither; not the graph
// Threads: Limits are values; CancelToken may be used from any thread
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace mirrorgraph::query {

struct Limits {
    std::chrono::milliseconds time{0};
    std::uint64_t rows = 0;                // rows of the result
    std::uint64_t memory = 2'000'000'000;  // bytes
    std::uint64_t path_length = 0;         // relationships of one path
    std::size_t value_size = 100'000'000;  // elements of one list, bytes of one string; less where `memory` is short
};

// Copies share one flag.
class CancelToken {
  public:
    void cancel() const { flag_->store(true, std::memory_order_relaxed); }
    bool is_cancelled() const { return flag_->load(std::memory_order_relaxed); }

  private:
    std::shared_ptr<std::atomic<bool>> flag_ = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace mirrorgraph::query
