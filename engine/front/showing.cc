#include "engine/front/showing.h"

#include <algorithm>

#include "engine/base/limits.h"
#include "engine/core/overrun.h"
#include "engine/core/party.h"
#include "engine/front/civil.h"
#include "engine/front/initials.h"

namespace mutua::front {
namespace {

const std::string& Empty() {
  static const std::string kEmpty;
  return kEmpty;
}

// The wants of a series are found again in its parts: a resource that is none of them stands in.
bool IsStandIn(const core::State& state, const model::Booking& booking, ResourceId resource) {
  const model::Series* series = state.Find(booking.series);
  if (series == nullptr) return false;
  return std::none_of(series->wants.begin(), series->wants.end(), [&](const model::Want& want) {
    return want.resource == resource ||
           (want.pool.IsSet() && want.pool == state.Find(resource)->pool);
  });
}

// The civil start that was meant, if the zone's rules changed since.
void Shifted(const model::ZoneTable& zone, const model::Booking& booking, v1::Booking* out) {
  const Instant start = booking.interval.start();
  const int32_t then = int32_t{booking.offset_minutes} * 60;
  if (then / 60 == zone.OffsetAt(start) / 60) return;
  out->set_shifted(true);
  out->set_entered_local_start(CivilText(CivilSecond() + start.unix_seconds() + then));
}

// A kiosk shows who it is only where the site of what is booked wants it.
std::string InitialsFor(const Scene& scene, const model::Booking& booking) {
  const bool holds =
      model::Occupies(booking.state) || booking.state == model::BookingState::kCompleted;
  if (scene.caller.role != model::Role::kKiosk || booking.kit.empty() || !holds) return {};
  const model::Resource* resource = scene.state.Find(booking.kit.front().resource);
  const model::Site* site = resource == nullptr ? nullptr : scene.state.Find(resource->site);
  if (site == nullptr || site->kiosk_people != model::KioskPeople::kInitials) return {};
  const auto person = scene.people.Get(booking.member);
  return person ? InitialsOf(person->display_name) : std::string();
}

}  // namespace

v1::BookingState StateOf(model::BookingState state) {
  // Both are numbered alike; the contract's comment and a test say so.
  return static_cast<v1::BookingState>(state);
}

v1::SeriesMode ModeOf(model::SeriesMode mode) { return static_cast<v1::SeriesMode>(mode); }

bool Showing::Sees(CompanyId company) const {
  if (core::Manages(scene_.caller)) return true;
  const model::Member* member = state().Find(scene_.caller.member);
  return member != nullptr && member->company == company;
}

const std::string& Showing::HandleOf(ResourceId id) const {
  const model::Resource* resource = state().Find(id);
  return resource == nullptr ? Empty() : resource->handle;
}
const std::string& Showing::HandleOf(PoolId id) const {
  const model::Pool* pool = state().Find(id);
  return pool == nullptr ? Empty() : pool->handle;
}
const std::string& Showing::HandleOf(CompanyId id) const {
  const model::Company* company = state().Find(id);
  return company == nullptr ? Empty() : company->handle;
}

void Showing::Parts(const model::Booking& booking, v1::Booking* out) {
  out->set_booking(IdText(booking.id));
  Put(booking.interval, out->mutable_interval());
  for (const model::Claim& claim : booking.kit) {
    v1::BookedPart& part = *out->add_parts();
    part.set_resource(HandleOf(claim.resource));
    part.set_units(claim.units);
    if (claim.any_of.IsSet()) part.set_pool(HandleOf(claim.any_of));
  }
}

void Showing::BookingBrief(const model::Booking& booking, v1::Booking* out) {
  Parts(booking, out);
  const bool sees = Sees(booking.company);
  out->set_redacted(!sees);
  out->set_state(sees || !model::Occupies(booking.state) ? StateOf(booking.state)
                                                         : v1::BOOKING_STATE_CONFIRMED);
  out->set_initials(InitialsFor(scene_, booking));
}

void Showing::Charges(const model::Booking& booking, v1::Booking* out) {
  Put(booking.price, out->mutable_price());
  Put(booking.Charged(), out->mutable_charged());
  if (const Charge lost = booking.aside->forfeited; !lost.IsNothing()) {
    Put(lost, out->mutable_forfeited());
  }
  if (const Charge back = booking.aside->returned; !back.IsNothing()) {
    Put(back, out->mutable_returned());
  }
  if (const Charge late = booking.aside->overrun; !late.IsNothing()) {
    Put(late, out->mutable_overrun_charge());
    Put(booking.aside->overrun_until, out->mutable_overrun_until());
  }
  out->set_refunded(booking.refunded);
  out->set_grabbed(booking.grab);
}

void Showing::Details(const model::Booking& booking, v1::Booking* out) {
  out->set_company(HandleOf(booking.company));
  out->set_member(scene_.people.HandleOf(booking.member));
  if (booking.booked_by != booking.member) {
    out->set_booked_by(scene_.people.HandleOf(booking.booked_by));
  }
  out->set_may_move(booking.may_move);
  if (booking.state == model::BookingState::kHeld) Put(booking.due, out->mutable_held_until());
  out->set_walk_up(booking.walk_up);
  if (booking.guests != 0) out->mutable_guests()->set_more(booking.guests);
  if (booking.series.IsSet()) {
    out->set_series(IdText(booking.series));
    out->set_occurrence(booking.occurrence);
    for (int i = 0; i < out->parts_size(); ++i) {
      const ResourceId resource = booking.kit[static_cast<size_t>(i)].resource;
      out->mutable_parts(i)->set_substitute(IsStandIn(state(), booking, resource));
    }
  }
  const model::ZoneTable& zone = state().ZoneOf(booking.kit.front().resource);
  out->set_zone(zone.name());
  out->set_local_start(LocalText(zone, booking.interval.start()));
  out->set_local_end(LocalText(zone, booking.interval.end()));
  if (model::Occupies(booking.state)) Shifted(zone, booking, out);
  Put(booking.made_at, out->mutable_created_at());
  if (booking.checked_in > kEarliest) Put(booking.checked_in, out->mutable_checked_in_at());
  out->set_overrun(booking.overrun && booking.state == model::BookingState::kCheckedIn);
  out->set_hindered(booking.hindered || core::HinderedBy(state(), booking, scene_.now).IsSet());
  out->set_overridden(booking.overridden);
  if (booking.wish.IsSet()) out->set_wish(IdText(booking.wish));
  out->set_edited(booking.edited);
  out->set_etag(std::to_string(booking.version));
  Charges(booking, out);
  // An ended booking is due to retire so long after its end.
  if (!model::Occupies(booking.state)) Put(booking.due - kEndedKept, out->mutable_ended_at());
}

// The series whose title is the booking's, too: of the same member and company, as what somebody
// wrote does not go along to another.
SeriesId Showing::TextedSeries(const model::Booking& booking) const {
  const model::Series* series = state().Find(booking.series);
  const bool same =
      series != nullptr && series->member == booking.member && series->company == booking.company;
  return same ? RootOf(*series) : SeriesId();
}

// What was written stays with the first of the series that this one continues.
SeriesId Showing::RootOf(const model::Series& series) const {
  const model::Series* first = &series;
  SeriesId root = series.id;
  while (first != nullptr && first->split_from.IsSet()) {
    root = first->split_from;
    first = state().Find(root);
  }
  return root;
}

void Showing::Booking(const model::Booking& booking, v1::Booking* out) {
  BookingBrief(booking, out);
  if (out->redacted()) return;
  Details(booking, out);
  wanted_.push_back({.subject = {core::Subject::Kind::kBooking, booking.id.value()},
                     .member = booking.member,
                     .message = out,
                     .wish = booking.wish,
                     .series = TextedSeries(booking)});
  if (booking.state == model::BookingState::kCancelled) {
    wanted_.push_back({.subject = {core::Subject::Kind::kBooking, booking.id.value()},
                       .member = booking.member,
                       .message = out,
                       .ending = true});
  }
}

void Showing::BookingKnown(const model::Booking& booking, const v1::BookingSpec& spec,
                           v1::Booking* out) {
  BookingBrief(booking, out);
  if (out->redacted()) return;
  Details(booking, out);
  if (!spec.title().empty()) out->set_title(spec.title());
  if (spec.has_guests()) *out->mutable_guests() = spec.guests();
}

void Showing::Wants(const model::Wants& wants, google::protobuf::RepeatedPtrField<v1::Want>* out) {
  for (const model::Want& want : wants) {
    const bool again = out->size() > 0 && want.pool.IsSet() &&
                       out->at(out->size() - 1).pool() == HandleOf(want.pool);
    if (again) {
      v1::Want& last = out->at(out->size() - 1);
      last.set_count(last.count() + want.units);
      continue;
    }
    v1::Want& added = *out->Add();
    if (want.resource.IsSet()) {
      added.set_resource(HandleOf(want.resource));
      added.set_units(want.units);
    } else {
      added.set_pool(HandleOf(want.pool));
      added.set_units(1);
      added.set_count(want.units);
    }
  }
}

}  // namespace mutua::front
