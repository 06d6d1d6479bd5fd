#include "graph/export/formats/rdf.h"

#include <fmt/core.h>

#include <cmath>
#include <set>

#include "graph/export/formats/vocabulary.h"
#include "graph/export/text.h"
#include "graph/names.h"
#include "schema/error.h"
#include "schema/temporal/temporal_text.h"

namespace mirrorgraph::formats {

namespace {

RdfTerm name(std::string text) { return {RdfTerm::Kind::kName, std::move(text), {}, {}, {}, {}}; }

RdfTerm literal(std::string_view text, std::string_view datatype = {}, std::string_view language = {}) {
    return {RdfTerm::Kind::kLiteral, clean_for_xml(text), datatype, language, {}, {}};
}

RdfTerm blank(std::vector<RdfProperty> properties) {
    return {RdfTerm::Kind::kBlank, {}, {}, {}, {}, std::move(properties)};
}

// XML Schema wants seconds, and knows offsets but no names of zones.
std::string clock(LocalTime time) {
    std::string out = fmt::format("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
    if (time.nanosecond() != 0) out += fmt::format(".{:09}", time.nanosecond());
    return out;
}

// Whole minutes; the few odd offsets of the past are cut.
std::string zone(std::int32_t offset) {
    const std::int32_t minutes = std::abs(offset) / 60;
    return offset == 0 ? "Z" : fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

RdfTerm date_literal(Date date) {
    switch (date.precision()) {
        case Date::Precision::kYear: return literal(to_string(date), "xsd:gYear");
        case Date::Precision::kMonth: return literal(to_string(date), "xsd:gYearMonth");
        case Date::Precision::kDay: break;
    }
    return literal(to_string(date), "xsd:date");
}

RdfTerm float_literal(double value) {
    if (std::isnan(value)) return literal("NaN", "xsd:double");
    if (std::isinf(value)) return literal(value > 0 ? "INF" : "-INF", "xsd:double");
    return literal(format_float(value), "xsd:double");
}

// Components of mixed sign have no form there, and stay plain text.
RdfTerm duration_literal(const Duration& value) {
    const std::string text = to_string(value);
    return literal(text, text.find('-') == std::string::npos ? "xsd:duration" : "");
}

RdfTerm term(const Value& value, std::string_view language = {}) {
    switch (value.type()) {
        case Value::Type::kBoolean: return literal(plain_text(value), "xsd:boolean");
        case Value::Type::kInteger: return literal(plain_text(value), "xsd:integer");
        case Value::Type::kFloat: return float_literal(value.as_float());
        case Value::Type::kDate: return date_literal(value.as_date());
        case Value::Type::kLocalTime: return literal(clock(value.as_local_time()), "xsd:time");
        case Value::Type::kTime:
            return literal(clock(value.as_time().local) + zone(value.as_time().offset), "xsd:time");
        case Value::Type::kLocalDateTime: {
            const LocalDateTime& moment = value.as_local_date_time();
            return literal(to_string(moment.date) + "T" + clock(moment.time), "xsd:dateTime");
        }
        case Value::Type::kDateTime: {
            const DateTime& moment = value.as_date_time();
            return literal(to_string(moment.local.date) + "T" + clock(moment.local.time) + zone(moment.offset),
                           "xsd:dateTime");
        }
        case Value::Type::kDuration: return duration_literal(value.as_duration());
        case Value::Type::kString: return literal(value.as_string(), {}, language);
        case Value::Type::kMap: return literal(plain_text(value), "rdf:JSON");
        case Value::Type::kList: {
            RdfTerm out{RdfTerm::Kind::kList, {}, {}, {}, {}, {}};
            for (const Value& item : value.as_list()) {
                const bool nested = item.is_list() || item.is_null();
                out.items.push_back(nested ? literal(to_json(item), "rdf:JSON") : term(item, language));
            }
            return out;
        }
        case Value::Type::kNull:
        case Value::Type::kNode:
        case Value::Type::kRelationship:
        case Value::Type::kPath: break;
    }
    return literal(plain_text(value));
}

class RdfWalk {
  public:
    RdfWalk(const Selection& selection, const ExportOptions& options,
            const std::function<void(const RdfResource&)>& visit)
        : selection_(selection),
          snapshot_(selection.snapshot()),
          options_(options),
          visit_(visit),
          separator_(options.base_iri.back() == '/' ? '/' : ':') {}

    void walk() {
        for (const NodeId node : selection_.nodes()) visit_node(node);
        std::size_t number = 0;
        for (const RelationshipId relationship : selection_.relationships()) visit_relationship(relationship, number++);
        for (const std::string& rule : rules_) {
            visit_({named("rule", rule), {{"rdf:type", name("prov:Activity")}, {"rdfs:label", literal(rule)}}});
        }
    }

  private:
    std::string named(std::string_view kind, std::string_view id) const {
        return fmt::format("{}{}{}{}", options_.base_iri, kind, separator_, encode_iri_part(id));
    }
    std::string node_name(NodeId node) const { return named("node", snapshot_.id(node)); }
    static std::string own(std::string_view word) { return "mg:" + encode_iri_part(word); }

    void visit_node(NodeId node) {
        RdfResource out{node_name(node), {}};
        for (const LabelId label : snapshot_.labels(node)) {
            const std::string& text = snapshot_.label_names()[label.value];
            out.properties.push_back({"rdf:type", name(own(text))});
            for (const std::string_view published : published_classes(text)) {
                out.properties.push_back({"rdf:type", name(std::string(published))});
            }
        }
        out.properties.push_back({"rdfs:label", literal(display_name(snapshot_, node))});
        add_emphasis(out, node);
        add_properties(out, snapshot_.properties(node));
        add_evidence(out, snapshot_.evidence(node));
        visit_(out);
    }

    void add_emphasis(RdfResource& out, NodeId node) const {
        const Emphasis* emphasis = selection_.emphasis(node);
        if (emphasis == nullptr) return;
        if (!emphasis->role.empty()) out.properties.push_back({"mg:answer-role", literal(emphasis->role)});
        if (!emphasis->tier.empty()) out.properties.push_back({"mg:answer-tier", literal(emphasis->tier)});
        if (emphasis->score) out.properties.push_back({"mg:answer-score", float_literal(*emphasis->score)});
    }

    void visit_relationship(RelationshipId relationship, std::size_t number) {
        const std::string source = node_name(snapshot_.source(relationship));
        const std::string target = node_name(snapshot_.target(relationship));
        const std::string& type = snapshot_.type_names()[snapshot_.type(relationship).value];
        const PublishedRelation published = published_relation(type);
        RdfResource plain{source, {{own(type), name(target)}}};
        if (!published.name.empty() && !published.inverse) {
            plain.properties.push_back({std::string(published.name), name(target)});
        }
        visit_(plain);
        if (!published.name.empty() && published.inverse) {
            visit_({target, {{std::string(published.name), name(source)}}});
        }
        RdfResource statement{named("statement", std::to_string(number)),
                              {{"rdf:type", name("rdf:Statement")},
                               {"rdf:subject", name(source)},
                               {"rdf:predicate", name(own(type))},
                               {"rdf:object", name(target)}}};
        add_properties(statement, snapshot_.properties(relationship));
        add_evidence(statement, snapshot_.evidence(relationship));
        visit_(statement);
    }

    void add_properties(RdfResource& out, const std::vector<std::pair<KeyId, Value>>& properties) const {
        for (const auto& [key, value] : properties) {
            const std::string& text = snapshot_.key_names()[key.value];
            const PublishedProperty published = published_property(text);
            const std::string predicate = published.name.empty() ? own(text) : std::string(published.name);
            // Other names are a set of values; any other list keeps its order, and its emptiness.
            if (published.name == "skos:altLabel" && value.is_list() && !value.as_list().empty()) {
                for (const Value& item : value.as_list()) out.properties.push_back({predicate, term(item)});
            } else {
                out.properties.push_back({predicate, term(value, published.language)});
            }
        }
    }

    void add_evidence(RdfResource& out, const EvidenceList& evidence) {
        if (!options_.evidence) return;
        for (const Evidence& item : evidence) {
            std::vector<RdfProperty> piece = {
                {"rdf:type", name("prov:Entity")}, {"prov:wasQuotedFrom", name(named("node", item.document))},
                {"mg:line", term(item.line)},      {"mg:begin", term(item.begin)},
                {"mg:end", term(item.end)},        {"mg:confidence", float_literal(item.confidence)}};
            if (item.page != 0) piece.push_back({"mg:page", term(item.page)});
            if (!item.text.empty()) piece.push_back({"prov:value", literal(item.text)});
            if (!item.rule.empty()) {
                rules_.insert(item.rule);
                piece.push_back({"prov:wasGeneratedBy", name(named("rule", item.rule))});
            }
            out.properties.push_back({"prov:wasDerivedFrom", blank(std::move(piece))});
        }
    }

    const Selection& selection_;
    const Snapshot& snapshot_;
    const ExportOptions& options_;
    const std::function<void(const RdfResource&)>& visit_;
    char separator_;
    std::set<std::string> rules_;
};

void check_base(const std::string& base) {
    const std::size_t colon = base.find(':');
    const bool has_scheme =
        colon != std::string::npos && colon > 0 &&
        base.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.") == colon;
    const bool is_clean = base.find_first_of(std::string("<>\"{}|\\^` \t\r\n")) == std::string::npos;
    const bool ends_well = !base.empty() && std::string_view("/:#").find(base.back()) != std::string_view::npos;
    if (has_scheme && is_clean && ends_well) return;
    throw Error(ErrorCode::kUsage, fmt::format("'{}' cannot begin the names of RDF", base),
                "give an IRI that ends in '/', ':' or '#', such as https://example.org/graph/");
}

}  // namespace

std::string own_vocabulary(const ExportOptions& options) {
    return options.base_iri + "vocabulary" + (options.base_iri.ends_with('/') ? "#" : ":");
}

void visit_rdf(const Selection& selection, const ExportOptions& options,
               const std::function<void(const RdfResource&)>& visit) {
    check_base(options.base_iri);
    RdfWalk(selection, options, visit).walk();
}

}  // namespace mirrorgraph::formats
