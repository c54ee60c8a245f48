// Sites, zones, pools, resources, outages and faults, to and from their messages.
#include <utility>

#include "engine/store/translate.h"
#include "mutua/store/v1/records.pb.h"

namespace mutua::store {
namespace {

constexpr uint32_t kMinutesMost = 2880;

template <class Repeated>
void WriteMinutes(const std::vector<model::MinuteRange>& from, Repeated* to) {
  for (const model::MinuteRange& range : from) {
    to->Add(range.from);
    to->Add(range.to);
  }
}

template <class Repeated>
void ReadMinutes(const Repeated& from, std::vector<model::MinuteRange>* to, Faults* faults) {
  if (!faults->Expect(from.size() % 2 == 0, "opening hours without an end")) return;
  for (int i = 0; i < from.size(); i += 2) {
    const bool good = from[i] < from[i + 1] && from[i + 1] <= kMinutesMost;
    if (!faults->Expect(good, "opening hours that are empty or out of range")) return;
    to->push_back({static_cast<uint16_t>(from[i]), static_cast<uint16_t>(from[i + 1])});
  }
}

template <class Repeated>
void ReadWeek(const Repeated& from, model::WeeklyHours* to, Faults* faults) {
  const int days = static_cast<int>(to->size());
  if (!faults->Expect(from.size() == days, "a week that has not seven days")) return;
  for (int day = 0; day < days; ++day) {
    ReadMinutes(from[day].minutes(), &(*to)[static_cast<size_t>(day)], faults);
  }
}

template <class IdType>
void WriteIds(const std::vector<IdType>& from, v1::Ids* to) {
  for (const IdType id : from) to->add_ids(id.value());
}

template <class IdType>
std::vector<IdType> ReadIds(const v1::Ids& from, Faults* faults) {
  std::vector<IdType> ids;
  for (const uint32_t id : from.ids()) ids.push_back(ReadId<IdType>(id, faults));
  return ids;
}

std::optional<Duration> ReadRule(bool stated, int64_t seconds, Faults* faults) {
  if (!stated) return std::nullopt;
  return ReadDuration(seconds, faults);
}

std::optional<bool> ReadRule(bool stated, bool value) {
  return stated ? std::optional<bool>(value) : std::nullopt;
}

void WriteTerms(const model::LentTerms& from, v1::Resource::LentTerms* to) {
  to->set_by(from.by.value());
  to->set_cost_cents(from.cost.value());
  to->set_tariff(from.tariff);
  to->set_pool(from.pool.value());
}

void ReadTerms(const v1::Resource::LentTerms& from, model::LentTerms* to, Faults* faults) {
  to->by = ReadId<CompanyId>(from.by(), faults);
  const auto good = [](int64_t rate, int64_t most) { return 0 <= rate && rate <= most; };
  if (faults->Expect(good(from.cost_cents(), kPriceMost) && good(from.tariff(), kTariffMost),
                     "terms of lending out of range")) {
    to->cost = Cents(from.cost_cents());
    to->tariff = from.tariff();
  }
  to->pool = PoolId(from.pool());
}

}  // namespace

void Write(const model::Zone& from, v1::Zone* to) {
  to->set_id(from.id.value());
  to->set_name(from.table.name());
  to->set_first_offset_seconds(from.table.first_offset_seconds());
  for (const model::ZoneTransition& transition : from.table.transitions()) {
    v1::Zone::Transition* written = to->add_transitions();
    written->set_at(transition.at.unix_seconds());
    written->set_offset_seconds(transition.offset_seconds);
  }
  to->set_horizon(from.table.horizon().unix_seconds());
}

void Read(const v1::Zone& from, model::Zone* to, Faults* faults) {
  to->id = ReadId<ZoneId>(from.id(), faults);
  std::vector<model::ZoneTransition> transitions;
  for (const v1::Zone::Transition& transition : from.transitions()) {
    transitions.push_back({ReadInstant(transition.at(), faults), transition.offset_seconds()});
  }
  const Instant horizon = ReadInstant(from.horizon(), faults);
  if (!faults->ok()) return;
  auto table = model::ZoneTable::Make(from.name(), from.first_offset_seconds(),
                                      std::move(transitions), horizon);
  if (faults->Expect(table.ok(), "a time zone's table contradicts itself")) {
    to->table = *std::move(table);
  }
}

void Write(const model::Opening& from, v1::Opening* to) {
  for (const auto& day : from.weekly) WriteMinutes(day, to->add_weekly()->mutable_minutes());
  for (const model::DayException& exception : from.exceptions) {
    v1::Opening::Exception* written = to->add_exceptions();
    written->set_day(exception.day - CivilDay());
    WriteMinutes(exception.hours, written->mutable_minutes());
  }
}

void Read(const v1::Opening& from, model::Opening* to, Faults* faults) {
  ReadWeek(from.weekly(), &to->weekly, faults);
  constexpr int64_t kDaysMost = kSecondsMost / 86400;
  for (const v1::Opening::Exception& exception : from.exceptions()) {
    const bool near = -kDaysMost <= exception.day() && exception.day() <= kDaysMost;
    if (!faults->Expect(near, "a day out of range")) return;
    const CivilDay day = CivilDay() + exception.day();
    const bool ascending = to->exceptions.empty() || to->exceptions.back().day < day;
    if (!faults->Expect(ascending, "days of special hours out of order")) return;
    to->exceptions.push_back({day, {}});
    ReadMinutes(exception.minutes(), &to->exceptions.back().hours, faults);
  }
}

void Write(const model::Rules& from, v1::Rules* to) {
  if (from.opening) Write(*from.opening, to->mutable_opening());
  if (from.granularity) to->set_granularity(from.granularity->seconds());
  if (from.shortest) to->set_shortest(from.shortest->seconds());
  if (from.longest) to->set_longest(from.longest->seconds());
  if (from.lead) to->set_lead(from.lead->seconds());
  if (from.horizon) to->set_horizon(from.horizon->seconds());
  if (from.gap) to->set_gap(from.gap->seconds());
  if (from.setup) to->set_setup(from.setup->seconds());
  if (from.cleanup) to->set_cleanup(from.cleanup->seconds());
  if (from.certifications) WriteIds(*from.certifications, to->mutable_certifications());
  if (from.needs_approval) to->set_needs_approval(*from.needs_approval);
  if (from.companies) WriteIds(*from.companies, to->mutable_companies());
  if (from.members) WriteIds(*from.members, to->mutable_members());
  if (from.unattended_overnight) to->set_unattended_overnight(*from.unattended_overnight);
  if (from.check_in_before) to->set_check_in_before(from.check_in_before->seconds());
  if (from.check_in_after) to->set_check_in_after(from.check_in_after->seconds());
  if (from.check_out) to->set_check_out(*from.check_out);
  if (from.price) to->set_price_cents(from.price->value());
  if (from.tariff) to->set_tariff(*from.tariff);
  if (from.peak_hours) {
    v1::PeakHours* hours = to->mutable_peak_hours();
    for (const auto& day : from.peak_hours->peak)
      WriteMinutes(day, hours->add_peak()->mutable_minutes());
    for (const auto& day : from.peak_hours->off_peak) {
      WriteMinutes(day, hours->add_off_peak()->mutable_minutes());
    }
  }
  if (from.any_certifications) {
    WriteIds(*from.any_certifications, to->mutable_any_certifications());
  }
}

void Read(const v1::Rules& from, model::Rules* to, Faults* faults) {
  if (from.has_opening()) Read(from.opening(), &to->opening.emplace(), faults);
  to->granularity = ReadRule(from.has_granularity(), from.granularity(), faults);
  if (to->granularity) {
    faults->Expect(to->granularity->seconds() > 0, "a granularity that is not positive");
  }
  to->shortest = ReadRule(from.has_shortest(), from.shortest(), faults);
  to->longest = ReadRule(from.has_longest(), from.longest(), faults);
  to->lead = ReadRule(from.has_lead(), from.lead(), faults);
  to->horizon = ReadRule(from.has_horizon(), from.horizon(), faults);
  to->gap = ReadRule(from.has_gap(), from.gap(), faults);
  to->setup = ReadRule(from.has_setup(), from.setup(), faults);
  to->cleanup = ReadRule(from.has_cleanup(), from.cleanup(), faults);
  if (from.has_certifications()) {
    to->certifications = ReadIds<CertificationId>(from.certifications(), faults);
  }
  if (from.has_any_certifications()) {
    to->any_certifications = ReadIds<CertificationId>(from.any_certifications(), faults);
  }
  to->needs_approval = ReadRule(from.has_needs_approval(), from.needs_approval());
  if (from.has_companies()) to->companies = ReadIds<CompanyId>(from.companies(), faults);
  if (from.has_members()) to->members = ReadIds<MemberId>(from.members(), faults);
  to->unattended_overnight = ReadRule(from.has_unattended_overnight(), from.unattended_overnight());
  to->check_in_before = ReadRule(from.has_check_in_before(), from.check_in_before(), faults);
  to->check_in_after = ReadRule(from.has_check_in_after(), from.check_in_after(), faults);
  to->check_out = ReadRule(from.has_check_out(), from.check_out());
  if (from.has_price_cents()) to->price = Cents(from.price_cents());
  if (from.has_tariff()) to->tariff = from.tariff();
  const auto good = [](int64_t rate, int64_t most) { return 0 <= rate && rate <= most; };
  faults->Expect(good(from.price_cents(), kPriceMost) && good(from.tariff(), kTariffMost),
                 "a price out of range");
  if (from.has_peak_hours()) {
    ReadWeek(from.peak_hours().peak(), &to->peak_hours.emplace().peak, faults);
    ReadWeek(from.peak_hours().off_peak(), &to->peak_hours->off_peak, faults);
  }
}

void Write(const model::Site& from, v1::Site* to) {
  to->set_id(from.id.value());
  to->set_handle(from.handle);
  to->set_name(from.name);
  to->set_zone(from.zone.value());
  Write(from.opening, to->mutable_opening());
  to->set_kiosk_people(static_cast<uint32_t>(from.kiosk_people));
  to->set_kiosk_pin(static_cast<uint32_t>(from.kiosk_pin));
  to->set_retired(from.retired);
  to->set_version(from.version);
}

void Read(const v1::Site& from, model::Site* to, Faults* faults) {
  to->id = ReadId<SiteId>(from.id(), faults);
  to->handle = from.handle();
  to->name = from.name();
  to->zone = ZoneId(from.zone());
  Read(from.opening(), &to->opening, faults);
  to->kiosk_people = ReadEnum(from.kiosk_people(), model::KioskPeople::kNothing,
                              model::KioskPeople::kInitials, faults);
  to->kiosk_pin =
      ReadEnum(from.kiosk_pin(), model::KioskPin::kNever, model::KioskPin::kAlways, faults);
  to->retired = from.retired();
  to->version = from.version();
}

void Write(const model::Pool& from, v1::Pool* to) {
  to->set_id(from.id.value());
  to->set_handle(from.handle);
  to->set_name(from.name);
  to->set_stand_in(from.stand_in);
  Write(from.rules, to->mutable_rules());
  Write(from.sharing, to);
  to->set_retired(from.retired);
  to->set_version(from.version);
}

void Read(const v1::Pool& from, model::Pool* to, Faults* faults) {
  to->id = ReadId<PoolId>(from.id(), faults);
  to->handle = from.handle();
  to->name = from.name();
  to->stand_in = from.stand_in();
  Read(from.rules(), &to->rules, faults);
  Read(from, &to->sharing, faults);
  to->retired = from.retired();
  to->version = from.version();
}

void Write(const model::Resource& from, v1::Resource* to) {
  to->set_id(from.id.value());
  to->set_handle(from.handle);
  to->set_name(from.name);
  to->set_kind(static_cast<uint32_t>(from.kind));
  to->set_site(from.site.value());
  to->set_pool(from.pool.value());
  to->set_capacity(from.capacity);
  Write(from.rules, to->mutable_rules());
  if (!(from.lent == model::LentTerms())) WriteTerms(from.lent, to->mutable_lent());
  to->set_way(from.way);
  to->set_taken(from.taken);
  to->set_retired(from.retired);
  to->set_version(from.version);
}

void Read(const v1::Resource& from, model::Resource* to, Faults* faults) {
  to->id = ReadId<ResourceId>(from.id(), faults);
  to->handle = from.handle();
  to->name = from.name();
  to->way = from.way();
  to->kind =
      ReadEnum(from.kind(), model::ResourceKind::kMachine, model::ResourceKind::kMaterial, faults);
  to->site = SiteId(from.site());
  to->pool = PoolId(from.pool());
  to->capacity = from.capacity();
  Read(from.rules(), &to->rules, faults);
  if (from.has_lent()) ReadTerms(from.lent(), &to->lent, faults);
  to->taken = from.taken();
  to->retired = from.retired();
  to->version = from.version();
}

void Write(const model::Outage& from, v1::Outage* to) {
  to->set_id(from.id.value());
  to->set_kind(static_cast<uint32_t>(from.kind));
  to->set_resource(from.resource.value());
  to->set_pool(from.pool.value());
  to->set_site(from.site.value());
  to->set_start(from.interval.start().unix_seconds());
  to->set_seconds(static_cast<uint64_t>(from.interval.length().seconds()));
  for (const model::Outage::Victim& victim : from.victims) {
    v1::Outage::Victim* written = to->add_victims();
    written->set_booking(victim.booking.value());
    written->set_fate(static_cast<uint32_t>(victim.fate));
    written->set_from(victim.from.value());
    written->set_to(victim.to.value());
    written->set_wish(victim.wish.value());
    written->set_start(victim.was.start().unix_seconds());
    written->set_seconds(static_cast<uint64_t>(victim.was.length().seconds()));
    written->set_state(static_cast<uint32_t>(victim.state));
    written->set_version(victim.version);
  }
  to->set_lifted(from.lifted);
  to->set_version(from.version);
}

void Read(const v1::Outage& from, model::Outage* to, Faults* faults) {
  using model::Outage;
  to->id = ReadId<OutageId>(from.id(), faults);
  to->kind = ReadEnum(from.kind(), Outage::Kind::kMaintenance, Outage::Kind::kClosure, faults);
  to->resource = ResourceId(from.resource());
  to->pool = PoolId(from.pool());
  to->site = SiteId(from.site());
  to->interval = ReadInterval(from.start(), from.seconds(), faults);
  for (const v1::Outage::Victim& victim : from.victims()) {
    Outage::Victim& read = to->victims.emplace_back();
    read.booking = ReadId<BookingId>(victim.booking(), faults);
    read.fate = ReadEnum(victim.fate(), Outage::Victim::Fate::kMoved,
                         Outage::Victim::Fate::kCutShort, faults);
    read.from = ResourceId(victim.from());
    read.to = ResourceId(victim.to());
    read.wish = WishId(victim.wish());
    read.was = ReadInterval(victim.start(), victim.seconds(), faults);
    read.state =
        ReadEnum(victim.state(), model::BookingState::kHeld, model::BookingState::kExpired, faults);
    read.version = victim.version();
  }
  to->lifted = from.lifted();
  to->version = from.version();
}

void Write(const model::Fault& from, v1::Fault* to) {
  to->set_id(from.id.value());
  to->set_resource(from.resource.value());
  to->set_reporter(from.reporter.value());
  to->set_at(from.at.unix_seconds());
  to->set_outage(from.outage.value());
  to->set_resolved(from.resolved);
  to->set_resolved_at(from.resolved_at.unix_seconds());
}

void Read(const v1::Fault& from, model::Fault* to, Faults* faults) {
  to->id = ReadId<FaultId>(from.id(), faults);
  to->resource = ResourceId(from.resource());
  to->reporter = MemberId(from.reporter());
  to->at = ReadInstant(from.at(), faults);
  to->outage = OutageId(from.outage());
  to->resolved = from.resolved();
  to->resolved_at = ReadInstant(from.resolved_at(), faults);
}

}  // namespace mutua::store
