#include "graph/export/export.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

#include "graph/export/formats/formats.h"
#include "graph/store/atomic_file.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

namespace fs = std::filesystem;
using namespace formats;

constexpr bool kPicture = true;

constexpr ExportFormat kFormats[] = {
    {"json", ".json", "application/json", "the graph's own file; every command reads it again", false, write_json},
    {"gexf", ".gexf", "application/gexf+xml", "GEXF 1.3: Gephi, with dates, colours, sizes", false, write_gexf},
    {"gexf-1.2", ".gexf", "application/gexf+xml", "GEXF 1.2: older readers, NetworkX 2", false, write_gexf_1_2},
    {"graphml", ".graphml", "application/graphml+xml", "GraphML: NetworkX, igraph, Gephi, graphology", false,
     write_graphml},
    {"graphml-yed", ".graphml", "application/graphml+xml", "GraphML with the drawings of yEd", false,
     write_graphml_yed},
    {"dot", ".dot", "text/vnd.graphviz", "the language of Graphviz", kPicture, write_dot},
    {"svg", ".svg", "image/svg+xml", "picture; evidence as tool tips", kPicture, write_svg},
    {"png", ".png", "image/png", "picture", kPicture, write_png},
    {"pdf", ".pdf", "application/pdf", "picture for print", kPicture, write_pdf},
    {"d3", ".json", "application/json", "node-link JSON with \"links\": D3, NetworkX up to 3.3", false, write_d3},
    {"networkx", ".json", "application/json", "node-link JSON with \"edges\": NetworkX 3.4 and newer", false,
     write_networkx},
    {"cytoscape", ".cyjs", "application/json", "Cytoscape.js and Cytoscape desktop", false, write_cytoscape},
    {"cx2", ".cx2", "application/json", "CX2: NDEx, Cytoscape", false, write_cx2},
    {"turtle", ".ttl", "text/turtle", "RDF with PROV-O evidence, in published vocabularies", false, write_turtle},
    {"json-ld", ".jsonld", "application/ld+json", "the same RDF as JSON", false, write_json_ld},
    {"csv", "", "text/csv", "tables of nodes, relationships, evidence", false, nullptr, write_csv},
    {"neo4j-csv", "", "text/csv", "tables that neo4j-admin imports, with the command", false, nullptr, write_neo4j_csv},
    {"cypher", ".cypher", "text/plain", "a script in openCypher that makes the graph", false, write_cypher},
    {"cypher-plain", ".cypher", "text/plain", "the same without UNWIND and SET: Ladybug, Memgraph", false,
     write_cypher_plain},
    {"mermaid", ".mmd", "text/vnd.mermaid", "a flow chart for Markdown; up to 500 relationships", kPicture,
     write_mermaid},
    {"html", ".html", "text/html", "one page with picture, facts and sentences", false, write_html},
};

// An Output into a file that is there as a whole after commit().
struct WholeFile {
    explicit WholeFile(const std::string& path)
        : file(path), output([this](std::string_view bytes) { file.write(bytes); }) {}
    void commit() {
        output.flush();
        file.commit();
    }
    AtomicFile file;
    Output output;
};

class Folder final : public OutputFolder {
  public:
    explicit Folder(fs::path path) : path_(std::move(path)) {
        std::error_code fault;
        made_ = fs::create_directories(path_, fault);
        if (fault || !fs::is_directory(path_)) {
            throw Error(ErrorCode::kIo, "cannot make the folder '" + path_.string() + "'" +
                                            (fault ? ": " + fault.message() : std::string()));
        }
    }
    ~Folder() override {
        files_.clear();
        std::error_code ignored;
        if (made_) fs::remove(path_, ignored);  // only while it is empty
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    Output& open(std::string_view name) override {
        if (!files_.empty()) files_.back()->output.flush();
        files_.push_back(std::make_unique<WholeFile>((path_ / name).string()));
        return files_.back()->output;
    }
    void commit() {
        for (const auto& file : files_) file->output.flush();
        for (const auto& file : files_) file->file.commit();
        made_ = false;
    }

  private:
    fs::path path_;
    bool made_ = false;
    std::vector<std::unique_ptr<WholeFile>> files_;
};

}  // namespace

std::span<const ExportFormat> export_formats() { return kFormats; }

const ExportFormat& find_export_format(std::string_view name) {
    const auto found =
        std::find_if(std::begin(kFormats), std::end(kFormats), [&](const ExportFormat& f) { return f.name == name; });
    if (found != std::end(kFormats)) return *found;
    std::vector<std::string> names;
    for (const ExportFormat& format : kFormats) names.emplace_back(format.name);
    std::string all;
    for (const std::string& known : names) all += (all.empty() ? "" : ", ") + known;
    throw Error(ErrorCode::kUsage, fmt::format("unknown format '{}'{}", name, did_you_mean(name, names)),
                "formats: " + all);
}

const ExportFormat* guess_export_format(std::string_view path) {
    const std::string extension = to_lower(fs::path(path).extension().string());
    if (extension.empty()) return nullptr;
    const auto found = std::find_if(std::begin(kFormats), std::end(kFormats),
                                    [&](const ExportFormat& format) { return format.extension == extension; });
    return found == std::end(kFormats) ? nullptr : &*found;
}

void export_to(const std::string& path, const Selection& selection, const ExportFormat& format,
               const ExportOptions& options) {
    if (format.write != nullptr) {
        WholeFile file(path);
        format.write(selection, options, file.output);
        file.commit();
        return;
    }
    Folder folder(path);
    format.write_folder(selection, options, folder);
    folder.commit();
}

}  // namespace mirrorgraph
