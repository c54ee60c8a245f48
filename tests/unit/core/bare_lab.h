// A tiny lab for tests: a site in Europe/Paris that is always open, one company with one member,
// and whatever a test adds. Built from events alone, as the daemon builds its own: nothing here
// decides. Tests speak in civil time of the site: lab.Day(0) is Monday 2026-03-02, "now" until
// somebody moves it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/core/state.h"
#include "tests/unit/model/zones_by_rule.h"

namespace mutua::core::testing {

class BareLab {
 public:
  BareLab() {
    zone = AddZone(model::testing::Paris());
    site = AddSite(zone);
    company = AddCompany();
    member = AddMember(company);
    now = At(0, 0);
    state.AdvanceTo(now);
  }

  // Adding. Handles are made of the kind and the id.
  ZoneId AddZone(model::ZoneTable table) {
    const ZoneId id(state.counters().zone);
    state.Apply(ZoneDefined{{.id = id, .table = std::move(table)}});
    return id;
  }
  SiteId AddSite(ZoneId in, model::Opening opening = model::AlwaysOpen()) {
    model::Site record{.id = SiteId(state.counters().site)};
    record.handle = "site-" + std::to_string(record.id.value());
    record.zone = in;
    record.opening = std::move(opening);
    state.Apply(SiteDefined{record});
    return record.id;
  }
  PoolId AddPool(model::Rules rules = {}, bool stand_in = true) {
    model::Pool record{.id = PoolId(state.counters().pool)};
    record.handle = "pool-" + std::to_string(record.id.value());
    record.stand_in = stand_in;
    record.rules = std::move(rules);
    state.Apply(PoolDefined{record});
    return record.id;
  }
  struct ResourceSpec {
    PoolId pool{};  // none: a pool of its own
    model::Rules rules{};
    uint32_t capacity = 1;
    model::ResourceKind kind = model::ResourceKind::kMachine;
    SiteId site{};  // none: the lab's first
  };
  ResourceId AddResource(ResourceSpec spec) {
    model::Resource record{.id = ResourceId(state.counters().resource)};
    record.handle = "resource-" + std::to_string(record.id.value());
    record.kind = spec.kind;
    record.site = spec.site.IsSet() ? spec.site : site;
    record.pool = spec.pool.IsSet() ? spec.pool : AddPool({}, false);
    record.capacity = spec.capacity;
    record.rules = std::move(spec.rules);
    state.Apply(ResourceDefined{record});
    return record.id;
  }
  ResourceId AddResource() { return AddResource(ResourceSpec{}); }
  std::vector<ResourceId> AddResources(PoolId pool, size_t count) {
    std::vector<ResourceId> ids;
    for (size_t i = 0; i < count; ++i) ids.push_back(AddResource({.pool = pool}));
    return ids;
  }
  CompanyId AddCompany() {
    model::Company record{.id = CompanyId(state.counters().company)};
    record.handle = "company-" + std::to_string(record.id.value());
    state.Apply(CompanyDefined{record});
    return record.id;
  }
  MemberId AddMember(CompanyId of, std::vector<model::Held> held = {}) {
    model::Member record{.id = MemberId(state.counters().member)};
    record.company = of;
    record.held = std::move(held);
    state.Apply(MemberDefined{record, {}});
    return record.id;
  }
  CertificationId AddCertification() {
    model::Certification record{.id = CertificationId(state.counters().certification)};
    record.handle = "certification-" + std::to_string(record.id.value());
    state.Apply(CertificationDefined{record});
    return record.id;
  }
  // Exactly one of `resource`, `pool` and `at_site` is set.
  OutageId AddOutage(Interval interval, ResourceId resource, PoolId pool = {},
                     SiteId at_site = {}) {
    model::Outage record{.id = OutageId(state.counters().outage)};
    record.resource = resource;
    record.pool = pool;
    record.site = at_site;
    record.interval = interval;
    state.Apply(OutageChanged{record, {}});
    return record.id;
  }

  // A booking by fact, judged by nobody; borders are the resource's own. `like` gives the rest.
  BookingId Put(ResourceId resource, Interval interval, model::Booking like = {}) {
    const model::EffectiveRules& rules = state.RulesOf(resource);
    like.id = BookingId(state.counters().booking);
    like.interval = interval;
    if (like.kit.empty()) like.kit.push_back({resource, 1, PoolId()});
    if (!like.company.IsSet()) like.company = company;
    if (!like.member.IsSet()) like.member = member;
    if (!like.booked_by.IsSet()) like.booked_by = like.member;
    like.made_at = now;
    like.due = interval.end();
    like.setup_minutes = static_cast<uint16_t>(rules.setup.seconds() / 60);
    like.cleanup_minutes = static_cast<uint16_t>(rules.cleanup.seconds() / 60);
    state.Apply(Booked{like, {}, {}});
    return like.id;
  }
  // The same as "any of the pool", with leave to move it.
  BookingId PutAny(ResourceId resource, Interval interval, model::Booking like = {}) {
    like.kit = {{resource, 1, state.Find(resource)->pool}};
    like.may_move = true;
    return Put(resource, interval, std::move(like));
  }

  // Civil time of the site in Paris: days from Monday 2026-03-02, hours and minutes on the clock.
  static CivilDay Day(int days) { return CivilDay(2026, 3, 2) + days; }
  Instant At(int day, int hour, int minute = 0) const {
    return state.Find(zone)->table.FirstAtOrAfter(model::testing::OnDay(Day(day), hour, minute));
  }
  // Whole hours of one day; `to` may be 24 or more.
  Interval Hours(int day, int from, int to) const { return {At(day, from), At(day, to)}; }

  Caller AsMember(MemberId id = {}) const {
    return {.role = model::Role::kMember, .member = id.IsSet() ? id : member, .token = TokenId(1)};
  }
  Caller AsManager() const {
    return {.role = model::Role::kManager, .member = member, .token = TokenId(2)};
  }

  State state;
  Instant now;
  ZoneId zone;
  SiteId site;
  CompanyId company;
  MemberId member;
};

}  // namespace mutua::core::testing
