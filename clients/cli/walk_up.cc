#include "clients/cli/walk_up.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/ask.h"
#include "mutua/v1/catalogue.pb.h"

namespace mutua::cli {
namespace {

// Of several resources: what suits all of them.
struct Grid {
  int64_t step = 1;  // seconds, from the local midnight before; divides a day
  int64_t longest = std::numeric_limits<int64_t>::max();  // seconds
  absl::TimeZone zone;
};

// The resources that could serve one want.
v1::ListResourcesResponse ServersOf(Session& session, const v1::Want& want) {
  v1::ListResourcesRequest request;
  request.set_page_size(1000);
  if (want.resource().empty()) request.mutable_resources()->set_pool(want.pool());
  if (!want.resource().empty()) request.mutable_resources()->add_resources(want.resource());
  v1::ListResourcesResponse found;
  if (!session.client().Call("CatalogueService/ListResources", request, &found).ok()) {
    found.Clear();
  }
  return found;
}

std::optional<absl::TimeZone> ZoneOf(Session& session, const std::string& site) {
  v1::GetSiteRequest request;
  request.set_site(site);
  v1::GetSiteResponse found;
  absl::TimeZone zone;
  if (!session.client().Call("CatalogueService/GetSite", request, &found).ok() ||
      !absl::LoadTimeZone(found.site().zone(), &zone)) {
    return std::nullopt;
  }
  return zone;
}

std::optional<Grid> GridOf(Session& session,
                           const google::protobuf::RepeatedPtrField<v1::Want>& wants) {
  Grid grid;
  std::string site;
  for (const v1::Want& want : wants) {
    const v1::ListResourcesResponse servers = ServersOf(session, want);
    for (const v1::Resource& resource : servers.resources()) {
      const v1::Rules& rules = resource.effective_rules();
      grid.step = std::lcm(grid.step, std::max<int64_t>(1, rules.granularity().seconds()));
      if (rules.has_longest()) grid.longest = std::min(grid.longest, rules.longest().seconds());
      site = resource.site();
    }
  }
  if (site.empty()) return std::nullopt;
  const std::optional<absl::TimeZone> zone = ZoneOf(session, site);
  if (!zone) return std::nullopt;
  grid.zone = *zone;
  return grid;
}

}  // namespace

void EndOnGrid(Session& session, const google::protobuf::RepeatedPtrField<v1::Want>& wants,
               v1::AskedInterval* time) {
  const std::optional<Grid> grid = GridOf(session, wants);
  if (!grid) return;
  const int64_t length = time->length().seconds();
  const absl::Time begins = session.Time();
  const absl::CivilSecond now = absl::ToCivilSecond(begins, grid->zone);
  const absl::CivilSecond wanted = absl::ToCivilSecond(begins + absl::Seconds(length), grid->zone);
  const absl::CivilSecond midnight{absl::CivilDay(wanted)};
  absl::CivilSecond end = midnight + (wanted - midnight + grid->step / 2) / grid->step * grid->step;
  while (end <= now) end += grid->step;
  if (length <= grid->longest && end - now > grid->longest && end - grid->step > now) {
    end -= grid->step;
  }
  SetCivil(end, time->mutable_end());
}

}  // namespace mutua::cli
