// Managing: the lab as a file, tokens, the daemon's own state.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

#include "clients/cli/ask.h"
#include "clients/cli/commands.h"
#include "clients/cli/show.h"
#include "clients/cli/yaml_message.h"
#include "mutua/v1/admin.pb.h"
#include "mutua/v1/lab.pb.h"

namespace mutua::cli {
namespace {

void ShowChanges(Session& session, const v1::ApplyLabResponse& reply) {
  for (const v1::LabChange& change : reply.changes()) {
    const char* mark = change.action() == v1::LAB_ACTION_CREATE   ? "+"
                       : change.action() == v1::LAB_ACTION_DELETE ? "-"
                                                                  : "~";
    fmt::print("{} {} {}\n", mark, change.type(), session.Bold(change.handle()));
    if (change.action() != v1::LAB_ACTION_UPDATE) continue;
    for (const v1::FieldChange& field : change.fields()) {
      fmt::print("    {}: {} -> {}\n", field.path(),
                 field.before().empty() ? "(none)" : field.before(),
                 field.after().empty() ? "(none)" : field.after());
    }
  }
}

int Apply(Session& session, const std::string& path, bool dry_run, bool prune) {
  std::ifstream in(path);
  if (!in) return session.Fail(kUsage, fmt::format("cannot read {}", path));
  std::stringstream text;
  text << in.rdbuf();
  v1::ApplyLabRequest request;
  const absl::Status read = ReadYaml(text.str(), path, request.mutable_lab());
  if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
  request.set_prune(prune);
  v1::ApplyLabResponse difference;
  request.set_dry_run(true);
  if (!session.Ask("LabService/ApplyLab", request, &difference)) return session.exit();
  if (session.style() != Style::kJson) ShowChanges(session, difference);
  if (dry_run || difference.changes_size() == 0) {
    if (!session.PrintJson(difference)) {
      fmt::print("{}\n",
                 difference.changes_size() == 0
                     ? "Nothing to change."
                     : Counted(difference.changes_size(), "change") + "; without --dry-run, made.");
    }
    return kDone;
  }
  request.set_dry_run(false);
  request.set_if_position(difference.position());
  v1::ApplyLabResponse applied;
  if (!session.Order("LabService/ApplyLab", &request, &applied)) return session.exit();
  if (!session.PrintJson(applied)) {
    fmt::print("Applied: {}.\n", Counted(applied.changes_size(), "change"));
  }
  return kDone;
}

int Export(Session& session) {
  v1::ExportLabRequest request;
  v1::ExportLabResponse reply;
  if (!session.Ask("LabService/ExportLab", request, &reply)) return session.exit();
  if (!session.PrintJson(reply.lab())) fmt::print("{}", WriteYaml(reply.lab()));
  return kDone;
}

void AddLab(CLI::App& app, Run* run) {
  auto path = std::make_shared<std::string>();
  auto dry_run = std::make_shared<bool>(false);
  auto prune = std::make_shared<bool>(false);
  CLI::App* apply = app.add_subcommand("apply",
                                       "Make the lab as the file says: shows the difference, "
                                       "then applies it in one step");
  apply->add_option("file", *path, "lab.yaml")->required();
  apply->add_flag("--dry-run", *dry_run, "only show the difference");
  apply->add_flag("--prune", *prune, "retire what the file does not name");
  apply->callback(
      [=] { *run = [=](Session& session) { return Apply(session, *path, *dry_run, *prune); }; });
  app.add_subcommand("export", "The lab as a file that `apply` reads back")->callback([=] {
    *run = Export;
  });
}

struct TokenOptions {
  std::string role = "member";
  std::string member, name;
  bool read_only = false;
};

int CreateToken(Session& session, const TokenOptions& options) {
  v1::CreateTokenRequest request;
  request.set_role(options.role == "manager"   ? v1::ROLE_MANAGER
                   : options.role == "service" ? v1::ROLE_SERVICE
                                               : v1::ROLE_MEMBER);
  request.set_member(options.member);
  request.set_name(options.name);
  request.set_read_only(options.read_only);
  v1::CreateTokenResponse reply;
  if (!session.Order("AdminService/CreateToken", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{}\n", reply.secret());
  fmt::print(stderr, "Shown this once; only its hash is kept. Revoke: mutua token revoke {}\n",
             reply.token().token());
  return kDone;
}

int ListTokens(Session& session) {
  v1::ListTokensResponse reply;
  if (!AskAll(session, "AdminService/ListTokens", v1::ListTokensRequest(), &reply))
    return session.exit();
  if (session.PrintJson(reply)) return kDone;
  Table table({"TOKEN", "ROLE", "MEMBER", "NAME", "WHAT", "LAST USED"});
  for (const v1::Token& token : reply.tokens()) {
    table.Add({token.token(), v1::Role_Name(token.role()).substr(sizeof("ROLE_") - 1),
               token.member(),
               token.site().empty() ? token.name() : token.site() + " " + token.name(),
               token.session()     ? "session"
               : token.read_only() ? "read-only"
                                   : "",
               token.has_last_used_at() ? FormatTime(session, token.last_used_at()) : ""});
  }
  session.Print(table);
  return kDone;
}

void AddTokens(CLI::App& app, Run* run) {
  CLI::App* token = app.add_subcommand("token", "Sign-in tokens");
  token->require_subcommand(1);
  auto options = std::make_shared<TokenOptions>();
  CLI::App* create = token->add_subcommand("create", "A new one; its secret is shown once");
  create->add_option("--role", options->role, "what it may do (member)")
      ->check(CLI::IsMember({"member", "manager", "service"}));
  create->add_option("--member", options->member, "whose it is");
  create->add_option("--name", options->name, "what it is for");
  create->add_flag("--read-only", options->read_only, "it may ask, and change nothing");
  create->callback(
      [=] { *run = [=](Session& session) { return CreateToken(session, *options); }; });
  token->add_subcommand("list", "Those that are valid")->callback([=] { *run = ListTokens; });
  auto revoked = std::make_shared<std::string>();
  CLI::App* revoke = token->add_subcommand("revoke", "Never valid again");
  revoke->add_option("token", *revoked, "t-4")->required();
  revoke->callback([=] {
    *run = [=](Session& session) {
      if (!IsId(session, *revoked, 't', "token")) return session.exit();
      v1::RevokeTokenRequest request;
      request.set_token(*revoked);
      v1::RevokeTokenResponse reply;
      if (!session.Order("AdminService/RevokeToken", &request, &reply)) return session.exit();
      fmt::print("{}  revoked\n", *revoked);
      return static_cast<int>(kDone);
    };
  });
}

int RegisterBadge(Session& session, const Secret& number, const std::string& member) {
  v1::RegisterBadgeRequest request;
  request.set_badge(ReadBadge(number).Reveal());
  request.set_member(member);
  v1::RegisterBadgeResponse reply;
  if (!session.Order("DirectoryService/RegisterBadge", &request, &reply)) return session.exit();
  if (session.PrintJson(reply.badge())) return kDone;
  fmt::print("{}  is {}'s; only a hash of its number is kept\n", session.Bold(reply.badge().id()),
             reply.badge().member());
  return kDone;
}

int ListBadges(Session& session, const std::string& member) {
  v1::ListBadgesRequest request;
  request.set_member(member);
  v1::ListBadgesResponse reply;
  if (!AskAll(session, "DirectoryService/ListBadges", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  Table table({"BADGE", "MEMBER", "STATE"});
  for (const v1::Badge& badge : reply.badges()) {
    table.Add({badge.id(), badge.member(), badge.revoked() ? "revoked" : ""});
  }
  if (!table.empty()) session.Print(table);
  if (table.empty()) fmt::print(stderr, "No badges. `mutua badge register --help` shows how.\n");
  return kDone;
}

int RevokeBadge(Session& session, const std::string& id) {
  if (!IsId(session, id, 'k', "badge")) return session.exit();
  v1::RevokeBadgeRequest request;
  request.set_id(id);
  v1::RevokeBadgeResponse reply;
  if (!session.Order("DirectoryService/RevokeBadge", &request, &reply)) return session.exit();
  fmt::print("{}  revoked\n", id);
  return kDone;
}

void AddBadges(CLI::App& app, Run* run) {
  CLI::App* badge = app.add_subcommand("badge", "Badges that members show at a kiosk");
  badge->require_subcommand(1);
  auto number = std::make_shared<Secret>();
  auto member = std::make_shared<std::string>();
  CLI::App* add = badge->add_subcommand("register", "Give a badge to a member");
  add->footer(
      "Examples:\n  mutua badge register 04A2B9 --member lea\n"
      "  mutua badge register - --member lea     (then hold it to the reader)");
  AddSecret(*add, "number", number.get(), "as the reader gives it; - reads it in")->required();
  add->add_option("--member", *member, "whose it is")->required();
  add->callback(
      [=] { *run = [=](Session& session) { return RegisterBadge(session, *number, *member); }; });
  auto of = std::make_shared<std::string>();
  CLI::App* list = badge->add_subcommand("list", "Which there are, and whose");
  list->add_option("--member", *of, "only this member's");
  list->callback([=] { *run = [=](Session& session) { return ListBadges(session, *of); }; });
  auto revoked = std::make_shared<std::string>();
  CLI::App* revoke = badge->add_subcommand("revoke", "No longer accepted: lost, or given back");
  revoke->add_option("badge", *revoked, "k-9")->required();
  revoke->callback(
      [=] { *run = [=](Session& session) { return RevokeBadge(session, *revoked); }; });
}

int ShowStatus(Session& session) {
  v1::GetStatisticsResponse reply;
  if (!session.Ask("AdminService/GetStatistics", v1::GetStatisticsRequest(), &reply)) {
    return session.exit();
  }
  if (session.PrintJson(reply)) return kDone;
  fmt::print(
      "mutuad {} at position {}\n{} live bookings, {} open wishes, {} resources, {} members of "
      "{} companies\n{} commands, {} refused, {} repeated, {} turned away, in {} commits\n",
      reply.version(), reply.position(), reply.live_bookings(), reply.open_wishes(),
      reply.resources(), reply.members(), reply.companies(), reply.commands(), reply.refused(),
      reply.repeated_requests(), reply.turned_away(), reply.commits());
  return kDone;
}

int ShowDigest(Session& session) {
  v1::GetDigestResponse reply;
  if (!session.Ask("AdminService/GetDigest", v1::GetDigestRequest(), &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("position {}\nchain    {}\nstate    {}\n", reply.position(),
             HexOf(reply.chain_digest()), HexOf(reply.state_digest()));
  return kDone;
}

int Clock(Session& session, const std::string& to) {
  if (!to.empty()) {
    const auto civil = ParseWhen(to, session.Now());
    if (!civil.ok()) return session.Fail(kUsage, std::string(civil.status().message()));
    v1::AdvanceClockRequest request;
    request.mutable_to()->set_seconds(absl::ToUnixSeconds(absl::FromCivil(*civil, session.zone())));
    v1::AdvanceClockResponse reply;
    if (!session.Ask("AdminService/AdvanceClock", request, &reply)) return session.exit();
    if (!session.PrintJson(reply)) fmt::print("{}\n", FormatTime(session, reply.now()));
    return kDone;
  }
  v1::GetClockResponse reply;
  if (!session.Ask("AdminService/GetClock", v1::GetClockRequest(), &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{}{}\n", FormatTime(session, reply.now()),
             reply.replay_mode() ? "  (stands still: --to moves it)" : "");
  return kDone;
}

void AddClock(CLI::App& app, Run* run) {
  auto to = std::make_shared<std::string>();
  CLI::App* clock = app.add_subcommand("clock", "What time it is for the daemon");
  clock->add_option("--to", *to, "set it forward; only with mutuad --replay-clock");
  clock->callback([=] { *run = [=](Session& session) { return Clock(session, *to); }; });
}

int Backup(Session& session, const std::string& name) {
  v1::CreateBackupRequest request;
  request.set_name(name);
  v1::CreateBackupResponse reply;
  if (!session.Ask("AdminService/CreateBackup", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{}  {} bytes, up to position {}, checked\n", reply.path(), reply.bytes(),
             reply.position());
  return kDone;
}

}  // namespace

void AddManageCommands(CLI::App& app, Run* run) {
  AddLab(app, run);
  AddTokens(app, run);
  AddBadges(app, run);
  AddClock(app, run);
  app.add_subcommand("status", "What the daemon does")->callback([=] { *run = ShowStatus; });
  app.add_subcommand("digest", "The digests of history and state")->callback([=] {
    *run = ShowDigest;
  });
  auto name = std::make_shared<std::string>();
  CLI::App* backup = app.add_subcommand("backup", "An online backup, read back and checked");
  backup->add_option("name", *name, "under the daemon's backup folder")->required();
  backup->callback([=] { *run = [=](Session& session) { return Backup(session, *name); }; });
}

}  // namespace mutua::cli
