// The CPU that a process has used, its threads included.
#pragma once

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>

namespace mutua::load {

// Seconds in user and kernel mode since it started, from /proc (proc(5): fields 14 and 15 of stat,
// in clock ticks). 0 if there is no such process.
inline double CpuSeconds(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(file, line);
  // The name, field 2, is in brackets and may hold anything.
  const size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return 0;
  std::istringstream fields(line.substr(name_end + 1));
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  long user = 0;
  long kernel = 0;
  fields >> user >> kernel;
  return static_cast<double>(user + kernel) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace mutua::load
