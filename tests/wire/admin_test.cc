// Administration over the wire: tokens, backups, statistics, digests, the clock of replay mode.
#include <doctest/doctest.h>

#include "engine/journal/restore.h"
#include "mutua/v1/admin.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "tests/support/temporary_folder.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Stub = v1::AdminService::Stub;

struct Admin {
  explicit Admin(const std::string& folder = {}) : lab(folder) {}
  WireLab lab;
  std::unique_ptr<Stub> stub = v1::AdminService::NewStub(lab.channel());
  std::unique_ptr<v1::DirectoryService::Stub> directory =
      v1::DirectoryService::NewStub(lab.channel());

  v1::CreateTokenRequest TokenFor(const std::string& member) {
    v1::CreateTokenRequest request;
    request.set_request_id(lab.NewRequestId());
    request.set_role(v1::ROLE_MEMBER);
    request.set_member(member);
    return request;
  }
  grpc::StatusCode WhoIs(const std::string& secret) {
    return Ask(*directory, &v1::DirectoryService::Stub::GetCaller, v1::GetCallerRequest(), secret)
        .status.error_code();
  }
};

TEST_CASE("A token's secret is shown once and is in no list") {
  Admin a;
  const auto request = a.TokenFor("max");
  const auto made = Ask(*a.stub, &Stub::CreateToken, request, a.lab.manager());
  REQUIRE(made.ok());
  const std::string secret = made.response.secret();
  REQUIRE(secret.size() > 30);
  CHECK(made.response.token().member() == "max");
  CHECK(a.WhoIs(secret) == grpc::StatusCode::OK);
  // A repeated request names the token and has no secret.
  const auto again = Ask(*a.stub, &Stub::CreateToken, request, a.lab.manager());
  REQUIRE(again.ok());
  CHECK(again.response.token().token() == made.response.token().token());
  CHECK(again.response.secret().empty());

  const auto listed = Ask(*a.stub, &Stub::ListTokens, v1::ListTokensRequest(), a.lab.manager());
  REQUIRE(listed.ok());
  CHECK(listed.response.tokens_size() == 7);
  CHECK(listed.response.SerializeAsString().find(secret) == std::string::npos);
  bool kept = false;
  CHECK(a.lab.journal()
            .Read(Position(1),
                  [&](const journal::StoredCommit& commit) {
                    kept |= commit.events.find(secret) != std::string_view::npos;
                    return true;
                  })
            .ok());
  CHECK_FALSE(kept);
}

TEST_CASE("A revoked token is accepted no more, nor one that expired") {
  Admin a;
  auto request = a.TokenFor("max");
  request.mutable_expires_at()->set_seconds(kNow + 600);
  const auto made = Ask(*a.stub, &Stub::CreateToken, request, a.lab.manager());
  REQUIRE(made.ok());
  CHECK(a.WhoIs(made.response.secret()) == grpc::StatusCode::OK);
  REQUIRE(a.lab.clock().Feed(Instant::FromUnix(kNow + 600)));
  CHECK(a.WhoIs(made.response.secret()) == grpc::StatusCode::UNAUTHENTICATED);
  v1::RevokeTokenRequest revoke;
  revoke.set_request_id(a.lab.NewRequestId());
  revoke.set_token("t-2");
  REQUIRE(Ask(*a.stub, &Stub::RevokeToken, revoke, a.lab.manager()).ok());
  CHECK(a.WhoIs(a.lab.lea()) == grpc::StatusCode::UNAUTHENTICATED);
  v1::ListTokensRequest list;
  CHECK(Ask(*a.stub, &Stub::ListTokens, list, a.lab.manager()).response.tokens_size() == 5);
  list.set_include_ended(true);
  CHECK(Ask(*a.stub, &Stub::ListTokens, list, a.lab.manager()).response.tokens_size() == 7);
}

TEST_CASE("Whom a token stands for goes with its role") {
  Admin a;
  auto request = a.TokenFor("");
  CHECK(BadFieldsIn(Ask(*a.stub, &Stub::CreateToken, request, a.lab.manager()).status) ==
        std::vector<std::string>{"member"});
  request = a.TokenFor("max");
  request.set_role(v1::ROLE_SERVICE);
  CHECK(BadFieldsIn(Ask(*a.stub, &Stub::CreateToken, request, a.lab.manager()).status) ==
        std::vector<std::string>{"member"});
  request = a.TokenFor("max");
  CHECK(Ask(*a.stub, &Stub::CreateToken, request, a.lab.service()).status.error_code() ==
        grpc::StatusCode::PERMISSION_DENIED);
}

TEST_CASE("A backup is made while it runs, says what it holds, and restores") {
  const TemporaryFolder folder;
  Admin a(folder.path() + "/store");
  v1::CreateBackupRequest request;
  request.set_name("evening");
  CHECK(Ask(*a.stub, &Stub::CreateBackup, request, a.lab.manager()).status.error_code() ==
        grpc::StatusCode::FAILED_PRECONDITION);
  a.lab.administration().backup_folder = folder.path() + "/backups";
  const auto made = Ask(*a.stub, &Stub::CreateBackup, request, a.lab.manager());
  REQUIRE(made.ok());
  CHECK(made.response.position() == a.lab.journal().head().position.value());
  CHECK(made.response.bytes() > 0);
  CHECK(made.response.chain_digest().size() == 32);
  CHECK(Ask(*a.stub, &Stub::CreateBackup, request, a.lab.manager()).status.error_code() ==
        grpc::StatusCode::ALREADY_EXISTS);
  const auto restored = journal::Restore(made.response.path(), folder.path() + "/restored");
  REQUIRE(restored.ok());
  CHECK(restored->head.position.value() == made.response.position());
  request.set_name("../evening");
  CHECK(BadFieldsIn(Ask(*a.stub, &Stub::CreateBackup, request, a.lab.manager()).status) ==
        std::vector<std::string>{"name"});
}

TEST_CASE("Statistics count what was decided and what is there") {
  Admin a;
  const auto before = Ask(*a.stub, &Stub::GetStatistics, v1::GetStatisticsRequest(), a.lab.service());
  REQUIRE(before.ok());
  const auto booking = BookRequest(a.lab, "laser-1", 3600, 60);
  REQUIRE(Book(a.lab, a.lab.lea(), booking).ok());
  REQUIRE(Book(a.lab, a.lab.lea(), booking).ok());
  CHECK_FALSE(Book(a.lab, a.lab.zoe(), BookRequest(a.lab, "laser-1", 3600, 60)).ok());
  const auto after = Ask(*a.stub, &Stub::GetStatistics, v1::GetStatisticsRequest(), a.lab.service());
  REQUIRE(after.ok());
  CHECK(after.response.commands() == before.response.commands() + 3);
  CHECK(after.response.refused() == before.response.refused() + 1);
  CHECK(after.response.repeated_requests() == before.response.repeated_requests() + 1);
  CHECK(after.response.live_bookings() == 1);
  CHECK(after.response.resources() == 5);
  CHECK(after.response.members() == 3);
  CHECK(after.response.request_ids() == 1);
  CHECK(after.response.oldest_position() == 1);
}

TEST_CASE("Digests are equal for equal states and change with the history") {
  Admin a;
  const auto digest = [&] {
    const auto got = Ask(*a.stub, &Stub::GetDigest, v1::GetDigestRequest(), a.lab.service());
    REQUIRE(got.ok());
    return got.response;
  };
  const auto first = digest();
  CHECK(first.state_digest().size() == 32);
  CHECK(first.SerializeAsString() == digest().SerializeAsString());
  REQUIRE(Book(a.lab, a.lab.lea(), BookRequest(a.lab, "laser-1", 3600, 60)).ok());
  const auto second = digest();
  CHECK(second.chain_digest() != first.chain_digest());
  CHECK(second.state_digest() != first.state_digest());
  CHECK(second.position() > first.position());
}

TEST_CASE("The clock of replay mode is set forward, fires what is due, and never goes back") {
  Admin a;
  REQUIRE(Book(a.lab, a.lab.lea(), BookRequest(a.lab, "laser-1", 3600, 60)).ok());
  v1::AdvanceClockRequest request;
  request.mutable_to()->set_seconds(kNow + 3600 + 16 * 60);
  const auto advanced = Ask(*a.stub, &Stub::AdvanceClock, request, a.lab.service());
  REQUIRE(advanced.ok());
  CHECK(advanced.response.now().seconds() == kNow + 3600 + 16 * 60);
  // Nobody checked in: the booking is a no-show by the time of the answer.
  const auto state = a.lab.engine().replica().Read([](const core::State& s, const auto&) {
    return s.Find(BookingId(1))->state;
  });
  CHECK(state == model::BookingState::kNoShow);
  const auto clock = Ask(*a.stub, &Stub::GetClock, v1::GetClockRequest(), a.lab.lea());
  CHECK(clock.response.replay_mode());
  CHECK(clock.response.now().seconds() == kNow + 3600 + 16 * 60);
  request.mutable_to()->set_seconds(kNow);
  CHECK(BadFieldsIn(Ask(*a.stub, &Stub::AdvanceClock, request, a.lab.service()).status) ==
        std::vector<std::string>{"to"});
}

TEST_CASE("The configuration that holds is listed by name, with where each setting came from") {
  Admin a;
  a.lab.administration().settings = {{"listen", "127.0.0.1:0", "flag"}, {"data", "x", "default"}};
  const auto got =
      Ask(*a.stub, &Stub::GetConfiguration, v1::GetConfigurationRequest(), a.lab.manager());
  REQUIRE(got.response.settings_size() == 2);
  CHECK(got.response.settings(0).name() == "data");
  CHECK(got.response.settings(1).source() == "flag");
}

}  // namespace
}  // namespace mutua::wire
