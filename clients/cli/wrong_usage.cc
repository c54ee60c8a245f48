#include "clients/cli/wrong_usage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "clients/cli/hints.h"
#include "clients/cli/session.h"

namespace mutua::cli {
namespace {

// The command that was being read, and all of its words: "mutua outage declare".
struct Typed {
  const CLI::App* command;
  std::string words;
};

Typed Deepest(const CLI::App& app) {
  Typed typed{&app, app.get_name()};
  while (!typed.command->get_subcommands().empty()) {
    typed.command = typed.command->get_subcommands().front();
    typed.words += " " + typed.command->get_name();
  }
  return typed;
}

// Those that --help lists.
std::vector<const CLI::App*> Listed(const CLI::App& command) {
  std::vector<const CLI::App*> listed;
  for (const CLI::App* one : command.get_subcommands([](const CLI::App*) { return true; })) {
    if (!one->get_group().empty()) listed.push_back(one);
  }
  return listed;
}

std::string NearestOf(const std::string& word, const std::vector<const CLI::App*>& commands) {
  std::vector<std::string> names;
  for (const CLI::App* one : commands) names.push_back(one->get_name());
  return Nearest(word, names);
}

std::string DidYouMean(const std::string& nearest) {
  return nearest.empty() ? "" : fmt::format(" Did you mean {}?", nearest);
}

// A command of commands, and none of them: which there are.
std::string WhichCommand(const CLI::App& app, const Typed& typed) {
  const std::vector<const CLI::App*> commands = Listed(*typed.command);
  std::string said = "which of these?";
  for (const std::string& word : app.remaining(true)) {
    if (word.rfind('-', 0) == 0) continue;
    said = fmt::format("there is no \"{}\".{}", word, DidYouMean(NearestOf(word, commands)));
    break;
  }
  size_t width = 0;
  for (const CLI::App* one : commands) width = std::max(width, one->get_name().size());
  for (const CLI::App* one : commands) {
    said += fmt::format("\n  {:<{}}  {}", one->get_name(), width, one->get_description());
  }
  return said;
}

// The first that must be given and was not, with its example; empty: all were.
std::string WhatIsMissing(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_required() || option->count() > 0) continue;
    return fmt::format("{} is missing: {}", option->get_name(), option->get_description());
  }
  return "";
}

// The first word that nothing takes, and the option that it nearly is.
std::string WhatNothingTakes(const CLI::App& app, const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* one : {&command, &app}) {
    for (const CLI::Option* option : one->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  const std::vector<std::string> words = app.remaining(true);
  if (words.empty()) return "";
  const bool option = words.front().rfind("--", 0) == 0;
  return fmt::format("nothing takes \"{}\".{}", words.front(),
                     option ? DidYouMean(Nearest(words.front(), names)) : "");
}

std::string WhatIsWrong(const CLI::App& app, const Typed& typed, const CLI::ParseError& wrong) {
  std::string said;
  if (dynamic_cast<const CLI::ExtrasError*>(&wrong) != nullptr) {
    said = WhatNothingTakes(app, *typed.command);
  } else if (dynamic_cast<const CLI::RequiredError*>(&wrong) != nullptr) {
    said =
        Listed(*typed.command).empty() ? WhatIsMissing(*typed.command) : WhichCommand(app, typed);
  }
  return said.empty() ? wrong.what() : said;
}

}  // namespace

int SayUnknownCommand(const CLI::App& app, const std::string& word) {
  fmt::print(stderr, "mutua: there is no command \"{}\".{}\n`mutua --help` lists them all.\n", word,
             DidYouMean(NearestOf(word, Listed(app))));
  return Exit::kUsage;
}

int SayWrongUsage(const CLI::App& app, const CLI::ParseError& wrong) {
  if (wrong.get_exit_code() == 0) return app.exit(wrong);
  const Typed typed = Deepest(app);
  fmt::print(stderr, "{}: {}\n`{} --help` says more.\n", typed.words,
             WhatIsWrong(app, typed, wrong), typed.words);
  return Exit::kUsage;
}

}  // namespace mutua::cli
