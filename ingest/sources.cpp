#include "ingest/sources.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "graph/store/store.h"
#include "ingest/digest.h"
#include "ingest/inputs.h"
#include "ingest/readers/reader.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

namespace fs = std::filesystem;

std::string text_of(const PropertyGraph& graph, NodeId node, std::string_view key) {
    const Value value = graph.property(node, key);
    return value.is_string() ? value.as_string() : std::string();
}

// The file that holds the document: itself, or the archive that it lies in; empty where neither is there.
std::string file_of(const std::string& path) {
    for (fs::path file = path; !file.empty(); file = file.parent_path()) {
        std::error_code ignored;
        if (fs::is_regular_file(file, ignored)) return file.string();
        if (fs::exists(file, ignored) || file == file.parent_path()) return {};
    }
    return {};
}

// Normal, without a '/' at the end; "" for the folder that is worked in.
std::string normal(const std::string& path) {
    std::string out = fs::path(path).lexically_normal().generic_string();
    if (out.size() > 1 && out.ends_with('/')) out.pop_back();
    return out == "." ? "" : out;
}

void check_removals(const std::vector<std::string>& remove, const KnownDocuments& known) {
    for (const std::string& path : remove) {
        const PathSet one({path});
        const bool found = std::any_of(known.begin(), known.end(),
                                       [&](const auto& document) { return one.covers(document.second.path); });
        if (found) continue;
        std::vector<std::string> paths;
        for (const auto& [id, document] : known) paths.push_back(document.path);
        throw Error(ErrorCode::kNotFound,
                    fmt::format("the graph holds no document '{}'{}", path, did_you_mean(path, paths)));
    }
}

// Documents that stay must be readable as they were, or the update would lose them unseen.
void keep(const std::string& id, const KnownDocument& document, const ExtractionCache& cache, SourcePlan& plan,
          std::set<std::string>& files) {
    plan.kept.emplace(id, document);
    if (cache.find(id, document.sha256) != nullptr) return;
    const std::string file = document.path == "-" ? "" : file_of(document.path);
    if (file.empty()) {
        throw Error(ErrorCode::kIo, fmt::format("{}: is in the graph, but no longer there to be read", document.path),
                    fmt::format("take it out with --remove '{}', or put it back", document.path));
    }
    if (file == document.path && file_sha256(file) != document.sha256) {
        throw Error(ErrorCode::kIo, fmt::format("{}: has changed since the graph was built", document.path),
                    "name it as an input to read it anew, or take it out with --remove");
    }
    files.insert(file);
}

}  // namespace

PathSet::PathSet(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) paths_.insert(normal(path));
}

bool PathSet::covers(const std::string& path) const {
    if (path == "-") return paths_.contains(path);
    const std::string whole = normal(path);
    if (paths_.contains("") && !whole.starts_with("../") && !whole.starts_with('/')) return true;
    if (whole.starts_with('/') && paths_.contains("/")) return true;
    for (std::size_t end = whole.size(); end != std::string::npos && end > 0; end = whole.rfind('/', end - 1)) {
        if (paths_.contains(std::string_view(whole).substr(0, end))) return true;
    }
    return false;
}

KnownDocuments known_documents(const std::string& graph_path, const ExtractionCache& cache) {
    KnownDocuments known;
    std::error_code ignored;
    if (!fs::exists(graph_path, ignored)) return known;
    if (!cache.graph_digest().empty() && cache.graph_digest() == file_sha256(graph_path)) {
        for (const auto& [id, entry] : cache.entries()) known[id] = {entry.path, entry.sha256};
        return known;
    }
    const PropertyGraph graph = load_graph(graph_path);
    for (NodeId node : graph.find_nodes("Document")) {
        // What is no document of a build, such as the decisions, has no such id.
        if (!graph.id(node).starts_with("document:")) continue;
        known[graph.id(node)] = {text_of(graph, node, "path"), text_of(graph, node, "sha256")};
    }
    return known;
}

SourcePlan plan_sources(const UpdateRequest& request, const KnownDocuments& known, const ExtractionCache& cache) {
    SourcePlan plan;
    check_removals(request.remove, known);
    std::vector<std::string> inputs = request.inputs;
    const bool all = inputs.empty() && request.remove.empty() && !request.only_named;
    const PathSet given(inputs);
    const PathSet replaced(request.replaced);
    const PathSet remove(request.remove);
    std::set<std::string> files;
    for (const auto& [id, document] : known) {
        if (remove.covers(document.path)) {
            plan.removed.push_back(document.path);
        } else if (all && document.path != "-") {
            const std::string file = file_of(document.path);
            if (file.empty()) {
                plan.removed.push_back(document.path);
            } else {
                files.insert(file);
            }
        } else if (!given.covers(document.path) && !replaced.covers(document.path)) {
            keep(id, document, cache, plan, files);
        }
    }
    if (all) {
        inputs.assign(files.begin(), files.end());
        files.clear();
    }
    plan.kept_files.assign(files.begin(), files.end());
    if (!inputs.empty()) plan.files = collect_inputs(inputs, request.excluded);
    std::erase_if(plan.files, [&](const std::string& file) { return remove.covers(file); });
    return plan;
}

}  // namespace mirrorgraph::ingest
