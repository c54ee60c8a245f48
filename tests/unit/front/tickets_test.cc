// Tickets of a sign-in through a provider, and states that were used.
#include "engine/front/tickets.h"

#include <doctest/doctest.h>

#include <string>

namespace mutua::front {
namespace {

constexpr Instant kNow = Instant::FromUnix(1'795'680'000);

TEST_CASE("A ticket is good once, for a minute, for whom it was made") {
  Tickets tickets;
  tickets.Put(Secret("one"), {MemberId(1), 7}, kNow);
  tickets.Put(Secret("two"), {MemberId(2), 8}, kNow);
  CHECK_FALSE(tickets.Take("three", kNow));
  const auto taken = tickets.Take("one", kNow + Duration::Seconds(59));
  REQUIRE(taken);
  CHECK(taken->member == MemberId(1));
  CHECK(taken->version == 7);
  CHECK_FALSE(tickets.Take("one", kNow));
  CHECK_FALSE(tickets.Take("two", kNow + Tickets::kHolds));
}

TEST_CASE("So many tickets at a time; the oldest gives way") {
  Tickets tickets;
  for (size_t i = 0; i <= Tickets::kMost; ++i) {
    tickets.Put(Secret(std::to_string(i)), {MemberId(1), 1}, kNow);
  }
  CHECK_FALSE(tickets.Take("0", kNow));
  CHECK(tickets.Take("1", kNow));
  CHECK(tickets.Take(std::to_string(Tickets::kMost), kNow));
}

TEST_CASE("A state is used once, while it would be taken at all") {
  Tickets tickets;
  const Duration holds = Duration::Minutes(10);
  CHECK(tickets.UseState("one", kNow, holds));
  CHECK_FALSE(tickets.UseState("one", kNow + holds - Duration::Seconds(1), holds));
  CHECK(tickets.UseState("two", kNow, holds));
}

}  // namespace
}  // namespace mutua::front
