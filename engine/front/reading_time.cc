// Times of a request: instants, civil times through the adopted tables, lengths and intervals.
#include "engine/base/limits.h"
#include "engine/front/reading.h"

namespace mutua::front {
namespace {

// Reads `digits` digits at `*at`; -1 when they are not there.
int Digits(std::string_view text, size_t* at, size_t digits) {
  if (*at + digits > text.size()) return -1;
  int value = 0;
  for (size_t i = 0; i < digits; ++i) {
    const char c = text[*at + i];
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  *at += digits;
  return value;
}

bool Expect(std::string_view text, size_t* at, char c) {
  if (*at >= text.size() || text[*at] != c) return false;
  ++*at;
  return true;
}

// "2026-03-29T14:00" or "2026-03-29T14:00:30", of a day and time that a calendar has.
std::optional<CivilSecond> ParseCivil(std::string_view text) {
  size_t at = 0;
  const int year = Digits(text, &at, 4);
  if (year < 0 || !Expect(text, &at, '-')) return std::nullopt;
  const int month = Digits(text, &at, 2);
  if (month < 0 || !Expect(text, &at, '-')) return std::nullopt;
  const int day = Digits(text, &at, 2);
  if (day < 0 || !Expect(text, &at, 'T')) return std::nullopt;
  const int hour = Digits(text, &at, 2);
  if (hour < 0 || !Expect(text, &at, ':')) return std::nullopt;
  const int minute = Digits(text, &at, 2);
  int second = 0;
  if (at < text.size()) {
    if (!Expect(text, &at, ':')) return std::nullopt;
    second = Digits(text, &at, 2);
  }
  if (minute < 0 || second < 0 || at != text.size()) return std::nullopt;
  const CivilSecond civil(year, month, day, hour, minute, second);
  // Abseil normalizes: the 31st of April becomes the 1st of May.
  const bool same = civil.year() == year && civil.month() == month && civil.day() == day &&
                    civil.hour() == hour && civil.minute() == minute && civil.second() == second;
  return same ? std::optional(civil) : std::nullopt;
}

}  // namespace

Instant Reading::At(const google::protobuf::Timestamp& timestamp, const Path& path) {
  const Instant at = Instant::FromUnix(timestamp.seconds());
  if (timestamp.nanos() != 0) Malformed(path, Flaw::kBadForm);
  if (at < kEarliest || at > kLatest) Malformed(path, Flaw::kOutOfRange);
  return ok() ? at : kEarliest;
}

Duration Reading::Length(const google::protobuf::Duration& length, const Path& path) {
  if (length.nanos() != 0) Malformed(path, Flaw::kBadForm);
  const int64_t most = kLatest.unix_seconds();
  if (length.seconds() <= 0 || length.seconds() > most) Malformed(path, Flaw::kOutOfRange);
  return ok() ? Duration::Seconds(length.seconds()) : Duration::Seconds(1);
}

CivilSecond Reading::Civil(const std::string& local, const Path& path) {
  if (local.empty()) {
    Malformed(path, Flaw::kMissing);
    return {};
  }
  const std::optional<CivilSecond> civil = ParseCivil(local);
  if (!civil) {
    Malformed(path, Flaw::kBadForm);
    return {};
  }
  if (civil->year() < 1970 || civil->year() > 2200) Malformed(path, Flaw::kOutOfRange);
  return *civil;
}

Instant Reading::At(const v1::When& when, const model::ZoneTable* zone, const Path& path) {
  switch (when.moment_case()) {
    case v1::When::kInstant:
      return At(when.instant(), Path(path, "instant"));
    case v1::When::kCivil:
      break;
    default:
      Malformed(path, Flaw::kMissing);
      return kEarliest;
  }
  const Path civil_path(path, "civil");
  const Path local_path(civil_path, "local");
  const CivilSecond civil = Civil(when.civil().local(), local_path);
  // Without a resource, and with sites in several zones, nothing says which clock is meant.
  if (zone == nullptr) Malformed(civil_path, Flaw::kNotHere);
  if (!ok()) return kEarliest;
  const model::Resolution resolved = zone->Resolve(civil);
  if (resolved.kind == model::Resolution::Kind::SKIPPED) {
    Object({.rule = v1::RULE_SKIPPED_TIME,
            .subject = local_path.ToString(),
            .at = resolved.transition});
    return kEarliest;
  }
  const Instant at = when.civil().second() ? resolved.post : resolved.pre;
  if (at < kEarliest || at > kLatest) {
    Malformed(local_path, Flaw::kOutOfRange);
    return kEarliest;
  }
  return at;
}

std::optional<Interval> Reading::Time(const v1::AskedInterval& asked, const model::ZoneTable* zone,
                                      const Path& path, Duration longest, bool walk_up) {
  Instant start = scene_.now;
  if (!walk_up) {
    start = At(asked.start(), zone, Path(path, "start"));
  } else if (asked.has_start()) {
    Malformed(Path(path, "start"), Flaw::kNotHere);
  }
  Instant end = kEarliest;
  switch (asked.finish_case()) {
    case v1::AskedInterval::kEnd:
      end = At(asked.end(), zone, Path(path, "end"));
      break;
    case v1::AskedInterval::kLength: {
      // A length that reaches past what is accepted is an interval's fault, not a form's.
      if (asked.length().nanos() != 0) Malformed(Path(path, "length"), Flaw::kBadForm);
      const int64_t most = kLatest.unix_seconds();
      const int64_t seconds = asked.length().seconds();
      end = start + Duration::Seconds(seconds < -most ? -most : seconds > most ? most : seconds);
      break;
    }
    default:
      Malformed(Path(path, "end"), Flaw::kMissing);
  }
  if (!ok()) return std::nullopt;
  const std::optional<Interval> interval = Interval::Make(start, end);
  if (!interval || interval->length() > longest) {
    Object({.rule = v1::RULE_BAD_INTERVAL,
            .subject = path.ToString(),
            .limit = longest.seconds(),
            .asked = (end - start).seconds(),
            .at = {}});
    return std::nullopt;
  }
  return interval;
}

}  // namespace mutua::front
