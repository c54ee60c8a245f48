// What the past would have been in another lab: who gains, who loses, which requests would have
// been refused and why.
#include <fmt/format.h>

#include <cctype>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

#include "clients/cli/commands_reports.h"
#include "clients/cli/dates.h"
#include "clients/cli/show.h"
#include "clients/cli/statement_text.h"
#include "clients/cli/yaml_message.h"
#include "mutua/v1/rehearsals.pb.h"

namespace mutua::cli {
namespace {

struct RehearseOptions {
  std::string path, last = "90d";
};

// A year of a busy lab takes minutes.
constexpr int kPatienceSeconds = 3600;

std::string Both(const std::string& before, const std::string& after) {
  return before == after ? before : before + " -> " + after;
}
std::string Both(int64_t before, int64_t after) {
  return Both(std::to_string(before), std::to_string(after));
}

std::string Money(const v1::Charge& charge) {
  const std::string credits = CreditsText(charge.ticks());
  return charge.cents() == 0 ? credits : credits + ", " + MoneyText(charge.cents());
}

// By hours first, then by what they cost.
std::string Verdict(const v1::RehearsedCompany& company) {
  const v1::RehearsedSums& before = company.before();
  const v1::RehearsedSums& after = company.after();
  const int64_t hours = after.held().seconds() - before.held().seconds();
  if (hours != 0) {
    return fmt::format("{} {}", hours > 0 ? "gains" : "loses",
                       StatementHours(hours > 0 ? hours : -hours));
  }
  const int64_t ticks = after.charged().ticks() - before.charged().ticks();
  const int64_t cents = after.charged().cents() - before.charged().cents();
  if (ticks == 0 && cents == 0) return "same";
  return ticks < 0 || (ticks == 0 && cents < 0) ? "pays less" : "pays more";
}

std::string RuleName(v1::Rule rule) {
  std::string name = v1::Rule_Name(rule);
  const std::string prefix = "RULE_";
  if (name.rfind(prefix, 0) == 0) name = name.substr(prefix.size());
  for (char& c : name) c = c == '_' ? ' ' : static_cast<char>(std::tolower(c));
  return name;
}

void PrintCompanies(Session& session, const v1::RehearseLabResponse& reply) {
  Table table(
      {"COMPANY", "ASKED", "ACCEPTED", "REFUSED", "WISHES MET", "HELD", "CHARGED, CREDITS", ""});
  for (const v1::RehearsedCompany& company : reply.companies()) {
    const v1::RehearsedSums& was = company.before();
    const v1::RehearsedSums& is = company.after();
    table.Add({company.company(), std::to_string(is.asked()), Both(was.accepted(), is.accepted()),
               Both(was.refused(), is.refused()), Both(was.met(), is.met()),
               Both(StatementHours(was.held().seconds()), StatementHours(is.held().seconds())),
               Both(Money(was.charged()), Money(is.charged())), Verdict(company)});
  }
  session.Print(table);
}

void PrintRest(Session& session, const v1::RehearseLabResponse& reply) {
  Table pools({"POOL", "HELD"});
  for (const v1::RehearsedPool& pool : reply.pools()) {
    pools.Add({pool.pool(), Both(StatementHours(pool.before().seconds()),
                                 StatementHours(pool.after().seconds()))});
  }
  if (!pools.empty()) {
    fmt::print("\n");
    session.Print(pools);
  }
  if (reply.refusals().empty()) return;
  fmt::print("\n");
  Table refusals({"WOULD BE REFUSED", "ASKED", "COMPANY", "WHO", "WHY"});
  int64_t all = 0;
  for (const v1::RehearsedRule& rule : reply.rules()) all += rule.requests();
  for (const v1::RehearsedRefusal& refusal : reply.refusals()) {
    const auto& reasons = refusal.refusal().reasons();
    refusals.Add({refusal.subject(), FormatTime(session, refusal.at()), refusal.company(),
                  refusal.member(), reasons.empty() ? "" : reasons[0].sentence()});
  }
  session.Print(refusals);
  std::string by_rule;
  for (const v1::RehearsedRule& rule : reply.rules()) {
    by_rule += fmt::format("{}{}: {}", by_rule.empty() ? "" : ", ", RuleName(rule.rule()),
                           rule.requests());
  }
  fmt::print(stderr, "{} would be refused ({}){}.\n",
             Counted(static_cast<int>(all), "accepted request"), by_rule,
             all > reply.refusals_size()
                 ? fmt::format("; the first {} are shown", reply.refusals_size())
                 : "");
}

int Rehearse(Session& session, const RehearseOptions& options) {
  const auto last = ParseLength(options.last);
  if (!last.ok()) return session.Fail(kUsage, std::string(last.status().message()));
  std::ifstream in(options.path);
  if (!in) return session.Fail(kUsage, fmt::format("cannot read {}", options.path));
  std::stringstream text;
  text << in.rdbuf();
  v1::RehearseLabRequest request;
  const absl::Status read = ReadYaml(text.str(), options.path, request.mutable_lab());
  if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
  request.mutable_last()->set_seconds(last->seconds());
  Target patient = session.client().target();
  patient.timeout_seconds = kPatienceSeconds;
  Client client(patient);
  v1::RehearseLabResponse reply;
  const Outcome outcome = client.Call("RehearsalsService/RehearseLab", request, &reply);
  if (!outcome.ok()) return session.Explain(outcome, request);
  if (session.PrintJson(reply)) return kDone;
  fmt::print(stderr, "{} to the lab, {} of the past decided again since {}; nothing is changed.\n",
             Counted(reply.changes_size(), "change"),
             Counted(static_cast<int>(reply.commands()), "command"),
             FormatTime(session, reply.interval().start()));
  if (reply.companies().empty()) {
    fmt::print(stderr, "Nobody asked for anything in that time.\n");
    return kDone;
  }
  PrintCompanies(session, reply);
  if (session.style() == Style::kTable) PrintRest(session, reply);
  return kDone;
}

}  // namespace

void AddRehearseCommand(CLI::App& app, Run* run) {
  auto options = std::make_shared<RehearseOptions>();
  CLI::App* rehearse = app.add_subcommand(
      "rehearse", "What the past would have been in another lab: who gains, who loses");
  rehearse->footer(
      "Examples:\n"
      "  mutua rehearse new-lab.yaml --last 90d\n"
      "  mutua -o json rehearse new-lab.yaml --last 30d\n"
      "The file is one for `mutua apply`, whole or in part; what it does not name stays as it is.\n"
      "Nothing is changed. A figure that would be another is shown as BEFORE -> AFTER. What was\n"
      "refused stays refused: only its rules were kept.");
  rehearse->add_option("file", options->path, "the other lab, new-lab.yaml")->required();
  rehearse->add_option("--last", options->last, "how far back: 90d, 12h; 90d if not said");
  rehearse->callback([=] { *run = [=](Session& session) { return Rehearse(session, *options); }; });
}

}  // namespace mutua::cli
