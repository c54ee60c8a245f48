// mutua: the command line. Reads what was typed, then runs it.
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string_view>
#include <vector>

#include "clients/cli/ask.h"
#include "clients/cli/commands_reports.h"
#include "clients/cli/context.h"
#include "clients/cli/show.h"
#include "clients/cli/wrong_usage.h"

namespace {

using mutua::cli::Exit;

constexpr const char* kAbout =
    "mutua: book what your building shares.\n\n"
    "Times are the site's: \"tomorrow 14:00-16:00\", \"demain 14h\", \"mon 9am\", +2h.\n"
    "Exit codes: 0 done, 1 refused by a rule, 2 wrong usage, 3 the daemon cannot be reached,\n"
    "4 not signed in or not permitted, 5 anything else.";

// Only what signs in is kept.
int Login(const std::string& name, mutua::cli::Target target, bool token_given) {
  if (!token_given) target.token = mutua::cli::ReadHidden("Token: ");
  mutua::cli::Session session(target, mutua::cli::Style::kTable, false);
  mutua::v1::GetCallerResponse caller;
  if (!session.Ask("DirectoryService/GetCaller", mutua::v1::GetCallerRequest(), &caller)) {
    return session.exit();
  }
  const absl::Status written = mutua::cli::WriteContext(name, target);
  if (!written.ok()) return session.Fail(Exit::kFailed, std::string(written.message()));
  fmt::print("Signed in at {} as {}; kept as \"{}\".\n", target.address,
             mutua::cli::NameOfCaller(caller), name);
  return Exit::kDone;
}

// The word that stands where a command should; empty: there is none.
std::string CommandWord(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    static constexpr std::array<std::string_view, 8> kWithValue = {
        "--context", "--address", "--token", "--ca", "--cert", "--key", "-o", "--output"};
    if (std::find(kWithValue.begin(), kWithValue.end(), word) != kWithValue.end()) {
      ++i;
    } else if (word.rfind('-', 0) != 0) {
      return word;
    }
  }
  return "";
}

// Which family each command is listed under; what is in none of them is not listed.
void Group(CLI::App& app) {
  const std::map<std::string, std::vector<std::string>> kGroups = {
      {"Look",
       {"free", "board", "my", "quota", "share", "ledger", "statement", "why", "watch", "feed",
        "resources", "whoami"}},
      {"Book",
       {"book", "move", "extend", "shorten", "cancel", "confirm", "checkin", "checkout", "handover",
        "lend", "wait", "series", "round"}},
      {"Broken things", {"fault", "faults"}},
      {"Managers",
       {"apply", "rehearse", "export", "import", "approve", "reject", "noshow", "outage", "resolve",
        "member", "company", "token", "badge", "kiosk", "audit", "backup", "status", "digest",
        "clock"}},
      {"Without a daemon, or with one of its own", {"doctor", "verify", "restore", "replay"}},
      {"This program",
       {"sign-in", "sign-out", "sessions", "password", "login", "pin", "completion"}},
  };
  for (const auto& [group, names] : kGroups) {
    for (const std::string& name : names) app.get_subcommand(name)->group(group);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (sodium_init() < 0) return Exit::kFailed;
  CLI::App app(kAbout, "mutua");
  app.require_subcommand(1);
  app.set_version_flag("--version", "mutua 0.1.0");
  std::string context;
  std::string address;
  mutua::Secret token;
  std::string ca;
  std::string cert;
  std::string key;
  std::string output = "table";
  app.add_option("--context", context, "a sign-in made by `mutua login --name`");
  app.add_option("--address", address, "the daemon (127.0.0.1:7443)");
  mutua::cli::AddSecret(app, "--token", &token, "who you are; better kept by `mutua login`");
  app.add_option("--ca", ca, "who signs the daemon's certificate, a PEM file (MUTUA_CA)");
  app.add_option("--cert", cert, "your certificate, where the daemon asks for one (MUTUA_CERT)");
  app.add_option("--key", key, "its private key (MUTUA_KEY)");
  app.add_option("-o,--output", output, "table, tsv or json")
      ->check(CLI::IsMember({"table", "tsv", "json"}));
  app.fallthrough();
  app.footer("`mutua COMMAND --help` says more, with examples.");

  mutua::cli::Run run;
  mutua::cli::AddLookCommands(app, &run);
  mutua::cli::AddBookCommands(app, &run);
  mutua::cli::AddQuotaCommand(app, &run);
  mutua::cli::AddShareCommand(app, &run);
  mutua::cli::AddLedgerCommands(app, &run);
  mutua::cli::AddStatementCommand(app, &run);
  mutua::cli::AddRehearseCommand(app, &run);
  mutua::cli::AddRoundCommands(app, &run);
  mutua::cli::AddWishCommands(app, &run);
  mutua::cli::AddOutageCommands(app, &run);
  mutua::cli::AddManageCommands(app, &run);
  mutua::cli::AddPeopleCommands(app, &run);
  mutua::cli::AddCompanyCommands(app, &run);
  mutua::cli::AddFeedCommand(app, &run);
  mutua::cli::AddKioskCommands(app, &run);
  mutua::cli::AddAccountCommands(app, &run);
  mutua::cli::AddAuditCommand(app, &run);
  mutua::cli::AddImportCommand(app, &run);
  mutua::cli::AddStoreCommands(app, &run);
  mutua::cli::AddDoctorCommand(app, &run);
  mutua::cli::AddReplayCommand(app, &run);
  mutua::cli::AddCompletion(app, &run);
  std::string name = "default";
  CLI::App* login =
      app.add_subcommand("login", "Remember where the daemon is and a token that says who you are");
  login->footer(
      "Example: asks for the token, so that it stays out of the shell's history\n"
      "  mutua login --address 127.0.0.1:7443");
  login->add_option("--name", name, "for several sign-ins");

  Group(app);
  if (argc > 1 && std::string(argv[1]) == "__complete") {
    const int first = argc > 2 && std::string(argv[2]) == "--" ? 3 : 2;
    mutua::cli::Session session(mutua::cli::ReadContext(""), mutua::cli::Style::kTsv, false);
    return OfferCompletions(session, app, {argv + std::min(first, argc), argv + argc});
  }
  const std::string word = CommandWord(argc, argv);
  if (word.empty() && argc == 1) {
    fmt::print(stderr, "{}", app.help());
    return Exit::kUsage;
  }
  const auto named = [&](const CLI::App* one) { return one->get_name() == word; };
  if (!word.empty() && app.get_subcommands(named).empty())
    return mutua::cli::SayUnknownCommand(app, word);

  // CLI11 throws; help is no error, everything else is wrong usage.
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return mutua::cli::SayWrongUsage(app, wrong);
  }

  mutua::cli::Target target = mutua::cli::ReadContext(context);
  if (!address.empty()) target.address = address;
  if (!token.empty()) target.token = token;
  if (!ca.empty()) target.ca = ca;
  if (!cert.empty()) target.cert = cert;
  if (!key.empty()) target.key = key;
  if (login->parsed()) return Login(name, target, !token.empty());

  const bool terminal = isatty(1) != 0;
  const auto style = output == "json"  ? mutua::cli::Style::kJson
                     : output == "tsv" ? mutua::cli::Style::kTsv
                                       : mutua::cli::Style::kTable;
  mutua::cli::Session session(target, style, terminal && std::getenv("NO_COLOR") == nullptr,
                              fmt::format("{}", fmt::join(argv + 1, argv + argc, "\n")));
  return run(session);
}
