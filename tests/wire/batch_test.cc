// Many commands in one call: each is decided by itself, one may name what another makes, and a call
// that is repeated has the same answers.
#include <doctest/doctest.h>

#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Stub = v1::BookingsService::Stub;

constexpr int64_t kHour = 3600;

struct Batching {
  WireLab lab;
  v1::BatchBookRequest batch;

  v1::Command& Add() { return *batch.add_items()->mutable_command(); }
  void Book(const std::string& resource, int64_t start, int64_t minutes) {
    *Add().mutable_create_booking() = BookRequest(lab, resource, start, minutes);
  }
  void Cancel(const std::string& booking) {
    v1::CancelBookingRequest& cancel = *Add().mutable_cancel_booking();
    cancel.set_request_id(lab.NewRequestId());
    cancel.set_booking(booking);
  }
  void Extend(const std::string& booking, int64_t end) {
    v1::ExtendBookingRequest& extend = *Add().mutable_extend_booking();
    extend.set_request_id(lab.NewRequestId());
    extend.set_booking(booking);
    extend.mutable_end()->mutable_instant()->set_seconds(kNow + end);
  }
  void Shorten(const std::string& booking, std::optional<int64_t> start,
               std::optional<int64_t> end) {
    v1::ShortenBookingRequest& shorten = *Add().mutable_shorten_booking();
    shorten.set_request_id(lab.NewRequestId());
    shorten.set_booking(booking);
    if (start) shorten.mutable_start()->mutable_instant()->set_seconds(kNow + *start);
    if (end) shorten.mutable_end()->mutable_instant()->set_seconds(kNow + *end);
  }
  void Accept(const std::string& wish) {
    v1::AcceptOfferRequest& accept = *Add().mutable_accept_offer();
    accept.set_request_id(lab.NewRequestId());
    accept.set_wish(wish);
  }
  Outcome<v1::BatchBookResponse> Send() {
    return Ask(lab.bookings(), &Stub::BatchBook, batch, lab.lea());
  }
};

// "done", or the name of the first rule that refused.
std::string What(const v1::BatchOutcome& outcome) {
  if (!outcome.has_refusal()) return "done";
  return v1::Rule_Name(outcome.refusal().reasons(0).rule()).substr(5);
}
std::vector<std::string> WhatOfAll(const v1::BatchBookResponse& response) {
  std::vector<std::string> all;
  for (const v1::BatchOutcome& outcome : response.outcomes()) all.push_back(What(outcome));
  return all;
}

TEST_CASE("A name that nothing has refuses its own item and no other") {
  Batching b;
  b.Book("room-1", kHour, 60);
  b.Book("room-9", kHour, 60);
  b.Cancel("b-2");
  b.Book("room-1", 3 * kHour, 60);
  const auto sent = b.Send();
  REQUIRE(sent.ok());
  CHECK(WhatOfAll(sent.response) == std::vector<std::string>{"done", "UNKNOWN", "UNKNOWN", "done"});
  CHECK(sent.response.outcomes(1).refusal().reasons(0).subject() == "room-9");
  // The id of a booking, and not the name of the member who has that number.
  CHECK(sent.response.outcomes(2).refusal().reasons(0).subject() == "b-2");
  CHECK(sent.response.outcomes(3).booking().booking() == "b-2");
  CHECK(sent.response.position() == sent.response.outcomes(3).position());
}

TEST_CASE("A batch of which nothing can be decided is answered item by item, too") {
  Batching b;
  b.Book("room-9", kHour, 60);
  const auto sent = b.Send();
  REQUIRE(sent.ok());
  CHECK(WhatOfAll(sent.response) == std::vector<std::string>{"UNKNOWN"});
}

TEST_CASE("What an item makes is named by its number, whatever was refused before it") {
  Batching b;
  b.Book("room-9", kHour, 60);        // 0: refused before anything is decided
  b.Book("room-1", kHour, 60);        // 1
  b.Extend("#1", 4 * kHour);          // 2
  b.Shorten("#1", {}, 3 * kHour);     // 3
  b.Shorten("#1", 2 * kHour, {});     // 4
  b.Extend("#1", 2 * kHour + 1800);   // 5: it ends at 3 h
  b.Shorten("#1", kHour, 2 * kHour);  // 6: it starts at 2 h
  b.Extend("#0", 5 * kHour);          // 7: nothing was made
  v1::MoveBookingRequest& move = *b.Add().mutable_move_booking();  // 8: elsewhere, at its time
  move.set_request_id(b.lab.NewRequestId());
  move.set_booking("#1");
  move.add_wants()->set_resource("screen-1");
  const auto sent = b.Send();
  REQUIRE(sent.ok());
  CHECK(WhatOfAll(sent.response) ==
        std::vector<std::string>{"UNKNOWN", "done", "done", "done", "done", "NO_ROOM_TO_SHRINK",
                                 "NO_ROOM_TO_SHRINK", "UNKNOWN", "done"});
  CHECK(sent.response.outcomes(8).booking().parts(0).resource() == "screen-1");
  const v1::Interval& left = sent.response.outcomes(8).booking().interval();
  CHECK(left.start().seconds() == kNow + 2 * kHour);
  CHECK(left.end().seconds() == kNow + 3 * kHour);
}

TEST_CASE("An offer that an item brings is accepted by another, once") {
  Batching b;
  v1::FileWishRequest& wish = *b.Add().mutable_file_wish();
  wish.set_request_id(b.lab.NewRequestId());
  wish.mutable_spec()->add_wants()->set_resource("room-1");
  v1::AskedInterval& window = *wish.add_windows();
  window.mutable_start()->mutable_instant()->set_seconds(kNow + 48 * kHour);
  window.mutable_length()->set_seconds(kHour);
  wish.mutable_length()->set_seconds(kHour);
  wish.set_mode(v1::WISH_MODE_OFFER);
  b.Accept("#0");
  b.Accept("#0");
  const auto sent = b.Send();
  REQUIRE(sent.ok());
  CHECK(WhatOfAll(sent.response) == std::vector<std::string>{"done", "done", "STATE_FORBIDS"});
  CHECK(sent.response.outcomes(1).booking().state() == v1::BOOKING_STATE_CONFIRMED);
  CHECK(sent.response.outcomes(2).refusal().reasons(0).subject() == "w-1");
}

TEST_CASE("A batch that is sent again has the answers that it had") {
  Batching b;
  b.Book("room-1", kHour, 60);
  b.Extend("#0", 3 * kHour);
  REQUIRE(b.Send().ok());
  b.batch.clear_items();
  b.Extend("b-1", 4 * kHour);
  b.Cancel("b-1");
  const auto first = b.Send();
  CHECK(WhatOfAll(first.response) == std::vector<std::string>{"done", "done"});
  // By now there is nothing to extend any more.
  const auto second = b.Send();
  REQUIRE(second.ok());
  CHECK(WhatOfAll(second.response) == std::vector<std::string>{"done", "done"});
  CHECK(second.response.outcomes(0).booking().booking() == "b-1");
}

TEST_CASE("A batch that is malformed is refused whole, and nothing of it is done") {
  Batching b;
  b.Book("room-1", kHour, 60);
  b.Cancel("nonsense");
  const auto sent = b.Send();
  CHECK(sent.status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(BadFieldsIn(sent.status) ==
        std::vector<std::string>{"items[1].command.cancel_booking.booking"});
  b.batch.mutable_items()->RemoveLast();
  *b.Add().mutable_create_booking() = b.batch.items(0).command().create_booking();
  CHECK(b.Send().reason() == "REQUEST_REUSED");
  v1::GetBookingRequest get;
  get.set_booking("b-1");
  CHECK(Ask(b.lab.bookings(), &Stub::GetBooking, get, b.lab.lea()).status.error_code() ==
        grpc::StatusCode::NOT_FOUND);
}

}  // namespace
}  // namespace mutua::wire
