// Events: facts that follow from an accepted command. State::Apply turns them into records and cannot
// fail. They hold ids and numbers, never names of people (DESIGN.md 6). What is on disk is
// store/'s encoding of them; a new kind goes at the end of the variant and nothing else moves.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "engine/core/command.h"
#include "engine/core/refusal.h"
#include "engine/model/guarantee.h"

namespace mutua::core {

// What a decision was about: the thing that was made or changed. Kinds are in the order in which
// records are restored: each kind needs only those before it.
struct Subject {
  enum class Kind : uint8_t {
    kNone = 0, kZone = 1, kSite = 2, kPool = 3, kResource = 4, kCertification = 5, kCompany = 6,
    kMember = 7, kBadge = 8, kToken = 9, kBooking = 10, kSeries = 11, kWish = 12, kOutage = 13,
    kFault = 14, kImport = 15, kRequest = 16, kCounters = 17, kQuota = 18, kCarry = 19,
    kUsage = 20, kGuarantees = 21, kLending = 22, kPurse = 23, kCommons = 24, kRound = 25,
  };
  static constexpr size_t kKinds = 26;
  Kind kind = Kind::kNone;
  uint64_t id = 0;
  auto operator<=>(const Subject&) const = default;
  template <class H>
  friend H AbslHashValue(H h, const Subject& subject) {
    return H::combine(std::move(h), subject.kind, subject.id);
  }
};

// A booking came to be. `text`: commitment to its side text; `import_key`: see Book.
struct Booked {
  model::Booking booking;
  model::Seal text{};
  std::optional<model::Seal> import_key;
  bool operator==(const Booked&) const = default;
};
// Somebody else booked time that a booking had given back too late, and is charged for it.
struct Rebooked {
  BookingId by{};
  CompanyId company{};  // whose that is
  ResourceId resource{};
  Interval time{kEarliest, kLatest};  // of it, from the first minute to the last
  Charge cost;                        // what the booking was charged for that
  Charge back;                        // what of it came back
  bool operator==(const Rebooked&) const = default;
};
// A booking's record changed while it lives: confirmed, approved, moved, repacked, checked in,
// handed over, overrun, deadline extended; or, over or not, what it gave back too late was booked
// by somebody else; or, being over, its overrun is charged. The whole record: what it is from here on.
struct BookingChanged {
  enum class Why : uint8_t {
    kConfirmed = 1, kApproved = 2, kMoved = 3, kRepacked = 4, kCheckedIn = 5, kHandedOver = 6,
    kOverran = 7, kExtended = 8, kRestored = 9, kReplanned = 10, kShortened = 11, kSplit = 12,
    kRebooked = 13, kOverrunCharged = 14,
  };
  model::Booking booking;
  Why why = Why::kConfirmed;
  std::optional<Rebooked> rebooked{};  // with kRebooked
  bool operator==(const BookingChanged&) const = default;
};
// A booking ended, at `at`. What was used of a COMPLETED one stays occupied, clean-up too (finish.h).
struct BookingEnded {
  BookingId booking{};
  model::BookingState state = model::BookingState::kCancelled;  // one that does not occupy
  Instant at{};
  model::Seal reason{};  // commitment to why it was cancelled or rejected, if that was said
  bool by_lab = false;   // a manager ended what was somebody else's: its price is given back
  BookingId hindered_by{};  // it could not start for the overrun of this one: likewise
  bool operator==(const BookingEnded&) const = default;
};
// An ended booking left the live state (kEndedKept after its end); its record stays in the history.
struct BookingRetired {
  BookingId booking{};
  bool operator==(const BookingRetired&) const = default;
};

// Made or changed.
struct SeriesChanged {
  model::Series series;
  model::Seal text{};
  bool operator==(const SeriesChanged&) const = default;
};
struct SeriesRetired {
  SeriesId series{};
  bool operator==(const SeriesRetired&) const = default;
};
// Another wish was given time of a shared pool that this one waited for: what decided, and the usage and
// share of both companies then.
struct Outranked {
  enum class By : uint8_t {
    kDisplaced = 1,  // an outage had taken its booking
    kGuarantee = 2,  // its company was under its guarantee
    kStanding = 3,   // its company had used less for its share
    kHour = 4,       // it was filed in an earlier hour
    kDraw = 5,       // all else was equal
    kFiled = 6,      // of the same company, and filed earlier
    kCredits = 7,    // all before was equal, and its company had more credits for its share
    kToken = 8,      // its company had lost kLostForToken contests
  };
  WishId by{};
  By why = By::kStanding;
  Ticks used;
  int64_t share = 0;
  Ticks used_by_first;
  int64_t share_of_first = 0;
  uint32_t lost = 0;  // contests of the pool, by the company of this one; kLostForToken: a token
  bool operator==(const Outranked&) const = default;
};
struct WishChanged {
  enum class Why : uint8_t {
    kUnsaid = 0,  // of a version that did not say it
    kFiled = 1, kOffered = 2, kMet = 3, kWithdrawn = 4, kExpired = 5,
    kLapsed = 6,          // its offer was declined or let pass: it waits again
    kLookedThrough = 7,   // no time was found: only when to look again has changed
    kMovedAlong = 8,      // its member went to another company
    kOutranked = 9,       // another one was given the time; it goes on waiting
  };
  model::Wish wish;
  Why why = Why::kUnsaid;
  std::optional<Outranked> outranked{};  // with kOutranked
  bool operator==(const WishChanged&) const = default;
};
// Time of a shared pool that other companies' wishes waited for was given to a wish: its company's token
// goes, and those who could have had it have lost a contest.
struct Contested {
  struct Loss {
    WishId wish{};
    CompanyId company{};
    uint32_t lost = 0;  // with this one; kLostForToken: it earns a token
    bool operator==(const Loss&) const = default;
  };
  PoolId pool{};
  ResourceId resource{};
  Interval time{kEarliest, kLatest};  // as it was given
  WishId by{};                        // the wish that was given it
  CompanyId company{};                // for whom
  bool spent = false;                 // it had a token
  std::vector<Loss> losses{};         // that count, in order of merit; of a company one
  Instant tokens_end{};               // of those that are earned by it
  bool operator==(const Contested&) const = default;
};
struct WishRetired {
  WishId wish{};
  bool operator==(const WishRetired&) const = default;
};
struct OutageChanged {
  model::Outage outage;
  model::Seal text{};
  bool operator==(const OutageChanged&) const = default;
};
struct OutageRetired {
  OutageId outage{};
  bool operator==(const OutageRetired&) const = default;
};
struct FaultChanged {
  model::Fault fault;
  model::Seal text{};
  bool operator==(const FaultChanged&) const = default;
};
// A resolved fault left the live state (kEndedKept after that); its record stays in the history.
struct FaultRetired {
  FaultId fault{};
  bool operator==(const FaultRetired&) const = default;
};
// The holder of the next booking was warned that the one before overran.
struct NextHolderWarned {
  BookingId next{};
  BookingId overrun{};
  bool operator==(const NextHolderWarned&) const = default;
};
// A late check-in that could not be honoured: kept for the manager.
struct ClashRecorded {
  BookingId booking{};
  Instant badge_at;
  BookingId holder{};
  bool operator==(const ClashRecorded&) const = default;
};

struct ZoneDefined {
  model::Zone zone;
  bool operator==(const ZoneDefined&) const = default;
};
struct SiteDefined {
  model::Site site;
  bool operator==(const SiteDefined&) const = default;
};
struct PoolDefined {
  model::Pool pool;
  bool operator==(const PoolDefined&) const = default;
};
struct ResourceDefined {
  model::Resource resource;
  bool operator==(const ResourceDefined&) const = default;
};
struct CertificationDefined {
  model::Certification certification;
  bool operator==(const CertificationDefined&) const = default;
};
struct CompanyDefined {
  model::Company company;
  bool operator==(const CompanyDefined&) const = default;
};
struct MemberDefined {
  model::Member member;
  model::Seal text{};
  bool operator==(const MemberDefined&) const = default;
};
struct BadgeDefined {
  model::Badge badge;
  bool operator==(const BadgeDefined&) const = default;
};
struct TokenDefined {
  model::Token token;
  bool operator==(const TokenDefined&) const = default;
};

// An accepted request, remembered so that a retry has the same answer (promise P4).
struct Requested {
  Caller caller;
  RequestId request;
  BodyDigest digest{};
  Subject subject;
  Instant at{};
  bool operator==(const Requested&) const = default;
};
// A policy was set aside by a manager; `reason` is the sealed side text.
struct Overridden {
  Caller by;
  Subject subject;
  std::vector<Reason> rules;
  model::Seal reason{};
  bool operator==(const Overridden&) const = default;
};
// A command was refused. `kind`: the index of its body in core::Body.
struct Refused {
  Caller caller;
  uint8_t kind = 0;
  std::vector<Reason> reasons;
  bool operator==(const Refused&) const = default;
};

struct QuotaDefined {
  model::Quota quota;
  bool operator==(const QuotaDefined&) const = default;
};

// A period of a shared pool came into its horizon: what it guarantees whom.
struct GuaranteesFrozen {
  model::Guarantees guarantees;
  bool operator==(const GuaranteesFrozen&) const = default;
};
// The period is over, or its pool is shared no more.
struct GuaranteesRetired {
  GuaranteesId guarantees{};
  bool operator==(const GuaranteesRetired&) const = default;
};

// Guaranteed time was released, or taken back. `borrowed` counts as the state has it.
struct LendingChanged {
  model::Lending lending;
  bool operator==(const LendingChanged&) const = default;
};
// A period of a shared pool is over: the commons' credits are handed out by shares.
struct Recirculated {
  struct Part {
    CompanyId company{};
    Ticks ticks;
    bool operator==(const Part&) const = default;
  };
  GuaranteesId period{};
  std::vector<Part> parts;  // ascending by company
  bool operator==(const Recirculated&) const = default;
};

struct RoundOpened {
  model::Round round;
  bool operator==(const RoundOpened&) const = default;
};
// A company's list was filed, in place of the one before.
struct ListFiled {
  RoundId round{};
  model::Round::List list;
  bool operator==(const ListFiled&) const = default;
};
// The pass was made. Its bookings come before this in the same commit.
struct RoundDecided {
  RoundId round{};
  Instant at{};
  int64_t open_seconds = 0;
  std::vector<model::Round::Turn> turns{};  // the round's, with what became of them
  std::vector<model::Round::Room> rooms{};
  bool operator==(const RoundDecided&) const = default;
};
struct RoundCancelled {
  RoundId round{};
  Instant at{};
  bool operator==(const RoundCancelled&) const = default;
};
struct RoundRetired {
  RoundId round{};
  bool operator==(const RoundRetired&) const = default;
};
// A company has left: what it had in credits went to the commons, and what it owed is the mint's.
struct WoundUp {
  struct Part {
    PoolId pool{};
    Ticks ticks;  // its balance until then
    bool operator==(const Part&) const = default;
  };
  CompanyId company{};
  std::vector<Part> parts;  // ascending by pool
  bool operator==(const WoundUp&) const = default;
};

struct ServingStarted {
  Instant at{};
  uint64_t entropy = 0;  // what the draws of later periods are drawn from; 0: as before
  bool operator==(const ServingStarted&) const = default;
};
struct ServingStopped {
  Instant at{};
  bool operator==(const ServingStopped&) const = default;
};

using Event =
    std::variant<Booked, BookingChanged, BookingEnded, BookingRetired, SeriesChanged, SeriesRetired,
                 WishChanged, WishRetired, OutageChanged, OutageRetired, FaultChanged,
                 NextHolderWarned, ClashRecorded, ZoneDefined, SiteDefined, PoolDefined,
                 ResourceDefined, CertificationDefined, CompanyDefined, MemberDefined, BadgeDefined,
                 TokenDefined, Requested, Overridden, Refused, ServingStarted, ServingStopped,
                 FaultRetired, QuotaDefined, GuaranteesFrozen, GuaranteesRetired, LendingChanged,
                 Recirculated, RoundOpened, ListFiled, RoundDecided, RoundCancelled, RoundRetired,
                 WoundUp, Contested>;

}  // namespace mutua::core
