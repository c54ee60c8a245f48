// Rehearsals through the wire: the same lab gains nobody anything, another one refuses by its rule
// and says so, and nothing is changed by either.
#include <doctest/doctest.h>

#include "mutua/v1/admin.grpc.pb.h"
#include "mutua/v1/lab.grpc.pb.h"
#include "mutua/v1/rehearsals.grpc.pb.h"
#include "mutua/v1/wishes.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Bookings = v1::BookingsService::Stub;
using Stub = v1::RehearsalsService::Stub;

constexpr int64_t kHours = 3600;
constexpr int64_t kDays = 24 * kHours;

struct RehearsedLab : WireLab {
  // lea has the room for two hours, then one; zoe waits for the first; max is refused the second.
  RehearsedLab() {
    first = Booked(lea(), "room-1", 2 * kDays, 120);
    second = Booked(lea(), "room-1", 3 * kDays, 60);
    REQUIRE_FALSE(Book(*this, max(), BookRequest(*this, "room-1", 3 * kDays, 60)).ok());
    v1::FileWishRequest wish;
    wish.set_request_id(NewRequestId());
    wish.mutable_spec()->add_wants()->set_resource("room-1");
    v1::AskedInterval& window = *wish.add_windows();
    window.mutable_start()->mutable_instant()->set_seconds(kNow + 2 * kDays);
    window.mutable_end()->mutable_instant()->set_seconds(kNow + 2 * kDays + 2 * kHours);
    wish.mutable_length()->set_seconds(2 * kHours);
    wish.set_mode(v1::WISH_MODE_BOOK_AT_ONCE);
    const auto wishes = v1::WishesService::NewStub(channel());
    REQUIRE(Ask(*wishes, &v1::WishesService::Stub::FileWish, wish, zoe()).ok());
  }
  std::string Booked(const std::string& token, const std::string& resource, int64_t start,
                     int64_t minutes) {
    const auto booked = Book(*this, token, BookRequest(*this, resource, start, minutes));
    REQUIRE(booked.ok());
    return booked.response.booking().booking();
  }
  v1::Lab Exported() {
    const auto labs = v1::LabService::NewStub(channel());
    const auto exported =
        Ask(*labs, &v1::LabService::Stub::ExportLab, v1::ExportLabRequest(), manager());
    REQUIRE(exported.ok());
    return exported.response.lab();
  }
  std::string Digest() {
    const auto admin = v1::AdminService::NewStub(channel());
    const auto digest =
        Ask(*admin, &v1::AdminService::Stub::GetDigest, v1::GetDigestRequest(), service());
    REQUIRE(digest.ok());
    return digest.response.state_digest() + digest.response.chain_digest();
  }
  Outcome<v1::RehearseLabResponse> Rehearse(const v1::Lab& lab, const std::string& token,
                                            int64_t last = 90 * kDays) {
    v1::RehearseLabRequest request;
    *request.mutable_lab() = lab;
    request.mutable_last()->set_seconds(last);
    return Ask(*stub, &Stub::RehearseLab, request, token);
  }
  std::unique_ptr<Stub> stub = v1::RehearsalsService::NewStub(channel());
  std::string first, second;
};

TEST_CASE("In the same lab nobody gains or loses, and the digest is what it was") {
  RehearsedLab lab;
  const std::string digest = lab.Digest();
  const auto rehearsed = lab.Rehearse(lab.Exported(), lab.manager());
  REQUIRE(rehearsed.ok());
  const v1::RehearseLabResponse& same = rehearsed.response;
  CHECK(same.changes_size() == 0);
  CHECK(same.refusals_size() == 0);
  CHECK(same.commands() >= 3);
  REQUIRE(same.companies_size() == 2);
  for (const v1::RehearsedCompany& company : same.companies()) {
    CHECK(company.before().SerializeAsString() == company.after().SerializeAsString());
  }
  CHECK(same.companies(0).company() == "acme");
  CHECK(same.companies(0).before().asked() == 3);
  CHECK(same.companies(0).before().accepted() == 2);
  CHECK(same.companies(0).before().refused() == 1);
  CHECK(same.companies(0).before().held().seconds() == 3 * kHours);
  CHECK(same.companies(1).before().met() == 0);
  REQUIRE(same.pools_size() == 1);
  CHECK(same.pools(0).before().seconds() == 3 * kHours);
  CHECK(lab.Digest() == digest);
}

TEST_CASE("A tighter quota refuses what was booked, and who waited for it gains; nothing changes") {
  RehearsedLab lab;
  const std::string digest = lab.Digest();
  v1::Lab other;
  v1::Quota& quota = *other.add_quotas();
  quota.set_quota("an-hour");
  quota.set_each_company(true);
  quota.add_pools("rooms");
  quota.set_window(v1::QUOTA_WINDOW_DAY);
  quota.mutable_time()->set_seconds(kHours);
  const auto refused_too = lab.Rehearse(other, lab.manager());
  REQUIRE(refused_too.ok());
  // Whoever waits is under the same quota: nobody has the two hours.
  CHECK(refused_too.response.companies(1).after().met() == 0);

  quota.clear_each_company();
  quota.set_company("acme");
  const auto rehearsed = lab.Rehearse(other, lab.manager());
  REQUIRE(rehearsed.ok());
  const v1::RehearseLabResponse& tighter = rehearsed.response;
  REQUIRE(tighter.changes_size() == 1);
  REQUIRE(tighter.refusals_size() == 1);
  CHECK(tighter.refusals(0).subject() == lab.first);
  CHECK(tighter.refusals(0).company() == "acme");
  CHECK(tighter.refusals(0).member() == "lea");
  CHECK(tighter.refusals(0).refusal().reasons(0).rule() == v1::RULE_QUOTA);
  CHECK(tighter.refusals(0).refusal().reasons(0).sentence().find("2 h") != std::string::npos);
  REQUIRE(tighter.rules_size() == 1);
  CHECK(tighter.rules(0).requests() == 1);
  REQUIRE(tighter.companies_size() == 2);
  CHECK(tighter.companies(0).before().accepted() == 2);
  CHECK(tighter.companies(0).after().accepted() == 1);
  CHECK(tighter.companies(0).after().held().seconds() == kHours);
  CHECK(tighter.companies(0).after().charged().ticks() == kHours);
  CHECK(tighter.companies(1).before().met() == 0);
  CHECK(tighter.companies(1).after().met() == 1);
  CHECK(tighter.companies(1).after().held().seconds() == 2 * kHours);
  CHECK(lab.Digest() == digest);
}

TEST_CASE("Another price charges otherwise and refuses nobody") {
  RehearsedLab lab;
  v1::Lab other = lab.Exported();
  for (v1::Pool& pool : *other.mutable_pools()) {
    if (pool.pool() == "rooms") pool.mutable_rules()->set_cents_per_hour(1000);
  }
  const auto rehearsed = lab.Rehearse(other, lab.manager());
  REQUIRE(rehearsed.ok());
  CHECK(rehearsed.response.refusals_size() == 0);
  CHECK(rehearsed.response.companies(0).before().charged().cents() == 0);
  CHECK(rehearsed.response.companies(0).after().charged().cents() == 3000);
}

TEST_CASE("A rehearsal is for managers, of a lab that could be, and of some time") {
  RehearsedLab lab;
  CHECK(lab.Rehearse({}, lab.lea()).reason() == "NOT_PERMITTED");
  CHECK(lab.Rehearse({}, lab.manager(), 0).reason() == "MALFORMED");
  CHECK(lab.Rehearse({}, lab.manager(), -5).reason() == "MALFORMED");
  CHECK(lab.Rehearse({}, lab.manager(), 4000 * kDays).reason() == "MALFORMED");
  v1::Lab wrong;
  v1::Quota& quota = *wrong.add_quotas();
  quota.set_quota("x");
  quota.set_each_company(true);
  quota.add_pools("nowhere");
  quota.set_window(v1::QUOTA_WINDOW_DAY);
  quota.set_bookings(1);
  CHECK(lab.Rehearse(wrong, lab.manager()).reason() == "UNKNOWN");
  // What is booked cannot be done in a room that is gone.
  v1::Lab smaller;
  const v1::Lab exported = lab.Exported();
  for (const v1::Resource& resource : exported.resources()) {
    if (resource.resource() != "screen-1") continue;
    v1::Resource& one = *smaller.add_resources();
    one = resource;
    one.set_capacity(1);
  }
  CHECK(lab.Rehearse(smaller, lab.manager()).ok());
  lab.Booked(lab.zoe(), "screen-1", 4 * kDays, 60);
  REQUIRE(lab.clock().Feed(Instant::FromUnix(kNow + kDays)));
  CHECK(lab.Rehearse(smaller, lab.manager(), kHours).reason() == "IN_USE");
}

TEST_CASE("A rehearsal may begin after all that was asked, and then nobody asked for anything") {
  RehearsedLab lab;
  REQUIRE(lab.clock().Feed(Instant::FromUnix(kNow + kDays)));
  const auto rehearsed = lab.Rehearse({}, lab.manager(), kHours);
  REQUIRE(rehearsed.ok());
  CHECK(rehearsed.response.companies_size() == 0);
  CHECK(rehearsed.response.interval().start().seconds() == kNow + kDays - kHours);
}

}  // namespace
}  // namespace mutua::wire
