// Boards: the whole window in cells, and that what they say of each second is what the calendar
// says.
#include "engine/query/board.h"

#include <doctest/doctest.h>

#include <random>
#include <vector>

#include "tests/unit/core/bare_lab.h"

namespace mutua::query {
namespace {

using core::testing::BareLab;

TEST_CASE("a day on a board: closed, free, set-up, busy, outage") {
  BareLab lab;
  model::Opening hours;
  for (auto& day : hours.weekly) day = {{9 * 60, 18 * 60}};
  const ResourceId resource =
      lab.AddResource({.rules = {.opening = hours, .setup = Duration::Minutes(30)}});
  const BookingId booking = lab.Put(resource, lab.Hours(2, 11, 12));
  const OutageId outage = lab.AddOutage(lab.Hours(2, 15, 20), resource);
  const BoardRow row = BoardOf(lab.state, resource, lab.Hours(2, 8, 22), 100);
  CHECK(row.resource == resource);
  const std::vector<BoardCell> expected = {
      {lab.Hours(2, 8, 9), CellKind::kClosed, 0, {}},
      {{lab.At(2, 9), lab.At(2, 10, 30)}, CellKind::kFree, 0, {}},
      {{lab.At(2, 10, 30), lab.At(2, 11)}, CellKind::kBuffer, 0, {}},
      {lab.Hours(2, 11, 12), CellKind::kBusy, 1, {booking}},
      {lab.Hours(2, 12, 15), CellKind::kFree, 0, {}},
      {lab.Hours(2, 15, 20), CellKind::kOutage, 0, {}, outage},
      {lab.Hours(2, 20, 22), CellKind::kClosed, 0, {}},
  };
  CHECK(row.cells == expected);
  CHECK_FALSE(row.cut);
  const BoardRow cut = BoardOf(lab.state, resource, lab.Hours(2, 8, 22), 3);
  CHECK(cut.cells == std::vector<BoardCell>(expected.begin(), expected.begin() + 3));
  CHECK(cut.cut);
}

TEST_CASE("a counted resource is partly booked before it is busy") {
  BareLab lab;
  const ResourceId resource = lab.AddResource({.capacity = 2});
  const BookingId a = lab.Put(resource, lab.Hours(2, 10, 12));
  const BookingId b = lab.Put(resource, lab.Hours(2, 11, 14));
  const BoardRow row = BoardOf(lab.state, resource, lab.Hours(2, 10, 14), 100);
  const std::vector<BoardCell> expected = {
      {lab.Hours(2, 10, 11), CellKind::kPartly, 1, {a}},
      {lab.Hours(2, 11, 12), CellKind::kBusy, 2, {a, b}},
      {lab.Hours(2, 12, 14), CellKind::kPartly, 1, {b}},
  };
  CHECK(row.cells == expected);
}

TEST_CASE("a booking that reaches over the window is cut to it") {
  BareLab lab;
  const ResourceId resource = lab.AddResource();
  const BookingId booking = lab.Put(resource, lab.Hours(1, 0, 72));
  const BoardRow row = BoardOf(lab.state, resource, lab.Hours(2, 0, 24), 100);
  CHECK(row.cells == std::vector<BoardCell>{{lab.Hours(2, 0, 24), CellKind::kBusy, 1, {booking}}});
}

TEST_CASE("cells cover the window without gaps and agree with the calendar") {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    BareLab lab;
    const uint32_t capacity = 1 + seed % 3;
    const ResourceId resource = lab.AddResource({.capacity = capacity});
    for (int i = 0; i < 60; ++i) {
      const Instant start = lab.At(0, 0) + Duration::Minutes(static_cast<int64_t>(random() % 3000));
      const Interval interval(start,
                              start + Duration::Minutes(1 + static_cast<int64_t>(random() % 300)));
      if (lab.state.CalendarOf(resource).PeakUse(interval) < capacity) lab.Put(resource, interval);
    }
    const Interval window = lab.Hours(0, 3, 45);
    const BoardRow row = BoardOf(lab.state, resource, window, 1000);
    Instant at = window.start();
    for (const BoardCell& cell : row.cells) {
      REQUIRE(cell.interval.start() == at);
      at = cell.interval.end();
      REQUIRE(cell.units_used == lab.state.CalendarOf(resource).PeakUse(cell.interval));
      REQUIRE(cell.bookings.size() == cell.units_used);
    }
    CHECK(at == window.end());
  }
}

}  // namespace
}  // namespace mutua::query
