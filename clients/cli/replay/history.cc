#include "clients/cli/replay/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "clients/cli/replay/peak_use.h"
#include "mutua/v1/watch.pb.h"

namespace mutua::cli::replay {
namespace {

constexpr size_t kWrongNamed = 20;

Interval IntervalOf(const v1::Booking& booking) {
  return Interval(Instant::FromUnix(booking.interval().start().seconds()),
                  Instant::FromUnix(booking.interval().end().seconds()));
}

class Rooms {
 public:
  Rooms(const PlayOptions& options, HistoryFindings* findings)
      : options_(options), findings_(findings) {
    for (uint32_t i = 1; i <= (options.as_capacity ? 1 : options.rooms); ++i) {
      held_[fmt::format("room-{}", i)];
    }
  }

  // A booking as it is now: what it held before it holds no longer. `touched`: the rooms of both.
  void Change(const v1::Booking& booking, std::set<std::string>* touched) {
    if (const auto before = room_of_.find(booking.booking()); before != room_of_.end()) {
      held_[before->second].erase(booking.booking());
      touched->insert(before->second);
      room_of_.erase(before);
    }
    const bool holds = booking.state() == v1::BOOKING_STATE_CONFIRMED ||
                       booking.state() == v1::BOOKING_STATE_CHECKED_IN;
    if (!holds || booking.parts_size() != 1) return;
    const std::string& room = booking.parts(0).resource();
    held_[room].emplace(booking.booking(), IntervalOf(booking));
    room_of_[booking.booking()] = room;
    touched->insert(room);
  }

  int64_t PeakUse(const std::string& room, Interval interval) const {
    return replay::PeakUse(held_.at(room), interval);
  }

  void CheckUnits(const std::set<std::string>& touched, uint64_t position) {
    const int64_t units = options_.as_capacity ? options_.rooms : 1;
    for (const std::string& room : touched) {
      const int64_t peak = PeakUse(room, Interval(kEarliest, kLatest));
      if (peak <= units) continue;
      Say(fmt::format("at position {} {} is held {} times", position, room, peak));
    }
  }

  // A room that was free for all of it, before the commit and after.
  std::set<std::string> FreeFor(Interval interval) const {
    std::set<std::string> free;
    const int64_t units = options_.as_capacity ? options_.rooms : 1;
    for (const auto& [room, bookings] : held_) {
      if (PeakUse(room, interval) < units) free.insert(room);
    }
    return free;
  }

  void Say(std::string wrong) {
    if (findings_->wrong.size() < kWrongNamed) findings_->wrong.push_back(std::move(wrong));
  }

 private:
  const PlayOptions& options_;
  HistoryFindings* findings_;
  std::map<std::string, std::map<std::string, Interval>> held_;
  std::unordered_map<std::string, std::string> room_of_;
};

// The BOOKs that were refused, by the commit that refused them.
using Refused = std::multimap<uint64_t, const TraceCommand*>;

class Reader {
 public:
  Reader(const PlayOptions& options, Refused refused, HistoryFindings* findings)
      : rooms_(options, findings), refused_(std::move(refused)), findings_(findings) {}

  void Read(const v1::WatchResponse& commit) {
    // Refusals of commits that changed no booking: nothing moved around them.
    while (!refused_.empty() && refused_.begin()->first < commit.position()) {
      CheckRefusals(refused_.begin()->first, {});
    }
    if (commit.events_size() == 0) return;
    ++findings_->commits;
    findings_->events += static_cast<uint64_t>(commit.events_size());
    std::vector<std::pair<const TraceCommand*, std::set<std::string>>> free_before;
    const auto [first, last] = refused_.equal_range(commit.position());
    for (auto at = first; at != last; ++at) {
      free_before.emplace_back(at->second, rooms_.FreeFor(*at->second->interval));
    }
    refused_.erase(first, last);
    std::set<std::string> touched;
    for (const v1::Event& event : commit.events()) rooms_.Change(event.booking(), &touched);
    rooms_.CheckUnits(touched, commit.position());
    for (const auto& [command, free] : free_before) Judge(*command, free, touched);
  }

  void End() {
    while (!refused_.empty()) CheckRefusals(refused_.begin()->first, {});
  }

 private:
  void CheckRefusals(uint64_t position, const std::set<std::string>& touched) {
    const auto [first, last] = refused_.equal_range(position);
    for (auto at = first; at != last; ++at) {
      Judge(*at->second, rooms_.FreeFor(*at->second->interval), touched);
    }
    refused_.erase(first, last);
  }

  void Judge(const TraceCommand& command, const std::set<std::string>& free_before,
             const std::set<std::string>& touched) {
    ++findings_->refusals_checked;
    const std::set<std::string> free_after = rooms_.FreeFor(*command.interval);
    for (const std::string& room : free_before) {
      if (touched.count(room) != 0 || free_after.count(room) == 0) continue;
      return rooms_.Say(
          fmt::format("booking {} was refused although {} was free", command.booking, room));
    }
  }

  Rooms rooms_;
  Refused refused_;
  HistoryFindings* findings_;
};

}  // namespace

bool ReadHistory(Session& session, const PlayOptions& options,
                 const std::vector<TraceCommand>& commands, const Player& player, uint64_t through,
                 HistoryFindings* findings) {
  Refused refused;
  for (size_t i = 0; i < commands.size(); ++i) {
    const Answered& answer = player.answers()[i];
    if (commands[i].op != Op::kBook || answer.what != Answered::What::kRefused) continue;
    refused.emplace(answer.position, &commands[i]);
  }
  v1::WatchRequest request;
  request.set_after_position(player.first_position());
  request.mutable_filter()->add_kinds(v1::EVENT_KIND_BOOKING);
  request.mutable_heartbeat()->set_seconds(1);
  Reader reader(options, std::move(refused), findings);
  bool whole = false;
  const Outcome outcome =
      session.client().Stream("WatchService/Watch", request, [&](const std::string& bytes) {
        v1::WatchResponse commit;
        if (!commit.ParseFromString(bytes)) return false;
        reader.Read(commit);
        whole = commit.position() >= through;
        return !whole;
      });
  if (!whole) {
    session.Explain(outcome, request);
    return false;
  }
  reader.End();
  return true;
}

}  // namespace mutua::cli::replay
