// Single bookings.
#include <algorithm>
#include <utility>

#include "engine/base/limits.h"
#include "engine/core/party.h"
#include "engine/front/badges.h"
#include "engine/front/pins.h"
#include "engine/front/translate.h"

namespace mutua::front {
namespace {

constexpr size_t kTitleBytesMax = 200;
constexpr size_t kGuestsNamedMost = 100;
constexpr size_t kGuestNameBytesMax = 100;
constexpr uint32_t kGuestsMost = 10'000;
constexpr size_t kReasonBytesMax = 500;

// The clocks of a booking's first resource.
const model::ZoneTable* ZoneOf(const Reading& in, const model::Booking* booking) {
  return booking == nullptr ? in.OnlyZone() : &in.state().ZoneOf(booking->kit.front().resource);
}

void NoRoomToShrink(Reading& in, const Path& path) {
  in.Object({.rule = v1::RULE_NO_ROOM_TO_SHRINK, .subject = path.ToString(), .at = {}});
}

// A move of one or both ends, on the version that was read: whoever changed it meanwhile wins.
void MoveEnds(Reading& in, const model::Booking* booking, BookingId id, uint32_t version,
              std::optional<Interval> interval, core::Override override_policy,
              pipeline::Request* out) {
  core::Move move{.booking = id, .version = version, .override_policy = override_policy};
  if (booking != nullptr) {
    move.interval = interval.value_or(booking->interval);
    if (version == 0) move.version = booking->version;
  }
  if (in.ok() || booking == nullptr) out->command.body = move;
}

// Why a booking is cancelled or rejected. It is about whom the booking is for, and goes when that
// member is erased.
model::Seal ReadReason(Reading& in, Texts& texts, const std::string& reason, BookingId id,
                       pipeline::Request* out) {
  in.Text(reason, kReasonBytesMax, Path("reason"));
  if (!in.ok()) return {};
  const model::Booking* booking = in.state().Find(id);
  store::SideText text;
  text.note = reason;
  return texts.Add(store::SideFamily::kEnding,
                   booking != nullptr ? booking->member : in.scene().caller.member, text, out);
}

// When the badge was read, or somebody left as a manager knows.
std::optional<Instant> ReadLeaveTime(Reading& in, const v1::CheckOutRequest& request) {
  if (!request.has_badge_time()) return std::nullopt;
  if (!core::Manages(in.scene().caller)) {
    return ReadBadgeTime(in, &request.badge_time(), Path("badge_time"));
  }
  return std::min(in.At(request.badge_time(), Path("badge_time")), in.scene().now);
}

}  // namespace

void CheckTexts(Reading& in, const v1::BookingSpec& spec, const Path& path) {
  in.Text(spec.title(), kTitleBytesMax, Path(path, "title"));
  if (!spec.has_guests()) return;
  const Path guests(path, "guests");
  in.Count(spec.guests().names_size(), kGuestsNamedMost, false, Path(guests, "names"));
  for (int i = 0; i < spec.guests().names_size() && in.ok(); ++i) {
    in.Text(spec.guests().names(i), kGuestNameBytesMax,
            Path(guests, "names", static_cast<size_t>(i)));
  }
  if (spec.guests().more() > kGuestsMost) {
    in.Malformed(Path(guests, "more"), Flaw::kOutOfRange, kGuestsMost);
  }
}

uint16_t GuestsOf(const v1::BookingSpec& spec) {
  return static_cast<uint16_t>(spec.guests().more() +
                               static_cast<uint32_t>(spec.guests().names_size()));
}

core::Override ReadOverride(Reading& in, Texts& texts, bool asked, const v1::Override& override_it,
                            pipeline::Request* out) {
  if (!asked) return {};
  const Path path("override");
  const Path reason_path(path, "reason");
  in.Text(override_it.reason(), kReasonBytesMax, reason_path);
  core::Override result{.asked = true};
  if (!in.ok()) return result;
  store::SideText text;
  text.note = override_it.reason();
  result.reason = texts.Add(store::SideFamily::kReason, in.scene().caller.member, text, out);
  return result;
}

void Translate(Reading& in, Texts& texts, const v1::CreateBookingRequest& request,
               pipeline::Request* out) {
  const v1::BookingSpec& spec = request.spec();
  const Path path("spec");
  core::Book book;
  if (spec.wants().empty()) in.Malformed(Path(path, "wants"), Flaw::kMissing);
  in.Wants(spec.wants(), path, &book.wants);
  const model::ZoneTable* zone = in.ZoneOf(book.wants);
  const auto interval =
      in.Time(spec.time(), zone, Path(path, "time"), kBookingLongest, spec.walk_up());
  book.member = WhoActs(in, texts, spec.member(), Path(path, "member"), spec.badge(),
                        Path(path, "badge"), out);
  CheckTexts(in, spec, path);
  ReadPin(in, request.pin(), Path("pin"));
  if (spec.has_hold_until()) {
    book.hold_until = in.At(spec.hold_until(), zone, Path(path, "hold_until"));
  }
  if (!in.ok()) return;
  book.interval = *interval;
  book.may_move = !spec.has_may_move() || spec.may_move();
  book.walk_up = spec.walk_up();
  book.guests = GuestsOf(spec);
  book.text = texts.Add(store::SideFamily::kText, book.member, TextOf(spec), out);
  book.override_policy = ReadOverride(in, texts, request.has_override(), request.override(), out);
  out->command.body = std::move(book);
}

void Translate(Reading& in, Texts& texts, const v1::MoveBookingRequest& request,
               pipeline::Request* out) {
  core::Move move;
  move.booking = in.Booking(request.booking(), Path("booking"));
  move.version = in.Etag(request.etag(), Path("etag"));
  if (!request.has_time() && request.wants().empty()) {
    in.Object({.rule = v1::RULE_NOTHING_TO_DO, .subject = {}, .at = {}});
  }
  in.Wants(request.wants(), Path(""), &move.wants);
  const model::Booking* booking = in.state().Find(move.booking);
  if (request.has_time()) {
    const model::ZoneTable* zone = move.wants.empty() ? ZoneOf(in, booking) : in.ZoneOf(move.wants);
    const auto interval = in.Time(request.time(), zone, Path("time"));
    if (interval) move.interval = *interval;
  } else if (booking != nullptr) {
    move.interval = booking->interval;
    if (move.version == 0) move.version = booking->version;
  } else {
    // Of an item of the same batch: it stays when it is.
    move.ends = core::Move::Ends::kNeither;
  }
  move.override_policy = ReadOverride(in, texts, request.has_override(), request.override(), out);
  if (in.ok()) out->command.body = std::move(move);
}

void Translate(Reading& in, Texts& texts, const v1::ExtendBookingRequest& request,
               pipeline::Request* out) {
  const BookingId id = in.Booking(request.booking(), Path("booking"));
  const uint32_t version = in.Etag(request.etag(), Path("etag"));
  ReadBadge(in, texts, request.badge(), Path("badge"), out);
  ReadPin(in, request.pin(), Path("pin"));
  const model::Booking* booking = in.state().Find(id);
  const Instant end = in.At(request.end(), ZoneOf(in, booking), Path("end"));
  const auto override_policy =
      ReadOverride(in, texts, request.has_override(), request.override(), out);
  std::optional<Interval> interval;
  if (booking != nullptr && in.ok()) {
    if (end <= booking->interval.end()) return NoRoomToShrink(in, Path("end"));
    interval = Interval(booking->interval.start(), end);
  }
  MoveEnds(in, booking, id, version, interval, override_policy, out);
}

void Translate(Reading& in, Texts& texts, const v1::ShortenBookingRequest& request,
               pipeline::Request* out) {
  const BookingId id = in.Booking(request.booking(), Path("booking"));
  const uint32_t version = in.Etag(request.etag(), Path("etag"));
  const model::Booking* booking = in.state().Find(id);
  const model::ZoneTable* zone = ZoneOf(in, booking);
  if (!request.has_start() && !request.has_end()) in.Malformed(Path("end"), Flaw::kMissing);
  std::optional<Instant> start;
  std::optional<Instant> end;
  if (request.has_start()) start = in.At(request.start(), zone, Path("start"));
  if (request.has_end()) end = in.At(request.end(), zone, Path("end"));
  const auto override_policy =
      ReadOverride(in, texts, request.has_override(), request.override(), out);
  std::optional<Interval> interval;
  if (booking != nullptr && in.ok()) {
    const Interval was = booking->interval;
    interval = Interval::Make(start.value_or(was.start()), end.value_or(was.end()));
    if (!interval || !was.Contains(*interval) || *interval == was) {
      return NoRoomToShrink(in, Path(end ? "end" : "start"));
    }
  }
  MoveEnds(in, booking, id, version, interval, override_policy, out);
}

void Translate(Reading& in, Texts&, const v1::ConfirmBookingRequest& request,
               pipeline::Request* out) {
  out->command.body = core::Confirm{.booking = in.Booking(request.booking(), Path("booking"))};
}

void Translate(Reading& in, Texts& texts, const v1::CancelBookingRequest& request,
               pipeline::Request* out) {
  core::Cancel cancel{.booking = in.Booking(request.booking(), Path("booking")),
                      .version = in.Etag(request.etag(), Path("etag"))};
  cancel.reason = ReadReason(in, texts, request.reason(), cancel.booking, out);
  out->command.body = cancel;
}

void Translate(Reading& in, Texts&, const v1::ApproveBookingRequest& request,
               pipeline::Request* out) {
  out->command.body = core::Approve{.booking = in.Booking(request.booking(), Path("booking")),
                                    .version = in.Etag(request.etag(), Path("etag"))};
}

void Translate(Reading& in, Texts& texts, const v1::RejectBookingRequest& request,
               pipeline::Request* out) {
  core::Reject reject{.booking = in.Booking(request.booking(), Path("booking")),
                      .version = in.Etag(request.etag(), Path("etag"))};
  reject.reason = ReadReason(in, texts, request.reason(), reject.booking, out);
  out->command.body = reject;
}

void Translate(Reading& in, Texts& texts, const v1::CheckInRequest& request,
               pipeline::Request* out) {
  core::CheckIn check_in{.booking = in.Booking(request.booking(), Path("booking"))};
  ReadBadge(in, texts, request.badge(), Path("badge"), out);
  check_in.badge_at = ReadBadgeTime(in, request.has_badge_time() ? &request.badge_time() : nullptr,
                                    Path("badge_time"));
  out->command.body = check_in;
}

void Translate(Reading& in, Texts& texts, const v1::CheckOutRequest& request,
               pipeline::Request* out) {
  core::CheckOut check_out{.booking = in.Booking(request.booking(), Path("booking"))};
  ReadBadge(in, texts, request.badge(), Path("badge"), out);
  check_out.badge_at = ReadLeaveTime(in, request);
  out->command.body = check_out;
}

void Translate(Reading& in, Texts&, const v1::MarkNoShowRequest& request, pipeline::Request* out) {
  out->command.body = core::MarkNoShow{.booking = in.Booking(request.booking(), Path("booking"))};
}

void Translate(Reading& in, Texts&, const v1::HandOverRequest& request, pipeline::Request* out) {
  out->command.body = core::HandOver{.booking = in.Booking(request.booking(), Path("booking")),
                                     .to = in.Member(request.to_member(), Path("to_member")),
                                     .version = in.Etag(request.etag(), Path("etag"))};
}

}  // namespace mutua::front
