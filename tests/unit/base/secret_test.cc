// What is hidden: how it is shown, compared and left behind.
#include "engine/base/secret.h"

#include <doctest/doctest.h>

#include <sstream>
#include <type_traits>
#include <utility>

namespace mutua {
namespace {

template <class Text>
std::string Shown(const Text& secret) {
  std::ostringstream out;
  out << secret << '\n';
  return out.str();
}

// Whether it becomes a text without being asked to by name.
template <class Text>
constexpr bool kLeaks =
    std::is_convertible_v<Text, std::string> || std::is_convertible_v<Text, std::string_view> ||
    std::is_convertible_v<Text, const char*> || std::is_constructible_v<std::string, Text> ||
    std::is_constructible_v<std::string_view, Text>;
static_assert(!kLeaks<Secret> && !kLeaks<SecretView>);

TEST_CASE("A secret prints as ***, whatever it is, and as nothing else") {
  CHECK(Shown(Secret("correct horse battery")) == "***\n");
  CHECK(Shown(Secret()) == "***\n");
  CHECK(Shown(SecretView("4711")) == "***\n");
  CHECK(std::string(doctest::toString(Secret("4711")).c_str()) == "***");
}

TEST_CASE("A secret is what was put in, in copies too, and is revealed by name") {
  for (const std::string& text : {std::string("4711"), std::string(100, 'x'), std::string()}) {
    Secret first{std::string(text)};
    const Secret copy = first;
    const Secret moved = std::move(first);
    CHECK(copy.Reveal() == text);
    CHECK(moved.Reveal() == text);
    CHECK(moved.size() == text.size());
    CHECK(moved.empty() == text.empty());
    CHECK(SecretView(moved).Reveal() == text);
  }
  Secret one("one");
  const Secret two("two");
  one = two;
  CHECK(one.Reveal() == "two");
  one = Secret("three");
  CHECK(one.Reveal() == "three");
}

TEST_CASE("Secrets are equal when all of their bytes are") {
  CHECK(Secret("4711") == Secret("4711"));
  CHECK(Secret("4711") != Secret("4712"));
  CHECK(Secret("4711") != Secret("47110"));
  CHECK(Secret() == Secret(""));
  CHECK(SecretView("4711") == Secret("4711"));
  CHECK(SecretView("\0a") == SecretView("\0b"));  // as texts of C they end at once
  CHECK(SecretView(std::string_view("\0a", 2)) != SecretView(std::string_view("\0b", 2)));
}

TEST_CASE("Where a secret was, its bytes are no more") {
  // What was moved in, short enough to lie within the string itself: it is still ours to read.
  std::string given = "4711";
  const char* const was = given.data();
  const Secret taken(std::move(given));
  CHECK(std::string_view(was, 4) == std::string_view("\0\0\0\0", 4));
  CHECK(taken.Reveal() == "4711");
}

}  // namespace
}  // namespace mutua
