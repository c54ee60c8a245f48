// The lab of a seed: its people and companies, pools and resources with their rules, shares and
// quotas.
#include <iterator>
#include <string>

#include "tests/sim/workload.h"

namespace mutua::sim {
namespace {

model::Opening OfficeHours() {
  model::Opening opening;
  for (size_t day = 0; day < 5; ++day) opening.weekly[day] = {{480, 720}, {780, 1320}};
  opening.weekly[5] = {{600, 1620}};  // Saturday until three in the morning
  opening.exceptions = {{CivilDay(2026, 3, 25), {}}, {CivilDay(2026, 3, 30), {{720, 840}}}};
  return opening;
}

// What is booked of it in such a window now and then.
int64_t Usual(const model::Quota& quota) {
  constexpr int64_t kHours[] = {0, 8, 20, 40, 60, 24};
  constexpr int64_t kBookings[] = {0, 4, 10, 20, 40, 8, 2};
  const auto window = static_cast<size_t>(quota.window);
  switch (quota.measure) {
    case model::Quota::Measure::kTime:
      return kHours[window] * 3600;
    case model::Quota::Measure::kCharge:
      return kHours[window] * 3600 * 2;
    case model::Quota::Measure::kMoney:
      return kHours[window] * 1500;
    case model::Quota::Measure::kBookings:
      break;
  }
  return kBookings[window];
}

}  // namespace

model::Rules Workload::SomeRules() {
  model::Rules rules;
  const auto minutes = [&](int64_t from, int64_t to) {
    return Duration::Minutes(5 * random_.Between(from / 5, to / 5));
  };
  if (random_.OneIn(3)) rules.granularity = Duration::Minutes(random_.OneIn(2) ? 30 : 15);
  if (random_.OneIn(4)) rules.shortest = minutes(10, 60);
  if (random_.OneIn(3)) rules.longest = minutes(120, 480);
  if (random_.OneIn(5)) rules.lead = minutes(5, 600);
  if (random_.OneIn(4)) rules.horizon = Duration::Days(random_.Between(2, 20));
  if (random_.OneIn(5)) rules.gap = minutes(5, 120);
  if (random_.OneIn(4)) rules.setup = minutes(5, 30);
  if (random_.OneIn(4)) rules.cleanup = minutes(5, 30);
  if (random_.OneIn(5)) rules.certifications = {{CertificationId(1)}};
  if (random_.OneIn(8)) rules.any_certifications = {{CertificationId(1), CertificationId(2)}};
  if (random_.OneIn(6)) rules.companies = {{CompanyId(1)}};
  if (random_.OneIn(8)) rules.members = {{MemberId(2)}};
  if (random_.OneIn(3)) rules.check_in_after = minutes(5, 60);
  if (random_.OneIn(4)) rules.check_out = true;
  if (random_.OneIn(4)) rules.unattended_overnight = true;
  if (random_.OneIn(6)) rules.needs_approval = true;
  if (random_.OneIn(4)) rules.opening = OfficeHours();
  if (random_.OneIn(2)) rules.tariff = random_.Between(0, 5);
  if (random_.OneIn(3)) rules.price = Cents(random_.Between(0, 5000));
  if (random_.OneIn(2)) {
    model::PeakHours& hours = rules.peak_hours.emplace();
    for (size_t day = 0; day < 5; ++day) hours.peak[day] = {{540, 705}, {1020, 1200}};
    for (auto& day : hours.off_peak) day = {{1200, 1830}};
  }
  return rules;
}

// A limit that is reached now and then. Each has a window of its own: none contradicts another.
model::Quota Workload::SomeQuota(int64_t number, model::Quota::Who who) {
  using model::Quota;
  Quota quota;
  quota.handle = "quota-" + std::to_string(number);
  quota.who = who;
  if (quota.who == Quota::Who::kCompany) quota.company = CompanyId(1);
  if (quota.who == Quota::Who::kEachMember && random_.OneIn(2)) quota.company = CompanyId(2);
  if (quota.who == Quota::Who::kMember) quota.member = MemberId(2);
  quota.window = static_cast<Quota::Window>(1 + number % 6);
  quota.measure = quota.window == Quota::Window::kConcurrent
                      ? Quota::Measure::kBookings
                      : static_cast<Quota::Measure>(random_.OneIn(3) ? random_.Between(3, 4)
                                                                     : random_.Between(1, 2));
  quota.limit = random_.OneIn(20) ? 0 : Usual(quota) * random_.Between(2, 6) / 4;
  if (quota.window != Quota::Window::kConcurrent && random_.OneIn(5)) {
    quota.peak_only = true;
    quota.limit /= 3;
  }
  switch (random_.Between(1, 5)) {
    case 1:
      quota.pools = {PoolId(1)};
      break;
    case 2:
      quota.resources = {ResourceId(1), ResourceId(2)};
      break;
    case 3:
      quota.kind = model::ResourceKind::kMachine;
      break;
    default:
      break;
  }
  quota.warning = random_.OneIn(6);
  if (random_.OneIn(3)) quota.grab_counts = random_.OneIn(2);
  return quota;
}

std::vector<core::Command> Workload::Lab() {
  std::vector<core::Command> lab;
  const auto define = [&](core::Body body) { lab.push_back(As(Manager(), std::move(body))); };
  define(core::DefineZone{{ZoneId(), zone_}});
  define(core::DefineSite{{SiteId(), "site", "Site", ZoneId(1),
                           random_.OneIn(2) ? OfficeHours() : model::AlwaysOpen()}});
  define(core::DefineCertification{{CertificationId(), "laser", "Laser"}});
  define(core::DefineCertification{{CertificationId(), "welder", "Welder"}});
  for (int64_t i = 1; i <= companies_; ++i) {
    const std::string handle = "company-" + std::to_string(i);
    define(core::DefineCompany{{CompanyId(), handle, handle}});
  }
  members_ = large_ ? 48 : 6;
  for (int64_t i = 1; i <= members_; ++i) {
    model::Member member;
    member.company =
        CompanyId(static_cast<uint32_t>(large_ ? 1 + i % companies_ : (i <= 4 ? 1 + i % 2 : 3)));
    if (i % 3 != 0) member.held = {{CertificationId(1), kEarliest, kLatest}};
    if (i == 3) member.held = {{CertificationId(2), kEarliest, kLatest}};
    member.quiet = QuietOf(static_cast<uint64_t>(i));
    define(core::DefineMember{member});
  }
  pools_ = large_ ? 4 : (crowded_ ? 1 : random_.Between(1, 2));
  for (int64_t i = 1; i <= pools_; ++i) {
    model::Pool pool{PoolId(), "pool-" + std::to_string(i), "Pool", true, {}};
    if (!crowded_) pool.rules = SomeRules();
    if (!crowded_ && !random_.OneIn(3)) pool.sharing = SomeSharing();
    define(core::DefinePool{pool});
  }
  resources_ = large_ ? 30 : random_.Between(2, 4);
  for (int64_t i = 1; i <= resources_; ++i) {
    model::Resource resource;
    resource.handle = "resource-" + std::to_string(i);
    resource.kind = random_.OneIn(2) ? model::ResourceKind::kMachine : model::ResourceKind::kRoom;
    resource.site = SiteId(1);
    resource.pool = PoolId(static_cast<uint32_t>(random_.Between(1, pools_)));
    resource.capacity =
        !crowded_ && random_.OneIn(3) ? static_cast<uint32_t>(random_.Between(2, 4)) : 1;
    if (!crowded_ && random_.OneIn(2)) resource.rules = SomeRules();
    resource.lent = LentAs(static_cast<uint64_t>(i));
    define(core::DefineResource{resource});
  }
  if (seed_ % 4 != 0) {
    model::Pool offcuts{PoolId(), "offcuts", "Offcuts", false, SomeRules()};
    define(core::DefinePool{offcuts});
    model::Resource pieces;
    pieces.handle = "pieces";
    pieces.kind = model::ResourceKind::kMaterial;
    pieces.site = SiteId(1);
    pieces.pool = PoolId(static_cast<uint32_t>(pools_ + 1));
    pieces.capacity = static_cast<uint32_t>(random_.Between(5, 40));
    pieces.lent = LentAs(static_cast<uint64_t>(resources_ + 1));
    material_ = ResourceId(static_cast<uint32_t>(resources_ + 1));
    define(core::DefineResource{pieces});
  }
  const int64_t first = random_.Between(0, 5);
  // In half of the labs a company has several, or each has, and its members one beside them.
  const bool beside = random_.OneIn(2);
  const auto whose = static_cast<model::Quota::Who>(random_.Between(1, 2));
  for (int64_t i = beside ? random_.Between(3, 4) : random_.Between(0, 3); i > 0; --i) {
    const auto any = static_cast<model::Quota::Who>(random_.Between(beside ? 3 : 1, 4));
    define(core::DefineQuota{SomeQuota(first + i, beside && i > 1 ? whose : any)});
  }
  core::Caller daemon;
  daemon.role = model::Role::kService;
  lab.push_back(As(daemon, core::StartServing{start_, random_.Next()}));
  return lab;
}

// Two in three members have some, by night or by day; borders lie also in the hour in which clocks
// are changed.
model::QuietHours Workload::QuietOf(uint64_t number) const {
  constexpr model::QuietHours kSome[] = {
      {22 * 60, 7 * 60}, {0, 9 * 60 + 30}, {12 * 60, 14 * 60}, {2 * 60 + 30, 18 * 60}};
  const uint64_t dice = seed_ * 5 + number;
  return dice % 3 == 0 ? model::QuietHours() : kSome[dice / 3 % std::size(kSome)];
}

// Every third resource is a company's; half of those for nothing.
model::LentTerms Workload::LentAs(uint64_t number) const {
  const uint64_t dice = seed_ * 7 + number;
  if (dice % 3 != 0) return {};
  model::LentTerms lent;
  lent.by = CompanyId(static_cast<uint32_t>(1 + dice / 3 % static_cast<uint64_t>(companies_)));
  lent.tariff = dice / 9 % 2 == 0 ? 0 : static_cast<int64_t>(dice % 4);
  if (dice / 18 % 2 == 0) lent.pool = PoolId(1);
  return lent;
}

// The last company has a share in half of the labs, now and then nobody has one. Weeks or months
// stay what they are.
model::Sharing Workload::SomeSharing() {
  constexpr uint32_t kBases[] = {0, 1, 1, 2, 7, 20};
  model::Sharing sharing;
  sharing.period = random_.OneIn(3) ? model::SharePeriod::kMonth : model::SharePeriod::kWeek;
  sharing.cents_a_share = Cents(random_.OneIn(3) ? 10'000 : 0);
  const int64_t companies = random_.OneIn(2) ? companies_ : companies_ - 1;
  for (int64_t company = 1; company <= companies; ++company) {
    model::Share share{
        CompanyId(static_cast<uint32_t>(company)), kBases[random_.Between(0, 5)], {}, 0};
    share.funded = Cents(random_.Between(0, 60'000));
    share.donated = random_.OneIn(4) ? 2 : 0;
    share.base *= scale_;
    share.donated *= scale_;
    share.funded = Cents(share.funded.value() / 10'000 * 10'000 * scale_);
    sharing.shares.push_back(share);
  }
  if (random_.OneIn(8)) sharing.policy = model::Policy::kFirstCome;
  return sharing;
}

}  // namespace mutua::sim
