#include "engine/core/repack.h"

#include <algorithm>
#include <vector>

#include "engine/core/place.h"

namespace mutua::core {
namespace {

using model::Booking;

// One attempt to make room, with what it may not touch.
class Repack {
 public:
  // `asker`: the booking that the room is for, if there is one already; it is not moved.
  Repack(Draft& draft, PoolId pool, BookingId asker, Instant at, RepackTrials* trials)
      : draft_(draft), pool_(pool), asker_(asker), at_(at), trials_(trials) {}

  // Moves bookings away from ask.resource, `moves` of them at most along the whole chain, until the
  // ask would be accepted. `kept`: resources that nothing may be moved onto. The depth of the
  // recursion is `moves`, which kRepackChain bounds.
  bool Free(const Ask& ask, std::vector<ResourceId>* kept, size_t* moves) {
    if (WouldAccept(draft_.state(), ask, at_)) return true;
    if (*moves == 0 || !OnlyBookingsAreInTheWay(ask)) return false;
    kept->push_back(ask.resource);
    bool free = false;
    for (const BookingId id : MovableFrom(ask)) {
      if (!MoveAway(id, ask.resource, kept, moves)) continue;
      free = WouldAccept(draft_.state(), ask, at_);
      if (free) break;
    }
    kept->pop_back();
    return free;
  }

 private:
  bool OnlyBookingsAreInTheWay(const Ask& ask) const {
    Refusal refusal;
    Judge(draft_.state(), ask, at_, &refusal);
    return refusal.reasons().size() == 1 && refusal.reasons().front().rule == Rule::kOverlap;
  }

  bool MayMove(const Booking& booking, ResourceId from) const {
    if (!booking.may_move || booking.state > model::BookingState::kConfirmed) return false;
    if (booking.id == asker_) return false;
    if (booking.interval.start() <= at_ + kRepackNotice) return false;
    return std::any_of(booking.kit.begin(), booking.kit.end(), [&](const model::Claim& claim) {
      return claim.resource == from && claim.any_of == pool_;
    });
  }

  // What may be moved out of the ask's way. Where one resource has one unit all of it must go, so
  // one booking that stays is enough to give up.
  std::vector<BookingId> MovableFrom(const Ask& ask) const {
    const State& state = draft_.state();
    const bool all_must_go = state.Find(ask.resource)->capacity == 1;
    std::vector<BookingId> movable;
    bool stuck = false;
    state.CalendarOf(ask.resource).ForEachOverlap(OccupiedBy(state, ask), [&](const auto& entry) {
      if (entry.booking == ask.instead_of) return true;
      if (MayMove(*state.Find(entry.booking), ask.resource)) {
        movable.push_back(entry.booking);
      } else {
        stuck = all_must_go;
      }
      return !stuck;
    });
    if (stuck) movable.clear();
    return movable;
  }

  // Moves the booking's claim on `from` to another resource of the pool: one that is free as it
  // stands, else one that can be freed in turn.
  bool MoveAway(BookingId id, ResourceId from, std::vector<ResourceId>* kept, size_t* moves) {
    if (*moves == 0 || trials_->left == 0) return false;
    --trials_->left;
    const Booking booking = *draft_.state().Find(id);
    Ask ask = AskOf(booking, from);
    const model::Kit beside = Without(booking.kit, from);
    ask.beside = beside;
    std::vector<ResourceId> shunned = *kept;
    for (const model::Claim& claim : booking.kit) shunned.push_back(claim.resource);
    ShunUnequal(booking, from, &shunned);
    --*moves;
    if (const std::optional<ResourceId> to = BestFit(draft_.state(), pool_, ask, shunned, at_)) {
      Move(booking, from, *to);
      return true;
    }
    for (const ResourceId to : draft_.state().ResourcesOf(pool_)) {
      if (*moves == 0 || trials_->left == 0) break;
      if (std::find(shunned.begin(), shunned.end(), to) != shunned.end()) continue;
      const Draft::Mark before = draft_.mark();
      const size_t moves_before = *moves;
      Ask there = ask;
      there.resource = to;
      if (Free(there, kept, moves)) {
        Move(booking, from, to);
        return true;
      }
      draft_.RollBackTo(before);
      *moves = moves_before;
    }
    ++*moves;
    return false;
  }

  static Ask AskOf(const Booking& booking, ResourceId from) {
    Ask ask;
    ask.interval = booking.interval;
    ask.member = booking.member;
    ask.company = booking.company;
    ask.instead_of = booking.id;
    ask.by_lab = true;
    ask.agreed = true;  // its notice was kept when it was asked for
    ask.setup = Duration::Minutes(booking.setup_minutes);
    ask.cleanup = Duration::Minutes(booking.cleanup_minutes);
    for (const model::Claim& claim : booking.kit) {
      if (claim.resource == from) ask.units = claim.units;
    }
    return ask;
  }

  static model::Kit Without(const model::Kit& kit, ResourceId from) {
    model::Kit rest;
    for (const model::Claim& claim : kit) {
      if (claim.resource != from) rest.push_back(claim);
    }
    return rest;
  }

  // What was agreed stays: resources with wider borders than those frozen into the booking, or that
  // ask for an approval that `from` did not, are not its equals.
  void ShunUnequal(const Booking& booking, ResourceId from,
                   std::vector<ResourceId>* shunned) const {
    const State& state = draft_.state();
    for (const ResourceId to : state.ResourcesOf(pool_)) {
      const model::EffectiveRules& rules = state.RulesOf(to);
      const bool equal = rules.setup <= Duration::Minutes(booking.setup_minutes) &&
                         rules.cleanup <= Duration::Minutes(booking.cleanup_minutes) &&
                         (!rules.needs_approval || state.RulesOf(from).needs_approval);
      if (!equal) shunned->push_back(to);
    }
  }

  void Move(Booking booking, ResourceId from, ResourceId to) {
    for (model::Claim& claim : booking.kit) {
      if (claim.resource == from) claim.resource = to;
    }
    ++booking.version;
    draft_.Emit(BookingChanged{std::move(booking), BookingChanged::Why::kRepacked});
  }

  Draft& draft_;
  const PoolId pool_;
  const BookingId asker_;
  const Instant at_;
  RepackTrials* trials_;
};

}  // namespace

std::optional<ResourceId> MakeRoom(Draft& draft, PoolId pool, const Ask& ask, const model::Kit& kit,
                                   Instant at, RepackTrials* trials) {
  if (ask.interval.end() <= at + kRepackNotice) return std::nullopt;  // nothing in its way may move
  std::vector<ResourceId> kept;
  for (const model::Claim& claim : kit) kept.push_back(claim.resource);
  // Fewer moves first: fewer owners to tell.
  const size_t trials_before = trials->left;
  for (size_t chain = 1; chain <= kRepackChain; ++chain) {
    for (const ResourceId id : draft.state().ResourcesOf(pool)) {
      if (trials->left == 0) return std::nullopt;
      if (std::find(kept.begin(), kept.end(), id) != kept.end()) continue;
      const Draft::Mark before = draft.mark();
      Ask there = ask;
      there.resource = id;
      size_t moves = chain;
      if (Repack(draft, pool, ask.instead_of, at, trials).Free(there, &kept, &moves)) return id;
      draft.RollBackTo(before);
    }
    if (trials->left == trials_before) return std::nullopt;  // nothing may be moved at all
  }
  return std::nullopt;
}

}  // namespace mutua::core
