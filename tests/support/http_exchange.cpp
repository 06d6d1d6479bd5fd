#include "tests/support/http_exchange.h"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <thread>

namespace mirrorgraph::test {

Connection::Connection(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (int tries = 0; ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0; ++tries) {
        if (tries == 100) throw std::runtime_error("cannot connect");
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

Connection::~Connection() { ::close(socket_); }

bool Connection::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Connection::end() const { ::shutdown(socket_, SHUT_WR); }

std::string Connection::receive_some(int seconds) const {
    pollfd readable{socket_, POLLIN, 0};
    if (::poll(&readable, 1, seconds * 1000) <= 0) return {};
    char buffer[16384];
    const ssize_t received = ::recv(socket_, buffer, sizeof buffer, 0);
    return received <= 0 ? std::string() : std::string(buffer, static_cast<std::size_t>(received));
}

std::string Connection::receive(int seconds) const {
    std::string out;
    for (std::string piece = receive_some(seconds); !piece.empty(); piece = receive_some(seconds)) out += piece;
    return out;
}

namespace {

std::string join_chunks(std::string_view bytes) {
    std::string out;
    while (true) {
        const std::size_t line = bytes.find("\r\n");
        if (line == std::string_view::npos) throw std::runtime_error("a chunked body breaks off");
        const std::size_t size = std::stoul(std::string(bytes.substr(0, line)), nullptr, 16);
        if (size == 0) return out;
        bytes.remove_prefix(line + 2);
        out += bytes.substr(0, size);
        bytes.remove_prefix(std::min(size + 2, bytes.size()));
    }
}

}  // namespace

Answer parse_answer(std::string_view bytes) {
    Answer answer;
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos || !bytes.starts_with("HTTP/1.1 ")) return answer;
    answer.status = std::stoi(std::string(bytes.substr(9, 3)));
    std::string_view head = bytes.substr(0, end + 2);
    answer.body = bytes.substr(end + 4);
    for (head.remove_prefix(head.find("\r\n") + 2); !head.empty(); head.remove_prefix(head.find("\r\n") + 2)) {
        const std::string_view line = head.substr(0, head.find("\r\n"));
        const std::size_t colon = line.find(": ");
        if (colon == std::string_view::npos) continue;
        std::string name(line.substr(0, colon));
        for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        answer.headers[name] = line.substr(colon + 2);
    }
    if (!answer.body.empty() && answer.headers.count("transfer-encoding") != 0) answer.body = join_chunks(answer.body);
    return answer;
}

Answer http(int port, std::string_view method, std::string_view target, std::string_view body,
            std::string_view headers) {
    const Connection connection(port);
    std::string request =
        fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{}", method, target, headers);
    if (!body.empty() || method == "POST" || method == "PUT") {
        request += fmt::format("Content-Length: {}\r\n", body.size());
    }
    connection.send(request + "\r\n");
    connection.send(body);
    return parse_answer(connection.receive());
}

}  // namespace mirrorgraph::test
