#include "engine/front/last_changes.h"

#include <doctest/doctest.h>

#include "engine/base/limits.h"
#include "engine/journal/memory_journal.h"
#include "engine/store/events.h"

namespace mutua::front {
namespace {

using core::Event;
using Why = core::BookingChanged::Why;

class Story {
 public:
  Position Add(int64_t at, const std::vector<Event>& events) {
    journal::Commit commit;
    commit.at = Instant::FromUnix(at);
    commit.events = store::EncodeEvents(commit.at, events);
    const auto head = journal_.Append(std::move(commit));
    REQUIRE(head.ok());
    return head->position;
  }
  const journal::Journal& journal() const { return journal_; }

  static core::BookingChanged Changed(uint64_t id) {
    model::Booking booking{.id = BookingId(id),
                           .interval = {Instant::FromUnix(5000), Instant::FromUnix(6000)}};
    booking.kit.push_back({.resource = ResourceId(1)});
    booking.company = CompanyId(1);
    booking.member = booking.booked_by = MemberId(1);
    return {.booking = booking, .why = Why::kMoved};
  }
  static core::BookingEnded Ended(uint64_t id, int64_t at) {
    return {.booking = BookingId(id),
            .state = model::BookingState::kCancelled,
            .at = Instant::FromUnix(at)};
  }

 private:
  journal::MemoryJournal journal_;
};

TEST_CASE(
    "The last change of each booking is found, backwards and forwards, and forgotten with it") {
  Story story;
  story.Add(100, {Story::Changed(1)});
  story.Add(200, {Story::Changed(1), Story::Changed(2)});
  const Position third = story.Add(300, {Story::Changed(3)});
  const Position fourth = story.Add(400, {Story::Ended(2, 400)});
  LastChanges changes(story.journal());
  REQUIRE(changes.Read(Instant::FromUnix(250), third).ok());
  CHECK(changes.Of(BookingId(3)) == Instant::FromUnix(300));
  CHECK(changes.Of(BookingId(1)) == std::nullopt);
  CHECK(changes.Of(BookingId(2)) == std::nullopt);
  // Older ones are asked about, and time has gone on.
  REQUIRE(changes.Read(Instant::FromUnix(100), fourth).ok());
  CHECK(changes.Of(BookingId(1)) == Instant::FromUnix(200));
  CHECK(changes.Of(BookingId(2)) == Instant::FromUnix(400));
  CHECK(changes.Of(BookingId(3)) == Instant::FromUnix(300));
  const Position last = story.Add(500, {core::BookingRetired{.booking = BookingId(2)}});
  REQUIRE(changes.Read(Instant::FromUnix(300), last).ok());
  CHECK(changes.Of(BookingId(2)) == std::nullopt);
  CHECK(changes.size() == 2);
}

TEST_CASE("What had left the live state before it was read takes no memory") {
  Story story;
  const int64_t week = kEndedKept.seconds();
  story.Add(100, {Story::Changed(1), Story::Changed(2)});
  story.Add(200, {Story::Ended(1, 200)});
  story.Add(200 + week, {core::BookingRetired{.booking = BookingId(1)}});
  const Position last = story.Add(300 + week, {Story::Changed(3)});
  LastChanges changes(story.journal());
  REQUIRE(changes.Read(Instant::FromUnix(300 + week), last).ok());
  REQUIRE(changes.Read(Instant::FromUnix(100), last).ok());
  CHECK(changes.Of(BookingId(1)) == std::nullopt);
  CHECK(changes.Of(BookingId(2)) == Instant::FromUnix(100));
  CHECK(changes.size() == 2);
}

}  // namespace
}  // namespace mutua::front
