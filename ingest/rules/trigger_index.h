// Finds in one pass which of many short strings occur in a text, and where.
//
// Cost:    building is linear in the strings, finding is one table look-up a byte
// Units:   strings are numbered from 0 in the order of add()
// Errors:  none
// Owns:    its tables
// Threads: const methods may run at once
// Source:  Aho and Corasick, Efficient string matching, 1975
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

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
    std::size_t size() const { return count_; }

  private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    struct State {
        std::array<std::uint32_t, 256> next;
        std::uint32_t word = kNone;    // the string that ends here
        std::uint32_t suffix = kNone;  // the next state whose string ends here too
    };
    std::uint32_t fresh_state();
    std::vector<State> states_;
    std::size_t count_ = 0;
};

}  // namespace mirrorgraph::ingest
