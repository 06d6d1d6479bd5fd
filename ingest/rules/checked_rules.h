// Which rules have passed their examples: they are held against them once, not at each start.
//
// One empty file for each set of rules that passed, named after their content and this program, in
// $XDG_CACHE_HOME/mirrorgraph or ~/.cache/mirrorgraph. Without such a folder rules are checked each time.
//
// Errors:  none; what cannot be read or written counts as not known
// Threads: functions may run at once
#pragma once

#include <string>
#include <vector>

namespace mirrorgraph::ingest {

class CheckedRules {
  public:
    // `texts`: all that the outcome depends on beside the program itself.
    explicit CheckedRules(const std::vector<std::string>& texts);

    bool has_passed() const;
    void note_passed() const;

  private:
    std::string path_;  // empty: nothing can be remembered
};

}  // namespace mirrorgraph::ingest
