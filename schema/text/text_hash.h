// Looks texts up in hashed containers of std::string without a copy: std::unordered_map<std::string, T, TextHash, std::equal_to<>>.
//
// Threads: a value
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace mirrorgraph {

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

}  // namespace mirrorgraph
