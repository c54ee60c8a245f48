// Explain: why a booking or wish is as it is, fact by fact, and a refusal with all its reasons.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/core/party.h"
#include "engine/front/civil.h"
#include "engine/front/credits_sentence.h"
#include "engine/front/history.h"
#include "engine/front/quota_sentence.h"
#include "engine/front/round_sentence.h"
#include "engine/front/sentences.h"
#include "engine/front/services.h"
#include "engine/store/keeper.h"
#include "mutua/v1/bookings.pb.h"

namespace mutua::front {
namespace {

using access::Verb;
using core::Subject;
using Why = core::BookingChanged::Why;

Fact FactOf(const model::Booking& booking) {
  if (booking.walk_up) return Fact::kWalkedUp;
  if (booking.state == model::BookingState::kHeld) return Fact::kHeld;
  return booking.state == model::BookingState::kPending ? Fact::kPending : Fact::kBooked;
}

Fact FactOf(Why why) {
  switch (why) {
    case Why::kConfirmed:
      return Fact::kConfirmed;
    case Why::kApproved:
      return Fact::kApproved;
    case Why::kMoved:
      return Fact::kMoved;
    case Why::kRepacked:
      return Fact::kRepacked;
    case Why::kCheckedIn:
      return Fact::kCheckedIn;
    case Why::kHandedOver:
      return Fact::kHandedOver;
    case Why::kOverran:
      return Fact::kOverran;
    case Why::kExtended:
      return Fact::kExtended;
    case Why::kRestored:
      return Fact::kRestored;
    case Why::kReplanned:
      return Fact::kReplanned;
    case Why::kShortened:
      return Fact::kShortened;
    case Why::kSplit:
      return Fact::kSplit;
    case Why::kRebooked:
    case Why::kOverrunCharged:
      break;  // have sentences of their own
  }
  return Fact::kMoved;
}

Fact FactOf(model::BookingState state) {
  switch (state) {
    case model::BookingState::kCompleted:
      return Fact::kCompleted;
    case model::BookingState::kNoShow:
      return Fact::kNoShow;
    case model::BookingState::kDisplaced:
      return Fact::kDisplaced;
    case model::BookingState::kExpired:
      return Fact::kExpired;
    default:
      return Fact::kCancelled;
  }
}

Fact FactOf(const core::WishChanged& event) {
  const model::Wish& wish = event.wish;
  if (event.why == core::WishChanged::Why::kMovedAlong) return Fact::kMovedAlong;
  switch (wish.state) {
    case model::WishState::kOffered:
      return Fact::kOffered;
    case model::WishState::kMet:
      return Fact::kMet;
    case model::WishState::kWithdrawn:
      return Fact::kWithdrawn;
    case model::WishState::kExpired:
      return Fact::kWishExpired;
    case model::WishState::kWaiting:
      break;
  }
  return wish.version == 1 ? Fact::kFiled : Fact::kWaitsAgain;
}

// "laser-1, 2026-11-26 14:00 - 2026-11-26 16:00".
std::string Detail(const Showing& show, const model::Booking& booking) {
  std::string text;
  for (const model::Claim& claim : booking.kit) text += show.HandleOf(claim.resource) + ", ";
  const model::ZoneTable* zone = &show.state().ZoneOf(booking.kit.front().resource);
  return text + MomentText(zone, booking.interval.start()) + " - " +
         MomentText(zone, booking.interval.end());
}

std::string ChargeText(const Showing& show, const Charge& charge) {
  const bool french = show.scene().language == Language::kFrench;
  std::string text = AmountText(french, charge.ticks);
  if (charge.cents != Cents()) text += ", " + MoneyText(charge.cents.value(), french);
  return text;
}

// Where every hour costs one credit and no money, a price says nothing.
bool IsPriced(const Showing& show, const model::Booking& booking) {
  return std::any_of(booking.kit.begin(), booking.kit.end(), [&](const model::Claim& claim) {
    const model::EffectiveRules& rules = show.state().RulesOf(claim.resource);
    return rules.tariff != 1 || rules.price != Cents() || rules.peak_hours;
  });
}

std::string PriceDetail(const Showing& show, const model::Booking& booking) {
  const std::string paid = PaidDetail(show.scene(), booking);
  if (!IsPriced(show, booking)) return paid;
  std::string text = ", " + ChargeText(show, booking.price) + paid;
  if (booking.aside->forfeited.IsNothing()) return text;
  const bool french = show.scene().language == Language::kFrench;
  return text +
         (french ? ", et pour ce qui fut rendu trop tard "
                 : ", and for what was given back too late ") +
         ChargeText(show, booking.aside->forfeited);
}

// "25 min (1.667 credits)".
std::string OverrunDetail(const Showing& show, const model::Booking& booking) {
  const Duration time = booking.aside->overrun_until - booking.interval.end();
  return DurationText(show.scene().language, time.seconds() / 60 * 60) + " (" +
         ChargeText(show, booking.aside->overrun) + ")";
}

// What came back of what it is charged for time given back too late, and why. Who booked that is
// named where the pool says so.
std::string RebookedSentence(const Showing& show, const core::Rebooked& rebooked) {
  const bool french = show.scene().language == Language::kFrench;
  const core::State& state = show.state();
  const model::Resource& resource = *state.Find(rebooked.resource);
  const bool named = state.Find(resource.pool)->sharing.names_companies;
  const std::string who = named    ? show.HandleOf(rebooked.company)
                          : french ? "une autre entreprise"
                                   : "another company";
  const bool less = !(rebooked.back == rebooked.cost);
  const model::ZoneTable* zone = &state.ZoneOf(rebooked.resource);
  return fmt::format(fmt::runtime(french ? "{} rendus sur {} pour {}, {} - {} : {} l'a réservé{}."
                                         : "{} came back of {} for {}, {} - {}: {} booked it{}."),
                     ChargeText(show, rebooked.back), ChargeText(show, rebooked.cost),
                     resource.handle, MomentText(zone, rebooked.time.start()),
                     MomentText(zone, rebooked.time.end()), who,
                     !less    ? ""
                     : french ? ", pour moins"
                              : ", for less");
}

// What stayed charged when it ended, as long as its record is live; what came back is told by
// itself.
std::string EndDetail(const Showing& show, BookingId id) {
  const model::Booking* booking = show.state().Find(id);
  if (booking == nullptr || model::Occupies(booking->state)) return {};
  const std::string given = GivenDetail(show.scene(), *booking);
  if (!IsPriced(show, *booking)) return given;
  const bool french = show.scene().language == Language::kFrench;
  const std::string given_back = french ? ", prix rendu" : ", refunded";
  const Charge charged = booking->Charged() + booking->aside->returned;
  if (charged.IsNothing() && booking->refunded) return given_back + given;
  return (booking->refunded ? given_back : std::string()) +
         (french ? ", reste facturé : " : ", charged ") + ChargeText(show, charged) + given;
}

Ticks PerShare(Ticks used, int64_t share) {
  return Ticks(used.value() / std::max<int64_t>(share, 1));
}

// Why another wish was given the time (FAIRSHARE.md 10).
std::string OutrankedSentence(Language language, const core::Outranked& outranked) {
  using By = core::Outranked::By;
  const bool french = language == Language::kFrench;
  switch (outranked.why) {
    case By::kDisplaced:
      return french ? "Donné à une réservation qu'une indisponibilité avait délogée."
                    : "Given to a booking that an outage had displaced.";
    case By::kGuarantee:
      return french ? "Donné à une entreprise qui n'avait pas encore pris sa part garantie de la "
                      "période."
                    : "Given to a company still within its guarantee of that period.";
    case By::kToken:
      return fmt::format(
          fmt::runtime(french
                           ? "Donné à une entreprise à qui {} créneaux disputés avaient échappé ; "
                             "à la vôtre, {}."
                           : "Given to a company that had lost {} contests; yours has lost {}."),
          kLostForToken, outranked.lost);
    case By::kCredits:
      return french ? "À égalité d'usage : donné à une entreprise qui a plus de crédits par part."
                    : "Equal in use: given to a company that has more credits for each share.";
    case By::kHour:
      return french ? "À égalité : donné à un souhait déposé plus tôt."
                    : "Equal but for the hour: given to a wish that was filed earlier.";
    case By::kDraw:
      return french ? "À égalité en tout : tiré au sort par la graine de la période."
                    : "Equal on every rule: drawn by the seed of that period.";
    case By::kFiled:
      return french ? "Donné à un souhait de votre entreprise déposé plus tôt."
                    : "Given to a wish of your own company that was filed earlier.";
    case By::kStanding:
      break;
  }
  if (outranked.share == 0) {
    return french ? "Donné à une entreprise qui a une part ; la vôtre n'en a pas."
                  : "Given to a company that has a share; yours has none.";
  }
  return fmt::format(
      fmt::runtime(french
                       ? "Donné à une entreprise qui a utilisé dernièrement {} par part ; la vôtre "
                         "{}."
                       : "Given to a company that has used {} for each share lately; yours {}."),
      AmountText(french, PerShare(outranked.used_by_first, outranked.share_of_first)),
      CreditsText(PerShare(outranked.used, outranked.share).value(), french));
}

// What a contest did to the company of one wish in it: its token went, or its loss counts.
std::string ContestSentence(const Scene& scene, const core::Contested& contest, WishId wish) {
  const bool french = scene.language == Language::kFrench;
  if (contest.by == wish) {
    return fmt::format(
        fmt::runtime(french
                         ? "Passé avant un usage moindre : {} créneaux disputés avaient échappé à "
                           "l'entreprise. Cela ne vaut qu'une fois."
                         : "Came before smaller usage, since the company had lost {} contests. "
                           "That holds once."),
        kLostForToken);
  }
  const auto loss = std::find_if(contest.losses.begin(), contest.losses.end(),
                                 [&](const auto& one) { return one.wish == wish; });
  if (loss->lost < kLostForToken) {
    return fmt::format(
        fmt::runtime(french ? "Ce créneau disputé compte : {} sur les {} après lesquels une "
                              "entreprise passe une fois avant un usage moindre."
                            : "This lost contest counts: {} of the {} after which a company comes "
                              "before smaller usage once."),
        loss->lost, kLostForToken);
  }
  return fmt::format(
      fmt::runtime(french
                       ? "C'est le {}e créneau disputé qui échappe à l'entreprise : elle passe une "
                         "fois avant un usage moindre, d'ici au {}."
                       : "Lost contest {} of the company: it comes before smaller usage once, "
                         "until {}."),
      kLostForToken, MomentText(Reading(scene).OnlyZone(), contest.tokens_end));
}

// Which company was given the time, where the wish's pool says so; empty: it is not told, or not
// known any more.
std::string WhoWasFirst(const core::State& state, const model::Wish& wish, WishId first) {
  const model::Want& want = wish.wants.front();
  const model::Resource* resource = state.Find(want.resource);
  const model::Pool* pool = state.Find(resource == nullptr ? want.pool : resource->pool);
  const model::Wish* other = state.Find(first);
  if (pool == nullptr || !pool->sharing.names_companies || other == nullptr) return {};
  return state.Find(other->company)->handle;
}

// "Given to acme, a company that ...": the name before the first words for it.
std::string WithName(std::string sentence, const std::string& name) {
  for (const std::string words : {"a company", "une entreprise"}) {
    const size_t place = sentence.find(words);
    if (name.empty() || place == std::string::npos) continue;
    return sentence.insert(place, name + ", ");
  }
  return sentence;
}

// The sentence of a fact: what happened, with its numbers.
struct Sentence {
  const Showing& show;
  Instant at;
  Subject subject;  // what is explained

  std::string Say(Fact fact, const std::string& detail) const {
    return SentenceOf(show.scene().language, fact, detail);
  }
  std::string Moment() const {
    const model::ZoneTable* zone = Reading(show.scene()).OnlyZone();
    return MomentText(zone, at);
  }
  std::string operator()(const core::Booked& e) const {
    return Say(FactOf(e.booking), Detail(show, e.booking) + PriceDetail(show, e.booking));
  }
  std::string operator()(const core::BookingChanged& e) const {
    if (e.rebooked) return RebookedSentence(show, *e.rebooked);
    if (e.why == Why::kOverrunCharged) {
      return Say(Fact::kOverrunCharged, OverrunDetail(show, e.booking));
    }
    return Say(FactOf(e.why), Detail(show, e.booking) + PriceDetail(show, e.booking));
  }
  std::string operator()(const core::BookingEnded& e) const {
    return Say(e.hindered_by.IsSet() ? Fact::kHindered : FactOf(e.state),
               MomentText(Reading(show.scene()).OnlyZone(), e.at) + EndDetail(show, e.booking));
  }
  std::string operator()(const core::NextHolderWarned&) const {
    return Say(Fact::kWarned, Moment());
  }
  std::string operator()(const core::ClashRecorded& e) const {
    return Say(Fact::kClash, MomentText(Reading(show.scene()).OnlyZone(), e.badge_at));
  }
  std::string operator()(const core::Overridden& e) const {
    std::string rules;
    for (const core::Reason& reason : e.rules) {
      if (!rules.empty()) rules += ", ";
      rules += ReasonName(static_cast<v1::Rule>(reason.rule));
    }
    return Say(Fact::kOverridden, rules);
  }
  std::string operator()(const core::RoundDecided& e) const {
    return GivenSentence(show.scene().language, e);
  }
  std::string operator()(const core::Contested& e) const {
    return ContestSentence(show.scene(), e, WishId(subject.id));
  }
  std::string operator()(const core::WishChanged& e) const {
    if (e.outranked) {
      return WithName(OutrankedSentence(show.scene().language, *e.outranked),
                      WhoWasFirst(show.state(), e.wish, e.outranked->by));
    }
    if (e.why == core::WishChanged::Why::kLookedThrough) {
      // What is offered is not looked at: its hold ends first.
      const bool waits = e.wish.state == model::WishState::kWaiting && e.wish.due < kLatest;
      if (!waits) return {};
      return Say(Fact::kLookedThrough, MomentText(Reading(show.scene()).OnlyZone(), e.wish.due));
    }
    return Say(FactOf(e),
               IdText(e.wish.id) + (e.wish.booking.IsSet() ? ", " + IdText(e.wish.booking) : ""));
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return {};
  }
};

std::string NameOf(const Scene& scene, const std::optional<core::Caller>& by) {
  if (!by) return "engine";
  return by->member.IsSet() ? scene.people.HandleOf(by->member) : IdText(by->token);
}

void ShowFacts(Showing& show, Subject subject, const std::vector<HistoryFact>& facts,
               v1::ExplainResponse* out) {
  for (const HistoryFact& fact : facts) {
    const std::string sentence = std::visit(Sentence{show, fact.at, subject}, fact.event);
    if (sentence.empty()) continue;
    v1::ExplainedFact& shown = *out->add_facts();
    shown.set_position(fact.position.value());
    Put(fact.at, shown.mutable_at());
    shown.set_by(NameOf(show.scene(), fact.by));
    shown.set_sentence(sentence);
  }
}

// What is explained, as it is or last was.
template <class RecordType, class IdType>
std::optional<RecordType> Find(Exchange& exchange, Subject::Kind kind, IdType id) {
  std::optional<RecordType> found =
      exchange.Look([&](const Scene& scene, const journal::Head&) -> std::optional<RecordType> {
        const RecordType* live = scene.state.Find(id);
        return live == nullptr ? std::nullopt : std::optional<RecordType>(*live);
      });
  if (found) return found;
  const auto past = exchange.house().engine.ReadPast({kind, id.value()});
  if (!past.ok() || !*past) return std::nullopt;
  return std::get<RecordType>(**past);
}

// The life of `subject` since `from`, until it had that version.
void ShowLife(ExchangePtr exchange, Subject subject, Instant from, uint32_t version,
              const std::function<void(Showing&, v1::ExplainResponse*)>& show_thing) {
  const auto facts = HistoryOf(exchange->house().engine.journal(), subject, from, version);
  if (!facts.ok()) return exchange->Refuse(StatusOf(facts.status(), exchange->call().language));
  auto* response = static_cast<v1::ExplainResponse*>(exchange->response());
  const Position shown = exchange->Show([&](Showing& show) {
    ShowFacts(show, subject, *facts, response);
    show_thing(show, response);
  });
  exchange->SetPosition(shown);
  exchange->Answer();
}

bool Sees(Exchange& exchange, CompanyId company) {
  return exchange.Look(
      [&](const Scene& scene, const journal::Head&) { return Showing(scene).Sees(company); });
}

void Unknown(Exchange& exchange, const std::string& id) {
  exchange.Object({.rule = v1::RULE_UNKNOWN, .subject = id.substr(0, 100), .at = {}});
}

void ExplainBooking(ExchangePtr exchange, const std::string& id) {
  const auto number = ParseId('b', id);
  const auto booking =
      Find<model::Booking>(*exchange, Subject::Kind::kBooking, BookingId(number.value_or(0)));
  if (!booking || !Sees(*exchange, booking->company)) return Unknown(*exchange, id);
  ShowLife(std::move(exchange), {Subject::Kind::kBooking, *number}, booking->made_at,
           booking->version, [&](Showing& show, v1::ExplainResponse* response) {
             show.Booking(*booking, response->mutable_booking());
           });
}

void ExplainWish(ExchangePtr exchange, const std::string& id) {
  const auto number = ParseId('w', id);
  const auto wish = Find<model::Wish>(*exchange, Subject::Kind::kWish, WishId(number.value_or(0)));
  if (!wish || !Sees(*exchange, wish->company)) return Unknown(*exchange, id);
  ShowLife(std::move(exchange), {Subject::Kind::kWish, *number}, wish->filed_at, wish->version,
           [&](Showing& show, v1::ExplainResponse* response) {
             show.Wish(*wish, response->mutable_wish());
           });
}

// "r-5121-0".
std::optional<std::pair<Position, uint32_t>> ParseRefusalId(const std::string& id) {
  if (!id.starts_with("r-")) return std::nullopt;
  uint64_t position = 0;
  uint32_t number = 0;
  const char* end = id.data() + id.size();
  const auto [dash, wrong] = std::from_chars(id.data() + 2, end, position);
  if (wrong != std::errc() || dash == end || *dash != '-') return std::nullopt;
  const auto [last, wrong_too] = std::from_chars(dash + 1, end, number);
  if (wrong_too != std::errc() || last != end || position == 0) return std::nullopt;
  return std::pair{Position(position), number};
}

// A refusal is its caller's, the same company's and the managers'.
bool MaySee(const Scene& scene, const core::Caller& refused) {
  if (core::Manages(scene.caller) || refused.token == scene.caller.token) return true;
  const model::Member* theirs = scene.state.Find(refused.member);
  return theirs != nullptr && Showing(scene).Sees(theirs->company);
}

void ShowRefusal(const Scene& scene, const std::string& id, Position position,
                 const PastRefusal& past, v1::ExplainResponse* out) {
  const core::Body body = EmptyBody(past.refused.kind);
  v1::Refusal& refusal = *out->mutable_refusal();
  refusal = RefusalOf(scene, past.refused.reasons, &body);
  refusal.set_refusal(id);
  refusal.set_position(position.value());
  for (const v1::Reason& reason : refusal.reasons()) {
    v1::ExplainedFact& fact = *out->add_facts();
    fact.set_position(position.value());
    Put(past.at, fact.mutable_at());
    fact.set_by(NameOf(scene, past.refused.caller));
    fact.set_sentence(SentenceOf(scene.language, Fact::kRefused, reason.sentence()));
  }
}

void ExplainRefusal(ExchangePtr exchange, const std::string& id) {
  const auto place = ParseRefusalId(id);
  if (!place) return exchange->Object({.subject = "refusal", .flaw = Flaw::kBadForm, .at = {}});
  const auto past = RefusalAt(exchange->house().engine.journal(), place->first, place->second);
  if (!past.ok()) {
    return exchange->Refuse(StatusOf(past.status(), exchange->call().language));
  }
  auto* response = static_cast<v1::ExplainResponse*>(exchange->response());
  const bool visible = exchange->Look([&](const Scene& scene, const journal::Head& head) {
    if (!*past || !MaySee(scene, (*past)->refused.caller)) return false;
    ShowRefusal(scene, id, place->first, **past, response);
    response->set_position(head.position.value());
    return true;
  });
  if (!visible) return Unknown(*exchange, id);
  exchange->Answer();
}

void Explain(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::ExplainRequest&>(exchange->request());
  switch (request.subject_case()) {
    case v1::ExplainRequest::kBooking:
      return ExplainBooking(std::move(exchange), request.booking());
    case v1::ExplainRequest::kRefusal:
      return ExplainRefusal(std::move(exchange), request.refusal());
    case v1::ExplainRequest::kWish:
      return ExplainWish(std::move(exchange), request.wish());
    default:
      return exchange->Object({.subject = "booking", .flaw = Flaw::kMissing, .at = {}});
  }
}

// Reads the disk: beside gRPC's threads, once the position is reached.
void Post(ExchangePtr exchange) {
  Aside& slow = exchange->house().slow;
  PostAside(std::move(exchange), slow, Explain);
}

}  // namespace

void AddExplain(Service& service) {
  service.Free<v1::ExplainRequest, v1::ExplainResponse>(Verb::kExplain, [](ExchangePtr exchange) {
    const auto& request = static_cast<const v1::ExplainRequest&>(exchange->request());
    WhenReached(std::move(exchange), Position(request.min_position()), Post);
  });
}

}  // namespace mutua::front
