// What companies lend, and a company that leaves, through the wire: terms, refusals with their
// numbers, and who is told what.
#include <doctest/doctest.h>

#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "mutua/v1/shares.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Catalogue = v1::CatalogueService::Stub;
using Directory = v1::DirectoryService::Stub;

constexpr int64_t kHours = 3600;

struct LendingLab : WireLab {
  LendingLab()
      : catalogue(v1::CatalogueService::NewStub(channel())),
        directory(v1::DirectoryService::NewStub(channel())),
        shares(v1::SharesService::NewStub(channel())) {}

  Outcome<v1::CreateResourceResponse> Create(const v1::Resource& resource) {
    v1::CreateResourceRequest create;
    create.set_request_id(NewRequestId());
    *create.mutable_resource() = resource;
    return Ask(*catalogue, &Catalogue::CreateResource, create, manager());
  }
  v1::Resource Person(const std::string& handle, int64_t price, int64_t cost) const {
    v1::Resource person;
    person.set_resource(handle);
    person.set_kind(v1::RESOURCE_KIND_PERSON);
    person.set_pool("rooms");
    person.set_site("house");
    person.mutable_rules()->set_cents_per_hour(price);
    person.mutable_lent()->set_company("bolt");
    person.mutable_lent()->set_cost_cents_per_hour(cost);
    return person;
  }
  v1::GetLedgerResponse Ledger(const std::string& token) {
    const auto got =
        Ask(*shares, &v1::SharesService::Stub::GetLedger, v1::GetLedgerRequest(), token);
    REQUIRE(got.ok());
    return got.response;
  }
  Outcome<v1::PreviewWindingUpResponse> Preview(const std::string& company, const std::string& heir,
                                                const std::string& token) {
    v1::PreviewWindingUpRequest request;
    request.set_company(company);
    request.set_hand_over_to(heir);
    return Ask(*directory, &Directory::PreviewWindingUp, request, token);
  }
  Outcome<v1::WindUpCompanyResponse> WindUp(const std::string& company, const std::string& heir) {
    v1::WindUpCompanyRequest request;
    request.set_request_id(NewRequestId());
    request.set_company(company);
    request.set_hand_over_to(heir);
    return Ask(*directory, &Directory::WindUpCompany, request, manager());
  }

  std::unique_ptr<Catalogue> catalogue;
  std::unique_ptr<Directory> directory;
  std::unique_ptr<v1::SharesService::Stub> shares;
};

TEST_CASE(
    "a person is not sold above cost, when defined and when a rate changes; the numbers are told") {
  LendingLab lab;
  const auto dear = lab.Create(lab.Person("ann", 5000, 4500));
  REQUIRE(dear.reason() == "ABOVE_COST");
  CHECK(dear.status.error_code() == grpc::StatusCode::FAILED_PRECONDITION);
  const v1::Refusal refusal = dear.refusal();
  CHECK(refusal.reasons(0).unit() == v1::UNIT_CENTS);
  CHECK(refusal.reasons(0).limit() == 4500);
  CHECK(refusal.reasons(0).asked() == 5000);
  const auto created = lab.Create(lab.Person("ann", 4500, 4500));
  REQUIRE(created.ok());
  CHECK(created.response.resource().lent().company() == "bolt");
  CHECK(created.response.resource().lent().cost_cents_per_hour() == 4500);

  v1::UpdateResourceRequest update;
  update.set_request_id(lab.NewRequestId());
  update.mutable_resource()->set_resource("ann");
  update.mutable_resource()->mutable_rules()->set_cents_per_hour(4501);
  update.mutable_update_mask()->add_paths("rules.cents_per_hour");
  const auto raised = Ask(*lab.catalogue, &Catalogue::UpdateResource, update, lab.manager(), "fr");
  REQUIRE(raised.reason() == "ABOVE_COST");
  const v1::Refusal in_french = raised.refusal();
  CHECK(in_french.reasons(0).resource() == "ann");
  CHECK(in_french.reasons(0).sentence().find("45,01") != std::string::npos);

  v1::Resource machine = lab.Person("press-9", 0, 4500);
  machine.set_kind(v1::RESOURCE_KIND_MACHINE);
  CHECK(lab.Create(machine).reason() == "MALFORMED");
  v1::Resource negative = lab.Person("ben", 0, 0);
  negative.mutable_lent()->set_credits_per_hour(-1);
  CHECK(lab.Create(negative).reason() == "MALFORMED");
  v1::Resource nobodys = lab.Person("ben", 0, 0);
  nobodys.mutable_lent()->set_company("nobody");
  CHECK(lab.Create(nobodys).reason() == "UNKNOWN");
}

TEST_CASE("a favour is in both ledgers; who did it is not told who used it") {
  LendingLab lab;
  v1::Resource ann = lab.Person("ann", 0, 4500);
  ann.mutable_rules()->set_tariff(0);
  REQUIRE(lab.Create(ann).ok());
  const auto booked = Book(lab, lab.lea(), BookRequest(lab, "ann", kHours, 60));
  REQUIRE(booked.ok());
  CHECK(lab.Ledger(lab.zoe()).entries_size() == 0);
  REQUIRE(lab.clock().Feed(Instant::FromUnix(lab.now() + 3 * kHours)));
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", 5 * kHours, 60)).ok());
  const v1::GetLedgerResponse given = lab.Ledger(lab.zoe());
  REQUIRE(given.entries_size() == 1);
  CHECK(given.entries(0).reason() == v1::CREDIT_REASON_FAVOUR);
  CHECK(given.entries(0).resource() == "ann");
  CHECK(given.entries(0).used().seconds() == kHours);
  CHECK(given.entries(0).booking().empty());
  CHECK(given.entries(0).sentence() == "A favour: 1 h of ann, which you lend, for nothing.");
  const v1::GetLedgerResponse received = lab.Ledger(lab.lea());
  REQUIRE(received.entries_size() == 1);
  CHECK(received.entries(0).reason() == v1::CREDIT_REASON_RECEIVED);
  CHECK(received.entries(0).booking() == booked.response.booking().booking());
  CHECK(received.entries(0).ticks() == 0);
}

TEST_CASE("a company's leaving is seen before it is done, and is done as it was seen") {
  LendingLab lab;
  const auto first = Book(lab, lab.lea(), BookRequest(lab, "room-1", 30 * kHours, 60));
  const auto second = Book(lab, lab.max(), BookRequest(lab, "laser-1", 30 * kHours, 60));
  REQUIRE((first.ok() && second.ok()));
  CHECK(lab.Preview("acme", "", lab.lea()).reason() == "NOT_PERMITTED");
  CHECK(lab.Preview("acme", "", lab.service()).reason() == "NOT_PERMITTED");
  CHECK(lab.Preview("nowhere", "", lab.manager()).reason() == "UNKNOWN");
  CHECK(lab.Preview("acme", "max", lab.manager()).reason() == "UNKNOWN");

  const auto would = lab.Preview("acme", "zoe", lab.manager());
  REQUIRE(would.ok());
  CHECK(would.response.would().members() == 2);
  CHECK(would.response.would().handed_over_size() == 2);
  CHECK(would.response.would().handed_over(0).member() == "zoe");
  const auto ends = lab.Preview("acme", "", lab.manager());
  REQUIRE(ends.ok());
  CHECK(ends.response.would().ended_size() == 2);
  CHECK(ends.response.would().ended(0).state() == v1::BOOKING_STATE_CANCELLED);
  CHECK(Book(lab, lab.lea(), BookRequest(lab, "room-1", 40 * kHours, 60)).ok());

  const auto done = lab.WindUp("acme", "zoe");
  REQUIRE(done.ok());
  CHECK(done.response.done().handed_over_size() == 3);
  CHECK(done.response.done().tokens() >= 2);
  CHECK(lab.WindUp("acme", "zoe").reason() == "UNKNOWN");
  CHECK(Book(lab, lab.lea(), BookRequest(lab, "room-1", 50 * kHours, 60)).status.error_code() ==
        grpc::StatusCode::UNAUTHENTICATED);
  v1::GetBookingRequest get;
  get.set_booking(first.response.booking().booking());
  const auto now = Ask(lab.bookings(), &v1::BookingsService::Stub::GetBooking, get, lab.zoe());
  REQUIRE(now.ok());
  CHECK(now.response.booking().company() == "bolt");
}

TEST_CASE("a company that lends something does not leave before that is settled") {
  LendingLab lab;
  REQUIRE(lab.Create(lab.Person("ann", 0, 0)).ok());
  const auto refused = lab.WindUp("bolt", "");
  REQUIRE(refused.reason() == "IN_USE");
  const v1::Refusal refusal = refused.refusal();
  CHECK(refusal.reasons(0).resource() == "ann");
  CHECK(refusal.reasons(0).sentence() ==
        "ann is still lent by it: take it out of service, or make it the lab's, first.");
  CHECK(lab.Preview("bolt", "", lab.manager()).reason() == "IN_USE");

  v1::UpdateResourceRequest update;
  update.set_request_id(lab.NewRequestId());
  update.mutable_resource()->set_resource("ann");
  update.mutable_update_mask()->add_paths("lent");
  const auto the_labs = Ask(*lab.catalogue, &Catalogue::UpdateResource, update, lab.manager());
  REQUIRE(the_labs.ok());
  CHECK_FALSE(the_labs.response.resource().has_lent());
  CHECK(lab.WindUp("bolt", "").ok());
}

}  // namespace
}  // namespace mutua::wire
