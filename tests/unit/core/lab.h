// A tiny lab for tests, built through Decide like any other: one site in the zone given (UTC unless
// told), always open; companies acme (ada, alan) and bolt (bea); pools fdm (stand-ins: fdm-1,
// fdm-2, fdm-3), lasers (laser) and rooms (room), no rules beyond the defaults.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/core/decide.h"

namespace mutua::core::testing {

inline constexpr Instant kMonday = Instant::FromUnix(1767600000);  // 2026-01-05T08:00:00Z

class Lab {
 public:
  explicit Lab(model::ZoneTable zone = model::ZoneTable()) {
    manager.role = model::Role::kManager;
    manager.token = TokenId(1);
    const ZoneId zone_id(Define(DefineZone{{ZoneId(), std::move(zone)}}));
    site = SiteId(Define(DefineSite{{SiteId(), "lab", "Lab", zone_id, model::AlwaysOpen()}}));
    fdm = AddPool("fdm", true);
    lasers = AddPool("lasers", false);
    rooms = AddPool("rooms", false);
    for (const char* handle : {"fdm-1", "fdm-2", "fdm-3"}) printers.push_back(Add(handle, fdm));
    laser = Add("laser", lasers);
    room = Add("room", rooms, model::ResourceKind::kRoom);
    acme = CompanyId(Define(DefineCompany{{CompanyId(), "acme", "Acme"}}));
    bolt = CompanyId(Define(DefineCompany{{CompanyId(), "bolt", "Bolt"}}));
    ada = AddMember(acme);
    alan = AddMember(acme);
    bea = AddMember(bolt);
  }

  // Decides as the daemon does: what is due fires first. Checks that `at` does not go back.
  Decision Do(const Caller& caller, Body body, Instant when) {
    at = std::max(at, when);
    while (!Tick(state, at, kTimersAtOnce, &events)) {
    }
    Command command;
    command.caller = caller;
    command.body = std::move(body);
    return Decide(state, command, at, &events);
  }
  Decision Do(const Caller& caller, Body body) { return Do(caller, std::move(body), at); }
  void Advance(Instant to) {
    at = std::max(at, to);
    while (!Tick(state, at, kTimersAtOnce, &events)) {
    }
  }

  // A definition that must be accepted; its id.
  uint32_t Define(Body body) {
    const Decision decision = Do(manager, std::move(body));
    REQUIRE(decision.accepted());
    return static_cast<uint32_t>(decision.subject.id);
  }
  PoolId AddPool(const std::string& handle, bool stand_in, model::Rules rules = {}) {
    return PoolId(Define(DefinePool{{PoolId(), handle, handle, stand_in, std::move(rules)}}));
  }
  ResourceId Add(const std::string& handle, PoolId pool,
                 model::ResourceKind kind = model::ResourceKind::kMachine, uint32_t capacity = 1,
                 model::Rules rules = {}) {
    return ResourceId(Define(DefineResource{{.kind = kind,
                                             .site = site,
                                             .pool = pool,
                                             .capacity = capacity,
                                             .handle = handle,
                                             .name = handle,
                                             .rules = std::move(rules)}}));
  }
  MemberId AddMember(CompanyId company) {
    return MemberId(Define(DefineMember{{MemberId(), company, {}}}));
  }
  // Replaces the rules of a resource.
  void SetRules(ResourceId id, model::Rules rules) {
    model::Resource resource = *state.Find(id);
    resource.rules = std::move(rules);
    Define(DefineResource{resource});
  }

  static Caller As(MemberId member) {
    Caller caller;
    caller.member = member;
    caller.token = TokenId(100 + member.value());
    return caller;
  }
  // Hours after kMonday.
  static Interval Hours(int64_t from, int64_t to) {
    return Interval(kMonday + Duration::Hours(from), kMonday + Duration::Hours(to));
  }
  static Book On(ResourceId resource, Interval interval) {
    Book book;
    book.wants.push_back({resource, PoolId(), 1});
    book.interval = interval;
    return book;
  }
  static Book AnyOf(PoolId pool, Interval interval) {
    Book book;
    book.wants.push_back({ResourceId(), pool, 1});
    book.interval = interval;
    return book;
  }
  // A booking that must be accepted.
  BookingId Booked(MemberId member, const Book& book) {
    const Decision decision = Do(As(member), book);
    REQUIRE(decision.accepted());
    return BookingId(decision.subject.id);
  }
  const model::Booking& operator[](BookingId id) const { return *state.Find(id); }

  State state;
  std::vector<Event> events;
  Instant at = kMonday;
  Caller manager;
  SiteId site;
  PoolId fdm, lasers, rooms;
  std::vector<ResourceId> printers;
  ResourceId laser, room;
  CompanyId acme, bolt;
  MemberId ada, alan, bea;
};

// The rules of a refusal, in its order.
inline std::vector<Rule> RulesOf(const Decision& decision) {
  std::vector<Rule> rules;
  for (const Reason& reason : decision.refusal.reasons()) rules.push_back(reason.rule);
  return rules;
}

}  // namespace mutua::core::testing
