#include <CLI/CLI.hpp>

#include "schema/commands/command_line.h"
#include "schema/identifiers/identify.h"

namespace mirrorgraph {

namespace {

void add_identify_command(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand("identify", "Read identifiers, one a line, and say what they are in JSON");
    command->footer("  echo 'gb/t 35273—2020' | mirrorgraph identify");
    command->callback([&console] { identify_lines(console.in, console.out); });
}

}  // namespace

void add_schema_commands(CLI::App& app, Console& console) { add_identify_command(app, console); }

}  // namespace mirrorgraph
