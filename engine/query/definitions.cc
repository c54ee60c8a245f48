#include "engine/query/definitions.h"

#include <algorithm>
#include <type_traits>
#include <variant>

namespace mutua::query {
namespace {

using core::Event;

// Calls of(record, the next id of its kind) with what is defined; `otherwise` of what has no such
// id.
template <class Of, class Otherwise>
Otherwise WithDefined(const Event& event, const core::Counters& next, Of of, Otherwise otherwise) {
  return std::visit(
      [&]<class E>(const E& e) -> Otherwise {
        if constexpr (std::is_same_v<E, core::ZoneDefined>) {
          return of(e.zone, next.zone);
        } else if constexpr (std::is_same_v<E, core::SiteDefined>) {
          return of(e.site, next.site);
        } else if constexpr (std::is_same_v<E, core::PoolDefined>) {
          return of(e.pool, next.pool);
        } else if constexpr (std::is_same_v<E, core::ResourceDefined>) {
          return of(e.resource, next.resource);
        } else if constexpr (std::is_same_v<E, core::CertificationDefined>) {
          return of(e.certification, next.certification);
        } else if constexpr (std::is_same_v<E, core::CompanyDefined>) {
          return of(e.company, next.company);
        } else if constexpr (std::is_same_v<E, core::MemberDefined>) {
          return of(e.member, next.member);
        } else if constexpr (std::is_same_v<E, core::QuotaDefined>) {
          return of(e.quota, next.quota);
        } else {
          return otherwise;
        }
      },
      event);
}

}  // namespace

DefinedKey KeyOf(const core::Event& event) {
  const size_t kind = event.index();
  return WithDefined(
      event, core::Counters(),
      [&](const auto& record, uint32_t) {
        return std::pair<size_t, uint32_t>{kind, record.id.value()};
      },
      std::pair<size_t, uint32_t>{kind, 0});
}

bool IsThere(const core::State& state, const core::Event& event) {
  return WithDefined(
      event, core::Counters(),
      [&](const auto& record, uint32_t) { return state.Find(record.id) != nullptr; }, false);
}

bool IsNew(const core::Counters& now, const core::Event& event) {
  return WithDefined(
      event, now, [](const auto& record, uint32_t next) { return record.id.value() >= next; },
      false);
}

std::optional<core::Definition> DefinitionOf(const core::Event& event) {
  if (const auto* e = std::get_if<core::ZoneDefined>(&event)) return core::DefineZone{e->zone};
  if (const auto* e = std::get_if<core::SiteDefined>(&event)) return core::DefineSite{e->site};
  if (const auto* e = std::get_if<core::PoolDefined>(&event)) return core::DefinePool{e->pool};
  if (const auto* e = std::get_if<core::ResourceDefined>(&event)) {
    return core::DefineResource{e->resource};
  }
  if (const auto* e = std::get_if<core::CertificationDefined>(&event)) {
    return core::DefineCertification{e->certification};
  }
  if (const auto* e = std::get_if<core::CompanyDefined>(&event)) {
    return core::DefineCompany{e->company};
  }
  if (const auto* e = std::get_if<core::MemberDefined>(&event)) {
    if (e->member.erased) return std::nullopt;
    return core::DefineMember{.member = e->member, .text = e->text};
  }
  if (const auto* e = std::get_if<core::QuotaDefined>(&event)) return core::DefineQuota{e->quota};
  return std::nullopt;
}

bool TakeId(const core::Event& event, core::Counters* next, core::Definition* definition) {
  const auto [kind, id] = KeyOf(event);
  return std::visit(
      [&, own = id](auto& define) {
        const auto take = [&](auto& record, uint32_t& counter) {
          if (counter != own) return false;
          ++counter;
          record.id = {};
          return true;
        };
        using Define = std::decay_t<decltype(define)>;
        if constexpr (std::is_same_v<Define, core::DefineZone>) {
          return take(define.zone, next->zone);
        } else if constexpr (std::is_same_v<Define, core::DefineSite>) {
          return take(define.site, next->site);
        } else if constexpr (std::is_same_v<Define, core::DefinePool>) {
          return take(define.pool, next->pool);
        } else if constexpr (std::is_same_v<Define, core::DefineResource>) {
          return take(define.resource, next->resource);
        } else if constexpr (std::is_same_v<Define, core::DefineCertification>) {
          return take(define.certification, next->certification);
        } else if constexpr (std::is_same_v<Define, core::DefineCompany>) {
          return take(define.company, next->company);
        } else if constexpr (std::is_same_v<Define, core::DefineMember>) {
          return take(define.member, next->member);
        } else {
          return take(define.quota, next->quota);
        }
      },
      *definition);
}

bool IsReady(const core::State& state, const core::Event& event) {
  const auto all = [&](const auto& ids) {
    return std::all_of(ids.begin(), ids.end(), [&](auto id) { return state.Find(id) != nullptr; });
  };
  if (const auto* e = std::get_if<core::SiteDefined>(&event)) {
    return state.Find(e->site.zone) != nullptr;
  }
  if (const auto* e = std::get_if<core::ResourceDefined>(&event)) {
    return state.Find(e->resource.site) != nullptr && state.Find(e->resource.pool) != nullptr;
  }
  if (const auto* e = std::get_if<core::PoolDefined>(&event)) {
    const auto& shares = e->pool.sharing.shares;
    return std::all_of(shares.begin(), shares.end(), [&](const model::Share& share) {
      return state.Find(share.company) != nullptr;
    });
  }
  if (const auto* e = std::get_if<core::QuotaDefined>(&event)) {
    const model::Quota& quota = e->quota;
    return all(quota.pools) && all(quota.resources) &&
           (!quota.company.IsSet() || state.Find(quota.company) != nullptr) &&
           (!quota.member.IsSet() || state.Find(quota.member) != nullptr);
  }
  if (const auto* e = std::get_if<core::MemberDefined>(&event)) {
    return state.Find(e->member.company) != nullptr;
  }
  return true;
}

}  // namespace mutua::query
