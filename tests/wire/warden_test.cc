// Who misbehaves on gRPC's port is hung up on, and nobody beside them.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <grpcpp/create_channel.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <mutex>

#include "tests/wire/watching.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

constexpr int64_t kHour = 3600;
constexpr std::chrono::seconds kPatience{60};

// --- Frames of HTTP/2 (RFC 9113, 4.1), by hand --------------------------------------------------

constexpr uint8_t kData = 0, kHeaders = 1, kReset = 3, kSettings = 4, kContinuation = 9;
constexpr uint8_t kEndHeaders = 4;

std::string Number(uint32_t value, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    text += static_cast<char>(value >> shift);
  return text;
}
std::string Frame(uint8_t type, uint8_t flags, uint32_t stream, const std::string& payload) {
  return Number(static_cast<uint32_t>(payload.size()), 3) + Number(type, 1) + Number(flags, 1) +
         Number(stream, 4) + payload;
}
// A field as HPACK has it (RFC 7541, 6.2.2: literal, not indexed, not compressed).
std::string Field(const std::string& name, const std::string& value) {
  REQUIRE((name.size() < 127 && value.size() < 127));
  return Number(0, 1) + Number(static_cast<uint32_t>(name.size()), 1) + name +
         Number(static_cast<uint32_t>(value.size()), 1) + value;
}
std::string Preface() { return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + Frame(kSettings, 0, 0, ""); }
std::string HeadOfCall() {
  return Field(":method", "POST") + Field(":scheme", "http") + Field(":authority", "lab") +
         Field(":path", "/mutua.v1.BookingsService/GetBooking") + Field("te", "trailers") +
         Field("content-type", "application/grpc");
}

// --- The two sides ------------------------------------------------------------------------------

// Speaks bytes of its own, and reads nothing into what comes.
class Rude {
 public:
  explicit Rude(int port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    fcntl(fd_, F_SETFL, O_NONBLOCK);
  }
  ~Rude() { close(fd_); }

  // All of it, however slowly it is taken; false: the other side has hung up.
  bool Say(std::string_view bytes) {
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (!bytes.empty() && std::chrono::steady_clock::now() < until) {
      pollfd poll_it{fd_, POLLIN | POLLOUT, 0};
      poll(&poll_it, 1, 1000);
      std::array<char, 16384> came{};
      const ssize_t size = recv(fd_, came.data(), came.size(), 0);
      if (size == 0 || (size < 0 && errno != EAGAIN)) return false;
      const ssize_t sent = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0 && errno != EAGAIN) return false;
      if (sent > 0) bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return bytes.empty();
  }

  // Bytes that were said and that the other side's system did not take in.
  int Waiting() const {
    int bytes = 0;
    REQUIRE(ioctl(fd_, SIOCOUTQ, &bytes) == 0);
    return bytes;
  }

 private:
  const int fd_;
};

// A server that looks often and lets pass little, with somebody honest on it all the time.
class Guarded {
 public:
  explicit Guarded(std::chrono::milliseconds held = std::chrono::milliseconds(100)) {
    lab.house().on_hung_up = [this](const front::HungUpOn& one) {
      const std::lock_guard lock(mutex_);
      said_.push_back(one);
      more_.notify_all();
    };
    auto started = front::Server::Start(lab.house(), {.listen = "127.0.0.1:0",
                                                      .message_bytes_max = 256 << 10,
                                                      .streams_max = 16,
                                                      .look = std::chrono::milliseconds(50),
                                                      .held = held});
    REQUIRE(started.ok());
    server = *std::move(started);
    const auto channel = grpc::CreateChannel("127.0.0.1:" + std::to_string(server->port()),
                                             grpc::InsecureChannelCredentials());
    bookings_ = v1::BookingsService::NewStub(channel);
    watches_ = v1::WatchService::NewStub(channel);
    Prepare(&watching_, lab.lea());
    watch_ = watches_->Watch(&watching_, After(HeadOf(lab)));
    BookHonestly();
  }
  ~Guarded() {
    watching_.TryCancel();
    server->Stop();
  }

  // Books over the channel that has been open from the beginning, and sees it in the watch there:
  // one that was cut off would not go on.
  void BookHonestly() {
    REQUIRE(Ask(*bookings_, &v1::BookingsService::Stub::CreateBooking,
                BookRequest(lab, "room-1", ++booked_ * kHour, 60), lab.lea())
                .ok());
    v1::WatchResponse response;
    do {
      REQUIRE(watch_->Read(&response));
    } while (response.events().empty());
    CHECK(response.events(0).booking().booking() == "b-" + std::to_string(booked_));
  }
  front::HungUpOn NextHungUpOn() {
    std::unique_lock lock(mutex_);
    REQUIRE(more_.wait_for(lock, kPatience, [this] { return !said_.empty(); }));
    return said_.front();
  }
  bool HungUpOnNobody() {
    const std::lock_guard lock(mutex_);
    return said_.empty();
  }

  WireLab lab;
  std::unique_ptr<front::Server> server;

 private:
  std::mutex mutex_;
  std::condition_variable more_;
  std::vector<front::HungUpOn> said_;
  std::unique_ptr<v1::BookingsService::Stub> bookings_;
  std::unique_ptr<v1::WatchService::Stub> watches_;
  grpc::ClientContext watching_;
  std::unique_ptr<grpc::ClientReader<v1::WatchResponse>> watch_;
  int64_t booked_ = 0;
};

TEST_CASE("P7 bounded: a head that never ends is hung up on, and nobody beside it") {
  Guarded guarded;
  Rude rude(guarded.server->port());
  REQUIRE(rude.Say(Preface() + Frame(kHeaders, 0, 1, HeadOfCall())));
  const std::string more = Frame(kContinuation, 0, 1, Field("a", std::string(100, 'x')));
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (rude.Say(more)) REQUIRE(std::chrono::steady_clock::now() < until);
  const front::HungUpOn one = guarded.NextHungUpOn();
  CHECK(one.offence == front::Offence::kEndlessRequest);
  CHECK(one.connections == 1);
  CHECK(one.peer.starts_with("ipv4:127.0.0.1:"));
  CHECK(guarded.server->hung_up_on() == front::Warden::Counts{1, 0});
  guarded.BookHonestly();
}

TEST_CASE(
    "Who begins with a head that never ends is held before it is a message long, and let go") {
  for (const auto held : {std::chrono::milliseconds(100), std::chrono::milliseconds(600'000)}) {
    Guarded guarded(held);
    Rude rude(guarded.server->port());
    const std::string field = Field("a", std::string(100, 'x'));
    std::string head = Preface() + Frame(kHeaders, 0, 1, HeadOfCall());
    while (head.size() < 200 << 10) head += Frame(kContinuation, 0, 1, field);
    REQUIRE(rude.Say(head));
    CHECK(guarded.NextHungUpOn().offence == front::Offence::kEndlessRequest);
    if (held < kPatience) {
      const auto until = std::chrono::steady_clock::now() + kPatience;
      while (rude.Say(field)) REQUIRE(std::chrono::steady_clock::now() < until);
      continue;
    }
    CHECK(rude.Say(field));
    guarded.BookHonestly();
    CHECK(rude.Waiting() > 0);
    guarded.server->Stop();
    CHECK_FALSE(rude.Say(field));
  }
}

TEST_CASE("P7 bounded: who gives up calls by the thousand is hung up on, and nobody beside them") {
  Guarded guarded;
  Rude rude(guarded.server->port());
  REQUIRE(rude.Say(Preface()));
  const auto until = std::chrono::steady_clock::now() + kPatience;
  constexpr uint32_t kCancel = 8;
  std::string calls;
  uint32_t stream = 1;
  do {
    REQUIRE(std::chrono::steady_clock::now() < until);
    calls.clear();
    for (int i = 0; i < 8; ++i, stream += 2) {
      calls += Frame(kHeaders, kEndHeaders, stream, HeadOfCall());
      calls += Frame(kReset, 0, stream, Number(kCancel, 4));
    }
  } while (rude.Say(calls));
  CHECK(guarded.NextHungUpOn().offence == front::Offence::kCallsGivenUp);
  CHECK(guarded.server->hung_up_on() == front::Warden::Counts{0, 1});
  guarded.BookHonestly();
}

TEST_CASE("Large requests by the hundred, side by side, and bodies that come slowly are honest") {
  Guarded guarded;
  // As long as it may be: a name that nothing has is refused, and read to its end before.
  v1::GetBookingRequest large;
  large.set_booking(std::string(250 << 10, 'b'));
  const auto stub = v1::BookingsService::NewStub(grpc::CreateChannel(
      "127.0.0.1:" + std::to_string(guarded.server->port()), grpc::InsecureChannelCredentials()));
  Rude slow(guarded.server->port());
  REQUIRE(slow.Say(Preface() + Frame(kHeaders, kEndHeaders, 1, HeadOfCall())));
  constexpr uint32_t kLength = 200 << 10;
  std::string body = Number(0, 1) + Number(kLength, 4);
  size_t sent = 0;
  for (int i = 0; i < 100; ++i) {
    CHECK(Ask(*stub, &v1::BookingsService::Stub::GetBooking, large, guarded.lab.lea())
              .status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
    if (i % 10 != 0) continue;
    body.resize(4 << 10, 'b');
    REQUIRE(slow.Say(Frame(kData, 0, 1, body)));
    sent += body.size();
    body.clear();
  }
  CHECK(sent < kLength);
  guarded.BookHonestly();
  CHECK(guarded.HungUpOnNobody());
}

}  // namespace
}  // namespace mutua::wire
