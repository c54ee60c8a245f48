// Series and wishes.
#include <algorithm>
#include <utility>

#include "engine/base/limits.h"
#include "engine/core/series.h"
#include "engine/front/translate.h"

namespace mutua::front {
namespace {

constexpr size_t kRuleBytesMax = 500;
constexpr size_t kDatesMost = 1000;

// What a series' and a wish's spec may not have: the time is said elsewhere.
void CheckTimeless(Reading& in, const v1::BookingSpec& spec, const Path& path) {
  if (spec.has_time()) in.Malformed(Path(path, "time"), Flaw::kNotHere);
  if (spec.has_hold_until()) in.Malformed(Path(path, "hold_until"), Flaw::kNotHere);
  if (spec.walk_up()) in.Malformed(Path(path, "walk_up"), Flaw::kNotHere);
  if (!spec.badge().empty()) in.Malformed(Path(path, "badge"), Flaw::kNotHere);
  if (spec.wants().empty()) in.Malformed(Path(path, "wants"), Flaw::kMissing);
}

std::vector<CivilSecond> Dates(Reading& in,
                               const google::protobuf::RepeatedPtrField<std::string>& dates,
                               const Path& path, const char* name) {
  std::vector<CivilSecond> read;
  if (!in.Count(dates.size(), kDatesMost, false, Path(path, name))) return read;
  for (int i = 0; i < dates.size() && in.ok(); ++i) {
    read.push_back(in.Civil(dates[i], Path(path, name, static_cast<size_t>(i))));
  }
  return read;
}

core::Scope ScopeOf(Reading& in, v1::SeriesScope scope, uint32_t occurrence) {
  switch (scope) {
    case v1::SERIES_SCOPE_ONE:
    case v1::SERIES_SCOPE_THIS_AND_FOLLOWING:
      if (occurrence == 0) in.Malformed(Path("occurrence"), Flaw::kMissing);
      return scope == v1::SERIES_SCOPE_ONE ? core::Scope::kOne : core::Scope::kFollowing;
    case v1::SERIES_SCOPE_ALL:
      return core::Scope::kAll;
    default:
      in.Malformed(Path("scope"), Flaw::kMissing);
      return core::Scope::kAll;
  }
}

// Where the first occurrence in scope shows on the clocks now: what a new start is measured from.
std::optional<CivilSecond> FirstInScope(const Reading& in, const model::Series& series,
                                        core::Scope scope, uint32_t occurrence) {
  const model::ZoneTable& zone = core::ZoneOf(in.state(), series);
  if (scope == core::Scope::kOne) {
    const model::Booking* booking =
        core::FindOccurrence(in.state(), series, occurrence, in.scene().now);
    if (booking != nullptr) return zone.ToCivil(booking->interval.start());
    const model::Series::Missing* missing = core::FindMissing(series, occurrence);
    if (missing != nullptr) return missing->start;
    return std::nullopt;
  }
  const std::vector<CivilSecond> starts = core::StartsOf(in.state(), series);
  if (scope == core::Scope::kFollowing) {
    if (occurrence > starts.size()) return std::nullopt;
    return starts[occurrence - 1];
  }
  // All: the first that has not started.
  const CivilSecond now = zone.ToCivil(in.scene().now);
  for (size_t i = series.first - 1; i < starts.size(); ++i) {
    if (starts[i] > now) return starts[i];
  }
  return std::nullopt;
}

v1::WishMode ModeOf(Reading& in, v1::WishMode mode) {
  if (!v1::WishMode_IsValid(mode)) in.Malformed(Path("mode"), Flaw::kOutOfRange);
  return mode;
}

// Ascending and disjoint: those that overlap or touch are one.
void Merge(std::vector<Interval> windows, absl::InlinedVector<Interval, 1>* out) {
  std::sort(windows.begin(), windows.end());
  for (const Interval window : windows) {
    if (!out->empty() && window.start() <= out->back().end()) {
      out->back() = Interval(out->back().start(), std::max(out->back().end(), window.end()));
    } else {
      out->push_back(window);
    }
  }
}

}  // namespace

void Translate(Reading& in, Texts& texts, const v1::CreateSeriesRequest& request,
               pipeline::Request* out) {
  const Path spec_path("spec");
  const Path path("recurrence");
  const v1::Recurrence& recurrence = request.recurrence();
  core::BookSeries series;
  CheckTimeless(in, request.spec(), spec_path);
  in.Wants(request.spec().wants(), spec_path, &series.wants);
  series.member = in.ForWhom(request.spec().member(), Path(spec_path, "member"));
  CheckTexts(in, request.spec(), spec_path);
  series.rule = in.Text(recurrence.rrule(), kRuleBytesMax, Path(path, "rrule"));
  if (recurrence.rrule().empty()) in.Malformed(Path(path, "rrule"), Flaw::kMissing);
  const Path start_path(path, "start");
  series.start = in.Civil(recurrence.start().local(), Path(start_path, "local"));
  series.civil_seconds = in.Length(recurrence.length(), Path(path, "length")).seconds();
  series.excluded = Dates(in, recurrence.exdates(), path, "exdates");
  series.added = Dates(in, recurrence.rdates(), path, "rdates");
  if (!v1::SeriesMode_IsValid(request.mode())) in.Malformed(Path("mode"), Flaw::kOutOfRange);
  if (!in.ok()) return;
  const bool unset = request.mode() == v1::SERIES_MODE_UNSPECIFIED;
  series.mode =
      unset ? model::SeriesMode::kAllOrNothing : static_cast<model::SeriesMode>(request.mode());
  series.may_move = !request.spec().has_may_move() || request.spec().may_move();
  series.text = texts.Add(store::SideFamily::kText, series.member, TextOf(request.spec()), out);
  series.override_policy = ReadOverride(in, texts, request.has_override(), request.override(), out);
  out->command.body = std::move(series);
}

void Translate(Reading& in, Texts&, const v1::UpdateSeriesRequest& request,
               pipeline::Request* out) {
  core::MoveSeries move;
  move.series = in.Series(request.series(), Path("series"));
  move.version = in.Etag(request.etag(), Path("etag"));
  move.scope = ScopeOf(in, request.scope(), request.occurrence());
  move.from_occurrence = std::max<uint32_t>(request.occurrence(), 1);
  in.Wants(request.wants(), Path(""), &move.wants);
  if (request.has_length()) {
    move.civil_seconds = in.Length(request.length(), Path("length")).seconds();
  }
  const model::Series* series = in.state().Find(move.series);
  if (request.has_start()) {
    const Path path("start");
    const CivilSecond start = in.Civil(request.start().local(), Path(path, "local"));
    if (series != nullptr && in.ok()) {
      const auto first = FirstInScope(in, *series, move.scope, move.from_occurrence);
      // With none in scope the core says why: it has begun, or never was.
      if (first) move.shift_civil_seconds = start - *first;
    }
  }
  if (in.ok()) out->command.body = std::move(move);
}

void Translate(Reading& in, Texts&, const v1::RefillSeriesRequest& request,
               pipeline::Request* out) {
  out->command.body = core::RefillSeries{.series = in.Series(request.series(), Path("series"))};
}

void Translate(Reading& in, Texts&, const v1::CancelSeriesRequest& request,
               pipeline::Request* out) {
  out->command.body =
      core::CancelSeries{.series = in.Series(request.series(), Path("series")),
                         .version = in.Etag(request.etag(), Path("etag")),
                         .scope = ScopeOf(in, request.scope(), request.occurrence()),
                         .from_occurrence = std::max<uint32_t>(request.occurrence(), 1)};
}

void Translate(Reading& in, Texts& texts, const v1::FileWishRequest& request,
               pipeline::Request* out) {
  const Path path("spec");
  core::FileWish wish;
  CheckTimeless(in, request.spec(), path);
  in.Wants(request.spec().wants(), path, &wish.wants);
  wish.member = in.ForWhom(request.spec().member(), Path(path, "member"));
  CheckTexts(in, request.spec(), path);
  wish.may_move = !request.spec().has_may_move() || request.spec().may_move();
  wish.guests = GuestsOf(request.spec());
  wish.length = in.Length(request.length(), Path("length"));
  wish.book_at_once = ModeOf(in, request.mode()) == v1::WISH_MODE_BOOK_AT_ONCE;
  if (request.windows().empty()) in.Malformed(Path("windows"), Flaw::kMissing);
  if (static_cast<size_t>(request.windows_size()) > kWishWindowsMost) {
    in.Object({.rule = v1::RULE_TOO_MANY,
               .subject = "windows",
               .limit = kWishWindowsMost,
               .asked = request.windows_size(),
               .at = {}});
  }
  const model::ZoneTable* zone = in.ok() ? in.ZoneOf(wish.wants) : nullptr;
  if (request.has_valid_until() && in.ok()) {
    wish.valid_until = in.At(request.valid_until(), zone, Path("valid_until"));
  }
  std::vector<Interval> windows;
  for (int i = 0; i < request.windows_size() && in.ok(); ++i) {
    const Path window_path("windows", static_cast<size_t>(i));
    const auto window = in.Time(request.windows(i), zone, window_path, kWishWindowLongest);
    if (!window) return;
    if (window->length() < wish.length) {
      in.Object({.rule = v1::RULE_BAD_INTERVAL,
                 .subject = window_path.ToString(),
                 .limit = window->length().seconds(),
                 .asked = wish.length.seconds(),
                 .at = {}});
    }
    windows.push_back(*window);
  }
  if (!in.ok()) return;
  Merge(std::move(windows), &wish.windows);
  // No event carries a wish's text: it is kept beside without a commitment.
  texts.Add(store::SideFamily::kText, wish.member, TextOf(request.spec()), out);
  out->command.body = std::move(wish);
}

void Translate(Reading& in, Texts&, const v1::AcceptOfferRequest& request, pipeline::Request* out) {
  out->command.body = core::AcceptOffer{.wish = in.Wish(request.wish(), Path("wish"))};
}

void Translate(Reading& in, Texts&, const v1::DeclineOfferRequest& request,
               pipeline::Request* out) {
  out->command.body = core::DeclineOffer{.wish = in.Wish(request.wish(), Path("wish"))};
}

void Translate(Reading& in, Texts&, const v1::WithdrawWishRequest& request,
               pipeline::Request* out) {
  out->command.body = core::WithdrawWish{.wish = in.Wish(request.wish(), Path("wish"))};
}

}  // namespace mutua::front
