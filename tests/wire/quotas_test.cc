// QuotasService: quotas as things, how they stand, who may know, and what a refusal says.
#include <doctest/doctest.h>

#include "mutua/v1/availability.grpc.pb.h"
#include "mutua/v1/quotas.grpc.pb.h"
#include "tests/wire/race.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Stub = v1::QuotasService::Stub;

v1::CreateQuotaRequest TwoHours(WireLab& lab) {
  v1::CreateQuotaRequest create;
  create.set_request_id(lab.NewRequestId());
  v1::Quota& quota = *create.mutable_quota();
  quota.set_quota("two-hours");
  quota.set_each_company(true);
  quota.add_resources("room-1");
  quota.set_window(v1::QUOTA_WINDOW_YEAR);
  quota.mutable_time()->set_seconds(2 * kHour);
  return create;
}

TEST_CASE("a quota is made, shown, changed and deleted as other things are") {
  WireLab lab;
  const auto stub = v1::QuotasService::NewStub(lab.channel());
  const auto made = Ask(*stub, &Stub::CreateQuota, TwoHours(lab), lab.manager());
  REQUIRE(made.ok());
  CHECK(made.response.quota().time().seconds() == 2 * kHour);
  CHECK(Ask(*stub, &Stub::CreateQuota, TwoHours(lab), lab.manager()).reason() == "HANDLE_TAKEN");
  CHECK(Ask(*stub, &Stub::CreateQuota, TwoHours(lab), lab.lea()).reason() == "NOT_PERMITTED");

  v1::GetQuotaRequest get;
  get.set_quota("two-hours");
  CHECK(Ask(*stub, &Stub::GetQuota, get, lab.lea()).ok());
  v1::UpdateQuotaRequest update;
  update.set_request_id(lab.NewRequestId());
  update.mutable_quota()->set_quota("two-hours");
  update.mutable_quota()->set_bookings(3);
  update.mutable_update_mask()->add_paths("bookings");
  const auto updated = Ask(*stub, &Stub::UpdateQuota, update, lab.manager());
  REQUIRE(updated.ok());
  CHECK(updated.response.quota().bookings() == 3);
  CHECK(updated.response.quota().limit_case() == v1::Quota::kBookings);

  v1::DeleteQuotaRequest drop;
  drop.set_request_id(lab.NewRequestId());
  drop.set_quota("two-hours");
  REQUIRE(Ask(*stub, &Stub::DeleteQuota, drop, lab.manager()).ok());
  const auto listed = Ask(*stub, &Stub::ListQuotas, v1::ListQuotasRequest(), lab.lea());
  REQUIRE(listed.ok());
  CHECK(listed.response.quotas_size() == 0);
}

TEST_CASE("a quota that makes no sense is refused by the field or the rule, and changes nothing") {
  WireLab lab;
  const auto stub = v1::QuotasService::NewStub(lab.channel());
  REQUIRE(Ask(*stub, &Stub::CreateQuota, TwoHours(lab), lab.manager()).ok());
  const auto refused = [&](auto change) {
    v1::CreateQuotaRequest create = TwoHours(lab);
    create.mutable_quota()->set_quota("another");
    change(*create.mutable_quota());
    return Ask(*stub, &Stub::CreateQuota, create, lab.manager()).reason();
  };
  CHECK(refused([](v1::Quota& quota) { quota.clear_subject(); }) == "MALFORMED");
  CHECK(refused([](v1::Quota& quota) { quota.clear_limit(); }) == "MALFORMED");
  CHECK(refused([](v1::Quota& quota) { quota.clear_window(); }) == "MALFORMED");
  CHECK(refused([](v1::Quota& quota) { quota.set_company("nobody-here"); }) == "UNKNOWN");
  CHECK(refused([](v1::Quota& quota) { quota.set_resources(0, "nothing-here"); }) == "UNKNOWN");
  CHECK(refused([](v1::Quota& quota) { quota.set_kind(v1::RESOURCE_KIND_ROOM); }) ==
        "BAD_DEFINITION");
  CHECK(refused([](v1::Quota& quota) { quota.set_window(v1::QUOTA_WINDOW_CONCURRENT); }) ==
        "BAD_DEFINITION");
  CHECK(refused([](v1::Quota& quota) { quota.set_bookings(-1); }) == "QUOTA_LIMIT");
  CHECK(refused([](v1::Quota& quota) { quota.set_bookings(INT64_MAX); }) == "QUOTA_LIMIT");
  CHECK(refused([](v1::Quota& quota) { quota.mutable_time()->set_seconds(kHour); }) ==
        "QUOTA_CONTRADICTS");
  CHECK(Ask(*stub, &Stub::ListQuotas, v1::ListQuotasRequest(), lab.manager())
            .response.quotas_size() == 1);
}

TEST_CASE(
    "a refusal by a quota says its numbers in one sentence, in both languages, and so does a "
    "preview") {
  WireLab lab;
  const auto stub = v1::QuotasService::NewStub(lab.channel());
  REQUIRE(Ask(*stub, &Stub::CreateQuota, TwoHours(lab), lab.manager()).ok());
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", kHour, 90)).ok());
  const auto request = BookRequest(lab, "room-1", 4 * kHour, 60);
  const auto refused = Book(lab, lab.lea(), request);
  REQUIRE(refused.reason() == "QUOTA");
  const v1::Refusal refusal = refused.refusal();
  const v1::Reason& reason = refusal.reasons(0);
  CHECK(reason.subject() == "two-hours");
  CHECK(reason.unit() == v1::UNIT_SECONDS);
  CHECK(reason.limit() == 2 * kHour);
  CHECK(reason.used() == 90 * 60);
  CHECK(reason.asked() == kHour);
  CHECK(reason.sentence().find("This would make 2 h 30 min of your company's 2 h on") == 0);
  // A shorter one that fits is among the alternatives.
  bool shorter = false;
  for (const v1::Alternative& alternative : refusal.alternatives()) {
    shorter |= alternative.kind() == v1::ALTERNATIVE_KIND_SHORTER;
    for (const v1::AlternativeBooking& booking : alternative.bookings()) {
      CHECK(booking.interval().end().seconds() - booking.interval().start().seconds() <= 1800);
    }
  }
  CHECK(shorter);
  v1::PreviewCommandRequest preview;
  *preview.mutable_command()->mutable_create_booking() = request;
  const auto availability = v1::AvailabilityService::NewStub(lab.channel());
  const auto previewed =
      Ask(*availability, &v1::AvailabilityService::Stub::PreviewCommand, preview, lab.lea(), "fr");
  REQUIRE(previewed.ok());
  CHECK_FALSE(previewed.response.accepted());
  CHECK(previewed.response.refusal().reasons(0).sentence().find(
            "Cela ferait 2 h 30 min sur les 2 h de votre entreprise") == 0);
  // What is still free for one's company is no longer than what is left.
  v1::FindFreeTimeRequest free;
  free.mutable_resources()->add_resources("room-1");
  free.mutable_window()->mutable_start()->mutable_instant()->set_seconds(kNow + 4 * kHour);
  free.mutable_window()->mutable_length()->set_seconds(4 * kHour);
  free.mutable_min_length()->set_seconds(kHour);
  const auto none =
      Ask(*availability, &v1::AvailabilityService::Stub::FindFreeTime, free, lab.lea());
  REQUIRE(none.ok());
  CHECK(none.response.resources(0).free_size() == 0);
  CHECK(Ask(*availability, &v1::AvailabilityService::Stub::FindFreeTime, free, lab.zoe())
            .response.resources(0)
            .free_size() == 1);
}

TEST_CASE("P11: how another company's quotas stand is a manager's to know") {
  WireLab lab;
  const auto stub = v1::QuotasService::NewStub(lab.channel());
  REQUIRE(Ask(*stub, &Stub::CreateQuota, TwoHours(lab), lab.manager()).ok());
  REQUIRE(Book(lab, lab.zoe(), BookRequest(lab, "room-1", kHour, 90)).ok());
  v1::GetQuotaStandingRequest ask;
  ask.set_member("zoe");
  CHECK(Ask(*stub, &Stub::GetQuotaStanding, ask, lab.lea()).reason() == "NOT_PERMITTED");
  const auto own = Ask(*stub, &Stub::GetQuotaStanding, ask, lab.zoe());
  REQUIRE(own.ok());
  CHECK(own.response.standings(0).used() == 90 * 60);
  CHECK(own.response.standings(0).held() == 90 * 60);
  CHECK(Ask(*stub, &Stub::GetQuotaStanding, ask, lab.manager()).ok());
  // Handing over to another company says that it is refused, and none of its figures.
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", 5 * kHour, 60)).ok());
  v1::HandOverRequest give;
  give.set_request_id(lab.NewRequestId());
  give.set_booking("b-2");
  give.set_to_member("zoe");
  const auto refused = Ask(lab.bookings(), &v1::BookingsService::Stub::HandOver, give, lab.lea());
  REQUIRE(refused.reason() == "QUOTA");
  const v1::Reason reason = refused.refusal().reasons(0);
  CHECK(reason.used() == 0);
  CHECK(reason.limit() == 0);
  CHECK_FALSE(reason.has_at());
}

TEST_CASE("a quota that only warns is said with the answer") {
  WireLab lab;
  const auto stub = v1::QuotasService::NewStub(lab.channel());
  v1::CreateQuotaRequest create = TwoHours(lab);
  create.mutable_quota()->set_warning(true);
  REQUIRE(Ask(*stub, &Stub::CreateQuota, create, lab.manager()).ok());
  const auto fine = Book(lab, lab.lea(), BookRequest(lab, "room-1", kHour, 90));
  REQUIRE(fine.ok());
  CHECK(fine.response.warnings_size() == 0);
  const auto over = Book(lab, lab.lea(), BookRequest(lab, "room-1", 4 * kHour, 60));
  REQUIRE(over.ok());
  REQUIRE(over.response.warnings_size() == 1);
  CHECK(over.response.warnings(0).subject() == "two-hours");
  CHECK(over.response.warnings(0).sentence().find("This would make 2 h 30 min") == 0);
}

}  // namespace
}  // namespace mutua::wire
