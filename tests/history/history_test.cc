// The checker of histories: it finds nothing in right ones, each kind of breach in a broken one,
// and is done with a million operations in time.
#include "tests/history/history.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <map>
#include <random>
#include <utility>

namespace mutua::history {
namespace {

using Kind = Operation::Kind;

// What a right system tells 16 clients that ask at random: groups of up to 8 operations a commit,
// each asked some time before its commit and answered some time after it.
std::vector<Operation> RightHistory(std::size_t size, unsigned seed) {
  std::minstd_rand random(seed);
  std::vector<Operation> operations;
  std::map<uint64_t, uint64_t> holders;
  uint64_t position = 0;
  uint64_t bookings = 0;
  while (operations.size() < size) {
    const uint64_t asked = position * 1000;
    ++position;
    for (unsigned i = random() % 8 + 1; i > 0 && operations.size() < size; --i) {
      Operation operation{.asked = asked + operations.size() % 300,
                          .answered = asked + 1000 + operations.size() % 300,
                          .position = position,
                          .at_least = position - 1,
                          .place = random() % 1000,
                          .request = operations.size() + 1};
      uint64_t& holder = holders[operation.place];
      const unsigned dice = random() % 4;
      if (dice == 0 && holder != 0) {
        operation.kind = Kind::kCancel;
        operation.booking = std::exchange(holder, 0);
      } else if (dice <= 2) {
        operation.kind = holder == 0 ? Kind::kBook : Kind::kRefused;
        if (holder == 0) operation.booking = holder = ++bookings;
      } else {
        // What the whole group leaves is known when it is over: read what was before it.
        continue;
      }
      operations.push_back(operation);
    }
    Operation read{.asked = asked + 900,
                   .answered = asked + 1900,
                   .position = position,
                   .at_least = position,
                   .place = random() % 1000};
    const auto found = holders.find(read.place);
    read.booking = found == holders.end() ? 0 : found->second;
    operations.push_back(read);
  }
  return operations;
}

// The first operation of the kind behind the middle for which `fits`.
Operation& Pick(std::vector<Operation>& operations, Kind kind,
                const std::function<bool(const Operation&)>& fits) {
  for (std::size_t i = operations.size() / 2; i < operations.size(); ++i) {
    if (operations[i].kind == kind && fits(operations[i])) return operations[i];
  }
  FAIL("the history has none");
  return operations.front();
}
bool Any(const Operation&) { return true; }

TEST_CASE("a right history has no breach") {
  for (unsigned seed = 1; seed <= 50; ++seed) {
    CAPTURE(seed);
    CHECK(Check(RightHistory(2000, seed)).empty());
  }
}

TEST_CASE("each kind of breach is found where it was planted") {
  struct Plant {
    Breach::Kind kind;
    std::function<void(std::vector<Operation>&)> plant;
  };
  const std::vector<Plant> plants = {
      {Breach::Kind::kHeldTwice,
       [](auto& all) {
         Operation& refused = Pick(all, Kind::kRefused, Any);
         refused.kind = Kind::kBook;
         refused.booking = 1'000'000;
       }},
      {Breach::Kind::kCancelledTwice,
       [](auto& all) { Pick(all, Kind::kCancel, Any).booking = 1'000'000; }},
      {Breach::Kind::kRefusedFree,
       [](auto& all) { Pick(all, Kind::kRefused, Any).place = 1'000'000; }},
      {Breach::Kind::kRetryDiffers,
       [](auto& all) {
         Operation retry = Pick(all, Kind::kBook, Any);
         --retry.position;
         all.push_back(retry);
       }},
      {Breach::Kind::kOutOfOrder,
       [](auto& all) {
         Operation& late = Pick(all, Kind::kBook, Any);
         late.asked += 20'000;
         late.answered += 20'000;
       }},
      {Breach::Kind::kStaleRead, [](auto& all) { ++Pick(all, Kind::kRead, Any).at_least; }},
      {Breach::Kind::kWrongRead,
       [](auto& all) {
         Pick(all, Kind::kRead, [](const Operation& read) { return read.booking != 0; }).booking =
             0;
       }},
  };
  for (const Plant& planted : plants) {
    CAPTURE(NameOf(planted.kind));
    std::vector<Operation> operations = RightHistory(2000, 1);
    planted.plant(operations);
    const std::vector<Breach> breaches = Check(operations);
    CHECK(std::any_of(breaches.begin(), breaches.end(),
                      [&](const Breach& breach) { return breach.kind == planted.kind; }));
  }
}

TEST_CASE("a booking that is lost later is a wrong read, and one that appears from nothing too") {
  const Operation booked{.kind = Kind::kBook,
                         .asked = 1,
                         .answered = 2,
                         .position = 1,
                         .place = 7,
                         .booking = 5,
                         .request = 1};
  Operation read{.kind = Kind::kRead, .asked = 3, .answered = 4, .position = 2, .place = 7};
  CHECK(Check({booked, read}) == std::vector<Breach>{{Breach::Kind::kWrongRead, 1}});
  read.booking = 5;
  CHECK(Check({booked, read}).empty());
  CHECK(Check({read}) == std::vector<Breach>{{Breach::Kind::kWrongRead, 0}});
}

TEST_CASE("a million operations are checked within a minute of computing") {
  const std::vector<Operation> operations = RightHistory(1'000'000, 1);
  const std::clock_t begin = std::clock();
  CHECK(Check(operations).empty());
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("%zu operations checked in %.1f s of computing\n", operations.size(), seconds);
  CHECK(seconds < 60);
}

}  // namespace
}  // namespace mutua::history
