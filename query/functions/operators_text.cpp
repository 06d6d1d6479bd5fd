#include <fmt/core.h>
#include <re2/re2.h>

#include <memory>
#include <unordered_map>

#include "query/functions/operators.h"
#include "query/query_error.h"

namespace mirrorgraph::query {

namespace {

template <class Predicate>
Truth on_strings(const Value& a, const Value& b, Predicate predicate) {
    if (!a.is_string() || !b.is_string()) return std::nullopt;
    return predicate(std::string_view(a.as_string()), std::string_view(b.as_string()));
}

std::unique_ptr<RE2> compile(const std::string& pattern) {
    RE2::Options options;
    options.set_log_errors(false);
    auto compiled = std::make_unique<RE2>(pattern, options);
    if (compiled->ok()) return compiled;
    throw argument_error("InvalidArgumentValue",
                         fmt::format("'{}' is no regular expression: {}", pattern, compiled->error()),
                         "look-around and back-references are not supported");
}

// A query matches many rows with few patterns.
const RE2& compiled(const std::string& pattern) {
    constexpr std::size_t kMostKept = 64;
    thread_local std::unordered_map<std::string, std::unique_ptr<RE2>> cache;
    const auto at = cache.find(pattern);
    if (at != cache.end()) return *at->second;
    auto fresh = compile(pattern);
    if (cache.size() >= kMostKept) cache.clear();
    return *cache.emplace(pattern, std::move(fresh)).first->second;
}

}  // namespace

Truth starts_with(const Value& text, const Value& prefix) {
    return on_strings(text, prefix, [](auto a, auto b) { return a.starts_with(b); });
}

Truth ends_with(const Value& text, const Value& suffix) {
    return on_strings(text, suffix, [](auto a, auto b) { return a.ends_with(b); });
}

Truth contains(const Value& text, const Value& part) {
    return on_strings(text, part, [](auto a, auto b) { return a.find(b) != std::string_view::npos; });
}

Truth matches(const Value& text, const Value& pattern) {
    if (!text.is_string() || !pattern.is_string()) return std::nullopt;
    return RE2::FullMatch(text.as_string(), compiled(pattern.as_string()));
}

}  // namespace mirrorgraph::query
