// Where the victims of an outage go, and how they come back.
#include <algorithm>

#include "absl/container/btree_set.h"
#include "engine/core/booking_rules.h"
#include "engine/core/charge.h"
#include "engine/core/credits.h"
#include "engine/core/finish.h"
#include "engine/core/freed.h"
#include "engine/core/judge.h"
#include "engine/core/outage.h"
#include "engine/core/quota.h"
#include "engine/core/wish.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::BookingState;
using model::Outage;
using Victim = Outage::Victim;
using Why = BookingChanged::Why;

// One outage being replanned: what it is over, and what became of whom.
struct Plan {
  Draft& draft;
  Instant at;
  Interval interval;
  std::vector<ResourceId> over;  // ascending
  std::vector<Victim> victims;
  size_t filed = 0;  // wishes for them

  const State& state() const { return draft.state(); }
  bool IsOver(ResourceId id) const { return std::binary_search(over.begin(), over.end(), id); }
};

Ask AskAgain(const Booking& booking, const model::Claim& claim, Instant at) {
  Ask ask;
  ask.resource = claim.resource;
  ask.units = claim.units;
  ask.interval = booking.interval;
  ask.member = booking.member;
  ask.company = booking.company;
  ask.instead_of = booking.id;
  ask.setup = Duration::Minutes(booking.setup_minutes);
  ask.cleanup = Duration::Minutes(booking.cleanup_minutes);
  ask.walk_up = booking.walk_up;
  ask.agreed = true;
  ask.by_lab = true;
  ask.may_be_past = booking.interval.start() <= at;
  return ask;
}

bool WouldStand(const State& state, const Booking& booking, Instant at) {
  Refusal quotas;
  JudgeQuotas(state, booking, at, &quotas);
  return quotas.empty() &&
         std::all_of(booking.kit.begin(), booking.kit.end(), [&](const model::Claim& claim) {
           Ask ask = AskAgain(booking, claim, at);
           ask.quotas_apart = true;
           return WouldAccept(state, ask, at);
         });
}

// The bookings in the way, in the order (start, id).
std::vector<BookingId> InTheWay(const Plan& plan) {
  const Instant from = std::max(plan.interval.start(), plan.at);
  if (plan.interval.end() <= from) return {};
  absl::btree_set<std::pair<Instant, BookingId>> found;
  for (const ResourceId id : plan.over) {
    plan.state().CalendarOf(id).ForEachOverlap(
        Interval(from, plan.interval.end()), [&](const auto& entry) {
          const Booking& booking = *plan.state().Find(entry.booking);
          // Of what has ended only its clean-up can lie ahead: nothing to replan.
          if (model::Occupies(booking.state)) found.emplace(booking.interval.start(), booking.id);
          return true;
        });
  }
  std::vector<BookingId> order;
  for (const auto& [start, id] : found) order.push_back(id);
  return order;
}

Victim VictimOf(const Booking& before, Victim::Fate fate) {
  Victim victim;
  victim.booking = before.id;
  victim.fate = fate;
  victim.was = before.interval;
  victim.state = before.state;
  return victim;
}

// --- In use already ----------------------------------------------------------------------------

// When a booking that is in use must end: where the outage begins, less the time to clean up, or
// now.
Instant CutAt(const Plan& plan, const Booking& booking) {
  const Instant before_outage = plan.interval.start() - Duration::Minutes(booking.cleanup_minutes);
  return std::max(before_outage, plan.at);
}

bool IsInUse(const Booking& booking, Instant at) {
  if (booking.state == BookingState::kCheckedIn) return true;
  return booking.state == BookingState::kConfirmed && !booking.check_in_asked &&
         booking.interval.start() <= at;
}

void CutShort(Plan* plan, const Booking& before) {
  const Instant cut = CutAt(*plan, before);
  if (before.interval.end() <= cut) return;  // only its clean-up is left
  Victim victim = VictimOf(before, Victim::Fate::kCutShort);
  const auto claim =
      std::find_if(before.kit.begin(), before.kit.end(),
                   [&](const model::Claim& candidate) { return plan->IsOver(candidate.resource); });
  victim.from = claim->resource;
  if (cut <= plan->at) {
    Finish(plan->draft, before, plan->at, /*by_lab=*/true);
  } else {
    Booking after = before;
    after.interval = Interval(before.interval.start(), cut);
    after.refunded = true;
    ++after.version;
    SetDue(plan->state(), &after);
    plan->draft.Emit(BookingChanged{std::move(after), Why::kShortened});
  }
  victim.version = plan->state().Find(victim.booking)->version;
  plan->victims.push_back(victim);
}

// --- Moved to equals ---------------------------------------------------------------------------

// Another resource of the pool that can take the claim, where the pool's stand in for each other.
std::optional<ResourceId> EqualFor(const Plan& plan, const Booking& booking,
                                   const model::Claim& claim) {
  const State& state = plan.state();
  const PoolId pool = state.Find(claim.resource)->pool;
  if (!state.Find(pool)->stand_in) return std::nullopt;
  for (const ResourceId id : state.ResourcesOf(pool)) {
    const bool in_kit =
        std::any_of(booking.kit.begin(), booking.kit.end(),
                    [&](const model::Claim& other) { return other.resource == id; });
    if (in_kit || plan.IsOver(id)) continue;
    Ask ask = AskAgain(booking, claim, plan.at);
    ask.resource = id;
    if (WouldAccept(state, ask, plan.at)) return id;
  }
  return std::nullopt;
}

bool MoveToEquals(Plan* plan, const Booking& before) {
  if (!before.may_move) return false;
  Booking after = before;
  std::vector<Victim> moved;
  for (model::Claim& claim : after.kit) {
    if (!plan->IsOver(claim.resource)) continue;
    const std::optional<ResourceId> equal = EqualFor(*plan, after, claim);
    if (!equal) return false;
    Victim victim = VictimOf(before, Victim::Fate::kMoved);
    victim.from = claim.resource;
    victim.to = *equal;
    victim.version = before.version + 1;
    moved.push_back(victim);
    claim.resource = *equal;
  }
  Freeze(plan->state(), &after);
  KeepCheaper(before, &after);
  // The equal's borders may be wider, and the whole kit is occupied for the widest.
  if (!WouldStand(plan->state(), after, plan->at)) return false;
  SetDue(plan->state(), &after);
  ++after.version;
  plan->draft.Emit(BookingChanged{std::move(after), Why::kReplanned});
  plan->victims.insert(plan->victims.end(), moved.begin(), moved.end());
  return true;
}

// --- Displaced ---------------------------------------------------------------------------------

void AddWant(model::Want want, model::Wants* wants) {
  for (model::Want& known : *wants) {
    if (want.pool.IsSet() && known.pool == want.pool) {
      known.units += want.units;
      return;
    }
  }
  wants->push_back(want);
}

// What the booking held, with any equal in the place of what is out.
model::Wants WantsFor(const Plan& plan, const Booking& booking) {
  model::Wants wants;
  for (const model::Claim& claim : booking.kit) {
    const PoolId pool = plan.state().Find(claim.resource)->pool;
    const bool any =
        claim.any_of.IsSet() || (plan.IsOver(claim.resource) && plan.state().Find(pool)->stand_in);
    if (any && claim.units == 1) {
      AddWant({ResourceId(), pool, 1}, &wants);
    } else {
      AddWant({claim.resource, PoolId(), claim.units}, &wants);
    }
  }
  return wants;
}

WishId FileFor(Plan* plan, const Booking& booking) {
  model::Wish wish;
  wish.id = WishId(plan->state().counters().wish);
  // As any wish it is its member's, of whichever company the member is of by now.
  wish.company = plan->state().Find(booking.member)->company;
  wish.member = booking.member;
  wish.booked_by = booking.booked_by;
  wish.wants = WantsFor(*plan, booking);
  wish.windows.push_back(Interval(booking.interval.start(),
                                  std::min(booking.interval.end() + kDisplacedNear, kLatest)));
  wish.length = booking.interval.length();
  wish.may_move = booking.may_move;
  wish.guests = booking.guests;
  wish.filed_at = plan->at;
  // The first are tried in this commit, the others wake before anything else is decided.
  wish.due = plan->filed++ < kWishesTriedMost ? kLatest : plan->at;
  wish.instead_of = booking.id;
  const WishId id = wish.id;
  plan->draft.Emit(WishChanged{std::move(wish), WishChanged::Why::kFiled});
  return id;
}

void Displace(Plan* plan, const Booking& before) {
  Victim victim = VictimOf(before, Victim::Fate::kDisplaced);
  const auto claim =
      std::find_if(before.kit.begin(), before.kit.end(),
                   [&](const model::Claim& candidate) { return plan->IsOver(candidate.resource); });
  victim.from = claim->resource;
  plan->draft.Emit(BookingEnded{before.id, BookingState::kDisplaced, plan->at});
  victim.version = plan->state().Find(before.id)->version;
  if (before.state != BookingState::kHeld) victim.wish = FileFor(plan, before);
  plan->victims.push_back(victim);
}

// --- Brought back ------------------------------------------------------------------------------

// Puts the booking back as it was; false, and nothing done, where a rule forbids it by now.
bool PutBack(Draft& draft, Booking booking, Instant at) {
  if (!WouldStand(draft.state(), booking, at)) return false;
  SetDue(draft.state(), &booking);
  ++booking.version;
  draft.Emit(BookingChanged{std::move(booking), Why::kRestored});
  return true;
}

bool BringBackDisplaced(Draft& draft, const Victim& victim, const Booking& now, Instant at) {
  const State& state = draft.state();
  const model::Wish* wish = state.Find(victim.wish);
  // Its owner has another place by now, or gave up.
  const bool waits = wish != nullptr && (wish->state == model::WishState::kWaiting ||
                                         wish->state == model::WishState::kOffered);
  if (!waits || now.state != BookingState::kDisplaced) return false;
  Booking back = now;
  back.state = victim.state;
  back.refunded = false;
  const Draft::Mark before = draft.mark();
  EndWish(draft, victim.wish, model::WishState::kWithdrawn, at);  // with the hold it was offered
  Pay(state, &now, at, &back);
  if (PutBack(draft, std::move(back), at)) return true;
  draft.RollBackTo(before);
  return false;
}

bool BringBackMoved(Draft& draft, const Outage& outage, const Booking& now, Instant at) {
  if (!model::Occupies(now.state)) return false;
  Booking back = now;
  for (const Victim& victim : outage.victims) {
    if (victim.booking != now.id || victim.fate != Victim::Fate::kMoved) continue;
    for (model::Claim& claim : back.kit) {
      if (claim.resource == victim.to) claim.resource = victim.from;
    }
  }
  Freeze(draft.state(), &back);
  KeepCheaper(now, &back);
  return PutBack(draft, std::move(back), at);
}

bool BringBackCutShort(Draft& draft, const Victim& victim, const Booking& now, Instant at) {
  if (!model::Occupies(now.state) || victim.was.end() <= at) return false;
  Booking back = now;
  back.interval = victim.was;
  back.refunded = false;
  Pay(draft.state(), &now, at, &back);
  return PutBack(draft, std::move(back), at);
}

bool BringBackOne(Draft& draft, const Outage& outage, const Victim& victim, Instant at) {
  const Booking* now = draft.state().Find(victim.booking);
  if (now == nullptr || now->version != victim.version) return false;
  if (victim.fate == Victim::Fate::kCutShort) return BringBackCutShort(draft, victim, *now, at);
  if (now->interval.start() <= at) return false;
  if (victim.fate == Victim::Fate::kMoved) return BringBackMoved(draft, outage, *now, at);
  return BringBackDisplaced(draft, victim, *now, at);
}

}  // namespace

void Replan(Draft& draft, OutageId id, Instant at, Refusal* refusal) {
  const Outage& outage = *draft.state().Find(id);
  Plan plan{draft, at, outage.interval, ResourcesOf(draft.state(), outage), {}};
  const std::vector<BookingId> in_the_way = InTheWay(plan);
  if (in_the_way.empty()) return;
  if (outage.victims.size() + in_the_way.size() > kVictimsMost) {
    refusal->Add({.rule = Rule::kTooMany,
                  .limit = kVictimsMost,
                  .used = static_cast<int64_t>(outage.victims.size()),
                  .asked = static_cast<int64_t>(in_the_way.size())});
    return;
  }
  for (const BookingId booking_id : in_the_way) {
    const Booking before = *draft.state().Find(booking_id);
    if (IsInUse(before, at) && before.interval.start() < CutAt(plan, before)) {
      CutShort(&plan, before);
    } else if (!MoveToEquals(&plan, before)) {
      Displace(&plan, before);
    }
  }
  Outage after = *draft.state().Find(id);
  after.victims.insert(after.victims.end(), plan.victims.begin(), plan.victims.end());
  draft.Emit(OutageChanged{std::move(after), {}});
  std::vector<WishId> displaced;
  for (const Victim& victim : plan.victims) {
    if (victim.wish.IsSet()) displaced.push_back(victim.wish);
  }
  TryWishes(draft, std::move(displaced), at);
}

void BringBack(Draft& draft, OutageId id, Instant at) {
  Outage outage = *draft.state().Find(id);
  absl::btree_set<BookingId> back;
  for (const Victim& victim : outage.victims) {
    if (back.contains(victim.booking)) continue;
    if (BringBackOne(draft, outage, victim, at)) back.insert(victim.booking);
  }
  if (back.empty()) return;
  std::erase_if(outage.victims,
                [&](const Victim& victim) { return back.contains(victim.booking); });
  draft.Emit(OutageChanged{std::move(outage), {}});
}

void Lift(Draft& draft, OutageId id, Instant at) {
  Outage outage = *draft.state().Find(id);
  outage.lifted = true;
  if (outage.interval.start() < at) outage.interval = Interval(outage.interval.start(), at);
  ++outage.version;
  draft.Emit(OutageChanged{std::move(outage), {}});
  BringBack(draft, id, at);
}

}  // namespace mutua::core
