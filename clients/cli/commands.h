// The commands, a file a family. Each Add… puts its subcommands into the application; what was
// typed is run by the callback it leaves in `run`.
#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace mutua::cli {

// What to do once the command line is read: returns the exit code. Offline commands ignore the
// session.
using Run = std::function<int(Session&)>;

void AddBookCommands(CLI::App& app, Run* run);  // book, confirm, move, extend, shorten, cancel, ...
void AddLookCommands(CLI::App& app, Run* run);  // free, board, my, why, watch
void AddWishCommands(CLI::App& app, Run* run);  // wait, series
void AddManageCommands(CLI::App& app,
                       Run* run);                // apply, export, outage, fault, token, status, ...
void AddImportCommand(CLI::App& app, Run* run);  // import
void AddStoreCommands(CLI::App& app, Run* run);  // verify, restore: offline
void AddReplayCommand(CLI::App& app, Run* run);  // replay
void AddCompletion(CLI::App& app, Run* run);     // completion, __complete

}  // namespace mutua::cli
