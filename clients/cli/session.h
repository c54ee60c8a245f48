// What every command has: the way to the daemon, how to print, what time it is at the site, and the
// exit codes that scripts rely on.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "clients/cli/client.h"
#include "clients/cli/request_ids.h"
#include "clients/cli/table.h"
#include "mutua/v1/common.pb.h"
#include "mutua/v1/directory.pb.h"
#include "mutua/v1/refusal.pb.h"

namespace mutua::cli {

enum Exit { kDone = 0, kRefused = 1, kUsage = 2, kUnreachable = 3, kNotPermitted = 4, kFailed = 5 };

class Session {
 public:
  // `typed`: the words of the command; empty: they say nothing that depends on when they are read.
  Session(Target target, Style style, bool colour, std::string typed = "");

  // A read. Prints what went wrong; false then, and exit() says how.
  bool Ask(const std::string& method, const google::protobuf::Message& request,
           google::protobuf::Message* reply);
  // A mutation: gives it its request id, kept until a definite answer comes.
  bool Order(const std::string& method, google::protobuf::Message* request,
             google::protobuf::Message* reply);
  // A mutation with a password or PIN in it: nothing of it is kept, so that typed again it is
  // another.
  bool OrderSecret(const std::string& method, google::protobuf::Message* request,
                   google::protobuf::Message* reply);

  // Says what went wrong with `request`, and what to do next; the exit code for it.
  int Explain(const Outcome& outcome, const google::protobuf::Message& request);
  // The same of a refusal that came as an answer: kRefused.
  int ExplainRefusal(const v1::Refusal& refusal, const google::protobuf::Message& request);
  // Whether the last refusal was one that passes: waiting could help.
  bool time_helps() const { return time_helps_; }

  // Who the daemon says that we are, asked once; nobody when it does not say.
  const v1::GetCallerResponse& Caller();
  // As of when the command is read: the engine's time, for it is what counts, and in a replay it is
  // not ours. While nobody knows whether the same words had an effect, they mean what they meant
  // when they were first typed: a time of "+2h" has one effect, too, however often it is asked for.
  absl::Time Time();
  // The site's zone (of the first site; UTC before there is one) and its wall clock now.
  absl::TimeZone zone();
  absl::CivilSecond Now();
  absl::CivilSecond Local(const google::protobuf::Timestamp& at);

  // As JSON, when asked; true when it was printed.
  bool PrintJson(const google::protobuf::Message& message) const;
  void Print(const Table& table) const;
  std::string Bold(const std::string& text) const;
  std::string Faint(const std::string& text) const;

  int exit() const { return exit_; }
  int Fail(int code, const std::string& message);
  Client& client() { return client_; }
  Style style() const { return style_; }

 private:
  absl::Time EngineTime();

  Client client_;
  const std::string typed_;  // with where it goes, and who says it
  RequestIds ids_;
  Style style_;
  bool colour_;
  int exit_ = kDone;
  bool time_helps_ = false;
  bool caller_known_ = false;
  v1::GetCallerResponse caller_;
  std::optional<absl::Time> read_as_of_;  // none: the words say nothing that depends on it
  bool zone_known_ = false;
  absl::TimeZone zone_ = absl::UTCTimeZone();
};

// A list's pages as one reply. False: what went wrong was said.
template <class Request, class Response>
bool AskAll(Session& session, const std::string& method, Request request, Response* whole) {
  do {
    Response page;
    if (!session.Ask(method, request, &page)) return false;
    request.set_page_token(page.next_page_token());
    whole->MergeFrom(page);
  } while (!request.page_token().empty());
  whole->clear_next_page_token();
  return true;
}

// "Thu 26 Mar 14:00–16:00", with both days when they differ.
std::string FormatInterval(Session& session, const v1::Interval& interval);
std::string FormatTime(Session& session, const google::protobuf::Timestamp& at);

}  // namespace mutua::cli
