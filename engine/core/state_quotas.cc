// What the state does for quotas: which they are, what bookings that have left still count, and
// when all is counted anew.
#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/core/state.h"

namespace mutua::core {
namespace {

using model::Carry;

bool Precedes(const Carry::Entry& a, const Carry::Entry& b) {
  return std::tie(a.quota, a.first) < std::tie(b.quota, b.first);
}

auto PriceRules(const model::Rules& rules) {
  return std::tie(rules.tariff, rules.price, rules.peak_hours);
}

}  // namespace

void State::Index(const model::Quota& quota) {
  PutHandle(quota);
  accounts_.Insert(quota);
}

void State::Unindex(const model::Quota& quota) {
  DropHandle(quota);
  accounts_.Remove(quota);
}

bool State::CountsOtherwise(const model::Zone& before, const model::Zone& after) {
  return !(before.table == after.table);
}
bool State::CountsOtherwise(const model::Site& before, const model::Site& after) {
  return before.zone != after.zone;
}
// Where charges and peak hours lie is counted by the rules of now.
bool State::CountsOtherwise(const model::Pool& before, const model::Pool& after) {
  return PriceRules(before.rules) != PriceRules(after.rules) || CountsShares(before, after);
}
bool State::CountsOtherwise(const model::Resource& before, const model::Resource& after) {
  return PriceRules(before.rules) != PriceRules(after.rules) || before.pool != after.pool ||
         before.kind != after.kind || before.site != after.site;
}
bool State::CountsOtherwise(const model::Quota& before, const model::Quota& after) {
  model::Quota same = after;  // in everything but what it says and allows
  same.handle = before.handle;
  same.name = before.name;
  same.limit = before.limit;
  same.warning = before.warning;
  same.version = before.version;
  return !(same == before);
}

void State::CountCarry(const Carry& carry, int sign, QuotaId only) {
  if (recount_due_) return;
  for (const Carry::Entry& entry : carry.entries) {
    if (only.IsSet() && entry.quota != only) continue;
    accounts_.Count(carry, entry, quotas_.Find(entry.quota)->window, sign);
  }
}

void State::Recount() {
  if (recount_due_) return;
  accounts_.ForgetAll();
  if (accounts_.empty()) return;
  bookings_.ForEach([&](const model::Booking& booking) { accounts_.Count(*this, booking, 1); });
  carries_.ForEach([&](const Carry& carry) { CountCarry(carry, 1); });
}

void State::Recount(QuotaId quota) {
  if (recount_due_) return;
  accounts_.Forget(quota);
  bookings_.ForEach(
      [&](const model::Booking& booking) { accounts_.Recount(*this, booking, quota); });
  carries_.ForEach([&](const Carry& carry) { CountCarry(carry, 1, quota); });
}

void State::Restored() {
  MUTUA_CHECK(undo_ == nullptr);
  if (std::exchange(shares_due_, false)) RecountShares();
  if (!recount_due_) return;
  recount_due_ = false;
  Recount();
}

// Deadlines of the record stand for the time of day: an event has none, and every replica must
// carry alike.
void State::CarryOver(const model::Booking& booking) {
  CarryOver(booking, model::HolderOf(booking.company));
  CarryOver(booking, model::HolderOf(booking.member));
}

void State::CarryOver(const model::Booking& booking, model::HolderId holder) {
  const std::optional<Claimed> claimed = ClaimedBy(booking);
  const Carry* before = carries_.Find(holder);
  Carry carry{holder, {}};
  if (before != nullptr) carry = *before;
  if (claimed) {
    Counting counting(*this, *claimed);
    accounts_.ForEach(booking.company, booking.member, [&](const Gauge& gauge, model::HolderId of) {
      if (of != holder || !model::IsPeriod(gauge.window)) return;
      counting.ForEachAmount(gauge, [&](const Amount& one) {
        const Carry::Entry entry{gauge.quota, one.first.civil(), one.amount};
        const auto place =
            std::lower_bound(carry.entries.begin(), carry.entries.end(), entry, Precedes);
        if (place == carry.entries.end() || Precedes(entry, *place)) {
          carry.entries.insert(place, entry);
        } else {
          place->amount += one.amount;
        }
      });
    });
  }
  // A carry does not know by which clocks it counted.
  std::erase_if(carry.entries, [&](const Carry::Entry& entry) {
    return model::IsOver(quotas_.Find(entry.quota)->window, Day(entry.first), booking.due);
  });
  if (before == nullptr ? carry.entries.empty() : *before == carry) return;
  if (carry.entries.empty()) {
    Erase<Carry>(holder);
  } else {
    Put(std::move(carry));
  }
}

void State::DropCarried(QuotaId quota) {
  std::vector<Carry> changed;
  carries_.ForEach([&](const Carry& carry) {
    Carry rest = carry;
    std::erase_if(rest.entries, [&](const Carry::Entry& entry) { return entry.quota == quota; });
    if (rest.entries.size() != carry.entries.size()) changed.push_back(std::move(rest));
  });
  for (Carry& rest : changed) {
    if (rest.entries.empty()) {
      Erase<Carry>(rest.id);
    } else {
      Put(std::move(rest));
    }
  }
}

}  // namespace mutua::core
