// How quotas stand: what is used, what is still to come, what is left, and who holds it.
#include <fmt/format.h>

#include <cctype>
#include <cstdio>
#include <memory>

#include "clients/cli/commands.h"
#include "clients/cli/show.h"
#include "mutua/v1/quotas.pb.h"

namespace mutua::cli {
namespace {

struct QuotaOptions {
  std::string company, member;
  bool who = false;
};

// Hours, and never days: a quota of forty hours is not one of a day and two thirds.
std::string Amount(const v1::Quota& quota, int64_t amount) {
  if (quota.limit_case() == v1::Quota::kTicks) return CreditsText(amount);
  if (quota.limit_case() == v1::Quota::kCents) return MoneyText(amount);
  if (quota.limit_case() == v1::Quota::kBookings) return std::to_string(amount);
  const int64_t minutes = amount / 60;
  if (minutes % 60 == 0) return fmt::format("{} h", minutes / 60);
  if (minutes < 60) return fmt::format("{} min", minutes);
  return fmt::format("{} h {:02}", minutes / 60, minutes % 60);
}

template <class Names>
std::string Joined(const Names& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string OnWhat(const v1::Quota& quota) {
  if (quota.pools_size() > 0) return Joined(quota.pools());
  if (quota.resources_size() > 0) return Joined(quota.resources());
  switch (quota.kind()) {
    case v1::RESOURCE_KIND_MACHINE:
      return "machines";
    case v1::RESOURCE_KIND_ROOM:
      return "rooms";
    case v1::RESOURCE_KIND_DESK:
      return "desks";
    case v1::RESOURCE_KIND_PERSON:
      return "people";
    case v1::RESOURCE_KIND_MATERIAL:
      return "material";
    default:
      return "everything";
  }
}

std::string WindowName(v1::QuotaWindow window) {
  switch (window) {
    case v1::QUOTA_WINDOW_DAY:
      return "a day";
    case v1::QUOTA_WINDOW_WEEK:
      return "a week";
    case v1::QUOTA_WINDOW_MONTH:
      return "a month";
    case v1::QUOTA_WINDOW_YEAR:
      return "a year";
    case v1::QUOTA_WINDOW_OUTSTANDING:
      return "outstanding";
    default:
      return "at once";
  }
}

std::string LimitOf(const v1::QuotaStanding& standing) {
  const v1::Quota& quota = standing.quota();
  std::string unit;
  if (quota.limit_case() == v1::Quota::kBookings) unit = " booking";
  if (quota.limit_case() == v1::Quota::kTicks) unit = " credit";
  const bool one = standing.limit() == (quota.limit_case() == v1::Quota::kTicks ? 3600 : 1);
  if (!unit.empty() && !one) unit += "s";
  if (quota.peak_only()) unit += " in peak hours";
  return fmt::format("{}{} {}", Amount(quota, standing.limit()), unit, WindowName(quota.window()));
}

std::string LeftOf(const v1::QuotaStanding& standing) {
  if (!standing.over()) return Amount(standing.quota(), standing.left());
  return "over by " + Amount(standing.quota(), standing.used() - standing.limit());
}

int Quota(Session& session, const QuotaOptions& options) {
  v1::GetQuotaStandingRequest request;
  request.set_company(options.company);
  request.set_member(options.member);
  const v1::GetCallerResponse& caller = session.Caller();
  if (options.company.empty() && options.member.empty() && caller.member().member().empty()) {
    return session.Fail(kUsage,
                        "Whose? You are signed in as nobody in particular: name a company, "
                        "or --member somebody");
  }
  v1::GetQuotaStandingResponse reply;
  if (!session.Ask("QuotasService/GetQuotaStanding", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  if (reply.standings().empty()) {
    fmt::print(stderr, "No quota limits them.\n");
    return kDone;
  }
  Table table({"QUOTA", "OF", "ON", "LIMIT", "USED", "TO COME", "LEFT", "RENEWS"});
  for (const v1::QuotaStanding& standing : reply.standings()) {
    const v1::Quota& quota = standing.quota();
    const std::string renews =
        standing.has_renews() ? FormatTime(session, standing.renews()) : "as they end";
    table.Add({quota.quota() + (quota.warning() ? " (warns)" : ""),
               standing.company().empty() ? standing.member() : standing.company(), OnWhat(quota),
               LimitOf(standing), Amount(quota, standing.used()), Amount(quota, standing.held()),
               LeftOf(standing), renews});
  }
  session.Print(table);
  if (!options.who) return kDone;
  Table shares({"QUOTA", "BOOKING", "WHO", "WHEN", "COUNTS"});
  for (const v1::QuotaStanding& standing : reply.standings()) {
    for (const v1::QuotaShare& share : standing.shares()) {
      shares.Add({standing.quota().quota(), share.booking(), share.member(),
                  FormatInterval(session, share.interval()),
                  Amount(standing.quota(), share.amount())});
    }
  }
  if (!shares.empty()) {
    fmt::print("\n");
    session.Print(shares);
  }
  return kDone;
}

}  // namespace

void AddQuotaCommand(CLI::App& app, Run* run) {
  auto options = std::make_shared<QuotaOptions>();
  CLI::App* quota = app.add_subcommand("quota", "What is left of quotas, yours or a company's");
  quota->footer(
      "Examples:\n  mutua quota\n  mutua quota acme --who\n  mutua quota --member lea\n"
      "USED is all that counts now; TO COME is the part of it that has not begun.");
  quota->add_option("company", options->company, "of this company; none: yours");
  quota->add_option("--member", options->member, "of this member, with those of the company");
  quota->add_flag("--who", options->who, "and which bookings hold it");
  quota->callback([=] { *run = [=](Session& session) { return Quota(session, *options); }; });
}

}  // namespace mutua::cli
