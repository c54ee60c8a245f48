#include "engine/front/definitions.h"

#include <charconv>
#include <utility>

#include "engine/base/check.h"
#include "engine/front/zones/zone_loader.h"

namespace mutua::front {
namespace {

using Kind = core::Subject::Kind;

template <class IdType>
bool IsInService(const core::State& state, uint32_t id) {
  const auto* record = state.Find(IdType(id));
  return record != nullptr && !record->retired;
}

bool IsInService(const core::State& state, Kind kind, uint32_t id) {
  switch (kind) {
    case Kind::kSite:
      return IsInService<SiteId>(state, id);
    case Kind::kPool:
      return IsInService<PoolId>(state, id);
    case Kind::kResource:
      return IsInService<ResourceId>(state, id);
    case Kind::kCertification:
      return IsInService<CertificationId>(state, id);
    case Kind::kCompany:
      return IsInService<CompanyId>(state, id);
    case Kind::kMember:
      return IsInService<MemberId>(state, id);
    default:
      return false;
  }
}

template <class IdType>
std::string HandleIn(const core::State& state, uint32_t id) {
  const auto* record = state.Find(IdType(id));
  return record == nullptr ? std::string() : record->handle;
}

}  // namespace

std::optional<uint32_t> Definitions::Known(Kind kind, const std::string& handle,
                                           bool retired_too) const {
  const auto& fresh = fresh_[static_cast<size_t>(kind)];
  if (const auto found = fresh.find(handle); found != fresh.end()) return found->second;
  std::optional<uint32_t> id;
  if (kind != Kind::kMember) {
    id = state().FindHandle(kind, handle);
  } else if (const MemberId member = scene_.people.Find(handle); member.IsSet()) {
    id = member.value();
  }
  if (id && !retired_too && !IsInService(state(), kind, *id)) return std::nullopt;
  return id;
}

uint32_t Definitions::Named(Reading& in, Kind kind, const std::string& handle, const Path& path,
                            bool retired_too) const {
  if (const std::optional<uint32_t> id = Known(kind, handle, retired_too)) return *id;
  if (handle.empty()) {
    in.Malformed(path, Flaw::kMissing);
  } else if (!IsHandle(handle)) {
    in.Malformed(path, Flaw::kBadForm);
  } else {
    in.Unknown(handle);
  }
  return 0;
}

SiteId Definitions::Site(Reading& in, const std::string& handle, const Path& path) const {
  return SiteId(Named(in, Kind::kSite, handle, path));
}
PoolId Definitions::Pool(Reading& in, const std::string& handle, const Path& path) const {
  return PoolId(Named(in, Kind::kPool, handle, path));
}
PoolId Definitions::AnyPool(Reading& in, const std::string& handle, const Path& path) const {
  return PoolId(Named(in, Kind::kPool, handle, path, /*retired_too=*/true));
}
ResourceId Definitions::AnyResource(Reading& in, const std::string& handle,
                                    const Path& path) const {
  return ResourceId(Named(in, Kind::kResource, handle, path, /*retired_too=*/true));
}
CertificationId Definitions::Certification(Reading& in, const std::string& handle,
                                           const Path& path) const {
  return CertificationId(Named(in, Kind::kCertification, handle, path));
}
CompanyId Definitions::Company(Reading& in, const std::string& handle, const Path& path) const {
  return CompanyId(Named(in, Kind::kCompany, handle, path));
}
CompanyId Definitions::AnyCompany(Reading& in, const std::string& handle, const Path& path) const {
  return CompanyId(Named(in, Kind::kCompany, handle, path, /*retired_too=*/true));
}
MemberId Definitions::AnyMember(Reading& in, const std::string& handle, const Path& path) const {
  if (handle.starts_with('#')) {
    uint32_t number = 0;
    const char* end = handle.data() + handle.size();
    const auto [last, wrong] = std::from_chars(handle.data() + 1, end, number);
    const MemberId id(number);
    // Only an erased one is called so: a name is asked for by name.
    const bool erased = wrong == std::errc() && last == end && OpaqueName(id) == handle &&
                        state().Find(id) != nullptr && scene_.people.HandleOf(id).empty();
    if (erased) return id;
    in.Unknown(handle);
    return {};
  }
  return MemberId(Named(in, Kind::kMember, handle, path, /*retired_too=*/true));
}

ZoneId Definitions::Zone(Reading& in, const std::string& name, const Path& path) {
  if (name.empty()) {
    in.Malformed(path, Flaw::kMissing);
    return {};
  }
  ZoneId adopted;
  state().ForEach<model::Zone>([&](const model::Zone& zone) {
    if (zone.table.name() == name) adopted = zone.id;
  });
  if (adopted.IsSet()) return adopted;
  const auto& fresh = fresh_[static_cast<size_t>(Kind::kZone)];
  if (const auto found = fresh.find(name); found != fresh.end()) return ZoneId(found->second);
  absl::StatusOr<model::ZoneTable> table = LoadZone(name);
  if (!table.ok()) {
    in.Malformed(path, Flaw::kBadForm);
    return {};
  }
  Add(core::DefineZone{.zone = {.id = {}, .table = *std::move(table)}}, Kind::kZone, name);
  return core::TemporaryId<ZoneId>(list_.size() - 1);
}

std::string Definitions::NameOf(Kind kind, uint32_t id) const {
  if ((id & core::kTemporary) != 0) {
    const size_t index = id & ~core::kTemporary;
    return index < names_.size() ? names_[index] : std::string();
  }
  switch (kind) {
    case Kind::kZone: {
      const model::Zone* zone = state().Find(ZoneId(id));
      return zone == nullptr ? std::string() : zone->table.name();
    }
    case Kind::kSite:
      return HandleIn<SiteId>(state(), id);
    case Kind::kPool:
      return HandleIn<PoolId>(state(), id);
    case Kind::kResource:
      return HandleIn<ResourceId>(state(), id);
    case Kind::kCertification:
      return HandleIn<CertificationId>(state(), id);
    case Kind::kCompany:
      return HandleIn<CompanyId>(state(), id);
    case Kind::kMember:
      return scene_.people.HandleOf(MemberId(id));
    default:
      return {};
  }
}

void Definitions::Add(core::Definition definition, Kind kind, const std::string& name) {
  if (!name.empty()) {
    fresh_[static_cast<size_t>(kind)][name] =
        core::kTemporary | static_cast<uint32_t>(list_.size());
  }
  list_.push_back(std::move(definition));
  names_.push_back(name);
}

core::Body Definitions::TakeBody() {
  MUTUA_CHECK(!list_.empty());
  if (list_.size() > 1) return core::DefineLab{std::move(list_)};
  return std::visit([](auto& one) { return core::Body(std::move(one)); }, list_.front());
}

}  // namespace mutua::front
