// What mutuad does not start on, and how it says so: one line, and an exit code that is not zero
// (promise P10). The store is left as it was.
#include <netinet/in.h>
#include <sys/socket.h>

#include <filesystem>

#include "tests/daemon/daemon_client.h"
#include "tests/daemon/daemon_store.h"
#include "tests/unit/journal/rocks_support.h"

namespace mutua::daemon {
namespace {

using journal::Contents;
using journal::ReadFile;
using journal::WriteFile;

// Where the records of a write-ahead log end (RocksDB's log format: blocks of 32 KiB, records with
// a header of 7 bytes whose 5th and 6th are the length and whose 7th says whether it is whole, 1,
// or the last part of one, 4).
std::vector<size_t> EndsOfRecords(const std::string& wal) {
  constexpr size_t kBlock = 32768;
  constexpr size_t kHeader = 7;
  std::vector<size_t> ends;
  size_t at = 0;
  while (at + kHeader <= wal.size()) {
    if (kBlock - at % kBlock < kHeader) {
      at += kBlock - at % kBlock;
      continue;
    }
    const auto byte = [&](size_t i) {
      return static_cast<size_t>(static_cast<uint8_t>(wal[at + i]));
    };
    const size_t type = byte(6);
    if (type == 0) break;
    at += kHeader + byte(4) + 256 * byte(5);
    if (type == 1 || type == 4) ends.push_back(at);
  }
  REQUIRE(!ends.empty());
  REQUIRE(ends.back() <= wal.size());
  return ends;
}

void CheckRefusedAsItIs(const DaemonStore& store, const std::string& because) {
  const auto before = Contents(store.path());
  const std::string why = WhyNotStarted(store.Arguments());
  CHECK_MESSAGE(why.find(because) != std::string::npos, why);
  CHECK_MESSAGE(why.find("mutua verify") != std::string::npos, why);
  CHECK(Contents(store.path()) == before);
}

TEST_CASE("P1 P10: a daemon does not start on a log with a flipped bit, and says what is missing") {
  const DaemonStore store;
  std::string wal = ReadFile(store.wal());
  const std::vector<size_t> ends = EndsOfRecords(wal);
  REQUIRE(ends.size() > 10);
  wal[ends[ends.size() - 10] + 20] = static_cast<char>(wal[ends[ends.size() - 10] + 20] ^ 4);
  WriteFile(store.wal(), wal);
  CheckRefusedAsItIs(store, "acknowledged commits are missing: positions ");
}

TEST_CASE("P1 P10: a daemon does not start on a log cut at the boundary of a record") {
  const DaemonStore store;
  const std::string wal = ReadFile(store.wal());
  const std::vector<size_t> ends = EndsOfRecords(wal);
  WriteFile(store.wal(), wal.substr(0, ends[ends.size() - 3]));
  CheckRefusedAsItIs(store, "acknowledged commits are missing: positions ");
}

TEST_CASE("P1 P10: a daemon does not start on a log whose acknowledged tail is torn") {
  const DaemonStore store;
  const std::string wal = ReadFile(store.wal());
  WriteFile(store.wal(), wal.substr(0, EndsOfRecords(wal).back() - 1));
  CheckRefusedAsItIs(store, "acknowledged commits are missing: position ");
}

TEST_CASE("P1: a tail torn off what nobody was told of is innocent: everything else is there") {
  const DaemonStore store;
  const std::string wal = ReadFile(store.wal());
  const std::vector<size_t> ends = EndsOfRecords(wal);
  const size_t last = ends.back();
  WriteFile(store.wal(), wal.substr(0, last) + wal.substr(ends[ends.size() - 2], 30));
  DaemonProcess process(store.Arguments());
  const int port = process.WaitUntilServing();
  REQUIRE_MESSAGE(port != 0, process.log());
  std::vector<std::pair<Place, std::string>> listed;
  REQUIRE(DaemonClient(port, store.token()).List(&listed).ok());
  CHECK(listed.size() == kBookings);
}

TEST_CASE("P1 P10: a daemon does not start without its log, its witness, or on another's witness") {
  SUBCASE("log") {
    const DaemonStore store;
    std::filesystem::remove(store.wal());
    CheckRefusedAsItIs(store, "acknowledged commits are missing: positions ");
  }
  SUBCASE("witness") {
    const DaemonStore store;
    std::filesystem::remove(store.path() + "/witness");
    CheckRefusedAsItIs(store, "the witness is missing");
  }
  SUBCASE("another's") {
    const DaemonStore store;
    const TemporaryFolder other;
    { DaemonProcess(ArgumentsFor(other.Below("store"))).WaitUntilServing(); }
    std::filesystem::copy_file(other.Below("store/witness"), store.path() + "/witness",
                               std::filesystem::copy_options::overwrite_existing);
    CheckRefusedAsItIs(store, "its witness belongs to another store");
  }
}

TEST_CASE("a daemon does not start on a store that a newer one has written") {
  const TemporaryFolder folder;
  REQUIRE(journal::TryOpen(folder.Below("store"), /*schema_version=*/1000).ok());
  const std::string why = WhyNotStarted(ArgumentsFor(folder.Below("store")));
  CHECK_MESSAGE(why.find("schema version 1000") != std::string::npos, why);
  CHECK_MESSAGE(why.find("start it with a newer program") != std::string::npos, why);
}

TEST_CASE("a second daemon on a store says who has it, and the first goes on") {
  const TemporaryFolder folder;
  DaemonProcess first(ArgumentsFor(folder.Below("store")));
  const std::string token = first.FirstToken();
  const int port = first.WaitUntilServing();
  REQUIRE(port != 0);
  const std::string why = WhyNotStarted(ArgumentsFor(folder.Below("store")));
  CHECK_MESSAGE(why.find("the store is locked by process ") != std::string::npos, why);
  CHECK_MESSAGE(why.find("mutuad") != std::string::npos, why);
  CHECK(DaemonClient(port, token).DefineLab(1).ok());
}

TEST_CASE("a daemon does not take a folder that is something else for a store") {
  const TemporaryFolder folder;
  SUBCASE("a folder with other files") {
    WriteFile(folder.Below("thesis.txt"), "chapter 1");
    const std::string why = WhyNotStarted(ArgumentsFor(folder.path()));
    CHECK_MESSAGE(why.find("is not a store and not empty: it holds ") != std::string::npos, why);
  }
  SUBCASE("a file") {
    WriteFile(folder.Below("file"), "");
    const std::string why = WhyNotStarted(ArgumentsFor(folder.Below("file")));
    CHECK_MESSAGE(why.find(folder.Below("file")) != std::string::npos, why);
  }
  SUBCASE("below a file") {
    WriteFile(folder.Below("file"), "");
    const std::string why = WhyNotStarted(ArgumentsFor(folder.Below("file/store")));
    CHECK_MESSAGE(
        why.find("cannot create the folder " + folder.Below("file/store")) != std::string::npos,
        why);
  }
}

// A port of the loopback that somebody listens on.
class TakenPort {
 public:
  TakenPort() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(listen(socket_, 1) == 0);
    REQUIRE(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    address_ = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  }
  ~TakenPort() { close(socket_); }
  const std::string& address() const { return address_; }

 private:
  const int socket_;
  std::string address_;
};

TEST_CASE("a daemon whose port is in use says which, and leaves the store as after a clean stop") {
  const TemporaryFolder folder;
  const TakenPort taken;
  const std::string store = folder.Below("store");
  {
    DaemonProcess made(ArgumentsFor(store));
    REQUIRE(made.WaitUntilServing() != 0);
    made.Signal(SIGTERM);
    CHECK(made.WaitForExit() == 0);
  }
  const std::string grpc = WhyNotStarted({"--data", store, "--listen", taken.address()});
  CHECK_MESSAGE(grpc.find("cannot listen on " + taken.address()) != std::string::npos, grpc);
  const std::string http =
      WhyNotStarted({"--data", store, "--listen", "127.0.0.1:0", "--http", taken.address()});
  CHECK_MESSAGE(http.find("cannot listen on " + taken.address()) != std::string::npos, http);
  DaemonProcess again(ArgumentsFor(store));
  CHECK(again.WaitUntilServing() != 0);
}

}  // namespace
}  // namespace mutua::daemon
