// Which IANA zone a TZID of a calendar file means: files name zones by IANA names, by Windows'
// names, with a vendor's prefix, or bring a VTIMEZONE of their own making, whose offsets then tell.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/time.h"
#include "engine/model/zone.h"

namespace mutua::calendar {

// Tables by IANA name, each read once. Thread-bound.
class ZoneCache {
 public:
  // The table lives as long as the cache. Errors: NotFound.
  absl::StatusOr<const model::ZoneTable*> Find(std::string_view name);

 private:
  std::map<std::string, absl::StatusOr<model::ZoneTable>, std::less<>> tables_;
};

// One STANDARD or DAYLIGHT part of a VTIMEZONE.
struct ZoneObservance {
  CivilSecond start;  // local time, at offset_from
  int32_t offset_from = 0;
  int32_t offset_to = 0;
  std::string rule;
  std::vector<CivilSecond> added;
};

// A VTIMEZONE.
struct StatedZone {
  std::string id;
  std::string location;  // X-LIC-LOCATION
  std::vector<ZoneObservance> observances;
};

class ZoneNames {
 public:
  // `preferred`: zones to try first by offsets, best first. `cache` must outlive this.
  ZoneNames(std::vector<StatedZone> stated, std::vector<std::string> preferred, ZoneCache& cache);

  // The IANA name of a TZID. Errors: NotFound; FailedPrecondition if the file defines it, with
  // offsets that no known zone has.
  absl::StatusOr<std::string> Resolve(std::string_view id);

 private:
  absl::StatusOr<std::string> Search(std::string_view id);
  absl::StatusOr<std::string> SearchByOffsets(const StatedZone& zone);

  std::vector<StatedZone> stated_;
  std::vector<std::string> preferred_;
  ZoneCache& cache_;
  std::map<std::string, absl::StatusOr<std::string>, std::less<>> resolved_;
};

}  // namespace mutua::calendar
