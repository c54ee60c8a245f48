// The fields of every record, in the order in which a canonical walk visits them. Inside store/
// only.
//
// A field added to a record does not compile here until it is bound, and so cannot be forgotten by
// what walks: the state's digest. It is bound in the order of the definition in model or core; the
// order of the walk is its own: changing that changes every digest.
#pragma once

#include "engine/core/state.h"

namespace mutua::store {

// Calls walk(field, field, ...) once for a record or a part of one.

template <class Walk>
void Fields(Walk& walk, const model::MinuteRange& range) {
  const auto& [from, to] = range;
  walk(from, to);
}

template <class Walk>
void Fields(Walk& walk, const model::DayException& exception) {
  const auto& [day, hours] = exception;
  walk(day, hours);
}

template <class Walk>
void Fields(Walk& walk, const model::Opening& opening) {
  const auto& [weekly, exceptions] = opening;
  walk(weekly, exceptions);
}

template <class Walk>
void Fields(Walk& walk, const model::PeakHours& hours) {
  const auto& [peak, off_peak] = hours;
  walk(peak, off_peak);
}

template <class Walk>
void Fields(Walk& walk, const Charge& charge) {
  const auto& [ticks, cents] = charge;
  walk(ticks, cents);
}

template <class Walk>
void Fields(Walk& walk, const model::Rules& rules) {
  const auto& [opening, granularity, shortest, longest, lead, horizon, gap, setup, cleanup,
               certifications, needs_approval, companies, members, unattended_overnight,
               check_in_before, check_in_after, check_out, price, any_certifications, tariff,
               peak_hours] = rules;
  walk(opening, granularity, shortest, longest, lead, horizon, gap, setup, cleanup, certifications,
       needs_approval, companies, members, unattended_overnight, check_in_before, check_in_after,
       check_out, price, any_certifications, tariff, peak_hours);
}

template <class Walk>
void Fields(Walk& walk, const model::ZoneTransition& transition) {
  const auto& [at, offset_seconds] = transition;
  walk(at, offset_seconds);
}

template <class Walk>
void Fields(Walk& walk, const model::ZoneTable& table) {
  walk(table.name(), table.first_offset_seconds(), table.transitions(), table.horizon());
}

template <class Walk>
void Fields(Walk& walk, const model::Zone& zone) {
  const auto& [id, table] = zone;
  walk(id, table);
}

template <class Walk>
void Fields(Walk& walk, const model::Site& site) {
  const auto& [id, handle, name, zone, opening, kiosk_people, kiosk_pin, retired, version] = site;
  walk(id, handle, name, zone, opening, kiosk_people, kiosk_pin, retired, version);
}

template <class Walk>
void Fields(Walk& walk, const model::Share& share) {
  const auto& [company, base, funded, donated] = share;
  walk(company, base, funded, donated);
}

template <class Walk>
void Fields(Walk& walk, const model::Sharing& sharing) {
  const auto& [policy, period, cents_a_share, shares, names_companies] = sharing;
  walk(policy, period, cents_a_share, shares, names_companies);
}

template <class Walk>
void Fields(Walk& walk, const model::Pool& pool) {
  const auto& [id, handle, name, stand_in, rules, sharing, retired, version] = pool;
  walk(id, handle, name, stand_in, rules, sharing, retired, version);
}

template <class Walk>
void Fields(Walk& walk, const model::LentTerms& lent) {
  const auto& [by, cost, tariff, pool] = lent;
  walk(by, cost, tariff, pool);
}

template <class Walk>
void Fields(Walk& walk, const model::Resource& resource) {
  const auto& [id, kind, retired, site, pool, capacity, taken, version, handle, name, way, rules,
               lent] = resource;
  walk(id, handle, name, way, kind, site, pool, capacity, rules, lent, taken, retired, version);
}

template <class Walk>
void Fields(Walk& walk, const model::Certification& certification) {
  const auto& [id, handle, name, ask, retired, version] = certification;
  walk(id, handle, name, ask, retired, version);
}

template <class Walk>
void Fields(Walk& walk, const model::Company& company) {
  const auto& [id, handle, name, kind, retired, version] = company;
  walk(id, handle, name, kind, retired, version);
}

template <class Walk>
void Fields(Walk& walk, const model::Held& held) {
  const auto& [certification, from, until] = held;
  walk(certification, from, until);
}

template <class Walk>
void Fields(Walk& walk, const model::QuietHours& quiet) {
  const auto& [from, until] = quiet;
  walk(from, until);
}

template <class Walk>
void Fields(Walk& walk, const model::Member& member) {
  const auto& [id, company, held, retired, erased, has_pin, role, password, quiet, version] =
      member;
  walk(id, company, held, retired, erased, has_pin, role, password, quiet, version);
}

template <class Walk>
void Fields(Walk& walk, const model::Badge& badge) {
  const auto& [id, member, seal, revoked] = badge;
  walk(id, member, seal, revoked);
}

template <class Walk>
void Fields(Walk& walk, const model::Token& token) {
  const auto& [id, role, member, hash, expires, revoked, feed, site, name, session, read_only,
               made_at] = token;
  walk(id, role, member, hash, expires, revoked, site, name, session, read_only, made_at);
  if (role == model::Role::kFeed) {
    walk(feed.of, feed.id, feed.manages, feed.made_with, feed.made_at);
  }
}

template <class Walk>
void Fields(Walk& walk, const model::Claim& claim) {
  const auto& [resource, units, any_of] = claim;
  walk(resource, units, any_of);
}

template <class Walk>
void Fields(Walk& walk, const model::Paid& paid) {
  const auto& [pool, first, lending, lender, seconds, ticks, lost] = paid;
  walk(pool, first, lending, lender, seconds, ticks, lost);
}

template <class Walk>
void Fields(Walk& walk, const model::GivenUp& given) {
  const auto& [resource, time, units, at, company, charge, grab] = given;
  walk(resource, time, units, at, company, charge, grab);
}

template <class Walk>
void Fields(Walk& walk, const model::Aside& aside) {
  const auto& [forfeited, returned, given_up, paid, settled, overrun, overrun_until] = aside;
  walk(forfeited, returned, given_up, paid, settled, overrun, overrun_until);
}

template <class Walk>
void Fields(Walk& walk, const model::Booking& booking) {
  const auto& [id, interval, made_at, due, checked_in, kit, company, member, booked_by, occurrence,
               series, wish, price, aside, version, offset_minutes, setup_minutes, cleanup_minutes,
               guests, state, may_move, walk_up, overrun, overridden, edited, check_in_asked,
               check_out_asked, refunded, grab, passed_on, hindered] = booking;
  walk(id, interval, made_at, due, checked_in, kit, company, member, booked_by, occurrence, series,
       wish, price, *aside, version, offset_minutes, setup_minutes, cleanup_minutes, guests, state,
       may_move, walk_up, overrun, overridden, edited, check_in_asked, check_out_asked, refunded,
       grab, passed_on, hindered);
}

template <class Walk>
void Fields(Walk& walk, const model::Import& import) {
  const auto& [id, key] = import;
  walk(id, key);
}

template <class Walk>
void Fields(Walk& walk, const model::Want& want) {
  const auto& [resource, pool, units] = want;
  walk(resource, pool, units);
}

template <class Walk>
void Fields(Walk& walk, const model::Series::Missing& missing) {
  const auto& [occurrence, start, rule, booking] = missing;
  walk(occurrence, start, rule, booking);
}

template <class Walk>
void Fields(Walk& walk, const model::Series& series) {
  const auto& [id, company, member, booked_by, split_from, wants, site, due, rule, start,
               civil_seconds, shift_civil_seconds, excluded, added, mode, missing, first,
               occurrences, may_move, ended, version] = series;
  walk(id, company, member, booked_by, split_from, wants, site, due, rule, start, civil_seconds,
       shift_civil_seconds, excluded, added, mode, missing, first, occurrences, may_move, ended,
       version);
}

template <class Walk>
void Fields(Walk& walk, const model::Wish& wish) {
  const auto& [id, company, member, booked_by, wants, windows, length, book_at_once, may_move,
               guests, valid_until, filed_at, due, booking, instead_of, passed, state, version] =
      wish;
  walk(id, company, member, booked_by, wants, windows, length, book_at_once, may_move, guests,
       valid_until, filed_at, due, booking, instead_of, passed, state, version);
}

template <class Walk>
void Fields(Walk& walk, const model::Outage::Victim& victim) {
  const auto& [booking, fate, from, to, wish, was, state, version] = victim;
  walk(booking, fate, from, to, wish, was, state, version);
}

template <class Walk>
void Fields(Walk& walk, const model::Outage& outage) {
  const auto& [id, kind, resource, pool, site, interval, victims, lifted, version] = outage;
  walk(id, kind, resource, pool, site, interval, victims, lifted, version);
}

template <class Walk>
void Fields(Walk& walk, const model::Fault& fault) {
  const auto& [id, resource, reporter, at, outage, resolved, resolved_at] = fault;
  walk(id, resource, reporter, at, outage, resolved, resolved_at);
}

template <class Walk>
void Fields(Walk& walk, const model::Quota& quota) {
  const auto& [id, handle, name, who, company, member, pools, resources, kind, measure, window,
               grab_counts, peak_only, limit, warning, retired, version] = quota;
  walk(id, handle, name, who, company, member, pools, resources, kind, measure, window, grab_counts,
       peak_only, limit, warning, retired, version);
}

template <class Walk>
void Fields(Walk& walk, const model::Carry::Entry& entry) {
  const auto& [quota, first, amount] = entry;
  walk(quota, first, amount);
}

template <class Walk>
void Fields(Walk& walk, const model::Carry& carry) {
  const auto& [id, entries] = carry;
  walk(id, entries);
}

template <class Walk>
void Fields(Walk& walk, const model::Decayed::Part& part) {
  const auto& [reference, sum] = part;
  walk(reference, static_cast<uint64_t>(sum >> 64), static_cast<uint64_t>(sum));
}

template <class Walk>
void Fields(Walk& walk, const model::Usage::Part& part) {
  const auto& [pool, past] = part;
  walk(pool, past.parts());
}

template <class Walk>
void Fields(Walk& walk, const model::Usage::Within& within) {
  const auto& [pool, first, seconds] = within;
  walk(pool, first, seconds);
}

template <class Walk>
void Fields(Walk& walk, const model::Usage::GivenBack& given) {
  const auto& [pool, interval] = given;
  walk(pool, interval);
}

template <class Walk>
void Fields(Walk& walk, const model::Usage::Lost& lost) {
  const auto& [wish, resource, time] = lost;
  walk(wish, resource, time);
}

template <class Walk>
void Fields(Walk& walk, const model::Usage::Contests& contests) {
  const auto& [pool, lost, token_ends] = contests;
  walk(pool, lost, token_ends);
}

template <class Walk>
void Fields(Walk& walk, const model::Usage& usage) {
  const auto& [id, parts, within, given_back, contests] = usage;
  walk(id, parts, within, given_back, contests);
}

template <class Walk>
void Fields(Walk& walk, const model::Guarantees::Part& part) {
  const auto& [company, minutes, carry] = part;
  walk(company, minutes, carry);
}

template <class Walk>
void Fields(Walk& walk, const model::Guarantees& guarantees) {
  const auto& [id, pool, first, interval, capacity, carry, parts, seed, last, recirculated, due] =
      guarantees;
  walk(id, pool, first, interval, capacity, carry, parts, seed, last, recirculated, due);
}

template <class Walk>
void Fields(Walk& walk, const model::Lending& lending) {
  const auto& [id, pool, period, company, minutes, borrowed] = lending;
  walk(id, pool, period, company, minutes, borrowed);
}

template <class Walk>
void Fields(Walk& walk, const model::Purse::Part& part) {
  const auto& [pool, balance, escrow] = part;
  walk(pool, balance, escrow);
}

template <class Walk>
void Fields(Walk& walk, const model::Entry& entry) {
  const auto& [at, pool, why, ticks, seconds, booking, resource] = entry;
  walk(at, pool, why, ticks, seconds, booking, resource);
}

template <class Walk>
void Fields(Walk& walk, const model::Purse& purse) {
  const auto& [id, parts, entries] = purse;
  walk(id, parts, entries);
}

template <class Walk>
void Fields(Walk& walk, const model::Commons& commons) {
  const auto& [id, balance, escrow, minted] = commons;
  walk(id, balance, escrow, minted);
}

template <class Walk>
void Fields(Walk& walk, const model::Round::Part& part) {
  const auto& [want, interval] = part;
  walk(want, interval);
}

template <class Walk>
void Fields(Walk& walk, const model::Round::List& list) {
  const auto& [company, member, filed_by, filed_at, version, bundles] = list;
  walk(company, member, filed_by, filed_at, version, bundles);
}

template <class Walk>
void Fields(Walk& walk, const model::Round::Result& result) {
  const auto& [fate, alternative, by, bookings, resources, rule, resource, quota, limit, used,
               asked, renews] = result;
  walk(fate, alternative, by, bookings, resources, rule, resource, quota, limit, used, asked,
       renews);
}

template <class Walk>
void Fields(Walk& walk, const model::Round::Turn& turn) {
  const auto& [company, under_guarantee, token, usage, credits, share, draw, cap, taken, results] =
      turn;
  walk(company, under_guarantee, token, usage, credits, share, draw, cap, taken, results);
}

template <class Walk>
void Fields(Walk& walk, const model::Round::Busy& busy) {
  const auto& [interval, units] = busy;
  walk(interval, units);
}

template <class Walk>
void Fields(Walk& walk, const model::Round::Room& room) {
  const auto& [resource, capacity, setup_minutes, cleanup_minutes, busy] = room;
  walk(resource, capacity, setup_minutes, cleanup_minutes, busy);
}

template <class Walk>
void Fields(Walk& walk, const model::Round& round) {
  const auto& [id, pool, windows, opened_at, closes_at, seed, turns, lists, open_seconds, rooms,
               ended_at, due, state, version] = round;
  walk(id, pool, windows, opened_at, closes_at, seed, turns, lists, open_seconds, rooms, ended_at,
       due, state, version);
}

template <class Walk>
void Fields(Walk& walk, const core::Caller& caller) {
  const auto& [role, member, token] = caller;
  walk(role, member, token);
}

template <class Walk>
void Fields(Walk& walk, const core::RequestId& request) {
  const auto& [bytes] = request;
  walk(bytes);
}

template <class Walk>
void Fields(Walk& walk, const core::Subject& subject) {
  const auto& [kind, id] = subject;
  walk(kind, id);
}

template <class Walk>
void Fields(Walk& walk, const core::Requested& requested) {
  const auto& [caller, request, digest, subject, at] = requested;
  walk(caller, request, digest, subject, at);
}

template <class Walk>
void Fields(Walk& walk, const core::Counters& counters) {
  const auto& [zone, site, pool, resource, certification, company, member, badge, token, quota,
               booking, series, wish, outage, fault, request, guarantees, lending, round, at,
               serving, serving_changed, oldest_request, entropy] = counters;
  walk(zone, site, pool, resource, certification, company, member, badge, token, quota, booking,
       series, wish, outage, fault, request, guarantees, lending, round, at, serving,
       serving_changed, oldest_request, entropy);
}

}  // namespace mutua::store
