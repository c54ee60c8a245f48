// From fields to values: a row for each form of time, name and number.
#include <doctest/doctest.h>

#include "engine/front/civil.h"
#include "engine/front/page.h"
#include "engine/front/reading.h"
#include "engine/front/unreadable.h"
#include "engine/front/zones/zone_loader.h"
#include "mutua/v1/bookings.pb.h"

namespace mutua::front {
namespace {

// A scene without anything in it.
struct Nowhere {
  core::State state;
  access::People people;
  core::Caller caller;
  Scene scene{.state = state,
              .people = people,
              .caller = caller,
              .language = Language::kEnglish,
              .now = Instant::FromUnix(1'795'680'000)};
};

TEST_CASE("Civil times are read through the zone, and refused by name where they make no sense") {
  struct Row {
    const char* zone;
    const char* local;
    bool second;
    int64_t instant;  // -1: refused
    v1::Rule rule;
  };
  constexpr v1::Rule kFine = v1::RULE_UNSPECIFIED;
  const Row rows[] = {
      {"Europe/Paris", "2026-11-26T14:00", false, 1'795'698'000, kFine},
      {"Europe/Paris", "2026-11-26T14:00:30", false, 1'795'698'030, kFine},
      {"Europe/Paris", "2026-03-29T02:30", false, -1, v1::RULE_SKIPPED_TIME},
      {"Europe/Paris", "2026-10-25T02:30", false, 1'792'888'200, kFine},
      {"Europe/Paris", "2026-10-25T02:30", true, 1'792'891'800, kFine},
      {"America/New_York", "2026-03-08T02:30", false, -1, v1::RULE_SKIPPED_TIME},
      {"America/New_York", "2026-11-01T01:30", true, 1'793'514'600, kFine},
      {"Australia/Lord_Howe", "2026-10-04T02:15", false, -1, v1::RULE_SKIPPED_TIME},
      {"Asia/Kathmandu", "2026-01-01T00:00", false, 1'767'204'900, kFine},
      {"Europe/Paris", "2026-02-29T10:00", false, -1, v1::RULE_MALFORMED},
      {"Europe/Paris", "2026-11-26T24:00", false, -1, v1::RULE_MALFORMED},
      {"Europe/Paris", "2026-11-26 14:00", false, -1, v1::RULE_MALFORMED},
      {"Europe/Paris", "2026-11-26T14:00Z", false, -1, v1::RULE_MALFORMED},
      {"Europe/Paris", "1969-12-31T10:00", false, -1, v1::RULE_MALFORMED},
      {"Europe/Paris", "9999-12-31T10:00", false, -1, v1::RULE_MALFORMED},
      {"Europe/Paris", "", false, -1, v1::RULE_MALFORMED},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.zone));
    CAPTURE(std::string(row.local));
    const auto zone = LoadZone(row.zone);
    REQUIRE(zone.ok());
    Nowhere nowhere;
    Reading in(nowhere.scene);
    v1::When when;
    when.mutable_civil()->set_local(row.local);
    when.mutable_civil()->set_second(row.second);
    const Instant at = in.At(when, &*zone, Path("start"));
    CHECK(in.ok() == (row.rule == kFine));
    if (in.ok()) {
      CHECK(at.unix_seconds() == row.instant);
    } else {
      CHECK(in.objection()->rule == row.rule);
      CHECK(in.objection()->subject == "start.civil.local");
    }
  }
}

TEST_CASE("A skipped time says the first moment after the gap") {
  const auto zone = LoadZone("Europe/Paris");
  Nowhere nowhere;
  Reading in(nowhere.scene);
  v1::When when;
  when.mutable_civil()->set_local("2026-03-29T02:30");
  in.At(when, &*zone, Path("start"));
  REQUIRE(in.objection().has_value());
  CHECK(LocalText(*zone, *in.objection()->at) == "2026-03-29T03:00:00+02:00");
}

TEST_CASE("The first objection is the one that is kept") {
  Nowhere nowhere;
  Reading in(nowhere.scene);
  in.Malformed(Path("first"), Flaw::kMissing);
  in.Malformed(Path("second"), Flaw::kMissing);
  CHECK(in.objection()->subject == "first");
}

TEST_CASE("Handles and ids have one form") {
  CHECK(IsHandle("laser-1"));
  CHECK(IsHandle("3d"));
  CHECK_FALSE(IsHandle(""));
  CHECK_FALSE(IsHandle("-a"));
  CHECK_FALSE(IsHandle("Laser"));
  CHECK_FALSE(IsHandle(std::string(64, 'a')));
  CHECK(ParseId('b', "b-18446744073709551615") == UINT64_MAX);
  CHECK_FALSE(ParseId('b', "b-18446744073709551616").has_value());
  CHECK_FALSE(ParseId('b', "b-01").has_value());
  CHECK_FALSE(ParseId('b', "s-1").has_value());
  CHECK_FALSE(ParseId('b', "b-1 ").has_value());
}

TEST_CASE("What cannot be read is named: the field that is not UTF-8, else the message") {
  v1::CreateBookingRequest request;
  request.mutable_spec()->set_title("fine");
  std::string bytes = request.SerializeAsString();
  bytes[bytes.find("fine")] = '\xFF';
  const Objection title = WhatIsUnreadable(*v1::CreateBookingRequest::descriptor(), bytes);
  CHECK(title.subject == "spec.title");
  CHECK(title.flaw == Flaw::kNotUtf8);
  const Objection whole = WhatIsUnreadable(*v1::CreateBookingRequest::descriptor(), "\x0A\x7F");
  CHECK(whole.subject == "CreateBookingRequest");
  CHECK(whole.flaw == Flaw::kUnreadable);
}

TEST_CASE("A page token is bound to its filters, and only to them") {
  Nowhere nowhere;
  v1::ListBookingsRequest request;
  request.set_company("acme");
  const std::string token = MakePageToken(request, "7:9");
  request.set_page_size(3);
  request.set_min_position(9);
  Reading in(nowhere.scene);
  CHECK(ReadPageToken(request, token, &in) == "7:9");
  CHECK(in.ok());
  request.set_company("bolt");
  CHECK(ReadPageToken(request, token, &in).empty());
  CHECK(in.objection()->subject == "page_token");
  Reading again(nowhere.scene);
  CHECK(ReadPageToken(request, "not a token", &again).empty());
  CHECK_FALSE(again.ok());
}

TEST_CASE("A path is written as a client would") {
  const Path spec("spec");
  const Path want(spec, "wants", 3);
  CHECK(Path(want, "resource").ToString() == "spec.wants[3].resource");
  CHECK(Path(Path(""), "wants", 0).ToString() == "wants[0]");
}

}  // namespace
}  // namespace mutua::front
