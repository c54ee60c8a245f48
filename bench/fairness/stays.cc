#include "bench/fairness/stays.h"

#include <algorithm>
#include <map>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"

namespace mutua::bench::fairness {
namespace {

class Player {
 public:
  Player(const Stays& stays, const LabSettings& settings)
      : stays_(stays),
        known_(stays.asked.size()),
        accepted_(stays.asked.size(), false),
        lab_(settings, [this](const core::Event& event) { Hear(event); }) {}

  Accepted Run() {
    for (const Act& act : stays_.acts) {
      if (!lab_.ResourceFor(stays_.asked[act.stay].company).IsSet()) continue;
      current_ = act.stay;
      act.what == Act::What::kBook ? Book(act) : Follow(act);
    }
    return std::move(accepted_);
  }

 private:
  struct Known {
    MemberId member{};
    WishId wish{};
    BookingId booking{};
  };

  void Hear(const core::Event& event) {
    const auto* booked = std::get_if<core::Booked>(&event);
    if (booked == nullptr) return;
    // A wish that is met while it is filed is not known yet: it is the one at hand.
    const auto filed = by_wish_.find(booked->booking.wish);
    const size_t stay = filed == by_wish_.end() ? current_ : filed->second;
    known_[stay].booking = booked->booking.id;
    accepted_[stay] = true;
  }

  void Book(const Act& act) {
    const Stay& stay = stays_.asked[act.stay];
    Known& known = known_[act.stay];
    known.member = lab_.MemberOf(stay.company);
    if (stay.patience.IsZero()) {
      core::Book book;
      book.wants = lab_.Want(stay.company, stay.units);
      book.interval = stay.interval;
      if (lab_.Do(known.member, std::move(book), act.at).accepted()) return;
    }
    core::FileWish wish;
    wish.wants = lab_.Want(stay.company, stay.units);
    wish.windows.push_back(Interval(stay.interval.start(), stay.interval.end() + stay.patience));
    wish.length = stay.interval.length();
    wish.book_at_once = true;
    const core::Decision decision = lab_.Do(known.member, std::move(wish), act.at);
    if (!decision.accepted()) return;
    known.wish = WishId(decision.subject.id);
    by_wish_[known.wish] = act.stay;
  }

  void Follow(const Act& act) {
    lab_.RunTo(act.at);
    const Known& known = known_[act.stay];
    if (!known.booking.IsSet()) {
      if (act.what == Act::What::kCancel && known.wish.IsSet()) {
        lab_.Do(known.member, core::WithdrawWish{known.wish}, act.at);
      }
      return;
    }
    switch (act.what) {
      case Act::What::kCancel:
        lab_.Do(known.member, core::Cancel{.booking = known.booking}, act.at);
        return;
      case Act::What::kCheckIn:
        lab_.Do(known.member, core::CheckIn{.booking = known.booking}, act.at);
        return;
      case Act::What::kCheckOut:
        lab_.Do(known.member, core::CheckOut{.booking = known.booking}, act.at);
        return;
      case Act::What::kNoShow:
        lab_.Do(known.member, core::MarkNoShow{known.booking}, act.at, model::Role::kManager);
        return;
      case Act::What::kBook:
        return;
    }
  }

  const Stays& stays_;
  std::vector<Known> known_;
  Accepted accepted_;
  absl::flat_hash_map<WishId, size_t> by_wish_;
  size_t current_ = 0;
  Lab lab_;
};

int64_t DayOf(Instant at) { return at.unix_seconds() / Duration::Days(1).seconds(); }

int64_t FirstDay(const Stays& stays) {
  int64_t first = INT64_MAX;
  for (const Stay& stay : stays.asked) first = std::min(first, DayOf(stay.interval.start()));
  return first;
}

// Units by day and company of those stays for which that holds.
template <class Counts>
std::vector<Units> ByDay(const Stays& stays, Counts counts) {
  const int64_t first = FirstDay(stays);
  std::vector<Units> days;
  const auto add = [&](int64_t day, size_t company, int64_t units) {
    const auto place = static_cast<size_t>(day - first);
    if (place >= days.size()) days.resize(place + 1, Units(stays.companies, 0));
    days[place][company] += units;
  };
  for (size_t i = 0; i < stays.asked.size(); ++i) {
    const Stay& stay = stays.asked[i];
    if (stay.given_up) continue;
    const int64_t units = counts(i) ? UnitsOf(stays, stay) : 0;
    const int64_t start = DayOf(stay.interval.start());
    if (stays.at_start) {
      add(start, stay.company, units);
      continue;
    }
    const int64_t nights = std::max<int64_t>(1, DayOf(stay.interval.end()) - start);
    for (int64_t night = 0; night < nights; ++night) {
      add(start + night, stay.company, counts(i) ? stay.units : 0);
    }
  }
  return days;
}

}  // namespace

int64_t UnitsOf(const Stays& stays, const Stay& stay) {
  const int64_t seconds = stay.interval.length().seconds() * stay.units;
  return std::max<int64_t>((seconds + stays.unit.seconds() / 2) / stays.unit.seconds(), 1);
}

Accepted Play(const Stays& stays, const LabSettings& settings) {
  return Player(stays, settings).Run();
}

std::vector<int64_t> SharesByDemand(const Stays& stays) {
  std::vector<int64_t> shares(stays.companies, 0);
  for (const Stay& stay : stays.asked) shares[stay.company] += UnitsOf(stays, stay);
  for (int64_t& share : shares) share = std::max<int64_t>(share, 1);
  return shares;
}

std::vector<int64_t> SharesByBusiestMonth(const Stays& stays) {
  std::map<std::pair<size_t, absl::CivilMonth>, int64_t> months;
  std::vector<int64_t> shares(stays.companies, 1);
  for (const Stay& stay : stays.asked) {
    const absl::Time start = absl::FromUnixSeconds(stay.interval.start().unix_seconds());
    const absl::CivilMonth month(absl::ToCivilSecond(start, absl::UTCTimeZone()));
    int64_t& units = months[{stay.company, month}];
    units += UnitsOf(stays, stay);
    shares[stay.company] = std::max(shares[stay.company], units);
  }
  return shares;
}

Demand DemandOf(const Stays& stays, const std::vector<int64_t>& shares) {
  Demand demand;
  demand.capacity = stays.capacity * (Duration::Days(1).seconds() / stays.unit.seconds());
  demand.shares = shares;
  demand.steps = ByDay(stays, [](size_t) { return true; });
  return demand;
}

Given GivenOf(const Stays& stays, const Accepted& accepted) {
  return ByDay(stays, [&](size_t i) { return accepted[i]; });
}

StayFigures Count(const Stays& stays, const Accepted& accepted) {
  StayFigures figures;
  std::vector<int64_t> asked(stays.companies, 0), given(stays.companies, 0),
      run(stays.companies, 0);
  int64_t in_all = 0;
  for (const Act& act : stays.acts) {
    if (act.what != Act::What::kBook) continue;
    const Stay& stay = stays.asked[act.stay];
    ++asked[stay.company];
    if (accepted[act.stay]) {
      ++in_all;
      ++given[stay.company];
      run[stay.company] = 0;
      figures.units += UnitsOf(stays, stay);
    } else {
      figures.run = std::max(figures.run, ++run[stay.company]);
    }
  }
  figures.accepted = static_cast<double>(in_all) / static_cast<double>(stays.asked.size());
  figures.least = 1;
  for (size_t i = 0; i < stays.companies; ++i) {
    if (asked[i] < kOften) continue;
    figures.least =
        std::min(figures.least, static_cast<double>(given[i]) / static_cast<double>(asked[i]));
  }
  return figures;
}

}  // namespace mutua::bench::fairness
