#include "tests/sim/statement_check.h"

#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/query/statement.h"
#include "engine/store/past_bookings.h"

namespace mutua::sim {

std::string FindWrongStatement(const journal::Journal& journal, const core::State& state,
                               const ChargeAuditor& charges) {
  std::map<CompanyId, std::map<absl::CivilMonth, query::StatementTally>> statements;
  const auto take = [&](const model::Booking& booking) {
    statements[booking.company][query::MonthOf(booking)].Add(state, booking);
  };
  state.ForEach<model::Booking>(take);
  for (uint64_t stretch = 0; stretch * store::kPastStretch < state.counters().booking; ++stretch) {
    const auto past = store::PastBookingsIn(journal, stretch);
    if (!past.ok()) return std::string(past.status().message());
    for (const model::Booking& booking : *past) take(booking);
  }
  int64_t bookings = 0;
  std::map<CompanyId, Charge> charged;
  for (const auto& [company, months] : statements) {
    for (const auto& [month, tally] : months) {
      query::StatementSums pools;
      for (const auto& [pool, sums] : tally.pools()) pools.Add(sums);
      const query::StatementSums& total = tally.total();
      const bool adds_up = pools.charged == total.charged && pools.refunded == total.refunded &&
                           pools.booked == total.booked && pools.used == total.used &&
                           total.used <= total.booked;
      if (!adds_up) return absl::StrCat("the pools of company ", company.value(), " do not add up");
      query::ResourceUse resources;
      for (const auto& [resource, use] : tally.resources()) {
        resources.booked += use.booked;
        resources.used += use.used;
      }
      if (resources.booked != total.booked || resources.used != total.used) {
        return absl::StrCat("the resources of company ", company.value(), " do not add up");
      }
      bookings += total.bookings;
      charged[company] = charged[company] + total.charged;
    }
  }
  // Ids are given without a gap.
  if (bookings != static_cast<int64_t>(state.counters().booking) - 1) {
    return absl::StrCat(bookings, " bookings are on statements");
  }
  for (const auto& [company, sum] : charges.ByCompany()) {
    if (charged[company] == sum) continue;
    return absl::StrCat("company ", company.value(), " is to pay ", charged[company].ticks.value(),
                        " ticks; the auditor heard of ", sum.ticks.value());
  }
  return "";
}

}  // namespace mutua::sim
