// Passwords: what is good enough, what is kept of them, and how wrong ones are counted.
#include "engine/access/password.h"

#include <doctest/doctest.h>

#include <set>

#include "engine/access/throttle.h"

namespace mutua::access {
namespace {

constexpr Instant kNow = Instant::FromUnix(1'795'680'000);
constexpr Duration kLocked = Duration::Minutes(15);

TEST_CASE(
    "A password is right, another is not, and its hash is Argon2id of 19 MiB and never the same") {
  const std::string hash = HashPassword("correct horse battery");
  CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(IsPassword(hash, "correct horse battery"));
  CHECK_FALSE(IsPassword(hash, "correct horse batterx"));
  CHECK_FALSE(IsPassword(hash, ""));
  CHECK_FALSE(IsPassword("", "correct horse battery"));
  CHECK_FALSE(IsPassword("no hash at all", "correct horse battery"));
  CHECK(HashPassword("correct horse battery") != hash);
  CHECK_FALSE(IsPassword(HashOfNobody(), "correct horse battery"));
}

TEST_CASE("A password has 12 to 128 bytes") {
  CHECK_FALSE(IsOfPasswordLength(""));
  CHECK_FALSE(IsOfPasswordLength("elevenbytes"));
  CHECK(IsOfPasswordLength("twelve-bytes"));
  CHECK(IsOfPasswordLength(std::string(kPasswordBytesMost, 'x')));
  CHECK_FALSE(IsOfPasswordLength(std::string(kPasswordBytesMost + 1, 'x')));
}

TEST_CASE("What is little more than common words, rows of keys, years or own names is guessed") {
  const std::vector<std::string> own = {"lea-martin", "Léa Martin", "sawmill", "The Sawmill Ltd"};
  struct Row {
    const char* password;
    bool guessed;
  };
  const Row rows[] = {
      {"aaaaaaaaaaaaaaaaaaaa", true},   {"abababababababababab", true},
      {"lea-martinlea-martin", true},   {"Lea-Martin2026", true},
      {"Martin.Sawmill-7", true},       {"password1234", true},
      {"PassWord2026!!", true},         {"P@ssw0rd!P@ssw0rd!", true},
      {"motdepasse12", true},           {"MonMotDePasse!", true},
      {"azertyuiop123", true},          {"qsdfghjklm99", true},
      {"lkjhgfdsaqwe", true},           {"1q2w3e4r5t6y", true},
      {"1qaz2wsx3edc", true},           {"123456654321", true},
      {"bonjour2bonjour", true},        {"administrator", true},
      {"jetaimedoudou", true},          {"passwordxxxxxxx", true},
      {"gfhjkmgfhjkm", true},           {"lea-martin likes saws", false},
      {"twelve-bytes", false},          {"mot de passe été", false},
      {"password of nobody", true},    {"x7!9#2$K4%q8", false},
      {"correct horse battery", false},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.password));
    CHECK(IsEasilyGuessed(row.password, own) == row.guessed);
  }
  // Nobody's own words.
  CHECK(IsEasilyGuessed("sawmill-sawmill2", own));
  CHECK_FALSE(IsEasilyGuessed("sawmill-sawmill2", {}));
}

TEST_CASE("A one-time password is good, and no two are the same") {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string password = MakeOneTimePassword().Reveal();
    CHECK(password.size() == 19);
    CHECK(password.find_first_of("lo01") == std::string::npos);
    seen.insert(password);
  }
  CHECK(seen.size() == 100);
}

TEST_CASE("What lies beside is read back as it was, and nothing else is read as such") {
  for (const Instant until : {kLatest, kNow}) {
    const auto kept = ParseKeptPassword(Print({"$argon2id$v=19$m=1", until}));
    REQUIRE(kept);
    CHECK(kept->hash == "$argon2id$v=19$m=1");
    CHECK(kept->until == until);
  }
  for (const char* other : {"", "$argon2id$", "1790000000", "12x $argon2id$", " $argon2id$"}) {
    CHECK_FALSE(ParseKeptPassword(other));
  }
}

TEST_CASE("So many wrong tries lock who tried, for a while, and nobody else") {
  Throttle throttle(3, kLocked);
  for (int i = 0; i < 2; ++i) throttle.Wrong("lea", kNow);
  CHECK(throttle.LockedUntil("lea", kNow) == kEarliest);
  throttle.Wrong("lea", kNow + Duration::Seconds(5));
  CHECK(throttle.LockedUntil("lea", kNow) == kNow + Duration::Seconds(5) + kLocked);
  CHECK(throttle.LockedUntil("max", kNow) == kEarliest);
  const Instant open = kNow + Duration::Seconds(5) + kLocked;
  CHECK(throttle.LockedUntil("lea", open - Duration::Seconds(1)) == open);
  CHECK(throttle.LockedUntil("lea", open) == kEarliest);
  // Counted from the start again.
  throttle.Wrong("lea", open);
  CHECK(throttle.LockedUntil("lea", open) == kEarliest);
}

TEST_CASE("The right one makes the wrong ones before it forgotten") {
  Throttle throttle(2, kLocked);
  throttle.Wrong("lea", kNow);
  throttle.Forget("lea");
  throttle.Wrong("lea", kNow);
  CHECK(throttle.LockedUntil("lea", kNow) == kEarliest);
}

TEST_CASE("A flood of names locks at most those that share its places, and takes no more memory") {
  Throttle throttle(5, kLocked);
  for (int i = 0; i < 100'000; ++i) throttle.Wrong("stranger-" + std::to_string(i), kNow);
  // Every place has been hit about six times; each of them opens again by itself.
  CHECK(throttle.LockedUntil("lea", kNow + kLocked) == kEarliest);
}

}  // namespace
}  // namespace mutua::access
