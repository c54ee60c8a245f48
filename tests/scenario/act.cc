#include "tests/scenario/act.h"

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace mutua::scenario {

void Act::Say(const std::string& line) { lines_.push_back((lines_.empty() ? "→ " : "  ") + line); }

void Act::Say(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) Say(line);
}

void Act::SayBooking(const v1::Booking& booking) {
  Own(booking.booking());
  Say(show_.Booking(booking));
}

void Act::SaySeries(const v1::Series& series) {
  Own(series.series());
  Own(series.split_from());
  for (const auto& occurrence : series.occurrences()) Own(occurrence.booking().booking());
  Say(show_.Series(series));
}

void Act::SayWish(const v1::Wish& wish) {
  Own(wish.wish());
  Own(wish.booking());
  Say(show_.Wish(wish));
}

void Act::SayVictim(const v1::OutageVictim& victim) {
  Own(victim.booking().booking());
  Own(victim.wish());
  Say(show_.Victim(victim));
}

void Act::SayRefusal(const grpc::Status& status) {
  google::rpc::Status whole;
  whole.ParseFromString(status.error_details());
  for (const google::protobuf::Any& any : whole.details()) {
    if (any.UnpackTo(&refusal_) && refusal_.reasons_size() > 0) return Say(show_.Refusal(refusal_));
  }
  Say("refused, " + status.error_message());
}

void Act::CheckAlternatives(const v1::CreateBookingRequest& refused) {
  for (const v1::Alternative& alternative : refusal_.alternatives()) {
    for (const v1::AlternativeBooking& booking : alternative.bookings()) {
      v1::PreviewCommandRequest request;
      v1::CreateBookingRequest& create = *request.mutable_command()->mutable_create_booking();
      create = refused;
      *create.mutable_spec()->mutable_wants() = booking.wants();
      v1::AskedInterval& time = *create.mutable_spec()->mutable_time();
      if (!refused.spec().walk_up()) {
        *time.mutable_start()->mutable_instant() = booking.interval().start();
      }
      *time.mutable_end()->mutable_instant() = booking.interval().end();
      v1::PreviewCommandResponse preview;
      if (!Ask(services().availability, &v1::AvailabilityService::Stub::PreviewCommand, request,
               &preview) ||
          preview.accepted()) {
        continue;
      }
      Say("but " + WantsText(booking.wants()) + " " + show_.Span(booking.interval()) +
          " would be " + show_.Refusal(preview.refusal()).front());
    }
  }
}

bool Act::IsOwn(const v1::Event& event) const {
  switch (event.kind()) {
    case v1::EVENT_KIND_BOOKING:
      return own_.contains(event.booking().booking());
    case v1::EVENT_KIND_SERIES:
      return own_.contains(event.series().series());
    case v1::EVENT_KIND_WISH:
      return own_.contains(event.wish().wish());
    case v1::EVENT_KIND_OUTAGE:
      return own_.contains(event.outage().outage());
    case v1::EVENT_KIND_FAULT:
      return own_.contains(event.fault().fault());
    case v1::EVENT_KIND_ROUND:
      return own_.contains(event.round().round());
    default:
      return false;
  }
}

}  // namespace mutua::scenario
