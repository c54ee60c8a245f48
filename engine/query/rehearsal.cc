#include "engine/query/rehearsal.h"

#include <algorithm>

#include "engine/core/charge.h"
#include "engine/query/definitions.h"

namespace mutua::query {
namespace {

using core::Event;
using core::Subject;
using model::Booking;
using model::BookingState;

constexpr size_t kTimersAtATime = 256;

// Whether its time was anybody's else meanwhile, or is.
bool Holds(const Booking& booking) {
  return model::Occupies(booking.state) || booking.state == BookingState::kCompleted ||
         booking.state == BookingState::kNoShow;
}

// Requests that ask for time.
bool AsksForTime(const core::Body& body) {
  return std::visit(
      []<class What>(const What&) {
        return std::is_same_v<What, core::Book> || std::is_same_v<What, core::BookSeries> ||
               std::is_same_v<What, core::FileWish> || std::is_same_v<What, core::Move>;
      },
      body);
}

template <size_t index = 0>
core::Body BodyOfKind(size_t kind) {
  if constexpr (index < std::variant_size_v<core::Body>) {
    if (kind == index) return core::Body(std::in_place_index<index>);
    return BodyOfKind<index + 1>(kind);
  }
  return core::Body();
}

}  // namespace

// --- One world ----------------------------------------------------------------------------------

void RehearsedWorld::Hear(const Event& event) {
  if (const auto* e = std::get_if<core::Booked>(&event)) {
    bookings_[e->booking.id] = e->booking;
  } else if (const auto* changed = std::get_if<core::BookingChanged>(&event)) {
    const auto found = bookings_.find(changed->booking.id);
    if (found != bookings_.end()) found->second = changed->booking;
  } else if (const auto* ended = std::get_if<core::BookingEnded>(&event)) {
    const auto found = bookings_.find(ended->booking);
    if (found == bookings_.end()) return;
    found->second.refunded = core::GivesBack(found->second, *ended);
    found->second.hindered = ended->hindered_by.IsSet();
    found->second.state = ended->state;
  } else if (const auto* wish = std::get_if<core::WishChanged>(&event)) {
    if (wish->why == core::WishChanged::Why::kFiled && !wish->wish.instead_of.IsSet()) {
      wishes_[wish->wish.id] = wish->wish.company;
    }
    if (wish->wish.state != model::WishState::kMet) return;
    const auto filed = wishes_.find(wish->wish.id);
    if (filed == wishes_.end()) return;
    ++met_[filed->second];
    wishes_.erase(filed);
  }
}

std::map<CompanyId, RehearsedSums> RehearsedWorld::Companies() const {
  std::map<CompanyId, RehearsedSums> companies = asked_;
  for (const auto& [company, met] : met_) companies[company].met += met;
  for (const auto& [id, booking] : bookings_) {
    RehearsedSums& sums = companies[booking.company];
    const StatementSums said = SumsOf(booking);
    if (Holds(booking)) sums.held += said.booked;
    sums.charged = sums.charged + said.charged;
  }
  return companies;
}

std::map<PoolId, int64_t> RehearsedWorld::Pools(const core::State& state) const {
  std::map<PoolId, int64_t> pools;
  for (const auto& [id, booking] : bookings_) {
    if (!Holds(booking)) continue;
    for (const model::Claim& claim : booking.kit) {
      pools[state.Find(claim.resource)->pool] +=
          booking.interval.length().seconds() * int64_t{claim.units};
    }
  }
  return pools;
}

// --- The rehearsal ------------------------------------------------------------------------------

Rehearsal::Rehearsal(std::unique_ptr<core::State> state, std::vector<Event> changes,
                     const core::Counters& now)
    : recorded_(std::make_unique<core::State>(*state)),
      state_(std::move(state)),
      now_(now),
      first_booking_(state_->counters().booking),
      first_wish_(state_->counters().wish),
      first_outage_(state_->counters().outage),
      first_round_(state_->counters().round) {
  for (Event& change : changes) {
    const auto key = KeyOf(change);
    pending_.insert(key);
    changes_.insert_or_assign(key, std::move(change));
  }
  ApplyChanges();
}

// What the other lab has and this one never had; what is there; and with all that it refers to.
bool Rehearsal::MayBeMade(const std::pair<size_t, uint32_t>& key) const {
  const Event& change = changes_.at(key);
  return IsReady(*state_, change) && (IsThere(*state_, change) || IsNew(now_, change));
}

// What may not be made yet is, when the history comes to it.
void Rehearsal::ApplyChanges() {
  for (auto next = pending_.begin(); next != pending_.end();) {
    if (!MayBeMade(*next)) {
      ++next;
      continue;
    }
    state_->Apply(changes_.at(*next));
    pending_.erase(next);
    next = pending_.begin();
  }
}

// By the command that defined it: who waits is looked at again then. False, and nothing is done:
// the ids would be others, or it is no such definition.
bool Rehearsal::DefineAsAsked(const std::vector<Event>& facts, Instant at) {
  core::Command command;
  command.caller.role = model::Role::kManager;
  core::DefineLab lab;
  core::Counters next = state_->counters();
  for (const Event& fact : facts) {
    std::optional<core::Definition> definition = DefinitionOf(fact);
    if (!definition) return false;
    if (!IsThere(*state_, fact) && !TakeId(fact, &next, &*definition)) return false;
    lab.definitions.push_back(*std::move(definition));
  }
  command.body = std::move(lab);
  const size_t first = events_.size();
  if (core::Decide(*state_, command, at, &events_).accepted()) return true;
  events_.resize(first);
  return false;
}

void Rehearsal::Define(const std::vector<Event>& facts, Instant at) {
  std::vector<Event> holding;
  for (const Event& fact : facts) {
    const auto key = KeyOf(fact);
    const bool made = changes_.contains(key) && !pending_.contains(key);
    if (!made) holding.push_back(fact);
  }
  if (!holding.empty() && !DefineAsAsked(holding, at)) {
    for (const Event& fact : holding) state_->Apply(fact);
  }
  if (!pending_.empty()) ApplyChanges();
  HearAll();
}

void Rehearsal::Take(Instant at, const std::vector<Event>& events) {
  const std::vector<RecordedStep> steps = recorded_.Take(at, events);
  for (const Event& event : events) {
    before_.Hear(event);
    const auto* booked = std::get_if<core::Booked>(&event);
    if (booked != nullptr && booked->booking.wish.IsSet()) {
      wish_of_[booked->booking.id] = booked->booking.wish;
    }
    if (const auto* decided = std::get_if<core::RoundDecided>(&event)) decided_.push_back(*decided);
  }
  for (const RecordedStep& step : steps) Do(step);
  // What nobody asked for is due all the same.
  if (steps.empty()) Tick(at);
  // Wishes are forgotten before the bookings that met them.
  for (const Event& event : events) {
    const auto* booked = std::get_if<core::Booked>(&event);
    if (booked == nullptr || !booked->booking.wish.IsSet()) continue;
    const BookingId here = Here(booked->booking.id);
    if (here.IsSet()) bookings_[booked->booking.id] = here;
  }
  MatchRounds();
  decided_.clear();
}

void Rehearsal::Finish(Instant at) { Tick(std::max(at, state_->counters().at)); }

void Rehearsal::Tick(Instant at) {
  while (!core::Tick(*state_, at, kTimersAtATime, &events_)) {
  }
  HearAll();
  MatchRounds();
}

void Rehearsal::HearAll() {
  for (const Event& event : events_) after_.Hear(event);
  events_.clear();
}

void Rehearsal::Do(const RecordedStep& step) {
  switch (step.kind) {
    case RecordedStep::Kind::kFact:
      Tick(step.at);
      return Define(step.facts, step.at);
    case RecordedStep::Kind::kCommand:
      return Decide(step);
    case RecordedStep::Kind::kRefused: {
      Tick(step.at);
      const auto& refused = std::get<core::Refused>(step.facts.front());
      const model::Member* member = recorded_.state().Find(refused.caller.member);
      if (member == nullptr || !AsksForTime(BodyOfKind(refused.kind))) return;
      for (RehearsedWorld* world : {&before_, &after_}) {
        ++world->Of(member->company).asked;
        ++world->Of(member->company).refused;
      }
    }
  }
}

MemberId Rehearsal::ForWhom(const RecordedStep& step) const {
  return std::visit(
      [&]<class What>(const What& what) {
        if constexpr (std::is_same_v<What, core::Move>) {
          const Booking* moved = recorded_.state().Find(what.booking);
          if (moved != nullptr) return moved->member;
        } else if constexpr (std::is_same_v<What, core::Book> ||
                             std::is_same_v<What, core::BookSeries> ||
                             std::is_same_v<What, core::FileWish>) {
          if (what.member.IsSet()) return what.member;
        }
        return step.command.caller.member;
      },
      step.command.body);
}

void Rehearsal::CountAsked(const RecordedStep& step, bool accepted) {
  const model::Member* whose = recorded_.state().Find(ForWhom(step));
  if (whose == nullptr || !AsksForTime(step.command.body)) return;
  RehearsedSums& was = before_.Of(whose->company);
  ++was.asked;
  ++was.accepted;
  RehearsedSums& is = after_.Of(whose->company);
  ++is.asked;
  ++(accepted ? is.accepted : is.refused);
}

BookingId Rehearsal::Here(BookingId recorded) const {
  if (recorded < first_booking_) return recorded;
  const auto found = bookings_.find(recorded);
  if (found != bookings_.end()) return found->second;
  // One that met a wish: what that wish has here.
  const auto wish = wish_of_.find(recorded);
  if (wish == wish_of_.end()) return {};
  const model::Wish* here = state_->Find(Here(wish->second));
  return here == nullptr ? BookingId() : here->booking;
}

WishId Rehearsal::Here(WishId recorded) const {
  if (recorded < first_wish_) return recorded;
  const auto found = wishes_.find(recorded);
  if (found != wishes_.end()) return found->second;
  // One that the engine filed for a booking that an outage displaced.
  const model::Wish* wish = recorded_.state().Find(recorded);
  if (wish == nullptr || !wish->instead_of.IsSet()) return {};
  const BookingId displaced = Here(wish->instead_of);
  WishId here;
  state_->ForEach<model::Wish>([&](const model::Wish& other) {
    if (displaced.IsSet() && other.instead_of == displaced) here = other.id;
  });
  return here;
}

RoundId Rehearsal::Here(RoundId recorded) const {
  if (recorded < first_round_) return recorded;
  const auto found = rounds_.find(recorded);
  return found == rounds_.end() ? RoundId() : found->second;
}

// Those of this commit: as soon as they are decided here, too, for what comes next may be about
// what they gave out.
void Rehearsal::MatchRounds() {
  for (const core::RoundDecided& decided : decided_) MatchRound(decided);
}

// The bookings of a round: what each wish of a list got there and here, part by part, if it is the
// same alternative.
void Rehearsal::MatchRound(const core::RoundDecided& decided) {
  const model::Round* here = state_->Find(Here(decided.round));
  if (here == nullptr) return;
  for (const model::Round::Turn& was : decided.turns) {
    for (const model::Round::Turn& is : here->turns) {
      if (was.company != is.company) continue;
      for (size_t wish = 0; wish < std::min(was.results.size(), is.results.size()); ++wish) {
        const model::Round::Result& there = was.results[wish];
        const model::Round::Result& got = is.results[wish];
        if (there.alternative != got.alternative) continue;
        for (size_t part = 0; part < std::min(there.bookings.size(), got.bookings.size()); ++part) {
          bookings_[there.bookings[part]] = got.bookings[part];
        }
      }
    }
  }
}

// The command with the ids that things have here; none: what it is about is not there.
std::optional<core::Body> Rehearsal::Translate(const core::Body& body) const {
  core::Body here = body;
  const bool known = std::visit(
      [&]<class What>(What& what) {
        if constexpr (requires { what.booking = BookingId(); }) {
          what.booking = Here(what.booking);
          return what.booking.IsSet();
        } else if constexpr (requires { what.round = RoundId(); }) {
          what.round = Here(what.round);
          return what.round.IsSet();
        } else if constexpr (requires { what.wish = WishId(); }) {
          what.wish = Here(what.wish);
          return what.wish.IsSet();
        } else if constexpr (std::is_same_v<What, core::ChangeOutage> ||
                             std::is_same_v<What, core::LiftOutage>) {
          if (what.outage < first_outage_) return true;
          const auto found = outages_.find(what.outage);
          if (found == outages_.end()) return false;
          what.outage = found->second;
          return true;
        } else {
          return true;
        }
      },
      here);
  return known ? std::optional(std::move(here)) : std::nullopt;
}

void Rehearsal::Decide(const RecordedStep& step) {
  // What was due while nobody served is decided about first.
  const bool starts = std::holds_alternative<core::StartServing>(step.command.body);
  if (!starts) Tick(step.at);
  ++commands_;
  std::optional<core::Body> body = Translate(step.command.body);
  if (!body) return CountAsked(step, /*accepted=*/false);
  core::Command command;
  command.caller = step.command.caller;
  command.body = *std::move(body);
  const core::Decision decision = core::Decide(*state_, command, step.at, &events_);
  CountAsked(step, decision.accepted());
  if (decision.accepted()) {
    Match(step, decision.subject);
  } else if (AsksForTime(command.body)) {
    NoteRefusal(step, decision.refusal.reasons());
  }
  HearAll();
}

void Rehearsal::NoteRefusal(const RecordedStep& step, const std::vector<core::Reason>& reasons) {
  ++rules_[reasons.front().rule];
  if (refusals_.size() == kRefusalsKept) return;
  const MemberId member = ForWhom(step);
  const model::Member* whose = recorded_.state().Find(member);
  refusals_.push_back({.at = step.at,
                       .subject = step.subject,
                       .company = whose == nullptr ? CompanyId() : whose->company,
                       .member = member,
                       .kind = step.command.body.index(),
                       .reasons = reasons});
}

// What the history calls `step.subject` is `here` here.
void Rehearsal::Match(const RecordedStep& step, core::Subject here) {
  const uint64_t recorded = step.subject.id;
  if (step.subject.kind == Subject::Kind::kSeries) {
    for (const auto& [occurrence, booking] : step.occurrences) {
      for (const BookingId id : state_->BookingsOf(SeriesId(here.id))) {
        if (state_->Find(id)->occurrence == occurrence) bookings_[booking] = id;
      }
    }
  }
  if (step.subject.kind != here.kind) return;
  if (here.kind == Subject::Kind::kBooking) bookings_[BookingId(recorded)] = BookingId(here.id);
  if (here.kind == Subject::Kind::kWish) wishes_[WishId(recorded)] = WishId(here.id);
  if (here.kind == Subject::Kind::kRound) rounds_[RoundId(recorded)] = RoundId(here.id);
  if (here.kind == Subject::Kind::kOutage) outages_[OutageId(recorded)] = OutageId(here.id);
}

}  // namespace mutua::query
