// Codes that enrol, tries that are counted, PINs as hashes.
#include "engine/access/enrolment.h"

#include <doctest/doctest.h>

#include <set>

#include "engine/access/secret.h"
#include "engine/access/tries.h"

namespace mutua::access {
namespace {

constexpr Instant kNow = Instant::FromUnix(1'795'680'000);

core::RequestId RequestOf(uint8_t number) {
  core::RequestId id;
  id.bytes[15] = number;
  return id;
}

TEST_CASE("No two open codes are the same, and each is taken for the site that it was made for") {
  Enrolment codes;
  std::set<std::string> seen;
  std::vector<std::string> made;
  for (uint32_t i = 1; i <= Enrolment::kOpenMost; ++i) {
    const auto code = codes.Invite({.by = {}, .site = SiteId(i), .name = {}}, kNow);
    REQUIRE(code);
    CHECK(code->size() == Enrolment::kDigits);
    seen.insert(code->Reveal());
    made.push_back(code->Reveal());
  }
  CHECK(seen.size() == Enrolment::kOpenMost);
  CHECK_FALSE(codes.Invite({.by = {}, .site = SiteId(1), .name = {}}, kNow));
  const auto taken = codes.Take(made[6], RequestOf(1), kNow);
  REQUIRE(taken.invitation);
  CHECK(taken.invitation->site == SiteId(7));
  CHECK(LooksLikeSecret(taken.secret));
}

TEST_CASE("The command that makes the key is the same each time, and of the daemon's time") {
  Enrolment codes;
  const Secret code = *codes.Invite({.by = {}, .site = SiteId(1), .name = {}}, kNow);
  const auto first = codes.Take(code, RequestOf(1), kNow + Duration::Minutes(1));
  const auto again = codes.Take(code, RequestOf(1), kNow + Duration::Minutes(2));
  CHECK(first.command.MadeAt() == kNow + Duration::Minutes(1));
  CHECK(again.command == first.command);
  CHECK(again.secret == first.secret);
  CHECK_FALSE(codes.Take(code, RequestOf(2), kNow).invitation);
  CHECK_FALSE(codes.Take(code, RequestOf(1), kNow + Enrolment::kHolds).invitation);
}

TEST_CASE("So many wrong tries in a row lock one, and nobody else; the right one begins anew") {
  Tries tries(3, Duration::Minutes(10));
  CHECK(tries.Wrong(1, kNow) == 2);
  CHECK(tries.Wrong(1, kNow) == 1);
  tries.Forget(1);
  CHECK(tries.Wrong(1, kNow) == 2);
  CHECK(tries.Wrong(1, kNow) == 1);
  CHECK(tries.LockedUntil(1, kNow) == kEarliest);
  CHECK(tries.Wrong(1, kNow) == 0);
  CHECK(tries.LockedUntil(1, kNow) == kNow + Duration::Minutes(10));
  CHECK(tries.LockedUntil(2, kNow) == kEarliest);
  CHECK(tries.LockedUntil(1, kNow + Duration::Minutes(10)) == kEarliest);
  CHECK(tries.Wrong(1, kNow + Duration::Minutes(10)) == 2);
}

TEST_CASE("A PIN is 4 to 8 digits, hashed with a salt of its own by Argon2id") {
  for (const char* good : {"0000", "12345678"}) CHECK(LooksLikePin(good));
  for (const char* bad : {"", "123", "123456789", "12 4", "12a4", "１２３４"}) {
    CHECK_FALSE(LooksLikePin(bad));
  }
  const std::string hash = HashPin("4711");
  CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(hash != HashPin("4711"));
  CHECK(IsPin(hash, "4711"));
  CHECK_FALSE(IsPin(hash, "4712"));
  CHECK_FALSE(IsPin("", "4711"));
  CHECK_FALSE(IsPin("rubbish", "4711"));
}

}  // namespace
}  // namespace mutua::access
