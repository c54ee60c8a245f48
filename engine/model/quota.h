// Quotas: limits on what a company or a member books, as data. What a quota has counted is not here
// but follows from the bookings (core/accounts.h).
//
// Days, weeks, months and years are those of the clocks at each resource's site: an hour of March
// is an hour in which that machine's clocks show March. A window is named by its first day.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/day.h"
#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/model/place.h"
#include "engine/model/zone.h"

namespace mutua::model {

struct Quota {
  // Whom it limits. kEachMember: of `company`, or of every company when that is none.
  enum class Who : uint8_t { kEachCompany = 1, kCompany = 2, kEachMember = 3, kMember = 4 };
  // kTime: seconds, times units. kBookings: bookings, a kit as one, in the window it starts in.
  // kCharge: ticks, kMoney: cents; of what is charged, in the windows in which its time lies.
  enum class Measure : uint8_t { kTime = 1, kBookings = 2, kCharge = 3, kMoney = 4 };
  // kOutstanding: all that is not over. kConcurrent: at any one instant; of kBookings only.
  enum class Window : uint8_t {
    kDay = 1,
    kWeek = 2,
    kMonth = 3,
    kYear = 4,
    kOutstanding = 5,
    kConcurrent = 6,
  };
  QuotaId id{};
  std::string handle{};
  std::string name{};
  Who who = Who::kEachCompany;
  CompanyId company{};
  MemberId member{};
  // What it counts: one of these says it, or none does and it counts everything.
  std::vector<PoolId> pools{};
  std::vector<ResourceId> resources{};
  std::optional<ResourceKind> kind{};
  Measure measure = Measure::kTime;
  Window window = Window::kMonth;
  // Whether what was grabbed (Booking::grab) counts; unset: unless it is a week, month or year.
  std::optional<bool> grab_counts{};
  bool peak_only = false;  // of time and charges what lies in peak hours; bookings that touch them
  int64_t limit = 0;       // seconds, bookings, ticks or cents
  bool warning = false;    // is said and refuses nothing
  bool retired = false;
  uint32_t version = 1;
  bool operator==(const Quota&) const = default;
};

constexpr bool IsOfCompanies(Quota::Who who) {
  return who == Quota::Who::kEachCompany || who == Quota::Who::kCompany;
}

constexpr bool CountsGrab(const Quota& quota) {
  const bool is_long = Quota::Window::kWeek <= quota.window && quota.window <= Quota::Window::kYear;
  return quota.grab_counts.value_or(!is_long);
}

// Windows that begin and end by the clocks.
constexpr bool IsPeriod(Quota::Window window) { return window <= Quota::Window::kYear; }

// Whose account a quota counts in: a company's or a member's.
using HolderId = Id<struct HolderTag, uint64_t>;
constexpr HolderId HolderOf(CompanyId id) { return HolderId(uint64_t{id.value()} * 2); }
constexpr HolderId HolderOf(MemberId id) { return HolderId(uint64_t{id.value()} * 2 + 1); }

// What bookings that have left the live state still count in windows that are not over: one record
// a holder. Their records are in the history; this is what is left of them here.
struct Carry {
  struct Entry {
    QuotaId quota{};
    CivilDay first;  // of the window
    int64_t amount = 0;
    bool operator==(const Entry&) const = default;
  };
  HolderId id{};
  std::vector<Entry> entries{};  // ascending by (quota, first)
  bool operator==(const Carry&) const = default;
};

// The first day of the period that has `day`, and of the one after it. Weeks are ISO 8601's, from
// Monday. Precondition: IsPeriod(window).
Day FirstDayOf(Quota::Window window, Day day);
Day NextFirstDay(Quota::Window window, Day first);

// When the period that begins with `first` ends by these clocks: it renews then.
Instant EndOfPeriod(const ZoneTable& zone, Quota::Window window, Day first);
// Whether it is over by the clocks of everywhere on earth.
bool IsOver(Quota::Window window, Day first, Instant at);

// The period in which `at` lies. Where clocks go back over midnight a day begins when they show it
// first: no instant lies in two periods, none in no period.
struct Period {
  Day first;
  Instant end;
};
Period PeriodAt(const ZoneTable& zone, Quota::Window window, Instant at);

// How an interval lies in the periods of a zone. Cheap for one within a day, as nearly all are. The
// zone is borrowed.
class Spread {
 public:
  Spread(const ZoneTable& zone, Interval interval);

  // Calls visit(first day, seconds) for each period that the interval touches, in order.
  template <class Visit>
  void ForEach(Quota::Window window, Visit visit) const {
    ForEachPart(window, [&](Day first, Interval part) { visit(first, part.length().seconds()); });
  }

  // The same with the part of the interval that lies in the period: visit(first day, interval).
  template <class Visit>
  void ForEachPart(Quota::Window window, Visit visit) const {
    if (within_a_day_) return visit(FirstDayOf(window, day_), interval_);
    for (Instant from = interval_.start(); from < interval_.end();) {
      const Period period = PeriodAt(zone_, window, from);
      const Instant to = std::min(period.end, interval_.end());
      visit(period.first, Interval(from, to));
      from = to;
    }
  }

  // Whether it lies in one day, and so in one period of each kind.
  bool within_a_day() const { return within_a_day_; }
  // Of the period in which it starts.
  Day FirstOf(Quota::Window window) const {
    return within_a_day_ ? FirstDayOf(window, day_)
                         : PeriodAt(zone_, window, interval_.start()).first;
  }

 private:
  const ZoneTable& zone_;
  Interval interval_;
  Day day_;  // that shows at the start
  bool within_a_day_ = false;
};

}  // namespace mutua::model
