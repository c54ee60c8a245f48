// What is on record: who did what, when, from where and why.
#include <fmt/format.h>

#include <memory>

#include "clients/cli/ask.h"
#include "clients/cli/commands_reports.h"
#include "clients/cli/show.h"
#include "mutua/v1/audit.pb.h"

namespace mutua::cli {
namespace {

struct AuditOptions {
  std::string member, company, resource, when;
  std::string last = "7d";
};

// "lea", "lea for max", "t-4 entrance", "-" for the engine itself.
std::string WhoOf(const v1::AuditEntry& entry) {
  std::string who = entry.by().empty() ? entry.token() : entry.by();
  if (who.empty()) who = "-";
  if (!entry.on_behalf_of().empty()) who += " for " + entry.on_behalf_of();
  return who;
}

std::string FromOf(const v1::AuditEntry& entry) {
  if (entry.token_name().empty()) return entry.token();
  return fmt::format("{} {}", entry.token(), entry.token_name());
}

// The time asked for: what was said, or the last so much.
absl::Status ReadWindow(Session& session, const AuditOptions& options, v1::AskedInterval* window) {
  if (!options.when.empty()) return ReadTime(session, options.when, "", false, window);
  const auto last = ParseLength(options.last);
  if (!last.ok()) return last.status();
  const int64_t now = absl::ToUnixSeconds(session.Time());
  window->mutable_start()->mutable_instant()->set_seconds(now - last->seconds());
  // What is done in this very second belongs to it.
  window->mutable_end()->mutable_instant()->set_seconds(now + 1);
  return absl::OkStatus();
}

int Audit(Session& session, const AuditOptions& options) {
  v1::ListAuditRequest request;
  request.set_member(options.member);
  request.set_company(options.company);
  request.set_resource(options.resource);
  request.set_page_size(1000);
  const absl::Status read = ReadWindow(session, options, request.mutable_window());
  if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
  v1::ListAuditResponse reply;
  if (!AskAll(session, "AuditService/ListAudit", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  Table table({"POSITION", "WHEN", "WHO", "FROM", "WHAT", "SUBJECT", "RESOURCES", "WHY"});
  for (const v1::AuditEntry& entry : reply.entries()) {
    table.Add({fmt::format("{}.{}", entry.position(), entry.number()),
               FormatTime(session, entry.at()), WhoOf(entry), FromOf(entry), entry.what(),
               entry.subject(), fmt::format("{}", fmt::join(entry.resources(), " ")), entry.why()});
  }
  if (!table.empty()) session.Print(table);
  fmt::print(stderr, "{} {}; the history's digest at position {} is {}.\n", reply.entries_size(),
             reply.entries_size() == 1 ? "entry" : "entries", reply.position(),
             HexOf(reply.chain_digest()));
  return kDone;
}

}  // namespace

void AddAuditCommand(CLI::App& app, Run* run) {
  auto options = std::make_shared<AuditOptions>();
  CLI::App* audit = app.add_subcommand("audit", "Who did what, when, from where, for whom and why");
  audit->footer(
      "Examples:\n"
      "  mutua audit\n"
      "  mutua audit --member lea --last 90d\n"
      "  mutua -o json audit --resource laser-1 --when \"2026-11-01 to 2026-12-01\" > "
      "november.json\n"
      "It is read from the history, which nobody can edit: `mutua verify` holds the store to the\n"
      "digest that is printed last. FROM is a token or session, and its name.");
  audit->add_option("--member", options->member, "what they did, and what was done for them");
  audit->add_option("--company", options->company, "of its members and for it");
  audit->add_option("--resource", options->resource, "what was done to it and to its bookings");
  CLI::Option* when = audit->add_option("--when", options->when, "in this time");
  audit->add_option("--last", options->last, "how far back: 90d, 12h; 7d if not said")
      ->excludes(when);
  audit->callback([=] { *run = [=](Session& session) { return Audit(session, *options); }; });
}

}  // namespace mutua::cli
