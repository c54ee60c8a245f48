// mutua: the command line. Reads what was typed, then runs it.
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <cstdlib>

#include "clients/cli/commands.h"
#include "clients/cli/context.h"

namespace {

using mutua::cli::Exit;

constexpr const char* kAbout =
    "mutua: book what your building shares.\n\n"
    "Times are the site's: \"tomorrow 14:00-16:00\", \"demain 14h\", \"mon 9am\", +2h.\n"
    "Exit codes: 0 done, 1 refused by a rule, 2 wrong usage, 3 the daemon cannot be reached,\n"
    "4 not signed in or not permitted, 5 anything else.";

int Login(const std::string& name, const mutua::cli::Target& target) {
  const absl::Status written = mutua::cli::WriteContext(name, target);
  if (!written.ok()) {
    fmt::print(stderr, "mutua: {}\n", std::string(written.message()));
    return Exit::kFailed;
  }
  fmt::print("Signed in at {} as context \"{}\".\n", target.address, name);
  return Exit::kDone;
}

}  // namespace

int main(int argc, char** argv) {
  if (sodium_init() < 0) return Exit::kFailed;
  CLI::App app(kAbout, "mutua");
  app.require_subcommand(1);
  app.set_version_flag("--version", "mutua 0.1.0");
  std::string context;
  std::string address;
  std::string token;
  std::string output = "table";
  app.add_option("--context", context, "a sign-in made by `mutua login --name`");
  app.add_option("--address", address, "the daemon (127.0.0.1:7443)");
  app.add_option("--token", token, "who you are; better kept by `mutua login`");
  app.add_option("-o,--output", output, "table, tsv or json")
      ->check(CLI::IsMember({"table", "tsv", "json"}));
  app.fallthrough();

  mutua::cli::Run run;
  mutua::cli::AddBookCommands(app, &run);
  mutua::cli::AddLookCommands(app, &run);
  mutua::cli::AddWishCommands(app, &run);
  mutua::cli::AddManageCommands(app, &run);
  mutua::cli::AddImportCommand(app, &run);
  mutua::cli::AddStoreCommands(app, &run);
  mutua::cli::AddReplayCommand(app, &run);
  mutua::cli::AddCompletion(app, &run);
  std::string name = "default";
  CLI::App* login = app.add_subcommand("login", "Remember where the daemon is and who you are");
  login->add_option("--name", name, "for several sign-ins");

  // CLI11 throws; help is no error, everything else is wrong usage.
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return app.exit(wrong) == 0 ? Exit::kDone : Exit::kUsage;
  }

  mutua::cli::Target target = mutua::cli::ReadContext(context);
  if (!address.empty()) target.address = address;
  if (!token.empty()) target.token = token;
  if (login->parsed()) return Login(name, target);

  const bool terminal = isatty(1) != 0;
  const auto style = output == "json"  ? mutua::cli::Style::kJson
                     : output == "tsv" ? mutua::cli::Style::kTsv
                                       : mutua::cli::Style::kTable;
  mutua::cli::Session session(target, style, terminal && std::getenv("NO_COLOR") == nullptr);
  return run(session);
}
