#include "engine/front/reading.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/base/limits.h"

namespace mutua::front {
namespace {

using Kind = core::Subject::Kind;

}  // namespace

bool IsHandle(std::string_view text) {
  if (text.empty() || text.size() > 63 || text.front() == '-') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::optional<uint64_t> ParseId(char letter, std::string_view text) {
  if (text.size() < 3 || text[0] != letter || text[1] != '-' || text[2] == '0') return std::nullopt;
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void Reading::Object(Objection objection) {
  if (!objection_) objection_ = std::move(objection);
}

void Reading::Malformed(const Path& path, Flaw flaw, int64_t limit) {
  if (objection_) return;
  objection_ = Objection{.subject = path.ToString(), .flaw = flaw, .limit = limit, .at = {}};
}

void Reading::Unknown(std::string_view name) {
  if (objection_) return;
  objection_ =
      Objection{.rule = v1::RULE_UNKNOWN, .subject = std::string(name.substr(0, 100)), .at = {}};
}

const std::string& Reading::Text(const std::string& text, size_t bytes_max, const Path& path) {
  if (text.size() > bytes_max) Malformed(path, Flaw::kTooLong, static_cast<int64_t>(bytes_max));
  return text;
}

const std::string& Reading::Handle(const std::string& text, const Path& path) {
  if (text.empty()) {
    Malformed(path, Flaw::kMissing);
  } else if (!IsHandle(text)) {
    Malformed(path, Flaw::kBadForm);
  }
  return text;
}

uint32_t Reading::Etag(const std::string& etag, const Path& path) {
  if (etag.empty()) return 0;
  uint32_t version = 0;
  const auto [end, error] = std::from_chars(etag.data(), etag.data() + etag.size(), version);
  if (error != std::errc() || end != etag.data() + etag.size() || version == 0) {
    Malformed(path, Flaw::kBadForm);
  }
  return version;
}

bool Reading::Count(int size, size_t most, bool required, const Path& path) {
  if (required && size == 0) Malformed(path, Flaw::kMissing);
  if (static_cast<size_t>(size) <= most) return true;
  Malformed(path, Flaw::kTooMany, static_cast<int64_t>(most));
  return false;
}

// --- Ids and names -----------------------------------------------------------------------------

template <class IdType>
IdType Reading::IdOf(char letter, const std::string& id, const Path& path) {
  if (id.empty()) {
    Malformed(path, Flaw::kMissing);
    return {};
  }
  const std::optional<uint64_t> value = ParseId(letter, id);
  if (!value) {
    Malformed(path, Flaw::kBadForm);
    return {};
  }
  if (!std::in_range<typename IdType::Value>(*value)) {
    Unknown(id);
    return {};
  }
  return IdType(static_cast<typename IdType::Value>(*value));
}

BookingId Reading::Booking(const std::string& id, const Path& path) {
  return IdOf<BookingId>('b', id, path);
}
SeriesId Reading::Series(const std::string& id, const Path& path) {
  return IdOf<SeriesId>('s', id, path);
}
WishId Reading::Wish(const std::string& id, const Path& path) {
  return IdOf<WishId>('w', id, path);
}
RoundId Reading::Round(const std::string& id, const Path& path) {
  return IdOf<RoundId>('a', id, path);
}
OutageId Reading::Outage(const std::string& id, const Path& path) {
  return IdOf<OutageId>('o', id, path);
}
FaultId Reading::Fault(const std::string& id, const Path& path) {
  return IdOf<FaultId>('f', id, path);
}
BadgeId Reading::Badge(const std::string& id, const Path& path) {
  return IdOf<BadgeId>('k', id, path);
}
TokenId Reading::Token(const std::string& id, const Path& path) {
  return IdOf<TokenId>('t', id, path);
}

std::optional<uint32_t> Reading::Named(Kind kind, const std::string& handle, const Path& path) {
  if (handle.empty()) {
    Malformed(path, Flaw::kMissing);
    return std::nullopt;
  }
  const std::optional<uint32_t> id = state().FindHandle(kind, handle);
  if (!id) {
    // A name that nothing could have is a mistake of form, and is not repeated at length.
    if (IsHandle(handle)) {
      Unknown(handle);
    } else {
      Malformed(path, Flaw::kBadForm);
    }
  }
  return id;
}

SiteId Reading::Site(const std::string& handle, const Path& path) {
  return SiteId(Named(Kind::kSite, handle, path).value_or(0));
}
PoolId Reading::Pool(const std::string& handle, const Path& path) {
  return PoolId(Named(Kind::kPool, handle, path).value_or(0));
}
ResourceId Reading::Resource(const std::string& handle, const Path& path) {
  return ResourceId(Named(Kind::kResource, handle, path).value_or(0));
}
CertificationId Reading::Certification(const std::string& handle, const Path& path) {
  return CertificationId(Named(Kind::kCertification, handle, path).value_or(0));
}
CompanyId Reading::Company(const std::string& handle, const Path& path) {
  return CompanyId(Named(Kind::kCompany, handle, path).value_or(0));
}

MemberId Reading::Member(const std::string& handle, const Path& path) {
  if (handle.empty()) {
    Malformed(path, Flaw::kMissing);
    return {};
  }
  const MemberId member = scene_.people.Find(handle);
  if (!member.IsSet() || state().Find(member) == nullptr) {
    if (IsHandle(handle)) {
      Unknown(handle);
    } else {
      Malformed(path, Flaw::kBadForm);
    }
    return {};
  }
  return member;
}

MemberId Reading::ForWhom(const std::string& handle, const Path& path) {
  if (!handle.empty()) return Member(handle, path);
  if (!scene_.caller.member.IsSet()) Malformed(path, Flaw::kMissing);
  return scene_.caller.member;
}

// --- What is wanted ----------------------------------------------------------------------------

void Reading::Wants(const google::protobuf::RepeatedPtrField<v1::Want>& wants, const Path& path,
                    model::Wants* out) {
  size_t things = 0;
  for (int i = 0; i < wants.size(); ++i) {
    const v1::Want& want = wants[i];
    const Path here(path, "wants", static_cast<size_t>(i));
    const uint32_t units = want.units() == 0 ? 1 : want.units();
    if (units > kCapacityMost) {
      return Object({.rule = v1::RULE_TOO_MANY,
                     .subject = Path(here, "units").ToString(),
                     .limit = kCapacityMost,
                     .asked = units,
                     .at = {}});
    }
    const uint32_t count = want.count() == 0 ? 1 : want.count();
    things += count;
    if (things > kKitMost) {
      return Object({.rule = v1::RULE_TOO_MANY,
                     .subject = Path(path, "wants").ToString(),
                     .limit = kKitMost,
                     .asked = static_cast<int64_t>(things),
                     .at = {}});
    }
    if (want.what_case() == v1::Want::kResource) {
      if (count != 1) return Malformed(Path(here, "count"), Flaw::kOutOfRange, 1);
      out->push_back(
          {.resource = Resource(want.resource(), Path(here, "resource")), .units = units});
    } else {
      // Below, the units of a pool are its resources, of each of which one unit is taken.
      if (units != 1) return Malformed(Path(here, "units"), Flaw::kOutOfRange, 1);
      out->push_back({.pool = Pool(want.pool(), Path(here, "pool")), .units = count});
    }
  }
}

const model::ZoneTable* Reading::ZoneOf(PoolId pool) const {
  const std::vector<ResourceId>& resources = state().ResourcesOf(pool);
  return resources.empty() ? OnlyZone() : &state().ZoneOf(resources.front());
}

const model::ZoneTable* Reading::ZoneOf(const model::Wants& wants) const {
  if (wants.empty()) return OnlyZone();
  const model::Want& first = wants.front();
  if (first.resource.IsSet()) return &state().ZoneOf(first.resource);
  return first.pool.IsSet() ? ZoneOf(first.pool) : OnlyZone();
}

const model::ZoneTable* Reading::ZoneOf(const std::vector<ResourceId>& resources) const {
  return resources.empty() ? OnlyZone() : &state().ZoneOf(resources.front());
}

const model::ZoneTable* Reading::OnlyZone() const {
  ZoneId zone;
  bool several = false;
  state().ForEach<model::Site>([&](const model::Site& site) {
    if (site.retired) return;
    several |= zone.IsSet() && zone != site.zone;
    zone = site.zone;
  });
  const model::Zone* found = several ? nullptr : state().Find(zone);
  return found == nullptr ? nullptr : &found->table;
}

std::vector<ResourceId> Reading::Select(const v1::ResourceSelector& selector, const Path& path,
                                        bool something_required, size_t most) {
  std::vector<ResourceId> selected;
  const bool by_name = selector.resources_size() > 0;
  if (something_required && !by_name && selector.pool().empty() && selector.site().empty() &&
      selector.kind() == v1::RESOURCE_KIND_UNSPECIFIED) {
    Malformed(path, Flaw::kMissing);
    return selected;
  }
  if (!Count(selector.resources_size(), most, false, Path(path, "resources"))) return selected;
  const PoolId pool =
      selector.pool().empty() ? PoolId() : Pool(selector.pool(), Path(path, "pool"));
  const SiteId site =
      selector.site().empty() ? SiteId() : Site(selector.site(), Path(path, "site"));
  const auto matches = [&](const model::Resource& resource) {
    return (!pool.IsSet() || resource.pool == pool) && (!site.IsSet() || resource.site == site) &&
           (selector.kind() == v1::RESOURCE_KIND_UNSPECIFIED ||
            static_cast<int>(resource.kind) == static_cast<int>(selector.kind()));
  };
  for (int i = 0; i < selector.resources_size() && ok(); ++i) {
    const Path here(path, "resources", static_cast<size_t>(i));
    const ResourceId id = Resource(selector.resources(i), here);
    const model::Resource* resource = state().Find(id);
    if (resource != nullptr && matches(*resource)) selected.push_back(id);
  }
  if (by_name || !ok()) return selected;
  std::vector<const model::Resource*> found;
  const auto take = [&](const model::Resource& resource) {
    if (!resource.retired && matches(resource)) found.push_back(&resource);
  };
  if (pool.IsSet()) {
    for (const ResourceId id : state().ResourcesOf(pool)) take(*state().Find(id));
  } else {
    state().ForEach<model::Resource>(take);
  }
  if (found.size() > most) {
    Malformed(path, Flaw::kTooMany, static_cast<int64_t>(most));
    return selected;
  }
  std::sort(found.begin(), found.end(), [](const model::Resource* a, const model::Resource* b) {
    return a->handle < b->handle;
  });
  for (const model::Resource* resource : found) selected.push_back(resource->id);
  return selected;
}

}  // namespace mutua::front
