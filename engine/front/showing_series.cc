// Series and wishes as answers.
#include <algorithm>

#include "engine/core/series.h"
#include "engine/front/civil.h"
#include "engine/front/showing.h"

namespace mutua::front {
namespace {

struct Shown {
  uint32_t occurrence = 0;
  const model::Booking* booking = nullptr;
  const model::Series::Missing* missing = nullptr;
};

// Booked and missing occurrences, merged by number.
std::vector<Shown> OccurrencesOf(const core::State& state, const model::Series& series) {
  std::vector<Shown> shown;
  for (const BookingId id : state.BookingsOf(series.id)) {
    const model::Booking* booking = state.Find(id);
    if (booking->state == model::BookingState::kCancelled) continue;
    shown.push_back({.occurrence = booking->occurrence, .booking = booking});
  }
  for (const model::Series::Missing& missing : series.missing) {
    const auto same = std::find_if(shown.begin(), shown.end(), [&](const Shown& one) {
      return one.occurrence == missing.occurrence;
    });
    if (same != shown.end()) {
      same->missing = &missing;
    } else {
      shown.push_back({.occurrence = missing.occurrence, .missing = &missing});
    }
  }
  std::sort(shown.begin(), shown.end(),
            [](const Shown& a, const Shown& b) { return a.occurrence < b.occurrence; });
  return shown;
}

}  // namespace

void Showing::Series(const model::Series& series, bool occurrences, v1::Series* out) {
  out->set_series(IdText(series.id));
  out->set_company(HandleOf(series.company));
  out->set_member(scene_.people.HandleOf(series.member));
  Wants(series.wants, out->mutable_spec()->mutable_wants());
  out->mutable_spec()->set_member(out->member());
  out->mutable_spec()->set_may_move(series.may_move);
  v1::Recurrence& recurrence = *out->mutable_recurrence();
  recurrence.mutable_start()->set_local(CivilText(series.start + series.shift_civil_seconds));
  recurrence.mutable_length()->set_seconds(series.civil_seconds);
  recurrence.set_rrule(series.rule);
  for (const CivilSecond day : series.excluded) recurrence.add_exdates(CivilText(day));
  for (const CivilSecond day : series.added) recurrence.add_rdates(CivilText(day));
  out->set_mode(ModeOf(series.mode));
  out->set_ended(series.ended);
  out->set_etag(std::to_string(series.version));
  if (series.split_from.IsSet()) out->set_split_from(IdText(series.split_from));
  wanted_.push_back({.subject = {core::Subject::Kind::kSeries, RootOf(series).value()},
                     .member = series.member,
                     .message = out->mutable_spec()});
  if (!occurrences) return;
  const std::vector<CivilSecond> starts = core::StartsOf(state(), series);
  for (const Shown& shown : OccurrencesOf(state(), series)) {
    v1::SeriesOccurrence& one = *out->add_occurrences();
    one.set_occurrence(shown.occurrence);
    if (shown.occurrence >= 1 && shown.occurrence <= starts.size()) {
      one.set_local_start(CivilText(starts[shown.occurrence - 1]));
    }
    if (shown.missing != nullptr) one.set_skipped(static_cast<v1::Rule>(shown.missing->rule));
    if (shown.booking != nullptr) Booking(*shown.booking, one.mutable_booking());
  }
}

void Showing::Wish(const model::Wish& wish, v1::Wish* out) {
  out->set_wish(IdText(wish.id));
  Wants(wish.wants, out->mutable_spec()->mutable_wants());
  out->set_company(HandleOf(wish.company));
  out->set_member(scene_.people.HandleOf(wish.member));
  out->mutable_spec()->set_member(out->member());
  for (const Interval window : wish.windows) Put(window, out->add_windows());
  out->mutable_length()->set_seconds(wish.length.seconds());
  out->set_mode(wish.book_at_once ? v1::WISH_MODE_BOOK_AT_ONCE : v1::WISH_MODE_OFFER);
  out->set_state(static_cast<v1::WishState>(wish.state));
  if (wish.booking.IsSet()) out->set_booking(IdText(wish.booking));
  const model::Booking* offer = state().Find(wish.booking);
  if (wish.state == model::WishState::kOffered && offer != nullptr) {
    Put(offer->due, out->mutable_offer_until());
  }
  Put(wish.filed_at, out->mutable_filed_at());
  if (wish.valid_until != kLatest) Put(wish.valid_until, out->mutable_valid_until());
  out->mutable_spec()->set_may_move(wish.may_move);
  if (wish.guests != 0) out->mutable_spec()->mutable_guests()->set_more(wish.guests);
  if (wish.instead_of.IsSet()) out->set_instead_of(IdText(wish.instead_of));
  wanted_.push_back({.subject = {core::Subject::Kind::kWish, wish.id.value()},
                     .member = wish.member,
                     .message = out->mutable_spec()});
}

}  // namespace mutua::front
