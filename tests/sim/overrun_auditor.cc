#include "tests/sim/overrun_auditor.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace mutua::sim {
namespace {

using model::Booking;
using model::BookingState;
using Why = core::BookingChanged::Why;

constexpr int64_t kMinutesMost = 24 * 60;

bool IsNamedIn(const model::Kit& kit, ResourceId id) {
  return std::any_of(kit.begin(), kit.end(),
                     [&](const model::Claim& claim) { return claim.resource == id; });
}

// Whether somebody is there at that second, as far as the booking's own time goes.
bool IsThere(const Booking& booking, Instant at) {
  const bool came =
      booking.state == BookingState::kCheckedIn || booking.state == BookingState::kCompleted;
  return came && booking.checked_in != Instant() && booking.checked_in <= at &&
         booking.interval.Contains(at);
}

bool StandsIn(const Booking& booking) {
  return booking.state <= BookingState::kCheckedIn || booking.state == BookingState::kCompleted;
}

// Whether it must be left, and was not by its end.
bool IsLate(const Booking& booking, Instant at) {
  return booking.state == BookingState::kCheckedIn && booking.check_out_asked &&
         booking.interval.end() <= at;
}

}  // namespace

void OverrunAuditor::Expect(bool holds, BookingId id, const std::string& what) {
  if (!holds && wrong_.empty()) wrong_ = absl::StrCat("b-", id.value(), ": ", what);
}

// Whether all of its resources that close at night are open.
bool OverrunAuditor::IsOpen(const Booking& booking, Instant at) const {
  return std::all_of(booking.kit.begin(), booking.kit.end(), [&](const model::Claim& claim) {
    const model::Resource& resource = resources_.at(claim.resource);
    const model::Rules& pool = pools_.at(resource.pool).rules;
    const auto overnight = resource.rules.unattended_overnight ? resource.rules.unattended_overnight
                                                               : pool.unattended_overnight;
    const auto hours = resource.rules.opening ? resource.rules.opening : pool.opening;
    return resource.kind == model::ResourceKind::kMaterial || overnight.value_or(false) ||
           (calendars_.IsOpenAt(sites_.at(resource.site).opening, at) &&
            (!hours || calendars_.IsOpenAt(*hours, at)));
  });
}

// Whether those who are there at that second leave no room for it on one of its resources.
bool OverrunAuditor::IsFull(const Booking& booking, Instant at) const {
  return std::any_of(booking.kit.begin(), booking.kit.end(), [&](const model::Claim& claim) {
    const model::Resource& resource = resources_.at(claim.resource);
    if (resource.kind == model::ResourceKind::kMaterial) return false;
    int64_t units = claim.units;
    for (const auto& [id, other] : bookings_) {
      if (id == booking.id || !IsThere(other, at)) continue;
      for (const model::Claim& its : other.kit) {
        units += its.resource == claim.resource ? its.units : 0;
      }
    }
    return units > resource.capacity;
  });
}

// When it was over: left, or somebody was there instead, or the lab closed, or a day had passed.
Instant OverrunAuditor::EndOf(const Booking& booking, Instant left) const {
  const Instant end = booking.interval.end();
  if (!IsOpen(booking, end - Duration::Seconds(1))) return end;
  // People come at these moments, and the overrun is cut at the first that leaves no room.
  std::vector<Instant> moments = {end};
  for (const auto& [id, other] : bookings_) {
    const Instant came = std::max(other.checked_in, other.interval.start());
    if (end < came && came < left) moments.push_back(came);
  }
  Instant until = left;
  for (const Instant moment : moments) {
    if (moment < until && IsFull(booking, moment)) until = moment;
  }
  for (int64_t minute = 0; minute < kMinutesMost; ++minute) {
    const Instant now = end + Duration::Minutes(minute);
    if (until <= now) return std::max(until, end);
    if (!IsOpen(booking, now)) return now;
  }
  return std::min(until, end + Duration::Minutes(kMinutesMost));
}

bool OverrunAuditor::Runs(const Booking& booking, Instant at) const {
  return IsLate(booking, at) && at < EndOf(booking, at + Duration::Seconds(1));
}

bool OverrunAuditor::IsHindered(BookingId id, Instant at) const {
  const Booking& booking = bookings_.at(id);
  const Instant begins = booking.interval.start() - Duration::Minutes(booking.setup_minutes);
  if (booking.state != BookingState::kConfirmed || at < begins || booking.interval.end() <= at) {
    return false;
  }
  return std::any_of(booking.kit.begin(), booking.kit.end(), [&](const model::Claim& claim) {
    const model::Resource& resource = resources_.at(claim.resource);
    if (resource.kind == model::ResourceKind::kMaterial) return false;
    int64_t units = 0;
    bool any = false;
    for (const auto& [other_id, other] : bookings_) {
      if (!IsNamedIn(other.kit, claim.resource)) continue;
      const bool booked = StandsIn(other) && other.Occupied().Contains(at);
      const bool late = !booked && other.company != booking.company && Runs(other, at);
      any = any || late;
      for (const model::Claim& its : other.kit) {
        units += its.resource == claim.resource && (booked || late) ? its.units : 0;
      }
    }
    return any && units > resource.capacity;
  });
}

Charge OverrunAuditor::PriceOf(const Booking& booking, int64_t minutes) const {
  Charge all;
  for (const model::Claim& claim : booking.kit) {
    const model::Resource& resource = resources_.at(claim.resource);
    if (resource.kind == model::ResourceKind::kMaterial) continue;
    const model::Rules& pool = pools_.at(resource.pool).rules;
    const int64_t tariff = resource.rules.tariff ? *resource.rules.tariff : pool.tariff.value_or(1);
    const Cents price = resource.rules.price ? *resource.rules.price : pool.price.value_or(Cents());
    const int64_t unit_minutes = minutes * claim.units;
    // Twice 60 ticks a minute at tariff 1; the price is an hour's.
    all =
        all + Charge{Ticks(unit_minutes * 120 * tariff), Cents(unit_minutes * price.value() / 30)};
  }
  return all;
}

void OverrunAuditor::HearEnded(const core::BookingEnded& ended, Instant at) {
  Booking& booking = bookings_.at(ended.booking);
  const BookingId id = booking.id;
  const bool released =
      ended.state == BookingState::kNoShow || ended.state == BookingState::kDisplaced;
  const Instant closed = std::min(ended.at, booking.interval.end());
  const Instant when = released ? closed - Duration::Seconds(1) : at;
  const bool by_outage = ended.state == BookingState::kDisplaced && !ended.hindered_by.IsSet();
  if (!by_outage && booking.state == BookingState::kConfirmed &&
      (released || ended.state == BookingState::kCancelled)) {
    Expect(IsHindered(id, when) == ended.hindered_by.IsSet(), id, "whether it could start");
    Expect(!ended.hindered_by.IsSet() || Runs(bookings_.at(ended.hindered_by), when), id,
           "who kept it from starting");
  }
  hindered_ += ended.hindered_by.IsSet() ? 1 : 0;
  if (ended.state == BookingState::kCompleted && IsLate(booking, ended.at)) {
    over_[id] = {ended.at};
    touched_.insert(id);
  }
  booking.state = ended.state;
  booking.hindered = ended.hindered_by.IsSet();
}

void OverrunAuditor::HearChanged(const core::BookingChanged& changed) {
  const Booking& after = changed.booking;
  const Booking& before = bookings_.at(after.id);
  if (changed.why == Why::kShortened && before.state == BookingState::kCompleted) {
    over_.erase(after.id);  // it was left before its end
    Expect(after.aside->overrun.IsNothing(), after.id, "an overrun of what was left in time");
  } else if (changed.why == Why::kOverrunCharged) {
    const bool again = before.state == BookingState::kCompleted;
    ++(again ? cheaper_ : charged_);
    Expect(!again || after.aside->overrun.ticks <= before.aside->overrun.ticks, after.id,
           "a dearer overrun");
    touched_.insert(after.id);
  } else {
    Expect(after.aside->overrun == before.aside->overrun, after.id, "another charge by the way");
  }
  // Who came, perhaps some time ago.
  if (after.checked_in != before.checked_in) {
    for (const auto& [id, over] : over_) touched_.insert(id);
  }
}

void OverrunAuditor::Hear(const core::Event& event, Instant at) {
  if (const auto* e = std::get_if<core::SiteDefined>(&event)) sites_[e->site.id] = e->site;
  if (const auto* e = std::get_if<core::PoolDefined>(&event)) pools_[e->pool.id] = e->pool;
  if (const auto* e = std::get_if<core::ResourceDefined>(&event)) {
    resources_[e->resource.id] = e->resource;
  }
  if (const auto* e = std::get_if<core::Booked>(&event)) bookings_[e->booking.id] = e->booking;
  if (const auto* e = std::get_if<core::BookingChanged>(&event)) {
    HearChanged(*e);
    bookings_[e->booking.id] = e->booking;
  }
  if (const auto* e = std::get_if<core::BookingEnded>(&event)) HearEnded(*e, at);
  if (const auto* e = std::get_if<core::BookingRetired>(&event)) {
    bookings_.erase(e->booking);
    over_.erase(e->booking);
  }
}

void OverrunAuditor::Settle() {
  const auto* left = command_ == nullptr ? nullptr : std::get_if<core::CheckOut>(&command_->body);
  if (left != nullptr && left->badge_at && over_.contains(left->booking)) {
    const bool believed = command_->caller.role == model::Role::kManager ||
                          command_->caller.role == model::Role::kKiosk;
    Over& over = over_.at(left->booking);
    if (believed) over.left = std::min(over.left, *left->badge_at);
    touched_.insert(left->booking);
  }
  for (const BookingId id : touched_) {
    const auto over = over_.find(id);
    if (over == over_.end()) continue;
    const Booking& booking = bookings_.at(id);
    const Instant end = EndOf(booking, over->second.left);
    const int64_t minutes = (end - booking.interval.end()).seconds() / 60;
    over->second.minutes = std::min(over->second.minutes, minutes);
    Expect(booking.aside->overrun == PriceOf(booking, over->second.minutes), id,
           absl::StrCat(over->second.minutes, " minutes past its end, charged ",
                        booking.aside->overrun.ticks.value(), " ticks"));
  }
  touched_.clear();
}

}  // namespace mutua::sim
