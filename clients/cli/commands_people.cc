// People: who is in the directory and may do what, who goes to another company, who is erased.
#include <fmt/format.h>

#include <memory>

#include "clients/cli/ask.h"
#include "clients/cli/commands.h"
#include "clients/cli/show.h"
#include "mutua/v1/audit.pb.h"
#include "mutua/v1/directory.pb.h"
#include "mutua/v1/sign_in.pb.h"

namespace mutua::cli {
namespace {

// "22:00-07:00", as it is typed.
std::string QuietText(const v1::Member& member) {
  if (!member.has_quiet_hours()) return {};
  return fmt::format("{}-{}", member.quiet_hours().from(), member.quiet_hours().until());
}

int List(Session& session, const std::string& company) {
  v1::ListMembersRequest request;
  request.set_company(company);
  v1::ListMembersResponse found;
  if (!AskAll(session, "DirectoryService/ListMembers", request, &found)) return session.exit();
  if (session.PrintJson(found)) return kDone;
  Table table({"MEMBER", "NAME", "COMPANY", "ROLE", "QUIET"});
  for (const v1::Member& member : found.members()) {
    const char* role = member.role() == v1::ROLE_COMPANY_MANAGER ? "company manager"
                       : member.role() == v1::ROLE_MANAGER       ? "lab manager"
                                                                 : "";
    table.Add({member.member(), member.display_name(), member.company(), role, QuietText(member)});
  }
  session.Print(table);
  return kDone;
}

struct MoveOptions {
  std::string member, to;
  bool with_bookings = false;
};

int Move(Session& session, const MoveOptions& options) {
  v1::MoveMemberRequest request;
  request.set_member(options.member);
  request.set_to_company(options.to);
  request.set_with_bookings(options.with_bookings);
  v1::MoveMemberResponse reply;
  if (!session.Order("DirectoryService/MoveMember", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{} is of {} now; {}\n", session.Bold(reply.member().member()),
             reply.member().company(),
             options.with_bookings
                 ? "bookings that have not begun came along, without titles and guests"
                 : "what was booked before counts for the old company (--with-bookings moves it)");
  return kDone;
}

int Erase(Session& session, const std::string& member, bool yes) {
  if (!yes) {
    return session.Fail(
        kUsage,
        fmt::format("this cannot be undone: name, titles, badges and sign-ins of {} would be "
                    "gone for good, backups made from now on included. Say it with --yes.",
                    member));
  }
  v1::EraseMemberRequest request;
  request.set_member(member);
  v1::EraseMemberResponse reply;
  if (!session.Order("DirectoryService/EraseMember", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{}  erased, with {}, {} and {}\n", member,
             Counted(static_cast<int>(reply.badges()), "badge"),
             Counted(static_cast<int>(reply.tokens()), "token"),
             fmt::format("{} {}", reply.wishes(), reply.wishes() == 1 ? "wish" : "wishes"));
  return kDone;
}

int SetRole(Session& session, const std::string& member, const std::string& role) {
  v1::UpdateMemberRequest request;
  request.mutable_member()->set_member(member);
  request.mutable_member()->set_role(role == "lab-manager"       ? v1::ROLE_MANAGER
                                     : role == "company-manager" ? v1::ROLE_COMPANY_MANAGER
                                                                 : v1::ROLE_MEMBER);
  request.mutable_update_mask()->add_paths("role");
  v1::UpdateMemberResponse reply;
  if (!session.Order("DirectoryService/UpdateMember", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{} is {} now; a new sign-in shows it\n", session.Bold(member), role);
  return kDone;
}

// What the two times must be the service says.
int SetQuiet(Session& session, const std::string& hours, const std::string& member) {
  v1::SetQuietHoursRequest request;
  request.set_member(member);
  if (hours != "none") {
    const size_t dash = hours.find('-');
    if (dash == std::string::npos) {
      return session.Fail(kUsage,
                          fmt::format("\"{}\" is neither two times of the day, 22:00-07:00, "
                                      "nor none",
                                      hours));
    }
    request.mutable_quiet_hours()->set_from(hours.substr(0, dash));
    request.mutable_quiet_hours()->set_until(hours.substr(dash + 1));
  }
  v1::SetQuietHoursResponse reply;
  if (!session.Order("DirectoryService/SetQuietHours", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  const v1::Member& now = reply.member();
  fmt::print("{}  {}\n", session.Bold(now.member()),
             now.has_quiet_hours()
                 ? fmt::format("offers do not run out between {} and {}, by the clocks of the site",
                               now.quiet_hours().from(), now.quiet_hours().until())
                 : "no quiet hours: offers run out at any hour");
  return kDone;
}

int GivePassword(Session& session, const std::string& member) {
  v1::SetOneTimePasswordRequest request;
  request.set_member(member);
  v1::SetOneTimePasswordResponse reply;
  if (!session.Order("SignInService/SetOneTimePassword", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{}\n", reply.password());
  fmt::print(stderr,
             "For {} to sign in with within 4 days, and to change then. Shown this once; whoever\n"
             "was signed in as {} is not any more.\n",
             member, member);
  return kDone;
}

int RemovePassword(Session& session, const std::string& member) {
  v1::RemovePasswordRequest request;
  request.set_member(member);
  v1::RemovePasswordResponse reply;
  if (!session.Order("SignInService/RemovePassword", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{} has no password any more, and is signed in nowhere with one\n", member);
  return kDone;
}

int ExportAll(Session& session, const std::string& member) {
  v1::ExportMemberRequest request;
  request.set_member(member);
  v1::ExportMemberResponse reply;
  if (!session.Ask("AuditService/ExportMember", request, &reply)) return session.exit();
  fmt::print("{}\n", reply.json());
  return kDone;
}

void AddSignIns(CLI::App* member, Run* run) {
  auto handle = std::make_shared<std::string>();
  auto role = std::make_shared<std::string>();
  CLI::App* set_role = member->add_subcommand("role", "What signing in makes of them");
  set_role->footer("A company manager changes and cancels what anybody of the own company booked.");
  set_role->add_option("member", *handle, "the member's handle")->required();
  set_role->add_option("role", *role, "member, company-manager or lab-manager")
      ->required()
      ->check(CLI::IsMember({"member", "company-manager", "lab-manager"}));
  set_role->callback(
      [=] { *run = [=](Session& session) { return SetRole(session, *handle, *role); }; });
  auto remove = std::make_shared<bool>(false);
  CLI::App* password = member->add_subcommand("password", "A first password for them, shown once");
  password->add_option("member", *handle, "the member's handle")->required();
  password->add_flag("--remove", *remove, "they have none from now on");
  password->callback([=] {
    *run = [=](Session& session) {
      return *remove ? RemovePassword(session, *handle) : GivePassword(session, *handle);
    };
  });
  CLI::App* all = member->add_subcommand("export", "All that is kept about them, as JSON");
  all->footer("Example:\n  mutua member export lea > lea.json");
  all->add_option("member", *handle, "the member's handle; yourself if not said");
  all->callback([=] { *run = [=](Session& session) { return ExportAll(session, *handle); }; });
}

void AddQuiet(CLI::App* member, Run* run) {
  auto hours = std::make_shared<std::string>();
  auto whose = std::make_shared<std::string>();
  CLI::App* quiet = member->add_subcommand("quiet", "Hours in which no offer to you runs out");
  quiet->footer(
      "What is left of an offer's time runs on when they are over; an open offer keeps its "
      "deadline.\n"
      "Examples:\n  mutua member quiet 22:00-07:00\n  mutua member quiet none --member lea");
  quiet->add_option("hours", *hours, "from-until, over midnight too, 16 h at most; or none")
      ->required();
  quiet->add_option("--member", *whose, "whose, for managers; yours if not said");
  quiet->callback(
      [=] { *run = [=](Session& session) { return SetQuiet(session, *hours, *whose); }; });
}

void AddMove(CLI::App* member, Run* run) {
  auto options = std::make_shared<MoveOptions>();
  CLI::App* move = member->add_subcommand("move", "To another company; open wishes come along");
  move->add_option("member", options->member, "the member's handle")->required();
  move->add_option("--to", options->to, "the new company's handle")->required();
  move->add_flag("--with-bookings", options->with_bookings,
                 "what has not begun counts for the new company from now on, titles and guests are "
                 "destroyed");
  move->callback([=] { *run = [=](Session& session) { return Move(session, *options); }; });
}

void AddErase(CLI::App* member, Run* run) {
  auto handle = std::make_shared<std::string>();
  auto yes = std::make_shared<bool>(false);
  CLI::App* erase =
      member->add_subcommand("erase", "Nothing is to say any more who this was; for good");
  erase->footer(
      "Destroys handle, name and every text that was kept for the member, revokes badges and\n"
      "tokens, and ends open wishes. The history keeps a number. Cancel or hand over what is "
      "still\n"
      "booked first: mutua cancel, mutua handover.");
  erase->add_option("member", *handle, "the member's handle")->required();
  erase->add_flag("--yes", *yes, "yes, for good");
  erase->callback([=] { *run = [=](Session& session) { return Erase(session, *handle, *yes); }; });
}

}  // namespace

void AddPeopleCommands(CLI::App& app, Run* run) {
  CLI::App* member = app.add_subcommand("member", "Members: who they are, who leaves");
  member->require_subcommand(1);
  auto company = std::make_shared<std::string>();
  CLI::App* list = member->add_subcommand("list", "Those that you may see");
  list->add_option("--company", *company, "of this company");
  list->callback([=] { *run = [=](Session& session) { return List(session, *company); }; });
  AddSignIns(member, run);
  AddQuiet(member, run);
  AddMove(member, run);
  AddErase(member, run);
}

}  // namespace mutua::cli
