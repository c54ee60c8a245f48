// Bookings, series, wishes and imports, to and from their messages.
#include <algorithm>

#include "engine/store/translate.h"
#include "mutua/store/v1/records.pb.h"

namespace mutua::store {
namespace {

// The bits of Booking.flags: on disk, never renumbered.
enum Flag : uint32_t {
  kMayMove = 1,
  kWalkUp = 2,
  kOverrun = 4,
  kOverridden = 8,
  kEdited = 16,
  kCheckInAsked = 32,
  kCheckOutAsked = 64,
  kRefunded = 128,
  kGrab = 256,
  kPassedOn = 512,
  kHindered = 1024,
};
constexpr uint32_t kFlagsKnown = 2047;

uint32_t FlagsOf(const model::Booking& booking) {
  return (booking.may_move ? kMayMove : 0u) | (booking.walk_up ? kWalkUp : 0u) |
         (booking.overrun ? kOverrun : 0u) | (booking.overridden ? kOverridden : 0u) |
         (booking.edited ? kEdited : 0u) | (booking.check_in_asked ? kCheckInAsked : 0u) |
         (booking.check_out_asked ? kCheckOutAsked : 0u) | (booking.refunded ? kRefunded : 0u) |
         (booking.grab ? kGrab : 0u) | (booking.passed_on ? kPassedOn : 0u) |
         (booking.hindered ? kHindered : 0u);
}

void SetFlags(uint32_t flags, model::Booking* booking) {
  booking->may_move = (flags & kMayMove) != 0;
  booking->walk_up = (flags & kWalkUp) != 0;
  booking->overrun = (flags & kOverrun) != 0;
  booking->overridden = (flags & kOverridden) != 0;
  booking->edited = (flags & kEdited) != 0;
  booking->check_in_asked = (flags & kCheckInAsked) != 0;
  booking->check_out_asked = (flags & kCheckOutAsked) != 0;
  booking->refunded = (flags & kRefunded) != 0;
  booking->grab = (flags & kGrab) != 0;
  booking->passed_on = (flags & kPassedOn) != 0;
  booking->hindered = (flags & kHindered) != 0;
}

// Of a booking's first claim, or of one in `more`: the names are the same.
template <class Message>
void WriteClaim(const model::Claim& from, Message* to) {
  to->set_resource(from.resource.value());
  if (from.units != 1) to->set_units(from.units);
  if (from.any_of.IsSet()) to->set_any_of(from.any_of.value());
}

template <class Message>
void ReadClaim(const Message& from, model::Kit* kit, Faults* faults) {
  const auto resource = ReadId<ResourceId>(from.resource(), faults);
  for (const model::Claim& other : *kit) {
    faults->Expect(other.resource != resource, "a kit that names a resource twice");
  }
  kit->push_back({resource, from.has_units() ? from.units() : 1, PoolId(from.any_of())});
}

void ReadKit(const v1::Booking& from, model::Kit* kit, Faults* faults) {
  const bool good = static_cast<size_t>(from.more_size()) < kKitMost &&
                    (from.resource() != 0 || from.more_size() == 0);
  if (!faults->Expect(good, "a kit that has too much or no first resource")) return;
  if (from.resource() == 0) return;
  ReadClaim(from, kit, faults);
  for (const v1::Booking::Claim& claim : from.more()) ReadClaim(claim, kit, faults);
}

void WriteGivenUp(const model::GivenUp& from, v1::GivenUp* to) {
  to->set_resource(from.resource.value());
  to->set_start(from.time.start().unix_seconds());
  to->set_seconds(static_cast<uint64_t>(from.time.length().seconds()));
  to->set_units(from.units);
  to->set_at(from.at.unix_seconds());
  to->set_company(from.company.value());
  to->set_ticks(from.charge.ticks.value());
  to->set_cents(from.charge.cents.value());
  to->set_grab(from.grab);
}

model::GivenUp ReadGivenUp(const v1::GivenUp& from, Faults* faults) {
  faults->Expect(from.units() > 0, "no units of what was given up");
  return {ReadId<ResourceId>(from.resource(), faults),
          ReadInterval(from.start(), from.seconds(), faults),
          from.units(),
          ReadInstant(from.at(), faults),
          CompanyId(from.company()),
          ReadCharge(from.ticks(), from.cents(), faults),
          from.grab()};
}

void WriteAside(const model::Aside& from, v1::Booking* to) {
  to->set_forfeited_ticks(from.forfeited.ticks.value());
  to->set_forfeited_cents(from.forfeited.cents.value());
  to->set_returned_ticks(from.returned.ticks.value());
  to->set_returned_cents(from.returned.cents.value());
  to->set_settled(from.settled);
  to->set_overrun_ticks(from.overrun.ticks.value());
  to->set_overrun_cents(from.overrun.cents.value());
  to->set_overrun_until(from.overrun_until.unix_seconds());
  for (const model::GivenUp& given : from.given_up) WriteGivenUp(given, to->add_given_up());
  for (const model::Paid& paid : from.paid) {
    v1::Paid* written = to->add_paid();
    written->set_pool(paid.pool.value());
    written->set_first(paid.first - CivilDay());
    written->set_lending(paid.lending.value());
    written->set_lender(paid.lender.value());
    written->set_seconds(paid.seconds);
    written->set_ticks(paid.ticks.value());
    written->set_lost(paid.lost);
  }
}

model::Aside ReadAside(const v1::Booking& from, Faults* faults) {
  model::Aside aside;
  aside.forfeited = ReadCharge(from.forfeited_ticks(), from.forfeited_cents(), faults);
  aside.returned = ReadCharge(from.returned_ticks(), from.returned_cents(), faults);
  aside.settled = from.settled();
  aside.overrun = ReadCharge(from.overrun_ticks(), from.overrun_cents(), faults);
  aside.overrun_until = ReadInstant(from.overrun_until(), faults);
  for (const v1::GivenUp& given : from.given_up()) {
    aside.given_up.push_back(ReadGivenUp(given, faults));
  }
  for (const v1::Paid& paid : from.paid()) {
    const auto good = [](int64_t amount) { return 0 <= amount && amount <= INT64_MAX / 4; };
    const bool day = -kSecondsMost / 86400 <= paid.first() && paid.first() <= kSecondsMost / 86400;
    faults->Expect(good(paid.seconds()) && good(paid.ticks()) && day, "credits out of range");
    if (!day) continue;
    aside.paid.push_back({ReadId<PoolId>(paid.pool(), faults), CivilDay() + paid.first(),
                          LendingId(paid.lending()), CompanyId(paid.lender()), paid.seconds(),
                          Ticks(paid.ticks()), paid.lost()});
  }
  return aside;
}

// The times, each against the one that it is usually near.
void ReadTimes(const v1::Booking& from, Instant base, model::Booking* to, Faults* faults) {
  to->made_at = base + ReadDuration(from.made(), faults);
  const Instant start = to->made_at + ReadDuration(from.start(), faults);
  to->interval = ReadInterval(start.unix_seconds(), from.seconds(), faults);
  if (from.has_due()) to->due = to->interval.end() + ReadDuration(from.due(), faults);
  if (from.has_checked_in()) {
    to->checked_in = to->interval.start() + ReadDuration(from.checked_in(), faults);
  }
}

template <class Intervals, class Repeated>
void WriteWindows(const Intervals& from, Repeated* to) {
  for (const Interval& window : from) {
    v1::Wish::Window* written = to->Add();
    written->set_start(window.start().unix_seconds());
    written->set_seconds(static_cast<uint64_t>(window.length().seconds()));
  }
}

template <class Repeated, class Intervals>
void ReadWindows(const Repeated& from, Intervals* to, Faults* faults) {
  for (const v1::Wish::Window& window : from) {
    to->push_back(ReadInterval(window.start(), window.seconds(), faults));
  }
}

template <class Repeated>
void WriteCivils(const std::vector<CivilSecond>& from, Repeated* to) {
  for (const CivilSecond& civil : from) to->Add(WriteCivil(civil));
}

template <class Repeated>
void ReadCivils(const Repeated& from, std::vector<CivilSecond>* to, Faults* faults) {
  for (const int64_t civil : from) to->push_back(ReadCivil(civil, faults));
}

template <class Repeated>
void WriteWants(const model::Wants& from, Repeated* to) {
  for (const model::Want& want : from) {
    v1::Want* written = to->Add();
    written->set_resource(want.resource.value());
    written->set_pool(want.pool.value());
    if (want.units != 1) written->set_units(want.units);
  }
}

template <class Repeated>
void ReadWants(const Repeated& from, model::Wants* to) {
  for (const v1::Want& want : from) {
    to->push_back(
        {ResourceId(want.resource()), PoolId(want.pool()), want.has_units() ? want.units() : 1});
  }
}

}  // namespace

void Write(const model::Booking& from, Instant base, v1::Booking* to) {
  to->set_id(from.id.value());
  to->set_made((from.made_at - base).seconds());
  to->set_start((from.interval.start() - from.made_at).seconds());
  to->set_seconds(static_cast<uint64_t>(from.interval.length().seconds()));
  if (from.due != Instant()) to->set_due((from.due - from.interval.end()).seconds());
  if (from.checked_in != Instant()) {
    to->set_checked_in((from.checked_in - from.interval.start()).seconds());
  }
  to->set_company(from.company.value());
  to->set_member(from.member.value());
  if (from.booked_by != from.member) to->set_booked_by(from.booked_by.value());
  to->set_state(static_cast<uint32_t>(from.state));
  to->set_offset_minutes(from.offset_minutes);
  to->set_flags(FlagsOf(from));
  if (from.version != 1) to->set_version(from.version);
  to->set_series(from.series.value());
  to->set_occurrence(from.occurrence);
  to->set_wish(from.wish.value());
  to->set_setup_minutes(from.setup_minutes);
  to->set_cleanup_minutes(from.cleanup_minutes);
  to->set_guests(from.guests);
  to->set_price_ticks(from.price.ticks.value());
  to->set_price_cents(from.price.cents.value());
  WriteAside(*from.aside, to);
  if (from.kit.empty()) return;
  WriteClaim(from.kit.front(), to);
  for (size_t i = 1; i < from.kit.size(); ++i) WriteClaim(from.kit[i], to->add_more());
}

void Read(const v1::Booking& from, Instant base, model::Booking* to, Faults* faults) {
  using model::BookingState;
  to->id = ReadId<BookingId>(from.id(), faults);
  ReadTimes(from, base, to, faults);
  ReadKit(from, &to->kit, faults);
  to->company = CompanyId(from.company());
  to->member = MemberId(from.member());
  to->booked_by = from.has_booked_by() ? MemberId(from.booked_by()) : to->member;
  to->state = ReadEnum(from.state(), BookingState::kHeld, BookingState::kExpired, faults);
  to->offset_minutes = ReadSmall<int16_t>(from.offset_minutes(), faults);
  faults->Expect(from.flags() <= kFlagsKnown, "a booking with a flag that is none");
  SetFlags(from.flags(), to);
  to->version = from.has_version() ? from.version() : 1;
  to->series = SeriesId(from.series());
  to->occurrence = from.occurrence();
  to->wish = WishId(from.wish());
  to->setup_minutes = ReadSmall<uint16_t>(from.setup_minutes(), faults);
  to->cleanup_minutes = ReadSmall<uint16_t>(from.cleanup_minutes(), faults);
  to->guests = ReadSmall<uint16_t>(from.guests(), faults);
  to->price = ReadCharge(from.price_ticks(), from.price_cents(), faults);
  to->aside = ReadAside(from, faults);
}

void Write(const model::Series& from, v1::Series* to) {
  to->set_id(from.id.value());
  to->set_company(from.company.value());
  to->set_member(from.member.value());
  to->set_booked_by(from.booked_by.value());
  WriteWants(from.wants, to->mutable_wants());
  to->set_split_from(from.split_from.value());
  to->set_due(from.due.unix_seconds());
  to->set_site(from.site.value());
  to->set_rule(from.rule);
  to->set_start(WriteCivil(from.start));
  to->set_civil_seconds(from.civil_seconds);
  to->set_shift_civil_seconds(from.shift_civil_seconds);
  WriteCivils(from.excluded, to->mutable_excluded());
  WriteCivils(from.added, to->mutable_added());
  to->set_mode(static_cast<uint32_t>(from.mode));
  for (const model::Series::Missing& missing : from.missing) {
    v1::Series::Missing* written = to->add_missing();
    written->set_occurrence(missing.occurrence);
    written->set_start(WriteCivil(missing.start));
    written->set_rule(missing.rule);
    written->set_booking(missing.booking.value());
  }
  to->set_first(from.first);
  to->set_occurrences(from.occurrences);
  to->set_may_move(from.may_move);
  to->set_ended(from.ended);
  to->set_version(from.version);
}

void Read(const v1::Series& from, model::Series* to, Faults* faults) {
  using model::SeriesMode;
  to->id = ReadId<SeriesId>(from.id(), faults);
  to->company = CompanyId(from.company());
  to->member = MemberId(from.member());
  to->booked_by = MemberId(from.booked_by());
  ReadWants(from.wants(), &to->wants);
  to->split_from = SeriesId(from.split_from());
  to->due = ReadInstant(from.due(), faults);
  to->site = SiteId(from.site());
  to->rule = from.rule();
  to->start = ReadCivil(from.start(), faults);
  to->civil_seconds = ReadDuration(from.civil_seconds(), faults).seconds();
  to->shift_civil_seconds = ReadDuration(from.shift_civil_seconds(), faults).seconds();
  ReadCivils(from.excluded(), &to->excluded, faults);
  ReadCivils(from.added(), &to->added, faults);
  to->mode = ReadEnum(from.mode(), SeriesMode::kAllOrNothing, SeriesMode::kSubstitutes, faults);
  for (const v1::Series::Missing& missing : from.missing()) {
    to->missing.push_back({missing.occurrence(), ReadCivil(missing.start(), faults),
                           ReadSmall<uint16_t>(missing.rule(), faults),
                           BookingId(missing.booking())});
  }
  to->first = from.first();
  to->occurrences = from.occurrences();
  to->may_move = from.may_move();
  to->ended = from.ended();
  to->version = from.version();
}

void Write(const model::Wish& from, v1::Wish* to) {
  to->set_id(from.id.value());
  to->set_company(from.company.value());
  to->set_member(from.member.value());
  to->set_booked_by(from.booked_by.value());
  WriteWants(from.wants, to->mutable_wants());
  WriteWindows(from.windows, to->mutable_windows());
  WriteWindows(from.passed, to->mutable_passed());
  to->set_length(from.length.seconds());
  to->set_book_at_once(from.book_at_once);
  to->set_stays(!from.may_move);
  to->set_guests(from.guests);
  if (from.valid_until != kLatest) to->set_valid_until(from.valid_until.unix_seconds());
  to->set_filed_at(from.filed_at.unix_seconds());
  to->set_due(from.due.unix_seconds());
  to->set_booking(from.booking.value());
  to->set_instead_of(from.instead_of.value());
  to->set_state(static_cast<uint32_t>(from.state));
  to->set_version(from.version);
}

void Read(const v1::Wish& from, model::Wish* to, Faults* faults) {
  using model::WishState;
  to->id = ReadId<WishId>(from.id(), faults);
  to->company = CompanyId(from.company());
  to->member = MemberId(from.member());
  to->booked_by = MemberId(from.booked_by());
  ReadWants(from.wants(), &to->wants);
  ReadWindows(from.windows(), &to->windows, faults);
  ReadWindows(from.passed(), &to->passed, faults);
  to->length = ReadDuration(from.length(), faults);
  to->book_at_once = from.book_at_once();
  to->may_move = !from.stays();
  to->guests = ReadSmall<uint16_t>(from.guests(), faults);
  if (from.has_valid_until()) to->valid_until = ReadInstant(from.valid_until(), faults);
  to->filed_at = ReadInstant(from.filed_at(), faults);
  to->due = ReadInstant(from.due(), faults);
  to->booking = BookingId(from.booking());
  to->instead_of = BookingId(from.instead_of());
  to->state = ReadEnum(from.state(), WishState::kWaiting, WishState::kExpired, faults);
  to->version = from.version();
}

void Write(const model::Import& from, v1::Import* to) {
  to->set_id(from.id.value());
  const std::string_view key = WriteBytes(from.key);
  to->set_key(key.data(), key.size());
}

void Read(const v1::Import& from, model::Import* to, Faults* faults) {
  to->id = ReadId<BookingId>(from.id(), faults);
  to->key = ReadBytes<model::Seal>(from.key(), faults);
}

}  // namespace mutua::store
