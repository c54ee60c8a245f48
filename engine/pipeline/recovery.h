// What a journal holds, as a state: the saved records, then the commits behind them. Errors are the
// journal's; DATA_LOSS: it holds what cannot be read.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/core/event.h"
#include "engine/journal/journal.h"
#include "engine/pipeline/replica.h"

namespace mutua::pipeline {

// Up to the head. The journal must be at rest.
absl::StatusOr<std::unique_ptr<Replica>> Recover(const journal::Journal& journal);

using ReplayedCommit =
    std::function<void(const journal::StoredCommit&, const std::vector<core::Event>&)>;

// Gives the commits behind `after`, up to `last` where it is set.
absl::Status Replay(const journal::Journal& journal, Position after, std::optional<Position> last,
                    const ReplayedCommit& apply);

}  // namespace mutua::pipeline
