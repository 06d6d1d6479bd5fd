#include "query/service/request_log.h"

#include <fmt/chrono.h>

#include <algorithm>
#include <atomic>
#include <ostream>
#include <random>

#include "schema/json/json.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

bool is_word(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    });
}

}  // namespace

void RequestLog::write(std::string_view id, const HttpRequest& request, int status, std::chrono::nanoseconds time) {
    if (out_ == nullptr) return;
    const auto now = std::chrono::system_clock::now();
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
    JsonWriter json;
    const auto text = [&json](std::string_view key, std::string_view value) {
        json.key(key);
        json.string(value);
    };
    json.begin_object();
    text("time",
         fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(now)), millis));
    text("request", id);
    text("peer", request.peer);
    text("method", request.method);
    text("path", request.path);
    json.key("status");
    json.integer(status);
    json.key("ms");
    const auto microseconds = time.count() / 1000;
    json.floating(static_cast<double>(microseconds) / 1000);
    json.end_object();
    json.layout("\n");
    const std::lock_guard lock(mutex_);
    *out_ << json.text() << std::flush;
}

std::string request_id(const HttpRequest& request) {
    if (const std::string_view given = request.header("x-request-id"); is_word(given)) return std::string(given);
    static const std::uint32_t instance = std::random_device()();
    static std::atomic<std::uint64_t> next{0};
    return fmt::format("{:08x}-{}", instance, ++next);
}

}  // namespace mirrorgraph::query
