#include "query/service/api/zip.h"

#include <archive.h>
#include <archive_entry.h>

#include <ctime>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "schema/error.h"

namespace mirrorgraph::query {

namespace {

constexpr std::time_t kFirstDayOfZip = 315'532'800;  // 1980-01-01: the earliest that the format knows

}  // namespace

struct ZipFolder::Impl {
    explicit Impl(Output::Sink to) : sink(std::move(to)), zip(archive_write_new()) {
        archive_write_set_format_zip(zip);
        archive_write_set_bytes_per_block(zip, 1 << 16);
        archive_write_set_bytes_in_last_block(zip, 1);
        check(archive_write_open(zip, this, nullptr, &Impl::take, nullptr));
    }
    ~Impl() {
        archive_write_fail(zip);
        archive_write_free(zip);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    // Called by the library, which is C: no exception may pass through it.
    static la_ssize_t take(archive*, void* self, const void* bytes, std::size_t size) {
        auto& impl = *static_cast<Impl*>(self);
        try {
            impl.sink({static_cast<const char*>(bytes), size});
            return static_cast<la_ssize_t>(size);
        } catch (...) {
            impl.fault = std::current_exception();
            return -1;
        }
    }

    void check(la_ssize_t result) {
        if (result >= 0) return;
        if (fault) std::rethrow_exception(fault);
        const char* reason = archive_error_string(zip);
        throw Error(ErrorCode::kIo, std::string("cannot write the archive: ") + (reason != nullptr ? reason : ""));
    }

    void begin(std::string_view name) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, std::string(name).c_str());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_mtime(entry, kFirstDayOfZip, 0);
        const int result = archive_write_header(zip, entry);
        archive_entry_free(entry);
        check(result);
    }

    void end_file() {
        if (output) output->flush();
        output.reset();
    }

    Output::Sink sink;
    archive* zip;
    std::exception_ptr fault;
    std::optional<Output> output;  // of the file that is open
};

ZipFolder::ZipFolder(Output::Sink sink) : impl_(std::make_unique<Impl>(std::move(sink))) {}
ZipFolder::~ZipFolder() = default;

Output& ZipFolder::open(std::string_view name) {
    impl_->end_file();
    impl_->begin(name);
    return impl_->output.emplace(
        [this](std::string_view bytes) { impl_->check(archive_write_data(impl_->zip, bytes.data(), bytes.size())); });
}

void ZipFolder::finish() {
    impl_->end_file();
    impl_->check(archive_write_close(impl_->zip));
}

}  // namespace mirrorgraph::query
