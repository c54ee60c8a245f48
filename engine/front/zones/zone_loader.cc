#include "engine/front/zones/zone_loader.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"

namespace mutua::front {
namespace {

constexpr size_t kNameBytesMax = 64;

// Only what an IANA name may hold: anything else could make the system's loader open a file
// elsewhere
// ("../", "/etc/x", ":path").
bool LooksLikeZoneName(std::string_view name) {
  if (name.empty() || name.size() > kNameBytesMax || name.front() == '/') return false;
  if (name.find("..") != std::string_view::npos) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
           c == '_' || c == '-' || c == '+';
  });
}

}  // namespace

absl::StatusOr<model::ZoneTable> LoadZone(std::string_view name) {
  absl::TimeZone zone;
  if (!LooksLikeZoneName(name) || !absl::LoadTimeZone(std::string(name), &zone)) {
    return absl::NotFoundError(
        absl::StrFormat("time zone \"%s\" is not known to this system", name));
  }
  absl::Time at = absl::FromUnixSeconds(kEarliest.unix_seconds());
  const int32_t first = zone.At(at).offset;
  int32_t offset = first;
  std::vector<model::ZoneTransition> transitions;
  absl::TimeZone::CivilTransition change;
  while (zone.NextTransition(at, &change)) {
    // The lower of the two readings is in dispute on both kinds of change (skipped in spring,
    // repeated in autumn), so it leads to the change itself. FromCivil(change.to) would not: in
    // autumn it is the earlier of two instants, before the change, and this loop would never end.
    const absl::Time next = zone.At(std::min(change.from, change.to)).trans;
    if (next <= at) {
      return absl::InternalError(
          absl::StrFormat("time zone \"%s\": its changes run backwards", name));
    }
    if (next >= absl::FromUnixSeconds(kZoneHorizon.unix_seconds())) break;
    at = next;
    const int32_t then = zone.At(at).offset;
    if (then == offset) continue;
    offset = then;
    transitions.push_back({Instant::FromUnix(absl::ToUnixSeconds(at)), then});
  }
  auto table =
      model::ZoneTable::Make(std::string(name), first, std::move(transitions), kZoneHorizon);
  if (!table.ok()) return absl::InternalError(table.status().message());
  return table;
}

}  // namespace mutua::front
