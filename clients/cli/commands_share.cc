// Where a company stands in shared pools: usage against share, and what is left of its guarantees.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "clients/cli/commands.h"
#include "clients/cli/show.h"
#include "mutua/v1/shares.pb.h"

namespace mutua::cli {
namespace {

struct ShareOptions {
  std::string company, pool;
  bool seeds = false;
};

// Hours, and never days, as quotas are said.
std::string HoursOf(int64_t seconds) {
  if (seconds % 3600 == 0) return fmt::format("{} h", seconds / 3600);
  return fmt::format("{} h {:02}", seconds / 3600, seconds / 60 % 60);
}

void PrintStandings(Session& session, const v1::GetShareStandingResponse& reply) {
  Table table({"POOL", "COMPANY", "SHARE", "USED, IN CREDITS", "TO COME", "RANK"});
  for (const v1::ShareStanding& standing : reply.standings()) {
    const std::string rank =
        standing.rank() == 0 ? "last" : fmt::format("{} of {}", standing.rank(), standing.ranked());
    table.Add({standing.pool(), standing.company(),
               fmt::format("{} of {}", standing.share(), standing.shares()),
               CreditsText(standing.usage_ticks()), CreditsText(standing.future_ticks()), rank});
  }
  session.Print(table);
}

void PrintGuarantees(Session& session, const v1::GetShareStandingResponse& reply) {
  Table table({"POOL", "COMPANY", "PERIOD", "GUARANTEED", "USED", "LEFT"});
  for (const v1::ShareStanding& standing : reply.standings()) {
    for (const v1::Guarantee& period : standing.guarantees()) {
      const int64_t guaranteed = period.guaranteed().seconds();
      const int64_t used = period.used().seconds();
      table.Add({standing.pool(), standing.company(), FormatInterval(session, period.interval()),
                 HoursOf(guaranteed), HoursOf(used),
                 HoursOf(std::max<int64_t>(guaranteed - used, 0))});
    }
  }
  if (table.empty()) return;
  fmt::print("\n");
  session.Print(table);
}

// Of those who lost any.
void PrintContests(Session& session, const v1::GetShareStandingResponse& reply) {
  Table table({"POOL", "COMPANY", "CONTESTS LOST", "TOKEN UNTIL"});
  for (const v1::ShareStanding& standing : reply.standings()) {
    const bool token = standing.has_token_ends();
    if (!token && standing.lost_contests() == 0) continue;
    table.Add({standing.pool(), standing.company(),
               fmt::format("{} of 4", token ? 4 : standing.lost_contests()),
               token ? FormatTime(session, standing.token_ends()) : ""});
  }
  if (table.empty()) return;
  fmt::print("\n");
  session.Print(table);
}

void PrintSeeds(Session& session, const v1::GetShareStandingResponse& reply) {
  Table table({"POOL", "PERIOD", "SEED", "SHA-256 OF THE SEED"});
  for (const v1::DrawSeed& seed : reply.seeds()) {
    table.Add({seed.pool(), FormatInterval(session, seed.interval()),
               seed.seed().empty() ? "when it is over" : seed.seed(), seed.seed_hash()});
  }
  session.Print(table);
}

int Share(Session& session, const ShareOptions& options) {
  v1::GetShareStandingRequest request;
  request.set_company(options.company);
  request.set_pool(options.pool);
  v1::GetShareStandingResponse reply;
  if (!session.Ask("SharesService/GetShareStanding", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  if (reply.standings().empty()) {
    fmt::print(stderr, "No pool is shared by companies: whoever asks first is served first.\n");
    return kDone;
  }
  if (options.seeds) {
    PrintSeeds(session, reply);
    return kDone;
  }
  PrintStandings(session, reply);
  PrintGuarantees(session, reply);
  PrintContests(session, reply);
  return kDone;
}

}  // namespace

void AddShareCommand(CLI::App& app, Run* run) {
  auto options = std::make_shared<ShareOptions>();
  CLI::App* share =
      app.add_subcommand("share", "Where companies stand in shared pools, and what is guaranteed");
  share->footer(
      "Examples:\n  mutua share\n  mutua share acme\n  mutua share --pool laser\n"
      "Rank 1 comes first where several wait for the same time: it used least for its share. What\n"
      "was used counts half after each 28 days. Four contests lost are a token: its company comes\n"
      "before smaller usage once, until the end of the next period.\n"
      "--seeds: what draws between equals are drawn from. The hash is known before a period, the\n"
      "seed when it is over; `printf %s SEED | sha256sum` says whether it is that one.");
  share->add_option("company", options->company, "of this company; none: yours, or all");
  share->add_option("--pool", options->pool, "in this pool alone");
  share->add_flag("--seeds", options->seeds, "what draws are drawn from, by pool and period");
  share->callback([=] { *run = [=](Session& session) { return Share(session, *options); }; });
}

}  // namespace mutua::cli
