// Watches over HTTP, shared: those that ask the same with the same rights (equal filter, sign-in and
// language) are one watch of the gRPC server, whose messages are framed once and sent to all of
// them. It goes at the pace of the quickest; nobody waits for a slow one: it is cut off, and resumes
// with its last token.
//
// Who comes later joins it behind the position or token that it asks for, if the last messages of the
// watch tell what came since; else, and when it asks for what comes from now on, it has a watch of its
// own. Join, and what the sockets tell, on the thread of the sockets; the rest thread-safe.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
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

  // Whether it is a watch without a deadline of its own.
  static bool IsWatch(const CallOrder& order);

  // Precondition: IsWatch. `type`: the content type of the answer.
  std::shared_ptr<Source> Join(CallOrder order, const std::string& type,
                               std::shared_ptr<Outlet> outlet);

  // Watches of the gRPC server that somebody reads.
  size_t watches() const;

 private:
  class Watch;
  class Reader;

  Calling& calling_;
  mutable std::mutex mutex_;  // of all watches and their readers, too
  std::map<std::string, std::shared_ptr<Watch>> watches_;  // those to join
  std::set<std::shared_ptr<Watch>> running_;  // all that have not ended, left by everybody or not
  std::condition_variable ended_;
};

}  // namespace mutua::front::http
