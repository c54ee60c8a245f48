#include "tests/sim/round_auditor.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace mutua::sim {
namespace {

using model::Round;
using Fate = Round::Result::Fate;

bool Holds(const model::Booking& booking, ResourceId resource, uint32_t units, Instant t) {
  if (!model::Occupies(booking.state) || !booking.interval.Contains(t)) return false;
  return std::any_of(booking.kit.begin(), booking.kit.end(), [&](const model::Claim& claim) {
    return claim.resource == resource && claim.units >= units;
  });
}

}  // namespace

void RoundAuditor::Must(bool holds, const std::string& what) {
  if (!holds && wrong_.empty()) wrong_ = what;
}

void RoundAuditor::Expect(std::span<const core::Event> events) {
  for (const core::Event& event : events) {
    const auto* decided = std::get_if<core::RoundDecided>(&event);
    if (decided == nullptr) continue;
    for (const Round::Turn& turn : decided->turns) {
      for (const Round::Result& result : turn.results) {
        given_.insert(result.bookings.begin(), result.bookings.end());
      }
    }
  }
}

// Minute by minute: everything of the workload begins and ends on one, walk-ups aside.
bool RoundAuditor::Forbids(const model::Kit& kit, Interval interval, BookingId instead_of) const {
  const auto before = calendars_.bookings().find(instead_of);
  for (const auto& [id, round] : open_) {
    for (const model::Claim& claim : kit) {
      if (pools_.at(claim.resource) != round.pool) continue;
      for (const Interval window : round.windows) {
        const Instant to = std::min(window.end(), interval.end());
        for (Instant t = std::max(window.start(), interval.start()); t < to;
             t = t + Duration::Minutes(1)) {
          const bool has = before != calendars_.bookings().end() &&
                           Holds(before->second, claim.resource, claim.units, t);
          if (!has) return true;
        }
      }
    }
  }
  return false;
}

void RoundAuditor::HearBooked(const model::Booking& booking) {
  if (IsGiven(booking.id)) {
    Must(!booking.grab, absl::StrCat("b-", booking.id.value(), " of a round was grabbed"));
    return;
  }
  Must(!Forbids(booking.kit, booking.interval, BookingId()),
       absl::StrCat("b-", booking.id.value(), " was booked in an open round's window"));
}

// An outage that is lifted gives back what it took.
void RoundAuditor::HearChanged(const core::BookingChanged& changed) {
  using Why = core::BookingChanged::Why;
  if (changed.why == Why::kRestored || changed.why == Why::kRebooked) return;
  Must(!Forbids(changed.booking.kit, changed.booking.interval, changed.booking.id),
       absl::StrCat("b-", changed.booking.id.value(), " came into an open round's window, ",
                    static_cast<int>(changed.why)));
}

void RoundAuditor::CheckOrder(const Round& round) {
  for (size_t i = 1; i < round.turns.size(); ++i) {
    const Round::Turn& a = round.turns[i - 1];
    const Round::Turn& b = round.turns[i];
    const auto first = static_cast<__int128>(a.usage.value()) * b.share;
    const auto second = static_cast<__int128>(b.usage.value()) * a.share;
    const auto has = static_cast<__int128>(a.credits.value()) * b.share;
    const auto less = static_cast<__int128>(b.credits.value()) * a.share;
    const bool before = a.under_guarantee != b.under_guarantee ? a.under_guarantee
                        : a.token != b.token                   ? a.token
                        : first != second                      ? first < second
                        : has != less                          ? has > less
                                                               : a.draw <= b.draw;
    Must(before, absl::StrCat("round ", round.id.value(), ": turns ", i, " and ", i + 1));
  }
}

void RoundAuditor::HearDecided(const core::RoundDecided& decided) {
  Round round = open_.at(decided.round);
  const std::string name = absl::StrCat("round ", round.id.value());
  Must(decided.turns.size() == round.turns.size(), name + " has other turns than it opened with");
  for (size_t i = 0; i < round.turns.size() && i < decided.turns.size(); ++i) {
    Must(decided.turns[i].company == round.turns[i].company &&
             decided.turns[i].share == round.turns[i].share,
         name + " was decided in another order than it opened with");
    for (const Round::Result& result : decided.turns[i].results) {
      taken_ += result.fate == Fate::kTaken ? 1 : 0;
      taken_before_ += result.fate == Fate::kTakenBefore ? 1 : 0;
    }
  }
  round.state = model::RoundState::kPublished;
  round.turns = decided.turns;
  round.rooms = decided.rooms;
  round.open_seconds = decided.open_seconds;
  for (const model::Discrepancy& wrong : model::FollowPass(round)) {
    Must(false, absl::StrCat(name, ": turn ", wrong.turn, ", bundle ", wrong.bundle));
  }
  Must(core::IsInOrder(round), name + " is not in order");
  ++decided_;
  open_.erase(decided.round);
}

void RoundAuditor::Hear(const core::Event& event) {
  if (const auto* e = std::get_if<core::ResourceDefined>(&event)) {
    pools_[e->resource.id] = e->resource.pool;
  }
  if (const auto* e = std::get_if<core::RoundOpened>(&event)) {
    open_[e->round.id] = e->round;
    CheckOrder(e->round);
  }
  if (const auto* e = std::get_if<core::ListFiled>(&event)) {
    auto& lists = open_.at(e->round).lists;
    std::erase_if(lists, [&](const Round::List& list) { return list.company == e->list.company; });
    lists.push_back(e->list);
    std::sort(lists.begin(), lists.end(),
              [](const auto& a, const auto& b) { return a.company < b.company; });
  }
  if (const auto* e = std::get_if<core::Booked>(&event)) HearBooked(e->booking);
  if (const auto* e = std::get_if<core::BookingChanged>(&event)) HearChanged(*e);
  if (const auto* e = std::get_if<core::RoundDecided>(&event)) HearDecided(*e);
  if (const auto* e = std::get_if<core::RoundCancelled>(&event)) open_.erase(e->round);
}

}  // namespace mutua::sim
