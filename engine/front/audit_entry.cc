#include "engine/front/audit_entry.h"

#include <utility>
#include <variant>

namespace mutua::front {
namespace {

using core::Subject;
using Kind = core::Subject::Kind;

const char* WordOf(core::BookingChanged::Why why) {
  using Why = core::BookingChanged::Why;
  switch (why) {
    case Why::kConfirmed:
      return "confirmed";
    case Why::kApproved:
      return "approved";
    case Why::kMoved:
      return "moved";
    case Why::kRepacked:
      return "repacked";
    case Why::kCheckedIn:
      return "checked in";
    case Why::kHandedOver:
      return "handed over";
    case Why::kOverran:
      return "overran";
    case Why::kExtended:
      return "deadline extended";
    case Why::kRestored:
      return "no-show undone";
    case Why::kReplanned:
      return "moved for an outage";
    case Why::kShortened:
      return "shortened";
    case Why::kSplit:
      return "split from its series";
    case Why::kRebooked:
      return "given back late and booked by others";
    case Why::kOverrunCharged:
      return "overrun charged";
  }
  return "changed";
}

const char* WordOf(model::BookingState state) {
  switch (state) {
    case model::BookingState::kCompleted:
      return "completed";
    case model::BookingState::kNoShow:
      return "not used";
    case model::BookingState::kDisplaced:
      return "displaced by an outage";
    case model::BookingState::kExpired:
      return "expired";
    default:
      return "cancelled";
  }
}

const char* WordOf(const model::Wish& wish) {
  switch (wish.state) {
    case model::WishState::kWaiting:
      return wish.version == 1 ? "wished" : "waits again";
    case model::WishState::kOffered:
      return "offered";
    case model::WishState::kMet:
      return "met";
    case model::WishState::kWithdrawn:
      return "withdrawn";
    case model::WishState::kExpired:
      return "given up";
  }
  return "changed";
}

const char* WordOf(const model::Token& token) {
  if (token.revoked) return token.session ? "signed out" : "token revoked";
  if (token.session) return "signed in";
  return token.role == model::Role::kFeed ? "calendar subscribed" : "token made";
}

const char* WordOf(const model::Member& member) {
  if (member.erased) return "member erased";
  if (member.retired) return "member deleted";
  return member.version == 1 ? "member created" : "member changed";
}

std::vector<ResourceId> ResourcesOf(const model::Kit& kit) {
  std::vector<ResourceId> resources;
  for (const model::Claim& claim : kit) resources.push_back(claim.resource);
  return resources;
}
std::vector<ResourceId> ResourcesOf(const model::Wants& wants) {
  std::vector<ResourceId> resources;
  for (const model::Want& want : wants) {
    if (want.resource.IsSet()) resources.push_back(want.resource);
  }
  return resources;
}

// Fills in what an event says; false: it is nothing that was done.
struct Telling {
  AuditEntry* out;

  void About(Kind kind, uint64_t id, const char* what) const {
    out->subject = {kind, id};
    out->what = what;
  }
  bool Booking(const model::Booking& booking, const char* what) const {
    About(Kind::kBooking, booking.id.value(), what);
    out->company = booking.company;
    out->member = booking.member;
    out->resources = ResourcesOf(booking.kit);
    return true;
  }
  template <class Record>
  bool Thing(Kind kind, const Record& record, const char* what) const {
    About(kind, record.id.value(), what);
    return true;
  }
  bool operator()(const core::Booked& e) const { return Booking(e.booking, "booked"); }
  bool operator()(const core::BookingChanged& e) const { return Booking(e.booking, WordOf(e.why)); }
  bool operator()(const core::BookingEnded& e) const {
    About(Kind::kBooking, e.booking.value(),
          e.hindered_by.IsSet() ? "could not start" : WordOf(e.state));
    out->said_why = e.reason != model::Seal{};
    return true;
  }
  bool operator()(const core::SeriesChanged& e) const {
    const char* made = e.series.version == 1 ? "series booked" : "series changed";
    About(Kind::kSeries, e.series.id.value(), e.series.ended ? "series ended" : made);
    out->company = e.series.company;
    out->member = e.series.member;
    out->resources = ResourcesOf(e.series.wants);
    return true;
  }
  bool operator()(const core::WishChanged& e) const {
    const bool done = e.why != core::WishChanged::Why::kLookedThrough &&
                      e.why != core::WishChanged::Why::kOutranked;
    About(Kind::kWish, e.wish.id.value(), WordOf(e.wish));
    out->company = e.wish.company;
    out->member = e.wish.member;
    out->resources = ResourcesOf(e.wish.wants);
    return done;
  }
  bool operator()(const core::OutageChanged& e) const {
    About(Kind::kOutage, e.outage.id.value(), "outage set");
    if (e.outage.resource.IsSet()) out->resources = {e.outage.resource};
    return true;
  }
  bool operator()(const core::FaultChanged& e) const {
    About(Kind::kFault, e.fault.id.value(), e.fault.resolved ? "fault resolved" : "fault reported");
    out->member = e.fault.reporter;
    out->resources = {e.fault.resource};
    return true;
  }
  bool operator()(const core::ClashRecorded& e) const {
    About(Kind::kBooking, e.booking.value(), "late check-in clashed");
    return true;
  }
  bool operator()(const core::ZoneDefined& e) const {
    return Thing(Kind::kZone, e.zone, "clock rules adopted");
  }
  bool operator()(const core::SiteDefined& e) const {
    return Thing(Kind::kSite, e.site, "site set");
  }
  bool operator()(const core::PoolDefined& e) const {
    return Thing(Kind::kPool, e.pool, "pool set");
  }
  bool operator()(const core::ResourceDefined& e) const {
    out->resources = {e.resource.id};
    return Thing(Kind::kResource, e.resource, "resource set");
  }
  bool operator()(const core::CertificationDefined& e) const {
    return Thing(Kind::kCertification, e.certification, "certification set");
  }
  bool operator()(const core::CompanyDefined& e) const {
    out->company = e.company.id;
    return Thing(Kind::kCompany, e.company, "company set");
  }
  bool operator()(const core::MemberDefined& e) const {
    out->company = e.member.company;
    out->member = e.member.id;
    return Thing(Kind::kMember, e.member, WordOf(e.member));
  }
  bool operator()(const core::BadgeDefined& e) const {
    out->member = e.badge.member;
    return Thing(Kind::kBadge, e.badge, e.badge.revoked ? "badge revoked" : "badge registered");
  }
  bool operator()(const core::TokenDefined& e) const {
    out->member = e.token.member;
    // Nobody but its member signs in; there is no request that says so.
    if (e.token.session && !e.token.revoked) {
      out->by = core::Caller{.member = e.token.member, .token = e.token.id};
    }
    return Thing(Kind::kToken, e.token, WordOf(e.token));
  }
  bool operator()(const core::QuotaDefined& e) const {
    return Thing(Kind::kQuota, e.quota, "quota set");
  }
  bool operator()(const core::RoundOpened& e) const {
    return Thing(Kind::kRound, e.round, "round opened");
  }
  bool operator()(const core::ListFiled& e) const {
    About(Kind::kRound, e.round.value(), "list filed");
    out->company = e.list.company;
    out->member = e.list.member;
    return true;
  }
  bool operator()(const core::RoundDecided& e) const {
    About(Kind::kRound, e.round.value(), "round decided");
    return true;
  }
  bool operator()(const core::RoundCancelled& e) const {
    About(Kind::kRound, e.round.value(), "round called off");
    return true;
  }
  bool operator()(const core::Overridden& e) const {
    out->by = e.by;
    out->rules = e.rules;
    out->said_why = e.reason != model::Seal{};
    out->override_why = true;
    About(e.subject.kind, e.subject.id, "rules set aside");
    return true;
  }
  bool operator()(const core::Refused& e) const {
    out->by = e.caller;
    out->rules = e.reasons;
    About(Kind::kNone, 0, "refused");
    return true;
  }
  bool operator()(const core::ServingStarted&) const {
    About(Kind::kNone, 0, "serving started");
    return true;
  }
  bool operator()(const core::ServingStopped&) const {
    About(Kind::kNone, 0, "serving stopped");
    return true;
  }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

// What a command about a series, a whole lab or a member who leaves brought along has the same
// author: it was asked for with it.
bool IsAskedWith(const AuditEntry& entry, const Subject& asked) {
  if (entry.subject == asked) return true;
  if (entry.subject.kind == Kind::kBooking) {
    const std::string& what = entry.what;
    const bool of_series = what == "booked" || what == "cancelled" || what == "moved" ||
                           what == "split from its series";
    return (asked.kind == Kind::kSeries && of_series) ||
           (asked.kind == Kind::kMember && what == "handed over");
  }
  const auto defines = [](Kind kind) {
    return kind == Kind::kZone || kind == Kind::kSite || kind == Kind::kPool ||
           kind == Kind::kResource || kind == Kind::kCertification || kind == Kind::kCompany ||
           kind == Kind::kMember || kind == Kind::kBadge || kind == Kind::kToken ||
           kind == Kind::kQuota || kind == Kind::kSeries;
  };
  // Timers define nothing.
  return defines(entry.subject.kind);
}

}  // namespace

std::vector<AuditEntry> AuditOf(const journal::StoredCommit& commit,
                                const std::vector<core::Event>& events) {
  std::vector<AuditEntry> entries;
  size_t asked_from = 0;
  for (size_t i = 0; i < events.size(); ++i) {
    if (const auto* requested = std::get_if<core::Requested>(&events[i])) {
      for (; asked_from < entries.size(); ++asked_from) {
        AuditEntry& entry = entries[asked_from];
        if (!entry.by && IsAskedWith(entry, requested->subject)) entry.by = requested->caller;
      }
      continue;
    }
    AuditEntry entry;
    entry.position = commit.position;
    entry.number = static_cast<uint32_t>(i);
    entry.at = commit.at;
    if (std::visit(Telling{&entry}, events[i])) entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace mutua::front
