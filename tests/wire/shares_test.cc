// Shares through the wire: set with the pool, shown as each may see them, how companies stand, and
// what a refusal says.
#include <doctest/doctest.h>

#include <algorithm>

#include "mutua/v1/availability.grpc.pb.h"
#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/shares.grpc.pb.h"
#include "mutua/v1/wishes.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Catalogue = v1::CatalogueService::Stub;
using Shares = v1::SharesService::Stub;

constexpr int64_t kHours = 3600;
constexpr int64_t kDays = 24 * kHours;

v1::UpdatePoolRequest Shared(WireLab& lab, uint32_t acme, uint32_t bolt) {
  v1::UpdatePoolRequest update;
  update.set_request_id(lab.NewRequestId());
  update.mutable_pool()->set_pool("rooms");
  v1::PoolShare& first = *update.mutable_pool()->add_shares();
  first.set_company("bolt");
  first.set_base(bolt);
  v1::PoolShare& second = *update.mutable_pool()->add_shares();
  second.set_company("acme");
  second.set_base(acme);
  update.mutable_update_mask()->add_paths("shares");
  return update;
}

// The rooms shared, room-1 with capacity 1 and screen-1 with 3: 672 open hours a week, 336
// guaranteed.
struct SharedLab : WireLab {
  SharedLab()
      : catalogue(v1::CatalogueService::NewStub(channel())),
        shares(v1::SharesService::NewStub(channel())) {
    REQUIRE(Ask(*catalogue, &Catalogue::UpdatePool, Shared(*this, 1, 20), manager()).ok());
    // What defines nothing freezes the first periods.
    REQUIRE(Book(*this, zoe(), BookRequest(*this, "laser-1", kHours, 60)).ok());
  }
  Outcome<v1::GetShareStandingResponse> Standing(const std::string& token,
                                                 const std::string& company = {},
                                                 const char* language = "en") {
    v1::GetShareStandingRequest ask;
    ask.set_company(company);
    return Ask(*shares, &Shares::GetShareStanding, ask, token, language);
  }
  std::unique_ptr<Catalogue> catalogue;
  std::unique_ptr<Shares> shares;
};

TEST_CASE("each company sees its own share of a pool, and managers see all") {
  SharedLab lab;
  v1::GetPoolRequest get;
  get.set_pool("rooms");
  const auto seen = [&](const std::string& token) {
    std::vector<std::string> companies;
    const auto got = Ask(*lab.catalogue, &Catalogue::GetPool, get, token);
    for (const auto& share : got.response.pool().shares()) companies.push_back(share.company());
    return companies;
  };
  CHECK(seen(lab.manager()) == std::vector<std::string>{"acme", "bolt"});
  CHECK(seen(lab.lea()) == std::vector<std::string>{"acme"});
  CHECK(seen(lab.kiosk()).empty());
}

TEST_CASE("how a company stands is for its members and managers") {
  SharedLab lab;
  const auto own = lab.Standing(lab.lea());
  REQUIRE(own.ok());
  REQUIRE(own.response.standings_size() == 1);
  const v1::ShareStanding& standing = own.response.standings(0);
  CHECK(standing.pool() == "rooms");
  CHECK(standing.share() == 1);
  CHECK(standing.shares() == 21);
  CHECK(standing.rank() == 1);
  CHECK(standing.ranked() == 2);
  REQUIRE(standing.guarantees_size() >= 2);
  CHECK(standing.guarantees(0).guaranteed().seconds() == 16 * kHours);
  CHECK(standing.guarantees(0).capacity().seconds() == 672 * kHours);
  CHECK(standing.sentence() ==
        "Your company used 0 credits for each of its shares lately (1 of 21 shares): rank 1 of 2, "
        "where 1 comes first.");
  CHECK(lab.Standing(lab.lea(), "bolt").reason() == "NOT_PERMITTED");
  CHECK(lab.Standing(lab.kiosk()).reason() == "NOT_PERMITTED");
  CHECK(lab.Standing(lab.manager()).response.standings_size() == 2);
  CHECK(lab.Standing(lab.lea(), "", "fr").response.standings(0).sentence().find("rang 1 sur 2") !=
        std::string::npos);
}

TEST_CASE("beyond the guarantee a refusal says when the time opens, and free time leaves it out") {
  SharedLab lab;
  const int64_t far = 8 * kDays;
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", far, 15 * 60)).ok());
  const auto request = BookRequest(lab, "room-1", far + 20 * kHours, 2 * 60);
  const auto refused = Book(lab, lab.lea(), request);
  REQUIRE(refused.reason() == "GUARANTEE_USED");
  const v1::Refusal refusal = refused.refusal();
  const v1::Reason& reason = refusal.reasons(0);
  CHECK(reason.unit() == v1::UNIT_SECONDS);
  CHECK(reason.limit() == 16 * kHours);
  CHECK(reason.used() == 15 * kHours);
  CHECK(reason.asked() == 2 * kHours);
  CHECK(reason.at().seconds() == kNow + far + 20 * kHours - 7 * kDays);
  CHECK(reason.sentence().find("opens to everybody on") != std::string::npos);
  CHECK(refusal.alternatives_size() > 0);
  // Another company has more.
  CHECK(Book(lab, lab.zoe(), request).ok());

  v1::FindFreeTimeRequest ask;
  ask.mutable_resources()->add_resources("screen-1");
  ask.mutable_window()->mutable_start()->mutable_instant()->set_seconds(kNow);
  ask.mutable_window()->mutable_end()->mutable_instant()->set_seconds(kNow + 10 * kDays);
  ask.mutable_min_length()->set_seconds(2 * kHours);
  const auto availability = v1::AvailabilityService::NewStub(lab.channel());
  const auto latest = [&](const std::string& token) {
    const auto free = Ask(*availability, &v1::AvailabilityService::Stub::FindFreeTime, ask, token);
    REQUIRE(free.ok());
    const v1::FreeTime& resource = free.response.resources(0);
    REQUIRE(resource.free_size() > 0);
    return resource.free(resource.free_size() - 1).end().seconds();
  };
  CHECK(latest(lab.lea()) <= kNow + 7 * kDays + 60);
  CHECK(latest(lab.zoe()) == kNow + 10 * kDays);
}

TEST_CASE("what is grabbed says so and costs a quarter, before and after it is booked") {
  SharedLab lab;
  const auto request = BookRequest(lab, "room-1", 2 * kHours, 120);
  v1::PreviewCommandRequest preview;
  *preview.mutable_command()->mutable_create_booking() = request;
  const auto availability = v1::AvailabilityService::NewStub(lab.channel());
  const auto previewed =
      Ask(*availability, &v1::AvailabilityService::Stub::PreviewCommand, preview, lab.lea());
  REQUIRE(previewed.ok());
  CHECK(previewed.response.booking().grabbed());
  CHECK(previewed.response.booking().price().ticks() == kHours / 2);
  const auto booked = Book(lab, lab.lea(), request);
  REQUIRE(booked.ok());
  CHECK(booked.response.booking().grabbed());
  CHECK(booked.response.booking().price().ticks() == kHours / 2);
  CHECK(lab.Standing(lab.lea()).response.standings(0).guarantees(0).used().seconds() == 0);
}

TEST_CASE("shares that make no sense are refused by the field or the rule, and change nothing") {
  SharedLab lab;
  const auto refused = [&](auto change) {
    v1::UpdatePoolRequest update = Shared(lab, 1, 1);
    change(*update.mutable_pool());
    update.mutable_update_mask()->add_paths("policy");
    return Ask(*lab.catalogue, &Catalogue::UpdatePool, update, lab.manager()).reason();
  };
  CHECK(refused([](v1::Pool& pool) { pool.mutable_shares(0)->set_company("nobody-here"); }) ==
        "UNKNOWN");
  CHECK(refused([](v1::Pool& pool) { pool.mutable_shares(0)->set_company("acme"); }) ==
        "BAD_DEFINITION");
  CHECK(refused([](v1::Pool& pool) { pool.mutable_shares(0)->set_base(2'000'000); }) ==
        "MALFORMED");
  CHECK(refused([](v1::Pool& pool) { pool.mutable_shares(0)->set_funded_cents(-1); }) ==
        "MALFORMED");
  CHECK(refused([](v1::Pool& pool) {
          pool.clear_shares();
          pool.set_policy(v1::POOL_POLICY_FAIR_SHARE);
        }) == "NO_SHARES");
  CHECK(lab.Standing(lab.manager()).response.standings(0).shares() == 21);
}

TEST_CASE("why a wish was passed over is said with both companies' numbers") {
  SharedLab lab;
  const int64_t time = 3 * kDays;
  const auto mine = Book(lab, lab.lea(), BookRequest(lab, "room-1", time, 60));
  REQUIRE(mine.ok());
  const auto wishes = v1::WishesService::NewStub(lab.channel());
  const auto file = [&](const std::string& token) {
    v1::FileWishRequest wish;
    wish.set_request_id(lab.NewRequestId());
    wish.mutable_spec()->add_wants()->set_resource("room-1");
    v1::AskedInterval& window = *wish.add_windows();
    window.mutable_start()->mutable_instant()->set_seconds(kNow + time);
    window.mutable_end()->mutable_instant()->set_seconds(kNow + time + kHours);
    wish.mutable_length()->set_seconds(kHours);
    wish.set_mode(v1::WISH_MODE_BOOK_AT_ONCE);
    const auto filed = Ask(*wishes, &v1::WishesService::Stub::FileWish, wish, token);
    REQUIRE(filed.ok());
    return filed.response.wish().wish();
  };
  // acme asked first, and has used more for its share.
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "screen-1", 2 * kDays, 15 * 60)).ok());
  const std::string first = file(lab.max());
  const std::string second = file(lab.zoe());
  v1::CancelBookingRequest cancel;
  cancel.set_request_id(lab.NewRequestId());
  cancel.set_booking(mine.response.booking().booking());
  REQUIRE(Ask(lab.bookings(), &v1::BookingsService::Stub::CancelBooking, cancel, lab.lea()).ok());
  v1::ExplainRequest why;
  why.set_wish(first);
  const auto explained = Ask(lab.bookings(), &v1::BookingsService::Stub::Explain, why, lab.max());
  REQUIRE(explained.ok());
  CHECK(explained.response.wish().state() == v1::WISH_STATE_WAITING);
  const auto says = [](const v1::ExplainResponse& response, const std::string& sentence) {
    return std::any_of(response.facts().begin(), response.facts().end(),
                       [&](const v1::ExplainedFact& fact) { return fact.sentence() == sentence; });
  };
  CHECK(says(explained.response,
             "Given to a company that has used 0 credits for each share lately; yours 15."));
  CHECK(
      says(explained.response,
           "This lost contest counts: 1 of the 4 after which a company comes before smaller usage "
           "once."));
  const auto standing = lab.Standing(lab.lea());
  CHECK(standing.response.standings(0).lost_contests() == 1);
  CHECK(!standing.response.standings(0).has_token_ends());
  CHECK(standing.response.standings(0).sentence().ends_with(
      " It has lost 1 of the 4 contests after which a company comes before smaller usage once."));

  // P11: which one it was is told where the pool says so.
  v1::UpdatePoolRequest named;
  named.set_request_id(lab.NewRequestId());
  named.mutable_pool()->set_pool("rooms");
  named.mutable_pool()->set_explain_names(v1::EXPLAIN_NAMES_NAMED);
  named.mutable_update_mask()->add_paths("explain_names");
  const auto catalogue = v1::CatalogueService::NewStub(lab.channel());
  REQUIRE(Ask(*catalogue, &v1::CatalogueService::Stub::UpdatePool, named, lab.manager()).ok());
  const auto with_name = Ask(lab.bookings(), &v1::BookingsService::Stub::Explain, why, lab.max());
  REQUIRE(with_name.ok());
  CHECK(says(with_name.response,
             "Given to bolt, a company that has used 0 credits for each share lately; yours 15."));
  const auto french =
      Ask(lab.bookings(), &v1::BookingsService::Stub::Explain, why, lab.max(), "fr");
  REQUIRE(french.ok());
  CHECK(says(french.response,
             "Donné à bolt, une entreprise qui a utilisé dernièrement 0 crédit par part ; la vôtre "
             "15."));
  CHECK(says(french.response,
             "Ce créneau disputé compte : 1 sur les 4 après lesquels une entreprise passe une fois "
             "avant un usage moindre."));
}

}  // namespace
}  // namespace mutua::wire
