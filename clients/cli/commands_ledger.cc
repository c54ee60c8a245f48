// What companies have in credits of shared pools, and guaranteed time that they lend.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "clients/cli/commands.h"
#include "clients/cli/dates.h"
#include "clients/cli/show.h"
#include "mutua/v1/shares.pb.h"

namespace mutua::cli {
namespace {

struct LedgerOptions {
  std::string company, pool, length, at;
  bool back = false;
  uint64_t position = 0;
};

// Hours, and never days, as guarantees are said.
std::string HoursOf(int64_t seconds) {
  if (seconds % 3600 == 0) return fmt::format("{} h", seconds / 3600);
  return fmt::format("{} h {:02}", seconds / 3600, seconds / 60 % 60);
}

std::string Credits(int64_t ticks) {
  return ticks < 0 ? "-" + CreditsText(-ticks) : CreditsText(ticks);
}

void PrintAccounts(Session& session, const v1::GetLedgerResponse& reply) {
  Table table({"POOL", "COMPANY", "CREDITS", "PAID AHEAD", "DOWN TO", "UP TO"});
  for (const v1::CreditAccount& account : reply.accounts()) {
    table.Add({account.pool(), account.company(), Credits(account.balance_ticks()),
               Credits(account.escrow_ticks()), Credits(account.floor_ticks()),
               Credits(account.ceiling_ticks())});
  }
  for (const v1::PoolCredits& pool : reply.pools()) {
    table.Add({pool.pool(), "(in common)", Credits(pool.commons_ticks()), "", "", ""});
    table.Add({pool.pool(), "(paid ahead)", Credits(pool.escrow_ticks()), "", "", ""});
    table.Add({pool.pool(), "(the mint)", Credits(-pool.minted_ticks()), "", "", ""});
  }
  session.Print(table);
}

void PrintLent(Session& session, const v1::GetLedgerResponse& reply) {
  Table table({"POOL", "COMPANY", "PERIOD", "LENT", "TAKEN"});
  for (const v1::CreditAccount& account : reply.accounts()) {
    for (const v1::Lending& lent : account.lent()) {
      table.Add({lent.pool(), lent.company(), FormatInterval(session, lent.interval()),
                 HoursOf(lent.released().seconds()), HoursOf(lent.borrowed().seconds())});
    }
  }
  if (table.empty()) return;
  fmt::print("\n");
  session.Print(table);
}

int Ledger(Session& session, const LedgerOptions& options) {
  v1::GetLedgerRequest request;
  request.set_company(options.company);
  request.set_pool(options.pool);
  request.set_at_position(options.position);
  v1::GetLedgerResponse reply;
  if (!session.Ask("SharesService/GetLedger", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  if (reply.accounts().empty() && reply.pools().empty() && reply.entries().empty()) {
    fmt::print(stderr, "No pool is shared by companies: there are no credits.\n");
    return kDone;
  }
  const bool shared = !reply.accounts().empty() || !reply.pools().empty();
  if (shared) PrintAccounts(session, reply);
  PrintLent(session, reply);
  if (shared && !reply.entries().empty()) fmt::print("\n");
  for (const v1::CreditEntry& entry : reply.entries()) {
    fmt::print("{}  {}\n", FormatTime(session, entry.at()), entry.sentence());
  }
  return kDone;
}

template <class Request, class Reply>
int Order(Session& session, const LedgerOptions& options, const char* method) {
  Request request;
  request.set_pool(options.pool);
  request.set_company(options.company);
  const auto length = ParseLength(options.length);
  if (!length.ok()) return session.Fail(kUsage, std::string(length.status().message()));
  request.mutable_length()->set_seconds(length->seconds());
  if (!options.at.empty()) {
    const auto when = ParseWhen(options.at, session.Now());
    if (!when.ok()) return session.Fail(kUsage, std::string(when.status().message()));
    const absl::Time at = absl::FromCivil(*when, session.zone());
    request.mutable_at()->set_seconds(absl::ToUnixSeconds(at));
  }
  Reply reply;
  if (!session.Order(method, &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  const v1::Lending& lending = reply.lending();
  fmt::print("{} lends {} of {} in {}; others have taken {}.\n", lending.company(),
             HoursOf(lending.released().seconds()), lending.pool(),
             FormatInterval(session, lending.interval()), HoursOf(lending.borrowed().seconds()));
  return kDone;
}

int Lend(Session& session, const LedgerOptions& options) {
  if (options.back) {
    return Order<v1::TakeBackGuaranteeRequest, v1::TakeBackGuaranteeResponse>(
        session, options, "SharesService/TakeBackGuarantee");
  }
  return Order<v1::LendGuaranteeRequest, v1::LendGuaranteeResponse>(session, options,
                                                                    "SharesService/LendGuarantee");
}

}  // namespace

void AddLedgerCommands(CLI::App& app, Run* run) {
  auto options = std::make_shared<LedgerOptions>();
  CLI::App* ledger =
      app.add_subcommand("ledger", "What companies have in credits of shared pools, and why");
  ledger->footer(
      "Examples:\n  mutua ledger\n  mutua ledger acme --pool lasers\n"
      "  mutua ledger acme --at-position 1200\n"
      "Time beyond a company's guarantee is paid with credits: to who lent the time, or to all in\n"
      "common. An hour at the normal rate is a credit; within 24 hours nothing is paid. What "
      "others\n"
      "used of a machine or of somebody's time that a company lends is paid by the mint, at the "
      "posted\n"
      "rate; what costs nothing is shown as a favour. All accounts of a pool together are "
      "nothing.");
  ledger->add_option("company", options->company, "of this company; none: yours, or all");
  ledger->add_option("--pool", options->pool, "of this pool alone");
  ledger->add_option("--at-position", options->position,
                     "as it was after this commit, from the history");
  ledger->callback([=] { *run = [=](Session& session) { return Ledger(session, *options); }; });

  CLI::App* lend = app.add_subcommand(
      "lend", "Release guaranteed time that your company will not use, for credits");
  lend->footer(
      "Examples:\n  mutua lend lasers 2h\n  mutua lend lasers 2h --in 2026-12-01\n"
      "  mutua lend lasers 1h --back\n"
      "Until 72 hours before the period ends. The credits come when somebody has used the time.");
  lend->add_option("pool", options->pool, "of this shared pool")->required();
  lend->add_option("length", options->length, "how much, as 2h or 90min")->required();
  lend->add_option("--in", options->at, "in the period of this day; none: the present one");
  lend->add_option("--company", options->company, "of this company (managers)");
  lend->add_flag("--back", options->back, "take it back, as far as nobody has taken it");
  lend->callback([=] { *run = [=](Session& session) { return Lend(session, *options); }; });
}

}  // namespace mutua::cli
