// Threads that take jobs in the order they came, from a queue that refuses when it is full.
//
// Owns:    its threads; the destructor waits for jobs under way and drops those that wait
// Threads: try_add() from any thread; jobs must not throw
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mirrorgraph::query {

class WorkerPool {
  public:
    using Job = std::function<void()>;

    WorkerPool(std::size_t threads, std::size_t waiting);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    // False when `waiting` jobs wait already.
    bool try_add(Job job);
    // Both add the job all the same: behind the others, or before them.
    void add(Job job);
    void add_first(Job job);

  private:
    void work();

    const std::size_t waiting_;
    std::mutex mutex_;  // of the two below
    std::deque<Job> jobs_;
    bool ending_ = false;
    std::condition_variable changed_;
    std::vector<std::thread> threads_;
};

}  // namespace mirrorgraph::query
