// The pass: in the order that was fixed at the opening, each company takes its best bundles that
// can still be had, in one turn, up to its cap, one bundle at least.
#include <algorithm>
#include <tuple>

#include "absl/container/btree_set.h"
#include "engine/core/booking_rules.h"
#include "engine/core/capacity.h"
#include "engine/core/judge.h"
#include "engine/core/place.h"
#include "engine/core/round.h"

namespace mutua::core {
namespace {

using model::Round;
using Result = Round::Result;

class Pass {
 public:
  Pass(Draft& draft, const Round& round, Instant at) : draft_(draft), round_(round), at_(at) {}

  void Make() {
    RoundDecided decided{round_.id, at_, 0, round_.turns, RoomsBefore()};
    int64_t shares = 0;
    for (const Interval window : round_.windows) {
      decided.open_seconds += OpenSecondsOf(state(), round_.pool, window);
    }
    for (const Round::Turn& turn : decided.turns) shares += turn.share;
    for (Round::Turn& turn : decided.turns) {
      turn.cap = model::CapOf(decided.open_seconds, turn.share, shares);
      ++turn_;
      Take(&turn);
    }
    draft_.Emit(std::move(decided));
  }

 private:
  // Why a part of an alternative could not be had.
  struct Obstacle {
    Round::Part part;
    Reason reason;
  };

  const State& state() const { return draft_.state(); }

  // What is busy in the windows, for whoever follows the pass; nothing where that is too much.
  std::vector<Round::Room> RoomsBefore() const {
    std::vector<Round::Room> rooms;
    size_t busy = 0;
    for (const ResourceId id : state().ResourcesOf(round_.pool)) {
      rooms.push_back(RoomOf(id));
      busy += rooms.back().busy.size();
      if (busy > kRoundBusyMost) return {};
    }
    return rooms;
  }

  Round::Room RoomOf(ResourceId id) const {
    const model::EffectiveRules& rules = state().RulesOf(id);
    const uint32_t capacity = state().Find(id)->capacity;
    Round::Room room{id,
                     capacity,
                     static_cast<uint32_t>(rules.setup.seconds() / 60),
                     static_cast<uint32_t>(rules.cleanup.seconds() / 60),
                     {}};
    // What reaches over several windows is busy once.
    absl::btree_set<BookingId> bookings;
    absl::btree_set<OutageId> outages;
    for (const Interval window : round_.windows) {
      const Interval occupied(window.start() - rules.setup, window.end() + rules.cleanup);
      state().CalendarOf(id).ForEachOverlap(occupied, [&](const auto& entry) {
        const bool is_new = bookings.insert(entry.booking).second;
        if (is_new) room.busy.push_back({entry.occupied, entry.units});
        return true;
      });
      for (const OutageId outage : state().OutagesOver(id, occupied)) {
        const bool is_new = outages.insert(outage).second;
        if (is_new) room.busy.push_back({state().Find(outage)->interval, capacity});
      }
    }
    return room;
  }

  void Take(Round::Turn* turn) {
    const Round::List* list = model::ListOf(round_, turn->company);
    if (list == nullptr) return;
    bundle_ = 0;
    for (const Round::Bundle& bundle : list->bundles) {
      turn->results.push_back(Try(bundle, *list, turn));
      ++bundle_;
    }
  }

  // Takes the first alternative that can be had; else says why the first one cannot.
  Result Try(const Round::Bundle& bundle, const Round::List& list, Round::Turn* turn) {
    Result why;
    for (uint32_t i = 0; i < bundle.size(); ++i) {
      Result result;
      result.alternative = i + 1;
      const int64_t size = model::SizeOf(bundle[i]);
      if (turn->taken > 0 && turn->taken + size > turn->cap) {
        result.fate = Result::Fate::kOverCap;
        result.limit = turn->cap;
        result.used = turn->taken;
        result.asked = size;
      } else if (const auto obstacle = TryAlternative(bundle[i], list, &result)) {
        Explain(*obstacle, &result);
      } else {
        turn->taken += size;
        for (const BookingId id : result.bookings) given_.emplace_back(id, turn_);
        std::sort(given_.begin(), given_.end());  // named parts came first
        return result;
      }
      if (i == 0) why = std::move(result);
    }
    return why;
  }

  // Books every part, or none: then what stood in the way.
  std::optional<Obstacle> TryAlternative(const Round::Alternative& alternative,
                                         const Round::List& list, Result* result) {
    const Draft::Mark before = draft_.mark();
    result->bookings.assign(alternative.size(), BookingId());
    std::vector<model::Kit> kits(alternative.size());
    // Named resources first: "any" must not take what is asked for by name.
    for (const bool named : {true, false}) {
      for (size_t i = 0; i < alternative.size(); ++i) {
        if (alternative[i].want.resource.IsSet() != named) continue;
        Refusal refusal;
        if (const auto booked = BookPart(alternative[i], list, &kits[i], &refusal)) {
          result->bookings[i] = *booked;
          continue;
        }
        draft_.RollBackTo(before);
        result->bookings.clear();
        return Obstacle{alternative[i], refusal.reasons().front()};
      }
    }
    result->fate = Result::Fate::kTaken;
    for (const model::Kit& kit : kits) {
      for (const model::Claim& claim : kit) result->resources.push_back(claim.resource);
    }
    return std::nullopt;
  }

  // The company's own member must still be there to book for.
  bool CheckMember(const Round::List& list, Refusal* refusal) const {
    const model::Member* member = state().Find(list.member);
    if (!member->retired && member->company == list.company) return true;
    refusal->Add({.rule = Rule::kUnknown, .asked = list.member.value()});
    return false;
  }

  // Which later bundle of the list names the resource in that time, from 0; none: UINT32_MAX.
  uint32_t NamedLater(const Round::List& list, ResourceId id, Interval occupied) const {
    for (uint32_t i = bundle_ + 1; i < list.bundles.size(); ++i) {
      for (const Round::Alternative& alternative : list.bundles[i]) {
        for (const Round::Part& part : alternative) {
          if (part.want.resource != id) continue;
          if (OccupiedBy(state(), id, part.interval).Overlaps(occupied)) return i;
        }
      }
    }
    return UINT32_MAX;
  }

  // Any of the pool is placed where no later wish of the company's own stands, or the last of them:
  // it would else have to hide that it minds which one it gets. Then where it leaves the least idle
  // time. Empty: not so many can be had.
  model::Kit PickAny(const Round::Part& part, const Round::List& list, Ask ask) const {
    const PoolId pool = part.want.pool;
    if (part.want.units > 1) WidenBorders(state(), {part.want}, &ask);
    model::Kit kit;
    while (kit.size() < part.want.units) {
      std::optional<std::tuple<uint32_t, Duration, ResourceId>> best;
      ask.beside = kit;
      for (const ResourceId id : state().ResourcesOf(pool)) {
        const bool in_kit = std::any_of(kit.begin(), kit.end(), [&](const model::Claim& claim) {
          return claim.resource == id;
        });
        ask.resource = id;
        if (in_kit || !WouldAccept(state(), ask, at_)) continue;
        const Interval occupied = OccupiedBy(state(), ask);
        const std::tuple fit(UINT32_MAX - NamedLater(list, id, occupied),
                             state().CalendarOf(id).IdleAround(occupied, at_), id);
        if (!best || fit < *best) best = fit;
      }
      if (!best) return {};
      kit.push_back({std::get<ResourceId>(*best), 1, pool});
    }
    return kit;
  }

  std::optional<BookingId> BookPart(const Round::Part& part, const Round::List& list,
                                    model::Kit* kit, Refusal* refusal) {
    if (!CheckMember(list, refusal)) return std::nullopt;
    Ask ask;
    ask.interval = part.interval;
    ask.member = list.member;
    ask.company = list.company;
    ask.round = round_.id;
    ask.agreed = true;  // the windows are the lab manager's choice, whatever notice they give
    if (!part.want.resource.IsSet()) *kit = PickAny(part, list, ask);
    if (kit->empty()) {
      RepackTrials none{0};
      Place(draft_, {part.want}, ask, at_, &none, kit, refusal);
      if (!refusal->empty()) return std::nullopt;
    }
    const Party party{list.member, list.company, list.filed_by};
    model::Booking booking = MakeBooking(state(), party, *kit, part.interval, at_, round_.id);
    booking.id = BookingId(state().counters().booking);
    if (NeedsApproval(state(), *kit)) booking.state = model::BookingState::kPending;
    SetDue(state(), &booking);
    const BookingId id = booking.id;
    draft_.Emit(Booked{std::move(booking), {}, std::nullopt});
    return id;
  }

  // Whether it was this round that gave the time away, and to whom: the last of them left too
  // little.
  void Explain(const Obstacle& obstacle, Result* result) const {
    const Reason& reason = obstacle.reason;
    result->rule = static_cast<uint16_t>(reason.rule);
    result->resource = reason.resource;
    result->quota = reason.quota;
    result->limit = reason.limit;
    result->used = reason.used;
    result->asked = reason.asked;
    result->renews = reason.renews;
    if (reason.rule != Rule::kOverlap && reason.rule != Rule::kPoolFull) return;
    const model::Want& want = obstacle.part.want;
    const auto look = [&](ResourceId id) {
      const Interval occupied = OccupiedBy(state(), id, obstacle.part.interval);
      state().CalendarOf(id).ForEachOverlap(occupied, [&](const auto& entry) {
        result->by = std::max(result->by, TurnThatGot(entry.booking));
        return true;
      });
    };
    if (want.resource.IsSet()) {
      look(want.resource);
    } else {
      for (const ResourceId id : state().ResourcesOf(want.pool)) look(id);
    }
    if (result->by > 0) result->fate = Result::Fate::kTakenBefore;
  }

  // 0: it was there before.
  uint32_t TurnThatGot(BookingId id) const {
    const auto place =
        std::lower_bound(given_.begin(), given_.end(), id,
                         [](const auto& one, BookingId than) { return one.first < than; });
    return place != given_.end() && place->first == id ? place->second : 0;
  }

  Draft& draft_;
  const Round round_;  // as it was before
  const Instant at_;
  uint32_t turn_ = 0;
  uint32_t bundle_ = 0;                                // of the turn's list, from 0
  std::vector<std::pair<BookingId, uint32_t>> given_;  // ascending: of which turn each booking is
};

}  // namespace

void DecideRound(Draft& draft, RoundId id, Instant at) {
  const Round& round = *draft.state().Find(id);
  MUTUA_CHECK(round.state == model::RoundState::kOpen);
  Pass(draft, round, at).Make();
}

}  // namespace mutua::core
