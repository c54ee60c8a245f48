// Which settings of a provider are taken, what may be asked at all, and which keys.
#include "engine/front/openid/settings.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "engine/front/openid/fetch.h"
#include "engine/front/openid/id_token.h"
#include "engine/front/openid/json.h"

namespace mutua::front::openid {
namespace {

Settings Right() {
  Settings settings;
  settings.issuer = "https://id.example.org/realms/lab";
  settings.client_id = "mutua";
  settings.public_url = "https://lab.example.org";
  return settings;
}

TEST_CASE("Settings without a provider are right, and so are those with all that it needs") {
  CHECK(Check({}).empty());
  CHECK(Check(Right()).empty());
  CHECK(Right().Redirect() == "https://lab.example.org/sign-in/provider/back");
  Settings slash = Right();
  slash.public_url += '/';
  CHECK(Check(slash).empty());
  CHECK(slash.Redirect() == Right().Redirect());
}

TEST_CASE("What is wrong with the settings of a provider is named by the setting") {
  struct Row {
    const char* named;
    std::string Settings::*field;
    const char* value;
  };
  const Row rows[] = {
      {"oidc_client_id", &Settings::issuer, ""},
      {"oidc_issuer", &Settings::issuer, "id.example.org"},
      {"oidc_issuer", &Settings::issuer, "http://id.example.org"},
      {"oidc_issuer", &Settings::issuer, "https://id.example.org?realm=lab"},
      {"oidc_issuer", &Settings::issuer, "https://somebody@id.example.org"},
      {"oidc_client_id", &Settings::client_id, ""},
      {"oidc_claim", &Settings::claim, ""},
      {"oidc_scope", &Settings::scope, "profile"},
      {"oidc_name", &Settings::name, "two\nlines"},
      {"oidc_name", &Settings::acr, "two\nlines"},
      {"public_url", &Settings::public_url, ""},
      {"public_url", &Settings::public_url, "http://lab.example.org"},
      {"public_url", &Settings::public_url, "https://lab.example.org/pages"},
  };
  for (const Row& row : rows) {
    Settings settings = Right();
    settings.*row.field = row.value;
    const std::string wrong = Check(settings);
    CAPTURE(wrong);
    CHECK(wrong.starts_with(row.named));
  }
}

TEST_CASE("Only https is asked, or plain http on this machine") {
  for (const char* good : {"https://id.example.org", "https://id.example.org:8443/a?b=c",
                           "http://127.0.0.1:80/", "http://localhost:3000", "http://[::1]:3000"}) {
    CAPTURE(std::string(good));
    CHECK(MayAsk(good));
  }
  for (const char* bad :
       {"", "id.example.org", "http://id.example.org", "http://127.0.0.1.example.org",
        "http://localhost.example.org", "file:///etc/passwd", "ftp://id.example.org",
        "https://a@id.example.org", "https://id.example.org/#a", "https://", "javascript:alert(1)",
        "https://id.example.org/\r\nset-cookie: a=b"}) {
    CAPTURE(std::string(bad));
    CHECK_FALSE(MayAsk(bad));
  }
}

TEST_CASE("What stands in a form is encoded but for letters, digits and four signs") {
  CHECK(PercentEncoded("aZ09-._~") == "aZ09-._~");
  CHECK(PercentEncoded("a b&c=d+é:/") == "a%20b%26c%3Dd%2B%C3%A9%3A%2F");
}

TEST_CASE("Keys that are too short, for something else, or no keys at all are not taken") {
  const std::string short_modulus(171, 'w');  // 1024 bits
  for (const std::string& keys : {
           std::string("[]"),
           std::string("{\"keys\":{}}"),
           std::string("{\"keys\":[]}"),
           std::string("{\"keys\":[1,\"a\",null,{}]}"),
           "{\"keys\":[{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"" + short_modulus + "\"}]}",
           std::string("{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"alg\":\"HS256\"}]}"),
           std::string(100'000, '['),
       }) {
    CAPTURE(keys.substr(0, 60));
    CHECK(KeySet::Read(keys).status().code() == absl::StatusCode::kInvalidArgument);
  }
}

// Lists within each other, as many as fit into an answer.
std::string Deep(size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

TEST_CASE("Keys that are nested as deep as an answer is long are refused, and take no stack") {
  const std::string key = R"({"kty":"EC","crv":"P-256","kid":"one","x":)";
  const std::string deep = Deep(kAnswerBytesMost / 2 - 100);
  for (const std::string& keys :
       {R"({"keys":[)" + key + deep + R"(,"y":"a"}]})", R"({"keys":)" + deep + "}", deep}) {
    CHECK(KeySet::Read(keys).status().message() == "the keys are no JSON Web Key Set");
  }
}

TEST_CASE("JSON is read as deep as providers write it, whatever stands in its texts") {
  CHECK(ReadJson(Deep(kJsonDepthMost)).is_array());
  CHECK(ReadJson(Deep(kJsonDepthMost + 1)).is_discarded());
  CHECK(ReadJson(R"({"a":)" + Deep(kJsonDepthMost - 1) + "}").is_object());
  CHECK(ReadJson(R"({"a":)" + Deep(kJsonDepthMost) + "}").is_discarded());
  // Side by side is not deep, and what looks so within a text is none.
  std::string flat = "[0";
  for (int i = 0; i < 1000; ++i) flat += ",[{}]";
  CHECK(ReadJson(flat + "]").size() == 1001);
  CHECK(ReadJson(R"(["\")" + std::string(500, '[') + R"("])").is_array());
  CHECK(ReadJson(R"(["\\"])").is_array());
  CHECK(ReadJson(R"(["\\",)" + Deep(kJsonDepthMost) + "]").is_discarded());
  for (const char* broken : {"", "[", "]", "]]][[[", "\"", "[\"\\"}) {
    CHECK(ReadJson(broken).is_discarded());
  }
}

}  // namespace
}  // namespace mutua::front::openid
