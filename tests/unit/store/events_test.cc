#include "engine/store/events.h"

#include <doctest/doctest.h>

#include "tests/unit/store/filled.h"

namespace mutua::store {
namespace {

const Instant kAt = Instant::FromUnix(1'800'000'000);

TEST_CASE("every kind of event with every field set comes back as it was") {
  for (const core::Event& event : filled::EveryEvent()) {
    CAPTURE(event.index());
    const auto back = DecodeEvents(kAt, EncodeEvents(kAt, {event}));
    REQUIRE_MESSAGE(back.ok(), std::string(back.status().message()));
    REQUIRE(back->size() == 1);
    CHECK(back->front() == event);
  }
}

TEST_CASE("events one by one have the bytes of all together, in order") {
  const std::vector<core::Event> events = filled::EveryEvent();
  std::string one_by_one;
  for (const core::Event& event : events) AppendEvent(kAt, event, &one_by_one);
  CHECK(one_by_one == EncodeEvents(kAt, events));
  const auto back = DecodeEvents(kAt, one_by_one);
  REQUIRE(back.ok());
  CHECK(*back == events);
}

TEST_CASE("no events are no bytes, and no bytes are no events") {
  CHECK(EncodeEvents(kAt, {}).empty());
  const auto back = DecodeEvents(kAt, "");
  REQUIRE(back.ok());
  CHECK(back->empty());
}

core::Booked PlainBooking() {
  core::Booked event;
  event.booking.id = BookingId(1'234'567);
  event.booking.made_at = kAt;
  const Instant start = kAt + Duration::Days(3);
  event.booking.interval = Interval(start, start + Duration::Hours(2));
  event.booking.due = event.booking.interval.end();
  event.booking.kit = {{ResourceId(900), 1, PoolId()}};
  event.booking.company = CompanyId(90);
  event.booking.member = event.booking.booked_by = MemberId(900);
  event.booking.offset_minutes = 120;
  return event;
}

TEST_CASE("a plain booking is short, with and without times left at nothing") {
  core::Booked event = PlainBooking();
  CHECK(EncodeEvents(kAt, {event}).size() <= 45);
  for (const Instant due : {Instant(), event.booking.interval.end(), kLatest, kAt}) {
    event.booking.due = due;
    const auto back = DecodeEvents(kAt, EncodeEvents(kAt, {event}));
    REQUIRE(back.ok());
    CHECK(back->front() == core::Event(event));
  }
}

TEST_CASE("the instant of the commit is needed to read what was written against it") {
  const core::Event event = PlainBooking();
  const auto later = DecodeEvents(kAt + Duration::Hours(1), EncodeEvents(kAt, {event}));
  REQUIRE(later.ok());
  const auto& booking = std::get<core::Booked>(later->front()).booking;
  CHECK(booking.made_at == kAt + Duration::Hours(1));
}

TEST_CASE("bytes cut short anywhere are refused or are fewer whole events, never something else") {
  const std::vector<core::Event> events = filled::EveryEvent();
  const std::string bytes = EncodeEvents(kAt, events);
  size_t whole = 0;
  for (size_t size = 0; size < bytes.size(); ++size) {
    const auto back = DecodeEvents(kAt, std::string_view(bytes).substr(0, size));
    if (!back.ok()) {
      CHECK(back.status().code() == absl::StatusCode::kDataLoss);
      continue;
    }
    CHECK(std::equal(back->begin(), back->end(), events.begin()));
    ++whole;
  }
  CHECK(whole == events.size());
}

}  // namespace
}  // namespace mutua::store
