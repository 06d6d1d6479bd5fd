#include "query/tasks/why/why_commands.h"

#include <fmt/chrono.h>

#include <CLI/CLI.hpp>
#include <ctime>
#include <memory>
#include <ostream>
#include <string>

#include "graph/provenance/decisions.h"
#include "graph/provenance/reasons.h"
#include "graph/snapshot/snapshot.h"
#include "graph/store/journal/current_graph.h"
#include "query/tasks/entity_finder.h"
#include "query/tasks/why/why.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

struct WhyCommand {
    std::string graph;
    std::vector<std::string> subject;
    std::string format = "text";
};

void run_why(const WhyCommand& command, Console& console) {
    const auto snapshot = Snapshot::freeze(load_current_graph(command.graph));
    const query::Why why = query::why_of(*snapshot, command.subject);
    if (command.format == "json") {
        query::write_why_json(console.out, *snapshot, why);
    } else {
        query::write_why_text(console.out, *snapshot, why, {console.width, console.color});
    }
}

void add_why_command(CLI::App& app, Console& console) {
    auto command = std::make_shared<WhyCommand>();
    CLI::App* sub = app.add_subcommand("why", "the reasons behind a node, or behind the relationships of two");
    sub->add_option("subject", command->subject,
                    "a node in any spelling; two nodes; a node and a type; or source, type and target")
        ->required()
        ->expected(1, 3);
    sub->add_option("--graph,-g", command->graph, "the graph to ask")->required();
    sub->add_option("--format,-f", command->format, "text or json")->check(CLI::IsMember({"text", "json"}));
    sub->callback([command, &console] { run_why(*command, console); });
}

struct DecideCommand {
    std::string graph;
    std::string file;
    std::vector<std::string> words;
    std::vector<std::string> documents;
    std::string as;
    std::vector<std::string> properties;
    std::string author;
    std::string reason;
    std::string date;
};

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return fmt::format("{:%Y-%m-%d}", local);
}

// The decision in the words of the command line, nodes by any of their names.
class DecisionWords {
  public:
    DecisionWords(const DecideCommand& command, const Snapshot& snapshot)
        : command_(command), snapshot_(snapshot), finder_(snapshot) {}

    Decision decision() const {
        Decision out;
        out.author = command_.author;
        out.reason = command_.reason;
        const auto date = parse_date(command_.date.empty() ? today() : command_.date);
        if (!date) throw Error(ErrorCode::kUsage, "'" + command_.date + "' is no date", "write it as 2021-06-17");
        out.date = *date;
        out.documents = command_.documents;
        out.as = command_.as;
        fill(out);
        for (const std::string& text : command_.properties) add_property(text, out.properties);
        return out;
    }

  private:
    const std::string& word(std::size_t i) const {
        if (i < command_.words.size()) return command_.words[i];
        throw Error(ErrorCode::kUsage, "the decision says too little", "mirrorgraph decide --help shows the forms");
    }

    // What stands in no graph yet is taken as the id that it shall have.
    std::string id(std::size_t i) const {
        const std::vector<NodeId> found = finder_.find(word(i));
        if (!found.empty()) return std::string(snapshot_.id(found.front()));
        if (word(i).find(':') == std::string::npos) finder_.find_or_throw(word(i));
        return word(i);
    }

    void fill(Decision& out) const {
        const std::string& kind = word(0);
        const auto rest = [&](auto&& get) {
            std::vector<std::string> all;
            for (std::size_t i = 2; i < command_.words.size(); ++i) all.push_back(get(i));
            return all;
        };
        if (kind == "alias") {
            out.node = id(1);
            out.names = rest([&](std::size_t i) { return word(i); });
        } else if (kind == "merge" || kind == "split") {
            out.kind = kind == "merge" ? DecisionKind::kMerge : DecisionKind::kSplit;
            out.node = id(1);
            out.others = rest([&](std::size_t i) { return kind == "merge" ? id(i) : split_off(out.node, word(i)); });
        } else if (kind == "reject" || kind == "confirm" || (kind == "add" && command_.words.size() > 2)) {
            out.kind = kind == "add"      ? DecisionKind::kAdd
                       : kind == "reject" ? DecisionKind::kReject
                                          : DecisionKind::kConfirm;
            out.source = id(1);
            out.type = to_upper(word(2));
            out.target = id(3);
        } else if (kind == "add") {
            out.kind = DecisionKind::kAdd;
            out.node = id(1);
        } else {
            const std::vector<std::string> known = {"alias", "merge", "split", "reject", "confirm", "add"};
            throw Error(ErrorCode::kUsage, "unknown decision '" + kind + "'" + did_you_mean(kind, known),
                        "known are alias, merge, split, reject, confirm, add");
        }
    }

    // What was joined to a node is in the graph under no id of its own: it goes by the name or id that `why` shows.
    std::string split_off(const std::string& node, const std::string& text) const {
        for (const Reason& reason : find_reasons(snapshot_.metadata(), node).joined) {
            if (reason.other == text || name_key(reason.name) == name_key(text)) return reason.other;
        }
        return text;
    }

    // "title=Lithium", "date=2021-06": a date where the schema wants one.
    void add_property(const std::string& text, Map& properties) const {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos) throw Error(ErrorCode::kUsage, "'" + text + "' is no key=value");
        const std::string key = text.substr(0, equals);
        const std::string value = text.substr(equals + 1);
        const PropertyRule* rule = snapshot_.schema().find_property(key);
        const bool is_date = rule != nullptr && rule->types == std::vector{Value::Type::kDate};
        const auto date = is_date ? parse_date(value) : std::nullopt;
        properties[key] = date ? Value(*date) : Value(value);
    }

    const DecideCommand& command_;
    const Snapshot& snapshot_;
    query::EntityFinder finder_;
};

void run_decide(const DecideCommand& command, Console& console) {
    const auto snapshot = Snapshot::freeze(load_current_graph(command.graph));
    const std::string path = command.file.empty() ? decisions_path(command.graph) : command.file;
    const Schema& schema = snapshot->schema();
    if (command.words.front() == "list" || command.words.front() == "undo") {
        if (command.words.front() == "undo") {
            const std::string number = command.words.size() == 2 ? command.words[1] : "";
            const bool digits =
                !number.empty() && number.size() < 9 && number.find_first_not_of("0123456789") == std::string::npos;
            if (!digits) throw Error(ErrorCode::kUsage, "undo takes the number that list shows");
            console.err << "undone: " << describe(remove_decision(path, std::stoul(number), schema)) << '\n';
            return;
        }
        std::size_t number = 0;
        for (const Decision& decision : load_decisions(path, schema).list) {
            console.out << fmt::format("{}  {}\n   {}, {}: {}\n", ++number, describe(decision), decision.author,
                                       to_string(decision.date), decision.reason);
        }
        return;
    }
    const Decision decision = DecisionWords(command, *snapshot).decision();
    add_decision(path, decision, schema);
    console.err << "decided: " << describe(decision)
                << "\nit applies from the next build on: mirrorgraph build --update " << command.graph << '\n';
}

void add_decide_command(CLI::App& app, Console& console) {
    auto command = std::make_shared<DecideCommand>();
    CLI::App* sub = app.add_subcommand("decide", "correct the graph, for every build to come (decisions.json)");
    sub->add_option("decision", command->words,
                    "alias NODE NAME...; merge NODE OTHER...; split NODE OTHER...; split NODE --document D --as ID; "
                    "reject SOURCE TYPE TARGET; confirm SOURCE TYPE TARGET; add SOURCE TYPE TARGET; "
                    "add NODE --set KEY=VALUE; list; undo NUMBER")
        ->required();
    sub->add_option("--graph,-g", command->graph, "the graph to correct")->required();
    sub->add_option("--decisions", command->file, "the file of decisions; decisions.json beside the graph unless said");
    sub->add_option("--document", command->documents, "only as this document has it (reject, confirm, split)")
        ->allow_extra_args(false);
    sub->add_option("--as", command->as, "the id of what is split off");
    sub->add_option("--set", command->properties, "a property of what is added, or that the claim must have, KEY=VALUE")
        ->allow_extra_args(false);
    sub->add_option("--author", command->author, "who decides");
    sub->add_option("--reason", command->reason, "why");
    sub->add_option("--date", command->date, "when it was decided; today unless said");
    sub->callback([command, &console] { run_decide(*command, console); });
}

}  // namespace

void add_why_commands(CLI::App& app, Console& console) {
    add_why_command(app, console);
    add_decide_command(app, console);
}

}  // namespace mirrorgraph
