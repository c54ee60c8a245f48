// Companies, members, certifications, badges and tokens, to and from their messages.
#include "engine/store/translate.h"
#include "mutua/store/v1/records.pb.h"

namespace mutua::store {
namespace {

template <class Array>
void SetBytes(const Array& from, std::string* to) {
  const std::string_view bytes = WriteBytes(from);
  to->assign(bytes.data(), bytes.size());
}

uint16_t ReadMinute(uint32_t minute, Faults* faults) {
  return faults->Expect(minute < 1440, "a minute that no day has") ? static_cast<uint16_t>(minute)
                                                                   : uint16_t{0};
}

}  // namespace

void Write(const model::Certification& from, v1::Certification* to) {
  to->set_id(from.id.value());
  to->set_handle(from.handle);
  to->set_name(from.name);
  to->set_ask(from.ask);
  to->set_retired(from.retired);
  if (from.version != 1) to->set_version(from.version);
}

void Read(const v1::Certification& from, model::Certification* to, Faults* faults) {
  to->id = ReadId<CertificationId>(from.id(), faults);
  to->handle = from.handle();
  to->name = from.name();
  to->ask = from.ask();
  to->retired = from.retired();
  to->version = from.has_version() ? from.version() : 1;
}

void Write(const model::Company& from, v1::Company* to) {
  to->set_id(from.id.value());
  to->set_handle(from.handle);
  to->set_name(from.name);
  to->set_kind(static_cast<uint32_t>(from.kind));
  to->set_retired(from.retired);
  to->set_version(from.version);
}

void Read(const v1::Company& from, model::Company* to, Faults* faults) {
  using Kind = model::Company::Kind;
  to->id = ReadId<CompanyId>(from.id(), faults);
  to->handle = from.handle();
  to->name = from.name();
  to->kind = ReadEnum(from.kind(), Kind::kEmployer, Kind::kIndependent, faults);
  to->retired = from.retired();
  to->version = from.version();
}

void Write(const model::Member& from, v1::Member* to) {
  to->set_id(from.id.value());
  to->set_company(from.company.value());
  for (const model::Held& held : from.held) {
    v1::Member::Held* written = to->add_held();
    written->set_certification(held.certification.value());
    written->set_from(held.from.unix_seconds());
    written->set_until(held.until.unix_seconds());
  }
  to->set_retired(from.retired);
  to->set_erased(from.erased);
  to->set_has_pin(from.has_pin);
  if (from.role != model::Role::kMember) to->set_role(static_cast<uint32_t>(from.role));
  to->set_password(static_cast<uint32_t>(from.password));
  to->set_quiet_from(from.quiet.from);
  to->set_quiet_until(from.quiet.until);
  to->set_version(from.version);
}

void Read(const v1::Member& from, model::Member* to, Faults* faults) {
  to->id = ReadId<MemberId>(from.id(), faults);
  to->company = CompanyId(from.company());
  for (const v1::Member::Held& held : from.held()) {
    to->held.push_back({ReadId<CertificationId>(held.certification(), faults),
                        ReadInstant(held.from(), faults), ReadInstant(held.until(), faults)});
  }
  to->retired = from.retired();
  to->erased = from.erased();
  to->has_pin = from.has_pin();
  if (from.role() != 0) {
    to->role = ReadEnum(from.role(), model::Role::kMember, model::Role::kCompanyManager, faults);
  }
  to->password = ReadEnum(from.password(), model::Password::kNone, model::Password::kOwn, faults);
  to->quiet = {ReadMinute(from.quiet_from(), faults), ReadMinute(from.quiet_until(), faults)};
  to->version = from.version();
}

void Write(const model::Badge& from, v1::Badge* to) {
  to->set_id(from.id.value());
  to->set_member(from.member.value());
  SetBytes(from.seal, to->mutable_seal());
  to->set_revoked(from.revoked);
}

void Read(const v1::Badge& from, model::Badge* to, Faults* faults) {
  to->id = ReadId<BadgeId>(from.id(), faults);
  to->member = MemberId(from.member());
  to->seal = ReadBytes<model::Seal>(from.seal(), faults);
  to->revoked = from.revoked();
}

void Write(const model::Token& from, v1::Token* to) {
  to->set_id(from.id.value());
  to->set_role(static_cast<uint32_t>(from.role));
  to->set_member(from.member.value());
  SetBytes(from.hash, to->mutable_hash());
  to->set_expires(from.expires.unix_seconds());
  to->set_revoked(from.revoked);
  to->set_site(from.site.value());
  to->set_name(from.name);
  to->set_session(from.session);
  to->set_read_only(from.read_only);
  to->set_made_at(from.made_at.unix_seconds());
  if (from.role != model::Role::kFeed) return;
  v1::Token::Feed& feed = *to->mutable_feed();
  feed.set_of(static_cast<uint32_t>(from.feed.of));
  feed.set_id(from.feed.id);
  feed.set_manages(from.feed.manages);
  feed.set_made_with(from.feed.made_with.value());
  feed.set_made_at(from.feed.made_at.unix_seconds());
}

void Read(const v1::Token& from, model::Token* to, Faults* faults) {
  to->id = ReadId<TokenId>(from.id(), faults);
  to->role = ReadEnum(from.role(), model::Role::kMember, model::Role::kCompanyManager, faults);
  to->member = MemberId(from.member());
  to->hash = ReadBytes<decltype(to->hash)>(from.hash(), faults);
  to->expires = ReadInstant(from.expires(), faults);
  to->revoked = from.revoked();
  to->site = SiteId(from.site());
  to->name = from.name();
  to->session = from.session();
  to->read_only = from.read_only();
  to->made_at = ReadInstant(from.made_at(), faults);
  if (to->role != model::Role::kFeed) return;
  to->feed.of =
      ReadEnum(from.feed().of(), model::Feed::Of::kMember, model::Feed::Of::kPool, faults);
  to->feed.id = from.feed().id();
  to->feed.manages = from.feed().manages();
  to->feed.made_with = TokenId(from.feed().made_with());
  to->feed.made_at = ReadInstant(from.feed().made_at(), faults);
}

}  // namespace mutua::store
