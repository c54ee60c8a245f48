// What repeats and what waits: series and wishes.
#include <fmt/format.h>

#include <memory>

#include "clients/cli/ask.h"
#include "clients/cli/commands.h"
#include "clients/cli/problems.h"
#include "clients/cli/show.h"
#include "mutua/v1/bookings.pb.h"
#include "mutua/v1/wishes.pb.h"

namespace mutua::cli {
namespace {

std::string NameOf(v1::WishState state) {
  std::string name = v1::WishState_Name(state).substr(sizeof("WISH_STATE_") - 1);
  for (char& c : name) c = static_cast<char>(std::tolower(c));
  return name;
}

void ShowWish(Session& session, const v1::Wish& wish) {
  if (session.PrintJson(wish)) return;
  fmt::print("{}  {}  {}  {}\n", session.Bold(wish.wish()), WantedBy(wish.spec()),
             FormatLength(Duration::Seconds(wish.length().seconds())), NameOf(wish.state()));
  for (const v1::Interval& window : wish.windows()) {
    fmt::print("    within {}\n", FormatInterval(session, window));
  }
  if (wish.has_valid_until() && wish.state() <= v1::WISH_STATE_OFFERED) {
    fmt::print("    given up on {}\n", FormatTime(session, wish.valid_until()));
  }
  if (wish.state() == v1::WISH_STATE_OFFERED) {
    fmt::print("    offered as {} until {}: mutua wait accept {}\n", wish.booking(),
               FormatTime(session, wish.offer_until()), wish.wish());
  } else if (!wish.booking().empty()) {
    fmt::print("    booked as {}\n", wish.booking());
  }
}

struct WaitOptions {
  std::vector<std::string> wants;
  std::vector<std::string> windows;
  std::string length = "1h", member, title, until;
  uint32_t guests = 0;
  bool fixed = false;
  bool offer = false;
};

int Wait(Session& session, const WaitOptions& options) {
  v1::FileWishRequest request;
  absl::Status read = ReadWants(options.wants, request.mutable_spec()->mutable_wants());
  const auto length = ParseLength(options.length);
  if (read.ok()) read = length.status();
  for (const std::string& window : options.windows) {
    if (!read.ok()) break;
    const auto range = ParseRange(window, session.Now());
    read = range.status();
    if (!range.ok()) break;
    v1::AskedInterval& asked = *request.add_windows();
    SetCivil(range->start, asked.mutable_start());
    const CivilSecond end = range->end      ? *range->end
                            : range->length ? range->start + range->length->seconds()
                                            : CivilSecond(CivilDay(range->start) + 1);
    SetCivil(end, asked.mutable_end());
  }
  if (read.ok() && !options.until.empty()) {
    read = ReadMoment(session, options.until, request.mutable_valid_until());
  }
  if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
  request.mutable_length()->set_seconds(length->seconds());
  request.mutable_spec()->set_member(options.member);
  request.mutable_spec()->set_title(options.title);
  request.mutable_spec()->set_may_move(!options.fixed);
  if (options.guests != 0) request.mutable_spec()->mutable_guests()->set_more(options.guests);
  request.set_mode(options.offer ? v1::WISH_MODE_OFFER : v1::WISH_MODE_BOOK_AT_ONCE);
  v1::FileWishResponse reply;
  if (!session.Order("WishesService/FileWish", &request, &reply)) return session.exit();
  ShowWish(session, reply.wish());
  if (reply.has_booking() && session.style() != Style::kJson) ShowBooking(session, reply.booking());
  return kDone;
}

int ListWishes(Session& session, bool all) {
  v1::ListWishesRequest request;
  request.set_member(session.Caller().member().member());
  // Without states: those that wait or are offered something.
  for (int state = v1::WishState_MIN + 1; all && state <= v1::WishState_MAX; ++state) {
    request.add_states(static_cast<v1::WishState>(state));
  }
  v1::ListWishesResponse found;
  if (!AskAll(session, "WishesService/ListWishes", request, &found)) return session.exit();
  if (session.PrintJson(found)) return kDone;
  Table table({"WISH", "WHAT", "LENGTH", "WITHIN", "STATE", "BOOKING"});
  for (const v1::Wish& wish : found.wishes()) {
    table.Add({wish.wish(), WantedBy(wish.spec()),
               FormatLength(Duration::Seconds(wish.length().seconds())),
               wish.windows_size() > 0 ? FormatInterval(session, wish.windows(0)) : "",
               NameOf(wish.state()), wish.booking()});
  }
  if (!table.empty()) session.Print(table);
  if (table.empty()) fmt::print(stderr, "You wait for nothing.\n");
  return kDone;
}

template <class Request, class Response>
void AddOnWish(CLI::App* wait, Run* run, const std::string& name, const std::string& help,
               const std::string& method) {
  auto wish = std::make_shared<std::string>();
  CLI::App* command = wait->add_subcommand(name, help);
  command->add_option("wish", *wish, "w-12")->required();
  command->callback([=] {
    *run = [=](Session& session) {
      if (!IsId(session, *wish, 'w', "wish")) return session.exit();
      Request request;
      request.set_wish(*wish);
      Response reply;
      if (!session.Order("WishesService/" + method, &request, &reply)) return session.exit();
      ShowWish(session, reply.wish());
      return static_cast<int>(kDone);
    };
  });
}

void AddWait(CLI::App& app, Run* run) {
  CLI::App* wait = app.add_subcommand("wait", "Wait for time that is taken");
  wait->require_subcommand(1);
  auto options = std::make_shared<WaitOptions>();
  CLI::App* file = wait->add_subcommand("for", "Wait for time with something that is taken");
  file->footer("Example:\n  mutua wait for laser-1 --when \"tomorrow 8:00-18:00\" --for 2h");
  file->add_option("what", options->wants, "laser-1, any:fdm")->required();
  file->add_option("--when", options->windows, "within which time; several may be given")
      ->required();
  file->add_option("--for", options->length, "how long (1h)");
  file->add_option("--member", options->member, "on behalf of this member");
  file->add_option("--title", options->title, "what for");
  file->add_flag("--offer", options->offer, "ask me before it is booked");
  file->add_option("--until", options->until,
                   "give up by itself then: \"tomorrow 12:00\"; else with the last window");
  file->add_option("--guests", options->guests, "how many come along");
  file->add_flag("--fixed", options->fixed, "never move what it becomes to an equal resource");
  file->callback([=] { *run = [=](Session& session) { return Wait(session, *options); }; });
  auto all = std::make_shared<bool>(false);
  CLI::App* list = wait->add_subcommand("list", "What you wait for");
  list->add_flag("--all", *all, "what was met, withdrawn or ran out, too");
  list->callback([=] { *run = [=](Session& session) { return ListWishes(session, *all); }; });
  AddOnWish<v1::AcceptOfferRequest, v1::AcceptOfferResponse>(wait, run, "accept",
                                                             "Take what is offered", "AcceptOffer");
  AddOnWish<v1::DeclineOfferRequest, v1::DeclineOfferResponse>(
      wait, run, "decline", "Let it pass, and go on waiting", "DeclineOffer");
  AddOnWish<v1::WithdrawWishRequest, v1::WithdrawWishResponse>(wait, run, "withdraw",
                                                               "Wait no longer", "WithdrawWish");
}

// "2026-11-30T11:00:00" as people read it.
std::string FormatLocal(const std::string& local) {
  absl::CivilSecond civil;
  if (!absl::ParseCivilTime(local, &civil)) return local;
  return absl::FormatTime("%a %d %b %H:%M", absl::FromCivil(civil, absl::UTCTimeZone()),
                          absl::UTCTimeZone());
}

// How many of the occurrences were booked, when not all were.
std::string CountSkipped(const v1::Series& series) {
  int skipped = 0;
  for (const auto& occurrence : series.occurrences()) skipped += occurrence.has_booking() ? 0 : 1;
  if (skipped == 0) return "";
  return fmt::format("{} of {} not booked. Try those again: mutua series refill {}\n", skipped,
                     series.occurrences_size(), series.series());
}

int ListSeries(Session& session) {
  v1::ListSeriesRequest request;
  request.set_member(session.Caller().member().member());
  v1::ListSeriesResponse found;
  if (!AskAll(session, "BookingsService/ListSeries", request, &found)) return session.exit();
  if (session.PrintJson(found)) return kDone;
  Table table({"SERIES", "WHAT", "RULE", "FROM", "STATE"});
  for (const v1::Series& series : found.series()) {
    table.Add({series.series(), WantedBy(series.spec()), series.recurrence().rrule(),
               FormatLocal(series.recurrence().start().local()), series.ended() ? "ended" : ""});
  }
  if (!table.empty()) session.Print(table);
  if (table.empty()) fmt::print(stderr, "No series. `mutua series book --help` shows how.\n");
  return kDone;
}

void ShowSeries(Session& session, const v1::Series& series) {
  if (session.PrintJson(series)) return;
  fmt::print("{}  {}  {}{}\n", session.Bold(series.series()), WantedBy(series.spec()),
             series.recurrence().rrule(), series.ended() ? "  ended" : "");
  for (const v1::SeriesOccurrence& occurrence : series.occurrences()) {
    if (occurrence.has_booking()) {
      fmt::print("  {:>4}  {}  {}  {}  {}\n", occurrence.occurrence(),
                 occurrence.booking().booking(), WhatOf(occurrence.booking()),
                 FormatInterval(session, occurrence.booking().interval()),
                 StateName(occurrence.booking().state()));
    } else {
      fmt::print("  {:>4}  not booked: {}  {}\n", occurrence.occurrence(),
                 FormatLocal(occurrence.local_start()), WordFor(occurrence.skipped()));
    }
  }
  fmt::print("{}", CountSkipped(series));
}

struct SeriesOptions {
  std::vector<std::string> wants, except;
  std::string when, length, rule, title, member, mode = "all";
};

int BookSeries(Session& session, const SeriesOptions& options) {
  v1::CreateSeriesRequest request;
  absl::Status read = ReadWants(options.wants, request.mutable_spec()->mutable_wants());
  const auto range = ParseRange(options.when, session.Now());
  if (read.ok()) read = range.status();
  const auto length =
      options.length.empty() ? absl::StatusOr<Duration>(Duration()) : ParseLength(options.length);
  if (read.ok()) read = length.status();
  if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
  v1::Recurrence& recurrence = *request.mutable_recurrence();
  recurrence.mutable_start()->set_local(FormatCivil(range->start));
  const int64_t seconds = range->end      ? *range->end - range->start
                          : range->length ? range->length->seconds()
                                          : length->seconds();
  if (seconds <= 0) return session.Fail(kUsage, "say how long: --for 2h");
  recurrence.mutable_length()->set_seconds(seconds);
  recurrence.set_rrule(options.rule);
  for (const std::string& day : options.except) recurrence.add_exdates(day);
  request.mutable_spec()->set_title(options.title);
  request.mutable_spec()->set_member(options.member);
  request.set_mode(options.mode == "best"          ? v1::SERIES_MODE_BEST_EFFORT
                   : options.mode == "substitutes" ? v1::SERIES_MODE_SUBSTITUTES
                                                   : v1::SERIES_MODE_ALL_OR_NOTHING);
  v1::CreateSeriesResponse reply;
  if (!session.Order("BookingsService/CreateSeries", &request, &reply)) return session.exit();
  ShowSeries(session, reply.series());
  return kDone;
}

struct ScopeOptions {
  std::string series;
  uint32_t one = 0, from = 0;
};

template <class Request>
void SetScope(const ScopeOptions& options, Request* request) {
  request->set_series(options.series);
  request->set_occurrence(options.one != 0 ? options.one : options.from);
  request->set_scope(options.one != 0    ? v1::SERIES_SCOPE_ONE
                     : options.from != 0 ? v1::SERIES_SCOPE_THIS_AND_FOLLOWING
                                         : v1::SERIES_SCOPE_ALL);
}

void AddScope(CLI::App* command, ScopeOptions* options) {
  command->add_option("series", options->series, "s-7")->required();
  auto* one = command->add_option("--one", options->one, "only this occurrence");
  command->add_option("--from", options->from, "this occurrence and all after it")->excludes(one);
}

void AddSeriesEdits(CLI::App* series, Run* run) {
  auto scope = std::make_shared<ScopeOptions>();
  CLI::App* cancel = series->add_subcommand("cancel", "Cancel a series or a part of it");
  AddScope(cancel, scope.get());
  cancel->callback([=] {
    *run = [=](Session& session) {
      if (!IsId(session, scope->series, 's', "series")) return session.exit();
      v1::CancelSeriesRequest request;
      SetScope(*scope, &request);
      v1::CancelSeriesResponse reply;
      if (!session.Order("BookingsService/CancelSeries", &request, &reply)) return session.exit();
      ShowSeries(session, reply.series());
      return static_cast<int>(kDone);
    };
  });
  auto moved = std::make_shared<ScopeOptions>();
  auto when = std::make_shared<std::string>();
  auto length = std::make_shared<std::string>();
  CLI::App* move = series->add_subcommand("move", "Move a series or a part of it");
  AddScope(move, moved.get());
  move->add_option("--when", *when, "when the first occurrence in scope is to start")->required();
  move->add_option("--for", *length, "the new length");
  move->callback([=] {
    *run = [=](Session& session) {
      if (!IsId(session, moved->series, 's', "series")) return session.exit();
      v1::UpdateSeriesRequest request;
      SetScope(*moved, &request);
      const auto start = ParseWhen(*when, session.Now());
      if (!start.ok()) return session.Fail(kUsage, std::string(start.status().message()));
      request.mutable_start()->set_local(FormatCivil(*start));
      if (!length->empty()) {
        const auto read = ParseLength(*length);
        if (!read.ok()) return session.Fail(kUsage, std::string(read.status().message()));
        request.mutable_length()->set_seconds(read->seconds());
      }
      v1::UpdateSeriesResponse reply;
      if (!session.Order("BookingsService/UpdateSeries", &request, &reply)) return session.exit();
      ShowSeries(session, reply.series());
      return static_cast<int>(kDone);
    };
  });
}

void AddSeries(CLI::App& app, Run* run) {
  CLI::App* series = app.add_subcommand("series", "Bookings that repeat");
  series->require_subcommand(1);
  auto options = std::make_shared<SeriesOptions>();
  CLI::App* book = series->add_subcommand("book", "Book what repeats");
  book->footer(
      "Example:\n  mutua series book room-1 --when \"mon 10:00-12:00\" --rule "
      "\"FREQ=WEEKLY;COUNT=10\"");
  book->add_option("what", options->wants, "room-1, any:desks")->required();
  book->add_option("--when", options->when, "the first occurrence")->required();
  book->add_option("--for", options->length, "how long each is");
  book->add_option("--rule", options->rule, "RFC 5545: FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10")
      ->required();
  book->add_option("--except", options->except, "2026-05-01T10:00: not then");
  book->add_option("--mode", options->mode,
                   "all or nothing, the best that is possible, or with "
                   "substitutes from the pool")
      ->check(CLI::IsMember({"all", "best", "substitutes"}));
  book->add_option("--title", options->title, "what for");
  book->add_option("--member", options->member, "on behalf of this member");
  book->callback([=] { *run = [=](Session& session) { return BookSeries(session, *options); }; });

  series->add_subcommand("list", "Your series")->callback([=] { *run = ListSeries; });
  auto id = std::make_shared<std::string>();
  CLI::App* show = series->add_subcommand("show", "Every occurrence, with what became of it");
  show->add_option("series", *id, "s-7")->required();
  show->callback([=] {
    *run = [=](Session& session) {
      if (!IsId(session, *id, 's', "series")) return session.exit();
      v1::GetSeriesRequest request;
      request.set_series(*id);
      v1::GetSeriesResponse reply;
      if (!session.Ask("BookingsService/GetSeries", request, &reply)) return session.exit();
      ShowSeries(session, reply.series());
      return static_cast<int>(kDone);
    };
  });
  auto refilled = std::make_shared<std::string>();
  CLI::App* refill = series->add_subcommand("refill", "Try again what could not be booked");
  refill->add_option("series", *refilled, "s-7")->required();
  refill->callback([=] {
    *run = [=](Session& session) {
      if (!IsId(session, *refilled, 's', "series")) return session.exit();
      v1::RefillSeriesRequest request;
      request.set_series(*refilled);
      v1::RefillSeriesResponse reply;
      if (!session.Order("BookingsService/RefillSeries", &request, &reply)) return session.exit();
      ShowSeries(session, reply.series());
      return static_cast<int>(kDone);
    };
  });
  AddSeriesEdits(series, run);
}

}  // namespace

void AddWishCommands(CLI::App& app, Run* run) {
  AddWait(app, run);
  AddSeries(app, run);
}

}  // namespace mutua::cli
