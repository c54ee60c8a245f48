// Listings: filters, order, and that pages put together are the whole list.
#include "engine/query/listings.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "tests/unit/core/bare_lab.h"

namespace mutua::query {
namespace {

using core::testing::BareLab;
using model::BookingState;

TEST_CASE("bookings are listed by start and id, and each filter leaves out what it must") {
  BareLab lab;
  const ResourceId laser = lab.AddResource();
  const ResourceId room = lab.AddResource({.capacity = 9, .kind = model::ResourceKind::kRoom});
  const CompanyId bolt = lab.AddCompany();
  const MemberId bea = lab.AddMember(bolt);
  const BookingId late = lab.Put(laser, lab.Hours(3, 10, 12));
  const BookingId early = lab.Put(room, lab.Hours(2, 10, 12));
  const BookingId hers = lab.Put(room, lab.Hours(2, 10, 11), {.company = bolt, .member = bea});
  const BookingId ended = lab.Put(room, lab.Hours(1, 10, 11), {.series = SeriesId(4)});
  lab.state.Apply(core::BookingEnded{ended, BookingState::kCancelled, lab.At(1, 0)});

  struct Row {
    const char* what;
    BookingFilter filter;
    std::vector<BookingId> expected;
  };
  const std::vector<Row> rows = {
      {"everything", {}, {ended, early, hers, late}},
      {"of a member", {.member = bea}, {hers}},
      {"of a company", {.company = lab.company}, {ended, early, late}},
      {"of a series", {.series = SeriesId(4)}, {ended}},
      {"on a resource", {.resources = {room}}, {ended, early, hers}},
      {"on a resource, occupying it",
       {.resources = {room}, .states = {BookingState::kConfirmed}},
       {early, hers}},
      {"over a window", {.window = lab.Hours(2, 11, 24 + 10)}, {early}},
      {"over a window, on calendars alone",
       {.resources = {laser, room},
        .window = lab.Hours(2, 10, 11),
        .states = {BookingState::kConfirmed}},
       {early, hers}},
      {"in a state", {.states = {BookingState::kCancelled}}, {ended}},
      {"of nobody", {.member = bea, .company = lab.company}, {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const BookingPage page = ListBookings(lab.state, row.filter, {}, 10);
    CHECK(page.bookings == row.expected);
    CHECK_FALSE(page.next.has_value());
  }
}

TEST_CASE("pages put together are the whole list, whatever their size") {
  BareLab lab;
  const ResourceId room = lab.AddResource({.capacity = 1000});
  std::mt19937 random(7);
  for (int i = 0; i < 150; ++i) {
    const int hour = static_cast<int>(random() % 20);  // many begin at once
    lab.Put(room, lab.Hours(2, hour, hour + 1));
  }
  const BookingPage whole = ListBookings(lab.state, {}, {}, 1000);
  CHECK(whole.bookings.size() == 150);
  CHECK(std::is_sorted(whole.bookings.begin(), whole.bookings.end(), [&](auto a, auto b) {
    const Instant start_a = lab.state.Find(a)->interval.start();
    const Instant start_b = lab.state.Find(b)->interval.start();
    return start_a != start_b ? start_a < start_b : a < b;
  }));
  for (const size_t most : std::vector<size_t>{1, 7, 50, 149, 150, 151}) {
    CAPTURE(most);
    std::vector<BookingId> listed;
    std::optional<BookingCursor> after;
    do {
      const BookingPage page = ListBookings(lab.state, {}, after, most);
      CHECK(page.bookings.size() <= most);
      listed.insert(listed.end(), page.bookings.begin(), page.bookings.end());
      after = page.next;
    } while (after);
    CHECK(listed == whole.bookings);
  }
}

TEST_CASE("a scan in slices of any size finds what is there throughout, and nothing twice") {
  BareLab lab;
  const ResourceId room = lab.AddResource({.capacity = 1000});
  std::mt19937 random(11);
  std::vector<BookingId> put;
  for (int i = 0; i < 120; ++i) {
    const int hour = static_cast<int>(random() % 20);
    put.push_back(lab.Put(room, lab.Hours(2, hour, hour + 1)));
  }
  for (const size_t work : std::vector<size_t>{1, 2, 39, 40, 41, 1000, BookingScan::kSlice}) {
    CAPTURE(work);
    BookingScan scan({}, {}, 1000);
    size_t slices = 1;
    while (scan.Look(lab.state, work)) ++slices;
    // A booking costs 20, and what is begun is finished.
    const size_t at_once = (work + 19) / 20;
    CHECK(slices == (put.size() + at_once - 1) / at_once);
    CHECK(scan.Take(lab.state).bookings == ListBookings(lab.state, {}, {}, 1000).bookings);
  }
}

TEST_CASE("what ends or moves while a scan is under way is not listed as it was") {
  BareLab lab;
  const ResourceId room = lab.AddResource({.capacity = 9});
  const BookingId stays = lab.Put(room, lab.Hours(2, 9, 10));
  const BookingId ends = lab.Put(room, lab.Hours(2, 10, 11));
  const BookingId moves = lab.Put(room, lab.Hours(2, 11, 12));
  const BookingId last = lab.Put(room, lab.Hours(2, 12, 13));
  BookingScan scan({.states = {BookingState::kConfirmed}}, {}, 9);
  for (int i = 0; i < 3; ++i) REQUIRE(scan.Look(lab.state, 1));
  lab.state.Apply(core::BookingEnded{ends, BookingState::kCancelled, lab.At(1, 0)});
  model::Booking moved = *lab.state.Find(moves);
  moved.interval = lab.Hours(5, 9, 10);
  lab.state.Apply(core::BookingChanged{moved, core::BookingChanged::Why::kMoved});
  while (scan.Look(lab.state, 1)) {
  }
  CHECK(scan.Take(lab.state).bookings == std::vector{stays, last});
}

TEST_CASE("a booking is shifted when its zone's clocks no longer show what was entered") {
  BareLab lab;
  const ResourceId room = lab.AddResource();
  const BookingId same = lab.Put(room, lab.Hours(2, 10, 11), {.offset_minutes = 60});
  const BookingId shifted = lab.Put(room, lab.Hours(3, 10, 11), {.offset_minutes = 120});
  CHECK_FALSE(IsShifted(lab.state, *lab.state.Find(same)));
  CHECK(ListBookings(lab.state, {.shifted_only = true}, {}, 9).bookings == std::vector{shifted});
}

TEST_CASE("wishes that are open, by when they were filed") {
  BareLab lab;
  const PoolId pool = lab.AddPool();
  const ResourceId printer = lab.AddResource({.pool = pool});
  const ResourceId laser = lab.AddResource();
  const auto file = [&](uint64_t id, model::Want want, int hour, model::WishState state) {
    model::Wish wish;
    wish.id = WishId(id);
    wish.company = lab.company;
    wish.member = lab.member;
    wish.wants = {want};
    wish.filed_at = lab.At(0, hour);
    wish.state = state;
    lab.state.Apply(core::WishChanged{wish});
    return wish.id;
  };
  const WishId first = file(1, {laser, PoolId(), 1}, 8, model::WishState::kOffered);
  const WishId met = file(2, {laser, PoolId(), 1}, 9, model::WishState::kMet);
  const WishId second = file(3, {ResourceId(), pool, 1}, 10, model::WishState::kWaiting);
  constexpr size_t kAll = BookingScan::kSlice;
  const auto list = [&](const WishFilter& filter) {
    return ListWishes(lab.state, filter, {}, 9, kAll).ids;
  };
  CHECK(list({}) == std::vector{first, second});
  CHECK(list({.resources = {printer}}) == std::vector{second});
  CHECK(list({.states = {model::WishState::kMet}}) == std::vector{met});
  const IdPage<WishId> page = ListWishes(lab.state, {}, {}, 1, kAll);
  CHECK(page.ids == std::vector{first});
  REQUIRE(page.next.has_value());
  CHECK(ListWishes(lab.state, {}, *page.next, 1, kAll).ids == std::vector{second});
  // Little work at a time comes to the same, and to an end.
  for (const size_t work : std::vector<size_t>{1, 20, 21, 40}) {
    CAPTURE(work);
    std::vector<WishId> listed;
    IdPage<WishId> slice{.ids = {}, .next = WishId()};
    size_t slices = 0;
    while (slice.next && slices < 9) {
      slice = ListWishes(lab.state, {}, *slice.next, 9, work);
      listed.insert(listed.end(), slice.ids.begin(), slice.ids.end());
      ++slices;
    }
    CHECK(slices == (work <= 20 ? 3 : 2));
    CHECK(listed == std::vector{first, second});
  }
}

TEST_CASE("series are listed by id, of whom and on what is asked for") {
  BareLab lab;
  const PoolId pool = lab.AddPool();
  const ResourceId printer = lab.AddResource({.pool = pool});
  const ResourceId laser = lab.AddResource();
  const auto make = [&](uint64_t id, model::Want want, MemberId member) {
    model::Series series;
    series.id = SeriesId(id);
    series.company = lab.company;
    series.member = member;
    series.wants = {want};
    lab.state.Apply(core::SeriesChanged{series, {}});
    return series.id;
  };
  const SeriesId any = make(1, {ResourceId(), pool, 1}, lab.member);
  const SeriesId cut = make(2, {laser, PoolId(), 1}, MemberId(99));
  const SeriesId print = make(4, {printer, PoolId(), 1}, lab.member);
  const auto list = [&](const SeriesFilter& filter) {
    return ListSeries(lab.state, filter, {}, 9, BookingScan::kSlice).ids;
  };
  CHECK(list({}) == std::vector{any, cut, print});
  CHECK(list({.member = lab.member}) == std::vector{any, print});
  CHECK(list({.resources = {printer}}) == std::vector{any, print});
  CHECK(list({.resources = {laser}}) == std::vector{cut});
  CHECK(list({.company = CompanyId(77)}).empty());
  const IdPage<SeriesId> page = ListSeries(lab.state, {}, any, 1, BookingScan::kSlice);
  CHECK(page.ids == std::vector{cut});
  CHECK(page.next.has_value());
}

TEST_CASE("at the entrance a member sees what runs and what begins within a day") {
  BareLab lab;
  const ResourceId room = lab.AddResource({.capacity = 9});
  lab.Put(room, lab.Hours(0, 8, 9));
  const BookingId running = lab.Put(room, lab.Hours(2, 9, 12), {.state = BookingState::kCheckedIn});
  const BookingId today = lab.Put(room, lab.Hours(2, 20, 22));
  lab.Put(room, lab.Hours(3, 20, 22));
  lab.Put(room, lab.Hours(2, 20, 22), {.member = MemberId(99)});
  CHECK(MineNow(lab.state, lab.member, lab.At(2, 10)) == std::vector{running, today});
}

}  // namespace
}  // namespace mutua::query
