// Kiosks and their keys; one's own PIN for them.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "clients/cli/ask.h"
#include "clients/cli/commands.h"
#include "clients/cli/show.h"
#include "mutua/v1/admin.pb.h"
#include "mutua/v1/kiosks.pb.h"

namespace mutua::cli {
namespace {

// The code alone on the one side, for scripts; what to do with it on the other.
int MakeCode(Session& session, const std::string& site, const std::string& name) {
  v1::CreateEnrolmentCodeRequest request;
  request.set_site(site);
  request.set_name(name);
  v1::CreateEnrolmentCodeResponse reply;
  if (!session.Ask("KiosksService/CreateEnrolmentCode", request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{}\n", reply.code());
  fmt::print(stderr, "Type it at the kiosk, on its page /kiosk/: good once, until {}.\n",
             FormatTime(session, reply.expires_at()));
  return kDone;
}

int Enrol(Session& session, const Secret& code) {
  v1::EnrolRequest request;
  request.set_code(code.Reveal());
  v1::EnrolResponse reply;
  if (!session.Order("KiosksService/Enrol", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{}\n", reply.secret());
  fmt::print(stderr, "Shown this once; only its hash is kept. Revoke: mutua kiosk revoke {}\n",
             reply.token().token());
  return kDone;
}

int ListKiosks(Session& session) {
  v1::ListTokensResponse reply;
  if (!AskAll(session, "AdminService/ListTokens", v1::ListTokensRequest(), &reply)) {
    return session.exit();
  }
  auto* tokens = reply.mutable_tokens();
  tokens->erase(std::remove_if(tokens->begin(), tokens->end(),
                               [](const v1::Token& one) { return one.role() != v1::ROLE_KIOSK; }),
                tokens->end());
  if (session.PrintJson(reply)) return kDone;
  Table table({"KIOSK", "SITE", "NAME"});
  for (const v1::Token& token : reply.tokens()) {
    table.Add({token.token(), token.site(), token.name()});
  }
  if (!table.empty()) session.Print(table);
  if (table.empty()) fmt::print(stderr, "No kiosks. `mutua kiosk code --help` shows how.\n");
  return kDone;
}

int RevokeKiosk(Session& session, const std::string& token) {
  if (!IsId(session, token, 't', "kiosk")) return session.exit();
  v1::RevokeTokenRequest request;
  request.set_token(token);
  v1::RevokeTokenResponse reply;
  if (!session.Order("AdminService/RevokeToken", &request, &reply)) return session.exit();
  fmt::print("{}  revoked: the screen shows nothing any more, and asks for a code\n", token);
  return kDone;
}

void AddKiosk(CLI::App& app, Run* run) {
  CLI::App* kiosk = app.add_subcommand("kiosk", "Screens at the entrance, and their keys");
  kiosk->require_subcommand(1);
  auto site = std::make_shared<std::string>();
  auto name = std::make_shared<std::string>();
  CLI::App* code = kiosk->add_subcommand("code", "A code that enrols one, to be typed there");
  code->footer("Example:\n  mutua kiosk code --site atelier --name entrance");
  code->add_option("--site", *site, "where it stands")->required();
  code->add_option("--name", *name, "what tells it from another there");
  code->callback([=] { *run = [=](Session& session) { return MakeCode(session, *site, *name); }; });
  auto typed = std::make_shared<Secret>();
  CLI::App* enrol = kiosk->add_subcommand("enrol", "A code's key, for a kiosk that is no page");
  AddSecret(*enrol, "code", typed.get(), "its 8 digits")->required();
  enrol->callback([=] { *run = [=](Session& session) { return Enrol(session, *typed); }; });
  kiosk->add_subcommand("list", "Those whose key is good")->callback([=] { *run = ListKiosks; });
  auto revoked = std::make_shared<std::string>();
  CLI::App* revoke = kiosk->add_subcommand("revoke", "Its key is never good again");
  revoke->add_option("kiosk", *revoked, "t-4")->required();
  revoke->callback(
      [=] { *run = [=](Session& session) { return RevokeKiosk(session, *revoked); }; });
}

int SetPin(Session& session) {
  v1::SetPinRequest request;
  request.set_pin(ReadHidden("New PIN, 4 to 8 digits: ").Reveal());
  v1::SetPinResponse reply;
  if (!session.OrderSecret("KiosksService/SetPin", &request, &reply)) return session.exit();
  if (!session.PrintJson(reply)) fmt::print("Your PIN is set; only a hash of it is kept.\n");
  return kDone;
}

int RemovePin(Session& session, const std::string& member) {
  v1::RemovePinRequest request;
  request.set_member(member);
  v1::RemovePinResponse reply;
  if (!session.Order("KiosksService/RemovePin", &request, &reply)) return session.exit();
  if (session.PrintJson(reply)) return kDone;
  if (member.empty()) {
    fmt::print("Your PIN is removed.\n");
  } else {
    fmt::print("{}'s PIN is removed: they can set another.\n", member);
  }
  return kDone;
}

void AddPin(CLI::App& app, Run* run) {
  CLI::App* pin = app.add_subcommand("pin", "Your PIN, where kiosks ask for one");
  pin->require_subcommand(1);
  pin->add_subcommand("set", "Set or change it: it is typed unseen, or read from standard input")
      ->callback([=] { *run = SetPin; });
  auto member = std::make_shared<std::string>();
  CLI::App* remove = pin->add_subcommand("remove", "Have none any more");
  remove->add_option("--member", *member, "whose, for managers: who forgot it sets another");
  remove->callback([=] { *run = [=](Session& session) { return RemovePin(session, *member); }; });
}

}  // namespace

void AddKioskCommands(CLI::App& app, Run* run) {
  AddKiosk(app, run);
  AddPin(app, run);
}

}  // namespace mutua::cli
