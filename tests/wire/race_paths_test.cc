// Promise P2, single: 64 clients race for one interval, through the paths beside the usual ones
// (race_test.cc): pool, kit, extend, hold, confirm, walk-up, batch, offer, refill, an outage that
// ends. Exactly one wins, and the calendars hold what the winner was told.
#include <doctest/doctest.h>

#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/wishes.grpc.pb.h"
#include "tests/wire/race.h"

namespace mutua::wire {
namespace {

using Stub = v1::BookingsService::Stub;

const std::string& TokenOf(WireLab& lab, int i) { return i % 2 == 0 ? lab.lea() : lab.zoe(); }

v1::BookingState StateOf(WireLab& lab, const std::string& booking) {
  v1::GetBookingRequest get;
  get.set_booking(booking);
  return Ask(lab.bookings(), &Stub::GetBooking, get, lab.manager()).response.booking().state();
}

TEST_CASE("Of 64 clients that want any of two lasers, two get one, and not the same") {
  WireLab lab;
  const int won = Race([&](int i) {
    auto request = BookRequest(lab, "", kHour, 60);
    request.mutable_spec()->mutable_wants(0)->set_pool("lasers");
    return Book(lab, TokenOf(lab, i), request).ok();
  });
  CHECK(won == 2);
  CHECK(Holders(lab, "laser-1", kHour, kHour) == 1);
  CHECK(Holders(lab, "laser-2", kHour, kHour) == 1);
}

TEST_CASE("Where 64 clients want one laser or any, making room for one costs nobody another's") {
  WireLab lab;
  const int64_t start = 48 * kHour;  // far enough ahead to be repacked
  const int won = Race([&](int i) {
    auto request = BookRequest(lab, "laser-1", start, 60);
    if (i % 2 == 0) request.mutable_spec()->mutable_wants(0)->set_pool("lasers");
    return Book(lab, TokenOf(lab, i), request).ok();
  });
  CHECK(won == 2);
  CHECK(Holders(lab, "laser-1", start, kHour) == 1);
  CHECK(Holders(lab, "laser-2", start, kHour) == 1);
}

TEST_CASE("Of 64 kits that share a room, one is booked whole, and nothing of the others") {
  WireLab lab;
  const int won = Race([&](int i) {
    auto request = BookRequest(lab, i % 2 == 0 ? "laser-1" : "laser-2", kHour, 60);
    request.mutable_spec()->add_wants()->set_resource("room-1");
    return Book(lab, TokenOf(lab, i), request).ok();
  });
  CHECK(won == 1);
  CHECK(Holders(lab, "room-1", kHour, kHour) == 1);
  CHECK(Holders(lab, "laser-1", kHour, kHour) + Holders(lab, "laser-2", kHour, kHour) == 1);
}

TEST_CASE("Of 64 clients that extend three bookings over the last free unit, one gets it") {
  WireLab lab;
  for (int i = 0; i < 3; ++i) {
    REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "screen-1", kHour, 60)).ok());
  }
  auto behind = BookRequest(lab, "screen-1", 2 * kHour, 60);
  behind.mutable_spec()->mutable_wants(0)->set_units(2);
  REQUIRE(Book(lab, lab.zoe(), behind).ok());
  const int won = Race([&](int i) {
    v1::ExtendBookingRequest extend;
    extend.set_request_id(lab.NewRequestId());
    extend.set_booking("b-" + std::to_string(1 + i % 3));
    extend.mutable_end()->mutable_instant()->set_seconds(kNow + 3 * kHour);
    return Ask(lab.bookings(), &Stub::ExtendBooking, extend, lab.lea()).ok();
  });
  CHECK(won == 1);
  CHECK(Holders(lab, "screen-1", 2 * kHour, kHour) == 2);
  CHECK(Holders(lab, "screen-1", kHour, kHour) == 3);
}

TEST_CASE(
    "Of 64 holds of one interval one is given, and one confirmation of 64 makes it a booking") {
  WireLab lab;
  const int held = Race([&](int i) {
    auto request = BookRequest(lab, "room-1", kHour, 60);
    request.mutable_spec()->mutable_hold_until()->mutable_instant()->set_seconds(kNow + 600);
    return Book(lab, TokenOf(lab, i), request).ok();
  });
  CHECK(held == 1);
  CHECK(StateOf(lab, "b-1") == v1::BOOKING_STATE_HELD);
  const int confirmed = Race([&](int) {
    v1::ConfirmBookingRequest confirm;
    confirm.set_request_id(lab.NewRequestId());
    confirm.set_booking("b-1");
    return Ask(lab.bookings(), &Stub::ConfirmBooking, confirm, lab.manager()).ok();
  });
  CHECK(confirmed == 1);
  CHECK(StateOf(lab, "b-1") == v1::BOOKING_STATE_CONFIRMED);
  CHECK(Holders(lab, "room-1", kHour, kHour) == 1);
}

TEST_CASE(
    "At the moment when a hold expires, its confirmation and 63 bookings give the time once") {
  WireLab lab;
  auto held = BookRequest(lab, "room-1", kHour, 60);
  held.mutable_spec()->mutable_hold_until()->mutable_instant()->set_seconds(kNow + 600);
  REQUIRE(Book(lab, lab.lea(), held).ok());
  REQUIRE(lab.clock().Feed(Instant::FromUnix(kNow + 600)));
  const int won = Race([&](int i) {
    if (i != 0) return Book(lab, lab.zoe(), BookRequest(lab, "room-1", kHour, 60)).ok();
    v1::ConfirmBookingRequest confirm;
    confirm.set_request_id(lab.NewRequestId());
    confirm.set_booking("b-1");
    return Ask(lab.bookings(), &Stub::ConfirmBooking, confirm, lab.lea()).ok();
  });
  CHECK(won == 1);
  CHECK(StateOf(lab, "b-1") == v1::BOOKING_STATE_EXPIRED);
  CHECK(Holders(lab, "room-1", kHour, kHour) == 1);
}

TEST_CASE("Of 64 people who walk up to one machine, one starts") {
  WireLab lab;
  const int won = Race([&](int i) {
    auto request = BookRequest(lab, "room-1", 0, 60);
    request.mutable_spec()->set_walk_up(true);
    request.mutable_spec()->mutable_time()->clear_start();
    return Book(lab, TokenOf(lab, i), request).ok();
  });
  CHECK(won == 1);
  CHECK(StateOf(lab, "b-1") == v1::BOOKING_STATE_CHECKED_IN);
  CHECK(Holders(lab, "room-1", 0, kHour) == 1);
}

TEST_CASE("Of 64 batches over the same three hours, each hour goes to one") {
  WireLab lab;
  std::atomic<int> booked = 0;
  Race([&](int i) {
    v1::BatchBookRequest batch;
    for (int hour = 1; hour <= 3; ++hour) {
      *batch.add_items()->mutable_command()->mutable_create_booking() =
          BookRequest(lab, "room-1", hour * kHour, 60);
    }
    const auto done = Ask(lab.bookings(), &Stub::BatchBook, batch, TokenOf(lab, i));
    CHECK(done.response.outcomes_size() == 3);
    for (const auto& outcome : done.response.outcomes()) booked += outcome.has_booking() ? 1 : 0;
    return done.ok();
  });
  CHECK(booked == 3);
  CHECK(Holders(lab, "room-1", kHour, 3 * kHour) == 3);
}

TEST_CASE("Approved and rejected by 64 managers at once, a booking has one verdict") {
  WireLab lab;
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "press-1", kHour, 60)).ok());
  std::atomic<int> approved = 0;
  const int verdicts = Race([&](int i) {
    if (i % 2 == 0) {
      v1::ApproveBookingRequest approve;
      approve.set_request_id(lab.NewRequestId());
      approve.set_booking("b-1");
      const bool done = Ask(lab.bookings(), &Stub::ApproveBooking, approve, lab.manager()).ok();
      approved += done ? 1 : 0;
      return done;
    }
    v1::RejectBookingRequest reject;
    reject.set_request_id(lab.NewRequestId());
    reject.set_booking("b-1");
    return Ask(lab.bookings(), &Stub::RejectBooking, reject, lab.manager()).ok();
  });
  CHECK(verdicts == 1);
  CHECK(Holders(lab, "press-1", kHour, kHour) == approved);
  CHECK(StateOf(lab, "b-1") ==
        (approved == 1 ? v1::BOOKING_STATE_CONFIRMED : v1::BOOKING_STATE_CANCELLED));
}

TEST_CASE("An offer that is accepted 64 times, while others want its time, is one booking") {
  WireLab lab;
  REQUIRE(Book(lab, lab.zoe(), BookRequest(lab, "room-1", 48 * kHour, 60)).ok());
  auto stub = v1::WishesService::NewStub(lab.channel());
  v1::FileWishRequest wish;
  wish.set_request_id(lab.NewRequestId());
  wish.mutable_spec()->add_wants()->set_resource("room-1");
  wish.set_mode(v1::WISH_MODE_OFFER);
  wish.mutable_length()->set_seconds(kHour);
  v1::AskedInterval& window = *wish.add_windows();
  window.mutable_start()->mutable_instant()->set_seconds(kNow + 48 * kHour);
  window.mutable_length()->set_seconds(kHour);
  REQUIRE(Ask(*stub, &v1::WishesService::Stub::FileWish, wish, lab.lea()).ok());
  v1::CancelBookingRequest cancel;
  cancel.set_request_id(lab.NewRequestId());
  cancel.set_booking("b-1");
  REQUIRE(Ask(lab.bookings(), &Stub::CancelBooking, cancel, lab.zoe()).ok());
  const int won = Race([&](int i) {
    if (i % 2 == 0) return Book(lab, lab.zoe(), BookRequest(lab, "room-1", 48 * kHour, 60)).ok();
    v1::AcceptOfferRequest accept;
    accept.set_request_id(lab.NewRequestId());
    accept.set_wish("w-1");
    return Ask(*stub, &v1::WishesService::Stub::AcceptOffer, accept, lab.lea()).ok();
  });
  CHECK(won == 1);
  CHECK(StateOf(lab, "b-2") == v1::BOOKING_STATE_CONFIRMED);
  CHECK(Holders(lab, "room-1", 48 * kHour, kHour) == 1);
}

TEST_CASE("Of 64 series that are refilled where all lack one hour, one gets it") {
  WireLab lab;
  REQUIRE(Book(lab, lab.zoe(), BookRequest(lab, "room-1", kHour, 60)).ok());
  for (int i = 0; i < kClients; ++i) {
    v1::CreateSeriesRequest series;
    series.set_request_id(lab.NewRequestId());
    series.set_mode(v1::SERIES_MODE_BEST_EFFORT);
    series.mutable_spec()->add_wants()->set_resource("room-1");
    v1::Recurrence& recurrence = *series.mutable_recurrence();
    // An hour of its own on the days after, and the one that is taken.
    const std::string day = std::to_string(1 + i / 20);
    const std::string hour = std::to_string(i % 20);
    recurrence.mutable_start()->set_local("2026-12-0" + day + "T" +
                                          std::string(2 - hour.size(), '0') + hour + ":00");
    recurrence.mutable_length()->set_seconds(kHour);
    recurrence.set_rrule("FREQ=DAILY;COUNT=1");
    recurrence.add_rdates("2026-11-26T10:00");
    const auto made = Ask(lab.bookings(), &Stub::CreateSeries, series, lab.lea());
    REQUIRE(made.ok());
    REQUIRE(made.response.series().occurrences_size() == 2);
  }
  v1::CancelBookingRequest cancel;
  cancel.set_request_id(lab.NewRequestId());
  cancel.set_booking("b-1");
  REQUIRE(Ask(lab.bookings(), &Stub::CancelBooking, cancel, lab.zoe()).ok());
  CHECK(Holders(lab, "room-1", kHour, kHour) == 0);
  const int won = Race([&](int i) {
    v1::RefillSeriesRequest refill;
    refill.set_request_id(lab.NewRequestId());
    refill.set_series("s-" + std::to_string(1 + i));
    const auto done = Ask(lab.bookings(), &Stub::RefillSeries, refill, lab.lea());
    CHECK((done.ok() || done.reason() == "OVERLAP"));
    return done.ok();
  });
  CHECK(won == 1);
  CHECK(Holders(lab, "room-1", kHour, kHour) == 1);
}

TEST_CASE("When an outage is lifted while 63 book its time, the time is given once") {
  WireLab lab;
  REQUIRE(Book(lab, lab.zoe(), BookRequest(lab, "room-1", kHour, 60)).ok());
  auto catalogue = v1::CatalogueService::NewStub(lab.channel());
  v1::DeclareOutageRequest declare;
  declare.set_request_id(lab.NewRequestId());
  declare.mutable_spec()->set_resource("room-1");
  declare.mutable_spec()->mutable_time()->mutable_start()->mutable_instant()->set_seconds(kNow);
  declare.mutable_spec()->mutable_time()->mutable_length()->set_seconds(4 * kHour);
  REQUIRE(Ask(*catalogue, &v1::CatalogueService::Stub::DeclareOutage, declare, lab.manager()).ok());
  CHECK(Holders(lab, "room-1", kHour, kHour) == 0);
  const int booked = Race([&](int i) {
    if (i != 0) return Book(lab, lab.lea(), BookRequest(lab, "room-1", kHour, 60)).ok();
    v1::LiftOutageRequest lift;
    lift.set_request_id(lab.NewRequestId());
    lift.set_outage("o-1");
    REQUIRE(Ask(*catalogue, &v1::CatalogueService::Stub::LiftOutage, lift, lab.manager()).ok());
    return false;
  });
  // The displaced booking comes back with the outage's end, so nobody else gets the time.
  CHECK(booked == 0);
  CHECK(Holders(lab, "room-1", kHour, kHour) == 1);
  CHECK(StateOf(lab, "b-1") == v1::BOOKING_STATE_CONFIRMED);
}

}  // namespace
}  // namespace mutua::wire
