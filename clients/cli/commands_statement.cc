// What a company booked, used and is to pay in a month: as a table, a file for accounts, a page to
// print.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "clients/cli/commands_reports.h"
#include "clients/cli/show.h"
#include "clients/cli/statement_text.h"

namespace mutua::cli {
namespace {

struct StatementOptions {
  std::string company, month, language;
  bool csv = false, html = false, all = false;
};

std::string ThisMonth(Session& session) {
  const absl::CivilSecond now = session.Now();
  return fmt::format("{:04}-{:02}", now.year(), now.month());
}

void SayProvisional(bool month_over, int64_t unsettled) {
  if (!month_over) {
    fmt::print(stderr, "Provisional: the month is not over.\n");
  } else if (unsettled > 0) {
    fmt::print(stderr, "Provisional: {} may change yet.\n",
               Counted(static_cast<int>(unsettled), "booking"));
  }
}

std::vector<std::string> SumCells(const v1::StatementSums& sums) {
  return {StatementHours(sums.booked().seconds()), StatementHours(sums.used().seconds()),
          CreditsText(sums.price().ticks()),       CreditsText(sums.refunded().ticks()),
          CreditsText(sums.charged().ticks()),     MoneyText(sums.charged().cents())};
}

std::vector<std::string> Row(std::vector<std::string> first, const v1::StatementSums& sums) {
  for (std::string& cell : SumCells(sums)) first.push_back(std::move(cell));
  return first;
}

const std::vector<std::string> kSumHeads = {"BOOKED",   "USED",    "PRICE, CREDITS",
                                            "REFUNDED", "CHARGED", "MONEY"};

Table TableOf(std::vector<std::string> heads) {
  heads.insert(heads.end(), kSumHeads.begin(), kSumHeads.end());
  return Table(std::move(heads));
}

template <class Pools>
void PrintPools(Session& session, const Pools& pools, const v1::StatementSums& total) {
  Table table = TableOf({"POOL", "BOOKINGS"});
  for (const v1::PoolSums& pool : pools) {
    table.Add(Row({pool.pool(), std::to_string(pool.sums().bookings())}, pool.sums()));
  }
  table.Add(Row({"total", std::to_string(total.bookings())}, total));
  fmt::print("\n");
  session.Print(table);
}

// All its pages as one: the sums are on each, as they were when it was asked for.
bool AskStatement(Session& session, v1::GetStatementRequest request,
                  v1::GetStatementResponse* whole) {
  request.set_page_size(2000);
  do {
    v1::GetStatementResponse page;
    if (!session.Ask("StatementsService/GetStatement", request, &page)) return false;
    request.set_page_token(page.next_page_token());
    google::protobuf::RepeatedPtrField<v1::StatementLine> lines;
    lines.Swap(whole->mutable_lines());
    lines.MergeFrom(page.lines());
    whole->Swap(&page);
    whole->mutable_lines()->Swap(&lines);
  } while (!request.page_token().empty());
  return true;
}

bool AskStatements(Session& session, v1::ListStatementsRequest request,
                   v1::ListStatementsResponse* whole) {
  request.set_page_size(1000);
  do {
    v1::ListStatementsResponse page;
    if (!session.Ask("StatementsService/ListStatements", request, &page)) return false;
    request.set_page_token(page.next_page_token());
    google::protobuf::RepeatedPtrField<v1::CompanyStatement> statements;
    statements.Swap(whole->mutable_statements());
    statements.MergeFrom(page.statements());
    whole->Swap(&page);
    whole->mutable_statements()->Swap(&statements);
  } while (!request.page_token().empty());
  return true;
}

int PrintStatement(Session& session, const v1::GetStatementResponse& statement) {
  Table table = TableOf({"BOOKING", "WHAT", "WHEN", "WHO", "STATE", "RATE"});
  for (const v1::StatementLine& line : statement.lines()) {
    const v1::Booking& booking = line.booking();
    table.Add(Row({booking.booking(), WhatOf(booking), FormatInterval(session, booking.interval()),
                   booking.member(), StateName(booking.state()), RatesOf(line, false)},
                  line.sums()));
  }
  if (table.empty()) {
    fmt::print(stderr, "Nothing was booked by {} in {}.\n", statement.company(), statement.month());
  } else {
    session.Print(table);
    if (session.style() == Style::kTable) {
      PrintPools(session, statement.pools(), statement.total());
    }
  }
  SayProvisional(statement.month_over(), statement.unsettled());
  return kDone;
}

int Companies(Session& session, const StatementOptions& options) {
  v1::ListStatementsRequest request;
  request.set_month(options.month.empty() ? ThisMonth(session) : options.month);
  v1::ListStatementsResponse reply;
  if (!AskStatements(session, request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  Table table = TableOf({"COMPANY", "BOOKINGS"});
  for (const v1::CompanyStatement& one : reply.statements()) {
    table.Add(Row({one.company(), std::to_string(one.sums().bookings())}, one.sums()));
  }
  if (table.empty()) {
    fmt::print(stderr, "Nothing was booked in {}.\n", reply.month());
  } else {
    session.Print(table);
    if (session.style() == Style::kTable) PrintPools(session, reply.pools(), reply.total());
  }
  SayProvisional(reply.month_over(), reply.unsettled());
  return kDone;
}

int Statement(Session& session, const StatementOptions& options) {
  const bool nobody = session.Caller().member().member().empty();
  if (options.all || (options.company.empty() && nobody)) {
    if (options.csv || options.html) {
      return session.Fail(kUsage, "--csv and --html are of one company: name it with --company");
    }
    return Companies(session, options);
  }
  v1::GetStatementRequest request;
  request.set_company(options.company);
  request.set_month(options.month.empty() ? ThisMonth(session) : options.month);
  v1::GetStatementResponse statement;
  if (!AskStatement(session, request, &statement)) return session.exit();
  if (session.PrintJson(statement)) return kDone;
  if (!options.csv && !options.html) return PrintStatement(session, statement);
  const std::string& language =
      options.language.empty() ? session.client().target().language : options.language;
  fmt::print("{}",
             options.csv ? StatementCsv(statement) : StatementPage(statement, language == "fr"));
  SayProvisional(statement.month_over(), statement.unsettled());
  return kDone;
}

}  // namespace

int ShowStatement(Session& session, const std::string& company) {
  StatementOptions options;
  options.company = company;
  return Statement(session, options);
}

void AddStatementCommand(CLI::App& app, Run* run) {
  auto options = std::make_shared<StatementOptions>();
  CLI::App* statement = app.add_subcommand(
      "statement", "What a company booked, used and is to pay in a month; CSV, a page to print");
  statement->footer(
      "Examples:\n"
      "  mutua statement                                         your company, this month\n"
      "  mutua statement --company cabane --month 2026-11\n"
      "  mutua statement --company cabane --month 2026-11 --csv > cabane.csv\n"
      "  mutua statement --company cabane --month 2026-11 --html --language fr > cabane.html\n"
      "  mutua statement --all --month 2026-11                   each company's sums\n"
      "A booking is on the statement of the month in which it starts, whole. PRICE is what it "
      "cost\n"
      "before anything was given back; CHARGED is to be paid. RATE says \"fixed otherwise\" where\n"
      "rates changed since, or a booking was checked out early: the price stays what was fixed.");
  statement->add_option("--company", options->company,
                        "of this company; none: yours, or for a manager all");
  statement->add_option("--month", options->month, "2026-11; none: this one");
  statement->add_flag("--all", options->all, "each company's sums; for managers");
  CLI::Option* csv = statement->add_flag("--csv", options->csv, "for spreadsheets and accounts");
  statement->add_flag("--html", options->html, "a page that prints on A4")->excludes(csv);
  statement->add_option("--language", options->language, "of the page; none: that of LANG")
      ->check(CLI::IsMember({"fr", "en"}));
  statement->callback(
      [=] { *run = [=](Session& session) { return Statement(session, *options); }; });
}

}  // namespace mutua::cli
