#include "clients/cli/problems.h"

#include <fmt/format.h>

#include <optional>

#include "clients/cli/dates.h"
#include "clients/cli/session.h"
#include "google/rpc/error_details.pb.h"
#include "mutua/v1/refusal.pb.h"

namespace mutua::cli {
namespace {

using Shown = std::function<std::string(const google::protobuf::Timestamp&)>;
using Local = std::function<absl::CivilSecond(const google::protobuf::Timestamp&)>;

std::optional<v1::Refusal> RefusalOf(const Outcome& outcome) {
  v1::Refusal refusal;
  for (const auto& detail : outcome.details.details()) {
    if (detail.UnpackTo(&refusal)) return refusal;
  }
  return std::nullopt;
}

std::string NameOf(v1::AlternativeKind kind) {
  std::string name = v1::AlternativeKind_Name(kind);
  const std::string prefix = "ALTERNATIVE_KIND_";
  if (name.rfind(prefix, 0) == 0) name = name.substr(prefix.size());
  for (char& c : name) c = c == '_' ? ' ' : static_cast<char>(std::tolower(c));
  return name;
}

// What to type to get it.
std::string CommandFor(const v1::AlternativeBooking& booking, const Local& local) {
  std::string wants;
  for (const v1::Want& want : booking.wants()) {
    wants += " " + (want.resource().empty() ? "any:" + want.pool() : want.resource());
  }
  return fmt::format("mutua book{} --when \"{} to {}\"", wants,
                     FormatCivil(local(booking.interval().start())),
                     FormatCivil(local(booking.interval().end())));
}

std::string DescribeRefusal(const v1::Refusal& refusal, const Local& local) {
  std::string text = "Refused:\n";
  for (const v1::Reason& reason : refusal.reasons()) {
    text += fmt::format("  - {}\n", reason.sentence());
  }
  if (refusal.reasons_left_out() > 0) {
    text += fmt::format("  - and {} more reasons\n", refusal.reasons_left_out());
  }
  if (refusal.alternatives_size() > 0) text += "What would be accepted now:\n";
  for (const v1::Alternative& alternative : refusal.alternatives()) {
    const char* mark = "  ";
    for (const v1::AlternativeBooking& booking : alternative.bookings()) {
      text += fmt::format("{}{}   # {}\n", mark, CommandFor(booking, local),
                          NameOf(alternative.kind()));
      mark = "  && ";
    }
  }
  if (!refusal.refusal().empty()) {
    text += fmt::format("Why, later: mutua why {}\n", refusal.refusal());
  }
  return text;
}

}  // namespace

int ExitOf(const Outcome& outcome) {
  if (outcome.ok()) return kDone;
  if (outcome.code == 16 || outcome.code == 7) return kNotPermitted;
  if (outcome.code == 14 || outcome.code == 4) return kUnreachable;
  return RefusalOf(outcome) ? kRefused : kFailed;
}

std::string Describe(const Outcome& outcome, const std::string& address, const Shown&,
                     const Local& local) {
  if (outcome.code == 14) {
    return fmt::format(
        "mutua: no answer from {} ({}).\nIs the daemon running? `engine/run` starts one; "
        "--address or MUTUA_ADDRESS names another.\n",
        address, outcome.message);
  }
  if (outcome.code == 16) {
    return fmt::format("mutua: {}\nSign in with `mutua login --token TOKEN`, or set MUTUA_TOKEN.\n",
                       outcome.message);
  }
  if (const auto refusal = RefusalOf(outcome)) return DescribeRefusal(*refusal, local);
  return fmt::format("mutua: {}\n", outcome.message);
}

}  // namespace mutua::cli
