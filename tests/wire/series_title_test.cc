// What was written about a series is written about each of its occurrences, to those who may know
// it.
#include <doctest/doctest.h>

#include <map>

#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Stub = v1::BookingsService::Stub;

std::map<std::string, std::string> TitlesOf(WireLab& lab, const std::string& token) {
  v1::ListBookingsRequest request;
  request.mutable_resources()->add_resources("room-1");
  const auto listed = Ask(lab.bookings(), &Stub::ListBookings, request, token);
  std::map<std::string, std::string> titles;
  for (const v1::Booking& booking : listed.response.bookings()) {
    titles[booking.booking()] = booking.title();
  }
  return titles;
}

TEST_CASE(
    "Each occurrence has the title of its series, split or not, until another company has it") {
  WireLab lab;
  v1::CreateSeriesRequest create;
  create.set_request_id(lab.NewRequestId());
  create.mutable_spec()->add_wants()->set_resource("room-1");
  create.mutable_spec()->set_title("Weekly");
  create.mutable_recurrence()->mutable_start()->set_local("2026-11-27T10:00");
  create.mutable_recurrence()->mutable_length()->set_seconds(3600);
  create.mutable_recurrence()->set_rrule("FREQ=DAILY;COUNT=4");
  const auto made = Ask(lab.bookings(), &Stub::CreateSeries, create, lab.lea());
  CAPTURE(made.status.error_message());
  REQUIRE(made.ok());
  using Titles = std::map<std::string, std::string>;
  const Titles all = {{"b-1", "Weekly"}, {"b-2", "Weekly"}, {"b-3", "Weekly"}, {"b-4", "Weekly"}};
  CHECK(TitlesOf(lab, lab.lea()) == all);
  CHECK(TitlesOf(lab, lab.max()) == all);
  CHECK(TitlesOf(lab, lab.zoe()) == Titles{{"b-1", ""}, {"b-2", ""}, {"b-3", ""}, {"b-4", ""}});

  v1::UpdateSeriesRequest split;
  split.set_request_id(lab.NewRequestId());
  split.set_series(made.response.series().series());
  split.set_scope(v1::SERIES_SCOPE_THIS_AND_FOLLOWING);
  split.set_occurrence(3);
  split.mutable_start()->set_local("2026-11-29T14:00");
  const auto moved = Ask(lab.bookings(), &Stub::UpdateSeries, split, lab.lea());
  CAPTURE(moved.status.error_message());
  REQUIRE(moved.ok());
  CHECK(moved.response.series().split_from() == made.response.series().series());
  CHECK(moved.response.series().spec().title() == "Weekly");
  CHECK(TitlesOf(lab, lab.lea()) == all);

  v1::HandOverRequest give;
  give.set_request_id(lab.NewRequestId());
  give.set_booking("b-4");
  give.set_to_member("zoe");
  const auto given = Ask(lab.bookings(), &Stub::HandOver, give, lab.manager());
  CAPTURE(given.status.error_message());
  REQUIRE(given.ok());
  CHECK(TitlesOf(lab, lab.zoe())["b-4"].empty());
  CHECK(TitlesOf(lab, lab.manager())["b-4"].empty());
}

}  // namespace
}  // namespace mutua::wire
