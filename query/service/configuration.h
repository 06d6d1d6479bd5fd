// The configuration file of a command: its options by their long names, in YAML.
//
//   port: 7474
//   host-name: [graph.example.org, localhost]
//
// A setting means what the flag of that name means; where both are given, the flag counts.
//
// Errors:  Error kIo for a file that cannot be read, kInvalidData for one that is malformed, names a setting twice, or
//          one that the command does not know, or gives a value that the option does not take; all show the place
// Owns:    values; the text of the file, for errors
// Threads: functions may run at once on distinct commands
// Source:  YAML 1.2, of which a flat map of scalars and lists of scalars is used; every scalar is text
#pragma once

#include <string>
#include <vector>

#include "schema/error.h"

namespace CLI {
class App;
}

namespace mirrorgraph {

struct Setting {
    struct Place {
        std::string text;
        Span span;  // of the file's text
    };
    Place name;
    std::vector<Place> values;
};

struct Configuration {
    std::string path;
    std::string text;
    std::vector<Setting> settings;
};

Configuration read_configuration(const std::string& path);

// Gives the command's options what the file says, as if they were flags. REQUIRES: the command line has been parsed.
// `flags_only`: long names of options that a file may not set.
void apply_configuration(const Configuration& configuration, CLI::App& command,
                         const std::vector<std::string>& flags_only);

}  // namespace mirrorgraph
