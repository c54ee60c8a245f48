// The lab that the table of rights is tried in: who calls, whose things there are, and one call
// made over gRPC or over HTTP, with the same answer to look at.
#pragma once

#include <google/protobuf/message.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/http/http_lab.h"

namespace mutua::http_test {

// A column of the table: who calls, and whose the thing is that the call is about.
struct Column {
  const char* name;
  std::string token;  // empty: none is sent
  const char* owner;  // handle of the member whose thing it is
  const char* badge =
      nullptr;  // of the member whose badge a kiosk reads; none: no kiosk, or no badge
};

// What became of a call.
struct Got {
  std::string code;    // as Connect writes it: "permission_denied"; "ok"
  std::string reason;  // of ErrorInfo
  std::unique_ptr<google::protobuf::Message> response;
};

class RightsLab {
 public:
  RightsLab();

  const std::vector<Column>& columns() const { return columns_; }
  wire::WireLab& lab() { return http_.lab(); }
  int port() const { return http_.port(); }

  // "BookingsService/CancelBooking".
  Got OverGrpc(const std::string& method, const google::protobuf::Message& request,
               const std::string& token);
  Got OverHttp(const std::string& method, const google::protobuf::Message& request,
               const std::string& token);
  // As a manager, who may: it must be accepted.
  std::unique_ptr<google::protobuf::Message> Prepare(const std::string& method,
                                                     const google::protobuf::Message& request);

  // Things of a member, each new, a day or more ahead, unless said.
  std::string Booking(const std::string& owner, const std::string& resource = "hall");
  std::string Held(const std::string& owner);
  std::string Begun(const std::string& owner);
  std::string CheckedIn(const std::string& owner);
  std::string Series(const std::string& owner);
  std::string Wish(const std::string& owner);
  void TwoWishes(const std::string& owner);
  std::string Offered(const std::string& owner);  // a wish that holds an offer
  // Withdraws what the member still wishes: of one member only so many are open.
  void ClearWishes(const std::string& owner);
  std::string Feed(const std::string& owner);
  // A round that stays open, of a pool that both companies share.
  const std::string& round() const { return round_; }
  // A start on the hall, which has room for all; one on room-1, with an hour of its own; and the
  // one that was given last.
  int64_t NextHour() { return hour_ = kFirst + ++halls_ % kHours * 2 * 3600; }
  int64_t NextFreeHour() { return hour_ = kFirst + (2 * kHours + ++rooms_) * 3600; }
  int64_t LastHour() const { return hour_; }

  std::string TokenOf(const std::string& member) const;
  std::string BadgeOf(const std::string& member) const { return "04A1B2" + member; }

 private:
  void AddCompanyManager();
  void DefineLimits();
  void OpenRound();
  void DefineColumns();
  std::string AddToken(model::Token token);

  HttpLab http_;
  HttpClient client_{http_.port()};
  std::vector<Column> columns_;
  std::string round_;
  std::vector<std::pair<std::string, std::string>> tokens_;
  static constexpr int64_t kFirst = wire::kNow + 24 * 3600;
  static constexpr int64_t kHours = 24;
  int64_t halls_ = 0;
  int64_t rooms_ = 0;
  int64_t hour_ = kFirst;
};

// The request, the response or the message of this name, empty.
std::unique_ptr<google::protobuf::Message> RequestOf(const std::string& method);
std::unique_ptr<google::protobuf::Message> ResponseOf(const std::string& method);

}  // namespace mutua::http_test
