// Who is asking: tokens as text, tokens against a state, names of people.
#include <doctest/doctest.h>

#include "engine/access/authenticator.h"
#include "engine/access/authorization.h"
#include "engine/access/contacts.h"
#include "engine/access/people.h"
#include "engine/access/secret.h"

namespace mutua::access {
namespace {

constexpr Instant kNow = Instant::FromUnix(1'795'680'000);

model::Token TokenOf(uint32_t id, const std::string& secret) {
  model::Token token{.id = TokenId(id), .role = model::Role::kManager};
  token.hash = HashSecret(secret);
  return token;
}

TEST_CASE("A secret says its role to people, has a checksum, and is never the same twice") {
  const std::string secret = MakeSecret(model::Role::kKiosk).Reveal();
  CHECK(secret.starts_with("mutua_k_"));
  CHECK(LooksLikeSecret(secret));
  CHECK(MakeSecret(model::Role::kKiosk).Reveal() != secret);
  for (size_t i = 0; i < secret.size(); ++i) {
    std::string cut = secret;
    cut.erase(i, 1);
    CHECK_FALSE(LooksLikeSecret(cut));
  }
  CHECK_FALSE(LooksLikeSecret(""));
}

TEST_CASE("Nearly every mistyped character is noticed by the checksum") {
  const std::string secret = MakeSecret(model::Role::kMember).Reveal();
  int noticed = 0;
  int tried = 0;
  for (size_t i = 8; i < secret.size(); ++i) {
    for (const char c : std::string("abcdefghijklmnopqrstuvwxyz234567")) {
      if (secret[i] == c) continue;
      std::string mistyped = secret;
      mistyped[i] = c;
      ++tried;
      noticed += LooksLikeSecret(mistyped) ? 0 : 1;
    }
  }
  CHECK(noticed * 100 > tried * 99);
}

TEST_CASE("A token lets its bearer in from the commit that made it to the one that revoked it") {
  core::State state;
  Authenticator authenticator;
  const std::string secret = MakeSecret(model::Role::kManager).Reveal();
  CHECK(authenticator.Identify(secret, state, kNow).status().code() ==
        absl::StatusCode::kUnauthenticated);
  model::Token token = TokenOf(1, secret);
  state.Apply(core::TokenDefined{token});
  const auto caller = authenticator.Identify(secret, state, kNow);
  REQUIRE(caller.ok());
  CHECK(caller->role == model::Role::kManager);
  CHECK(caller->token == TokenId(1));
  token.revoked = true;
  state.Apply(core::TokenDefined{token});
  CHECK_FALSE(authenticator.Identify(secret, state, kNow).ok());
}

TEST_CASE("A token expires at its moment, not after it") {
  core::State state;
  Authenticator authenticator;
  const std::string secret = MakeSecret(model::Role::kManager).Reveal();
  model::Token token = TokenOf(1, secret);
  token.expires = kNow;
  state.Apply(core::TokenDefined{token});
  CHECK(authenticator.Identify(secret, state, kNow - Duration::Seconds(1)).ok());
  CHECK_FALSE(authenticator.Identify(secret, state, kNow).ok());
}

TEST_CASE("A token of a member who is gone lets nobody in") {
  core::State state;
  Authenticator authenticator;
  const std::string secret = MakeSecret(model::Role::kMember).Reveal();
  model::Token token = TokenOf(1, secret);
  token.role = model::Role::kMember;
  token.member = MemberId(1);
  model::Company acme{.id = CompanyId(1), .handle = "acme"};
  model::Member lea{.id = MemberId(1), .company = CompanyId(1), .held = {}};
  state.Apply(core::CompanyDefined{acme});
  state.Apply(core::MemberDefined{lea});
  state.Apply(core::TokenDefined{token});
  CHECK(authenticator.Identify(secret, state, kNow).ok());
  lea.retired = true;
  state.Apply(core::MemberDefined{lea});
  CHECK_FALSE(authenticator.Identify(secret, state, kNow).ok());
}

TEST_CASE("A kiosk's last contact is the one before its silence, whatever it replays since") {
  Contacts contacts;
  const TokenId kiosk(7);
  CHECK(contacts.Heard(kiosk, kNow) == kEarliest);
  CHECK(contacts.Heard(kiosk, kNow + Duration::Seconds(59)) == kEarliest);
  const Instant last = kNow + Duration::Seconds(59);
  const Instant back = last + Contacts::kSilence;
  CHECK(contacts.Heard(kiosk, back) == last);
  CHECK(contacts.Heard(kiosk, back + Duration::Seconds(30)) == last);
  CHECK(contacts.Heard(kiosk, back + Duration::Seconds(80)) == last);
  CHECK(contacts.Heard(TokenId(8), back) == kEarliest);
  CHECK(contacts.Heard(kiosk, back + Duration::Hours(1)) == back + Duration::Seconds(80));
}

TEST_CASE("Nobody is let in where the table has no bit") {
  CHECK(MayCall(model::Role::kMember, Verb::kCreateBooking));
  CHECK(MayCall(model::Role::kKiosk, Verb::kCheckIn));
  CHECK_FALSE(MayCall(model::Role::kMember, Verb::kCreateToken));
  CHECK_FALSE(MayCall(model::Role::kKiosk, Verb::kListMembers));
  CHECK_FALSE(MayCall(model::Role::kService, Verb::kCreateToken));
}

TEST_CASE("People are found by handle until they are renamed or forgotten") {
  People people;
  people.Put(MemberId(1), {.handle = "lea", .display_name = "Lea", .language = "fr"});
  people.Put(MemberId(2), {.handle = "max", .display_name = "Max", .language = ""});
  CHECK(people.Find("lea") == MemberId(1));
  CHECK(people.HandleOf(MemberId(2)) == "max");
  people.Put(MemberId(1), {.handle = "lea-m", .display_name = "Lea M", .language = "fr"});
  CHECK(people.Find("lea") == MemberId());
  CHECK(people.Find("lea-m") == MemberId(1));
  people.Forget(MemberId(1));
  CHECK(people.Find("lea-m") == MemberId());
  CHECK(people.HandleOf(MemberId(1)).empty());
  CHECK(people.size() == 1);
}

}  // namespace
}  // namespace mutua::access
