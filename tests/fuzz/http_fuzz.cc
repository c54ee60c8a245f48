// Bytes on the HTTP port of a lab: requests of the API as JSON, in frames of gRPC-Web and as they
// are, calendars, pages, sign-in by token, and what none of them is. Whatever comes, the port
// answers in HTTP or hangs up, never with a defect of ours, and the next caller is served.
#include <arpa/inet.h>
#include <google/protobuf/stubs/logging.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>

#include "engine/base/check.h"
#include "tests/fuzz/came_to.h"
#include "tests/fuzz/ceiling.h"
#include "tests/fuzz/fuzz.h"
#include "tests/http/http_lab.h"
#include "tests/support/asserts_anywhere.h"

namespace mutua::fuzz {
namespace {

// Each run has other tokens: an input says whose stands there.
constexpr std::string_view kLea = "{{lea}}";
constexpr std::string_view kManager = "{{manager}}";
constexpr size_t kAnswerMost = size_t{64} << 20;

// One lab for all inputs: what they do to it is part of what the next ones find.
http_test::HttpLab& Lab() {
  static const AssertsAnywhere asserts;
  // It says what cannot be read, line by line.
  google::protobuf::SetLogHandler(nullptr);
  static http_test::HttpLab lab;
  lab.lab().house().on_defect = [](const std::string& what) {
    std::fprintf(stderr, "a defect: %s\n", what.c_str());
    std::abort();
  };
  return lab;
}

std::string WithTokens(std::string bytes) {
  const wire::WireLab& lab = Lab().lab();
  for (const auto& [whose, token] : {std::pair(kLea, lab.lea()), {kManager, lab.manager()}}) {
    for (size_t at = bytes.find(whose); at != std::string::npos; at = bytes.find(whose, at)) {
      bytes.replace(at, whose.size(), token);
    }
  }
  return bytes;
}

int Connect(int port) {
  const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  MUTUA_CHECK(connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  // Longer than any limit of the port: nobody is kept waiting for ever.
  const timeval patience{60, 0};
  setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  return connection;
}

// Sends all, says that no more comes, and reads to the end. What comes last goes with that
// (MSG_MORE): who is refused and has left already is not held for a second.
std::string Exchange(const std::string& bytes) {
  const int connection = Connect(Lab().port());
  for (size_t at = 0; at < bytes.size();) {
    const ssize_t sent =
        send(connection, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL | MSG_MORE);
    if (sent <= 0) break;  // refused meanwhile
    at += static_cast<size_t>(sent);
  }
  shutdown(connection, SHUT_WR);
  std::string answer;
  std::array<char, 65536> part{};
  ssize_t size = 0;
  while ((size = recv(connection, part.data(), part.size(), 0)) > 0) {
    answer.append(part.data(), static_cast<size_t>(size));
    MUTUA_CHECK(answer.size() < kAnswerMost);
  }
  MUTUA_CHECK(size == 0 || errno != EAGAIN);  // it was hung up on in time
  close(connection);
  return answer;
}

// The statuses of the answers, and what the last one says.
std::string InWords(const std::string& answer) {
  std::string words;
  for (size_t at = answer.find("HTTP/1.1 "); at != std::string::npos;
       at = answer.find("HTTP/1.1 ", at + 1)) {
    words += answer.substr(at + 9, 4);
  }
  const size_t body = answer.rfind("\r\n\r\n");
  return words + (body == std::string::npos ? "" : SentenceOf(answer.substr(body + 4)));
}

std::string Framed(const std::string& message) {
  std::string frame(1, '\0');
  for (int shift = 24; shift >= 0; shift -= 8) {
    frame += static_cast<char>(message.size() >> shift & 0xff);
  }
  return frame + message;
}

}  // namespace

std::vector<std::string> Seeds() {
  using namespace http_test;
  wire::WireLab& lab = Lab().lab();
  const std::string lea = Bearer(std::string(kLea));
  const std::string manager = Bearer(std::string(kManager));
  const std::string bookings = "/mutua.v1.BookingsService/";
  const std::string book = BookRequest(lab, "room-1", 3600, 60).SerializeAsString();
  return {
      Post(bookings + "ListBookings", kJson + lea, R"({"pageSize": 3, "minPosition": "1"})"),
      Post(bookings + "CreateBooking", kJson + lea,
           R"({"requestId": ")" + lab.NewRequestId() +
               R"(", "spec": {"wants": [{"resource": "laser-1"}], "time": {"start": {"instant": )"
               R"("2026-11-27T09:00:00Z"}, "length": "3600s"}, "title": "d\u00e9coupe"}})"),
      Post(bookings + "CreateBooking", kGrpcWeb + lea + "Grpc-Timeout: 5S\r\n", Framed(book)),
      Post(bookings + "CreateBooking", "Content-Type: application/proto\r\n" + lea, book),
      Post("/mutua.v1.LabService/ExportLab", kJson + manager, "{}"),
      Post("/mutua.v1.AvailabilityService/GetBoard", kJson + lea,
           R"({"from": "2026-11-26T00:00:00Z", "until": "2026-11-27T00:00:00Z"})"),
      "POST " + bookings + "ListBookings HTTP/1.1\r\nHost: lab\r\nTransfer-Encoding: chunked\r\n" +
          kJson + lea + "\r\n2\r\n{}\r\n0\r\n\r\n" + Get("/"),
      "POST " + bookings +
          "ListBookings HTTP/1.1\r\nHost: lab\r\nExpect: 100-continue\r\n"
          "Content-Length: 2\r\nConnection: close\r\n" +
          kJson + lea + "\r\n{}",
      Get("/") + Get("/index.html", "If-None-Match: \"x\"\r\nAccept-Encoding: gzip\r\n") +
          Get("/nothing"),
      Get("/calendars/mutua_f_0123456789abcdefghijklmnopqrstuvwxyz.ics?x=1"),
      "HEAD / HTTP/1.0\r\n\r\n",
      "OPTIONS * HTTP/1.1\r\nOrigin: http://elsewhere\r\nCookie: a=b; c\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
  };
}

}  // namespace mutua::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  using namespace mutua::fuzz;
  const std::string bytes = WithTokens({reinterpret_cast<const char*>(data), size});
  const Ceiling ceiling("an input");
  const std::string answer = Exchange(bytes);
  MUTUA_CHECK(answer.empty() || answer.starts_with("HTTP/1.1 "));
  CameTo(InWords(answer));
  for (size_t at = answer.find("HTTP/1.1 5"); at != std::string::npos;
       at = answer.find("HTTP/1.1 5", at + 1)) {
    // 501: the method is not one of ours. 503: too much at once, or it is late.
    const std::string status = answer.substr(at + 9, 3);
    MUTUA_CHECK(status == "501" || status == "503" || status == "504");
  }
  return 0;
}
