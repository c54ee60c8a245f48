// Surplus material: a resource with a quantity, whose bookings take pieces for good
// (DESIGN.md 5.5).
#include "engine/core/material.h"

#include "tests/unit/core/lab.h"

namespace mutua::core::testing {
namespace {

using model::BookingState;

struct MaterialLab : Lab {
  MaterialLab() {
    model::Rules rules;
    rules.price = Cents(250);
    rules.horizon = Duration::Days(60);
    plywood = Add("plywood", rooms, model::ResourceKind::kMaterial, 10, rules);
  }
  Book Pieces(uint32_t units, Interval when) const {
    Book book = On(plywood, when);
    book.wants[0].units = units;
    return book;
  }
  Decision Asks(MemberId member, uint32_t units, Interval when) {
    return Do(As(member), Pieces(units, when));
  }
  model::Resource Plywood() const { return *state.Find(plywood); }

  ResourceId plywood;
};

const Reason& OnlyReason(const Decision& decision) {
  REQUIRE(decision.refusal.reasons().size() == 1);
  return decision.refusal.reasons().front();
}

TEST_CASE("no piece is booked twice, whenever it is to be fetched") {
  MaterialLab lab;
  REQUIRE(lab.Asks(lab.ada, 6, Lab::Hours(48, 49)).accepted());
  // Sooner or later, there are four left.
  for (const Interval when : {Lab::Hours(1, 2), Lab::Hours(48, 49), Lab::Hours(700, 701)}) {
    const Reason reason = OnlyReason(lab.Asks(lab.bea, 5, when));
    CHECK(reason.rule == Rule::kTooFewPieces);
    CHECK(reason.resource == lab.plywood);
    CHECK(reason.limit == 10);
    CHECK(reason.used == 6);
    CHECK(reason.asked == 5);
  }
  REQUIRE(lab.Asks(lab.bea, 4, Lab::Hours(1, 2)).accepted());
  CHECK(OnlyReason(lab.Asks(lab.alan, 1, Lab::Hours(3, 4))).used == 10);
  // No override gets past what is not there.
  Book book = lab.Pieces(1, Lab::Hours(3, 4));
  book.member = lab.ada;
  book.override_policy = {true, model::Seal{1}};
  CHECK(OnlyReason(lab.Do(lab.manager, book)).rule == Rule::kTooFewPieces);
}

TEST_CASE("what was fetched is taken for good; what is cancelled or let pass is on offer again") {
  MaterialLab lab;
  const BookingId fetched = lab.Booked(lab.ada, lab.Pieces(6, Lab::Hours(1, 2)));
  const BookingId cancelled = lab.Booked(lab.bea, lab.Pieces(3, Lab::Hours(5, 6)));
  CHECK(PiecesGone(lab.state, lab.plywood) == 9);
  REQUIRE(lab.Do(lab.As(lab.bea), Cancel{cancelled}).accepted());
  CHECK(PiecesGone(lab.state, lab.plywood) == 6);
  CHECK(lab.Plywood().taken == 0);
  lab.Advance(kMonday + Duration::Hours(2));
  CHECK(lab[fetched].state == BookingState::kCompleted);
  CHECK(lab.Plywood().taken == 6);
  CHECK(PiecesGone(lab.state, lab.plywood) == 6);
  // Long after the booking has left the calendars, too.
  lab.Advance(kMonday + Duration::Days(30));
  CHECK(lab.state.Find(fetched) == nullptr);
  CHECK(OnlyReason(lab.Asks(lab.bea, 5, Interval(lab.at, lab.at + Duration::Hours(1)))).used == 6);

  model::Resource asked = lab.Plywood();
  asked.rules.check_in_after = Duration::Minutes(15);
  lab.Define(DefineResource{asked});
  const BookingId missed = lab.Booked(
      lab.bea, lab.Pieces(4, Interval(lab.at + Duration::Hours(1), lab.at + Duration::Hours(2))));
  lab.Advance(lab.at + Duration::Hours(3));
  CHECK(lab[missed].state == BookingState::kNoShow);
  CHECK(PiecesGone(lab.state, lab.plywood) == 6);
}

TEST_CASE(
    "pieces that nobody came for, as is noticed later, are on offer again; and taken if not") {
  MaterialLab lab;
  const BookingId id = lab.Booked(lab.ada, lab.Pieces(6, Lab::Hours(1, 2)));
  lab.Advance(kMonday + Duration::Hours(3));
  REQUIRE(lab.Plywood().taken == 6);
  REQUIRE(lab.Do(lab.manager, MarkNoShow{id}).accepted());
  CHECK(lab.Plywood().taken == 0);
  CHECK(PiecesGone(lab.state, lab.plywood) == 0);
  // Somebody had come: what the kiosk could not say arrives.
  REQUIRE(lab.Do(lab.As(lab.ada), CheckIn{id, Lab::Hours(1, 2).start()}).accepted());
  CHECK(lab[id].state == BookingState::kCompleted);
  CHECK(lab.Plywood().taken == 6);
  CHECK(PiecesGone(lab.state, lab.plywood) == 6);
}

TEST_CASE("material is in no pool that companies share, whichever is said first") {
  MaterialLab lab;
  model::Pool pool = *lab.state.Find(lab.rooms);
  pool.sharing.shares = {{lab.acme, 1, {}, 0}};
  const Reason shared = OnlyReason(lab.Do(lab.manager, DefinePool{pool}));
  CHECK(shared.rule == Rule::kMaterialShared);
  CHECK(shared.resource == lab.plywood);
  pool = *lab.state.Find(lab.fdm);
  pool.sharing.shares = {{lab.acme, 1, {}, 0}};
  lab.Define(DefinePool{pool});
  model::Resource moved = lab.Plywood();
  moved.pool = lab.fdm;
  CHECK(OnlyReason(lab.Do(lab.manager, DefineResource{moved})).rule == Rule::kMaterialShared);
  // In a lab the end counts, and the definition is numbered.
  model::Pool free = pool;
  free.sharing.shares.clear();
  CHECK(lab.Do(lab.manager, DefineLab{{DefineResource{moved}, DefinePool{free}}}).accepted());
  const Decision again =
      lab.Do(lab.manager,
             DefineLab{{DefineCertification{{CertificationId(), "w", "W"}}, DefinePool{pool}}});
  CHECK(OnlyReason(again).rule == Rule::kMaterialShared);
  CHECK(OnlyReason(again).occurrence == 2);
}

TEST_CASE("what a company puts on offer earns by the piece, however long fetching takes") {
  MaterialLab lab;
  model::Resource lent = lab.Plywood();
  lent.lent = {lab.bolt, Cents(), 0, {}};
  lab.Define(DefineResource{lent});
  lab.Booked(lab.ada, lab.Pieces(4, Lab::Hours(1, 3)));
  lab.Advance(kMonday + Duration::Hours(4));
  const model::Purse* purse = lab.state.FindPurse(lab.bolt);
  REQUIRE(purse != nullptr);
  CHECK(purse->entries.back().why == model::Entry::Why::kGiven);
  CHECK(purse->entries.back().seconds == 4 * 3600);
  CHECK(purse->entries.back().resource == lab.plywood);
}

TEST_CASE("a late check-in finds its pieces given to somebody else") {
  MaterialLab lab;
  model::Resource asked = lab.Plywood();
  asked.rules.check_in_after = Duration::Minutes(15);
  lab.Define(DefineResource{asked});
  const Interval when = Lab::Hours(1, 3);
  const BookingId missed = lab.Booked(lab.ada, lab.Pieces(6, when));
  lab.Advance(when.start() + Duration::Minutes(30));
  REQUIRE(lab[missed].state == BookingState::kNoShow);
  REQUIRE(lab.Asks(lab.bea, 5, Lab::Hours(700, 701)).accepted());
  REQUIRE(lab.Do(lab.As(lab.ada), CheckIn{missed, when.start()}).accepted());
  CHECK(lab[missed].state == BookingState::kNoShow);
  CHECK(PiecesGone(lab.state, lab.plywood) == 5);
}

TEST_CASE("a piece has one price, however long fetching it takes, and is given back as a piece") {
  MaterialLab lab;
  const BookingId id = lab.Booked(lab.ada, lab.Pieces(4, Lab::Hours(48, 51)));
  CHECK(lab[id].price.cents == Cents(1000));
  Move later;
  later.booking = id;
  later.interval = Lab::Hours(60, 61);
  REQUIRE(lab.Do(lab.As(lab.ada), later).accepted());
  CHECK(lab[id].price.cents == Cents(1000));
  CHECK(lab[id].Charged().cents == Cents(1000));
  // Ten hours ahead: another time costs nothing, a piece that is let go stays paid.
  lab.Advance(kMonday + Duration::Hours(50));
  later.interval = Lab::Hours(65, 66);
  REQUIRE(lab.Do(lab.As(lab.ada), later).accepted());
  CHECK(lab[id].Charged().cents == Cents(1000));
  later.interval = lab[id].interval;
  later.wants.push_back({lab.plywood, PoolId(), 3});
  REQUIRE(lab.Do(lab.As(lab.ada), later).accepted());
  CHECK(lab[id].Charged().cents == Cents(1000));
  CHECK(PiecesGone(lab.state, lab.plywood) == 3);
}

TEST_CASE("who waits for pieces is served when some are back on offer, whenever these were for") {
  MaterialLab lab;
  const BookingId all = lab.Booked(lab.ada, lab.Pieces(10, Lab::Hours(48, 49)));
  FileWish wish;
  wish.wants.push_back({lab.plywood, PoolId(), 2});
  wish.windows.push_back(Lab::Hours(70, 80));
  wish.length = Duration::Hours(1);
  wish.book_at_once = true;
  const Decision filed = lab.Do(lab.As(lab.bea), wish);
  REQUIRE(filed.accepted());
  const WishId id(filed.subject.id);
  CHECK(lab.state.Find(id)->state == model::WishState::kWaiting);
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{all}).accepted());
  CHECK(lab.state.Find(id)->state == model::WishState::kMet);
  CHECK(PiecesGone(lab.state, lab.plywood) == 2);
}

TEST_CASE("an offer is not made smaller than what is gone of it, nor something else meanwhile") {
  MaterialLab lab;
  REQUIRE(lab.Asks(lab.ada, 6, Lab::Hours(1, 2)).accepted());
  REQUIRE(lab.Asks(lab.bea, 1, Lab::Hours(48, 49)).accepted());
  lab.Advance(kMonday + Duration::Hours(3));
  model::Resource changed = lab.Plywood();
  changed.capacity = 6;
  const Reason reason = OnlyReason(lab.Do(lab.manager, DefineResource{changed}));
  CHECK(reason.rule == Rule::kInUse);
  CHECK(reason.used == 7);
  changed.capacity = 7;
  // What was taken is for bookings to say, not for who defines it.
  changed.taken = 0;
  lab.Define(DefineResource{changed});
  CHECK(lab.Plywood().taken == 6);
  changed.kind = model::ResourceKind::kMachine;
  CHECK(OnlyReason(lab.Do(lab.manager, DefineResource{changed})).rule == Rule::kInUse);
  changed.kind = model::ResourceKind::kMaterial;
  changed.retired = true;
  CHECK(OnlyReason(lab.Do(lab.manager, DefineResource{changed})).rule == Rule::kInUse);
}

}  // namespace
}  // namespace mutua::core::testing
