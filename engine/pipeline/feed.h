// The feed: what has been published, for watch streams. A watcher holds a position, not a queue: it
// is told that there is more and reads from where it is, from the ring of recent commits or, when
// it fell behind, from the journal. So a slow watcher costs nothing. Ordered, unique, gapless
// (promise P5). Thread-safe.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/core/event.h"
#include "engine/journal/journal.h"

namespace mutua::pipeline {

struct Published {
  Instant at;
  journal::Head head;
  std::vector<core::Event> events;
};
using PublishedCommit = std::shared_ptr<const Published>;

class Feed {
 public:
  // Borrows the journal.
  explicit Feed(const journal::Journal& journal)
      : journal_(journal), last_(journal.head().position) {}

  // Calls `told` (cheap, must not block or call back) after each publication, until unsubscribed.
  uint64_t Subscribe(std::function<void(Position)> told);
  // When it returns, `told` runs no more.
  void Unsubscribe(uint64_t subscription);

  // The published commits after `position`, ascending, `most` at most; empty when there is none
  // yet. OUT_OF_RANGE: the history before is no longer kept.
  absl::StatusOr<std::vector<PublishedCommit>> After(Position position, size_t most) const;

  void Publish(PublishedCommit commit);

 private:
  const journal::Journal& journal_;
  mutable std::mutex mutex_;
  std::deque<PublishedCommit> recent_;
  Position last_;
  std::mutex told_mutex_;
  std::map<uint64_t, std::function<void(Position)>> told_;
  uint64_t next_ = 1;
};

}  // namespace mutua::pipeline
