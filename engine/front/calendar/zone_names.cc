#include "engine/front/calendar/zone_names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "engine/front/zones/zone_loader.h"
#include "engine/model/recurrence.h"

namespace mutua::calendar {
namespace {

struct WindowsName {
  std::string_view windows;
  const char* iana;
};

// The zones that Outlook and Exchange write by Windows' names (Unicode CLDR, windowsZones,
// territory 001).
constexpr auto kWindowsNames = std::to_array<WindowsName>({
    {"AUS Central Standard Time", "Australia/Darwin"},
    {"AUS Eastern Standard Time", "Australia/Sydney"},
    {"Alaskan Standard Time", "America/Anchorage"},
    {"Arab Standard Time", "Asia/Riyadh"},
    {"Arabian Standard Time", "Asia/Dubai"},
    {"Argentina Standard Time", "America/Buenos_Aires"},
    {"Atlantic Standard Time", "America/Halifax"},
    {"Canada Central Standard Time", "America/Regina"},
    {"Cen. Australia Standard Time", "Australia/Adelaide"},
    {"Central America Standard Time", "America/Guatemala"},
    {"Central Europe Standard Time", "Europe/Budapest"},
    {"Central European Standard Time", "Europe/Warsaw"},
    {"Central Standard Time", "America/Chicago"},
    {"China Standard Time", "Asia/Shanghai"},
    {"E. Africa Standard Time", "Africa/Nairobi"},
    {"E. Australia Standard Time", "Australia/Brisbane"},
    {"E. Europe Standard Time", "Europe/Chisinau"},
    {"E. South America Standard Time", "America/Sao_Paulo"},
    {"Eastern Standard Time", "America/New_York"},
    {"Egypt Standard Time", "Africa/Cairo"},
    {"FLE Standard Time", "Europe/Kiev"},
    {"GMT Standard Time", "Europe/London"},
    {"GTB Standard Time", "Europe/Bucharest"},
    {"Greenwich Standard Time", "Atlantic/Reykjavik"},
    {"Hawaiian Standard Time", "Pacific/Honolulu"},
    {"India Standard Time", "Asia/Calcutta"},
    {"Iran Standard Time", "Asia/Tehran"},
    {"Israel Standard Time", "Asia/Jerusalem"},
    {"Korea Standard Time", "Asia/Seoul"},
    {"Lord Howe Standard Time", "Australia/Lord_Howe"},
    {"Morocco Standard Time", "Africa/Casablanca"},
    {"Mountain Standard Time", "America/Denver"},
    {"Nepal Standard Time", "Asia/Katmandu"},
    {"New Zealand Standard Time", "Pacific/Auckland"},
    {"Newfoundland Standard Time", "America/St_Johns"},
    {"Pacific SA Standard Time", "America/Santiago"},
    {"Pacific Standard Time", "America/Los_Angeles"},
    {"Pakistan Standard Time", "Asia/Karachi"},
    {"Romance Standard Time", "Europe/Paris"},
    {"Russian Standard Time", "Europe/Moscow"},
    {"SA Pacific Standard Time", "America/Bogota"},
    {"SE Asia Standard Time", "Asia/Bangkok"},
    {"Singapore Standard Time", "Asia/Singapore"},
    {"South Africa Standard Time", "Africa/Johannesburg"},
    {"Taipei Standard Time", "Asia/Taipei"},
    {"Tokyo Standard Time", "Asia/Tokyo"},
    {"Turkey Standard Time", "Europe/Istanbul"},
    {"US Mountain Standard Time", "America/Phoenix"},
    {"UTC", "UTC"},
    {"W. Australia Standard Time", "Australia/Perth"},
    {"W. Central Africa Standard Time", "Africa/Lagos"},
    {"W. Europe Standard Time", "Europe/Berlin"},
});

// Tried by offsets, after the preferred ones and those that Windows' names lead to: zones with
// rules that these do not have.
constexpr std::array<const char*, 6> kMoreZones = {"America/Havana",   "America/Asuncion",
                                                   "Pacific/Chatham",  "Asia/Beirut",
                                                   "America/Mazatlan", "Pacific/Kiritimati"};

// Between which years offsets are compared: long enough to tell zones apart, short enough that the
// rules of a file made today and of the system agree.
constexpr Instant kCompareFrom = Instant::FromUnix(1420070400);   // 2015
constexpr Instant kCompareUntil = Instant::FromUnix(2051222400);  // 2035

Instant AtOffset(CivilSecond local, int32_t offset) {
  return Instant::FromUnix(local - CivilSecond(1970, 1, 1) - offset);
}

// When one observance begins, each time; none if its rule cannot be read.
std::vector<CivilSecond> Onsets(const ZoneObservance& observance) {
  std::vector<CivilSecond> onsets = observance.added;
  onsets.push_back(observance.start);
  if (observance.rule.empty()) return onsets;
  absl::StatusOr<model::Recurrence> rule = model::ParseRecurrence(observance.rule);
  if (!rule.ok()) return {};
  if (rule->until.has_value() && rule->until->form == model::RuleUntil::Form::UTC) {
    rule->until->form = model::RuleUntil::Form::LOCAL;
    rule->until->at += observance.offset_from;
  }
  const auto expanded =
      model::Expand(*rule, observance.start,
                    {.from = observance.start, .until = CivilSecond(2038, 1, 1), .limit = 1000});
  if (!expanded.ok()) return {};
  onsets.insert(onsets.end(), expanded->starts.begin(), expanded->starts.end());
  return onsets;
}

// The offsets that a VTIMEZONE states, from 1970 on.
std::optional<model::ZoneTable> TableOf(const StatedZone& zone) {
  std::vector<model::ZoneTransition> changes;
  for (const ZoneObservance& observance : zone.observances) {
    for (const CivilSecond onset : Onsets(observance)) {
      changes.push_back({AtOffset(onset, observance.offset_from), observance.offset_to});
    }
  }
  if (changes.empty()) return std::nullopt;
  std::sort(changes.begin(), changes.end(),
            [](const auto& left, const auto& right) { return left.at < right.at; });
  changes.erase(
      std::unique(changes.begin(), changes.end(),
                  [](const auto& left, const auto& right) { return left.at == right.at; }),
      changes.end());
  const auto live = std::find_if(changes.begin(), changes.end(),
                                 [](const auto& change) { return change.at >= kEarliest; });
  const int32_t first = live == changes.begin() ? zone.observances.front().offset_from
                                                : std::prev(live)->offset_seconds;
  auto table = model::ZoneTable::Make(zone.id, first, {live, changes.end()}, kCompareUntil);
  if (!table.ok()) return std::nullopt;
  return *std::move(table);
}

bool SameOffsets(const model::ZoneTable& stated, const model::ZoneTable& known) {
  // Steps of 5 hours 50 minutes: finer than any two zones' changes lie apart, and not a part of a
  // day.
  for (Instant at = kCompareFrom; at < kCompareUntil; at = at + Duration::Minutes(350)) {
    if (stated.OffsetAt(at) != known.OffsetAt(at)) return false;
  }
  return true;
}

}  // namespace

absl::StatusOr<const model::ZoneTable*> ZoneCache::Find(std::string_view name) {
  auto found = tables_.find(name);
  if (found == tables_.end()) {
    found = tables_.emplace(std::string(name), front::LoadZone(name)).first;
  }
  if (!found->second.ok()) return found->second.status();
  return &*found->second;
}

ZoneNames::ZoneNames(std::vector<StatedZone> stated, std::vector<std::string> preferred,
                     ZoneCache& cache)
    : stated_(std::move(stated)), preferred_(std::move(preferred)), cache_(cache) {}

absl::StatusOr<std::string> ZoneNames::Resolve(std::string_view id) {
  auto found = resolved_.find(id);
  if (found == resolved_.end()) found = resolved_.emplace(std::string(id), Search(id)).first;
  return found->second;
}

absl::StatusOr<std::string> ZoneNames::Search(std::string_view id) {
  if (cache_.Find(id).ok()) return std::string(id);
  // "/freeassociation.sourceforge.net/Europe/Paris", "/mozilla.org/20050126_1/Europe/Paris": what
  // stands behind some slash is the name; the longest is tried first ("America/Argentina/Ushuaia").
  if (!id.empty() && id.front() == '/') {
    for (size_t slash = 0; slash != std::string_view::npos; slash = id.find('/', slash + 1)) {
      const std::string_view rest = id.substr(slash + 1);
      if (rest.find('/') != std::string_view::npos && cache_.Find(rest).ok())
        return std::string(rest);
    }
  }
  for (const WindowsName& name : kWindowsNames) {
    if (name.windows == id && cache_.Find(name.iana).ok()) return std::string(name.iana);
  }
  for (const StatedZone& zone : stated_) {
    if (zone.id != id) continue;
    if (!zone.location.empty() && cache_.Find(zone.location).ok()) return zone.location;
    return SearchByOffsets(zone);
  }
  return absl::NotFoundError("neither known nor defined in the file");
}

absl::StatusOr<std::string> ZoneNames::SearchByOffsets(const StatedZone& zone) {
  std::vector<std::string> candidates = preferred_;
  for (const WindowsName& name : kWindowsNames) candidates.emplace_back(name.iana);
  candidates.insert(candidates.end(), kMoreZones.begin(), kMoreZones.end());
  if (const std::optional<model::ZoneTable> stated = TableOf(zone); stated.has_value()) {
    for (const std::string& name : candidates) {
      const auto known = cache_.Find(name);
      if (known.ok() && SameOffsets(*stated, **known)) return name;
    }
  }
  return absl::FailedPreconditionError("no known zone has its offsets");
}

}  // namespace mutua::calendar
