#include "engine/front/past_state.h"

#include "engine/store/events.h"

namespace mutua::front {

absl::StatusOr<PastState> StateAt(const Exchange& exchange, Position position, Instant latest) {
  constexpr uint64_t kCommitsBetweenLooks = 64;
  const journal::Journal& journal = exchange.house().engine.journal();
  if (journal.oldest() > Position(1)) {
    return absl::OutOfRangeError("what was then follows from the first commit, which is not kept");
  }
  PastState past{.state = std::make_unique<core::State>(), .position = {}};
  absl::Status broken;
  const absl::Status read = journal.Read(Position(1), [&](const journal::StoredCommit& commit) {
    if (commit.position > position || commit.at > latest) return false;
    if (commit.position.value() % kCommitsBetweenLooks == 0 && exchange.Abandoned()) {
      broken = absl::DeadlineExceededError("nobody waits for the answer any more");
      return false;
    }
    const auto events = store::DecodeEvents(commit.at, commit.events);
    if (!events.ok()) {
      broken = events.status();
      return false;
    }
    past.state->AdvanceTo(commit.at);
    for (const core::Event& event : *events) past.state->Apply(event);
    past.position = commit.position;
    return true;
  });
  if (!broken.ok()) return broken;
  if (!read.ok()) return read;
  return past;
}

}  // namespace mutua::front
