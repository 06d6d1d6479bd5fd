#include "schema/identifiers/families/prefixes.h"

#include <fmt/core.h>

#include <fstream>
#include <unordered_map>
#include <vector>

#include "schema/error.h"
#include "schema/files/data_path.h"
#include "schema/text/text.h"
#include "schema/text/text_hash.h"

namespace mirrorgraph::identifiers {

namespace {

struct Prefix {
    PrefixScope scope;
    std::string name;
};

using Table = std::unordered_map<std::string, Prefix, TextHash, std::equal_to<>>;

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    return cells;
}

PrefixScope parse_scope(const std::string& word, const std::string& path, std::size_t line) {
    if (word == "national") return PrefixScope::kNational;
    if (word == "sector") return PrefixScope::kSector;
    if (word == "association") return PrefixScope::kAssociation;
    throw Error(ErrorCode::kInvalidData, fmt::format("{}:{}: unknown scope '{}'", path, line, word),
                "write national, sector or association");
}

Table load(const char* file, bool has_scope) {
    const std::string path = data_path(file);
    std::ifstream in(path);
    if (!in) throw Error(ErrorCode::kIo, fmt::format("cannot read {}", path));
    Table table;
    std::string line;
    std::getline(in, line);
    const std::size_t columns = has_scope ? 4 : 3;
    for (std::size_t number = 2; std::getline(in, line); ++number) {
        if (trim(line).empty()) continue;
        std::vector<std::string> cells = split(line);
        if (cells.size() != columns) {
            throw Error(ErrorCode::kInvalidData, fmt::format("{}:{}: {} cells", path, number, cells.size()),
                        fmt::format("write {} cells", columns));
        }
        const PrefixScope scope = has_scope ? parse_scope(cells[1], path, number) : PrefixScope::kNone;
        table.emplace(cells[0], Prefix{scope, cells.back()});
    }
    return table;
}

const Table& prefixes() {
    static const Table table = load("gazetteer/standard_prefixes.csv", true);
    return table;
}

const Table& local_codes() {
    static const Table table = load("gazetteer/local_codes.csv", false);
    return table;
}

}  // namespace

PrefixScope prefix_scope(std::string_view code) {
    const auto found = prefixes().find(code);
    return found == prefixes().end() ? PrefixScope::kNone : found->second.scope;
}

std::string_view prefix_name(std::string_view code) {
    const bool local = code.size() > 2 && code.starts_with("DB");
    const Table& table = local ? local_codes() : prefixes();
    const auto found = table.find(std::string(local ? code.substr(2, 2) : code));
    return found == table.end() ? std::string_view() : std::string_view(found->second.name);
}

bool is_local_code(std::string_view digits) {
    if (digits.size() != 2 && digits.size() != 4) return false;
    return local_codes().contains(std::string(digits.substr(0, 2)));
}

}  // namespace mirrorgraph::identifiers
