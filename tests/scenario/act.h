// A verb of the language at work: the words behind it, who does it, and where the answer goes.
// A verb reads its words to the end before it asks anything; one that did not understand them asks
// nothing.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/scenario/show.h"
#include "tests/scenario/stage.h"
#include "tests/scenario/words.h"

namespace mutua::scenario {

class Act {
 public:
  Act(Stage& stage, const Show& show, Words& words, std::string who)
      : stage_(stage), show_(show), words_(words), who_(std::move(who)) {}

  Words& words() { return words_; }
  const Show& show() const { return show_; }
  const std::string& who() const { return who_; }
  Services& services() { return stage_.services(); }

  // Asks as `who`; says the refusal if it is one. False: there is no answer to say.
  template <class Stub, class Request, class Response>
  bool Ask(const std::unique_ptr<Stub>& stub,
           grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
           const Request& request, Response* response) {
    if (!words_.done()) words_.Fail("too many words: \"" + words_.Next() + "\"");
    if (!words_.wrong().empty()) return false;
    const grpc::Status status = stage_.Ask(*stub, method, request, who_, response);
    if (!status.ok()) SayRefusal(status);
    return status.ok();
  }
  // The same for a mutation, which needs a request_id.
  template <class Stub, class Request, class Response>
  bool Do(const std::unique_ptr<Stub>& stub,
          grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
          Request request, Response* response) {
    request.set_request_id(stage_.NewRequestId());
    return Ask(stub, method, request, response);
  }

  // A line of the answer.
  void Say(const std::string& line);
  void Say(const std::vector<std::string>& lines);
  // Whether each alternative of the refusal that was said would be accepted in its place, one by
  // one, is asked of PreviewCommand; one that would not is said.
  void CheckAlternatives(const v1::CreateBookingRequest& refused);
  // What the answer was about: the events of it are not told again.
  void Own(const std::string& id) { own_.insert(id); }

  void SayBooking(const v1::Booking& booking);
  // Quotas that only warn.
  template <class Response>
  void SayWarnings(const Response& response) {
    for (const v1::Reason& warning : response.warnings()) Say("but " + warning.sentence());
  }
  void SaySeries(const v1::Series& series);
  void SayWish(const v1::Wish& wish);
  void SayVictim(const v1::OutageVictim& victim);

  const std::vector<std::string>& lines() const { return lines_; }
  bool IsOwn(const v1::Event& event) const;

 private:
  void SayRefusal(const grpc::Status& status);

  Stage& stage_;
  const Show& show_;
  Words& words_;
  std::string who_;
  std::vector<std::string> lines_;
  v1::Refusal refusal_;
  std::set<std::string> own_;
};

struct Verb {
  const char* phrase;  // behind who does it
  void (*act)(Act&);
};

// What may follow the time of a booking or a wish. False: nothing more does.
bool ReadOption(Words& words, v1::BookingSpec* spec);

// By file; a longer phrase stands before one that it begins with.
extern const std::vector<Verb> kBookingVerbs;
extern const std::vector<Verb> kSeriesVerbs;
extern const std::vector<Verb> kWishVerbs;
extern const std::vector<Verb> kManagerVerbs;
extern const std::vector<Verb> kLedgerVerbs;
extern const std::vector<Verb> kRoundVerbs;
extern const std::vector<Verb> kQuestions;

}  // namespace mutua::scenario
