// A restart keeps what quotas have counted: bookings that live, and what is carried of those that
// retired. A store that knew no quotas goes on with them.
#include <doctest/doctest.h>

#include "engine/journal/memory_journal.h"
#include "engine/store/digest.h"
#include "engine/store/keeper.h"
#include "engine/store/record.h"
#include "tests/unit/store/lab.h"

namespace mutua::store {
namespace {

model::Quota YearOfEachCompany() {
  model::Quota quota;
  quota.id = QuotaId(1);
  quota.handle = "year";
  quota.window = model::Quota::Window::kYear;
  quota.limit = 100 * 3600;
  return quota;
}

int64_t UsedIn(const core::State& state) {
  core::Gauge gauge;
  gauge.quota = QuotaId(1);
  gauge.window = model::Quota::Window::kYear;
  const CivilDay year(CivilDay(model::ZoneTable().ToCivil(lab::kOpened)).year(), 1, 1);
  return state.accounts().Used(gauge, model::HolderOf(CompanyId(1)), Day(year));
}

struct House {
  journal::MemoryJournal journal;
  core::State replica;
  RecordKeeper keeper{&replica};

  void Apply(const std::vector<core::Event>& events) {
    for (const core::Event& event : events) keeper.Apply(event);
  }
  void CheckRestart(int64_t used) {
    CHECK(UsedIn(replica) == used);
    const auto head = journal.Append({lab::kOpened, "", {}});
    REQUIRE(head.ok());
    REQUIRE(journal.SaveRecords(head->position, keeper.Take()).ok());
    core::State restored;
    const auto position = Restore(journal, &restored);
    REQUIRE_MESSAGE(position.ok(), std::string(position.status().message()));
    CHECK(ToHex(DigestOf(restored)) == ToHex(DigestOf(replica)));
    CHECK(UsedIn(restored) == used);
  }
};

TEST_CASE("P3: a restart keeps what a quota has counted, to the second") {
  House house;
  house.Apply(lab::Catalogue());
  house.Apply({core::QuotaDefined{YearOfEachCompany()}});
  house.Apply({lab::Booking(1, 1, 5), lab::Booking(2, 2, 6), lab::Booking(3, 3, 7)});
  house.CheckRestart(3 * 3600);
  const Instant over = lab::kOpened + Duration::Hours(6);
  house.Apply({core::BookingEnded{BookingId(1), model::BookingState::kCompleted, over}});
  house.Apply({core::BookingRetired{BookingId(1)}});
  house.CheckRestart(3 * 3600);
  CHECK(house.replica.Find(BookingId(1)) == nullptr);
  REQUIRE(house.replica.Find(model::HolderOf(CompanyId(1))) != nullptr);
  // Another limit leaves what is carried as it is, and another unit is another quota.
  model::Quota quota = YearOfEachCompany();
  quota.limit = 3600;
  house.Apply({core::QuotaDefined{quota}});
  house.CheckRestart(3 * 3600);
  quota.measure = model::Quota::Measure::kBookings;
  house.Apply({core::QuotaDefined{quota}});
  CHECK(house.replica.Count<model::Carry>() == 0);
  house.CheckRestart(2);
}

TEST_CASE("the counters of a store from before there were quotas begin them at one") {
  core::State state;
  core::Counters counters;
  counters.booking = 7;
  state.Restore(counters);
  const core::Subject subject{core::Subject::Kind::kCounters, 1};
  const std::string bytes = EncodeRecord(state, subject).value();
  const auto read = DecodeRecord(subject, bytes);
  REQUIRE(read.ok());
  CHECK(std::get<core::Counters>(*read).quota == 1);
  CHECK(std::get<core::Counters>(*read) == counters);
}

}  // namespace
}  // namespace mutua::store
