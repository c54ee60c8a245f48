// Bookings, series and wishes: what people hold and what they wait for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "engine/base/ids.h"
#include "engine/base/quantity.h"
#include "engine/base/rare.h"
#include "engine/base/time.h"
#include "engine/model/credit.h"
#include "engine/model/party.h"

namespace mutua::model {

// One resource of a booking. `any_of` is set when it was asked as "any of the pool": it may then be
// repacked to an equal one.
struct Claim {
  ResourceId resource{};
  uint32_t units = 1;
  PoolId any_of{};
  bool operator==(const Claim&) const = default;
};
using Kit = absl::InlinedVector<Claim, 1>;

// What is asked for: a named resource, or any of a pool.
struct Want {
  ResourceId resource{};  // set, or
  PoolId pool{};          // this
  uint32_t units = 1;
  bool operator==(const Want&) const = default;
};
using Wants = absl::InlinedVector<Want, 1>;

enum class BookingState : uint8_t {
  kHeld = 1,
  kPending = 2,
  kConfirmed = 3,
  kCheckedIn = 4,
  kCompleted = 5,
  kCancelled = 6,
  kNoShow = 7,
  kDisplaced = 8,
  kExpired = 9,
};

// The states that occupy their resources.
constexpr bool Occupies(BookingState state) { return state <= BookingState::kCheckedIn; }

// Kept small: there are millions. Titles and guests' names are side texts, not here.
struct Booking {
  BookingId id{};
  Interval interval{kEarliest, kLatest};
  Instant made_at{};
  Instant due{};            // when its timer fires; what it means depends on the state (core/timer.h)
  Instant checked_in{};     // kEarliest: not yet
  Kit kit{};
  CompanyId company{};      // whose quotas count
  MemberId member{};        // for whom
  MemberId booked_by{};     // by whom; the member unless on behalf
  uint32_t occurrence = 0;      // its number in the series, from 1
  SeriesId series{};        // set for an occurrence of a series
  WishId wish{};            // set for an offer or a promotion of a wish
  Charge price{};           // of all its time: frozen when it was made or last changed
  Rare<Aside> aside{};      // given back too late, paid with credits, overrun
  uint32_t version = 1;
  int16_t offset_minutes = 0;   // the zone's, when it was booked: instants + this = civil time entered
  uint16_t setup_minutes = 0;   // frozen borders of the occupied interval
  uint16_t cleanup_minutes = 0;
  uint16_t guests = 0;
  BookingState state = BookingState::kConfirmed;
  bool may_move : 1 = false;    // the owner lets a repack move it to an equal resource
  bool walk_up : 1 = false;
  bool overrun : 1 = false;
  bool overridden : 1 = false;  // a manager set a policy aside for it
  bool edited : 1 = false;      // an occurrence that differs from its series: edits of all keep it
  bool check_in_asked : 1 = false;   // frozen from the rules: not checked in by `due` is a no-show
  bool check_out_asked : 1 = false;  // likewise: not checked out by the end is an overrun
  bool refunded : 1 = false;  // how it ended, or was cut short, gives the price back
  // Booked and over within kGrabWindow: at a quarter of the price, beside guarantees and long quotas.
  bool grab : 1 = false;
  // An earlier end of it, which did not last, has passed on what it pays (core/pass_on.h).
  bool passed_on : 1 = false;
  // It ended since the one before it had not left: as if it had never been booked (core/overrun.h).
  bool hindered : 1 = false;

  // With set-up and clean-up.
  Interval Occupied() const {
    return Interval(interval.start() - Duration::Minutes(setup_minutes),
                    interval.end() + Duration::Minutes(cleanup_minutes));
  }
  // What it is charged, as it stands.
  Charge Charged() const {
    const Charge late = aside->forfeited - aside->returned;
    return aside->overrun + (refunded ? late : late + price);
  }
  bool operator==(const Booking&) const = default;
};

// The booking that a calendar entry became: a second import of the entry finds it, over or not.
struct Import {
  BookingId id{};
  Seal key{};
  bool operator==(const Import&) const = default;
};

enum class SeriesMode : uint8_t { kAllOrNothing = 1, kBestEffort = 2, kSubstitutes = 3 };

// Bookings from one recurrence rule. The rule is kept as text in canonical form, in the site's civil
// time; its bookings carry their number in it. Numbers count from 1 what rule and `added` give without
// `excluded`, in order of time, and never change: occurrence n belongs at the n-th of these plus
// `shift_civil_seconds`. Splitting a series leaves the rule as it is in both parts and gives each its
// range of numbers.
struct Series {
  // An occurrence that is not where it belongs: it could not be booked there, or moved there (then its
  // booking stayed where it was). It stays listed and can be refilled.
  struct Missing {
    uint32_t occurrence = 0;
    CivilSecond start;  // where it belongs
    uint16_t rule = 0;  // core::Rule that came first in the refusal
    BookingId booking{};  // the one that stayed where it was; none: it was never booked
    bool operator==(const Missing&) const = default;
  };
  SeriesId id{};
  CompanyId company{};
  MemberId member{};
  MemberId booked_by{};
  SeriesId split_from{};            // the series that this one continues
  Wants wants;
  SiteId site{};
  Instant due{};                    // when its timer fires: it retires if nothing of it lives
  std::string rule;
  CivilSecond start;                // the first occurrence, before any shift
  int64_t civil_seconds = 0;        // length on the wall clock
  int64_t shift_civil_seconds = 0;  // what edits of the whole have moved it by
  std::vector<CivilSecond> excluded;
  std::vector<CivilSecond> added;
  SeriesMode mode = SeriesMode::kAllOrNothing;
  std::vector<Missing> missing;     // ascending by occurrence
  uint32_t first = 1;               // the lowest number that is its own
  uint32_t occurrences = 0;         // the highest
  bool may_move = false;
  bool ended = false;               // cancelled as a whole
  uint32_t version = 1;
  bool operator==(const Series&) const = default;
};

enum class WishState : uint8_t {
  kWaiting = 1,
  kOffered = 2,
  kMet = 3,
  kWithdrawn = 4,
  kExpired = 5,
};

// A request that could not be met yet: any `length` inside one of `windows`.
struct Wish {
  WishId id{};
  CompanyId company{};
  MemberId member{};
  MemberId booked_by{};
  Wants wants{};
  absl::InlinedVector<Interval, 1> windows{};  // ascending, disjoint
  Duration length{};
  bool book_at_once = false;   // else an offer with a hold
  bool may_move = true;        // of the booking that it becomes
  uint16_t guests = 0;         // likewise
  Instant valid_until = kLatest;  // given up by itself then, whatever its windows
  Instant filed_at{};
  Instant due{};                 // when its timer fires: a window opens, or the last one has passed
  BookingId booking{};           // the offer or the booking it became
  BookingId instead_of{};        // displaced by an outage: served before all others
  // What was offered and let pass, or declined: not offered again. kOffersPassedMost at most.
  std::vector<Interval> passed;
  WishState state = WishState::kWaiting;
  uint32_t version = 1;
  bool operator==(const Wish&) const = default;
};

}  // namespace mutua::model
