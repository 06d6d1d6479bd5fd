// Turtle: what rdf.h says, one resource a block.
//
// Source: www.w3.org/TR/turtle. rdflib forgives IRIs that rapper rejects, so every name is percent-encoded.
#include <fmt/core.h>

#include <algorithm>

#include "graph/export/formats/formats.h"
#include "graph/export/formats/rdf.h"
#include "graph/export/formats/vocabulary.h"

namespace mirrorgraph::formats {

namespace {

bool is_simple(std::string_view local) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !local.empty() && is_letter(local[0]) && std::all_of(local.begin(), local.end(), [&](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '-';
    });
}

class TurtleWriter {
  public:
    TurtleWriter(const ExportOptions& options, Output& out) : out_(out), own_(own_vocabulary(options)) {
        for (const RdfPrefix& prefix : kRdfPrefixes) out_.print("@prefix {}: <{}> .\n", prefix.name, prefix.iri);
        out_.print("@prefix mg: <{}> .\n", own_);
    }

    void write(const RdfResource& resource) {
        out_.print("\n{}", name(resource.name));
        write_properties(resource.properties, "\n    ");
        out_.write(" .\n");
    }

  private:
    void write_properties(const std::vector<RdfProperty>& properties, std::string_view indent) {
        bool is_first = true;
        for (const RdfProperty& property : properties) {
            out_.print("{}{}{} ", is_first ? "" : " ;", indent, name(property.predicate));
            write_term(property.object);
            is_first = false;
        }
    }

    void write_term(const RdfTerm& term) {
        switch (term.kind) {
            case RdfTerm::Kind::kName: out_.write(name(term.text)); return;
            case RdfTerm::Kind::kLiteral:
                out_.write(quote(term.text));
                if (!term.language.empty()) out_.print("@{}", term.language);
                if (!term.datatype.empty()) out_.print("^^{}", term.datatype);
                return;
            case RdfTerm::Kind::kList:
                out_.write("(");
                for (const RdfTerm& item : term.items) {
                    out_.write(" ");
                    write_term(item);
                }
                out_.write(" )");
                return;
            case RdfTerm::Kind::kBlank:
                out_.write("[");
                write_properties(term.properties, " ");
                out_.write(" ]");
        }
    }

    // A prefixed name where its last part is plain, else the whole IRI.
    std::string name(const std::string& text) const {
        const std::size_t colon = text.find(':');
        const std::string_view prefix = std::string_view(text).substr(0, colon);
        const std::string_view local = std::string_view(text).substr(colon + 1);
        if (prefix == "mg") return is_simple(local) ? text : fmt::format("<{}{}>", own_, local);
        const bool is_known = std::any_of(std::begin(kRdfPrefixes), std::end(kRdfPrefixes),
                                          [&](const RdfPrefix& known) { return known.name == prefix; });
        return is_known ? text : "<" + text + ">";
    }

    static std::string quote(std::string_view text) {
        std::string out = "\"";
        for (const char c : text) {
            switch (c) {
                case '"': out += "\\\""; break;
                case '\\': out += "\\\\"; break;
                case '\n': out += "\\n"; break;
                case '\r': out += "\\r"; break;
                case '\t': out += "\\t"; break;
                default: out += c;
            }
        }
        return out + '"';
    }

    Output& out_;
    std::string own_;
};

}  // namespace

void write_turtle(const Selection& selection, const ExportOptions& options, Output& out) {
    TurtleWriter writer(options, out);
    visit_rdf(selection, options, [&](const RdfResource& resource) { writer.write(resource); });
}

}  // namespace mirrorgraph::formats
