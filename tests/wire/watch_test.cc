// Watching: ordered, unique, gapless, resumable, and no more than the watcher may see.
#include <doctest/doctest.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <memory>
#include <thread>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "tests/wire/watching.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

constexpr int64_t kHour = 3600;

TEST_CASE("A watch says at once that it is there, then sends each commit in order") {
  WireLab lab;
  v1::WatchRequest now;
  now.set_now(true);
  Watching watching(lab, lab.lea(), now);
  const v1::WatchResponse hello = watching.NextOfAny();
  CHECK(hello.events().empty());
  CHECK(hello.position() == HeadOf(lab));
  for (int i = 1; i <= 5; ++i) {
    REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", i * kHour, 60)).ok());
  }
  uint64_t last = hello.position();
  for (int i = 1; i <= 5; ++i) {
    const v1::WatchResponse commit = watching.Next();
    CHECK(commit.position() > last);
    last = commit.position();
    REQUIRE(commit.events_size() == 1);
    CHECK(commit.events(0).kind() == v1::EVENT_KIND_BOOKING);
    CHECK(commit.events(0).cause() == v1::EVENT_CAUSE_CREATED);
    CHECK(commit.events(0).booking().booking() == "b-" + std::to_string(i));
  }
}

TEST_CASE("P5 ordered: a watch that is resumed misses nothing and repeats nothing") {
  WireLab lab;
  const uint64_t start = HeadOf(lab);
  for (int i = 1; i <= 6; ++i) {
    REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", i * kHour, 60)).ok());
  }
  std::vector<std::string> seen;
  std::string token;
  {
    Watching first(lab, lab.lea(), After(start));
    for (int i = 0; i < 3; ++i) {
      const v1::WatchResponse commit = first.Next();
      for (const v1::Event& event : commit.events()) seen.push_back(event.booking().booking());
      token = commit.resume_token();
    }
  }
  v1::WatchRequest resume;
  resume.set_resume_token(token);
  Watching second(lab, lab.lea(), resume);
  while (seen.size() < 6) {
    const v1::WatchResponse commit = second.Next();
    REQUIRE(commit.position() > 0);
    for (const v1::Event& event : commit.events()) seen.push_back(event.booking().booking());
  }
  CHECK(seen == std::vector<std::string>{"b-1", "b-2", "b-3", "b-4", "b-5", "b-6"});
}

TEST_CASE("A token of another store is of another history, and a position to come is none") {
  WireLab lab;
  const TemporaryFolder folder;
  std::string token;
  {
    WireLab other(folder.Below("store"));
    Watching watching(other, other.lea(), {});
    token = watching.NextOfAny().resume_token();
  }
  v1::WatchRequest resume;
  resume.set_resume_token(token);
  Watching elsewhere(lab, lab.lea(), resume);
  const grpc::Status changed = elsewhere.Finish();
  CHECK(changed.error_code() == grpc::StatusCode::FAILED_PRECONDITION);
  CHECK(ReasonIn(changed) == "HISTORY_CHANGED");
  Watching future(lab, lab.lea(), After(1'000'000));
  const grpc::Status expired = future.Finish();
  CHECK(expired.error_code() == grpc::StatusCode::OUT_OF_RANGE);
  CHECK(ReasonIn(expired) == "HISTORY_EXPIRED");
}

TEST_CASE("P11 private: others' bookings pass by as busy time only, and their wishes not at all") {
  WireLab lab;
  Watching watching(lab, lab.zoe(), After(HeadOf(lab)));
  auto request = BookRequest(lab, "room-1", kHour, 60);
  request.mutable_spec()->set_title("Secret");
  REQUIRE(Book(lab, lab.lea(), request).ok());
  const v1::WatchResponse commit = watching.Next();
  REQUIRE(commit.events_size() == 1);
  CHECK(commit.events(0).booking().redacted());
  CHECK(commit.events(0).booking().title().empty());
  CHECK(commit.events(0).booking().member().empty());
  CHECK(commit.DebugString().find("Secret") == std::string::npos);
}

TEST_CASE("P7 bounded: one member's watches leave as many to all others, with whatever token") {
  constexpr size_t kHalf = 512;  // of 1,024
  WireLab lab;
  const MemberId lea = lab.engine().replica().Read([&](const core::State& state, const auto&) {
    MemberId first;
    state.ForEach<model::Token>([&](const model::Token& token) {
      if (token.role == model::Role::kMember && !first.IsSet()) first = token.member;
    });
    return first;
  });
  const std::string another = lab.AddToken(model::Role::kMember, lea);
  std::vector<std::unique_ptr<Watching>> open;
  for (size_t i = 0; i < kHalf; ++i) {
    open.push_back(
        std::make_unique<Watching>(lab, i % 2 == 0 ? lab.lea() : another, v1::WatchRequest()));
  }
  for (const auto& watching : open) REQUIRE(watching->NextOfAny().has_at());
  const grpc::Status refused = Watching(lab, another, {}).Finish();
  CHECK(refused.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED);
  CHECK(ReasonIn(refused) == "TOO_MANY_WATCHES");
  CHECK(refused.error_message() ==
        "you have 512 of 1024 watches open, and 512 are left for everybody else: close those that "
        "nobody needs");
  CHECK(Watching(lab, lab.lea(), {}, "fr").Finish().error_message() ==
        "vous avez 512 suivis ouverts sur 1024, et il en reste 512 pour tous les autres : fermez "
        "ceux qui ne servent plus");
  CHECK(lab.server().watches_refused().own == 2);
  CHECK(lab.server().watches_refused().all == 0);
  for (const std::string* token : {&lab.zoe(), &lab.max(), &lab.kiosk(), &lab.service()}) {
    CHECK(Watching(lab, *token, {}).NextOfAny().has_at());
  }
  open.pop_back();
  while (lab.server().watches() >= kHalf) std::this_thread::yield();
  CHECK(Watching(lab, lab.lea(), {}).NextOfAny().has_at());
}

TEST_CASE("A watch ends with its token, however much happens and however long its heartbeat") {
  WireLab lab;
  model::Token lea;
  lab.engine().replica().Read([&](const core::State& state, const auto&) {
    state.ForEach<model::Token>([&](const model::Token& token) {
      if (token.role == model::Role::kMember && !lea.id.IsSet()) lea = token;
    });
  });
  v1::WatchRequest request = After(HeadOf(lab));
  request.mutable_heartbeat()->set_seconds(300);
  Watching watching(lab, lab.lea(), request);
  REQUIRE(Book(lab, lab.zoe(), BookRequest(lab, "room-1", kHour, 60)).ok());
  CHECK(watching.Next().events_size() == 1);
  lea.revoked = true;
  lab.Define(core::DefineToken{.token = lea});
  REQUIRE(Book(lab, lab.zoe(), BookRequest(lab, "room-1", 3 * kHour, 60)).ok());
  CHECK(watching.Next().events().empty());
  CHECK(watching.Finish().error_code() == grpc::StatusCode::UNAUTHENTICATED);
}

TEST_CASE("A filter lets pass what it names") {
  WireLab lab;
  v1::WatchRequest request = After(HeadOf(lab));
  request.mutable_filter()->mutable_resources()->add_resources("laser-2");
  Watching watching(lab, lab.lea(), request);
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "laser-1", kHour, 60)).ok());
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "laser-2", kHour, 60)).ok());
  CHECK(watching.Next().events(0).booking().parts(0).resource() == "laser-2");
}

TEST_CASE("P7 bounded: a watch that nobody reads is cut off, and its place is free") {
  WireLab lab;
  const uint64_t start = HeadOf(lab);
  for (int i = 1; i <= 20; ++i) {
    REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", i * kHour, 60)).ok());
  }
  auto server = front::Server::Start(
      lab.house(), {.listen = "127.0.0.1:0", .watch_taken = std::chrono::milliseconds(200)});
  REQUIRE(server.ok());
  // A reader with room for three or four messages, so that the rest waits for him.
  grpc::ChannelArguments little;
  little.SetInt(GRPC_ARG_HTTP2_STREAM_LOOKAHEAD_BYTES, 1 << 10);
  little.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  const auto channel = grpc::CreateCustomChannel("127.0.0.1:" + std::to_string((*server)->port()),
                                                 grpc::InsecureChannelCredentials(), little);
  const auto stub = v1::WatchService::NewStub(channel);
  grpc::ClientContext context;
  Prepare(&context, lab.lea());
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  const auto stream = stub->Watch(&context, After(start));
  stream->WaitForInitialMetadata();
  CHECK((*server)->watches() == 1);
  while ((*server)->watches() > 0) std::this_thread::yield();
  v1::WatchResponse response;
  int taken = 0;
  while (stream->Read(&response)) ++taken;
  CHECK(taken < 20);
  CHECK(stream->Finish().error_code() == grpc::StatusCode::CANCELLED);
  // Who reads is told everything, over the same server.
  grpc::ClientContext reading;
  Prepare(&reading, lab.lea());
  const auto read = stub->Watch(&reading, After(start));
  for (int i = 1; i <= 20; ++i) CHECK(read->Read(&response));
  reading.TryCancel();
  (*server)->Stop();
}

TEST_CASE("A stopping server ends its streams, and says that they can be resumed") {
  WireLab lab;
  Watching watching(lab, lab.lea(), After(HeadOf(lab)));
  CHECK(watching.NextOfAny().position() == HeadOf(lab));
  lab.server().Stop(std::chrono::seconds(1));
  const grpc::Status status = watching.Finish();
  CHECK(status.error_code() == grpc::StatusCode::UNAVAILABLE);
  CHECK(ReasonIn(status) == "SHUTTING_DOWN");
}

}  // namespace
}  // namespace mutua::wire
