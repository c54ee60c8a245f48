#include "clients/cli/session.h"

#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "absl/time/clock.h"
#include "clients/cli/hints.h"
#include "clients/cli/problems.h"
#include "mutua/v1/catalogue.pb.h"

namespace mutua::cli {
namespace {

std::filesystem::path StateFolder() {
  if (const char* state = std::getenv("XDG_STATE_HOME"))
    return std::filesystem::path(state) / "mutua";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home == nullptr ? "/tmp" : home) / ".local" / "state" / "mutua";
}

std::string WhereAndWho(const Target& target) {
  return target.address + "\n" + target.token.Reveal() + "\n";
}

absl::Time ToTime(const google::protobuf::Timestamp& at) {
  return absl::FromUnixSeconds(at.seconds());
}

}  // namespace

Session::Session(Target target, Style style, bool colour, std::string typed)
    : client_(std::move(target)),
      typed_(WhereAndWho(client_.target()) + std::move(typed)),
      ids_(StateFolder() / "requests"),
      style_(style),
      colour_(colour) {}

bool Session::Ask(const std::string& method, const google::protobuf::Message& request,
                  google::protobuf::Message* reply) {
  const Outcome outcome = client_.Call(method, request, reply);
  if (!outcome.ok()) Explain(outcome, request);
  return outcome.ok();
}

bool Session::Order(const std::string& method, google::protobuf::Message* request,
                    google::protobuf::Message* reply) {
  const auto* field = request->GetDescriptor()->FindFieldByName("request_id");
  const std::string key =
      WhereAndWho(client_.target()) + method + "\n" + request->SerializeAsString();
  request->GetReflection()->SetString(request, field,
                                      ids_.Pending(key, absl::ToUnixMillis(EngineTime())));
  if (read_as_of_) ids_.Pending(typed_, absl::ToUnixMillis(*read_as_of_));
  const Outcome outcome = client_.Call(method, *request, reply);
  if (!outcome.MaybeDone()) {
    ids_.Answered(key);
    ids_.Answered(typed_);
  }
  if (outcome.ok()) return true;
  Explain(outcome, *request);
  if (outcome.MaybeDone()) {
    fmt::print(stderr,
               "It may or may not have been done. Type the same command again: it has one "
               "effect, whatever became of this one.\n");
  }
  return false;
}

bool Session::OrderSecret(const std::string& method, google::protobuf::Message* request,
                          google::protobuf::Message* reply) {
  const auto* field = request->GetDescriptor()->FindFieldByName("request_id");
  request->GetReflection()->SetString(request, field,
                                      NewRequestId(absl::ToUnixMillis(EngineTime())));
  return Ask(method, *request, reply);
}

int Session::Explain(const Outcome& outcome, const google::protobuf::Message& request) {
  exit_ = ExitOf(outcome);
  const auto refusal = RefusalOf(outcome);
  time_helps_ = refusal && TimeHelps(*refusal);
  if (refusal && PrintJson(*refusal)) return exit_;
  fmt::print(stderr, "{}",
             Describe(
                 outcome, client_.target(), [this](const auto& at) { return Local(at); }, request));
  if (refusal) fmt::print(stderr, "{}", Hints(*this, *refusal, request));
  return exit_;
}

int Session::ExplainRefusal(const v1::Refusal& refusal, const google::protobuf::Message& request) {
  constexpr int kFailedPrecondition = 9;
  Outcome outcome{.code = kFailedPrecondition, .message = {}, .details = {}};
  outcome.details.add_details()->PackFrom(refusal);
  return Explain(outcome, request);
}

int Session::Fail(int code, const std::string& message) {
  fmt::print(stderr, "mutua: {}\n", message);
  exit_ = code;
  return code;
}

const v1::GetCallerResponse& Session::Caller() {
  if (caller_known_) return caller_;
  caller_known_ = true;
  // What went wrong is said by the command itself.
  if (!client_.Call("DirectoryService/GetCaller", v1::GetCallerRequest(), &caller_).ok()) {
    caller_.Clear();
  }
  return caller_;
}

absl::Time Session::EngineTime() {
  return Caller().has_now() ? ToTime(caller_.now()) : absl::Now();
}

absl::Time Session::Time() {
  if (read_as_of_) return *read_as_of_;
  const absl::Time now = EngineTime();
  const auto before = ids_.PendingSince(typed_, absl::ToUnixMillis(now));
  return read_as_of_.emplace(before ? absl::FromUnixMillis(*before) : now);
}

absl::TimeZone Session::zone() {
  if (zone_known_) return zone_;
  zone_known_ = true;
  v1::ListSitesRequest request;
  v1::ListSitesResponse reply;
  if (client_.Call("CatalogueService/ListSites", request, &reply).ok() && reply.sites_size() > 0) {
    absl::LoadTimeZone(reply.sites(0).zone(), &zone_);
  }
  return zone_;
}

absl::CivilSecond Session::Now() { return absl::ToCivilSecond(Time(), zone()); }

absl::CivilSecond Session::Local(const google::protobuf::Timestamp& at) {
  return absl::ToCivilSecond(ToTime(at), zone());
}

bool Session::PrintJson(const google::protobuf::Message& message) const {
  if (style_ != Style::kJson) return false;
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  std::string text;
  if (!google::protobuf::util::MessageToJsonString(message, &text, options).ok()) return false;
  fmt::print("{}", text);
  return true;
}

void Session::Print(const Table& table) const { fmt::print("{}", table.Format(style_, colour_)); }

std::string Session::Bold(const std::string& text) const {
  return colour_ ? "\033[1m" + text + "\033[0m" : text;
}

std::string Session::Faint(const std::string& text) const {
  return colour_ ? "\033[2m" + text + "\033[0m" : text;
}

std::string FormatTime(Session& session, const google::protobuf::Timestamp& at) {
  return absl::FormatTime("%a %d %b %Y %H:%M", ToTime(at), session.zone());
}

std::string FormatInterval(Session& session, const v1::Interval& interval) {
  const absl::TimeZone zone = session.zone();
  const absl::Time start = ToTime(interval.start());
  const absl::Time end = ToTime(interval.end());
  const bool one_day = absl::ToCivilDay(start, zone) == absl::ToCivilDay(end, zone);
  return absl::FormatTime("%a %d %b %H:%M", start, zone) + "–" +
         absl::FormatTime(one_day ? "%H:%M" : "%a %d %b %H:%M", end, zone);
}

}  // namespace mutua::cli
