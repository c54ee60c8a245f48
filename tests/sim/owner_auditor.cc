#include "tests/sim/owner_auditor.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace mutua::sim {
namespace {

using core::BookingChanged;
using core::Rule;
using model::Booking;

bool Stands(const Booking& booking) {
  return booking.state == model::BookingState::kHeld ||
         booking.state == model::BookingState::kPending ||
         booking.state == model::BookingState::kConfirmed ||
         booking.state == model::BookingState::kCheckedIn;
}

// Whether a reason's numbers say that its rule is broken.
bool Shows(const core::Reason& reason) {
  const int64_t limit = reason.limit;
  switch (reason.rule) {
    case Rule::kOverlap:
    case Rule::kTooFewPieces:
    case Rule::kQuota:
      return limit < reason.used + reason.asked;
    case Rule::kOutage:
    case Rule::kTooLong:
    case Rule::kHorizon:
      return limit < reason.asked;
    case Rule::kInThePast:
      return reason.asked <= limit;
    case Rule::kTooShort:
    case Rule::kLeadTime:
      return reason.asked < limit;
    case Rule::kGranularity:
      return 0 < reason.asked && reason.asked < limit;
    case Rule::kClosed:
      return reason.used < reason.asked;
    default:
      return true;
  }
}

// Of whose booking, or of which, the command says something.
struct Named {
  BookingId booking{};
  SeriesId series{};
  CompanyId company{};
};
Named NamedBy(const core::Body& body) {
  if (const auto* c = std::get_if<core::Move>(&body)) return {.booking = c->booking};
  if (const auto* c = std::get_if<core::CheckIn>(&body)) return {.booking = c->booking};
  if (const auto* c = std::get_if<core::CheckOut>(&body)) return {.booking = c->booking};
  if (const auto* c = std::get_if<core::Cancel>(&body)) return {.booking = c->booking};
  if (const auto* c = std::get_if<core::MoveSeries>(&body)) return {.series = c->series};
  if (const auto* c = std::get_if<core::CancelSeries>(&body)) return {.series = c->series};
  if (const auto* c = std::get_if<core::WindUp>(&body)) return {.company = c->company};
  return {};
}

}  // namespace

void OwnerAuditor::Announce(const core::Command* command, const core::State& state, Instant at) {
  command_ = command;
  at_ = at;
  managed_ = {};
  if (command == nullptr) return;
  const model::Member* member = state.Find(command->caller.member);
  if (command->caller.role == model::Role::kCompanyManager && member != nullptr) {
    managed_ = member->company;
  }
}

bool OwnerAuditor::Says(const Booking& before) const {
  if (command_ == nullptr) return false;
  const Named named = NamedBy(command_->body);
  const bool about_it = named.booking == before.id || named.company == before.company ||
                        (named.series.IsSet() && named.series == before.series);
  const core::Caller& caller = command_->caller;
  const bool may = caller.role == model::Role::kManager || caller.role == model::Role::kService ||
                   caller.member == before.member || caller.member == before.booked_by ||
                   managed_ == before.company;
  return about_it && may;
}

bool OwnerAuditor::IsEqual(const Booking& before, const Booking& after) const {
  if (before.interval != after.interval || before.kit.size() != after.kit.size()) return false;
  for (size_t i = 0; i < before.kit.size(); ++i) {
    const bool equal = pools_.at(before.kit[i].resource) == pools_.at(after.kit[i].resource) &&
                       before.kit[i].units == after.kit[i].units;
    if (!equal) return false;
  }
  return true;
}

bool OwnerAuditor::WasFoundAt(const Booking& after) const {
  const auto found = found_.find(after.id);
  return found != found_.end() &&
         std::find(found->second.begin(), found->second.end(),
                   std::pair(after.interval, after.kit)) != found->second.end();
}

void OwnerAuditor::Hear(const core::Event& event) {
  if (const auto* defined = std::get_if<core::ResourceDefined>(&event)) {
    pools_[defined->resource.id] = defined->resource.pool;
  }
  const auto* changed = std::get_if<BookingChanged>(&event);
  if (changed == nullptr) return;
  const Booking& after = changed->booking;
  const Booking& before = auditor_.bookings().at(after.id);
  if (!Stands(before) || (before.interval == after.interval && before.kit == after.kit)) return;
  if (Says(before)) {
    ++moved_;
    found_.erase(after.id);
  } else if (changed->why == BookingChanged::Why::kRepacked && before.may_move &&
             before.interval.start() - at_ > Duration::Hours(24) && IsEqual(before, after)) {
    ++repacked_;
  } else if (auditor_.IsOut(before)) {
    ++replanned_;
    found_[after.id].push_back({before.interval, before.kit});
  } else if ((changed->why != BookingChanged::Why::kRestored || !WasFoundAt(after)) &&
             wrong_.empty()) {
    wrong_ = absl::StrCat("booking ", after.id.value(), " was moved (", changed->why,
                          ") by nobody who may");
  }
}

void OwnerAuditor::Hear(const core::Decision& decision) {
  if (decision.accepted() || !wrong_.empty()) return;
  if (decision.refusal.empty()) wrong_ = "a refusal without a reason";
  for (const core::Reason& reason : decision.refusal.reasons()) {
    if (Shows(reason)) continue;
    wrong_ = absl::StrCat("rule ", reason.rule, ": limit ", reason.limit, ", used ", reason.used,
                          ", asked ", reason.asked, " breaks nothing");
  }
}

}  // namespace mutua::sim
