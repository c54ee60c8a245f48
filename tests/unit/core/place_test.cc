// Placing: which resource "any of the pool" becomes, kits that take all or nothing, and what a pool
// says when it cannot.
#include "engine/core/place.h"

#include <doctest/doctest.h>

#include <vector>

#include "tests/unit/core/bare_lab.h"

namespace mutua::core {
namespace {

using testing::BareLab;

struct Placed {
  model::Kit kit;
  std::vector<Reason> reasons;
  std::vector<Event> events;
};

Ask AskOf(const BareLab& lab, Interval interval) {
  return {.interval = interval, .member = lab.member, .company = lab.company};
}

Placed PlaceIn(BareLab& lab, const model::Wants& wants, const Ask& ask) {
  Placed placed;
  Refusal refusal;
  Draft draft(lab.state);
  Place(draft, wants, ask, lab.now, &placed.kit, &refusal);
  placed.reasons = refusal.reasons();
  placed.events = draft.events();
  return placed;
}

model::Want Any(PoolId pool, uint32_t units = 1) { return {ResourceId(), pool, units}; }
model::Want Named(ResourceId resource, uint32_t units = 1) { return {resource, PoolId(), units}; }

std::vector<ResourceId> Resources(const model::Kit& kit) {
  std::vector<ResourceId> ids;
  for (const model::Claim& claim : kit) ids.push_back(claim.resource);
  return ids;
}

TEST_CASE("any of a pool goes where the least idle time is left, the lowest id among equals") {
  BareLab lab;
  const PoolId pool = lab.AddPool();
  const std::vector<ResourceId> r = lab.AddResources(pool, 4);
  const auto best = [&](Interval interval) {
    const Placed placed = PlaceIn(lab, {Any(pool)}, AskOf(lab, interval));
    REQUIRE(placed.reasons.empty());
    REQUIRE(placed.kit.size() == 1);
    CHECK(placed.kit[0].any_of == pool);
    CHECK(placed.events.empty());
    return placed.kit[0].resource;
  };
  CHECK(best(lab.Hours(2, 10, 12)) == r[0]);  // all alike

  lab.Put(r[1], lab.Hours(2, 8, 10));
  CHECK(best(lab.Hours(2, 10, 12)) == r[1]);  // back to back beats open time
  CHECK(best(lab.Hours(2, 5, 7)) == r[1]);    // the time until the next booking is short

  lab.Put(r[2], lab.Hours(2, 7, 9));
  lab.Put(r[2], lab.Hours(2, 13, 14));
  CHECK(best(lab.Hours(2, 10, 12)) == r[2]);  // four hours in which it lies beat an open end

  lab.Put(r[3], lab.Hours(2, 9, 10));
  lab.Put(r[3], lab.Hours(2, 12, 13));
  CHECK(best(lab.Hours(2, 10, 12)) == r[3]);  // an exact fit beats all

  lab.Put(r[3], lab.Hours(2, 10, 12));
  CHECK(best(lab.Hours(2, 10, 12)) == r[2]);
}

TEST_CASE("counted resources are filled before idle ones are begun") {
  BareLab lab;
  const PoolId pool = lab.AddPool();
  lab.AddResource({.pool = pool, .capacity = 2});
  const ResourceId second = lab.AddResource({.pool = pool, .capacity = 2});
  lab.Put(second, lab.Hours(2, 9, 11));
  CHECK(Resources(PlaceIn(lab, {Any(pool)}, AskOf(lab, lab.Hours(2, 10, 12))).kit) ==
        std::vector{second});
}

TEST_CASE("a want of several units takes so many resources of the pool, each once") {
  BareLab lab;
  const PoolId pool = lab.AddPool();
  const std::vector<ResourceId> r = lab.AddResources(pool, 3);
  lab.Put(r[1], lab.Hours(2, 10, 11));
  const Ask ask = AskOf(lab, lab.Hours(2, 10, 12));
  CHECK(Resources(PlaceIn(lab, {Any(pool, 2)}, ask).kit) == std::vector{r[0], r[2]});
  CHECK(PlaceIn(lab, {Any(pool, 3)}, ask).reasons ==
        std::vector<Reason>{{.rule = Rule::kPoolFull, .limit = 3, .used = 1, .asked = 3}});
  CHECK(PlaceIn(lab, {Any(pool, 4)}, ask).reasons ==
        std::vector<Reason>{{.rule = Rule::kPoolFull, .limit = 3, .used = 1, .asked = 4}});
}

TEST_CASE("a kit names what is wrong with every part, and any leaves alone what is named") {
  BareLab lab;
  const PoolId pool = lab.AddPool();
  const std::vector<ResourceId> r = lab.AddResources(pool, 2);
  const ResourceId room = lab.AddResource();
  const Ask ask = AskOf(lab, lab.Hours(2, 10, 12));
  CHECK(Resources(PlaceIn(lab, {Any(pool), Named(r[0]), Named(room)}, ask).kit) ==
        std::vector{r[0], room, r[1]});

  lab.Put(r[1], lab.Hours(2, 11, 12));
  lab.Put(room, lab.Hours(2, 11, 12));
  const Placed refused = PlaceIn(lab, {Any(pool), Named(r[0]), Named(room)}, ask);
  CHECK(refused.reasons ==
        std::vector<Reason>{
            {.rule = Rule::kOverlap, .resource = room, .limit = 1, .used = 1, .asked = 1},
            {.rule = Rule::kPoolFull, .limit = 2, .used = 2, .asked = 1}});
}

TEST_CASE("all resources of a kit are judged with the widest borders among them") {
  BareLab lab;
  const ResourceId plain = lab.AddResource();
  const ResourceId dirty = lab.AddResource({.rules = {.cleanup = Duration::Minutes(30)}});
  lab.Put(plain, lab.Hours(2, 12, 13));  // back to back for the plain one alone
  const Ask ask = AskOf(lab, lab.Hours(2, 10, 12));
  CHECK(PlaceIn(lab, {Named(plain)}, ask).reasons.empty());
  CHECK(PlaceIn(lab, {Named(plain), Named(dirty)}, ask).reasons ==
        std::vector<Reason>{
            {.rule = Rule::kOverlap, .resource = plain, .limit = 1, .used = 1, .asked = 1}});
}

TEST_CASE("what all resources of a pool refuse alike is named; what differs is a full pool") {
  const Duration hour = Duration::Hours(1);
  BareLab lab;
  const CertificationId laser = lab.AddCertification();
  const PoolId pool = lab.AddPool({.longest = Duration::Hours(4)});
  const std::vector<ResourceId> r = lab.AddResources(pool, 2);
  const Ask ask = AskOf(lab, lab.Hours(2, 10, 12));
  const auto reasons = [&](const Ask& asked) { return PlaceIn(lab, {Any(pool)}, asked).reasons; };

  CHECK(reasons(AskOf(lab, lab.Hours(2, 10, 15))) ==
        std::vector<Reason>{
            {.rule = Rule::kTooLong, .limit = 4 * 3600, .asked = 5 * hour.seconds()}});

  const auto define = [&](size_t index, model::Rules rules, bool retired) {
    model::Resource record = *lab.state.Find(r[index]);
    record.rules = std::move(rules);
    record.retired = retired;
    lab.state.Apply(ResourceDefined{record});
  };
  // One asks for a certification, the other is booked: each its own reason, so the pool is full.
  define(0, {.certifications = std::vector{laser}}, false);
  lab.Put(r[1], lab.Hours(2, 10, 12));
  CHECK(reasons(ask) ==
        std::vector<Reason>{{.rule = Rule::kPoolFull, .limit = 2, .used = 2, .asked = 1}});
  // Both ask for it: that is why, booked or not.
  define(1, {.certifications = std::vector{laser}}, false);
  const Reason certification{.rule = Rule::kCertification,
                             .used = laser.value(),
                             .asked = ask.interval.start().unix_seconds()};
  CHECK(reasons(ask) == std::vector{certification});
  // A retired one does not hide what the living ones ask; when all are retired, that is said.
  define(0, {}, true);
  CHECK(reasons(ask) == std::vector{certification});
  define(1, {}, true);
  CHECK(reasons(ask) == std::vector<Reason>{{.rule = Rule::kRetired}});
}

TEST_CASE("an outage of the whole pool is named; a pool without resources is full") {
  BareLab lab;
  const PoolId pool = lab.AddPool();
  const Ask ask = AskOf(lab, lab.Hours(2, 10, 12));
  CHECK(PlaceIn(lab, {Any(pool)}, ask).reasons ==
        std::vector<Reason>{{.rule = Rule::kPoolFull, .asked = 1}});
  lab.AddResources(pool, 2);
  lab.AddOutage(lab.Hours(2, 9, 11), {}, pool);
  CHECK(PlaceIn(lab, {Any(pool)}, ask).reasons ==
        std::vector<Reason>{{.rule = Rule::kOutage,
                             .limit = lab.At(2, 9).unix_seconds(),
                             .used = 1,
                             .asked = lab.At(2, 11).unix_seconds()}});
}

TEST_CASE("an override takes what policy alone forbids, and says what it sets aside") {
  BareLab lab;
  const PoolId pool = lab.AddPool();
  const ResourceId booked = lab.AddResource({.pool = pool});
  const ResourceId reserved =
      lab.AddResource({.pool = pool, .rules = {.companies = std::vector{lab.AddCompany()}}});
  lab.Put(booked, lab.Hours(2, 10, 12));
  Ask ask = AskOf(lab, lab.Hours(2, 10, 12));
  CHECK(PlaceIn(lab, {Any(pool)}, ask).reasons ==
        std::vector<Reason>{{.rule = Rule::kPoolFull, .limit = 2, .used = 2, .asked = 1}});
  ask.override_policy = true;
  const Placed placed = PlaceIn(lab, {Any(pool)}, ask);
  CHECK(Resources(placed.kit) == std::vector{reserved});
  CHECK(placed.reasons == std::vector<Reason>{{.rule = Rule::kNotAllowed, .resource = reserved}});
  lab.Put(reserved, lab.Hours(2, 11, 12));
  CHECK(PlaceIn(lab, {Any(pool)}, ask).reasons.front().rule == Rule::kPoolFull);
}

TEST_CASE("wants are checked before they are placed") {
  BareLab lab;
  const PoolId loose = lab.AddPool({}, false);
  const ResourceId resource = lab.AddResource({.pool = loose});
  struct Row {
    const char* what;
    model::Wants wants;
    std::vector<Reason> expected;
  };
  const std::vector<Row> rows = {
      {"a resource", {Named(resource)}, {}},
      {"nothing", {}, {{.rule = Rule::kTooMany, .limit = kKitMost}}},
      {"too many",
       model::Wants(kKitMost + 1, Any(lab.AddPool())),
       {{.rule = Rule::kTooMany, .limit = kKitMost, .asked = kKitMost + 1}}},
      {"an unknown resource", {Named(ResourceId(99))}, {{.rule = Rule::kUnknown, .asked = 99}}},
      {"an unknown pool", {Any(PoolId(98))}, {{.rule = Rule::kUnknown, .asked = 98}}},
      {"any of a pool without stand-ins",
       {Any(loose)},
       {{.rule = Rule::kNoStandIn, .asked = loose.value()}}},
      {"no units", {Named(resource, 0)}, {{.rule = Rule::kTooMany, .limit = kCapacityMost}}},
      {"the same twice",
       {Named(resource), Named(resource)},
       {{.rule = Rule::kTooMany, .resource = resource, .limit = 1, .asked = 2}}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    Refusal refusal;
    CheckWants(lab.state, row.wants, &refusal);
    CHECK(refusal.reasons() == row.expected);
  }
}

}  // namespace
}  // namespace mutua::core
