// The end of a server's connections, said to the other side: what was written before arrives, then
// the connection has ended, and a call that was still on its way is UNAVAILABLE to its client.
// gRPC's own shutdown answers such a call CANCELLED, which says that the client gave it up.
#pragma once

#include <string>

namespace mutua::front {

// Stops listening on `address` ("127.0.0.1:7443", "[::1]:7443", "unix:/run/mutua.sock"), then ends
// this process's side of every connection that was accepted there. `port`: the one listened on,
// where the address has one. What cannot be looked at is left as it is.
void HangUp(const std::string& address, int port);

}  // namespace mutua::front
