// The OpenAPI description as a judge of answers: what the service says must stand in it.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "query/service/http/router.h"
#include "query/service/service.h"

namespace mirrorgraph::test {

// What is wrong with an answer by the description of its route: a status or media type that it does not have, a JSON body
// that lacks a member it calls required. Empty for a good one.
std::string fault_by_description(const query::Router& router, const query::HttpRequest& request,
                                 const query::HttpResponse& response);

using Headers = std::map<std::string, std::string, std::less<>>;

// What the service answers to a program on this machine; the answer is held against the description.
query::HttpResponse send(query::Service& service, const std::string& method, const std::string& target,
                         std::string body = {}, Headers headers = {});

}  // namespace mirrorgraph::test
