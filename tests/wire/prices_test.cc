// Prices through the wire: what rules say of them, what a booking costs and is charged, and quotas
// of it.
#include <doctest/doctest.h>

#include "mutua/v1/availability.grpc.pb.h"
#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/quotas.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

constexpr int64_t kCredit = 3600;
using Bookings = v1::BookingsService::Stub;

v1::UpdateResourceRequest Priced(WireLab& lab, int64_t tariff, int64_t cents) {
  v1::UpdateResourceRequest update;
  update.set_request_id(lab.NewRequestId());
  update.mutable_resource()->set_resource("room-1");
  v1::Rules& rules = *update.mutable_resource()->mutable_rules();
  rules.set_tariff(tariff);
  rules.set_cents_per_hour(cents);
  update.mutable_update_mask()->add_paths("rules.tariff");
  update.mutable_update_mask()->add_paths("rules.cents_per_hour");
  return update;
}

Outcome<v1::UpdateResourceResponse> Price(WireLab& lab, int64_t tariff, int64_t cents) {
  const auto stub = v1::CatalogueService::NewStub(lab.channel());
  return Ask(*stub, &v1::CatalogueService::Stub::UpdateResource, Priced(lab, tariff, cents),
             lab.manager());
}

v1::Booking Cancelled(WireLab& lab, const std::string& booking) {
  v1::CancelBookingRequest cancel;
  cancel.set_request_id(lab.NewRequestId());
  cancel.set_booking(booking);
  const auto done = Ask(lab.bookings(), &Bookings::CancelBooking, cancel, lab.lea());
  REQUIRE(done.ok());
  // Sent again it has one effect.
  REQUIRE(Ask(lab.bookings(), &Bookings::CancelBooking, cancel, lab.lea()).ok());
  v1::GetBookingRequest get;
  get.set_booking(booking);
  const auto got = Ask(lab.bookings(), &Bookings::GetBooking, get, lab.lea());
  REQUIRE(got.ok());
  return got.response.booking();
}

TEST_CASE(
    "a booking shows what it costs and is charged, before and after, and to whom it belongs") {
  WireLab lab;
  REQUIRE(Price(lab, 2, 1050).ok());
  const auto request = BookRequest(lab, "room-1", 4 * kCredit, 90);
  v1::PreviewCommandRequest preview;
  *preview.mutable_command()->mutable_create_booking() = request;
  const auto availability = v1::AvailabilityService::NewStub(lab.channel());
  const auto previewed =
      Ask(*availability, &v1::AvailabilityService::Stub::PreviewCommand, preview, lab.lea());
  REQUIRE(previewed.ok());
  CHECK(previewed.response.accepted());
  CHECK(previewed.response.booking().booking().empty());
  CHECK(previewed.response.booking().price().ticks() == 3 * kCredit);
  CHECK(previewed.response.booking().charged().cents() == 1575);
  const auto booked = Book(lab, lab.lea(), request);
  REQUIRE(booked.ok());
  const v1::Booking& booking = booked.response.booking();
  CHECK(booking.price().ticks() == 3 * kCredit);
  CHECK(booking.price().cents() == 1575);
  CHECK(booking.charged().SerializeAsString() == booking.price().SerializeAsString());
  CHECK_FALSE(booking.refunded());
  v1::GetBookingRequest get;
  get.set_booking(booking.booking());
  const auto other = Ask(lab.bookings(), &Bookings::GetBooking, get, lab.zoe());
  CHECK_FALSE(other.response.booking().has_price());
  CHECK_FALSE(other.response.booking().has_charged());
  SUBCASE("cancelled at once") {
    const v1::Booking after = Cancelled(lab, booking.booking());
    CHECK(after.refunded());
    CHECK(after.charged().ticks() == 0);
    CHECK(after.price().ticks() == 3 * kCredit);
  }
  SUBCASE("cancelled an hour later, and late") {
    REQUIRE(lab.clock().Feed(Instant::FromUnix(lab.now() + 3600)));
    const v1::Booking after = Cancelled(lab, booking.booking());
    CHECK_FALSE(after.refunded());
    CHECK(after.charged().cents() == 1575);
  }
}

TEST_CASE("what another company books of a late cancellation comes back, and is explained") {
  WireLab lab;
  REQUIRE(Price(lab, 2, 1050).ok());
  const auto booked = Book(lab, lab.lea(), BookRequest(lab, "room-1", 4 * kCredit, 120));
  REQUIRE(booked.ok());
  const std::string id = booked.response.booking().booking();
  REQUIRE(lab.clock().Feed(Instant::FromUnix(lab.now() + 3600)));
  const v1::Booking cancelled = Cancelled(lab, id);
  CHECK(cancelled.charged().cents() == 2100);
  CHECK_FALSE(cancelled.has_returned());
  const auto again = BookRequest(lab, "room-1", 5 * kCredit, 60);
  REQUIRE(Book(lab, lab.zoe(), again).ok());
  REQUIRE(Book(lab, lab.zoe(), again).ok());
  REQUIRE(lab.clock().Feed(Instant::FromUnix(lab.now() + 6 * 3600)));
  // What is due fires before the next command.
  REQUIRE(Book(lab, lab.zoe(), BookRequest(lab, "room-1", 9 * kCredit, 60)).ok());
  v1::GetBookingRequest get;
  get.set_booking(id);
  const auto got = Ask(lab.bookings(), &Bookings::GetBooking, get, lab.lea());
  REQUIRE(got.ok());
  CHECK(got.response.booking().returned().ticks() == 2 * kCredit);
  CHECK(got.response.booking().returned().cents() == 1050);
  CHECK(got.response.booking().charged().cents() == 1050);
  CHECK(got.response.booking().price().cents() == 2100);
  CHECK_FALSE(
      Ask(lab.bookings(), &Bookings::GetBooking, get, lab.zoe()).response.booking().has_returned());
  v1::ExplainRequest ask;
  ask.set_booking(id);
  const auto sentence = [&](const char* language) {
    const auto why = Ask(lab.bookings(), &Bookings::Explain, ask, lab.lea(), language);
    REQUIRE(why.ok());
    REQUIRE(why.response.facts_size() == 3);
    CHECK(why.response.facts(2).by() == "engine");
    return why.response.facts(2).sentence();
  };
  CHECK(sentence("en") ==
        "2 credits, 10.50 came back of 2 credits, 10.50 for room-1, 2026-11-26 14:00 - "
        "2026-11-26 15:00: another company booked it.");
  CHECK(sentence("fr") ==
        "2 crédits, 10,50 rendus sur 2 crédits, 10,50 pour room-1, 2026-11-26 14:00 - "
        "2026-11-26 15:00 : une autre entreprise l'a réservé.");
}

TEST_CASE("what one would be charged is said before: to book, to move late, to cancel late") {
  WireLab lab;
  REQUIRE(Price(lab, 2, 1050).ok());
  const auto booked = Book(lab, lab.lea(), BookRequest(lab, "room-1", 4 * kCredit, 90));
  REQUIRE(booked.ok());
  const std::string id = booked.response.booking().booking();
  const auto availability = v1::AvailabilityService::NewStub(lab.channel());
  v1::PreviewCommandRequest preview;
  preview.mutable_command()->mutable_cancel_booking()->set_booking(id);
  const auto previewed = [&] {
    const auto answer =
        Ask(*availability, &v1::AvailabilityService::Stub::PreviewCommand, preview, lab.lea());
    REQUIRE(answer.ok());
    REQUIRE(answer.response.accepted());
    CHECK(answer.response.booking().booking() == id);
    return answer.response.booking();
  };
  const v1::Booking at_once = previewed();
  CHECK(at_once.state() == v1::BOOKING_STATE_CANCELLED);
  CHECK(at_once.has_ended_at());
  CHECK(at_once.refunded());
  CHECK(at_once.charged().cents() == 0);
  REQUIRE(lab.clock().Feed(Instant::FromUnix(lab.now() + 3600)));
  const v1::Booking late = previewed();
  CHECK_FALSE(late.refunded());
  CHECK(late.charged().cents() == 1575);
  v1::ShortenBookingRequest& shorten = *preview.mutable_command()->mutable_shorten_booking();
  shorten.set_booking(id);
  shorten.mutable_end()->mutable_instant()->set_seconds(
      booked.response.booking().interval().end().seconds() - 1800);
  const v1::Booking shorter = previewed();
  CHECK(shorter.price().ticks() == 2 * kCredit);
  CHECK(shorter.forfeited().ticks() == kCredit);
  CHECK(shorter.charged().cents() == 1575);
  // Nothing of it was done.
  v1::GetBookingRequest get;
  get.set_booking(id);
  const auto got = Ask(lab.bookings(), &Bookings::GetBooking, get, lab.lea());
  CHECK(got.response.booking().etag() == booked.response.booking().etag());
}

TEST_CASE("free time says what an hour costs, if asked, and the next free time its price") {
  WireLab lab;
  auto priced = Priced(lab, 2, 1050);
  v1::PeakHours& hours = *priced.mutable_resource()->mutable_rules()->mutable_peak_hours();
  v1::OpenDays& noon = *hours.add_peak();
  noon.add_days(v1::DAY_OF_WEEK_FRIDAY);
  noon.add_ranges()->set_opens("12:00");
  noon.mutable_ranges(0)->set_closes("14:00");
  priced.mutable_update_mask()->add_paths("rules.peak_hours");
  const auto catalogue = v1::CatalogueService::NewStub(lab.channel());
  REQUIRE(Ask(*catalogue, &v1::CatalogueService::Stub::UpdateResource, priced, lab.manager()).ok());
  const auto availability = v1::AvailabilityService::NewStub(lab.channel());
  v1::FindFreeTimeRequest free;
  free.mutable_resources()->add_resources("room-1");
  free.mutable_window()->mutable_start()->mutable_civil()->set_local("2026-11-27T09:00");
  free.mutable_window()->mutable_end()->mutable_civil()->set_local("2026-11-27T18:00");
  const auto find = [&] {
    const auto answer =
        Ask(*availability, &v1::AvailabilityService::Stub::FindFreeTime, free, lab.lea());
    REQUIRE(answer.ok());
    REQUIRE(answer.response.resources_size() == 1);
    return answer.response.resources(0);
  };
  CHECK(find().rates_size() == 0);
  free.set_with_rates(true);
  const v1::FreeTime found = find();
  REQUIRE(found.rates_size() == 3);
  const int64_t nine = found.free(0).start().seconds();
  CHECK(found.rates(0).interval().start().seconds() == nine);
  CHECK(found.rates(1).interval().start().seconds() == nine + 3 * 3600);
  CHECK(found.rates(1).interval().end().seconds() == nine + 5 * 3600);
  CHECK(found.rates(2).interval().end().seconds() == found.free(0).end().seconds());
  CHECK(found.rates(0).hour().cents() == 1050);
  CHECK(found.rates(1).hour().cents() == 2100);
  CHECK(found.rates(1).hour().ticks() == 4 * kCredit);
  v1::NextFreeRequest next;
  *next.mutable_resources() = free.resources();
  next.mutable_after()->mutable_civil()->set_local("2026-11-27T11:30");
  next.mutable_length()->set_seconds(3600);
  const auto opening =
      Ask(*availability, &v1::AvailabilityService::Stub::NextFree, next, lab.lea());
  REQUIRE(opening.response.openings_size() == 1);
  CHECK(opening.response.openings(0).interval().start().seconds() == nine + 9000);
  CHECK(opening.response.openings(0).price().cents() == 1575);
}

TEST_CASE("prices out of range are refused with their field") {
  WireLab lab;
  CHECK(BadFieldsIn(Price(lab, -1, 0).status) == std::vector<std::string>{"resource.rules.tariff"});
  CHECK(BadFieldsIn(Price(lab, 1001, 0).status) ==
        std::vector<std::string>{"resource.rules.tariff"});
  CHECK(BadFieldsIn(Price(lab, 1, 1'000'001).status) ==
        std::vector<std::string>{"resource.rules.cents_per_hour"});
  CHECK(Price(lab, 1000, 1'000'000).ok());
}

TEST_CASE("quotas of credits and of money are shown as they are and refuse in their unit") {
  WireLab lab;
  REQUIRE(Price(lab, 2, 1000).ok());
  const auto stub = v1::QuotasService::NewStub(lab.channel());
  v1::CreateQuotaRequest create;
  create.set_request_id(lab.NewRequestId());
  v1::Quota& quota = *create.mutable_quota();
  quota.set_quota("credits");
  quota.set_each_company(true);
  quota.set_window(v1::QUOTA_WINDOW_YEAR);
  quota.set_ticks(5 * kCredit);
  REQUIRE(Ask(*stub, &v1::QuotasService::Stub::CreateQuota, create, lab.manager()).ok());
  create.set_request_id(lab.NewRequestId());
  quota.set_quota("money");
  quota.set_cents(2400);
  quota.set_peak_only(false);
  REQUIRE(Ask(*stub, &v1::QuotasService::Stub::CreateQuota, create, lab.manager()).ok());
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", kCredit, 90)).ok());
  const auto refused = Book(lab, lab.lea(), BookRequest(lab, "room-1", 4 * kCredit, 75));
  const v1::Refusal refusal = refused.refusal();
  REQUIRE(refusal.reasons_size() == 2);
  // Of 24.00 less is left in proportion than of five credits.
  const v1::Reason& money = refusal.reasons(0);
  const v1::Reason& credits = refusal.reasons(1);
  CHECK(money.subject() == "money");
  CHECK(money.unit() == v1::UNIT_CENTS);
  CHECK(money.sentence().find("This would make 27.50 of your company's 24.00") == 0);
  CHECK(credits.unit() == v1::UNIT_TICKS);
  CHECK(credits.used() == 3 * kCredit);
  CHECK(credits.sentence().find("This would make 5.5 credits of your company's 5 credits") == 0);
  const auto standing = Ask(*stub, &v1::QuotasService::Stub::GetQuotaStanding,
                            v1::GetQuotaStandingRequest(), lab.lea());
  REQUIRE(standing.response.standings_size() == 2);
  CHECK(standing.response.standings(0).used() == 3 * kCredit);
  CHECK(standing.response.standings(0).quota().ticks() == 5 * kCredit);
  CHECK(standing.response.standings(1).left() == 900);
}

}  // namespace
}  // namespace mutua::wire
