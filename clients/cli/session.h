// What every command has: the way to the daemon, how to print, what time it is at the site, and the
// exit codes that scripts rely on.
#pragma once

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "clients/cli/client.h"
#include "clients/cli/request_ids.h"
#include "clients/cli/table.h"
#include "mutua/v1/common.pb.h"

namespace mutua::cli {

enum Exit { kDone = 0, kRefused = 1, kUsage = 2, kUnreachable = 3, kNotPermitted = 4, kFailed = 5 };

class Session {
 public:
  Session(Target target, Style style, bool colour);

  // A read. Prints what went wrong; false then, and exit() says how.
  bool Ask(const std::string& method, const google::protobuf::Message& request,
           google::protobuf::Message* reply);
  // A mutation: gives it its request id, kept until a definite answer comes.
  bool Order(const std::string& method, google::protobuf::Message* request,
             google::protobuf::Message* reply);

  // Says what went wrong, and what to do next; the exit code for it.
  int Explain(const Outcome& outcome);

  // The site's zone (of the first site; UTC before there is one) and its wall clock now.
  absl::TimeZone zone();
  absl::CivilSecond Now();
  absl::CivilSecond Local(const google::protobuf::Timestamp& at);

  // As JSON, when asked; true when it was printed.
  bool PrintJson(const google::protobuf::Message& message) const;
  void Print(const Table& table) const;
  std::string Bold(const std::string& text) const;

  int exit() const { return exit_; }
  int Fail(int code, const std::string& message);
  Client& client() { return client_; }
  Style style() const { return style_; }

 private:
  Client client_;
  RequestIds ids_;
  Style style_;
  bool colour_;
  int exit_ = kDone;
  bool zone_known_ = false;
  absl::TimeZone zone_ = absl::UTCTimeZone();
};

// "Thu 26 Mar 14:00–16:00", with both days when they differ.
std::string FormatInterval(Session& session, const v1::Interval& interval);
std::string FormatTime(Session& session, const google::protobuf::Timestamp& at);

}  // namespace mutua::cli
