#include "engine/pipeline/recovery.h"

#include "engine/store/events.h"
#include "engine/store/keeper.h"

namespace mutua::pipeline {

absl::Status Replay(const journal::Journal& journal, Position after, std::optional<Position> last,
                    const ReplayedCommit& apply) {
  if (last && *last <= after) return absl::OkStatus();
  absl::Status broken;
  const absl::Status read =
      journal.Read(Position(after.value() + 1), [&](const journal::StoredCommit& commit) {
        auto events = store::DecodeEvents(commit.at, commit.events);
        if (!events.ok()) {
          broken = events.status();
          return false;
        }
        apply(commit, *events);
        return !last || commit.position < *last;
      });
  return read.ok() ? broken : read;
}

absl::StatusOr<std::unique_ptr<Replica>> Recover(const journal::Journal& journal) {
  auto state = std::make_unique<core::State>();
  absl::StatusOr<Position> through = store::Restore(journal, state.get());
  if (!through.ok()) return through.status();
  auto replica = std::make_unique<Replica>(std::move(state), journal::Head{*through, {}});
  const absl::Status replayed =
      Replay(journal, *through, {}, [&](const journal::StoredCommit& commit, const auto& events) {
        replica->Apply(commit.at, {commit.position, commit.digest}, events);
      });
  if (!replayed.ok()) return replayed;
  if (replica->head().position != journal.head().position) {
    return absl::DataLossError("the records are of a later commit than the journal holds");
  }
  replica->SetDigest(journal.head().digest);
  return replica;
}

}  // namespace mutua::pipeline
