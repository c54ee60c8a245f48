#include "engine/front/civil.h"

#include <cstdlib>

namespace mutua::front {
namespace {

char* Put(char* at, int64_t value, int digits) {
  for (int i = digits - 1; i >= 0; --i) {
    at[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return at + digits;
}

// "2026-03-29", the separator, "14:00".
char* PutToMinutes(char* at, CivilSecond civil, char separator) {
  at = Put(at, civil.year(), 4);
  *at++ = '-';
  at = Put(at, civil.month(), 2);
  *at++ = '-';
  at = Put(at, civil.day(), 2);
  *at++ = separator;
  at = Put(at, civil.hour(), 2);
  *at++ = ':';
  return Put(at, civil.minute(), 2);
}

char* PutSeconds(char* at, CivilSecond civil) {
  *at++ = ':';
  return Put(at, civil.second(), 2);
}

}  // namespace

std::string CivilText(CivilSecond civil) {
  char text[32];
  char* end = PutSeconds(PutToMinutes(text, civil, 'T'), civil);
  return {text, end};
}

std::string LocalText(const model::ZoneTable& zone, Instant at) {
  const int32_t offset = zone.OffsetAt(at);
  const CivilSecond civil = CivilSecond() + at.unix_seconds() + offset;
  char text[40];
  char* end = PutSeconds(PutToMinutes(text, civil, 'T'), civil);
  *end++ = offset < 0 ? '-' : '+';
  const int32_t minutes = std::abs(offset) / 60;
  end = Put(end, minutes / 60, 2);
  *end++ = ':';
  end = Put(end, minutes % 60, 2);
  return {text, end};
}

std::string MomentText(const model::ZoneTable* zone, Instant at) {
  const int32_t offset = zone == nullptr ? 0 : zone->OffsetAt(at);
  char text[32];
  char* end = PutToMinutes(text, CivilSecond() + at.unix_seconds() + offset, ' ');
  return std::string(text, end) + (zone == nullptr ? " UTC" : "");
}

}  // namespace mutua::front
