// The lab with shared printers and a round over two Tuesday evenings, for tests of core. Bolt has
// used some, so acme chooses first. Of an evening 12 printer-hours are open, of both 24: acme's cap
// is 6, bolt's 18.
#pragma once

#include "engine/core/round.h"
#include "tests/unit/core/share_lab.h"

namespace mutua::core::testing {

using model::Round;
using model::RoundState;
using Fate = Round::Result::Fate;

struct RoundLab : ShareLab {
  RoundLab() { Got(bea, printers[2], In(12, 4)); }

  // Hours of Tuesday evening, 18:00 to 22:00, this week or later.
  Interval Evening(int64_t from = 0, int64_t hours = 4, int64_t week = 0) const {
    return Hours(34 + 168 * week + from, 34 + 168 * week + from + hours);
  }
  Instant Closes() const { return kMonday + Duration::Hours(24); }
  Decision Open(std::vector<Interval> windows, Instant closes_at) {
    OpenRound command;
    command.pool = fdm;
    command.windows = std::move(windows);
    command.closes_at = closes_at;
    return Do(manager, command);
  }
  RoundId Opened() {
    const Decision decision = Open({Evening(), Evening(0, 4, 1)}, Closes());
    REQUIRE(decision.accepted());
    return RoundId(decision.subject.id);
  }

  Round::Part Named(size_t printer, Interval interval) const {
    return {{printers[printer], PoolId(), 1}, interval};
  }
  Round::Part Any(Interval interval, uint32_t units = 1) const {
    return {{ResourceId(), fdm, units}, interval};
  }
  // One alternative of one part.
  static Round::Bundle Just(const Round::Part& part) { return {{part}}; }

  Decision File(MemberId member, RoundId round, std::vector<Round::Bundle> bundles) {
    FileList command;
    command.round = round;
    command.bundles = std::move(bundles);
    return Do(As(member), command);
  }
  void Filed(MemberId member, RoundId round, std::vector<Round::Bundle> bundles) {
    const Decision decision = File(member, round, std::move(bundles));
    CAPTURE(RulesOf(decision).size());
    REQUIRE(decision.accepted());
  }
  const Round& Closed(RoundId round) {
    REQUIRE(Do(manager, CloseRound{round}).accepted());
    return *state.Find(round);
  }
  const Round::Turn& Turn(RoundId round, CompanyId company) const {
    const Round& found = *state.Find(round);
    return found.turns[model::TurnOf(found, company) - 1];
  }
  std::vector<Fate> Fates(RoundId round, CompanyId company) const {
    std::vector<Fate> fates;
    for (const Round::Result& result : Turn(round, company).results) fates.push_back(result.fate);
    return fates;
  }
};

}  // namespace mutua::core::testing
