// Effective rules: resources of a pool that state none of their own share them, until one does.
#include <doctest/doctest.h>

#include "tests/unit/core/lab.h"

namespace mutua::core::testing {
namespace {

model::Rules Longest(int64_t hours) {
  model::Rules rules;
  rules.longest = Duration::Hours(hours);
  return rules;
}

TEST_CASE("what a pool states reaches each resource that does not state it itself") {
  Lab lab;
  const auto longest = [&](size_t i) { return lab.state.RulesOf(lab.printers[i]).longest; };
  lab.SetRules(lab.printers[1], Longest(3));
  model::Pool pool = *lab.state.Find(lab.fdm);
  pool.rules = Longest(8);
  lab.Define(DefinePool{pool});
  CHECK(longest(0) == Duration::Hours(8));
  CHECK(longest(1) == Duration::Hours(3));
  CHECK(longest(2) == Duration::Hours(8));

  lab.SetRules(lab.printers[0], Longest(2));
  CHECK(longest(0) == Duration::Hours(2));
  CHECK(longest(2) == Duration::Hours(8));
  lab.SetRules(lab.printers[1], {});
  CHECK(longest(1) == Duration::Hours(8));
  CHECK(longest(0) == Duration::Hours(2));
}

TEST_CASE("resources of one pool that inherit alike keep the horizon of their kind") {
  Lab lab;
  const ResourceId desk = lab.Add("desk", lab.fdm, model::ResourceKind::kDesk);
  CHECK(lab.state.RulesOf(desk).horizon == Duration::Days(90));
  CHECK(lab.state.RulesOf(lab.printers[0]).horizon == Duration::Days(14));
}

TEST_CASE("a resource that goes to another pool inherits from that one alone") {
  Lab lab;
  model::Pool pool = *lab.state.Find(lab.rooms);
  pool.rules = Longest(5);
  lab.Define(DefinePool{pool});
  model::Resource laser = *lab.state.Find(lab.laser);
  laser.pool = lab.rooms;
  lab.Define(DefineResource{laser});
  CHECK(lab.state.RulesOf(lab.laser).longest == Duration::Hours(5));
  pool.rules = {};
  pool.version = lab.state.Find(lab.rooms)->version;
  lab.Define(DefinePool{pool});
  CHECK(lab.state.RulesOf(lab.laser).longest == model::EffectiveRules().longest);
}

}  // namespace
}  // namespace mutua::core::testing
