// A store of a mutuad that was killed with acknowledged bookings in it: made once for all tests by
// a real one, and a copy for each.
#pragma once

#include <string>
#include <vector>

#include "tests/support/daemon_process.h"
#include "tests/support/temporary_folder.h"

namespace mutua::daemon {

inline constexpr int kBookings = 40;

class DaemonStore {
 public:
  DaemonStore();

  std::string path() const { return folder_.Below("store"); }
  const std::string& token() const { return token_; }
  // The write-ahead log; its last records are the last of the bookings, a commit each.
  std::string wal() const;

  // What mutuad is started with on this store, and what is added.
  std::vector<std::string> Arguments(const std::vector<std::string>& more = {}) const;

 private:
  struct Original;
  static const Original& TheOriginal();

  TemporaryFolder folder_;
  std::string token_;
};

// For a store that is new.
std::vector<std::string> ArgumentsFor(const std::string& folder,
                                      const std::vector<std::string>& more = {});

// Starts mutuad, which must refuse: an exit code of `exit_code`, nothing on standard output, and
// one line that says why; returns that line.
std::string WhyNotStarted(const std::vector<std::string>& arguments, int exit_code = 1);

}  // namespace mutua::daemon
