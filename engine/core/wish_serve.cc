// Serving the waitlist: who is looked at, in which order, and what a wish becomes when its time is
// found.
#include <algorithm>
#include <span>

#include "absl/container/btree_map.h"
#include "engine/core/booking_rules.h"
#include "engine/core/contest.h"
#include "engine/core/earliest.h"
#include "engine/core/freed.h"
#include "engine/core/merit.h"
#include "engine/core/place.h"
#include "engine/core/timer.h"
#include "engine/core/wish.h"
#include "engine/core/wish_search.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::BookingState;
using model::Wish;
using model::WishState;
using Why = WishChanged::Why;

// Part of a wish's windows: where something was freed.
struct Around {
  Interval interval;
  ResourceId only{};  // set: only there was anything freed
};

const Booking* Original(const State& state, const Wish& wish) {
  return wish.instead_of.IsSet() ? state.Find(wish.instead_of) : nullptr;
}

// Whether this start is booked without asking. A displaced booking that its owner let move returns
// to its own time unasked; whatever else it is given, its owner is asked first.
bool BooksAtOnce(const State& state, const Wish& wish, Instant start) {
  if (wish.book_at_once) return true;
  const Booking* original = Original(state, wish);
  if (original == nullptr || original->interval.start() != start) return false;
  return original->may_move;
}

// When it can no longer start in any window, or is given up.
Instant Expiry(const Wish& wish) {
  return std::min(wish.windows.back().end() - wish.length + Duration::Seconds(1), wish.valid_until);
}

// Whether it has time left, and anybody to wait for.
bool CanWait(const State& state, const Wish& wish, Instant at) {
  return at < Expiry(wish) && !state.Find(wish.member)->retired;
}

void PutWish(Draft& draft, Wish wish, Why why) {
  ++wish.version;
  draft.Emit(WishChanged{std::move(wish), why});
}

void SetDue(Draft& draft, WishId id, Instant due) {
  Wish wish = *draft.state().Find(id);
  if (wish.due == due) return;
  wish.due = due;
  PutWish(draft, std::move(wish), Why::kLookedThrough);
}

// A wish that waits is its member's, of whichever company the member is of by now: that one would
// pay for what it is given, and has its turn.
void FollowMember(Draft& draft, WishId id) {
  Wish wish = *draft.state().Find(id);
  const CompanyId company = draft.state().Find(wish.member)->company;
  if (wish.state != WishState::kWaiting || wish.company == company) return;
  wish.company = company;
  PutWish(draft, std::move(wish), Why::kLookedThrough);
}

// Books or offers the wish this start. False, and nothing done, if it cannot be placed after all.
bool Meet(Draft& draft, WishId id, Instant start, Instant at) {
  const State& state = draft.state();
  const Draft::Mark before = draft.mark();
  Wish wish = *state.Find(id);
  const Party party{wish.member, state.Find(wish.member)->company, wish.booked_by};
  Ask ask;
  ask.interval = Interval(start, start + wish.length);
  ask.member = party.member;
  ask.company = party.company;
  const bool at_once = BooksAtOnce(state, wish, start);
  ask.cannot_wait = at_once && start <= at;
  model::Kit kit;
  Refusal refusal;
  Place(draft, wish.wants, ask, at, &kit, &refusal);
  if (!refusal.empty()) {
    draft.RollBackTo(before);
    return false;
  }
  const bool pending = at_once && NeedsApproval(state, kit);
  Booking booking = MakeBooking(state, party, kit, ask.interval, at);
  booking.id = BookingId(state.counters().booking);
  booking.wish = id;
  booking.may_move = wish.may_move;
  booking.guests = wish.guests;
  booking.state = !at_once  ? BookingState::kHeld
                  : pending ? BookingState::kPending
                            : BookingState::kConfirmed;
  SetDue(state, &booking);
  const bool near = start - at <= kOfferNear;
  if (!at_once) booking.due = OfferedUntil(state, booking, at, near ? kOfferHeldNear : kOfferHeld);
  wish.booking = booking.id;
  wish.company = party.company;
  wish.state = at_once ? WishState::kMet : WishState::kOffered;
  wish.due = at_once ? at + kEndedKept : kLatest;  // an offer's timer is its hold's
  draft.Emit(Booked{std::move(booking), {}, std::nullopt});
  PutWish(draft, std::move(wish), at_once ? Why::kMet : Why::kOffered);
  return true;
}

// Whether a wish has anybody to wait for and any time left; ends it if not.
bool StillWaits(Draft& draft, WishId id, Instant at) {
  const State& state = draft.state();
  const Wish& wish = *state.Find(id);
  if (wish.state != WishState::kWaiting) return false;
  if (CanWait(state, wish, at)) return true;
  EndWish(draft, id, WishState::kExpired, at);
  return false;
}

// Whether the wish's own time, which comes before any other that is near, is what it is given now.
bool MeetAtOriginal(Draft& draft, WishId id, const Search& search, Instant at, Trials* trials) {
  const Booking* original = Original(draft.state(), *draft.state().Find(id));
  if (original == nullptr || original->interval.start() <= at ||
      original->interval.length() != search.length) {
    return false;
  }
  const Found found = EarliestStart(draft.state(), search, original->interval, at, trials);
  return found.start && Meet(draft, id, *found.start, at);
}

// What was freed, as far as a booking for this wish could use it: a kit is occupied for the widest
// borders of its resources, and what was freed knows those of one.
Interval WithBorders(const State& state, const Wish& wish, Interval interval) {
  if (IsForOne(wish)) return interval;
  Ask borders;
  WidenBorders(state, wish.wants, &borders);
  return Interval(interval.start() - borders.cleanup, interval.end() + borders.setup);
}

bool Touches(const State& state, const Wish& wish, Interval interval) {
  const Interval usable = WithBorders(state, wish, interval);
  return std::any_of(wish.windows.begin(), wish.windows.end(),
                     [&](Interval window) { return window.Overlaps(usable); });
}

// Looks only where something was freed.
void TryAround(Draft& draft, WishId id, const std::vector<Around>& around, Instant at) {
  const State& state = draft.state();
  if (!StillWaits(draft, id, at)) return;
  const Wish wish = *state.Find(id);
  Trials trials = TrialsFor(state, wish, kStartsTriedNear);
  const Search search = SearchFor(state, wish);
  if (MeetAtOriginal(draft, id, search, at, &trials)) return;
  std::optional<Instant> best;
  for (const Around& place : around) {
    Search here = search;
    const Interval usable = WithBorders(state, wish, place.interval);
    // For one of a pool only the resource that has time now is new.
    if (place.only.IsSet() && IsForOne(wish)) {
      here.wants[0] = {place.only, PoolId(), 1};
    }
    for (const Interval window : wish.windows) {
      const Instant from =
          std::max({window.start(), usable.start() - wish.length, NotBefore(wish, at)});
      const Instant to = std::min(window.end(), usable.end() + wish.length);
      if (to - from < wish.length) continue;
      const Found found = EarliestStart(state, here, Interval(from, to), at, &trials);
      if (found.start && (!best || *found.start < *best)) best = found.start;
    }
  }
  if (best && Meet(draft, id, *best, at)) return;
  const Instant again = trials.left == 0 ? at + kWishRetried : kLatest;
  SetDue(draft, id, std::min({wish.due, again, trials.opens}));
}

using Chances = absl::btree_map<WishId, std::vector<Around>>;

// Which contest a wish is in.
Contest ContestOf(const Around& around, Instant at) {
  return {around.only, std::max(around.interval.start(), at)};
}

template <class ContestOfWish>
std::vector<Merit> ByMerit(const State& state, Instant at, std::span<const WishId> wishes,
                           ContestOfWish contest_of) {
  std::vector<Merit> merits;
  merits.reserve(wishes.size());
  for (const WishId id : wishes)
    merits.push_back(MeritOf(state, *state.Find(id), contest_of(id), at));
  std::sort(merits.begin(), merits.end());
  return merits;
}

// Calls serve(wish), which says whether it looked for a time, for the first `most` of them by merit
// (merit.h); `wishes` is left in that order. Who was given something has more usage than before:
// the others are sorted anew.
template <class ContestOfWish, class Serve>
void ForEachByMerit(Draft& draft, Instant at, size_t most, std::vector<WishId>* wishes,
                    ContestOfWish contest_of, Serve serve) {
  const State& state = draft.state();
  std::vector<Merit> merits = ByMerit(state, at, *wishes, contest_of);
  ContestWork work;
  for (size_t i = 0, first = 0; i < wishes->size(); ++i) {
    const Merit merit = merits[i - first];
    (*wishes)[i] = merit.wish;
    if (i >= most) continue;
    const size_t before = draft.events().size();
    const bool waited = state.Find(merit.wish)->state == WishState::kWaiting;
    const bool tried = serve(merit.wish);
    const bool changed = draft.events().size() != before;
    const bool earned = tried && CountLoss(draft, merit.wish, at, &work);
    if (!changed && !earned) continue;
    const std::span<const Merit> behind = std::span(merits).subspan(i - first + 1);
    if (waited) SettleContest(draft, merit, behind, at, &work);
    std::vector<WishId> rest;
    for (const Merit& one : behind) rest.push_back(one.wish);
    merits = ByMerit(state, at, rest, contest_of);
    first = i + 1;
  }
}

// Serves those who have a chance, in their order, as many as one commit may try.
void ServeInOrder(Draft& draft, const Chances& chances, Instant at) {
  std::vector<WishId> order;
  for (const auto& [id, around] : chances) order.push_back(id);
  const size_t tried = std::min(order.size(), kWishesTriedMost);
  ForEachByMerit(
      draft, at, tried, &order, [&](WishId id) { return ContestOf(chances.at(id).front(), at); },
      [&](WishId id) {
        TryAround(draft, id, chances.at(id), at);
        return true;
      });
  // The rest wakes before anything else is decided.
  const size_t woken = std::min(order.size(), tried + kWishesWokenMost);
  for (size_t i = tried; i < woken; ++i) SetDue(draft, order[i], at);
}

Chances ChancesIn(const State& state, const std::vector<Freed>& freed) {
  Chances chances;
  size_t scanned = 0;
  for (const Freed& time : freed) {
    if (scanned >= kWishesScannedMost) break;
    const PoolId pool = state.Find(time.resource)->pool;
    const std::vector<WishId> near =
        state.waitlist().Near(time.resource, pool, time.interval, kWishesScannedMost - scanned);
    scanned += near.size();
    for (const WishId id : near) {
      const Wish& wish = *state.Find(id);
      if (wish.state != WishState::kWaiting || !Touches(state, wish, time.interval)) continue;
      chances[id].push_back({time.interval, time.resource});
    }
  }
  return chances;
}

// Those who want some of what `wish` does and wake by now as well: their timers have not fired yet,
// and they may come before it all the same.
std::vector<WishId> RivalsThatWake(const State& state, const Wish& wish, Instant at) {
  std::vector<WishId> rivals;
  const auto add = [&](ResourceId resource) {
    const PoolId pool = state.Find(resource)->pool;
    for (const Interval window : wish.windows) {
      for (const WishId other : state.waitlist().Near(resource, pool, window, kWishesScannedMost)) {
        const Wish& rival = *state.Find(other);
        if (other != wish.id && rival.due <= at && rival.state == WishState::kWaiting) {
          rivals.push_back(other);
        }
      }
    }
  };
  // Any of a pool is contested by whoever wants one of it by name.
  for (const model::Want& want : wish.wants) {
    if (want.resource.IsSet()) {
      add(want.resource);
    } else {
      for (const ResourceId id : state.ResourcesOf(want.pool)) add(id);
    }
  }
  std::sort(rivals.begin(), rivals.end());
  rivals.erase(std::unique(rivals.begin(), rivals.end()), rivals.end());
  return rivals;
}

// When timers are late, as after a night that the daemon was down, wishes are looked at before the
// timers of their rivals have fired: those who are due by now stand beside them.
void AddThoseWhoWake(const State& state, Instant at, std::vector<WishId>* wishes) {
  const std::optional<Timer> next = state.NextTimer();
  if (!next || next->due > at) return;
  const size_t served = std::min(wishes->size(), kWishesTriedMost);
  for (size_t i = 0; i < served; ++i) {
    const Wish& wish = *state.Find((*wishes)[i]);
    if (wish.state != WishState::kWaiting) continue;
    const std::vector<WishId> rivals = RivalsThatWake(state, wish, at);
    wishes->insert(wishes->end(), rivals.begin(), rivals.end());
  }
  std::sort(wishes->begin(), wishes->end());
  wishes->erase(std::unique(wishes->begin(), wishes->end()), wishes->end());
}

// Whether any of the pool is wanted, by name or not.
bool Wants(const State& state, const Wish& wish, PoolId pool) {
  return std::any_of(wish.wants.begin(), wish.wants.end(), [&](const model::Want& want) {
    return (want.resource.IsSet() ? state.Find(want.resource)->pool : want.pool) == pool;
  });
}

// Those that a guarantee may have kept waiting that was used, and is not any more.
void AddGuaranteed(const State& state, const std::vector<Relieved>& relieved, Instant at,
                   std::vector<WishId>* wishes) {
  for (const Relieved& one : relieved) {
    if (one.time.end() <= at) continue;
    const Interval time(std::max(one.time.start(), at), one.time.end());
    for (const WishId id : state.waitlist().Of(one.company, kWishesScannedMost)) {
      const Wish& wish = *state.Find(id);
      if (Wants(state, wish, one.pool) && Touches(state, wish, time)) wishes->push_back(id);
    }
  }
}

// Whether it may wait for what is kept for others' guarantees: that is anybody's when it is near,
// so the wish wakes then, unless it ends before.
bool WaitsForAnOpening(const Wish& wish) {
  const Instant expiry = Expiry(wish);
  return wish.due < expiry || expiry <= wish.windows.back().end() - kGuaranteesKept;
}

// Those that may have waited for what was kept for others' guarantees, and is not any more.
void AddEased(const State& state, const std::vector<Freed>& freed,
              const std::vector<Relieved>& relieved, Instant at, std::vector<WishId>* wishes) {
  size_t scanned = 0;
  const auto add = [&](ResourceId resource, PoolId pool, Interval time) {
    const std::vector<WishId> near =
        state.waitlist().Near(resource, pool, time, kWishesScannedMost - scanned);
    scanned += near.size();
    for (const WishId id : near) {
      const Wish& wish = *state.Find(id);
      const bool open = wish.windows.front().start() <= at + kOwnWindowCloses;
      if (open && WaitsForAnOpening(wish) && Touches(state, wish, time)) wishes->push_back(id);
    }
  };
  for (const Eased& one : EasedBy(state, freed, relieved, at)) {
    add(ResourceId(), one.pool, one.time);  // for any of the pool
    for (const ResourceId id : state.ResourcesOf(one.pool)) add(id, PoolId(), one.time);
  }
}

// Those that a quota, a guarantee or want of credits may have kept waiting, and no longer does:
// anywhere in their windows.
void AddRelieved(const Draft& draft, Draft::Mark since, const std::vector<Freed>& freed, Instant at,
                 Chances* chances) {
  const State& state = draft.state();
  std::vector<WishId> wishes;
  if (QuotasChangedSince(draft, since)) {
    wishes = state.waitlist().All(kWishesScannedMost);
  } else {
    for (const CompanyId company : CompaniesRelievedSince(draft, since)) {
      for (const WishId id : state.waitlist().Of(company, kWishesScannedMost)) wishes.push_back(id);
    }
  }
  for (const CompanyId company : CompaniesPaidSince(draft, since)) {
    for (const WishId id : state.waitlist().Of(company, kWishesScannedMost)) wishes.push_back(id);
  }
  const std::vector<Relieved> relieved = GuaranteesRelievedSince(draft, since);
  AddGuaranteed(state, relieved, at, &wishes);
  AddEased(state, freed, relieved, at, &wishes);
  std::sort(wishes.begin(), wishes.end());
  wishes.erase(std::unique(wishes.begin(), wishes.end()), wishes.end());
  AddThoseWhoWake(state, at, &wishes);
  for (const WishId id : wishes) {
    if (state.Find(id)->state == WishState::kWaiting) {
      (*chances)[id].push_back({Interval(at, kLatest), ResourceId()});
    }
  }
}

// An offer may end, or become a booking, on any road: by an outage, with its series, by a manager.
// Whichever it was, its wish hears of it here.
void SettleOffers(Draft& draft, Draft::Mark since, Instant at) {
  const State& state = draft.state();
  for (const Booking& before : draft.Before<Booking>(since)) {
    if (!before.wish.IsSet() || before.state != BookingState::kHeld) continue;
    const Wish* wish = state.Find(before.wish);
    const Booking* now = state.Find(before.id);
    if (wish == nullptr || wish->state != WishState::kOffered || wish->booking != before.id) {
      continue;
    }
    if (now == nullptr || !model::Occupies(now->state)) {
      OfferLapsed(draft, wish->id, at);
    } else if (now->state != BookingState::kHeld) {
      WishMet(draft, wish->id, at);
    }
  }
}

}  // namespace

void ServeWishes(Draft& draft, Draft::Mark since, Instant at) {
  const State& state = draft.state();
  if (state.waitlist().empty()) return;
  SettleOffers(draft, since, at);
  const std::vector<Freed> freed = FreedSince(draft, since, at);
  Chances chances = ChancesIn(state, freed);
  AddRelieved(draft, since, freed, at, &chances);
  ServeInOrder(draft, chances, at);
  for (const MemberId member : MembersChangedSince(draft, since)) {
    for (const WishId id : state.waitlist().Of(member)) {
      FollowMember(draft, id);
      WakeWish(draft, id, at);
    }
  }
}

void TryWish(Draft& draft, WishId id, Instant at) {
  const State& state = draft.state();
  if (!StillWaits(draft, id, at)) return;
  const Wish wish = *state.Find(id);
  Trials trials = TrialsFor(state, wish, kStartsTriedFiling);
  const Search search = SearchFor(state, wish);
  if (MeetAtOriginal(draft, id, search, at, &trials)) return;
  Instant due = Expiry(wish);
  for (const Interval window : wish.windows) {
    const Instant from = std::max(window.start(), NotBefore(wish, at));
    if (window.end() - from < wish.length) continue;
    const Found found = EarliestStart(state, search, Interval(from, window.end()), at, &trials);
    if (found.start && Meet(draft, id, *found.start, at)) return;
    if (found.start) due = std::min(due, at + kWishRetried);
    // What comes later opens later.
    if (found.start || found.at_horizon) break;
  }
  if (trials.left == 0) due = std::min(due, at + kWishRetried);
  SetDue(draft, id, std::min(due, trials.opens));
}

void TryWishes(Draft& draft, std::vector<WishId> wishes, Instant at) {
  ForEachByMerit(
      draft, at, kWishesTriedMost, &wishes,
      [&](WishId) {
        return Contest{ResourceId(), at};
      },
      [&](WishId id) {
        TryWish(draft, id, at);
        return true;
      });
  for (size_t i = kWishesTriedMost; i < wishes.size(); ++i) SetDue(draft, wishes[i], at);
}

namespace {

// `woken`: who stands beside it, and those who wake by now as well.
void WakeBeside(Draft& draft, WishId id, std::vector<WishId> woken, Instant at) {
  const State& state = draft.state();
  if (StillWaits(draft, id, at)) {
    const std::vector<WishId> waking = RivalsThatWake(state, *state.Find(id), at);
    woken.insert(woken.end(), waking.begin(), waking.end());
    woken.push_back(id);
    std::sort(woken.begin(), woken.end());
    woken.erase(std::unique(woken.begin(), woken.end()), woken.end());
    const size_t before = draft.events().size();
    bool served = false;  // this one: those behind it have timers of their own
    ForEachByMerit(
        draft, at, kWishesTriedMost, &woken,
        [&](WishId) {
          return Contest{ResourceId(), at};
        },
        [&](WishId one) {
          const bool tried = !served;
          if (tried) TryWish(draft, one, at);
          served |= one == id;
          return tried;
        });
    // With so many before it, it wakes again now that fewer are, and is not served for being older.
    if (!served && draft.events().size() == before) TryWish(draft, id, at);
  } else if (state.Find(id)->state == WishState::kOffered) {
    SetDue(draft, id, kLatest);  // an offer's timer is its hold's
  }
}

// Who else waits for what the offer held.
std::vector<WishId> WaitingFor(const State& state, const Booking& offer) {
  std::vector<WishId> waiting;
  for (const model::Claim& claim : offer.kit) {
    const PoolId pool = state.Find(claim.resource)->pool;
    for (const WishId id :
         state.waitlist().Near(claim.resource, pool, offer.Occupied(), kWishesScannedMost)) {
      if (state.Find(id)->state == WishState::kWaiting) waiting.push_back(id);
    }
  }
  return waiting;
}

}  // namespace

Instant OfferedUntil(const State& state, const Booking& offer, Instant at, Duration runs) {
  const model::QuietHours& quiet = state.Find(offer.member)->quiet;
  const model::ZoneTable& clocks = state.ZoneOf(offer.kit.front().resource);
  const Instant end = std::min(offer.interval.start(), state.Find(offer.wish)->valid_until);
  // No more days are looked at than lie before its end.
  return std::min(end, model::RunsOutAt(quiet, clocks, at, std::min(runs, end - at)));
}

void WakeWish(Draft& draft, WishId id, Instant at) { WakeBeside(draft, id, {}, at); }

void WishMet(Draft& draft, WishId id, Instant at) {
  Wish wish = *draft.state().Find(id);
  if (wish.state != WishState::kOffered) return;
  wish.state = WishState::kMet;
  wish.due = at + kEndedKept;
  PutWish(draft, std::move(wish), Why::kMet);
}

void OfferLapsed(Draft& draft, WishId id, Instant at) {
  Wish wish = *draft.state().Find(id);
  if (wish.state != WishState::kOffered) return;
  const Booking offer = *draft.state().Find(wish.booking);
  // An offer that an outage took away was not let pass.
  if (offer.state != BookingState::kDisplaced) wish.passed.push_back(offer.interval);
  wish.booking = BookingId();
  wish.company = draft.state().Find(wish.member)->company;
  if (wish.passed.size() >= kOffersPassedMost || !CanWait(draft.state(), wish, at)) {
    wish.state = WishState::kExpired;
    wish.due = at + kEndedKept;
    return PutWish(draft, std::move(wish), Why::kExpired);
  }
  wish.state = WishState::kWaiting;
  wish.due = kLatest;
  PutWish(draft, std::move(wish), Why::kLapsed);
  WakeBeside(draft, id, WaitingFor(draft.state(), offer), at);
}

void EndWish(Draft& draft, WishId id, WishState state, Instant at) {
  Wish wish = *draft.state().Find(id);
  const BookingId offer = wish.state == WishState::kOffered ? wish.booking : BookingId();
  wish.booking = BookingId();
  wish.state = state;
  wish.due = at + kEndedKept;
  const bool withdrawn = state == WishState::kWithdrawn;
  PutWish(draft, std::move(wish), withdrawn ? Why::kWithdrawn : Why::kExpired);
  if (offer.IsSet()) draft.Emit(BookingEnded{offer, BookingState::kCancelled, at});
}

}  // namespace mutua::core
