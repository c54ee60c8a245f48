// One's own account: signing in with a password and out again, the password, the sessions.
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <memory>

#include "clients/cli/ask.h"
#include "clients/cli/commands.h"
#include "clients/cli/context.h"
#include "clients/cli/show.h"
#include "mutua/v1/sign_in.pb.h"

namespace mutua::cli {
namespace {

// What tells this session from the member's others.
std::string HereName() {
  std::array<char, 64> host{};
  if (gethostname(host.data(), host.size() - 1) != 0) return "mutua";
  return fmt::format("mutua on {}", host.data());
}

// Typed twice at a terminal, as it is not seen. False, and it was said: they differ.
bool ReadNewPassword(Session& session, Secret* password) {
  *password = ReadHidden("New password, 12 characters at least: ");
  if (isatty(0) == 0 || ReadHidden("The same again: ") == *password) return true;
  session.Fail(kUsage, "these were two different passwords: nothing is changed");
  return false;
}

// The session's secret after it, empty for a call with a token. False, and it was said: it was not
// changed.
bool ChangePassword(Session& session, const Secret& present, Secret* secret) {
  Secret chosen;
  if (!ReadNewPassword(session, &chosen)) return false;
  v1::ChangePasswordRequest request;
  request.set_password(present.Reveal());
  request.set_new_password(chosen.Reveal());
  v1::ChangePasswordResponse reply;
  if (!session.OrderSecret("SignInService/ChangePassword", &request, &reply)) return false;
  *secret = Secret(std::move(*reply.mutable_secret()));
  return true;
}

int SignIn(Session& session, const std::string& member, const std::string& context) {
  const Secret password = ReadHidden("Password: ");
  v1::SignInRequest request;
  request.set_member(member);
  request.set_password(password.Reveal());
  request.set_name(HereName());
  Target target = session.client().target();
  target.token = Secret();
  Session before(target, session.style(), false);
  v1::SignInResponse reply;
  if (!before.Ask("SignInService/SignIn", request, &reply)) return before.exit();
  target.token = Secret(std::move(*reply.mutable_secret()));
  if (reply.member().password() == v1::PASSWORD_KIND_ONE_TIME) {
    fmt::print(stderr, "This password was for one time: choose your own.\n");
    Session changing(target, session.style(), false);
    if (!ChangePassword(changing, password, &target.token)) return changing.exit();
  }
  const absl::Status written = WriteContext(context, target);
  if (!written.ok()) return session.Fail(kFailed, std::string(written.message()));
  reply.clear_secret();
  if (session.PrintJson(reply)) return kDone;
  Session after(target, session.style(), false);
  fmt::print("Signed in at {} as {}; kept as \"{}\".\n", target.address,
             NameOfCaller(after.Caller()), context);
  fmt::print("Until {}, when it is not used before {}.\n",
             FormatTime(after, reply.session().expires_at()),
             FormatTime(after, reply.idle_until()));
  return kDone;
}

int SignOut(Session& session, const std::string& which) {
  if (!which.empty() && !IsId(session, which, 't', "session")) return session.exit();
  v1::SignOutRequest request;
  request.set_session(which);
  v1::SignOutResponse reply;
  if (!session.Order("SignInService/SignOut", &request, &reply)) return session.exit();
  if (which.empty()) {
    const absl::Status forgotten = ReplaceToken(session.client().target().token, "");
    if (!forgotten.ok()) return session.Fail(kFailed, std::string(forgotten.message()));
  }
  if (session.PrintJson(reply)) return kDone;
  fmt::print("{}\n", which.empty() ? "Signed out." : which + "  signed out");
  return kDone;
}

int ListSessions(Session& session) {
  v1::ListSessionsResponse reply;
  if (!AskAll(session, "SignInService/ListSessions", v1::ListSessionsRequest(), &reply)) {
    return session.exit();
  }
  if (session.PrintJson(reply)) return kDone;
  if (reply.sessions().empty()) {
    fmt::print(stderr, "You are signed in nowhere with a password.\n");
    return kDone;
  }
  Table table({"SESSION", "ON", "LAST USED", "UNTIL"});
  for (const v1::Token& one : reply.sessions()) {
    table.Add({one.token(), one.name(),
               one.has_last_used_at() ? FormatTime(session, one.last_used_at()) : "",
               FormatTime(session, one.expires_at())});
  }
  session.Print(table);
  return kDone;
}

int SetPassword(Session& session) {
  Secret secret;
  if (!ChangePassword(session, ReadHidden("Present password: "), &secret)) return session.exit();
  if (!secret.empty()) {
    const absl::Status kept = ReplaceToken(session.client().target().token, secret);
    if (!kept.ok()) return session.Fail(kFailed, std::string(kept.message()));
  }
  fmt::print("Your password is changed; wherever else you were signed in, you are not any more.\n");
  return kDone;
}

}  // namespace

void AddAccountCommands(CLI::App& app, Run* run) {
  auto member = std::make_shared<std::string>();
  auto context = std::make_shared<std::string>("default");
  CLI::App* sign_in = app.add_subcommand("sign-in", "With your handle and password");
  sign_in->footer(
      "Example: asks for the password, or reads it from standard input\n"
      "  mutua sign-in lea\n"
      "A first password comes from a manager (mutua member password lea) and is changed at once:\n"
      "the new one is asked for, or is the second line of standard input.");
  sign_in->add_option("member", *member, "your handle")->required();
  sign_in->add_option("--name", *context, "for several sign-ins");
  sign_in->callback(
      [=] { *run = [=](Session& session) { return SignIn(session, *member, *context); }; });

  auto which = std::make_shared<std::string>();
  CLI::App* sign_out = app.add_subcommand("sign-out", "End this session, or another of yours");
  sign_out->add_option("session", *which,
                       "t-4, as `mutua sessions` lists it; this one if not said");
  sign_out->callback([=] { *run = [=](Session& session) { return SignOut(session, *which); }; });

  app.add_subcommand("sessions", "Where you are signed in")->callback([=] { *run = ListSessions; });
  app.add_subcommand("password", "Change your password; ends your other sessions")->callback([=] {
    *run = SetPassword;
  });
}

}  // namespace mutua::cli
