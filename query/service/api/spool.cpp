#include "query/service/api/spool.h"

#include <cerrno>
#include <cstring>

#include "schema/error.h"

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kMostInMemory = std::size_t{1} << 20;
constexpr std::size_t kSpooledPiece = std::size_t{64} << 10;

[[noreturn]] void no_room() {
    throw Error(ErrorCode::kIo, std::string("there is no room for the answer: ") + std::strerror(errno));
}

}  // namespace

void Spool::write(std::string_view bytes) {
    size_ += bytes.size();
    if (!file_ && bytes_.size() + bytes.size() > kMostInMemory) spill();
    if (!file_) {
        bytes_.append(bytes);
    } else if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) {
        no_room();
    }
}

void Spool::spill() {
    file_.reset(std::tmpfile());
    if (!file_ || std::fwrite(bytes_.data(), 1, bytes_.size(), file_.get()) != bytes_.size()) no_room();
    bytes_ = std::string();
}

void Spool::give(std::unique_ptr<Spool> spool, HttpResponse& response) {
    if (!spool->file_) {
        response.body = std::move(spool->bytes_);
        return;
    }
    if (std::fflush(spool->file_.get()) != 0) no_room();
    std::rewind(spool->file_.get());
    response.rest = [shared = std::shared_ptr<Spool>(std::move(spool))](std::string& piece) {
        piece.resize(kSpooledPiece);
        piece.resize(std::fread(piece.data(), 1, piece.size(), shared->file_.get()));
        return !piece.empty();
    };
}

}  // namespace mirrorgraph::query
