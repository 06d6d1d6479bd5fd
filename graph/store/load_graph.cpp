#include <algorithm>

#include "graph/store/graph_assembler.h"
#include "graph/store/graph_reader.h"
#include "graph/store/store.h"
#include "schema/json/json.h"

namespace mirrorgraph {

namespace {

PropertyGraph load(const JsonInput& input, const LoadOptions& options) {
    GraphAssembler assembler(GraphAssembler::Faults::kThrow);
    GraphReader reader(assembler);
    read_json(input, reader, JsonLimits{.bytes = options.max_bytes});
    return assembler.take();
}

// Ends the reading when it has what it wants.
class HeaderSink : public GraphSink {
  public:
    struct Read {};

    void add_header(ReadHeader& header) override {
        metadata_ = std::move(header.metadata);
        throw Read();
    }
    void add_node(ReadNode&) override {}
    void end_nodes() override {}
    void add_edge(ReadEdge&) override {}
    void finish() override {}

    Map take() { return std::move(metadata_); }

  private:
    Map metadata_;
};

}  // namespace

Map load_metadata(const std::string& path, const LoadOptions& options) {
    HeaderSink sink;
    GraphReader reader(sink);
    try {
        read_json(JsonInput::file(path), reader, JsonLimits{.bytes = options.max_bytes});
    } catch (const HeaderSink::Read&) {
    }
    return sink.take();
}

PropertyGraph load_graph(const std::string& path, const LoadOptions& options) {
    return load(JsonInput::file(path), options);
}

PropertyGraph parse_graph(std::string_view json, const std::string& source) {
    return load(JsonInput::memory(json, source), {});
}

Validation validate_graph(const std::string& path, const LoadOptions& options) {
    Validation out;
    GraphAssembler assembler(GraphAssembler::Faults::kCollect);
    GraphReader reader(assembler);
    const JsonInput input = JsonInput::file(path);
    std::optional<Error> fatal;
    try {
        read_json(input, reader, JsonLimits{.bytes = options.max_bytes});
    } catch (const Error& error) {
        if (error.code() == ErrorCode::kIo) throw;
        fatal = error;
    }
    std::vector<PlacedError>& problems = assembler.problems();
    out.problem_count = problems.size() + (fatal ? 1 : 0);
    std::stable_sort(problems.begin(), problems.end(),
                     [](const PlacedError& a, const PlacedError& b) { return a.span.begin < b.span.begin; });
    if (problems.size() > kMaxProblems) problems.erase(problems.begin() + kMaxProblems, problems.end());
    place_errors(input, problems);
    for (PlacedError& problem : problems) out.problems.push_back(std::move(problem.error));
    if (fatal) out.problems.push_back(*fatal);
    out.nodes = assembler.graph().node_count();
    out.relationships = assembler.graph().relationship_count();
    return out;
}

}  // namespace mirrorgraph
