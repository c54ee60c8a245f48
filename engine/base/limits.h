// The ceilings of the whole engine, each with its unit and its reason. What untrusted input or load
// can reach is bounded here and nowhere else (promise P7); relations between ceilings are
// static_asserts.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/time.h"

namespace mutua {

// Bytes of one encoded commit with its side records. The journal writes a commit as one record and
// holds a few of them in memory at a time (writer, replica, watchers): 1 MiB is some 2,300 bookings
// of 450 bytes, a hundred times an ordinary group, and still one quick write. A decision that needs
// more is refused.
inline constexpr std::size_t kCommitBytesMax = std::size_t{1} << 20;

// Bytes of the key of a record or a side record. Keys are ids and positions; a name is never a key.
inline constexpr std::size_t kRecordKeyBytesMax = 256;

// A booking, its set-up and clean-up included: keeps every occupied length within 32 bits of
// seconds.
inline constexpr Duration kBookingLongest = Duration::Days(3660);
static_assert(kBookingLongest.seconds() < INT64_C(1) << 32);

inline constexpr std::size_t kKitMost = 16;  // resources in one booking
inline constexpr std::size_t kOccurrencesMost =
    1000;                                            // of one series: two commits' worth of events
inline constexpr std::size_t kWishWindowsMost = 16;  // windows of one wish
// Reasons in one refusal: a rule broken by every occurrence of a series is named for the first
// ones.
inline constexpr std::size_t kReasonsMost = 100;
inline constexpr Duration kWishWindowLongest =
    Duration::Days(400);  // one window: a year and notice
// Wishes of one member that wait at once: a waitlist is for what is missed, not a second calendar.
inline constexpr std::size_t kWishesWaitingMost = 50;
// Offers that one wish may decline or let pass before it ends: each holds time that others wait
// for.
inline constexpr std::size_t kOffersPassedMost = 8;
// Work of one commit on the waitlist. Wishes looked at: a window against what was freed, cheap.
// Wishes tried: a search for a start. Starts tried: one judgement of every rule each; few around
// what was freed, more over all windows when a wish is filed or wakes.
inline constexpr std::size_t kWishesScannedMost = 4096;
inline constexpr std::size_t kWishesTriedMost = 128;
// Wishes that a commit could not try any more and wakes before the next: each adds its record to
// it.
inline constexpr std::size_t kWishesWokenMost = 512;
inline constexpr std::size_t kStartsTriedNear = 64;
inline constexpr std::size_t kStartsTriedFiling = 2048;
// Wishes that are told of a contest they lost: of one the next few in order, and of all that one
// serving of the waitlist decides; each adds its record to a commit.
inline constexpr std::size_t kOutrankedOfOneMost = 4;
inline constexpr std::size_t kOutrankedMost = 64;
// Contests that a company loses before it has a token, which is before smaller usage (FAIRSHARE.md 5).
inline constexpr std::size_t kLostForToken = 4;
// Starts tried, in one serving of the waitlist, to say who lost a contest: two milliseconds' worth.
// Who could not be looked at any more has not lost.
inline constexpr std::size_t kLossTrialsMost = 4096;
// A wish whose search was cut off by these ceilings is looked at again after this.
inline constexpr Duration kWishRetried = Duration::Hours(1);
// How long after its own time a displaced booking is offered another one.
inline constexpr Duration kDisplacedNear = Duration::Hours(12);
inline constexpr std::size_t kFaultsOpenMost = 20;  // unresolved reports about one resource
inline constexpr uint32_t kCapacityMost = 100'000;  // units of one resource
// Bookings that one outage may replan: two events each, three to bring one back, and what that
// frees must fit into one decision. A longer list is declared in parts: by pool, by day.
inline constexpr std::size_t kVictimsMost = 500;

// Quotas that one company, or one member, can be under by each way of naming them: each one costs a
// booking some 100 ns.
inline constexpr std::size_t kQuotasOnOneMost = 64;
inline constexpr std::size_t kQuotaSelectedMost = 100;  // pools or resources that one quota names
// Seconds or bookings: far above any lab, and sums of it with what is booked stay within 64 bits.
inline constexpr int64_t kQuotaLimitMost = INT64_C(1'000'000'000'000'000);

// What a unit-hour may cost at the normal rate: credits, and cents. Eight times the longest
// booking of the largest kit stays within 64 bits.
inline constexpr int64_t kTariffMost = 1'000;
inline constexpr int64_t kPriceMost = 1'000'000;
// Unit-seconds of the largest booking: twice that at the peak rate, 3,600 ticks for each 3,600 of
// them at tariff 1.
inline constexpr int64_t kUnitSecondsMost =
    kBookingLongest.seconds() * kCapacityMost * int64_t{kKitMost};
static_assert(kUnitSecondsMost * 2 <= INT64_MAX / kTariffMost / 8);
static_assert(kUnitSecondsMost / 3600 * 2 <= INT64_MAX / kPriceMost / 8);
// A cancellation costs nothing so soon after booking, or with so much notice (FAIRSHARE.md 1).
inline constexpr Duration kRefundGrace = Duration::Minutes(10);
inline constexpr Duration kRefundNotice = Duration::Hours(24);

// A company's share of a pool, and what may be paid for it: with any charge they stay within 128
// bits.
inline constexpr int64_t kShareMost = 1'000'000;
inline constexpr int64_t kFundedMost = INT64_C(1'000'000'000'000);
// Companies with a share of one pool: the guarantees of a period are one event of some 20 bytes
// each.
inline constexpr std::size_t kSharesMost = 20'000;
// Open unit-minutes of a pool in a period, as far as they are handed out: 20,000 machines for a
// month.
inline constexpr int64_t kGuaranteeMinutesMost = INT64_C(1) << 30;
static_assert(kGuaranteeMinutesMost <= INT64_MAX >> 32);
// Until so long before it starts, only a company's guarantee gets it a time; from so long before
// its end on, an idle time is anybody's (FAIRSHARE.md 4).
inline constexpr Duration kOwnWindowCloses = Duration::Days(7);
inline constexpr Duration kGrabWindow = Duration::Hours(24);
static_assert(kGrabWindow < kOwnWindowCloses);
// How far ahead the periods of a shared pool are frozen, whatever its horizon: some weeks' worth of
// events for one decision.
inline constexpr Duration kFrozenAhead = Duration::Days(120);
// Guaranteed time may be lent until so long before its period ends, so that somebody can still use
// it, and the ceiling of an account in guarantees of one period (FAIRSHARE.md 7).
inline constexpr Duration kLendingCloses = Duration::Hours(72);
inline constexpr int64_t kCeilingPeriods = 3;
// A period's guarantee in ticks, three times over, and its product with a share fit.
static_assert(kGuaranteeMinutesMost <= INT64_MAX / 60 / kTariffMost / kCeilingPeriods / 4);
// What is told of one company's credits: the newest entries. Older ones are in the history.
inline constexpr std::size_t kEntriesKept = 50;
// Times given back that are remembered of one company; of more, the two nearest become one.
inline constexpr std::size_t kGivenBackMost = 200;

// Pieces of time given back too late that one booking remembers, for whoever books them then: a kit
// of the largest size, and as much again for what is booked in parts. Of more, the cheapest is
// forgotten.
inline constexpr std::size_t kGivenUpMost = 2 * kKitMost;
// Records that one ended booking changes by what it pays for time that others had given back; who
// gave it up later than those gets nothing.
inline constexpr std::size_t kPassedOnMost = 64;

// Idempotency (promise P4): how long, and how many, accepted request ids are kept.
inline constexpr Duration kRequestKept = Duration::Days(7);
inline constexpr std::size_t kRequestsMost = 1'000'000;
// How far ahead of the daemon's clock a request id may claim to have been made.
inline constexpr Duration kRequestAhead = Duration::Days(1);

// Ended bookings stay in the live state so long: a late check-in can still undo a no-show.
inline constexpr Duration kEndedKept = Duration::Days(7);

// Feeds of one member that live, or were made within a day: each person's own, some shared ones,
// and a manager's of every machine.
inline constexpr int64_t kFeedsMost = 200;

// Sessions of one member at a time: each person's screens. The oldest gives way.
inline constexpr int64_t kSessionsMost = 10;

// Events of one decision: at some 200 bytes each they stay within half a commit.
inline constexpr std::size_t kEventsMost = 2600;
// What serving the waitlist may add to a decision: two or three events a wish tried, and one about the
// contest that it won.
inline constexpr std::size_t kServedEventsMost =
    4 * kWishesTriedMost + kWishesWokenMost + kOutrankedMost;
static_assert(3 * kVictimsMost + kServedEventsMost + 8 <= kEventsMost);
static_assert(2 * kVictimsMost + 2 * kWishesTriedMost + kServedEventsMost + 8 <= kEventsMost);
// Timers stop firing for one commit when they have made so many events.
inline constexpr std::size_t kTimerEventsFull = 1180;
static_assert(kTimerEventsFull + kPassedOnMost + 2 * kWishesTriedMost + kServedEventsMost + 8 <=
              kEventsMost);

// Allocation rounds. Windows: two months of three evenings a week. Companies: each one's part of
// what one commit can hold must leave it a list worth filing.
inline constexpr std::size_t kRoundWindowsMost = 32;
inline constexpr Duration kRoundWindowLongest = Duration::Days(7);
inline constexpr Duration kRoundAhead =
    Duration::Days(400);  // the last window's end, at the opening
inline constexpr std::size_t kRoundCompaniesMost = 200;
inline constexpr std::size_t kRoundsOpenMost = 64;
inline constexpr std::size_t kRoundBundlesMost = 50;      // of one list
inline constexpr std::size_t kRoundAlternativesMost = 8;  // of one bundle
inline constexpr std::size_t kRoundPartsMost = 16;        // of one alternative
// Bookings that one round can make, and parts that its lists can name, divided among its companies:
// what it decides is one commit, and its record stays far below one.
inline constexpr std::size_t kRoundBookingsMost = 1200;
inline constexpr std::size_t kRoundNamedMost = 6000;
inline constexpr std::size_t kRoundListNamedMost = 400;
static_assert(kRoundBookingsMost / kRoundCompaniesMost >= 6);
static_assert(kRoundBookingsMost + kServedEventsMost + 8 <= kEventsMost);
// What of a round is busy before it is decided, for whoever follows it: more is not kept.
inline constexpr std::size_t kRoundBusyMost = 2000;
// A round stays in the live state so long after it was decided: everybody can read why.
inline constexpr Duration kRoundKept = Duration::Days(92);

// A group that holds so many events takes no further call: with the largest decision on top it
// still fits into one commit.
inline constexpr std::size_t kGroupEventsFull = 2000;
static_assert((kGroupEventsFull + kEventsMost) * 200 < kCommitBytesMax);

// Timers fired before one command: bounds the work between two answers.
inline constexpr std::size_t kTimersAtOnce = 256;

// Repacking a pool: chains of moves, and trials, for one request (DESIGN.md 5.1).
inline constexpr std::size_t kRepackChain = 3;
inline constexpr std::size_t kRepackTrials = 64;
inline constexpr Duration kRepackNotice = Duration::Hours(24);

inline constexpr std::size_t kAlternativesMost = 5;
// Questions to the judge for the alternatives of one refusal, and resources of a pool looked at:
// half a microsecond each, so both together stay far within two milliseconds.
inline constexpr std::size_t kAlternativeProbes = 512;
inline constexpr std::size_t kAlternativeResources = 256;

// Of one resource in one answer: a screen shows some hundred, a page of the interface carries
// these.
inline constexpr std::size_t kFreeIntervalsMost = 1000;
// What one member is shown at the entrance: a screen of it.
inline constexpr std::size_t kMineMost = 50;

// Refusals of one caller that are written to the history in one minute; more are answered, not
// kept.
inline constexpr uint32_t kRefusalsKeptAMinute = 30;

// A hold keeps others out without a promise: a day is enough to ask somebody.
inline constexpr Duration kHoldLongest = Duration::Hours(24);

// A booking that had to be checked out and was not is ended so long after its end.
inline constexpr Duration kOverrunLongest = Duration::Hours(24);

// An offered hold lives this long; less when the time offered is near (FAIRSHARE.md 5).
inline constexpr Duration kOfferHeld = Duration::Hours(2);
inline constexpr Duration kOfferHeldNear = Duration::Minutes(15);
inline constexpr Duration kOfferNear = Duration::Hours(24);

// A member's quiet hours, in which an offer's clock stands: a third of the day is left to answer.
inline constexpr Duration kQuietLongest = Duration::Hours(16);

}  // namespace mutua
