#include "query/service/http/transport.h"

#include <httplib.h>

#include <algorithm>
#include <cctype>

#include "query/service/http/problem.h"
#include "query/service/http/url.h"
#include "schema/error.h"

namespace mirrorgraph::query {

namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

HttpRequest read_request(const httplib::Request& from) {
    HttpRequest request;
    request.method = from.method;
    const std::size_t question = from.target.find('?');
    request.path = from.target.substr(0, question);
    if (question != std::string::npos) {
        // The library cuts values at '='.
        auto query = parse_query_string(std::string_view(from.target).substr(question + 1));
        if (!query) throw Error(ErrorCode::kUsage, "the query of the address is not percent-encoded UTF-8");
        request.query = std::move(*query);
    }
    for (const auto& [name, value] : from.headers) request.headers[lower(name)] = value;
    request.body = from.body;
    request.peer = from.remote_addr;
    return request;
}

void write_response(const HttpResponse& from, httplib::Response& to) {
    to.status = from.status;
    for (const auto& [name, value] : from.headers) to.set_header(name.c_str(), value);
    to.set_header("X-Content-Type-Options", "nosniff");
    to.set_header("Referrer-Policy", "no-referrer");
    if (!from.rest) {
        to.set_content(from.body, from.content_type.c_str());
        return;
    }
    to.set_chunked_content_provider(
        from.content_type, [piece = from.body, rest = from.rest](std::size_t, httplib::DataSink& sink) mutable {
            if (!piece.empty() && !sink.write(piece.data(), piece.size())) return false;
            if (!rest(piece)) sink.done();
            return true;
        });
}

bool is_number(const std::string& text) {
    return !text.empty() && text.size() < 19 && text.find_first_not_of("0123456789") == std::string::npos;
}

// What must be refused before the library reads the body.
std::optional<HttpResponse> refuse(const httplib::Request& request, std::size_t max_headers) {
    if (request.headers.size() > max_headers) return problem(431, "too many header fields");
    if (request.has_header("Transfer-Encoding")) return problem(411, "a Content-Length is required");
    if (request.has_header("Content-Encoding")) return problem(415, "encoded bodies are not accepted");
    if (request.has_header("Content-Length") && !is_number(request.get_header_value("Content-Length"))) {
        return problem(400, "malformed Content-Length");
    }
    return std::nullopt;
}

// For the statuses that the library sets by itself.
std::string_view reason(int status) {
    switch (status) {
        case 400: return "bad request";
        case 404: return "no such resource";
        case 413: return "the body is too large";
        case 414: return "the address is too long";
        default: return "the request cannot be served";
    }
}

HttpResponse answer(const Handler& handler, const httplib::Request& request) {
    try {
        return handler(read_request(request));
    } catch (const Error& error) {
        return problem(error);
    } catch (const std::exception&) {
        return problem(500, "internal error");
    }
}

}  // namespace

struct Transport::Impl {
    httplib::Server server;
    Handler handler;
    int port = 0;
};

Transport::Transport(const TransportOptions& options, Handler handler) : impl_(std::make_unique<Impl>()) {
    impl_->handler = std::move(handler);
    httplib::Server& server = impl_->server;
    server.new_task_queue = [threads = options.threads] { return new httplib::ThreadPool(threads); };
    server.set_payload_max_length(options.max_body);
    // The library's default shares a port with whoever else asks for it.
    server.set_socket_options([](socket_t socket) {
        const int yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    server.set_read_timeout(options.read_timeout, 0);
    server.set_tcp_nodelay(true);
    server.set_pre_routing_handler([max = options.max_headers](const httplib::Request& from, httplib::Response& to) {
        const auto refusal = refuse(from, max);
        if (!refusal) return httplib::Server::HandlerResponse::Unhandled;
        write_response(*refusal, to);
        to.set_header("Connection", "close");
        return httplib::Server::HandlerResponse::Handled;
    });
    // Without it the library sends the exception's text in a header.
    server.set_exception_handler([](const httplib::Request&, httplib::Response& to, std::exception_ptr) {
        write_response(problem(500, "internal error"), to);
    });
    server.set_error_handler([](const httplib::Request&, httplib::Response& to) {
        if (to.body.empty()) write_response(problem(to.status, reason(to.status)), to);
    });
    const auto route = [this](const httplib::Request& from, httplib::Response& to) {
        write_response(answer(impl_->handler, from), to);
    };
    server.Get(".*", route);
    server.Post(".*", route);
    server.Put(".*", route);
    server.Delete(".*", route);
    server.Options(".*", route);

    impl_->port = options.port == 0 ? server.bind_to_any_port(options.host)
                                    : (server.bind_to_port(options.host, options.port) ? options.port : -1);
    if (impl_->port < 0) {
        throw Error(ErrorCode::kIo, fmt::format("cannot listen on {}:{}", options.host, options.port),
                    "choose another port with --port, or 0 for any free one");
    }
}

Transport::~Transport() = default;

int Transport::port() const { return impl_->port; }

void Transport::run() { impl_->server.listen_after_bind(); }

void Transport::stop() { impl_->server.stop(); }

}  // namespace mirrorgraph::query
