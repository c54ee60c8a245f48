// Statements through the wire: what was booked, used, refunded and charged, in which month, for
// whose eyes; pages; what was over long ago.
#include <doctest/doctest.h>

#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/statements.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Bookings = v1::BookingsService::Stub;
using Catalogue = v1::CatalogueService::Stub;
using Stub = v1::StatementsService::Stub;

constexpr int64_t kHours = 3600;
constexpr int64_t kDays = 24 * kHours;

// The rooms cost 10.00 an hour; the lasers nothing but credits.
struct StatementLab : WireLab {
  StatementLab() {
    v1::UpdatePoolRequest update;
    update.set_request_id(NewRequestId());
    update.mutable_pool()->set_pool("rooms");
    update.mutable_pool()->mutable_rules()->set_cents_per_hour(1000);
    update.mutable_update_mask()->add_paths("rules.cents_per_hour");
    const auto catalogue = v1::CatalogueService::NewStub(channel());
    REQUIRE(Ask(*catalogue, &Catalogue::UpdatePool, update, manager()).ok());
  }
  std::string Booked(const std::string& token, const std::string& resource, int64_t start,
                     int64_t minutes, const std::string& title = {}) {
    auto request = BookRequest(*this, resource, start, minutes);
    request.mutable_spec()->set_title(title);
    const auto booked = Book(*this, token, request);
    REQUIRE(booked.ok());
    return booked.response.booking().booking();
  }
  void Cancel(const std::string& token, const std::string& booking) {
    v1::CancelBookingRequest cancel;
    cancel.set_request_id(NewRequestId());
    cancel.set_booking(booking);
    REQUIRE(Ask(bookings(), &Bookings::CancelBooking, cancel, token).ok());
  }
  Outcome<v1::GetStatementResponse> Of(const std::string& token, const std::string& company,
                                       const std::string& month, uint32_t page_size = 0,
                                       const std::string& page = {}) {
    v1::GetStatementRequest request;
    request.set_company(company);
    request.set_month(month);
    request.set_page_size(page_size);
    request.set_page_token(page);
    return Ask(*stub, &Stub::GetStatement, request, token);
  }
  Outcome<v1::ListStatementsResponse> Of(const std::string& token, const std::string& month) {
    v1::ListStatementsRequest request;
    request.set_month(month);
    return Ask(*stub, &Stub::ListStatements, request, token);
  }
  Outcome<v1::ListStatementsResponse> InWeek(const std::string& week,
                                             const std::string& month = {}) {
    v1::ListStatementsRequest request;
    request.set_week(week);
    request.set_month(month);
    return Ask(*stub, &Stub::ListStatements, request, manager());
  }
  // What is due by then fires, and a while later what is over has left the live state.
  void Forward(int64_t to) {
    while (now() < kNow + to) {
      REQUIRE(clock().Feed(Instant::FromUnix(std::min(now() + kDays, kNow + to))));
      REQUIRE(engine().Decide({}).empty());
    }
  }
  std::unique_ptr<Stub> stub = v1::StatementsService::NewStub(channel());
};

TEST_CASE("A statement has a line for each booking, at its frozen price, and sums that add up") {
  StatementLab lab;
  const std::string kept = lab.Booked(lab.lea(), "room-1", 2 * kDays, 120, "Atelier");
  const std::string given_back = lab.Booked(lab.max(), "room-1", 3 * kDays, 60);
  lab.Booked(lab.lea(), "laser-1", 2 * kDays, 90);
  lab.Booked(lab.zoe(), "screen-1", 2 * kDays, 60);
  lab.Cancel(lab.max(), given_back);

  const auto asked = lab.Of(lab.lea(), "", "2026-11");
  REQUIRE(asked.ok());
  const v1::GetStatementResponse& statement = asked.response;
  CHECK(statement.company() == "acme");
  REQUIRE(statement.lines_size() == 3);
  const v1::StatementLine& room = statement.lines(0);
  CHECK(room.booking().booking() == kept);
  CHECK(room.booking().title() == "Atelier");
  CHECK(room.booking().member() == "lea");
  CHECK(room.sums().booked().seconds() == 2 * kHours);
  CHECK(room.sums().used().seconds() == 0);
  CHECK(room.sums().charged().ticks() == 2 * kHours);
  CHECK(room.sums().charged().cents() == 2000);
  CHECK(room.parts(0).pool() == "rooms");
  CHECK(room.parts(0).normal().seconds() == 2 * kHours);
  CHECK_FALSE(room.priced_otherwise());
  const v1::StatementLine& back = statement.lines(2);
  CHECK(back.booking().booking() == given_back);
  CHECK(back.sums().price().cents() == 1000);
  CHECK(back.sums().refunded().cents() == 1000);
  CHECK(back.sums().charged().cents() == 0);
  CHECK(statement.total().bookings() == 3);
  CHECK(statement.total().price().cents() == 3000);
  CHECK(statement.total().charged().cents() == 2000);
  CHECK(statement.total().charged().ticks() == 3 * kHours + kHours / 2);
  REQUIRE(statement.pools_size() == 2);
  CHECK(statement.pools(0).pool() == "lasers");
  CHECK(statement.pools(0).sums().charged().ticks() == kHours + kHours / 2);
  CHECK(statement.pools(1).sums().charged().cents() == 2000);
  CHECK_FALSE(statement.month_over());
  CHECK(statement.unsettled() == 3);

  const auto all = lab.Of(lab.manager(), "2026-11");
  REQUIRE(all.ok());
  REQUIRE(all.response.statements_size() == 2);
  CHECK(all.response.statements(0).company() == "acme");
  CHECK(all.response.statements(0).sums().charged().cents() == 2000);
  CHECK(all.response.statements(1).sums().charged().cents() == 1000);
  CHECK(all.response.total().charged().cents() == 3000);
  CHECK(all.response.total().bookings() == 4);
}

TEST_CASE(
    "What is used past its end is charged once, said, billed, and shortened by who runs the lab") {
  StatementLab lab;
  v1::UpdatePoolRequest update;
  update.set_request_id(lab.NewRequestId());
  update.mutable_pool()->set_pool("rooms");
  update.mutable_pool()->mutable_rules()->set_check_out(true);
  update.mutable_update_mask()->add_paths("rules.check_out");
  const auto catalogue = v1::CatalogueService::NewStub(lab.channel());
  REQUIRE(Ask(*catalogue, &Catalogue::UpdatePool, update, lab.manager()).ok());
  const std::string id = lab.Booked(lab.lea(), "room-1", kHours, 60);
  lab.Forward(kHours);
  v1::CheckInRequest in;
  in.set_request_id(lab.NewRequestId());
  in.set_booking(id);
  REQUIRE(Ask(lab.bookings(), &Bookings::CheckIn, in, lab.lea()).ok());
  lab.Forward(2 * kHours + 30 * 60);
  v1::CheckOutRequest out;
  out.set_request_id(lab.NewRequestId());
  out.set_booking(id);
  REQUIRE(Ask(lab.bookings(), &Bookings::CheckOut, out, lab.lea()).ok());
  const auto again = Ask(lab.bookings(), &Bookings::CheckOut, out, lab.lea());
  REQUIRE(again.ok());
  CHECK(again.response.booking().overrun_charge().ticks() == kHours);
  CHECK(again.response.booking().overrun_charge().cents() == 1000);
  CHECK(again.response.booking().overrun_until().seconds() == lab.now());
  CHECK(again.response.booking().charged().cents() == 2000);

  v1::CheckOutRequest left;
  left.set_request_id(lab.NewRequestId());
  left.set_booking(id);
  left.mutable_badge_time()->set_seconds(kNow + 2 * kHours + 15 * 60);
  CHECK(BadFieldsIn(Ask(lab.bookings(), &Bookings::CheckOut, left, lab.lea()).status) ==
        std::vector<std::string>{"badge_time"});
  REQUIRE(Ask(lab.bookings(), &Bookings::CheckOut, left, lab.manager()).ok());
  REQUIRE(Ask(lab.bookings(), &Bookings::CheckOut, left, lab.manager()).ok());
  left.set_request_id(lab.NewRequestId());
  REQUIRE(Ask(lab.bookings(), &Bookings::CheckOut, left, lab.manager()).ok());

  const auto asked = lab.Of(lab.lea(), "", "2026-11");
  REQUIRE(asked.ok());
  REQUIRE(asked.response.lines_size() == 1);
  for (const v1::StatementSums* sums : {&asked.response.lines(0).sums(), &asked.response.total(),
                                        &asked.response.pools(0).sums()}) {
    CHECK(sums->price().cents() == 1500);
    CHECK(sums->overrun().cents() == 500);
    CHECK(sums->charged().cents() == 1500);
    CHECK(sums->charged().ticks() == kHours + kHours / 2);
  }
  v1::ExplainRequest why;
  why.set_booking(id);
  const auto sentence = [&](const char* language, int fact) {
    const auto facts = Ask(lab.bookings(), &Bookings::Explain, why, lab.lea(), language);
    REQUIRE(facts.ok());
    REQUIRE(facts.response.facts_size() == 6);
    return facts.response.facts(fact).sentence();
  };
  CHECK(sentence("en", 3) == "Used 30 min (1 credit, 10.00) past its end, at the peak rate.");
  CHECK(sentence("en", 5) == "Used 15 min (0.5 credits, 5.00) past its end, at the peak rate.");
  CHECK(sentence("fr", 5) == "Utilisé 15 min (0,5 crédit, 5,00) après la fin, au tarif de pointe.");
}

TEST_CASE("Members see their own company's statement alone, managers any, kiosks none") {
  StatementLab lab;
  lab.Booked(lab.lea(), "room-1", 2 * kDays, 60, "Secret");
  const auto own = lab.Of(lab.max(), "acme", "2026-11");
  REQUIRE(own.ok());
  CHECK(own.response.lines(0).booking().title() == "Secret");
  CHECK(lab.Of(lab.zoe(), "acme", "2026-11").reason() == "NOT_PERMITTED");
  CHECK(lab.Of(lab.zoe(), "", "2026-11").response.lines_size() == 0);
  CHECK(lab.Of(lab.lea(), "2026-11").reason() == "NOT_PERMITTED");
  CHECK(lab.Of(lab.kiosk(), "acme", "2026-11").reason() == "NOT_PERMITTED");
  CHECK(lab.Of(lab.manager(), "acme", "2026-11").ok());
  CHECK(lab.Of(lab.service(), "acme", "2026-11").ok());
}

TEST_CASE("A booking is billed in the month in which it starts on the site's clocks, whole") {
  StatementLab lab;
  // From Thursday 09:00 to the midnight with which December begins.
  const int64_t midnight = 4 * kDays + 15 * kHours;
  lab.Booked(lab.lea(), "room-1", midnight - kHours, 120);
  lab.Booked(lab.lea(), "room-1", midnight + kHours, 30);
  const auto november = lab.Of(lab.lea(), "", "2026-11");
  const auto december = lab.Of(lab.lea(), "", "2026-12");
  REQUIRE(november.ok());
  REQUIRE(december.ok());
  CHECK(november.response.total().booked().seconds() == 2 * kHours);
  CHECK(december.response.total().booked().seconds() == kHours / 2);
  CHECK(lab.Of(lab.lea(), "", "2026-10").response.lines_size() == 0);
}

TEST_CASE(
    "A statement is final a week after the last booking of its month, and says the same then") {
  StatementLab lab;
  lab.Booked(lab.lea(), "room-1", 2 * kDays, 60, "Atelier");
  const std::string late = lab.Booked(lab.max(), "room-1", 3 * kDays, 60);
  lab.Forward(2 * kDays + 2 * kHours);
  lab.Cancel(lab.max(), late);  // with less than a day's notice: nothing is given back
  lab.Forward(6 * kDays);
  const auto soon = lab.Of(lab.lea(), "", "2026-11");
  REQUIRE(soon.ok());
  CHECK(soon.response.month_over());
  CHECK(soon.response.unsettled() == 2);
  CHECK(soon.response.total().used().seconds() == kHours);
  CHECK(soon.response.total().charged().cents() == 2000);
  lab.Forward(40 * kDays);
  const auto after = lab.Of(lab.lea(), "", "2026-11");
  REQUIRE(after.ok());
  CHECK(after.response.unsettled() == 0);
  REQUIRE(after.response.lines_size() == 2);
  CHECK(after.response.lines(0).booking().title() == "Atelier");
  CHECK(after.response.total().SerializeAsString() == soon.response.total().SerializeAsString());
}

TEST_CASE("A new price changes no statement: what was frozen is charged, and is said to differ") {
  StatementLab lab;
  lab.Booked(lab.lea(), "room-1", 2 * kDays, 60);
  v1::UpdatePoolRequest update;
  update.set_request_id(lab.NewRequestId());
  update.mutable_pool()->set_pool("rooms");
  update.mutable_pool()->mutable_rules()->set_cents_per_hour(5000);
  update.mutable_update_mask()->add_paths("rules.cents_per_hour");
  const auto catalogue = v1::CatalogueService::NewStub(lab.channel());
  REQUIRE(Ask(*catalogue, &Catalogue::UpdatePool, update, lab.manager()).ok());
  const auto statement = lab.Of(lab.lea(), "", "2026-11");
  REQUIRE(statement.ok());
  CHECK(statement.response.total().charged().cents() == 1000);
  CHECK(statement.response.lines(0).priced_otherwise());
}

TEST_CASE("Pages have all lines once, in order, and the sums of the whole month on each") {
  StatementLab lab;
  std::vector<std::string> booked;
  for (int64_t i = 0; i < 5; ++i) {
    booked.push_back(lab.Booked(lab.lea(), "room-1", 2 * kDays + i * kHours, 60));
  }
  std::vector<std::string> listed;
  std::string page;
  do {
    const auto got = lab.Of(lab.lea(), "", "2026-11", 2, page);
    REQUIRE(got.ok());
    CHECK(got.response.lines_size() <= 2);
    CHECK(got.response.total().bookings() == 5);
    for (const auto& line : got.response.lines()) listed.push_back(line.booking().booking());
    page = got.response.next_page_token();
  } while (!page.empty());
  CHECK(listed == booked);
}

TEST_CASE("A week has the bookings that start from its Monday to its Sunday, by resource too") {
  StatementLab lab;
  // From Thursday 09:00 to the midnight with which the next week begins.
  const int64_t midnight = 3 * kDays + 15 * kHours;
  lab.Booked(lab.lea(), "room-1", midnight - kHours, 120);
  lab.Booked(lab.zoe(), "screen-1", 2 * kDays, 60);
  lab.Booked(lab.lea(), "screen-1", 2 * kDays + kHours, 60);
  lab.Booked(lab.lea(), "laser-1", midnight + kHours, 30);
  const auto week = lab.InWeek("2026-11-23");
  REQUIRE(week.ok());
  CHECK(week.response.week() == "2026-11-23");
  CHECK(week.response.month().empty());
  CHECK_FALSE(week.response.month_over());
  CHECK(week.response.total().booked().seconds() == 4 * kHours);
  CHECK(week.response.statements_size() == 2);
  REQUIRE(week.response.resources_size() == 2);
  CHECK(week.response.resources(0).resource() == "room-1");
  CHECK(week.response.resources(0).booked().seconds() == 2 * kHours);
  CHECK(week.response.resources(1).resource() == "screen-1");
  CHECK(week.response.resources(1).bookings() == 2);
  CHECK(week.response.resources(1).used().seconds() == 0);
  const auto next = lab.InWeek("2026-11-30");
  REQUIRE(next.ok());
  REQUIRE(next.response.resources_size() == 1);
  CHECK(next.response.resources(0).resource() == "laser-1");
  lab.Forward(4 * kDays);
  const auto over = lab.InWeek("2026-11-23");
  REQUIRE(over.ok());
  CHECK(over.response.month_over());
  CHECK(over.response.resources(1).used().seconds() ==
        over.response.resources(1).booked().seconds());
  const auto month = lab.Of(lab.manager(), "2026-11");
  REQUIRE(month.ok());
  CHECK(month.response.week().empty());
  CHECK(month.response.resources_size() == 3);
}

TEST_CASE("A week that begins on no Monday is refused, and a week of a month") {
  StatementLab lab;
  for (const char* week : {"2026-11-24", "2026-11", "2026-W48", "2200-01-06", "23.11.2026"}) {
    CAPTURE(week);
    const auto refused = lab.InWeek(week);
    CHECK(refused.reason() == "MALFORMED");
    CHECK(BadFieldsIn(refused.status) == std::vector<std::string>{"week"});
  }
  CHECK(BadFieldsIn(lab.InWeek("2026-11-23", "2026-11").status) ==
        std::vector<std::string>{"month"});
}

TEST_CASE("A month that is none, and a company that is none, are refused by the field") {
  StatementLab lab;
  for (const char* month : {"", "2026", "2026-13", "2026-00", "26-11", "2026-1", "2026-11-01",
                            "1969-12", "2200-01", "+026-11", "2026-+1"}) {
    CAPTURE(month);
    const auto refused = lab.Of(lab.lea(), "", month);
    CHECK(refused.reason() == "MALFORMED");
    CHECK(BadFieldsIn(refused.status) == std::vector<std::string>{"month"});
  }
  CHECK(lab.Of(lab.manager(), "nobody", "2026-11").reason() == "UNKNOWN");
  CHECK(BadFieldsIn(lab.Of(lab.manager(), "", "2026-11").status) ==
        std::vector<std::string>{"company"});
  CHECK(lab.Of(lab.lea(), "", "2026-11", 3000).reason() == "MALFORMED");
}

}  // namespace
}  // namespace mutua::wire
