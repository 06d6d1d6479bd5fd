// JSON-LD: what rdf.h says, one resource a line of "@graph".
//
// Source: www.w3.org/TR/json-ld11.
#include <algorithm>

#include "graph/export/formats/formats.h"
#include "graph/export/formats/rdf.h"
#include "graph/export/formats/vocabulary.h"
#include "schema/json/json.h"

namespace mirrorgraph::formats {

namespace {

class JsonLdWriter {
  public:
    JsonLdWriter(const ExportOptions& options, Output& out) : out_(out), own_(own_vocabulary(options)) {
        out_.write("{\"@context\":{");
        for (const RdfPrefix& prefix : kRdfPrefixes) out_.print("\"{}\":\"{}\",", prefix.name, prefix.iri);
        out_.print("\"mg\":{{\"@id\":{},\"@prefix\":true}}}},\n\"@graph\":[", to_json(own_));
    }

    void write(const RdfResource& resource) {
        out_.write(is_first_ ? "\n" : ",\n");
        is_first_ = false;
        json_.clear();
        json_.begin_object();
        json_.key("@id");
        json_.string(resource.name);
        write_properties(resource.properties);
        json_.end_object();
        out_.write(json_.text());
    }

    void finish() { out_.write("]}\n"); }

  private:
    // Values of one predicate stand together, because a key may occur once.
    void write_properties(const std::vector<RdfProperty>& properties) {
        for (auto property = properties.begin(); property != properties.end(); ++property) {
            const auto same = [&](const RdfProperty& other) { return other.predicate == property->predicate; };
            if (std::any_of(properties.begin(), property, same)) continue;
            const bool is_type = property->predicate == "rdf:type";
            json_.key(is_type ? "@type" : property->predicate);
            json_.begin_array();
            for (auto value = property; value != properties.end(); ++value) {
                if (!same(*value)) continue;
                if (is_type) {
                    json_.string(value->object.text);
                } else {
                    write_term(value->object);
                }
            }
            json_.end_array();
        }
    }

    void write_term(const RdfTerm& term) {
        json_.begin_object();
        switch (term.kind) {
            case RdfTerm::Kind::kName: text("@id", term.text); break;
            case RdfTerm::Kind::kLiteral:
                text("@value", term.text);
                if (!term.language.empty()) text("@language", term.language);
                if (!term.datatype.empty()) text("@type", term.datatype);
                break;
            case RdfTerm::Kind::kList:
                json_.key("@list");
                json_.begin_array();
                for (const RdfTerm& item : term.items) write_term(item);
                json_.end_array();
                break;
            case RdfTerm::Kind::kBlank: write_properties(term.properties); break;
        }
        json_.end_object();
    }

    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.string(value);
    }

    Output& out_;
    std::string own_;
    JsonWriter json_;
    bool is_first_ = true;
};

}  // namespace

void write_json_ld(const Selection& selection, const ExportOptions& options, Output& out) {
    JsonLdWriter writer(options, out);
    visit_rdf(selection, options, [&](const RdfResource& resource) { writer.write(resource); });
    writer.finish();
}

}  // namespace mirrorgraph::formats
