// A statement as a file for others: comma-separated values for spreadsheets and accounts, and a
// page that prints on A4. Both from the answer alone. Pure.
#pragma once

#include <string>

#include "mutua/v1/statements.pb.h"

namespace mutua::cli {

// RFC 4180 with a line of heads, a line for each booking and one of the total; UTF-8, lines end in
// CRLF. Numbers are whole: seconds, ticks (3,600 are a credit) and hundredths of the currency. A
// text that a spreadsheet would take for a formula (=, +, -, @, a tab or a line's end first) has an
// apostrophe before it.
std::string StatementCsv(const v1::GetStatementResponse& statement);

// HTML that needs nothing else, in French or English. Every text from outside is escaped.
std::string StatementPage(const v1::GetStatementResponse& statement, bool french);

// "2 h 30", never days.
std::string StatementHours(int64_t seconds);

// "peak x2, normal": at which rates the time of the line is; "fixed otherwise" where its price is
// not what this time costs now; "past its end x2" where an overrun is charged.
std::string RatesOf(const v1::StatementLine& line, bool french);

}  // namespace mutua::cli
