#include "ingest/readers/source_text.h"

#include "schema/error.h"
#include "schema/text.h"

namespace mirrorgraph::ingest {

SourceText decode(std::string bytes, const std::string& path) {
    if (trim(bytes).empty()) throw Error(ErrorCode::kInvalidData, path + ": the file is empty");
    if (const auto bad = find_invalid_utf8(bytes)) {
        throw Error(ErrorCode::kInvalidData, path + ": byte " + std::to_string(*bad) + " is not UTF-8");
    }
    SourceText source;
    source.text = std::move(bytes);
    source.runs.push_back({0, 0, 1, 1});
    source.encoding = "UTF-8";
    return source;
}

}  // namespace mirrorgraph::ingest
