// From civil times to instants: what a series, or one booking entered in civil time, occupies in a
// zone.
//
// Policy, where clocks change:
//  - A start that the zone skips is left out and named in `skipped` (RFC 5545, 3.3.10); no other
//    occurrence moves because of it. A start that comes twice means the first (3.3.5).
//  - A length is civil by default: 22:00 to 02:00 ends when clocks show 02:00, be it 3, 4 or 5
//  hours
//    later; a skipped end is the jump over it, a repeated one the first. So occurrences whose civil
//    times do not overlap never overlap as instants. An exact length is the same number of seconds
//    each time.
//  - A whole day lasts from its first moment to the next day's, 23 and 25 hours included.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/time.h"
#include "engine/model/recurrence.h"
#include "engine/model/zone.h"

namespace mutua::model {

// How long each occurrence is: a difference of wall-clock readings, an exact duration, or whole
// days (of which only the date of the start counts). Precondition everywhere: positive.
class OccurrenceLength {
 public:
  enum class Kind : uint8_t { CIVIL, EXACT, DAYS };
  static OccurrenceLength Civil(Duration readings) { return {Kind::CIVIL, readings}; }
  static OccurrenceLength Exact(Duration duration) { return {Kind::EXACT, duration}; }
  static OccurrenceLength Days(int64_t days) { return {Kind::DAYS, Duration::Days(days)}; }

  Kind kind() const { return kind_; }
  Duration value() const { return value_; }
  bool operator==(const OccurrenceLength&) const = default;

 private:
  OccurrenceLength(Kind kind, Duration value) : kind_(kind), value_(value) {}
  Kind kind_;
  Duration value_;
};

struct Occurrence {
  CivilSecond start;  // as the rule or list gave it: what identifies the occurrence in its series
  Interval interval;
  bool operator==(const Occurrence&) const = default;
};

struct SkippedStart {
  // SKIPPED_BY_ZONE: clocks never show that time (or day). OUT_OF_RANGE: before kEarliest, or ends
  // after the zone's table does.
  enum class Reason : uint8_t { SKIPPED_BY_ZONE, OUT_OF_RANGE };
  CivilSecond start;
  Reason reason = Reason::SKIPPED_BY_ZONE;
  bool operator==(const SkippedStart&) const = default;
};

struct Occurrences {
  std::vector<Occurrence> occurrences;  // in the order of the starts
  std::vector<SkippedStart> skipped;
  bool truncated = false;  // there were more starts than the limit
};

// Civil starts placed in a zone, each in its own right.
Occurrences Place(const std::vector<CivilSecond>& starts, OccurrenceLength length,
                  const ZoneTable& zone);

// `rule` with an UNTIL in UTC turned into the last civil start that is not after it in `zone`.
Recurrence InZone(Recurrence rule, const ZoneTable& zone);

// A series as RFC 5545 has it: the first start, then those of the rule and of the added list,
// without the excluded ones. For whole days only dates count: BYHOUR, BYMINUTE and BYSECOND are
// ignored (3.3.10).
struct SeriesTimes {
  CivilSecond first;
  OccurrenceLength length = OccurrenceLength::Days(1);
  std::optional<Recurrence> rule;
  std::vector<CivilSecond> added;     // RDATE
  std::vector<CivilSecond> excluded;  // EXDATE
};

// The occurrences that overlap `window`, in ascending order, each start once. `limit`: starts at
// most. Errors: as Expand.
absl::StatusOr<Occurrences> OccurrencesIn(const SeriesTimes& series, const ZoneTable& zone,
                                          Interval window, size_t limit);

}  // namespace mutua::model
