// A small lab, made by events as the core would make it: what a test of the keeper fills a state
// with.
#pragma once

#include <vector>

#include "engine/core/event.h"

namespace mutua::store::lab {

inline const Instant kOpened = Instant::FromUnix(1'800'000'000);

inline std::vector<core::Event> Catalogue(uint32_t resources = 4) {
  std::vector<core::Event> events;
  events.emplace_back(core::ServingStarted{kOpened});
  events.emplace_back(core::ZoneDefined{{ZoneId(1), model::ZoneTable()}});
  model::Site site;
  site.id = SiteId(1);
  site.handle = "lab";
  site.zone = ZoneId(1);
  site.opening = model::AlwaysOpen();
  events.emplace_back(core::SiteDefined{site});
  model::Pool pool;
  pool.id = PoolId(1);
  pool.handle = "machines";
  events.emplace_back(core::PoolDefined{pool});
  for (uint32_t id = 1; id <= resources; ++id) {
    model::Resource resource;
    resource.id = ResourceId(id);
    resource.handle = "machine-" + std::to_string(id);
    resource.site = SiteId(1);
    resource.pool = PoolId(1);
    events.emplace_back(core::ResourceDefined{resource});
  }
  model::Company company;
  company.id = CompanyId(1);
  company.handle = "acme";
  events.emplace_back(core::CompanyDefined{company});
  for (uint32_t id = 1; id <= 3; ++id) {
    model::Member member;
    member.id = MemberId(id);
    member.company = CompanyId(1);
    events.emplace_back(core::MemberDefined{member, {}});
  }
  return events;
}

// The n-th hour of a resource, for one of the three members.
inline core::Booked Booking(uint64_t id, uint32_t resource, int64_t hour) {
  core::Booked event;
  event.booking.id = BookingId(id);
  const Instant start = kOpened + Duration::Hours(hour);
  event.booking.interval = Interval(start, start + Duration::Hours(1));
  event.booking.made_at = kOpened;
  event.booking.due = event.booking.interval.end();
  event.booking.kit = {{ResourceId(resource), 1, PoolId()}};
  event.booking.company = CompanyId(1);
  event.booking.member = event.booking.booked_by = MemberId(static_cast<uint32_t>(id % 3) + 1);
  return event;
}

inline core::Requested Request(uint8_t number, uint64_t booking, Instant at) {
  core::Requested event;
  event.caller = {model::Role::kMember, MemberId(1), TokenId(7)};
  event.request.bytes[15] = number;
  event.digest[0] = number;
  event.subject = {core::Subject::Kind::kBooking, booking};
  event.at = at;
  return event;
}

}  // namespace mutua::store::lab
