// One value of every kind of record and event with every field different from its default
// (filled_records.h has the records): a field added in model or core does not compile until it is
// filled.
#pragma once

#include <utility>
#include <variant>
#include <vector>

#include "tests/unit/store/filled_records.h"

namespace mutua::store::filled {

inline std::vector<core::Reason> Reasons(Source& source) {
  core::Reason reason;
  auto& [rule, resource, limit, used, asked, occurrence, quota, renews] = reason;
  rule = core::Rule::kHoldTooLong;
  source.Set(&resource);
  limit = -int64_t{source.Number()};
  used = source.Number();
  asked = int64_t{source.Number()} << 40;
  occurrence = source.Number();
  quota = QuotaId(12);
  renews = Instant::FromUnix(1'812'000'000);
  return {reason, core::Reason{core::Rule::kOverlap, {}, 0, 0, 0, 0}};
}

inline void Fill(Source& source, core::Booked* event) {
  auto& [booking, text, import_key] = *event;
  Fill(source, &booking);
  source.SetBytes(&text);
  import_key.emplace();
  source.SetBytes(&*import_key);
}
inline void Fill(Source& source, core::BookingChanged* event) {
  auto& [booking, why, rebooked] = *event;
  Fill(source, &booking);
  why = core::BookingChanged::Why::kRebooked;
  // Not from the source: what comes behind would be others than in the golden lines.
  auto& [by, company, resource, time, cost, back] = rebooked.emplace();
  by = BookingId(11);
  company = CompanyId(12);
  resource = ResourceId(13);
  time = Interval(Instant::FromUnix(1'790'000'000), Instant::FromUnix(1'790'003'600));
  cost = {Ticks(7200), Cents(300)};
  back = {Ticks(3600), Cents(150)};
}
inline void Fill(Source& source, core::BookingEnded* event) {
  auto& [booking, state, at, reason, by_lab, hindered_by] = *event;
  source.Set(&booking);
  state = model::BookingState::kExpired;
  at = source.At();
  source.SetBytes(&reason);
  by_lab = true;
  hindered_by = BookingId(14);
}
inline void Fill(Source& source, core::Overridden* event) {
  auto& [by, subject, rules, reason] = *event;
  Fill(source, &by);
  Fill(source, &subject);
  rules = Reasons(source);
  source.SetBytes(&reason);
}
inline void Fill(Source& source, core::Refused* event) {
  auto& [caller, kind, reasons] = *event;
  Fill(source, &caller);
  kind = 3;
  reasons = Reasons(source);
}
inline void Fill(Source& source, core::NextHolderWarned* event) {
  auto& [next, overrun] = *event;
  source.Set(&next);
  source.Set(&overrun);
}
inline void Fill(Source& source, core::ClashRecorded* event) {
  auto& [booking, badge_at, holder] = *event;
  source.Set(&booking);
  badge_at = source.At();
  source.Set(&holder);
}

// Events of one thing, with or without the commitment to its text.
template <class EventType>
void FillOne(Source& source, EventType* event) {
  auto& [what] = *event;
  if constexpr (requires {
                  source.Set(&what);
                  what.value();
                }) {
    source.Set(&what);
  } else if constexpr (requires { what.unix_seconds(); }) {
    what = source.At();
  } else {
    Fill(source, &what);
  }
}
template <class EventType>
void FillTwo(Source& source, EventType* event) {
  auto& [record, text] = *event;
  Fill(source, &record);
  source.SetBytes(&text);
}
inline void Fill(Source& s, core::BookingRetired* event) { FillOne(s, event); }
inline void Fill(Source& s, core::SeriesChanged* event) { FillTwo(s, event); }
inline void Fill(Source& s, core::SeriesRetired* event) { FillOne(s, event); }
inline void Fill(Source& s, core::WishChanged* event) {
  auto& [wish, why, outranked] = *event;
  Fill(s, &wish);
  why = core::WishChanged::Why::kOutranked;
  auto& [by, what, used, share, used_by_first, share_of_first, lost] = outranked.emplace();
  s.Set(&by);
  what = core::Outranked::By::kDraw;
  used = Ticks(s.Number());
  share = s.Number();
  used_by_first = Ticks(s.Number());
  share_of_first = s.Number();
  lost = s.Number();
}
inline void Fill(Source& s, core::Contested* event) {
  auto& [pool, resource, time, by, company, spent, losses, tokens_end] = *event;
  s.Set(&pool);
  s.Set(&resource);
  time = s.Time();
  s.Set(&by);
  s.Set(&company);
  spent = true;
  auto& [wish, whose, lost] = losses.emplace_back();
  s.Set(&wish);
  s.Set(&whose);
  lost = s.Number();
  tokens_end = s.At();
}
inline void Fill(Source& s, core::WishRetired* event) { FillOne(s, event); }
inline void Fill(Source& s, core::OutageChanged* event) { FillTwo(s, event); }
inline void Fill(Source& s, core::OutageRetired* event) { FillOne(s, event); }
inline void Fill(Source& s, core::FaultChanged* event) { FillTwo(s, event); }
inline void Fill(Source& s, core::ZoneDefined* event) { FillOne(s, event); }
inline void Fill(Source& s, core::SiteDefined* event) { FillOne(s, event); }
inline void Fill(Source& s, core::PoolDefined* event) { FillOne(s, event); }
inline void Fill(Source& s, core::ResourceDefined* event) { FillOne(s, event); }
inline void Fill(Source& s, core::CertificationDefined* event) { FillOne(s, event); }
inline void Fill(Source& s, core::CompanyDefined* event) { FillOne(s, event); }
inline void Fill(Source& s, core::MemberDefined* event) { FillTwo(s, event); }
inline void Fill(Source& s, core::BadgeDefined* event) { FillOne(s, event); }
inline void Fill(Source& s, core::TokenDefined* event) { FillOne(s, event); }
inline void Fill(Source& s, core::FaultRetired* event) { FillOne(s, event); }
inline void Fill(Source& s, core::ServingStarted* event) {
  auto& [at, entropy] = *event;
  at = s.At();
  entropy = s.Number();
}
inline void Fill(Source& s, core::GuaranteesFrozen* event) { FillOne(s, event); }
inline void Fill(Source& s, core::GuaranteesRetired* event) { FillOne(s, event); }
inline void Fill(Source& s, core::LendingChanged* event) { FillOne(s, event); }
inline void Fill(Source& s, core::Recirculated* event) {
  auto& [period, parts] = *event;
  s.Set(&period);
  auto& [company, ticks] = parts.emplace_back();
  s.Set(&company);
  ticks = Ticks(s.Number());
}
inline void Fill(Source& s, core::RoundOpened* event) { FillOne(s, event); }
inline void Fill(Source& s, core::ListFiled* event) {
  auto& [round, list] = *event;
  s.Set(&round);
  Fill(s, &list);
}
inline void Fill(Source& s, core::RoundDecided* event) {
  auto& [round, at, open_seconds, turns, rooms] = *event;
  s.Set(&round);
  at = s.At();
  open_seconds = s.Number();
  Fill(s, &turns.emplace_back());
  Fill(s, &rooms.emplace_back());
}
inline void Fill(Source& s, core::RoundCancelled* event) {
  auto& [round, at] = *event;
  s.Set(&round);
  at = s.At();
}
inline void Fill(Source& s, core::RoundRetired* event) { FillOne(s, event); }
inline void Fill(Source& s, core::WoundUp* event) {
  auto& [company, parts] = *event;
  s.Set(&company);
  auto& [pool, ticks] = parts.emplace_back();
  s.Set(&pool);
  ticks = Ticks(-int64_t{s.Number()});
}
inline void Fill(Source& s, core::ServingStopped* event) { FillOne(s, event); }
inline void Fill(Source& s, core::QuotaDefined* event) { FillOne(s, event); }

// Every alternative of a variant, filled.
template <class Variant, size_t... Index>
std::vector<Variant> EveryAlternative(std::index_sequence<Index...>) {
  Source source;
  std::vector<Variant> all;
  const auto add = [&]<class What>(What what) {
    Fill(source, &what);
    all.emplace_back(std::move(what));
  };
  (add(std::variant_alternative_t<Index, Variant>{}), ...);
  return all;
}

inline std::vector<core::Event> EveryEvent() {
  return EveryAlternative<core::Event>(
      std::make_index_sequence<std::variant_size_v<core::Event>>());
}
inline std::vector<core::Record> EveryRecord() {
  return EveryAlternative<core::Record>(
      std::make_index_sequence<std::variant_size_v<core::Record>>());
}

// What the record is of: a kind that has one record only is number 1.
inline core::Subject SubjectOf(const core::Record& record) {
  const uint64_t id = std::visit(
      []<class What>(const What& what) -> uint64_t {
        if constexpr (requires { what.id; }) return what.id.value();
        return 1;
      },
      record);
  return {static_cast<core::Subject::Kind>(record.index() + 1), id};
}

}  // namespace mutua::store::filled
