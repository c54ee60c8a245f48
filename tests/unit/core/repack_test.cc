// Repacking: what moves to make room, what must not, and how far it goes. The property checks every
// outcome against a second, naive opinion.
#include "engine/core/repack.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include "engine/core/place.h"
#include "tests/unit/core/bare_lab.h"

namespace mutua::core {
namespace {

using testing::BareLab;

// Asks for any of the pool and keeps what follows, or nothing at all.
struct Asked {
  ResourceId resource;  // none: refused
  std::vector<Reason> reasons;
  std::vector<std::pair<BookingId, ResourceId>> moved;  // in order, with where to
};

Asked AskAny(BareLab& lab, PoolId pool, Interval interval) {
  Draft draft(lab.state);
  Refusal refusal;
  model::Kit kit;
  Place(draft, {{ResourceId(), pool, 1}},
        {.interval = interval, .member = lab.member, .company = lab.company}, lab.now, &kit,
        &refusal);
  Asked asked;
  asked.reasons = refusal.reasons();
  for (const Event& event : draft.events()) {
    const auto& changed = std::get<BookingChanged>(event);
    CHECK(changed.why == BookingChanged::Why::kRepacked);
    asked.moved.emplace_back(changed.booking.id, changed.booking.kit[0].resource);
  }
  if (refusal.empty()) {
    asked.resource = kit[0].resource;
    draft.Seal();
    lab.PutAny(asked.resource, interval);
  }
  return asked;
}

using Moves = std::vector<std::pair<BookingId, ResourceId>>;

// Two resources, each with half a day that the asked day needs: one move makes room.
//   r0: [8, 12)   r1: [12, 16)   asked: [8, 16)
struct TwoHalves {
  TwoHalves() {
    pool = lab.AddPool();
    r = lab.AddResources(pool, 2);
  }
  BareLab lab;
  PoolId pool;
  std::vector<ResourceId> r;
};

TEST_CASE("one booking moves aside when its owner lets it") {
  TwoHalves t;
  const BookingId morning = t.lab.PutAny(t.r[0], t.lab.Hours(2, 8, 12));
  t.lab.PutAny(t.r[1], t.lab.Hours(2, 12, 16));
  const Asked asked = AskAny(t.lab, t.pool, t.lab.Hours(2, 8, 16));
  CHECK(asked.resource == t.r[0]);
  CHECK(asked.moved == Moves{{morning, t.r[1]}});
  const model::Booking& moved = *t.lab.state.Find(morning);
  CHECK(moved.kit[0] == model::Claim{t.r[1], 1, t.pool});
  CHECK(moved.interval == t.lab.Hours(2, 8, 12));
  CHECK(moved.version == 2);
}

TEST_CASE("what may not be moved stays, and the pool is full") {
  struct Row {
    const char* what;
    void (*change)(TwoHalves&, model::Booking&);
  };
  const std::vector<Row> rows = {
      {"the owner did not allow it", [](TwoHalves&, model::Booking& b) { b.may_move = false; }},
      {"it was asked by name", [](TwoHalves&, model::Booking& b) { b.kit[0].any_of = PoolId(); }},
      {"it has begun",
       [](TwoHalves&, model::Booking& b) { b.state = model::BookingState::kCheckedIn; }},
      {"its member lost the certification of the pool",
       [](TwoHalves& t, model::Booking& b) {
         const CertificationId wanted = t.lab.AddCertification();
         model::Pool pool = *t.lab.state.Find(t.pool);
         pool.rules.certifications = std::vector{wanted};
         t.lab.state.Apply(PoolDefined{pool});
         t.lab.member = t.lab.AddMember(t.lab.company, {{wanted, kEarliest, kLatest}});
         b.member = MemberId(1);
       }},
      {"it starts within a day",
       [](TwoHalves& t, model::Booking&) { t.lab.now = t.lab.At(1, 12); }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    TwoHalves t;
    for (const auto& [resource, hours] :
         {std::pair(t.r[0], t.lab.Hours(2, 8, 12)), std::pair(t.r[1], t.lab.Hours(2, 12, 16))}) {
      model::Booking booking = *t.lab.state.Find(t.lab.PutAny(resource, hours));
      row.change(t, booking);
      t.lab.state.Apply(BookingChanged{booking, BookingChanged::Why::kConfirmed});
    }
    const Asked asked = AskAny(t.lab, t.pool, t.lab.Hours(2, 8, 16));
    CHECK_FALSE(asked.resource.IsSet());
    CHECK(asked.moved.empty());
    CHECK(asked.reasons ==
          std::vector<Reason>{{.rule = Rule::kPoolFull, .limit = 2, .used = 2, .asked = 1}});
  }
}

TEST_CASE("just more than a day ahead is far enough") {
  TwoHalves t;
  t.lab.PutAny(t.r[0], t.lab.Hours(2, 8, 12));
  t.lab.PutAny(t.r[1], t.lab.Hours(2, 12, 16));
  t.lab.now = t.lab.At(1, 8) - Duration::Seconds(1);
  CHECK(AskAny(t.lab, t.pool, t.lab.Hours(2, 8, 16)).resource.IsSet());
}

TEST_CASE("resources that are not equal take nothing over") {
  struct Row {
    const char* what;
    model::Rules second;
  };
  const std::vector<Row> rows = {
      {"wider borders than were agreed", {.cleanup = Duration::Minutes(5)}},
      {"an approval that was never asked", {.needs_approval = true}},
      {"a shorter longest booking", {.longest = Duration::Hours(1)}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    BareLab lab;
    const PoolId pool = lab.AddPool();
    const ResourceId first = lab.AddResource({.pool = pool});
    const ResourceId second = lab.AddResource({.pool = pool, .rules = row.second});
    lab.PutAny(first, lab.Hours(2, 8, 12));
    lab.Put(second, lab.Hours(2, 13, 16));
    CHECK_FALSE(AskAny(lab, pool, lab.Hours(2, 8, 16)).resource.IsSet());
  }
}

// Each resource ends its day with one booking that may move, an hour shorter than the one before,
// and holds the rest of the day by name. So the first mover fits on the second resource only when
// that one's mover has gone on to the third, and so on; the last resource has room for the last
// mover.
void BuildChain(BareLab& lab, const std::vector<ResourceId>& r, int movers) {
  for (int i = 0; i <= movers; ++i) {
    const ResourceId resource = r[static_cast<size_t>(i)];
    if (i > 0) lab.Put(resource, lab.Hours(2, 6, 9 + i));
    if (i < movers) lab.PutAny(resource, lab.Hours(2, 10 + i, 21));
  }
}

TEST_CASE("a chain of three moves is made, one of four is not") {
  for (size_t movers = 1; movers <= 4; ++movers) {
    CAPTURE(movers);
    BareLab lab;
    const PoolId pool = lab.AddPool();
    const std::vector<ResourceId> r = lab.AddResources(pool, movers + 1);
    BuildChain(lab, r, static_cast<int>(movers));
    const Asked asked = AskAny(lab, pool, lab.Hours(2, 6, 21));
    CHECK(asked.resource.IsSet() == (movers <= kRepackChain));
    CHECK(asked.moved.size() == (movers <= kRepackChain ? movers : 0));
    if (movers <= kRepackChain) {
      CHECK(asked.resource == r[0]);
      // The last in the chain goes first.
      CHECK(asked.moved.front().second == r[movers]);
      CHECK(asked.moved.back().second == r[1]);
    }
  }
}

TEST_CASE("several bookings in the way of one may all move") {
  BareLab lab;
  const PoolId pool = lab.AddPool();
  const std::vector<ResourceId> r = lab.AddResources(pool, 3);
  lab.PutAny(r[0], lab.Hours(2, 8, 10));
  lab.PutAny(r[0], lab.Hours(2, 10, 12));
  lab.Put(r[1], lab.Hours(2, 9, 12));  // leaves nothing of these two
  lab.Put(r[1], lab.Hours(2, 6, 8));
  lab.Put(r[2], lab.Hours(2, 12, 13));  // takes both
  lab.Put(r[2], lab.Hours(2, 5, 7));
  const Asked asked = AskAny(lab, pool, lab.Hours(2, 8, 13));
  CHECK(asked.resource == r[0]);
  CHECK(asked.moved.size() == 2);
}

TEST_CASE("nothing moves onto what the same command has taken") {
  BareLab lab;
  const PoolId pool = lab.AddPool();
  const std::vector<ResourceId> r = lab.AddResources(pool, 2);
  lab.PutAny(r[0], lab.Hours(2, 8, 9));
  Draft draft(lab.state);
  Refusal refusal;
  model::Kit kit;
  Place(draft, {{r[1], PoolId(), 1}, {ResourceId(), pool, 1}},
        {.interval = lab.Hours(2, 8, 16), .member = lab.member, .company = lab.company}, lab.now,
        &kit, &refusal);
  CHECK_FALSE(refusal.empty());
  CHECK(draft.events().empty());
}

TEST_CASE("a counted resource gives up as many as are needed and no more") {
  BareLab lab;
  const PoolId pool = lab.AddPool();
  const ResourceId big = lab.AddResource({.pool = pool, .capacity = 2});
  const ResourceId small = lab.AddResource({.pool = pool});
  const BookingId first = lab.PutAny(big, lab.Hours(2, 8, 10));
  lab.PutAny(big, lab.Hours(2, 9, 11));
  lab.Put(small, lab.Hours(2, 12, 13));
  const Asked asked = AskAny(lab, pool, lab.Hours(2, 8, 13));
  CHECK(asked.resource == big);
  CHECK(asked.moved == Moves{{first, small}});
}

// ---- The property ------------------------------------------------------------------------------

using Board = std::map<BookingId, model::Booking>;

Board BoardOf(const State& state) {
  Board board;
  state.ForEach<model::Booking>([&](const model::Booking& b) { board.emplace(b.id, b); });
  return board;
}

bool FreeOn(const Board& board, ResourceId resource, Interval interval, BookingId except) {
  return std::none_of(board.begin(), board.end(), [&](const auto& entry) {
    return entry.first != except && entry.second.kit[0].resource == resource &&
           entry.second.interval.Overlaps(interval);
  });
}

bool Movable(const model::Booking& booking, Instant now) {
  return booking.may_move && booking.interval.start() > now + kRepackNotice;
}

// Whether one move makes room, tried one by one.
bool OneMoveMakesRoom(const Board& board, const std::vector<ResourceId>& pool, Interval asked,
                      Instant now) {
  for (const auto& [id, booking] : board) {
    const ResourceId from = booking.kit[0].resource;
    if (!Movable(booking, now) || !FreeOn(board, from, asked, id)) continue;
    for (const ResourceId to : pool) {
      if (to != from && FreeOn(board, to, booking.interval, id)) return true;
    }
  }
  return false;
}

void CheckOutcome(const Board& before, const Board& after, const Asked& asked, Instant now) {
  CHECK(asked.moved.size() <= kRepackChain);
  for (const auto& [id, was] : before) {
    const model::Booking& is = after.at(id);
    CHECK(is.interval == was.interval);
    if (is.kit[0].resource != was.kit[0].resource) CHECK(Movable(was, now));
    CHECK(FreeOn(after, is.kit[0].resource, is.interval, id));
  }
}

TEST_CASE("repacking overlaps nothing, moves nothing unasked, and misses no single move") {
  size_t placed = 0, repacked = 0, refused = 0;
  for (uint32_t seed = 1; seed <= 30; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    BareLab lab;
    const PoolId pool = lab.AddPool();
    const std::vector<ResourceId> r = lab.AddResources(pool, 3 + seed % 3);
    for (int step = 0; step < 60; ++step) {
      const int from = static_cast<int>(random() % 40);
      const Interval interval = lab.Hours(0, 16 + from, 17 + from + static_cast<int>(random() % 6));
      const Board before = BoardOf(lab.state);
      const Asked asked = AskAny(lab, pool, interval);
      const Board after = BoardOf(lab.state);
      CheckOutcome(before, after, asked, lab.now);
      const bool fits = std::any_of(r.begin(), r.end(), [&](ResourceId id) {
        return FreeOn(before, id, interval, BookingId());
      });
      if (fits) CHECK(asked.moved.empty());
      if (asked.resource.IsSet()) {
        ++(asked.moved.empty() ? placed : repacked);
        if (random() % 4 == 0) {
          model::Booking booking = after.rbegin()->second;
          booking.may_move = false;
          lab.state.Apply(BookingChanged{booking, BookingChanged::Why::kConfirmed});
        }
      } else {
        ++refused;
        CHECK(after == before);
        CHECK_FALSE(OneMoveMakesRoom(before, r, interval, lab.now));
      }
    }
  }
  // The workload reaches all three.
  CHECK(placed > 100);
  CHECK(repacked > 15);
  CHECK(refused > 100);
}

}  // namespace
}  // namespace mutua::core
