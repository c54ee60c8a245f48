#include "engine/core/party.h"

#include <algorithm>

namespace mutua::core {

bool Manages(const Caller& caller) {
  return caller.role == model::Role::kManager || caller.role == model::Role::kService;
}

std::optional<Party> PartyOf(const State& state, const Caller& caller, MemberId wanted,
                             Refusal* refusal) {
  const MemberId id = wanted.IsSet() ? wanted : caller.member;
  const model::Member* member = state.Find(id);
  if (member == nullptr || member->retired) {
    refusal->Add({.rule = Rule::kUnknown, .asked = id.value()});
    return std::nullopt;
  }
  if (!Manages(caller) && id != caller.member) {
    const model::Member* by = state.Find(caller.member);
    const bool colleague = IsMember(caller.role) && by != nullptr && by->company == member->company;
    if (!colleague) {
      refusal->Add({.rule = Rule::kNotPermitted, .asked = id.value()});
      return std::nullopt;
    }
  }
  return Party{id, member->company, caller.member.IsSet() ? caller.member : id};
}

bool ManagesCompany(const State& state, const Caller& caller, CompanyId company) {
  const model::Member* member = state.Find(caller.member);
  return caller.role == model::Role::kCompanyManager && member != nullptr && !member->retired &&
         member->role == model::Role::kCompanyManager && member->company == company;
}

bool MayTouch(const State& state, const Caller& caller, const Owned& owned) {
  if (Manages(caller) || ManagesCompany(state, caller, owned.company)) return true;
  return caller.member.IsSet() && (caller.member == owned.owner || caller.member == owned.by);
}

const model::Booking* FindForChange(const State& state, const Caller& caller, BookingId id,
                                    uint32_t version,
                                    std::initializer_list<model::BookingState> states,
                                    Refusal* refusal) {
  const auto asked = static_cast<int64_t>(id.value());
  const model::Booking* booking = state.Find(id);
  if (booking == nullptr) {
    refusal->Add({.rule = Rule::kUnknown, .asked = asked});
    return nullptr;
  }
  if (!MayTouch(state, caller, {booking->company, booking->member, booking->booked_by})) {
    refusal->Add({.rule = Rule::kNotPermitted, .asked = asked});
    return nullptr;
  }
  if (std::find(states.begin(), states.end(), booking->state) == states.end()) {
    refusal->Add({.rule = Rule::kStateForbids,
                  .used = static_cast<int64_t>(booking->state),
                  .asked = asked});
  }
  if (version != 0 && version != booking->version) {
    refusal->Add({.rule = Rule::kStale, .limit = booking->version, .asked = version});
  }
  return refusal->empty() ? booking : nullptr;
}

}  // namespace mutua::core
