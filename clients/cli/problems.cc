#include "clients/cli/problems.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "absl/time/time.h"
#include "clients/cli/dates.h"
#include "clients/cli/session.h"
#include "clients/cli/show.h"
#include "google/rpc/error_details.pb.h"
#include "mutua/v1/bookings.pb.h"
#include "mutua/v1/catalogue.pb.h"
#include "mutua/v1/directory.pb.h"
#include "mutua/v1/rounds.pb.h"

namespace mutua::cli {
namespace {

using Local = std::function<absl::CivilSecond(const google::protobuf::Timestamp&)>;

std::string NameOf(v1::AlternativeKind kind) {
  switch (kind) {
    case v1::ALTERNATIVE_KIND_SAME_RESOURCE_NEAREST:
      return "the nearest time";
    case v1::ALTERNATIVE_KIND_EQUAL_RESOURCE:
      return "its equal";
    case v1::ALTERNATIVE_KIND_SHORTER:
      return "shorter";
    case v1::ALTERNATIVE_KIND_SPLIT_OVER_POOL:
      return "in pieces";
    default:
      return "";
  }
}

// "Thu 26 Mar"
std::string DayText(absl::CivilDay day) {
  return absl::FormatTime("%a %d %b", absl::FromCivil(day, absl::UTCTimeZone()),
                          absl::UTCTimeZone());
}

// What to type to get it.
std::string CommandFor(const v1::AlternativeBooking& booking, const Local& local,
                       const v1::BookingSpec* asked) {
  std::string wants;
  for (const v1::Want& want : booking.wants()) {
    wants += " " + (want.resource().empty() ? "any:" + want.pool() : want.resource());
    if (want.units() > 1) wants += fmt::format("={}", want.units());
    if (want.count() > 1) wants += fmt::format("*{}", want.count());
  }
  const CivilSecond start = local(booking.interval().start());
  const CivilSecond end = local(booking.interval().end());
  std::string from = FormatCivil(start);
  from[10] = ' ';
  const std::string until = FormatCivil(end);
  const bool one_day = absl::CivilDay(start) == absl::CivilDay(end);
  if (asked != nullptr && !asked->member().empty()) wants += " --member " + asked->member();
  // Its number signs somebody in: whoever types this reads it in again.
  if (asked != nullptr && !asked->badge().empty()) wants += " --badge -";
  if (asked != nullptr && asked->walk_up()) {
    return fmt::format("mutua book{} --now --until {}", wants,
                       one_day ? until.substr(11) : '"' + until + '"');
  }
  const std::string when = one_day ? from + "-" + until.substr(11) : from + " to " + until;
  return fmt::format("mutua book{} --when \"{}\"", wants, when);
}

// What the request has several of, and a reason may be about one of.
std::string PartOf(const google::protobuf::Message& request) {
  return request.GetDescriptor() == v1::FileListRequest::descriptor() ? "wish" : "occurrence";
}

std::string DescribeReason(const v1::Reason& reason, const std::string& part) {
  // Which outage: its id is what other commands take.
  const bool outage = reason.rule() == v1::RULE_OUTAGE && !reason.subject().empty();
  const std::string id = outage ? fmt::format(" ({})", reason.subject()) : "";
  if (reason.occurrence() == 0) return fmt::format("  - {}{}\n", reason.sentence(), id);
  return fmt::format("  - {} {}: {}{}\n", part, reason.occurrence(), reason.sentence(), id);
}

std::string DescribeRefusal(const v1::Refusal& refusal, const Local& local,
                            const google::protobuf::Message& request) {
  const v1::BookingSpec* asked = nullptr;
  if (request.GetDescriptor() == v1::CreateBookingRequest::descriptor()) {
    asked = &static_cast<const v1::CreateBookingRequest&>(request).spec();
  }
  std::string text = "Refused:\n";
  for (const v1::Reason& reason : refusal.reasons()) {
    text += DescribeReason(reason, PartOf(request));
  }
  if (refusal.reasons_left_out() > 0) {
    text += fmt::format("  - and {} more\n", refusal.reasons_left_out());
  }
  if (refusal.alternatives_size() > 0) text += "What would be accepted now:\n";
  for (const v1::Alternative& alternative : refusal.alternatives()) {
    const char* mark = "  ";
    for (const v1::AlternativeBooking& booking : alternative.bookings()) {
      text += fmt::format("{}{}   # {}, {}\n", mark, CommandFor(booking, local, asked),
                          DayText(absl::CivilDay(local(booking.interval().start()))),
                          NameOf(alternative.kind()));
      mark = "  && ";
    }
  }
  if (!refusal.refusal().empty()) {
    text += fmt::format("Why, later: mutua why {}\n", refusal.refusal());
  }
  return text;
}

std::string ReasonOf(const Outcome& outcome) {
  google::rpc::ErrorInfo info;
  for (const auto& detail : outcome.details.details()) {
    if (detail.UnpackTo(&info)) return info.reason();
  }
  return "";
}

}  // namespace

std::optional<v1::Refusal> RefusalOf(const Outcome& outcome) {
  v1::Refusal refusal;
  for (const auto& detail : outcome.details.details()) {
    if (detail.UnpackTo(&refusal)) return refusal;
  }
  return std::nullopt;
}

std::string WordFor(v1::Rule rule) {
  if (rule == v1::RULE_OVERLAP) return "taken";
  std::string name = v1::Rule_Name(rule).substr(sizeof("RULE_") - 1);
  for (char& c : name) c = c == '_' ? ' ' : static_cast<char>(std::tolower(c));
  return name;
}

bool TimeHelps(const v1::Refusal& refusal) {
  return std::all_of(refusal.reasons().begin(), refusal.reasons().end(), [](const auto& reason) {
    return reason.rule() == v1::RULE_OVERLAP || reason.rule() == v1::RULE_POOL_FULL ||
           reason.rule() == v1::RULE_OUTAGE || reason.rule() == v1::RULE_GAP;
  });
}

int ExitOf(const Outcome& outcome) {
  if (outcome.ok()) return kDone;
  if (outcome.code == 16 || outcome.code == 7) return kNotPermitted;
  if (outcome.code == 14 || outcome.code == 4) return kUnreachable;
  return RefusalOf(outcome) ? kRefused : kFailed;
}

std::string Describe(const Outcome& outcome, const Target& target, const Local& local,
                     const google::protobuf::Message& request) {
  const std::string& address = target.address;
  const std::string reason = ReasonOf(outcome);
  if (reason == "SIGN_IN_REFUSED") return fmt::format("mutua: {}\n", outcome.message);
  if (reason == "PASSWORD_TO_CHANGE") {
    return fmt::format("mutua: {}\n`mutua password` does.\n", outcome.message);
  }
  if (reason == "SHUTTING_DOWN") {
    return fmt::format("mutua: the daemon at {} is stopping. Try again once it serves again.\n",
                       address);
  }
  if (outcome.code == 14 && target.IsTls()) {
    return fmt::format(
        "mutua: no secure connection to {} ({}).\nIs that address the one that the certificate is "
        "for, --ca who signed it, and --cert still valid? `mutua doctor` looks.\n",
        address, outcome.message);
  }
  if (outcome.code == 14) {
    return fmt::format(
        "mutua: no answer from {} ({}).\nIs the daemon running? `engine/run` starts one; "
        "--address or MUTUA_ADDRESS names another.\nOne that other machines can reach asks for "
        "--ca, --cert and --key.\n",
        address, outcome.message);
  }
  if (outcome.code == 16 && target.token.empty()) {
    return fmt::format(
        "mutua: you are not signed in at {}.\nSign in with `mutua sign-in` or `mutua login`, or "
        "set MUTUA_TOKEN.\n",
        address);
  }
  if (outcome.code == 16) {
    return fmt::format(
        "mutua: {}\nSign in with `mutua sign-in` or `mutua login`, or set MUTUA_TOKEN.\n",
        outcome.message);
  }
  if (const auto refusal = RefusalOf(outcome)) return DescribeRefusal(*refusal, local, request);
  return fmt::format("mutua: {}\n", outcome.message);
}

}  // namespace mutua::cli
