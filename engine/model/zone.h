// A time zone as a value: which offset from UTC a site's clocks showed, and will show, when. The
// daemon reads zones from the system at an edge and adopts them by a logged event; from then on
// this table is state, so that the same history gives the same instants whatever tables a machine
// has installed.
//
// Promises: a pure value (no file, no clock, no locale); equal tables answer equally; a local time
// that does not exist or exists twice is always told apart, and what to do about it is the caller's
// policy.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/day.h"
#include "engine/base/time.h"

namespace mutua::model {

// From `at` on, clocks show UTC plus `offset_seconds`, until the next transition.
struct ZoneTransition {
  Instant at;
  int32_t offset_seconds = 0;
  bool operator==(const ZoneTransition&) const = default;
};

// What a wall clock's reading means. `pre` and `post` are the reading under the offset before and
// after `transition`; in the unique case all three are the one instant.
//   UNIQUE    one instant.
//   SKIPPED   clocks jumped over it at `transition`: no instant; post < transition <= pre.
//   REPEATED  shown twice, before and after clocks went back: pre < transition <= post.
struct Resolution {
  enum class Kind : uint8_t { UNIQUE, SKIPPED, REPEATED };
  Kind kind = Kind::UNIQUE;
  Instant pre;
  Instant post;
  Instant transition;
  bool operator==(const Resolution&) const = default;
};

class ZoneTable {
 public:
  // UTC, without a transition.
  ZoneTable();

  // `transitions` ascending, each at least its own clock change away from the next; offsets within
  // 24 hours. `horizon`: the table claims nothing from there on (its last offset is used).
  // Errors: InvalidArgument, naming the zone and the transition's index.
  static absl::StatusOr<ZoneTable> Make(std::string name, int32_t first_offset_seconds,
                                        std::vector<ZoneTransition> transitions, Instant horizon);

  const std::string& name() const { return name_; }
  int32_t first_offset_seconds() const { return first_offset_seconds_; }
  const std::vector<ZoneTransition>& transitions() const { return transitions_; }
  Instant horizon() const { return horizon_; }

  int32_t OffsetAt(Instant at) const;
  // When clocks are changed next after `at`; kLatest if they are not.
  Instant NextChange(Instant at) const;
  CivilSecond ToCivil(Instant at) const;
  Day DayAt(Instant at) const;
  // `local` in the years 1 to 9999.
  Resolution Resolve(CivilSecond local) const;

  // The first instant at which clocks show `local` or later: `local` itself, the earlier one of
  // two, or the jump over it.
  Instant FirstAtOrAfter(CivilSecond local) const;

  // The first instant at which clocks show the day or a later one.
  Instant StartOf(Day day) const;

  // The instants of a civil day, [first moment of the day, first moment of the next). Usually 24
  // hours, 23 or 25 where clocks change; a midnight that does not exist begins at the jump. None if
  // the zone left the whole day out, as Samoa did on 2011-12-30.
  std::optional<Interval> DayBounds(CivilDay day) const;

  bool operator==(const ZoneTable&) const = default;

 private:
  // The first transition after it, or how many there are.
  size_t IndexAfter(Instant at) const;
  int32_t OffsetBefore(size_t index) const {
    return index == 0 ? first_offset_seconds_ : transitions_[index - 1].offset_seconds;
  }

  // Readings are local times in seconds since 1970-01-01T00:00:00 of the same clock.
  Resolution ResolveReading(int64_t reading) const;
  Instant FirstAtOrAfterReading(int64_t reading) const;

  std::string name_;
  int32_t first_offset_seconds_ = 0;
  std::vector<ZoneTransition> transitions_;
  Instant horizon_;
};

}  // namespace mutua::model
