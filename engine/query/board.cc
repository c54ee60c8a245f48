#include "engine/query/board.h"

#include <algorithm>
#include <utility>

#include "engine/query/round_room.h"
#include "engine/query/sweep.h"

namespace mutua::query {
namespace {

// Something that begins or ends within the window.
struct Edge {
  Instant at;
  enum class What : uint8_t { kUse, kOccupied, kOutage, kOpen, kRound } what = What::kUse;
  bool begins = false;
  uint64_t id = 0;
  uint32_t units = 0;
};

class Edges {
 public:
  explicit Edges(Interval window) : window_(window) {}

  void Add(Interval interval, Edge::What what, uint64_t id, uint32_t units) {
    if (!interval.Overlaps(window_)) return;
    edges_.push_back({std::max(interval.start(), window_.start()), what, true, id, units});
    edges_.push_back({std::min(interval.end(), window_.end()), what, false, id, units});
  }

  std::vector<Edge> Sorted() && {
    std::sort(edges_.begin(), edges_.end(),
              [](const Edge& a, const Edge& b) { return a.at < b.at; });
    return std::move(edges_);
  }

 private:
  Interval window_;
  std::vector<Edge> edges_;
};

std::vector<Interval> OpenTime(const core::State& state, const model::Resource& resource,
                               Interval window) {
  const model::ZoneTable& zone = state.ZoneOf(resource.id);
  const model::Opening& site = state.Find(resource.site)->opening;
  const model::EffectiveRules& rules = state.RulesOf(resource.id);
  std::vector<Interval> open = {window};
  if (!model::IsAlwaysOpen(site)) open = model::OpenIntervals(site, zone, window);
  if (rules.opening && !model::IsAlwaysOpen(*rules.opening)) {
    open = Intersection(open, model::OpenIntervals(*rules.opening, zone, window));
  }
  return open;
}

std::vector<Edge> EdgesOf(const core::State& state, const model::Resource& resource,
                          Interval window) {
  Edges edges(window);
  state.CalendarOf(resource.id).ForEachOverlap(window, [&](const model::Calendar::Entry& entry) {
    const model::Booking* booking = state.Find(entry.booking);
    edges.Add(entry.occupied, Edge::What::kOccupied, entry.booking.value(), entry.units);
    if (booking != nullptr) {
      edges.Add(booking->interval, Edge::What::kUse, entry.booking.value(), entry.units);
    }
    return true;
  });
  for (const model::Outage* outage : OutagesIn(state, window)) {
    if (Touches(*outage, resource)) {
      edges.Add(outage->interval, Edge::What::kOutage, outage->id.value(), 0);
    }
  }
  for (const Interval given_out : RoundWindows(state, resource.id, window)) {
    edges.Add(given_out, Edge::What::kRound, 0, 0);
  }
  for (const Interval open : OpenTime(state, resource, window)) {
    edges.Add(open, Edge::What::kOpen, 0, 0);
  }
  return std::move(edges).Sorted();
}

// What is so between two edges.
struct Standing {
  std::vector<BookingId> bookings;
  std::vector<uint64_t> outages;
  uint32_t used = 0;
  uint32_t occupied = 0;
  int open = 0;
  int rounds = 0;

  void Take(const Edge& edge) {
    const int step = edge.begins ? 1 : -1;
    switch (edge.what) {
      case Edge::What::kUse:
        used = edge.begins ? used + edge.units : used - edge.units;
        Toggle(BookingId(edge.id), edge.begins, &bookings);
        break;
      case Edge::What::kOccupied:
        occupied = edge.begins ? occupied + edge.units : occupied - edge.units;
        break;
      case Edge::What::kOutage:
        Toggle(edge.id, edge.begins, &outages);
        break;
      case Edge::What::kOpen:
        open += step;
        break;
      case Edge::What::kRound:
        rounds += step;
        break;
    }
  }

  template <class IdType>
  static void Toggle(IdType id, bool begins, std::vector<IdType>* ids) {
    const auto place = std::lower_bound(ids->begin(), ids->end(), id);
    if (begins) {
      ids->insert(place, id);
    } else {
      ids->erase(place);
    }
  }

  BoardCell Cell(Interval interval, uint32_t capacity) const {
    BoardCell cell{.interval = interval, .units_used = used, .bookings = bookings};
    if (!outages.empty()) {
      cell.kind = CellKind::kOutage;
      cell.outage = OutageId(outages.front());
    } else if (rounds > 0 && open > 0 && used < capacity) {
      cell.kind = CellKind::kRound;
    } else if (used > 0) {
      cell.kind = used >= capacity ? CellKind::kBusy : CellKind::kPartly;
    } else if (occupied > 0) {
      cell.kind = CellKind::kBuffer;
    } else {
      cell.kind = open > 0 ? CellKind::kFree : CellKind::kClosed;
    }
    return cell;
  }
};

bool Continues(const BoardCell& before, const BoardCell& next) {
  return before.kind == next.kind && before.units_used == next.units_used &&
         before.bookings == next.bookings && before.outage == next.outage;
}

}  // namespace

BoardRow BoardOf(const core::State& state, ResourceId id, Interval window, size_t cells_most) {
  const model::Resource& resource = *state.Find(id);
  BoardRow row{.resource = id, .cells = {}};
  Standing standing;
  const auto put = [&](Instant from, Instant to) {
    if (from >= to || row.cut) return;
    BoardCell cell = standing.Cell(Interval(from, to), resource.capacity);
    if (!row.cells.empty() && Continues(row.cells.back(), cell)) {
      row.cells.back().interval = Interval(row.cells.back().interval.start(), to);
    } else if (row.cells.size() == cells_most) {
      row.cut = true;
    } else {
      row.cells.push_back(std::move(cell));
    }
  };
  Instant from = window.start();
  for (const Edge& edge : EdgesOf(state, resource, window)) {
    put(from, edge.at);
    from = edge.at;
    standing.Take(edge);
  }
  put(from, window.end());
  return row;
}

}  // namespace mutua::query
