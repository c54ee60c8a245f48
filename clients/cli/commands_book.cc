// Bookings: made, held, confirmed, moved, ended, attended.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

#include "clients/cli/ask.h"
#include "clients/cli/commands.h"
#include "clients/cli/show.h"
#include "clients/cli/walk_up.h"
#include "mutua/v1/availability.pb.h"
#include "mutua/v1/bookings.pb.h"

namespace mutua::cli {
namespace {

struct BookOptions {
  std::vector<std::string> wants;
  std::string when, length, until, member, title, hold, reason;
  Secret badge;
  bool fixed = false;
  bool now = false;
  bool preview = false;
};

// What the command would do and cost; nothing is done.
int Preview(Session& session, const v1::Command& command) {
  v1::PreviewCommandRequest request;
  *request.mutable_command() = command;
  v1::PreviewCommandResponse reply;
  if (!session.Ask("AvailabilityService/PreviewCommand", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return reply.accepted() ? kDone : kRefused;
  if (!reply.accepted()) return session.ExplainRefusal(reply.refusal(), command);
  if (reply.booking().booking().empty()) reply.mutable_booking()->set_booking("new");
  ShowBooking(session, reply.booking());
  ShowEffects(session, reply.effects());
  ShowWarnings(reply.warnings());
  fmt::print("Nothing is done yet: this is what it would be.\n");
  return kDone;
}

// What else can be done about a refusal: the same words, to the waitlist.
void SayHowToWait(const Session& session, const BookOptions& options, const std::string& length) {
  // Kiosks file no wishes.
  if (options.now || !options.badge.empty() || session.style() == Style::kJson) return;
  std::string more;
  if (!length.empty()) more += " --for " + length;
  if (!options.member.empty()) more += " --member " + options.member;
  fmt::print(stderr, "Or wait for it: mutua wait for {} --when \"{}\"{}\n",
             fmt::join(options.wants, " "), options.when, more);
}

// --until says the end of what --when begins; without that, of what begins now.
std::string WhenOf(const BookOptions& options) {
  if (options.until.empty()) return options.when;
  return (options.when.empty() ? "now" : options.when) + " to " + options.until;
}

// As it is typed; of a start and an end what is between them.
std::string LengthOf(const BookOptions& options, const v1::AskedInterval& time) {
  if (!options.length.empty()) return options.length;
  absl::CivilSecond start;
  absl::CivilSecond end;
  const bool both = absl::ParseLenientCivilTime(time.start().civil().local(), &start) &&
                    absl::ParseLenientCivilTime(time.end().civil().local(), &end);
  if (!both) return "";
  const int64_t minutes = (end - start) / 60;
  return minutes % 60 == 0 ? fmt::format("{}h", minutes / 60) : fmt::format("{}min", minutes);
}

int Book(Session& session, const BookOptions& options) {
  v1::CreateBookingRequest request;
  v1::BookingSpec& spec = *request.mutable_spec();
  absl::Status read = ReadWants(options.wants, spec.mutable_wants());
  if (read.ok()) {
    read = ReadTime(session, WhenOf(options), options.length, options.now, spec.mutable_time());
  }
  if (read.ok() && !options.hold.empty()) {
    const auto held = ParseLength(options.hold);
    read = held.status();
    if (held.ok()) SetCivil(session.Now() + held->seconds(), spec.mutable_hold_until());
  }
  if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
  spec.set_member(options.member);
  spec.set_badge(ReadBadge(options.badge).Reveal());
  spec.set_title(options.title);
  spec.set_may_move(!options.fixed);
  spec.set_walk_up(options.now);
  if (options.now) spec.mutable_time()->clear_start();
  if (options.now && spec.time().has_length()) {
    EndOnGrid(session, spec.wants(), spec.mutable_time());
  }
  if (!options.reason.empty()) request.mutable_override()->set_reason(options.reason);
  if (options.preview) {
    v1::Command command;
    *command.mutable_create_booking() = request;
    return Preview(session, command);
  }
  v1::CreateBookingResponse reply;
  if (!session.Order("BookingsService/CreateBooking", &request, &reply)) {
    if (session.time_helps()) SayHowToWait(session, options, LengthOf(options, spec.time()));
    return session.exit();
  }
  ShowBooking(session, reply.booking());
  ShowEffects(session, reply.effects());
  ShowWarnings(reply.warnings());
  return kDone;
}

void AddBook(CLI::App& app, Run* run) {
  auto options = std::make_shared<BookOptions>();
  CLI::App* book = app.add_subcommand("book", "Book a resource, any of a pool, or several at once");
  book->footer(
      "Examples:\n"
      "  mutua book laser-1 --when \"tomorrow 14:00-16:00\"\n"
      "  mutua book any:fdm --when \"demain 9h\" --for 3h --title \"Prototype\"\n"
      "  mutua book laser-1 room-1 --when \"mon 9am\" --for 2h     (both or neither)\n"
      "  mutua book any:desks --now --until 17:00\n"
      "  mutua book any:desks --now --until 17:00 --badge 04A2B9    (at a kiosk)\n"
      "  mutua book laser-1 --when \"fri 14:00-16:00\" --preview      (what would it cost?)");
  book->add_option("what", options->wants, "laser-1, any:fdm, any:fdm*2, stock=3")->required();
  book->add_option("--when", options->when, "\"tomorrow 14:00-16:00\", \"demain 14h\", \"+2h\"");
  book->add_option("--for", options->length,
                   "2h, 90min, 1h30; with --now until the end nearest to that");
  book->add_option("--until", options->until, "the end instead: 17:00");
  book->add_option("--member", options->member, "on behalf of this member");
  AddBadgeOption(*book, &options->badge);
  book->add_option("--title", options->title, "what for; others do not see it");
  book->add_option("--hold", options->hold, "only hold it for so long: 30min");
  book->add_flag("--fixed", options->fixed, "never move it to an equal resource");
  book->add_flag("--now", options->now, "start now, here (a walk-up)");
  book->add_option("--override", options->reason, "managers: set policies aside, with this reason");
  book->add_flag("--preview", options->preview, "only say what it would be, and cost");
  book->callback([=] { *run = [=](Session& session) { return Book(session, *options); }; });
}

struct CancelOptions {
  std::string booking, because;
  bool preview = false;
};

int Cancel(Session& session, const CancelOptions& options) {
  if (!IsId(session, options.booking, 'b', "booking")) return session.exit();
  v1::CancelBookingRequest request;
  request.set_booking(options.booking);
  request.set_reason(options.because);
  if (options.preview) {
    v1::Command command;
    *command.mutable_cancel_booking() = request;
    return Preview(session, command);
  }
  v1::CancelBookingResponse reply;
  if (!session.Order("BookingsService/CancelBooking", &request, &reply)) return session.exit();
  ShowBooking(session, reply.booking());
  ShowEffects(session, reply.effects());
  return kDone;
}

void AddCancel(CLI::App& app, Run* run) {
  auto options = std::make_shared<CancelOptions>();
  CLI::App* cancel = app.add_subcommand("cancel", "Cancel a booking");
  cancel->footer(
      "Its price is refunded within 10 minutes of booking, or 24 h ahead or more; later it stays\n"
      "charged, but for what another company then books of it and pays.\n"
      "Examples:\n"
      "  mutua cancel b-42\n"
      "  mutua cancel b-42 --preview     (would it be refunded?)");
  cancel->add_option("booking", options->booking, "b-1042")->required();
  cancel->add_option("--because", options->because,
                     "why; the holder and their company are shown it");
  cancel->add_flag("--preview", options->preview, "only say what would stay charged");
  cancel->callback([=] { *run = [=](Session& session) { return Cancel(session, *options); }; });
}

// When somebody left: a time of day is today's, or yesterday's if it is still to come.
bool ReadLeft(Session& session, const std::string& left, v1::CheckOutRequest* request) {
  if (left.empty()) return true;
  const auto civil = ParseWhen(left, session.Now());
  if (!civil.ok()) {
    session.Fail(kUsage, std::string(civil.status().message()));
    return false;
  }
  const CivilSecond past = *civil <= session.Now() ? *civil : *civil - 86400;
  const absl::Time at = absl::FromCivil(past, session.zone());
  request->mutable_badge_time()->set_seconds(absl::ToUnixSeconds(at));
  return true;
}

// The many commands that name one booking and answer with it.
template <class Request, class Response>
void AddSimple(CLI::App& app, Run* run, const std::string& name, const std::string& help,
               const std::string& method) {
  auto booking = std::make_shared<std::string>();
  auto because = std::make_shared<std::string>();
  auto badge = std::make_shared<Secret>();
  auto left = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand(name, help);
  command->add_option("booking", *booking, "b-1042")->required();
  constexpr bool kLeaves = std::is_same_v<Request, v1::CheckOutRequest>;
  if (kLeaves) {
    command->add_option("--left", *left,
                        "when somebody left who did not check out: now or after it is over "
                        "(managers)");
  }
  if constexpr (requires(Request request) { request.reason(); }) {
    command->add_option("--because", *because, "why; the holder and their company are shown it");
  }
  constexpr bool kAtKiosks = requires(Request request) { request.set_badge(""); };
  if (kAtKiosks) {
    AddBadgeOption(*command, badge.get());
    command->footer(
        fmt::format("Examples:\n  mutua {0} b-42\n"
                    "  mutua {0} b-42 --badge 04A2B9    (at a kiosk)",
                    name));
  }
  command->callback([=] {
    *run = [=](Session& session) {
      if (!IsId(session, *booking, 'b', "booking")) return session.exit();
      Request request;
      request.set_booking(*booking);
      if constexpr (requires { request.set_reason(*because); }) request.set_reason(*because);
      if constexpr (kAtKiosks) request.set_badge(ReadBadge(*badge).Reveal());
      if constexpr (kLeaves) {
        if (!ReadLeft(session, *left, &request)) return session.exit();
      }
      Response reply;
      if (!session.Order("BookingsService/" + method, &request, &reply)) return session.exit();
      ShowBooking(session, reply.booking());
      if constexpr (requires { reply.effects(); }) ShowEffects(session, reply.effects());
      if constexpr (requires { reply.warnings(); }) ShowWarnings(reply.warnings());
      return static_cast<int>(kDone);
    };
  });
}

struct MoveOptions {
  std::string booking, when, length, reason;
  std::vector<std::string> wants;
};

// A new time without an end keeps the booking's length.
absl::Status ReadNewTime(Session& session, const MoveOptions& options, const v1::Booking& booking,
                         v1::AskedInterval* time) {
  std::string length = options.length;
  const auto range = ParseRange(options.when, session.Now());
  if (!range.ok()) return range.status();
  if (length.empty() && !range->end && !range->length) {
    length = fmt::format("{}s",
                         booking.interval().end().seconds() - booking.interval().start().seconds());
  }
  return ReadTime(session, options.when, length, false, time);
}

// The same start; the same end, too, unless another length was given.
absl::Status KeepStart(const MoveOptions& options, const v1::Booking& booking,
                       v1::AskedInterval* time) {
  *time->mutable_start()->mutable_instant() = booking.interval().start();
  if (options.length.empty()) {
    *time->mutable_end()->mutable_instant() = booking.interval().end();
    return absl::OkStatus();
  }
  const auto length = ParseLength(options.length);
  if (!length.ok()) return length.status();
  time->mutable_length()->set_seconds(length->seconds());
  return absl::OkStatus();
}

int Move(Session& session, const MoveOptions& options) {
  if (!IsId(session, options.booking, 'b', "booking")) return session.exit();
  if (options.when.empty() && options.length.empty() && options.wants.empty()) {
    return session.Fail(kUsage, "say what changes: --when, --for or --to");
  }
  v1::GetBookingRequest get;
  get.set_booking(options.booking);
  v1::GetBookingResponse got;
  if (!session.Ask("BookingsService/GetBooking", get, &got)) return session.exit();
  v1::MoveBookingRequest request;
  request.set_booking(options.booking);
  request.set_etag(got.booking().etag());
  absl::Status read;
  if (!options.wants.empty()) read = ReadWants(options.wants, request.mutable_wants());
  if (read.ok() && !options.when.empty()) {
    read = ReadNewTime(session, options, got.booking(), request.mutable_time());
  } else if (read.ok()) {
    read = KeepStart(options, got.booking(), request.mutable_time());
  }
  if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
  if (!options.reason.empty()) request.mutable_override()->set_reason(options.reason);
  v1::MoveBookingResponse reply;
  if (!session.Order("BookingsService/MoveBooking", &request, &reply)) return session.exit();
  ShowBooking(session, reply.booking());
  ShowEffects(session, reply.effects());
  ShowWarnings(reply.warnings());
  return kDone;
}

void AddMove(CLI::App& app, Run* run) {
  auto options = std::make_shared<MoveOptions>();
  CLI::App* move =
      app.add_subcommand("move", "Move a booking: another time, other resources, or both");
  move->footer(
      "Examples:\n"
      "  mutua move b-42 --when \"fri 10:00\"\n  mutua move b-42 --to laser-2");
  move->add_option("booking", options->booking, "b-1042")->required();
  move->add_option("--when", options->when, "the new time; without an end it keeps its length");
  move->add_option("--for", options->length, "the new length");
  move->add_option("--to", options->wants, "other resources");
  move->add_option("--override", options->reason, "managers: set policies aside, with this reason");
  move->callback([=] { *run = [=](Session& session) { return Move(session, *options); }; });
}

template <class Request, class Response>
void AddResize(CLI::App& app, Run* run, const std::string& name, const std::string& help,
               const std::string& method) {
  auto booking = std::make_shared<std::string>();
  auto until = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand(name, help);
  command->add_option("booking", *booking, "b-1042")->required();
  command->add_option("--until", *until, "the new end: \"17:00\", \"tomorrow 10:00\"")->required();
  command->callback([=] {
    *run = [=](Session& session) {
      if (!IsId(session, *booking, 'b', "booking")) return session.exit();
      Request request;
      request.set_booking(*booking);
      const absl::Status read = ReadMoment(session, *until, request.mutable_end());
      if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
      Response reply;
      if (!session.Order("BookingsService/" + method, &request, &reply)) return session.exit();
      ShowBooking(session, reply.booking());
      return static_cast<int>(kDone);
    };
  });
}

void AddHandOver(CLI::App& app, Run* run) {
  auto booking = std::make_shared<std::string>();
  auto to = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("handover", "Give a booking to another member");
  command->add_option("booking", *booking, "b-1042")->required();
  command->add_option("--to", *to, "the member")->required();
  command->callback([=] {
    *run = [=](Session& session) {
      if (!IsId(session, *booking, 'b', "booking")) return session.exit();
      v1::HandOverRequest request;
      request.set_booking(*booking);
      request.set_to_member(*to);
      v1::HandOverResponse reply;
      if (!session.Order("BookingsService/HandOver", &request, &reply)) return session.exit();
      ShowBooking(session, reply.booking());
      return static_cast<int>(kDone);
    };
  });
}

}  // namespace

void AddBookCommands(CLI::App& app, Run* run) {
  using namespace v1;
  AddBook(app, run);
  AddMove(app, run);
  AddResize<ExtendBookingRequest, ExtendBookingResponse>(
      app, run, "extend", "Move a booking's end later", "ExtendBooking");
  AddResize<ShortenBookingRequest, ShortenBookingResponse>(
      app, run, "shorten", "Give back the end of a booking", "ShortenBooking");
  AddCancel(app, run);
  AddSimple<ConfirmBookingRequest, ConfirmBookingResponse>(
      app, run, "confirm", "Confirm a hold or an offer", "ConfirmBooking");
  AddSimple<ApproveBookingRequest, ApproveBookingResponse>(
      app, run, "approve", "Approve a pending booking", "ApproveBooking");
  AddSimple<RejectBookingRequest, RejectBookingResponse>(
      app, run, "reject", "Reject a pending booking", "RejectBooking");
  AddSimple<CheckInRequest, CheckInResponse>(app, run, "checkin", "Check in", "CheckIn");
  AddSimple<CheckOutRequest, CheckOutResponse>(app, run, "checkout", "Check out, also early",
                                               "CheckOut");
  AddSimple<MarkNoShowRequest, MarkNoShowResponse>(app, run, "noshow", "Nobody came", "MarkNoShow");
  AddHandOver(app, run);
}

}  // namespace mutua::cli
