#include "tests/wire/bad_requests.h"

#include <doctest/doctest.h>

namespace mutua::wire {

v1::AskedInterval Span(int64_t start, int64_t seconds) {
  v1::AskedInterval span;
  span.mutable_start()->mutable_instant()->set_seconds(kNow + start);
  span.mutable_end()->mutable_instant()->set_seconds(kNow + start + seconds);
  return span;
}

v1::AskedInterval CivilSpan(const std::string& start, const std::string& end) {
  v1::AskedInterval span;
  span.mutable_start()->mutable_civil()->set_local(start);
  span.mutable_end()->mutable_civil()->set_local(end);
  return span;
}

BadLab::BadLab() {
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", 3600, 60)).ok());
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "press-1", 3600, 60)).ok());
  REQUIRE(Send(&v1::BookingsService::Stub::CreateSeries, Series("FREQ=DAILY;COUNT=3")).ok());
  v1::FileWishRequest wish = Wish();
  *wish.mutable_windows(0) = Span(3600, 3600);
  REQUIRE(Send(wishes, &v1::WishesService::Stub::FileWish, wish).ok());
  REQUIRE(Send(catalogue, &v1::CatalogueService::Stub::DeclareOutage, Outage()).ok());
  v1::ReportFaultRequest fault;
  fault.set_resource("laser-1");
  fault.set_description("smells of smoke");
  REQUIRE(Send(catalogue, &v1::CatalogueService::Stub::ReportFault, fault).ok());
}

std::string BadLab::Digest() {
  const auto digest =
      Ask(*admin, &v1::AdminService::Stub::GetDigest, v1::GetDigestRequest(), lab.service());
  REQUIRE(digest.ok());
  return digest.response.state_digest();
}

v1::CreateBookingRequest BadLab::Booking() {
  v1::CreateBookingRequest request = BookRequest(lab, "screen-1", 3600, 60);
  request.mutable_spec()->set_member("lea");
  return request;
}

v1::CreateSeriesRequest BadLab::Series(const std::string& rule) {
  v1::CreateSeriesRequest request;
  request.mutable_spec()->add_wants()->set_resource("screen-1");
  request.mutable_spec()->set_member("lea");
  request.mutable_recurrence()->mutable_start()->set_local("2026-11-27T10:00");
  request.mutable_recurrence()->mutable_length()->set_seconds(3600);
  request.mutable_recurrence()->set_rrule(rule);
  return request;
}

v1::FileWishRequest BadLab::Wish() {
  v1::FileWishRequest request;
  request.mutable_spec()->add_wants()->set_resource("room-1");
  request.mutable_spec()->set_member("zoe");
  request.mutable_length()->set_seconds(3600);
  *request.add_windows() = Span(3600, 2 * 3600);
  return request;
}

v1::DeclareOutageRequest BadLab::Outage() {
  v1::DeclareOutageRequest request;
  request.mutable_spec()->set_resource("laser-2");
  *request.mutable_spec()->mutable_time() = Span(3600, 3600);
  return request;
}

v1::ImportOccurrencesRequest BadLab::Import() {
  v1::ImportOccurrencesRequest request;
  request.set_resource("screen-1");
  request.set_member("lea");
  v1::ImportedOccurrence& occurrence = *request.add_occurrences();
  occurrence.set_uid("event");
  *occurrence.mutable_time() = Span(7200, 3600);
  return request;
}

void Hold(BadLab& bad, const std::vector<Row>& rows) {
  const std::string before = bad.Digest();
  for (const Row& row : rows) {
    CAPTURE(std::string(row.what));
    const grpc::Status status = row.ask(bad);
    CHECK(status.error_code() == row.code);
    CHECK(ReasonIn(status) == row.reason);
    const std::vector<std::string> fields = BadFieldsIn(status);
    CHECK((fields.empty() ? std::string() : fields.front()) == row.field);
    CHECK(!status.error_message().empty());
    CHECK(bad.Digest() == before);
  }
}

}  // namespace mutua::wire
