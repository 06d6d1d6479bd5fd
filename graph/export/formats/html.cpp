// One page that needs nothing else: the picture, where it can be read, and every node with its relationships and the
// sentences they were read in. Works without a script; a script of a few lines filters.
//
// Source: the HTML living standard. Nothing of the graph becomes markup; the policy in the head forbids what comes from
// elsewhere.
#include <fmt/core.h>

#include <algorithm>

#include "graph/export/appearance.h"
#include "graph/export/caption.h"
#include "graph/export/formats/formats.h"
#include "graph/export/text.h"
#include "graph/facts.h"
#include "graph/names.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::formats {

namespace {

constexpr std::size_t kMostDrawn = 400;  // more is no picture for a page

constexpr std::string_view kStyle = R"(
:root{color-scheme:light;--back:#fff;--text:#1a202c;--faint:#5a6675;--line:#dde3ea;--card:#f7f9fb}
.dark{color-scheme:dark;--back:#10161f;--text:#e6eaf0;--faint:#9aa5b4;--line:#2b3644;--card:#18212d}
body{margin:0 auto;max-width:72rem;padding:1.5rem;background:var(--back);color:var(--text);
font:16px/1.5 system-ui,"Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.6rem;margin:0}header p,small,.faint{color:var(--faint)}
figure{margin:1.5rem 0;padding:0;overflow:auto;border:1px solid var(--line);border-radius:8px}figure svg{display:block;margin:auto}
input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem .75rem;border:1px solid var(--line);border-radius:8px;
background:var(--card);color:inherit;margin:.5rem 0 1rem}
section{border-top:1px solid var(--line);padding:1rem 0;content-visibility:auto;contain-intrinsic-size:auto 12rem}
h2{font-size:1.05rem;margin:0}h2 span{font-weight:400;color:var(--faint);font-size:.85rem;margin-left:.5rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.5rem 0;font-size:.9rem}dt{color:var(--faint)}
dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}ul{padding-left:1.2rem;margin:.4rem 0}a{color:inherit}
blockquote{margin:.15rem 0 .5rem;padding-left:.75rem;border-left:3px solid var(--line);color:var(--faint);font-size:.85rem}
.dot{display:inline-block;width:.7rem;height:.7rem;border-radius:3px;margin-right:.5rem}
@media print{input{display:none}section{break-inside:avoid}}
)";

constexpr std::string_view kScript = R"(
const box=document.querySelector('input'),all=[...document.querySelectorAll('section')],said=document.querySelector('output');
box.hidden=false;
box.addEventListener('input',()=>{const word=box.value.trim().toLowerCase();let shown=0;
for(const part of all){part.hidden=word!==''&&!part.textContent.toLowerCase().includes(word);shown+=part.hidden?0:1}
said.textContent=word===''?'':shown+' of '+all.length})
)";

class HtmlWriter {
  public:
    HtmlWriter(const Selection& selection, const ExportOptions& options, Output& out)
        : selection_(selection),
          snapshot_(selection.snapshot()),
          options_(options),
          out_(out),
          looks_(selection, options.theme) {
        for (const RelationshipId relationship : selection.relationships()) {
            ends_.push_back({snapshot_.source(relationship), relationship});
            if (snapshot_.source(relationship) != snapshot_.target(relationship)) {
                ends_.push_back({snapshot_.target(relationship), relationship});
            }
        }
        std::sort(ends_.begin(), ends_.end());
    }

    void write() {
        const std::string title = escape_xml(selection_.title().empty() ? "mirrorgraph" : one_line(selection_.title()));
        out_.print(
            "<!DOCTYPE html>\n<html lang=\"en\" class=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n"
            "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
            "script-src 'unsafe-inline'\">\n<style>{}</style>\n</head>\n<body>\n<header><h1>{}</h1>\n"
            "<p>{}, {}",
            options_.theme == Theme::kDark ? "dark" : "light", title, kStyle, title,
            counted(selection_.nodes().size(), "node"), counted(selection_.relationships().size(), "relationship"));
        for (const LegendEntry& entry : looks_.labels()) {
            out_.print(" · {} {}", entry.count, escape_xml(entry.name));
        }
        out_.write("</p></header>\n");
        write_picture();
        out_.write(
            "<main>\n<input hidden type=\"search\" aria-label=\"filter\" placeholder=\"filter by any word\">"
            "<output class=\"faint\" aria-live=\"polite\"></output>\n");
        for (const NodeId node : by_interest()) write_node(node);
        out_.print("</main>\n<script>{}</script>\n</body>\n</html>\n", kScript);
    }

  private:
    // Where the question began, then the most connected.
    std::vector<NodeId> by_interest() const {
        std::vector<NodeId> out(selection_.nodes().begin(), selection_.nodes().end());
        const auto is_root = [&](NodeId node) {
            const Emphasis* emphasis = selection_.emphasis(node);
            return emphasis != nullptr && emphasis->is_root;
        };
        std::stable_sort(out.begin(), out.end(), [&](NodeId a, NodeId b) {
            if (is_root(a) != is_root(b)) return is_root(a);
            return selection_.degree(a) > selection_.degree(b);
        });
        return out;
    }

    void write_picture() {
        const Selection drawn = selection_.without_documents().without_isolated();
        if (drawn.nodes().empty()) return;
        if (drawn.nodes().size() > std::min(kMostDrawn, options_.picture_nodes)) {
            options_.note("too many nodes for a picture on the page; the tables have them all");
            return;
        }
        std::string svg;
        Output text([&](std::string_view bytes) { svg.append(bytes); });
        try {
            write_svg(drawn, options_, text);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::kIo) throw;
            options_.note(fmt::format("the page has no picture: {}; {}", error.what(), error.remedy()));
            return;
        }
        text.flush();
        out_.print("<figure aria-label=\"picture of the graph\">{}</figure>\n", svg.substr(svg.find("<svg")));
    }

    void write_node(NodeId node) {
        const Caption caption = caption_of(selection_, node);
        std::string labels;
        for (const LabelId label : snapshot_.labels(node)) {
            labels += (labels.empty() ? "" : ", ") + snapshot_.label_names()[label.value];
        }
        const Emphasis* emphasis = selection_.emphasis(node);
        if (emphasis != nullptr && !emphasis->role.empty()) labels += " · " + emphasis->role;
        if (emphasis != nullptr && emphasis->score) labels += fmt::format(" · {:.2f}", *emphasis->score);
        out_.print("<section id=\"n{}\"><h2><i class=\"dot\" style=\"background:{}\"></i>{}<span>{}</span></h2>\n",
                   node.value, looks_.of(node).strong, escape_xml(caption.name), escape_xml(labels));
        write_properties(snapshot_.properties(node), snapshot_.id(node));
        write_evidence(snapshot_.evidence(node));
        const auto [begin, end] = std::equal_range(ends_.begin(), ends_.end(), std::pair(node, RelationshipId()),
                                                   [](const auto& a, const auto& b) { return a.first < b.first; });
        if (begin != end) out_.write("<ul>\n");
        for (auto at = begin; at != end; ++at) write_relationship(node, at->second);
        if (begin != end) out_.write("</ul>\n");
        out_.write("</section>\n");
    }

    void write_properties(const std::vector<std::pair<KeyId, Value>>& properties, std::string_view id) {
        out_.print("<dl><dt>id</dt><dd>{}</dd>", escape_xml(id));
        for (const auto& [key, value] : properties) {
            out_.print("<dt>{}</dt><dd>{}</dd>", escape_xml(snapshot_.key_names()[key.value]),
                       escape_xml(shown(value)));
        }
        out_.write("</dl>\n");
    }

    // Lists of texts one a line, which reads better than JSON.
    static std::string shown(const Value& value) {
        if (!value.is_list() || value.as_list().empty()) return plain_text(value);
        std::string out;
        for (const Value& item : value.as_list()) out += (out.empty() ? "" : "\n") + plain_text(item);
        return out;
    }

    void write_relationship(NodeId node, RelationshipId relationship) {
        const bool leaves = snapshot_.source(relationship) == node;
        const NodeId other = leaves ? snapshot_.target(relationship) : snapshot_.source(relationship);
        const std::string words = escape_xml(caption_of(selection_, relationship));
        const std::string link =
            fmt::format("<a href=\"#n{}\">{}</a>", other.value, escape_xml(one_line(display_name(snapshot_, other))));
        if (leaves) {
            out_.print("<li>{} → {}", words, link);
        } else {
            out_.print("<li>{} → {} → this", link, words);
        }
        const double confidence = confidence_of(snapshot_, relationship);
        if (confidence < 1) out_.print(" <small>{:.0f} %</small>", 100 * confidence);
        if (leaves) write_evidence(snapshot_.evidence(relationship));
        out_.write("</li>\n");
    }

    void write_evidence(const EvidenceList& evidence) {
        if (!options_.evidence || evidence.empty()) return;
        out_.print("<blockquote>{}</blockquote>", escape_xml(evidence_in_words(snapshot_, evidence)));
    }

    const Selection& selection_;
    const Snapshot& snapshot_;
    const ExportOptions& options_;
    Output& out_;
    Appearance looks_;
    std::vector<std::pair<NodeId, RelationshipId>> ends_;  // ascending
};

}  // namespace

void write_html(const Selection& selection, const ExportOptions& options, Output& out) {
    HtmlWriter(selection, options, out).write();
}

}  // namespace mirrorgraph::formats
