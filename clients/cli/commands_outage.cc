// What cannot be used: outages, with the bookings that they hit, and faults.
#include <fmt/format.h>

#include <memory>

#include "clients/cli/ask.h"
#include "clients/cli/commands.h"
#include "clients/cli/show.h"
#include "mutua/v1/catalogue.pb.h"

namespace mutua::cli {
namespace {

std::string NameOf(v1::VictimFate fate) {
  switch (fate) {
    case v1::VICTIM_FATE_MOVED:
      return "moved";
    case v1::VICTIM_FATE_DISPLACED:
      return "displaced, first on the waitlist";
    case v1::VICTIM_FATE_RESTORED:
      return "back";
    case v1::VICTIM_FATE_CUT_SHORT:
      return "cut short";
    default:
      return "";
  }
}

void ShowVictims(Session& session,
                 const google::protobuf::RepeatedPtrField<v1::OutageVictim>& victims) {
  for (const v1::OutageVictim& victim : victims) {
    fmt::print("  {}  {}  {}  {}  {}{}\n", victim.booking().booking(), victim.booking().member(),
               victim.from(), FormatInterval(session, victim.booking().interval()),
               NameOf(victim.fate()), victim.to().empty() ? "" : " to " + victim.to());
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
    fmt::print("{}\n", reply.victims_size() == 0
                           ? "No booking is in the way."
                           : Counted(reply.victims_size(), "booking") + " in the way:");
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
  if (!IsId(session, outage, 'o', "outage")) return session.exit();
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
  v1::ListOutagesResponse reply;
  if (!AskAll(session, "CatalogueService/ListOutages", v1::ListOutagesRequest(), &reply))
    return session.exit();
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
  CLI::App* outage = app.add_subcommand("outage", "Time in which something cannot be used");
  outage->require_subcommand(1);
  auto options = std::make_shared<OutageOptions>();
  CLI::App* declare = outage->add_subcommand("declare", "Say when it cannot be used");
  declare->footer(
      "Example: first which bookings are in the way, then for good\n"
      "  mutua outage declare laser-1 --when \"tomorrow 8:00-12:00\" --preview\n"
      "  mutua outage declare laser-1 --when \"tomorrow 8:00-12:00\" --reason \"new tube\"");
  declare->add_option("what", options->what, "laser-1, pool:fdm or site:lab")->required();
  declare->add_option("--when", options->when, "from when, or between when; none: from now");
  declare->add_option("--for", options->length, "how long");
  declare->add_option("--reason", options->reason, "what people are told");
  declare->add_option("--kind", options->kind, "why it is out (maintenance)")
      ->check(CLI::IsMember({"maintenance", "fault", "closure"}));
  declare->add_flag("--preview", options->preview, "only say which bookings are in the way");
  declare->callback(
      [=] { *run = [=](Session& session) { return DeclareOutage(session, *options); }; });
  auto lifted = std::make_shared<std::string>();
  CLI::App* lift = outage->add_subcommand("lift", "It is over: gives back what can be given back");
  lift->add_option("outage", *lifted, "o-3")->required();
  lift->callback([=] { *run = [=](Session& session) { return LiftOutage(session, *lifted); }; });
  outage->add_subcommand("list", "Outages")->callback([=] { *run = ListOutages; });
}

int ListFaults(Session& session, bool resolved) {
  v1::ListFaultsRequest request;
  request.set_include_resolved(resolved);
  v1::ListFaultsResponse reply;
  if (!AskAll(session, "CatalogueService/ListFaults", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  Table table({"FAULT", "WHAT", "REPORTED", "OUTAGE", "STATE", "DESCRIPTION"});
  for (const v1::Fault& fault : reply.faults()) {
    table.Add({fault.fault(), fault.resource(), FormatTime(session, fault.reported_at()),
               fault.outage(), fault.resolved() ? "resolved" : "open", fault.description()});
  }
  if (!table.empty()) session.Print(table);
  if (table.empty()) fmt::print(stderr, "Nothing is reported as broken.\n");
  return kDone;
}

int ResolveFault(Session& session, const std::string& fault, bool lift) {
  if (!IsId(session, fault, 'f', "fault")) return session.exit();
  v1::ResolveFaultRequest request;
  request.set_fault(fault);
  request.set_lift_outage(lift);
  v1::ResolveFaultResponse reply;
  if (!session.Order("CatalogueService/ResolveFault", &request, &reply)) return session.exit();
  if (session.PrintJson(reply.fault())) return kDone;
  fmt::print("{}  resolved\n", session.Bold(fault));
  ShowVictims(session, reply.victims());
  return kDone;
}

void AddFaults(CLI::App& app, Run* run) {
  auto resolved = std::make_shared<bool>(false);
  CLI::App* list = app.add_subcommand("faults", "What is reported as broken");
  list->add_flag("--all", *resolved, "what is resolved, too");
  list->callback([=] { *run = [=](Session& session) { return ListFaults(session, *resolved); }; });
  auto id = std::make_shared<std::string>();
  auto lift = std::make_shared<bool>(false);
  CLI::App* resolve = app.add_subcommand("resolve", "What was broken works again");
  resolve->add_option("fault", *id, "f-3")->required();
  resolve->add_flag("--lift", *lift, "lift the outage that it led to");
  resolve->callback(
      [=] { *run = [=](Session& session) { return ResolveFault(session, *id, *lift); }; });
  auto resource = std::make_shared<std::string>();
  auto description = std::make_shared<std::string>();
  auto badge = std::make_shared<Secret>();
  CLI::App* fault = app.add_subcommand("fault", "Report that something is broken");
  fault->add_option("resource", *resource, "laser-1")->required();
  fault->add_option("description", *description, "what is wrong")->required();
  AddBadgeOption(*fault, badge.get());
  fault->callback([=] {
    *run = [=](Session& session) {
      v1::ReportFaultRequest request;
      request.set_resource(*resource);
      request.set_description(*description);
      request.set_badge(ReadBadge(*badge).Reveal());
      v1::ReportFaultResponse reply;
      if (!session.Order("CatalogueService/ReportFault", &request, &reply)) return session.exit();
      if (!session.PrintJson(reply.fault())) {
        fmt::print("{}  reported; the manager sees it\n", session.Bold(reply.fault().fault()));
      }
      return static_cast<int>(kDone);
    };
  });
}

}  // namespace

void AddOutageCommands(CLI::App& app, Run* run) {
  AddFaults(app, run);
  AddOutage(app, run);
}

}  // namespace mutua::cli
