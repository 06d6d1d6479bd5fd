#include "query/service/http/transport.h"

#include <fmt/core.h>

#include <httplib.h>

#include "query/service/http/problem.h"
#include "query/service/http/url.h"
#include "schema/error.h"

namespace mirrorgraph::query {

namespace {

// What the library is to write, for its handler of this thread.
struct Current {
    HttpResponse& response;
    bool is_http10;
};
thread_local Current* current = nullptr;

// A request line to read, and room for what is written. No 'override': newer libraries ask for more of these.
// NOLINTBEGIN(modernize-use-override)
class MemoryStream final : public httplib::Stream {
  public:
    explicit MemoryStream(std::string in) : in_(std::move(in)) {}

    bool is_readable() const { return read_ < in_.size(); }
    bool wait_readable() const { return is_readable(); }
    bool is_writable() const { return true; }
    bool wait_writable() const { return true; }
    ssize_t read(char* to, size_t size) {
        const size_t count = std::min(size, in_.size() - read_);
        std::copy_n(in_.data() + read_, count, to);
        read_ += count;
        return static_cast<ssize_t>(count);
    }
    ssize_t write(const char* from, size_t size) {
        out_.append(from, size);
        return static_cast<ssize_t>(size);
    }
    void get_remote_ip_and_port(std::string&, int&) const {}
    void get_local_ip_and_port(std::string&, int&) const {}
    socket_t socket() const { return INVALID_SOCKET; }
    time_t duration() const { return 0; }

    std::string take() { return std::move(out_); }

  private:
    std::string in_;
    std::size_t read_ = 0;
    std::string out_;
};
// NOLINTEND(modernize-use-override)

HttpResponse answer(const Handler& handler, HttpRequest& request) {
    try {
        if (const std::size_t question = request.path.find('?'); question != std::string::npos) {
            // Parsed here, since the library cuts values at '='.
            auto query = parse_query_string(std::string_view(request.path).substr(question + 1));
            if (!query) return problem(400, "malformed query", "names and values are percent-encoded UTF-8");
            request.query = std::move(*query);
            request.path.resize(question);
        }
        return handler(request);
    } catch (const Error& error) {
        return problem(error);
    } catch (const std::exception&) {
        return problem(500, "internal error");
    }
}

void fill(HttpResponse& from, bool is_http10, httplib::Response& to) {
    to.status = from.status;
    for (const auto& [name, value] : from.headers) to.set_header(name.c_str(), value);
    const auto never_asked = [](std::size_t, httplib::DataSink&) { return false; };
    if (from.rest && is_http10) {
        to.set_content_provider(from.content_type.c_str(), never_asked);
    } else if (from.rest) {
        to.set_chunked_content_provider(from.content_type.c_str(), never_asked);
    } else if (from.status != 204 && from.status != 304) {
        to.set_content(from.body, from.content_type.c_str());
    }
}

// `first`, then what `rest` gives.
BodySource chain(std::string first, BodySource rest) {
    return [first = std::move(first), rest = std::move(rest), begun = false](std::string& piece) mutable {
        if (begun) return rest(piece);
        begun = true;
        piece = std::move(first);
        return true;
    };
}

class Server final : public httplib::Server {
  public:
    explicit Server(const GateOptions& options) {
        set_keep_alive_max_count(options.requests);
        set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(options.idle_time).count());
        set_pre_routing_handler([](const httplib::Request&, httplib::Response& to) {
            fill(current->response, current->is_http10, to);
            return httplib::Server::HandlerResponse::Handled;
        });
    }

    GateResponse respond(const query::Handler& handler, GateRequest from) {
        HttpRequest request{
            from.head.method,     from.head.target,      {}, std::move(from.head.headers), std::move(from.body),
            std::move(from.peer), std::move(from.cancel)};
        HttpResponse made = answer(handler, request);
        BodySource rest = std::move(made.rest);
        const bool is_head = from.head.method == "HEAD";
        GateResponse response;
        response.close = !from.head.keep_alive;
        response.chunked = !from.head.is_http10;
        // The library writes the head; asked for a HEAD, it leaves a long body to us.
        if (rest) made.rest = [](std::string&) { return false; };
        std::string first = rest ? std::move(made.body) : std::string();
        MemoryStream stream(fmt::format("{} {} HTTP/1.1\r\n\r\n", rest ? "HEAD" : from.head.method, from.head.target));
        Current one{made, from.head.is_http10};
        current = &one;
        process(stream, response.close);
        response.bytes = stream.take();
        if (rest && !is_head) response.rest = chain(std::move(first), std::move(rest));
        return response;
    }

  private:
    template <class Stream>
    void process(Stream& stream, bool close) {
        bool closed = false;
        const std::function<void(httplib::Request&)> setup;
        if constexpr (requires { this->process_request(stream, close, closed, setup); }) {
            process_request(stream, close, closed, setup);
        } else {
            process_request(stream, std::string(), 0, std::string(), 0, close, closed, setup);
        }
    }
};

}  // namespace

struct Transport::Impl {
    Impl(const GateOptions& options, Handler with)
        : handler(std::move(with)),
          server(options),
          gate(options, [this](GateRequest request) { return server.respond(handler, std::move(request)); }) {}

    Handler handler;
    Server server;
    Gate gate;
};

Transport::Transport(const GateOptions& options, Handler handler)
    : impl_(std::make_unique<Impl>(options, std::move(handler))) {}
Transport::~Transport() = default;

int Transport::port() const { return impl_->gate.port(); }
GateCounts Transport::counts() const { return impl_->gate.counts(); }
void Transport::run() { impl_->gate.run(); }
void Transport::stop() { impl_->gate.stop(); }

}  // namespace mirrorgraph::query
