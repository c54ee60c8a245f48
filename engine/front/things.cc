#include "engine/front/things.h"

#include <algorithm>
#include <set>

#include "engine/base/limits.h"
#include "engine/core/party.h"
#include "engine/front/place_rules.h"

namespace mutua::front {
namespace {

constexpr size_t kNameBytesMax = 100;
constexpr size_t kHintBytesMax = 200;  // a way, whom to ask
constexpr size_t kHeldMost = 100;

// What the contract leaves unset is the first of the model's.
model::KioskPeople KioskPeopleOf(v1::KioskPeople people) {
  return people == v1::KIOSK_PEOPLE_INITIALS ? model::KioskPeople::kInitials
                                             : model::KioskPeople::kNothing;
}
model::KioskPin KioskPinOf(v1::KioskPin pin) {
  if (pin == v1::KIOSK_PIN_WHEN_CHARGED) return model::KioskPin::kWhenCharged;
  return pin == v1::KIOSK_PIN_ALWAYS ? model::KioskPin::kAlways : model::KioskPin::kNever;
}

// What signing in makes of a member.
model::Role ReadRole(Reading& in, v1::Role role, const Path& path) {
  switch (role) {
    case v1::ROLE_UNSPECIFIED:
    case v1::ROLE_MEMBER:
      return model::Role::kMember;
    case v1::ROLE_COMPANY_MANAGER:
      return model::Role::kCompanyManager;
    case v1::ROLE_MANAGER:
      return model::Role::kManager;
    default:
      in.Malformed(path, Flaw::kNotHere);
      return model::Role::kMember;
  }
}

// Handle and name of what has both in its record.
template <class Thing, class Record>
void ReadNames(Reading& in, const Thing& from, const std::string& handle, const char* handle_field,
               const Path& path, Record* to) {
  to->handle = in.Handle(handle, Path(path, handle_field));
  to->name = in.Text(from.display_name(), kNameBytesMax, Path(path, "display_name"));
}

void ReadLent(Reading& in, const Definitions& names, const v1::LentTerms& from, const Path& path,
              model::ResourceKind kind, model::LentTerms* to) {
  const auto rate = [&](int64_t value, int64_t most, const char* field) {
    if (value < 0 || value > most) in.Malformed(Path(path, field), Flaw::kOutOfRange, most);
    return value;
  };
  to->by = names.Company(in, from.company(), Path(path, "company"));
  to->cost = Cents(rate(from.cost_cents_per_hour(), kPriceMost, "cost_cents_per_hour"));
  to->tariff = rate(from.credits_per_hour(), kTariffMost, "credits_per_hour");
  if (!from.pool().empty()) to->pool = names.Pool(in, from.pool(), Path(path, "pool"));
  if (kind != model::ResourceKind::kPerson && to->cost != Cents()) {
    in.Malformed(Path(path, "cost_cents_per_hour"), Flaw::kNotHere);
  }
}

void ShowLent(const Definitions& names, const model::LentTerms& from, v1::LentTerms* to) {
  to->set_company(names.HandleOf(from.by));
  to->set_cost_cents_per_hour(from.cost.value());
  to->set_credits_per_hour(from.tariff);
  if (from.pool.IsSet()) to->set_pool(names.HandleOf(from.pool));
}

void ReadHeld(Reading& in, const Definitions& names, const v1::Member& from, const Path& path,
              std::vector<model::Held>* to) {
  to->clear();
  if (!in.Count(from.certifications_size(), kHeldMost, false, Path(path, "certifications"))) return;
  std::set<CertificationId> seen;
  for (int i = 0; i < from.certifications_size() && in.ok(); ++i) {
    const v1::HeldCertification& held = from.certifications(i);
    const Path here(path, "certifications", static_cast<size_t>(i));
    const Path kind_path(here, "certification");
    const CertificationId kind = names.Certification(in, held.certification(), kind_path);
    const Instant since = in.At(held.valid_from(), Path(here, "valid_from"));
    const Instant until =
        held.has_valid_until() ? in.At(held.valid_until(), Path(here, "valid_until")) : kLatest;
    if (!in.ok()) return;
    if (!(since < until)) in.Malformed(Path(here, "valid_until"), Flaw::kOutOfRange);
    if (!seen.insert(kind).second) in.Malformed(kind_path, Flaw::kNotHere);
    to->push_back({.certification = kind, .from = since, .until = until});
  }
}

}  // namespace

void Read(Reading& in, Definitions& names, const v1::Site& from, const Path& path,
          model::Site* to) {
  ReadNames(in, from, from.site(), "site", path, to);
  to->zone = names.Zone(in, from.zone(), Path(path, "zone"));
  to->opening =
      from.has_hours() ? ReadHours(in, from.hours(), Path(path, "hours")) : model::AlwaysOpen();
  if (!v1::KioskPeople_IsValid(from.kiosk_people())) {
    in.Malformed(Path(path, "kiosk_people"), Flaw::kBadForm);
  }
  if (!v1::KioskPin_IsValid(from.kiosk_pin())) {
    in.Malformed(Path(path, "kiosk_pin"), Flaw::kBadForm);
  }
  if (!in.ok()) return;
  to->kiosk_people = KioskPeopleOf(from.kiosk_people());
  to->kiosk_pin = KioskPinOf(from.kiosk_pin());
}

void Read(Reading& in, Definitions&, const v1::Certification& from, const Path& path,
          model::Certification* to) {
  ReadNames(in, from, from.certification(), "certification", path, to);
  to->ask = in.Text(from.ask(), kHintBytesMax, Path(path, "ask"));
}

void Read(Reading& in, Definitions&, const v1::Company& from, const Path& path,
          model::Company* to) {
  ReadNames(in, from, from.company(), "company", path, to);
  if (from.kind() < v1::COMPANY_KIND_EMPLOYER || from.kind() > v1::COMPANY_KIND_INDEPENDENT) {
    return in.Malformed(Path(path, "kind"), from.kind() == 0 ? Flaw::kMissing : Flaw::kBadForm);
  }
  to->kind = static_cast<model::Company::Kind>(from.kind());
}

void Read(Reading& in, Definitions& names, const v1::Member& from, const Path& path,
          NamedMember* to) {
  to->person.handle = in.Handle(from.member(), Path(path, "member"));
  to->person.display_name = in.Text(from.display_name(), kNameBytesMax, Path(path, "display_name"));
  to->person.language = from.language().empty() ? "en" : from.language();
  if (to->person.language != "en" && to->person.language != "fr") {
    in.Malformed(Path(path, "language"), Flaw::kBadForm);
  }
  to->record.company = names.Company(in, from.company(), Path(path, "company"));
  to->record.role = ReadRole(in, from.role(), Path(path, "role"));
  // Who says nothing of them leaves them: they are the member's own to choose.
  if (from.has_quiet_hours()) {
    to->record.quiet = ReadQuietHours(in, from.quiet_hours(), Path(path, "quiet_hours"));
  }
  ReadHeld(in, names, from, path, &to->record.held);
}

void Read(Reading& in, Definitions& names, const v1::Pool& from, const Path& path,
          model::Pool* to) {
  ReadNames(in, from, from.pool(), "pool", path, to);
  to->stand_in = from.stand_in();
  to->rules = ReadRules(in, names, from.rules(), Path(path, "rules"));
  ReadSharing(in, names, from, path, &to->sharing);
}

void Read(Reading& in, Definitions& names, const v1::Resource& from, const Path& path,
          model::Resource* to) {
  ReadNames(in, from, from.resource(), "resource", path, to);
  to->way = in.Text(from.way(), kHintBytesMax, Path(path, "way"));
  if (from.kind() < v1::RESOURCE_KIND_MACHINE || from.kind() > v1::RESOURCE_KIND_MATERIAL) {
    return in.Malformed(Path(path, "kind"), from.kind() == 0 ? Flaw::kMissing : Flaw::kBadForm);
  }
  to->kind = static_cast<model::ResourceKind>(from.kind());
  to->pool = names.Pool(in, from.pool(), Path(path, "pool"));
  to->site = names.Site(in, from.site(), Path(path, "site"));
  to->capacity = from.capacity() == 0 ? 1 : from.capacity();
  if (to->capacity > kCapacityMost) {
    in.Malformed(Path(path, "capacity"), Flaw::kOutOfRange, kCapacityMost);
  }
  to->rules = ReadRules(in, names, from.rules(), Path(path, "rules"));
  to->lent = model::LentTerms();  // who says nothing of it makes it the lab's
  if (from.has_lent()) {
    ReadLent(in, names, from.lent(), Path(path, "lent"), to->kind, &to->lent);
  }
}

// --- Showing -----------------------------------------------------------------------------------

void Show(const Definitions& names, const model::Site& from, v1::Site* to) {
  to->set_site(from.handle);
  to->set_display_name(from.name);
  to->set_zone(names.HandleOf(from.zone));
  if (!model::IsAlwaysOpen(from.opening)) ShowHours(from.opening, to->mutable_hours());
  if (from.kiosk_people == model::KioskPeople::kInitials) {
    to->set_kiosk_people(v1::KIOSK_PEOPLE_INITIALS);
  }
  if (from.kiosk_pin == model::KioskPin::kWhenCharged) {
    to->set_kiosk_pin(v1::KIOSK_PIN_WHEN_CHARGED);
  } else if (from.kiosk_pin == model::KioskPin::kAlways) {
    to->set_kiosk_pin(v1::KIOSK_PIN_ALWAYS);
  }
  to->set_retired(from.retired);
  to->set_etag(std::to_string(from.version));
}

void Show(const Definitions&, const model::Certification& from, v1::Certification* to) {
  to->set_certification(from.handle);
  to->set_display_name(from.name);
  to->set_ask(from.ask);
  to->set_retired(from.retired);
  to->set_etag(std::to_string(from.version));
}

void Show(const Definitions&, const model::Company& from, v1::Company* to) {
  to->set_company(from.handle);
  to->set_display_name(from.name);
  to->set_kind(static_cast<v1::CompanyKind>(from.kind));
  to->set_retired(from.retired);
  to->set_etag(std::to_string(from.version));
}

void Show(const Definitions& names, const NamedMember& from, v1::Member* to) {
  to->set_member(from.person.handle);
  to->set_display_name(from.person.display_name);
  to->set_company(names.HandleOf(from.record.company));
  to->set_language(from.person.language);
  if (from.record.role != model::Role::kMember) {
    to->set_role(static_cast<v1::Role>(from.record.role));
  }
  if (from.record.quiet.IsSet()) {
    ShowQuietHours(from.record.quiet, to->mutable_quiet_hours());
  }
  for (const model::Held& held : from.record.held) {
    v1::HeldCertification& shown = *to->add_certifications();
    shown.set_certification(names.HandleOf(held.certification));
    Put(held.from, shown.mutable_valid_from());
    if (held.until < kLatest) Put(held.until, shown.mutable_valid_until());
  }
  to->set_retired(from.record.retired);
  to->set_etag(std::to_string(from.record.version));
}

void Show(const Definitions& names, const model::Pool& from, v1::Pool* to) {
  to->set_pool(from.handle);
  to->set_display_name(from.name);
  to->set_stand_in(from.stand_in);
  if (!(from.rules == model::Rules())) ShowRules(names, from.rules, to->mutable_rules());
  ShowSharing(names, from.sharing, to);
  to->set_retired(from.retired);
  to->set_etag(std::to_string(from.version));
}

void Show(const Definitions& names, const model::Resource& from, v1::Resource* to) {
  to->set_resource(from.handle);
  to->set_display_name(from.name);
  to->set_kind(static_cast<v1::ResourceKind>(from.kind));
  to->set_pool(names.HandleOf(from.pool));
  to->set_site(names.HandleOf(from.site));
  to->set_capacity(from.capacity);
  to->set_way(from.way);
  if (!(from.rules == model::Rules())) ShowRules(names, from.rules, to->mutable_rules());
  if (from.id.IsSet() && names.state().Find(from.id) != nullptr) {
    ShowRules(names, names.state().RulesOf(from.id), to->mutable_effective_rules());
  }
  to->set_taken(from.taken);
  if (from.lent.by.IsSet()) ShowLent(names, from.lent, to->mutable_lent());
  to->set_retired(from.retired);
  to->set_etag(std::to_string(from.version));
}

NamedMember Named(const Scene& scene, const model::Member& member) {
  NamedMember named{.record = member, .person = {}};
  if (auto person = scene.people.Get(member.id)) named.person = *std::move(person);
  if (named.person.language.empty()) named.person.language = "en";
  return named;
}

void ShowAllowed(const Showing& show, const model::Company& company, v1::Company* to) {
  if (show.Sees(company.id)) return Show(Definitions(show.scene()), company, to);
  to->set_company(company.handle);
  to->set_retired(company.retired);
}

void ShowAllowed(const Showing& show, const model::Member& member, v1::Member* to) {
  const core::Caller& caller = show.scene().caller;
  const bool own = caller.role != model::Role::kKiosk && caller.member == member.id;
  const bool all = own || core::Manages(caller);
  if (all) {
    to->set_has_pin(member.has_pin);
    to->set_password(static_cast<v1::PasswordKind>(member.password));
  }
  if (show.Sees(member.company)) {
    Show(Definitions(show.scene()), Named(show.scene(), member), to);
    if (!all) to->clear_quiet_hours();
    return;
  }
  to->set_member(show.scene().people.HandleOf(member.id));
  to->set_company(show.HandleOf(member.company));
  to->set_retired(member.retired);
}

}  // namespace mutua::front
