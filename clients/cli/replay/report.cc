#include "clients/cli/replay/report.h"

#include <fmt/format.h>

#include <algorithm>

namespace mutua::cli::replay {
namespace {

using What = Answered::What;

double Percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<size_t>(share * static_cast<double>(values.size())))];
}

int64_t DayOf(Instant at) { return at.unix_seconds() / 86400; }

void CountBook(const Answered& answer, const TraceCommand& command, Report* report) {
  ++report->books;
  if (command.waitlisted) ++report->wishes;
  if (answer.what == What::kRefused) {
    ++report->refused;
    ++report->refused_nights[DayOf(command.interval->start())];
  } else if (answer.what == What::kDone) {
    ++report->booked;
    if (command.waitlisted) ++report->wishes_met_at_once;
  }
}

void CountOne(const Answered& answer, const TraceCommand& command, Report* report) {
  if (command.op == Op::kBook) return CountBook(answer, command, report);
  if (answer.what == What::kNotSent) ++report->not_sent;
  if (answer.what == What::kRefused) ++report->refused_otherwise;
  if (answer.what != What::kDone) return;
  switch (command.op) {
    case Op::kWaitlistConfirm:
      ++report->wishes_confirmed;
      return;
    case Op::kCancel:
      ++report->cancelled;
      return;
    case Op::kCheckIn:
      ++report->checked_in;
      return;
    case Op::kCheckOut:
      ++report->checked_out;
      return;
    case Op::kNoShow:
      ++report->no_shows;
      return;
    case Op::kBook:
      return;
  }
}

double Share(int64_t part, int64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

Report Count(const PlayOptions& options, const std::vector<TraceCommand>& commands,
             const Player& player, const Auditor& auditor) {
  Report report;
  report.commands = static_cast<int64_t>(commands.size());
  report.sent = static_cast<int64_t>(player.sent());
  report.batch = options.batch;
  report.rooms = options.rooms;
  report.seconds = player.seconds();
  report.p50_milliseconds = Percentile(player.call_milliseconds(), 0.5);
  report.p99_milliseconds = Percentile(player.call_milliseconds(), 0.99);
  for (size_t i = 0; i < commands.size(); ++i) {
    CountOne(player.answers()[i], commands[i], &report);
    if (player.answers()[i].met) ++report.wishes_met_later;
  }
  report.refused_with_room = auditor.fragmented();
  report.peak = auditor.peak();
  report.disagreements = auditor.disagreements();
  report.disagreements_in_all = auditor.disagreements_in_all();
  for (const auto& [booking, stay] : auditor.stays()) {
    const int64_t first = DayOf(stay.interval.start());
    const bool held = stay.until > stay.interval.start();
    // Somebody who stays for a day only is counted that night.
    const int64_t nights = held ? std::max<int64_t>(1, DayOf(stay.until) - first) : 0;
    for (int64_t night = 0; night < nights; ++night) ++report.nights[first + night];
  }
  return report;
}

std::string Describe(const Report& report) {
  std::string text;
  const auto line = [&](const char* name, const std::string& value) {
    text += fmt::format("{:<11}{}\n", name, value);
  };
  line("commands",
       fmt::format("{} answered in {:.1f} s: {:.0f} commands/s, {:.0f} bookings/s", report.commands,
                   report.seconds, static_cast<double>(report.commands) / report.seconds,
                   static_cast<double>(report.booked) / report.seconds));
  line("BOOK", fmt::format("{}: {} booked, {} refused for capacity ({:.2f} %)", report.books,
                           report.booked, report.refused, Share(report.refused, report.books)));
  if (report.refused_with_room > 0) {
    line("", fmt::format("of those, {} while the number of rooms would have done: no single room "
                         "was free throughout",
                         report.refused_with_room));
  }
  line("waitlist", fmt::format("{} wishes: {} met when filed, {} later; {} confirmations found "
                               "theirs booked",
                               report.wishes, report.wishes_met_at_once, report.wishes_met_later,
                               report.wishes_confirmed));
  line("attended",
       fmt::format("{} checked in, {} checked out, {} no-shows, {} cancelled", report.checked_in,
                   report.checked_out, report.no_shows, report.cancelled));
  line("not done", fmt::format("{} refused, {} about a BOOK that was refused or never met",
                               report.refused_otherwise, report.not_sent));
  line("peak use", fmt::format("{} of {}", report.peak, report.rooms));
  line("a call", fmt::format("of {} commands: p50 {:.2f} ms, p99 {:.2f} ms", report.batch,
                             report.p50_milliseconds, report.p99_milliseconds));
  line("history",
       fmt::format("{} commits with {} changes of bookings, {} refusals looked at room "
                   "by room",
                   report.history.commits, report.history.events, report.history.refusals_checked));
  line("digest",
       fmt::format("chain {}\n{:<11}state {}", report.chain_digest, "", report.state_digest));
  for (const std::string& wrong : report.disagreements) line("AUDITOR", wrong);
  for (const std::string& wrong : report.history.wrong) line("HISTORY", wrong);
  text += report.agrees() ? "The auditor agrees with every answer.\n"
                          : fmt::format("The auditor disagrees with {} answers.\n",
                                        report.disagreements_in_all);
  return text;
}

std::string ToJson(const Report& report) {
  return fmt::format(
      "{{\"commands\": {}, \"sent\": {}, \"seconds\": {:.3f}, \"commands_per_second\": {:.1f}, "
      "\"bookings_per_second\": {:.1f}, \"books\": {}, \"booked\": {}, \"refused\": {}, "
      "\"refused_with_room\": {}, \"wishes\": {}, \"wishes_met_at_once\": {}, "
      "\"wishes_met_later\": {}, \"checked_in\": {}, \"checked_out\": {}, \"no_shows\": {}, "
      "\"cancelled\": {}, \"refused_otherwise\": {}, \"not_sent\": {}, \"rooms\": {}, "
      "\"peak_use\": {}, \"batch\": {}, \"p50_ms\": {:.3f}, \"p99_ms\": {:.3f}, "
      "\"chain_digest\": \"{}\", \"state_digest\": \"{}\", \"disagreements\": {}, "
      "\"auditor_agrees\": {}}}\n",
      report.commands, report.sent, report.seconds,
      static_cast<double>(report.commands) / report.seconds,
      static_cast<double>(report.booked) / report.seconds, report.books, report.booked,
      report.refused, report.refused_with_room, report.wishes, report.wishes_met_at_once,
      report.wishes_met_later, report.checked_in, report.checked_out, report.no_shows,
      report.cancelled, report.refused_otherwise, report.not_sent, report.rooms, report.peak,
      report.batch, report.p50_milliseconds, report.p99_milliseconds, report.chain_digest,
      report.state_digest,
      report.disagreements_in_all + static_cast<int64_t>(report.history.wrong.size()),
      report.agrees());
}

}  // namespace mutua::cli::replay
