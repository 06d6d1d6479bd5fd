#include "ingest/rebuild.h"

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <thread>

#include "ingest/cache/extraction_cache.h"
#include "ingest/cache/fingerprint.h"
#include "ingest/pipeline.h"

namespace mirrorgraph::ingest {

namespace {

BuildOptions options_of(const RebuildRequest& request) {
    BuildOptions options;
    // Whoever asks meanwhile wants a core too.
    options.jobs = std::max(1U, std::thread::hardware_concurrency() - 1);
    options.strict = true;
    options.quotes = request.quotes;
    options.decisions = request.decisions;
    options.stop = request.stop;
    UpdateOptions update;
    update.graph = request.graph;
    update.remove = request.remove;
    update.known.emplace();
    for (const SourceDocument& document : request.documents) {
        update.known->emplace(document.id, KnownDocument{document.path, document.sha256});
    }
    update.delivered = request.add;
    options.update = std::move(update);
    return options;
}

class PipelineRebuilder {
  public:
    Rebuilt rebuild(const RebuildRequest& request) {
        load(request.mapping);
        std::istringstream nothing;
        auto built =
            std::make_shared<BuildResult>(pipeline_->build({}, nothing, options_of(request), request.progress));
        Rebuilt out;
        out.graph = std::move(built->resolution.graph);
        out.documents = built->documents;
        out.read = built->documents - built->reused;
        for (const DocumentWarning& warning : built->warnings) {
            const bool is_new = std::any_of(request.add.begin(), request.add.end(), [&](const auto& added) {
                return PathSet({added.path}).covers(warning.path);
            });
            if (is_new) out.warnings.push_back(fmt::format("{}: {}", warning.path, warning.text));
        }
        out.remember = [built, path = cache_path(request.graph)] { built->cache.save(path, built->fingerprint, ""); };
        return out;
    }

  private:
    void load(const std::optional<TableMapping>& mapping) {
        std::string now = fingerprint(mapping);
        if (pipeline_ && now == fingerprint_) return;
        pipeline_.emplace(Pipeline::load(mapping));
        fingerprint_ = std::move(now);
    }

    std::optional<Pipeline> pipeline_;
    std::string fingerprint_;
};

}  // namespace

Rebuilder make_rebuilder() {
    return [rebuilder = std::make_shared<PipelineRebuilder>()](const RebuildRequest& request) {
        return rebuilder->rebuild(request);
    };
}

}  // namespace mirrorgraph::ingest
