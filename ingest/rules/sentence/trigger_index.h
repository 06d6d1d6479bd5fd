// Finds in one pass which of many short strings occur in a text, and where. A string that begins with a letter or digit
// counts only where it begins a word: "plan" stands in "plans", not in "explanation".
//
// Cost:    finding is one look at a small table a word, and comparisons where four bytes begin a string
// Units:   strings are numbered from 0 in the order of add()
// Errors:  none
// Owns:    its tables
// Threads: const methods may run at once
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/text/eight_bytes.h"
#include "schema/text/text_hash.h"

namespace mirrorgraph::ingest {

// Where strings stand in a text: the first and the last place of each. Made once, filled for one text after another.
class TriggerPlaces {
  public:
    // Numbers of the strings that stand there, each once, in no order.
    const std::vector<std::size_t>& found() const { return found_; }
    bool has(std::size_t number) const { return first_[number] != kNowhere; }
    // Offsets behind the string. REQUIRES: has(number).
    std::uint32_t first_end(std::size_t number) const { return first_[number]; }
    std::uint32_t last_end(std::size_t number) const { return last_[number]; }

  private:
    friend class TriggerIndex;
    void add(std::uint32_t number, std::size_t end);
    static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
    std::vector<std::size_t> found_;
    std::vector<std::uint32_t> first_;
    std::vector<std::uint32_t> last_;
};

class TriggerIndex {
  public:
    // REQUIRES: build() was not called yet, `text` is not empty. Equal strings share a number.
    std::size_t add(std::string_view text);
    void build();
    // Forgets what `places` held. REQUIRES: build() was called.
    void find(std::string_view text, TriggerPlaces& places) const;
    std::size_t size() const { return words_.size(); }

  private:
    static constexpr std::size_t kHead = 4;  // bytes that strings are told by; most strings are longer
    struct Entry {
        std::uint32_t head;  // its first bytes
        std::uint32_t number;
        std::string_view rest;     // behind the head
        EightBytes next = 0;       // what `rest` begins with
        EightBytes next_mask = 0;  // of the bytes that it has
    };
    // Entries by their heads.
    class Heads {
      public:
        void add(const Entry& entry) { entries_.push_back(entry); }
        void build();
        // Those that have this head, and perhaps others; none for most heads that no entry has.
        std::span<const Entry> with(std::uint32_t head) const {
            const std::uint32_t hashed = hash(head);
            if ((known_[hashed / 64] >> (hashed % 64) & 1U) == 0) return {};
            const std::uint32_t* const bucket = &buckets_[hashed >> (kHashBits - kBucketBits)];
            return {entries_.data() + bucket[0], entries_.data() + bucket[1]};
        }

      private:
        static constexpr unsigned kHashBits = 16;
        static constexpr unsigned kBucketBits = 12;
        static std::uint32_t hash(std::uint32_t head) { return head * 0x9E3779B1U >> (32 - kHashBits); }
        std::vector<Entry> entries_;          // by bucket
        std::vector<std::uint32_t> buckets_;  // where each begins in entries_
        std::vector<std::uint64_t> known_;    // one bit for each hash of a head
    };
    void find_at(std::string_view text, std::size_t at, std::uint32_t head, TriggerPlaces& places) const;

    std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> words_;
    Heads heads_;
    Heads threes_;              // of three bytes, which are their heads
    std::vector<Entry> short_;  // shorter: all of it is `rest`
    bool is_built_ = false;
};

}  // namespace mirrorgraph::ingest
