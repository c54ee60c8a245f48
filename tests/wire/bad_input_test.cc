// What bad input gets: an error that names the field or the rule, and nothing changed.
#include <doctest/doctest.h>
#include <grpcpp/impl/codegen/client_unary_call.h>

#include <functional>

#include "mutua/v1/availability.grpc.pb.h"
#include "mutua/v1/wishes.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Stub = v1::BookingsService::Stub;

constexpr int64_t kHour = 3600;

struct BadBooking {
  const char* what;
  std::function<void(v1::CreateBookingRequest*)> spoil;
  grpc::StatusCode code;
  const char* reason;
  const char* field;  // of BadRequest; empty: none
};

v1::When Civil(const char* local) {
  v1::When when;
  when.mutable_civil()->set_local(local);
  return when;
}

const std::vector<BadBooking>& BadBookings() {
  using grpc::StatusCode;
  using Request = v1::CreateBookingRequest;
  static const std::vector<BadBooking> kRows = {
      {"no request_id", [](Request* r) { r->clear_request_id(); }, StatusCode::INVALID_ARGUMENT,
       "MALFORMED", "request_id"},
      {"a UUID of version 4",
       [](Request* r) { r->set_request_id("01937c5e-0000-4000-8000-000000000001"); },
       StatusCode::INVALID_ARGUMENT, "MALFORMED", "request_id"},
      {"an ancient request_id",
       [](Request* r) { r->set_request_id("01537c5e-0000-7000-8000-000000000001"); },
       StatusCode::FAILED_PRECONDITION, "REQUEST_TOO_OLD", ""},
      {"a request_id of tomorrow's tomorrow",
       [](Request* r) { r->set_request_id("02a37c5e-0000-7000-8000-000000000001"); },
       StatusCode::INVALID_ARGUMENT, "REQUEST_AHEAD", ""},
      {"no spec", [](Request* r) { r->clear_spec(); }, StatusCode::INVALID_ARGUMENT, "MALFORMED",
       "spec.wants"},
      {"an unknown resource",
       [](Request* r) { r->mutable_spec()->mutable_wants(0)->set_resource("laser-9"); },
       StatusCode::NOT_FOUND, "UNKNOWN", ""},
      {"a resource that cannot be a name",
       [](Request* r) { r->mutable_spec()->mutable_wants(0)->set_resource("Laser 1"); },
       StatusCode::INVALID_ARGUMENT, "MALFORMED", "spec.wants[0].resource"},
      {"an unknown pool", [](Request* r) { r->mutable_spec()->mutable_wants(0)->set_pool("none"); },
       StatusCode::NOT_FOUND, "UNKNOWN", ""},
      {"an unknown member", [](Request* r) { r->mutable_spec()->set_member("nobody"); },
       StatusCode::NOT_FOUND, "UNKNOWN", ""},
      {"units beyond everything",
       [](Request* r) { r->mutable_spec()->mutable_wants(0)->set_units(4'000'000'000U); },
       StatusCode::INVALID_ARGUMENT, "TOO_MANY", "spec.wants[0].units"},
      {"a kit of seventeen",
       [](Request* r) {
         for (int i = 0; i < 16; ++i) r->mutable_spec()->add_wants()->set_resource("laser-1");
       },
       StatusCode::INVALID_ARGUMENT, "TOO_MANY", "spec.wants"},
      {"no time", [](Request* r) { r->mutable_spec()->clear_time(); }, StatusCode::INVALID_ARGUMENT,
       "MALFORMED", "spec.time.start"},
      {"no end", [](Request* r) { r->mutable_spec()->mutable_time()->clear_finish(); },
       StatusCode::INVALID_ARGUMENT, "MALFORMED", "spec.time.end"},
      {"an empty interval",
       [](Request* r) { r->mutable_spec()->mutable_time()->mutable_length()->set_seconds(0); },
       StatusCode::INVALID_ARGUMENT, "BAD_INTERVAL", "spec.time"},
      {"a reversed interval",
       [](Request* r) {
         r->mutable_spec()->mutable_time()->mutable_end()->mutable_instant()->set_seconds(kNow);
       },
       StatusCode::INVALID_ARGUMENT, "BAD_INTERVAL", "spec.time"},
      {"a century",
       [](Request* r) {
         r->mutable_spec()->mutable_time()->mutable_length()->set_seconds(3'155'760'000);
       },
       StatusCode::INVALID_ARGUMENT, "BAD_INTERVAL", "spec.time"},
      {"a length that overflows",
       [](Request* r) {
         r->mutable_spec()->mutable_time()->mutable_length()->set_seconds(INT64_MAX);
       },
       StatusCode::INVALID_ARGUMENT, "BAD_INTERVAL", "spec.time"},
      {"an instant that overflows",
       [](Request* r) {
         r->mutable_spec()->mutable_time()->mutable_start()->mutable_instant()->set_seconds(
             INT64_MIN);
       },
       StatusCode::INVALID_ARGUMENT, "MALFORMED", "spec.time.start.instant"},
      {"half a second",
       [](Request* r) {
         r->mutable_spec()->mutable_time()->mutable_start()->mutable_instant()->set_nanos(500);
       },
       StatusCode::INVALID_ARGUMENT, "MALFORMED", "spec.time.start.instant"},
      {"the 31st of April",
       [](Request* r) {
         *r->mutable_spec()->mutable_time()->mutable_start() = Civil("2027-04-31T10:00");
       },
       StatusCode::INVALID_ARGUMENT, "MALFORMED", "spec.time.start.civil.local"},
      {"a time that the clocks skip",
       [](Request* r) {
         *r->mutable_spec()->mutable_time()->mutable_start() = Civil("2027-03-28T02:30");
       },
       StatusCode::INVALID_ARGUMENT, "SKIPPED_TIME", "spec.time.start.civil.local"},
      {"in the past",
       [](Request* r) {
         r->mutable_spec()->mutable_time()->mutable_start()->mutable_instant()->set_seconds(kNow -
                                                                                            60);
       },
       StatusCode::FAILED_PRECONDITION, "IN_THE_PAST", ""},
      {"a title of 201 bytes",
       [](Request* r) { r->mutable_spec()->set_title(std::string(201, 'x')); },
       StatusCode::INVALID_ARGUMENT, "MALFORMED", "spec.title"},
      {"101 guests",
       [](Request* r) {
         for (int i = 0; i < 101; ++i) r->mutable_spec()->mutable_guests()->add_names("x");
       },
       StatusCode::INVALID_ARGUMENT, "MALFORMED", "spec.guests.names"},
      {"an override of a member's",
       [](Request* r) { r->mutable_override()->set_reason("I want to"); },
       StatusCode::PERMISSION_DENIED, "NOT_PERMITTED", ""},
  };
  return kRows;
}

Position HeadOf(WireLab& lab) { return lab.engine().replica().head().position; }

size_t Bookings(WireLab& lab) {
  return lab.engine().replica().Read(
      [](const core::State& state, const auto&) { return state.Count<model::Booking>(); });
}

TEST_CASE("Each way to spoil a booking is refused by name, and nothing is booked") {
  WireLab lab;
  for (const BadBooking& row : BadBookings()) {
    CAPTURE(std::string(row.what));
    auto request = BookRequest(lab, "room-1", kHour, 60);
    row.spoil(&request);
    const auto refused = Book(lab, lab.lea(), request);
    CHECK(refused.status.error_code() == row.code);
    CHECK(refused.reason() == row.reason);
    const auto fields = BadFieldsIn(refused.status);
    CHECK((fields.empty() ? std::string() : fields.front()) == row.field);
    CHECK(!refused.status.error_message().empty());
    CHECK(refused.status.error_details().size() < 4096);
  }
  CHECK(Bookings(lab) == 0);
}

TEST_CASE("A time that the clocks show twice is the first, unless the second is asked for") {
  WireLab lab;
  REQUIRE(lab.clock().Feed(Instant::FromUnix(1'824'400'000)));  // 2027-10-25
  auto request = BookRequest(lab, "room-1", 0, 30);
  v1::AskedInterval& time = *request.mutable_spec()->mutable_time();
  *time.mutable_start() = Civil("2027-10-31T02:30");
  const auto first = Book(lab, lab.lea(), request);
  REQUIRE(first.ok());
  CHECK(first.response.booking().local_start() == "2027-10-31T02:30:00+02:00");
  request.set_request_id(lab.NewRequestId());
  time.mutable_start()->mutable_civil()->set_second(true);
  const auto second = Book(lab, lab.lea(), request);
  REQUIRE(second.ok());
  CHECK(second.response.booking().local_start() == "2027-10-31T02:30:00+01:00");
}

grpc::Status Send(WireLab& lab, const char* path, const std::string& bytes) {
  grpc::ClientContext context;
  Prepare(&context, lab.lea());
  const grpc::Slice slice(bytes);
  const grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer response;
  const grpc::internal::RpcMethod rpc(path, grpc::internal::RpcMethod::NORMAL_RPC);
  return grpc::internal::BlockingUnaryCall(lab.channel().get(), rpc, &context, request, &response);
}

TEST_CASE("Bytes that are not UTF-8 are refused with the name of their field") {
  WireLab lab;
  auto request = BookRequest(lab, "room-1", kHour, 60);
  request.mutable_spec()->mutable_guests()->add_names("Ana");
  request.mutable_spec()->mutable_guests()->add_names("XXXX");
  std::string bytes = request.SerializeAsString();
  const size_t at = bytes.find("XXXX");
  bytes.replace(at, 4, "\xC3\x28\xA0\xA1");
  const grpc::Status status = Send(lab, "/mutua.v1.BookingsService/CreateBooking", bytes);
  CHECK(status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(BadFieldsIn(status) == std::vector<std::string>{"spec.guests.names[1]"});
  CHECK(Bookings(lab) == 0);
}

TEST_CASE("Bytes that are no message are refused, not believed") {
  WireLab lab;
  const Position before = HeadOf(lab);
  for (const std::string& bytes : {std::string("\xFF\xFF\xFF\xFF", 4), std::string("\x0A\x7F", 2),
                                   std::string(1000, '\x0A')}) {
    const grpc::Status status = Send(lab, "/mutua.v1.BookingsService/CreateBooking", bytes);
    CHECK(status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
    CHECK(ReasonIn(status) == "MALFORMED");
  }
  CHECK(HeadOf(lab) == before);
}

TEST_CASE("A message that is too large is turned away before it is read") {
  WireLab lab;
  auto request = BookRequest(lab, "room-1", kHour, 60);
  request.mutable_spec()->set_title(std::string(3 << 20, 'x'));
  const auto refused = Book(lab, lab.lea(), request);
  CHECK(refused.status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED);
  CHECK(Bookings(lab) == 0);
}

TEST_CASE("A deadline that has passed is said, and nothing is done") {
  WireLab lab;
  grpc::ClientContext context;
  Prepare(&context, lab.lea());
  context.set_deadline(std::chrono::system_clock::now() - std::chrono::seconds(1));
  v1::CreateBookingResponse response;
  const auto request = BookRequest(lab, "room-1", kHour, 60);
  CHECK(lab.bookings().CreateBooking(&context, request, &response).error_code() ==
        grpc::StatusCode::DEADLINE_EXCEEDED);
  CHECK(Bookings(lab) == 0);
}

TEST_CASE("Recurrence rules that are broken, endless, empty or too long are refused by name") {
  WireLab lab;
  struct Row {
    const char* rule;
    const char* reason;
  };
  const Row rows[] = {
      {"FREQ=SECONDLY;COUNT=3", "BAD_RECURRENCE"},
      {"FREQ=WEEKLY;BYDAY=XX;COUNT=3", "BAD_RECURRENCE"},
      {"FREQ=WEEKLY", "ENDLESS_SERIES"},
      {"FREQ=DAILY;COUNT=10000", "TOO_MANY"},
      {"nonsense", "BAD_RECURRENCE"},
      {"", "MALFORMED"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.rule));
    v1::CreateSeriesRequest request;
    request.set_request_id(lab.NewRequestId());
    request.mutable_spec()->add_wants()->set_resource("room-1");
    request.mutable_recurrence()->mutable_start()->set_local("2026-11-27T10:00");
    request.mutable_recurrence()->mutable_length()->set_seconds(3600);
    request.mutable_recurrence()->set_rrule(row.rule);
    const auto refused = Ask(lab.bookings(), &Stub::CreateSeries, request, lab.lea());
    CHECK(refused.status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
    CHECK(refused.reason() == row.reason);
  }
  CHECK(Bookings(lab) == 0);
}

TEST_CASE("Ids of nothing are unknown, and ids of no form are malformed") {
  WireLab lab;
  v1::CancelBookingRequest cancel;
  for (const char* id : {"b-77", "b-18446744073709551615"}) {
    cancel.set_request_id(lab.NewRequestId());
    cancel.set_booking(id);
    const auto unknown = Ask(lab.bookings(), &Stub::CancelBooking, cancel, lab.lea());
    CHECK(unknown.status.error_code() == grpc::StatusCode::NOT_FOUND);
  }
  for (const char* id : {"", "77", "b-", "b-07", "b-99999999999999999999", "s-1"}) {
    cancel.set_request_id(lab.NewRequestId());
    cancel.set_booking(id);
    const auto malformed = Ask(lab.bookings(), &Stub::CancelBooking, cancel, lab.lea());
    CHECK(malformed.status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
    CHECK(BadFieldsIn(malformed.status) == std::vector<std::string>{"booking"});
  }
}

TEST_CASE("Where no resource is named, free time is that of all that the board shows") {
  WireLab lab;
  auto stub = v1::AvailabilityService::NewStub(lab.channel());
  v1::FindFreeTimeRequest free;
  free.mutable_window()->mutable_start()->mutable_instant()->set_seconds(kNow);
  free.mutable_window()->mutable_length()->set_seconds(86400);
  v1::GetBoardRequest board;
  *board.mutable_window() = free.window();
  const auto rows = Ask(*stub, &v1::AvailabilityService::Stub::GetBoard, board, lab.lea());
  REQUIRE(rows.response.rows_size() > 2);
  std::vector<std::string> shown;
  for (const v1::BoardRow& row : rows.response.rows()) shown.push_back(row.resource());
  std::vector<std::string> told;
  free.set_page_size(2);
  do {
    const auto page = Ask(*stub, &v1::AvailabilityService::Stub::FindFreeTime, free, lab.lea());
    REQUIRE(page.ok());
    for (const v1::FreeTime& one : page.response.resources()) told.push_back(one.resource());
    free.set_page_token(page.response.next_page_token());
  } while (!free.page_token().empty());
  CHECK(told == shown);
}

TEST_CASE("Windows of free time and of boards are bounded") {
  WireLab lab;
  auto stub = v1::AvailabilityService::NewStub(lab.channel());
  v1::FindFreeTimeRequest free;
  free.mutable_window()->mutable_start()->mutable_instant()->set_seconds(kNow);
  free.mutable_window()->mutable_length()->set_seconds(401 * 86400);
  free.mutable_resources()->set_pool("lasers");
  const auto too_long = Ask(*stub, &v1::AvailabilityService::Stub::FindFreeTime, free, lab.lea());
  CHECK(too_long.reason() == "BAD_INTERVAL");
  free.mutable_window()->mutable_length()->set_seconds(86400);
  free.set_page_size(1001);
  const auto page = Ask(*stub, &v1::AvailabilityService::Stub::FindFreeTime, free, lab.lea());
  CHECK(BadFieldsIn(page.status) == std::vector<std::string>{"page_size"});
}

}  // namespace
}  // namespace mutua::wire
