// Promise P3, fair: 64 clients race for the last quarter hour of a quota, on resources and times of
// their own. Exactly one gets it, and nobody is told otherwise.
#include <doctest/doctest.h>

#include "mutua/v1/quotas.grpc.pb.h"
#include "tests/wire/race.h"

namespace mutua::wire {
namespace {

using Stub = v1::QuotasService::Stub;

v1::CreateQuotaRequest HourAWeek(WireLab& lab) {
  v1::CreateQuotaRequest create;
  create.set_request_id(lab.NewRequestId());
  v1::Quota& quota = *create.mutable_quota();
  quota.set_quota("hour");
  quota.set_each_company(true);
  quota.set_window(v1::QUOTA_WINDOW_YEAR);
  quota.mutable_time()->set_seconds(kHour);
  return create;
}

v1::QuotaStanding StandingOf(WireLab& lab, Stub& stub, const std::string& token) {
  const auto got = Ask(stub, &Stub::GetQuotaStanding, v1::GetQuotaStandingRequest(), token);
  REQUIRE(got.ok());
  REQUIRE(got.response.standings_size() == 1);
  static_cast<void>(lab);
  return got.response.standings(0);
}

TEST_CASE("P3: of 64 clients that book the last quarter hour of a quota, one gets it") {
  WireLab lab;
  const auto stub = v1::QuotasService::NewStub(lab.channel());
  REQUIRE(Ask(*stub, &Stub::CreateQuota, HourAWeek(lab), lab.manager()).ok());
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", kHour, 45)).ok());
  std::atomic<int> exceeded = 0;
  const int won = Race([&](int i) {
    const auto booked = Book(lab, i % 2 == 0 ? lab.lea() : lab.max(),
                             BookRequest(lab, "room-1", (3 + i) * kHour, 15));
    if (!booked.ok() && booked.reason() == "QUOTA") ++exceeded;
    return booked.ok();
  });
  CHECK(won == 1);
  CHECK(exceeded == kClients - 1);
  const v1::QuotaStanding standing = StandingOf(lab, *stub, lab.lea());
  CHECK(standing.used() == kHour);
  CHECK(standing.left() == 0);
  CHECK_FALSE(standing.over());
  CHECK(standing.shares_size() == 2);
  // Another company has its own.
  CHECK(Book(lab, lab.zoe(), BookRequest(lab, "room-1", 100 * kHour, 60)).ok());
}

TEST_CASE("P3: 64 clients that extend, move and book at once never exceed a quota together") {
  WireLab lab;
  const auto stub = v1::QuotasService::NewStub(lab.channel());
  std::vector<std::string> ids;
  for (int i = 0; i < kClients; ++i) {
    const auto made = Book(lab, lab.lea(), BookRequest(lab, "room-1", (i + 10) * 2 * kHour, 15));
    REQUIRE(made.ok());
    ids.push_back(made.response.booking().booking());
  }
  v1::CreateQuotaRequest create = HourAWeek(lab);
  create.mutable_quota()->mutable_time()->set_seconds((kClients + 1) * 900);
  REQUIRE(Ask(*stub, &Stub::CreateQuota, create, lab.manager()).ok());
  const int won = Race([&](int i) {
    v1::ExtendBookingRequest extend;
    extend.set_request_id(lab.NewRequestId());
    extend.set_booking(ids[static_cast<size_t>(i)]);
    extend.mutable_end()->mutable_instant()->set_seconds(kNow + (i + 10) * 2 * kHour + 1800);
    return Ask(lab.bookings(), &v1::BookingsService::Stub::ExtendBooking, extend, lab.lea()).ok();
  });
  CHECK(won == 1);
  CHECK(StandingOf(lab, *stub, lab.lea()).left() == 0);
}

}  // namespace
}  // namespace mutua::wire
