// What a request brings along in its address and its cookies.
#include "engine/front/http/secrets_of.h"

#include <doctest/doctest.h>

namespace mutua::front::http {
namespace {

std::string Of(std::string_view query, const std::string& name) {
  const auto read = ReadQuery(query);
  if (!read) return "unreadable";
  const auto found = read->find(name);
  return found == read->end() ? "none" : found->second.Reveal();
}

TEST_CASE("The values of a query are decoded, each name once") {
  CHECK(Of("code=a%2Fb+c&state=x", "code") == "a/b c");
  CHECK(Of("code=a%2Fb+c&state=x", "state") == "x");
  CHECK(Of("a%62=1", "ab") == "1");
  CHECK(Of("code=a=b", "code") == "a=b");
  CHECK(Of("code", "code").empty());
  CHECK(Of("", "code") == "none");
  CHECK(Of("state=x", "code") == "none");
  for (const char* bad : {"code=%", "code=%2", "code=%zz", "a=1&a=2", "a=1&%61=2", "&&"}) {
    CAPTURE(std::string(bad));
    CHECK(Of(bad, "code") == "unreadable");
  }
}

TEST_CASE("A cookie is found by its whole name, unless there are two of it") {
  const auto cookie = [](const Fields& fields) {
    Request request;
    request.fields = fields;
    const auto found = CookieOf(request, "mutua");
    return found ? found->Reveal() : "none";
  };
  CHECK(cookie({{"cookie", "mutua=a"}}) == "a");
  CHECK(cookie({{"cookie", "other=b; mutua=a; mutua-x=c"}}) == "a");
  CHECK(cookie({{"cookie", "other=b"}, {"cookie", "mutua=a=b"}}) == "a=b");
  CHECK(cookie({{"cookie", "mutua="}}).empty());
  CHECK(cookie({}) == "none");
  CHECK(cookie({{"cookie", "mutua-x=c; xmutua=b; mutua"}}) == "none");
  CHECK(cookie({{"cookie", "mutua=a; mutua=b"}}) == "none");
  CHECK(cookie({{"cookie", "mutua=a"}, {"cookie", "mutua=a"}}) == "none");
  CHECK(cookie({{"set-cookie", "mutua=a"}}) == "none");
}

}  // namespace
}  // namespace mutua::front::http
