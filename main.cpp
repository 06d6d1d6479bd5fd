#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>

#include "graph/commands.h"
#include "ingest/commands.h"
#include "ingest/rebuild.h"
#include "ingest/source_sentences.h"
#include "query/commands.h"
#include "schema/commands/command_line.h"
#include "schema/error.h"
#include "schema/files/data_path.h"

namespace {

mirrorgraph::Console make_console() {
    mirrorgraph::Console console{std::cin, std::cout, std::cerr};
    const char* no_color = std::getenv("NO_COLOR");
    console.color = isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0');
    console.progress = isatty(STDERR_FILENO) != 0;
    if (winsize size{}; ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) console.width = size.ws_col;
    return console;
}

}  // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    mirrorgraph::Console console = make_console();
    CLI::App app("A knowledge graph of Chinese standardisation: build it, ask it, see why.", "mirrorgraph");
    app.require_subcommand(1);
    app.set_version_flag("--version", "mirrorgraph " MIRRORGRAPH_VERSION);
    app.add_option_function<std::string>("--data", mirrorgraph::set_data_folder,
                                         "folder of schema, rules and gazetteer");
    mirrorgraph::add_ingest_commands(app, console);
    mirrorgraph::add_query_commands(app, console, mirrorgraph::ingest::make_rebuilder(),
                                    mirrorgraph::ingest::make_source_reader());
    mirrorgraph::add_graph_commands(app, console);
    mirrorgraph::add_schema_commands(app, console);
    mirrorgraph::add_manual_commands(app, console);
    try {
        app.parse(argc, argv);
        return console.status;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : mirrorgraph::exit_code(mirrorgraph::ErrorCode::kUsage);
    } catch (const mirrorgraph::Error& error) {
        std::cout.flush();
        std::cerr << "mirrorgraph: " << error.render() << '\n';
        return mirrorgraph::exit_code(error.code());
    } catch (const std::exception& error) {
        std::cout.flush();
        std::cerr << "mirrorgraph: " << error.what() << '\n';
        return 1;
    }
}
