// Verbs about the waitlist.
#include "tests/scenario/act.h"

namespace mutua::scenario {
namespace {

using Stub = v1::WishesService::Stub;

// "waits for laser-1 14:00-16:00", "waits for any lasers 2h in 14:00-18:00 or tomorrow
// 08:00-20:00",
// "... and takes it": booked at once rather than offered; "... until 12:00": given up by itself then.
void WaitsFor(Act& act) {
  Words& words = act.words();
  v1::FileWishRequest request;
  request.set_mode(v1::WISH_MODE_OFFER);
  words.Wants(request.mutable_spec()->mutable_wants());
  request.mutable_length()->set_seconds(words.Length());
  words.Expect("in");
  do {
    *request.add_windows() = words.Time();
  } while (words.Take("or"));
  if (words.Take("and takes it")) request.set_mode(v1::WISH_MODE_BOOK_AT_ONCE);
  if (words.Take("until")) *request.mutable_valid_until() = CivilWhen(words.Moment());
  while (ReadOption(words, request.mutable_spec())) {
  }
  v1::FileWishResponse filed;
  if (!act.Do(act.services().wishes, &Stub::FileWish, request, &filed)) return;
  act.SayWish(filed.wish());
  if (filed.has_booking()) act.SayBooking(filed.booking());
}

void Accepts(Act& act) {
  v1::AcceptOfferRequest request;
  request.set_wish(act.words().Next());
  v1::AcceptOfferResponse accepted;
  if (!act.Do(act.services().wishes, &Stub::AcceptOffer, request, &accepted)) return;
  act.SayWish(accepted.wish());
  act.SayBooking(accepted.booking());
}

void Declines(Act& act) {
  v1::DeclineOfferRequest request;
  request.set_wish(act.words().Next());
  v1::DeclineOfferResponse declined;
  if (act.Do(act.services().wishes, &Stub::DeclineOffer, request, &declined)) {
    act.SayWish(declined.wish());
  }
}

void Withdraws(Act& act) {
  v1::WithdrawWishRequest request;
  request.set_wish(act.words().Next());
  v1::WithdrawWishResponse withdrawn;
  if (act.Do(act.services().wishes, &Stub::WithdrawWish, request, &withdrawn)) {
    act.SayWish(withdrawn.wish());
  }
}

}  // namespace

const std::vector<Verb> kWishVerbs{
    {"waits for", WaitsFor},
    {"accepts", Accepts},
    {"declines", Declines},
    {"withdraws", Withdraws},
};

}  // namespace mutua::scenario
