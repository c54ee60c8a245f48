// Pages that watch over HTTP: opens so many streams of one daemon, books at a steady pace, and says
// how long it takes from sending the booking until each stream has its frame. One thread, epoll, no
// library.
//
// usage: watch_client PORT TOKENS STREAMS COMMITS COMMITS_PER_SECOND FILL FIRST
// TOKENS: a file of sign-ins, one a line; the streams take them in turns, and the first one books.
// Each stream begins behind the last booking that was there before, as a page does behind what it read.
// Books r-0 to r-199, an hour each, from noon UTC tomorrow, the FIRST of them left out; FILL bookings,
// one at least, come before anything is measured.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kResources = 200;
constexpr int64_t kDay = 86400;

[[noreturn]] void Fail(const char* what) {
  std::fprintf(stderr, "watch_client: %s\n", what);
  std::exit(1);
}

int Connect(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (fd < 0 || connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    Fail("cannot connect");
  }
  return fd;
}

void Post(int fd, const std::string& path, const std::string& token, const std::string& type,
          const std::string& body) {
  const std::string request =
      "POST /mutua.v1." + path + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + token +
      "\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) +
      "\r\n\r\n" + body;
  if (send(fd, request.data(), request.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(request.size())) {
    Fail("cannot send");
  }
}

// The answer of a unary call, which fits into one read or a few: the position of its commit.
uint64_t AwaitBooked(int fd) {
  std::string text;
  std::array<char, 16384> part{};
  while (text.find("\n}") == std::string::npos && text.find("}\n") == std::string::npos) {
    const ssize_t size = recv(fd, part.data(), part.size(), 0);
    if (size <= 0) Fail("the daemon hung up");
    text.append(part.data(), static_cast<size_t>(size));
  }
  if (!text.starts_with("HTTP/1.1 200")) Fail(text.c_str());
  constexpr std::string_view kPosition = "\"position\":\"";
  const size_t at = text.rfind(kPosition);
  if (at == std::string::npos) Fail("an answer without a position");
  return std::strtoull(text.c_str() + at + kPosition.size(), nullptr, 10);
}

std::vector<std::string> ReadTokens(const char* file) {
  std::ifstream in(file);
  std::vector<std::string> tokens;
  for (std::string line; std::getline(in, line);) tokens.push_back(line);
  if (tokens.empty()) Fail("no sign-ins");
  return tokens;
}

// WatchRequest{after_position, heartbeat: 300 s, so that nothing comes but commits}, in a frame.
std::string WatchFrom(uint64_t position) {
  std::string message = "\x10";
  for (; position >= 128; position >>= 7) message += static_cast<char>(position | 128);
  message += static_cast<char>(position);
  message += "\x2a\x03\x08\xac\x02";
  return std::string(4, '\0') + static_cast<char>(message.size()) + message;
}

class Booker {
 public:
  Booker(int port, std::string token, int first)
      : fd_(Connect(port)), token_(std::move(token)), count_(first) {}
  void Send() {
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch());
    const std::time_t start =
        (now.count() / 1000 / kDay + 1) * kDay + kDay / 2 + count_ / kResources * 3600;
    std::array<char, 32> when{};
    std::tm parts{};
    std::strftime(when.data(), when.size(), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&start, &parts));
    std::array<char, 512> body{};
    const auto ms = static_cast<unsigned long long>(now.count());
    std::snprintf(
        body.data(), body.size(),
        R"({"requestId":"%08llx-%04llx-7000-8000-%012llx","spec":{"wants":[{"resource":"r-%d"}],)"
        R"("time":{"start":{"instant":"%s"},"length":"3600s"}}})",
        ms >> 16, ms & 0xFFFF, static_cast<unsigned long long>(count_), count_ % kResources,
        when.data());
    ++count_;
    Post(fd_, "BookingsService/CreateBooking", token_, "application/json", body.data());
  }
  uint64_t Await() const { return AwaitBooked(fd_); }

 private:
  const int fd_;
  const std::string token_;
  int count_;
};

// Reads what each stream has until all have something new; when each had it.
void AwaitFrames(int poll, size_t streams, Clock::time_point since, std::vector<double>* took) {
  constexpr int kPatience = 10'000;
  std::vector<bool> had(streams);
  std::array<epoll_event, 256> events{};
  std::array<char, 65536> part{};
  for (size_t missing = streams; missing > 0;) {
    const int ready = epoll_wait(poll, events.data(), events.size(), kPatience);
    if (ready <= 0) Fail("a stream got nothing for 10 s");
    for (int i = 0; i < ready; ++i) {
      const uint64_t data = events[static_cast<size_t>(i)].data.u64;
      const size_t stream = data >> 32;
      if (recv(static_cast<int>(data & 0xFFFFFFFF), part.data(), part.size(), MSG_DONTWAIT) <= 0) {
        Fail("a stream ended");
      }
      if (had[stream]) continue;
      had[stream] = true;
      --missing;
      if (took != nullptr)
        took->push_back(std::chrono::duration<double, std::milli>(Clock::now() - since).count());
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 8) Fail("PORT TOKENS STREAMS COMMITS COMMITS_PER_SECOND FILL FIRST");
  const int port = std::atoi(argv[1]);
  const std::vector<std::string> tokens = ReadTokens(argv[2]);
  const auto streams = static_cast<size_t>(std::atoi(argv[3]));
  const int commits = std::atoi(argv[4]);
  const auto pace = std::chrono::microseconds(1'000'000 / std::max(1, std::atoi(argv[5])));
  Booker booker(port, tokens[0], std::atoi(argv[7]));
  uint64_t position = 0;
  for (int i = 0; i < std::max(1, std::atoi(argv[6])); ++i) {
    booker.Send();
    position = booker.Await();
  }
  const int poll = epoll_create1(0);
  for (size_t i = 0; i < streams; ++i) {
    const int fd = Connect(port);
    Post(fd, "WatchService/Watch", tokens[i % tokens.size()], "application/grpc-web+proto",
         WatchFrom(position));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = static_cast<uint64_t>(i) << 32 | static_cast<uint32_t>(fd);
    epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
  }
  AwaitFrames(poll, streams, Clock::now(), nullptr);
  std::vector<double> took;
  Clock::time_point due = Clock::now() + std::chrono::seconds(1);
  for (int i = 0; i < commits; ++i, due += pace) {
    // Late heads and first messages of the streams are read here, and do not count.
    while (Clock::now() < due) {
      std::array<epoll_event, 64> events{};
      std::array<char, 65536> part{};
      const int ready = epoll_wait(poll, events.data(), events.size(), 1);
      for (int k = 0; k < ready; ++k) {
        (void)recv(static_cast<int>(events[static_cast<size_t>(k)].data.u64 & 0xFFFFFFFF),
                   part.data(), part.size(), MSG_DONTWAIT);
      }
    }
    const Clock::time_point sent = Clock::now();
    booker.Send();
    AwaitFrames(poll, streams, sent, &took);
    booker.Await();
  }
  std::sort(took.begin(), took.end());
  const auto at = [&](double share) {
    return took[static_cast<size_t>(share * static_cast<double>(took.size() - 1))];
  };
  std::printf("%.2f %.2f %.2f\n", at(0.5), at(0.99), at(1));
  return 0;
}
