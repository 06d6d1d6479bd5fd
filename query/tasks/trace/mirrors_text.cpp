#include <fmt/core.h>

#include <ostream>

#include "graph/export/text.h"
#include "graph/facts.h"
#include "graph/names.h"
#include "query/tasks/element_json.h"
#include "query/tasks/note_text.h"
#include "query/tasks/trace/mirrors.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

std::string joined(const Snapshot& snapshot, const std::vector<NodeId>& nodes, std::string_view separator) {
    std::string out;
    for (const NodeId node : nodes) {
        if (!out.empty()) out += separator;
        out += display_name(snapshot, node);
    }
    return out;
}

std::string since(const Snapshot& snapshot, RelationshipId relationship) {
    const auto from = ValidityReader(snapshot).of(relationship).from;
    return from ? to_string(*from) : std::string();
}

std::string row_fields(const Snapshot& snapshot, const MirrorRow& row) {
    const auto name = [&](NodeId node) { return quote_csv(display_name(snapshot, node)); };
    std::string out = name(row.committee) + ',' + quote_csv(text_property(snapshot, row.committee, "title")) + ',' +
                      quote_csv(text_property(snapshot, row.committee, "status")) + ',';
    if (row.mirror.is_null()) {
        out += ",,,,,,,,,";
        return row.nearest ? out + name(row.nearest->committee) + ',' + name(row.nearest->mirror) : out + ',';
    }
    const Evidence* evidence = best_evidence(snapshot.evidence(row.relationship));
    out += fmt::format(
        "{},{},{},{},{},{:.3f},", name(row.mirror), quote_csv(text_property(snapshot, row.mirror, "name_zh")),
        quote_csv(joined(snapshot, row.national, "; ")), quote_csv(joined(snapshot, row.secretariats, "; ")),
        since(snapshot, row.relationship), confidence_of(snapshot, row.relationship));
    if (evidence == nullptr) return out + ",,,,";
    return out + fmt::format("{},{},{},,", quote_csv(document_name(snapshot, evidence->document)), evidence->line,
                             quote_csv(collapse_space(evidence->text)));
}

class TextWriter {
  public:
    TextWriter(std::ostream& out, const Snapshot& snapshot, const TraceTextOptions& options)
        : out_(out),
          snapshot_(snapshot),
          note_(snapshot, static_cast<std::size_t>(options.width), options.color, options.evidence) {}

    void write(const MirrorTable& table) {
        note_.write_sentence(out_, describe_coverage(table));
        std::string without;
        std::size_t missing = 0;
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const MirrorRow& row = table.rows[i];
            if (row.mirror.is_null()) {
                without += (missing++ == 0 ? "" : ", ") + without_controls(display_name(snapshot_, row.committee));
                continue;
            }
            const bool first = i == 0 || table.rows[i - 1].committee != row.committee;
            const bool last = i + 1 == table.rows.size() || table.rows[i + 1].committee != row.committee;
            if (first) out_ << '\n' << note_.name_and_titles(row.committee, 0, kBold) << '\n';
            write_mirror(row, last);
        }
        if (missing > 0) {
            out_ << '\n' << note_.styled(kBold, fmt::format("Without a known mirror body ({})", missing)) << '\n';
            note_.write_wrapped(out_, without, "  ", "  ");
        }
        note_.write_sources(out_);
    }

  private:
    void write_mirror(const MirrorRow& row, bool last) {
        std::string text = without_controls(display_name(snapshot_, row.mirror));
        if (const auto zh = text_property(snapshot_, row.mirror, "name_zh"); !zh.empty())
            text += fmt::format(" · {}", zh);
        if (const std::string from = since(snapshot_, row.relationship); !from.empty()) text += ", since " + from;
        text += note_.cite(row.relationship);
        note_.write_wrapped(out_, text, last ? "╰─ " : "├─ ", last ? "     " : "│    ");
        const std::string below = last ? "   " : "│  ";
        if (main_label(snapshot_, row.mirror) != "Committee" && !row.national.empty()) {
            note_.write_wrapped(out_, "secretariat of: " + joined(snapshot_, row.national, ", "), below + "╰─ ",
                                below + "     ");
        }
        if (!row.secretariats.empty()) {
            note_.write_wrapped(out_, "secretariat: " + joined(snapshot_, row.secretariats, ", "), below + "╰─ ",
                                below + "     ");
        }
    }

    std::ostream& out_;
    const Snapshot& snapshot_;
    NoteText note_;
};

class RowsJson {
  public:
    RowsJson(JsonWriter& json, const Snapshot& snapshot) : json_(json), elements_(json, snapshot) {}

    void write(const MirrorTable& table) {
        json_.begin_object();
        json_.key("coverage");
        json_.begin_object();
        coverage(table.all);
        json_.key("by_kind");
        json_.begin_object();
        for (const auto& [kind, part] : table.by_kind) {
            json_.key(kind);
            json_.begin_object();
            coverage(part);
            json_.end_object();
        }
        json_.end_object();
        json_.end_object();
        json_.key("rows");
        json_.begin_array();
        for (const MirrorRow& row : table.rows) write(row);
        json_.end_array();
        json_.end_object();
    }

  private:
    void coverage(const MirrorTable::Coverage& part) {
        elements_.number("committees", static_cast<std::int64_t>(part.committees));
        elements_.number("mirrored", static_cast<std::int64_t>(part.mirrored));
    }

    void write(const MirrorRow& row) {
        json_.begin_object();
        json_.key("committee");
        elements_.node(row.committee);
        json_.key("mirror");
        if (row.mirror.is_null()) {
            json_.null();
        } else {
            elements_.node(row.mirror);
            elements_.nodes("national", row.national);
            elements_.nodes("secretariats", row.secretariats);
            json_.key("relationship");
            elements_.relationship(row.relationship);
        }
        if (row.nearest) {
            json_.key("nearest");
            json_.begin_object();
            json_.key("committee");
            elements_.node(row.nearest->committee);
            json_.key("mirror");
            elements_.node(row.nearest->mirror);
            json_.end_object();
        }
        json_.end_object();
    }

    JsonWriter& json_;
    ElementJson elements_;
};

}  // namespace

void write_mirrors_csv(std::ostream& out, const Snapshot& snapshot, const MirrorTable& table) {
    out << "committee,title,status,mirror,mirror_zh,national_committee,secretariat,since,confidence,document,line,"
           "evidence,nearest_committee,nearest_mirror\n";
    for (const MirrorRow& row : table.rows) out << row_fields(snapshot, row) << '\n';
}

void write_mirrors_json(JsonWriter& json, const Snapshot& snapshot, const MirrorTable& table) {
    RowsJson(json, snapshot).write(table);
}

void write_mirrors_text(std::ostream& out, const Snapshot& snapshot, const MirrorTable& table,
                        const TraceTextOptions& options) {
    TextWriter(out, snapshot, options).write(table);
}

}  // namespace mirrorgraph::query
