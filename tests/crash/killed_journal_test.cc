// A process that appends is killed with SIGKILL in the middle of it, thirty times on one store.
// Each time the store starts again with everything that the process had acknowledged (promise P1).
//
// The test's own process never opens a store: RocksDB's threads would not survive its forks. One
// child writes until it is killed, another one checks.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <functional>

#include "tests/unit/journal/rocks_support.h"

namespace mutua::journal {
namespace {

constexpr int kKills = 30;

// Runs `body` in a child; the child ends with what it returns.
pid_t Fork(const std::function<int()>& body) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) _exit(body());
  return child;
}

int WaitFor(pid_t child) {
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return status;
}

// Appends without end, with records behind, and says each acknowledged position through `pipe`.
int WriteWithoutEnd(const std::string& folder, int pipe) {
  auto journal = TryOpen(folder);
  if (!journal.ok()) return 1;
  for (uint64_t n = (*journal)->head().position.value() + 1;; ++n) {
    const auto head = (*journal)->Append(MakeCommit(n));
    if (!head.ok()) return 2;
    if (write(pipe, &n, sizeof n) != sizeof n) return 3;
    const RecordChange change = {RecordSpace::kLive, "last", std::to_string(n)};
    if (!(*journal)->SaveRecords(head->position, {change}).ok()) return 4;
    if (n % 7 == 0 && !(*journal)->FlushRecords().ok()) return 5;
  }
}

// 0: everything up to `acknowledged` is there, unbroken, and the records stand at their marker.
int Check(const std::string& folder, uint64_t acknowledged) {
  auto journal = TryOpen(folder);
  if (!journal.ok()) return 1;
  if ((*journal)->head().position.value() < acknowledged) return 2;
  uint64_t count = 0;
  const absl::Status read = (*journal)->Read(Position(1), [&](const StoredCommit& commit) {
    ++count;
    return commit.events == MakeCommit(count).events;
  });
  if (!read.ok() || count != (*journal)->head().position.value()) return 3;
  std::string last = "0";
  const auto through = (*journal)->LoadRecords([&](auto, std::string_view value) {
    last = std::string(value);
    return absl::OkStatus();
  });
  if (!through.ok() || last != std::to_string(through->value())) return 4;
  return 0;
}

TEST_CASE("a journal killed thirty times while it appends has everything it acknowledged") {
  const TemporaryFolder folder;
  uint64_t acknowledged = 0;
  for (int kill_count = 1; kill_count <= kKills; ++kill_count) {
    CAPTURE(kill_count);
    int pipe_ends[2];
    REQUIRE(pipe(pipe_ends) == 0);
    const pid_t writer = Fork([&] { return WriteWithoutEnd(folder.Below("store"), pipe_ends[1]); });
    close(pipe_ends[1]);
    // After a different number of acknowledgements each time, the process being wherever it is
    // then.
    const int acknowledgements = kill_count * 7 % 23 + 1;
    uint64_t position = 0;
    for (int n = 0; n < acknowledgements; ++n) {
      REQUIRE(read(pipe_ends[0], &position, sizeof position) == sizeof position);
    }
    REQUIRE(kill(writer, SIGKILL) == 0);
    // What it still managed to acknowledge counts too.
    while (read(pipe_ends[0], &position, sizeof position) == sizeof position) {
    }
    close(pipe_ends[0]);
    CHECK(WIFSIGNALED(WaitFor(writer)));
    CHECK(position >= acknowledged + static_cast<uint64_t>(acknowledgements));
    acknowledged = position;
    const int checked = WaitFor(Fork([&] { return Check(folder.Below("store"), acknowledged); }));
    REQUIRE(WIFEXITED(checked));
    REQUIRE(WEXITSTATUS(checked) == 0);
  }
}

}  // namespace
}  // namespace mutua::journal
