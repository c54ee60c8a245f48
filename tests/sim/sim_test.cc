// The whole core under a seeded random workload, with the auditor's second opinion on every answer
// it can judge. A failure prints its seed: MUTUA_SEED=n build/dev/tests/sim/sim_decide runs that
// one alone. MUTUA_SIM_COMMANDS sets how many commands in all (default: a million), and
// MUTUA_SIM_FIRST the first seed (default: 1).
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <span>
#include <string>

#include "engine/core/draft.h"
#include "engine/journal/memory_journal.h"
#include "engine/store/digest.h"
#include "engine/store/events.h"
#include "engine/store/keeper.h"
#include "tests/sim/auditor.h"
#include "tests/sim/charge_auditor.h"
#include "tests/sim/commands.h"
#include "tests/sim/contest_auditor.h"
#include "tests/sim/ledger_auditor.h"
#include "tests/sim/offer_auditor.h"
#include "tests/sim/overrun_auditor.h"
#include "tests/sim/owner_auditor.h"
#include "tests/sim/paris.h"
#include "tests/sim/quota_auditor.h"
#include "tests/sim/rebook_auditor.h"
#include "tests/sim/reserve_auditor.h"
#include "tests/sim/round_auditor.h"
#include "tests/sim/share_auditor.h"
#include "tests/sim/statement_check.h"
#include "tests/sim/workload.h"

namespace mutua::sim {
namespace {

using core::Rule;

std::vector<Rule> RulesOf(const core::Decision& decision) {
  std::set<Rule> rules;
  for (const core::Reason& reason : decision.refusal.reasons()) rules.insert(reason.rule);
  return {rules.begin(), rules.end()};
}

// As the enumeration numbers them: what a failure prints.
std::string ToString(const std::vector<Rule>& rules) {
  std::string text;
  for (const Rule rule : rules) text += std::to_string(static_cast<int>(rule)) + " ";
  return text;
}

struct Run {
  Workload workload;
  Auditor auditor{SystemParis()};
  OwnerAuditor owners{auditor};
  OfferAuditor offers{SystemParis()};
  OverrunAuditor overruns{auditor};
  ChargeAuditor charges{SystemParis(), overruns};
  RebookAuditor rebooked{charges};
  QuotaAuditor quotas{SystemParis(), charges};
  RoundAuditor rounds{auditor};
  ShareAuditor shares{SystemParis(), auditor, charges, quotas, rounds};
  LedgerAuditor ledger{charges, shares};
  ContestAuditor contests{shares, ledger};
  ReserveAuditor reserves{shares, ledger};
  core::State state;
  std::vector<core::Event> history;
  std::vector<std::pair<Instant, size_t>> commits;  // when, and how many events by then
  size_t heard = 0;
  size_t quotas_exceeded = 0;  // refusals by a quota
  size_t quotas_beside = 0;    // of those by one that its holder has beside one of a shorter window
  size_t guarantees_used = 0;  // by a guarantee that was used
  size_t reserved = 0;         // by those of others that were not
  size_t credits_used = 0;     // for want of credits
  size_t pieces_refused = 0;   // for want of pieces
  Instant at = kStart;

  explicit Run(uint64_t seed, Workload::Size size = Workload::Size::kSmall)
      : workload(seed, Paris(), kStart, 1, size) {
    for (const core::Command& command : workload.Lab()) {
      REQUIRE(core::Decide(state, command, at, &history).accepted());
    }
    Hear();
  }

  void Hear() {
    rounds.Expect(std::span(history).subspan(heard));
    ledger.Announce(std::span(history).subspan(heard));
    for (; heard < history.size(); ++heard) {
      CheckRounds(history[heard]);
      rounds.Hear(history[heard]);
      owners.Hear(history[heard]);
      offers.Hear(history[heard]);
      auditor.Hear(history[heard]);
      charges.Hear(history[heard], at);
      rebooked.Hear(history[heard], at);
      ledger.Hear(history[heard], at);
      shares.Hear(history[heard], at);
      quotas.Hear(history[heard]);
      contests.Hear(history[heard], at);
      reserves.Hear(history[heard]);
      overruns.Hear(history[heard], at);
    }
    offers.Settle(at);
    overruns.Settle();
    rebooked.Settle();
    reserves.Settle(at);
    commits.emplace_back(at, history.size());
  }

  // What a round's order was fixed by is what the others know; what it gives out can be paid for.
  void CheckRounds(const core::Event& event) {
    if (const auto* opened = std::get_if<core::RoundOpened>(&event)) {
      const PoolId pool = opened->round.pool;
      for (const model::Round::Turn& turn : opened->round.turns) {
        REQUIRE(turn.credits.value() == ledger.BalanceOf(pool, turn.company));
        REQUIRE(shares.IsUsage(pool, turn.company, turn.usage, at));
        REQUIRE(turn.share == shares.WeightIn(pool, turn.company));
      }
    }
    const auto* booked = std::get_if<core::Booked>(&event);
    if (booked == nullptr || !rounds.IsGiven(booked->booking.id)) return;
    const model::Booking& given = booked->booking;
    const core::Shared asked{given.kit, given.company, given.interval, false, true};
    REQUIRE(!ledger.Judge(asked, BookingId(), at));
  }

  // The rules that a claim breaks, in the opinion of all auditors.
  std::vector<Rule> Judge(const core::Ask& ask) const {
    std::vector<Rule> broken = auditor.Judge(ask, at);
    const bool grab = shares.IsGrabbed(KitOf(ask), ask.company, ask.interval, ask.instead_of, at);
    if (quotas.Exceeds(ask, grab, at)) broken.push_back(Rule::kQuota);
    for (const core::Reason& reason : OfShares(ask)) broken.push_back(reason.rule);
    if (rounds.Forbids(KitOf(ask), ask.interval, ask.instead_of)) broken.push_back(Rule::kInRound);
    return broken;
  }
  std::vector<core::Reason> OfShares(const core::Ask& ask) const {
    const model::Kit kit = KitOf(ask);
    std::vector<core::Reason> reasons =
        shares.Judge({kit, ask.company, ask.interval}, ask.instead_of, at);
    const bool grab = shares.IsGrabbed(kit, ask.company, ask.interval, ask.instead_of, at);
    const core::Shared asked{kit, ask.company, ask.interval, grab};
    if (auto reason = ledger.Judge(asked, ask.instead_of, at)) {
      reason->resource = ask.resource;
      reasons.push_back(*reason);
    }
    return reasons;
  }
  static model::Kit KitOf(const core::Ask& ask) { return {{ask.resource, ask.units, PoolId()}}; }

  void Advance() {
    at = at + workload.Pause();
    owners.Announce(nullptr, state, at);
    overruns.Announce(nullptr);
    while (!core::Tick(state, at, 64, &history)) {
    }
    Hear();
  }
};

// What shares have against it is said with the auditor's numbers, and never in the grab window
// (I6).
void CheckShares(const Run& run, const core::Ask& ask, const core::Decision& decision) {
  std::vector<core::Reason> said;
  for (const core::Reason& reason : decision.refusal.reasons()) {
    if (core::OpensLater(reason.rule)) said.push_back(reason);
  }
  const std::vector<core::Reason> expected = run.OfShares(ask);
  REQUIRE(said.size() == expected.size());
  for (size_t i = 0; i < said.size(); ++i) {
    CHECK(said[i].resource == expected[i].resource);
    CHECK(said[i].limit == expected[i].limit);
    CHECK(said[i].used == expected[i].used);
    CHECK(said[i].asked == expected[i].asked);
    CHECK(said[i].renews == expected[i].renews);
    CHECK((ask.interval.end() - run.at).seconds() > 86400);
  }
}

// One resource by name, or any of a pool, at full price of rules: what the auditor can judge alone.
void CheckBook(const Run& run, const core::Command& command, const core::Book& book,
               const core::Decision& decision) {
  if (book.wants.size() != 1 || book.hold_until) return;
  core::Ask ask;
  ask.interval = book.interval;
  ask.walk_up = book.walk_up;
  ask.cannot_wait = book.interval.start() <= run.at;
  ask.member = command.caller.member;
  ask.company = run.state.Find(command.caller.member)->company;
  ask.units = book.wants[0].units;
  if (book.wants[0].resource.IsSet()) {
    ask.resource = book.wants[0].resource;
    CHECK(ToString(RulesOf(decision)) == ToString(run.Judge(ask)));
    return CheckShares(run, ask, decision);
  }
  bool fits = false;
  for (const ResourceId id : run.state.ResourcesOf(book.wants[0].pool)) {
    ask.resource = id;
    fits = fits || run.Judge(ask).empty();
  }
  // A repack may accept more than fits as it stands, never less.
  if (fits) CHECK_MESSAGE(decision.accepted(), ToString(RulesOf(decision)));
}

// Whether a decision is about the rules, and not about who asks for what.
bool IsJudged(const std::vector<Rule>& rules) {
  return std::none_of(rules.begin(), rules.end(), [](Rule rule) { return rule < Rule::kRetired; });
}

// Where the move would put the booking, from each end alone; none: it does not move that end as it
// says it does.
std::optional<Interval> WhereTo(const core::Move& move, Interval was) {
  using Ends = core::Move::Ends;
  const Instant start = move.interval.start();
  const Instant end = move.interval.end();
  const bool starts_inside = was.start() < start && start < was.end();
  const bool ends_inside = was.start() < end && end < was.end();
  switch (move.ends) {
    case Ends::kBoth:
      return move.interval;
    case Ends::kNeither:
      return was;
    case Ends::kLaterEnd:
      return was.end() < end ? std::optional(Interval(was.start(), end)) : std::nullopt;
    case Ends::kEarlierEnd:
      return ends_inside ? std::optional(Interval(was.start(), end)) : std::nullopt;
    case Ends::kLaterStart:
      return starts_inside ? std::optional(Interval(start, was.end())) : std::nullopt;
    case Ends::kWithin: {
      const bool from = starts_inside || start == was.start();
      const bool to = ends_inside || end == was.end();
      return from && to && move.interval != was ? std::optional(move.interval) : std::nullopt;
    }
  }
  return std::nullopt;
}

void CheckMove(const Run& run, const core::Move& move, const core::Decision& decision,
               const model::Booking& before) {
  const std::vector<Rule> rules = RulesOf(decision);
  if (!IsJudged(rules)) return;
  const std::optional<Interval> to = WhereTo(move, before.interval);
  CHECK(to.has_value() == (rules != std::vector{Rule::kNoRoomToShrink}));
  if (!to || !move.wants.empty() || before.kit.size() != 1 || before.kit[0].any_of.IsSet() ||
      before.state == model::BookingState::kCheckedIn) {
    return;
  }
  core::Ask ask;
  ask.resource = before.kit[0].resource;
  ask.units = before.kit[0].units;
  ask.interval = *to;
  ask.member = before.member;
  ask.company = before.company;
  ask.instead_of = before.id;
  ask.walk_up = before.walk_up;
  ask.agreed = to->start() == before.interval.start();
  ask.may_be_past = ask.agreed && before.interval.start() <= run.at;
  ask.cannot_wait = to->start() <= run.at && before.state != model::BookingState::kHeld &&
                    (to->start() < before.interval.start() || before.interval.end() < to->end());
  CHECK(ToString(rules) == ToString(run.Judge(ask)));
  CheckShares(run, ask, decision);
}

// A hold or an offer that is taken: each of its resources is judged again, as if it were not there.
void CheckConfirm(const Run& run, const core::Decision& decision, const model::Booking& held) {
  const std::vector<Rule> rules = RulesOf(decision);
  if (!IsJudged(rules)) return;
  std::set<Rule> broken;
  for (const model::Claim& claim : held.kit) {
    core::Ask ask;
    ask.resource = claim.resource;
    ask.units = claim.units;
    ask.interval = held.interval;
    ask.member = held.member;
    ask.company = held.company;
    ask.instead_of = held.id;
    ask.agreed = true;
    ask.may_be_past = held.interval.start() <= run.at;
    ask.cannot_wait = ask.may_be_past;
    for (const Rule rule : run.auditor.Judge(ask, run.at)) broken.insert(rule);
  }
  CHECK(ToString(rules) == ToString({broken.begin(), broken.end()}));
}

// Only what is offered now can be accepted.
void CheckAccept(const Run& run, const core::AcceptOffer& accept, const core::Decision& decision) {
  const model::Booking* offer = run.auditor.OfferOf(accept.wish);
  if (offer != nullptr) return CheckConfirm(run, decision, *offer);
  CHECK_FALSE(decision.accepted());
}

// Of a company that left nothing lives: nobody of it gets in, nothing stands, waits, limits or is
// kept for it, and it has nothing.
void CheckWoundUp(const Run& run, CompanyId company) {
  const core::State& state = run.state;
  std::set<MemberId> members;
  state.ForEach<model::Member>([&](const model::Member& member) {
    if (member.company != company) return;
    CHECK(member.retired);
    members.insert(member.id);
  });
  state.ForEach<model::Token>([&](const model::Token& token) {
    CHECK((token.revoked || !members.contains(token.member)));
  });
  for (const auto& [id, booking] : run.auditor.bookings()) {
    CHECK((booking.company != company || !model::Occupies(booking.state)));
  }
  state.ForEach<model::Wish>([&](const model::Wish& wish) {
    const bool waits =
        wish.state == model::WishState::kWaiting || wish.state == model::WishState::kOffered;
    CHECK_FALSE((waits && (wish.company == company || members.contains(wish.member))));
  });
  state.ForEach<model::Series>(
      [&](const model::Series& series) { CHECK((series.company != company || series.ended)); });
  state.ForEach<model::Quota>([&](const model::Quota& quota) {
    const bool its = quota.company == company || members.contains(quota.member);
    CHECK((quota.retired || !its));
  });
  for (const RoundId id : state.open_rounds()) {
    const model::Round::List* list = model::ListOf(*state.Find(id), company);
    CHECK((list == nullptr || list->bundles.empty()));
  }
  for (const auto& [pool, record] : run.shares.pools()) {
    CHECK(run.shares.WeightIn(pool, company) == 0);
    CHECK(run.ledger.BalanceOf(pool, company) == 0);
    if (!run.shares.IsShared(pool)) continue;
    for (const model::Guarantees* period : run.shares.PeriodsOf(pool)) {
      if (period->interval.end() <= run.at) continue;
      const int64_t kept =
          run.shares.Guaranteed(*period, company) - run.shares.Used(*period, company, BookingId());
      CHECK(kept < 60);
    }
  }
}

bool IsBeside(const core::State& state, const core::Reason& reason) {
  if (reason.rule != Rule::kQuota) return false;
  const model::Quota& quota = *state.Find(reason.quota);
  bool beside = false;
  state.ForEach<model::Quota>([&](const model::Quota& other) {
    beside |= !other.retired && other.window < quota.window && other.who == quota.who &&
              other.company == quota.company && other.member == quota.member;
  });
  return beside;
}

void Step(Run& run, int64_t number) {
  run.Advance();
  const core::Command command = run.workload.Next(run.state, run.at);
  std::optional<model::Booking> before;
  const auto* confirm = std::get_if<core::Confirm>(&command.body);
  const auto* move = std::get_if<core::Move>(&command.body);
  if (confirm != nullptr || move != nullptr) {
    const BookingId id = move != nullptr ? move->booking : confirm->booking;
    if (const model::Booking* found = run.state.Find(id)) before = *found;
  }
  const bool watch_refusal = number % 200 == 0;
  store::StateDigest digest{};
  if (watch_refusal) digest = store::DigestOf(run.state);
  // What a command freezes first, of a pool that is shared since a definition, it takes back when
  // it is refused: the auditor knows nothing of that.
  const bool frozen = !run.state.Unfrozen().has_value();
  run.owners.Announce(&command, run.state, run.at);
  const core::Decision decision = core::Decide(run.state, command, run.at, &run.history);
  run.owners.Hear(decision);
  run.overruns.Announce(decision.accepted() ? &command : nullptr);
  // Judged on what the auditor knew before it hears of the decision.
  if (const auto* book = std::get_if<core::Book>(&command.body); book != nullptr && frozen) {
    CheckBook(run, command, *book, decision);
  }
  if (before && move != nullptr && frozen) CheckMove(run, *move, decision, *before);
  if (before && confirm != nullptr) CheckConfirm(run, decision, *before);
  if (const auto* accept = std::get_if<core::AcceptOffer>(&command.body)) {
    CheckAccept(run, *accept, decision);
  }
  const std::vector<Rule> rules = RulesOf(decision);
  run.quotas_exceeded += std::count(rules.begin(), rules.end(), Rule::kQuota) > 0 ? 1 : 0;
  const auto& reasons = decision.refusal.reasons();
  run.quotas_beside += std::any_of(reasons.begin(), reasons.end(), [&](const core::Reason& reason) {
    return IsBeside(run.state, reason);
  });
  run.guarantees_used += std::count(rules.begin(), rules.end(), Rule::kGuaranteeUsed) > 0 ? 1 : 0;
  run.reserved += std::count(rules.begin(), rules.end(), Rule::kReservedForGuarantees) > 0 ? 1 : 0;
  run.credits_used += std::count(rules.begin(), rules.end(), Rule::kCreditsUsed) > 0 ? 1 : 0;
  if (watch_refusal && !decision.accepted()) CHECK(store::DigestOf(run.state) == digest);
  run.Hear();
  if (const auto* wind_up = std::get_if<core::WindUp>(&command.body)) {
    if (decision.accepted()) CheckWoundUp(run, wind_up->company);
  }
  run.pieces_refused += std::count(rules.begin(), rules.end(), Rule::kTooFewPieces) > 0 ? 1 : 0;
  if (number % 100 == 0) CHECK(run.auditor.FindOverbooking() == "");
  CHECK(run.auditor.FindWrongPieces(run.state) == "");
  if (number % 200 == 0) CHECK(run.quotas.FindWrong(run.state, run.at) == "");
  REQUIRE(run.owners.wrong() == "");
  REQUIRE(run.offers.wrong() == "");
  REQUIRE(run.overruns.wrong() == "");
  REQUIRE(run.charges.wrong() == "");
  REQUIRE(run.rebooked.wrong() == "");
  if (number % 100 == 0) CHECK(run.charges.FindWrong(run.state) == "");
  REQUIRE(run.ledger.wrong() == "");
  CHECK(run.ledger.FindWrong(run.state) == "");
  REQUIRE(run.shares.wrong() == "");
  REQUIRE(run.contests.wrong() == "");
  REQUIRE(run.reserves.wrong() == "");
  REQUIRE(run.rounds.wrong() == "");
  if (number % 200 == 0) CHECK(run.shares.FindWrong(run.state, run.at) == "");
  if (number % 100 == 0) CHECK(run.contests.FindWrong(run.state, run.at) == "");
  if (number % 1000 == 0) CHECK(run.shares.FindIdle(run.at) == "");
}

// The state that the events alone give, through their bytes: what a replica has; and the one that
// its records give, as they were saved: what a restart has.
void CheckReplay(const Run& run) {
  core::State replayed;
  store::RecordKeeper keeper(&replayed);
  size_t from = 0;
  for (const auto& [at, to] : run.commits) {
    const std::string bytes =
        store::EncodeEvents(at, {run.history.begin() + static_cast<std::ptrdiff_t>(from),
                                 run.history.begin() + static_cast<std::ptrdiff_t>(to)});
    const auto events = store::DecodeEvents(at, bytes);
    REQUIRE(events.ok());
    replayed.AdvanceTo(at);
    for (const core::Event& event : *events) keeper.Apply(event);
    from = to;
  }
  CHECK(store::DigestOf(replayed) == store::DigestOf(run.state));
  journal::MemoryJournal journal;
  const auto head = journal.Append({run.at, "", {}});
  REQUIRE(head.ok());
  REQUIRE(journal.SaveRecords(head->position, keeper.Take()).ok());
  core::State restored;
  REQUIRE(store::Restore(journal, &restored).ok());
  CHECK(store::DigestOf(restored) == store::DigestOf(run.state));
  CHECK(run.shares.FindWrong(restored, run.at) == "");
  CHECK(FindWrongStatement(journal, restored, run.charges) == "");
  for (const auto& [id, booking] : run.auditor.bookings()) {
    const model::Booking* found = run.state.Find(id);
    REQUIRE(found != nullptr);
    CHECK(found->state == booking.state);
    CHECK(found->interval == booking.interval);
  }
  CHECK(run.quotas.FindWrong(replayed, run.at) == "");
  CHECK(run.charges.FindWrong(replayed) == "");
  CHECK(run.ledger.FindWrong(replayed) == "");
  CHECK(run.ledger.FindWrong(restored) == "");
  CHECK(run.shares.FindWrong(replayed, run.at) == "");
  CHECK(run.contests.FindWrong(replayed, run.at) == "");
  CHECK(run.contests.FindWrong(restored, run.at) == "");
}

TEST_CASE(
    "P2 P3 P9: a million random commands are answered as the naive auditor would, and replay") {
  const Seeds seeds(kCommandsASeed);
  const int64_t commands = CommandsInAll();
  size_t moved = 0;
  size_t repacked = 0;
  size_t replanned = 0;
  size_t held_longer = 0;
  size_t quotas_exceeded = 0;
  size_t quotas_beside = 0;
  size_t refunds = 0;
  size_t forfeits = 0;
  size_t guarantees_used = 0;
  size_t reserved = 0;
  size_t grabbed = 0;
  size_t not_cheaper = 0;
  size_t credits_used = 0;
  size_t lent = 0;
  size_t rebooked = 0;
  int64_t returned = 0;
  int64_t paid = 0;
  int64_t given_back = 0;
  int64_t earned = 0;
  int64_t recirculated = 0;
  size_t compared = 0;
  size_t lost = 0;
  size_t tokens_spent = 0;
  size_t eased = 0;
  size_t rounds = 0;
  size_t given = 0;
  size_t given_before = 0;
  int64_t minted = 0;
  size_t favours = 0;
  size_t wound_up = 0;
  size_t pieces_refused = 0;
  size_t overruns = 0;
  size_t forgiven = 0;
  size_t hindered = 0;
  for (int64_t seed = seeds.first; seed <= seeds.last; ++seed) {
    INFO("MUTUA_SEED=" << seed);
    Run run(static_cast<uint64_t>(seed));
    for (int64_t number = 1; number <= kCommandsASeed; ++number) {
      INFO("command " << number);
      Step(run, number);
    }
    CheckReplay(run);
    moved += run.owners.moved();
    repacked += run.owners.repacked();
    replanned += run.owners.replanned();
    held_longer += run.offers.longer();
    quotas_exceeded += run.quotas_exceeded;
    quotas_beside += run.quotas_beside;
    refunds += run.charges.refunds();
    forfeits += run.charges.forfeits();
    rebooked += run.rebooked.times();
    returned += run.rebooked.ticks();
    guarantees_used += run.guarantees_used;
    reserved += run.reserved;
    grabbed += run.shares.grabbed();
    not_cheaper += run.shares.not_cheaper();
    credits_used += run.credits_used;
    lent += run.ledger.lent();
    paid += run.ledger.paid();
    given_back += run.ledger.given_back();
    earned += run.ledger.earned();
    recirculated += run.ledger.recirculated();
    compared += run.contests.compared();
    lost += run.contests.lost();
    tokens_spent += run.contests.spent();
    eased += run.reserves.met();
    rounds += run.rounds.decided();
    given += run.rounds.taken();
    given_before += run.rounds.taken_before();
    minted += run.ledger.minted();
    favours += run.ledger.favours();
    wound_up += run.ledger.wound_up();
    pieces_refused += run.pieces_refused;
    overruns += run.overruns.charged();
    forgiven += run.overruns.cheaper();
    hindered += run.overruns.hindered();
  }
  // One in 150 at least, or the quotas of the workload test nothing: those on who leaves end.
  if (commands >= 100'000 && seeds.alone == 0) {
    CHECK(quotas_exceeded * 200 >= static_cast<size_t>(commands));
    CHECK(quotas_beside * 1000 >= static_cast<size_t>(commands));
    // Likewise of bookings that are moved, by whoever may.
    CHECK(moved * 500 >= static_cast<size_t>(commands));
    CHECK(repacked * 20'000 >= static_cast<size_t>(commands));
    CHECK(replanned * 40'000 >= static_cast<size_t>(commands));
    // Likewise of refunds and of what is forfeited.
    CHECK(refunds * 100 >= static_cast<size_t>(commands));
    CHECK(forfeits * 1500 >= static_cast<size_t>(commands));
    // And of what others then book.
    CHECK(rebooked * 5000 >= static_cast<size_t>(commands));
    CHECK(returned > commands / 4);
    // And of what shares refuse and give.
    CHECK(guarantees_used * 200 >= static_cast<size_t>(commands));
    CHECK(reserved * 1000 >= static_cast<size_t>(commands));
    CHECK(grabbed * 50 >= static_cast<size_t>(commands));
    CHECK(not_cheaper * 2000 >= static_cast<size_t>(commands));
    // And of credits: who has none left, who lends, what goes each way, and is minted.
    CHECK(credits_used * 2000 >= static_cast<size_t>(commands));
    CHECK(lent * 2000 >= static_cast<size_t>(commands));
    for (const int64_t ticks : {paid, given_back, minted}) CHECK(ticks > commands);
    for (const int64_t ticks : {earned, recirculated}) CHECK(ticks > commands / 4);
    // And of contests.
    CHECK(compared * 10000 >= static_cast<size_t>(commands));
    CHECK(lost * 1000 >= static_cast<size_t>(commands));
    CHECK(tokens_spent * 20'000 >= static_cast<size_t>(commands));
    // And of wishes that waited for what is kept for others.
    CHECK(eased * 2000 >= static_cast<size_t>(commands));
    // And of offers held for quiet hours, of rounds, what they give out and to somebody else.
    for (const size_t times : {held_longer, rounds, given})
      CHECK(times * 1000 >= static_cast<size_t>(commands));
    CHECK(given_before * 5000 >= static_cast<size_t>(commands));
    // And of what companies put in for nothing.
    CHECK(favours * 25'000 >= static_cast<size_t>(commands));
    // And of companies that leave, and of pieces.
    CHECK(wound_up * 5000 >= static_cast<size_t>(commands));
    CHECK(pieces_refused * 5000 >= static_cast<size_t>(commands));
    // And of overruns, those that become shorter, and whom they keep from starting.
    CHECK(overruns * 1000 >= static_cast<size_t>(commands));
    CHECK(forgiven * 2000 >= static_cast<size_t>(commands));
    CHECK(hindered * 5000 >= static_cast<size_t>(commands));
  }
}

TEST_CASE("P2 P3: large labs, a dozen companies in one house, are judged likewise") {
  const Seeds seeds(kCommandsOfLarge, FromEnvironment("MUTUA_LARGE_COMMANDS", 40'000));
  size_t compared = 0;
  size_t lent = 0;
  for (int64_t seed = seeds.first; seed <= seeds.last; ++seed) {
    INFO("MUTUA_SEED=" << seed << " of the large ones");
    Run run(static_cast<uint64_t>(seed), Workload::Size::kLarge);
    for (int64_t number = 1; number <= kCommandsOfLarge; ++number) {
      INFO("command " << number);
      Step(run, number);
    }
    CheckReplay(run);
    compared += run.contests.compared();
    lent += run.ledger.lent();
  }
  if (seeds.alone != 0) return;
  CHECK(compared > 0);
  CHECK(lent > 0);
}

}  // namespace
}  // namespace mutua::sim
