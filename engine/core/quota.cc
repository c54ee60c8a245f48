#include "engine/core/quota.h"

#include <algorithm>

namespace mutua::core {
namespace {

using model::Booking;
using model::HolderId;
using model::Quota;

// What is asked for, and the booking that it replaces, if there is one.
class QuotaCase {
 public:
  // `forgives`: what counts no more than the booking before did is not held against it.
  QuotaCase(const State& state, const Claimed& claimed, BookingId instead_of, bool forgives,
            Instant at)
      : state_(state),
        claimed_(claimed),
        at_(at),
        forgives_(forgives),
        before_id_(instead_of),
        counting_(state, claimed) {
    const Booking* before = instead_of.IsSet() ? state.Find(instead_of) : nullptr;
    if (before != nullptr) before_ = ClaimedBy(*before);
  }

  // Adds a reason for each quota of a list, of those that warn or of those that refuse, that would
  // be exceeded.
  void Judge(const Gauges& gauges, HolderId holder, bool warning, std::vector<Reason>* exceeded) {
    Quota::Window kind = Quota::Window::kConcurrent;  // of the row, which has what was used
    Sums::Row row;
    for (const Gauge& gauge : gauges) {
      if (gauge.warning != warning) continue;
      if (gauge.window != Quota::Window::kConcurrent && counting_.IsPlain(gauge)) {
        const Amount asked = counting_.PlainAmount(gauge);
        if (asked.amount == 0) continue;
        if (gauge.window != kind) {
          row = state_.accounts().RowOf(holder, {gauge.window, asked.first});
          kind = gauge.window;
        }
        if (asked.amount <= gauge.limit - row.Of(gauge.quota)) continue;
      }
      if (const auto reason = Judge(gauge, holder)) exceeded->push_back(*reason);
    }
  }

 private:
  // The reason, if the quota would be exceeded.
  std::optional<Reason> Judge(const Gauge& gauge, HolderId holder) {
    if (gauge.window == Quota::Window::kConcurrent) return JudgeConcurrent(gauge, holder);
    if (gauge.window == Quota::Window::kOutstanding && claimed_.interval.end() <= at_) {
      return std::nullopt;
    }
    std::optional<Reason> worst;
    counting_.ForEachAmount(gauge, [&](const Amount& asked) {
      const int64_t used = state_.accounts().Used(gauge, holder, asked.first);
      if (asked.amount <= gauge.limit - used) return;
      const std::optional<Reason> reason = Exceeded(gauge, holder, asked, used);
      if (reason && (!worst || reason->used > worst->used)) worst = reason;
    });
    return worst;
  }

  // `used` still has what the booking before counts.
  std::optional<Reason> Exceeded(const Gauge& gauge, HolderId holder, const Amount& asked,
                                 int64_t used) {
    const int64_t before = CountedBefore(gauge, holder, asked.first);
    if (forgives_ && asked.amount <= before) return std::nullopt;
    if (asked.amount <= gauge.limit - (used - before)) return std::nullopt;
    Reason reason = Begin(gauge);
    reason.used = used - before;
    reason.asked = asked.amount;
    if (model::IsPeriod(gauge.window)) {
      reason.renews = model::EndOfPeriod(state_.ZoneOf(reason.resource), gauge.window, asked.first);
      if (reason.renews <= at_) return std::nullopt;
    }
    return reason;
  }

  Reason Begin(const Gauge& gauge) const {
    Reason reason;
    reason.rule = Rule::kQuota;
    reason.resource = counting_.FirstSelected(gauge);
    reason.quota = gauge.quota;
    reason.limit = gauge.limit;
    return reason;
  }

  // Whether the booking before counted on this account.
  bool WasOf(const Gauge& gauge, HolderId holder) const {
    if (!before_) return false;
    // Each member of one company: who comes from another one was not counted there.
    const bool elsewhere = gauge.who == Quota::Who::kEachMember &&
                           before_->company != claimed_.company &&
                           state_.Find(gauge.quota)->company.IsSet();
    if (elsewhere) return false;
    return holder == (model::IsOfCompanies(gauge.who) ? model::HolderOf(before_->company)
                                                      : model::HolderOf(before_->member));
  }

  int64_t CountedBefore(const Gauge& gauge, HolderId holder, Day first) const {
    if (!WasOf(gauge, holder)) return 0;
    return Counting(state_, *before_).AmountIn(gauge, first);
  }

  std::optional<Reason> JudgeConcurrent(const Gauge& gauge, HolderId holder) const {
    const Accounts& accounts = state_.accounts();
    if (static_cast<int64_t>(accounts.ConcurrentMost(holder)) < gauge.limit) return std::nullopt;
    if (claimed_.interval.end() <= at_ || !counting_.Selects(gauge)) return std::nullopt;
    const int64_t peak = accounts.Concurrent(state_, gauge, holder, claimed_.interval)
                             .PeakUse(claimed_.interval, before_id_);
    if (peak + 1 <= gauge.limit) return std::nullopt;
    const bool no_more = forgives_ && WasOf(gauge, holder) && !before_->over &&
                         before_->interval.Contains(claimed_.interval) &&
                         Counting(state_, *before_).Selects(gauge);
    if (no_more) return std::nullopt;
    Reason reason = Begin(gauge);
    reason.used = peak;
    reason.asked = 1;
    return reason;
  }

  const State& state_;
  const Claimed& claimed_;
  const Instant at_;
  const bool forgives_;
  const BookingId before_id_;
  Counting counting_;
  std::optional<Claimed> before_;
};

// Less left in proportion to the limit; nothing is left of nothing. Exact: 128 bits hold the
// product of any two.
bool HasLessLeft(const Reason& a, const Reason& b) {
  if ((a.limit == 0) != (b.limit == 0)) return a.limit == 0;
  const __int128 left_a = static_cast<__int128>(a.limit - a.used) * b.limit;
  const __int128 left_b = static_cast<__int128>(b.limit - b.used) * a.limit;
  return left_a != left_b ? left_a < left_b : a.quota < b.quota;
}

}  // namespace

void JudgeQuotas(const State& state, const Claimed& claimed, BookingId instead_of, Instant at,
                 Refusal* refusal) {
  const Accounts& accounts = state.accounts();
  if (accounts.empty() || !accounts.Covers(claimed.company, claimed.member)) return;
  accounts.PrefetchSums(claimed.company, claimed.member);
  QuotaCase c(state, claimed, instead_of, /*forgives=*/true, at);
  std::vector<Reason> exceeded;
  accounts.ForEachList(claimed.company, claimed.member, [&](const Gauges& gauges, HolderId holder) {
    c.Judge(gauges, holder, /*warning=*/false, &exceeded);
  });
  std::sort(exceeded.begin(), exceeded.end(), HasLessLeft);
  for (const Reason& reason : exceeded) refusal->Add(reason);
}

void JudgeQuotas(const State& state, const Booking& booking, Instant at, Refusal* refusal) {
  Claimed claimed{booking.company, booking.member, booking.interval, booking.kit};
  claimed.charge = booking.Charged();
  claimed.grab = booking.grab;
  JudgeQuotas(state, claimed, booking.id, at, refusal);
}

std::vector<Reason> QuotaWarnings(const State& state, BookingId id, Instant at) {
  std::vector<Reason> warnings;
  const Booking* booking = state.Find(id);
  if (!state.accounts().warns() || booking == nullptr) return warnings;
  const std::optional<Claimed> claimed = ClaimedBy(*booking);
  if (!claimed || claimed->over) return warnings;
  QuotaCase c(state, *claimed, id, /*forgives=*/false, at);
  state.accounts().ForEachList(booking->company, booking->member,
                               [&](const Gauges& gauges, HolderId holder) {
                                 c.Judge(gauges, holder, /*warning=*/true, &warnings);
                               });
  std::sort(warnings.begin(), warnings.end(), HasLessLeft);
  return warnings;
}

}  // namespace mutua::core
