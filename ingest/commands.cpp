#include "ingest/commands.h"

#include <CLI/CLI.hpp>

#include "ingest/readers/layout_dump.h"
#include "ingest/readers/reader.h"

namespace mirrorgraph {

namespace {

void add_layout_command(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand("layout", "show how a document is read: blocks, sentences, cells");
    auto path = std::make_shared<std::string>();
    command->add_option("FILE", *path, "the document")->required();
    command->callback([path, &console] {
        ingest::print_layout(ingest::read_document(*path, ingest::read_bytes(*path)), console.out);
    });
}

}  // namespace

void add_ingest_commands(CLI::App& app, Console& console) {
    add_layout_command(app, console);
}

}  // namespace mirrorgraph
