// request_id and what is bound to it.
#include <doctest/doctest.h>

#include "engine/front/request_id.h"
#include "engine/front/resume_token.h"
#include "mutua/v1/bookings.pb.h"

namespace mutua::front {
namespace {

TEST_CASE("Only a UUID of version 7 is a request_id, and it tells when it was made") {
  struct Row {
    const char* text;
    bool good;
  };
  const Row rows[] = {
      {"019aa9c2-7c00-7b3e-8f11-5d2a6c9e4b10", true},
      {"019AA9C2-7C00-7B3E-BF11-5D2A6C9E4B10", true},
      {"019aa9c2-7c00-4b3e-8f11-5d2a6c9e4b10", false},   // version 4
      {"019aa9c2-7c00-7b3e-cf11-5d2a6c9e4b10", false},   // another variant
      {"019aa9c2-7c00-7b3e-8f11-5d2a6c9e4b1", false},    // short
      {"019aa9c2-7c00-7b3e-8f11-5d2a6c9e4b100", false},  // long
      {"019aa9c27c00-7b3e-8f11-5d2a6c9e4b10-", false},   // hyphens elsewhere
      {"019aa9c2-7c00-7b3e-8f11-5d2a6c9e4b1g", false},   // not hexadecimal
      {"", false},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.text));
    CHECK(ParseRequestId(row.text).has_value() == row.good);
  }
  CHECK(ParseRequestId(rows[0].text)->MadeAt().unix_seconds() == 0x019aa9c27c00 / 1000);
}

TEST_CASE("The digest is of the body, whatever its id, and of which command it is") {
  v1::CancelBookingRequest cancel;
  cancel.set_request_id("019aa9c2-7c00-7b3e-8f11-5d2a6c9e4b10");
  cancel.set_booking("b-1");
  const core::BodyDigest digest = DigestOf(cancel);
  v1::CancelBookingRequest other_id = cancel;
  other_id.set_request_id("019aa9c2-7c00-7b3e-8f11-5d2a6c9e4b11");
  CHECK(DigestOf(other_id) == digest);
  v1::CancelBookingRequest other_body = cancel;
  other_body.set_booking("b-2");
  CHECK(DigestOf(other_body) != digest);
  v1::ApproveBookingRequest approve;
  approve.set_request_id(cancel.request_id());
  approve.set_booking("b-1");
  CHECK(DigestOf(approve) != digest);
}

TEST_CASE("A badge is in no digest, but its keyed hash is, and a PIN is in none at all") {
  const auto sealed_with = [](uint8_t key) {
    return [key](std::string_view number) {
      model::Seal seal{};
      seal[0] = key;
      seal[1] = static_cast<uint8_t>(number.back());
      return seal;
    };
  };
  v1::CheckInRequest one;
  one.set_booking("b-1");
  one.set_badge("04A1B2C3D4");
  v1::CheckInRequest other = one;
  other.set_badge("04A1B2C3D5");
  CHECK(DigestOf(one, sealed_with(1)) == DigestOf(one, sealed_with(1)));
  CHECK(DigestOf(one, sealed_with(1)) != DigestOf(other, sealed_with(1)));
  // Who has no key cannot find the number by trying all of them.
  CHECK(DigestOf(one, sealed_with(1)) != DigestOf(one, sealed_with(2)));
  CHECK(DigestOf(one) == DigestOf(other));
  v1::CreateBookingRequest booking;
  booking.mutable_spec()->set_badge("04A1B2C3D4");
  v1::CreateBookingRequest with_pin = booking;
  with_pin.set_pin("2468");
  CHECK(DigestOf(booking, sealed_with(1)) == DigestOf(with_pin, sealed_with(1)));
  CHECK(DigestOf(booking, sealed_with(1)) != DigestOf(booking, sealed_with(2)));
}

TEST_CASE("A resume token names store, position and digest, and nothing else is one") {
  ResumePoint point;
  point.store[3] = 7;
  point.head.position = Position(0x0102030405060708);
  point.head.digest[31] = 9;
  const std::string token = MakeResumeToken(point);
  const auto read = ParseResumeToken(token);
  REQUIRE(read.has_value());
  CHECK(read->store == point.store);
  CHECK(read->head == point.head);
  CHECK_FALSE(ParseResumeToken("").has_value());
  CHECK_FALSE(ParseResumeToken(token.substr(1)).has_value());
  CHECK_FALSE(ParseResumeToken(token + "A").has_value());
}

}  // namespace
}  // namespace mutua::front
