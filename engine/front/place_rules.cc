#include "engine/front/place_rules.h"

#include <algorithm>
#include <utility>

#include "engine/base/limits.h"
#include "engine/core/party.h"

namespace mutua::front {
namespace {

constexpr size_t kCertificationsMost = 16;
constexpr size_t kWhoMost = 1000;
constexpr int64_t kBordersMost = Duration::Days(7).seconds();

void Bad(Reading& in, const Path& path, Flaw flaw, int64_t asked, int64_t limit = 0) {
  in.Object({.subject = path.ToString(),
             .flaw = flaw,
             .limit = limit,
             .asked = asked,
             .at = {},
             .unit = v1::UNIT_SECONDS});
}

// Whole seconds, `least` to 3,660 days.
Duration ReadLength(Reading& in, const google::protobuf::Duration& from, int64_t least,
                    const Path& path) {
  const int64_t most = kBookingLongest.seconds();
  if (from.nanos() != 0) in.Malformed(path, Flaw::kBadForm);
  if (from.seconds() < least || from.seconds() > most) {
    Bad(in, path, Flaw::kLengthOutOfRange, std::clamp<int64_t>(from.seconds(), -most, 2 * most),
        from.seconds() < least ? least : most);
  }
  return in.ok() ? Duration::Seconds(from.seconds()) : Duration::Seconds(60);
}

// The durations of Rules, each with its least value in seconds.
void ReadLengths(Reading& in, const v1::Rules& from, const Path& path, model::Rules* to) {
  const auto read = [&](bool has, const google::protobuf::Duration& length, int64_t least,
                        const char* name, std::optional<Duration>* out) {
    if (has) *out = ReadLength(in, length, least, Path(path, name));
  };
  read(from.has_granularity(), from.granularity(), 1, "granularity", &to->granularity);
  read(from.has_shortest(), from.shortest(), 1, "shortest", &to->shortest);
  read(from.has_longest(), from.longest(), 1, "longest", &to->longest);
  read(from.has_lead(), from.lead(), 0, "lead", &to->lead);
  read(from.has_horizon(), from.horizon(), 0, "horizon", &to->horizon);
  read(from.has_gap(), from.gap(), 0, "gap", &to->gap);
  read(from.has_setup(), from.setup(), 0, "setup", &to->setup);
  read(from.has_cleanup(), from.cleanup(), 0, "cleanup", &to->cleanup);
  read(from.has_check_in_before(), from.check_in_before(), 0, "check_in_before",
       &to->check_in_before);
  read(from.has_check_in_after(), from.check_in_after(), 0, "check_in_after", &to->check_in_after);
}

// What the core would refuse as a contradiction, by field and value.
void CheckLengths(Reading& in, const model::Rules& rules, const Path& path) {
  constexpr int64_t kSecondsADay = 86400;
  if (rules.granularity && kSecondsADay % rules.granularity->seconds() != 0) {
    Bad(in, Path(path, "granularity"), Flaw::kDividesNoDay, rules.granularity->seconds());
  }
  if (rules.shortest && rules.longest && *rules.shortest > *rules.longest) {
    Bad(in, Path(path, "shortest"), Flaw::kAboveLimit, rules.shortest->seconds(),
        rules.longest->seconds());
  }
  const int64_t setup = rules.setup.value_or(Duration()).seconds();
  const int64_t cleanup = rules.cleanup.value_or(Duration()).seconds();
  if (setup % 60 != 0) Bad(in, Path(path, "setup"), Flaw::kNotWholeMinutes, setup);
  if (cleanup % 60 != 0) Bad(in, Path(path, "cleanup"), Flaw::kNotWholeMinutes, cleanup);
  if (setup + cleanup > kBordersMost) {
    Bad(in, Path(path, "setup"), Flaw::kAboveLimit, setup + cleanup, kBordersMost);
  }
}

std::vector<CertificationId> ReadKinds(Reading& in, const Definitions& names,
                                       const google::protobuf::RepeatedPtrField<std::string>& from,
                                       const Path& path, const char* field) {
  std::vector<CertificationId> to;
  if (!in.Count(from.size(), kCertificationsMost, false, Path(path, field))) return to;
  for (int i = 0; i < from.size() && in.ok(); ++i) {
    to.push_back(names.Certification(in, from[i], Path(path, field, static_cast<size_t>(i))));
  }
  return to;
}

void ReadWho(Reading& in, const Definitions& names, const v1::WhoMayBook& from, const Path& path,
             model::Rules* to) {
  if (!in.Count(from.companies_size(), kWhoMost, false, Path(path, "companies"))) return;
  if (!in.Count(from.members_size(), kWhoMost, false, Path(path, "members"))) return;
  if (from.others() != 0) in.Malformed(Path(path, "others"), Flaw::kNotHere);
  to->companies.emplace();
  to->members.emplace();
  for (int i = 0; i < from.companies_size() && in.ok(); ++i) {
    to->companies->push_back(
        names.AnyCompany(in, from.companies(i), Path(path, "companies", static_cast<size_t>(i))));
  }
  for (int i = 0; i < from.members_size() && in.ok(); ++i) {
    to->members->push_back(
        names.AnyMember(in, from.members(i), Path(path, "members", static_cast<size_t>(i))));
  }
}

bool Sees(const Definitions& names, MemberId id) {
  const core::Caller& caller = names.scene().caller;
  if (core::Manages(caller)) return true;
  const model::Member* own = names.state().Find(caller.member);
  const model::Member* other = names.state().Find(id);
  return own != nullptr && other != nullptr && own->company == other->company;
}

void ShowWho(const Definitions& names, const std::vector<CompanyId>& companies,
             const std::vector<MemberId>& members, v1::WhoMayBook* to) {
  for (const CompanyId id : companies) to->add_companies(names.HandleOf(id));
  uint32_t others = 0;
  for (const MemberId id : members) {
    if (!Sees(names, id)) {
      ++others;
      continue;
    }
    const std::string handle = names.HandleOf(id);
    // Left out, a rule that names only them would be everybody's when it is sent back.
    to->add_members(handle.empty() ? Definitions::OpaqueName(id) : handle);
  }
  to->set_others(others);
}

void Put(Duration length, google::protobuf::Duration* out) { out->set_seconds(length.seconds()); }

}  // namespace

model::Rules ReadRules(Reading& in, const Definitions& names, const v1::Rules& from,
                       const Path& path) {
  model::Rules to;
  if (from.has_hours()) to.opening = ReadHours(in, from.hours(), Path(path, "hours"));
  ReadLengths(in, from, path, &to);
  if (in.ok()) CheckLengths(in, to, path);
  if (from.has_certifications()) {
    const Path need(path, "certifications");
    to.certifications = ReadKinds(in, names, from.certifications().all_of(), need, "all_of");
    to.any_certifications = ReadKinds(in, names, from.certifications().any_of(), need, "any_of");
  }
  if (from.has_who()) ReadWho(in, names, from.who(), Path(path, "who"), &to);
  if (from.has_needs_approval()) to.needs_approval = from.needs_approval();
  if (from.has_unattended_overnight()) to.unattended_overnight = from.unattended_overnight();
  if (from.has_check_out()) to.check_out = from.check_out();
  if (from.has_cents_per_hour()) {
    if (from.cents_per_hour() < 0 || from.cents_per_hour() > kPriceMost) {
      in.Malformed(Path(path, "cents_per_hour"), Flaw::kOutOfRange, kPriceMost);
    }
    to.price = Cents(from.cents_per_hour());
  }
  if (from.has_tariff()) {
    if (from.tariff() < 0 || from.tariff() > kTariffMost) {
      in.Malformed(Path(path, "tariff"), Flaw::kOutOfRange, kTariffMost);
    }
    to.tariff = from.tariff();
  }
  if (from.has_peak_hours()) {
    to.peak_hours = ReadPeakHours(in, from.peak_hours(), Path(path, "peak_hours"));
  }
  return to;
}

void ShowRules(const Definitions& names, const model::Rules& from, v1::Rules* to) {
  if (from.opening) ShowHours(*from.opening, to->mutable_hours());
  if (from.granularity) Put(*from.granularity, to->mutable_granularity());
  if (from.shortest) Put(*from.shortest, to->mutable_shortest());
  if (from.longest) Put(*from.longest, to->mutable_longest());
  if (from.lead) Put(*from.lead, to->mutable_lead());
  if (from.horizon) Put(*from.horizon, to->mutable_horizon());
  if (from.gap) Put(*from.gap, to->mutable_gap());
  if (from.setup) Put(*from.setup, to->mutable_setup());
  if (from.cleanup) Put(*from.cleanup, to->mutable_cleanup());
  if (from.certifications || from.any_certifications) {
    v1::CertificationNeed& need = *to->mutable_certifications();
    const std::vector<CertificationId> none;
    for (const CertificationId id : from.certifications.value_or(none)) {
      need.add_all_of(names.HandleOf(id));
    }
    for (const CertificationId id : from.any_certifications.value_or(none)) {
      need.add_any_of(names.HandleOf(id));
    }
  }
  if (from.needs_approval) to->set_needs_approval(*from.needs_approval);
  if (from.companies || from.members) {
    ShowWho(names, from.companies.value_or(std::vector<CompanyId>{}),
            from.members.value_or(std::vector<MemberId>{}), to->mutable_who());
  }
  if (from.unattended_overnight) to->set_unattended_overnight(*from.unattended_overnight);
  if (from.check_in_before) Put(*from.check_in_before, to->mutable_check_in_before());
  if (from.check_in_after) Put(*from.check_in_after, to->mutable_check_in_after());
  if (from.check_out) to->set_check_out(*from.check_out);
  if (from.price) to->set_cents_per_hour(from.price->value());
  if (from.tariff) to->set_tariff(*from.tariff);
  if (from.peak_hours) ShowPeakHours(*from.peak_hours, to->mutable_peak_hours());
}

void ShowRules(const Definitions& names, const model::EffectiveRules& from, v1::Rules* to) {
  const model::Rules all{.opening = from.opening,
                         .granularity = from.granularity,
                         .shortest = from.shortest,
                         .longest = from.longest,
                         .lead = from.lead,
                         .horizon = from.horizon,
                         .gap = from.gap,
                         .setup = from.setup,
                         .cleanup = from.cleanup,
                         .certifications = from.certifications,
                         .needs_approval = from.needs_approval,
                         .companies = from.companies,
                         .members = from.members,
                         .unattended_overnight = from.unattended_overnight,
                         .check_in_before = from.check_in_before,
                         .check_in_after = from.check_in_after,
                         .check_out = from.check_out,
                         .price = from.price,
                         .any_certifications = from.any_certifications,
                         .tariff = from.tariff,
                         .peak_hours = from.peak_hours};
  ShowRules(names, all, to);
}

}  // namespace mutua::front
