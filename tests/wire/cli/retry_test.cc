// A reply that is lost on its way: the request id was on disk before the request was sent, so the
// same command typed again has one effect.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <functional>
#include <future>
#include <thread>
#include <vector>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

// Stands between the CLI and the daemon. Where it is told to lose replies, it lets a request
// through that books, waits until the daemon has answered, calls `lost`, and hangs up without
// passing the answer on; and so again, as often as it is asked.
class LossyProxy {
 public:
  explicit LossyProxy(int to_port) : to_port_(to_port) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = Loopback(0);
    REQUIRE(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
    REQUIRE(listen(listener_, 16) == 0);
    socklen_t size = sizeof(address);
    REQUIRE(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    REQUIRE(pipe(stop_.data()) == 0);
    thread_ = std::thread([this] { Serve(); });
  }
  ~LossyProxy() {
    REQUIRE(write(stop_[1], "x", 1) == 1);
    thread_.join();
    for (const int file : {listener_, stop_[0], stop_[1]}) close(file);
  }

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  void LoseReplies(std::function<void()> lost) {
    lost_ = std::move(lost);
    loses_ = true;
  }
  void PassOn() { loses_ = false; }
  int replies_lost() const { return replies_lost_; }

 private:
  static sockaddr_in Loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<uint16_t>(port));
    return address;
  }

  // One connection after the other: the CLI has one.
  void Serve() {
    for (;;) {
      std::array<pollfd, 2> waits = {{{listener_, POLLIN, 0}, {stop_[0], POLLIN, 0}}};
      poll(waits.data(), waits.size(), -1);
      if (waits[1].revents != 0) return;
      const int client = accept(listener_, nullptr, nullptr);
      const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      const sockaddr_in address = Loopback(to_port_);
      if (client >= 0 &&
          connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0) {
        Relay(client, server);
      }
      close(client);
      close(server);
    }
  }

  // Until either side hangs up, or a reply was lost, or the test is over.
  void Relay(int client, int server) {
    bool booking = false;
    std::string swallowed;
    std::array<char, 65536> bytes{};
    for (;;) {
      std::array<pollfd, 3> waits = {
          {{client, POLLIN, 0}, {server, POLLIN, 0}, {stop_[0], POLLIN, 0}}};
      poll(waits.data(), waits.size(), -1);
      if (waits[2].revents != 0) return;
      const bool up = waits[0].revents != 0;
      const ssize_t size = read(up ? client : server, bytes.data(), bytes.size());
      if (size <= 0) return;
      const std::string_view text(bytes.data(), static_cast<size_t>(size));
      // Names of methods and what a message says travel as they are.
      if (up && loses_ && text.find("CreateBooking") != std::string_view::npos) booking = true;
      if (!up && booking) {
        swallowed += text;
        if (swallowed.find("b-1") == std::string::npos) continue;
        ++replies_lost_;
        lost_();
        return;
      }
      if (write(up ? server : client, text.data(), text.size()) != size) return;
    }
  }

  const int to_port_;
  int listener_ = -1;
  int port_ = 0;
  std::array<int, 2> stop_{};
  std::atomic<bool> loses_ = false;
  std::atomic<int> replies_lost_ = 0;
  std::function<void()> lost_;
  std::thread thread_;
};

const std::vector<std::string> kBook = {"book",           "laser-1", "--when",
                                        "tomorrow 10:00", "--for",   "1h"};

void CheckBookedOnce(CliLab& lab) {
  CHECK(lab.Run({"my", "-o", "tsv"}).out.substr(0, 4) == "b-1\t");
  CHECK(lab.Run({"status"}).Says("1 live bookings"));
  lab.SignIn(lab.manager());
}

TEST_CASE("A reply lost for good: the CLI says so, and the same command typed again books once") {
  CliLab lab;
  lab.ApplyLab();
  LossyProxy proxy(lab.port());
  std::vector<std::string> book = kBook;
  for (const char* more : {"--member", "lea"}) book.emplace_back(more);
  proxy.LoseReplies([] {});
  const Ran lost = lab.RunAt(proxy.address(), book);
  CHECK(lost.exit == 3);
  CHECK(lost.out.empty());
  CHECK(lost.Complains("It may or may not have been done. Type the same command again"));
  // It tried again by itself, with the same id each time.
  CHECK(proxy.replies_lost() == 3);
  proxy.PassOn();
  const Ran again = lab.RunAt(proxy.address(), book);
  CHECK(again.exit == 0);
  CHECK(again.Says("b-1  laser-1"));
  CheckBookedOnce(lab);
  // Answered: from here on the same words are another wish, and that time is taken.
  CHECK(lab.RunAt(proxy.address(), book).exit == 1);
}

TEST_CASE(
    "A reply lost to words that go by the clock: typed again later they mean the same, once") {
  CliLab lab("2026-11-26T08:08Z");  // 9:08 in Berlin
  lab.ApplyLab();
  const std::string lea = lab.TokenFor("lea");
  lab.SignIn(lea);
  LossyProxy proxy(lab.port());
  const std::vector<std::vector<std::string>> typed = {
      {"book", "any:laser", "--now", "--for", "2h"},
      {"book", "hall", "--when", "+26h", "--for", "1h"}};
  proxy.LoseReplies([] {});
  for (const auto& words : typed) CHECK(lab.RunAt(proxy.address(), words).exit == 3);
  proxy.PassOn();
  lab.SignIn(lab.manager());
  const Ran later = lab.Run({"clock", "--to", "2026-11-26T09:25"});
  CHECK_MESSAGE(later.exit == 0, later.err);
  lab.SignIn(lea);
  const Ran walk_up = lab.RunAt(proxy.address(), typed[0]);
  CHECK_MESSAGE(walk_up.Says("b-1  laser-1  Thu 26 Nov 09:08–11:15"), walk_up.out, walk_up.err);
  const Ran ahead = lab.RunAt(proxy.address(), typed[1]);
  CHECK_MESSAGE(ahead.Says("b-2  hall  Fri 27 Nov 11:08–12:08"), ahead.out, ahead.err);
  CHECK(lab.Run({"my", "-o", "tsv"}).out.find("b-3") == std::string::npos);
  // Answered: from here on they are other wishes, as of now.
  const Ran next = lab.RunAt(proxy.address(), typed[0]);
  CHECK_MESSAGE(next.Says("b-3  laser-2  Thu 26 Nov 09:25–11:30"), next.out, next.err);
}

TEST_CASE("A reply lost once is asked for again, and nobody notices") {
  CliLab lab;
  lab.ApplyLab();
  LossyProxy proxy(lab.port());
  std::vector<std::string> book = kBook;
  for (const char* more : {"--member", "lea"}) book.emplace_back(more);
  proxy.LoseReplies([&] { proxy.PassOn(); });
  const Ran made = lab.RunAt(proxy.address(), book);
  CHECK(made.exit == 0);
  CHECK(made.Says("b-1  laser-1"));
  CHECK(proxy.replies_lost() == 1);
  CheckBookedOnce(lab);
}

TEST_CASE("The CLI killed before the reply came: the same command typed again books once") {
  CliLab lab;
  lab.ApplyLab();
  LossyProxy proxy(lab.port());
  std::vector<std::string> book = kBook;
  for (const char* more : {"--member", "lea"}) book.emplace_back(more);
  std::promise<pid_t> started;
  std::shared_future<pid_t> pid = started.get_future().share();
  proxy.LoseReplies([&proxy, pid] {
    kill(pid.get(), SIGKILL);
    proxy.PassOn();
  });
  started.set_value(lab.Start(proxy.address(), book));
  int status = 0;
  REQUIRE(waitpid(pid.get(), &status, 0) == pid.get());
  CHECK(WIFSIGNALED(status));
  const Ran again = lab.RunAt(proxy.address(), book);
  CHECK(again.exit == 0);
  CHECK(again.Says("b-1  laser-1"));
  CheckBookedOnce(lab);
}

}  // namespace
}  // namespace mutua::wire
