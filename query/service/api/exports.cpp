#include "query/service/api/exports.h"

#include <fmt/core.h>

#include <atomic>

#include "graph/export/export.h"
#include "query/export/selections.h"
#include "query/service/api/resources.h"
#include "query/service/api/spool.h"
#include "query/service/api/zip.h"
#include "query/service/http/parameters.h"
#include "query/service/http/problem.h"
#include "schema/json/json.h"

namespace mirrorgraph::query {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kMostLarge = 16;  // files that lie on the disk until they are fetched
constexpr std::int64_t kMostPictureNodes = 2000;

const std::vector<std::string> kNames = {"format", "query",  "parameters", "trace",    "impact",   "title",
                                         "theme",  "layout", "documents",  "evidence", "max_nodes"};

bool is_set(const Parameters& parameters, std::string_view name, bool otherwise) {
    const std::vector<std::string> words =
        otherwise ? std::vector<std::string>{"true", "false"} : std::vector<std::string>{"false", "true"};
    return parameters.choice(name, words) == "true";
}

ExportOptions options_of(const Parameters& parameters) {
    ExportOptions options;
    options.evidence = is_set(parameters, "evidence", true);
    options.theme = parameters.choice("theme", {"light", "dark"}) == "dark" ? Theme::kDark : Theme::kLight;
    options.layout = parameters.text("layout");
    options.picture_nodes =
        static_cast<std::size_t>(parameters.integer("max_nodes", kMostPictureNodes, 1, kMostPictureNodes));
    return options;
}

Map query_parameters(const std::string& text) {
    if (text.empty()) return {};
    const Value value = parse_json_value(text, "parameters");
    if (!value.is_map()) throw Error(ErrorCode::kUsage, "'parameters' must be a JSON object");
    return value.as_map();
}

// What is asked for, and the name of its file without an extension.
struct Subject {
    Selection selection;
    std::string name;
};

Subject select(const IndexedGraph& graph, const Parameters& parameters, const Limits& limits, CancelToken cancel,
               bool for_eyes) {
    const std::string trace = parameters.text("trace");
    const std::string impact = parameters.text("impact");
    const std::string query = parameters.text("query");
    if (!trace.empty() + !impact.empty() + !query.empty() > 1) {
        throw Error(ErrorCode::kUsage, "'query', 'trace' and 'impact' are for one at a time");
    }
    if (!trace.empty()) return {select_trace(graph.snapshot, graph.finder.find_or_throw(trace), for_eyes), "trace"};
    if (!impact.empty()) return {select_impact(graph.snapshot, graph.finder.find_or_throw(impact)), "impact"};
    if (query.empty()) return {Selection::whole(graph.snapshot), "graph"};
    Result result = Database::read_only(graph.view)
                        ->prepare(query)
                        .run(query_parameters(parameters.text("parameters")), limits, std::move(cancel));
    return {select_result(result), "query"};
}

std::string with_charset(std::string_view type) {
    return fmt::format("{}{}", type, type.starts_with("text/") ? "; charset=utf-8" : "");
}

class ExportApi {
  public:
    ExportApi(ServedGraph& graph, const Limits& limits, int at_once)
        : graph_(graph), limits_(limits), at_once_(at_once) {}

    HttpResponse answer(const HttpRequest& request) const {
        HttpResponse response;
        response.headers["ETag"] = graph_.entity_tag();
        if (lists_tag(request.header("if-none-match"), response.headers["ETag"])) {
            response.status = 304;
            return response;
        }
        const auto turn = take(making_, at_once_);
        if (!turn) return overload("as many exports are being made as may be at once", 2);
        const auto graph = graph_.indexed();
        response.headers["ETag"] = graph_.entity_tag(graph->version);
        const Parameters parameters(request);
        const std::string asked = parameters.text("format", "json");
        const ExportFormat& format = find_export_format(asked);
        const ExportOptions options = options_of(parameters);
        Subject subject = select(*graph, parameters, limits_, request.cancel, format.is_picture);
        if (format.is_picture) {
            subject.selection =
                fit_for_eyes(std::move(subject.selection), is_set(parameters, "documents", false), options.note);
        }
        if (const std::string title = parameters.text("title"); !title.empty()) subject.selection.set_title(title);
        auto spool = std::make_unique<Spool>();
        write(format, subject.selection, options, request.cancel, *spool);
        const bool is_folder = format.write == nullptr;
        response.content_type = is_folder ? "application/zip" : with_charset(format.media_type);
        response.headers["Content-Disposition"] =
            fmt::format("attachment; filename=\"{}{}\"", subject.name,
                        is_folder ? fmt::format("-{}.zip", format.name) : std::string(format.extension));
        return is_large(*spool) ? large(std::move(spool), std::move(response))
                                : small(std::move(spool), std::move(response));
    }

  private:
    void write(const ExportFormat& format, const Selection& selection, const ExportOptions& options,
               const CancelToken& cancel, Spool& spool) const {
        const auto end = Clock::now() + limits_.time;
        const auto sink = [&](std::string_view bytes) {
            if (cancel.is_cancelled()) throw Error(ErrorCode::kCancelled, "nobody waits for the file any more");
            if (limits_.time.count() > 0 && Clock::now() > end) {
                throw Error(ErrorCode::kLimit, fmt::format("the file took more than {} s", limits_.time.count() / 1000),
                            "ask for a part of the graph by 'query', 'trace' or 'impact'");
            }
            spool.write(bytes);
        };
        if (format.write == nullptr) {
            ZipFolder folder(sink);
            format.write_folder(selection, options, folder);
            folder.finish();
            return;
        }
        Output out(sink);
        format.write(selection, options, out);
        out.flush();
    }

    using Count = std::shared_ptr<std::atomic<int>>;

    // One of `most` places, given back when the last copy goes; null where all are taken.
    static std::shared_ptr<void> take(const Count& count, int most) {
        std::shared_ptr<void> place(count.get(), [count](void*) { --*count; });
        return ++*count > most ? nullptr : place;
    }

    static HttpResponse overload(std::string_view why, int seconds) {
        HttpResponse refused = problem(503, why);
        refused.headers["Retry-After"] = std::to_string(seconds);
        return refused;
    }

    static bool is_large(const Spool& spool) { return !spool.is_in_memory(); }

    static HttpResponse small(std::unique_ptr<Spool> spool, HttpResponse response) {
        Spool::give(std::move(spool), response);
        return response;
    }

    // Counted until its last byte is sent, or nobody waits for it any more.
    HttpResponse large(std::unique_ptr<Spool> spool, HttpResponse response) const {
        const auto counted = take(open_, kMostLarge);
        if (!counted) return overload("too many large files are being fetched", 5);
        Spool::give(std::move(spool), response);
        response.rest = [counted, rest = std::move(response.rest)](std::string& piece) { return rest(piece); };
        return response;
    }

    ServedGraph& graph_;
    Limits limits_;
    int at_once_;
    Count making_ = std::make_shared<std::atomic<int>>(0);  // requests that keep a worker
    Count open_ = std::make_shared<std::atomic<int>>(0);    // files that lie on the disk until they are fetched
};

}  // namespace

void add_exports(Router& router, ServedGraph& graph, const Limits& limits, int at_once) {
    const auto api = std::make_shared<const ExportApi>(graph, limits, at_once);
    router.add({"GET", "/export", Access::kRead, kNames,
                [api](const HttpRequest& request, const PathParameters&) { return api->answer(request); }});
}

}  // namespace mirrorgraph::query
