#include "clients/cli/hints.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

#include "clients/cli/session.h"
#include "clients/cli/show.h"
#include "mutua/v1/bookings.pb.h"
#include "mutua/v1/catalogue.pb.h"
#include "mutua/v1/directory.pb.h"

namespace mutua::cli {
namespace {

// How many letters to change, add, leave out or swap with the next (Damerau and Levenshtein,
// without edits of what was swapped).
size_t Distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<size_t>> rows(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) rows[i][0] = i;
  std::iota(rows[0].begin(), rows[0].end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t changed = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      rows[i][j] = std::min({changed, rows[i - 1][j] + 1, rows[i][j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.size()][b.size()];
}

// What `field` is of: the name of the field of `message`, however deep, that holds `text`; empty:
// none does.
std::string FieldWith(const google::protobuf::Message& message, const std::string& text) {
  std::vector<const google::protobuf::Message*> left = {&message};
  while (!left.empty()) {
    const google::protobuf::Message& here = *left.back();
    left.pop_back();
    const google::protobuf::Reflection& reflection = *here.GetReflection();
    std::vector<const google::protobuf::FieldDescriptor*> fields;
    reflection.ListFields(here, &fields);
    for (const google::protobuf::FieldDescriptor* field : fields) {
      const bool text_field = field->cpp_type() == field->CPPTYPE_STRING;
      const bool message_field = field->cpp_type() == field->CPPTYPE_MESSAGE;
      const int count = field->is_repeated() ? reflection.FieldSize(here, field) : 1;
      for (int i = 0; i < count && (text_field || message_field); ++i) {
        if (message_field) {
          left.push_back(field->is_repeated() ? &reflection.GetRepeatedMessage(here, field, i)
                                              : &reflection.GetMessage(here, field));
        } else if (text == (field->is_repeated() ? reflection.GetRepeatedString(here, field, i)
                                                 : reflection.GetString(here, field))) {
          return field->name();
        }
      }
    }
  }
  return "";
}

// The handles in field `name` of the things that a list has; those of its first page will do. None
// where we may not see them.
template <class Request, class Response>
std::vector<std::string> NamesIn(Session& session, const std::string& method, const char* things,
                                 const char* name, const std::string& prefix = "") {
  Response found;
  Request request;
  request.set_page_size(1000);
  session.client().Call(method, request, &found);
  const auto* list = Response::descriptor()->FindFieldByName(things);
  const auto* handle = list->message_type()->FindFieldByName(name);
  std::vector<std::string> names;
  for (int i = 0; i < found.GetReflection()->FieldSize(found, list); ++i) {
    const auto& thing = found.GetReflection()->GetRepeatedMessage(found, list, i);
    names.push_back(prefix + thing.GetReflection()->GetString(thing, handle));
  }
  return names;
}

std::vector<std::string> Members(Session& session) {
  return NamesIn<v1::ListMembersRequest, v1::ListMembersResponse>(
      session, "DirectoryService/ListMembers", "members", "member");
}
std::vector<std::string> Companies(Session& session) {
  return NamesIn<v1::ListCompaniesRequest, v1::ListCompaniesResponse>(
      session, "DirectoryService/ListCompanies", "companies", "company");
}
std::vector<std::string> Sites(Session& session) {
  return NamesIn<v1::ListSitesRequest, v1::ListSitesResponse>(session, "CatalogueService/ListSites",
                                                              "sites", "site");
}
std::vector<std::string> Pools(Session& session) {
  return NamesIn<v1::ListPoolsRequest, v1::ListPoolsResponse>(session, "CatalogueService/ListPools",
                                                              "pools", "pool", "any:");
}
// Resources, and pools as "any:POOL".
std::vector<std::string> Bookable(Session& session) {
  auto names = NamesIn<v1::ListResourcesRequest, v1::ListResourcesResponse>(
      session, "CatalogueService/ListResources", "resources", "resource");
  const auto pools = Pools(session);
  names.insert(names.end(), pools.begin(), pools.end());
  return names;
}

// "Did you mean lea?"; else the few there are, else how to learn of them.
std::string HintAmong(const std::string& typed, std::vector<std::string> names, const char* things,
                      const char* otherwise) {
  constexpr size_t kFew = 12;
  const std::string nearest = Nearest(typed, names);
  if (!nearest.empty()) return fmt::format("Did you mean {}?\n", nearest);
  if (names.empty() || names.size() > kFew) return otherwise;
  std::sort(names.begin(), names.end());
  return fmt::format("There {} {}: {}.\n", names.size() == 1 ? "is" : "are", things,
                     fmt::join(names, ", "));
}

std::string HintForUnknown(Session& session, const std::string& typed, const std::string& field) {
  if (field == "member" || field == "to_member") {
    return HintAmong(typed, Members(session), "these members",
                     "`mutua member list` lists the members that you may see.\n");
  }
  if (field == "company") {
    return HintAmong(typed, Companies(session), "these companies",
                     "A manager knows the companies: `mutua export` lists them.\n");
  }
  if (field == "site") {
    return HintAmong(typed, Sites(session), "these sites", "`mutua resources` lists the sites.\n");
  }
  if (field == "pool") {
    return HintAmong("any:" + typed, Pools(session), "these pools",
                     "`mutua export` lists the pools.\n");
  }
  std::vector<std::string> names = Bookable(session);
  if (std::find(names.begin(), names.end(), "any:" + typed) != names.end()) {
    return fmt::format("\"{}\" is a pool: any:{} is any of it.\n", typed, typed);
  }
  return HintAmong(typed, std::move(names), "these", "`mutua resources` lists what there is.\n");
}

bool IsId(const std::string& text) {
  return text.size() > 2 && text[1] == '-' &&
         text.find_first_not_of("0123456789-", 2) == std::string::npos;
}

// Where those of its kind are listed.
std::string HintForId(const std::string& id) {
  switch (id[0]) {
    case 'b':
      return "`mutua my` lists the bookings.\n";
    case 's':
      return "`mutua series list` lists the series.\n";
    case 'w':
      return "`mutua wait list --all` lists what was waited for.\n";
    case 'o':
      return "`mutua outage list` lists the outages.\n";
    case 'f':
      return "`mutua faults --all` lists what was reported.\n";
    case 'k':
      return "`mutua badge list` lists the badges.\n";
    case 't':
      return "`mutua token list` lists the tokens, `mutua feed list` the calendars.\n";
    default:
      return "";
  }
}

// A field that is missing, or not the caller's to give.
std::string HintForField(Session& session, const std::string& path,
                         const google::protobuf::Message& request) {
  const std::string field = path.substr(path.rfind('.') + 1);
  const v1::Role role = session.Caller().role();
  if (field == "member" && role == v1::ROLE_KIOSK) {
    return "A kiosk acts for whoever's badge it read: leave --member out.\n";
  }
  if (field == "member") return "For whom? --member NAME: this sign-in is nobody's own.\n";
  if (field != "badge") return "";
  if (request.GetDescriptor() == v1::RegisterBadgeRequest::descriptor()) {
    return "A badge's number is 4 to 128 characters, as the reader gives it.\n";
  }
  if (role == v1::ROLE_KIOSK) {
    return "A kiosk acts for whoever's badge it read: --badge NUMBER, or --badge - to read it "
           "in.\n";
  }
  return "Only a kiosk reads badges; you are signed in as yourself: leave --badge out.\n";
}

// The booking that the refusal or the request is about.
std::string HowItIs(Session& session, const std::string& subject,
                    const google::protobuf::Message& request) {
  v1::GetBookingRequest get;
  get.set_booking(subject);
  const auto* field = request.GetDescriptor()->FindFieldByName("booking");
  if (subject.rfind("b-", 0) != 0 && field != nullptr &&
      field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_STRING) {
    get.set_booking(request.GetReflection()->GetString(request, field));
  }
  v1::GetBookingResponse got;
  if (get.booking().rfind("b-", 0) != 0 ||
      !session.client().Call("BookingsService/GetBooking", get, &got).ok()) {
    return "";
  }
  return fmt::format("{} is {}: {}  {}\n", got.booking().booking(),
                     StateName(got.booking().state()), WhatOf(got.booking()),
                     FormatInterval(session, got.booking().interval()));
}

}  // namespace

std::string Nearest(const std::string& typed, const std::vector<std::string>& names) {
  std::string nearest;
  size_t least = (typed.size() + 1) / 3;  // one letter in three may be wrong
  for (const std::string& name : names) {
    if (name.size() > 63 || typed.size() > 63) continue;  // no handle is longer
    const size_t distance = Distance(typed, name);
    if (distance > least || (distance == least && !nearest.empty())) continue;
    least = distance;
    nearest = name;
  }
  return nearest;
}

std::string Hints(Session& session, const v1::Refusal& refusal,
                  const google::protobuf::Message& request) {
  const v1::Reason& first = refusal.reasons(0);
  const std::string& subject = first.subject();
  switch (first.rule()) {
    case v1::RULE_NOT_PERMITTED:
      return "`mutua whoami` says who you are here.\n";
    case v1::RULE_BAD_RECURRENCE:
    case v1::RULE_ENDLESS_SERIES:
      return "A rule reads like FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10, or ends "
             "UNTIL=20270331T000000Z.\n";
    case v1::RULE_MALFORMED:
      return HintForField(session, subject, request);
    case v1::RULE_UNKNOWN:
      if (subject == "badge") {
        return "It may be new, or was given back; a manager registers it: `mutua badge "
               "register`.\n";
      }
      if (IsId(subject)) return HintForId(subject);
      return subject.empty() ? "" : HintForUnknown(session, subject, FieldWith(request, subject));
    case v1::RULE_STATE_FORBIDS:
    case v1::RULE_BAD_INTERVAL:
    case v1::RULE_NOTHING_TO_DO:
    case v1::RULE_NO_ROOM_TO_SHRINK:
      return HowItIs(session, subject, request);
    default:
      return "";
  }
}

}  // namespace mutua::cli
