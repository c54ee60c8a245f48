#include "engine/front/last_changes.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "engine/base/limits.h"
#include "engine/front/history.h"
#include "engine/store/events.h"

namespace mutua::front {

std::optional<Instant> LastChanges::Of(BookingId booking) const {
  const auto found = changes_.find(booking);
  return found == changes_.end() ? std::nullopt : std::optional(found->second);
}

void LastChanges::Take(Instant at, const core::Event& event, Changes* changes) const {
  if (const auto* changed = std::get_if<core::BookingChanged>(&event)) {
    (*changes)[changed->booking.id] = at;
  } else if (const auto* ended = std::get_if<core::BookingEnded>(&event)) {
    (*changes)[ended->booking] = at;
    // Read afterwards: it has left the live state since.
    if (at + kEndedKept < now_) changes->erase(ended->booking);
  } else if (const auto* retired = std::get_if<core::BookingRetired>(&event)) {
    changes->erase(retired->booking);
  }
}

absl::Status LastChanges::ReadInto(Position from, Position until, Changes* changes) {
  if (until < from) return absl::OkStatus();
  absl::Status broken;
  const absl::Status read = journal_.Read(from, [&](const journal::StoredCommit& commit) {
    if (commit.position > until) return false;
    auto events = store::DecodeEvents(commit.at, commit.events);
    if (!events.ok()) {
      broken = events.status();
      return false;
    }
    for (const core::Event& event : *events) Take(commit.at, event, changes);
    now_ = std::max(now_, commit.at);
    return true;
  });
  return read.ok() ? broken : read;
}

absl::Status LastChanges::Read(Instant since, Position until) {
  if (!since_ || since < *since_) {
    const absl::StatusOr<Position> first = FirstSince(journal_, since);
    if (!first.ok()) return first.status();
    const uint64_t far = until.value() - std::min(until.value(), kHistoryCommitsMost);
    const Position begin(std::max(first->value(), far + 1));
    Changes older;
    if (!since_) {
      from_ = begin;
      until_ = Position(begin.value() - 1);
    } else if (begin < from_) {
      const absl::Status read = ReadInto(begin, Position(from_.value() - 1), &older);
      if (!read.ok()) return read;
      from_ = begin;
    }
    // What was known is the later change.
    for (const auto& [booking, at] : older) changes_.try_emplace(booking, at);
    since_ = since;
  }
  const Position next(until_.value() + 1);
  if (until < next) return absl::OkStatus();
  const absl::Status read = ReadInto(next, until, &changes_);
  if (read.ok()) until_ = until;
  return read;
}

}  // namespace mutua::front
