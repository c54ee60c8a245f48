// Sockets and their limits, before a handler of the test's own.
#include <doctest/doctest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/front/http/listener.h"
#include "tests/http/http_client.h"

namespace mutua::http_test {
namespace {

using namespace front::http;

// A stream of frames, one whenever there is room; or an answer that waits to be given.
class Told : public Source {
 public:
  Told(std::shared_ptr<Outlet> outlet, size_t frames) : outlet_(std::move(outlet)), left_(frames) {}

  void Begin() {
    outlet_->Begin({.fields = {}, .body = nullptr});
    Taken();
  }
  void Say(const std::string& text) { outlet_->Write(MakeBytes(text), /*last=*/false); }
  void Answer() { outlet_->Send({.fields = {}, .body = MakeBytes("late")}); }

  void Taken() override {
    static const Bytes kFrame = MakeBytes(std::string(kFrameBytes, 'x'));
    const std::lock_guard lock(mutex_);
    if (left_ == 0) return;
    ++written_;
    outlet_->Write(kFrame, --left_ == 0);
  }
  void Gone() override {
    const std::lock_guard lock(mutex_);
    gone_ = true;
    changed_.notify_all();
  }
  void AwaitGone() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return gone_; });
  }
  size_t written() {
    const std::lock_guard lock(mutex_);
    return written_;
  }

  static constexpr size_t kFrameBytes = 64 << 10;

 private:
  const std::shared_ptr<Outlet> outlet_;
  std::mutex mutex_;
  std::condition_variable changed_;
  size_t left_;
  size_t written_ = 0;
  bool gone_ = false;
};

// "/stream": frames; "/little": a frame at once, and then what is said; "/late": held until told;
// "/who": who calls; anything else: its own body.
class Echo : public Handler {
 public:
  std::shared_ptr<Source> Handle(Request request, std::shared_ptr<Outlet> outlet) override {
    const bool is_little = request.path == "/little";
    if (request.path == "/who") {
      const std::string who = request.from + (request.local ? ", here" : "");
      outlet->Send({.fields = {}, .body = MakeBytes(who)});
      return nullptr;
    }
    if (request.path != "/stream" && request.path != "/late" && !is_little) {
      outlet->Send({.fields = {}, .body = MakeBytes(request.path + ":" + request.body)});
      return nullptr;
    }
    auto told = std::make_shared<Told>(std::move(outlet), is_little ? 0 : kFrames);
    if (request.path != "/late") told->Begin();
    if (is_little) told->Say(std::string(kLittle, 'x'));
    const std::lock_guard lock(mutex_);
    told_ = told;
    changed_.notify_all();
    return told;
  }
  std::shared_ptr<Told> AwaitTold() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return told_ != nullptr; });
    return std::exchange(told_, nullptr);
  }

  static constexpr size_t kFrames = 1000;
  static constexpr size_t kLittle = 8 << 10;  // the kernel has room for it

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<Told> told_;
};

struct Port {
  explicit Port(const Limits& limits = {}, const char* listen = "127.0.0.1:0") {
    auto started = Listener::Start(listen, echo, limits);
    REQUIRE(started.ok());
    listener = *std::move(started);
  }
  Echo echo;
  std::unique_ptr<Listener> listener;
  int number() const { return listener->port(); }
};

TEST_CASE("Requests that are sent ahead are answered one after the other, on one connection") {
  Port port;
  HttpClient client(port.number());
  client.Send(Post("/a", {}, "1") + Post("/b", {}, "2") + Get("/c"));
  CHECK(client.Receive().body == "/a:1");
  CHECK(client.Receive().body == "/b:2");
  CHECK(client.Receive().body == "/c:");
  CHECK(port.listener->counts().requests == 3);
}

TEST_CASE(
    "Who calls a socket of IPv6 over IPv4 is known as what it is, and this machine as itself") {
  Limits limits;
  limits.connections_per_address = 1;
  const Port port(limits, "[::]:0");
  HttpClient first(port.number());
  HttpClient second(port.number());
  for (HttpClient* client : {&first, &second}) {
    client->Send(Get("/who"));
    CHECK(client->Receive().body == "127.0.0.1, here");
  }
}

TEST_CASE(
    "A client of HTTP/1.0, or one that says so, has its connection closed behind the answer") {
  Port port;
  for (const char* head :
       {"GET /x HTTP/1.0\r\n\r\n", "GET /x HTTP/1.1\r\nConnection: close\r\n\r\n"}) {
    HttpClient client(port.number());
    client.Send(head);
    CHECK(client.Receive().body == "/x:");
    CHECK(client.IsEnded());
  }
}

TEST_CASE("A body that waits to be asked for is asked for") {
  Port port;
  HttpClient client(port.number());
  client.Send("POST /x HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  CHECK(client.ReceiveHead().status == 100);
  client.Send("ok");
  CHECK(client.Receive().body == "/x:ok");
}

TEST_CASE("To HEAD only the head is sent, with the length of the body") {
  Port port;
  HttpClient client(port.number());
  client.Send("HEAD /x HTTP/1.1\r\n\r\n" + Get("/y"));
  CHECK(client.Receive(/*to_head=*/true).fields.at("content-length") == "3");
  CHECK(client.Receive().body == "/y:");
}

TEST_CASE("Whatever is too large, or not HTTP, is refused by status and the connection ends") {
  Port port({.header_bytes = 1024,
             .body_bytes = 1000,
             .bodies_bytes = 1000,
             .head = std::chrono::seconds(1)});
  struct Row {
    std::string request;
    int status;
  };
  const std::vector<Row> rows = {
      {Get("/x", "A: " + std::string(2000, 'a') + "\r\n"), 431},
      {Post("/x", {}, std::string(1001, 'b')), 413},
      {"POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" + std::string(2000, 'b'),
       413},
      {"GET /x HTTP/9.9\r\n\r\n", 400},
      {"hello\r\n\r\n", 400},
      {"POST /x HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
      {"POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400},
  };
  for (const Row& row : rows) {
    HttpClient client(port.number());
    client.Send(row.request);
    CAPTURE(row.request.substr(0, 60));
    HttpAnswer answer = client.Receive();
    CHECK(answer.status == row.status);
    CHECK(answer.fields["connection"] == "close");
    CHECK(client.IsEnded());
  }
}

TEST_CASE("Who sends what is no head is told so, and let go no sooner than a slow one") {
  Port port({.header_bytes = 1024, .head = std::chrono::seconds(600)});
  for (const std::string& head :
       {Get("/x", "A: " + std::string(2000, 'a') + "\r\n"), std::string("hello\r\n\r\n")}) {
    HttpClient rude(port.number());
    rude.Send(head);
    CHECK(rude.Receive().status / 100 == 4);
    // The thread of the sockets is done with the one when it answers the other.
    HttpClient other(port.number());
    other.Send(Get("/a"));
    CHECK(other.Receive().status == 200);
    CHECK_FALSE(rude.HasEnded());
    // Who leaves is not held.
    rude.Close();
    while (port.listener->counts().connections > 1) std::this_thread::yield();
  }
}

TEST_CASE("More large bodies than there is memory for are refused, not read") {
  Port port({.body_bytes = 200 << 10, .bodies_bytes = 300 << 10});
  HttpClient first(port.number());
  // Half of it: its memory is taken.
  const std::string whole = Post("/x", {}, std::string(200 << 10, 'b'));
  first.Send(whole.substr(0, whole.size() / 2));
  HttpAnswer second;
  // Whether the first has been read so far is not ours to know: until it has.
  do {
    HttpClient client(port.number());
    client.Send(whole);
    second = client.Receive();
  } while (second.status == 200);
  CHECK(second.status == 503);
  first.Send(whole.substr(whole.size() / 2));
  CHECK(first.Receive().status == 200);
  HttpClient third(port.number());
  third.Send(whole);
  CHECK(third.Receive().status == 200);
}

TEST_CASE("More connections than allowed are closed unread; one that ends makes room") {
  Port port({.connections = 2});
  HttpClient first(port.number());
  HttpClient second(port.number());
  first.Send(Get("/a"));
  second.Send(Get("/b"));
  CHECK(first.Receive().status == 200);
  CHECK(second.Receive().status == 200);
  HttpClient third(port.number());
  CHECK(third.IsEnded());
  first.Close();
  while (port.listener->counts().connections == 2) std::this_thread::yield();
  HttpClient fourth(port.number());
  fourth.Send(Get("/d"));
  CHECK(fourth.Receive().status == 200);
}

TEST_CASE("Who says nothing, and who does not go on, is hung up on") {
  Port port({.head = std::chrono::seconds(1),
             .idle = std::chrono::seconds(1),
             .body = std::chrono::seconds(1)});
  HttpClient silent(port.number());
  HttpClient slow(port.number());
  slow.Send("GET /x HTT");
  HttpClient half(port.number());
  half.Send("POST /x HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc");
  CHECK(silent.IsEnded());
  CHECK(slow.IsEnded());
  CHECK(half.IsEnded());
  while (port.listener->counts().connections > 0) std::this_thread::yield();
}

TEST_CASE(
    "Who has been answered and sends a byte of a head is hung up on, however long he may idle") {
  Port port({.head = std::chrono::seconds(1), .idle = std::chrono::seconds(600)});
  HttpClient client(port.number());
  client.Send(Get("/a"));
  CHECK(client.Receive().status == 200);
  client.Send("G");
  CHECK(client.IsEnded());
}

TEST_CASE("Two requests, of which the second comes in parts, are both answered") {
  Port port;
  HttpClient client(port.number());
  const std::string second = Get("/b");
  client.Send(Get("/a") + second.substr(0, 9));
  CHECK(client.Receive().body == "/a:");
  client.Send(second.substr(9));
  CHECK(client.Receive().body == "/b:");
  // Now the head begins with what comes behind an answer.
  client.Send(second.substr(0, 1));
  client.Send(second.substr(1));
  CHECK(client.Receive().body == "/b:");
}

TEST_CASE("A body that comes a byte at a time is not waited for, however much was announced") {
  Port port({.body = std::chrono::seconds(1), .bytes_a_second = size_t{1} << 30});
  for (const char* begin :
       {"Content-Length: 2000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nfffff\r\n"}) {
    HttpClient client(port.number());
    client.Send("POST /x HTTP/1.1\r\nHost: lab\r\n" + std::string(begin));
    // Each byte comes well within the time for the first.
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    bool open = true;
    while (open && std::chrono::steady_clock::now() < until) open = client.SendOne('x');
    CHECK_FALSE(open);
  }
  while (port.listener->counts().connections > 0) std::this_thread::yield();
}

TEST_CASE("A large body has a second more for each part of it that has come") {
  const Limits limits;
  CHECK(limits.TimeFor(limits.body, 0) == std::chrono::seconds(8));
  CHECK(limits.TimeFor(limits.body, limits.body_bytes) < std::chrono::seconds(30));
  CHECK(limits.TimeFor(std::chrono::seconds(1), 300 << 10) == std::chrono::seconds(4));
}

TEST_CASE("A slow reader holds the stream back, and has all of it once it reads") {
  Port port;
  HttpClient client(port.number());
  client.Send(Get("/stream"));
  const auto told = port.echo.AwaitTold();
  // A part is read, so that the stream is under way; the rest fits into no buffer.
  client.ReceiveSome(10 * Told::kFrameBytes);
  CHECK(told->written() < Echo::kFrames);
  client.ReceiveSome((Echo::kFrames - 100) * Told::kFrameBytes);
  CHECK(told->written() > Echo::kFrames - 200);
}

TEST_CASE("A reader that takes nothing for too long is cut off, and the source told") {
  Port port({.write = std::chrono::seconds(1)});
  HttpClient client(port.number());
  client.Send(Get("/stream"));
  const auto told = port.echo.AwaitTold();
  told->AwaitGone();
  CHECK(told->written() < Echo::kFrames);
}

TEST_CASE("A reader that takes nothing is cut off though all that it is told fits into buffers") {
  Port port({.write = std::chrono::seconds(1)});
  HttpClient stopped(port.number(), /*takes_little=*/true);
  stopped.Send(Get("/little"));
  const auto told = port.echo.AwaitTold();
  HttpClient reading(port.number());
  reading.Send(Get("/little"));
  const auto read = port.echo.AwaitTold();
  reading.ReceiveHead();
  CHECK(reading.ReceiveChunk().size() == Echo::kLittle);
  told->AwaitGone();
  // Who had taken all was left in peace meanwhile.
  read->Say("more");
  CHECK(reading.ReceiveChunk() == "more");
}

TEST_CASE("Who does not take a whole answer is hung up on, however long he may idle") {
  Port port({.idle = std::chrono::seconds(600), .write = std::chrono::seconds(1)});
  HttpClient stopped(port.number(), /*takes_little=*/true);
  // It echoes what it gets: too much for him, and little enough for the kernel's buffers.
  stopped.Send(Post("/x", {}, std::string(Echo::kLittle, 'x')));
  while (port.listener->counts().connections == 0) std::this_thread::yield();
  HttpClient idle(port.number());
  idle.Send(Get("/a"));
  CHECK(idle.Receive().status == 200);
  while (port.listener->counts().connections > 1) std::this_thread::yield();
  // Who had taken all may idle.
  idle.Send(Get("/b"));
  CHECK(idle.Receive().status == 200);
}

TEST_CASE("A client that leaves before its answer is noticed") {
  Port port;
  HttpClient client(port.number());
  client.Send(Get("/late"));
  const auto told = port.echo.AwaitTold();
  client.Close();
  told->AwaitGone();
  told->Answer();  // to nobody
  HttpClient next(port.number());
  next.Send(Get("/x"));
  CHECK(next.Receive().status == 200);
}

TEST_CASE("A stop closes idle connections at once, and waits for an answer that is on its way") {
  Port port;
  HttpClient idle(port.number());
  idle.Send(Get("/x"));
  CHECK(idle.Receive().status == 200);
  HttpClient busy(port.number());
  busy.Send(Get("/late"));
  const auto told = port.echo.AwaitTold();
  std::thread stopping([&] { port.listener->Stop(std::chrono::minutes(1)); });
  CHECK(idle.IsEnded());
  told->Answer();
  const HttpAnswer answer = busy.Receive();
  CHECK(answer.body == "late");
  CHECK(answer.fields.at("connection") == "close");
  stopping.join();
}

TEST_CASE("A stop does not wait for ever") {
  Port port;
  HttpClient busy(port.number());
  busy.Send(Get("/late"));
  const auto told = port.echo.AwaitTold();
  port.listener->Stop(std::chrono::milliseconds(1));
  told->AwaitGone();
  told->Answer();
  CHECK(busy.IsEnded());
}

TEST_CASE("A port that is taken is said to be") {
  Port port;
  Echo echo;
  const auto second = Listener::Start("127.0.0.1:" + std::to_string(port.number()), echo);
  REQUIRE(!second.ok());
  CHECK(std::string(second.status().message()).find("cannot listen on 127.0.0.1:") == 0);
}

}  // namespace
}  // namespace mutua::http_test
