#include "query/service/static_files.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <memory>

#include "schema/error.h"
#include "schema/files/read_file.h"

namespace mirrorgraph::query {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
}};

std::string_view type_of(const fs::path& file) {
    const std::string extension = file.extension().string();
    const auto found =
        std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& type) { return type.first == extension; });
    return found == kTypes.end() ? "application/octet-stream" : found->second;
}

}  // namespace

void add_file(Router& router, const std::string& path, const std::string& file) {
    const auto content = std::make_shared<const std::string>(read_file(file));
    const std::string tag = fmt::format("\"{:016x}\"", std::hash<std::string>()(*content));
    router.add({"GET", path, Access::kOpen, {}, [=](const HttpRequest& request, const PathParameters&) {
                    HttpResponse response;
                    response.headers["ETag"] = tag;
                    if (request.header("if-none-match").find(tag) != std::string_view::npos) {
                        response.status = 304;
                        return response;
                    }
                    response.content_type = type_of(file);
                    response.body = *content;
                    return response;
                }});
}

void add_folder(Router& router, const std::string& folder) {
    if (!fs::is_directory(folder)) return;
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        const std::string path = "/" + fs::relative(file, folder).generic_string();
        if (path == "/index.html") add_file(router, "/", file.string());
        add_file(router, path, file.string());
    }
}

}  // namespace mirrorgraph::query
