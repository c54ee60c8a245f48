// The entrance: a kiosk acts for the member whose badge it read, and for nobody else; what it
// queued while it was offline counts from when the badge was read, within bounds.
#include <doctest/doctest.h>

#include "mutua/v1/availability.grpc.pb.h"
#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Stub = v1::BookingsService::Stub;

constexpr int64_t kMinute = 60;
constexpr int64_t kHour = 3600;
const char* const kLeasBadge = "04A1B2C3D4";
const char* const kMaxsBadge = "04FFEE0011";

struct Entrance {
  WireLab lab;
  std::unique_ptr<v1::DirectoryService::Stub> directory =
      v1::DirectoryService::NewStub(lab.channel());

  Entrance() {
    Register("lea", kLeasBadge);
    Register("max", kMaxsBadge);
  }
  void Register(const std::string& member, const std::string& number) {
    v1::RegisterBadgeRequest request;
    request.set_request_id(lab.NewRequestId());
    request.set_member(member);
    request.set_badge(number);
    REQUIRE(
        Ask(*directory, &v1::DirectoryService::Stub::RegisterBadge, request, lab.manager()).ok());
  }
  void Revoke(const std::string& id) {
    v1::RevokeBadgeRequest request;
    request.set_request_id(lab.NewRequestId());
    request.set_id(id);
    REQUIRE(Ask(*directory, &v1::DirectoryService::Stub::RevokeBadge, request, lab.manager()).ok());
  }
  v1::CreateBookingRequest WalkUp(const std::string& resource, const std::string& badge) {
    v1::CreateBookingRequest request;
    request.set_request_id(lab.NewRequestId());
    v1::BookingSpec& spec = *request.mutable_spec();
    spec.add_wants()->set_resource(resource);
    spec.mutable_time()->mutable_length()->set_seconds(kHour);
    spec.set_walk_up(true);
    spec.set_badge(badge);
    return request;
  }
  v1::CheckInRequest CheckIn(const std::string& booking, const std::string& badge,
                             std::optional<int64_t> read_at = {}) {
    v1::CheckInRequest request;
    request.set_request_id(lab.NewRequestId());
    request.set_booking(booking);
    request.set_badge(badge);
    if (read_at) request.mutable_badge_time()->set_seconds(kNow + *read_at);
    return request;
  }
  Outcome<v1::CheckInResponse> Send(const v1::CheckInRequest& request) {
    return Ask(lab.bookings(), &Stub::CheckIn, request, lab.kiosk());
  }
  void Advance(int64_t seconds) { REQUIRE(lab.clock().Feed(Instant::FromUnix(kNow + seconds))); }
  void KioskIsHeard() {
    REQUIRE(Ask(lab.bookings(), &Stub::ListBookings, v1::ListBookingsRequest(), lab.kiosk()).ok());
  }
  v1::ListBookingsResponse Bookings(const std::string& badge) {
    v1::ListBookingsRequest request;
    request.set_badge(badge);
    const auto listed = Ask(lab.bookings(), &Stub::ListBookings, request, lab.kiosk());
    REQUIRE(listed.ok());
    return listed.response;
  }
  // The lasers need a certification, which only Lea is granted.
  void NeedCertification() {
    using Catalogue = v1::CatalogueService::Stub;
    const auto catalogue = v1::CatalogueService::NewStub(lab.channel());
    v1::CreateCertificationRequest kind;
    kind.set_request_id(lab.NewRequestId());
    kind.mutable_certification()->set_certification("laser-safety");
    REQUIRE(Ask(*catalogue, &Catalogue::CreateCertification, kind, lab.manager()).ok());
    v1::UpdatePoolRequest pool;
    pool.set_request_id(lab.NewRequestId());
    pool.mutable_pool()->set_pool("lasers");
    pool.mutable_pool()->mutable_rules()->mutable_certifications()->add_all_of("laser-safety");
    pool.mutable_update_mask()->add_paths("rules");
    REQUIRE(Ask(*catalogue, &Catalogue::UpdatePool, pool, lab.manager()).ok());
    v1::GrantCertificationRequest grant;
    grant.set_request_id(lab.NewRequestId());
    grant.set_member("lea");
    grant.set_certification("laser-safety");
    REQUIRE(Ask(*directory, &v1::DirectoryService::Stub::GrantCertification, grant, lab.manager())
                .ok());
  }
  // Why laser-1 is never free for whom the request names, if it is not.
  Outcome<v1::FindFreeTimeResponse> Free(const std::string& badge, const std::string& token) {
    const auto availability = v1::AvailabilityService::NewStub(lab.channel());
    v1::FindFreeTimeRequest request;
    request.mutable_resources()->add_resources("laser-1");
    request.mutable_window()->mutable_start()->mutable_instant()->set_seconds(kNow);
    request.mutable_window()->mutable_length()->set_seconds(8 * kHour);
    request.set_badge(badge);
    return Ask(*availability, &v1::AvailabilityService::Stub::FindFreeTime, request, token);
  }
  v1::BookingState StateOf(const std::string& booking) {
    v1::GetBookingRequest request;
    request.set_booking(booking);
    return Ask(lab.bookings(), &Stub::GetBooking, request, lab.manager())
        .response.booking()
        .state();
  }
};

TEST_CASE("A kiosk books for the member whose badge it reads, on the spot and for later") {
  Entrance e;
  const auto now = Book(e.lab, e.lab.kiosk(), e.WalkUp("room-1", kLeasBadge));
  REQUIRE(now.ok());
  CHECK(now.response.booking().member() == "lea");
  CHECK(now.response.booking().company() == "acme");
  CHECK(now.response.booking().state() == v1::BOOKING_STATE_CHECKED_IN);

  auto later = BookRequest(e.lab, "room-1", 5 * kHour, 60);
  later.mutable_spec()->set_badge(kMaxsBadge);
  later.mutable_spec()->set_title("Workshop");
  const auto booked = Book(e.lab, e.lab.kiosk(), later);
  REQUIRE(booked.ok());
  CHECK(booked.response.booking().member() == "max");
  CHECK(booked.response.booking().title() == "Workshop");
  // Sent again, it is the same booking.
  CHECK(Book(e.lab, e.lab.kiosk(), later).response.booking().booking() ==
        booked.response.booking().booking());
  // It is the member's own from now on.
  v1::CancelBookingRequest cancel;
  cancel.set_request_id(e.lab.NewRequestId());
  cancel.set_booking(booked.response.booking().booking());
  CHECK(Ask(e.lab.bookings(), &Stub::CancelBooking, cancel, e.lab.max()).ok());
}

TEST_CASE("A kiosk checks its member in and out by badge") {
  Entrance e;
  REQUIRE(Book(e.lab, e.lab.lea(), BookRequest(e.lab, "laser-1", 10 * kMinute, 60)).ok());
  const auto in = e.Send(e.CheckIn("b-1", kLeasBadge));
  REQUIRE(in.ok());
  CHECK(in.response.booking().state() == v1::BOOKING_STATE_CHECKED_IN);
  CHECK(in.response.booking().member() == "lea");
  v1::CheckOutRequest out;
  out.set_request_id(e.lab.NewRequestId());
  out.set_booking("b-1");
  out.set_badge(kMaxsBadge);
  CHECK(Ask(e.lab.bookings(), &Stub::CheckOut, out, e.lab.kiosk()).reason() == "NOT_PERMITTED");
  out.set_request_id(e.lab.NewRequestId());
  out.set_badge(kLeasBadge);
  e.Advance(20 * kMinute);
  const auto left = Ask(e.lab.bookings(), &Stub::CheckOut, out, e.lab.kiosk());
  REQUIRE(left.ok());
  CHECK(left.response.booking().state() == v1::BOOKING_STATE_COMPLETED);
}

TEST_CASE("A kiosk is told the bookings of the badge it reads, as their holder sees them") {
  Entrance e;
  auto titled = BookRequest(e.lab, "laser-1", 10 * kMinute, 60);
  titled.mutable_spec()->set_title("Prototype");
  REQUIRE(Book(e.lab, e.lab.lea(), titled).ok());
  REQUIRE(Book(e.lab, e.lab.max(), BookRequest(e.lab, "laser-2", 10 * kMinute, 60)).ok());
  const v1::ListBookingsResponse leas = e.Bookings(kLeasBadge);
  REQUIRE(leas.bookings_size() == 1);
  CHECK(leas.bookings(0).booking() == "b-1");
  CHECK(leas.bookings(0).title() == "Prototype");
  CHECK_FALSE(leas.bookings(0).redacted());
  // Without one, all of them, and nobody's.
  const v1::ListBookingsResponse all = e.Bookings("");
  REQUIRE(all.bookings_size() == 2);
  CHECK(all.bookings(0).redacted());
  CHECK(all.bookings(0).member().empty());
  CHECK(all.bookings(0).title().empty());

  v1::ListBookingsRequest request;
  request.set_badge("0000000000");
  CHECK(Ask(e.lab.bookings(), &Stub::ListBookings, request, e.lab.kiosk()).reason() == "UNKNOWN");
  request.set_badge(kLeasBadge);
  request.set_member("max");
  CHECK(BadFieldsIn(Ask(e.lab.bookings(), &Stub::ListBookings, request, e.lab.kiosk()).status) ==
        std::vector<std::string>{"member"});
  request.clear_member();
  CHECK(BadFieldsIn(Ask(e.lab.bookings(), &Stub::ListBookings, request, e.lab.zoe()).status) ==
        std::vector<std::string>{"badge"});
}

TEST_CASE("A kiosk is told what the holder of a badge may use, and why not the rest") {
  Entrance e;
  e.NeedCertification();
  const auto leas = e.Free(kLeasBadge, e.lab.kiosk());
  REQUIRE(leas.ok());
  CHECK(leas.response.resources(0).free_size() == 1);
  CHECK_FALSE(leas.response.resources(0).has_never());
  const auto maxs = e.Free(kMaxsBadge, e.lab.kiosk());
  REQUIRE(maxs.ok());
  CHECK(maxs.response.resources(0).free_size() == 0);
  CHECK(maxs.response.resources(0).never().rule() == v1::RULE_CERTIFICATION);
  CHECK(e.Free("0000000000", e.lab.kiosk()).reason() == "UNKNOWN");
  CHECK(BadFieldsIn(e.Free(kMaxsBadge, e.lab.max()).status) == std::vector<std::string>{"badge"});
}

TEST_CASE("Who is nobody is told that a certification is missing, and the daemon goes on") {
  Entrance e;
  e.NeedCertification();
  for (const std::string& token : {e.lab.kiosk(), e.lab.service()}) {
    const auto free = e.Free("", token);
    REQUIRE(free.ok());
    CHECK(free.response.resources(0).free_size() == 0);
    CHECK(free.response.resources(0).never().rule() == v1::RULE_CERTIFICATION);
  }
}

TEST_CASE("A kiosk extends a booking for the member whose badge it reads, and for nobody else") {
  Entrance e;
  REQUIRE(Book(e.lab, e.lab.kiosk(), e.WalkUp("room-1", kLeasBadge)).ok());
  v1::ExtendBookingRequest extend;
  extend.set_request_id(e.lab.NewRequestId());
  extend.set_booking("b-1");
  extend.mutable_end()->mutable_instant()->set_seconds(kNow + 2 * kHour);
  const auto longer = [&](const std::string& badge) {
    extend.set_request_id(e.lab.NewRequestId());
    extend.set_badge(badge);
    return Ask(e.lab.bookings(), &Stub::ExtendBooking, extend, e.lab.kiosk());
  };
  CHECK(BadFieldsIn(longer("").status) == std::vector<std::string>{"badge"});
  CHECK(longer(kMaxsBadge).reason() == "NOT_PERMITTED");
  const auto leas = longer(kLeasBadge);
  REQUIRE(leas.ok());
  CHECK(leas.response.booking().interval().end().seconds() == kNow + 2 * kHour);
  CHECK(leas.response.booking().member() == "lea");
}

TEST_CASE("Without a badge, or for somebody else than its holder, a kiosk can do nothing") {
  Entrance e;
  REQUIRE(Book(e.lab, e.lab.lea(), BookRequest(e.lab, "laser-1", 10 * kMinute, 60)).ok());
  const auto nobody = Book(e.lab, e.lab.kiosk(), e.WalkUp("room-1", ""));
  CHECK(nobody.status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(BadFieldsIn(nobody.status) == std::vector<std::string>{"spec.badge"});
  auto another = e.WalkUp("room-1", kLeasBadge);
  another.mutable_spec()->set_member("max");
  CHECK(BadFieldsIn(Book(e.lab, e.lab.kiosk(), another).status) ==
        std::vector<std::string>{"spec.member"});
  CHECK(BadFieldsIn(e.Send(e.CheckIn("b-1", "")).status) == std::vector<std::string>{"badge"});
  CHECK(e.Send(e.CheckIn("b-1", kMaxsBadge)).reason() == "NOT_PERMITTED");
  CHECK(e.StateOf("b-1") == v1::BOOKING_STATE_CONFIRMED);
}

TEST_CASE("A badge that is lost and one that never was are refused alike, and not repeated") {
  Entrance e;
  e.Revoke("k-1");
  const auto lost = Book(e.lab, e.lab.kiosk(), e.WalkUp("room-1", kLeasBadge));
  const auto never = Book(e.lab, e.lab.kiosk(), e.WalkUp("room-1", "0000000000"));
  CHECK(lost.status.error_code() == grpc::StatusCode::NOT_FOUND);
  CHECK(lost.reason() == "UNKNOWN");
  CHECK(lost.status.error_message() == never.status.error_message());
  CHECK(lost.status.error_message().find(kLeasBadge) == std::string::npos);
}

TEST_CASE("Only a kiosk gives badges and the time when one was read") {
  Entrance e;
  REQUIRE(Book(e.lab, e.lab.lea(), BookRequest(e.lab, "laser-1", 10 * kMinute, 60)).ok());
  auto walk_up = e.WalkUp("room-1", kLeasBadge);
  CHECK(BadFieldsIn(Book(e.lab, e.lab.max(), walk_up).status) ==
        std::vector<std::string>{"spec.badge"});
  auto check_in = e.CheckIn("b-1", "", kMinute);
  CHECK(BadFieldsIn(Ask(e.lab.bookings(), &Stub::CheckIn, check_in, e.lab.lea()).status) ==
        std::vector<std::string>{"badge_time"});
}

TEST_CASE("A check-in that was queued offline undoes the no-show of somebody who was in time") {
  Entrance e;
  REQUIRE(Book(e.lab, e.lab.lea(), BookRequest(e.lab, "laser-1", kHour, 60)).ok());
  REQUIRE(Book(e.lab, e.lab.max(), BookRequest(e.lab, "laser-2", kHour, 60)).ok());
  e.KioskIsHeard();
  e.Advance(kHour + 20 * kMinute);
  e.KioskIsHeard();  // back, and it asks for its board before it replays
  const auto lea = e.Send(e.CheckIn("b-1", kLeasBadge, kHour + 5 * kMinute));
  REQUIRE(lea.ok());
  CHECK_FALSE(lea.response.clash());
  CHECK(lea.response.booking().state() == v1::BOOKING_STATE_CHECKED_IN);
  CHECK(lea.response.booking().checked_in_at().seconds() == kNow + kHour + 5 * kMinute);
  // The replay of the first is no bound for the second.
  CHECK(e.Send(e.CheckIn("b-2", kMaxsBadge, kHour + 6 * kMinute)).ok());
}

TEST_CASE("A queued check-in cannot have been read before the kiosk was last heard of") {
  Entrance e;
  REQUIRE(Book(e.lab, e.lab.lea(), BookRequest(e.lab, "laser-1", kHour, 60)).ok());
  e.KioskIsHeard();
  e.Advance(kHour + 10 * kMinute);
  e.KioskIsHeard();
  e.Advance(kHour + 20 * kMinute);
  const auto early = e.Send(e.CheckIn("b-1", kLeasBadge, kHour + 5 * kMinute));
  CHECK(early.status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(BadFieldsIn(early.status) == std::vector<std::string>{"badge_time"});
  CHECK(early.refusal().reasons(0).at().seconds() == kNow + kHour + 10 * kMinute);
  CHECK(e.Send(e.CheckIn("b-1", kLeasBadge, kHour + 12 * kMinute)).ok());
}

TEST_CASE("A badge that is read later than now, by the kiosk's clock, is read now") {
  Entrance e;
  REQUIRE(Book(e.lab, e.lab.lea(), BookRequest(e.lab, "laser-1", 10 * kMinute, 60)).ok());
  const auto in = e.Send(e.CheckIn("b-1", kLeasBadge, 2 * kHour));
  REQUIRE(in.ok());
  CHECK(in.response.booking().checked_in_at().seconds() == kNow);
}

}  // namespace
}  // namespace mutua::wire
