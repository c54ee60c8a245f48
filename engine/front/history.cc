#include "engine/front/history.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "engine/store/events.h"

namespace mutua::front {
namespace {

using core::Event;
using core::Subject;

// Which thing an event is about, and at which version it left it; version 0: it has none.
struct About {
  Subject subject;
  uint32_t version = 0;
};

struct WhatAbout {
  static About Booking(BookingId id, uint32_t version) {
    return {{Subject::Kind::kBooking, id.value()}, version};
  }
  About operator()(const core::Booked& e) const { return Booking(e.booking.id, e.booking.version); }
  About operator()(const core::BookingChanged& e) const {
    return Booking(e.booking.id, e.booking.version);
  }
  About operator()(const core::BookingEnded& e) const { return Booking(e.booking, 0); }
  About operator()(const core::NextHolderWarned& e) const { return Booking(e.next, 0); }
  About operator()(const core::ClashRecorded& e) const { return Booking(e.booking, 0); }
  About operator()(const core::Overridden& e) const { return {e.subject, 0}; }
  About operator()(const core::WishChanged& e) const {
    return {{Subject::Kind::kWish, e.wish.id.value()}, e.wish.version};
  }
  template <class Other>
  About operator()(const Other&) const {
    return {};
  }
};

absl::StatusOr<Instant> InstantAt(const journal::Journal& journal, Position position) {
  std::optional<Instant> at;
  const absl::Status read = journal.Read(position, [&](const journal::StoredCommit& commit) {
    at = commit.at;
    return false;
  });
  if (!read.ok()) return read;
  if (!at) return absl::NotFoundError("no commit at that position");
  return *at;
}

// Whoever confirms the booking that a wish is offered has met the wish.
bool Accepts(Subject confirmed, const Event& event) {
  const auto* met = std::get_if<core::WishChanged>(&event);
  return met != nullptr && met->wish.state == model::WishState::kMet &&
         confirmed == Subject{Subject::Kind::kBooking, met->wish.booking.value()};
}

// What a round says of one booking that it gave out: the turn in which it was had, and of its
// results those up to the one that it is. Empty: it gave out others.
std::optional<core::RoundDecided> GivenBy(const core::RoundDecided& decided, BookingId booking) {
  core::RoundDecided given{decided.round, decided.at, decided.open_seconds, decided.turns, {}};
  bool found = false;
  for (model::Round::Turn& turn : given.turns) {
    const auto its =
        std::find_if(turn.results.begin(), turn.results.end(), [&](const auto& result) {
          return std::find(result.bookings.begin(), result.bookings.end(), booking) !=
                 result.bookings.end();
        });
    const bool here = its != turn.results.end();
    turn.results.erase(here ? its + 1 : turn.results.begin(), turn.results.end());
    found |= here;
  }
  return found ? std::optional(std::move(given)) : std::nullopt;
}

// Reads commits until the life is over.
class LifeReader {
 public:
  LifeReader(Subject subject, uint32_t last) : subject_(subject), last_(last) {}

  void Take(const journal::StoredCommit& commit, std::vector<Event> events) {
    const size_t begin = facts_.size();
    for (Event& event : events) {
      if (const auto* requested = std::get_if<core::Requested>(&event)) {
        // What a command about another thing did to this one was the engine's doing.
        for (size_t i = asked_from_; i < facts_.size(); ++i) {
          const bool asked =
              requested->subject == subject_ || Accepts(requested->subject, facts_[i].event);
          if (asked) facts_[i].by = requested->caller;
        }
        asked_from_ = facts_.size();
        continue;
      }
      if (const auto* decided = std::get_if<core::RoundDecided>(&event))
        TakeRound(commit, *decided);
      if (const auto* contest = std::get_if<core::Contested>(&event)) TakeContest(commit, *contest);
      const About about = std::visit(WhatAbout(), event);
      if (about.subject != subject_) continue;
      const bool ended = std::holds_alternative<core::BookingEnded>(event);
      version_ = about.version != 0 ? about.version : version_ + (ended ? 1 : 0);
      facts_.push_back({commit.position, commit.at, std::move(event), {}});
    }
    asked_from_ = facts_.size();
    over_ = last_ != 0 && version_ >= last_ && facts_.size() != begin;
  }

  bool over() const { return over_; }
  std::vector<HistoryFact> TakeFacts() { return std::move(facts_); }

 private:
  // The round that gave it out, in the same commit, is how it came to be.
  void TakeRound(const journal::StoredCommit& commit, const core::RoundDecided& decided) {
    if (subject_.kind != Subject::Kind::kBooking || facts_.empty()) return;
    auto given = GivenBy(decided, BookingId(subject_.id));
    if (given) facts_.push_back({commit.position, commit.at, *std::move(given), {}});
  }

  // What a contest did to the company of a wish in it.
  void TakeContest(const journal::StoredCommit& commit, const core::Contested& contest) {
    if (subject_.kind != Subject::Kind::kWish) return;
    const WishId wish(subject_.id);
    const bool lost = std::any_of(contest.losses.begin(), contest.losses.end(),
                                  [&](const auto& loss) { return loss.wish == wish; });
    if (lost || (contest.by == wish && contest.spent)) {
      facts_.push_back({commit.position, commit.at, contest, {}});
    }
  }

  const Subject subject_;
  const uint32_t last_;
  uint32_t version_ = 0;
  bool over_ = false;
  size_t asked_from_ = 0;
  std::vector<HistoryFact> facts_;
};

}  // namespace

absl::StatusOr<Position> FirstSince(const journal::Journal& journal, Instant from) {
  uint64_t low = journal.oldest().value();
  uint64_t high = journal.head().position.value() + 1;
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    const absl::StatusOr<Instant> at = InstantAt(journal, Position(middle));
    if (!at.ok()) return at.status();
    if (*at < from) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return Position(low);
}

absl::StatusOr<std::vector<HistoryFact>> HistoryOf(const journal::Journal& journal, Subject subject,
                                                   Instant from, uint32_t last) {
  const absl::StatusOr<Position> first = FirstSince(journal, from);
  if (!first.ok()) return first.status();
  LifeReader life(subject, last);
  absl::Status broken;
  size_t commits = 0;
  const absl::Status read = journal.Read(*first, [&](const journal::StoredCommit& commit) {
    auto events = store::DecodeEvents(commit.at, commit.events);
    if (!events.ok()) {
      broken = events.status();
      return false;
    }
    life.Take(commit, *std::move(events));
    return !life.over() && ++commits < kHistoryCommitsMost;
  });
  if (!read.ok()) return read;
  if (!broken.ok()) return broken;
  std::vector<HistoryFact> facts = life.TakeFacts();
  const bool whole = !facts.empty() && (std::holds_alternative<core::Booked>(facts[0].event) ||
                                        std::holds_alternative<core::WishChanged>(facts[0].event));
  if (!whole) return absl::OutOfRangeError("it began before the oldest history that is kept");
  return facts;
}

absl::StatusOr<std::optional<PastRefusal>> RefusalAt(const journal::Journal& journal,
                                                     Position position, uint32_t number) {
  std::optional<PastRefusal> found;
  absl::Status broken;
  const absl::Status read = journal.Read(position, [&](const journal::StoredCommit& commit) {
    if (commit.position != position) return false;
    const auto events = store::DecodeEvents(commit.at, commit.events);
    if (!events.ok()) {
      broken = events.status();
    } else if (number < events->size()) {
      const auto* refused = std::get_if<core::Refused>(&(*events)[number]);
      if (refused != nullptr) found = PastRefusal{.at = commit.at, .refused = *refused};
    }
    return false;
  });
  if (!read.ok()) return read;
  if (!broken.ok()) return broken;
  return found;
}

}  // namespace mutua::front
