// A sign-in that was begun, as a browser keeps it.
#include "engine/front/openid/pending.h"

#include <doctest/doctest.h>

namespace mutua::front::openid {
namespace {

constexpr Instant kNow = Instant::FromUnix(1'795'680'000);

TEST_CASE("What was begun is read back as it was, for ten minutes, and says nothing to others") {
  const PendingSeal seal;
  const Pending pending{.challenge = NewChallenge(), .page = Page::kManager, .begun = kNow};
  const Secret kept = seal.Seal(pending);
  for (const Secret& part :
       {pending.challenge.state, pending.challenge.nonce, pending.challenge.verifier}) {
    CHECK(part.size() == 43);
    CHECK(kept.Reveal().find(part.Reveal()) == std::string::npos);
  }
  CHECK(kept != seal.Seal(pending));
  const auto opened = seal.Open(kept, kNow + PendingSeal::kHolds - Duration::Seconds(1));
  REQUIRE(opened);
  CHECK(opened->challenge.state == pending.challenge.state);
  CHECK(opened->challenge.nonce == pending.challenge.nonce);
  CHECK(opened->challenge.verifier == pending.challenge.verifier);
  CHECK(opened->page == Page::kManager);
  CHECK(opened->begun == kNow);
  CHECK_FALSE(seal.Open(kept, kNow + PendingSeal::kHolds));
  CHECK_FALSE(seal.Open(kept, kNow - Duration::Seconds(1)));
}

TEST_CASE("What was changed, cut, or sealed by another process opens nothing") {
  const PendingSeal seal;
  const PendingSeal other;
  const Pending pending{.challenge = NewChallenge(), .page = Page::kMember, .begun = kNow};
  const std::string kept = seal.Seal(pending).Reveal();
  CHECK_FALSE(other.Open(kept, kNow));
  for (size_t i = 0; i < kept.size(); ++i) {
    std::string changed = kept;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    CHECK_FALSE(seal.Open(changed, kNow));
    CHECK_FALSE(seal.Open(kept.substr(0, i), kNow));
  }
  for (const std::string& none : {std::string(), std::string("="), std::string(2000, 'A')}) {
    CHECK_FALSE(seal.Open(none, kNow));
  }
}

}  // namespace
}  // namespace mutua::front::openid
