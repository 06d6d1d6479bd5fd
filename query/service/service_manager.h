// Tells systemd how the service fares, where systemd has started it and wants to know (Type=notify).
//
// Errors:  none; a service manager that does not listen is no reason to fail
// Threads: notify may be called from any thread
// Source:  sd_notify(3), the protocol of NOTIFY_SOCKET
#pragma once

#include <string_view>

namespace mirrorgraph::query {

// "READY=1", "STOPPING=1", "STATUS=..."; several lines at once. Without NOTIFY_SOCKET nothing happens.
void notify_service_manager(std::string_view state);

}  // namespace mirrorgraph::query
