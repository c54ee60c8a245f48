// Sessions and read-only tokens: how long they hold, what they are, and what is remembered of use.
#include "engine/access/session.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "engine/access/authenticator.h"
#include "engine/access/authorization.h"
#include "engine/access/last_use.h"
#include "tests/support/temporary_folder.h"

namespace mutua::access {
namespace {

using model::Role;

constexpr Instant kNow = Instant::FromUnix(1'795'680'000);

struct House {
  core::State state;
  Authenticator authenticator;
  model::Member lea{.id = MemberId(1), .company = CompanyId(1), .held = {}};
  std::string secret = MakeSecret(Role::kMember).Reveal();

  explicit House(Role role) {
    state.Apply(core::CompanyDefined{{.id = CompanyId(1), .handle = "acme"}});
    lea.role = role;
    state.Apply(core::MemberDefined{lea});
    SignIn(secret, kNow);
  }
  void SignIn(const std::string& with, Instant at) {
    model::Token session{.id = TokenId(1), .role = Role::kMember, .member = lea.id};
    session.hash = HashSecret(with);
    session.session = true;
    session.made_at = at;
    session.expires = at + LifetimeOf(lea.role).whole;
    state.Apply(core::TokenDefined{session});
  }
  bool LetsIn(Instant at) { return authenticator.Identify(secret, state, at).ok(); }
};

TEST_CASE("A session ends when it was not used for a while, and each use puts that off") {
  for (const Role role : {Role::kMember, Role::kCompanyManager, Role::kManager}) {
    const Duration idle = LifetimeOf(role).idle;
    House house(role);
    CHECK(house.LetsIn(kNow + idle - Duration::Seconds(1)));
    CHECK(house.LetsIn(kNow + idle + idle - Duration::Seconds(2)));
    House unused(role);
    CHECK_FALSE(unused.LetsIn(kNow + idle));
  }
}

TEST_CASE(
    "A session ends after its whole time however much it is used, and a manager's within a day") {
  for (const Role role : {Role::kMember, Role::kCompanyManager, Role::kManager}) {
    House house(role);
    const Instant end = kNow + LifetimeOf(role).whole;
    for (Instant at = kNow; at < end; at = at + Duration::Hours(1)) REQUIRE(house.LetsIn(at));
    CHECK_FALSE(house.LetsIn(end));
  }
  CHECK(LifetimeOf(Role::kManager).whole < Duration::Days(1));
  CHECK(LifetimeOf(Role::kCompanyManager).whole < Duration::Days(1));
}

TEST_CASE("A session is what its member is now; a token of a member never runs the lab") {
  House house(Role::kMember);
  const auto role = [&](const std::string& secret) {
    return house.authenticator.Identify(secret, house.state, kNow)->role;
  };
  const std::string token = MakeSecret(Role::kMember).Reveal();
  model::Token record{.id = TokenId(2), .role = Role::kMember, .member = house.lea.id};
  record.hash = HashSecret(token);
  house.state.Apply(core::TokenDefined{record});
  CHECK(role(house.secret) == Role::kMember);
  house.lea.role = Role::kManager;
  house.state.Apply(core::MemberDefined{house.lea});
  CHECK(role(house.secret) == Role::kManager);
  CHECK(role(token) == Role::kMember);
  house.lea.role = Role::kCompanyManager;
  house.state.Apply(core::MemberDefined{house.lea});
  CHECK(role(house.secret) == Role::kCompanyManager);
  CHECK(role(token) == Role::kCompanyManager);
}

TEST_CASE("What a session's record stood for before lets nobody in, with or without being told") {
  for (const bool told : {false, true}) {
    House house(Role::kMember);
    REQUIRE(house.LetsIn(kNow));
    const std::string next = MakeSecret(Role::kMember).Reveal();
    house.SignIn(next, kNow);
    if (told) house.authenticator.Renew(TokenId(1), HashSecret(next));
    CHECK_FALSE(house.LetsIn(kNow));
    CHECK(house.authenticator.Identify(next, house.state, kNow).ok() == told);
  }
}

TEST_CASE("What only asks is named so in the table, and nothing that changes something is") {
  for (const Right& right : Rights()) {
    const std::string name(right.method.substr(right.method.find('/') + 1));
    bool asks = false;
    for (const char* word :
         {"Get", "List", "Find", "Next", "Explain", "Preview", "Export", "Watch", "Rehearse"}) {
      asks = asks || name.starts_with(word);
    }
    CAPTURE(name);
    CHECK(OnlyAsks(right.verb) == asks);
  }
}

std::string ReadAll(const std::string& path) {
  std::ostringstream whole;
  whole << std::ifstream(path).rdbuf();
  return whole.str();
}

TEST_CASE("When tokens were used is kept to ten minutes, and is there after a restart") {
  TemporaryFolder folder;
  const std::string path = folder.Below("store.last-use");
  LastUse uses;
  REQUIRE(uses.Open(path).ok());
  CHECK_FALSE(uses.Used(TokenId(4), kNow));
  CHECK_FALSE(uses.Used(TokenId(9), kNow + Duration::Seconds(1)));
  CHECK(uses.Used(TokenId(4), kNow + LastUse::kKeptTo));
  CHECK_FALSE(uses.Used(TokenId(4), kNow + LastUse::kKeptTo));
  REQUIRE(uses.Keep().ok());
  LastUse again;
  REQUIRE(again.Open(path).ok());
  CHECK(again.Of(TokenId(4)) <= kNow + LastUse::kKeptTo);
  CHECK(again.Of(TokenId(4)) > kNow);
  CHECK(again.Of(TokenId(9)).unix_seconds() % LastUse::kKeptTo.seconds() == 0);
  CHECK(again.Of(TokenId(5)) == kEarliest);
  uses.Forget(TokenId(4));
  CHECK(uses.Of(TokenId(4)) == kEarliest);
}

TEST_CASE(
    "A file of last uses that was cut or flipped anywhere is refused whole, and written anew") {
  TemporaryFolder folder;
  const std::string path = folder.Below("store.last-use");
  LastUse uses;
  REQUIRE(uses.Open(path).ok());
  for (uint32_t token = 1; token <= 20; ++token) uses.Used(TokenId(token), kNow);
  REQUIRE(uses.Keep().ok());
  const std::string whole = ReadAll(path);
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    for (const std::string& damaged : {flipped, whole.substr(0, at)}) {
      std::ofstream(path, std::ios::trunc) << damaged;
      LastUse read;
      REQUIRE(read.Open(path).code() == absl::StatusCode::kDataLoss);
      REQUIRE(read.Of(TokenId(1)) == kEarliest);
    }
  }
  LastUse after;
  CHECK_FALSE(after.Open(path).ok());
  after.Used(TokenId(3), kNow);
  REQUIRE(after.Keep().ok());
  LastUse read;
  CHECK(read.Open(path).ok());
  CHECK(read.Of(TokenId(3)) == kNow);
}

TEST_CASE("Where nothing can be written it is said, and what was there stays") {
  LastUse nowhere;
  CHECK(nowhere.Keep().ok());
  LastUse uses;
  REQUIRE(uses.Open("/nonexistent/store.last-use").ok());
  uses.Used(TokenId(1), kNow);
  CHECK(uses.Keep().code() == absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace mutua::access
