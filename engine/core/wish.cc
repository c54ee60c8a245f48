// Wishes filed, withdrawn, and offers declined.
#include "engine/core/wish.h"

#include <algorithm>

#include "engine/core/earliest.h"
#include "engine/core/families.h"
#include "engine/core/party.h"
#include "engine/core/place.h"

namespace mutua::core {
namespace {

using model::Wish;
using model::WishState;

using Windows = decltype(Wish::windows);

void CheckLength(const FileWish& command, Refusal* refusal) {
  if (command.length <= Duration() || command.length > kBookingLongest) {
    refusal->Add({.rule = Rule::kBadInterval,
                  .limit = kBookingLongest.seconds(),
                  .asked = command.length.seconds()});
  }
}

void CheckWindows(const FileWish& command, Refusal* refusal) {
  if (command.windows.empty() || command.windows.size() > kWishWindowsMost) {
    refusal->Add({.rule = Rule::kTooMany,
                  .limit = kWishWindowsMost,
                  .asked = static_cast<int64_t>(command.windows.size())});
  }
  for (const Interval window : command.windows) {
    if (window.length() > kWishWindowLongest) {
      refusal->Add({.rule = Rule::kBadInterval,
                    .limit = kWishWindowLongest.seconds(),
                    .asked = window.length().seconds()});
    }
    if (window.length() < command.length) {
      refusal->Add({.rule = Rule::kBadInterval,
                    .limit = window.length().seconds(),
                    .asked = command.length.seconds()});
    }
  }
}

// Ascending and disjoint, overlapping ones made one; without those in which it is too late to
// start.
Windows Usable(const FileWish& command, Instant at) {
  Windows sorted = command.windows;
  std::sort(sorted.begin(), sorted.end());
  Windows usable;
  for (const Interval window : sorted) {
    if (window.end() - command.length < at) continue;
    if (!usable.empty() && window.start() < usable.back().end()) {
      usable.back() = Interval(usable.back().start(), std::max(usable.back().end(), window.end()));
    } else {
      usable.push_back(window);
    }
  }
  return usable;
}

// A wish that nothing could ever meet is refused with the rules that stand in its way.
void CheckCouldBeMet(const State& state, const Wish& wish, Instant at, Refusal* refusal) {
  Search search{wish.wants, wish.length, wish.member, wish.company, {}, true};
  Trials trials{kStartsTriedFiling};
  for (const Interval window : wish.windows) {
    if (EarliestStart(state, search, window, at, &trials).start) return;
  }
  if (trials.left == 0) return;  // it was not proved: let it wait
  const Refusal why = WhyNever(state, search, wish.windows.front(), at);
  for (const Reason& reason : why.reasons()) refusal->Add(reason);
  // Each resource could, but never all at once: their hours do not meet.
  if (why.empty()) refusal->Add({.rule = Rule::kClosed, .asked = wish.length.seconds()});
}

// Finds the wish that a command is about, in one of the states that can change.
const Wish* FindForChange(const State& state, const Caller& caller, WishId id,
                          std::initializer_list<WishState> states, Refusal* refusal) {
  const auto asked = static_cast<int64_t>(id.value());
  const Wish* wish = state.Find(id);
  if (wish == nullptr) {
    refusal->Add({.rule = Rule::kUnknown, .asked = asked});
  } else if (!MayTouch(state, caller, {wish->company, wish->member, wish->booked_by})) {
    refusal->Add({.rule = Rule::kNotPermitted, .asked = asked});
  } else if (std::find(states.begin(), states.end(), wish->state) == states.end()) {
    refusal->Add(
        {.rule = Rule::kStateForbids, .used = static_cast<int64_t>(wish->state), .asked = asked});
  }
  return refusal->empty() ? wish : nullptr;
}

Decision AcceptWish(WishId id) { return Decision::Accept(Subject::Kind::kWish, id.value()); }

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const FileWish& command, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  CheckWants(state, command.wants, &refusal);
  CheckLength(command, &refusal);
  CheckWindows(command, &refusal);
  const std::optional<Party> party = PartyOf(state, caller, command.member, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);

  Wish wish;
  wish.id = WishId(state.counters().wish);
  wish.company = party->company;
  wish.member = party->member;
  wish.booked_by = party->by;
  wish.wants = command.wants;
  wish.windows = Usable(command, at);
  wish.length = command.length;
  wish.book_at_once = command.book_at_once;
  wish.may_move = command.may_move;
  wish.guests = command.guests;
  wish.valid_until = command.valid_until;
  wish.filed_at = at;
  wish.due = kLatest;
  if (wish.windows.empty()) {
    return Decision::Refuse({.rule = Rule::kInThePast,
                             .limit = at.unix_seconds(),
                             .asked = command.windows.back().start().unix_seconds()});
  }
  if (wish.valid_until <= at) {
    return Decision::Refuse({.rule = Rule::kInThePast,
                             .limit = at.unix_seconds(),
                             .asked = wish.valid_until.unix_seconds()});
  }
  const size_t waiting = state.waitlist().Of(wish.member).size();
  if (waiting >= kWishesWaitingMost) {
    return Decision::Refuse({.rule = Rule::kTooMany,
                             .limit = kWishesWaitingMost,
                             .used = static_cast<int64_t>(waiting),
                             .asked = 1});
  }
  CheckCouldBeMet(state, wish, at, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);

  const WishId id = wish.id;
  draft.Emit(WishChanged{std::move(wish), WishChanged::Why::kFiled});
  TryWish(draft, id, at);
  return AcceptWish(id);
}

Decision DecideOn(Draft& draft, const Caller& caller, const WithdrawWish& command, Instant at) {
  Refusal refusal;
  const Wish* wish = FindForChange(draft.state(), caller, command.wish,
                                   {WishState::kWaiting, WishState::kOffered}, &refusal);
  if (wish == nullptr) return Decision::Refuse(refusal);
  EndWish(draft, command.wish, WishState::kWithdrawn, at);
  return AcceptWish(command.wish);
}

Decision DecideOn(Draft& draft, const Caller& caller, const AcceptOffer& command, Instant at) {
  Refusal refusal;
  const Wish* wish =
      FindForChange(draft.state(), caller, command.wish, {WishState::kOffered}, &refusal);
  if (wish == nullptr) return Decision::Refuse(refusal);
  return DecideOn(draft, caller, Confirm{.booking = wish->booking}, at);
}

Decision DecideOn(Draft& draft, const Caller& caller, const DeclineOffer& command, Instant at) {
  Refusal refusal;
  const Wish* wish =
      FindForChange(draft.state(), caller, command.wish, {WishState::kOffered}, &refusal);
  if (wish == nullptr) return Decision::Refuse(refusal);
  draft.Emit(BookingEnded{wish->booking, model::BookingState::kCancelled, at});
  OfferLapsed(draft, command.wish, at);
  return AcceptWish(command.wish);
}

}  // namespace mutua::core
