#include "engine/pipeline/retention.h"

#include <algorithm>

namespace mutua::pipeline {
namespace {

// Each step costs a flush of the records: once a day is seldom enough.
constexpr Duration kStep = Duration::Days(1);

// When the commit at `position`, which the journal holds, was made.
absl::StatusOr<Instant> InstantAt(const journal::Journal& journal, Position position) {
  Instant at;
  const absl::Status read = journal.Read(position, [&](const journal::StoredCommit& commit) {
    at = commit.at;
    return false;
  });
  if (!read.ok()) return read;
  return at;
}

}  // namespace

absl::StatusOr<std::optional<Position>> OldestToKeep(const journal::Journal& journal, Duration keep,
                                                     Instant now, Position through, uint64_t most) {
  const uint64_t oldest = journal.oldest().value();
  uint64_t low = oldest;                                         // may expire, or is kept
  uint64_t high = std::min(through.value() + 1, oldest + most);  // kept
  if (low >= high) return std::optional<Position>();
  const absl::StatusOr<Instant> first = InstantAt(journal, Position(low));
  if (!first.ok()) return first.status();
  if (*first + keep + kStep > now) return std::optional<Position>();
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    const absl::StatusOr<Instant> at = InstantAt(journal, Position(middle));
    if (!at.ok()) return at.status();
    if (*at + keep <= now) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return std::optional(Position(low));
}

}  // namespace mutua::pipeline
