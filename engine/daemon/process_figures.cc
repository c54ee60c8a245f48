#include "engine/daemon/process_figures.h"

#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>

namespace mutua::daemon {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string FirstLine(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

// Memory's limit of a control group and of all that it is in: the least counts.
double MemoryMax() {
  constexpr size_t kUnified = 3;  // "0::/system.slice/mutuad.service"
  const std::string line = FirstLine("/proc/self/cgroup");
  double least = kInfinity;
  if (!line.starts_with("0::/")) return least;
  for (std::string group = line.substr(kUnified); group.size() > 1;
       group = group.substr(0, group.rfind('/'))) {
    std::istringstream text(FirstLine("/sys/fs/cgroup" + group + "/memory.max"));
    double most = 0;
    if (text >> most && most < least) least = most;
  }
  return least;
}

double OpenFiles() {
  double open = 0;
  std::error_code error;
  std::filesystem::directory_iterator at("/proc/self/fd", error);
  for (; !error && at != std::filesystem::directory_iterator(); at.increment(error)) ++open;
  return open > 0 ? open - 1 : 0;  // one of them is this folder's
}

// Seconds since 1970 in which the machine started; 0: not known.
double MachineStarted() {
  std::ifstream file("/proc/stat");
  std::string word;
  double seconds = 0;
  while (file >> word) {
    if (word == "btime" && file >> seconds) return seconds;
  }
  return 0;
}

}  // namespace

ProcessFigures ReadProcess() {
  ProcessFigures figures{.memory_max_bytes = MemoryMax(), .open_files = OpenFiles()};
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    figures.files_max =
        files.rlim_cur == RLIM_INFINITY ? kInfinity : static_cast<double>(files.rlim_cur);
  }
  // proc(5): behind the name in brackets come fields 3 to 52; times in ticks, memory in pages.
  const std::string line = FirstLine("/proc/self/stat");
  const size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return figures;
  constexpr int kUserTime = 14;
  constexpr int kSystemTime = 15;
  constexpr int kStart = 22;
  constexpr int kResident = 24;
  const auto tick = static_cast<double>(sysconf(_SC_CLK_TCK));
  std::istringstream fields(line.substr(name_end + 1));
  std::string field;
  for (int number = 3; fields >> field; ++number) {
    if (number == kUserTime || number == kSystemTime)
      figures.cpu_seconds += std::stod(field) / tick;
    if (number == kStart) figures.started_unix = MachineStarted() + std::stod(field) / tick;
    if (number == kResident) {
      figures.resident_bytes = std::stod(field) * static_cast<double>(sysconf(_SC_PAGESIZE));
    }
  }
  return figures;
}

DiskFigures ReadDisk(const std::string& folder) {
  struct statvfs disk {};
  if (statvfs(folder.c_str(), &disk) != 0) return {};
  const auto block = static_cast<double>(disk.f_frsize);
  return {.free_bytes = static_cast<double>(disk.f_bavail) * block,
          .size_bytes = static_cast<double>(disk.f_blocks) * block};
}

}  // namespace mutua::daemon
