#include "engine/core/decide.h"

#include <utility>
#include <variant>

#include "engine/core/draft.h"
#include "engine/core/families.h"
#include "engine/core/lent.h"
#include "engine/core/material.h"
#include "engine/core/pass_on.h"
#include "engine/core/periods.h"
#include "engine/core/quota.h"
#include "engine/core/timer.h"
#include "engine/core/wish.h"

namespace mutua::core {
namespace {

// Of a booking its own; of a series those of the bookings that are still to come, numbered.
std::vector<Reason> WarningsFor(const State& state, const Subject& subject, Instant at) {
  if (!state.accounts().warns()) return {};
  if (subject.kind == Subject::Kind::kBooking) {
    return QuotaWarnings(state, BookingId(subject.id), at);
  }
  std::vector<Reason> warnings;
  if (subject.kind != Subject::Kind::kSeries) return warnings;
  for (const BookingId id : state.BookingsOf(SeriesId(subject.id))) {
    for (Reason reason : QuotaWarnings(state, id, at)) {
      if (warnings.size() >= kReasonsMost) return warnings;
      reason.occurrence = state.Find(id)->occurrence;
      warnings.push_back(reason);
    }
  }
  return warnings;
}

bool Defines(const Body& body) {
  return std::visit(
      []<class What>(const What&) {
        return std::is_same_v<What, DefineLab> || std::is_constructible_v<Definition, What>;
      },
      body);
}

// The family's decision and what follows from it, on a Draft that is rolled back when refused.
Decision DecideBody(Draft& draft, const Command& command, Instant at) {
  const Draft::Mark before = draft.mark();
  if (!Defines(command.body)) FreezeFirstPeriods(draft, at);
  Decision decision = std::visit(
      [&](const auto& body) { return DecideOn(draft, command.caller, body, at); }, command.body);
  if (decision.accepted() && Defines(command.body)) {
    Refusal refusal = JudgeLent(draft.state(), decision);
    const Refusal misplaced = JudgeMaterial(draft.state(), decision);
    for (const Reason& reason : misplaced.reasons()) refusal.Add(reason);
    if (!refusal.empty()) decision = Decision::Refuse(refusal);
  }
  if (!decision.accepted()) {
    draft.RollBackTo(before);
    return decision;
  }
  PassOnEnded(draft, before);
  // Who waits is served by what is guaranteed.
  if (!draft.state().waitlist().empty()) FreezeFirstPeriods(draft, at);
  ServeWishes(draft, before, at);
  const size_t events = draft.events().size() - before.events;
  if (events > kEventsMost) {
    draft.RollBackTo(before);
    return Decision::Refuse(
        {.rule = Rule::kTooMany, .limit = kEventsMost, .asked = static_cast<int64_t>(events)});
  }
  decision.warnings = WarningsFor(draft.state(), decision.subject, at);
  return decision;
}

// The answer of a request that was accepted before, or a refusal of an id that cannot be trusted;
// nothing when it is to be decided.
std::optional<Decision> FromMemory(const State& state, const Command& command, Instant at) {
  if (!command.request.IsSet()) return std::nullopt;
  if (const Requested* known = state.Remembered(command.caller, command.request)) {
    if (known->digest != command.digest) return Decision::Refuse({.rule = Rule::kRequestReused});
    Decision decision;
    decision.subject = known->subject;
    decision.repeated = true;
    return decision;
  }
  const Instant made = command.request.MadeAt();
  const Instant oldest = state.counters().oldest_request;
  if (made <= oldest || made + kRequestKept < at) {
    return Decision::Refuse({.rule = Rule::kRequestTooOld,
                             .limit = std::max(oldest, at - kRequestKept).unix_seconds(),
                             .asked = made.unix_seconds()});
  }
  if (made > at + kRequestAhead) {
    return Decision::Refuse({.rule = Rule::kRequestAhead,
                             .limit = (at + kRequestAhead).unix_seconds(),
                             .asked = made.unix_seconds()});
  }
  return std::nullopt;
}

}  // namespace

Instant RequestId::MadeAt() const {
  int64_t milliseconds = 0;  // RFC 9562, 5.7: the first 48 bits, big-endian
  for (size_t i = 0; i < 6; ++i) milliseconds = milliseconds << 8 | bytes[i];
  return Instant::FromUnix(milliseconds / 1000);
}

Decision Decide(State& state, const Command& command, Instant at, std::vector<Event>* events) {
  state.AdvanceTo(at);
  std::optional<Decision> known = FromMemory(state, command, at);
  if (known && known->accepted()) return *known;
  Draft draft(state);
  Decision decision = known ? *std::move(known) : DecideBody(draft, command, at);
  draft.Seal();
  if (!decision.accepted()) {
    draft.Emit(Refused{command.caller, static_cast<uint8_t>(command.body.index()),
                       decision.refusal.reasons()});
  } else if (command.request.IsSet()) {
    draft.Emit(Requested{command.caller, command.request, command.digest, decision.subject, at});
  }
  draft.MoveEventsTo(events);
  return decision;
}

Decision Preview(State& state, const Command& command, Instant at, std::vector<Event>* events) {
  Draft draft(state);
  Decision decision = DecideBody(draft, command, at);
  *events = draft.events();
  return decision;
}

bool Tick(State& state, Instant at, size_t most, std::vector<Event>* events) {
  state.AdvanceTo(at);
  Draft draft(state);
  const size_t fired = FireTimers(draft, at, most);
  draft.Seal();
  draft.MoveEventsTo(events);
  return fired < most;
}

}  // namespace mutua::core
