// One value of every kind of record with every field different from its default; events are in
// filled.h. The structured bindings are the guard: a field added in model or core does not compile
// here until it is filled.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/event.h"
#include "engine/core/state.h"
#include "tests/unit/store/filled_shares.h"
#include "tests/unit/store/filled_source.h"

namespace mutua::store::filled {

inline model::Opening Opening(Source& source) {
  model::Opening opening;
  auto& [weekly, exceptions] = opening;
  for (auto& day : weekly) {
    const auto from = static_cast<uint16_t>(source.Number() % 700);
    day = {{from, 720}, {1080, 2880}};
  }
  weekly[6].clear();
  exceptions = {{CivilDay(2027, 5, 1), {}}, {CivilDay(2027, 12, 24), {{600, 900}}}};
  return opening;
}

inline model::Rules Rules(Source& source) {
  model::Rules rules;
  auto& [opening, granularity, shortest, longest, lead, horizon, gap, setup, cleanup,
         certifications, needs_approval, companies, members, unattended_overnight, check_in_before,
         check_in_after, check_out, price, any_certifications, tariff, peak_hours] = rules;
  opening = Opening(source);
  for (auto* rule : {&granularity, &shortest, &longest, &lead, &horizon, &gap, &setup, &cleanup,
                     &check_in_before, &check_in_after}) {
    *rule = source.Length();
  }
  certifications = {CertificationId(source.Number()), CertificationId(source.Number())};
  companies = {CompanyId(source.Number())};
  members = {MemberId(source.Number())};
  needs_approval = true;
  unattended_overnight = false;
  check_out = true;
  price = Cents(source.Number());
  any_certifications = {CertificationId(source.Number())};
  tariff = source.Number();
  auto& [peak, off_peak] = peak_hours.emplace();
  peak[1] = {{static_cast<uint16_t>(source.Number()), 1080}};
  off_peak[5] = {{60, static_cast<uint16_t>(source.Number())}};
  return rules;
}

inline void Fill(Source& source, model::Zone* zone) {
  auto& [id, table] = *zone;
  source.Set(&id);
  table = *model::ZoneTable::Make(
      "Europe/Somewhere", 3600,
      {{Instant::FromUnix(1'806'282'000), 7200}, {Instant::FromUnix(1'824'426'000), -3600}},
      Instant::FromUnix(2'000'000'000));
}

inline void Fill(Source& source, model::Site* site) {
  auto& [id, handle, name, zone, opening, kiosk_people, kiosk_pin, retired, version] = *site;
  source.Set(&id);
  handle = source.Text();
  name = source.Text();
  source.Set(&zone);
  opening = Opening(source);
  kiosk_people = model::KioskPeople::kInitials;
  kiosk_pin = model::KioskPin::kAlways;
  retired = true;
  version = source.Number();
}

inline void Fill(Source& source, model::Pool* pool) {
  auto& [id, handle, name, stand_in, rules, sharing, retired, version] = *pool;
  source.Set(&id);
  handle = source.Text();
  name = source.Text();
  stand_in = true;
  rules = Rules(source);
  retired = true;
  version = source.Number();
  auto& [policy, period, cents_a_share, shares, names_companies] = sharing;
  names_companies = true;
  policy = model::Policy::kFairShare;
  period = model::SharePeriod::kMonth;
  cents_a_share = Cents(source.Number());
  for (int i = 0; i < 2; ++i) {
    auto& [company, base, funded, donated] = shares.emplace_back();
    source.Set(&company);
    base = source.Number();
    funded = Cents(source.Number());
    donated = source.Number();
  }
}

inline void Fill(Source& source, model::Resource* record) {
  auto& [id, kind, retired, site, pool, capacity, taken, version, handle, name, way, rules, lent] =
      *record;
  source.Set(&id);
  handle = source.Text();
  name = source.Text();
  way = "2nd floor";
  kind = model::ResourceKind::kPerson;
  source.Set(&site);
  source.Set(&pool);
  capacity = source.Number();
  rules = Rules(source);
  auto& [by, cost, tariff, credited] = lent;
  by = CompanyId(12);
  cost = Cents(4500);
  tariff = 3;
  credited = PoolId(13);
  taken = 16;
  retired = true;
  version = source.Number();
}

inline void Fill(Source& source, model::Certification* record) {
  auto& [id, handle, name, ask, retired, version] = *record;
  source.Set(&id);
  handle = source.Text();
  name = source.Text();
  ask = "Nadia";
  retired = true;
  version = 17;
}

inline void Fill(Source& source, model::Company* record) {
  auto& [id, handle, name, kind, retired, version] = *record;
  source.Set(&id);
  handle = source.Text();
  name = source.Text();
  kind = model::Company::Kind::kIndependent;
  retired = true;
  version = source.Number();
}

inline void Fill(Source& source, model::Member* record) {
  auto& [id, company, held, retired, erased, has_pin, role, password, quiet, version] = *record;
  source.Set(&id);
  source.Set(&company);
  held.emplace_back();
  auto& [certification, from, until] = held.back();
  source.Set(&certification);
  from = source.At();
  until = source.At();
  retired = true;
  erased = true;
  has_pin = true;
  role = model::Role::kCompanyManager;
  password = model::Password::kOwn;
  quiet = {1320, 420};
  version = source.Number();
}

inline void Fill(Source& source, model::Badge* record) {
  auto& [id, member, seal, revoked] = *record;
  source.Set(&id);
  source.Set(&member);
  source.SetBytes(&seal);
  revoked = true;
}

inline void Fill(Source& source, model::Token* record) {
  auto& [id, role, member, hash, expires, revoked, feed, site, name, session, read_only,
         session_made] = *record;
  source.Set(&id);
  role = model::Role::kFeed;
  source.Set(&member);
  source.SetBytes(&hash);
  expires = source.At();
  revoked = true;
  auto& [of, of_id, manages, made_with, made_at] = feed;
  of = model::Feed::Of::kPool;
  of_id = 7;
  manages = true;
  // Not from the source: what comes behind would be others than in the golden lines.
  made_with = TokenId(8);
  made_at = Instant::FromUnix(1'790'000'000);
  site = SiteId(7);
  name = "entrance";
  session = true;
  read_only = true;
  session_made = Instant::FromUnix(1'790'000'001);
}

inline void Fill(Source& source, model::Booking* record) {
  auto& [id, interval, made_at, due, checked_in, kit, company, member, booked_by, occurrence,
         series, wish, price, aside, version, offset_minutes, setup_minutes, cleanup_minutes,
         guests, state, may_move, walk_up, overrun, overridden, edited, check_in_asked,
         check_out_asked, refunded, grab, passed_on, hindered] = *record;
  source.Set(&id);
  made_at = source.At();
  interval = source.Time();
  due = source.At();
  checked_in = source.At();
  for (int i = 0; i < 3; ++i) {
    model::Claim& claim = kit.emplace_back();
    auto& [resource, units, any_of] = claim;
    source.Set(&resource);
    units = source.Number();
    source.Set(&any_of);
  }
  kit[1].units = 1;
  source.Set(&company);
  source.Set(&member);
  source.Set(&booked_by);
  source.Set(&series);
  source.Set(&wish);
  occurrence = source.Number();
  version = source.Number();
  const auto some_charge = [&] {
    Charge charge;
    auto& [ticks, cents] = charge;
    ticks = Ticks(source.Number());
    cents = Cents(source.Number());
    return charge;
  };
  grab = true;
  price = some_charge();
  model::Aside beside;
  auto& [forfeited, returned, given_up, paid, settled, overran, overrun_until] = beside;
  forfeited = some_charge();
  settled = true;
  // Not from the source: what comes behind would be others than in the golden lines.
  auto& [of, first, lending, lender, seconds, ticks, lost] = paid.emplace_back();
  of = PoolId(5);
  first = CivilDay(2027, 3, 1);
  lending = LendingId(6);
  lender = CompanyId(7);
  seconds = 5400;
  ticks = Ticks(2700);
  lost = true;
  returned = {Ticks(1800), Cents(25)};
  overran = {Ticks(3600), Cents(50)};
  overrun_until = Instant::FromUnix(1'790'000'002);
  const Interval time(Instant::FromUnix(1'790'000'000), Instant::FromUnix(1'790'003'600));
  given_up.push_back({ResourceId(9),
                      time,
                      2,
                      Instant::FromUnix(1'789'990'000),
                      CompanyId(10),
                      {Ticks(900), Cents(15)},
                      true});
  aside = beside;
  offset_minutes = static_cast<int16_t>(-static_cast<int>(source.Number()));
  setup_minutes = static_cast<uint16_t>(source.Number());
  cleanup_minutes = static_cast<uint16_t>(source.Number());
  guests = static_cast<uint16_t>(source.Number());
  state = model::BookingState::kNoShow;
  may_move = walk_up = overrun = overridden = edited = check_in_asked = check_out_asked = refunded =
      passed_on = hindered = true;
}

inline void Fill(Source& source, model::Series* record) {
  auto& [id, company, member, booked_by, split_from, wants, site, due, rule, start, civil_seconds,
         shift_civil_seconds, excluded, added, mode, missing, first, occurrences, may_move, ended,
         version] = *record;
  source.Set(&id);
  source.Set(&company);
  source.Set(&member);
  source.Set(&booked_by);
  wants = Wants(source);
  source.Set(&site);
  rule = source.Text();
  start = source.Civil();
  source.Set(&split_from);
  due = source.At();
  civil_seconds = source.Number();
  shift_civil_seconds = -int64_t{source.Number()};
  added = {source.Civil()};
  excluded = {source.Civil(), CivilSecond(1899, 12, 31)};
  mode = model::SeriesMode::kSubstitutes;
  missing.emplace_back();
  auto& [missing_occurrence, missing_start, missing_rule, missing_booking] = missing.back();
  missing_occurrence = source.Number();
  missing_start = source.Civil();
  missing_rule = static_cast<uint16_t>(source.Number());
  missing_booking = BookingId(source.Number());
  first = source.Number();
  occurrences = source.Number();
  may_move = true;
  ended = true;
  version = source.Number();
}

inline void Fill(Source& source, model::Wish* record) {
  auto& [id, company, member, booked_by, wants, windows, length, book_at_once, may_move, guests,
         valid_until, filed_at, due, booking, instead_of, passed, state, version] = *record;
  source.Set(&id);
  source.Set(&company);
  source.Set(&member);
  source.Set(&booked_by);
  wants = Wants(source);
  windows = {source.Time(), source.Time()};
  length = source.Length();
  book_at_once = true;
  may_move = false;
  guests = static_cast<uint16_t>(source.Number());
  valid_until = source.At();
  filed_at = source.At();
  due = source.At();
  source.Set(&booking);
  source.Set(&instead_of);
  passed = {source.Time()};
  state = model::WishState::kExpired;
  version = source.Number();
}

inline void Fill(Source& source, model::Outage* record) {
  auto& [id, kind, resource, pool, site, interval, victims, lifted, version] = *record;
  source.Set(&id);
  kind = model::Outage::Kind::kClosure;
  source.Set(&resource);
  source.Set(&pool);
  source.Set(&site);
  interval = source.Time();
  victims.emplace_back();
  auto& [booking, fate, from, to, wish, was, state, victim_version] = victims.back();
  source.Set(&booking);
  fate = model::Outage::Victim::Fate::kCutShort;
  source.Set(&from);
  source.Set(&to);
  source.Set(&wish);
  was = source.Time();
  state = model::BookingState::kCheckedIn;
  victim_version = source.Number();
  lifted = true;
  version = source.Number();
}

inline void Fill(Source& source, model::Fault* record) {
  auto& [id, resource, reporter, at, outage, resolved, resolved_at] = *record;
  source.Set(&id);
  source.Set(&resource);
  source.Set(&reporter);
  at = source.At();
  source.Set(&outage);
  resolved = true;
  resolved_at = source.At();
}

inline void Fill(Source& source, model::Import* record) {
  auto& [id, key] = *record;
  source.Set(&id);
  source.SetBytes(&key);
}

inline void Fill(Source& source, core::Caller* caller) {
  auto& [role, member, token] = *caller;
  role = model::Role::kKiosk;
  source.Set(&member);
  source.Set(&token);
}

inline void Fill(Source& source, core::Subject* subject) {
  auto& [kind, id] = *subject;
  kind = core::Subject::Kind::kOutage;
  id = source.Number();
}

inline void Fill(Source& source, core::Requested* event) {
  auto& [caller, request, digest, subject, at] = *event;
  Fill(source, &caller);
  source.SetBytes(&request.bytes);
  source.SetBytes(&digest);
  Fill(source, &subject);
  at = source.At();
}

inline void Fill(Source& source, core::Counters* record) {
  auto& [zone, site, pool, resource, certification, company, member, badge, token, quota, booking,
         series, wish, outage, fault, request, guarantees, lending, round, at, serving,
         serving_changed, oldest_request, entropy] = *record;
  for (auto* number :
       {&zone, &site, &pool, &resource, &certification, &company, &member, &badge, &token}) {
    *number = source.Number();
  }
  quota = 13;
  lending = 14;
  round = 14;
  for (auto* number : {&booking, &series, &wish, &outage, &fault, &request, &guarantees}) {
    *number = (uint64_t{1} << 40) + source.Number();
  }
  at = source.At();
  serving = true;
  serving_changed = source.At();
  oldest_request = source.At();
  entropy = source.Number();
}

}  // namespace mutua::store::filled
