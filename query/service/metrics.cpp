#include "query/service/metrics.h"

#include <fmt/format.h>

#include <iterator>

namespace mirrorgraph::query {

void RequestMetrics::start(std::vector<std::string> routes) {
    routes_ = std::move(routes);
    for (std::size_t i = 0; i <= routes_.size(); ++i) series_.push_back(std::make_unique<Series>());
}

void RequestMetrics::observe(std::size_t route, int status, std::chrono::nanoseconds time) {
    Series& series = *series_[route];
    const double seconds = std::chrono::duration<double>(time).count();
    std::size_t bucket = 0;
    while (bucket < kBounds.size() && seconds > kBounds[bucket]) ++bucket;
    series.buckets[bucket].fetch_add(1, std::memory_order_relaxed);
    series.nanoseconds.fetch_add(static_cast<std::uint64_t>(time.count()), std::memory_order_relaxed);
    series.by_class[static_cast<std::size_t>(status / 100) % 6].fetch_add(1, std::memory_order_relaxed);
}

void RequestMetrics::write(std::string& out) const {
    const auto to = std::back_inserter(out);
    const auto name = [this](std::size_t i) { return i < routes_.size() ? routes_[i] : std::string("none"); };
    out +=
        "# HELP mirrorgraph_requests_total Requests answered, by route and class of status.\n"
        "# TYPE mirrorgraph_requests_total counter\n";
    for (std::size_t i = 0; i < series_.size(); ++i) {
        for (std::size_t status = 1; status < 6; ++status) {
            const std::uint64_t count = series_[i]->by_class[status];
            if (count == 0) continue;
            fmt::format_to(to, "mirrorgraph_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n", name(i), status,
                           count);
        }
    }
    out +=
        "# HELP mirrorgraph_request_seconds Time from a request's arrival at a worker to its first bytes.\n"
        "# TYPE mirrorgraph_request_seconds histogram\n";
    for (std::size_t i = 0; i < series_.size(); ++i) {
        const Series& series = *series_[i];
        std::uint64_t count = 0;
        std::string lines;
        for (std::size_t bucket = 0; bucket <= kBounds.size(); ++bucket) {
            count += series.buckets[bucket];
            const std::string bound = bucket < kBounds.size() ? fmt::format("{}", kBounds[bucket]) : "+Inf";
            lines +=
                fmt::format("mirrorgraph_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", name(i), bound, count);
        }
        if (count == 0) continue;
        fmt::format_to(to, "{}mirrorgraph_request_seconds_sum{{route=\"{}\"}} {}\n", lines, name(i),
                       static_cast<double>(series.nanoseconds) / 1e9);
        fmt::format_to(to, "mirrorgraph_request_seconds_count{{route=\"{}\"}} {}\n", name(i), count);
    }
}

void write_metric(std::string& out, std::string_view name, std::string_view type, std::string_view help, double value) {
    fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, type, value);
}

}  // namespace mirrorgraph::query
