#include "query/service/commands.h"

#include <fmt/core.h>

#include <pthread.h>

#include <CLI/CLI.hpp>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <thread>

#include "graph/provenance/decisions.h"
#include "graph/store/journal/current_graph.h"
#include "graph/store/journal/graph_store.h"
#include "graph/store/store.h"
#include "query/durable_database.h"
#include "query/service/configuration.h"
#include "query/service/http/listener.h"
#include "query/service/http/transport.h"
#include "query/service/mcp/transports.h"
#include "query/service/service.h"
#include "query/service/service_manager.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

// What people look nodes up by.
constexpr std::array<std::string_view, 4> kNameKeys = {"name", "code", "name_zh", "title"};

struct ServeCommand {
    std::string configuration;
    bool check_only = false;
    std::string graph;
    std::string schema;
    bool writable = false;
    std::string token_file;
    bool quiet = false;
    std::string sources = ".";
    std::uint64_t timeout = 30;        // seconds
    std::uint64_t memory = 1024;       // MiB
    std::uint64_t body_size = 1;       // MiB
    std::uint64_t document_size = 32;  // MiB
    std::uint64_t grace = 10;          // seconds
    query::GateOptions gate;
    query::ServiceOptions service;
};

// The first line of the file, else the variable MIRRORGRAPH_TOKEN: neither shows in the list of processes.
std::string read_token(const ServeCommand& command) {
    std::string token;
    if (!command.token_file.empty()) {
        std::ifstream in(command.token_file);
        if (!std::getline(in, token) || token.empty()) {
            throw Error(ErrorCode::kIo, fmt::format("there is no token in '{}'", command.token_file));
        }
    } else if (const char* variable = std::getenv("MIRRORGRAPH_TOKEN")) {
        token = variable;
    }
    if (!token.empty() && token.size() < 16) {
        throw Error(ErrorCode::kUsage, "the token is too short to keep anyone out", "take at least 16 characters");
    }
    return token;
}

void check_exposure(const ServeCommand& command, const query::AccessOptions& access) {
    if (query::is_loopback(command.gate.host)) return;
    if (command.writable && access.token.empty()) {
        throw Error(ErrorCode::kUsage, fmt::format("on {} anyone could change the graph", command.gate.host),
                    "give a token by --token-file or MIRRORGRAPH_TOKEN, or leave --writable out");
    }
}

void check_schema(const ServeCommand& command, const Schema& schema) {
    if (command.schema.empty() || schema.name() == command.schema) return;
    throw Error(ErrorCode::kUsage,
                fmt::format("'{}' obeys the schema '{}', not '{}'", command.graph, schema.name(), command.schema),
                "leave --schema out: it is for new graphs");
}

// What is served: a file that keeps every change, a file to be read, or a graph in memory.
struct Served {
    std::shared_ptr<query::DurableDatabase> durable;  // null unless changes are kept
    std::shared_ptr<query::Database> database;
};

void check_subject(const ServeCommand& command) {
    if (!command.graph.empty() || command.writable) return;
    throw Error(ErrorCode::kUsage, "there is nothing to serve",
                "name a graph with --graph, or start with an empty one by --writable");
}

Error no_graph(const ServeCommand& command) {
    return {ErrorCode::kIo, fmt::format("there is no graph '{}'", command.graph),
            "'mirrorgraph build --out FILE INPUT...' makes one; --writable starts with an empty one"};
}

Served open_graph(const ServeCommand& command, Console& console) {
    check_subject(command);
    const std::string schema = command.schema.empty() ? "standards" : command.schema;
    if (command.graph.empty()) {
        return {nullptr, query::Database::writable(Snapshot::freeze(PropertyGraph(schema_by_name(schema))))};
    }
    const bool exists = std::filesystem::exists(command.graph);
    if (!command.writable) {
        if (!exists) throw no_graph(command);
        auto database = query::Database::read_only(Snapshot::freeze(load_current_graph(command.graph)));
        check_schema(command, database->schema());
        return {nullptr, std::move(database)};
    }
    if (!exists && !has_journal(command.graph)) save_graph(PropertyGraph(schema_by_name(schema)), command.graph);
    auto durable = std::make_shared<query::DurableDatabase>(command.graph);
    check_schema(command, durable->database()->schema());
    for (const std::string& note : durable->notes()) console.err << fmt::format("{}: {}\n", command.graph, note);
    auto database = durable->database();
    return {std::move(durable), std::move(database)};
}

void save(query::DurableDatabase& durable, const ServeCommand& command, Console& console) {
    const std::uint64_t changes = durable.unsaved_changes();
    if (durable.save()) {
        console.err << fmt::format("wrote {} into {}\n", counted(changes, "change"), command.graph);
    }
}

sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

// Runs until SIGINT or SIGTERM. REQUIRES: both are blocked in every thread.
void run_until_stopped(query::Transport& transport, std::ostream& err) {
    std::thread stopper([&transport, &err] {
        const sigset_t signals = stop_signals();
        int signal = 0;
        sigwait(&signals, &signal);
        err << "stopping: requests under way are finished\n" << std::flush;
        query::notify_service_manager("STOPPING=1");
        transport.stop();
    });
    try {
        transport.run();
    } catch (...) {
        pthread_kill(stopper.native_handle(), SIGINT);
        stopper.join();
        throw;
    }
    stopper.join();
}

query::ServiceOptions service_options(const ServeCommand& command) {
    query::ServiceOptions options = command.service;
    options.limits.time = std::chrono::seconds(command.timeout);
    options.limits.memory = command.memory << 20U;
    options.access.token = read_token(command);
    if (!command.graph.empty()) options.decisions = decisions_path(command.graph);
    options.graph = command.graph;
    if (command.sources != "none") options.sources = command.sources;
    options.largest_document = command.document_size << 20U;
    check_exposure(command, options.access);
    if (!query::is_loopback(command.gate.host) && options.access.hosts.empty()) options.access.hosts = {"*"};
    return options;
}

query::GateOptions gate_options(const ServeCommand& command) {
    query::GateOptions options = command.gate;
    options.head.body = command.body_size << 20U;
    if (command.writable) options.head.bodies = {{"PUT", "/documents/", command.document_size << 20U}};
    options.grace_time = std::chrono::seconds(command.grace);
    // Who watches the service learns that it is busy, rather than that it is gone.
    options.first = {"/healthz", "/readyz", "/metrics"};
    return options;
}

// Everything that starting would do, short of listening and of writing.
void check_serve(const ServeCommand& command, Console& console) {
    (void)service_options(command);
    std::string what = "a graph in memory";
    if (command.graph.empty()) {
        check_subject(command);
    } else if (std::filesystem::exists(command.graph)) {
        const auto graph = Snapshot::freeze(load_current_graph(command.graph));
        check_schema(command, graph->schema());
        what = fmt::format("{} nodes and {} relationships of {}", graph->node_count(), graph->relationship_count(),
                           command.graph);
    } else if (command.writable) {
        what = fmt::format("{}, which will be made", command.graph);
    } else {
        throw no_graph(command);
    }
    console.out << fmt::format("OK: {} at http://{}:{} ({})\n", what, command.gate.host, command.gate.port,
                               command.writable ? "writable" : "read-only");
}

void run_serve(const ServeCommand& command, Console& console) {
    const sigset_t signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // threads that start from here on inherit it
    std::signal(SIGPIPE, SIG_IGN);
    query::ServiceOptions options = service_options(command);
    const Served served = open_graph(command, console);
    query::ServedGraph graph(served.database, served.durable);
    const std::jthread others([&graph] { graph.database().warm_up(kNameKeys); });
    graph.indexed()->search();  // before anyone waits for it
    if (!command.quiet) options.log = &console.err;
    const query::Transport* gate = nullptr;
    options.counts = [&gate] { return gate->counts(); };
    query::Service service(graph, options);
    query::Transport transport(gate_options(command),
                               [&service](const query::HttpRequest& request) { return service.handle(request); });
    gate = &transport;
    console.err << fmt::format("serving {} nodes and {} relationships of {} at http://{}:{} ({})\n",
                               served.database->graph().node_count(), served.database->graph().relationship_count(),
                               command.graph.empty() ? "a graph in memory" : command.graph, command.gate.host,
                               transport.port(), command.writable ? "writable" : "read-only")
                << std::flush;
    query::notify_service_manager("READY=1");
    run_until_stopped(transport, console.err);
    if (served.durable) save(*served.durable, command, console);
}

struct McpCommand {
    std::string graph;
    query::ServiceOptions service;
};

void run_mcp(const McpCommand& command, Console& console) {
    query::ServedGraph graph(query::Database::read_only(Snapshot::freeze(load_current_graph(command.graph))));
    const query::McpServer server(graph, command.service.limits);
    query::serve_lines(server, console.in, console.out);
}

// Flags that no configuration file may set.
const std::vector<std::string> kFlagsOnly = {"config", "check-config", "help"};

void add_access_options(CLI::App& sub, ServeCommand& command) {
    sub.add_option("--host-name", command.service.access.hosts, "name in Host that the service goes by; * for any");
    sub.add_option("--token-file", command.token_file,
                   "file with the token that writes need; the variable MIRRORGRAPH_TOKEN does the same");
    sub.add_flag("--token-to-read", command.service.access.token_to_read, "let reads need the token too");
    sub.add_option("--cors-origin", command.service.access.origins, "site whose pages may ask: https://example.org");
}

void add_limit_options(CLI::App& sub, ServeCommand& command) {
    const auto number = [&sub](const char* flag, auto& to, const char* text, auto least, auto most) {
        sub.add_option(flag, to, text)->check(CLI::Range(least, most))->capture_default_str();
    };
    number("--threads", command.gate.threads, "requests answered at once", 1, 1024);
    number("--connections", command.gate.connections, "connections at once", 4, 100'000);
    number("--peer-connections", command.gate.connections_of_peer, "of these, of one other machine", 1, 100'000);
    number("--waiting", command.gate.waiting, "requests that may wait for a thread; more are answered 503", 1, 100'000);
    number("--exports", command.service.exports, "exports made at once; more are answered 503", 1, 1024);
    number("--body-size", command.body_size, "MiB of a request's body", 1, 1024);
    number("--document-size", command.document_size, "MiB of a document that is uploaded", 1, 1024);
    number("--timeout", command.timeout, "seconds after which a query stops; 0: never", 0, 86'400);
    number("--rows", command.service.limits.rows, "rows after which a query stops; 0: never", 0L, 1'000'000'000'000L);
    number("--memory", command.memory, "MiB that the rows of one query may take", 1, 1'000'000);
    number("--grace", command.grace, "seconds for requests under way when the service stops", 0, 3600);
}

void add_serve(CLI::App& app, Console& console, Rebuilder rebuild, SourceReader read_source) {
    auto command = std::make_shared<ServeCommand>();
    command->service.rebuild = std::move(rebuild);
    command->service.read_source = std::move(read_source);
    CLI::App* sub = app.add_subcommand("serve", "the graph over HTTP, until SIGTERM or Ctrl-C");
    sub->add_option("--config", command->configuration,
                    "file of settings: the options below, 'port: 7474' a line; flags given here count first");
    sub->add_flag("--check-config", command->check_only, "say whether the service could start, and end");
    sub->add_option("--graph,-g", command->graph, "graph file; without one, --writable starts with an empty graph");
    sub->add_flag("--writable", command->writable, "let requests change the graph");
    sub->add_option("--schema", command->schema, "schema of a new graph: standards or open")
        ->check(CLI::IsMember({"standards", "open"}));
    sub->add_option("--host", command->gate.host, "address to listen on")->capture_default_str();
    sub->add_option("--port", command->gate.port, "port to listen on; 0: any free one")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    sub->add_option(
           "--sources", command->sources,
           "folder that the graph's documents lie in: those that have not changed are shown whole; none: not one")
        ->capture_default_str();
    sub->add_flag("--quiet", command->quiet, "no log line for each request");
    add_access_options(*sub, *command);
    add_limit_options(*sub, *command);
    sub->callback([command, sub, &console] {
        if (!command->configuration.empty()) {
            apply_configuration(read_configuration(command->configuration), *sub, kFlagsOnly);
        }
        command->check_only ? check_serve(*command, console) : run_serve(*command, console);
    });
}

}  // namespace

void add_service_commands(CLI::App& app, Console& console, Rebuilder rebuild, SourceReader read_source) {
    add_serve(app, console, std::move(rebuild), std::move(read_source));

    auto mcp = std::make_shared<McpCommand>();
    CLI::App* lines = app.add_subcommand("mcp", "the graph for assistants: Model Context Protocol on standard input");
    lines->add_option("--graph,-g", mcp->graph, "graph file")->required();
    lines->callback([mcp, &console] { run_mcp(*mcp, console); });
}

}  // namespace mirrorgraph
