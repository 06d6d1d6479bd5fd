#include "tests/support/server.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <regex>
#include <stdexcept>
#include <thread>

namespace mirrorgraph::test {

namespace {

pid_t start(const std::vector<std::string>& arguments, const std::string& out, const std::string& err) {
    std::vector<std::string> words = {MIRRORGRAPH_BINARY, "--data", source_path("data"), "serve", "--port", "0"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const pid_t process = fork();
    if (process != 0) return process;
    const int flags = O_WRONLY | O_CREAT | O_TRUNC;
    dup2(open(out.c_str(), flags, 0600), STDOUT_FILENO);
    dup2(open(err.c_str(), flags, 0600), STDERR_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
}

}  // namespace

Server::Server(const std::vector<std::string>& arguments)
    : process_(start(arguments, folder_ / "out", folder_ / "err")) {
    const std::regex address("http://[^ ]*:([0-9]+)");
    for (int tries = 0; tries < 1000; ++tries) {
        const std::string text = log();
        std::smatch match;
        if (std::regex_search(text, match, address)) {
            port_ = std::stoi(match[1]);
            return;
        }
        int status = 0;
        if (waitpid(process_, &status, WNOHANG) == process_) {
            process_ = -1;
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    const std::string text = log();
    if (process_ > 0) stop(SIGKILL);
    throw std::runtime_error("serve did not start: " + text);
}

Server::~Server() {
    if (process_ > 0) stop(SIGKILL);
}

int Server::stop(int signal) {
    kill(process_, signal);
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace mirrorgraph::test
