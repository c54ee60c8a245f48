// What one booking counts on each quota that it is under.
//
// What counts (decisions/quotas_follow_the_records.md): a booking that is held, waits for approval,
// is confirmed or in use, was completed (as far as it was used) or released as a no-show counts its
// interval; one that was cancelled or ran out after it had begun, what had passed by then; a
// displaced one nothing, and so one that could not start for an overrun. Of these only those that
// are not over are outstanding or concurrent. What is charged (model::Booking::Charged) counts on
// quotas of charge and money, whatever became of the time
// (decisions/charges_follow_the_records.md).
//
// Pure: the state is read and what is found is kept for the quotas that come after.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "absl/container/inlined_vector.h"
#include "engine/core/gauge.h"
#include "engine/model/booking.h"

namespace mutua::core {

class State;

// A booking as quotas see it, or what is asked for. The kit is borrowed.
struct Claimed {
  CompanyId company{};
  MemberId member{};
  Interval interval{kEarliest, kLatest};
  std::span<const model::Claim> kit;
  bool over = false;  // neither outstanding nor concurrent
  bool grab = false;
  bool only_charged = false;  // it gave its time back and not its charge
  // What is charged for all of it; none: what it costs by the rules of now.
  std::optional<Charge> charge{};
  RoundId round{};  // given out by this round: its windows are not held against it, nor windows of
                    // access
};

// What a booking counts; none: nothing. The booking is borrowed.
std::optional<Claimed> ClaimedBy(const model::Booking& booking);

// What one booking counts on one quota in the window that begins with `first`; of what is no period
// it is nothing.
struct Amount {
  Day first;
  int64_t amount = 0;
};
using Amounts = absl::InlinedVector<Amount, 2>;

// The kit with what quotas select by, looked up once for all quotas that it is under. The state and
// what is claimed are borrowed.
class Counting {
 public:
  Counting(const State& state, const Claimed& claimed);

  // Whether the quota counts any of it.
  bool Selects(const Gauge& gauge) const {
    return is_plain_ ? Selects(gauge, parts_.front()) : SelectsAny(gauge);
  }
  // Whether it counts as a whole in one window: nearly all do, one resource within a day.
  bool IsPlain(const Gauge& gauge) const { return is_plain_ && !gauge.peak_only; }
  // What it counts, or 0. Preconditions: IsPlain(gauge), and the quota is not kConcurrent.
  Amount PlainAmount(const Gauge& gauge) {
    if (!Selects(gauge, parts_.front()) || CountsNoMore(gauge)) return {};
    const auto measure = static_cast<size_t>(gauge.measure);
    if (plain_amounts_[measure] == kUnknown) plain_amounts_[measure] = ChargeIn(gauge.measure);
    return {firsts_[static_cast<size_t>(gauge.window)], plain_amounts_[measure]};
  }
  // Calls visit(Amount) for each window in which it counts. Precondition: it is not kConcurrent.
  template <class Visit>
  void ForEachAmount(const Gauge& gauge, Visit visit) {
    if (!IsPlain(gauge)) return ForEachOfAny(gauge, visit);
    const Amount amount = PlainAmount(gauge);
    if (amount.amount != 0) visit(amount);
  }
  // What it counts in the window that begins on that day; of what is no period `first` is nothing.
  int64_t AmountIn(const Gauge& gauge, Day first);
  // The first resource that it counts. Precondition: Selects(gauge).
  ResourceId FirstSelected(const Gauge& gauge) const;

 private:
  struct Part {
    ResourceId resource{};
    std::array<uint32_t, 4>
        selected_as{};  // by Gauge::Selects: nothing, its pool, itself, its kind
    uint32_t units = 1;
    const model::ZoneTable* zone = nullptr;
    const model::EffectiveRules* rules = nullptr;
  };
  // The part of its time that lies in one window.
  struct Piece {
    Day first;
    Interval interval;
  };
  using Pieces = absl::InlinedVector<Piece, 2>;
  // How its time lies in the windows of a zone, by kind; none: not worked out yet.
  struct Zoned {
    const model::ZoneTable* zone = nullptr;
    std::array<Pieces, 6> pieces;
  };

  bool CountsNoMore(const Gauge& gauge) const {
    return claimed_.over && gauge.window == model::Quota::Window::kOutstanding;
  }
  bool Selects(const Gauge& gauge, const Part& part) const {
    if (claimed_.grab && !gauge.counts_grab) return false;
    if (part.selected_as[static_cast<size_t>(gauge.selects)] == gauge.selected) return true;
    return gauge.selected == 0 && SelectsOneOf(gauge, part);
  }
  bool SelectsOneOf(const Gauge& gauge, const Part& part) const;
  bool SelectsAny(const Gauge& gauge) const;
  int64_t ChargeIn(model::Quota::Measure measure);  // ticks or cents

  template <class Visit>
  void ForEachOfAny(const Gauge& gauge, Visit visit) {
    Count(gauge, &amounts_);
    for (const Amount& one : amounts_) visit(one);
  }
  void Count(const Gauge& gauge, Amounts* amounts);
  void CountTime(const Gauge& gauge, Amounts* amounts);
  void CountBookings(const Gauge& gauge, Amounts* amounts);
  void CountCharge(const Gauge& gauge, Amounts* amounts);
  const Pieces& PiecesIn(const Gauge& gauge, const Part& part);
  static model::Rated RatedIn(const Part& part, Interval interval);

  static constexpr int64_t kUnknown = -1;
  const State& state_;
  Claimed claimed_;
  absl::InlinedVector<Part, 1> parts_;
  bool is_plain_ = false;                   // one resource within a day
  std::array<int64_t, 5> plain_amounts_{};  // by measure, as far as they were worked out
  std::array<Day, 6> firsts_{};             // by kind of window, if it is plain
  absl::InlinedVector<Zoned, 1> zoned_;
  Amounts amounts_;
};

}  // namespace mutua::core
