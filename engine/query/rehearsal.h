// A rehearsal: what people asked for in the past, asked again in another lab (a changed quota,
// share, rule or price), and what would have become of it.
//
// Promises: in the same lab everything is answered as it was; nothing outside is changed. Each
// recorded command is decided again, by the same rules in the same order, at the same instant; what
// follows from another answer follows here too: a booking that was refused frees its time for
// wishes that wait. What concerns a booking that is not there is left out. Limitation: what was
// refused then stays refused, as nobody recorded what it was; and whoever would have asked for
// something else, did not. Thread-bound; bounded by its caller, commit by commit.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/query/recorded.h"
#include "engine/query/statement.h"

namespace mutua::query {

// What a company, or all, asked for and had, of what was asked for within the rehearsal.
struct RehearsedSums {
  int64_t asked = 0;  // requests to book, to move, to wait
  int64_t accepted = 0;
  int64_t refused = 0;
  int64_t met = 0;   // wishes
  int64_t held = 0;  // seconds times units: of bookings that stand, or stood to their end
  Charge charged;
  bool operator==(const RehearsedSums&) const = default;
};

// One world: what happened, or what would have.
class RehearsedWorld {
 public:
  // The next event of it.
  void Hear(const core::Event& event);
  RehearsedSums& Of(CompanyId company) { return asked_[company]; }
  // By company: what was counted, with what became of bookings and wishes.
  std::map<CompanyId, RehearsedSums> Companies() const;
  // Seconds times units held of each pool.
  std::map<PoolId, int64_t> Pools(const core::State& state) const;

 private:
  std::map<CompanyId, RehearsedSums> asked_;
  absl::flat_hash_map<BookingId, model::Booking> bookings_;
  absl::flat_hash_map<WishId, CompanyId> wishes_;  // filed within the rehearsal
  std::map<CompanyId, int64_t> met_;
};

// A request that was accepted, and would have been refused.
struct RehearsedRefusal {
  Instant at;
  core::Subject subject;  // by the history
  CompanyId company{};
  MemberId member{};
  size_t kind = 0;  // of core::Body
  std::vector<core::Reason> reasons;
};

class Rehearsal {
 public:
  // Refusals kept in full; all are counted.
  static constexpr size_t kRefusalsKept = 200;

  // `state`: as it was when the rehearsal begins. `changes`: definitions of the other lab, with the
  // ids that they have, or would have after `now`; what the history says of the same things does
  // not count.
  Rehearsal(std::unique_ptr<core::State> state, std::vector<core::Event> changes,
            const core::Counters& now);

  // The next commit of the history.
  void Take(Instant at, const std::vector<core::Event>& events);
  // What is due until then happens.
  void Finish(Instant at);

  const RehearsedWorld& before() const { return before_; }
  const RehearsedWorld& after() const { return after_; }
  const std::vector<RehearsedRefusal>& refusals() const { return refusals_; }
  // How many would have been refused by each rule that came first.
  const std::map<core::Rule, int64_t>& rules() const { return rules_; }
  int64_t commands() const { return commands_; }
  // The other lab as it would be now, and as it is.
  const core::State& state() const { return *state_; }
  const core::State& recorded() const { return recorded_.state(); }

 private:
  void Do(const RecordedStep& step);
  void Define(const std::vector<core::Event>& facts, Instant at);
  bool DefineAsAsked(const std::vector<core::Event>& facts, Instant at);
  void ApplyChanges();
  bool MayBeMade(const std::pair<size_t, uint32_t>& key) const;
  void Decide(const RecordedStep& step);
  void NoteRefusal(const RecordedStep& step, const std::vector<core::Reason>& reasons);
  void Match(const RecordedStep& step, core::Subject here);
  void MatchRounds();
  void MatchRound(const core::RoundDecided& decided);
  MemberId ForWhom(const RecordedStep& step) const;
  void Tick(Instant at);
  void HearAll();
  void CountAsked(const RecordedStep& step, bool accepted);
  std::optional<core::Body> Translate(const core::Body& body) const;
  BookingId Here(BookingId recorded) const;
  WishId Here(WishId recorded) const;
  RoundId Here(RoundId recorded) const;

  Recorded recorded_;
  std::unique_ptr<core::State> state_;
  std::map<std::pair<size_t, uint32_t>, core::Event> changes_;  // by kind of event and id
  std::set<std::pair<size_t, uint32_t>> pending_;               // not made yet
  const core::Counters now_;
  const BookingId first_booking_;  // of the rehearsal: ids before are the same in both
  const WishId first_wish_;
  const OutageId first_outage_;
  const RoundId first_round_;
  absl::flat_hash_map<BookingId, BookingId> bookings_;  // from the history's to ours
  absl::flat_hash_map<WishId, WishId> wishes_;
  absl::flat_hash_map<OutageId, OutageId> outages_;
  absl::flat_hash_map<RoundId, RoundId> rounds_;
  std::vector<core::RoundDecided> decided_;         // in the commit that is taken
  absl::flat_hash_map<BookingId, WishId> wish_of_;  // a recorded booking that met a wish
  std::vector<core::Event> events_;                 // of the step under way
  RehearsedWorld before_;
  RehearsedWorld after_;
  std::vector<RehearsedRefusal> refusals_;
  std::map<core::Rule, int64_t> rules_;
  int64_t commands_ = 0;
};

}  // namespace mutua::query
