// How far apart companies can come: the starvation bound and invariant I8 of FAIRSHARE.md 8, in a
// small lab where every time is contested by everybody.
#include <algorithm>
#include <cstdlib>

#include "tests/unit/core/share_lab.h"

namespace mutua::core::testing {
namespace {

using model::WishState;

constexpr int64_t kHour = 3600;

// A lab with one pool of six machines and some companies with shares, each with one member.
// Somebody without a share holds a time and cancels it when all others wait for it.
struct Contest : Lab {
  explicit Contest(const std::vector<uint32_t>& shares) {
    pool = AddPool("cnc", false);
    for (int i = 1; i <= 6; ++i) machines.push_back(Add("cnc-" + std::to_string(i), pool));
    model::Pool shared = *state.Find(pool);
    for (size_t i = 0; i < shares.size(); ++i) {
      const std::string name = "co-" + std::to_string(i);
      companies.push_back(CompanyId(Define(DefineCompany{{CompanyId(), name, name}})));
      members.push_back(AddMember(companies.back()));
      shared.sharing.shares.push_back({companies.back(), shares[i], {}, 0});
    }
    Define(DefinePool{shared});
    Caller daemon;
    daemon.role = model::Role::kService;
    REQUIRE(Do(daemon, StartServing{at, 7}).accepted());
  }

  // Who is given it, of those who wait for it.
  size_t Give(ResourceId machine, Interval time, const std::vector<size_t>& waiting) {
    // Who has no share has no credits either: the lab lets it.
    Book book = On(machine, time);
    book.member = ada;
    book.override_policy = {true, model::Seal{1}};
    const Decision made = Do(manager, book);
    REQUIRE(made.accepted());
    const BookingId held(made.subject.id);
    std::vector<WishId> wishes;
    for (const size_t one : waiting)
      wishes.push_back(Filed(*this, members[one], WishOn(machine, time)));
    REQUIRE(Do(As(ada), Cancel{held}).accepted());
    size_t winner = members.size();
    for (size_t i = 0; i < waiting.size(); ++i) {
      if (At(*this, wishes[i]).state == WishState::kMet) {
        REQUIRE(winner == members.size());
        winner = waiting[i];
      } else {
        REQUIRE(Do(As(members[waiting[i]]), WithdrawWish{wishes[i]}).accepted());
      }
    }
    REQUIRE(winner < members.size());
    return winner;
  }
  // Who earned one has it no more: what follows is decided by usage against share alone.
  void TakeTokens() {
    for (const CompanyId company : companies) {
      Contested spent;
      spent.pool = pool;
      spent.company = company;
      spent.spent = true;
      state.Apply(spent);
    }
  }
  int64_t UsageOf(size_t company) const {
    return state.usages().Of(pool, companies[company], at).value();
  }

  PoolId pool;
  std::vector<ResourceId> machines;
  std::vector<CompanyId> companies;
  std::vector<MemberId> members;
};

uint64_t Next(uint64_t* state) {
  *state = *state * 6364136223846793005 + 1442695040888963407;  // Knuth, MMIX
  return *state >> 33;
}

TEST_CASE(
    "companies that always ask stay as close, for their shares, as one charge and one share") {
  uint64_t random = 11;
  const std::vector<std::vector<uint32_t>> labs = {{1, 1}, {1, 2, 4}, {3, 5, 7}, {2, 2, 2, 9}};
  for (const std::vector<uint32_t>& shares : labs) {
    Contest lab(shares);
    std::vector<size_t> all;
    for (size_t i = 0; i < shares.size(); ++i) all.push_back(i);
    const int64_t smallest = *std::min_element(shares.begin(), shares.end());
    int64_t largest = 0;
    for (int64_t round = 0; round < 60; ++round) {
      // Six machines, each from the day after tomorrow on: far enough to be no grab, near enough to
      // be open, and less than anybody's guarantee for the week.
      const auto hours = static_cast<int64_t>(1 + Next(&random) % 3);
      const Instant start = lab.at + Duration::Hours(30 + 4 * (round / 6));
      largest = std::max(largest, hours * kHour);
      lab.Give(lab.machines[static_cast<size_t>(round % 6)],
               Interval(start, start + Duration::Hours(hours)), all);
      lab.TakeTokens();
      for (size_t i = 0; i < shares.size(); ++i) {
        REQUIRE(IsUnderGuarantee(lab.state, lab.pool, lab.companies[i], start));
        for (size_t j = 0; j < i; ++j) {
          // |V_i / s_i - V_j / s_j| <= largest / smallest, multiplied out.
          const int64_t apart = std::abs(lab.UsageOf(i) * shares[j] - lab.UsageOf(j) * shares[i]);
          CHECK(apart * smallest <= largest * shares[i] * shares[j]);
        }
      }
    }
  }
}

TEST_CASE("a small share among two large ones is given one time in seven that it asks for") {
  Contest lab({1, 9, 9});
  int64_t lost = 0;
  for (int64_t round = 0; round < 60; ++round) {
    const Instant start = lab.at + Duration::Hours(30 + 4 * (round / 6));
    const size_t winner = lab.Give(lab.machines[static_cast<size_t>(round % 6)],
                                   Interval(start, start + Duration::Hours(1)), {0, 1, 2});
    lost = winner == 0 ? 0 : lost + 1;
    // Four lost, and then to the others' tokens, which were earned before.
    CHECK(lost <= 4 + 2);
  }
}

TEST_CASE("I8: a company that splits in two is given no more, but for the last time") {
  Contest one({4, 4});
  Contest split({2, 2, 4});
  int64_t whole = 0;
  int64_t halves = 0;
  for (int64_t round = 0; round < 60; ++round) {
    const Instant start = one.at + Duration::Hours(30 + 4 * (round / 6));
    const Interval time(start, start + Duration::Hours(2));
    const auto machine = static_cast<size_t>(round % 6);
    whole += one.Give(one.machines[machine], time, {0, 1}) == 0 ? 1 : 0;
    halves += split.Give(split.machines[machine], time, {0, 1, 2}) < 2 ? 1 : 0;
    CHECK(std::abs(whole - halves) <= 2);
  }
  CHECK(whole == 30);
}

TEST_CASE(
    "I8: the guarantees of the halves are that of the whole, to the minute that rounding takes") {
  uint64_t random = 5;
  for (int lab = 0; lab < 200; ++lab) {
    const auto s = static_cast<uint32_t>(1 + Next(&random) % 50);
    const auto t = static_cast<uint32_t>(1 + Next(&random) % 50);
    const auto others = static_cast<uint32_t>(1 + Next(&random) % 200);
    model::Sharing whole;
    whole.shares = {{CompanyId(1), s + t, {}, 0}, {CompanyId(3), others, {}, 0}};
    model::Sharing split;
    split.shares = {
        {CompanyId(1), s, {}, 0}, {CompanyId(2), t, {}, 0}, {CompanyId(3), others, {}, 0}};
    model::Guarantees of_whole;
    model::Guarantees of_split;
    int64_t gained = 0;
    for (int period = 0; period < 30; ++period) {
      const auto minutes = static_cast<int64_t>(Next(&random) % 100'000);
      model::Guarantees next;
      model::HandOut(whole, minutes, period == 0 ? nullptr : &of_whole, &next);
      of_whole = next;
      model::HandOut(split, minutes, period == 0 ? nullptr : &of_split, &next);
      of_split = next;
      gained += model::MinutesOf(of_split, CompanyId(1)) +
                model::MinutesOf(of_split, CompanyId(2)) - model::MinutesOf(of_whole, CompanyId(1));
      // Over any number of periods, not in each: what rounding gives is carried.
      CHECK(std::abs(gained) <= 2);
    }
  }
}

TEST_CASE("I8: the halves of a company stand no further ahead together than the whole") {
  uint64_t random = 17;
  for (int i = 0; i < 1000; ++i) {
    const auto draw = [&] { return static_cast<int64_t>(Next(&random) % 1000); };
    const Weighed a{Ticks(draw()), 1 + draw()};
    const Weighed b{Ticks(draw()), 1 + draw()};
    const Weighed both{a.usage + b.usage, a.share + b.share};
    const Weighed other{Ticks(draw()), 1 + draw()};
    if (a < other && b < other) CHECK(both < other);
    if (other < a && other < b) CHECK(other < both);
  }
}

}  // namespace
}  // namespace mutua::core::testing
