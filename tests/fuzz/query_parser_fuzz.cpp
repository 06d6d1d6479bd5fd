// Query text in any bytes: what parses prints and parses back to the same tree, what binds can be printed, and all that
// is thrown is a QueryError with a place inside the text.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "query/bind/binder.h"
#include "query/bind/print_bound.h"
#include "query/query_error.h"
#include "query/syntax/parser.h"
#include "query/syntax/printer.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;

namespace {

void require(bool condition) {
    if (!condition) __builtin_trap();
}

void check_error(const QueryError& error, std::string_view text) {
    require(error.has_place() && error.span().begin <= error.span().end && error.span().end <= text.size());
    require(!error.render().empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::optional<ast::Statement> tree;
    try {
        tree = parse(text);
    } catch (const QueryError& error) {
        check_error(error, text);
        return 0;
    }
    const std::string printed = print(*tree);
    try {
        const ast::Statement again = parse(printed);
        require(again == *tree && print(again) == printed);
    } catch (const QueryError& error) {
        // Brackets that printing adds may pass the bound on nesting; nothing else may fail.
        require(error.code() == ErrorCode::kLimit);
    }
    try {
        const bound::Statement bound = bind(*tree, *Schema::open());
        require(!bound::print(bound).empty());
    } catch (const QueryError& error) {
        check_error(error, text);
    }
    return 0;
}
