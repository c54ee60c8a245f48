#include "engine/query/id_walk.h"

#include <doctest/doctest.h>

#include <vector>

namespace mutua::query {
namespace {

using Walk = IdWalk<model::Badge>;

// Badges 3, 6, 9 ... of 3,000 numbers that were given; restored as from a store.
struct Badges {
  core::State state;
  core::Counters counters;

  Badges() {
    state.Restore(model::Member{.id = MemberId(1)});
    for (uint32_t id = 3; id <= 3000; id += 3) Add(id);
    counters.badge = 3001;
    state.Restore(counters);
  }
  void Add(uint32_t id) { state.Restore(model::Badge{.id = BadgeId(id), .member = MemberId(1)}); }
};

std::vector<uint32_t> Expected(uint32_t first, uint32_t last, int step) {
  std::vector<uint32_t> ids;
  for (uint32_t id = first; step > 0 ? id <= last : id >= last; id += static_cast<uint32_t>(step)) {
    ids.push_back(id);
  }
  return ids;
}

TEST_CASE("a walk in slices of any size visits all there are, once, in its order") {
  Badges badges;
  struct Row {
    IdOrder order;
    uint32_t after;
    std::vector<uint32_t> visited;
  };
  const std::vector<Row> rows = {
      {IdOrder::kAscending, 0, Expected(3, 3000, 3)},
      {IdOrder::kAscending, 2990, Expected(2991, 3000, 3)},
      {IdOrder::kAscending, 9999, {}},
      {IdOrder::kDescending, 0, Expected(3000, 3, -3)},
      {IdOrder::kDescending, 10, Expected(9, 3, -3)},
      {IdOrder::kDescending, 3, {}},
  };
  for (const Row& row : rows) {
    for (const size_t slice : {size_t{1}, size_t{60}, size_t{777}, size_t{1} << 30}) {
      CAPTURE(row.after);
      CAPTURE(slice);
      Walk walk(row.order, BadgeId(row.after));
      std::vector<uint32_t> visited;
      const auto visit = [&](const model::Badge& badge) {
        visited.push_back(badge.id.value());
        return true;
      };
      while (walk.Look(badges.state, slice, visit)) {
      }
      CHECK(visited == row.visited);
    }
  }
}

TEST_CASE("a slice looks at no more than its work allows, and at less of what costs more") {
  Badges badges;
  for (const size_t work_of_one : {Walk::kWorkOfOne, 10 * Walk::kWorkOfOne}) {
    Walk walk(IdOrder::kAscending, {});
    size_t most = 0;
    bool more = true;
    while (more) {
      size_t visited = 0;
      const auto visit = [&](const model::Badge&) {
        ++visited;
        return true;
      };
      more = walk.Look(badges.state, 20 * work_of_one, visit, work_of_one);
      most = std::max(most, visited);
    }
    // Those that were not there cost something, too.
    CHECK(most <= 20);
    CHECK(most >= 18);
  }
}

TEST_CASE("what is made while a walk is under way is not visited") {
  Badges badges;
  Walk walk(IdOrder::kAscending, BadgeId(2990));
  std::vector<uint32_t> visited;
  const auto visit = [&](const model::Badge& badge) {
    visited.push_back(badge.id.value());
    return true;
  };
  REQUIRE(walk.Look(badges.state, 1, visit));
  badges.Add(3001);
  badges.counters.badge = 3002;
  badges.state.Restore(badges.counters);
  while (walk.Look(badges.state, 1, visit)) {
  }
  CHECK(visited == Expected(2991, 3000, 3));
}

TEST_CASE("a page ends where it is full, or where the work is done, and says where to go on") {
  Badges badges;
  const auto odd = [](const model::Badge& badge) { return badge.id.value() % 2 == 1; };
  const auto page =
      LookThrough<model::Badge>(badges.state, IdOrder::kAscending, {}, 2, 10'000, odd);
  CHECK(page.ids == std::vector{BadgeId(3), BadgeId(9)});
  CHECK(page.next == BadgeId(9));
  const auto none = LookThrough<model::Badge>(badges.state, IdOrder::kAscending, {}, 2, 3, odd);
  CHECK(none.ids == std::vector{BadgeId(3)});
  CHECK(none.next == BadgeId(3));
  const auto last =
      LookThrough<model::Badge>(badges.state, IdOrder::kDescending, BadgeId(4), 2, 10'000, odd);
  CHECK(last.ids == std::vector{BadgeId(3)});
  CHECK_FALSE(last.next.has_value());
}

}  // namespace
}  // namespace mutua::query
