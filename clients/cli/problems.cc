#include "clients/cli/problems.h"

#include <fmt/format.h>

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
std::string CommandFor(const v1::AlternativeBooking& booking, const Local& local) {
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
  const std::string when = one_day ? from + "-" + until.substr(11) : from + " to " + until;
  return fmt::format("mutua book{} --when \"{}\"", wants, when);
}

std::string DescribeReason(const v1::Reason& reason) {
  if (reason.occurrence() == 0) return fmt::format("  - {}\n", reason.sentence());
  return fmt::format("  - occurrence {}: {}\n", reason.occurrence(), reason.sentence());
}

std::string DescribeRefusal(const v1::Refusal& refusal, const Local& local) {
  std::string text = "Refused:\n";
  for (const v1::Reason& reason : refusal.reasons()) text += DescribeReason(reason);
  if (refusal.reasons_left_out() > 0) {
    text += fmt::format("  - and {} more\n", refusal.reasons_left_out());
  }
  if (refusal.alternatives_size() > 0) text += "What would be accepted now:\n";
  for (const v1::Alternative& alternative : refusal.alternatives()) {
    const char* mark = "  ";
    for (const v1::AlternativeBooking& booking : alternative.bookings()) {
      text += fmt::format("{}{}   # {}, {}\n", mark, CommandFor(booking, local),
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

// How many letters to change, add or leave out (Levenshtein).
size_t Distance(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

// What this lab has: resources, pools as "any:POOL", and members if we may see them.
std::vector<std::string> NamesOfLab(Session& session) {
  std::vector<std::string> names;
  v1::ListResourcesResponse resources;
  v1::ListPoolsResponse pools;
  v1::ListMembersResponse members;
  session.client().Call("CatalogueService/ListResources", v1::ListResourcesRequest(), &resources);
  session.client().Call("CatalogueService/ListPools", v1::ListPoolsRequest(), &pools);
  session.client().Call("DirectoryService/ListMembers", v1::ListMembersRequest(), &members);
  for (const auto& resource : resources.resources()) names.push_back(resource.resource());
  for (const auto& pool : pools.pools()) names.push_back("any:" + pool.pool());
  for (const auto& member : members.members()) names.push_back(member.member());
  return names;
}

std::string HintForUnknown(Session& session, const std::string& typed) {
  const std::vector<std::string> names = NamesOfLab(session);
  if (std::find(names.begin(), names.end(), "any:" + typed) != names.end()) {
    return fmt::format("\"{}\" is a pool: any:{} is any of it.\n", typed, typed);
  }
  const std::string nearest = Nearest(typed, names);
  return nearest.empty() ? "`mutua resources` lists what there is.\n"
                         : fmt::format("Did you mean {}?\n", nearest);
}

bool IsId(const std::string& text) {
  return text.size() > 2 && text[1] == '-' &&
         text.find_first_not_of("0123456789-", 2) == std::string::npos;
}

}  // namespace

std::string Nearest(const std::string& typed, const std::vector<std::string>& names) {
  std::string nearest;
  size_t least = typed.size() / 3 + 1;  // one letter in three may be wrong
  for (const std::string& name : names) {
    const size_t distance = Distance(typed, name);
    if (distance > least || (distance == least && !nearest.empty())) continue;
    least = distance;
    nearest = name;
  }
  return nearest;
}

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

std::string Hints(Session& session, const v1::Refusal& refusal) {
  const v1::Reason& first = refusal.reasons(0);
  if (first.rule() == v1::RULE_NOT_PERMITTED) return "`mutua whoami` says who you are here.\n";
  if (first.rule() == v1::RULE_UNKNOWN && !first.subject().empty() && !IsId(first.subject())) {
    return HintForUnknown(session, first.subject());
  }
  if (first.rule() == v1::RULE_STATE_FORBIDS && first.subject().rfind("b-", 0) == 0) {
    v1::GetBookingRequest get;
    get.set_booking(first.subject());
    v1::GetBookingResponse got;
    if (!session.client().Call("BookingsService/GetBooking", get, &got).ok()) return "";
    return fmt::format("It is {}: {}  {}\n", StateName(got.booking().state()),
                       WhatOf(got.booking()), FormatInterval(session, got.booking().interval()));
  }
  return "";
}

int ExitOf(const Outcome& outcome) {
  if (outcome.ok()) return kDone;
  if (outcome.code == 16 || outcome.code == 7) return kNotPermitted;
  if (outcome.code == 14 || outcome.code == 4) return kUnreachable;
  return RefusalOf(outcome) ? kRefused : kFailed;
}

std::string Describe(const Outcome& outcome, const std::string& address, const Local& local) {
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
