#include "engine/front/outages.h"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include "engine/base/limits.h"

namespace mutua::front {
namespace {

using Kind = core::Subject::Kind;
using Victim = model::Outage::Victim;

// A booking as the events leave it, and whether they brought it back.
struct Touched {
  model::Booking booking;
  bool restored = false;
};
using TouchedBookings = std::map<BookingId, Touched>;

TouchedBookings TouchedBy(const core::State& state, const std::vector<core::Event>& events) {
  TouchedBookings touched;
  for (const core::Event& event : events) {
    if (const auto* changed = std::get_if<core::BookingChanged>(&event)) {
      const bool restored = changed->why == core::BookingChanged::Why::kRestored;
      touched[changed->booking.id] = {changed->booking, restored};
    } else if (const auto* ended = std::get_if<core::BookingEnded>(&event)) {
      const auto known = touched.find(ended->booking);
      const model::Booking* booking =
          known != touched.end() ? &known->second.booking : state.Find(ended->booking);
      if (booking == nullptr) continue;
      model::Booking after = *booking;
      after.state = ended->state;
      after.due = ended->at + kEndedKept;
      touched[ended->booking] = {std::move(after), false};
    }
  }
  return touched;
}

v1::VictimFate FateOf(Victim::Fate fate) {
  switch (fate) {
    case Victim::Fate::kMoved:
      return v1::VICTIM_FATE_MOVED;
    case Victim::Fate::kDisplaced:
      return v1::VICTIM_FATE_DISPLACED;
    case Victim::Fate::kCutShort:
      return v1::VICTIM_FATE_CUT_SHORT;
  }
  return v1::VICTIM_FATE_UNSPECIFIED;
}

void ShowVictim(Showing& show, const Victim& victim, const model::Booking& after,
                v1::OutageVictim* out) {
  show.Booking(after, out->mutable_booking());
  out->set_fate(FateOf(victim.fate));
  out->set_from(show.HandleOf(victim.from));
  if (victim.fate == Victim::Fate::kMoved) out->set_to(show.HandleOf(victim.to));
  if (victim.fate == Victim::Fate::kCutShort) out->set_to(show.HandleOf(victim.from));
  if (victim.wish.IsSet()) out->set_wish(IdText(victim.wish));
}

// `was`: what had become of it; null when that is not known.
void ShowRestored(Showing& show, const Victim* was, const model::Booking& after,
                  v1::OutageVictim* out) {
  show.Booking(after, out->mutable_booking());
  out->set_fate(v1::VICTIM_FATE_RESTORED);
  if (was != nullptr && was->fate == Victim::Fate::kMoved) out->set_from(show.HandleOf(was->to));
  if (was != nullptr && was->fate == Victim::Fate::kCutShort) {
    out->set_from(show.HandleOf(was->from));
  }
  out->set_to(show.HandleOf(after.kit.front().resource));
}

}  // namespace

core::DeclareOutage ReadOutage(Reading& in, const v1::OutageSpec& spec, const Path& path) {
  core::DeclareOutage declare;
  const model::ZoneTable* zone = in.OnlyZone();
  switch (spec.what_case()) {
    case v1::OutageSpec::kResource:
      declare.resource = in.Resource(spec.resource(), Path(path, "resource"));
      if (in.ok()) zone = &in.state().ZoneOf(declare.resource);
      break;
    case v1::OutageSpec::kPool:
      declare.pool = in.Pool(spec.pool(), Path(path, "pool"));
      if (in.ok()) zone = in.ZoneOf(declare.pool);
      break;
    case v1::OutageSpec::kSite:
      declare.site = in.Site(spec.site(), Path(path, "site"));
      if (in.ok()) zone = &in.state().Find(in.state().Find(declare.site)->zone)->table;
      break;
    default:
      in.Malformed(Path(path, "resource"), Flaw::kMissing);
  }
  if (spec.kind() < v1::OUTAGE_KIND_UNSPECIFIED || spec.kind() > v1::OUTAGE_KIND_CLOSURE) {
    in.Malformed(Path(path, "kind"), Flaw::kBadForm);
  }
  const bool planned = spec.kind() == v1::OUTAGE_KIND_UNSPECIFIED;
  declare.kind =
      planned ? model::Outage::Kind::kMaintenance : static_cast<model::Outage::Kind>(spec.kind());
  constexpr size_t kReasonBytesMax = 500;
  in.Text(spec.reason(), kReasonBytesMax, Path(path, "reason"));
  if (!spec.fault().empty()) declare.fault = in.Fault(spec.fault(), Path(path, "fault"));
  if (const auto interval = in.Time(spec.time(), zone, Path(path, "time"))) {
    declare.interval = *interval;
  }
  return declare;
}

core::ChangeOutage ReadChange(Reading& in, const v1::UpdateOutageRequest& request) {
  core::ChangeOutage change;
  change.outage = in.Outage(request.outage(), Path("outage"));
  change.version = in.Etag(request.etag(), Path("etag"));
  const model::Outage* outage = in.state().Find(change.outage);
  const model::ZoneTable* zone = in.OnlyZone();
  if (outage != nullptr && outage->resource.IsSet()) {
    zone = &in.state().ZoneOf(outage->resource);
  } else if (outage != nullptr && outage->pool.IsSet()) {
    zone = in.ZoneOf(outage->pool);
  } else if (outage != nullptr) {
    zone = &in.state().Find(in.state().Find(outage->site)->zone)->table;
  }
  if (const auto interval = in.Time(request.time(), zone, Path("time"))) {
    change.interval = *interval;
  }
  return change;
}

core::LiftOutage ReadLift(Reading& in, const v1::LiftOutageRequest& request) {
  return {.outage = in.Outage(request.outage(), Path("outage")),
          .version = in.Etag(request.etag(), Path("etag"))};
}

void ShowOutage(Showing& show, const model::Outage& outage, v1::Outage* out) {
  out->set_outage(IdText(outage.id));
  if (outage.resource.IsSet()) out->set_resource(show.HandleOf(outage.resource));
  if (outage.pool.IsSet()) out->set_pool(show.HandleOf(outage.pool));
  if (const model::Site* site = show.state().Find(outage.site)) out->set_site(site->handle);
  Put(outage.interval, out->mutable_interval());
  out->set_kind(static_cast<v1::OutageKind>(outage.kind));
  out->set_lifted(outage.lifted);
  out->set_etag(std::to_string(outage.version));
  show.wanted().push_back(
      {.subject = {Kind::kOutage, outage.id.value()}, .member = {}, .message = out});
}

void ShowFault(Showing& show, const model::Fault& fault, v1::Fault* out) {
  out->set_fault(IdText(fault.id));
  out->set_resource(show.HandleOf(fault.resource));
  const model::Member* reporter = show.state().Find(fault.reporter);
  if (reporter != nullptr && show.Sees(reporter->company)) {
    out->set_reported_by(show.scene().people.HandleOf(fault.reporter));
  }
  Put(fault.at, out->mutable_reported_at());
  out->set_resolved(fault.resolved);
  if (fault.resolved) Put(fault.resolved_at, out->mutable_resolved_at());
  if (fault.outage.IsSet()) out->set_outage(IdText(fault.outage));
  show.wanted().push_back(
      {.subject = {Kind::kFault, fault.id.value()}, .member = fault.reporter, .message = out});
}

bool IsOver(const core::State& state, const model::Outage& outage, ResourceId id) {
  const model::Resource& resource = *state.Find(id);
  return outage.resource == id || (outage.pool.IsSet() && outage.pool == resource.pool) ||
         (outage.site.IsSet() && outage.site == resource.site);
}

void ShowVictims(Showing& show, const std::vector<core::Event>& events,
                 google::protobuf::RepeatedPtrField<v1::OutageVictim>* out) {
  const TouchedBookings touched = TouchedBy(show.state(), events);
  // The first event of the outage still has those that it is about to give back, as they were.
  std::map<BookingId, Victim> before;
  std::map<BookingId, Victim> victims;
  bool first = true;
  for (const core::Event& event : events) {
    const auto* changed = std::get_if<core::OutageChanged>(&event);
    if (changed == nullptr) continue;
    victims.clear();
    for (const Victim& victim : changed->outage.victims) victims[victim.booking] = victim;
    if (std::exchange(first, false)) before = victims;
  }
  std::vector<const Touched*> by_start;
  for (const auto& [id, one] : touched) {
    if (one.restored || victims.contains(id)) by_start.push_back(&one);
  }
  std::sort(by_start.begin(), by_start.end(), [](const Touched* a, const Touched* b) {
    return std::pair(a->booking.interval.start(), a->booking.id) <
           std::pair(b->booking.interval.start(), b->booking.id);
  });
  for (const Touched* one : by_start) {
    const auto victim = victims.find(one->booking.id);
    if (victim != victims.end()) {
      ShowVictim(show, victim->second, one->booking, out->Add());
    } else {
      const auto was = before.find(one->booking.id);
      ShowRestored(show, was == before.end() ? nullptr : &was->second, one->booking, out->Add());
    }
  }
}

}  // namespace mutua::front
