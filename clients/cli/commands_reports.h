// The commands that look back: what was booked and is to be paid, and what would have been.
#pragma once

#include "clients/cli/commands.h"

namespace mutua::cli {

void AddStatementCommand(CLI::App& app, Run* run);  // statement
// What that company is to pay of this month so far, as `statement` prints it.
int ShowStatement(Session& session, const std::string& company);
void AddRehearseCommand(CLI::App& app, Run* run);   // rehearse
void AddAuditCommand(CLI::App& app, Run* run);      // audit

}  // namespace mutua::cli
