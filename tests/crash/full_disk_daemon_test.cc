// mutuad on a disk that really is full: a small tmpfs, which small_disk.sh mounts and puts the
// temporary folders on. With its reserve it says so and goes on when there is room again; without,
// the write fails and it stops; either way everything that was acknowledged is there (P1, P10).
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "tests/daemon/loaded.h"

namespace mutua::daemon {
namespace {

constexpr int64_t kMib = 1 << 20;

int64_t FreeBytes(const std::string& folder) {
  struct statfs disk {};
  REQUIRE(statfs(folder.c_str(), &disk) == 0);
  // A test that filled up somebody's real disk would be a bad one.
  REQUIRE_MESSAGE(disk.f_type == TMPFS_MAGIC, "run it through small_disk.sh");
  return static_cast<int64_t>(disk.f_bavail) * static_cast<int64_t>(disk.f_bsize);
}

// Takes all of the disk but so many bytes; gone with it.
class Filler {
 public:
  Filler(const std::string& folder, int64_t left) : path_(folder + "/filler") {
    const int file = open(path_.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    REQUIRE(file >= 0);
    // The daemon writes meanwhile: what it takes, it takes from what is left.
    const int64_t size = FreeBytes(folder) - left;
    CHECK((size <= 0 || posix_fallocate(file, 0, size) == 0));
    close(file);
  }
  ~Filler() { unlink(path_.c_str()); }

 private:
  const std::string path_;
};

TEST_CASE(
    "A disk with less than its reserve is said to be nearly full, until there is room again") {
  const TemporaryFolder folder;
  DaemonProcess process(ArgumentsFor(folder.Below("store"), {"--disk-reserve", "16"}));
  const std::string token = process.FirstToken();
  DaemonClient client(process.WaitUntilServing(), token);
  REQUIRE(client.DefineLab(1).ok());
  std::string booking;
  REQUIRE(client.Book(NewRequestId(), {.machine = 0, .hour = 0}, &booking).ok());
  const std::string request_id = NewRequestId();
  {
    const Filler filler(folder.path(), 8 * kMib);
    const grpc::Status refused = client.Book(request_id, {.machine = 0, .hour = 1}, &booking);
    CHECK(refused.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED);
    CHECK(refused.error_message().find("disk is nearly full") != std::string::npos);
    CHECK(process.WaitUntilLogged("event=store_full"));
    // What is there is still told.
    std::vector<std::pair<Place, std::string>> listed;
    REQUIRE(client.List(&listed).ok());
    CHECK(listed.size() == 1);
  }
  CHECK(client.Book(request_id, {.machine = 0, .hour = 1}, &booking).ok());
  process.Signal(SIGTERM);
  CHECK(process.WaitForExit() == 0);
}

TEST_CASE("P1 P10: a write that finds no space left stops it with one line, and nothing is lost") {
  Loaded loaded({"--disk-reserve", "0"});
  {
    const Filler filler(loaded.folder.path(), kMib / 4);
    CHECK(loaded.process->WaitForExit() == 1);
  }
  const std::string& log = loaded.process->log();
  const size_t line = log.find("level=critical event=failed what=\"the store\"");
  REQUIRE_MESSAGE(line != std::string::npos, log);
  CHECK_MESSAGE(log.find("No space left on device", line) != std::string::npos, log);
  loaded.CheckNothingLost();
}

TEST_CASE("A start on a disk without room says so and exits, and the next one has everything") {
  Loaded loaded({"--disk-reserve", "0"});
  loaded.process->Signal(SIGKILL);
  loaded.process->Wait();
  {
    const Filler filler(loaded.folder.path(), 0);
    const std::string why = WhyNotStarted(ArgumentsFor(loaded.folder.Below("store"), loaded.flags));
    CHECK_MESSAGE(why.find("level=critical event=failed") != std::string::npos, why);
    CHECK_MESSAGE(why.find("is nearly full: 0 bytes are free") != std::string::npos, why);
  }
  loaded.CheckNothingLost();
}

}  // namespace
}  // namespace mutua::daemon
