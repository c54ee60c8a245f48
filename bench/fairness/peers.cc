#include "bench/fairness/peers.h"

#include <algorithm>
#include <numeric>
#include <queue>
#include <tuple>

namespace mutua::bench::fairness {
namespace {

// Credits to begin with: enough that nobody ever runs out (the authors do likewise).
constexpr int64_t kKarmaCredits = 1'000'000;

// A company and what counts against it, per share. Compared without dividing.
struct Turn {
  int64_t had = 0;
  int64_t share = 1;
  size_t company = 0;
  // For a queue that gives the greatest first: the greatest is who has least.
  bool operator<(const Turn& other) const {
    const int64_t own = had * other.share;
    const int64_t others = other.had * share;
    return own != others ? own > others : company > other.company;
  }
};

// Unit by unit to who had least per share, `had` included.
Units Fill(int64_t capacity, const std::vector<int64_t>& shares, const Units& asked,
           const Units& had) {
  Units given(asked.size(), 0);
  std::priority_queue<Turn> turns;
  for (size_t i = 0; i < asked.size(); ++i) {
    if (asked[i] > 0 && shares[i] > 0) turns.push({had[i], shares[i], i});
  }
  while (capacity > 0 && !turns.empty()) {
    Turn turn = turns.top();
    turns.pop();
    --capacity;
    ++turn.had;
    if (++given[turn.company] < asked[turn.company]) turns.push(turn);
  }
  return given;
}

// One step of Karma. `credits` are changed.
class KarmaStep {
 public:
  KarmaStep(const Units& asked, int64_t share, int64_t guaranteed, Units* credits)
      : asked_(asked), credits_(*credits), common_((share - guaranteed) * Size()) {
    for (size_t i = 0; i < asked.size(); ++i) {
      credits_[i] += share - guaranteed;
      given_.push_back(std::min(asked[i], guaranteed));
      lent_.push_back(guaranteed - given_[i]);
    }
  }

  Units Run() {
    while (true) {
      const size_t borrower = Borrower();
      if (borrower == asked_.size()) return given_;
      const size_t lender = Lender();
      if (lender < asked_.size()) {
        --lent_[lender];
        ++credits_[lender];
      } else if (common_ > 0) {
        --common_;
      } else {
        return given_;
      }
      ++given_[borrower];
      --credits_[borrower];
    }
  }

 private:
  int64_t Size() const { return static_cast<int64_t>(asked_.size()); }
  // The richest who still wants some and can pay; how many there are if nobody.
  size_t Borrower() const {
    size_t best = asked_.size();
    for (size_t i = 0; i < asked_.size(); ++i) {
      if (given_[i] >= asked_[i] || credits_[i] <= 0) continue;
      if (best == asked_.size() || credits_[i] > credits_[best]) best = i;
    }
    return best;
  }
  size_t Lender() const {
    size_t best = asked_.size();
    for (size_t i = 0; i < asked_.size(); ++i) {
      if (lent_[i] > 0 && (best == asked_.size() || credits_[i] < credits_[best])) best = i;
    }
    return best;
  }

  const Units& asked_;
  Units& credits_;
  Units given_, lent_;
  int64_t common_;
};

}  // namespace

Units ByShares(int64_t capacity, const std::vector<int64_t>& shares) {
  const int64_t sum = std::accumulate(shares.begin(), shares.end(), int64_t{0});
  Units parts;
  std::vector<std::pair<int64_t, size_t>> rests;
  for (size_t i = 0; i < shares.size(); ++i) {
    parts.push_back(capacity * shares[i] / sum);
    rests.emplace_back(-(capacity * shares[i] % sum), i);
  }
  std::sort(rests.begin(), rests.end());
  int64_t left = capacity - std::accumulate(parts.begin(), parts.end(), int64_t{0});
  for (size_t i = 0; left > 0; ++i, --left) ++parts[rests[i].second];
  return parts;
}

Units WaterFill(int64_t capacity, const std::vector<int64_t>& shares, const Units& asked) {
  return Fill(capacity, shares, asked, Units(asked.size(), 0));
}

Given StaticShares(const Demand& demand) {
  const Units parts = ByShares(demand.capacity, demand.shares);
  Given given;
  for (const Units& asked : demand.steps) {
    Units one;
    for (size_t i = 0; i < asked.size(); ++i) one.push_back(std::min(asked[i], parts[i]));
    given.push_back(std::move(one));
  }
  return given;
}

Given MaxMin(const Demand& demand) {
  Given given;
  for (const Units& asked : demand.steps) {
    given.push_back(WaterFill(demand.capacity, demand.shares, asked));
  }
  return given;
}

Given FirstCome(const Demand& demand, uint64_t seed) {
  Dice dice(seed);
  Given given;
  std::vector<size_t> order(demand.companies());
  std::iota(order.begin(), order.end(), 0);
  for (const Units& asked : demand.steps) {
    for (size_t i = order.size(); i > 1; --i) {
      std::swap(order[i - 1], order[static_cast<size_t>(dice.Below(static_cast<int64_t>(i)))]);
    }
    Units one(asked.size(), 0);
    int64_t left = demand.capacity;
    for (const size_t company : order) {
      one[company] = std::min(asked[company], left);
      left -= one[company];
    }
    given.push_back(std::move(one));
  }
  return given;
}

Given LeastFirst(const Demand& demand) {
  Given given;
  Units had(demand.companies(), 0);
  for (const Units& asked : demand.steps) {
    given.push_back(Fill(demand.capacity, demand.shares, asked, had));
    for (size_t i = 0; i < had.size(); ++i) had[i] += given.back()[i];
  }
  return given;
}

Given Karma(const Demand& demand, int64_t guaranteed) {
  const int64_t share = demand.capacity / static_cast<int64_t>(demand.companies());
  Units credits(demand.companies(), kKarmaCredits);
  Given given;
  for (const Units& asked : demand.steps) {
    given.push_back(KarmaStep(asked, share, guaranteed, &credits).Run());
  }
  return given;
}

Units DominantShares(const std::vector<int64_t>& capacity,
                     const std::vector<std::vector<int64_t>>& needs) {
  Units tasks(needs.size(), 0);
  std::vector<int64_t> used(capacity.size(), 0);
  const auto fits = [&](size_t who) {
    for (size_t r = 0; r < capacity.size(); ++r) {
      if (used[r] + needs[who][r] > capacity[r]) return false;
    }
    return true;
  };
  // Its largest part of any resource, as a fraction.
  const auto part = [&](size_t who) {
    std::pair<int64_t, int64_t> most{0, 1};
    for (size_t r = 0; r < capacity.size(); ++r) {
      const std::pair<int64_t, int64_t> one{tasks[who] * needs[who][r], capacity[r]};
      if (one.first * most.second > most.first * one.second) most = one;
    }
    return most;
  };
  while (true) {
    size_t best = needs.size();
    for (size_t who = 0; who < needs.size(); ++who) {
      if (!fits(who)) continue;
      if (best == needs.size()) {
        best = who;
        continue;
      }
      const auto [own, of] = part(who);
      const auto [least, least_of] = part(best);
      if (own * least_of < least * of) best = who;
    }
    if (best == needs.size()) return tasks;
    ++tasks[best];
    for (size_t r = 0; r < capacity.size(); ++r) used[r] += needs[best][r];
  }
}

}  // namespace mutua::bench::fairness
