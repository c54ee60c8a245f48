// The small parts of the HTTP front, a row a case.
#include <doctest/doctest.h>

#include <optional>

#include "engine/front/http/base64.h"
#include "engine/front/http/connect.h"
#include "engine/front/http/grpc_web.h"
#include "engine/front/http/metadata.h"
#include "engine/front/http/security.h"

namespace mutua::front::http {
namespace {

using std::chrono::milliseconds;

TEST_CASE("Timeouts are read in every unit, and refused when they are not a number of one") {
  struct Row {
    const char* text;
    int64_t wanted;  // milliseconds; -1: refused
  };
  const Row rows[] = {
      {"300m", 300}, {"2S", 2000},   {"1M", 60'000},     {"1H", 3'600'000},
      {"2500u", 2},  {"999999n", 0}, {"0S", 0},          {"99999999H", 359'999'996'400'000},
      {"", -1},      {"S", -1},      {"5", -1},          {"-5S", -1},
      {"5s", -1},    {"+5S", -1},    {"123456789S", -1}, {"1.5S", -1},
      {" 5S", -1},   {"5 S", -1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto wanted = row.wanted < 0 ? std::nullopt : std::optional(milliseconds(row.wanted));
    CHECK((ParseGrpcTimeout(row.text) == wanted));
  }
  CHECK((ParseConnectTimeout("1500") == milliseconds(1500)));
  for (const char* wrong : {"", "-1", "1s", "12345678901", "0x10"}) {
    CHECK(!ParseConnectTimeout(wrong));
  }
}

TEST_CASE("Only what the services read passes, once and printable") {
  const auto pass = [](Fields fields) {
    return MetadataOf(
        {.verb = "POST", .path = {}, .query = {}, .fields = std::move(fields), .body = {}});
  };
  const Passed passed = pass({{"host", "lab"},
                              {"authorization", "Bearer x"},
                              {"cookie", "\xFF"},
                              {"accept-language", "fr"}});
  REQUIRE(passed.metadata.size() == 2);
  CHECK(passed.metadata[0].value == "Bearer x");
  CHECK(passed.metadata[1].value == "fr");
  CHECK(passed.wrong.empty());
  const Fields wrong[] = {
      {{"x$y", "1"}},
      {{"", "1"}},
      {{"\xC3\xA9", "1"}},
      {{"authorization", "a\tb"}},
      {{"authorization", "\x7F"}},
      {{"accept-language", "\xC3\xA9"}},
      {{"authorization", "a"}, {"authorization", "b"}},
      {{"authorization", std::string(kValueBytesMost + 1, 'a')}},
      {{"accept-language", std::string(kValueBytesMost + 1, 'a')}},
  };
  CHECK(pass({{"authorization", std::string(kValueBytesMost, 'a')},
              {"accept-language", std::string(kValueBytesMost, 'a')}})
            .wrong.empty());
  for (const Fields& fields : wrong) {
    CAPTURE(fields[0].name);
    CHECK(!pass(fields).wrong.empty());
  }
}

TEST_CASE("Base64 and percent signs as the standards have them") {
  struct Row {
    const char* bytes;
    const char* base64;
  };
  const Row rows[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xFF\xFE", "//4"}};
  for (const Row& row : rows) CHECK(Base64(row.bytes) == row.base64);
  CHECK(PercentEncoded("a b") == "a b");
  CHECK(PercentEncoded("100 % d\xC3\xA9j\xC3\xA0\n") == "100 %25 d%C3%A9j%C3%A0%0A");
}

TEST_CASE("A page calls its own server only") {
  struct Row {
    const char* origin;
    const char* host;
    bool foreign;
  };
  const Row rows[] = {
      {"http://lab", "lab", false},
      {"http://lab:7480", "lab:7480", false},
      {"https://lab", "lab", false},
      {"https://lab", "lab:443", false},
      {"http://lab:80", "lab", false},
      {"HTTP://lab", "lab", true},
      {"http://LAB", "lab", false},
      {"http://lab:7480", "lab", true},
      {"http://lab.evil", "lab", true},
      {"http://evil", "lab", true},
      {"null", "lab", true},
      {"", "lab", true},
      {"http://", "", true},
      {"http://lab:443", "lab", true},
      {"http://[::1]:7480", "[::1]:7480", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.origin);
    const Request request{.verb = "POST",
                          .path = {},
                          .query = {},
                          .fields = {{"origin", row.origin}, {"host", row.host}},
                          .body = {}};
    CHECK(ForeignOrigin(request).has_value() == row.foreign);
  }
  CHECK(!ForeignOrigin({.verb = "POST", .path = {}, .query = {}, .fields = {}, .body = {}}));
}

TEST_CASE("Each code has its name and its status") {
  CHECK(NameOf(Code::kCancelled) == "canceled");
  CHECK(HttpStatusOf(Code::kFailedPrecondition) == 400);
  CHECK(HttpStatusOf(Code::kResourceExhausted) == 429);
  CHECK(HttpStatusOf(Code::kUnavailable) == 503);
  CHECK(NameOf(static_cast<Code>(77)) == "unknown");
}

TEST_CASE("An error that is not UTF-8 is shown all the same") {
  const Reply reply = ConnectError({.code = Code::kInternal,
                                    .message = "\xFF",
                                    .details = "no status",
                                    .trailers = {{"x-a", "1"}}});
  CHECK(reply.status == 500);
  CHECK(reply.body->starts_with(R"({"code":"internal","message":)"));
  REQUIRE(reply.fields.size() == 1);
  CHECK(reply.fields[0].name == "trailer-x-a");
}

}  // namespace
}  // namespace mutua::front::http
