#include "engine/journal/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace mutua::journal {
namespace {

std::string ProgramName() {
  std::ifstream file("/proc/self/comm");
  std::string name;
  std::getline(file, name);
  return name.empty() ? "unknown program" : name;
}

absl::Status LockedStatus(int descriptor, const std::string& path) {
  std::array<char, 128> text{};
  const ssize_t size = pread(descriptor, text.data(), text.size() - 1, 0);
  std::string holder = size > 0 ? std::string(text.data()) : "a process that did not say its name";
  while (!holder.empty() && holder.back() == '\n') holder.pop_back();
  return absl::FailedPreconditionError(
      absl::StrCat("the store is locked by ", holder, " (", path, "); stop it first"));
}

absl::Status SystemStatus(const char* attempt, const std::string& path) {
  return absl::UnavailableError(absl::StrCat("cannot ", attempt, " ", path, ": ", strerror(errno)));
}

}  // namespace

absl::StatusOr<std::unique_ptr<StoreLock>> StoreLock::Take(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
  if (descriptor < 0) return SystemStatus("open the lock", path);
  std::unique_ptr<StoreLock> lock(new StoreLock(descriptor));
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) return LockedStatus(descriptor, path);
  const std::string holder = absl::StrCat("process ", getpid(), " (", ProgramName(), ")\n");
  if (ftruncate(descriptor, 0) != 0 ||
      pwrite(descriptor, holder.data(), holder.size(), 0) != static_cast<ssize_t>(holder.size())) {
    return SystemStatus("write the lock", path);
  }
  return lock;
}

absl::StatusOr<std::unique_ptr<StoreLock>> StoreLock::TakeForReading(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) return std::unique_ptr<StoreLock>();
  if (descriptor < 0) return SystemStatus("open the lock", path);
  std::unique_ptr<StoreLock> lock(new StoreLock(descriptor));
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) return LockedStatus(descriptor, path);
  return lock;
}

StoreLock::~StoreLock() { close(descriptor_); }

}  // namespace mutua::journal
