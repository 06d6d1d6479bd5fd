// Numbers distinct tuples of values 0, 1, ... in the order they come: for grouping and DISTINCT.
//
// Cost:    find_or_add: O(width) expected
// Owns:    the tuples; the memory is charged to the run
// Threads: one thread
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/exec/run.h"
#include "query/functions/operators.h"

namespace mirrorgraph::query {

class GroupTable {
  public:
    GroupTable(Run& run, std::size_t width) : run_(run), width_(width), table_(64, kFree) {}

    struct Found {
        std::uint32_t group;
        bool added;
    };
    // Tuples are the same where their values are equivalent.
    Found find_or_add(std::span<const Value> tuple) {
        std::size_t hash = 0x9E3779B97F4A7C15;
        for (const Value& value : tuple) hash = (hash ^ equivalence_hash(value)) * 0xD6E8FEB86659FD93;
        hash ^= hash >> 32;
        for (std::size_t at = hash & (table_.size() - 1);; at = (at + 1) & (table_.size() - 1)) {
            if (table_[at] == kFree) return {add(tuple, hash, at), true};
            if (hashes_[table_[at]] == hash && same(tuple, (*this)[table_[at]])) return {table_[at], false};
        }
    }

    std::size_t size() const { return hashes_.size(); }
    std::span<const Value> operator[](std::size_t group) const { return {&values_[group * width_], width_}; }

    void clear() {
        table_.assign(64, kFree);
        hashes_.clear();
        values_.clear();
        run_.release(charged_);
        charged_ = 0;
    }

  private:
    static constexpr std::uint32_t kFree = 0xFFFFFFFF;

    static bool same(std::span<const Value> a, std::span<const Value> b) {
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (!equivalent(a[i], b[i])) return false;
        }
        return true;
    }

    std::uint32_t add(std::span<const Value> tuple, std::size_t hash, std::size_t at) {
        const auto group = static_cast<std::uint32_t>(size());
        table_[at] = group;
        hashes_.push_back(hash);
        std::size_t bytes = 16;
        for (const Value& value : tuple) bytes += memory_of(value);
        values_.insert(values_.end(), tuple.begin(), tuple.end());
        run_.charge(bytes);
        charged_ += bytes;
        if (size() * 2 > table_.size()) grow();
        return group;
    }

    void grow() {
        table_.assign(table_.size() * 2, kFree);
        for (std::uint32_t group = 0; group < size(); ++group) {
            std::size_t at = hashes_[group] & (table_.size() - 1);
            while (table_[at] != kFree) at = (at + 1) & (table_.size() - 1);
            table_[at] = group;
        }
    }

    Run& run_;
    std::size_t width_;
    std::vector<std::uint32_t> table_;  // open addressing; a power of two
    std::vector<std::size_t> hashes_;
    std::vector<Value> values_;
    std::size_t charged_ = 0;
};

}  // namespace mirrorgraph::query
