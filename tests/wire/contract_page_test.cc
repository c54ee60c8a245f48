// The examples on the contract's page (proto/README.md) are what a server really answers.
#include <doctest/doctest.h>
#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <sstream>

#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

std::string ReadPage() {
  std::ifstream file(MUTUA_SOURCE_DIR "/proto/README.md");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// What lies between two marks, the `n`th time.
std::string Between(const std::string& page, const std::string& begin, const std::string& end,
                    int n = 0) {
  size_t from = page.find(begin);
  for (; n > 0 && from != std::string::npos; --n) from = page.find(begin, from + 1);
  REQUIRE(from != std::string::npos);
  from += begin.size();
  return page.substr(from, page.find(end, from) - from);
}

template <class Message>
Message FromJson(const std::string& json) {
  Message message;
  const auto read = google::protobuf::util::JsonStringToMessage(json, &message);
  INFO(json);
  REQUIRE(read.ok());
  return message;
}

TEST_CASE("The example of the contract's page is accepted and answered as it says") {
  WireLab lab;
  const std::string page = ReadPage();
  const auto request = FromJson<v1::CreateBookingRequest>(Between(page, "-d '", "'"));
  const auto booked = Book(lab, lab.lea(), request);
  REQUIRE(booked.ok());
  auto example = FromJson<v1::CreateBookingResponse>(Between(page, "```json\n", "```"));
  // Which number a booking and a commit have depends on what was before.
  example.mutable_booking()->set_booking(booked.response.booking().booking());
  example.set_position(booked.response.position());
  CHECK(booked.response.DebugString() == example.DebugString());

  // The same again, by somebody else.
  auto again = request;
  again.set_request_id(lab.NewRequestId());
  const v1::Refusal refused = Book(lab, lab.max(), again).refusal();
  auto no = FromJson<v1::Refusal>(Between(page, "```json\n", "```", 1));
  no.set_refusal(refused.refusal());
  no.set_position(refused.position());
  CHECK(refused.DebugString() == no.DebugString());
}

}  // namespace
}  // namespace mutua::wire
