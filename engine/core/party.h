// Who a booking is for, and who may touch it.
#pragma once

#include "engine/core/command.h"
#include "engine/core/decision.h"
#include "engine/core/state.h"

namespace mutua::core {

// For whom something is asked: the member named, else the caller. A member may ask for members of
// the same company; managers and services for everybody.
struct Party {
  MemberId member{};
  CompanyId company{};
  MemberId by{};
};
// Adds kUnknown or kNotPermitted when there is none.
std::optional<Party> PartyOf(const State& state, const Caller& caller, MemberId wanted,
                             Refusal* refusal);

bool Manages(const Caller& caller);

// A member or one who manages the own company: a person, with the rights of one.
constexpr bool IsMember(model::Role role) {
  return role == model::Role::kMember || role == model::Role::kCompanyManager;
}

// Whether the caller manages that company, as things are now: who was one when the command was sent
// may be none any more when it is decided.
bool ManagesCompany(const State& state, const Caller& caller, CompanyId company);

// Whose something is: it counts for `company`, belongs to `owner` and was asked by `by`.
struct Owned {
  CompanyId company{};
  MemberId owner{};
  MemberId by{};
};
// Whether the caller may change it.
bool MayTouch(const State& state, const Caller& caller, const Owned& owned);

// Finds the booking that a command is about: known, the caller's to touch, of the version given (0:
// any) and in one of the states. Else null, with the reason added.
const model::Booking* FindForChange(const State& state, const Caller& caller, BookingId id,
                                    uint32_t version,
                                    std::initializer_list<model::BookingState> states,
                                    Refusal* refusal);

}  // namespace mutua::core
