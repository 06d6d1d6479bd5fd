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
#include <functional>
#include <map>
#include <string>
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
    std::size_t size() const { return words_.size(); }

  private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    struct State {
        std::uint32_t word = kNone;    // the string that ends here
        std::uint32_t suffix = kNone;  // the next state whose string ends here too
    };
    void find_letters();
    void add_states();
    void link_states();
    void mark_ends();
    std::uint32_t fresh_state();
    std::uint32_t& next(std::uint32_t state, std::size_t letter) { return next_[state * letters_ + letter]; }

    std::map<std::string, std::size_t, std::less<>> words_;
    std::array<std::uint16_t, 256> letter_of_{};  // bytes that no string has are all one letter, 0
    std::size_t letters_ = 1;
    std::vector<State> states_;
    std::vector<std::uint32_t> next_;                   // by state and letter; once built, states are times letters_
    static constexpr std::uint32_t kEnds = 0x80000000;  // in next_: strings end there
};

}  // namespace mirrorgraph::ingest
