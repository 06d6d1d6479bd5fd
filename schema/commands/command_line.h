// What every command of the command line shares: the streams it writes to and how it ends.
//
// Results go to `out`, everything else to `err`. A wing adds its commands with add_*_commands(app, console); a
// command throws Error for a failure, and returns by setting Console::status for "ran, but found nothing".
//
// Threads: one thread
// Source:  clig.dev; exit codes as in schema/error.h
#pragma once

#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace mirrorgraph {

struct Console {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    bool color = false;     // escape sequences may be written to `out`
    bool progress = false;  // `err` is a terminal: progress bars are welcome
    int width = 100;        // columns of `out`
    int status = 0;         // exit code of a command that did not throw
};

// `identify`.
void add_schema_commands(CLI::App& app, Console& console);

// `completion` and `man`: they describe every command that `app` has when they run.
void add_manual_commands(CLI::App& app, Console& console);

}  // namespace mirrorgraph
