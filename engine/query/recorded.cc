#include "engine/query/recorded.h"

#include <algorithm>
#include <optional>
#include <type_traits>

#include "engine/core/party.h"

namespace mutua::query {
namespace {

using core::Body;
using core::Event;
using core::Subject;
using model::Booking;
using model::BookingState;
using Segment = std::vector<const Event*>;
using Step = RecordedStep;
using Why = core::BookingChanged::Why;

model::Wants WantsOf(const model::Kit& kit) {
  model::Wants wants;
  for (const model::Claim& claim : kit) {
    const bool any = claim.any_of.IsSet();
    wants.push_back({any ? ResourceId() : claim.resource, claim.any_of, claim.units});
  }
  return wants;
}

// When a badge was shown, if that was before the command came.
std::optional<Instant> ShownAt(Instant shown, Instant at) {
  return shown < at ? std::optional(shown) : std::nullopt;
}

template <class EventType>
const EventType* FindIn(const Segment& segment) {
  for (const Event* event : segment) {
    if (const auto* found = std::get_if<EventType>(event)) return found;
  }
  return nullptr;
}

core::Override OverrideIn(const Segment& segment) {
  return {.asked = FindIn<core::Overridden>(segment) != nullptr};
}

Body BookOf(const core::Booked& booked, const Segment& segment) {
  const Booking& booking = booked.booking;
  core::Book book;
  book.wants = WantsOf(booking.kit);
  book.interval = booking.interval;
  book.member = booking.member;
  book.text = booked.text;
  if (booking.state == BookingState::kHeld) book.hold_until = booking.due;
  book.override_policy = OverrideIn(segment);
  book.guests = booking.guests;
  book.may_move = booking.may_move;
  book.walk_up = booking.walk_up;
  book.import_key = booked.import_key;
  return book;
}

// What the caller asked to be done to the booking `before`, by what became of it.
std::optional<Body> ChangeOf(const Booking& before, const Event& event, const core::Caller& caller,
                             const Segment& segment, Instant at) {
  const BookingId id = before.id;
  if (const auto* ended = std::get_if<core::BookingEnded>(&event)) {
    if (ended->state == BookingState::kNoShow) return core::MarkNoShow{id};
    const bool used = before.state == BookingState::kCheckedIn;
    if (used || ended->state == BookingState::kCompleted) {
      return core::CheckOut{id, ShownAt(ended->at, at)};
    }
    if (ended->state != BookingState::kCancelled) return std::nullopt;
    const bool rejected = before.state == BookingState::kPending && !ended->by_lab &&
                          core::Manages(caller) && caller.member != before.member;
    if (rejected) return core::Reject{.booking = id};
    return core::Cancel{.booking = id};
  }
  if (const auto* clash = std::get_if<core::ClashRecorded>(&event)) {
    return core::CheckIn{id, ShownAt(clash->badge_at, at)};
  }
  const auto* changed = std::get_if<core::BookingChanged>(&event);
  if (changed == nullptr) return std::nullopt;
  const Booking& after = changed->booking;
  switch (changed->why) {
    case Why::kConfirmed:
      return core::Confirm{.booking = id};
    case Why::kApproved:
      return core::Approve{.booking = id};
    case Why::kMoved: {
      core::Move move{.booking = id, .interval = after.interval};
      // What stayed where it was was named all the same: asked without, it would be nothing to do.
      const bool same = after.kit == before.kit && !(after.interval == before.interval);
      if (!same) move.wants = WantsOf(after.kit);
      move.override_policy = OverrideIn(segment);
      return move;
    }
    case Why::kCheckedIn:
    case Why::kRestored:
      return core::CheckIn{id, ShownAt(after.checked_in, at)};
    case Why::kHandedOver:
      return core::HandOver{.booking = id, .to = after.member};
    case Why::kShortened:  // late: its end is followed by none
      return core::CheckOut{id, ShownAt(after.interval.end(), at)};
    case Why::kOverrunCharged:  // likewise: it was left earlier than it was held to have been
      return core::CheckOut{id, ShownAt(after.aside->overrun_until, at)};
    default:
      return std::nullopt;
  }
}

BookingId AboutWhich(const Event& event) {
  if (const auto* e = std::get_if<core::BookingChanged>(&event)) return e->booking.id;
  if (const auto* e = std::get_if<core::BookingEnded>(&event)) return e->booking;
  if (const auto* e = std::get_if<core::ClashRecorded>(&event)) return e->booking;
  return {};
}

// How the booking was before the event at `index`: it may have been offered in the same commit.
const Booking* BeforeIn(const core::State& state, BookingId id, const Segment& segment,
                        size_t index) {
  for (size_t i = index; i > 0; --i) {
    const auto* booked = std::get_if<core::Booked>(segment[i - 1]);
    if (booked != nullptr && booked->booking.id == id) return &booked->booking;
    const auto* changed = std::get_if<core::BookingChanged>(segment[i - 1]);
    if (changed != nullptr && changed->booking.id == id) return &changed->booking;
  }
  return state.Find(id);
}

// The last event about the booking is what was asked; what timers did before it is not.
std::optional<Body> BookingCommand(const core::State& state, BookingId id, const Segment& segment,
                                   const core::Requested& requested) {
  for (size_t i = segment.size(); i > 0; --i) {
    const Event& event = *segment[i - 1];
    const auto* booked = std::get_if<core::Booked>(&event);
    if (booked != nullptr && booked->booking.id == id && !booked->booking.wish.IsSet()) {
      return BookOf(*booked, segment);
    }
    if (AboutWhich(event) != id) continue;
    const Booking* before = BeforeIn(state, id, segment, i - 1);
    if (before == nullptr) continue;
    auto body = ChangeOf(*before, event, requested.caller, segment, requested.at);
    if (body) return body;
  }
  return std::nullopt;
}

Body SeriesCommand(const core::SeriesChanged& changed, const Segment& segment) {
  const model::Series& series = changed.series;
  core::BookSeries book;
  book.wants = series.wants;
  book.rule = series.rule;
  book.start = series.start;
  book.civil_seconds = series.civil_seconds;
  book.excluded = series.excluded;
  book.added = series.added;
  book.mode = series.mode;
  book.member = series.member;
  book.text = changed.text;
  book.override_policy = OverrideIn(segment);
  book.may_move = series.may_move;
  return book;
}

std::optional<Body> WishCommand(const core::State& state, WishId id, const Segment& segment) {
  for (const Event* event : segment) {
    const auto* changed = std::get_if<core::WishChanged>(event);
    if (changed == nullptr || changed->wish.id != id) continue;
    const model::Wish& wish = changed->wish;
    if (state.Find(id) == nullptr) {
      core::FileWish file;
      file.wants = wish.wants;
      file.windows = wish.windows;
      file.length = wish.length;
      file.member = wish.member;
      file.book_at_once = wish.book_at_once;
      file.may_move = wish.may_move;
      file.guests = wish.guests;
      file.valid_until = wish.valid_until;
      return file;
    }
    if (wish.state == model::WishState::kWithdrawn) return core::WithdrawWish{id};
    const bool lapsed =
        changed->why == core::WishChanged::Why::kLapsed || wish.state == model::WishState::kExpired;
    if (lapsed) return core::DeclineOffer{id};
    if (wish.state == model::WishState::kMet) return core::AcceptOffer{id};
  }
  return std::nullopt;
}

std::optional<Body> OutageCommand(const core::State& state, OutageId id, const Segment& segment) {
  const model::Outage* before = state.Find(id);
  for (const Event* event : segment) {
    const auto* changed = std::get_if<core::OutageChanged>(event);
    if (changed == nullptr || changed->outage.id != id) continue;
    const model::Outage& outage = changed->outage;
    if (before == nullptr) {
      const auto* fault = FindIn<core::FaultChanged>(segment);
      return core::DeclareOutage{.kind = outage.kind,
                                 .resource = outage.resource,
                                 .pool = outage.pool,
                                 .site = outage.site,
                                 .interval = outage.interval,
                                 .text = {},
                                 .fault = fault == nullptr ? FaultId() : fault->fault.id};
    }
    if (outage.lifted) return core::LiftOutage{.outage = id};
    if (outage.interval != before->interval) {
      return core::ChangeOutage{.outage = id, .interval = outage.interval};
    }
  }
  return std::nullopt;
}

// Reported, or resolved, which may lift the outage that it led to.
std::optional<Body> FaultCommand(const core::State& state, FaultId id, const Segment& segment) {
  const auto* changed = FindIn<core::FaultChanged>(segment);
  if (changed == nullptr) return std::nullopt;
  if (state.Find(id) == nullptr) return core::ReportFault{changed->fault.resource, {}};
  if (!changed->fault.resolved) return std::nullopt;
  const bool lifts = FindIn<core::OutageChanged>(segment) != nullptr;
  return core::ResolveFault{.fault = id, .lift_outage = lifts};
}

// Guaranteed time was lent, or taken back, in a period that may have been frozen by this very
// command.
std::optional<Body> LendCommand(const core::State& state, LendingId id, const Segment& segment) {
  const auto* changed = FindIn<core::LendingChanged>(segment);
  if (changed == nullptr) return std::nullopt;
  const model::Lending& lending = changed->lending;
  const model::Lending* before = state.Find(id);
  const model::Guarantees* period = state.Find(lending.period);
  for (const Event* event : segment) {
    const auto* frozen = std::get_if<core::GuaranteesFrozen>(event);
    if (frozen != nullptr && frozen->guarantees.id == lending.period) period = &frozen->guarantees;
  }
  if (period == nullptr) return std::nullopt;
  return core::Lend{lending.pool, lending.company, period->interval.start(),
                    lending.minutes - (before == nullptr ? 0 : before->minutes)};
}

// A round was opened, a list filed for it, or it was decided or called off before its time.
std::optional<Body> RoundCommand(RoundId id, const Segment& segment) {
  for (size_t i = segment.size(); i > 0; --i) {
    const Event& event = *segment[i - 1];
    if (const auto* opened = std::get_if<core::RoundOpened>(&event);
        opened != nullptr && opened->round.id == id) {
      return core::OpenRound{opened->round.pool, opened->round.windows, opened->round.closes_at};
    }
    if (const auto* filed = std::get_if<core::ListFiled>(&event);
        filed != nullptr && filed->round == id) {
      return core::FileList{
          .round = id, .member = filed->list.member, .version = {}, .bundles = filed->list.bundles};
    }
    const auto* decided = std::get_if<core::RoundDecided>(&event);
    if (decided != nullptr && decided->round == id) return core::CloseRound{id};
    const auto* cancelled = std::get_if<core::RoundCancelled>(&event);
    if (cancelled != nullptr && cancelled->round == id) return core::CancelRound{id};
  }
  return std::nullopt;
}

// The member goes to another company, with what was booked or without.
std::optional<Body> MemberCommand(const core::State& state, MemberId id, const Segment& segment) {
  const model::Member* before = state.Find(id);
  for (const Event* event : segment) {
    const auto* defined = std::get_if<core::MemberDefined>(event);
    if (before == nullptr || defined == nullptr || defined->member.id != id) continue;
    if (defined->member.company == before->company) continue;
    const bool along = std::any_of(segment.begin(), segment.end(), [](const Event* other) {
      const auto* changed = std::get_if<core::BookingChanged>(other);
      return changed != nullptr && changed->why == Why::kHandedOver;
    });
    return core::MoveMember{.member = id, .to = defined->member.company, .with_bookings = along};
  }
  return std::nullopt;
}

// A company left; who was handed what it had booked is told by the bookings that were handed over.
std::optional<Body> CompanyCommand(CompanyId id, const Segment& segment) {
  if (FindIn<core::WoundUp>(segment) == nullptr) return std::nullopt;
  core::WindUp wind_up{.company = id};
  for (const Event* event : segment) {
    const auto* changed = std::get_if<core::BookingChanged>(event);
    if (changed != nullptr && changed->why == Why::kHandedOver) {
      wind_up.hand_over_to = changed->booking.member;
    }
  }
  return wind_up;
}

Step CommandStep(Body body, const core::Requested& requested, Subject subject) {
  Step step{.kind = Step::Kind::kCommand,
            .at = requested.at,
            .facts = {},
            .command = {},
            .subject = subject,
            .occurrences = {}};
  step.command.caller = requested.caller;
  step.command.body = std::move(body);
  return step;
}

// A series as it was booked; its edits as those of its bookings.
void AddSeries(const core::State& state, const Segment& segment, const core::Requested& requested,
               std::vector<Step>* steps) {
  const SeriesId id(requested.subject.id);
  const auto* changed = FindIn<core::SeriesChanged>(segment);
  if (state.Find(id) == nullptr && changed != nullptr && changed->series.id == id &&
      !changed->series.split_from.IsSet()) {
    Step step = CommandStep(SeriesCommand(*changed, segment), requested, requested.subject);
    for (const Event* event : segment) {
      const auto* booked = std::get_if<core::Booked>(event);
      if (booked == nullptr || booked->booking.series != id) continue;
      step.occurrences.emplace_back(booked->booking.occurrence, booked->booking.id);
    }
    return steps->push_back(std::move(step));
  }
  for (const Event* event : segment) {
    const auto* booked = std::get_if<core::Booked>(event);
    const BookingId about = booked != nullptr ? booked->booking.id : AboutWhich(*event);
    if (!about.IsSet()) continue;
    const Subject subject{Subject::Kind::kBooking, about.value()};
    if (booked != nullptr && booked->booking.series.IsSet()) {
      steps->push_back(CommandStep(BookOf(*booked, segment), requested, subject));
      continue;
    }
    const Booking* before = state.Find(about);
    if (before == nullptr || !before->series.IsSet()) continue;
    auto body = ChangeOf(*before, *event, requested.caller, segment, requested.at);
    if (body) steps->push_back(CommandStep(*std::move(body), requested, subject));
  }
}

std::optional<Body> CommandOf(const core::State& state, const Segment& segment,
                              const core::Requested& requested) {
  const uint64_t id = requested.subject.id;
  switch (requested.subject.kind) {
    case Subject::Kind::kBooking:
      return BookingCommand(state, BookingId(id), segment, requested);
    case Subject::Kind::kWish:
      return WishCommand(state, WishId(id), segment);
    case Subject::Kind::kOutage:
      return OutageCommand(state, OutageId(id), segment);
    case Subject::Kind::kMember:
      return MemberCommand(state, MemberId(static_cast<uint32_t>(id)), segment);
    case Subject::Kind::kCompany:
      return CompanyCommand(CompanyId(static_cast<uint32_t>(id)), segment);
    case Subject::Kind::kFault:
      return FaultCommand(state, FaultId(id), segment);
    case Subject::Kind::kLending:
      return LendCommand(state, LendingId(id), segment);
    case Subject::Kind::kRound:
      return RoundCommand(RoundId(id), segment);
    default:
      return std::nullopt;
  }
}

// The process's comings and goings.
std::optional<Step> ServingOf(Instant last_seen, const Event& event, Instant at) {
  Step step{.kind = Step::Kind::kCommand,
            .at = at,
            .facts = {},
            .command = {},
            .subject = {},
            .occurrences = {}};
  if (const auto* started = std::get_if<core::ServingStarted>(&event)) {
    step.command.body = core::StartServing{last_seen, started->entropy};
  } else if (std::holds_alternative<core::ServingStopped>(event)) {
    step.command.body = core::StopServing{};
  } else {
    return std::nullopt;
  }
  step.command.caller.role = model::Role::kService;
  return step;
}

}  // namespace

bool IsDefinition(const Event& event) {
  return std::visit(
      []<class E>(const E&) {
        return std::is_same_v<E, core::ZoneDefined> || std::is_same_v<E, core::SiteDefined> ||
               std::is_same_v<E, core::PoolDefined> || std::is_same_v<E, core::ResourceDefined> ||
               std::is_same_v<E, core::CertificationDefined> ||
               std::is_same_v<E, core::CompanyDefined> || std::is_same_v<E, core::MemberDefined> ||
               std::is_same_v<E, core::BadgeDefined> || std::is_same_v<E, core::TokenDefined> ||
               std::is_same_v<E, core::QuotaDefined>;
      },
      event);
}

void Recorded::TakeSegment(const Segment& segment, const core::Requested* requested, Instant at,
                           std::vector<Step>* steps) {
  std::optional<Body> body;
  const bool series = requested != nullptr && requested->subject.kind == Subject::Kind::kSeries;
  if (requested != nullptr && !series) body = CommandOf(*state_, segment, *requested);
  const bool moves_member = body && std::holds_alternative<core::MoveMember>(*body);
  const bool winds_up = body && std::holds_alternative<core::WindUp>(*body);
  Step defined{.kind = Step::Kind::kFact,
               .at = at,
               .facts = {},
               .command = {},
               .subject = {},
               .occurrences = {}};
  for (const Event* event : segment) {
    const bool moved = moves_member && std::holds_alternative<core::MemberDefined>(*event);
    if (IsDefinition(*event) && !moved && !winds_up) defined.facts.push_back(*event);
    if (auto serving = ServingOf(last_seen_, *event, at)) steps->push_back(*std::move(serving));
  }
  if (!defined.facts.empty()) steps->push_back(std::move(defined));
  if (series) AddSeries(*state_, segment, *requested, steps);
  if (body) steps->push_back(CommandStep(*std::move(body), *requested, requested->subject));
  for (const Event* event : segment) state_->Apply(*event);
}

std::vector<Step> Recorded::Take(Instant at, const std::vector<Event>& events) {
  last_seen_ = state_->counters().at;
  state_->AdvanceTo(at);
  std::vector<Step> steps;
  Segment segment;
  for (const Event& event : events) {
    if (const auto* requested = std::get_if<core::Requested>(&event)) {
      TakeSegment(segment, requested, requested->at, &steps);
      segment.clear();
    } else if (std::holds_alternative<core::Refused>(event)) {
      steps.push_back({.kind = Step::Kind::kRefused,
                       .at = at,
                       .facts = {event},
                       .command = {},
                       .subject = {},
                       .occurrences = {}});
    } else {
      segment.push_back(&event);
    }
  }
  TakeSegment(segment, nullptr, at, &steps);
  return steps;
}

}  // namespace mutua::query
