// Files of the data folder that are served as they are: the page, the description of the API.
//
// All are read when the service starts; no part of a request ever becomes a path of the file system.
//
// Errors:  Error kIo for a file that cannot be read
// Threads: the routes may run at once
#pragma once

#include <string>

#include "query/service/http/router.h"

namespace mirrorgraph::query {

// One file at one path.
void add_file(Router& router, const std::string& path, const std::string& file);

// Every file below the folder at its relative path, index.html at / too. A folder that is not there has none.
void add_folder(Router& router, const std::string& folder);

}  // namespace mirrorgraph::query
