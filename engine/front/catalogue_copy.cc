#include "engine/front/catalogue_copy.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

namespace mutua::front {
namespace {

using core::Counters;
using core::State;

// Records copied while the replica is held: some 100 ns each, a resource with its hours 1 us.
constexpr uint32_t kSlice = 256;
constexpr int kTries = 3;

bool IsDefinition(const core::Event& event) {
  return std::holds_alternative<core::ZoneDefined>(event) ||
         std::holds_alternative<core::SiteDefined>(event) ||
         std::holds_alternative<core::PoolDefined>(event) ||
         std::holds_alternative<core::ResourceDefined>(event) ||
         std::holds_alternative<core::CertificationDefined>(event) ||
         std::holds_alternative<core::CompanyDefined>(event) ||
         std::holds_alternative<core::MemberDefined>(event) ||
         std::holds_alternative<core::QuotaDefined>(event);
}

// Copies records `from` up to but without `end` of one kind.
template <class RecordType>
void CopyRange(const State& from, uint32_t begin, uint32_t end, std::vector<RecordType>* to) {
  for (uint32_t id = begin; id < end; ++id) {
    if (const RecordType* record = from.Find(decltype(RecordType::id)(id))) to->push_back(*record);
  }
}

template <class RecordType>
void CopySliced(const House& house, uint32_t end, State* to) {
  for (uint32_t begin = 1; begin < end; begin += kSlice) {
    std::vector<RecordType> slice;
    house.engine.replica().Read([&](const State& state, const journal::Head&) {
      CopyRange(state, begin, std::min(end, begin + kSlice), &slice);
    });
    for (RecordType& record : slice) to->Restore(std::move(record));
  }
}

CatalogueCopy CopyInSlices(const House& house) {
  CatalogueCopy copy;
  const Counters counters =
      house.engine.replica().Read([&](const State& state, const journal::Head& head) {
        copy.position = head.position;
        return state.counters();
      });
  // In the order in which each kind needs only those before it.
  auto state = std::make_unique<State>();
  CopySliced<model::Zone>(house, counters.zone, state.get());
  CopySliced<model::Site>(house, counters.site, state.get());
  CopySliced<model::Pool>(house, counters.pool, state.get());
  CopySliced<model::Resource>(house, counters.resource, state.get());
  CopySliced<model::Certification>(house, counters.certification, state.get());
  CopySliced<model::Company>(house, counters.company, state.get());
  CopySliced<model::Member>(house, counters.member, state.get());
  CopySliced<model::Quota>(house, counters.quota, state.get());
  state->Restore(counters);
  state->Restored();
  copy.state = std::move(state);
  return copy;
}

}  // namespace

absl::StatusOr<bool> CatalogueChangedSince(const House& house, Position position) {
  constexpr size_t kAtOnce = 256;
  for (;;) {
    const auto commits = house.engine.feed().After(position, kAtOnce);
    if (!commits.ok()) return commits.status();
    if (commits->empty()) return false;
    for (const pipeline::PublishedCommit& commit : *commits) {
      if (std::any_of(commit->events.begin(), commit->events.end(), IsDefinition)) return true;
      position = commit->head.position;
    }
  }
}

absl::StatusOr<CatalogueCopy> CopyCatalogue(const House& house) {
  for (int i = 0; i < kTries; ++i) {
    CatalogueCopy copy = CopyInSlices(house);
    const absl::StatusOr<bool> changed = CatalogueChangedSince(house, copy.position);
    if (!changed.ok()) return changed.status();
    if (!*changed) return copy;
  }
  absl::StatusOr<pipeline::Engine::Beside> beside = house.engine.RestoreBeside();
  if (!beside.ok()) return beside.status();
  return CatalogueCopy{std::move(beside->state), beside->head.position};
}

}  // namespace mutua::front
