#include "query/service/http/parameters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

template <class Number>
Number parse(std::string_view name, const std::string& text, Number least, Number most) {
    Number value{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || !(least <= value && value <= most)) {
        throw Error(ErrorCode::kUsage, fmt::format("'{}' must be a number from {} to {}", name, least, most));
    }
    return value;
}

}  // namespace

const std::string* Parameters::find(std::string_view name) const {
    const auto found = request_.query.find(name);
    return found == request_.query.end() ? nullptr : &found->second;
}

const std::string& Parameters::required(std::string_view name) const {
    const std::string* value = find(name);
    if (value == nullptr || value->empty()) throw Error(ErrorCode::kUsage, fmt::format("'{}' is required", name));
    return *value;
}

std::string Parameters::text(std::string_view name, std::string_view otherwise) const {
    const std::string* value = find(name);
    return value == nullptr ? std::string(otherwise) : *value;
}

std::string Parameters::choice(std::string_view name, const std::vector<std::string>& allowed) const {
    const std::string* value = find(name);
    if (value == nullptr) return allowed.front();
    if (std::find(allowed.begin(), allowed.end(), *value) != allowed.end()) return *value;
    throw Error(ErrorCode::kUsage, fmt::format("'{}' must be one of {}", name, fmt::join(allowed, ", ")));
}

std::int64_t Parameters::integer(std::string_view name, std::int64_t otherwise, std::int64_t least,
                                 std::int64_t most) const {
    const std::string* value = find(name);
    return value == nullptr ? otherwise : parse(name, *value, least, most);
}

double Parameters::number(std::string_view name, double otherwise, double least, double most) const {
    const std::string* value = find(name);
    return value == nullptr ? otherwise : parse(name, *value, least, most);
}

std::vector<std::string> Parameters::list(std::string_view name) const {
    std::vector<std::string> out;
    const std::string* value = find(name);
    if (value == nullptr) return out;
    std::string_view rest = *value;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (const std::string_view item = trim(rest.substr(0, comma)); !item.empty()) out.emplace_back(item);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return out;
}

void Parameters::check_names(const std::vector<std::string>& known) const {
    for (const auto& [name, value] : request_.query) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        throw Error(ErrorCode::kUsage, fmt::format("unknown parameter '{}'{}", name, did_you_mean(name, known)));
    }
}

}  // namespace mirrorgraph::query
