// A company leaves for good: what that would do, and doing it.
#include <fmt/format.h>

#include <memory>

#include "clients/cli/commands.h"
#include "clients/cli/commands_reports.h"
#include "clients/cli/show.h"
#include "mutua/v1/directory.pb.h"

namespace mutua::cli {
namespace {

struct WindUpOptions {
  std::string company, to;
  bool preview = false, yes = false;
};

template <class Bookings>
void AddRows(Session& session, const Bookings& bookings, const std::string& fate, Table* table) {
  for (const v1::Booking& booking : bookings) {
    table->Add({booking.booking(), WhatOf(booking), FormatInterval(session, booking.interval()),
                fate.empty() ? StateName(booking.state()) : fate + booking.member()});
  }
}

std::string Number(uint32_t count, const char* one) {
  return Counted(static_cast<int>(count), one);
}

void PrintWindingUp(Session& session, const v1::WindingUp& outcome) {
  Table table({"BOOKING", "WHAT", "WHEN", "BECOMES"});
  AddRows(session, outcome.ended(), "", &table);
  AddRows(session, outcome.handed_over(), "handed over to ", &table);
  if (!table.empty()) session.Print(table);
  for (const v1::WoundUpAccount& account : outcome.accounts()) {
    const int64_t ticks = account.balance_ticks();
    fmt::print("{}: {} {}\n", account.pool(), CreditsText(ticks < 0 ? -ticks : ticks),
               ticks < 0 ? "that it owes are paid by the mint" : "go to the commons");
  }
  if (outcome.released().seconds() > 0) {
    const int64_t minutes = outcome.released().seconds() / 60;
    fmt::print("{} h {:02} of guaranteed time are released for the others\n", minutes / 60,
               minutes % 60);
  }
  for (const std::string& pool : outcome.pools()) fmt::print("no share of {} any more\n", pool);
  fmt::print("{} series, {}, {} for rounds and {} end; {}, {} and {} are closed\n",
             outcome.series(),
             fmt::format("{} {}", outcome.wishes(), outcome.wishes() == 1 ? "wish" : "wishes"),
             Number(outcome.lists(), "list"), Number(outcome.quotas(), "quota"),
             Number(outcome.members(), "member"), Number(outcome.badges(), "badge"),
             Number(outcome.tokens(), "token"));
}

int Preview(Session& session, const WindUpOptions& options) {
  v1::PreviewWindingUpRequest request;
  request.set_company(options.company);
  request.set_hand_over_to(options.to);
  v1::PreviewWindingUpResponse reply;
  if (!session.Ask("DirectoryService/PreviewWindingUp", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  PrintWindingUp(session, reply.would());
  fmt::print(stderr, "Nothing is changed yet: --yes instead of --preview does it, for good.\n");
  return kDone;
}

int WindUp(Session& session, const WindUpOptions& options) {
  if (options.preview) return Preview(session, options);
  if (!options.yes) {
    return session.Fail(kUsage,
                        fmt::format("this ends what {} has booked and lets its members in no more: "
                                    "see it with --preview, then say it with --yes",
                                    options.company));
  }
  v1::WindUpCompanyRequest request;
  request.set_company(options.company);
  request.set_hand_over_to(options.to);
  v1::WindUpCompanyResponse reply;
  if (!session.Order("DirectoryService/WindUpCompany", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{} is wound up\n", session.Bold(options.company));
  PrintWindingUp(session, reply.done());
  fmt::print("\n");
  return ShowStatement(session, options.company);
}

}  // namespace

void AddCompanyCommands(CLI::App& app, Run* run) {
  CLI::App* company = app.add_subcommand("company", "Companies: who leaves");
  company->require_subcommand(1);
  auto options = std::make_shared<WindUpOptions>();
  CLI::App* wind_up =
      company->add_subcommand("wind-up", "A company leaves for good; with a preview");
  wind_up->footer(
      "Examples:\n  mutua company wind-up acme --preview\n"
      "  mutua company wind-up acme --to bruno --yes\n"
      "In one step: bookings end or are handed over, wishes, lists for rounds, series, quotas and\n"
      "shares end, guaranteed time is released, credits go to the commons and debts to the mint,\n"
      "members, badges and tokens are closed. Then the statement of the month. What it lends must\n"
      "be taken out, or made the lab's, first.");
  wind_up->add_option("company", options->company, "the company's handle")->required();
  wind_up->add_option("--to", options->to,
                      "this member of another company gets what has not begun, as far as the rules "
                      "let them");
  CLI::Option* preview =
      wind_up->add_flag("--preview", options->preview, "what it would do; changes nothing");
  wind_up->add_flag("--yes", options->yes, "yes, for good")->excludes(preview);
  wind_up->callback([=] { *run = [=](Session& session) { return WindUp(session, *options); }; });
}

}  // namespace mutua::cli
