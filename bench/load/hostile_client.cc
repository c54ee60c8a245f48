// A client that means no good, in one of several ways, for some seconds. Prints one JSON object:
// how many connections it opened, how many of them the daemon closed, and how long the longest
// lasted.
//
//   slow-http       sockets that send a head of HTTP a byte a second, and open again when closed
//   headers-http    heads of HTTP that never end, as fast as they are taken
//   headers-grpc    heads of HTTP/2 that never end: CONTINUATION behind CONTINUATION
//   unread-http     watches over gRPC-Web that nobody reads
//   unread-grpc     watches over gRPC whose client never opens the window
//   resets-tcp      connections to both ports that are reset as soon as they are open
//   resets-grpc     calls that are reset as soon as they are sent, 2,500 a second on a connection
#include <nghttp2/nghttp2.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "bench/load/offenders.h"

namespace mutua::load {
namespace {

using std::chrono::duration;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct Course {
  std::string attack;
  int grpc = 0;
  int http = 0;
  std::string token;
  size_t count = 100;  // sockets, or a second
  double seconds = 14;

  TimePoint began = steady_clock::now();
  double Elapsed() const { return duration<double>(steady_clock::now() - began).count(); }
  bool Over() const { return Elapsed() >= seconds; }
};

constexpr milliseconds kTick{10};

// --- Bytes of HTTP/2 ----------------------------------------------------------------------------

// A session whose bytes are taken to a socket by hand.
class Http2 {
 public:
  // `window`: bytes of a message that may come before more is asked for.
  Http2(const std::string& token, int32_t window) : authorization_("Bearer " + token) {
    nghttp2_session_callbacks* callbacks = nullptr;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session* session = nullptr;
    nghttp2_session_client_new(&session, callbacks, nullptr);
    nghttp2_session_callbacks_del(callbacks);
    session_.reset(session);
    const nghttp2_settings_entry entry = {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE,
                                          static_cast<uint32_t>(window)};
    nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, &entry, 1);
  }
  // A call of a method, with an empty message or with none; its stream.
  int32_t Call(const std::string& path, bool has_message) {
    const auto field = [](const std::string& name, const std::string& value) {
      const auto bytes = [](const std::string& text) {
        return reinterpret_cast<uint8_t*>(const_cast<char*>(text.data()));
      };
      return nghttp2_nv{bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
    };
    static const std::map<std::string, std::string> kFields = {
        {":method", "POST"},
        {":scheme", "http"},
        {":authority", "bench"},
        {"te", "trailers"},
        {"content-type", "application/grpc"}};
    static const std::string kPath = ":path";
    static const std::string kAuthorization = "authorization";
    std::vector<nghttp2_nv> fields = {field(kPath, path)};
    for (const auto& [name, value] : kFields) fields.push_back(field(name, value));
    fields.push_back(field(kAuthorization, authorization_));
    nghttp2_data_provider empty = {.source = {}, .read_callback = GiveEmptyMessage};
    return nghttp2_submit_request(session_.get(), nullptr, fields.data(), fields.size(),
                                  has_message ? &empty : nullptr, nullptr);
  }
  void Reset(int32_t stream) {
    nghttp2_submit_rst_stream(session_.get(), NGHTTP2_FLAG_NONE, stream, NGHTTP2_CANCEL);
  }
  std::string Out() {
    std::string out;
    const uint8_t* bytes = nullptr;
    for (ssize_t size; (size = nghttp2_session_mem_send(session_.get(), &bytes)) > 0;) {
      out.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
    }
    return out;
  }

 private:
  static ssize_t GiveEmptyMessage(nghttp2_session*, int32_t, uint8_t* to, size_t, uint32_t* flags,
                                  nghttp2_data_source*, void*) {
    constexpr size_t kPrefix = 5;
    std::fill_n(to, kPrefix, uint8_t{0});
    *flags |= NGHTTP2_DATA_FLAG_EOF;
    return kPrefix;
  }
  struct Free {
    void operator()(nghttp2_session* session) const { nghttp2_session_del(session); }
  };
  const std::string authorization_;
  std::unique_ptr<nghttp2_session, Free> session_;
};

std::string Frame(uint8_t type, uint32_t stream, const std::string& payload) {
  std::string frame;
  for (const int shift : {16, 8, 0}) frame += static_cast<char>(payload.size() >> shift & 0xFF);
  frame += static_cast<char>(type);
  frame += '\0';  // no flags: neither the end of the head nor of the stream
  for (const int shift : {24, 16, 8, 0}) frame += static_cast<char>(stream >> shift & 0xFF);
  return frame + payload;
}

// "a: xxx...", a kilobyte, as HPACK has it (RFC 7541, 6.2.2: literal, not indexed).
std::string LargeField() {
  constexpr size_t kSize = 1000;
  return std::string("\0\1a\x7f\xe9\x06", 6) + std::string(kSize, 'x');
}

// --- Attacks ------------------------------------------------------------------------------------

Fate SlowHttp(const Course& course) {
  static const std::string kHead = "POST /mutua.v1.BookingsService/CreateBooking HTTP/1.1\r\nA: ";
  Offenders offenders(course.http, /*reads=*/true);
  while (!course.Over()) {
    offenders.Fill(course.count);
    const TimePoint now = steady_clock::now();
    for (Offender& one : offenders.all()) {
      if (one.speaks > now) continue;
      Say(one.fd, one.said < kHead.size() ? kHead.substr(one.said, 1) : "a");
      ++one.said;
      one.speaks = now + std::chrono::seconds(1);
    }
    offenders.Look(kTick);
  }
  return offenders.fate();
}

// Each says its opening, and then the same again and again.
Fate EndlessHeads(const Course& course, int port, const std::string& opening,
                  const std::string& again) {
  Offenders offenders(port, /*reads=*/true);
  while (!course.Over()) {
    offenders.Fill(course.count);
    for (Offender& one : offenders.all()) {
      if (one.said < opening.size()) {
        one.said += Say(one.fd, std::string_view(opening).substr(one.said));
        continue;
      }
      // What is not taken whole goes on where it ended: a head stays a head.
      const size_t at = (one.said - opening.size()) % again.size();
      one.said += Say(one.fd, std::string_view(again).substr(at));
    }
    offenders.Look(kTick);
    std::this_thread::sleep_for(kTick);
  }
  return offenders.fate();
}

Fate HeadersHttp(const Course& course) {
  std::string again;
  for (int i = 0; i < 16; ++i) again += "A: " + std::string(1000, 'a') + "\r\n";
  return EndlessHeads(course, course.http, "POST /x HTTP/1.1\r\nHost: bench\r\n", again);
}

Fate HeadersGrpc(const Course& course) {
  constexpr uint8_t kHeaders = 1;
  constexpr uint8_t kContinuation = 9;
  const std::string opening = Http2(course.token, 65535).Out() + Frame(kHeaders, 1, LargeField());
  std::string again;
  for (int i = 0; i < 16; ++i) again += Frame(kContinuation, 1, LargeField());
  return EndlessHeads(course, course.grpc, opening, again);
}

// Watches that do not read: the daemon says how many it still has.
Fate Unread(const Course& course, int port, const std::string& opening, const std::string& gauge) {
  Offenders offenders(port, /*reads=*/false, /*takes_little=*/true);
  offenders.Fill(course.count);
  for (Offender& one : offenders.all()) Say(one.fd, opening);
  const TimePoint since = steady_clock::now();
  Fate fate{.opened = offenders.all().size()};
  double had = 0;
  while (!course.Over()) {
    const double open = Gauge(course.http, gauge);
    had = std::max(had, open);
    if (open > 0) fate.longest_s = duration<double>(steady_clock::now() - since).count();
    fate.closed = static_cast<size_t>(had - std::max(open, 0.0));
    std::this_thread::sleep_for(20 * kTick);
  }
  return fate;
}

Fate UnreadHttp(const Course& course) {
  const std::string opening =
      "POST /mutua.v1.WatchService/Watch HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " +
      course.token + "\r\nContent-Type: application/grpc-web+proto\r\nContent-Length: 5\r\n\r\n" +
      std::string(5, '\0');
  return Unread(course, course.http, opening, "mutua_http_streams");
}

Fate UnreadGrpc(const Course& course) {
  Http2 session(course.token, /*window=*/0);
  session.Call("/mutua.v1.WatchService/Watch", /*has_message=*/true);
  return Unread(course, course.grpc, session.Out(), "mutua_watches");
}

Fate ResetsTcp(const Course& course) {
  Fate fate;
  while (!course.Over()) {
    const auto due = static_cast<size_t>(course.Elapsed() * static_cast<double>(course.count));
    for (; fate.opened < due && !course.Over(); ++fate.opened) {
      const int fd = OpenSocket(fate.opened % 2 == 0 ? course.http : course.grpc);
      if (fd < 0) continue;
      Say(fd, "PRI ");  // as either may begin
      ResetSocket(fd);
    }
    std::this_thread::sleep_for(milliseconds(1));
  }
  return fate;
}

Fate ResetsGrpc(const Course& course) {
  // Each so many that a machine under load gets to make them.
  constexpr size_t kEach = 2500;
  const size_t connections = std::max<size_t>(1, course.count / kEach);
  Offenders offenders(course.grpc, /*reads=*/true);
  std::map<int, std::unique_ptr<Http2>> sessions;
  std::map<int, std::string> unsent;
  size_t calls = 0;
  while (!course.Over()) {
    offenders.Fill(connections);
    const auto due = static_cast<size_t>(course.Elapsed() * static_cast<double>(course.count));
    const size_t each = (due - std::min(due, calls)) / connections;
    for (Offender& one : offenders.all()) {
      if (one.said == 0) {
        sessions[one.fd] = std::make_unique<Http2>(course.token, 65535);
        unsent[one.fd].clear();
        one.said = 1;
      }
      std::string& out = unsent[one.fd];
      // Frames that wait because the daemon takes no more are not made in advance.
      for (size_t i = 0; i < each && out.size() < 65536; ++i) {
        const int32_t stream =
            sessions[one.fd]->Call("/mutua.v1.BookingsService/GetBooking", /*has_message=*/false);
        out += sessions[one.fd]->Out();
        sessions[one.fd]->Reset(stream);
        out += sessions[one.fd]->Out();
        ++calls;
      }
      out.erase(0, Say(one.fd, out));
    }
    offenders.Look(milliseconds(1));
  }
  std::fprintf(stderr, "resets-grpc: %zu calls, %.0f a second\n", calls,
               static_cast<double>(calls) / course.Elapsed());
  return offenders.fate();
}

using Attack = std::function<Fate(const Course&)>;
const std::map<std::string, Attack>& Attacks() {
  static const std::map<std::string, Attack> kAttacks = {
      {"slow-http", SlowHttp},     {"headers-http", HeadersHttp}, {"headers-grpc", HeadersGrpc},
      {"unread-http", UnreadHttp}, {"unread-grpc", UnreadGrpc},   {"resets-tcp", ResetsTcp},
      {"resets-grpc", ResetsGrpc},
  };
  return kAttacks;
}

}  // namespace
}  // namespace mutua::load

int main(int argc, char** argv) {
  mutua::load::Course course;
  CLI::App app("A client that means no good.", "hostile_client");
  app.add_option("attack", course.attack, "what it does")->required();
  app.add_option("--grpc", course.grpc, "port of gRPC on this machine")->required();
  app.add_option("--http", course.http, "port of HTTP on this machine")->required();
  app.add_option("--token", course.token, "of who may watch")->required();
  app.add_option("--count", course.count, "sockets at a time; of resets, a second");
  app.add_option("--seconds", course.seconds);
  CLI11_PARSE(app, argc, argv);
  const auto attack = mutua::load::Attacks().find(course.attack);
  if (attack == mutua::load::Attacks().end()) {
    std::fprintf(stderr, "hostile_client: no attack is called %s\n", course.attack.c_str());
    return 2;
  }
  course.began = std::chrono::steady_clock::now();
  const mutua::load::Fate fate = attack->second(course);
  std::printf("{\"opened\": %zu, \"closed\": %zu, \"longest_s\": %.2f}\n", fate.opened, fate.closed,
              fate.longest_s);
  return 0;
}
