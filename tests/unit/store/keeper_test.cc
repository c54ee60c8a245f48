#include "engine/store/keeper.h"

#include <doctest/doctest.h>

#include "engine/journal/memory_journal.h"
#include "engine/store/digest.h"
#include "engine/store/record.h"
#include "tests/unit/store/lab.h"

namespace mutua::store {
namespace {

using Kind = core::Subject::Kind;
using journal::RecordChange;
using journal::RecordSpace;

// A journal, the replica behind it and its keeper: one empty commit a save.
struct House {
  journal::MemoryJournal journal;
  core::State replica;
  RecordKeeper keeper{&replica};
  Position through;

  void Apply(const std::vector<core::Event>& events) {
    for (const core::Event& event : events) keeper.Apply(event);
  }
  void Save() {
    const auto head = journal.Append({lab::kOpened, "", {}});
    REQUIRE(head.ok());
    through = head->position;
    REQUIRE(journal.SaveRecords(through, keeper.Take()).ok());
  }
  void CheckRestores() {
    core::State restored;
    const auto position = Restore(journal, &restored);
    REQUIRE_MESSAGE(position.ok(), std::string(position.status().message()));
    CHECK(*position == through);
    CHECK(ToHex(DigestOf(restored)) == ToHex(DigestOf(replica)));
  }
};

TEST_CASE("what was saved restores to an equal state, whatever came in between") {
  House house;
  house.Save();
  house.CheckRestores();
  house.Apply(lab::Catalogue());
  house.Save();
  house.CheckRestores();
  for (uint64_t id = 1; id <= 40; ++id) {
    house.Apply({lab::Booking(id, id % 4 + 1, static_cast<int64_t>(id))});
    if (id % 7 == 0) house.Save();
  }
  house.Apply({core::BookingEnded{BookingId(3), model::BookingState::kCancelled, lab::kOpened}});
  house.Save();
  house.CheckRestores();
  house.Apply({core::BookingRetired{BookingId(3)}});
  house.Save();
  house.CheckRestores();
}

TEST_CASE("a record that changed often is given once, in the order of keys") {
  House house;
  house.Apply(lab::Catalogue());
  house.keeper.Take();
  core::Booked booked = lab::Booking(1, 1, 5);
  house.Apply({booked, lab::Request(1, 1, lab::kOpened), lab::Booking(2, 2, 5)});
  booked.booking.version = 2;
  house.Apply({core::BookingChanged{booked.booking, core::BookingChanged::Why::kMoved}});
  const std::vector<RecordChange> changes = house.keeper.Take();
  REQUIRE(changes.size() == 4);
  CHECK(changes[0].key == EncodeKey({Kind::kBooking, 1}));
  CHECK(changes[1].key == EncodeKey({Kind::kBooking, 2}));
  CHECK(changes[2].key == EncodeKey({Kind::kRequest, 1}));
  CHECK(changes[3].key == EncodeKey({Kind::kCounters, 1}));
  const auto record = DecodeRecord({Kind::kBooking, 1}, *changes[0].value);
  REQUIRE(record.ok());
  CHECK(*record == core::Record(booked.booking));
  CHECK(house.keeper.pending() == 0);
  CHECK(house.keeper.Take().empty());
}

TEST_CASE("what a copy of the state goes through is no business of the keeper's") {
  House house;
  house.Apply(lab::Catalogue());
  house.Save();
  const size_t pending = house.keeper.pending();
  core::State copy(house.replica);
  copy.Apply(lab::Booking(1, 2, 3));
  CHECK(house.keeper.pending() == pending);
  house.Apply({lab::Booking(1, 2, 3)});
  CHECK(house.keeper.pending() > pending);
}

TEST_CASE("the history's clock is saved even where no record changed") {
  House house;
  house.Apply(lab::Catalogue());
  house.Save();
  house.replica.AdvanceTo(lab::kOpened + Duration::Days(1));
  house.Save();
  house.CheckRestores();
}

TEST_CASE("a retired booking leaves the live records and is kept as it last was") {
  House house;
  house.Apply(lab::Catalogue());
  core::Booked booked = lab::Booking(1, 1, 5);
  house.Apply({booked});
  house.Save();
  // Ended and retired between two saves: its last state was never a live record on disk.
  house.Apply({core::BookingEnded{BookingId(1), model::BookingState::kNoShow, lab::kOpened},
               core::BookingRetired{BookingId(1)}});
  house.Save();
  const auto live = house.journal.ReadRecord(RecordSpace::kLive, EncodeKey({Kind::kBooking, 1}));
  REQUIRE(live.ok());
  CHECK_FALSE(live->has_value());
  const auto past = ReadPast(house.journal, {Kind::kBooking, 1});
  REQUIRE(past.ok());
  REQUIRE(past->has_value());
  const auto& booking = std::get<model::Booking>(**past);
  CHECK(booking.state == model::BookingState::kNoShow);
  CHECK(booking.interval == booked.booking.interval);
}

TEST_CASE("what has retired is found before it is saved, and while it is being saved") {
  House house;
  house.Apply(lab::Catalogue());
  house.Apply({lab::Booking(1, 1, 5)});
  const RecentPast& recent = house.keeper.recent_past();
  CHECK_FALSE(recent.Find({Kind::kBooking, 1}).has_value());
  house.Apply({core::BookingEnded{BookingId(1), model::BookingState::kNoShow, lab::kOpened},
               core::BookingRetired{BookingId(1)}});
  REQUIRE(recent.Find({Kind::kBooking, 1}).has_value());
  const auto record = DecodeRecord({Kind::kBooking, 1}, *recent.Find({Kind::kBooking, 1}));
  REQUIRE(record.ok());
  CHECK(std::get<model::Booking>(*record).state == model::BookingState::kNoShow);
  house.keeper.Take();
  CHECK(recent.Find({Kind::kBooking, 1}).has_value());
  house.keeper.Take();
  CHECK_FALSE(recent.Find({Kind::kBooking, 1}).has_value());
}

TEST_CASE("series, wishes, outages and faults are kept too when they retire") {
  House house;
  house.Apply(lab::Catalogue());
  model::Series series;
  series.id = SeriesId(1);
  series.rule = "FREQ=DAILY";
  model::Wish wish;
  wish.id = WishId(2);
  wish.length = Duration::Hours(3);
  model::Outage outage;
  outage.id = OutageId(3);
  outage.resource = ResourceId(1);
  model::Fault fault;
  fault.id = FaultId(4);
  fault.resource = ResourceId(1);
  fault.resolved = true;
  house.Apply({core::SeriesChanged{series, {}}, core::WishChanged{wish},
               core::OutageChanged{outage, {}}, core::FaultChanged{fault, {}}});
  house.Save();
  house.Apply({core::SeriesRetired{series.id}, core::WishRetired{wish.id},
               core::OutageRetired{outage.id}, core::FaultRetired{fault.id}});
  house.Save();
  CHECK(ReadPast(house.journal, {Kind::kSeries, 1}).value() == core::Record(series));
  CHECK(ReadPast(house.journal, {Kind::kWish, 2}).value() == core::Record(wish));
  CHECK(ReadPast(house.journal, {Kind::kOutage, 3}).value() == core::Record(outage));
  CHECK(ReadPast(house.journal, {Kind::kFault, 4}).value() == core::Record(fault));
  CHECK(ReadPast(house.journal, {Kind::kSeries, 2}).value() == std::nullopt);
}

TEST_CASE("a member's past is listed newest first, a page at a time, and only the member's") {
  House house;
  house.Apply(lab::Catalogue());
  for (uint64_t id = 1; id <= 12; ++id)
    house.Apply({lab::Booking(id, 1, static_cast<int64_t>(id))});
  for (uint64_t id = 1; id <= 12; ++id) {
    house.Apply({core::BookingEnded{BookingId(id), model::BookingState::kCompleted, lab::kOpened},
                 core::BookingRetired{BookingId(id)}});
  }
  house.Save();
  const auto ids = [&](uint64_t before, size_t most) {
    std::vector<uint64_t> found;
    const auto page = PastBookingsOf(house.journal, MemberId(1), BookingId(before), most);
    REQUIRE(page.ok());
    for (const model::Booking& booking : *page) found.push_back(booking.id.value());
    return found;
  };
  CHECK(ids(0, 10) == std::vector<uint64_t>{12, 9, 6, 3});
  CHECK(ids(0, 2) == std::vector<uint64_t>{12, 9});
  CHECK(ids(9, 2) == std::vector<uint64_t>{6, 3});
  CHECK(ids(3, 2).empty());
}

TEST_CASE("a retry is still known after the older requests were forgotten and all was restored") {
  House house;
  house.Apply(lab::Catalogue());
  house.Apply({lab::Booking(1, 1, 1), lab::Request(1, 1, lab::kOpened)});
  const Instant later = lab::kOpened + kRequestKept + Duration::Days(1);
  house.Apply({lab::Booking(2, 1, 2), lab::Request(2, 2, later)});
  house.Apply({lab::Booking(3, 1, 3), lab::Request(3, 3, later)});
  house.Save();
  house.CheckRestores();
  core::State restored;
  REQUIRE(Restore(house.journal, &restored).ok());
  for (const uint8_t number : {uint8_t{2}, uint8_t{3}}) {
    const core::Requested request = lab::Request(number, number, later);
    const core::Requested* known = restored.Remembered(request.caller, request.request);
    REQUIRE(known != nullptr);
    CHECK(*known == request);
  }
  const core::Requested forgotten = lab::Request(1, 1, lab::kOpened);
  CHECK(restored.Remembered(forgotten.caller, forgotten.request) == nullptr);
}

// What a damaged record does to a start: `broken` replaces records of a good house.
absl::Status Damaged(const std::vector<RecordChange>& broken) {
  House house;
  house.Apply(lab::Catalogue());
  house.Apply({lab::Booking(1, 1, 1), lab::Request(1, 1, lab::kOpened), lab::Booking(2, 1, 2),
               lab::Request(2, 2, lab::kOpened)});
  house.Save();
  REQUIRE(house.journal.SaveRecords(house.through, broken).ok());
  core::State state;
  return Restore(house.journal, &state).status();
}

TEST_CASE("a start refuses what is damaged and names it") {
  const auto live = [](core::Subject subject, std::optional<std::string> value) {
    return std::vector<RecordChange>{{RecordSpace::kLive, EncodeKey(subject), std::move(value)}};
  };
  core::State other;
  for (const core::Event& event : lab::Catalogue(9)) other.Apply(event);
  other.Apply(lab::Booking(3, 9, 1));
  other.Apply(lab::Booking(2, 9, 1));
  const struct {
    std::vector<RecordChange> broken;
    std::string message;
  } rows[] = {
      {live({Kind::kBooking, 1}, "\xff"), "the record of booking 1: is not a message"},
      {live({Kind::kBooking, 1}, EncodeRecord(other, {Kind::kBooking, 2})),
       "the record of booking 1: holds another id"},
      {live({Kind::kBooking, 2}, EncodeRecord(other, {Kind::kBooking, 2})),
       "the record of booking 2: claims a resource that is not there"},
      {live({Kind::kBooking, 3}, EncodeRecord(other, {Kind::kBooking, 3})),
       "the record of booking 3: has a number that was never given out"},
      {live({Kind::kResource, 1}, std::nullopt),
       "the record of booking 1: claims a resource that is not there"},
      {live({Kind::kCounters, 1}, std::nullopt),
       "the record of zone 1: has a number that was never given out"},
      {live({Kind::kRequest, 2}, std::nullopt), "the record of request 2: is missing"},
      {{{RecordSpace::kLive, "x", ""}}, "a record whose key is none"},
  };
  CHECK(Damaged({}).ok());
  for (const auto& row : rows) {
    const absl::Status status = Damaged(row.broken);
    CHECK(status.code() == absl::StatusCode::kDataLoss);
    CHECK(std::string(status.message()) == row.message);
  }
}

}  // namespace
}  // namespace mutua::store
