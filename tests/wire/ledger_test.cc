// Credits through the wire: lent, paid, shown as each may see them, and refused with their numbers.
#include <doctest/doctest.h>

#include "mutua/v1/availability.grpc.pb.h"
#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/shares.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Shares = v1::SharesService::Stub;

constexpr int64_t kHours = 3600;
constexpr int64_t kDays = 24 * kHours;

// The rooms shared, room-1 with capacity 1 and screen-1 with 3: of 336 guaranteed hours a week acme
// has 16 and bolt 320.
struct CreditLab : WireLab {
  CreditLab() : shares(v1::SharesService::NewStub(channel())) {
    v1::UpdatePoolRequest update;
    update.set_request_id(NewRequestId());
    update.mutable_pool()->set_pool("rooms");
    for (const auto& [company, base] : {std::pair("acme", 1U), std::pair("bolt", 20U)}) {
      v1::PoolShare& share = *update.mutable_pool()->add_shares();
      share.set_company(company);
      share.set_base(base);
    }
    update.mutable_update_mask()->add_paths("shares");
    const auto catalogue = v1::CatalogueService::NewStub(channel());
    REQUIRE(Ask(*catalogue, &v1::CatalogueService::Stub::UpdatePool, update, manager()).ok());
    REQUIRE(Book(*this, zoe(), BookRequest(*this, "laser-1", kHours, 60)).ok());
  }
  Outcome<v1::LendGuaranteeResponse> Lend(const std::string& token, int64_t minutes,
                                          const std::string& company = {}) {
    v1::LendGuaranteeRequest lend;
    lend.set_request_id(NewRequestId());
    lend.set_pool("rooms");
    lend.set_company(company);
    lend.mutable_at()->set_seconds(kNow + 7 * kDays);
    lend.mutable_length()->set_seconds(minutes * 60);
    return Ask(*shares, &Shares::LendGuarantee, lend, token);
  }
  Outcome<v1::TakeBackGuaranteeResponse> TakeBack(const std::string& token, int64_t minutes) {
    v1::TakeBackGuaranteeRequest back;
    back.set_request_id(NewRequestId());
    back.set_pool("rooms");
    back.mutable_at()->set_seconds(kNow + 7 * kDays);
    back.mutable_length()->set_seconds(minutes * 60);
    return Ask(*shares, &Shares::TakeBackGuarantee, back, token);
  }
  v1::GetLedgerResponse Ledger(const std::string& token, const std::string& company = {},
                               const std::string& language = "en") {
    v1::GetLedgerRequest ask;
    ask.set_company(company);
    const auto got = Ask(*shares, &Shares::GetLedger, ask, token, language);
    REQUIRE(got.ok());
    return got.response;
  }
  std::unique_ptr<Shares> shares;
};

// Next week, within 7 days: Monday to Wednesday.
constexpr int64_t kNextWeek = 4 * kDays;

TEST_CASE("guaranteed time is lent, paid for and taken back, by those whose it is") {
  CreditLab lab;
  const auto lent = lab.Lend(lab.zoe(), 120);
  REQUIRE(lent.ok());
  CHECK(lent.response.lending().company() == "bolt");
  CHECK(lent.response.lending().released().seconds() == 2 * kHours);
  CHECK(lab.Lend(lab.lea(), 60, "bolt").reason() == "NOT_PERMITTED");
  CHECK(lab.Lend(lab.manager(), 60, "bolt").ok());
  CHECK(lab.Lend(lab.kiosk(), 60).reason() == "NOT_PERMITTED");

  // Acme goes three hours beyond its 16: they are bolt's.
  const auto booked = Book(lab, lab.lea(), BookRequest(lab, "room-1", kNextWeek, 19 * 60));
  REQUIRE(booked.ok());
  const v1::GetLedgerResponse own = lab.Ledger(lab.lea());
  REQUIRE(own.accounts_size() == 1);
  CHECK(own.accounts(0).balance_ticks() == -3 * kHours);
  CHECK(own.accounts(0).escrow_ticks() == 3 * kHours);
  CHECK(own.accounts(0).floor_ticks() == -16 * kHours);
  CHECK(own.pools_size() == 0);
  REQUIRE(own.entries_size() == 1);
  CHECK(own.entries(0).booking() == booked.response.booking().booking());
  CHECK(own.entries(0).sentence().starts_with("-3 credits: 3 h of rooms beyond the guarantee, b-"));
  CHECK(lab.Ledger(lab.lea(), "", "fr")
            .entries(0)
            .sentence()
            .starts_with("-3 crédits : 3 h de rooms au-delà de la part garantie, b-"));
  const v1::GetLedgerResponse lender = lab.Ledger(lab.zoe());
  REQUIRE(lender.accounts(0).lent_size() == 1);
  CHECK(lender.accounts(0).lent(0).borrowed().seconds() == 3 * kHours);
  CHECK(lender.entries_size() == 0);
  const auto back = lab.TakeBack(lab.zoe(), 60);
  REQUIRE(back.reason() == "TAKES_BACK_TOO_MUCH");
  CHECK(back.refusal().reasons(0).limit() == 3 * kHours);
  CHECK(back.refusal().reasons(0).used() == 3 * kHours);

  v1::GetLedgerRequest others;
  others.set_company("bolt");
  CHECK(Ask(*lab.shares, &Shares::GetLedger, others, lab.lea()).reason() == "NOT_PERMITTED");
  const v1::GetLedgerResponse all = lab.Ledger(lab.manager());
  REQUIRE(all.pools_size() == 1);
  int64_t sum = all.pools(0).commons_ticks() + all.pools(0).escrow_ticks();
  for (const v1::CreditAccount& account : all.accounts()) sum += account.balance_ticks();
  CHECK(sum == 0);
  CHECK(all.pools(0).escrow_ticks() == 3 * kHours);

  v1::CancelBookingRequest cancel;
  cancel.set_request_id(lab.NewRequestId());
  cancel.set_booking(booked.response.booking().booking());
  REQUIRE(Ask(lab.bookings(), &v1::BookingsService::Stub::CancelBooking, cancel, lab.lea()).ok());
  CHECK(lab.Ledger(lab.lea()).accounts(0).balance_ticks() == 0);
  CHECK(lab.TakeBack(lab.zoe(), 180).ok());
}

TEST_CASE("any account is told as it was after any commit, to those who may see it now") {
  CreditLab lab;
  const auto at = [&](uint64_t position, const std::string& token, const std::string& company) {
    v1::GetLedgerRequest ask;
    ask.set_company(company);
    ask.set_at_position(position);
    return Ask(*lab.shares, &Shares::GetLedger, ask, token);
  };
  const uint64_t before = lab.Ledger(lab.lea()).position();
  const auto booked = Book(lab, lab.lea(), BookRequest(lab, "room-1", kNextWeek, 19 * 60));
  REQUIRE(booked.ok());
  const uint64_t after = booked.response.position();
  v1::CancelBookingRequest cancel;
  cancel.set_request_id(lab.NewRequestId());
  cancel.set_booking(booked.response.booking().booking());
  REQUIRE(Ask(lab.bookings(), &v1::BookingsService::Stub::CancelBooking, cancel, lab.lea()).ok());
  CHECK(lab.Ledger(lab.lea()).accounts(0).balance_ticks() == 0);

  const auto then = at(after, lab.lea(), "");
  REQUIRE(then.ok());
  CHECK(then.response.position() == after);
  CHECK(then.response.accounts(0).balance_ticks() == -3 * kHours);
  CHECK(then.response.accounts(0).escrow_ticks() == 3 * kHours);
  CHECK(then.response.entries_size() == 1);
  const auto earlier = at(before, lab.lea(), "");
  REQUIRE(earlier.ok());
  CHECK(earlier.response.accounts(0).balance_ticks() == 0);
  CHECK(earlier.response.entries_size() == 0);
  // The sum is nothing at each position.
  for (uint64_t position = 1; position <= lab.Ledger(lab.lea()).position(); ++position) {
    const auto all = at(position, lab.manager(), "");
    REQUIRE(all.ok());
    for (const v1::PoolCredits& pool : all.response.pools()) {
      int64_t sum = pool.commons_ticks() + pool.escrow_ticks() - pool.minted_ticks();
      for (const v1::CreditAccount& account : all.response.accounts()) {
        if (account.pool() == pool.pool()) sum += account.balance_ticks();
      }
      CHECK(sum == 0);
    }
  }
  CHECK(at(1, lab.lea(), "").ok());
  CHECK(at(after, lab.lea(), "bolt").reason() == "NOT_PERMITTED");
  CHECK(at(after + 1000, lab.lea(), "").reason() == "MALFORMED");
}

TEST_CASE("any account is told as it was at any moment") {
  CreditLab lab;
  const auto at = [&](int64_t moment, uint64_t position = 0) {
    v1::GetLedgerRequest ask;
    ask.mutable_at()->set_seconds(moment);
    ask.set_at_position(position);
    return Ask(*lab.shares, &Shares::GetLedger, ask, lab.lea());
  };
  const uint64_t before = lab.Ledger(lab.lea()).position();
  REQUIRE(lab.clock().Feed(Instant::FromUnix(kNow + 60)));
  const auto booked = Book(lab, lab.lea(), BookRequest(lab, "room-1", kNextWeek, 19 * 60));
  REQUIRE(booked.ok());
  const auto then = at(kNow + 60);
  REQUIRE(then.ok());
  CHECK(then.response.position() == booked.response.position());
  CHECK(then.response.entries_size() == 1);
  CHECK(then.response.accounts(0).balance_ticks() == -3 * kHours);
  const auto earlier = at(kNow + 59);
  REQUIRE(earlier.ok());
  CHECK(earlier.response.position() <= before);
  CHECK(earlier.response.entries().empty());
  CHECK(earlier.response.accounts(0).balance_ticks() == 0);
  CHECK(at(kNow + 60, before).response.entries().empty());
  CHECK(at(kNow + kDays).response.entries_size() == 1);
}

TEST_CASE("who has not the credits is refused with the numbers, and free time leaves it out") {
  CreditLab lab;
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", kNextWeek, 16 * 60)).ok());
  const auto request = BookRequest(lab, "screen-1", kNextWeek, 17 * 60);
  const auto refused = Book(lab, lab.lea(), request);
  REQUIRE(refused.reason() == "CREDITS_USED");
  const v1::Refusal refusal = refused.refusal();
  const v1::Reason& reason = refusal.reasons(0);
  CHECK(reason.unit() == v1::UNIT_TICKS);
  CHECK(reason.limit() == 16 * kHours);
  CHECK(reason.used() == 0);
  CHECK(reason.asked() == 17 * kHours);
  CHECK(reason.sentence().starts_with(
      "Beyond its guarantee your company would need 17 credits; it has 16 left. From "));
  v1::FindFreeTimeRequest ask;
  ask.mutable_resources()->add_resources("screen-1");
  ask.mutable_window()->mutable_start()->mutable_instant()->set_seconds(kNow + kNextWeek);
  ask.mutable_window()->mutable_end()->mutable_instant()->set_seconds(kNow + kNextWeek + 2 * kDays);
  const auto availability = v1::AvailabilityService::NewStub(lab.channel());
  const auto pieces = [&](int64_t hours) {
    ask.mutable_min_length()->set_seconds(hours * kHours);
    const auto free =
        Ask(*availability, &v1::AvailabilityService::Stub::FindFreeTime, ask, lab.lea());
    REQUIRE(free.ok());
    return free.response.resources(0).free_size();
  };
  CHECK(pieces(17) == 0);
  CHECK(pieces(16) == 1);
  CHECK(Book(lab, lab.lea(), BookRequest(lab, "screen-1", kNextWeek, 16 * 60)).ok());
  CHECK(pieces(1) == 0);
}

TEST_CASE("lending what one does not have, or for no time, is refused and changes nothing") {
  CreditLab lab;
  const auto much = lab.Lend(lab.lea(), 17 * 60);
  REQUIRE(much.reason() == "LENDS_TOO_MUCH");
  CHECK(much.refusal().reasons(0).limit() == 16 * kHours);
  CHECK(much.refusal().reasons(0).asked() == 17 * kHours);
  CHECK(lab.Lend(lab.lea(), 0).reason() == "MALFORMED");
  v1::LendGuaranteeRequest odd;
  odd.set_request_id(lab.NewRequestId());
  odd.set_pool("rooms");
  odd.mutable_length()->set_seconds(90);
  CHECK(Ask(*lab.shares, &Shares::LendGuarantee, odd, lab.lea()).reason() == "MALFORMED");
  odd.set_pool("nowhere");
  CHECK(Ask(*lab.shares, &Shares::LendGuarantee, odd, lab.lea()).reason() == "UNKNOWN");
  // It is Thursday: this week's time is released no more.
  odd.set_pool("rooms");
  odd.mutable_length()->set_seconds(3600);
  odd.mutable_at()->set_seconds(kNow + 6 * kHours);
  REQUIRE(lab.clock().Feed(Instant::FromUnix(kNow + kDays)));
  const auto late = Ask(*lab.shares, &Shares::LendGuarantee, odd, lab.lea());
  CHECK(late.reason() == "LENDS_TOO_LATE");
  CHECK(lab.Ledger(lab.lea()).accounts(0).lent_size() == 0);
}

}  // namespace
}  // namespace mutua::wire
