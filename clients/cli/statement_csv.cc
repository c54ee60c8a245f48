#include <string_view>
#include <vector>

#include "clients/cli/show.h"
#include "clients/cli/statement_text.h"

namespace mutua::cli {
namespace {

std::string Cell(std::string_view text) {
  constexpr std::string_view kFormula = "=+-@\t\r\n";
  std::string cell(text);
  if (!cell.empty() && kFormula.find(cell[0]) != std::string_view::npos) cell.insert(0, 1, '\'');
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    quoted += c;
    if (c == '"') quoted += c;
  }
  return quoted + '"';
}

// Pools of a line, each once.
std::string PoolsOf(const v1::StatementLine& line) {
  std::vector<std::string> pools;
  std::string text;
  for (const v1::RatedPart& part : line.parts()) {
    bool known = false;
    for (const std::string& pool : pools) known = known || pool == part.pool();
    if (known) continue;
    pools.push_back(part.pool());
    text += (text.empty() ? "" : " + ") + part.pool();
  }
  return text;
}

struct Rates {
  int64_t peak = 0, normal = 0, off_peak = 0, grabbed = 0;
  void Add(const v1::StatementLine& line) {
    for (const v1::RatedPart& part : line.parts()) {
      peak += part.peak().seconds();
      normal += part.normal().seconds();
      off_peak += part.off_peak().seconds();
      grabbed += part.grabbed().seconds();
    }
  }
};

void Append(const std::vector<std::string>& texts, const v1::StatementSums& sums,
            const Rates& rates, std::string* out) {
  for (const std::string& text : texts) *out += Cell(text) + ",";
  const int64_t numbers[] = {sums.booked().seconds(),
                             sums.used().seconds(),
                             rates.peak,
                             rates.normal,
                             rates.off_peak,
                             rates.grabbed,
                             sums.price().ticks(),
                             sums.price().cents(),
                             sums.refunded().ticks(),
                             sums.refunded().cents(),
                             sums.charged().ticks(),
                             sums.charged().cents(),
                             sums.overrun().ticks(),
                             sums.overrun().cents()};
  std::string row;
  for (const int64_t number : numbers) row += (row.empty() ? "" : ",") + std::to_string(number);
  *out += row + "\r\n";
}

}  // namespace

std::string StatementCsv(const v1::GetStatementResponse& statement) {
  std::string out =
      "booking,start,end,resources,pools,member,title,state,booked_seconds,used_seconds,"
      "peak_seconds,normal_seconds,off_peak_seconds,grabbed_seconds,price_ticks,price_cents,"
      "refunded_ticks,refunded_cents,charged_ticks,charged_cents,overrun_ticks,overrun_cents\r\n";
  Rates all;
  for (const v1::StatementLine& line : statement.lines()) {
    const v1::Booking& booking = line.booking();
    Rates rates;
    rates.Add(line);
    all.Add(line);
    Append({booking.booking(), booking.local_start(), booking.local_end(), WhatOf(booking),
            PoolsOf(line), booking.member(), booking.title(), StateName(booking.state())},
           line.sums(), rates, &out);
  }
  Append({"total", "", "", "", "", "", "", ""}, statement.total(), all, &out);
  return out;
}

}  // namespace mutua::cli
