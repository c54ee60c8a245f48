// Managing: the lab as a file, outages and faults, tokens, the daemon's own state.
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
#include "mutua/v1/catalogue.pb.h"
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
      fmt::print("{} to change.\n", difference.changes_size() == 0
                                        ? "Nothing"
                                        : fmt::format("{} things", difference.changes_size()));
    }
    return kDone;
  }
  request.set_dry_run(false);
  request.set_if_position(difference.position());
  v1::ApplyLabResponse applied;
  if (!session.Order("LabService/ApplyLab", &request, &applied)) return session.exit();
  if (!session.PrintJson(applied)) fmt::print("Applied: {} changes.\n", applied.changes_size());
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

std::string NameOf(v1::VictimFate fate) {
  switch (fate) {
    case v1::VICTIM_FATE_MOVED:
      return "moved";
    case v1::VICTIM_FATE_DISPLACED:
      return "displaced, first on the waitlist";
    case v1::VICTIM_FATE_RESTORED:
      return "back";
    default:
      return "";
  }
}

void ShowVictims(Session& session,
                 const google::protobuf::RepeatedPtrField<v1::OutageVictim>& victims) {
  for (const v1::OutageVictim& victim : victims) {
    fmt::print("  {}  {}  {}  {}{}\n", victim.booking().booking(), victim.from(),
               FormatInterval(session, victim.booking().interval()), NameOf(victim.fate()),
               victim.to().empty() ? "" : " to " + victim.to());
  }
}

struct OutageOptions {
  std::string what, when, length, reason, kind = "maintenance";
  bool preview = false;
};

int DeclareOutage(Session& session, const OutageOptions& options) {
  v1::DeclareOutageRequest request;
  v1::OutageSpec& spec = *request.mutable_spec();
  if (options.what.rfind("pool:", 0) == 0) {
    spec.set_pool(options.what.substr(5));
  } else if (options.what.rfind("site:", 0) == 0) {
    spec.set_site(options.what.substr(5));
  } else {
    spec.set_resource(options.what);
  }
  const absl::Status read =
      ReadTime(session, options.when, options.length, true, spec.mutable_time());
  if (!read.ok()) return session.Fail(kUsage, std::string(read.message()));
  spec.set_kind(options.kind == "fault"     ? v1::OUTAGE_KIND_FAULT
                : options.kind == "closure" ? v1::OUTAGE_KIND_CLOSURE
                                            : v1::OUTAGE_KIND_MAINTENANCE);
  spec.set_reason(options.reason);
  if (options.preview) {
    v1::PreviewOutageRequest preview;
    *preview.mutable_declare() = spec;
    v1::PreviewOutageResponse reply;
    if (!session.Ask("CatalogueService/PreviewOutage", preview, &reply)) return session.exit();
    if (session.PrintJson(reply)) return kDone;
    fmt::print("{} bookings in the way.\n", reply.victims_size());
    ShowVictims(session, reply.victims());
    return kDone;
  }
  v1::DeclareOutageResponse reply;
  if (!session.Order("CatalogueService/DeclareOutage", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{}  {}  {}\n", session.Bold(reply.outage().outage()), options.what,
             FormatInterval(session, reply.outage().interval()));
  ShowVictims(session, reply.victims());
  return kDone;
}

int LiftOutage(Session& session, const std::string& outage) {
  v1::LiftOutageRequest request;
  request.set_outage(outage);
  v1::LiftOutageResponse reply;
  if (!session.Order("CatalogueService/LiftOutage", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{}  lifted\n", session.Bold(outage));
  ShowVictims(session, reply.victims());
  return kDone;
}

int ListOutages(Session& session) {
  v1::ListOutagesRequest request;
  v1::ListOutagesResponse reply;
  if (!session.Ask("CatalogueService/ListOutages", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  Table table({"OUTAGE", "WHAT", "WHEN", "REASON"});
  for (const v1::Outage& outage : reply.outages()) {
    const std::string what = !outage.resource().empty() ? outage.resource()
                             : !outage.pool().empty()   ? "pool:" + outage.pool()
                                                        : "site:" + outage.site();
    table.Add({outage.outage(), what, FormatInterval(session, outage.interval()), outage.reason()});
  }
  session.Print(table);
  return kDone;
}

void AddOutage(CLI::App& app, Run* run) {
  CLI::App* outage =
      app.add_subcommand("outage", "Managers: time in which something cannot be used");
  outage->require_subcommand(1);
  auto options = std::make_shared<OutageOptions>();
  CLI::App* declare = outage->add_subcommand(
      "declare",
      "mutua outage declare laser-1 --when \"tomorrow 8:00-12:00\" --reason \"new tube\"");
  declare->add_option("what", options->what, "laser-1, pool:fdm or site:lab")->required();
  declare->add_option("--when", options->when, "from when, or between when; none: from now");
  declare->add_option("--for", options->length, "how long");
  declare->add_option("--reason", options->reason, "what people are told");
  declare->add_option("--kind", options->kind, "")
      ->check(CLI::IsMember({"maintenance", "fault", "closure"}));
  declare->add_flag("--preview", options->preview, "only say which bookings are in the way");
  declare->callback(
      [=] { *run = [=](Session& session) { return DeclareOutage(session, *options); }; });
  auto lifted = std::make_shared<std::string>();
  CLI::App* lift = outage->add_subcommand("lift", "It is over: gives back what can be given back");
  lift->add_option("outage", *lifted, "o-3")->required();
  lift->callback([=] { *run = [=](Session& session) { return LiftOutage(session, *lifted); }; });
  outage->add_subcommand("list", "Outages")->callback([=] { *run = ListOutages; });
  auto resource = std::make_shared<std::string>();
  auto description = std::make_shared<std::string>();
  CLI::App* fault = app.add_subcommand("fault", "Report that something is broken");
  fault->add_option("resource", *resource, "laser-1")->required();
  fault->add_option("description", *description, "what is wrong")->required();
  fault->callback([=] {
    *run = [=](Session& session) {
      v1::ReportFaultRequest request;
      request.set_resource(*resource);
      request.set_description(*description);
      v1::ReportFaultResponse reply;
      if (!session.Order("CatalogueService/ReportFault", &request, &reply)) return session.exit();
      if (!session.PrintJson(reply.fault())) {
        fmt::print("{}  reported; the manager sees it\n", session.Bold(reply.fault().fault()));
      }
      return static_cast<int>(kDone);
    };
  });
}

int CreateToken(Session& session, const std::string& role, const std::string& member) {
  v1::CreateTokenRequest request;
  request.set_role(role == "manager"   ? v1::ROLE_MANAGER
                   : role == "kiosk"   ? v1::ROLE_KIOSK
                   : role == "service" ? v1::ROLE_SERVICE
                                       : v1::ROLE_MEMBER);
  request.set_member(member);
  v1::CreateTokenResponse reply;
  if (!session.Order("AdminService/CreateToken", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{}\n", reply.secret());
  fmt::print(stderr, "Shown this once; only its hash is kept. Revoke: mutua token revoke {}\n",
             reply.token().token());
  return kDone;
}

int ListTokens(Session& session) {
  v1::ListTokensRequest request;
  v1::ListTokensResponse reply;
  if (!session.Ask("AdminService/ListTokens", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  Table table({"TOKEN", "ROLE", "MEMBER"});
  for (const v1::Token& token : reply.tokens()) {
    table.Add(
        {token.token(), v1::Role_Name(token.role()).substr(sizeof("ROLE_") - 1), token.member()});
  }
  session.Print(table);
  return kDone;
}

void AddTokens(CLI::App& app, Run* run) {
  CLI::App* token = app.add_subcommand("token", "Managers: sign-in tokens");
  token->require_subcommand(1);
  auto role = std::make_shared<std::string>("member");
  auto member = std::make_shared<std::string>();
  CLI::App* create = token->add_subcommand("create", "A new one; its secret is shown once");
  create->add_option("--role", *role, "")
      ->check(CLI::IsMember({"member", "manager", "kiosk", "service"}));
  create->add_option("--member", *member, "whose it is");
  create->callback(
      [=] { *run = [=](Session& session) { return CreateToken(session, *role, *member); }; });
  token->add_subcommand("list", "Those that are valid")->callback([=] { *run = ListTokens; });
  auto revoked = std::make_shared<std::string>();
  CLI::App* revoke = token->add_subcommand("revoke", "Never valid again");
  revoke->add_option("token", *revoked, "t-4")->required();
  revoke->callback([=] {
    *run = [=](Session& session) {
      v1::RevokeTokenRequest request;
      request.set_token(*revoked);
      v1::RevokeTokenResponse reply;
      if (!session.Order("AdminService/RevokeToken", &request, &reply)) return session.exit();
      fmt::print("{}  revoked\n", *revoked);
      return static_cast<int>(kDone);
    };
  });
}

std::string Hex(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
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
  fmt::print("position {}\nchain    {}\nstate    {}\n", reply.position(), Hex(reply.chain_digest()),
             Hex(reply.state_digest()));
  return kDone;
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
  AddOutage(app, run);
  AddTokens(app, run);
  app.add_subcommand("status", "What the daemon does")->callback([=] { *run = ShowStatus; });
  app.add_subcommand("digest", "The digests of history and state")->callback([=] {
    *run = ShowDigest;
  });
  auto name = std::make_shared<std::string>();
  CLI::App* backup =
      app.add_subcommand("backup", "Managers: an online backup, read back and checked");
  backup->add_option("name", *name, "under the daemon's backup folder")->required();
  backup->callback([=] { *run = [=](Session& session) { return Backup(session, *name); }; });
}

}  // namespace mutua::cli
