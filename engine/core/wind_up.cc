// A company leaves for good (DESIGN.md 5.5): one command after which nothing of it lives. What it
// has booked ends or goes to somebody else, what it was guaranteed is released, its credits go to
// the commons and its debts to the mint, so that the ledger's sum stays nothing; its members'
// badges and tokens let nobody in.
//
// Its history stays, and so do its statements. What it lends to others stands in the way: somebody
// has to say what becomes of a machine or of a person.
#include <algorithm>

#include "engine/core/booking_rules.h"
#include "engine/core/credits.h"
#include "engine/core/families.h"
#include "engine/core/finish.h"
#include "engine/core/lend.h"
#include "engine/core/overrun.h"
#include "engine/core/party.h"
#include "engine/core/series.h"
#include "engine/core/wish.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::BookingState;

// Ids of the records of a kind that are the company's, as `is_its` says.
template <class RecordType, class IsIts>
auto Its(const State& state, IsIts is_its) {
  std::vector<decltype(RecordType::id)> ids;
  state.ForEach<RecordType>([&](const RecordType& record) {
    if (is_its(record)) ids.push_back(record.id);
  });
  return ids;
}

std::vector<MemberId> MembersOf(const State& state, CompanyId company) {
  return Its<model::Member>(state, [&](const model::Member& member) {
    return member.company == company && !member.retired;
  });
}

const model::Company* FindForWindUp(const State& state, const Caller& caller, const WindUp& command,
                                    Refusal* refusal) {
  const model::Company* company = state.Find(command.company);
  if (!Manages(caller)) {
    refusal->Add({.rule = Rule::kNotPermitted});
  } else if (company == nullptr || company->retired) {
    refusal->Add({.rule = Rule::kUnknown, .asked = command.company.value()});
  } else if (command.version != 0 && command.version != company->version) {
    refusal->Add({.rule = Rule::kStale, .limit = company->version, .asked = command.version});
  }
  return refusal->empty() ? company : nullptr;
}

// Who is handed the bookings is there, and of another company.
void CheckHeir(const State& state, const WindUp& command, Refusal* refusal) {
  if (!command.hand_over_to.IsSet()) return;
  const model::Member* heir = state.Find(command.hand_over_to);
  if (heir == nullptr || heir->retired || heir->company == command.company) {
    refusal->Add({.rule = Rule::kUnknown, .asked = command.hand_over_to.value()});
  }
}

// What somebody else has to decide first.
void CheckLeft(const State& state, const Caller& caller, CompanyId company, Refusal* refusal) {
  const model::Member* by = state.Find(caller.member);
  // Who winds up must be there afterwards to answer for it.
  if (by != nullptr && by->company == company) refusal->Add({.rule = Rule::kNotPermitted});
  state.ForEach<model::Resource>([&](const model::Resource& resource) {
    const bool lends = resource.lent.by == company && !resource.retired;
    if (!lends || refusal->reasons().size() >= kReasonsMost) return;
    refusal->Add({.rule = Rule::kInUse, .resource = resource.id, .used = 1});
  });
  // A pool that is to be shared fairly must still be somebody's.
  state.ForEach<model::Pool>([&](const model::Pool& pool) {
    const int64_t all = model::SumOfShares(pool.sharing);
    const bool alone = all > 0 && all == model::ShareOf(pool.sharing, company);
    if (pool.retired || pool.sharing.policy != model::Policy::kFairShare || !alone) return;
    const std::vector<ResourceId>& resources = state.ResourcesOf(pool.id);
    refusal->Add({.rule = Rule::kNoShares,
                  .resource = resources.empty() ? ResourceId() : resources.front()});
  });
}

// Whether the heir may have it; then it is theirs.
bool HandOverTo(Draft& draft, MemberId heir, BookingId id, Instant at, Decision* decision) {
  const State& state = draft.state();
  const Booking& before = *state.Find(id);
  const bool stands =
      before.state == BookingState::kPending || before.state == BookingState::kConfirmed;
  if (!heir.IsSet() || !stands) return false;
  Booking booking = before;
  booking.member = booking.booked_by = heir;
  GiveTo(state.Find(heir)->company, &booking);
  Refusal refusal;
  JudgeBooking(state, booking, {}, at, &refusal);
  if (!refusal.empty()) return false;
  Pay(state, &before, at, &booking);
  ++booking.version;
  draft.Emit(BookingChanged{std::move(booking), BookingChanged::Why::kHandedOver});
  decision->texts_dropped.push_back({Subject::Kind::kBooking, id.value()});
  return true;
}

void WindUpBookings(Draft& draft, const WindUp& command, Instant at, Decision* decision) {
  const State& state = draft.state();
  const auto live = Its<Booking>(state, [&](const Booking& booking) {
    return booking.company == command.company && model::Occupies(booking.state);
  });
  for (const BookingId id : live) {
    const Booking booking = *state.Find(id);
    const bool stands = booking.state >= BookingState::kConfirmed;
    const bool begun = stands && booking.interval.start() <= at;
    const BookingId by = HinderedBy(state, booking, at);
    if (begun && !by.IsSet()) {
      Finish(draft, booking, at);
    } else if (begun || !HandOverTo(draft, command.hand_over_to, id, at, decision)) {
      draft.Emit(BookingEnded{id, BookingState::kCancelled, at, {}, false, by});
    }
  }
}

// Its wishes, and those of its members that count for another company still.
void WindUpWishes(Draft& draft, CompanyId company, const std::vector<MemberId>& members,
                  Instant at) {
  const auto wishes = Its<model::Wish>(draft.state(), [&](const model::Wish& wish) {
    const bool waits =
        wish.state == model::WishState::kWaiting || wish.state == model::WishState::kOffered;
    return waits && (wish.company == company ||
                     std::binary_search(members.begin(), members.end(), wish.member));
  });
  for (const WishId id : wishes) EndWish(draft, id, model::WishState::kWithdrawn, at);
}

// It stays in the order of rounds that are open, which was fixed, and takes nothing in its turn.
void WindUpLists(Draft& draft, CompanyId company, Instant at) {
  std::vector<ListFiled> emptied;
  for (const RoundId id : draft.state().open_rounds()) {
    const model::Round::List* list = model::ListOf(*draft.state().Find(id), company);
    if (list == nullptr || list->bundles.empty()) continue;
    ListFiled filed{id, *list};
    filed.list.bundles.clear();
    filed.list.filed_at = at;
    ++filed.list.version;
    emptied.push_back(std::move(filed));
  }
  for (ListFiled& filed : emptied) draft.Emit(std::move(filed));
}

// What limits it or its members alone limits nobody any more.
void WindUpQuotas(Draft& draft, CompanyId company, const std::vector<MemberId>& members) {
  const auto quotas = Its<model::Quota>(draft.state(), [&](const model::Quota& quota) {
    return !quota.retired && (quota.company == company ||
                              std::binary_search(members.begin(), members.end(), quota.member));
  });
  for (const QuotaId id : quotas) {
    model::Quota quota = *draft.state().Find(id);
    quota.retired = true;
    ++quota.version;
    draft.Emit(QuotaDefined{std::move(quota)});
  }
}

void WindUpSeries(Draft& draft, CompanyId company) {
  const auto series = Its<model::Series>(draft.state(), [&](const model::Series& one) {
    return one.company == company && !one.ended;
  });
  for (const SeriesId id : series) {
    model::Series ended = *draft.state().Find(id);
    ended.ended = true;
    ended.missing.clear();
    ++ended.version;
    EmitSeries(draft, std::move(ended));
  }
}

// From the next period on that is not frozen it has no share; until then what it is guaranteed is
// others'.
void WindUpShares(Draft& draft, CompanyId company, Instant at) {
  ReleaseAll(draft, company, at);
  const auto pools = Its<model::Pool>(draft.state(), [&](const model::Pool& pool) {
    return std::any_of(pool.sharing.shares.begin(), pool.sharing.shares.end(),
                       [&](const model::Share& share) { return share.company == company; });
  });
  for (const PoolId id : pools) {
    model::Pool pool = *draft.state().Find(id);
    std::erase_if(pool.sharing.shares,
                  [&](const model::Share& share) { return share.company == company; });
    ++pool.version;
    draft.Emit(PoolDefined{std::move(pool)});
  }
}

void WindUpCredits(Draft& draft, CompanyId company) {
  const model::Purse* purse = draft.state().FindPurse(company);
  WoundUp wound_up{company, {}};
  for (const model::Purse::Part& part :
       purse == nullptr ? std::vector<model::Purse::Part>() : purse->parts) {
    if (part.balance != Ticks()) wound_up.parts.push_back({part.pool, part.balance});
  }
  draft.Emit(std::move(wound_up));
}

// Badges or tokens: none of them stands for one of the members any more.
template <class Defined, class RecordType>
void RevokeAll(Draft& draft, const std::vector<MemberId>& members) {
  std::vector<RecordType> theirs;
  draft.state().ForEach<RecordType>([&](const RecordType& record) {
    const bool is_theirs = std::binary_search(members.begin(), members.end(), record.member);
    if (is_theirs && !record.revoked) theirs.push_back(record);
  });
  for (RecordType& record : theirs) {
    record.revoked = true;
    draft.Emit(Defined{std::move(record)});
  }
}

void WindUpMembers(Draft& draft, const std::vector<MemberId>& members) {
  RevokeAll<BadgeDefined, model::Badge>(draft, members);
  RevokeAll<TokenDefined, model::Token>(draft, members);
  for (const MemberId id : members) {
    model::Member member = *draft.state().Find(id);
    member.retired = true;
    ++member.version;
    draft.Emit(MemberDefined{std::move(member), {}});
  }
}

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const WindUp& command, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  const model::Company* before = FindForWindUp(state, caller, command, &refusal);
  if (before == nullptr) return Decision::Refuse(refusal);
  CheckHeir(state, command, &refusal);
  CheckLeft(state, caller, command.company, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);

  model::Company company = *before;
  company.retired = true;
  ++company.version;
  Decision decision = Decision::Accept(Subject::Kind::kCompany, company.id.value());
  const std::vector<MemberId> members = MembersOf(state, company.id);
  WindUpWishes(draft, company.id, members, at);
  WindUpLists(draft, company.id, at);
  WindUpBookings(draft, command, at, &decision);
  WindUpSeries(draft, company.id);
  WindUpQuotas(draft, company.id, members);
  WindUpShares(draft, company.id, at);
  WindUpCredits(draft, company.id);
  WindUpMembers(draft, members);
  draft.Emit(CompanyDefined{std::move(company)});
  return decision;
}

}  // namespace mutua::core
