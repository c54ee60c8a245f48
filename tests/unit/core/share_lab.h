// The lab with its printers shared by acme (1 share) and bolt (3), for tests of core. Monday
// 2026-01-05, 08:00 UTC: the printers' week has 504 open hours, of which acme is guaranteed 63 and
// bolt 189.
#pragma once

#include "engine/core/fair_share.h"
#include "engine/core/share_standing.h"
#include "tests/unit/core/wish_lab.h"

namespace mutua::core::testing {

struct ShareLab : Lab {
  explicit ShareLab(uint32_t acme_base = 1, uint32_t bolt_base = 3) {
    SetShares(acme_base, bolt_base);
    // What defines nothing freezes the first periods.
    Caller daemon;
    daemon.role = model::Role::kService;
    REQUIRE(Do(daemon, StartServing{at, 7}).accepted());
  }
  void SetShares(uint32_t acme_base, uint32_t bolt_base) {
    model::Pool pool = *state.Find(fdm);
    pool.sharing.policy = model::Policy::kByShares;
    pool.sharing.shares = {{acme, acme_base, {}, 0}, {bolt, bolt_base, {}, 0}};
    Define(DefinePool{pool});
  }
  // Nothing costs anything, so nobody needs credits beyond a guarantee.
  void MakeFree() {
    model::Pool pool = *state.Find(fdm);
    pool.rules.tariff = 0;
    Define(DefinePool{pool});
  }
  // From so many hours after now, so many hours long.
  Interval In(int64_t from, int64_t hours) const {
    return Interval(at + Duration::Hours(from), at + Duration::Hours(from + hours));
  }
  Decision Ask(MemberId member, ResourceId resource, Interval interval) {
    return Do(As(member), On(resource, interval));
  }
  const model::Booking& Got(MemberId member, ResourceId resource, Interval interval) {
    const Decision decision = Ask(member, resource, interval);
    REQUIRE(decision.accepted());
    return *state.Find(BookingId(decision.subject.id));
  }
  int64_t HoursWithin(CompanyId company, Instant when) const {
    const model::Guarantees& period = *state.Find(state.usages().At(fdm, when));
    return state.usages().Within(fdm, company, period.first) / 3600;
  }
  int64_t GuaranteedHours(CompanyId company, Instant when) const {
    return model::MinutesOf(*state.Find(state.usages().At(fdm, when)), company) / 60;
  }
};

}  // namespace mutua::core::testing
