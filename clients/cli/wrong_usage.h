// What is said of a command line that cannot be read: what is missing, or nearly right, and where
// more stands.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace mutua::cli {

// `word` stands where a command should, and is none. Returns the exit code.
int SayUnknownCommand(const CLI::App& app, const std::string& word);

// Parsing ended with `wrong`, which may be a question for help. Returns the exit code.
int SayWrongUsage(const CLI::App& app, const CLI::ParseError& wrong);

}  // namespace mutua::cli
