#include "engine/front/hang_up.h"

#include <sys/socket.h>

#include "engine/front/accepted.h"

namespace mutua::front {

void HangUp(const std::string& address, int port) {
  // The listener first: nobody comes anew between this and the last connection.
  for (const Socket& socket : SocketsAt(address, port)) {
    if (socket.Listens()) socket.Shutdown(SHUT_RDWR);
  }
  for (const Socket& socket : SocketsAt(address, port)) {
    if (!socket.Listens()) socket.Shutdown(SHUT_WR);
  }
}

}  // namespace mutua::front
