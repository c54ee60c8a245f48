// What a calendar file would book is what it then books, and once.
#include <doctest/doctest.h>

#include <set>

#include "mutua/v1/imports.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Stub = v1::BookingsService::Stub;

std::string Event(const std::string& uid, const std::string& lines) {
  return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nSUMMARY:" + uid + "\r\n" + lines + "END:VEVENT\r\n";
}

std::string File(const std::string& events) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n" + events + "END:VCALENDAR\r\n";
}

class Imports {
 public:
  explicit Imports(WireLab& lab) : lab_(lab), stub_(v1::ImportsService::NewStub(lab.channel())) {}

  Outcome<v1::PreviewImportResponse> Preview(const std::string& text, const std::string& token,
                                             const char* language = "en") {
    v1::PreviewImportRequest request;
    request.set_text(text);
    request.set_resource("room-1");
    request.set_member("lea");
    request.mutable_override()->set_reason("import");
    return Ask(*stub_, &v1::ImportsService::Stub::PreviewImport, request, token, language);
  }
  v1::ImportOccurrencesResponse Import(const v1::PreviewImportResponse& previewed) {
    v1::ImportOccurrencesRequest request;
    request.set_request_id(lab_.NewRequestId());
    request.set_resource("room-1");
    request.set_member("lea");
    request.mutable_override()->set_reason("import");
    for (const auto& one : previewed.occurrences()) *request.add_occurrences() = one.occurrence();
    const auto imported = Ask(lab_.bookings(), &Stub::ImportOccurrences, request, lab_.manager());
    REQUIRE(imported.ok());
    return imported.response;
  }

 private:
  WireLab& lab_;
  std::unique_ptr<v1::ImportsService::Stub> stub_;
};

TEST_CASE("A preview of a calendar file says of each occurrence what the import then does") {
  WireLab lab;
  Imports imports(lab);
  REQUIRE(Book(lab, lab.zoe(), BookRequest(lab, "room-1", 3600, 60)).ok());  // 10:00 in Paris
  const std::string text =
      File(Event("clash", "DTSTART;TZID=Europe/Paris:20261126T103000\r\nDURATION:PT1H\r\n") +
           Event("daily",
                 "DTSTART;TZID=Europe/Paris:20261127T090000\r\nDURATION:PT1H\r\n"
                 "RRULE:FREQ=DAILY;COUNT=3\r\n") +
           Event("inside", "DTSTART;TZID=Europe/Paris:20261128T093000\r\nDURATION:PT1H\r\n") +
           Event("long ago", "DTSTART;TZID=Europe/Paris:20200101T090000\r\nDURATION:PT1H\r\n") +
           Event("moment", "DTSTART;TZID=Europe/Paris:20261127T120000\r\n"));
  const auto previewed = imports.Preview(text, lab.manager());
  CAPTURE(previewed.status.error_message());
  REQUIRE(previewed.ok());
  const v1::PreviewImportResponse& found = previewed.response;
  REQUIRE(found.occurrences_size() == 5);
  CHECK(found.occurrences(0).occurrence().uid() == "clash");
  CHECK(found.occurrences(0).local_start() == "2026-11-26T10:30:00+01:00");
  REQUIRE(found.occurrences(0).refusal().reasons_size() == 1);
  CHECK(found.occurrences(0).refusal().reasons(0).sentence() ==
        "room-1 is booked in that time: 1 of 1 in use, 1 more asked for.");
  for (const int i : {1, 2, 4}) CHECK_FALSE(found.occurrences(i).has_refusal());
  CHECK(found.occurrences(1).occurrence().recurrence_id() == "2026-11-27T09:00:00");
  // Beside what the file itself would book before it.
  CHECK(found.occurrences(3).occurrence().uid() == "inside");
  CHECK(found.occurrences(3).refusal().reasons(0).rule() == v1::RULE_OVERLAP);
  std::set<std::string> skipped;
  for (const v1::SkippedEntry& entry : found.skipped()) skipped.insert(entry.uid());
  CHECK(skipped == std::set<std::string>{"long ago", "moment"});
  const auto why = [&](const char* language) {
    const auto asked = imports.Preview(text, lab.manager(), language);
    REQUIRE(asked.response.skipped_size() == 2);
    return asked.response.skipped(1).reason();
  };
  CHECK(why("en") == "has no length: there is nothing to book (1 time)");
  CHECK(why("fr") == "n'a pas de durée : il n'y a rien à réserver (1 fois)");

  const v1::ImportOccurrencesResponse imported = imports.Import(found);
  REQUIRE(imported.outcomes_size() == 5);
  for (int i = 0; i < 5; ++i) {
    CHECK(imported.outcomes(i).has_refusal() == found.occurrences(i).has_refusal());
  }
  const auto again = imports.Preview(text, lab.manager());
  REQUIRE(again.response.occurrences_size() == 5);
  for (const int i : {1, 2, 4}) {
    CHECK(again.response.occurrences(i).booking() == imported.outcomes(i).booking());
  }
  for (const int i : {0, 3}) CHECK(again.response.occurrences(i).has_refusal());
}

// As a member imports it: for nobody named, and past no rule.
v1::PreviewImportRequest OwnPreview(const std::string& text) {
  v1::PreviewImportRequest request;
  request.set_text(text);
  request.set_resource("room-1");
  return request;
}

v1::ImportOccurrencesRequest OwnImport(WireLab& lab, const v1::PreviewImportResponse& previewed) {
  v1::ImportOccurrencesRequest request;
  request.set_request_id(lab.NewRequestId());
  request.set_resource("room-1");
  for (const auto& one : previewed.occurrences()) *request.add_occurrences() = one.occurrence();
  return request;
}

TEST_CASE("A member imports the own calendar, by every rule, and nobody else's") {
  WireLab lab;
  const auto imports = v1::ImportsService::NewStub(lab.channel());
  const auto preview = [&](const v1::PreviewImportRequest& request, const std::string& token) {
    return Ask(*imports, &v1::ImportsService::Stub::PreviewImport, request, token);
  };
  const std::string text =
      File(Event("one", "DTSTART;TZID=Europe/Paris:20261127T090000\r\nDURATION:PT1H\r\n"));
  const auto seen = preview(OwnPreview(text), lab.lea());
  REQUIRE(seen.ok());
  REQUIRE(seen.response.occurrences_size() == 1);
  CHECK_FALSE(seen.response.occurrences(0).has_refusal());
  const v1::ImportOccurrencesRequest request = OwnImport(lab, seen.response);
  const auto done = Ask(lab.bookings(), &Stub::ImportOccurrences, request, lab.lea());
  REQUIRE(done.ok());
  REQUIRE(done.response.outcomes_size() == 1);
  REQUIRE(!done.response.outcomes(0).booking().empty());
  // Again it changes nothing; to others it is taken time like any, whosever the calendar was.
  const auto again =
      Ask(lab.bookings(), &Stub::ImportOccurrences, OwnImport(lab, seen.response), lab.lea());
  CHECK(again.response.outcomes(0).unchanged());
  CHECK(preview(OwnPreview(text), lab.lea()).response.occurrences(0).booking() ==
        done.response.outcomes(0).booking());
  const auto others = preview(OwnPreview(text), lab.zoe());
  CHECK(others.response.occurrences(0).booking().empty());
  CHECK(others.response.occurrences(0).refusal().reasons(0).rule() == v1::RULE_OVERLAP);
  const auto refused =
      Ask(lab.bookings(), &Stub::ImportOccurrences, OwnImport(lab, seen.response), lab.zoe());
  REQUIRE(refused.ok());
  CHECK(refused.response.outcomes(0).booking().empty());
  CHECK(refused.response.outcomes(0).refusal().reasons(0).rule() == v1::RULE_OVERLAP);
}

TEST_CASE(
    "What a member imports is not past, not for a colleague, and past no rule with a reason") {
  WireLab lab;
  v1::ImportOccurrencesRequest request;
  request.set_resource("room-1");
  v1::ImportedOccurrence& one = *request.add_occurrences();
  one.set_uid("one");
  const auto rule = [&](int64_t start) {
    request.set_request_id(lab.NewRequestId());
    one.mutable_time()->mutable_start()->mutable_instant()->set_seconds(start);
    one.mutable_time()->mutable_length()->set_seconds(3600);
    const auto done = Ask(lab.bookings(), &Stub::ImportOccurrences, request, lab.lea());
    REQUIRE(done.ok());
    REQUIRE(done.response.outcomes_size() == 1);
    const v1::ImportOutcome& outcome = done.response.outcomes(0);
    return outcome.has_refusal() ? outcome.refusal().reasons(0).rule() : v1::RULE_UNSPECIFIED;
  };
  CHECK(rule(kNow - 7200) == v1::RULE_IN_THE_PAST);
  request.mutable_override()->set_reason("it was so");
  CHECK(rule(kNow + 7200) == v1::RULE_NOT_PERMITTED);
  request.clear_override();
  request.set_member("max");
  CHECK(rule(kNow + 7200) == v1::RULE_NOT_PERMITTED);
  request.set_member("zoe");
  CHECK(rule(kNow + 7200) == v1::RULE_NOT_PERMITTED);
  request.set_member("lea");
  CHECK(rule(kNow + 7200) == v1::RULE_UNSPECIFIED);
}

TEST_CASE("What is no calendar, too large, or somebody else's to import is refused") {
  WireLab lab;
  Imports imports(lab);
  const std::string one =
      File(Event("a", "DTSTART;TZID=Europe/Paris:20261127T090000\r\nDURATION:PT1H\r\n"));
  CHECK(imports.Preview(one, lab.manager()).ok());
  CHECK(imports.Preview(one, lab.service()).ok());
  CHECK(imports.Preview(one, lab.kiosk()).status.error_code() ==
        grpc::StatusCode::PERMISSION_DENIED);
  // For somebody else, or past a rule: each is refused as it would be.
  for (const std::string& token : {lab.zoe(), lab.lea()}) {
    const auto refused = imports.Preview(one, token);
    REQUIRE(refused.ok());
    CHECK(refused.response.occurrences(0).refusal().reasons(0).rule() == v1::RULE_NOT_PERMITTED);
  }
  CHECK(imports.Preview("", lab.manager()).reason() == "MALFORMED");
  CHECK(imports.Preview("BEGIN:VCALENDAR\r\n", lab.manager()).reason() == "MALFORMED");
  const std::string large = File(std::string((1 << 20) + 1, ' '));
  CHECK(imports.Preview(large, lab.manager()).reason() == "MALFORMED");
  CHECK(BadFieldsIn(imports.Preview(large, lab.manager()).status) ==
        std::vector<std::string>{"text"});
}

}  // namespace
}  // namespace mutua::wire
