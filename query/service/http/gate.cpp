#include "query/service/http/gate.h"

#include <fmt/core.h>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <unordered_map>

#include "query/service/http/listener.h"
#include "query/service/http/problem.h"
#include "query/service/http/worker_pool.h"
#include "schema/error.h"

namespace mirrorgraph::query {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kTick{200};           // how often deadlines are looked at
constexpr milliseconds kLinger{2'000};       // for a refused client to read why
constexpr milliseconds kSettled{100};        // a connection younger than this is not evicted
constexpr std::size_t kReserve = 32;         // connections beyond the limit, to see who comes first
constexpr std::size_t kProgress = 64 << 10;  // bytes that renew the deadline of sending
constexpr std::size_t kDiscarded = 4 << 20;  // bytes read after a refusal
constexpr std::size_t kPiecesAtOnce = 16;    // of one answer before other requests have their turn

enum class State {
    kReading,  // a request, or the pause before it
    kWorking,  // a worker has it
    kSending,
    kClosing  // all is sent; what still comes is discarded
};

struct Connection {
    int socket;
    std::string peer;
    State state = State::kReading;
    Clock::time_point since;     // it has been waited for
    Clock::time_point deadline;  // of the state; of no meaning while a worker has it
    std::string in;
    std::size_t scanned = 0;
    std::optional<RequestHead> head;
    std::string out;
    std::size_t sent = 0;
    std::size_t renewed_at = 0;  // bytes sent when the deadline was renewed last
    BodySource rest;
    bool chunked = true;
    bool close = false;
    bool crowded = false;  // beyond the limit of connections: for requests that come first only
    std::size_t requests = 0;
    std::size_t discarded = 0;
    CancelToken cancel;
};

// Which of two makes room.
bool goes_before(const Connection& a, const Connection& b) {
    const bool a_closes = a.state == State::kClosing;
    const bool b_closes = b.state == State::kClosing;
    return a_closes != b_closes ? a_closes : a.since < b.since;
}

// What a worker gives back.
struct Done {
    Connection* connection;
    GateResponse response;
    std::size_t sent = 0;
    bool broken = false;  // nothing more can be sent
};

std::string_view reason_phrase(int status) {
    switch (status) {
        case 400: return "Bad Request";
        case 408: return "Request Timeout";
        case 411: return "Length Required";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 417: return "Expectation Failed";
        case 431: return "Request Header Fields Too Large";
        case 501: return "Not Implemented";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        default: return "Error";
    }
}

std::string refusal_bytes(const HeadFault& fault) {
    const HttpResponse response = problem(fault.status, fault.title);
    return fmt::format(
        "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{}X-Content-Type-Options: nosniff\r\n"
        "Connection: close\r\n\r\n{}",
        fault.status, reason_phrase(fault.status), response.content_type, response.body.size(),
        fault.status == 503 ? "Retry-After: 1\r\n" : "", response.body);
}

// Sends what the socket takes now; false when it takes nothing ever more.
bool send_some(int socket, std::string_view bytes, std::size_t& sent) {
    while (sent < bytes.size()) {
        const ssize_t count = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count < 0) return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
        sent += static_cast<std::size_t>(count);
    }
    return true;
}

// The next piece of a long answer; an empty source when it was the last.
void take_piece(GateResponse& response) {
    std::string piece;
    const bool more = response.rest(piece);
    if (!more) {
        response.bytes = response.chunked ? "0\r\n\r\n" : "";
    } else if (!response.chunked) {
        response.bytes = std::move(piece);
    } else if (piece.empty()) {
        response.bytes.clear();  // an empty chunk would end the body
    } else {
        response.bytes = fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
    }
    if (!more) response.rest = nullptr;
}

class Descriptor {
  public:
    explicit Descriptor(int value) : value_(value) {
        if (value < 0) throw Error(ErrorCode::kIo, "the operating system gives no descriptor");
    }
    ~Descriptor() { ::close(value_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    operator int() const { return value_; }

  private:
    int value_;
};

}  // namespace

struct Gate::Impl {
    GateOptions options;
    Exchange exchange;
    Listener listener;
    Descriptor poll{::epoll_create1(EPOLL_CLOEXEC)};
    Descriptor wake{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
    std::atomic<bool> stopping{false};

    std::mutex mutex;  // of `done`
    std::vector<Done> done;

    std::atomic<std::uint64_t> accepted{0}, open{0}, evicted{0}, timed_out{0}, refused{0}, overload{0};

    // The loop's own.
    std::unordered_map<int, std::unique_ptr<Connection>> connections;
    std::unordered_map<std::string, std::size_t> of_peer;
    Clock::time_point now = Clock::now();
    std::optional<Clock::time_point> last_moment;  // set when stopping

    std::optional<WorkerPool> workers;

    Impl(const GateOptions& with, Exchange answer)
        : options(with), exchange(std::move(answer)), listener(with.host, with.port) {
        workers.emplace(with.threads, with.waiting);
        watch(listener.socket(), EPOLLIN);
        watch(wake, EPOLLIN);
    }

    ~Impl() {
        for (const auto& [socket, connection] : connections) connection->cancel.cancel();
        workers.reset();  // they send on the sockets
        for (const auto& [socket, connection] : connections) ::close(socket);
    }

    void watch(int socket, std::uint32_t events) {
        epoll_event event{};
        event.events = events;
        event.data.fd = socket;
        if (::epoll_ctl(poll, EPOLL_CTL_ADD, socket, &event) != 0) {
            throw Error(ErrorCode::kIo, "the operating system cannot wait for a socket");
        }
    }

    void wake_up() {
        const std::uint64_t one = 1;
        (void)!::write(wake, &one, sizeof one);
    }

    // --- Connections.

    void accept_all() {
        while (auto accepted_one = listener.accept()) {
            ++accepted;
            const bool crowded = connections.size() >= options.connections && !evict_one();
            if (connections.size() >= options.connections + kReserve) {
                turn_away(accepted_one->socket);
                continue;
            }
            const std::size_t of_this_peer = ++of_peer[accepted_one->peer];
            const bool greedy = !is_loopback(accepted_one->peer) && of_this_peer > options.connections_of_peer;
            auto owned = std::make_unique<Connection>();
            Connection& connection = *owned;
            connection.socket = accepted_one->socket;
            connection.peer = std::move(accepted_one->peer);
            connection.since = now;
            connection.deadline = now + options.head_time;
            connection.crowded = crowded;
            connections.emplace(connection.socket, std::move(owned));
            open = connections.size();
            watch(connection.socket, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
            if (greedy) refuse(connection, {503, "too many connections"});
        }
    }

    // Without a connection kept for it, so that a flood costs no memory.
    void turn_away(int socket) {
        ++refused;
        ++overload;
        std::size_t sent = 0;
        (void)send_some(socket, refusal_bytes({503, "too many connections"}), sent);
        ::close(socket);
    }

    // Closes a connection that has its answer, else the one that has been waited for longest; false where none has been for
    // a moment.
    bool evict_one() {
        Connection* first = nullptr;
        for (const auto& [socket, connection] : connections) {
            if (connection->state == State::kWorking) continue;
            if (first == nullptr || goes_before(*connection, *first)) first = connection.get();
        }
        if (first == nullptr || (first->state != State::kClosing && now - first->since < kSettled)) return false;
        ++evicted;
        drop(*first);
        return true;
    }

    // REQUIRES: no worker has it.
    void drop(Connection& connection) {
        const auto peer = of_peer.find(connection.peer);
        if (--peer->second == 0) of_peer.erase(peer);
        ::close(connection.socket);
        connections.erase(connection.socket);
        open = connections.size();
    }

    // --- Reading.

    void read(Connection& connection) {
        std::array<char, 16384> buffer;
        while (connection.state == State::kReading || connection.state == State::kClosing) {
            const ssize_t count = ::recv(connection.socket, buffer.data(), buffer.size(), 0);
            if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return drop(connection);
            const auto size = static_cast<std::size_t>(count);
            if (connection.state == State::kClosing) {
                connection.discarded += size;
                if (connection.discarded > kDiscarded) return drop(connection);
                continue;
            }
            if (connection.in.empty()) begin_head(connection);
            connection.in.append(buffer.data(), size);
            if (!take_request(connection)) return;
        }
    }

    void begin_head(Connection& connection) {
        connection.since = now;
        connection.deadline = now + options.head_time;
    }

    // Hands on what arrived whole; false where the connection is gone.
    bool take_request(Connection& connection) {
        if (!connection.head) {
            auto read = read_request_head(connection.in, connection.scanned, options.head);
            connection.scanned = connection.in.size();
            if (std::holds_alternative<HeadIncomplete>(read)) return true;
            if (const auto* fault = std::get_if<HeadFault>(&read)) return refuse(connection, *fault);
            connection.head = std::move(std::get<RequestHead>(read));
            connection.deadline = now + options.body_time;
            const bool waits = connection.in.size() < connection.head->size + connection.head->body_size;
            if (waits && connection.head->expects_continue) {
                constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
                std::size_t sent = 0;
                (void)send_some(connection.socket, kContinue, sent);
            }
        }
        const std::size_t whole = connection.head->size + connection.head->body_size;
        if (connection.in.size() < whole) return true;
        GateRequest request{std::move(*connection.head), {}, connection.peer, CancelToken()};
        request.body = connection.in.substr(request.head.size, request.head.body_size);
        connection.in.erase(0, whole);
        connection.scanned = 0;
        connection.head.reset();
        return start(connection, std::move(request));
    }

    bool start(Connection& connection, GateRequest request) {
        if (++connection.requests >= options.requests || last_moment) request.head.keep_alive = false;
        connection.cancel = request.cancel;
        connection.state = State::kWorking;
        const bool is_first =
            std::find(options.first.begin(), options.first.end(), request.head.target) != options.first.end();
        // std::function wants what can be copied.
        auto shared = std::make_shared<GateRequest>(std::move(request));
        WorkerPool::Job job = [this, &connection, socket = connection.socket, shared] {
            Done one{&connection, exchange(std::move(*shared)), 0, false};
            give_back(socket, std::move(one));
        };
        if (is_first) {
            workers->add_first(std::move(job));
            return true;
        }
        const bool crowded = connection.crowded && connections.size() > options.connections;
        if (!crowded && workers->try_add(std::move(job))) return true;
        ++overload;
        return refuse(connection, {503, crowded ? "too many connections" : "too many requests wait"});
    }

    // Answers without a worker, and ends the connection; false where it is gone.
    bool refuse(Connection& connection, const HeadFault& fault) {
        ++refused;
        connection.in.clear();
        connection.head.reset();
        connection.out = refusal_bytes(fault);
        connection.sent = 0;
        connection.rest = nullptr;
        connection.close = true;
        return begin_sending(connection);
    }

    // --- Working: on the workers' threads.

    void give_back(int socket, Done one) {
        for (std::size_t pieces = 0;; ++pieces) {
            one.broken = !send_some(socket, one.response.bytes, one.sent);
            if (one.broken || one.sent < one.response.bytes.size() || !one.response.rest || pieces == kPiecesAtOnce)
                break;
            one.sent = 0;
            try {
                take_piece(one.response);
            } catch (const std::exception&) {
                one.broken = true;  // the client sees a body that breaks off
                break;
            }
        }
        bool first = false;
        {
            const std::lock_guard lock(mutex);
            first = done.empty();
            done.push_back(std::move(one));
        }
        if (first) wake_up();
    }

    // --- Sending.

    void take_done() {
        std::uint64_t count = 0;
        (void)!::read(wake, &count, sizeof count);
        std::vector<Done> finished;
        {
            const std::lock_guard lock(mutex);
            finished.swap(done);
        }
        for (Done& one : finished) {
            Connection& connection = *one.connection;
            if (one.broken) {
                drop(connection);
                continue;
            }
            connection.out = std::move(one.response.bytes);
            connection.sent = one.sent;
            connection.rest = std::move(one.response.rest);
            connection.chunked = one.response.chunked;
            connection.close = one.response.close;
            begin_sending(connection);
        }
    }

    bool begin_sending(Connection& connection) {
        connection.state = State::kSending;
        connection.since = now;
        connection.deadline = now + options.send_time;
        connection.renewed_at = connection.sent;
        return send(connection);
    }

    // False where the connection is gone.
    bool send(Connection& connection) {
        if (!send_some(connection.socket, connection.out, connection.sent)) {
            drop(connection);
            return false;
        }
        if (connection.sent < connection.out.size()) {
            if (connection.sent - connection.renewed_at >= kProgress) {
                connection.renewed_at = connection.sent;
                connection.deadline = now + options.send_time;
            }
            return true;
        }
        if (connection.rest) {
            ask_for_more(connection);
            return true;
        }
        return end_of_answer(connection);
    }

    void ask_for_more(Connection& connection) {
        connection.state = State::kWorking;
        auto response = std::make_shared<GateResponse>(
            GateResponse{{}, std::move(connection.rest), connection.chunked, connection.close});
        connection.out.clear();
        workers->add([this, &connection, socket = connection.socket, response] {
            Done one{&connection, std::move(*response), 0, false};
            give_back(socket, std::move(one));
        });
    }

    bool end_of_answer(Connection& connection) {
        connection.out.clear();
        connection.sent = 0;
        connection.since = now;
        if (connection.close || last_moment) {
            // Closed at once, what the client still sends would make the system discard what we sent.
            ::shutdown(connection.socket, SHUT_WR);
            connection.state = State::kClosing;
            connection.deadline = now + kLinger;
        } else {
            connection.state = State::kReading;
            connection.deadline = now + options.idle_time;
            if (!connection.in.empty()) {
                begin_head(connection);
                if (!take_request(connection)) return false;
            }
        }
        const int socket = connection.socket;
        read(connection);
        return connections.contains(socket);
    }

    // --- The loop.

    void on_event(Connection& connection, std::uint32_t events) {
        if ((events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0 && connection.state == State::kWorking) {
            connection.cancel.cancel();
            return;
        }
        if (connection.state == State::kSending) {
            send(connection);
        } else if (connection.state != State::kWorking) {
            read(connection);
        }
    }

    void check_deadlines() {
        std::vector<Connection*> late;
        for (const auto& [socket, connection] : connections) {
            if (connection->state != State::kWorking && now >= connection->deadline) late.push_back(connection.get());
        }
        for (Connection* connection : late) {
            const bool has_begun = !connection->in.empty();
            if (connection->state != State::kClosing && (has_begun || connection->state == State::kSending))
                ++timed_out;
            if (connection->state == State::kReading && has_begun) {
                refuse(*connection, {408, "the request takes too long to arrive"});
            } else {
                drop(*connection);
            }
        }
    }

    // Closes what waits for nothing; true when no connection is left, or the time of grace is over.
    bool has_stopped() {
        std::vector<Connection*> idle;
        for (const auto& [socket, connection] : connections) {
            const bool is_idle = connection->state == State::kReading && connection->in.empty();
            if (is_idle || connection->state == State::kClosing) idle.push_back(connection.get());
        }
        for (Connection* connection : idle) drop(*connection);
        if (now >= *last_moment) {
            for (const auto& [socket, connection] : connections) connection->cancel.cancel();
            return true;
        }
        return connections.empty();
    }

    void run() {
        std::array<epoll_event, 256> events;
        Clock::time_point next_check = now;
        while (true) {
            const int count =
                ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), static_cast<int>(kTick.count()));
            now = Clock::now();
            for (int i = 0; i < count; ++i) {
                const int socket = events[static_cast<std::size_t>(i)].data.fd;
                if (socket == listener.socket()) {
                    accept_all();
                } else if (socket == wake) {
                    take_done();
                } else if (const auto found = connections.find(socket); found != connections.end()) {
                    on_event(*found->second, events[static_cast<std::size_t>(i)].events);
                }
            }
            if (now >= next_check) {
                check_deadlines();
                next_check = now + kTick;
            }
            if (!stopping) continue;
            if (!last_moment) {
                last_moment = now + options.grace_time;
                listener.close();
            }
            if (has_stopped()) return;
        }
    }
};

Gate::Gate(const GateOptions& options, Exchange exchange)
    : impl_(std::make_unique<Impl>(options, std::move(exchange))) {}
Gate::~Gate() = default;

int Gate::port() const { return impl_->listener.port(); }

GateCounts Gate::counts() const {
    return {impl_->accepted, impl_->open, impl_->evicted, impl_->timed_out, impl_->refused, impl_->overload};
}

void Gate::run() { impl_->run(); }

void Gate::stop() {
    impl_->stopping = true;
    impl_->wake_up();
}

}  // namespace mirrorgraph::query
