#include "bench/fairness/mutua.h"

#include <algorithm>
#include <numeric>

#include "engine/base/check.h"

namespace mutua::bench::fairness {
namespace {

constexpr Duration kHour = Duration::Hours(1);

class Hourly {
 public:
  Hourly(const Demand& demand, const Opening& opening)
      : demand_(demand),
        opening_(opening),
        first_(kMonday + opening.horizon + kHour * 2),
        given_(demand.steps.size(), Units(demand.companies(), 0)),
        dice_(opening.seed),
        lab_(SettingsFor(demand, opening), [this](const core::Event& event) { Hear(event); }) {
    waiting_.resize(demand.steps.size());
  }

  Given Run() {
    for (size_t step = 0; step < demand_.steps.size(); ++step) {
      if (step > 0) SettleOpened(step - 1);
      File(step);
    }
    SettleOpened(demand_.steps.size() - 1);
    lab_.RunTo(HourOf(demand_.steps.size()).end());
    return std::move(given_);
  }

 private:
  static LabSettings SettingsFor(const Demand& demand, const Opening& opening) {
    LabSettings settings;
    settings.policy = opening.policy;
    settings.period = opening.period;
    settings.horizon = opening.horizon;
    settings.shares = demand.shares;
    settings.capacity = {demand.capacity};
    settings.members_each = 40;
    settings.seed = opening.seed;
    return settings;
  }

  Interval HourOf(size_t step) const {
    const Instant start = first_ + kHour * static_cast<int64_t>(step);
    return Interval(start, start + kHour);
  }

  void Hear(const core::Event& event) {
    const auto* booked = std::get_if<core::Booked>(&event);
    if (booked == nullptr) return;
    const auto step = static_cast<size_t>((booked->booking.interval.start() - first_).seconds() /
                                          kHour.seconds());
    given_[step][Lab::CompanyAt(booked->booking.company)] += booked->booking.kit.front().units;
  }

  // Half an hour before the step opens, in a random order.
  void File(size_t step) {
    const Instant at = HourOf(step).start() - opening_.horizon - Duration::Minutes(30);
    std::vector<std::pair<size_t, int64_t>> wishes;
    for (size_t i = 0; i < demand_.companies(); ++i) {
      for (int64_t left = demand_.steps[step][i]; left > 0; left -= opening_.grain) {
        wishes.emplace_back(i, std::min(left, opening_.grain));
      }
    }
    for (size_t i = wishes.size(); i > 1; --i) {
      std::swap(wishes[i - 1], wishes[static_cast<size_t>(dice_.Below(static_cast<int64_t>(i)))]);
    }
    for (const auto& [company, units] : wishes) {
      core::FileWish wish;
      wish.wants = lab_.Want(company, units);
      wish.windows.push_back(HourOf(step));
      wish.length = kHour;
      wish.book_at_once = true;
      const MemberId member = lab_.MemberOf(company);
      const core::Decision decision = lab_.Do(member, std::move(wish), at);
      MUTUA_CHECK(decision.accepted());
      waiting_[step].emplace_back(member, WishId(decision.subject.id));
    }
  }

  // It has opened: where nothing is left, nobody goes on waiting.
  void SettleOpened(size_t step) {
    const Instant at = HourOf(step).start() - opening_.horizon + Duration::Seconds(1);
    lab_.RunTo(at);
    const int64_t taken = std::accumulate(given_[step].begin(), given_[step].end(), int64_t{0});
    if (taken < demand_.capacity) return;
    for (const auto& [member, id] : waiting_[step]) {
      const model::Wish* wish = lab_.state().Find(id);
      if (wish == nullptr || wish->state != model::WishState::kWaiting) continue;
      lab_.Do(member, core::WithdrawWish{id}, at);
    }
  }

  const Demand& demand_;
  const Opening opening_;
  const Instant first_;
  Given given_;
  Dice dice_;
  std::vector<std::vector<std::pair<MemberId, WishId>>> waiting_;
  Lab lab_;
};

}  // namespace

Given Mutua(const Demand& demand, const Opening& opening) { return Hourly(demand, opening).Run(); }

}  // namespace mutua::bench::fairness
