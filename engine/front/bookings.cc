// BookingsService: mutations of single bookings.
#include "engine/front/mutation.h"
#include "engine/front/services.h"

namespace mutua::front {
namespace {

using access::Verb;

const model::Booking* Subject(const Showing& show, const pipeline::Answer& answer) {
  return show.state().Find(BookingId(answer.decision.subject.id));
}

// The booking that was decided about; one that has left the live state since shows its id.
void ShowSubject(Showing& show, const pipeline::Answer& answer, v1::Booking* out) {
  if (const model::Booking* booking = Subject(show, answer)) {
    show.Booking(*booking, out);
  } else {
    out->set_booking(IdText('b', answer.decision.subject.id));
  }
}

template <class Request, class Response>
void Add(Service& service, Verb verb) {
  AddMutation<Request, Response>(
      service, verb,
      [](Showing& show, const pipeline::Answer& answer, const Request&, Response* response) {
        ShowSubject(show, answer, response->mutable_booking());
      });
}

bool WantsAny(const v1::BookingSpec& spec) {
  for (const v1::Want& want : spec.wants()) {
    if (want.what_case() == v1::Want::kPool) return true;
  }
  return false;
}

void AddCreateBooking(Service& service) {
  House& house = service.house();
  service.Command<v1::CreateBookingRequest, v1::CreateBookingResponse>(
      Verb::kCreateBooking,
      [&house](Reading& in, const v1::CreateBookingRequest& request, pipeline::Request* out) {
        Translate(in, house.texts, request, out);
      },
      [&house](Showing& show, const pipeline::Answer& answer,
               const v1::CreateBookingRequest& request, v1::CreateBookingResponse* response) {
        const model::Booking* booking = Subject(show, answer);
        if (booking == nullptr) return ShowSubject(show, answer, response->mutable_booking());
        show.BookingKnown(*booking, request.spec(), response->mutable_booking());
        // Only what was wanted as "any" can have moved others.
        if (!WantsAny(request.spec())) return;
        ShowEffects(show, EventsOf(house, answer, show.scene().caller, request.request_id()),
                    answer.decision.subject, response->mutable_effects());
      });
}

void AddCheckIn(Service& service) {
  AddMutation<v1::CheckInRequest, v1::CheckInResponse>(
      service, Verb::kCheckIn,
      [](Showing& show, const pipeline::Answer& answer, const v1::CheckInRequest&,
         v1::CheckInResponse* response) {
        ShowSubject(show, answer, response->mutable_booking());
        // A late check-in that was accepted without being honoured was recorded as a clash.
        const model::Booking* booking = Subject(show, answer);
        response->set_clash(booking != nullptr && booking->state == model::BookingState::kNoShow);
      });
}

}  // namespace

void AddBookings(Service& service) {
  AddCreateBooking(service);
  AddCheckIn(service);
  Add<v1::ConfirmBookingRequest, v1::ConfirmBookingResponse>(service, Verb::kConfirmBooking);
  Add<v1::MoveBookingRequest, v1::MoveBookingResponse>(service, Verb::kMoveBooking);
  Add<v1::ExtendBookingRequest, v1::ExtendBookingResponse>(service, Verb::kExtendBooking);
  Add<v1::ShortenBookingRequest, v1::ShortenBookingResponse>(service, Verb::kShortenBooking);
  Add<v1::CancelBookingRequest, v1::CancelBookingResponse>(service, Verb::kCancelBooking);
  Add<v1::ApproveBookingRequest, v1::ApproveBookingResponse>(service, Verb::kApproveBooking);
  Add<v1::RejectBookingRequest, v1::RejectBookingResponse>(service, Verb::kRejectBooking);
  Add<v1::CheckOutRequest, v1::CheckOutResponse>(service, Verb::kCheckOut);
  Add<v1::MarkNoShowRequest, v1::MarkNoShowResponse>(service, Verb::kMarkNoShow);
  Add<v1::HandOverRequest, v1::HandOverResponse>(service, Verb::kHandOver);
}

}  // namespace mutua::front
