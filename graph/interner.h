// Names as dense ids: each name once, numbered in the order of first use.
//
// Owns:    the names
// Threads: one writer, or many readers
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/id_table.h"

namespace mirrorgraph {

template <class IdType>
class Interner {
  public:
    IdType intern(std::string_view name) {
        if (const auto known = find(name)) return *known;
        const IdType id(names_.size());
        names_.emplace_back(name);
        table_.insert(name, id.value);
        return id;
    }

    std::optional<IdType> find(std::string_view name) const {
        const std::uint32_t at = table_.find(name, [this](std::uint32_t i) { return std::string_view(names_[i]); });
        return at == IdTable::kNone ? std::nullopt : std::optional(IdType(at));
    }

    const std::string& name(IdType id) const { return names_[id.value]; }
    std::span<const std::string> names() const { return names_; }
    std::size_t size() const { return names_.size(); }

  private:
    std::vector<std::string> names_;
    IdTable table_;
};

}  // namespace mirrorgraph
