#include "graph/provenance/decisions.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "graph/store/atomic_file.h"
#include "schema/files/read_file.h"
#include "schema/json/settings.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

constexpr std::string_view kFormat = "mirrorgraph-decisions";
constexpr std::int64_t kVersion = 1;
constexpr std::string_view kMetadataKey = "decisions";

struct KindName {
    std::string_view name;
    DecisionKind kind;
};
constexpr std::array<KindName, 6> kKindNames = {{{"alias", DecisionKind::kAlias},
                                                 {"merge", DecisionKind::kMerge},
                                                 {"split", DecisionKind::kSplit},
                                                 {"reject", DecisionKind::kReject},
                                                 {"confirm", DecisionKind::kConfirm},
                                                 {"add", DecisionKind::kAdd}}};

[[noreturn]] void refuse(const std::string& message, const std::string& remedy = {}) {
    throw Error(ErrorCode::kInvalidData, message, remedy);
}

void require(bool condition, const Decision& decision, std::string_view what) {
    if (!condition) refuse(fmt::format("'{}' needs {}", decision_kind_name(decision.kind), what));
}

void forbid(bool condition, const Decision& decision, std::string_view what) {
    if (condition) refuse(fmt::format("'{}' takes no {}", decision_kind_name(decision.kind), what));
}

std::string_view label_in(std::string_view id) { return id.substr(0, id.find(':')); }

// The label that an id begins with; none where the schema knows none.
std::vector<std::string> labels_of(std::string_view id, const Schema& schema) {
    for (const LabelRule& label : schema.labels()) {
        if (fold_case(label.name) == label_in(id)) return {label.name};
    }
    return {};
}

bool is_relationship(const Decision& decision) {
    return !decision.source.empty() || !decision.type.empty() || !decision.target.empty();
}

void check_relationship(const Decision& decision, const Schema& schema) {
    require(!decision.source.empty() && !decision.type.empty() && !decision.target.empty(), decision,
            "'source', 'type' and 'target'");
    forbid(!decision.node.empty(), decision, "'node' beside a relationship");
    schema.check_relationship_type(decision.type);
    const std::vector<std::string> source = labels_of(decision.source, schema);
    const std::vector<std::string> target = labels_of(decision.target, schema);
    if (!source.empty() && !target.empty()) schema.check_endpoints(decision.type, source, target);
    for (const auto& [key, value] : decision.properties) {
        schema.check_relationship_property(decision.type, key, value);
    }
}

void check_kind(const Decision& decision, const Schema& schema) {
    const auto one_node = [&] {
        require(!decision.node.empty(), decision, "'node'");
        forbid(is_relationship(decision), decision, "relationship");
    };
    switch (decision.kind) {
        case DecisionKind::kAlias:
            one_node();
            require(!decision.names.empty(), decision, "'names'");
            return;
        case DecisionKind::kMerge:
            one_node();
            require(!decision.others.empty(), decision, "'others'");
            return;
        case DecisionKind::kSplit:
            one_node();
            require(decision.others.empty() != decision.documents.empty(), decision,
                    "either 'others' or 'documents' and 'as'");
            require(decision.documents.empty() == decision.as.empty(), decision, "'documents' and 'as' together");
            if (!decision.as.empty() && label_in(decision.as) != label_in(decision.node)) {
                refuse("'as' must begin like 'node'", fmt::format("write '{}:...'", label_in(decision.node)));
            }
            return;
        case DecisionKind::kReject:
        case DecisionKind::kConfirm: return check_relationship(decision, schema);
        case DecisionKind::kAdd:
            if (is_relationship(decision)) return check_relationship(decision, schema);
            one_node();
            require(!decision.properties.empty(), decision, "'properties'");
            for (const auto& [key, value] : decision.properties) schema.check_property(key, value);
            return;
    }
}

class DecisionReader : private SettingsReader {
  public:
    DecisionReader(const JsonInput& input, const Schema& schema) : SettingsReader(input), schema_(schema) {}

    std::vector<Decision> read(std::string_view text) const {
        const JsonTree root = read_tree();
        check_keys(root, {"format", "version", "decisions"});
        if (SettingsReader::text(root, "format") != kFormat) {
            fail(member(root, "format"), fmt::format("this is no file of decisions: 'format' must be \"{}\"", kFormat));
        }
        const JsonTree& version = member(root, "version");
        if (version.type != Value::Type::kInteger || version.scalar.as_integer() < 1) {
            fail(version, "'version' must be 1 or above");
        }
        if (version.scalar.as_integer() > kVersion) {
            fail(version, "written by a newer mirrorgraph", "read it with a newer mirrorgraph");
        }
        std::vector<Decision> decisions;
        for (const JsonTree& item : list(root, "decisions")) {
            decisions.push_back(decision(item));
            decisions.back().line =
                1 + static_cast<std::size_t>(
                        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(item.span.begin), '\n'));
        }
        return decisions;
    }

  private:
    Decision decision(const JsonTree& item) const {
        check_keys(item, {"kind", "node", "names", "others", "documents", "as", "source", "type", "target",
                          "properties", "author", "reason", "date"});
        Decision out;
        out.kind = kind(member(item, "kind"));
        out.node = optional_text(item, "node");
        out.names = texts(item, "names");
        out.others = texts(item, "others");
        out.documents = texts(item, "documents");
        out.as = optional_text(item, "as");
        out.source = optional_text(item, "source");
        out.type = optional_text(item, "type");
        out.target = optional_text(item, "target");
        out.author = SettingsReader::text(item, "author");
        out.reason = SettingsReader::text(item, "reason");
        const Span quoted = member(item, "reason").span;
        out.span = {quoted.begin + 1, quoted.end - 1};
        const JsonTree& date = member(item, "date");
        const auto parsed = parse_date(as_text(date));
        if (!parsed) fail(date, fmt::format("'{}' is no date", as_text(date)), "write it as 2021-06-17");
        out.date = *parsed;
        if (const JsonTree* properties = item.find("properties")) out.properties = this->properties(*properties);
        try {
            check_decision(out, schema_);
        } catch (const Error& error) {
            fail(item, error);
        }
        return out;
    }

    DecisionKind kind(const JsonTree& item) const {
        std::vector<std::string> known;
        for (const KindName& name : kKindNames) {
            if (name.name == as_text(item)) return name.kind;
            known.emplace_back(name.name);
        }
        fail(item, fmt::format("unknown kind of decision '{}'{}", as_text(item), did_you_mean(as_text(item), known)),
             fmt::format("known are {}", fmt::join(known, ", ")));
    }

    std::vector<std::string> texts(const JsonTree& object, std::string_view key) const {
        std::vector<std::string> out;
        for (const JsonTree& item : optional_list(object, key)) out.push_back(as_text(item));
        return out;
    }

    // Dates may be written as texts where the schema wants a date.
    Map properties(const JsonTree& object) const {
        if (object.type != Value::Type::kMap) fail(object, "expected an object");
        Map out;
        for (std::size_t i = 0; i < object.items.size(); ++i) {
            Value value = this->value(object.items[i]);
            const PropertyRule* rule = schema_.find_property(object.keys[i]);
            const bool is_date = rule != nullptr && rule->types == std::vector{Value::Type::kDate};
            if (is_date && value.is_string()) {
                const auto date = parse_date(value.as_string());
                if (!date) {
                    fail(object.items[i], fmt::format("'{}' is no date", value.as_string()), "write it as 2021-06-17");
                }
                value = Value(*date);
            }
            out[object.keys[i]] = std::move(value);
        }
        return out;
    }

    const Schema& schema_;
};

void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    json.key(key);
    json.begin_array();
    for (const std::string& text : texts) json.string(text);
    json.end_array();
}

void write_text(JsonWriter& json, std::string_view key, std::string_view text) {
    if (text.empty()) return;
    json.key(key);
    json.string(text);
}

void write(JsonWriter& json, const Decision& decision) {
    json.begin_object();
    write_text(json, "kind", decision_kind_name(decision.kind));
    write_text(json, "node", decision.node);
    write_texts(json, "names", decision.names);
    write_texts(json, "others", decision.others);
    write_text(json, "source", decision.source);
    write_text(json, "type", decision.type);
    write_text(json, "target", decision.target);
    write_texts(json, "documents", decision.documents);
    write_text(json, "as", decision.as);
    if (!decision.properties.empty()) {
        json.key("properties");
        json.begin_object();
        for (const auto& [key, value] : decision.properties) {
            json.key(key);
            json.value(value.is_date() ? Value(to_string(value.as_date())) : value);
        }
        json.end_object();
    }
    write_text(json, "author", decision.author);
    write_text(json, "date", to_string(decision.date));
    write_text(json, "reason", decision.reason);
    json.end_object();
}

std::string to_json(const std::vector<Decision>& decisions) {
    std::string out = fmt::format("{{\"format\":\"{}\",\"version\":{},\n\"decisions\":[", kFormat, kVersion);
    for (const Decision& decision : decisions) {
        JsonWriter json;
        write(json, decision);
        out += &decision == &decisions.front() ? "\n" : ",\n";
        out += json.text();
    }
    return out + "\n]}\n";
}

bool same_content(const Decision& a, const Decision& b) { return to_json({a}) == to_json({b}); }

// Keeps other writers of a folder out until the end of the scope.
class FolderLock {
  public:
    explicit FolderLock(const std::string& file) {
        const std::string folder = std::filesystem::path(file).parent_path().string();
        descriptor_ = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptor_ < 0 || flock(descriptor_, LOCK_EX) != 0) {
            const int fault = errno;
            if (descriptor_ >= 0) close(descriptor_);
            throw Error(ErrorCode::kIo, fmt::format("cannot lock the folder of '{}': {}", file, std::strerror(fault)));
        }
    }
    ~FolderLock() { close(descriptor_); }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int descriptor_;
};

}  // namespace

std::string_view decision_kind_name(DecisionKind kind) {
    return std::find_if(kKindNames.begin(), kKindNames.end(), [&](const KindName& name) { return name.kind == kind; })
        ->name;
}

std::string describe(const Decision& decision) {
    const auto quoted = [](const std::vector<std::string>& texts) {
        return fmt::format("'{}'", fmt::join(texts, "', '"));
    };
    const std::string relationship = decision.source + " -[" + decision.type + "]-> " + decision.target;
    const std::string narrowed =
        (decision.documents.empty() ? "" : ", as " + quoted(decision.documents) + " has it") +
        (decision.properties.empty() ? "" : ", with " + to_literal(Value(decision.properties)));
    switch (decision.kind) {
        case DecisionKind::kAlias: return fmt::format("'{}' is also called {}", decision.node, quoted(decision.names));
        case DecisionKind::kMerge: return fmt::format("{} is '{}'", quoted(decision.others), decision.node);
        case DecisionKind::kSplit:
            if (decision.documents.empty())
                return fmt::format("{} is not '{}'", quoted(decision.others), decision.node);
            return fmt::format("what {} calls '{}' is '{}'", quoted(decision.documents), decision.node, decision.as);
        case DecisionKind::kReject: return "not so: " + relationship + narrowed;
        case DecisionKind::kConfirm: return "confirmed: " + relationship + narrowed;
        case DecisionKind::kAdd:
            if (decision.node.empty()) return "so it is: " + relationship;
            return fmt::format("'{}' has {}", decision.node, to_literal(Value(decision.properties)));
    }
    return {};
}

std::string decisions_path(const std::string& graph_path) {
    return (std::filesystem::path(graph_path).parent_path() / "decisions.json").string();
}

Decisions parse_decisions(std::string text, const std::string& source, const Schema& schema) {
    Decisions out{std::move(text), {}};
    out.list = DecisionReader(JsonInput::memory(out.text, source), schema).read(out.text);
    return out;
}

Decisions load_decisions(const std::string& path, const Schema& schema) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) return {};
    return parse_decisions(read_file(path), path, schema);
}

void check_decision(const Decision& decision, const Schema& schema) {
    require(!trim(decision.author).empty(), decision, "an 'author'");
    require(!trim(decision.reason).empty(), decision, "a 'reason'");
    for (const std::string* text : {&decision.author, &decision.reason, &decision.node, &decision.as}) {
        if (find_invalid_utf8(*text)) refuse("a text of the decision is not UTF-8");
    }
    check_kind(decision, schema);
}

void add_decision(const std::string& path, const Decision& decision, const Schema& schema) {
    check_decision(decision, schema);
    const FolderLock lock(path);
    std::vector<Decision> decisions = load_decisions(path, schema).list;
    for (const Decision& known : decisions) {
        if (same_content(known, decision)) {
            throw Error(ErrorCode::kConflict, fmt::format("{}:{}: this is decided already", path, known.line));
        }
    }
    decisions.push_back(decision);
    write_file_atomically(path, to_json(decisions));
}

Decision remove_decision(const std::string& path, std::size_t number, const Schema& schema) {
    const FolderLock lock(path);
    std::vector<Decision> decisions = load_decisions(path, schema).list;
    if (number == 0 || number > decisions.size()) {
        throw Error(ErrorCode::kNotFound,
                    fmt::format("{} has no decision {}; it has {}", path, number, decisions.size()));
    }
    const auto found = decisions.begin() + static_cast<std::ptrdiff_t>(number - 1);
    Decision removed = std::move(*found);
    decisions.erase(found);
    write_file_atomically(path, to_json(decisions));
    return removed;
}

DecisionRecord record_of(const Decision& decision, std::string problem) {
    DecisionRecord record{describe(decision), decision.author, decision.reason,   decision.date,
                          decision.line,      decision.others, std::move(problem)};
    for (const std::string* id : {&decision.node, &decision.as, &decision.source, &decision.target}) {
        if (!id->empty()) record.nodes.push_back(*id);
    }
    return record;
}

void write_decisions(Map& metadata, const std::vector<DecisionRecord>& records) {
    List list;
    for (const DecisionRecord& record : records) {
        List nodes(record.nodes.begin(), record.nodes.end());
        Map map{{"says", Value(record.says)},
                {"author", Value(record.author)},
                {"reason", Value(record.reason)},
                {"date", Value(record.date)},
                {"line", Value(static_cast<std::int64_t>(record.line))},
                {"nodes", Value(std::move(nodes))}};
        if (!record.problem.empty()) map["problem"] = Value(record.problem);
        list.emplace_back(std::move(map));
    }
    if (list.empty()) {
        metadata.erase(std::string(kMetadataKey));
    } else {
        metadata.insert_or_assign(std::string(kMetadataKey), Value(std::move(list)));
    }
}

std::vector<DecisionRecord> find_decisions(const Map& metadata, std::string_view node) {
    const auto all = metadata.find(kMetadataKey);
    if (all == metadata.end() || !all->second.is_list()) return {};
    std::vector<DecisionRecord> out;
    for (const Value& item : all->second.as_list()) {
        if (!item.is_map()) continue;
        const auto get = [&map = item.as_map()](std::string_view key) {
            const auto found = map.find(key);
            return found == map.end() ? Value() : found->second;
        };
        const auto text = [&](std::string_view key) {
            const Value value = get(key);
            return value.is_string() ? value.as_string() : std::string();
        };
        DecisionRecord record{text("says"), text("author"), text("reason"), {}, 0, {}, text("problem")};
        if (const Value date = get("date"); date.is_date()) record.date = date.as_date();
        if (const Value line = get("line"); line.is_integer())
            record.line = static_cast<std::size_t>(line.as_integer());
        if (const Value nodes = get("nodes"); nodes.is_list()) {
            for (const Value& id : nodes.as_list()) {
                if (id.is_string()) record.nodes.push_back(id.as_string());
            }
        }
        const bool speaks = std::find(record.nodes.begin(), record.nodes.end(), node) != record.nodes.end();
        if (node.empty() || speaks) out.push_back(std::move(record));
    }
    return out;
}

}  // namespace mirrorgraph
