// The domain says no: a value, never an error of the machinery. A Refusal names every rule that was
// broken, in the order of the enumeration below, each with its numbers (promise P8's "loud", DESIGN.md
// 5.1). Sentences are made at the edge, from these numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"

namespace mutua::core {

// Order is precedence: what comes first is said first. Values are on the wire and on disk: never
// renumbered. 100 to 199 is kept for quotas and fair share.
enum class Rule : uint16_t {
  // The request itself.
  kRequestTooOld = 1,        // limit: oldest kept, asked: when it was made (unix seconds)
  kRequestAhead = 2,         // limit: the latest believed, asked: when it claims to be made
  kRequestReused = 3,        // same id, another body
  kUnknown = 4,              // asked: the id; `subject` says of what
  kNotPermitted = 5,         // the caller may not do this to that
  kBadInterval = 6,          // limit: longest accepted, asked: length (seconds)
  kTooMany = 7,              // limit, asked: counts (kit, occurrences, windows, units)
  kStale = 8,                // etag: limit: the current version, asked: the one given
  kStateForbids = 9,         // used: the booking's state
  kNothingToDo = 10,         // the command would change nothing
  kHandleTaken = 11,         // a handle is another's already
  kInUse = 12,               // used: how many things still need what is to be retired
  kBadDefinition = 13,       // a definition contradicts itself
  kBadRecurrence = 14,       // a recurrence rule is broken; asked: the RecurrencePart
  kEndlessSeries = 15,       // a recurrence rule has neither COUNT nor UNTIL
  kNamedAlone = 16,          // a rule lets in this member alone; `resource`, or limit: the pool
  // Physics: no override gets past these.
  kRetired = 20,             // the resource is out of service for good
  kOutage = 21,              // limit, asked: the outage's interval (unix seconds); used: its id
  kOverlap = 22,             // limit: capacity, used: peak use, asked: units
  kInThePast = 23,           // limit: now, asked: start (unix seconds)
  kPoolFull = 24,            // limit: resources of the pool, used: not free, asked: units wanted
  kNoStandIn = 25,           // the pool's resources do not stand in for each other
  kSkippedTime = 26,         // clocks skip this civil time; limit: the first instant after the gap
  kTooFewPieces = 27,        // of material; limit: on offer, used: taken or booked, asked
  // Policy: a manager's override sets these aside, on record.
  kNotAllowed = 40,          // this company or member may not book the resource
  kCertification = 41,       // used: the certification's id; limit: until when it is held, 0 never
  kClosed = 42,              // limit, used: seconds open, asked: seconds asked
  kOvernight = 43,           // would run through closed hours unattended
  kGranularity = 44,         // limit: granularity, asked: the remainder (seconds)
  kTooShort = 45,            // limit, asked: seconds
  kTooLong = 46,             // limit, asked: seconds
  kLeadTime = 47,            // limit, asked: seconds of notice
  kHorizon = 48,             // limit, asked: seconds ahead
  kGap = 49,                 // limit, asked: seconds between two bookings of the member
  kCheckInWindow = 50,       // limit: opens, used: closes, asked: now (unix seconds)
  kNoRoomToShrink = 51,      // shorten or extend asked for what it is not
  kEmptySeries = 52,         // the rule has no occurrence
  kNoOverrideReason = 53,    // an override without a reason
  kHoldTooLong = 54,         // limit, asked: seconds a hold may last
  kNeedsApproval = 55,       // must be approved first: it cannot start now
  kAnyCertification = 56,    // none of those that would do; limit: until when one is held, 0 never
  // Quotas (100 to 109): policy too.
  kQuota = 100,              // limit, used, asked: what the quota measures; `quota`, `renews`
  kQuotaContradicts = 101,   // a definition: limit: that of `quota`, asked: its own, used: measure
  kQuotaLimit = 102,         // a definition: limit: the highest that is accepted, asked
  // Shares (103 to 119). Seconds, times units.
  kGuaranteeUsed = 103,      // limit: guaranteed, used, asked; `renews`: when it opens to everybody
  kReservedForGuarantees = 104,  // limit: kept for others, used: free, asked; `renews`: likewise
  kNoShares = 105,           // a definition: shared fairly, and nobody has a share
  // Credits, in ticks: limit: how far below nothing the balance may go, used: how far it is, asked;
  // `renews`: when it needs none.
  kCreditsUsed = 106,
  kLendsTooMuch = 107,       // limit: guaranteed, used, asked: to release
  kLendsTooLate = 108,       // limit: until when it could, asked: now (unix seconds)
  kTakesBackTooMuch = 109,   // limit: released, used: what others took of it, asked
  // Rounds (120 to 139).
  kInRound = 120,            // limit, asked: a window (unix seconds); used: its round; `renews`: lists close
  kRoundOver = 121,          // limit: since when (unix seconds), used: its state, asked: its id
  kOutsideRound = 122,       // `resource`, or limit, used: an interval; asked: the round; occurrence: bundle
  kNoTurn = 123,             // asked: the company, which has no share of the pool
  kNotShared = 124,          // asked: the pool, which is not shared fairly
  kRoundTimes = 125,         // limit: the first window begins, asked: lists close (unix seconds)
  // What companies lend (140 to 149): definitions.
  kAboveCost = 140,          // limit: what an hour of the person costs, asked: its dearest (cents)
  kLendsPeople = 141,        // an independent; limit: people it may lend, used: lent, asked
  kMaterialShared = 142,     // the pool of this material has shares: pieces are no time to share
};

// What of a recurrence rule is broken (RFC 5545, 3.3.10); kWhole: not one part of it.
enum class RecurrencePart : uint8_t {
  kWhole = 0, kFreq = 1, kUntil = 2, kCount = 3, kInterval = 4, kBySecond = 5, kByMinute = 6,
  kByHour = 7, kByDay = 8, kByMonthDay = 9, kByYearDay = 10, kByWeekNo = 11, kByMonth = 12,
  kBySetPos = 13, kWkst = 14,
};

struct Reason {
  Rule rule = Rule::kUnknown;
  ResourceId resource{};           // which one, where it is about one
  int64_t limit = 0;
  int64_t used = 0;
  int64_t asked = 0;
  uint32_t occurrence = 0;       // of a series: which one
  QuotaId quota{};               // which one, where it is about one
  // When its period ends, or when the time opens to everybody; kEarliest: never.
  Instant renews{};
  bool operator==(const Reason&) const = default;
};

class Refusal {
 public:
  Refusal() = default;
  explicit Refusal(Reason reason) { Add(reason); }

  // Keeps the reasons in order of precedence, then in the order they were added.
  void Add(Reason reason);
  bool empty() const { return reasons_.empty(); }
  const std::vector<Reason>& reasons() const { return reasons_; }
  bool operator==(const Refusal&) const = default;

 private:
  std::vector<Reason> reasons_;
};

// Time that another company's guarantee is kept for: it opens to everybody later.
constexpr bool IsOfShares(Rule rule) {
  return rule == Rule::kGuaranteeUsed || rule == Rule::kReservedForGuarantees;
}

// What opens to everybody later, without credits too: `renews` says when.
constexpr bool OpensLater(Rule rule) { return IsOfShares(rule) || rule == Rule::kCreditsUsed; }

// What a round has to say, and a list for it.
constexpr bool IsOfRounds(Rule rule) { return Rule::kInRound <= rule && rule <= Rule::kRoundTimes; }

// Rules that an override may set aside.
constexpr bool IsPolicy(Rule rule) { return rule >= Rule::kNotAllowed; }

}  // namespace mutua::core
