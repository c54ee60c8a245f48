// What companies lend: machines and people, at cost, for credits or for nothing (DESIGN.md 5.5).
#include "engine/core/lent.h"

#include "engine/core/credits.h"
#include "tests/unit/core/share_lab.h"

namespace mutua::core::testing {
namespace {

using model::Entry;
using model::LentTerms;
using model::Resource;
using model::ResourceKind;

constexpr int64_t kHour = 3600;  // a credit in ticks

struct LendingLab : ShareLab {
  Resource Person(const std::string& handle, int64_t price, LentTerms lent) const {
    Resource resource;
    resource.handle = resource.name = handle;
    resource.kind = ResourceKind::kPerson;
    resource.site = site;
    resource.pool = rooms;
    resource.rules.price = Cents(price);
    resource.lent = lent;
    return resource;
  }
  Decision Ask(Body body) { return Do(manager, std::move(body)); }
  void MakeLent(ResourceId id, LentTerms lent) {
    Resource resource = *state.Find(id);
    resource.lent = lent;
    Define(DefineResource{resource});
  }
  void MakeIndependent(CompanyId id) { Define(Independent(id)); }
  DefineCompany Independent(CompanyId id) const {
    model::Company company = *state.Find(id);
    company.kind = model::Company::Kind::kIndependent;
    return {company};
  }
  Ticks Has(CompanyId company) const { return state.CreditsOf(fdm, company).balance; }
  std::vector<Entry> EntriesOf(CompanyId company) const {
    const model::Purse* purse = state.FindPurse(company);
    return purse == nullptr ? std::vector<Entry>() : purse->entries;
  }
  Ticks Sum() const {
    const model::Commons* commons = state.FindCommons(fdm);
    Ticks sum = commons == nullptr ? Ticks() : commons->balance + commons->escrow - commons->minted;
    for (const CompanyId company : {acme, bolt}) sum = sum + Has(company);
    return sum;
  }
};

const Reason& OnlyReason(const Decision& decision) {
  REQUIRE(decision.refusal.reasons().size() == 1);
  return decision.refusal.reasons().front();
}

TEST_CASE("an hour of somebody who is lent is not sold for more than it costs, on any road") {
  LendingLab lab;
  const Reason dear =
      OnlyReason(lab.Ask(DefineResource{lab.Person("ann", 4501, {lab.acme, Cents(4500), 0, {}})}));
  CHECK(dear.rule == Rule::kAboveCost);
  CHECK(dear.limit == 4500);
  CHECK(dear.asked == 4501);
  CHECK(lab.state.FindHandle(Subject::Kind::kResource, "ann") == std::nullopt);
  const ResourceId ann(
      lab.Define(DefineResource{lab.Person("ann", 4500, {lab.acme, Cents(4500), 0, {}})}));

  // A rate of its own; two at once; the terms; a peak hour, which costs twice.
  Resource changed = *lab.state.Find(ann);
  changed.rules.price = Cents(5000);
  CHECK(OnlyReason(lab.Ask(DefineResource{changed})).asked == 5000);
  changed = *lab.state.Find(ann);
  changed.capacity = 2;
  CHECK(OnlyReason(lab.Ask(DefineResource{changed})).asked == 9000);
  changed = *lab.state.Find(ann);
  changed.lent.cost = Cents(4000);
  CHECK(OnlyReason(lab.Ask(DefineResource{changed})).limit == 4000);
  changed = *lab.state.Find(ann);
  changed.rules.peak_hours.emplace().peak[0] = {{540, 600}};
  CHECK(OnlyReason(lab.Ask(DefineResource{changed})).asked == 9000);

  // The pool's rate, where it has none of its own.
  changed = *lab.state.Find(ann);
  changed.rules.price.reset();
  lab.Define(DefineResource{changed});
  model::Pool pool = *lab.state.Find(lab.rooms);
  pool.rules.price = Cents(4600);
  const Reason by_pool = OnlyReason(lab.Ask(DefinePool{pool}));
  CHECK(by_pool.rule == Rule::kAboveCost);
  CHECK(by_pool.resource == ann);
  CHECK(lab.state.RulesOf(ann).price == Cents());

  // In a lab the end counts, whatever the order; what is refused is numbered.
  changed.lent.cost = Cents(4600);
  CHECK(lab.Ask(DefineLab{{DefinePool{pool}, DefineResource{changed}}}).accepted());
  pool.rules.price = Cents(4700);
  CHECK(OnlyReason(lab.Ask(DefineLab{{DefineCertification{{CertificationId(), "weld", "Weld"}},
                                      DefinePool{pool}}}))
            .occurrence == 2);

  // Who is the lab's own, a machine, or retired, may cost what the lab says.
  lab.Define(DefineResource{lab.Person("max", 9000, {})});
  changed.kind = ResourceKind::kMachine;
  changed.rules.price = Cents(9000);
  lab.Define(DefineResource{changed});
}

TEST_CASE("an independent lends its own time and nobody else's") {
  LendingLab lab;
  lab.MakeIndependent(lab.bolt);
  const LentTerms by_bolt{lab.bolt, Cents(), 0, {}};
  Resource two = lab.Person("bea", 0, by_bolt);
  two.capacity = 2;
  const Reason at_once = OnlyReason(lab.Ask(DefineResource{two}));
  CHECK(at_once.rule == Rule::kLendsPeople);
  CHECK(at_once.limit == 1);
  CHECK(at_once.used == 0);
  CHECK(at_once.asked == 2);
  Resource bea = lab.Person("bea", 0, by_bolt);
  bea.id = ResourceId(lab.Define(DefineResource{bea}));
  const Reason other = OnlyReason(lab.Ask(DefineResource{lab.Person("ben", 0, by_bolt)}));
  CHECK(other.rule == Rule::kLendsPeople);
  CHECK(other.used == 1);
  CHECK(other.asked == 1);
  // A machine is no person, and who is retired is lent no more.
  lab.MakeLent(lab.laser, by_bolt);
  bea.retired = true;
  lab.Define(DefineResource{bea});
  lab.Define(DefineResource{lab.Person("ben", 0, by_bolt)});
  // An employer of two lends both, and is then not alone.
  const LentTerms by_acme{lab.acme, Cents(), 0, {}};
  lab.Define(DefineResource{lab.Person("ada", 0, by_acme)});
  lab.Define(DefineResource{lab.Person("alan", 0, by_acme)});
  CHECK(OnlyReason(lab.Ask(lab.Independent(lab.acme))).rule == Rule::kLendsPeople);
  CHECK(lab.state.Find(lab.acme)->kind == model::Company::Kind::kEmployer);
}

TEST_CASE("terms of nobody, of who is not there, or out of range are refused") {
  LendingLab lab;
  const auto rules = [&](LentTerms lent) {
    return RulesOf(lab.Ask(DefineResource{lab.Person("ann", 0, lent)}));
  };
  CHECK(rules({CompanyId(), Cents(1), 0, {}}) == std::vector{Rule::kUnknown});
  CHECK(rules({CompanyId(99), Cents(), 0, {}}) == std::vector{Rule::kUnknown});
  CHECK(rules({lab.acme, Cents(), 0, PoolId(99)}) == std::vector{Rule::kUnknown});
  CHECK(rules({lab.acme, Cents(-1), 0, {}})[0] == Rule::kBadDefinition);
  CHECK(rules({lab.acme, Cents(), -1, {}}) == std::vector{Rule::kBadDefinition});
  CHECK(rules({lab.acme, Cents(), kTariffMost + 1, {}}) == std::vector{Rule::kBadDefinition});
  // What a company lends keeps it from being retired.
  lab.MakeLent(lab.laser, {lab.bolt, Cents(), 0, {}});
  model::Member bea = *lab.state.Find(lab.bea);
  bea.retired = true;
  lab.Define(DefineMember{bea});
  model::Company bolt = *lab.state.Find(lab.bolt);
  bolt.retired = true;
  const Reason needed = OnlyReason(lab.Ask(DefineCompany{bolt}));
  CHECK(needed.rule == Rule::kInUse);
  CHECK(needed.used == 1);
}

TEST_CASE("what others used of a machine is paid by the mint to who put it in, once") {
  LendingLab lab;
  lab.MakeLent(lab.printers[0], {lab.bolt, Cents(), 3, {}});
  const BookingId own = lab.Got(lab.bea, lab.printers[0], lab.In(1, 2)).id;
  const BookingId others = lab.Got(lab.ada, lab.printers[0], lab.In(4, 2)).id;
  const BookingId cancelled = lab.Got(lab.ada, lab.printers[0], lab.In(8, 2)).id;
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{cancelled}).accepted());
  lab.Advance(lab.at + Duration::Hours(5));
  CHECK(lab[own].state == model::BookingState::kCompleted);
  CHECK(lab.Has(lab.bolt) == Ticks());
  lab.Advance(lab.at + Duration::Hours(1));
  CHECK(lab[others].state == model::BookingState::kCompleted);
  CHECK(lab.Has(lab.bolt) == Ticks(6 * kHour));
  CHECK(lab.state.FindCommons(lab.fdm)->minted == Ticks(6 * kHour));
  CHECK(lab.Sum() == Ticks());
  const Entry entry = lab.EntriesOf(lab.bolt).back();
  CHECK(entry.why == Entry::Why::kGiven);
  CHECK(entry.seconds == 2 * kHour);
  CHECK(entry.resource == lab.printers[0]);
  // That nobody had come, and then that somebody had, pays nothing again.
  REQUIRE(lab.Do(lab.manager, MarkNoShow{others}).accepted());
  CheckIn late{others, lab[others].interval.start()};
  REQUIRE(lab.Do(lab.As(lab.ada), late).accepted());
  CHECK(lab[others].state == model::BookingState::kCompleted);
  lab.Advance(lab.at + Duration::Days(5));
  CHECK(lab.Has(lab.bolt) == Ticks(6 * kHour));
  CHECK(lab.EntriesOf(lab.bolt).size() == 1);
}

TEST_CASE(
    "who lends a machine is paid nothing for what was over before, whatever is learnt of it") {
  LendingLab lab;
  const LentTerms terms{lab.acme, Cents(), 3, {}};
  SUBCASE("somebody was there after all") {
    const BookingId id = lab.Got(lab.bea, lab.printers[0], lab.In(1, 2)).id;
    lab.Advance(lab.at + Duration::Hours(3));
    REQUIRE(lab[id].state == model::BookingState::kCompleted);
    lab.MakeLent(lab.printers[0], terms);
    REQUIRE(lab.Do(lab.manager, MarkNoShow{id}).accepted());
    REQUIRE(lab.Do(lab.As(lab.bea), CheckIn{id, lab[id].interval.start()}).accepted());
    CHECK(lab[id].state == model::BookingState::kCompleted);
  }
  SUBCASE("it ran no longer than until the next one came, who says so late") {
    model::Rules rules;
    rules.check_in_after = rules.check_in_before = Duration::Minutes(15);
    rules.check_out = true;
    lab.SetRules(lab.printers[0], rules);
    const BookingId id = lab.Got(lab.bea, lab.printers[0], lab.In(1, 1)).id;
    const BookingId next = lab.Got(lab.ada, lab.printers[0], lab.In(2, 1)).id;
    const Instant end = lab[id].interval.end();
    REQUIRE(lab.Do(lab.As(lab.bea), CheckIn{id}, lab[id].interval.start()).accepted());
    REQUIRE(lab.Do(lab.As(lab.bea), CheckOut{id}, end + Duration::Minutes(14)).accepted());
    const Ticks late = lab[id].aside->overrun.ticks;
    lab.MakeLent(lab.printers[0], terms);
    Caller kiosk = lab.As(lab.ada);
    kiosk.role = model::Role::kKiosk;
    kiosk.token = TokenId(2);
    REQUIRE(lab.Do(kiosk, CheckIn{next, end + Duration::Minutes(4)}).accepted());
    CHECK(lab[id].aside->overrun.ticks < late);
  }
  CHECK(lab.Has(lab.acme) == Ticks());
  CHECK(lab.EntriesOf(lab.acme).empty());
}

TEST_CASE("the mint pays for what was used, not for what was booked, and not above the ceiling") {
  LendingLab lab;
  lab.MakeLent(lab.printers[0], {lab.acme, Cents(), 100, {}});
  const BookingId id = lab.Got(lab.bea, lab.printers[0], lab.In(1, 4)).id;
  lab.Advance(lab.at + Duration::Hours(1));
  REQUIRE(lab.Do(lab.As(lab.bea), CheckIn{id, std::nullopt}).accepted());
  lab.Advance(lab.at + Duration::Hours(1));
  REQUIRE(lab.Do(lab.As(lab.bea), CheckOut{id, std::nullopt}).accepted());
  CHECK(lab.Has(lab.acme) == Ticks(100 * kHour));
  // Acme's ceiling is three times the 63 h that it is guaranteed.
  lab.Got(lab.bea, lab.printers[0], lab.In(1, 4));
  lab.Advance(lab.at + Duration::Hours(5));
  CHECK(lab.Has(lab.acme) == Ticks(3 * 63 * kHour));
  lab.Got(lab.bea, lab.printers[0], lab.In(1, 4));
  lab.Advance(lab.at + Duration::Hours(5));
  CHECK(lab.Has(lab.acme) == Ticks(3 * 63 * kHour));
  CHECK(lab.EntriesOf(lab.acme).back().ticks == Ticks());
  CHECK(lab.Sum() == Ticks());
}

TEST_CASE("hours of a person are paid in the credits of the pool that its terms name") {
  LendingLab lab;
  const ResourceId ann(
      lab.Define(DefineResource{lab.Person("ann", 0, {lab.acme, Cents(), 2, lab.fdm})}));
  lab.Got(lab.bea, ann, lab.In(1, 2));
  lab.Advance(lab.at + Duration::Hours(3));
  CHECK(lab.Has(lab.acme) == Ticks(4 * kHour));
  CHECK(lab.state.CreditsOf(lab.rooms, lab.acme).balance == Ticks());
  CHECK(lab.Sum() == Ticks());
}

TEST_CASE("a favour costs nothing, is paid nothing for, and is in both accounts") {
  LendingLab lab;
  Resource ann = lab.Person("ann", 0, {lab.acme, Cents(4500), 0, {}});
  ann.rules.tariff = 0;
  const ResourceId id(lab.Define(DefineResource{ann}));
  const BookingId booking = lab.Got(lab.bea, id, lab.In(1, 2)).id;
  CHECK(lab[booking].price.IsNothing());
  lab.Advance(lab.at + Duration::Hours(3));
  REQUIRE(lab.EntriesOf(lab.acme).size() == 1);
  REQUIRE(lab.EntriesOf(lab.bolt).size() == 1);
  const Entry given = lab.EntriesOf(lab.acme)[0];
  const Entry received = lab.EntriesOf(lab.bolt)[0];
  CHECK(given.why == Entry::Why::kFavour);
  CHECK(received.why == Entry::Why::kReceived);
  for (const Entry& entry : {given, received}) {
    CHECK(entry.ticks == Ticks());
    CHECK(entry.seconds == 2 * kHour);
    CHECK(entry.resource == id);
    CHECK(entry.booking == booking);
  }
  CHECK(lab.state.CreditsOf(lab.rooms, lab.acme).balance == Ticks());
}

TEST_CASE("a person whose week two companies share is guaranteed to each by its part") {
  LendingLab lab;
  const PoolId week = lab.AddPool("zoe-s-week", false);
  Resource zoe = lab.Person("zoe", 0, {});
  zoe.pool = week;
  zoe.id = ResourceId(lab.Define(DefineResource{zoe}));
  model::Pool pool = *lab.state.Find(week);
  pool.rules.horizon = Duration::Days(30);
  pool.sharing.shares = {{lab.acme, 2, {}, 0}, {lab.bolt, 1, {}, 0}};
  lab.Define(DefinePool{pool});
  // Half of 168 hours is guaranteed: 56 to acme, 28 to bolt. Next week, more than seven days ahead:
  const auto next_week = [&](int64_t from, int64_t hours) { return lab.In(8 * 24 + from, hours); };
  lab.Got(lab.ada, zoe.id, next_week(0, 50));
  const Reason over = OnlyReason(lab.Do(lab.As(lab.alan), Lab::On(zoe.id, next_week(50, 7))));
  CHECK(over.rule == Rule::kGuaranteeUsed);
  CHECK(over.limit == 56 * kHour);
  CHECK(over.used == 50 * kHour);
  CHECK(over.asked == 7 * kHour);
  lab.Got(lab.alan, zoe.id, next_week(50, 6));
  lab.Got(lab.bea, zoe.id, next_week(56, 28));
  CHECK(OnlyReason(lab.Do(lab.As(lab.bea), Lab::On(zoe.id, next_week(84, 1)))).rule ==
        Rule::kGuaranteeUsed);
}

}  // namespace
}  // namespace mutua::core::testing
