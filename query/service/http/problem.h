// Errors as HTTP answers.
//
// Threads: functions may run at once
// Source:  RFC 9457, Problem Details for HTTP APIs
#pragma once

#include <string_view>

#include "query/service/http/http.h"
#include "schema/error.h"

namespace mirrorgraph::query {

// application/problem+json with type, title, status and detail.
HttpResponse problem(int status, std::string_view title, std::string_view detail = {});

// The same for an Error: code, line, column and remedy as further members.
// `status`: in place of that of its code.
HttpResponse problem(const Error& error, int status = 0);

int http_status(ErrorCode code);

}  // namespace mirrorgraph::query
