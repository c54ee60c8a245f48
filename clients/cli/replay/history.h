// The third look at a replay: the daemon's whole history, read back as a watch sends it, room by
// room. Naive: who holds which room is a list, looked through at every change.
//
// A commit's events show things as the commit left them, so what is checked is the state between
// commits: no room is held beyond its units, and no BOOK was refused while one room was free for
// all of its time before the commit and after it, untouched by it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "clients/cli/replay/player.h"

namespace mutua::cli::replay {

struct HistoryFindings {
  uint64_t commits = 0;
  uint64_t events = 0;
  std::vector<std::string> wrong;
  int64_t refusals_checked = 0;
};

// False: the history could not be read, and it was said why. `through`: the last position.
bool ReadHistory(Session& session, const PlayOptions& options,
                 const std::vector<TraceCommand>& commands, const Player& player, uint64_t through,
                 HistoryFindings* findings);

}  // namespace mutua::cli::replay
