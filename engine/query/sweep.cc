#include "engine/query/sweep.h"

#include <algorithm>

namespace mutua::query {
namespace {

struct Border {
  Instant at;
  int64_t units;  // negative where an entry ends, which frees before a start takes
  bool operator<(const Border& other) const {
    return at != other.at ? at < other.at : units < other.units;
  }
};

void Append(Range range, std::vector<Range>* full) {
  if (!full->empty() && range.from <= full->back().to) {
    full->back().to = std::max(full->back().to, range.to);
  } else {
    full->push_back(range);
  }
}

}  // namespace

void FullRanges(const model::Calendar& calendar, Interval window, uint32_t units, uint32_t capacity,
                BookingId except, std::vector<Range>* full) {
  if (capacity == 1) {  // any entry fills it
    calendar.ForEachOverlap(window, [&](const model::Calendar::Entry& entry) {
      if (entry.booking != except) {
        Append({entry.occupied.start(), entry.occupied.end()}, full);
      }
      return true;
    });
    return;
  }
  std::vector<Border> borders;
  calendar.ForEachOverlap(window, [&](const model::Calendar::Entry& entry) {
    if (entry.booking == except) return true;
    borders.push_back({entry.occupied.start(), int64_t{entry.units}});
    borders.push_back({entry.occupied.end(), -int64_t{entry.units}});
    return true;
  });
  std::sort(borders.begin(), borders.end());
  int64_t used = 0;
  for (size_t i = 0; i + 1 < borders.size(); ++i) {
    used += borders[i].units;
    if (used + units > capacity && borders[i].at < borders[i + 1].at) {
      Append({borders[i].at, borders[i + 1].at}, full);
    }
  }
}

std::vector<const model::Outage*> OutagesIn(const core::State& state, Interval window) {
  // Set-up and clean-up reach past the window by a booking's length at most; what is too far is
  // sorted out by whoever asks.
  std::vector<const model::Outage*> found;
  const Instant from = window.start() - kBookingLongest;
  const Instant to = window.end() + kBookingLongest;
  state.ForEach<model::Outage>([&](const model::Outage& outage) {
    if (!outage.lifted && outage.interval.start() < to && from < outage.interval.end()) {
      found.push_back(&outage);
    }
  });
  return found;
}

bool Touches(const model::Outage& outage, const model::Resource& resource) {
  return outage.resource == resource.id || outage.pool == resource.pool ||
         outage.site == resource.site;
}

std::vector<Interval> Intersection(const std::vector<Interval>& a, const std::vector<Interval>& b) {
  std::vector<Interval> both;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const Instant from = std::max(a[i].start(), b[j].start());
    const Instant to = std::min(a[i].end(), b[j].end());
    if (from < to) both.emplace_back(from, to);
    a[i].end() < b[j].end() ? ++i : ++j;
  }
  return both;
}

}  // namespace mutua::query
