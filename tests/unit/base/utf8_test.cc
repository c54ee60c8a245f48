#include "engine/base/utf8.h"

#include <doctest/doctest.h>

namespace mutua {
namespace {

TEST_CASE("UTF-8 is RFC 3629's: no overlong form, no surrogate, nothing beyond the last plane") {
  for (const char* good : {"", "abc", "é", "€", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF"}) {
    CHECK(IsUtf8(good));
  }
  for (const char* bad : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5",
                          "\x80", "\xC3", "a\xFFz"}) {
    CHECK_FALSE(IsUtf8(bad));
  }
}

}  // namespace
}  // namespace mutua
