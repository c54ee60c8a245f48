// Watches over HTTP, shared: those that ask the same with the same rights (equal request, sign-in
// and language) are one watch of the gRPC server, whose messages are framed once and sent to all of
// them. Nobody waits for a slow one: it is cut off, and resumes with its last token.
//
// Who comes later is told at once where the watch stands, in a message without events, and has all
// that comes from there; that is what a watch from now is. A watch from a position or a token has a
// past of its own and is not shared. Join, and what the sockets tell, on the thread of the sockets;
// the rest thread-safe.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "engine/front/http/call.h"
#include "engine/front/http/exchange.h"

namespace mutua::front::http {

class WatchHub {
 public:
  // Borrows it.
  explicit WatchHub(Calling& calling) : calling_(calling) {}
  // Cancels what still runs and waits for its end.
  ~WatchHub();

  // A watch from now, without a deadline of its own.
  static bool CanShare(const CallOrder& order);

  // Precondition: CanShare. `type`: the content type of the answer.
  std::shared_ptr<Source> Join(CallOrder order, const std::string& type,
                               std::shared_ptr<Outlet> outlet);

  // Watches of the gRPC server that it holds.
  size_t watches() const;

 private:
  class Watch;
  class Reader;

  Calling& calling_;
  mutable std::mutex mutex_;  // of all watches and their readers, too
  std::map<std::string, std::shared_ptr<Watch>> watches_;
  size_t running_ = 0;  // those that were left by everybody and have not ended among them
  std::condition_variable ended_;
};

}  // namespace mutua::front::http
