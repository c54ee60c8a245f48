#include "engine/core/member.h"

#include <algorithm>

#include "engine/core/booking_rules.h"
#include "engine/core/credits.h"
#include "engine/core/families.h"
#include "engine/core/party.h"
#include "engine/core/series.h"
#include "engine/core/sign_in.h"
#include "engine/core/wish.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::BookingState;
using model::Member;

// The member that a manager's command is about: known, not erased, of the version given (0: any).
const Member* FindForChange(const State& state, const Caller& caller, MemberId id, uint32_t version,
                            Refusal* refusal) {
  const Member* member = state.Find(id);
  if (!Manages(caller)) {
    refusal->Add({.rule = Rule::kNotPermitted, .asked = id.value()});
  } else if (member == nullptr || member->erased) {
    refusal->Add({.rule = Rule::kUnknown, .asked = id.value()});
  } else if (version != 0 && version != member->version) {
    refusal->Add({.rule = Rule::kStale, .limit = member->version, .asked = version});
  }
  return refusal->empty() ? member : nullptr;
}

// A kiosk acts for whose badge it has read, and is not that member.
bool IsOwn(const Caller& caller, MemberId id) {
  return caller.member == id && caller.role != model::Role::kKiosk;
}

Decision AcceptMember(MemberId id) { return Decision::Accept(Subject::Kind::kMember, id.value()); }

// --- To another company ------------------------------------------------------------------------

// What counts for `from` and has not begun comes along where its rules let the new company in; its
// text does not: it was for the former company's eyes.
void TakeBookingsAlong(Draft& draft, const Member& member, CompanyId from, Instant at,
                       Decision* decision, Refusal* refusal) {
  const State& state = draft.state();
  for (const BookingId id : state.BookingsOf(member.id)) {
    Booking booking = *state.Find(id);
    const bool ahead = model::Occupies(booking.state) && booking.interval.start() > at &&
                       booking.state != BookingState::kCheckedIn;
    const WishId wish = booking.wish;
    if (!ahead || booking.company != from) continue;
    GiveTo(member.company, &booking);
    if (booking.state == BookingState::kHeld) booking.wish = wish;  // an offer is still its wish's
    JudgeBooking(state, booking, {}, at, refusal);
    if (refusal->reasons().size() >= kReasonsMost) return;
    Pay(state, state.Find(id), at, &booking);
    ++booking.version;
    draft.Emit(BookingChanged{std::move(booking), BookingChanged::Why::kHandedOver});
    decision->texts_dropped.push_back({Subject::Kind::kBooking, id.value()});
  }
}

void TakeSeriesAlong(Draft& draft, const Member& member, CompanyId from, Decision* decision) {
  std::vector<model::Series> along;
  draft.state().ForEach<model::Series>([&](const model::Series& series) {
    const bool goes = series.member == member.id && series.company == from && !series.ended;
    if (goes) along.push_back(series);
  });
  for (model::Series& series : along) {
    decision->texts_dropped.push_back({Subject::Kind::kSeries, series.id.value()});
    series.company = member.company;
    ++series.version;
    EmitSeries(draft, std::move(series));
  }
}

// --- Erased ------------------------------------------------------------------------------------

// What is booked and not over; an offer ends with its wish.
int64_t BookingsAhead(const State& state, MemberId id) {
  int64_t ahead = 0;
  for (const BookingId booking_id : state.BookingsOf(id)) {
    const Booking& booking = *state.Find(booking_id);
    const bool offer = booking.state == BookingState::kHeld && booking.wish.IsSet();
    ahead += model::Occupies(booking.state) && !offer;
  }
  return ahead;
}

bool Names(const model::Rules& rules, MemberId id) {
  return rules.members &&
         std::find(rules.members->begin(), rules.members->end(), id) != rules.members->end();
}

// Without the member nobody would be named, which means everybody.
bool NamesAlone(const model::Rules& rules, MemberId id) {
  const bool companies = rules.companies && !rules.companies->empty();
  return Names(rules, id) && rules.members->size() == 1 && !companies;
}

void CheckRulesLeft(const State& state, MemberId id, Refusal* refusal) {
  state.ForEach<model::Resource>([&](const model::Resource& resource) {
    if (resource.retired || !NamesAlone(resource.rules, id)) return;
    refusal->Add({.rule = Rule::kNamedAlone, .resource = resource.id});
  });
  state.ForEach<model::Pool>([&](const model::Pool& pool) {
    if (pool.retired || !NamesAlone(pool.rules, id)) return;
    refusal->Add({.rule = Rule::kNamedAlone, .limit = pool.id.value()});
  });
}

// Takes the member out of every rule of this kind of thing that names others too.
template <class Defined, class RecordType>
void LeaveRules(Draft& draft, MemberId id) {
  std::vector<RecordType> naming;
  draft.state().ForEach<RecordType>([&](const RecordType& record) {
    if (Names(record.rules, id) && !NamesAlone(record.rules, id)) naming.push_back(record);
  });
  for (RecordType& record : naming) {
    std::erase(*record.rules.members, id);
    ++record.version;
    draft.Emit(Defined{std::move(record)});
  }
}

// Badges or tokens: none of them stands for the member any more.
template <class Defined, class RecordType>
void RevokeAll(Draft& draft, MemberId id) {
  std::vector<RecordType> theirs;
  draft.state().ForEach<RecordType>([&](const RecordType& record) {
    if (record.member == id && !record.revoked) theirs.push_back(record);
  });
  for (RecordType& record : theirs) {
    record.revoked = true;
    draft.Emit(Defined{std::move(record)});
  }
}

}  // namespace

void TakeWishesAlong(Draft& draft, const Member& member, bool offered_too, Decision* decision) {
  for (const WishId id : draft.state().waitlist().Of(member.id)) {
    model::Wish wish = *draft.state().Find(id);
    if (wish.company == member.company) continue;
    decision->texts_dropped.push_back({Subject::Kind::kWish, id.value()});
    if (wish.state == model::WishState::kOffered && !offered_too) continue;
    wish.company = member.company;
    ++wish.version;
    draft.Emit(WishChanged{std::move(wish), WishChanged::Why::kMovedAlong});
  }
}

void LeaveCompany(Member* member) {
  if (member->role == model::Role::kCompanyManager) member->role = model::Role::kMember;
}

Decision DecideOn(Draft& draft, const Caller& caller, const MoveMember& command, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  const Member* before = FindForChange(state, caller, command.member, command.version, &refusal);
  if (before == nullptr) return Decision::Refuse(refusal);
  const model::Company* to = state.Find(command.to);
  if (before->retired) {
    return Decision::Refuse({.rule = Rule::kUnknown, .asked = command.member.value()});
  }
  if (to == nullptr || to->retired) {
    return Decision::Refuse({.rule = Rule::kUnknown, .asked = command.to.value()});
  }
  if (before->company == command.to) return Decision::Refuse({.rule = Rule::kNothingToDo});
  const CompanyId from = before->company;
  Member member = *before;
  member.company = command.to;
  LeaveCompany(&member);
  ++member.version;
  Decision decision = AcceptMember(member.id);
  draft.Emit(MemberDefined{member, {}});
  EndSessions(draft, member.id);  // what they may see and do is another's now
  TakeWishesAlong(draft, member, command.with_bookings, &decision);
  if (command.with_bookings) {
    TakeBookingsAlong(draft, member, from, at, &decision, &refusal);
    TakeSeriesAlong(draft, member, from, &decision);
  }
  return refusal.empty() ? decision : Decision::Refuse(refusal);
}

// A PIN is one's own to set; a manager can only take it away.
Decision DecideOn(Draft& draft, const Caller& caller, const SetPin& command, Instant) {
  const Member* before = draft.state().Find(command.member);
  const int64_t asked = command.member.value();
  if (before == nullptr || before->retired) {
    return Decision::Refuse({.rule = Rule::kUnknown, .asked = asked});
  }
  if (!IsOwn(caller, command.member) && (command.has_pin || !Manages(caller))) {
    return Decision::Refuse({.rule = Rule::kNotPermitted, .asked = asked});
  }
  if (!command.has_pin && !before->has_pin) return Decision::Refuse({.rule = Rule::kNothingToDo});
  Member member = *before;
  member.has_pin = command.has_pin;
  ++member.version;
  draft.Emit(MemberDefined{std::move(member), {}});
  return AcceptMember(command.member);
}

Decision DecideOn(Draft& draft, const Caller& caller, const SetQuietHours& command, Instant) {
  const Member* before = draft.state().Find(command.member);
  const int64_t asked = command.member.value();
  if (before == nullptr || before->retired) {
    return Decision::Refuse({.rule = Rule::kUnknown, .asked = asked});
  }
  if (!IsOwn(caller, command.member) && !Manages(caller)) {
    return Decision::Refuse({.rule = Rule::kNotPermitted, .asked = asked});
  }
  if (before->quiet != command.quiet) {
    Member member = *before;
    member.quiet = command.quiet;
    ++member.version;
    draft.Emit(MemberDefined{std::move(member), {}});
  }
  return AcceptMember(command.member);
}

Decision DecideOn(Draft& draft, const Caller& caller, const EraseMember& command, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  const Member* before = FindForChange(state, caller, command.member, command.version, &refusal);
  if (before == nullptr) return Decision::Refuse(refusal);
  // Who erases must be there afterwards to answer for it.
  if (caller.member == command.member) {
    refusal.Add({.rule = Rule::kNotPermitted, .asked = command.member.value()});
  }
  const int64_t ahead = BookingsAhead(state, command.member);
  if (ahead > 0) refusal.Add({.rule = Rule::kInUse, .used = ahead});
  CheckRulesLeft(state, command.member, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);

  Member member = *before;
  member.held.clear();
  member.retired = true;
  member.erased = true;
  member.has_pin = false;
  member.role = model::Role::kMember;
  member.password = model::Password::kNone;
  member.quiet = {};
  ++member.version;
  for (const WishId id : state.waitlist().Of(member.id)) {
    EndWish(draft, id, model::WishState::kWithdrawn, at);
  }
  LeaveRules<PoolDefined, model::Pool>(draft, member.id);
  LeaveRules<ResourceDefined, model::Resource>(draft, member.id);
  RevokeAll<BadgeDefined, model::Badge>(draft, member.id);
  RevokeAll<TokenDefined, model::Token>(draft, member.id);
  draft.Emit(MemberDefined{std::move(member), {}});
  return AcceptMember(command.member);
}

}  // namespace mutua::core
