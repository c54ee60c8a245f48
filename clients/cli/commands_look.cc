// Looking: what is free, the board, what is mine, why, and what happens now.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

#include "clients/cli/ask.h"
#include "clients/cli/commands.h"
#include "clients/cli/show.h"
#include "mutua/v1/availability.pb.h"
#include "mutua/v1/catalogue.pb.h"
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

// Where every hour costs a credit and no money, saying so on each line says nothing.
bool SaysNothing(const v1::Charge& hour) { return hour.ticks() == 3600 && hour.cents() == 0; }

// What an hour costs in that time, from the lowest rate to the highest.
std::string HourIn(const v1::FreeTime& resource, const v1::Interval& free) {
  const v1::Charge* lowest = nullptr;
  const v1::Charge* highest = nullptr;
  for (const v1::Rate& rate : resource.rates()) {
    if (rate.interval().end().seconds() <= free.start().seconds()) continue;
    if (rate.interval().start().seconds() >= free.end().seconds()) break;
    const auto below = [](const v1::Charge& a, const v1::Charge& b) {
      return std::pair(a.ticks(), a.cents()) < std::pair(b.ticks(), b.cents());
    };
    if (lowest == nullptr || below(rate.hour(), *lowest)) lowest = &rate.hour();
    if (highest == nullptr || below(*highest, rate.hour())) highest = &rate.hour();
  }
  if (lowest == nullptr) return "";
  const std::string text = ChargeText(*lowest);
  return lowest == highest ? text : text + " to " + ChargeText(*highest);
}

// All that was asked about lies behind the horizon.
bool IsTooFarAhead(const v1::FreeTime& resource) {
  return resource.never().rule() == v1::RULE_HORIZON;
}

// The lines of what was found: with what an hour costs, if that says anything. To scripts always.
Table FreeTable(Session& session, const v1::FindFreeTimeResponse& found) {
  bool priced = session.style() == Style::kTsv;
  for (const v1::FreeTime& resource : found.resources()) {
    for (const v1::Rate& rate : resource.rates()) priced = priced || !SaysNothing(rate.hour());
  }
  std::vector<std::string> header = {"WHAT", "FREE", "LENGTH"};
  if (priced) header.push_back("RATE");
  Table table(header);
  for (const v1::FreeTime& resource : found.resources()) {
    for (const v1::Interval& free : resource.free()) {
      std::vector<std::string> row = {
          resource.resource(), FormatInterval(session, free),
          FormatLength(Duration::Seconds(free.end().seconds() - free.start().seconds()))};
      if (priced) row.push_back(HourIn(resource, free));
      table.Add(row);
    }
    if (!resource.has_never()) continue;
    const char* word = IsTooFarAhead(resource) ? "not yet: " : "never: ";
    std::vector<std::string> row = {resource.resource(), word + resource.never().sentence(), ""};
    if (priced) row.push_back("");
    table.Add(row);
  }
  return table;
}

// Where nothing is free: what to do instead of waiting.
std::string WhatElse(Session& session, const v1::FindFreeTimeResponse& found) {
  const auto first =
      std::min_element(found.resources().begin(), found.resources().end(),
                       [](const v1::FreeTime& a, const v1::FreeTime& b) {
                         return std::pair(!IsTooFarAhead(a), a.never().at().seconds()) <
                                std::pair(!IsTooFarAhead(b), b.never().at().seconds());
                       });
  if (first == found.resources().end() || !IsTooFarAhead(*first)) {
    return "Look at another day, --when tomorrow";
  }
  return fmt::format("It is too far ahead yet: book it from {} on",
                     FormatTime(session, first->never().at()));
}

int Free(Session& session, const FreeOptions& options) {
  v1::FindFreeTimeRequest request;
  absl::Status read = ReadWindow(session, options.when, request.mutable_window());
  const auto length = ParseLength(options.length);
  if (read.ok()) read = length.status();
  if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
  request.mutable_min_length()->set_seconds(length->seconds());
  request.set_member(options.member);
  request.set_with_rates(true);
  v1::FindFreeTimeResponse found;
  for (const v1::ResourceSelector& selector : ReadSelectors(session, options.what)) {
    *request.mutable_resources() = selector;
    if (!AskAll(session, "AvailabilityService/FindFreeTime", request, &found)) {
      return session.exit();
    }
  }
  if (session.exit() != kDone) return session.exit();
  if (session.PrintJson(found)) return kDone;
  const bool any = std::any_of(found.resources().begin(), found.resources().end(),
                               [](const v1::FreeTime& one) { return one.free_size() > 0; });
  const Table table = FreeTable(session, found);
  if (!table.empty()) session.Print(table);
  if (any) return kDone;
  const std::string what = options.what.empty() ? "laser-1" : options.what.front();
  fmt::print(stderr,
             "Nothing is free for {} then. {}, or wait for it:\n"
             "  mutua wait for {} --when \"{}\" --for {}\n",
             FormatLength(*length), WhatElse(session, found), what,
             options.when.empty() ? "today" : options.when, options.length);
  return kDone;
}

struct BoardOptions {
  std::vector<std::string> what;
  std::string when;
  bool closed = false;
};

std::string NameOf(v1::BoardCellKind kind) {
  switch (kind) {
    case v1::BOARD_CELL_KIND_FREE:
      return "free";
    case v1::BOARD_CELL_KIND_PARTLY:
      return "partly";
    case v1::BOARD_CELL_KIND_BUSY:
      return "busy";
    case v1::BOARD_CELL_KIND_BUFFER:
      return "buffer";
    case v1::BOARD_CELL_KIND_CLOSED:
      return "closed";
    case v1::BOARD_CELL_KIND_OUTAGE:
      return "outage";
    case v1::BOARD_CELL_KIND_ROUND:
      return "round";
    default:
      return "";
  }
}

// A cell's last two columns: which booking or outage, and whose.
void AddCell(Session& session, const std::string& resource, const v1::BoardCell& cell,
             Table* table) {
  std::string booking = cell.outage();
  std::string who;
  for (const v1::Booking& held : cell.bookings()) {
    if (held.booking().empty()) continue;
    booking += (booking.empty() ? "" : " ") + held.booking();
    if (!held.redacted()) who += (who.empty() ? "" : " ") + held.member();
  }
  table->Add(
      {resource, FormatInterval(session, cell.interval()), NameOf(cell.kind()), booking, who});
}

int Board(Session& session, const BoardOptions& options) {
  v1::GetBoardRequest request;
  const absl::Status read = ReadWindow(session, options.when, request.mutable_window());
  if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
  v1::GetBoardResponse board;
  for (const v1::ResourceSelector& selector : ReadSelectors(session, options.what)) {
    *request.mutable_resources() = selector;
    if (!AskAll(session, "AvailabilityService/GetBoard", request, &board)) return session.exit();
  }
  if (session.exit() != kDone) return session.exit();
  if (session.PrintJson(board)) return kDone;
  Table table({"WHAT", "WHEN", "IS", "BOOKING", "WHO"});
  for (const v1::BoardRow& row : board.rows()) {
    bool first = true;
    for (const v1::BoardCell& cell : row.cells()) {
      if (cell.kind() == v1::BOARD_CELL_KIND_CLOSED && !options.closed) continue;
      const bool named = first || session.style() != Style::kTable;
      AddCell(session, named ? row.resource() : "", cell, &table);
      first = false;
    }
    if (first) table.Add({row.resource(), "", "closed", "", ""});
  }
  session.Print(table);
  return kDone;
}

// Those of a member; of whoever asks, if that is one; else all.
int My(Session& session, const std::string& member, bool all) {
  v1::ListBookingsRequest request;
  request.set_member(member.empty() ? session.Caller().member().member() : member);
  if (!all) {
    for (const auto state : {v1::BOOKING_STATE_HELD, v1::BOOKING_STATE_PENDING,
                             v1::BOOKING_STATE_CONFIRMED, v1::BOOKING_STATE_CHECKED_IN}) {
      request.add_states(state);
    }
  }
  v1::ListBookingsResponse found;
  if (!AskAll(session, "BookingsService/ListBookings", request, &found)) return session.exit();
  if (session.PrintJson(found)) return kDone;
  Table table = BookingTable();
  for (const v1::Booking& booking : found.bookings()) AddRow(session, booking, &table);
  if (table.empty()) {
    fmt::print(stderr, "No bookings. `mutua free` shows what is free.\n");
    return kDone;
  }
  session.Print(table);
  return kDone;
}

int WhoAmI(Session& session) {
  v1::GetCallerResponse caller;
  if (!session.Ask("DirectoryService/GetCaller", v1::GetCallerRequest(), &caller)) {
    return session.exit();
  }
  if (session.PrintJson(caller)) return kDone;
  fmt::print("{}\n", NameOfCaller(caller));
  return kDone;
}

int ListResources(Session& session) {
  v1::ListResourcesResponse found;
  if (!AskAll(session, "CatalogueService/ListResources", v1::ListResourcesRequest(), &found)) {
    return session.exit();
  }
  if (session.PrintJson(found)) return kDone;
  Table table({"RESOURCE", "POOL", "KIND", "UNITS", "SITE", "NAME"});
  for (const v1::Resource& resource : found.resources()) {
    std::string kind = v1::ResourceKind_Name(resource.kind()).substr(sizeof("RESOURCE_KIND_") - 1);
    for (char& c : kind) c = static_cast<char>(std::tolower(c));
    std::string units = std::to_string(resource.capacity());
    if (resource.kind() == v1::RESOURCE_KIND_MATERIAL) {
      units = fmt::format("{} of {}", resource.capacity() - resource.taken(), units);
    }
    table.Add({resource.resource(), resource.pool(), kind, units, resource.site(),
               resource.display_name()});
  }
  session.Print(table);
  return kDone;
}

int Why(Session& session, const std::string& id) {
  v1::ExplainRequest request;
  const bool known = id.size() > 2 && id[1] == '-' && std::strchr("abrw", id[0]) != nullptr;
  if (!known) {
    return session.Fail(kUsage, fmt::format("\"{}\" is none of b-12 (a booking), w-12 (a wish), "
                                            "a-3 (a round) and r-12-0 (a refusal)",
                                            id));
  }
  if (id.rfind("a-", 0) == 0) return ShowRoundOf(session, id);
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
      fmt::print(
          "  - {}{}\n",
          reason.occurrence() == 0 ? "" : fmt::format("occurrence {}: ", reason.occurrence()),
          reason.sentence());
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

// Its id, and in words what it is about.
std::pair<std::string, std::string> AboutOf(Session& session, const v1::Event& event) {
  if (event.has_booking()) {
    const v1::Booking& booking = event.booking();
    return {booking.booking(),
            fmt::format("{}  {}{}{}", WhatOf(booking), FormatInterval(session, booking.interval()),
                        booking.member().empty() ? "" : "  ", booking.member())};
  }
  if (event.has_wish()) return {event.wish().wish(), WantedBy(event.wish().spec())};
  if (event.has_series()) {
    return {event.series().series(), fmt::format("{}  {}", WantedBy(event.series().spec()),
                                                 event.series().recurrence().rrule())};
  }
  if (event.has_outage()) {
    return {event.outage().outage(), fmt::format("{}  {}  {}", event.outage().resource(),
                                                 FormatInterval(session, event.outage().interval()),
                                                 event.outage().reason())};
  }
  if (event.has_round()) {
    const v1::Round& round = event.round();
    return {round.round(),
            fmt::format("{}  {}", round.pool(),
                        round.windows().empty() ? "" : FormatInterval(session, round.windows(0)))};
  }
  std::string kind = v1::EventKind_Name(event.kind()).substr(sizeof("EVENT_KIND_") - 1);
  for (char& c : kind) c = static_cast<char>(std::tolower(c));
  const auto* thing = v1::Event::descriptor()->FindFieldByNumber(event.thing_case());
  if (thing == nullptr) return {"", kind};
  // Everything has its id or handle as its first field.
  const auto& message = event.GetReflection()->GetMessage(event, thing);
  const auto* name = message.GetDescriptor()->FindFieldByNumber(1);
  const std::string id = message.GetReflection()->GetString(message, name);
  return {id.empty() ? "(erased)" : id, kind};
}

void ShowEvent(Session& session, const v1::Event& event, const v1::WatchResponse& commit) {
  const auto [id, about] = AboutOf(session, event);
  fmt::print("{:>8}  {}  {:<8}  {:<12}  {}\n", commit.position(),
             session.Faint(FormatTime(session, commit.at())), id, CauseName(event.cause()), about);
}

int Watch(Session& session, const std::vector<std::string>& what, int64_t after) {
  v1::WatchRequest request;
  *request.mutable_filter()->mutable_resources() = ReadSelector(session, what);
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
            ShowEvent(session, event, response);
          }
        }
        std::fflush(stdout);
        return true;
      });
  return outcome.ok() ? static_cast<int>(kDone) : session.Explain(outcome, request);
}

void AddFree(CLI::App& app, Run* run) {
  auto free = std::make_shared<FreeOptions>();
  CLI::App* find = app.add_subcommand("free", "What is free for you");
  find->footer(
      "Examples:\n  mutua free laser-1 --for 2h --when \"tomorrow 14:00\"\n"
      "  mutua free any:fdm --for 3h --when \"mon 9:00-18:00\"\n  mutua free rooms\n"
      "RATE is what an hour costs you, of material what a piece does, where that is not a credit.");
  find->add_option("what", free->what, "resources, a pool, machines, rooms, desks; none: all");
  find->add_option("--when", free->when, "a day, from when, or between when; none: rest of today");
  find->add_option("--for", free->length, "at least so long (1h)");
  find->add_option("--member", free->member, "as this member may book");
  find->callback([=] { *run = [=](Session& session) { return Free(session, *free); }; });
}

void AddBoard(CLI::App& app, Run* run) {
  auto options = std::make_shared<BoardOptions>();
  CLI::App* board = app.add_subcommand("board", "Who has what, when (of others: only busy)");
  board->footer("Examples:\n  mutua board\n  mutua board any:laser --when tomorrow");
  board->add_option("what", options->what, "resources, a pool, machines, rooms, desks; none: all");
  board->add_option("--when", options->when, "a day or a range; none: the rest of today");
  board->add_flag("--closed", options->closed, "show closed time too");
  board->callback([=] { *run = [=](Session& session) { return Board(session, *options); }; });
}

}  // namespace

void AddLookCommands(CLI::App& app, Run* run) {
  AddFree(app, run);
  AddBoard(app, run);
  auto member = std::make_shared<std::string>();
  auto all = std::make_shared<bool>(false);
  CLI::App* my = app.add_subcommand("my", "Your bookings (signed in as a manager: everybody's)");
  my->add_option("--member", *member, "of this member");
  my->add_flag("--all", *all, "past and cancelled ones too");
  my->callback([=] { *run = [=](Session& session) { return My(session, *member, *all); }; });

  auto id = std::make_shared<std::string>();
  CLI::App* why =
      app.add_subcommand("why", "Why a booking, a wish, a round or a refusal is as it is");
  why->add_option("id", *id, "b-1042, w-3, a-3 or r-512-0")->required();
  why->callback([=] { *run = [=](Session& session) { return Why(session, *id); }; });

  auto watched = std::make_shared<std::vector<std::string>>();
  auto after = std::make_shared<int64_t>(-1);
  CLI::App* watch = app.add_subcommand("watch", "What happens, as it happens; Ctrl-C ends it");
  watch->add_option("what", *watched, "resources, a pool, machines ...; none: all you may see");
  watch->add_option("--after", *after, "from this position of the history on; 0: all of it");
  watch->callback(
      [=] { *run = [=](Session& session) { return Watch(session, *watched, *after); }; });

  app.add_subcommand("resources", "What there is")->callback([=] { *run = ListResources; });
  app.add_subcommand("whoami", "Who you are signed in as")->callback([=] { *run = WhoAmI; });
}

}  // namespace mutua::cli
