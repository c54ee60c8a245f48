// Bytes that nobody wrote: a hundred thousand seeded changes of good encodings. What decoding gives
// is a DATA_LOSS, or values that are as good as any: they encode and come back the same.
#include <doctest/doctest.h>

#include <random>

#include "engine/journal/memory_journal.h"
#include "engine/store/events.h"
#include "engine/store/keeper.h"
#include "engine/store/record.h"
#include "tests/unit/store/filled.h"
#include "tests/unit/store/lab.h"

namespace mutua::store {
namespace {

const Instant kAt = Instant::FromUnix(1'800'000'000);

class Vandal {
 public:
  explicit Vandal(uint32_t seed) : random_(seed) {}

  size_t Below(size_t limit) { return random_() % limit; }

  // One to four changes: a bit, a byte, a cut, a piece doubled, a piece removed, a longest varint.
  std::string Change(std::string bytes) {
    for (size_t changes = 1 + Below(4); changes > 0; --changes) {
      const size_t at = Below(bytes.size() + 1);
      const size_t size = Below(std::min<size_t>(bytes.size() - at, 8) + 1);
      switch (Below(6)) {
        case 0:
          if (at < bytes.size()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << Below(8)));
          break;
        case 1:
          if (at < bytes.size()) bytes[at] = static_cast<char>(random_());
          break;
        case 2:
          bytes.resize(at);
          break;
        case 3:
          bytes.insert(at, bytes.substr(at, size));
          break;
        case 4:
          bytes.erase(at, size);
          break;
        default:
          bytes.replace(at, size, std::string(9, '\xff') + '\x01');
      }
    }
    return bytes;
  }

 private:
  std::mt19937 random_;
};

void CheckDataLoss(const absl::Status& status) {
  if (status.code() != absl::StatusCode::kDataLoss) FAIL(std::string(status.message()));
}

TEST_CASE("changed bytes of events are refused or are events") {
  Vandal vandal(1);
  std::vector<std::string> good;
  for (const core::Event& event : filled::EveryEvent()) good.push_back(EncodeEvents(kAt, {event}));
  size_t refused = 0;
  for (int i = 0; i < 50'000; ++i) {
    const auto events = DecodeEvents(kAt, vandal.Change(good[vandal.Below(good.size())]));
    if (!events.ok()) {
      CheckDataLoss(events.status());
      ++refused;
      continue;
    }
    const auto again = DecodeEvents(kAt, EncodeEvents(kAt, *events));
    REQUIRE(again.ok());
    REQUIRE(*again == *events);
  }
  CHECK(refused > 10'000);
}

TEST_CASE("changed bytes of records are refused or are records") {
  Vandal vandal(2);
  std::vector<std::pair<core::Subject, std::string>> good;
  for (const core::Record& record : filled::EveryRecord()) {
    core::State state;
    state.Restore(record);
    const auto kind = static_cast<core::Subject::Kind>(record.index() + 1);
    const uint64_t id = std::visit(
        []<class What>(const What& what) -> uint64_t {
          if constexpr (requires { what.id; }) return what.id.value();
          return 1;
        },
        record);
    good.emplace_back(core::Subject{kind, id}, EncodeRecord(state, {kind, id}).value());
  }
  size_t refused = 0;
  for (int i = 0; i < 50'000; ++i) {
    const auto& [subject, bytes] = good[vandal.Below(good.size())];
    const auto record = DecodeRecord(subject, vandal.Change(bytes));
    if (record.ok()) continue;
    CheckDataLoss(record.status());
    ++refused;
  }
  CHECK(refused > 10'000);
}

TEST_CASE("a start over changed records refuses or gives a state that can be used") {
  Vandal vandal(3);
  core::State state;
  RecordKeeper keeper(&state);
  for (const core::Event& event : lab::Catalogue()) keeper.Apply(event);
  for (uint64_t id = 1; id <= 8; ++id) {
    keeper.Apply(lab::Booking(id, id % 4 + 1, static_cast<int64_t>(id)));
    keeper.Apply(lab::Request(static_cast<uint8_t>(id), id, lab::kOpened));
  }
  const std::vector<journal::RecordChange> records = keeper.Take();
  size_t refused = 0;
  for (int i = 0; i < 2'000; ++i) {
    std::vector<journal::RecordChange> changed = records;
    journal::RecordChange& victim = changed[vandal.Below(changed.size())];
    if (vandal.Below(4) == 0) {
      victim.key = vandal.Change(victim.key);
      if (victim.key.empty()) continue;
    } else {
      victim.value = vandal.Change(*victim.value);
    }
    journal::MemoryJournal journal;
    REQUIRE(journal.Append({kAt, "", {}}).ok());
    REQUIRE(journal.SaveRecords(Position(1), changed).ok());
    core::State restored;
    const auto through = Restore(journal, &restored);
    if (!through.ok()) {
      CheckDataLoss(through.status());
      ++refused;
      continue;
    }
    restored.NextTimer();
    restored.ForEach<model::Booking>([&](const model::Booking& booking) {
      for (const model::Claim& claim : booking.kit) {
        restored.CalendarOf(claim.resource).PeakUse(booking.interval);
      }
    });
  }
  CHECK(refused > 500);
}

}  // namespace
}  // namespace mutua::store
