// Watches over HTTP, shared: those that ask the same with the same rights (equal filter, sign-in
// and language) are one watch of the gRPC server, whose messages are framed once and sent to all of
// them. It goes at the pace of the quickest; nobody waits for a slow one: it is cut off, and
// resumes with its last token.
//
// Who comes later joins it behind the position or token that it asks for, if the last messages of
// the watch tell what came since; else, and when it asks for what comes from now on, it has a watch
// of its own. Each costs a connection: nobody has more of those than are left for all others. Join,
// and what the sockets tell, on the thread of the sockets; the rest thread-safe.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "engine/base/places.h"
#include "engine/front/http/call.h"
#include "engine/front/http/exchange.h"
#include "engine/front/http/limits.h"

namespace mutua::front::http {

class WatchHub {
 public:
  // For whom what a call holds is counted (base/places.h), by its authorization.
  using CountedFor = std::function<std::string(std::string_view authorization)>;

  // Borrows it. `readers_most`: pages that may be told of changes at once.
  WatchHub(Calling& calling, CountedFor counted_for, size_t readers_most = Limits().connections)
      : calling_(calling), counted_for_(std::move(counted_for)), readers_(readers_most) {}
  // Cancels what still runs and waits for its end.
  ~WatchHub();

  // Whether it is a watch without a deadline of its own.
  static bool IsWatch(const CallOrder& order);

  // Precondition: IsWatch. `type`: the content type of the answer.
  std::shared_ptr<Source> Join(CallOrder order, const std::string& type,
                               std::shared_ptr<Outlet> outlet);

  // Watches of the gRPC server that somebody reads.
  size_t watches() const;
  // Readers that were turned away because their caller had too many.
  size_t refused() const { return refused_; }

 private:
  class Watch;
  class Reader;

  Calling& calling_;
  const CountedFor counted_for_;
  mutable std::mutex mutex_;  // of all watches and their readers, too
  Places readers_;
  std::atomic<size_t> refused_ = 0;
  std::map<std::string, std::shared_ptr<Watch>> watches_;  // those to join
  std::set<std::shared_ptr<Watch>> running_;  // all that have not ended, left by everybody or not
  std::condition_variable ended_;
};

}  // namespace mutua::front::http
