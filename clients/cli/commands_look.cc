// Looking: what is free, the board, what is mine, why, and what happens now.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "clients/cli/ask.h"
#include "clients/cli/commands.h"
#include "clients/cli/show.h"
#include "mutua/v1/availability.pb.h"
#include "mutua/v1/watch.pb.h"

namespace mutua::cli {
namespace {

struct FreeOptions {
  std::vector<std::string> what;
  std::string when, length = "1h", member;
};

// "--when tomorrow" means the whole day; a time means from then to the day's end.
absl::Status ReadWindow(Session& session, const std::string& when, v1::AskedInterval* window) {
  const CivilSecond now = session.Now();
  auto range = when.empty()
                   ? absl::StatusOr<CivilRange>(CivilRange{now, std::nullopt, std::nullopt})
                   : ParseRange(when, now);
  if (!range.ok()) return range.status();
  SetCivil(range->start, window->mutable_start());
  const CivilSecond end = range->end      ? *range->end
                          : range->length ? range->start + range->length->seconds()
                                          : CivilSecond(CivilDay(range->start) + 1);
  SetCivil(end, window->mutable_end());
  return absl::OkStatus();
}

int Free(Session& session, const FreeOptions& options) {
  v1::FindFreeTimeRequest request;
  ReadSelector(options.what, request.mutable_resources());
  absl::Status read = ReadWindow(session, options.when, request.mutable_window());
  const auto length = ParseLength(options.length);
  if (read.ok()) read = length.status();
  if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
  request.mutable_min_length()->set_seconds(length->seconds());
  request.set_member(options.member);
  Table table({"WHAT", "FREE", "LENGTH"});
  do {
    v1::FindFreeTimeResponse reply;
    if (!session.Ask("AvailabilityService/FindFreeTime", request, &reply)) return session.exit();
    if (session.PrintJson(reply)) return kDone;
    for (const v1::FreeTime& resource : reply.resources()) {
      for (const v1::Interval& free : resource.free()) {
        table.Add({resource.resource(), FormatInterval(session, free),
                   FormatLength(Duration::Seconds(free.end().seconds() - free.start().seconds()))});
      }
      if (resource.has_never())
        table.Add({resource.resource(), "never: " + resource.never().sentence(), ""});
    }
    request.set_page_token(reply.next_page_token());
  } while (!request.page_token().empty());
  if (table.empty()) {
    fmt::print(
        "Nothing is free for {} then. Another day: --when tomorrow; or let it come to you: "
        "mutua wait WHAT --when … --for {}\n",
        FormatLength(*length), options.length);
    return kDone;
  }
  session.Print(table);
  return kDone;
}

std::string NameOf(v1::BoardCellKind kind) {
  switch (kind) {
    case v1::BOARD_CELL_KIND_FREE:
      return "free";
    case v1::BOARD_CELL_KIND_PARTLY:
      return "partly";
    case v1::BOARD_CELL_KIND_BUSY:
      return "busy";
    case v1::BOARD_CELL_KIND_BUFFER:
      return "set-up";
    case v1::BOARD_CELL_KIND_CLOSED:
      return "closed";
    case v1::BOARD_CELL_KIND_OUTAGE:
      return "outage";
    default:
      return "";
  }
}

int Board(Session& session, const std::vector<std::string>& what, const std::string& when) {
  v1::GetBoardRequest request;
  ReadSelector(what, request.mutable_resources());
  const absl::Status read = ReadWindow(session, when, request.mutable_window());
  if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
  Table table({"WHAT", "WHEN", "", "BOOKING", "WHO"});
  do {
    v1::GetBoardResponse reply;
    if (!session.Ask("AvailabilityService/GetBoard", request, &reply)) return session.exit();
    if (session.PrintJson(reply)) return kDone;
    for (const v1::BoardRow& row : reply.rows()) {
      for (const v1::BoardCell& cell : row.cells()) {
        std::string booking;
        std::string who;
        for (const v1::Booking& held : cell.bookings()) {
          if (held.booking().empty()) continue;
          booking += (booking.empty() ? "" : " ") + held.booking();
          who += (who.empty() ? "" : " ") + held.member();
        }
        table.Add({row.resource(), FormatInterval(session, cell.interval()), NameOf(cell.kind()),
                   cell.outage().empty() ? booking : cell.outage(), who});
      }
    }
    request.set_page_token(reply.next_page_token());
  } while (!request.page_token().empty());
  session.Print(table);
  return kDone;
}

int My(Session& session, const std::string& member, bool all) {
  v1::ListBookingsRequest request;
  request.set_member(member);
  if (!all) {
    for (const auto state : {v1::BOOKING_STATE_HELD, v1::BOOKING_STATE_PENDING,
                             v1::BOOKING_STATE_CONFIRMED, v1::BOOKING_STATE_CHECKED_IN}) {
      request.add_states(state);
    }
  }
  Table table = BookingTable();
  do {
    v1::ListBookingsResponse reply;
    if (!session.Ask("BookingsService/ListBookings", request, &reply)) return session.exit();
    if (session.PrintJson(reply)) return kDone;
    for (const v1::Booking& booking : reply.bookings()) AddRow(session, booking, &table);
    request.set_page_token(reply.next_page_token());
  } while (!request.page_token().empty());
  if (table.empty()) {
    fmt::print("No bookings. `mutua free` shows what is free.\n");
    return kDone;
  }
  session.Print(table);
  return kDone;
}

int Why(Session& session, const std::string& id) {
  v1::ExplainRequest request;
  if (id.rfind("r-", 0) == 0) {
    request.set_refusal(id);
  } else if (id.rfind("w-", 0) == 0) {
    request.set_wish(id);
  } else {
    request.set_booking(id);
  }
  v1::ExplainResponse reply;
  if (!session.Ask("BookingsService/Explain", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  if (reply.has_booking()) ShowBooking(session, reply.booking());
  for (const v1::ExplainedFact& fact : reply.facts()) {
    fmt::print("  {}  {}{}\n", FormatTime(session, fact.at()), fact.sentence(),
               fact.by().empty() ? "" : fmt::format(" (by {})", fact.by()));
  }
  if (reply.has_refusal()) {
    for (const v1::Reason& reason : reply.refusal().reasons()) {
      fmt::print("  - {}\n", reason.sentence());
    }
  }
  return kDone;
}

std::string CauseName(v1::EventCause cause) {
  if (cause == v1::EVENT_CAUSE_UNSPECIFIED) return "changed";
  std::string name = v1::EventCause_Name(cause).substr(sizeof("EVENT_CAUSE_") - 1);
  for (char& c : name) c = c == '_' ? ' ' : static_cast<char>(std::tolower(c));
  return name;
}

void ShowEvent(Session& session, const v1::Event& event, uint64_t position) {
  std::string what = v1::EventKind_Name(event.kind()).substr(sizeof("EVENT_KIND_") - 1);
  for (char& c : what) c = static_cast<char>(std::tolower(c));
  std::string about = what;
  if (event.has_booking()) {
    about = fmt::format("{} {}  {}", event.booking().booking(), WhatOf(event.booking()),
                        FormatInterval(session, event.booking().interval()));
  } else if (const auto* thing = v1::Event::descriptor()->FindFieldByNumber(event.thing_case())) {
    // Everything has its id or handle as its first field.
    const auto& message = event.GetReflection()->GetMessage(event, thing);
    const auto* name = message.GetDescriptor()->FindFieldByNumber(1);
    about += " " + message.GetReflection()->GetString(message, name);
  }
  fmt::print("{:>8}  {:<12}  {}\n", position, CauseName(event.cause()), about);
}

int Watch(Session& session, const std::vector<std::string>& what, int64_t after) {
  v1::WatchRequest request;
  ReadSelector(what, request.mutable_filter()->mutable_resources());
  if (after >= 0) {
    request.set_after_position(static_cast<uint64_t>(after));
  } else {
    request.set_now(true);
  }
  const Outcome outcome =
      session.client().Stream("WatchService/Watch", request, [&](const std::string& bytes) {
        v1::WatchResponse response;
        if (!response.ParseFromString(bytes)) return false;
        if (session.style() == Style::kJson) {
          if (response.events_size() > 0) session.PrintJson(response);
        } else {
          for (const v1::Event& event : response.events()) {
            ShowEvent(session, event, response.position());
          }
        }
        std::fflush(stdout);
        return true;
      });
  return outcome.ok() ? static_cast<int>(kDone) : session.Explain(outcome);
}

}  // namespace

void AddLookCommands(CLI::App& app, Run* run) {
  auto free = std::make_shared<FreeOptions>();
  CLI::App* find = app.add_subcommand(
      "free",
      "What is free for you\n  mutua free laser-1 --for 2h --when \"tomorrow 14:00\"\n"
      "  mutua free any:fdm --for 3h --when \"mon 9:00-18:00\"\n  mutua free rooms");
  find->add_option("what", free->what, "resources, any:POOL, machines, rooms, desks; none: all");
  find->add_option("--when", free->when, "from when, or between when; none: the rest of today");
  find->add_option("--for", free->length, "at least so long (1h)");
  find->add_option("--member", free->member, "as this member may book");
  find->callback([=] { *run = [=](Session& session) { return Free(session, *free); }; });

  auto what = std::make_shared<std::vector<std::string>>();
  auto when = std::make_shared<std::string>();
  CLI::App* board = app.add_subcommand("board", "Who has what, when (others: only busy)");
  board->add_option("what", *what, "resources, any:POOL, machines, rooms, desks; none: all");
  board->add_option("--when", *when, "a day or a range; none: the rest of today");
  board->callback([=] { *run = [=](Session& session) { return Board(session, *what, *when); }; });

  auto member = std::make_shared<std::string>();
  auto all = std::make_shared<bool>(false);
  CLI::App* my = app.add_subcommand("my", "Your bookings");
  my->add_option("--member", *member, "another member's (managers)");
  my->add_flag("--all", *all, "past and cancelled ones too");
  my->callback([=] { *run = [=](Session& session) { return My(session, *member, *all); }; });

  auto id = std::make_shared<std::string>();
  CLI::App* why = app.add_subcommand("why", "Why a booking, a wish or a refusal is as it is");
  why->add_option("id", *id, "b-1042, w-3 or r-512-0")->required();
  why->callback([=] { *run = [=](Session& session) { return Why(session, *id); }; });

  auto after = std::make_shared<int64_t>(-1);
  CLI::App* watch = app.add_subcommand("watch", "What happens, as it happens");
  watch->add_option("what", *what, "resources, any:POOL, machines ...; none: all you may see");
  watch->add_option("--after", *after, "from this position of the history on");
  watch->callback([=] { *run = [=](Session& session) { return Watch(session, *what, *after); }; });
}

}  // namespace mutua::cli
