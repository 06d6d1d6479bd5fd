// An export of several files as one: a ZIP archive, written in one pass. Equal files give equal bytes.
//
// Errors:  whatever the sink throws; Error kIo where the library fails
// Owns:    the archive; complete after finish()
// Threads: one thread
// Source:  PKWARE's APPNOTE, by libarchive
#pragma once

#include <memory>

#include "graph/export/output.h"

namespace mirrorgraph::query {

class ZipFolder final : public OutputFolder {
  public:
    explicit ZipFolder(Output::Sink sink);
    ~ZipFolder() override;
    Output& open(std::string_view name) override;
    void finish();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mirrorgraph::query
