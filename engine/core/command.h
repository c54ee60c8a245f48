// A command: a wish as the core gets it. Well-formed (the edge has checked shapes, sizes and that
// times are within kEarliest and kLatest), but nothing of it is believed: every id is looked up, every
// rule checked, in Decide.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/model/booking.h"
#include "engine/model/party.h"
#include "engine/model/place.h"
#include "engine/model/quota.h"
#include "engine/model/round.h"

namespace mutua::core {

// Who asks, as access/ has established it. Whether the caller may do this to that booking depends on
// state and is decided here.
struct Caller {
  model::Role role = model::Role::kMember;
  MemberId member{};   // none for a kiosk or a service on its own account
  TokenId token{};     // what idempotency is bound to: the same caller is the same token
  bool operator==(const Caller&) const = default;
};

// A client's name for one request: 128 bits, UUID version 7, so that it tells when it was made.
// All zero: a command without one (timers' and the daemon's own).
struct RequestId {
  std::array<uint8_t, 16> bytes{};
  bool IsSet() const { return bytes != std::array<uint8_t, 16>{}; }
  Instant MadeAt() const;
  bool operator==(const RequestId&) const = default;
};

// Digest of the request's body: the same id with another body is refused.
using BodyDigest = std::array<uint8_t, 16>;

// A manager may set policies aside, with a reason that the history keeps as a sealed side text.
struct Override {
  bool asked = false;
  model::Seal reason{};
};

// Bookings.

struct Book {
  model::Wants wants{};               // one: a resource or any of a pool; several: a kit, all or nothing
  Interval interval{kEarliest, kLatest};
  MemberId member{};                  // for whom; none: the caller
  model::Seal text{};               // commitment to title and guests, kept beside
  std::optional<Instant> hold_until{};  // a hold: expires then unless confirmed
  Override override_policy{};
  uint16_t guests = 0;
  bool may_move = false;
  bool walk_up = false;             // starts now: lead time does not apply, and it is checked in
  // A calendar entry that was imported: a second import finds it and changes nothing.
  std::optional<model::Seal> import_key{};
};

struct Confirm { BookingId booking{}; uint32_t version = 0; };     // a hold, or an offer
struct Approve { BookingId booking{}; uint32_t version = 0; };
// `reason`: why, as a sealed side text that the holder is shown.
struct Reject { BookingId booking{}; uint32_t version = 0; model::Seal reason{}; };
// Another time, other resources, or both; judged without the old booking. An extension and a
// shortening are moves that keep the start.
struct Move {
  // A change of ends alone, of a booking that the caller has not seen: what is not given stays where
  // it is when this is decided. Only what it names of `interval` counts.
  enum class Ends : uint8_t { kBoth = 0, kLaterEnd, kEarlierEnd, kLaterStart, kWithin, kNeither };
  BookingId booking{};
  uint32_t version = 0;             // etag; 0: whatever it is
  Interval interval{kEarliest, kLatest};
  model::Wants wants{};               // empty: the same resources
  Override override_policy{};
  Ends ends = Ends::kBoth;
};
struct Cancel { BookingId booking{}; uint32_t version = 0; model::Seal reason{}; };
struct HandOver { BookingId booking{}; MemberId to{}; uint32_t version = 0; };

// Attendance.

// `badge_at`: when the badge was shown, for a kiosk that was offline; it is never later than now.
struct CheckIn { BookingId booking{}; std::optional<Instant> badge_at{}; };
struct CheckOut { BookingId booking{}; std::optional<Instant> badge_at{}; };
struct MarkNoShow { BookingId booking{}; };

// Series.

struct BookSeries {
  model::Wants wants{};
  std::string rule{};                 // RFC 5545 recurrence rule
  CivilSecond start;                // first occurrence, the site's wall clock
  int64_t civil_seconds = 0;        // length on the wall clock
  std::vector<CivilSecond> excluded{};
  std::vector<CivilSecond> added{};   // RDATEs
  model::SeriesMode mode = model::SeriesMode::kAllOrNothing;
  MemberId member{};
  model::Seal text{};
  Override override_policy{};
  bool may_move = false;
};
enum class Scope : uint8_t { kOne = 1, kFollowing = 2, kAll = 3 };
// Moves the occurrences in scope by the same civil amount, to another length or other resources.
// Occurrences edited one by one before keep their edits.
struct MoveSeries {
  SeriesId series{};
  uint32_t version = 0;
  Scope scope = Scope::kAll;
  uint32_t from_occurrence = 1;
  int64_t shift_civil_seconds = 0;
  std::optional<int64_t> civil_seconds{};
  model::Wants wants{};               // empty: the same
};
struct CancelSeries {
  SeriesId series{};
  uint32_t version = 0;
  Scope scope = Scope::kAll;
  uint32_t from_occurrence = 1;
};
struct RefillSeries { SeriesId series{}; };

// Wishes.

struct FileWish {
  model::Wants wants{};
  absl::InlinedVector<Interval, 1> windows;
  Duration length{};
  MemberId member{};
  bool book_at_once = false;
  bool may_move = true;
  uint16_t guests = 0;
  Instant valid_until = kLatest;  // it is given up by itself then
};
struct WithdrawWish { WishId wish{}; };
struct DeclineOffer { WishId wish{}; };  // the wish goes on waiting
struct AcceptOffer { WishId wish{}; };   // confirms the hold that it is offered

// Outages and faults.

struct DeclareOutage {
  model::Outage::Kind kind = model::Outage::Kind::kMaintenance;
  ResourceId resource{};
  PoolId pool{};
  SiteId site{};
  Interval interval{kEarliest, kLatest};
  model::Seal text{};
  FaultId fault{};                  // the report that led to it, if one did
};
struct ChangeOutage { OutageId outage{}; Interval interval{kEarliest, kLatest}; uint32_t version = 0; };
struct LiftOutage { OutageId outage{}; uint32_t version = 0; };
struct ReportFault { ResourceId resource{}; model::Seal text{}; };
struct ResolveFault { FaultId fault{}; bool lift_outage = false; };  // lift: the outage it led to

// The catalogue and the directory: whole records. An id of zero defines a new one; its handle must be
// free. `version` is the etag: 0 whatever it is.

struct DefineZone { model::Zone zone{}; };
struct DefineSite { model::Site site{}; uint32_t version = 0; };
struct DefinePool { model::Pool pool{}; uint32_t version = 0; };
struct DefineResource { model::Resource resource{}; uint32_t version = 0; };
struct DefineCertification { model::Certification certification{}; uint32_t version = 0; };
struct DefineCompany { model::Company company{}; uint32_t version = 0; };
struct DefineMember { model::Member member{}; uint32_t version = 0; model::Seal text{}; };
struct DefineBadge { model::Badge badge{}; };
struct DefineToken { model::Token token{}; };
struct DefineQuota { model::Quota quota{}; uint32_t version = 0; };

// Guaranteed time in the period of `when` is released for others, or taken back as far as nobody has
// taken it (FAIRSHARE.md 7).
struct Lend {
  PoolId pool{};
  CompanyId company{};   // none: the caller's
  Instant when{};
  int64_t minutes = 0;   // unit-minutes; negative: taken back
};

// The member goes to another company. What was booked for the member and has not begun stays with the
// old one, or comes along; wishes always do.
struct MoveMember {
  MemberId member{};
  CompanyId to{};
  uint32_t version = 0;
  bool with_bookings = false;
};
// Nothing is to say any more who a member was. The record stays, retired, since bookings and the
// history refer to it by its number.
struct EraseMember { MemberId member{}; uint32_t version = 0; };

// A company leaves for good. What it has booked and has not begun goes to `hand_over_to`, of another company,
// where the rules let that member have it; all else ends. Its shares, released time, credits, members, badges
// and tokens are wound up.
struct WindUp { CompanyId company{}; uint32_t version = 0; MemberId hand_over_to{}; };

// The member has a PIN from here on, or none: what it is lies beside, hashed.
struct SetPin { MemberId member{}; bool has_pin = false; };
// In which hours no offer to the member runs out from here on; unset: in none. An offer that is open
// keeps its deadline.
struct SetQuietHours { MemberId member{}; model::QuietHours quiet{}; };
// As for the PIN: what the member signs in with from here on. Every session of the member ends.
// `version` is the member's, as it was when the password that is replaced was checked; 0: it was not.
struct SetPassword {
  MemberId member{};
  model::Password password = model::Password::kNone;
  uint32_t version = 0;
};
// A member has signed in: a session that ends at `expires` by itself, of the secret with that hash.
// It takes the place of one that has ended; of the oldest, when there are kSessionsMost. `version` is
// the member's, as it was when the password was checked.
struct SignIn {
  MemberId member{};
  uint32_t version = 0;
  std::array<uint8_t, 32> hash{};
  Instant expires = kLatest;
  std::string name{};  // what tells it from the member's others
};

// Allocation rounds (FAIRSHARE.md 6).

// Lists can be filed until `closes_at`, which is before the first window begins.
struct OpenRound {
  PoolId pool{};
  std::vector<Interval> windows{};
  Instant closes_at{};
};
// A company's list, in place of the one that it filed before. No bundles: it wants nothing.
struct FileList {
  RoundId round{};
  MemberId member{};  // for whom it books, and whose company's it is; none: the caller
  // Of the list that it replaces, 0 where there is none yet; unset: whatever it is.
  std::optional<uint32_t> version{};
  std::vector<model::Round::Bundle> bundles{};
};
struct CloseRound { RoundId round{}; };  // decides it now
struct CancelRound { RoundId round{}; };

// A whole lab in one decision: all of it or nothing. A definition refers to one before it in the list
// by a temporary id, which the core replaces by the one that it gives. A reason of the refusal says
// by its `occurrence` which definition it is about, from 1; Decision.parts are what was defined, one
// for each.
using Definition = std::variant<DefineZone, DefineSite, DefinePool, DefineResource,
                                DefineCertification, DefineCompany, DefineMember, DefineQuota>;
struct DefineLab { std::vector<Definition> definitions{}; };

// Ids of the catalogue and directory are given in ascending order and never reach this bit.
inline constexpr uint32_t kTemporary = 1U << 31;

// What stands for the id that the definition at `index` of its list will get.
template <class IdType>
constexpr IdType TemporaryId(size_t index) {
  return IdType(kTemporary | static_cast<uint32_t>(index));
}

// The lifetime of the serving process: the gap between a stop and the next start extends deadlines.
// `last_seen`: the last commit before; after a crash nothing else says when serving stopped. It is
// decided before the timers of the gap fire. `entropy`: random, for draws (FAIRSHARE.md 5).
struct StartServing { Instant last_seen{}; uint64_t entropy = 0; };
struct StopServing {};

using Body =
    std::variant<Book, Confirm, Approve, Reject, Move, Cancel, HandOver, CheckIn, CheckOut,
                 MarkNoShow, BookSeries, MoveSeries, CancelSeries, RefillSeries, FileWish,
                 WithdrawWish, DeclineOffer, DeclareOutage, ChangeOutage, LiftOutage, ReportFault,
                 ResolveFault, DefineZone, DefineSite, DefinePool, DefineResource,
                 DefineCertification, DefineCompany, DefineMember, DefineBadge, DefineToken,
                 StartServing, StopServing, DefineLab, AcceptOffer, MoveMember, EraseMember,
                 DefineQuota, SetPin, Lend, SetPassword, SignIn, OpenRound, FileList, CloseRound,
                 CancelRound, WindUp, SetQuietHours>;

struct Command {
  Caller caller;
  RequestId request;
  BodyDigest digest{};
  Body body;
};

}  // namespace mutua::core
