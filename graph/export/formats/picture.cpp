// SVG, PNG and PDF: the dot text, laid out and drawn by Graphviz within the process.
//
// Source: the libgvc library guide. Graphviz keeps global state, so one picture is drawn at a time.
#include <fmt/core.h>

#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>

#include <algorithm>
#include <cmath>
#include <mutex>

#include "graph/export/fonts.h"
#include "graph/export/formats/formats.h"
#include "graph/export/formats/graphviz_layout.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::formats {

namespace {

std::string& complaints() {
    static std::string text;
    return text;
}

// The drawing surface of the process; opened once, because plugins are loaded with it.
GVC_t* graphviz() {
    static GVC_t* const context = [] {
        agseterr(AGERR);
        agseterrf([](auto* text) {
            complaints() += text;
            return 0;
        });
        return gvContext();
    }();
    return context;
}

[[noreturn]] void fail(std::string_view step) {
    std::string reason = collapse_space(complaints());
    reason.erase(std::min(reason.size(), reason.find(". Use one of:")));  // a list that is empty where it is printed
    if (reason.starts_with("Error: ")) reason.erase(0, std::string_view("Error: ").size());
    throw Error(ErrorCode::kIo,
                fmt::format("Graphviz cannot {} the picture{}{}", step, reason.empty() ? "" : ": ", reason),
                "install the Debian package graphviz, or take --format dot and draw it elsewhere");
}

constexpr double kPointsPerInch = 72;
constexpr double kPixelsPerInch = 96;  // as Graphviz draws where nothing else is said
constexpr double kLeastBorder = 0.3;   // inches

class LaidOutGraph {
  public:
    LaidOutGraph(const std::string& dot, std::string_view engine) {
        complaints().clear();
        graph_ = agmemread(dot.c_str());
        if (graph_ == nullptr) fail("read");
        if (gvLayout(graphviz(), graph_, std::string(engine).c_str()) != 0) {
            agclose(graph_);
            fail("lay out");
        }
    }
    ~LaidOutGraph() {
        gvFreeLayout(graphviz(), graph_);
        agclose(graph_);
    }
    LaidOutGraph(const LaidOutGraph&) = delete;
    LaidOutGraph& operator=(const LaidOutGraph&) = delete;

    // Widens the border until the picture fills whole pixels; a row that it fills in part would be half transparent.
    void fill_pixels() {
        const boxf box = GD_bb(graph_);
        const auto border = [](double points) {
            const double pixels = std::ceil((points / kPointsPerInch + 2 * kLeastBorder) * kPixelsPerInch);
            return (pixels / kPixelsPerInch - points / kPointsPerInch) / 2;
        };
        std::string pad = fmt::format("{:.6f},{:.6f}", border(box.UR.x - box.LL.x), border(box.UR.y - box.LL.y));
        agsafeset(graph_, const_cast<char*>("pad"), pad.data(), const_cast<char*>(""));
    }

    void draw(const char* format, Output& out) const {
        char* data = nullptr;
        unsigned int size = 0;
        if (gvRenderData(graphviz(), graph_, format, &data, &size) != 0 || data == nullptr) fail("draw");
        out.write({data, size});
        gvFreeRenderData(data);
    }

  private:
    Agraph_t* graph_ = nullptr;
};

void check_size(const Selection& selection, const ExportOptions& options) {
    const std::size_t count = selection.nodes().size();
    if (count > options.picture_nodes) {
        throw Error(ErrorCode::kLimit,
                    fmt::format("a picture of {} nodes cannot be read; the limit is {}", count, options.picture_nodes),
                    "narrow it with --query, --trace or --impact, or write gexf and open it in Gephi");
    }
    if (count == 0) throw Error(ErrorCode::kNotFound, "there is nothing to draw");
}

void draw(const Selection& selection, const ExportOptions& options, Output& out, const char* format) {
    check_size(selection, options);
    std::string dot;
    Output text([&](std::string_view bytes) { dot.append(bytes); });
    write_dot(selection, options, text);
    text.flush();
    if (contains_han(dot) && !has_chinese_font()) {
        options.note(
            "no font on this machine has Chinese characters, they are drawn as empty boxes; "
            "the Debian package fonts-noto-cjk has one");
    }
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    graphviz();
    LaidOutGraph graph(dot, choose_layout(selection, options).engine);
    graph.fill_pixels();
    graph.draw(format, out);
}

}  // namespace

void write_svg(const Selection& selection, const ExportOptions& options, Output& out) {
    draw(selection, options, out, "svg");
}

void write_png(const Selection& selection, const ExportOptions& options, Output& out) {
    draw(selection, options, out, "png");
}

void write_pdf(const Selection& selection, const ExportOptions& options, Output& out) {
    draw(selection, options, out, "pdf");
}

}  // namespace mirrorgraph::formats
