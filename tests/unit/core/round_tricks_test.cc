// No misreport pays: in small rounds every list that a company could file instead of the true one
// is tried, against every list of the others. What a company values is the order of its list, and
// of the alternatives in each: of two outcomes the one that is better in the first bundle in which
// they differ (decisions/rounds.md).
#include <algorithm>
#include <map>

#include "tests/unit/core/round_lab.h"

namespace mutua::core::testing {
namespace {

using Ranking = std::vector<size_t>;  // bundles, best first
using Had = std::vector<uint32_t>;    // by bundle: which alternative

constexpr uint32_t kNothing = UINT32_MAX;

// Every order of every subset of so many bundles, `most` at most.
std::vector<Ranking> EveryRanking(size_t bundles, size_t most) {
  std::vector<Ranking> all{{}};
  for (size_t i = 0; i < all.size(); ++i) {
    for (size_t bundle = 0; bundle < bundles; ++bundle) {
      if (all[i].size() == most) break;
      if (std::count(all[i].begin(), all[i].end(), bundle) > 0) continue;
      Ranking longer = all[i];
      longer.push_back(bundle);
      all.push_back(longer);
    }
  }
  return all;
}

// Whether `a` is better than `b` to a company that truly ranks so.
bool IsBetter(const Ranking& truth, const Had& a, const Had& b) {
  for (const size_t bundle : truth) {
    if (a[bundle] != b[bundle]) return a[bundle] < b[bundle];
  }
  return false;
}

struct SmallRound {
  std::vector<MemberId> members;  // one of each company
  std::vector<CompanyId> companies;
  std::vector<Round::Bundle> bundles;
  RoundId id{};

  // What each company has when they file so, in the order of `filing`.
  std::vector<Had> Outcome(const State& before, Instant at, const std::vector<Ranking>& lists,
                           const std::vector<size_t>& filing) const {
    State state = before;
    std::vector<Event> events;
    const auto decide = [&](Caller caller, Body body) {
      Command command;
      command.caller = caller;
      command.body = std::move(body);
      REQUIRE(Decide(state, command, at, &events).accepted());
    };
    for (const size_t i : filing) {
      FileList list;
      list.round = id;
      for (const size_t bundle : lists[i]) list.bundles.push_back(bundles[bundle]);
      decide(Lab::As(members[i]), list);
    }
    Caller manager;
    manager.role = model::Role::kManager;
    decide(manager, CloseRound{id});
    const Round& round = *state.Find(id);
    CHECK(FollowPass(round).empty());
    std::vector<Had> had;
    for (size_t i = 0; i < lists.size(); ++i) {
      const Round::Turn& turn = round.turns[model::TurnOf(round, companies[i]) - 1];
      had.emplace_back(bundles.size(), kNothing);
      for (size_t j = 0; j < turn.results.size(); ++j) {
        const Round::Result& result = turn.results[j];
        if (result.fate == Fate::kTaken) had.back()[lists[i][j]] = result.alternative;
      }
    }
    return had;
  }
};

// Two companies, three bundles: an hour; the next one or two beside; both or two beside.
TEST_CASE("no misreport pays a company in a round of two, in whatever order they file") {
  RoundLab lab;
  lab.SetShares(1, 2);  // of two hours of three printers: caps of two and four hours
  const Decision opened = lab.Open({lab.Evening(0, 2)}, lab.Closes());
  REQUIRE(opened.accepted());
  SmallRound small{{lab.ada, lab.bea}, {lab.acme, lab.bolt}, {}, RoundId(opened.subject.id)};
  const Round::Part early = lab.Named(0, lab.Evening(0, 1));
  const Round::Part late = lab.Named(0, lab.Evening(1, 1));
  const Round::Part beside = lab.Named(1, lab.Evening(0, 2));
  small.bundles = {{{early}}, {{late}, {beside}}, {{early, late}, {beside}}};
  const std::vector<Ranking> all = EveryRanking(small.bundles.size(), 3);
  REQUIRE(all.size() == 16);
  std::map<std::pair<size_t, size_t>, std::vector<Had>> outcomes;
  for (size_t a = 0; a < all.size(); ++a) {
    for (size_t b = 0; b < all.size(); ++b) {
      const auto first = small.Outcome(lab.state, lab.at, {all[a], all[b]}, {0, 1});
      outcomes[{a, b}] = first;
      REQUIRE(small.Outcome(lab.state, lab.at, {all[a], all[b]}, {1, 0}) == first);
    }
  }
  size_t gains = 0;
  for (size_t truth = 0; truth < all.size(); ++truth) {
    for (size_t other = 0; other < all.size(); ++other) {
      for (size_t lie = 0; lie < all.size(); ++lie) {
        gains += IsBetter(all[truth], outcomes[{lie, other}][0], outcomes[{truth, other}][0]);
        gains += IsBetter(all[truth], outcomes[{other, lie}][1], outcomes[{other, truth}][1]);
      }
    }
  }
  CHECK(gains == 0);
}

TEST_CASE("no misreport pays a company in a round of three") {
  RoundLab lab;
  const CompanyId cut(lab.Define(DefineCompany{{CompanyId(), "cut", "Cut"}}));
  const MemberId cleo = lab.AddMember(cut);
  model::Pool pool = *lab.state.Find(lab.fdm);
  pool.sharing.shares = {{lab.acme, 1, {}, 0}, {lab.bolt, 1, {}, 0}, {cut, 1, {}, 0}};
  lab.Define(DefinePool{pool});
  const Decision opened = lab.Open({lab.Evening(0, 1)}, lab.Closes());
  REQUIRE(opened.accepted());
  SmallRound small{
      {lab.ada, lab.bea, cleo}, {lab.acme, lab.bolt, cut}, {}, RoundId(opened.subject.id)};
  // Caps of an hour: one bundle each, and the last two are half of it.
  const Interval half(lab.Evening().start(), lab.Evening().start() + Duration::Minutes(30));
  small.bundles = {lab.Just(lab.Named(0, lab.Evening(0, 1))), lab.Just(lab.Named(0, half)),
                   lab.Just(lab.Any(half))};
  const std::vector<Ranking> all = EveryRanking(small.bundles.size(), 2);
  REQUIRE(all.size() == 10);
  std::map<std::vector<size_t>, std::vector<Had>> outcomes;
  for (size_t a = 0; a < all.size(); ++a) {
    for (size_t b = 0; b < all.size(); ++b) {
      for (size_t c = 0; c < all.size(); ++c) {
        outcomes[{a, b, c}] = small.Outcome(lab.state, lab.at, {all[a], all[b], all[c]},
                                            {a % 3, (a + 1) % 3, (a + 2) % 3});
      }
    }
  }
  size_t gains = 0;
  for (const auto& [lists, truly] : outcomes) {
    for (size_t company = 0; company < lists.size(); ++company) {
      for (size_t lie = 0; lie < all.size(); ++lie) {
        std::vector<size_t> otherwise = lists;
        otherwise[company] = lie;
        gains += IsBetter(all[lists[company]], outcomes[otherwise][company], truly[company]);
      }
    }
  }
  CHECK(gains == 0);
}

TEST_CASE("a round's order is no company's to change once it is open") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  const auto order = [&] {
    std::vector<CompanyId> companies;
    for (const Round::Turn& turn : lab.state.Find(id)->turns) companies.push_back(turn.company);
    return companies;
  };
  const std::vector before = order();
  // Neither by booking and cancelling, nor by shares that change meanwhile.
  lab.Got(lab.ada, lab.printers[1], lab.In(50, 40));
  lab.SetShares(9, 1);
  CHECK(order() == before);
  const Round& round = lab.Closed(id);
  CHECK(IsInOrder(round));
  CHECK(round.turns[0].cap == 6 * 3600);
}

}  // namespace
}  // namespace mutua::core::testing
