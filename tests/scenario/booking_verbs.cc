// Verbs about one booking: from books to checks out.
#include <cstdlib>

#include "tests/scenario/act.h"

namespace mutua::scenario {
namespace {

using Stub = v1::BookingsService::Stub;

void ReadGuests(Words& words, v1::Guests* guests) {
  while (words.NextIsQuoted()) {
    guests->add_names(words.Next());
    words.Take("and");
  }
  if (!words.NextIsNumber()) return;
  guests->set_more(static_cast<uint32_t>(std::atoi(words.Next().c_str())));
  if (!words.Take("more")) words.Expect("guests");
}

}  // namespace

bool ReadOption(Words& words, v1::BookingSpec* spec) {
  if (words.Take("for")) {
    spec->set_member(words.Next());
  } else if (words.Take("with")) {
    ReadGuests(words, spec->mutable_guests());
  } else if (words.Take("titled")) {
    spec->set_title(words.Quoted());
  } else if (words.Take("held until")) {
    *spec->mutable_hold_until() = CivilWhen(words.Moment());
  } else if (words.Take("staying put")) {
    spec->set_may_move(false);
  } else {
    return false;
  }
  return true;
}

namespace {

template <class Request>
void ReadOverride(Words& words, Request* request) {
  if (words.Take("overriding")) request->mutable_override()->set_reason(words.Quoted());
}

void Create(Act& act, const v1::CreateBookingRequest& request) {
  v1::CreateBookingResponse made;
  if (act.Do(act.services().bookings, &Stub::CreateBooking, request, &made)) {
    act.SayBooking(made.booking());
    act.SayWarnings(made);
  } else {
    act.CheckAlternatives(request);
  }
}

void Books(Act& act) {
  Words& words = act.words();
  v1::CreateBookingRequest request;
  v1::BookingSpec& spec = *request.mutable_spec();
  words.Wants(spec.mutable_wants());
  *spec.mutable_time() = words.Time();
  while (ReadOption(words, &spec)) {
  }
  ReadOverride(words, &request);
  Create(act, request);
}

void StartsNow(Act& act) {
  Words& words = act.words();
  v1::CreateBookingRequest request;
  v1::BookingSpec& spec = *request.mutable_spec();
  spec.set_walk_up(true);
  words.Wants(spec.mutable_wants());
  words.Expect("until");
  *spec.mutable_time()->mutable_end() = CivilWhen(words.Moment());
  while (ReadOption(words, &spec)) {
  }
  Create(act, request);
}

void Moves(Act& act) {
  Words& words = act.words();
  v1::MoveBookingRequest request;
  request.set_booking(words.Next());
  if (words.Take("onto")) words.Wants(request.mutable_wants());
  if (words.Take("to")) *request.mutable_time() = words.Time();
  ReadOverride(words, &request);
  v1::MoveBookingResponse moved;
  if (act.Do(act.services().bookings, &Stub::MoveBooking, request, &moved)) {
    act.SayBooking(moved.booking());
    act.SayWarnings(moved);
  }
}

void Extends(Act& act) {
  Words& words = act.words();
  v1::ExtendBookingRequest request;
  request.set_booking(words.Next());
  words.Expect("to");
  *request.mutable_end() = CivilWhen(words.Moment());
  ReadOverride(words, &request);
  v1::ExtendBookingResponse extended;
  if (act.Do(act.services().bookings, &Stub::ExtendBooking, request, &extended)) {
    act.SayBooking(extended.booking());
    act.SayWarnings(extended);
  }
}

void Shortens(Act& act) {
  Words& words = act.words();
  v1::ShortenBookingRequest request;
  request.set_booking(words.Next());
  if (words.Take("from")) *request.mutable_start() = CivilWhen(words.Moment());
  if (words.Take("to")) *request.mutable_end() = CivilWhen(words.Moment());
  v1::ShortenBookingResponse shortened;
  if (act.Do(act.services().bookings, &Stub::ShortenBooking, request, &shortened)) {
    act.SayBooking(shortened.booking());
  }
}

void HandsOver(Act& act) {
  Words& words = act.words();
  v1::HandOverRequest request;
  request.set_booking(words.Next());
  words.Expect("to");
  request.set_to_member(words.Next());
  v1::HandOverResponse handed;
  if (act.Do(act.services().bookings, &Stub::HandOver, request, &handed)) {
    act.SayBooking(handed.booking());
  }
}

// Those that take the booking's id and, where there can be a reason, perhaps that.
template <class Request, class Response>
void Plain(Act& act,
           grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
  Request request;
  request.set_booking(act.words().Next());
  if constexpr (requires { request.set_reason(""); }) {
    if (act.words().Take("because")) request.set_reason(act.words().Quoted());
  }
  Response response;
  if (act.Do(act.services().bookings, method, request, &response)) {
    act.SayBooking(response.booking());
  }
}

void Confirms(Act& act) { Plain(act, &Stub::ConfirmBooking); }
void Cancels(Act& act) { Plain(act, &Stub::CancelBooking); }
void Approves(Act& act) { Plain(act, &Stub::ApproveBooking); }
void Rejects(Act& act) { Plain(act, &Stub::RejectBooking); }
void ChecksIn(Act& act) { Plain(act, &Stub::CheckIn); }
// "checks out b-1", "checks out b-1 left 12:10".
void ChecksOut(Act& act) {
  v1::CheckOutRequest request;
  request.set_booking(act.words().Next());
  if (act.words().Take("left")) {
    const v1::CivilTime left = act.words().Moment();
    absl::CivilSecond civil;
    if (absl::ParseLenientCivilTime(left.local(), &civil)) {
      request.mutable_badge_time()->set_seconds(
          absl::ToUnixSeconds(absl::FromCivil(civil, act.show().zone())));
    }
  }
  v1::CheckOutResponse response;
  if (act.Do(act.services().bookings, &Stub::CheckOut, request, &response)) {
    act.SayBooking(response.booking());
  }
}
void MarksNoShow(Act& act) { Plain(act, &Stub::MarkNoShow); }

}  // namespace

const std::vector<Verb> kBookingVerbs{
    {"books", Books},          {"starts now on", StartsNow}, {"confirms", Confirms},
    {"moves", Moves},          {"extends", Extends},         {"shortens", Shortens},
    {"cancels", Cancels},      {"approves", Approves},       {"rejects", Rejects},
    {"checks in", ChecksIn},   {"checks out", ChecksOut},    {"marks as a no-show", MarksNoShow},
    {"hands over", HandsOver},
};

}  // namespace mutua::scenario
