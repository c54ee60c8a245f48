// The publisher: shows what is durable. It applies a group to the replica, tells the feed, and only
// then answers, so that who has an answer can read its effect (promise P6). In order.
//
// Threads: one of its own; who gives, one at a time, may publish instead of it while it is idle.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/pipeline/feed.h"
#include "engine/pipeline/group.h"
#include "engine/pipeline/replica.h"

namespace mutua::pipeline {

class Publisher {
 public:
  // Borrows both.
  Publisher(Replica& replica, Feed& feed);
  ~Publisher();  // Stops.

  // Blocks while too many groups wait.
  void Give(Group group);
  // On the calling thread. Precondition: idle, and nobody else gives.
  void Publish(Group group);

  // Nothing waits, nothing is being published. Stays so until somebody gives.
  bool idle() const;
  void AwaitIdle();

  // Publishes what was given, then fails the replica's waiters.
  void Stop();

 private:
  void Run();
  std::optional<Group> Next();
  bool Idle() const { return given_.empty() && !publishing_; }

  Replica& replica_;
  Feed& feed_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Group> given_;
  bool publishing_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace mutua::pipeline
