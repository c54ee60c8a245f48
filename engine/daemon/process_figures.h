// What the system says of this process and of its disk, for the metrics: read when asked for.
// Thread-safe: no state.
#pragma once

#include <cstdint>
#include <string>

namespace mutua::daemon {

// What cannot be read is 0; a limit that there is not, infinity.
struct ProcessFigures {
  double cpu_seconds = 0;
  double resident_bytes = 0;
  double memory_max_bytes = 0;  // of the group of processes that the system put this one in
  double open_files = 0;
  double files_max = 0;
  double started_unix = 0;  // seconds
};
ProcessFigures ReadProcess();

struct DiskFigures {
  double free_bytes = 0;  // to this process's user
  double size_bytes = 0;
};
DiskFigures ReadDisk(const std::string& folder);

}  // namespace mutua::daemon
