#include "ingest/readers/registry/registry.h"

#include <fmt/core.h>
#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "ingest/readers/registry/csv.h"
#include "ingest/readers/registry/json_rows.h"
#include "schema/identifiers/committee.h"
#include "schema/identifiers/standard.h"
#include "schema/temporal/date.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

std::size_t position_of(const std::vector<std::string>& names, const std::string& name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::string join(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : "; ") + part;
    return out;
}

// Rows of one kind turned into mentions and claims.
class RegistryBuilder {
  public:
    // Cells come in the order of mapping.used_columns(); a cell is a list of values, mostly of one.
    using Cells = std::vector<std::vector<std::string>>;

    RegistryBuilder(const Mapping& mapping, std::string_view text, Extraction& out)
        : mapping_(mapping), columns_(mapping.used_columns()), text_(text), out_(out) {
        for (std::size_t i = 0; i < columns_.size(); ++i) places_[columns_[i]] = i;
        found_.resize(mapping.entities.size());
    }

    const std::vector<std::string>& columns() const { return columns_; }

    void add_row(Span span, std::uint32_t line, const Cells& cells) {
        Block block;
        block.kind = BlockKind::kTableRow;
        block.span = span;
        block.table = 1;
        out_.document.blocks.push_back(std::move(block));
        span_ = span;
        line_ = line;
        cells_ = &cells;
        for (std::size_t i = 0; i < mapping_.entities.size(); ++i) {
            found_[i].clear();
            if (holds(mapping_.entities[i].conditions)) add_entity(mapping_.entities[i], found_[i]);
        }
        for (const MappingRelationship& relationship : mapping_.relationships) {
            if (holds(relationship.conditions)) add_claims(relationship);
        }
    }

    void finish() {
        for (const auto& [what, problem] : problems_) {
            out_.warnings.push_back(fmt::format("{} {}, first in line {}: '{}'", counted(problem.count, "row"), what,
                                                problem.line, problem.value));
        }
    }

  private:
    struct Problem {
        std::size_t count = 0;
        std::uint32_t line = 0;
        std::string value;
    };

    const std::vector<std::string>& values(const std::string& column) const { return (*cells_)[places_.at(column)]; }

    std::string_view value(const std::string& column) const {
        const std::vector<std::string>& all = values(column);
        return all.empty() ? std::string_view() : std::string_view(all.front());
    }

    bool holds(const std::vector<MappingCondition>& conditions) const {
        return std::all_of(conditions.begin(), conditions.end(), [this](const MappingCondition& condition) {
            const std::string_view cell = value(condition.column);
            const auto& allowed = condition.values;
            if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), cell) == allowed.end()) return false;
            if (condition.matches &&
                !re2::RE2::PartialMatch(re2::StringPiece(cell.data(), cell.size()), *condition.matches))
                return false;
            return !condition.not_matches ||
                   !re2::RE2::PartialMatch(re2::StringPiece(cell.data(), cell.size()), *condition.not_matches);
        });
    }

    void report(const std::string& what, std::string_view cell) {
        Problem& problem = problems_[what];
        if (problem.count++ == 0) {
            problem.line = line_;
            problem.value = std::string(cell);
        }
    }

    // The names in the first of the entity's columns that has any, split where several share a field.
    std::vector<std::string> names_of(const MappingEntity& entity) const {
        std::vector<std::string> names;
        for (const std::string& column : entity.columns) {
            for (const std::string& cell : values(column)) split(cell, entity.separators, names);
            if (!names.empty()) break;
        }
        return names;
    }

    static void split(std::string_view cell, const std::vector<std::string>& separators,
                      std::vector<std::string>& out) {
        while (!cell.empty()) {
            std::size_t end = cell.size(), size = 0;
            for (const std::string& separator : separators) {
                if (const std::size_t at = cell.find(separator); at < end) {
                    end = at;
                    size = separator.size();
                }
            }
            const std::string_view name = trim(cell.substr(0, end));
            if (!name.empty()) out.emplace_back(name);
            cell.remove_prefix(end + size);
        }
    }

    void add_entity(const MappingEntity& entity, std::vector<std::size_t>& found) {
        for (const std::string& name : names_of(entity)) {
            Mention mention;
            mention.span = span_;
            mention.label = entity.label;
            mention.surface = name;
            mention.recogniser = mapping_.name;
            mention.confidence = mapping_.confidence;
            identify(entity, name, mention);
            if (mention.key.empty()) continue;  // "?", "-" and the like
            for (const std::string& column : entity.aliases) {
                const std::string_view alias = value(column);
                if (!alias.empty() && alias != mention.name) mention.aliases.emplace_back(alias);
            }
            for (const MappingProperty& property : entity.properties) set(property, mention.properties);
            found.push_back(out_.mentions.size());
            out_.mentions.push_back(std::move(mention));
        }
    }

    void identify(const MappingEntity& entity, const std::string& name, Mention& mention) {
        switch (entity.key) {
            case MappingEntity::Key::kStandard:
                if (const auto id = try_parse_standard(name)) {
                    set_identifier(*id, mention);
                    return;
                }
                report("name no standard by an identifier that is understood, and keep it as a name", name);
                break;
            case MappingEntity::Key::kCommittee:
                if (const auto id = parse_committee_of(entity.body, name)) {
                    set_identifier(*id, mention);
                    return;
                }
                report("name no committee by a code that is understood, and keep it as a name", name);
                break;
            case MappingEntity::Key::kName: break;
        }
        mention.key = name_key(name);
        mention.name = name;
        if (entity.key == MappingEntity::Key::kName && contains_han(name)) mention.properties["name_zh"] = Value(name);
    }

    // A registry of one body leaves the body out of its codes.
    static std::optional<CommitteeIdentifier> parse_committee_of(const std::string& body, const std::string& name) {
        auto id = try_parse_committee(name);
        if (body.empty() || (id && id->repairs.empty())) return id;
        auto completed = try_parse_committee(body + "/" + name);
        return completed ? completed : id;
    }

    static void set_identifier(const StandardIdentifier& id, Mention& mention) {
        mention.key = id.key();
        mention.name = id.normalized();
        mention.confidence *= id.confidence;
        mention.properties["code"] = Value(id.normalized());
        if (!id.body.empty()) mention.properties["publisher"] = Value(id.body);
        if (!id.number.empty()) mention.properties["number"] = Value(id.number);
        if (!id.part.empty()) mention.properties["part"] = Value(id.part);
        if (id.is_dated()) mention.properties["year"] = Value(static_cast<std::int64_t>(id.date.year));
        if (const auto urn = id.urn()) mention.properties["urn"] = Value(*urn);
        if (!id.repairs.empty()) mention.properties["repair"] = Value(join(id.repairs));
    }

    static void set_identifier(const CommitteeIdentifier& id, Mention& mention) {
        mention.key = id.key();
        mention.name = id.normalized();
        mention.confidence *= id.confidence;
        mention.properties["code"] = Value(id.normalized());
        if (!id.repairs.empty()) mention.properties["repair"] = Value(join(id.repairs));
    }

    void set(const MappingProperty& property, Map& properties) {
        if (property.column.empty()) {
            properties[property.name] = property.constant;
            return;
        }
        const std::string_view cell = value(property.column);
        if (cell.empty()) return;
        if (!property.values.empty()) {
            if (const auto mapped = map_value(property, cell)) properties[property.name] = Value(*mapped);
            return;
        }
        switch (property.type) {
            case MappingProperty::Type::kText: properties[property.name] = Value(cell); return;
            case MappingProperty::Type::kDate:
                if (const auto date = parse_date(cell)) {
                    properties[property.name] = Value(*date);
                } else {
                    report(fmt::format("have no date in column '{}'", property.column), cell);
                }
                return;
            case MappingProperty::Type::kInteger: {
                std::int64_t number = 0;
                const auto [end, fault] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
                if (fault == std::errc() && end == cell.data() + cell.size()) {
                    properties[property.name] = Value(number);
                } else {
                    report(fmt::format("have no integer in column '{}'", property.column), cell);
                }
                return;
            }
            case MappingProperty::Type::kList: {
                std::vector<std::string> items;
                for (const std::string& one : values(property.column)) split(one, {property.separator}, items);
                properties[property.name] = Value(List(items.begin(), items.end()));
                return;
            }
        }
    }

    // The exact value, else the longest prefix "95.*" that fits.
    static std::optional<std::string> map_value(const MappingProperty& property, std::string_view cell) {
        if (const auto exact = property.values.find(std::string(cell)); exact != property.values.end())
            return exact->second;
        const std::pair<const std::string, std::string>* best = nullptr;
        for (const auto& pair : property.values) {
            if (!pair.first.ends_with("*") ||
                !cell.starts_with(std::string_view(pair.first).substr(0, pair.first.size() - 1)))
                continue;
            if (best == nullptr || pair.first.size() > best->first.size()) best = &pair;
        }
        return best != nullptr ? std::optional(best->second) : std::nullopt;
    }

    void add_claims(const MappingRelationship& relationship) {
        for (std::size_t source : found_[relationship.source]) {
            for (std::size_t target : found_[relationship.target]) {
                const Mention& from = out_.mentions[source];
                const Mention& to = out_.mentions[target];
                if (from.label == to.label && from.key == to.key) continue;
                Claim claim;
                claim.type = relationship.type;
                claim.source = source;
                claim.target = target;
                claim.evidence = span_;
                claim.rule = mapping_.name;
                claim.confidence = std::min(from.confidence, to.confidence);
                if (!relationship.date.empty()) claim.date = parse_date(value(relationship.date));
                for (const MappingProperty& property : relationship.properties) set(property, claim.properties);
                out_.claims.push_back(std::move(claim));
            }
        }
    }

    const Mapping& mapping_;
    std::vector<std::string> columns_;
    std::map<std::string, std::size_t> places_;
    std::string_view text_;
    Extraction& out_;
    std::vector<std::vector<std::size_t>> found_;  // of each entity, positions among the mentions of this row
    std::map<std::string, Problem> problems_;
    const Cells* cells_ = nullptr;
    Span span_;
    std::uint32_t line_ = 0;
};

// One segment a line; more where the characters of the source differ in width.
void map_whole_text(const SourceText& source, SourceMap& map) {
    std::size_t run = 0;
    std::uint32_t line = 1;
    for (std::size_t begin = 0; begin < source.text.size();) {
        while (run + 1 < source.runs.size() && source.runs[run + 1].begin <= begin) ++run;
        const CharacterRun& at = source.runs[run];
        map.add({begin, at.source + (begin - at.begin) / at.text_unit * at.source_unit, line, 0, at.text_unit,
                 at.source_unit});
        std::size_t end = source.text.find_first_of("\r\n", begin);
        const bool breaks = end != std::string::npos;
        end = breaks ? end + (source.text.compare(end, 2, "\r\n") == 0 ? 2 : 1) : source.text.size();
        const std::size_t next_run = run + 1 < source.runs.size() ? source.runs[run + 1].begin : source.text.size();
        if (next_run < end) {
            begin = next_run;
        } else {
            begin = end;
            ++line;
        }
    }
}

void check_header(const Mapping& mapping, const CsvRow& header, std::string_view text, const std::string& path) {
    for (const std::string& column : mapping.used_columns()) {
        if (std::find(header.fields.begin(), header.fields.end(), column) != header.fields.end()) continue;
        throw Error(ErrorCode::kInvalidData,
                    fmt::format("mapping '{}' reads column '{}', which this header does not have{}", mapping.name,
                                column, did_you_mean(column, header.fields)),
                    "change the column in " + mapping.path)
            .at(path, text, header.span);
    }
}

std::optional<Extraction> read_table(SourceText& source, const std::string& path, const RegistryOptions& options) {
    const char delimiter = find_delimiter(source.text);
    if (delimiter == '\0') return std::nullopt;
    CsvReader reader(source.text, delimiter, path);
    CsvRow row;
    try {
        if (!reader.next(row)) return std::nullopt;
    } catch (const Error&) {
        if (options.forced) throw;
        return std::nullopt;  // a quote in the first line of prose
    }
    const Mapping* mapping = options.forced                ? options.forced.get()
                             : options.mappings != nullptr ? options.mappings->recognise(row.fields)
                                                           : nullptr;
    if (mapping == nullptr) return std::nullopt;
    check_header(*mapping, row, source.text, path);

    Extraction out;
    RegistryBuilder builder(*mapping, source.text, out);
    const std::vector<std::string> header = row.fields;
    std::vector<std::size_t> fields;
    for (const std::string& column : builder.columns()) fields.push_back(position_of(header, column));
    RegistryBuilder::Cells cells(fields.size());
    while (reader.next(row)) {
        if (row.fields.size() > header.size()) {
            throw Error(ErrorCode::kInvalidData,
                        fmt::format("{} fields under a header of {}", row.fields.size(), header.size()))
                .at(path, source.text, row.span);
        }
        for (std::size_t i = 0; i < fields.size(); ++i) {
            cells[i].clear();
            if (fields[i] < row.fields.size() && !row.fields[fields[i]].empty())
                cells[i].push_back(std::move(row.fields[fields[i]]));
        }
        builder.add_row(row.span, row.line, cells);
    }
    builder.finish();
    return out;
}

std::optional<Extraction> read_lines(SourceText& source, const std::string& path, const RegistryOptions& options) {
    if (!looks_like_json_lines(source.text)) return std::nullopt;
    JsonRows rows(source.text, path);
    if (!rows.next()) return std::nullopt;
    const Mapping* mapping = options.forced.get();
    if (mapping == nullptr && options.mappings != nullptr) {
        for (const Mapping& candidate : options.mappings->mappings()) {
            const bool fits = std::all_of(candidate.columns.begin(), candidate.columns.end(),
                                          [&rows](const std::string& column) { return rows.has(column); });
            if (fits && (mapping == nullptr || candidate.columns.size() > mapping->columns.size()))
                mapping = &candidate;
        }
    }
    if (mapping == nullptr) return std::nullopt;
    for (const std::string& column : mapping->columns) {
        if (rows.has(column)) continue;
        throw Error(ErrorCode::kInvalidData,
                    fmt::format("mapping '{}' reads '{}', which this object does not have", mapping->name, column),
                    "change it in " + mapping->path)
            .at(path, source.text, rows.span());
    }
    Extraction out;
    RegistryBuilder builder(*mapping, source.text, out);
    RegistryBuilder::Cells cells(builder.columns().size());
    do {
        for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = rows.values(builder.columns()[i]);
        builder.add_row(rows.span(), rows.line(), cells);
    } while (rows.next());
    builder.finish();
    return out;
}

}  // namespace

std::optional<Extraction> read_registry(SourceText& source, const std::string& path, const RegistryOptions& options) {
    std::optional<Extraction> out = read_lines(source, path, options);
    if (!out) out = read_table(source, path, options);
    if (!out) return std::nullopt;
    out->is_registry = true;
    map_whole_text(source, out->document.map);
    out->document.text = std::move(source.text);
    return out;
}

}  // namespace mirrorgraph::ingest
