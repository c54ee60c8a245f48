// What companies consumed of each pool, and what of their guarantees is unused.
//
// Usage V = F + U (FAIRSHARE.md 3): F, what their live bookings are charged, as it is, so that hoarding
// gains nothing; U, what those that ended are charged, halved by each 28 days since their end. Beside
// it the time that counts against a guarantee: what is booked, in use, completed or was let pass
// without a word, was not grabbed, and is not paid with credits.
//
// Like quotas' accounts this follows from the records: the state adds what a booking consumes when it
// indexes it and takes it away when it unindexes it. So it is exact through whatever a booking goes,
// and nothing is swept. Thread-bound, a part of the state.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "engine/model/booking.h"
#include "engine/model/guarantee.h"

namespace mutua::core {

class State;

class Usages {
 public:
  // Adds what a booking consumes, `sign` 1, or takes it away, -1.
  void Count(const State& state, const model::Booking& booking, int sign);
  void Count(const model::Usage& carried, int sign);
  void Insert(const model::Guarantees& guarantees);
  void Remove(const model::Guarantees& guarantees);
  // What is lent is not guaranteed to its company any more.
  void Insert(const model::Lending& lending);
  void Remove(const model::Lending& lending);
  // Forgets all that was counted; the guarantees stay.
  void Forget();

  // V at `at`.
  Ticks Of(PoolId pool, CompanyId company, Instant at) const;
  // F alone.
  Ticks Future(PoolId pool, CompanyId company) const;
  // Seconds that count against the guarantee of the period that begins so.
  int64_t Within(PoolId pool, CompanyId company, CivilDay first) const;

  // Calls visit(pool, past, first, seconds) until all of the company's past and time was visited once.
  template <class Visit>
  void ForEach(CompanyId company, Visit visit) const {
    for (const auto& [key, consumed] : consumed_) {
      if (key.second != company) continue;
      visit(key.first, consumed.past, CivilDay(), int64_t{0});
      for (const auto& [first, seconds] : consumed.within) {
        visit(key.first, model::Decayed(), first, seconds);
      }
    }
  }

  // The guarantees of the period in which `at` lies, or of the pool's last period before it; none if
  // no period of the pool has begun by then.
  GuaranteesId At(PoolId pool, Instant at) const;
  // The pool's last period.
  GuaranteesId Last(PoolId pool) const;
  // Seconds guaranteed to the company in that period, less what it lent.
  int64_t Guaranteed(GuaranteesId id, CompanyId company) const;
  // What is lent in that period, ascending by id.
  std::vector<LendingId> LentIn(GuaranteesId id) const;
  // Seconds guaranteed in that period and not used, of all companies together.
  int64_t Unused(GuaranteesId id) const;

 private:
  struct Consumed {
    int64_t future = 0;  // ticks
    model::Decayed past;
    absl::InlinedVector<std::pair<CivilDay, int64_t>, 2> within;  // ascending; none is nothing
  };
  struct Period {
    Instant start;
    CivilDay first;
    GuaranteesId id{};
  };
  struct Frozen {
    int64_t unused = 0;  // seconds
    absl::flat_hash_map<CompanyId, int64_t> guaranteed;  // seconds
  };

  using Key = std::pair<PoolId, CompanyId>;
  struct Lent {
    LendingId lending{};
    CompanyId company{};
    int64_t seconds = 0;
  };
  void Release(const model::Lending& lending, int sign);
  const Consumed* Find(PoolId pool, CompanyId company) const;
  void CountWithin(PoolId pool, CompanyId company, CivilDay first, int64_t seconds);
  void CountTime(const State& state, const model::Booking& booking, PoolId pool, int64_t units,
                 int sign);

  absl::flat_hash_map<Key, Consumed> consumed_;
  absl::flat_hash_map<PoolId, std::vector<Period>> periods_;  // ascending
  absl::flat_hash_map<GuaranteesId, Frozen> frozen_;
  absl::flat_hash_map<GuaranteesId, std::vector<Lent>> lent_;  // ascending by id
};

// What a booking is charged for what it claims of one pool: a kit over several pools in proportion to
// what each costs by the rules of now, so that they add up.
int64_t TicksIn(const State& state, const model::Booking& booking, PoolId pool);

// When what it is charged became past: its end, or when it ended before that. Precondition: it ended.
Instant ConsumedAt(const model::Booking& booking);

}  // namespace mutua::core
