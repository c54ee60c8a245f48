// The trace's hotel as a lab.
#include <fmt/format.h>

#include <set>

#include "clients/cli/replay/player.h"

namespace mutua::cli::replay {
namespace {

// The trace books up to two years ahead.
constexpr Duration kHorizon = Duration::Days(3650);

void AddSite(v1::Lab* lab) {
  v1::Site& site = *lab->add_sites();
  site.set_site("resort");
  site.set_zone("UTC");
  v1::OpenDays& days = *site.mutable_hours()->add_week();
  for (int day = 1; day <= 7; ++day) days.add_days(static_cast<v1::DayOfWeek>(day));
  v1::OpenRange& range = *days.add_ranges();
  range.set_opens("00:00");
  range.set_closes("24:00");
}

}  // namespace

v1::Lab LabFor(const std::vector<TraceCommand>& commands, const PlayOptions& options) {
  v1::Lab lab;
  AddSite(&lab);
  v1::Pool& pool = *lab.add_pools();
  pool.set_pool(kPool);
  pool.set_stand_in(true);
  pool.mutable_rules()->mutable_horizon()->set_seconds(kHorizon.seconds());
  // Guests check out: some of them early, some after their time.
  pool.mutable_rules()->set_check_out(true);
  for (uint32_t i = 1; i <= (options.as_capacity ? 1 : options.rooms); ++i) {
    v1::Resource& room = *lab.add_resources();
    room.set_resource(fmt::format("room-{}", i));
    room.set_kind(v1::RESOURCE_KIND_ROOM);
    room.set_pool(kPool);
    room.set_site("resort");
    room.set_capacity(options.as_capacity ? options.rooms : 1);
  }
  std::set<std::string> members;
  for (const TraceCommand& command : commands) members.insert(command.member);
  members.erase("");
  for (const std::string& name : members) {
    v1::Company& company = *lab.add_companies();
    company.set_company(name);
    company.set_kind(v1::COMPANY_KIND_EMPLOYER);
    v1::Member& member = *lab.add_members();
    member.set_member(name);
    member.set_company(name);
  }
  return lab;
}

}  // namespace mutua::cli::replay
