// What a screen at the entrance shows of a name.
#include "engine/front/initials.h"

#include <doctest/doctest.h>

namespace mutua::front {
namespace {

TEST_CASE(
    "Initials are of the first and the last word, letters of more bytes whole; total on any "
    "bytes") {
  const struct {
    const char* name;
    const char* initials;
  } kRows[] = {
      {"Léa Martin", "L. M."},
      {"Élodie du Bois Ébène", "É. É."},
      {"  max   ", "M."},
      {"jean-paul de la tour", "J. T."},
      {"山田 太郎", "山. 太."},
      {"", ""},
      {" \t\n", ""},
      {"\xC3", "\xC3."},
      {"\x80\x80 x", "\x80\x80. X."},
  };
  for (const auto& row : kRows) CHECK(InitialsOf(row.name) == row.initials);
}

}  // namespace
}  // namespace mutua::front
