// Loaded before a daemon (LD_PRELOAD): each commit takes SLOW_SYNC_MS milliseconds longer, as on a
// slow disk. Of the two files that a commit syncs, RocksDB's log and the witness, the witness
// waits.
#include <dlfcn.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>

namespace {

bool IsWitness(int fd) {
  char path[4096];
  const std::string link = "/proc/self/fd/" + std::to_string(fd);
  const ssize_t size = readlink(link.c_str(), path, sizeof path);
  return size > 0 && std::string(path, static_cast<size_t>(size)).ends_with("/witness");
}

}  // namespace

extern "C" int fdatasync(int fd) {
  using Sync = int (*)(int);
  static const auto next = reinterpret_cast<Sync>(dlsym(RTLD_NEXT, "fdatasync"));
  static const char* const given = std::getenv("SLOW_SYNC_MS");
  static const std::chrono::milliseconds slow(given == nullptr ? 0 : std::atoi(given));
  if (slow.count() > 0 && IsWitness(fd)) std::this_thread::sleep_for(slow);
  return next(fd);
}
