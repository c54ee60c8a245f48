// A board: one resource's time within a window, cut into stretches that are all alike: free,
// booked, closed, out of use. What a screen at the entrance shows. Reads only; work is proportional
// to what overlaps the window.
#pragma once

#include <vector>

#include "engine/core/state.h"

namespace mutua::query {

enum class CellKind : uint8_t {
  kFree = 1,
  kPartly = 2,  // some of the capacity is booked
  kBusy = 3,    // all of it
  kBuffer = 4,  // set-up or clean-up around a booking, and nothing else
  kClosed = 5,
  kOutage = 6,
  kRound = 7,  // given out in a round; some of the capacity may be booked already
};

struct BoardCell {
  Interval interval;
  CellKind kind = CellKind::kFree;
  uint32_t units_used = 0;
  std::vector<BookingId> bookings;  // those whose own time this is, ascending by id
  OutageId outage{};
  bool operator==(const BoardCell&) const = default;
};

struct BoardRow {
  ResourceId resource{};
  std::vector<BoardCell> cells;  // the whole window, in order, neighbours differ
  bool cut = false;              // there were more than `cells_most`
};

// Precondition: the resource is known.
BoardRow BoardOf(const core::State& state, ResourceId resource, Interval window, size_t cells_most);

}  // namespace mutua::query
