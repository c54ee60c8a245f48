// The committer: writes the journal, and is the only one who does. It makes a group durable and
// hands it to the publisher, saves changed records behind the commits, and drops what history no
// longer keeps. The writer's: no thread of its own.
#pragma once

#include <chrono>
#include <functional>

#include "engine/base/time.h"
#include "engine/journal/journal.h"
#include "engine/pipeline/counts.h"
#include "engine/pipeline/failure.h"
#include "engine/pipeline/group.h"
#include "engine/pipeline/intake.h"
#include "engine/pipeline/publisher.h"
#include "engine/pipeline/reclaimer.h"
#include "engine/pipeline/replica.h"

namespace mutua::pipeline {

class Committer {
 public:
  // All borrowed.
  struct Around {
    journal::Journal& journal;
    const Clock& clock;
    const Intake& intake;
    Replica& replica;
    Publisher& publisher;
    Reclaimer& reclaimer;
    Failure& failure;
    Counts& counts;
  };
  // How long commits are kept; zero: for ever. `on_store_full`: Engine::Options.
  Committer(const Around& around, Duration keep_history,
            std::function<void(const absl::Status&)> on_store_full);

  // Commits, then answers, through the publisher. False: the group was not written, all in it are
  // told so and nothing of it may be shown; serving goes on unless the failure has happened.
  [[nodiscard]] bool Commit(Group group, bool even_if_empty = false);

  // What is due between two groups: records to save, history to drop.
  void Tend();
  // The records of all that was published.
  void Save();

 private:
  absl::Status Append(Group* group);
  void Publish(Group group);
  void DropExpired();

  const Around in_;
  const Duration keep_history_;
  const std::function<void(const absl::Status&)> on_store_full_;
  std::chrono::steady_clock::time_point last_save_ = std::chrono::steady_clock::now();
  Position saved_through_;  // none: nothing saved since the start
  Instant next_look_at_history_;
};

}  // namespace mutua::pipeline
