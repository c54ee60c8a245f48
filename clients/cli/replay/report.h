// What a replay came to: counted, printed, as JSON, and plotted.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "clients/cli/replay/auditor.h"
#include "clients/cli/replay/history.h"
#include "clients/cli/replay/player.h"

namespace mutua::cli::replay {

struct Report {
  int64_t commands = 0, sent = 0, not_sent = 0;
  int64_t books = 0, booked = 0, refused = 0, refused_with_room = 0;
  int64_t wishes = 0, wishes_met_at_once = 0, wishes_met_later = 0, wishes_confirmed = 0;
  int64_t checked_in = 0, checked_out = 0, cancelled = 0, no_shows = 0, refused_otherwise = 0;
  int64_t rooms = 0, peak = 0;
  double seconds = 0, p50_milliseconds = 0, p99_milliseconds = 0;
  size_t batch = 0;
  uint64_t position = 0;
  std::string chain_digest, state_digest;
  HistoryFindings history;
  std::vector<std::string> disagreements;
  int64_t disagreements_in_all = 0;
  std::map<int64_t, int64_t> nights;          // day since 1970: rooms held that night, as it came
  std::map<int64_t, int64_t> refused_nights;  // and BOOKs refused that began then

  bool agrees() const { return disagreements_in_all == 0 && history.wrong.empty(); }
};

Report Count(const PlayOptions& options, const std::vector<TraceCommand>& commands,
             const Player& player, const Auditor& auditor);

std::string Describe(const Report& report);
std::string ToJson(const Report& report);
// An SVG: rooms held each night under the line of all rooms, refusals below.
std::string Plot(const Report& report);

}  // namespace mutua::cli::replay
