// The API over HTTP: gRPC-Web and Connect, passed through with errors, deadlines and cancellation.
#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "mutua/v1/directory.pb.h"
#include "mutua/v1/watch.pb.h"
#include "tests/http/http_lab.h"
#include "tests/wire/watching.h"

namespace mutua::http_test {
namespace {

constexpr const char* kCreate = "/mutua.v1.BookingsService/CreateBooking";
constexpr const char* kCaller = "/mutua.v1.DirectoryService/GetCaller";
constexpr const char* kWatch = "/mutua.v1.WatchService/Watch";

std::string BookingJson(HttpLab& http, const std::string& resource) {
  return R"({"requestId":")" + http.lab().NewRequestId() + R"(","spec":{"wants":[{"resource":")" +
         resource + R"("}],"time":{"start":{"instant":"2026-11-26T10:00:00Z"},"length":"3600s"}}})";
}

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("A booking in JSON is made, and the next one is refused with every detail in JSON") {
  HttpLab http;
  HttpClient client(http.port());
  const std::string lines = Bearer(http.lab().lea()) + kJson;
  client.Send(Post(kCreate, lines, BookingJson(http, "room-1")));
  const HttpAnswer made = client.Receive();
  CHECK(made.status == 200);
  CHECK(made.fields.at("content-type") == "application/json");
  CHECK(Has(made.body, R"("state":"BOOKING_STATE_CONFIRMED")"));
  // On the same connection.
  client.Send(Post(kCreate, lines + "Accept-Language: fr\r\n", BookingJson(http, "room-1")));
  const HttpAnswer refused = client.Receive();
  CHECK(refused.status == 400);
  CHECK(refused.body.starts_with(R"({"code":"failed_precondition","message":"room-1 est )"));
  CHECK(Has(refused.body, R"("type":"google.rpc.ErrorInfo")"));
  CHECK(Has(refused.body, R"("debug":{"reason":"OVERLAP","domain":"mutua"})"));
  CHECK(Has(refused.body, R"("rule":"RULE_OVERLAP")"));
}

TEST_CASE("A call in gRPC-Web has its message and its status in frames, the details once") {
  HttpLab http;
  HttpClient client(http.port());
  client.Send(Post(kCaller, Bearer(http.lab().lea()) + kGrpcWeb, Framed(v1::GetCallerRequest())));
  const HttpAnswer answer = client.Receive();
  CHECK(answer.status == 200);
  CHECK(answer.fields.at("content-type") == "application/grpc-web+proto");
  const Unpacked unpacked = Unpack(answer.body);
  REQUIRE(unpacked.messages.size() == 1);
  v1::GetCallerResponse caller;
  REQUIRE(caller.ParseFromString(unpacked.messages[0]));
  CHECK(caller.member().member() == "lea");
  CHECK(unpacked.trailers == "grpc-status: 0\r\n");

  client.Send(Post(kCaller, kGrpcWeb, Framed(v1::GetCallerRequest())));
  const Unpacked refused = Unpack(client.Receive().body);
  CHECK(refused.messages.empty());
  CHECK(refused.trailers.starts_with("grpc-status: 16\r\ngrpc-message: send metadata"));
  const size_t details = refused.trailers.find("grpc-status-details-bin: ");
  CHECK(details != std::string::npos);
  CHECK(refused.trailers.find("grpc-status-details-bin", details + 1) == std::string::npos);
}

TEST_CASE("A call in Connect's protobuf is answered in protobuf") {
  HttpLab http;
  HttpClient client(http.port());
  client.Send(Post(kCaller, Bearer(http.lab().lea()) + "Content-Type: application/proto\r\n", {}));
  const HttpAnswer answer = client.Receive();
  CHECK(answer.fields.at("content-type") == "application/proto");
  v1::GetCallerResponse caller;
  REQUIRE(caller.ParseFromString(answer.body));
  CHECK(caller.member().member() == "lea");
}

TEST_CASE("What is no call is refused by status and in a sentence, and the connection lives on") {
  HttpLab http;
  HttpClient client(http.port());
  const std::string token = Bearer(http.lab().lea());
  const std::string json = token + kJson;
  const std::string grpc = token + kGrpcWeb;
  using namespace std::string_literals;
  struct Row {
    std::string request;
    int status;
    const char* sentence;
  };
  const std::vector<Row> rows = {
      {Post("/mutua.v1.BookingsService/Nix", json, "{}"), 404, "no method of this name"},
      {Post("/mutua.v1.BookingsService/", json, "{}"), 404, "no method of this name"},
      {Get("/mutua.svg", token), 404, "nothing is here"},
      {Post("/mutua.store.v1.Record/Get", json, "{}"), 404, "no method of this name"},
      {Get(kCaller, token), 405, "are POST"},
      {Post(kCaller, token + "Content-Type: text/plain\r\n", "{}"), 415, "content type must be"},
      {Post(kCaller, token, "{}"), 415, "content type must be"},
      {Post(kCaller, token + "Content-Type: application/grpc\r\n", "{}"), 415, "port of its own"},
      {Post(kWatch, json, "{}"), 415, "answers with a stream"},
      {Post(kCaller, json + "Content-Encoding: gzip\r\n", "{}"), 415, "compressed"},
      {Post(kCaller, json, "{"), 400, "is no mutua.v1.GetCallerRequest"},
      {Post(kCaller, json, R"({"nix":1})"), 400, "nix"},
      {Post(kCaller, grpc, "abc"), 400, "must be one frame"},
      {Post(kCaller, grpc, "\0\0\0\0\5abc"s), 400, "says 5 bytes, 3 follow"},
      {Post(kCaller, grpc, "\1\0\0\0\0"s), 400, "compressed"},
      {Post(kCaller, grpc, "\200\0\0\0\0"s), 400, "flag must be 0"},
      {Post(kCaller, json + "Connect-Timeout-Ms: soon\r\n", "{}"), 400, "no time"},
      {Post(kCaller, grpc + "grpc-timeout: 5\r\n", "\0\0\0\0\0"s), 400, "no time"},
      {Post(kCaller, json + "x$y: 1\r\n", "{}"), 400, "name of a header"},
      {Post(kCaller, json + "accept-language: \xC3\xA9\r\n", "{}"), 400, "printable ASCII"},
      {Post(kCaller, json + "accept-language: f\tr\r\n", "{}"), 400, "printable ASCII"},
      {Post(kCaller, json + Bearer("twice"), "{}"), 400, "sent twice"},
      {Post(kCaller, json + "Origin: http://evil\r\n", "{}"), 403, "another origin"},
      {Post(kCaller, json + "Origin: null\r\n", "{}"), 403, "another origin"},
      {Post(kCaller, json + "Sec-Fetch-Site: cross-site\r\n", "{}"), 403, "another site"},
  };
  for (const Row& row : rows) {
    client.Send(row.request);
    HttpAnswer answer = client.Receive();
    CAPTURE(row.request);
    CHECK(answer.status == row.status);
    CHECK(Has(answer.body, row.sentence));
    CHECK(answer.fields["x-content-type-options"] == "nosniff");
    if (!Has(row.request, "grpc-web")) continue;
    CHECK(answer.fields.contains("grpc-status"));
  }
  client.Send(Post(kCaller, json + "Origin: http://lab\r\nx-a: \xC3\xA9\r\n", "{}"));
  CHECK(client.Receive().status == 200);
}

TEST_CASE("A header that HTTP does not allow is answered with 400, and the server lives") {
  HttpLab http;
  for (const char* header : {"\xC3\xA9: 1\r\n", "x\ty: 1\r\n", ": 1\r\n", "x y: 1\r\n"}) {
    HttpClient client(http.port());
    client.Send(Post(kCaller, Bearer(http.lab().lea()) + kJson + header, "{}"));
    CHECK(client.Receive().status == 400);
  }
  HttpClient client(http.port());
  client.Send(Post(kCaller, Bearer(http.lab().lea()) + kJson, "{}"));
  CHECK(client.Receive().status == 200);
}

TEST_CASE("A call whose deadline passes ends with its code, in either protocol") {
  HttpLab http;
  HttpClient client(http.port());
  const std::string token = Bearer(http.lab().lea());
  // Waits for a position that is never reached.
  const std::string path = "/mutua.v1.BookingsService/ListBookings";
  client.Send(
      Post(path, token + kJson + "Connect-Timeout-Ms: 50\r\n", R"({"minPosition":"99999"})"));
  const HttpAnswer answer = client.Receive();
  CHECK(answer.status == 504);
  CHECK(Has(answer.body, R"("code":"deadline_exceeded")"));
  v1::ListBookingsRequest request;
  request.set_min_position(99999);
  client.Send(Post(path, token + kGrpcWeb + "grpc-timeout: 50m\r\n", Framed(request)));
  CHECK(Has(Unpack(client.Receive().body).trailers, "grpc-status: 4\r\n"));
}

TEST_CASE("A header that is too long for gRPC is refused by name, and ends no call but its own") {
  HttpLab http;
  HttpClient waiting(http.port());
  const uint64_t next = http.lab().engine().replica().head().position.value() + 1;
  waiting.Send(Post("/mutua.v1.BookingsService/ListBookings", Bearer(http.lab().zoe()) + kJson,
                    R"({"minPosition":")" + std::to_string(next) + R"("})"));
  HttpClient stranger(http.port());
  for (const char* name : {"Authorization", "Accept-Language"}) {
    stranger.Send(Post(kCaller, name + (": " + std::string(9000, 'a')) + "\r\n" + kJson, "{}"));
    const HttpAnswer refused = stranger.Receive();
    CHECK(refused.status == 400);
    CHECK(Has(refused.body, "may hold 1024 bytes at most"));
  }
  stranger.Send(Post(kCreate, Bearer(http.lab().lea()) + kJson, BookingJson(http, "room-1")));
  CHECK(stranger.Receive().status == 200);
  CHECK(waiting.Receive().status == 200);
}

TEST_CASE("A deadline of nothing is over before anything is booked") {
  HttpLab http;
  HttpClient client(http.port());
  const std::string lines = Bearer(http.lab().lea()) + kJson + "Connect-Timeout-Ms: 0\r\n";
  client.Send(Post(kCreate, lines, BookingJson(http, "room-1")));
  CHECK(client.Receive().status == 504);
  CHECK(http.lab().engine().replica().Read([](const core::State& state, const auto&) {
    return state.Count<model::Booking>();
  }) == 0);
}

v1::WatchResponse NextEvents(HttpClient& client) {
  v1::WatchResponse response;
  while (response.events().empty()) {
    const Unpacked unpacked = Unpack(client.ReceiveChunk());
    REQUIRE(unpacked.messages.size() == 1);
    REQUIRE(response.ParseFromString(unpacked.messages[0]));
  }
  return response;
}

TEST_CASE("A watch brings each commit as it happens; a closed socket ends it") {
  HttpLab http;
  HttpClient client(http.port());
  client.Send(Post(kWatch, Bearer(http.lab().zoe()) + kGrpcWeb, Framed(v1::WatchRequest())));
  const HttpAnswer head = client.ReceiveHead();
  CHECK(head.status == 200);
  CHECK(head.fields.at("transfer-encoding") == "chunked");
  CHECK(Unpack(client.ReceiveChunk()).messages.size() == 1);  // says that it is there
  for (int hour = 1; hour <= 3; ++hour) {
    REQUIRE(
        Book(http.lab(), http.lab().lea(), wire::BookRequest(http.lab(), "room-1", hour * 3600, 60))
            .ok());
    CHECK(NextEvents(client).events(0).kind() == v1::EVENT_KIND_BOOKING);
  }
  CHECK(http.lab().server().watches() == 1);
  client.Close();
  while (http.lab().server().watches() > 0) std::this_thread::yield();
}

TEST_CASE("Pages that watch the same share one watch of the server, with its very frames") {
  HttpLab http;
  const auto watch = [&](const v1::WatchRequest& request) {
    auto client = std::make_unique<HttpClient>(http.port());
    client->Send(Post(kWatch, Bearer(http.lab().zoe()) + kGrpcWeb, Framed(request)));
    client->ReceiveHead();
    return client;
  };
  v1::WatchRequest request;
  request.set_after_position(http.lab().engine().replica().head().position.value());
  const auto first = watch(request);
  const Unpacked begun = Unpack(first->ReceiveChunk());
  REQUIRE(begun.messages.size() == 1);
  const auto second = watch(request);
  CHECK(Unpack(second->ReceiveChunk()).messages == begun.messages);
  REQUIRE(
      Book(http.lab(), http.lab().lea(), wire::BookRequest(http.lab(), "room-1", 3600, 60)).ok());
  CHECK(first->ReceiveChunk() == second->ReceiveChunk());
  // Resumed with the token of the beginning, nothing is missed, and it is the same watch still.
  v1::WatchResponse start;
  REQUIRE(start.ParseFromString(begun.messages[0]));
  request.set_resume_token(start.resume_token());
  const auto third = watch(request);
  CHECK(NextEvents(*third).position() == start.position() + 1);
  CHECK(http.lab().server().watches() == 1);
  // What happens from now on is a watch of its own: the shared one may be behind.
  request.set_now(true);
  const auto fourth = watch(request);
  CHECK(Unpack(fourth->ReceiveChunk()).messages.size() == 1);
  CHECK(http.lab().server().watches() == 2);
  for (const auto& client : {&first, &second, &third, &fourth}) (*client)->Close();
  while (http.lab().server().watches() > 0) std::this_thread::yield();
}

TEST_CASE("P7 bounded: watches over HTTP and over gRPC count together, and are refused in words") {
  constexpr size_t kHalf = 512;  // of 1,024
  HttpLab http;
  std::vector<std::unique_ptr<wire::Watching>> open;
  for (size_t i = 0; i + 1 < kHalf; ++i) {
    open.push_back(
        std::make_unique<wire::Watching>(http.lab(), http.lab().zoe(), v1::WatchRequest()));
  }
  for (const auto& watching : open) REQUIRE(watching->NextOfAny().has_at());
  const auto watch = [&](const std::string& token, const std::string& language) {
    auto client = std::make_unique<HttpClient>(http.port());
    client->Send(Post(kWatch, Bearer(token) + kGrpcWeb + "Accept-Language: " + language + "\r\n",
                      Framed(v1::WatchRequest())));
    CHECK(client->ReceiveHead().status == 200);
    return client;
  };
  const auto last = watch(http.lab().zoe(), "en");
  CHECK(Unpack(last->ReceiveChunk()).messages.size() == 1);
  const std::string refused = Unpack(watch(http.lab().zoe(), "en")->ReceiveChunk()).trailers;
  CHECK(refused.find("grpc-status: 8") != std::string::npos);
  CHECK(refused.find("you have 512 of 1024 watches open, and 512 are left") != std::string::npos);
  const std::string french = Unpack(watch(http.lab().zoe(), "fr")->ReceiveChunk()).trailers;
  CHECK(french.find("vous avez 512 suivis ouverts sur 1024") != std::string::npos);
  CHECK(http.lab().server().watches_refused().own == 2);
  CHECK(Unpack(watch(http.lab().lea(), "en")->ReceiveChunk()).messages.size() == 1);
}

TEST_CASE("A watch is told when the server stops, in its last frame, and its connection ends") {
  HttpLab http;
  HttpClient client(http.port());
  client.Send(Post(kWatch, Bearer(http.lab().zoe()) + kGrpcWeb, Framed(v1::WatchRequest())));
  CHECK(client.ReceiveHead().status == 200);
  client.ReceiveChunk();
  http.StopServing();
  const Unpacked last = Unpack(client.ReceiveChunk());
  CHECK(Has(last.trailers, "grpc-status: 14\r\n"));
  CHECK(client.ReceiveChunk().empty());
  CHECK(client.IsEnded());
  // Who comes now hears so, too.
  HttpClient late(http.port());
  late.Send(Post(kCaller, Bearer(http.lab().lea()) + kJson, "{}"));
  const HttpAnswer answer = late.Receive();
  CHECK(answer.status == 503);
  CHECK(Has(answer.body, "SHUTTING_DOWN"));
  CHECK(answer.fields.at("connection") == "close");
}

TEST_CASE("Whoever calls over HTTP while the daemon stops gets an answer, or 503 and the end") {
  HttpLab http;
  constexpr int kClients = 8;
  std::atomic<int> answered = 0;
  std::atomic<int> other = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < kClients; ++i) {
    clients.emplace_back([&] {
      HttpClient client(http.port());
      for (HttpAnswer answer{.status = 200, .fields = {}, .body = {}}; answer.status == 200;) {
        client.Send(Post(kCaller, Bearer(http.lab().lea()) + kJson, "{}"));
        answer = client.Receive();
        ++answered;
        if (answer.status != 200 && answer.status != 503 && answer.status != 0) {
          ++other;
          MESSAGE(answer.body);
        }
        if (answer.fields["connection"] == "close") return;
      }
    });
  }
  while (answered < 100 * kClients) std::this_thread::yield();
  http.StopServing();
  http.listener().Stop();
  for (std::thread& client : clients) client.join();
  CHECK(other == 0);
}

}  // namespace
}  // namespace mutua::http_test
