#include "tests/sim/auditor.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/str_cat.h"

namespace mutua::sim {
namespace {

using core::Rule;

constexpr int64_t kStep = 300;

absl::Time ToTime(Instant t) { return absl::FromUnixSeconds(t.unix_seconds()); }

template <class T>
T Chosen(const std::optional<T>& resource, const std::optional<T>& pool, T otherwise) {
  return resource ? *resource : pool ? *pool : otherwise;
}

// Whether the booking's time is its own, borders included: it is to come or under way, or it took
// place. What was cancelled, released, displaced or ran out never did.
bool Took(const model::Booking& booking) {
  switch (booking.state) {
    case model::BookingState::kCancelled:
    case model::BookingState::kNoShow:
    case model::BookingState::kDisplaced:
    case model::BookingState::kExpired:
      return false;
    default:
      return true;
  }
}

}  // namespace

void Auditor::Hear(const core::Event& event) {
  if (const auto* e = std::get_if<core::SiteDefined>(&event)) sites_[e->site.id] = e->site;
  if (const auto* e = std::get_if<core::PoolDefined>(&event)) pools_[e->pool.id] = e->pool;
  if (const auto* e = std::get_if<core::ResourceDefined>(&event)) {
    resources_[e->resource.id] = e->resource;
  }
  if (const auto* e = std::get_if<core::MemberDefined>(&event)) members_[e->member.id] = e->member;
  if (const auto* e = std::get_if<core::Booked>(&event)) bookings_[e->booking.id] = e->booking;
  if (const auto* e = std::get_if<core::BookingChanged>(&event)) {
    const model::BookingState before = bookings_[e->booking.id].state;
    bookings_[e->booking.id] = e->booking;
    CountPieces(e->booking, before);
  }
  if (const auto* e = std::get_if<core::BookingEnded>(&event)) {
    model::Booking& booking = bookings_[e->booking];
    const model::BookingState before = booking.state;
    booking.state = e->state;
    ++booking.version;
    CountPieces(booking, before);
  }
  if (const auto* e = std::get_if<core::BookingRetired>(&event)) bookings_.erase(e->booking);
  if (const auto* e = std::get_if<core::OutageChanged>(&event)) outages_[e->outage.id] = e->outage;
  if (const auto* e = std::get_if<core::WishChanged>(&event)) wishes_[e->wish.id] = e->wish;
}

const model::Booking* Auditor::OfferOf(WishId wish) const {
  const auto found = wishes_.find(wish);
  if (found == wishes_.end() || found->second.state != model::WishState::kOffered) return nullptr;
  const auto offer = bookings_.find(found->second.booking);
  return offer == bookings_.end() ? nullptr : &offer->second;
}

void Auditor::CountPieces(const model::Booking& booking, model::BookingState before) {
  for (const model::Claim& claim : booking.kit) {
    if (resources_.at(claim.resource).kind != model::ResourceKind::kMaterial) continue;
    if (before == model::BookingState::kCompleted) taken_[claim.resource] -= claim.units;
    if (booking.state == model::BookingState::kCompleted) taken_[claim.resource] += claim.units;
  }
}

int64_t Auditor::PiecesGone(ResourceId resource, BookingId except) const {
  const auto taken = taken_.find(resource);
  int64_t gone = taken == taken_.end() ? 0 : taken->second;
  for (const auto& [id, booking] : bookings_) {
    if (id == except || !Took(booking) || booking.state == model::BookingState::kCompleted)
      continue;
    for (const model::Claim& claim : booking.kit) {
      if (claim.resource == resource) gone += claim.units;
    }
  }
  return gone;
}

std::string Auditor::FindWrongPieces(const core::State& state) const {
  for (const auto& [id, resource] : resources_) {
    if (resource.kind != model::ResourceKind::kMaterial) continue;
    const auto taken = taken_.find(id);
    const int64_t heard = taken == taken_.end() ? 0 : taken->second;
    if (state.Find(id)->taken == heard) continue;
    return absl::StrCat("resource ", id.value(), ": ", state.Find(id)->taken, " pieces taken, ",
                        heard, " fetched");
  }
  return "";
}

int64_t Auditor::UnitsAt(ResourceId resource, Instant t, BookingId except) const {
  int64_t units = 0;
  for (const auto& [id, booking] : bookings_) {
    if (id == except || !Took(booking)) continue;
    const int64_t from = booking.interval.start().unix_seconds() - booking.setup_minutes * 60;
    const int64_t to = booking.interval.end().unix_seconds() + booking.cleanup_minutes * 60;
    if (t.unix_seconds() < from || t.unix_seconds() >= to) continue;
    for (const model::Claim& claim : booking.kit) {
      if (claim.resource == resource) units += claim.units;
    }
  }
  return units;
}

std::vector<Instant> Auditor::MomentsToCount(Instant from, Instant to) const {
  std::vector<Instant> moments = {from};
  for (const auto& [id, booking] : bookings_) {
    const Instant begins = booking.interval.start() - Duration::Minutes(booking.setup_minutes);
    if (from < begins && begins < to) moments.push_back(begins);
  }
  return moments;
}

bool Auditor::IsOpenAt(const model::Opening& opening, Instant t) const {
  const absl::CivilSecond local = absl::ToCivilSecond(ToTime(t), zone_);
  for (int back = 0; back <= 1; ++back) {
    const absl::CivilDay day = absl::CivilDay(local) - back;
    const std::vector<model::MinuteRange>* hours =
        &opening.weekly[static_cast<size_t>(absl::GetWeekday(day))];
    for (const model::DayException& exception : opening.exceptions) {
      if (exception.day == day) hours = &exception.hours;
    }
    const int64_t minute = (local - absl::CivilSecond(day)) / 60;
    for (const model::MinuteRange& range : *hours) {
      if (range.from <= minute && minute < range.to) return true;
    }
  }
  return false;
}

void Auditor::JudgeOpening(const model::Opening& opening, const core::Ask& ask, bool overnight,
                           std::vector<Rule>* broken) const {
  const Instant start = ask.interval.start();
  const Instant last = ask.interval.end() - Duration::Seconds(1);
  bool throughout = IsOpenAt(opening, last);
  for (Instant t = start; t < ask.interval.end(); t = t + Duration::Seconds(kStep)) {
    throughout = throughout && IsOpenAt(opening, t);
  }
  if (throughout) return;
  if (!IsOpenAt(opening, start) || !IsOpenAt(opening, last)) {
    broken->push_back(Rule::kClosed);
  } else if (!overnight) {
    broken->push_back(Rule::kOvernight);
  }
}

int64_t Auditor::SecondsOfDay(Instant t) const {
  const absl::CivilSecond local = absl::ToCivilSecond(ToTime(t), zone_);
  return local.hour() * 3600 + local.minute() * 60 + local.second();
}

bool Auditor::IsOut(ResourceId id, Instant from, Instant to) const {
  const model::Resource& resource = resources_.at(id);
  return std::any_of(outages_.begin(), outages_.end(), [&](const auto& entry) {
    const model::Outage& outage = entry.second;
    const bool here =
        outage.resource == id || outage.pool == resource.pool || outage.site == resource.site;
    return here && !outage.lifted && outage.interval.start() < to && from < outage.interval.end();
  });
}

bool Auditor::IsOut(const model::Booking& booking) const {
  const Interval occupied = booking.Occupied();
  return std::any_of(booking.kit.begin(), booking.kit.end(), [&](const model::Claim& claim) {
    return IsOut(claim.resource, occupied.start(), occupied.end());
  });
}

std::vector<Rule> Auditor::Judge(const core::Ask& ask, Instant at) const {
  const model::Resource& resource = resources_.at(ask.resource);
  const model::Rules& own = resource.rules;
  const model::Rules& pool = pools_.at(resource.pool).rules;
  const Duration setup = Chosen(own.setup, pool.setup, Duration());
  const Duration cleanup = Chosen(own.cleanup, pool.cleanup, Duration());
  const Instant from = ask.interval.start() - setup;
  const Instant to = ask.interval.end() + cleanup;
  const bool machine = resource.kind == model::ResourceKind::kMachine;
  std::vector<Rule> broken;

  if (resource.retired) broken.push_back(Rule::kRetired);
  if (IsOut(ask.resource, from, to)) broken.push_back(Rule::kOutage);
  const bool material = resource.kind == model::ResourceKind::kMaterial;
  if (material && PiecesGone(resource.id, ask.instead_of) + ask.units > resource.capacity) {
    broken.push_back(Rule::kTooFewPieces);
  }
  for (const Instant t : material ? std::vector<Instant>() : MomentsToCount(from, to)) {
    if (UnitsAt(ask.resource, t, ask.instead_of) + ask.units > resource.capacity) {
      broken.push_back(Rule::kOverlap);
      break;
    }
  }
  if (!ask.may_be_past && ask.interval.start() < at) broken.push_back(Rule::kInThePast);

  const auto companies = Chosen(own.companies, pool.companies, std::vector<CompanyId>{});
  const auto members = Chosen(own.members, pool.members, std::vector<MemberId>{});
  if ((!companies.empty() || !members.empty()) &&
      std::count(companies.begin(), companies.end(), ask.company) == 0 &&
      std::count(members.begin(), members.end(), ask.member) == 0) {
    broken.push_back(Rule::kNotAllowed);
  }
  const auto holds = [&](CertificationId wanted) {
    bool valid = false;
    for (const model::Held& held : members_.at(ask.member).held) {
      const bool now = held.from <= at && at < held.until;
      const bool then = held.from <= ask.interval.start() && ask.interval.start() < held.until;
      valid = valid || (held.certification == wanted && now && then);
    }
    return valid;
  };
  for (CertificationId wanted :
       Chosen(own.certifications, pool.certifications, std::vector<CertificationId>{})) {
    if (!holds(wanted)) broken.push_back(Rule::kCertification);
  }
  const auto enough =
      Chosen(own.any_certifications, pool.any_certifications, std::vector<CertificationId>{});
  if (!enough.empty() && std::none_of(enough.begin(), enough.end(), holds)) {
    broken.push_back(Rule::kAnyCertification);
  }
  const bool overnight = Chosen(own.unattended_overnight, pool.unattended_overnight, false);
  JudgeOpening(sites_.at(resource.site).opening, ask, overnight, &broken);
  if (own.opening || pool.opening) {
    JudgeOpening(own.opening ? *own.opening : *pool.opening, ask, overnight, &broken);
  }
  const int64_t grid = Chosen(own.granularity, pool.granularity, Duration::Minutes(1)).seconds();
  if ((SecondsOfDay(ask.interval.start()) % grid != 0 && !ask.walk_up) ||
      SecondsOfDay(ask.interval.end()) % grid != 0) {
    broken.push_back(Rule::kGranularity);
  }
  const Duration length = ask.interval.length();
  if (length < Chosen(own.shortest, pool.shortest, Duration::Minutes(1)) && !ask.walk_up) {
    broken.push_back(Rule::kTooShort);
  }
  if (length > Chosen(own.longest, pool.longest, Duration::Days(3660))) {
    broken.push_back(Rule::kTooLong);
  }
  const Duration notice = ask.interval.start() - at;
  const bool judges_notice = !ask.agreed && !ask.may_be_past;
  const Duration lead = Chosen(own.lead, pool.lead, Duration());
  if (judges_notice && !ask.walk_up && !lead.IsZero() && notice < lead) {
    broken.push_back(Rule::kLeadTime);
  }
  if (judges_notice &&
      notice > Chosen(own.horizon, pool.horizon, Duration::Days(machine ? 14 : 90))) {
    broken.push_back(Rule::kHorizon);
  }
  const Duration gap = Chosen(own.gap, pool.gap, Duration());
  for (const auto& [id, other] : bookings_) {
    if (gap.IsZero() || id == ask.instead_of || other.member != ask.member) continue;
    const bool same = std::any_of(other.kit.begin(), other.kit.end(), [&](const auto& claim) {
      return claim.resource == ask.resource;
    });
    if (!same || !Took(other)) continue;
    if (ask.interval.start() - gap < other.interval.end() &&
        other.interval.start() < ask.interval.end() + gap) {
      broken.push_back(Rule::kGap);
      break;
    }
  }
  const bool approval = Chosen(own.needs_approval, pool.needs_approval, false);
  if (ask.cannot_wait && approval) broken.push_back(Rule::kNeedsApproval);
  std::sort(broken.begin(), broken.end());
  broken.erase(std::unique(broken.begin(), broken.end()), broken.end());
  return broken;
}

std::string Auditor::FindOverbooking() const {
  for (const auto& [id, booking] : bookings_) {
    if (!Took(booking)) continue;
    for (const model::Claim& claim : booking.kit) {
      const model::Resource& resource = resources_.at(claim.resource);
      if (resource.kind == model::ResourceKind::kMaterial) {
        const int64_t gone = PiecesGone(claim.resource, BookingId());
        if (gone <= resource.capacity) continue;
        return absl::StrCat("resource ", claim.resource.value(), ": ", gone, " pieces gone");
      }
      const Interval occupied = booking.Occupied();
      for (const Instant t : MomentsToCount(occupied.start(), occupied.end())) {
        const int64_t units = UnitsAt(claim.resource, t, BookingId());
        if (units > resources_.at(claim.resource).capacity) {
          return absl::StrCat("resource ", claim.resource.value(), " at ", t.unix_seconds(), ": ",
                              units, " units, booking ", id.value(), " among them");
        }
      }
    }
  }
  return "";
}

}  // namespace mutua::sim
