// iCalendar as text (RFC 5545, 3.1 and 3.3.11; zones 3.6.5): lines of at most 75 bytes that end in
// CR LF, folded between characters; text values escaped. Written here and not by libical, which
// would bring zone tables of its own beside those that the state has adopted.
//
// Thread-bound; lives for one text.
#pragma once

#include <string>
#include <string_view>

#include "engine/model/zone.h"

namespace mutua::front {

class IcalText {
 public:
  // A line whose value is no text: a time, a number, a word of the format. `name` may have
  // parameters.
  void Line(std::string_view name, std::string_view value);
  // A line whose value is a text: escaped; characters that no line may hold are left out.
  void Text(std::string_view name, std::string_view text);

  // A VTIMEZONE named as the zone is: each change of its clocks that matters to `covered`, one by
  // one, so that a reader needs no rule and no table of its own.
  void Zone(const model::ZoneTable& zone, Interval covered);

  size_t size() const { return text_.size(); }
  std::string Take() { return std::move(text_); }

 private:
  void Observance(CivilSecond start, int32_t offset_from, int32_t offset_to);

  std::string text_;
};

// "20260329T143000".
std::string IcalCivil(CivilSecond civil);
// "20260329T123000Z".
std::string IcalInstant(Instant at);

}  // namespace mutua::front
