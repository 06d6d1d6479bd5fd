#include "query/service/http/listener.h"

#include <fmt/core.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "schema/error.h"

namespace mirrorgraph::query {

namespace {

constexpr int kBacklog = 512;

int open_spare() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

int try_listen(const addrinfo& address) {
    const int socket = ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket < 0) return -1;
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (::bind(socket, address.ai_addr, address.ai_addrlen) == 0 && ::listen(socket, kBacklog) == 0) return socket;
    ::close(socket);
    return -1;
}

int port_of(int socket) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
    return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&address)->sin6_port
                                               : reinterpret_cast<sockaddr_in*>(&address)->sin_port);
}

}  // namespace

Listener::Listener(const std::string& host, int port) : spare_(open_spare()) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int fault = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
    std::string reason = fault == 0 ? "" : ::gai_strerror(fault);
    for (const addrinfo* address = found; address != nullptr && socket_ < 0; address = address->ai_next) {
        socket_ = try_listen(*address);
        if (socket_ < 0) reason = std::strerror(errno);
    }
    if (found != nullptr) ::freeaddrinfo(found);
    if (socket_ < 0) {
        ::close(spare_);
        throw Error(ErrorCode::kIo, fmt::format("cannot listen on {}:{}: {}", host, port, reason),
                    "choose another port with --port, or 0 for any free one");
    }
    port_ = port_of(socket_);
}

Listener::~Listener() {
    close();
    if (spare_ >= 0) ::close(spare_);
}

void Listener::close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

std::optional<Listener::Accepted> Listener::accept() {
    if (socket_ < 0) return std::nullopt;
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int socket = ::accept4(socket_, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0) {
        if ((errno == EMFILE || errno == ENFILE) && spare_ >= 0) {
            ::close(spare_);
            if (const int turned_away = ::accept(socket_, nullptr, nullptr); turned_away >= 0) ::close(turned_away);
            spare_ = open_spare();
        }
        return std::nullopt;
    }
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    char name[NI_MAXHOST] = "";
    ::getnameinfo(reinterpret_cast<sockaddr*>(&address), size, name, sizeof name, nullptr, 0, NI_NUMERICHOST);
    return Accepted{socket, name};
}

bool is_loopback(std::string_view address) {
    return address == "::1" || address == "localhost" || address.starts_with("127.") ||
           address.starts_with("::ffff:127.");
}

}  // namespace mirrorgraph::query
