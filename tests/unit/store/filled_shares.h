// The records of quotas, shares, credits and rounds, with every field different from its default
// (filled_records.h).
#pragma once

#include "engine/core/state.h"
#include "tests/unit/store/filled_source.h"

namespace mutua::store::filled {

inline void Fill(Source& source, model::Quota* record) {
  auto& [id, handle, name, who, company, member, pools, resources, kind, measure, window,
         grab_counts, peak_only, limit, warning, retired, version] = *record;
  source.Set(&id);
  handle = source.Text();
  name = source.Text();
  who = model::Quota::Who::kEachMember;
  source.Set(&company);
  source.Set(&member);
  pools = {PoolId(source.Number()), PoolId(source.Number())};
  resources = {ResourceId(source.Number())};
  kind = model::ResourceKind::kDesk;
  measure = model::Quota::Measure::kMoney;
  window = model::Quota::Window::kYear;
  grab_counts = true;
  peak_only = true;
  limit = source.Number();
  warning = true;
  retired = true;
  version = source.Number();
}

inline void Fill(Source& source, model::Carry* record) {
  auto& [id, entries] = *record;
  source.Set(&id);
  auto& [quota, first, amount] = entries.emplace_back();
  source.Set(&quota);
  first = CivilDay(2027, 3, 1);
  amount = source.Number();
}

inline void Fill(Source& source, model::Usage* record) {
  auto& [id, parts, within, given_back, contests] = *record;
  source.Set(&id);
  auto& [pool, past] = parts.emplace_back();
  source.Set(&pool);
  past.Append({static_cast<int32_t>(source.Number() % 1000),
               (model::Decayed::Sum{source.Number()} << 64) + 5});
  past.Append({2000, model::Decayed::Sum{source.Number()}});
  auto& [of, first, seconds] = within.emplace_back();
  source.Set(&of);
  first = CivilDay(2027, 3, 1);
  seconds = source.Number();
  auto& [where, interval] = given_back.emplace_back();
  source.Set(&where);
  interval = source.Time();
  auto& [contested, lost, token_ends] = contests.emplace_back();
  source.Set(&contested);
  auto& [wish, resource, time] = lost.emplace_back();
  source.Set(&wish);
  source.Set(&resource);
  time = source.Time();
  token_ends = source.At();
}

inline void Fill(Source& source, model::Guarantees* record) {
  auto& [id, pool, first, interval, capacity, carry, parts, seed, last, recirculated, due] =
      *record;
  source.Set(&id);
  source.Set(&pool);
  first = CivilDay(2027, 3, 1);
  interval = source.Time();
  capacity = source.Number();
  carry = source.Number();
  auto& [company, minutes, owed] = parts.emplace_back();
  source.Set(&company);
  minutes = source.Number();
  owed = -int64_t{source.Number()};
  seed = source.Number();
  last = true;
  recirculated = true;
  due = source.At();
}

inline void Fill(Source& source, model::Lending* record) {
  auto& [id, pool, period, company, minutes, borrowed] = *record;
  source.Set(&id);
  source.Set(&pool);
  source.Set(&period);
  source.Set(&company);
  minutes = source.Number();
  borrowed = source.Number();
}

inline void Fill(Source& source, model::Purse* record) {
  auto& [id, parts, entries] = *record;
  source.Set(&id);
  auto& [pool, balance, escrow] = parts.emplace_back();
  source.Set(&pool);
  balance = Ticks(-int64_t{source.Number()});
  escrow = Ticks(source.Number());
  auto& [at, of, why, ticks, seconds, booking, resource] = entries.emplace_back();
  at = source.At();
  source.Set(&of);
  why = model::Entry::Why::kReceived;
  ticks = Ticks(-int64_t{source.Number()});
  seconds = source.Number();
  source.Set(&booking);
  resource = ResourceId(14);
}

inline void Fill(Source& source, model::Commons* record) {
  auto& [id, balance, escrow, minted] = *record;
  source.Set(&id);
  balance = Ticks(source.Number());
  escrow = Ticks(source.Number());
  minted = Ticks(15);
}

inline void Fill(Source& source, model::Round::List* list) {
  auto& [company, member, filed_by, filed_at, version, bundles] = *list;
  source.Set(&company);
  source.Set(&member);
  source.Set(&filed_by);
  filed_at = source.At();
  version = source.Number();
  auto& [want, interval] = bundles.emplace_back().emplace_back().emplace_back();
  want = Wants(source).front();
  interval = source.Time();
}

inline void Fill(Source& source, model::Round::Turn* turn) {
  auto& [company, under_guarantee, token, usage, credits, share, draw, cap, taken, results] = *turn;
  source.Set(&company);
  under_guarantee = true;
  token = true;
  usage = Ticks(source.Number());
  credits = Ticks(source.Number());
  share = source.Number();
  draw = source.Number();
  cap = source.Number();
  taken = source.Number();
  auto& [fate, alternative, by, bookings, resources, rule, resource, quota, limit, used, asked,
         renews] = results.emplace_back();
  fate = model::Round::Result::Fate::kTakenBefore;
  alternative = source.Number();
  by = source.Number();
  bookings = {BookingId(source.Number())};
  resources = {ResourceId(source.Number()), ResourceId(source.Number())};
  rule = static_cast<uint16_t>(source.Number());
  source.Set(&resource);
  source.Set(&quota);
  limit = source.Number();
  used = source.Number();
  asked = source.Number();
  renews = source.At();
}

inline void Fill(Source& source, model::Round::Room* room) {
  auto& [resource, capacity, setup_minutes, cleanup_minutes, busy] = *room;
  source.Set(&resource);
  capacity = source.Number();
  setup_minutes = source.Number();
  cleanup_minutes = source.Number();
  auto& [interval, units] = busy.emplace_back();
  interval = source.Time();
  units = source.Number();
}

inline void Fill(Source& source, model::Round* record) {
  auto& [id, pool, windows, opened_at, closes_at, seed, turns, lists, open_seconds, rooms, ended_at,
         due, state, version] = *record;
  source.Set(&id);
  source.Set(&pool);
  windows = {source.Time()};
  opened_at = source.At();
  closes_at = source.At();
  seed = source.Number();
  Fill(source, &turns.emplace_back());
  Fill(source, &lists.emplace_back());
  open_seconds = source.Number();
  Fill(source, &rooms.emplace_back());
  ended_at = source.At();
  due = source.At();
  state = model::RoundState::kPublished;
  version = source.Number();
}

}  // namespace mutua::store::filled
