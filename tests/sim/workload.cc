#include "tests/sim/workload.h"

#include <algorithm>
#include <string>

namespace mutua::sim {
namespace {

constexpr int64_t kGrid = 300;

core::Caller Manager() {
  core::Caller caller;
  caller.role = model::Role::kManager;
  caller.token = TokenId(1);
  return caller;
}

core::Command As(const core::Caller& caller, core::Body body) {
  core::Command command;
  command.caller = caller;
  command.body = std::move(body);
  return command;
}

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

Workload::Workload(uint64_t seed, model::ZoneTable zone, Instant start, uint32_t scale)
    : seed_(seed),
      crowded_(seed % 6 == 5),
      random_(seed),
      zone_(std::move(zone)),
      start_(start),
      scale_(scale) {}

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
model::Quota Workload::SomeQuota(int64_t number) {
  using model::Quota;
  Quota quota;
  quota.handle = "quota-" + std::to_string(number);
  quota.who = static_cast<Quota::Who>(random_.Between(1, 4));
  if (quota.who == Quota::Who::kCompany) quota.company = CompanyId(1);
  if (quota.who == Quota::Who::kEachMember && random_.OneIn(2)) quota.company = CompanyId(2);
  if (quota.who == Quota::Who::kMember) quota.member = MemberId(2);
  quota.window = static_cast<Quota::Window>(1 + number % 6);
  quota.measure = quota.window == Quota::Window::kConcurrent
                      ? Quota::Measure::kBookings
                      : static_cast<Quota::Measure>(random_.Between(1, 4));
  quota.limit = random_.OneIn(20) ? 0 : Usual(quota) * random_.Between(2, 8) / 4;
  if (quota.window != Quota::Window::kConcurrent && random_.OneIn(5)) {
    quota.peak_only = true;
    quota.limit /= 3;
  }
  switch (random_.Between(1, 4)) {
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
  for (const char* handle : {"acme", "bolt", "cut"}) {
    define(core::DefineCompany{{CompanyId(), handle, handle}});
  }
  members_ = 6;
  for (int64_t i = 1; i <= members_; ++i) {
    model::Member member;
    member.company = CompanyId(static_cast<uint32_t>(i <= 4 ? 1 + i % 2 : 3));
    if (i % 3 != 0) member.held = {{CertificationId(1), kEarliest, kLatest}};
    if (i == 3) member.held = {{CertificationId(2), kEarliest, kLatest}};
    define(core::DefineMember{member});
  }
  pools_ = crowded_ ? 1 : random_.Between(1, 2);
  for (int64_t i = 1; i <= pools_; ++i) {
    model::Pool pool{PoolId(), "pool-" + std::to_string(i), "Pool", true, {}};
    if (!crowded_) pool.rules = SomeRules();
    if (!crowded_ && !random_.OneIn(3)) pool.sharing = SomeSharing();
    define(core::DefinePool{pool});
  }
  resources_ = random_.Between(2, 4);
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
  for (int64_t i = random_.Between(0, 4); i > 0; --i) {
    define(core::DefineQuota{SomeQuota(first + i)});
  }
  core::Caller daemon;
  daemon.role = model::Role::kService;
  lab.push_back(As(daemon, core::StartServing{start_, random_.Next()}));
  return lab;
}

// Every third resource is a company's; half of those for nothing.
model::LentTerms Workload::LentAs(uint64_t number) const {
  const uint64_t dice = seed_ * 7 + number;
  if (dice % 3 != 0) return {};
  model::LentTerms lent;
  lent.by = CompanyId(static_cast<uint32_t>(1 + dice / 3 % 3));
  lent.tariff = dice / 9 % 2 == 0 ? 0 : static_cast<int64_t>(dice % 4);
  if (dice / 18 % 2 == 0) lent.pool = PoolId(1);
  return lent;
}

// The third company has no share, now and then nobody has. Weeks or months stay what they are.
model::Sharing Workload::SomeSharing() {
  constexpr uint32_t kBases[] = {0, 1, 1, 2, 7, 20};
  model::Sharing sharing;
  sharing.period = random_.OneIn(3) ? model::SharePeriod::kMonth : model::SharePeriod::kWeek;
  sharing.cents_a_share = Cents(random_.OneIn(3) ? 10'000 : 0);
  for (uint32_t company = 1; company <= 2; ++company) {
    model::Share share{CompanyId(company), kBases[random_.Between(0, 5)], {}, 0};
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

Duration Workload::Pause() {
  if (random_.OneIn(50)) return Duration::Seconds(kGrid * random_.Between(1, 400));
  if (random_.OneIn(20)) return Duration::Seconds(random_.Between(1, kGrid - 1));
  return Duration::Seconds(random_.OneIn(3) ? kGrid * random_.Between(0, 6) : 0);
}

core::Caller Workload::SomeMember(const core::State& state) {
  core::Caller caller;
  do {
    caller.member = MemberId(static_cast<uint32_t>(random_.Between(1, members_)));
  } while (state.Find(caller.member)->retired);
  caller.token = TokenId(10 + caller.member.value());
  return caller;
}

Interval Workload::SomeInterval(Instant at) {
  if (crowded_ && !random_.OneIn(4)) {
    const int64_t hour = at.unix_seconds() / 3600 + random_.Between(22, 29);
    const int64_t hours = random_.Between(1, 3);
    return Interval(Instant::FromUnix(hour * 3600), Instant::FromUnix((hour + hours) * 3600));
  }
  const int64_t now = at.unix_seconds() / kGrid * kGrid;
  int64_t start = now + kGrid * random_.Between(-12, random_.OneIn(4) ? 288 * 20 : 288 * 3);
  int64_t length = kGrid * random_.Between(1, 12);
  if (random_.OneIn(2)) {  // what people ask: whole and half hours
    start = start / 1800 * 1800;
    length = (length + 1799) / 1800 * 1800;
  }
  if (random_.OneIn(10)) length *= 8;
  return Interval(Instant::FromUnix(start), Instant::FromUnix(start + length));
}

model::Wants Workload::SomeWants() {
  model::Wants wants;
  const auto resource = [&] {
    return ResourceId(static_cast<uint32_t>(random_.Between(1, resources_)));
  };
  if (material_.IsSet() && random_.OneIn(20)) {
    wants.push_back({material_, PoolId(), static_cast<uint32_t>(random_.Between(1, 3))});
    if (random_.OneIn(3)) wants.push_back({resource(), PoolId(), 1});
    return wants;
  }
  if (random_.OneIn(4) || (crowded_ && !random_.OneIn(4))) {
    wants.push_back({ResourceId(), PoolId(static_cast<uint32_t>(random_.Between(1, pools_))), 1});
    return wants;
  }
  wants.push_back({resource(), PoolId(), random_.OneIn(5) ? 2u : 1u});
  if (random_.OneIn(8)) {
    const ResourceId second = resource();
    if (second != wants[0].resource) wants.push_back({second, PoolId(), 1});
  }
  return wants;
}

BookingId Workload::SomeBooking(const core::State& state) {
  const uint64_t next = state.counters().booking;
  const int64_t back = random_.Between(1, 60);
  return BookingId(next > static_cast<uint64_t>(back) ? next - static_cast<uint64_t>(back) : 1);
}

// Mostly one that holds an offer, of the latest.
WishId Workload::SomeWish(const core::State& state) {
  const uint64_t next = state.counters().wish;
  WishId wish(std::max<uint64_t>(1, next - 1));
  for (uint64_t id = next; id > 1 && id + 40 > next; --id) {
    const model::Wish* found = state.Find(WishId(id - 1));
    if (found == nullptr || found->state != model::WishState::kOffered) continue;
    wish = found->id;
    if (random_.OneIn(2)) break;
  }
  return wish;
}

core::Body Workload::SomeMove(BookingId booking, Instant at) {
  core::Move move;
  move.booking = booking;
  move.interval = SomeInterval(at);
  if (random_.OneIn(3)) {
    move.ends = static_cast<core::Move::Ends>(random_.Between(1, 5));
  } else if (random_.OneIn(4)) {
    move.wants = SomeWants();
  }
  return move;
}

// Half of them want what another one waits for already.
core::Body Workload::SomeFiling(const core::State& state, Instant at) {
  core::FileWish wish;
  wish.wants = SomeWants();
  const Interval window = SomeInterval(at);
  wish.windows.push_back(window);
  wish.length = Duration::Seconds(std::min<int64_t>(window.length().seconds(), 3600));
  const uint64_t next = state.counters().wish;
  for (uint64_t id = next; id > 1 && id + 20 > next; --id) {
    const model::Wish* other = state.Find(WishId(id - 1));
    if (other == nullptr || other->state != model::WishState::kWaiting) continue;
    if (other->windows.back().start() <= at || !random_.OneIn(2)) continue;
    wish.wants = other->wants;
    wish.windows.assign(other->windows.begin(), other->windows.end());
    wish.length = other->length;
    break;
  }
  wish.book_at_once = random_.OneIn(2);
  wish.may_move = random_.OneIn(2);
  wish.guests = static_cast<uint16_t>(random_.Between(0, 3));
  if (random_.OneIn(3)) wish.valid_until = at + Duration::Minutes(5 * random_.Between(0, 300));
  return wish;
}

core::Body Workload::SomeOutage(Instant at) {
  core::DeclareOutage outage;
  const int64_t last = resources_ + (material_.IsSet() ? 1 : 0);
  outage.resource = ResourceId(static_cast<uint32_t>(random_.Between(1, last)));
  const Interval interval = SomeInterval(at);
  outage.interval = Interval(std::max(interval.start(), at),
                             std::max(interval.end(), at + Duration::Seconds(kGrid)));
  return outage;
}

core::Body Workload::MorePieces(const core::State& state) const {
  core::DefineResource more{*state.Find(material_)};
  more.resource.capacity += 5 + more.resource.taken % 7;
  return more;
}

bool Workload::PlanWindUp(const core::State& state) {
  const CompanyId company(static_cast<uint32_t>(random_.Between(1, 3)));
  MemberId heir;
  state.ForEach<model::Member>([&](const model::Member& member) {
    if (!member.retired && member.company != company) heir = member.id;
  });
  if (!planned_.empty() || !heir.IsSet() || state.Find(company)->retired) return false;
  if (random_.OneIn(2)) heir = MemberId();
  const auto plan = [&](auto body) { planned_.push_back({0, std::move(body)}); };
  state.ForEach<model::Resource>([&](const model::Resource& resource) {
    if (resource.lent.by != company) return;
    plan([id = resource.id](const core::State& now) -> core::Body {
      core::DefineResource define{*now.Find(id)};
      define.resource.lent = {};
      return define;
    });
  });
  plan([=](const core::State&) -> core::Body { return core::WindUp{company, 0, heir}; });
  PlanReturn(state, company, random_.Between(1, 60));
  return true;
}

void Workload::PlanReturn(const core::State& state, CompanyId company, int64_t after) {
  const auto plan = [&](auto body) {
    planned_.push_back({after, std::move(body)});
    after = 0;
  };
  plan([=](const core::State& now) -> core::Body {
    core::DefineCompany define{*now.Find(company)};
    define.company.retired = false;
    return define;
  });
  state.ForEach<model::Member>([&](const model::Member& member) {
    if (member.company != company) return;
    plan([id = member.id](const core::State& now) -> core::Body {
      core::DefineMember define{*now.Find(id), {}};
      define.member.retired = false;
      return define;
    });
  });
  state.ForEach<model::Resource>([&](const model::Resource& resource) {
    if (resource.lent.by != company) return;
    plan([id = resource.id, lent = resource.lent](const core::State& now) -> core::Body {
      core::DefineResource define{*now.Find(id)};
      define.resource.lent = lent;
      return define;
    });
  });
  state.ForEach<model::Pool>([&](const model::Pool& pool) {
    for (const model::Share& share : pool.sharing.shares) {
      if (share.company != company) continue;
      plan([id = pool.id, share](const core::State& now) -> core::Body {
        core::DefinePool define{*now.Find(id)};
        auto& shares = define.pool.sharing.shares;
        std::erase_if(shares, [&](const auto& one) { return one.company == share.company; });
        shares.push_back(share);
        std::sort(shares.begin(), shares.end(),
                  [](const auto& a, const auto& b) { return a.company < b.company; });
        return define;
      });
    }
  });
}

void Workload::PlanContest(const core::State& state, Instant at) {
  const model::Booking* held = nullptr;
  for (int tries = 0; tries < 20 && held == nullptr; ++tries) {
    const model::Booking* found = state.Find(SomeBooking(state));
    const bool good = found != nullptr && model::Occupies(found->state) &&
                      found->interval.start() > at + Duration::Hours(1) && found->kit.size() == 1 &&
                      state.IsShared(state.Find(found->kit.front().resource)->pool);
    if (good) held = found;
  }
  if (held == nullptr || !planned_.empty()) return;
  core::FileWish wish;
  wish.wants.push_back({held->kit.front().resource, PoolId(), 1});
  wish.windows.push_back(held->interval);
  wish.length = held->interval.length();
  for (int64_t i = random_.Between(2, 5); i > 0; --i) {
    wish.member = SomeMember(state).member;
    wish.book_at_once = !random_.OneIn(4);
    planned_.push_back({0, [wish](const core::State&) -> core::Body { return wish; }});
  }
  planned_.push_back(
      {0, [id = held->id](const core::State&) -> core::Body { return core::Cancel{id}; }});
}

core::Body Workload::SomeSeries(Instant at) {
  core::BookSeries series;
  series.wants = SomeWants();
  series.rule = random_.OneIn(2) ? "FREQ=WEEKLY;COUNT=3" : "FREQ=DAILY;COUNT=4";
  series.start = zone_.ToCivil(SomeInterval(at).start());
  series.civil_seconds = 1800 * random_.Between(1, 4);
  series.mode = static_cast<model::SeriesMode>(random_.Between(1, 3));
  return series;
}

// Some of a company's guarantee is lent, or taken back.
core::Body Workload::SomeLending(Instant at) {
  core::Lend lend;
  lend.pool = PoolId(static_cast<uint32_t>(random_.Between(1, pools_)));
  lend.when = at + Duration::Hours(random_.Between(0, 240));
  lend.minutes = 30 * random_.Between(1, 40) * (random_.OneIn(4) ? -1 : 1);
  return lend;
}

// Two evenings, soon or in some days.
core::Body Workload::SomeOpening(Instant at) {
  core::OpenRound open;
  open.pool = PoolId(static_cast<uint32_t>(random_.Between(1, pools_)));
  const int64_t hour = at.unix_seconds() / 3600 + random_.Between(2, random_.OneIn(2) ? 12 : 96);
  for (int64_t i = random_.Between(1, 2); i > 0; --i) {
    const Instant start = Instant::FromUnix((hour + 24 * i) * 3600);
    open.windows.emplace_back(start, start + Duration::Hours(random_.Between(1, 4)));
  }
  open.closes_at = at + Duration::Minutes(5 * random_.Between(1, 120));
  return open;
}

// What its company would like of the windows, half hours mostly on the same resources.
core::Body Workload::SomeList(const core::State& state, const model::Round& round) {
  core::FileList list;
  list.round = round.id;
  list.bundles.resize(static_cast<size_t>(random_.Between(0, 6)));
  for (model::Round::Bundle& bundle : list.bundles) {
    bundle.resize(static_cast<size_t>(random_.Between(1, 2)));
    for (model::Round::Alternative& alternative : bundle) {
      alternative.resize(static_cast<size_t>(random_.OneIn(3) ? 2 : 1));
      for (model::Round::Part& part : alternative) {
        const auto last = static_cast<int64_t>(round.windows.size()) - 1;
        const Interval window = round.windows[static_cast<size_t>(random_.Between(0, last))];
        const int64_t halves = window.length().seconds() / 1800;
        const int64_t length = random_.Between(1, 2);
        // Now and then it runs over the end.
        const int64_t first = random_.Between(0, halves - (random_.OneIn(20) ? 0 : length));
        const Instant start = window.start() + Duration::Minutes(30 * first);
        part.interval = Interval(start, start + Duration::Minutes(30 * length));
        part.want = {ResourceId(), round.pool, 1};
        if (random_.OneIn(20)) part.want = SomeWants().front();
        const std::vector<ResourceId>& resources = state.ResourcesOf(round.pool);
        if (!resources.empty() && !random_.OneIn(3)) {
          const auto most = static_cast<int64_t>(resources.size()) - 1;
          part.want = {resources[static_cast<size_t>(random_.Between(0, most))], PoolId(), 1};
        }
      }
    }
  }
  return list;
}

core::Body Workload::SomeRound(const core::State& state, Instant at, core::Caller* caller) {
  const auto& open = state.open_rounds();
  if (open.empty() || random_.OneIn(8)) {
    *caller = Manager();
    return SomeOpening(at);
  }
  const model::Round& round = *state.Find(random_.OneIn(2) ? *open.begin() : *open.rbegin());
  if (!random_.OneIn(6)) return SomeList(state, round);
  *caller = Manager();
  if (random_.OneIn(4)) return core::CancelRound{round.id};
  return core::CloseRound{round.id};
}

core::Body Workload::SomeBody(const core::State& state, Instant at, core::Caller* caller) {
  if (random_.OneIn(16)) return SomeRound(state, at, caller);
  if (random_.OneIn(8)) {
    if (const auto lateness = SomeLateness(state, at, caller)) return *lateness;
  }
  const int64_t dice = random_.Between(1, 100);
  if (dice <= 50) {
    core::Book book;
    book.wants = SomeWants();
    book.interval = SomeInterval(at);
    book.may_move = crowded_ ? !random_.OneIn(4) : random_.OneIn(2);
    if (random_.OneIn(12)) {
      book.hold_until = at + Duration::Minutes(5 * random_.Between(1, 60));
    } else if (random_.OneIn(8)) {
      book.walk_up = true;
      const int64_t end = (at.unix_seconds() / kGrid + random_.Between(1, 24)) * kGrid;
      book.interval = Interval(at, Instant::FromUnix(end));
    }
    return book;
  }
  const BookingId booking = SomeBooking(state);
  // Mostly its own member, so that something happens.
  if (const model::Booking* found = state.Find(booking); found != nullptr && !random_.OneIn(8)) {
    caller->member = found->member;
    caller->token = TokenId(10 + found->member.value());
  }
  if (dice <= 62) return core::Cancel{booking};
  if (dice <= 72) return SomeMove(booking, at);
  if (dice <= 80) return core::CheckIn{booking, std::nullopt};
  if (dice <= 84) return core::CheckOut{booking, std::nullopt};
  if (dice <= 86) return core::Confirm{booking};
  if (dice <= 88) {
    const WishId wish = SomeWish(state);
    if (const model::Wish* found = state.Find(wish); found != nullptr && !random_.OneIn(8)) {
      caller->member = found->member;
      caller->token = TokenId(10 + found->member.value());
    }
    if (random_.OneIn(6)) return core::DeclineOffer{wish};
    return core::AcceptOffer{wish};
  }
  if (dice <= 90) {
    *caller = Manager();
    return core::Approve{booking};
  }
  if (dice <= 95 && random_.OneIn(5)) return SomeLending(at);
  if (dice <= 95 && random_.OneIn(4)) PlanContest(state, at);
  if (dice <= 95) return SomeFiling(state, at);
  if (dice <= 97) return SomeSeries(at);
  *caller = Manager();
  if (material_.IsSet() && random_.OneIn(12)) return MorePieces(state);
  const bool leaves = random_.OneIn(30) && PlanWindUp(state);
  // Nobody else moves to a company that leaves: it might be the last.
  if (random_.OneIn(6) && !leaves) {
    core::MoveMember move;
    move.member = SomeMember(state).member;
    move.to = CompanyId(static_cast<uint32_t>(random_.Between(1, 3)));
    move.with_bookings = random_.OneIn(2);
    return move;
  }
  if (random_.OneIn(8)) {
    core::DefinePool change;
    change.pool = *state.Find(PoolId(static_cast<uint32_t>(random_.Between(1, pools_))));
    const model::SharePeriod period = change.pool.sharing.period;
    change.pool.sharing = SomeSharing();
    change.pool.sharing.period = period;
    return change;
  }
  if (dice <= 98) return SomeOutage(at);
  const uint32_t quotas = state.counters().quota;
  if (quotas > 1 && random_.OneIn(4)) {
    core::DefineQuota change;
    change.quota = *state.Find(QuotaId(static_cast<uint32_t>(random_.Between(1, quotas - 1))));
    change.quota.limit += change.quota.limit * random_.Between(-1, 2) / 4;
    return change;
  }
  const uint64_t outages = state.counters().outage;
  return core::LiftOutage{OutageId(static_cast<uint64_t>(
      random_.Between(1, std::max<int64_t>(1, static_cast<int64_t>(outages) - 1))))};
}

core::Command Workload::Next(const core::State& state, Instant at) {
  if (!planned_.empty() && planned_.front().after-- <= 0) {
    const auto body = std::move(planned_.front().body);
    planned_.pop_front();
    return As(Manager(), body(state));
  }
  core::Caller caller = SomeMember(state);
  core::Body body = SomeBody(state, at, &caller);
  return As(caller, std::move(body));
}

}  // namespace mutua::sim
