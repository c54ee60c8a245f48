// Answers as the pages write them: one line a thing, times on the clocks of its site, the date only
// when it is not the day that the page is at, the offset only on a day when the clocks change.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "mutua/v1/availability.pb.h"
#include "mutua/v1/bookings.pb.h"
#include "mutua/v1/catalogue.pb.h"
#include "mutua/v1/refusal.pb.h"
#include "mutua/v1/watch.pb.h"
#include "mutua/v1/wishes.pb.h"

namespace mutua::scenario {

class Show {
 public:
  // `reader`: the member whose own bookings are shown without saying whose they are.
  Show(absl::TimeZone zone, absl::CivilDay today, std::string reader)
      : zone_(zone), today_(today), reader_(std::move(reader)) {}

  // A zone of another site; the page's own when the name is empty.
  absl::TimeZone ZoneOf(const std::string& name) const;

  absl::TimeZone zone() const { return zone_; }
  std::string Moment(const google::protobuf::Timestamp& at, absl::TimeZone zone) const;
  std::string Moment(const google::protobuf::Timestamp& at) const { return Moment(at, zone_); }
  std::string Span(const v1::Interval& interval, absl::TimeZone zone) const;
  std::string Span(const v1::Interval& interval) const { return Span(interval, zone_); }

  // "b-1: laser-1, 14:00-16:00, confirmed".
  std::string Booking(const v1::Booking& booking) const;
  std::string Wish(const v1::Wish& wish) const;
  std::string Outage(const v1::Outage& outage) const;
  std::string Victim(const v1::OutageVictim& victim) const;
  std::string Fault(const v1::Fault& fault) const;
  std::string Event(const v1::Event& event) const;
  // The series, then a line an occurrence.
  std::vector<std::string> Series(const v1::Series& series) const;
  // The first broken rule, the others, then what instead. Alternatives are in the page's zone.
  std::vector<std::string> Refusal(const v1::Refusal& refusal) const;

 private:
  absl::TimeZone zone_;
  absl::CivilDay today_;
  std::string reader_;
};

std::string WantsText(const google::protobuf::RepeatedPtrField<v1::Want>& wants);
// "OVERLAP".
std::string RuleText(v1::Rule rule);
// "2 h 30 min".
std::string LengthText(int64_t seconds);

}  // namespace mutua::scenario
