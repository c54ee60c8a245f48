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
void AddLookCommands(CLI::App& app, Run* run);  // free, board, my, why, watch, ...
void AddQuotaCommand(CLI::App& app, Run* run);   // quota
void AddShareCommand(CLI::App& app, Run* run);   // share
void AddLedgerCommands(CLI::App& app, Run* run);  // ledger, lend
void AddRoundCommands(CLI::App& app, Run* run);  // round
// `mutua round show a-3`, and `mutua why a-3`.
int ShowRoundOf(Session& session, const std::string& round);
void AddWishCommands(CLI::App& app, Run* run);  // wait, series
void AddOutageCommands(CLI::App& app, Run* run);  // outage, fault, faults, resolve
void AddManageCommands(CLI::App& app, Run* run);  // apply, export, token, status, digest, ...
void AddPeopleCommands(CLI::App& app, Run* run);  // member
void AddCompanyCommands(CLI::App& app, Run* run);  // company
void AddKioskCommands(CLI::App& app, Run* run);   // kiosk, pin
void AddAccountCommands(CLI::App& app, Run* run);  // sign-in, sign-out, sessions, password
void AddImportCommand(CLI::App& app, Run* run);   // import
void AddFeedCommand(CLI::App& app, Run* run);     // feed
void AddStoreCommands(CLI::App& app, Run* run);   // verify, restore: offline
void AddDoctorCommand(CLI::App& app, Run* run);   // doctor
void AddReplayCommand(CLI::App& app, Run* run);   // replay
void AddCompletion(CLI::App& app, Run* run);      // completion

// `mutua __complete -- WORDS...`, what completion scripts ask: says what could stand for the last,
// unfinished word. It is no command of the application, as the words are not to be parsed by it.
int OfferCompletions(Session& session, const CLI::App& app, const std::vector<std::string>& words);

}  // namespace mutua::cli
