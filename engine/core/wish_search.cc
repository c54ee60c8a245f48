#include "engine/core/wish_search.h"

namespace mutua::core {

Search SearchFor(const State& state, const model::Wish& wish) {
  Search search{wish.wants, wish.length, wish.member, {}, wish.passed, false};
  search.company = state.Find(wish.member)->company;
  return search;
}

Trials TrialsFor(const State& state, const model::Wish& wish, size_t starts) {
  size_t lanes = 0;
  for (const model::Want& want : wish.wants) {
    lanes += want.resource.IsSet() ? 1 : state.ResourcesOf(want.pool).size();
  }
  return Trials{starts + lanes};
}

Instant NotBefore(const model::Wish& wish, Instant at) {
  return wish.book_at_once ? at : at + Duration::Seconds(1);
}

}  // namespace mutua::core
