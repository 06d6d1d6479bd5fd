// What the service counts of itself, in Prometheus's text format.
//
// Units:   seconds; buckets are cumulative when written
// Cost:    observe() is a few atomic additions
// Threads: all methods may run at once
// Source:  Prometheus exposition formats, text version 0.0.4
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mirrorgraph::query {

class RequestMetrics {
  public:
    // To be called once, before anything is observed: one series a route, and one for requests that no route has.
    void start(std::vector<std::string> routes);

    // `route`: position in the list; its size for none.
    void observe(std::size_t route, int status, std::chrono::nanoseconds time);
    void write(std::string& out) const;

  private:
    static constexpr std::array<double, 11> kBounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                       0.05,   0.1,   0.5,    1,     10};
    struct Series {
        std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets{};
        std::atomic<std::uint64_t> nanoseconds{0};
        std::array<std::atomic<std::uint64_t>, 6> by_class{};  // 1xx .. 5xx at 1 .. 5
    };
    std::vector<std::string> routes_;
    std::vector<std::unique_ptr<Series>> series_;
};

// "# HELP", "# TYPE" and one sample.
void write_metric(std::string& out, std::string_view name, std::string_view type, std::string_view help, double value);

}  // namespace mirrorgraph::query
