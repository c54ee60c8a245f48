// WatchService: live updates. A watcher is a position and a filter; one thread serves all of them.
// It is woken by the feed, by a finished write and by heartbeats, reads the commits behind each
// watcher that is ready for more, and starts one write at a time: a slow reader holds its position
// and nothing else.
//
// Life: made before the server starts, Stop before the server shuts down (every stream then ends
// with UNAVAILABLE), destroyed after it. Thread-safe.
#pragma once

#include <grpcpp/impl/codegen/service_type.h>

#include <chrono>
#include <memory>
#include <string>

#include "engine/front/house.h"
#include "engine/front/too_many_watches.h"

namespace mutua::front {

class WatchService : public grpc::Service {
 public:
  struct Limits {
    // Open at once; each costs a stream and some hundred bytes. Nobody has more of them than are
    // left for all others (base/places.h).
    size_t watches_max = 1024;
    // A reader that has not taken a message for so long is cut off, and resumes: it holds a stream
    // of gRPC and a place among the watches.
    std::chrono::milliseconds taken{8000};
  };
  WatchService(House& house, Limits limits);
  ~WatchService() override;

  size_t open() const;
  WatchesRefused refused() const;
  void Stop();

 private:
  class Hub;
  const std::string path_;  // gRPC borrows it
  std::unique_ptr<Hub> hub_;
};

}  // namespace mutua::front
