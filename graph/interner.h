// Names as dense ids: each name once, numbered in the order of first use.
//
// Owns:    the names
// Threads: one writer, or many readers
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mirrorgraph {

template <class IdType>
class Interner {
  public:
    IdType intern(std::string_view name) {
        const auto at = ids_.lower_bound(name);
        if (at != ids_.end() && at->first == name) return at->second;
        const IdType id(names_.size());
        names_.emplace_back(name);
        ids_.emplace_hint(at, name, id);
        return id;
    }

    std::optional<IdType> find(std::string_view name) const {
        const auto at = ids_.find(name);
        return at == ids_.end() ? std::nullopt : std::optional(at->second);
    }

    const std::string& name(IdType id) const { return names_[id.value]; }
    std::span<const std::string> names() const { return names_; }
    std::size_t size() const { return names_.size(); }

  private:
    std::vector<std::string> names_;
    std::map<std::string, IdType, std::less<>> ids_;
};

}  // namespace mirrorgraph
