#include "engine/front/effects.h"

#include <utility>
#include <variant>

#include "engine/front/request_id.h"

namespace mutua::front {
namespace {

using core::Event;

// Where the events of a command end: it is remembered, or was refused.
bool EndsCommand(const Event& event) {
  return std::holds_alternative<core::Requested>(event) ||
         std::holds_alternative<core::Refused>(event);
}

const model::Booking* OtherBooking(const Event& event, const core::Subject& subject) {
  const model::Booking* booking = nullptr;
  if (const auto* booked = std::get_if<core::Booked>(&event)) {
    if (booked->booking.wish.IsSet()) booking = &booked->booking;
  } else if (const auto* changed = std::get_if<core::BookingChanged>(&event)) {
    if (changed->why == core::BookingChanged::Why::kRepacked) booking = &changed->booking;
  }
  const bool own = booking != nullptr && subject.kind == core::Subject::Kind::kBooking &&
                   subject.id == booking->id.value();
  return own ? nullptr : booking;
}

}  // namespace

std::vector<Event> EventsOf(const House& house, const pipeline::Answer& answer,
                            const core::Caller& caller, const std::string& request_id) {
  const std::optional<core::RequestId> id = ParseRequestId(request_id);
  if (!id || answer.decision.repeated || !answer.position.IsSet()) return {};
  const auto commits = house.engine.feed().After(Position(answer.position.value() - 1), 1);
  if (!commits.ok() || commits->empty()) return {};
  const std::vector<Event>& all = commits->front()->events;
  size_t begin = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    if (!EndsCommand(all[i])) continue;
    const auto* requested = std::get_if<core::Requested>(&all[i]);
    if (requested != nullptr && requested->request == *id && requested->caller == caller) {
      return {all.begin() + static_cast<ptrdiff_t>(begin), all.begin() + static_cast<ptrdiff_t>(i)};
    }
    begin = i + 1;
  }
  return {};
}

void ShowEffects(Showing& show, const std::vector<Event>& events, const core::Subject& subject,
                 google::protobuf::RepeatedPtrField<v1::Effect>* out) {
  for (const Event& event : events) {
    const model::Booking* booking = OtherBooking(event, subject);
    if (booking == nullptr) continue;
    v1::Effect& effect = *out->Add();
    show.Booking(*booking, effect.mutable_booking());
    if (booking->wish.IsSet() && !effect.booking().redacted()) {
      effect.set_wish(IdText(booking->wish));
    }
  }
}

void ShowCancelled(const std::vector<Event>& events,
                   google::protobuf::RepeatedPtrField<std::string>* out) {
  for (const Event& event : events) {
    const auto* ended = std::get_if<core::BookingEnded>(&event);
    if (ended != nullptr && ended->state == model::BookingState::kCancelled) {
      *out->Add() = IdText(ended->booking);
    }
  }
}

}  // namespace mutua::front
