// Allocation rounds: chosen windows of a shared pool, given out at once (FAIRSHARE.md 6).
//
// Life of a round: OPEN, while companies file ranked lists for it; then PUBLISHED, when it has been
// decided in one pass, or CANCELLED. Its order is fixed when it opens, before any list is read.
// What it was decided from stays in it, so that the pass can be followed afterwards.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/quantity.h"
#include "engine/base/time.h"
#include "engine/model/booking.h"

namespace mutua::model {

enum class RoundState : uint8_t { kOpen = 1, kPublished = 2, kCancelled = 3 };

struct Round {
  // A want over one interval; it becomes one booking.
  struct Part {
    Want want{};
    Interval interval{kEarliest, kLatest};
    bool operator==(const Part&) const = default;
  };
  using Alternative = std::vector<Part>;    // all of it (AND)
  using Bundle = std::vector<Alternative>;  // the first of them that can be had (OR)

  // What a company would like, best first.
  struct List {
    CompanyId company{};
    MemberId member{};  // for whom it books
    MemberId filed_by{};
    Instant filed_at{};
    uint32_t version = 1;
    std::vector<Bundle> bundles{};
    bool operator==(const List&) const = default;
  };

  // What became of one bundle of a list.
  struct Result {
    enum class Fate : uint8_t {
      kTaken = 1,
      kTakenBefore = 2,  // by the company whose turn was `by`; by an earlier bundle of its own
      kOverCap = 3,      // limit: its cap, used: what it had taken, asked: unit-seconds
      kRefused = 4,      // by `rule` (core::Rule), with its numbers
    };
    Fate fate = Fate::kRefused;
    uint32_t alternative = 0;             // which was taken, or is spoken of: from 1
    uint32_t by = 0;                      // a turn, from 1
    std::vector<BookingId> bookings{};    // of each part
    std::vector<ResourceId> resources{};  // of each part as many as it wants; of a named one itself
    uint16_t rule = 0;
    ResourceId resource{};
    QuotaId quota{};
    int64_t limit = 0;
    int64_t used = 0;
    int64_t asked = 0;
    Instant renews{};
    bool operator==(const Result&) const = default;
  };

  // A company's turn, with what its place in the order follows from.
  struct Turn {
    CompanyId company{};
    bool under_guarantee = false;  // of the period in which the first window begins
    bool token = false;            // it had lost as many contests as earn one
    Ticks usage;
    Ticks credits;  // its balance
    int64_t share = 0;
    uint64_t draw = 0;
    int64_t cap = 0;    // unit-seconds: its part of the windows' open time; set when it is decided
    int64_t taken = 0;  // unit-seconds
    std::vector<Result> results{};  // one for each bundle of its list
    bool operator==(const Turn&) const = default;
  };

  // What a resource had free in the windows before the pass: its capacity less what is busy.
  struct Busy {
    Interval interval{kEarliest, kLatest};
    uint32_t units = 0;
    bool operator==(const Busy&) const = default;
  };
  struct Room {
    ResourceId resource{};
    uint32_t capacity = 0;
    uint32_t setup_minutes = 0;
    uint32_t cleanup_minutes = 0;
    std::vector<Busy> busy{};  // bookings with their borders, and outages
    bool operator==(const Room&) const = default;
  };

  RoundId id{};
  PoolId pool{};
  std::vector<Interval> windows{};  // ascending, disjoint
  Instant opened_at{};
  Instant closes_at{};        // lists can be filed until then
  uint64_t seed = 0;          // of the draws
  std::vector<Turn> turns{};  // in order
  std::vector<List> lists{};  // ascending by company
  int64_t open_seconds = 0;   // unit-seconds that could be used; set when it is decided
  std::vector<Room> rooms{};  // ascending by resource; likewise
  Instant ended_at{};         // decided or cancelled
  Instant due{};              // when its timer fires
  RoundState state = RoundState::kOpen;
  uint32_t version = 1;
  bool operator==(const Round&) const = default;
};

// Unit-seconds.
int64_t SizeOf(const Round::Alternative& alternative);

// The company's turn, from 1; 0: it has none.
uint32_t TurnOf(const Round& round, CompanyId company);
// The company's list; null: it has filed none.
const Round::List* ListOf(const Round& round, CompanyId company);

// Its part of the windows' open time. Precondition: 0 <= share <= shares.
int64_t CapOf(int64_t open_seconds, int64_t share, int64_t shares);

// The bundle that was decided otherwise than its round's own record says it must be.
struct Discrepancy {
  uint32_t turn = 0;    // from 1
  uint32_t bundle = 0;  // from 1; 0: the turn itself, its cap or what it took
  bool operator==(const Discrepancy&) const = default;
};
// Follows the pass of a published round from its lists, shares and what was free: each turn within
// its cap, each bundle's first alternative that could be had, nothing twice. What a rule refused is
// taken as said. Empty: the same. The order is checked by core (round.h), which knows how to
// compare.
std::vector<Discrepancy> FollowPass(const Round& round);

}  // namespace mutua::model
