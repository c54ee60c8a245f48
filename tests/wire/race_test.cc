// Promise P2, single: 64 clients race for one interval, through the paths that everybody knows:
// create, move, approve, waitlist, series, import. Exactly one wins. The others:
// race_paths_test.cc.
#include <doctest/doctest.h>

#include "mutua/v1/wishes.grpc.pb.h"
#include "tests/wire/race.h"

namespace mutua::wire {
namespace {

using Stub = v1::BookingsService::Stub;

// A booking for each client, each at an hour of its own.
std::vector<std::string> OneEach(WireLab& lab) {
  std::vector<std::string> ids;
  for (int i = 0; i < kClients; ++i) {
    const auto made = Book(lab, lab.lea(), BookRequest(lab, "room-1", (i + 10) * kHour, 60));
    REQUIRE(made.ok());
    ids.push_back(made.response.booking().booking());
  }
  return ids;
}

TEST_CASE("Of 64 clients that book one interval, one gets it") {
  WireLab lab;
  const int won = Race([&](int i) {
    return Book(lab, i % 2 == 0 ? lab.lea() : lab.zoe(), BookRequest(lab, "room-1", kHour, 60))
        .ok();
  });
  CHECK(won == 1);
  CHECK(Holders(lab, "room-1", kHour, kHour) == 1);
}

TEST_CASE("Of 64 clients that move their bookings onto one interval, one gets it") {
  WireLab lab;
  const std::vector<std::string> ids = OneEach(lab);
  const int won = Race([&](int i) {
    v1::MoveBookingRequest move;
    move.set_request_id(lab.NewRequestId());
    move.set_booking(ids[static_cast<size_t>(i)]);
    move.mutable_time()->mutable_start()->mutable_instant()->set_seconds(kNow + kHour);
    move.mutable_time()->mutable_length()->set_seconds(kHour);
    return Ask(lab.bookings(), &Stub::MoveBooking, move, lab.lea()).ok();
  });
  CHECK(won == 1);
  CHECK(Holders(lab, "room-1", kHour, kHour) == 1);
}

TEST_CASE("A booking that waits for approval holds its time, and one approval of 64 does it") {
  WireLab lab;
  const int won =
      Race([&](int) { return Book(lab, lab.lea(), BookRequest(lab, "press-1", kHour, 60)).ok(); });
  CHECK(won == 1);
  const int approved = Race([&](int) {
    v1::ApproveBookingRequest approve;
    approve.set_request_id(lab.NewRequestId());
    approve.set_booking("b-1");
    return Ask(lab.bookings(), &Stub::ApproveBooking, approve, lab.manager()).ok();
  });
  CHECK(approved == 1);
  CHECK(Holders(lab, "press-1", kHour, kHour) == 1);
}

TEST_CASE("Of 64 wishes for one interval that frees, one is met") {
  WireLab lab;
  REQUIRE(Book(lab, lab.zoe(), BookRequest(lab, "room-1", kHour, 60)).ok());
  auto stub = v1::WishesService::NewStub(lab.channel());
  // 32 each: a member may have 50 that wait.
  const int filed = Race([&](int i) {
    v1::FileWishRequest wish;
    wish.set_request_id(lab.NewRequestId());
    wish.mutable_spec()->add_wants()->set_resource("room-1");
    wish.set_mode(v1::WISH_MODE_BOOK_AT_ONCE);
    wish.mutable_length()->set_seconds(kHour);
    v1::AskedInterval& window = *wish.add_windows();
    window.mutable_start()->mutable_instant()->set_seconds(kNow + kHour);
    window.mutable_length()->set_seconds(kHour);
    return Ask(*stub, &v1::WishesService::Stub::FileWish, wish, i % 2 == 0 ? lab.lea() : lab.max())
        .ok();
  });
  CHECK(filed == kClients);
  v1::CancelBookingRequest cancel;
  cancel.set_request_id(lab.NewRequestId());
  cancel.set_booking("b-1");
  const auto cancelled = Ask(lab.bookings(), &Stub::CancelBooking, cancel, lab.zoe());
  REQUIRE(cancelled.ok());
  CHECK(cancelled.response.effects_size() == 1);
  CHECK(Holders(lab, "room-1", kHour, kHour) == 1);
  v1::ListWishesRequest met;
  met.add_states(v1::WISH_STATE_MET);
  CHECK(
      Ask(*stub, &v1::WishesService::Stub::ListWishes, met, lab.manager()).response.wishes_size() ==
      1);
}

TEST_CASE("Of 64 series over one hour, one is booked whole") {
  WireLab lab;
  const int won = Race([&](int) {
    v1::CreateSeriesRequest series;
    series.set_request_id(lab.NewRequestId());
    series.mutable_spec()->add_wants()->set_resource("room-1");
    series.mutable_recurrence()->mutable_start()->set_local("2026-11-27T10:00");
    series.mutable_recurrence()->mutable_length()->set_seconds(kHour);
    series.mutable_recurrence()->set_rrule("FREQ=DAILY;COUNT=5");
    return Ask(lab.bookings(), &Stub::CreateSeries, series, lab.lea()).ok();
  });
  CHECK(won == 1);
  CHECK(Holders(lab, "room-1", kHour, 7 * 86400) == 5);
}

TEST_CASE("Of 64 imports of one interval, one gets it") {
  WireLab lab;
  std::atomic<int> booked = 0;
  Race([&](int i) {
    v1::ImportOccurrencesRequest import;
    import.set_request_id(lab.NewRequestId());
    import.set_resource("room-1");
    import.set_member("lea");
    v1::ImportedOccurrence& occurrence = *import.add_occurrences();
    occurrence.set_uid("event-" + std::to_string(i));
    occurrence.mutable_time()->mutable_start()->mutable_instant()->set_seconds(kNow + kHour);
    occurrence.mutable_time()->mutable_length()->set_seconds(kHour);
    const auto imported = Ask(lab.bookings(), &Stub::ImportOccurrences, import, lab.manager());
    REQUIRE(imported.ok());
    if (!imported.response.outcomes(0).booking().empty()) ++booked;
    return true;
  });
  CHECK(booked == 1);
  CHECK(Holders(lab, "room-1", kHour, kHour) == 1);
}

TEST_CASE("Through every path at once, three units are given three times") {
  WireLab lab;
  const std::vector<std::string> ids = OneEach(lab);
  const int won = Race([&](int i) {
    if (i % 2 == 0) return Book(lab, lab.zoe(), BookRequest(lab, "screen-1", kHour, 60)).ok();
    v1::MoveBookingRequest move;
    move.set_request_id(lab.NewRequestId());
    move.set_booking(ids[static_cast<size_t>(i)]);
    move.add_wants()->set_resource("screen-1");
    move.mutable_time()->mutable_start()->mutable_instant()->set_seconds(kNow + kHour);
    move.mutable_time()->mutable_length()->set_seconds(kHour);
    return Ask(lab.bookings(), &Stub::MoveBooking, move, lab.lea()).ok();
  });
  CHECK(won == 3);
  CHECK(Holders(lab, "screen-1", kHour, kHour) == 3);
}

}  // namespace
}  // namespace mutua::wire
