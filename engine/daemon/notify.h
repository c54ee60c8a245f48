// What the service manager is told of the daemon's life (sd_notify(3)), without its library: a
// datagram to the socket that NOTIFY_SOCKET names. Without one, nothing.
#pragma once

#include <string>

namespace mutua::daemon {

// "READY=1", "STOPPING=1", "STATUS=...": lines. What cannot be sent is not missed: the manager's
// own time limits decide then.
void NotifyManager(const std::string& lines);

}  // namespace mutua::daemon
