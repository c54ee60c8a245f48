// mutua replay: the trace through a running daemon whose clock it feeds (mutuad --replay-clock),
// every answer checked by the auditor.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <set>
#include <unordered_map>

#include "clients/cli/commands.h"
#include "clients/cli/replay/auditor.h"
#include "clients/cli/replay/trace.h"
#include "mutua/v1/admin.pb.h"
#include "mutua/v1/bookings.pb.h"
#include "mutua/v1/lab.pb.h"

namespace mutua::cli {
namespace {

using replay::Op;
using replay::TraceCommand;
using std::chrono::steady_clock;

struct ReplayOptions {
  std::string file, report;
  uint32_t rooms = 187;
  bool as_capacity = false;
  size_t most = SIZE_MAX;
  size_t batch = 400;
};

v1::Lab LabFor(const std::vector<TraceCommand>& commands, const ReplayOptions& options) {
  v1::Lab lab;
  v1::Site& site = *lab.add_sites();
  site.set_site("resort");
  site.set_zone("UTC");
  v1::OpenDays& days = *site.mutable_hours()->add_week();
  for (int day = 1; day <= 7; ++day) days.add_days(static_cast<v1::DayOfWeek>(day));
  v1::OpenRange& range = *days.add_ranges();
  range.set_opens("00:00");
  range.set_closes("24:00");
  v1::Pool& pool = *lab.add_pools();
  pool.set_pool("rooms");
  pool.set_stand_in(true);
  pool.mutable_rules()->mutable_horizon()->set_seconds(int64_t{3600} * 24 * 3600);
  for (uint32_t i = 1; i <= (options.as_capacity ? 1 : options.rooms); ++i) {
    v1::Resource& room = *lab.add_resources();
    room.set_resource(fmt::format("room-{}", i));
    room.set_kind(v1::RESOURCE_KIND_ROOM);
    room.set_pool("rooms");
    room.set_site("resort");
    room.set_capacity(options.as_capacity ? options.rooms : 1);
  }
  std::set<std::string> members;
  for (const TraceCommand& command : commands) members.insert(command.member);
  members.erase("");
  for (const std::string& name : members) {
    lab.add_companies()->set_company(name);
    lab.mutable_companies()->rbegin()->set_kind(v1::COMPANY_KIND_EMPLOYER);
    v1::Member& member = *lab.add_members();
    member.set_member(name);
    member.set_company(name);
  }
  return lab;
}

class Replay {
 public:
  Replay(Session& session, const ReplayOptions& options)
      : session_(session), options_(options), auditor_(options.rooms) {}

  bool Run(const std::vector<TraceCommand>& commands) {
    const auto start = steady_clock::now();
    for (size_t first = 0; first < commands.size(); first += options_.batch) {
      const size_t last = std::min(commands.size(), first + options_.batch);
      if (!Send({commands.begin() + static_cast<std::ptrdiff_t>(first),
                 commands.begin() + static_cast<std::ptrdiff_t>(last)})) {
        return false;
      }
      if (isatty(2) != 0) fmt::print(stderr, "\r{} of {}", last, commands.size());
    }
    seconds_ = std::chrono::duration<double>(steady_clock::now() - start).count();
    return true;
  }

  int Report(const std::vector<TraceCommand>& commands);

 private:
  // What the engine knows of a booking of the trace.
  struct Known {
    std::string booking;  // "b-…", or "#n" within the batch; empty: refused
    std::string wish;
    Interval interval{kEarliest, kLatest};
  };

  bool Send(const std::vector<TraceCommand>& commands);
  void Fill(const TraceCommand& command, size_t item, v1::BatchItem* out);
  void Hear(const TraceCommand& command, const v1::BatchOutcome& outcome);
  std::string Plot() const;

  Session& session_;
  const ReplayOptions& options_;
  replay::Auditor auditor_;
  std::unordered_map<uint32_t, Known> known_;
  std::vector<double> call_milliseconds_;
  std::map<int64_t, int64_t> nights_;  // day since 1970: rooms held that night, as booked
  size_t answered_ = 0, booked_ = 0, refused_ = 0, waited_ = 0, met_later_ = 0, moot_ = 0;
  size_t attended_ = 0, cancelled_ = 0;
  double seconds_ = 0;
};

void Replay::Fill(const TraceCommand& command, size_t item, v1::BatchItem* out) {
  out->mutable_at()->set_seconds(command.at.unix_seconds());
  const std::string id = NewRequestId(command.at.unix_seconds() * 1000);
  v1::Command& asked = *out->mutable_command();
  Known& known = known_[command.booking];
  const auto spec = [&](v1::BookingSpec* filled) {
    v1::Want& want = *filled->add_wants();
    options_.as_capacity ? want.set_resource("room-1") : want.set_pool("rooms");
    filled->set_member(command.member);
    filled->set_may_move(true);
  };
  switch (command.op) {
    case Op::kBook: {
      known.interval = *command.interval;
      if (command.waitlisted) {
        v1::FileWishRequest& wish = *asked.mutable_file_wish();
        wish.set_request_id(id);
        spec(wish.mutable_spec());
        v1::AskedInterval& window = *wish.add_windows();
        window.mutable_start()->mutable_instant()->set_seconds(
            known.interval.start().unix_seconds());
        window.mutable_end()->mutable_instant()->set_seconds(known.interval.end().unix_seconds());
        wish.mutable_length()->set_seconds(known.interval.length().seconds());
        wish.set_mode(v1::WISH_MODE_BOOK_AT_ONCE);
        return;
      }
      v1::CreateBookingRequest& book = *asked.mutable_create_booking();
      book.set_request_id(id);
      spec(book.mutable_spec());
      v1::AskedInterval& time = *book.mutable_spec()->mutable_time();
      time.mutable_start()->mutable_instant()->set_seconds(known.interval.start().unix_seconds());
      time.mutable_end()->mutable_instant()->set_seconds(known.interval.end().unix_seconds());
      known.booking = fmt::format("#{}", item);
      return;
    }
    case Op::kWaitlistConfirm:
    case Op::kCancel: {
      if (known.booking.empty() && !known.wish.empty() && command.op == Op::kCancel) {
        asked.mutable_withdraw_wish()->set_request_id(id);
        asked.mutable_withdraw_wish()->set_wish(known.wish);
        return;
      }
      asked.mutable_cancel_booking()->set_request_id(id);
      asked.mutable_cancel_booking()->set_booking(known.booking);
      return;
    }
    case Op::kCheckIn:
      asked.mutable_check_in()->set_request_id(id);
      asked.mutable_check_in()->set_booking(known.booking);
      return;
    case Op::kCheckOut:
      asked.mutable_check_out()->set_request_id(id);
      asked.mutable_check_out()->set_booking(known.booking);
      return;
    case Op::kNoShow:
      asked.mutable_mark_no_show()->set_request_id(id);
      asked.mutable_mark_no_show()->set_booking(known.booking);
  }
}

void Replay::Hear(const TraceCommand& command, const v1::BatchOutcome& outcome) {
  ++answered_;
  Known& known = known_[command.booking];
  if (command.op == Op::kBook) {
    const bool waits = outcome.has_wish();
    const std::string booking = waits ? outcome.wish().booking() : outcome.booking().booking();
    known.booking = booking;
    if (waits) {
      known.wish = outcome.wish().wish();
      ++waited_;
    }
    const bool accepted = !booking.empty();
    auditor_.Booked(command.booking, known.interval, accepted);
    accepted ? ++booked_ : waits ? waited_ : ++refused_;
    if (!accepted) return;
    const int64_t first = known.interval.start().unix_seconds() / 86400;
    const int64_t last = known.interval.end().unix_seconds() / 86400;
    for (int64_t night = first; night < std::max(last, first + 1); ++night) ++nights_[night];
    return;
  }
  if (outcome.has_refusal()) {
    ++moot_;
    return;
  }
  if (command.op == Op::kCheckIn) {
    ++attended_;
    return;
  }
  auditor_.Ended(command.booking);
  if (command.op != Op::kCheckOut) {
    ++cancelled_;
    const int64_t first = known.interval.start().unix_seconds() / 86400;
    const int64_t last = known.interval.end().unix_seconds() / 86400;
    for (int64_t night = first; night < std::max(last, first + 1); ++night) --nights_[night];
  }
}

bool Replay::Send(const std::vector<TraceCommand>& commands) {
  v1::BatchBookRequest request;
  std::vector<const TraceCommand*> sent;
  for (const TraceCommand& command : commands) {
    // A wish of the trace's waitlist was met when it was filed, or is by now, or goes on waiting:
    // its confirmation asks nothing more of the engine. And what was refused has nothing to attend.
    const Known& known = known_[command.booking];
    const bool nothing = command.op != Op::kBook && known.booking.empty() &&
                         !(command.op == Op::kCancel && !known.wish.empty());
    if (command.op == Op::kWaitlistConfirm || nothing) {
      ++answered_;
      ++(command.op == Op::kWaitlistConfirm && !known.booking.empty() ? met_later_ : moot_);
      continue;
    }
    Fill(command, sent.size(), request.add_items());
    sent.push_back(&command);
  }
  if (sent.empty()) return true;
  const auto start = steady_clock::now();
  v1::BatchBookResponse reply;
  if (!session_.Ask("BookingsService/BatchBook", request, &reply)) return false;
  call_milliseconds_.push_back(
      std::chrono::duration<double, std::milli>(steady_clock::now() - start).count());
  if (reply.outcomes_size() != static_cast<int>(sent.size())) return false;
  for (size_t i = 0; i < sent.size(); ++i) Hear(*sent[i], reply.outcomes(static_cast<int>(i)));
  return true;
}

// Rooms held each night, as an SVG line.
std::string Replay::Plot() const {
  if (nights_.empty()) return "";
  const int64_t first = nights_.begin()->first;
  const int64_t days = nights_.rbegin()->first - first + 1;
  std::string line;
  for (const auto& [night, rooms] : nights_) {
    line +=
        fmt::format("{:.1f},{:.1f} ",
                    50.0 + 900.0 * static_cast<double>(night - first) / static_cast<double>(days),
                    260.0 - 220.0 * static_cast<double>(rooms) / options_.rooms);
  }
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 300\" "
      "font-family=\"sans-serif\" "
      "font-size=\"12\"><rect width=\"1000\" height=\"300\" fill=\"white\"/><line x1=\"50\" "
      "y1=\"40\" "
      "x2=\"950\" y2=\"40\" stroke=\"#c33\"/><text x=\"50\" y=\"32\">{} rooms</text><polyline "
      "points=\"{}\" fill=\"none\" stroke=\"#246\"/><text x=\"50\" y=\"290\">nights held, over {} "
      "days: "
      "{} booked, {} refused, {:.0f} commands/s</text></svg>\n",
      options_.rooms, line, days, booked_, refused_, static_cast<double>(answered_) / seconds_);
}

double Percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<size_t>(share * static_cast<double>(values.size())))];
}

int Replay::Report(const std::vector<TraceCommand>& commands) {
  v1::GetDigestResponse digest;
  if (!session_.Ask("AdminService/GetDigest", v1::GetDigestRequest(), &digest))
    return session_.exit();
  const auto books = std::count_if(commands.begin(), commands.end(),
                                   [](const TraceCommand& c) { return c.op == Op::kBook; });
  fmt::print("{} commands answered in {:.1f} s: {:.0f} commands/s\n", answered_, seconds_,
             static_cast<double>(answered_) / seconds_);
  fmt::print("{} BOOK: {} booked, {} refused ({:.2f} %), {} by way of the waitlist\n", books,
             booked_, refused_, 100.0 * static_cast<double>(refused_) / static_cast<double>(books),
             waited_);
  fmt::print("{} checked in, {} ended early or never came, {} with nothing left to do\n", attended_,
             cancelled_, moot_);
  fmt::print("peak use {} of {}\n", auditor_.peak(), options_.rooms);
  fmt::print("a call of {} commands: p50 {:.1f} ms, p99 {:.1f} ms\n", options_.batch,
             Percentile(call_milliseconds_, 0.5), Percentile(call_milliseconds_, 0.99));
  std::string hex;
  for (const char c : digest.state_digest())
    hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
  fmt::print("state digest {}\n", hex);
  for (const std::string& wrong : auditor_.overbooked()) fmt::print("AUDITOR: {}\n", wrong);
  fmt::print("auditor: {} refusals were of a full house, {} were not\n", auditor_.refused_full(),
             auditor_.refused_below());
  if (!options_.report.empty()) {
    std::ofstream out(options_.report);
    out << Plot();
    fmt::print("plotted to {}\n", options_.report);
  }
  const bool agrees =
      auditor_.overbooked().empty() && (!options_.as_capacity || auditor_.refused_below() == 0);
  fmt::print("{}\n", agrees ? "The auditor agrees with every answer." : "The auditor disagrees.");
  return agrees ? kDone : kFailed;
}

int RunReplay(Session& session, const ReplayOptions& options) {
  const auto commands = replay::ReadTrace(options.file, options.most);
  if (!commands.ok()) return session.Fail(kUsage, std::string(commands.status().message()));
  v1::ApplyLabRequest apply;
  *apply.mutable_lab() = LabFor(*commands, options);
  apply.set_request_id(NewRequestId((commands->front().at.unix_seconds() - 60) * 1000));
  v1::AdvanceClockRequest advance;
  advance.mutable_to()->set_seconds(commands->front().at.unix_seconds() - 60);
  v1::AdvanceClockResponse advanced;
  if (!session.Ask("AdminService/AdvanceClock", advance, &advanced)) return session.exit();
  v1::ApplyLabResponse applied;
  if (!session.Ask("LabService/ApplyLab", apply, &applied)) return session.exit();
  Replay replay(session, options);
  if (!replay.Run(*commands))
    return session.exit() == kDone ? static_cast<int>(kFailed) : session.exit();
  return replay.Report(*commands);
}

}  // namespace

void AddReplayCommand(CLI::App& app, Run* run) {
  auto options = std::make_shared<ReplayOptions>();
  CLI::App* replay = app.add_subcommand(
      "replay",
      "Play a trace through a daemon started with --replay-clock, and audit every answer");
  replay->add_option("file", options->file, "resort_hotel_commands.csv.zst")->required();
  replay->add_option("--report", options->report, "plot to this SVG");
  replay->add_option("--rooms", options->rooms, "how many there are (187)");
  replay->add_flag("--as-capacity", options->as_capacity, "as one resource of so many units");
  replay->add_option("--most", options->most, "only the first commands");
  replay->add_option("--batch", options->batch, "commands a call (400)");
  replay->callback([=] { *run = [=](Session& session) { return RunReplay(session, *options); }; });
}

}  // namespace mutua::cli
