#include "engine/pipeline/committer.h"

#include <algorithm>
#include <utility>

#include "engine/pipeline/retention.h"
#include "engine/store/events.h"

namespace mutua::pipeline {
namespace {

using std::chrono::steady_clock;

// Records are written behind when so many have changed, or this long after the last time.
constexpr size_t kChangesAtOnce = 4096;
constexpr auto kSaveEvery = std::chrono::seconds(2);

// History is dropped in steps of so many commits at most, the next one with the next group.
constexpr uint64_t kDroppedMost = 100'000;
// By the clock, this often it is asked whether any has expired.
constexpr Duration kLookAtHistory = Duration::Hours(1);

void AnswerAll(Group group, const absl::Status& status) {
  for (Group::Answered& answered : group.calls) {
    for (Answer& answer : answered.answers) answer.status = status;
    answered.call.done(std::move(answered.answers));
  }
}

bool Erases(const Group& group) {
  return std::any_of(group.sides.begin(), group.sides.end(),
                     [](const journal::SideRecord& side) { return !side.value.has_value(); });
}

}  // namespace

Committer::Committer(const Around& around, Duration keep_history,
                     std::function<void(const absl::Status&)> on_store_full)
    : in_(around), keep_history_(keep_history), on_store_full_(std::move(on_store_full)) {}

bool Committer::Commit(Group group, bool even_if_empty) {
  if (!group.events.empty() || even_if_empty) {
    const absl::Status appended = Append(&group);
    if (!appended.ok()) {
      // Only of a full disk it is known that nothing was written. After any other failure the
      // outcome is unknown: no acknowledgement any more.
      if (!absl::IsResourceExhausted(appended)) {
        in_.failure.Report(appended);
      } else if (on_store_full_) {
        on_store_full_(appended);
      }
      AnswerAll(std::move(group), appended);
      return false;
    }
  } else {
    group.head = in_.journal.head();
  }
  Publish(std::move(group));
  return true;
}

absl::Status Committer::Append(Group* group) {
  std::string encoded;
  for (const core::Event& event : group->events) store::AppendEvent(group->at, event, &encoded);
  const bool erases = Erases(*group);
  const auto start = steady_clock::now();
  absl::StatusOr<journal::Head> head =
      in_.journal.Append({group->at, std::move(encoded), std::move(group->sides)});
  in_.counts.append_microseconds += MicrosecondsSince(start);
  if (!head.ok()) return head.status();
  if (erases) in_.reclaimer.Ask();
  ++in_.counts.commits;
  group->head = *head;
  group->committed = true;
  return absl::OkStatus();
}

void Committer::Publish(Group group) {
  // With nobody waiting there is nothing to decide meanwhile, and no other thread need be woken:
  // the publisher sleeps, since this thread alone gives it work.
  if (in_.intake.depth() == 0 && in_.publisher.idle()) {
    in_.publisher.Publish(std::move(group));
  } else {
    in_.publisher.Give(std::move(group));
  }
}

void Committer::Tend() {
  if (in_.failure.happened()) return;
  const bool many = in_.replica.changes_pending() >= kChangesAtOnce;
  if (many || steady_clock::now() - last_save_ >= kSaveEvery) {
    last_save_ = steady_clock::now();
    Save();
  }
  DropExpired();
}

void Committer::Save() {
  auto [through, changes] = in_.replica.TakeChanges();
  if (changes.empty()) return;
  const absl::Status saved = in_.journal.SaveRecords(through, changes);
  if (!saved.ok()) return in_.failure.Report(saved);
  saved_through_ = through;
}

// One step of retention, when one is due. What a start needs is never dropped: the commits behind
// the saved records.
void Committer::DropExpired() {
  const Instant now = in_.clock.Now();
  if (in_.failure.happened() || keep_history_.IsZero() || now < next_look_at_history_) return;
  Save();
  if (in_.failure.happened()) return;
  const auto oldest = OldestToKeep(in_.journal, keep_history_, now, saved_through_, kDroppedMost);
  if (!oldest.ok()) return in_.failure.Report(oldest.status());
  if (!*oldest) {
    next_look_at_history_ = now + kLookAtHistory;
    return;
  }
  const absl::Status dropped = in_.journal.DropHistoryBefore(**oldest, {});
  if (!dropped.ok()) return in_.failure.Report(dropped);
  in_.reclaimer.Ask();
}

}  // namespace mutua::pipeline
