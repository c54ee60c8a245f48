// The second opinion on who moves what (I11): a booking that stands keeps its time and resources
// unless somebody who may says so of it by name, a repack that its owner allowed finds it an equal
// resource a day before, or an outage is in its way; one that is lifted puts it back where it was
// found. And on refusals (I10): each names a rule, with numbers that break it.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/command.h"
#include "engine/core/decision.h"
#include "engine/core/event.h"
#include "tests/sim/auditor.h"

namespace mutua::sim {

class OwnerAuditor {
 public:
  // `auditor` is told of each event after this one.
  explicit OwnerAuditor(const Auditor& auditor) : auditor_(auditor) {}

  // What is decided next, on which state and when; null: time passes.
  void Announce(const core::Command* command, const core::State& state, Instant at);
  void Hear(const core::Event& event);
  void Hear(const core::Decision& decision);

  // The first thing that was wrong; empty when all is well.
  const std::string& wrong() const { return wrong_; }
  size_t moved() const { return moved_; }  // by who may
  size_t repacked() const { return repacked_; }
  size_t replanned() const { return replanned_; }  // or cut short, by an outage

 private:
  bool Says(const model::Booking& before) const;
  bool WasFoundAt(const model::Booking& after) const;
  bool IsEqual(const model::Booking& before, const model::Booking& after) const;

  const Auditor& auditor_;
  const core::Command* command_ = nullptr;
  Instant at_;
  CompanyId managed_;  // the caller's, who manages it
  std::map<ResourceId, PoolId> pools_;
  // Where outages found what they moved or cut short.
  std::map<BookingId, std::vector<std::pair<Interval, model::Kit>>> found_;
  std::string wrong_;
  size_t moved_ = 0;
  size_t repacked_ = 0;
  size_t replanned_ = 0;
};

}  // namespace mutua::sim
