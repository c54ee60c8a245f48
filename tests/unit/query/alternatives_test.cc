// Alternatives: what is offered instead, by hand; then that everything offered in random labs is
// what the judge would accept.
#include "engine/query/alternatives.h"

#include <doctest/doctest.h>

#include <random>
#include <vector>

#include "engine/core/place.h"
#include "tests/unit/core/bare_lab.h"

namespace mutua::query {
namespace {

using core::Rule;
using core::testing::BareLab;
using Kind = AlternativeKind;

model::Want Named(ResourceId id, uint32_t units = 1) { return {id, PoolId(), units}; }
model::Want Any(PoolId id) { return {ResourceId(), id, 1}; }

std::vector<Alternative> Instead(const BareLab& lab, model::Wants wants, Interval interval) {
  return FindAlternatives(lab.state,
                          {.wants = std::move(wants),
                           .interval = interval,
                           .member = lab.member,
                           .company = lab.company},
                          lab.now);
}

Alternative One(Kind kind, model::Wants wants, Interval interval) {
  return {kind, {{std::move(wants), interval}}};
}

TEST_CASE("a busy printer: nearest before and after, an equal one, shorter, and split") {
  BareLab lab;
  const PoolId pool = lab.AddPool({.granularity = Duration::Minutes(30)});
  const std::vector<ResourceId> r = lab.AddResources(pool, 3);
  lab.Put(r[0], lab.Hours(2, 12, 14));
  lab.Put(r[1],
          lab.Hours(2, 8, 11));  // so it fits less well than nothing: an hour before ten is taken
  const auto instead = Instead(lab, {Named(r[0])}, lab.Hours(2, 11, 14));
  REQUIRE(instead.size() == 5);
  CHECK(instead[0] == One(Kind::kNearestTime, {Named(r[0])}, lab.Hours(2, 9, 12)));
  CHECK(instead[1] == One(Kind::kNearestTime, {Named(r[0])}, lab.Hours(2, 14, 17)));
  CHECK(instead[2] == One(Kind::kEqualResource, {Named(r[1])}, lab.Hours(2, 11, 14)));
  CHECK(instead[3] == One(Kind::kEqualResource, {Named(r[2])}, lab.Hours(2, 11, 14)));
  CHECK(instead[4] == One(Kind::kShorter, {Named(r[0])}, lab.Hours(2, 11, 12)));
}

TEST_CASE("a full pool offers its parts, one after the other on different resources") {
  BareLab lab;
  const PoolId pool = lab.AddPool({.granularity = Duration::Hours(1)});
  const std::vector<ResourceId> r = lab.AddResources(pool, 2);
  lab.Put(r[0], lab.Hours(2, 12, 24));
  lab.Put(r[1], lab.Hours(2, 0, 12));
  const auto instead = Instead(lab, {Any(pool)}, lab.Hours(2, 10, 14));
  REQUIRE(instead.size() == 4);
  CHECK(instead[0] == One(Kind::kNearestTime, {Any(pool)}, lab.Hours(2, 12, 16)));
  CHECK(instead[1] == One(Kind::kNearestTime, {Any(pool)}, lab.Hours(2, 8, 12)));
  CHECK(instead[2] == One(Kind::kShorter, {Any(pool)}, lab.Hours(2, 10, 12)));
  CHECK(instead[3] == Alternative{Kind::kSplit,
                                  {{{Named(r[0])}, lab.Hours(2, 10, 12)},
                                   {{Named(r[1])}, lab.Hours(2, 12, 14)}}});
}

TEST_CASE("what is off the grid, too short or too long is put right") {
  BareLab lab;
  const ResourceId resource = lab.AddResource({.rules = {.granularity = Duration::Hours(1),
                                                         .shortest = Duration::Hours(2),
                                                         .longest = Duration::Hours(4)}});
  const Instant start = lab.At(2, 10, 20);
  const auto rounded = Instead(lab, {Named(resource)}, {start, start + Duration::Minutes(30)});
  REQUIRE(rounded.size() == 2);
  CHECK(rounded[0] == One(Kind::kNearestTime, {Named(resource)}, lab.Hours(2, 10, 12)));
  CHECK(rounded[1] == One(Kind::kNearestTime, {Named(resource)}, lab.Hours(2, 11, 13)));
  const auto cut = Instead(lab, {Named(resource)}, lab.Hours(2, 10, 20));
  // The nearest time and the longest that is shorter are one booking, given once.
  REQUIRE(cut.size() == 1);
  CHECK(cut[0].parts[0].interval == lab.Hours(2, 10, 14));
}

TEST_CASE("what is to be held is offered only where the hold would last no longer than it may") {
  BareLab lab;
  const ResourceId resource = lab.AddResource();
  lab.Put(resource, lab.Hours(2, 10, 12));
  RefusedAsk refused{.wants = {Named(resource)},
                     .interval = lab.Hours(2, 10, 12),
                     .member = lab.member,
                     .company = lab.company};
  CHECK(FindAlternatives(lab.state, refused, lab.now).size() == 2);
  // No hold outlasts what it holds: before it is too early, behind it is not.
  refused.hold_until = lab.At(2, 13, 0);
  const Instant late = lab.At(2, 7, 0);
  const auto instead = FindAlternatives(lab.state, refused, late);
  REQUIRE(instead.size() == 1);
  CHECK(instead[0] == One(Kind::kNearestTime, {Named(resource)}, lab.Hours(2, 12, 14)));
  refused.hold_until = lab.At(3, 8, 0);
  CHECK(FindAlternatives(lab.state, refused, late).empty());
}

TEST_CASE("what would begin now is not offered where a manager had to approve it first") {
  BareLab lab;
  const ResourceId resource = lab.AddResource({.rules = {.needs_approval = true}});
  RefusedAsk refused{.wants = {Named(resource)},
                     .interval = Interval(lab.now, lab.now + Duration::Hours(1)),
                     .member = lab.member,
                     .company = lab.company,
                     .walk_up = true};
  CHECK(FindAlternatives(lab.state, refused, lab.now).empty());
  refused.manages = true;
  CHECK_FALSE(FindAlternatives(lab.state, refused, lab.now).empty());
}

TEST_CASE("a move is judged without the booking, and where it is already is no alternative") {
  BareLab lab;
  const ResourceId resource = lab.AddResource();
  const BookingId mine = lab.Put(resource, lab.Hours(2, 10, 12));
  lab.Put(resource, lab.Hours(2, 12, 14), {.member = lab.AddMember(lab.company)});
  const auto instead = FindAlternatives(lab.state,
                                        {.wants = {Named(resource)},
                                         .interval = lab.Hours(2, 11, 13),
                                         .member = lab.member,
                                         .company = lab.company,
                                         .instead_of = mine},
                                        lab.now);
  REQUIRE_FALSE(instead.empty());
  for (const Alternative& alternative : instead) {
    CHECK(alternative.parts[0].interval != lab.Hours(2, 10, 12));
  }
  CHECK(instead[0] == One(Kind::kNearestTime, {Named(resource)}, lab.Hours(2, 14, 16)));
}

TEST_CASE("a kit moves as a whole") {
  BareLab lab;
  const ResourceId room = lab.AddResource();
  const ResourceId screen = lab.AddResource();
  lab.Put(room, lab.Hours(2, 10, 12));
  lab.Put(screen, lab.Hours(2, 12, 13));
  const auto instead = Instead(lab, {Named(room), Named(screen)}, lab.Hours(2, 10, 12));
  REQUIRE_FALSE(instead.empty());
  const model::Wants kit = {Named(room), Named(screen)};
  CHECK(instead[0] == One(Kind::kNearestTime, kit, lab.Hours(2, 8, 10)));
}

TEST_CASE("someone at the machine now is offered what can begin now") {
  BareLab lab;
  const PoolId pool = lab.AddPool({.granularity = Duration::Minutes(15)});
  const std::vector<ResourceId> r = lab.AddResources(pool, 2);
  lab.now = lab.At(2, 10, 7);
  lab.Put(r[0], lab.Hours(2, 11, 12));
  const auto instead = FindAlternatives(lab.state,
                                        {.wants = {Named(r[0])},
                                         .interval = {lab.now, lab.At(2, 12)},
                                         .member = lab.member,
                                         .company = lab.company,
                                         .walk_up = true},
                                        lab.now);
  REQUIRE(instead.size() == 2);
  CHECK(instead[0] == One(Kind::kEqualResource, {Named(r[1])}, {lab.now, lab.At(2, 12)}));
  CHECK(instead[1] == One(Kind::kShorter, {Named(r[0])}, {lab.now, lab.At(2, 11)}));
}

TEST_CASE("a refusal of the request itself has no alternatives, one about time has") {
  BareLab lab;
  const ResourceId resource = lab.AddResource();
  core::Command command;
  command.caller = lab.AsMember();
  command.body = core::Book{.wants = {Named(resource)}, .interval = lab.Hours(2, 10, 12)};
  CHECK(RefusedAskOf(lab.state, command, core::Refusal({.rule = Rule::kOverlap}), lab.now));
  CHECK_FALSE(RefusedAskOf(lab.state, command, core::Refusal({.rule = Rule::kUnknown}), lab.now));
  command.body = core::Cancel{};
  CHECK_FALSE(RefusedAskOf(lab.state, command, core::Refusal({.rule = Rule::kOverlap}), lab.now));
}

// ---- The property ------------------------------------------------------------------------------

bool WouldBeAccepted(BareLab& lab, const AlternativePart& part) {
  core::Draft draft(lab.state);
  model::Kit kit;
  core::Refusal refusal;
  core::Place(draft, part.wants,
              {.interval = part.interval, .member = lab.member, .company = lab.company}, lab.now,
              &kit, &refusal);
  return refusal.empty() && draft.events().empty();
}

TEST_CASE("whatever is offered would be accepted") {
  size_t offered = 0;
  for (uint32_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto pick = [&](int below) {
      return static_cast<int>(random() % static_cast<uint32_t>(below));
    };
    BareLab lab;
    model::Opening hours;
    for (auto& day : hours.weekly) day = {{8 * 60, 20 * 60}};
    const PoolId pool = lab.AddPool({.opening = hours,
                                     .granularity = Duration::Minutes(15 * (1 + pick(3))),
                                     .longest = Duration::Hours(3 + pick(6)),
                                     .lead = Duration::Hours(pick(30)),
                                     .gap = Duration::Minutes(30 * pick(3)),
                                     .cleanup = Duration::Minutes(5 * pick(4)),
                                     .unattended_overnight = pick(3) == 0});
    std::vector<ResourceId> r = lab.AddResources(pool, 4);
    r.push_back(lab.AddResource({.kind = model::ResourceKind::kRoom}));
    const auto any_interval = [&] {
      const Instant start = lab.At(pick(4), 6 + pick(16), 15 * pick(4));
      return Interval(start, start + Duration::Minutes(15 * (1 + pick(30))));
    };
    for (int i = 0; i < 40; ++i) {
      const ResourceId resource = r[static_cast<size_t>(pick(5))];
      const Interval interval = any_interval();
      const core::Ask ask{.resource = resource, .interval = interval};
      if (!lab.state.CalendarOf(resource).IsFree(core::OccupiedBy(lab.state, ask))) continue;
      lab.Put(resource, interval, {.member = pick(4) == 0 ? lab.member : MemberId(9)});
    }
    for (int i = 0; i < 20; ++i) {
      model::Wants wants = {Named(r[static_cast<size_t>(pick(4))])};
      if (pick(3) == 0) wants = {Any(pool)};
      if (pick(4) == 0) wants.push_back(Named(r[4]));
      const auto instead = Instead(lab, wants, any_interval());
      CHECK(instead.size() <= kAlternativesMost);
      for (size_t j = 0; j < instead.size(); ++j) {
        CAPTURE(static_cast<int>(instead[j].kind));
        if (j > 0) CHECK(instead[j - 1].kind <= instead[j].kind);
        for (const AlternativePart& part : instead[j].parts) {
          REQUIRE(WouldBeAccepted(lab, part));
          ++offered;
        }
      }
    }
  }
  CHECK(offered > 1000);
}

}  // namespace
}  // namespace mutua::query
