// Who has how many of what all share.
#include "engine/base/places.h"

#include <doctest/doctest.h>

#include <vector>

namespace mutua {
namespace {

// How many each has when all of them ask in turn until nobody is given any.
std::vector<size_t> AllAsk(Places& places, const std::vector<std::string>& callers) {
  for (bool given = true; given;) {
    given = false;
    for (const std::string& who : callers) given |= places.Take(who);
  }
  std::vector<size_t> held;
  held.reserve(callers.size());
  for (const std::string& who : callers) held.push_back(places.HeldBy(who));
  return held;
}

TEST_CASE("P7 bounded: who asks for all has as many as are left for the others") {
  Places one(1024);
  CHECK(AllAsk(one, {"lea"}) == std::vector<size_t>{512});
  Places two(1024);
  CHECK(AllAsk(two, {"lea", "max"}) == std::vector<size_t>{342, 341});
  Places many(1024);
  const std::vector<size_t> held = AllAsk(many, {"a", "b", "c", "d", "e", "f", "g"});
  for (const size_t each : held) CHECK(each == 128);
  CHECK(many.left() == 128);
  CHECK(many.Take("somebody else"));
}

TEST_CASE("The last place is for who has none") {
  Places places(3);
  CHECK(places.Take("lea"));
  CHECK_FALSE(places.Take("lea", 2));
  CHECK(places.Take("max"));
  CHECK_FALSE(places.Take("lea"));
  CHECK_FALSE(places.Take("max"));
  CHECK(places.Take("zoe"));
  CHECK_FALSE(places.Take("tim"));
  places.Leave("lea");
  CHECK(places.HeldBy("lea") == 0);
  CHECK(places.Take("tim"));
  Places single(1);
  CHECK(single.Take("lea"));
}

TEST_CASE("So many as anybody may hold are given while there are any, and no more than there are") {
  Places places(10, /*each=*/6);
  CHECK(places.Take("lea", 6));
  CHECK_FALSE(places.Take("lea"));
  CHECK(places.Take("max", 4));
  CHECK_FALSE(places.Take("zoe"));
}

TEST_CASE("What is counted for nobody takes from nobody's part, and is bounded by what there is") {
  Places places(8);
  CHECK(places.Take("", 6));
  CHECK(places.HeldBy("") == 0);
  CHECK(places.Take("lea"));
  CHECK(places.Take(""));
  CHECK_FALSE(places.Take(""));
  places.Leave("", 7);
  CHECK(places.taken() == 1);
  CHECK(places.HeldBy("lea") == 1);
}

}  // namespace
}  // namespace mutua
