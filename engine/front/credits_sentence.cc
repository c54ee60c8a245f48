#include "engine/front/credits_sentence.h"

#include <fmt/format.h>

#include "engine/front/civil.h"
#include "engine/front/plural.h"
#include "engine/front/quota_sentence.h"
#include "engine/front/showing.h"

namespace mutua::front {
namespace {

// "+2 credits", "-2 credits".
std::string SignedAmount(bool french, Ticks ticks) {
  const bool less = ticks < Ticks();
  return (less ? "-" : "+") + AmountText(french, less ? Ticks() - ticks : ticks);
}

std::string HandleOf(const Scene& scene, ResourceId id) {
  const model::Resource* resource = scene.state.Find(id);
  return resource == nullptr ? std::string() : resource->handle;
}

// "2 h of ann", or of material "4 pieces of plywood"; an hour stands for a piece there.
std::string UsedText(const Scene& scene, const model::Entry& entry) {
  const model::Resource* resource = scene.state.Find(entry.resource);
  const bool french = scene.language == Language::kFrench;
  const char* of = french ? " de " : " of ";
  if (resource == nullptr || resource->kind != model::ResourceKind::kMaterial) {
    return HoursText(entry.seconds) + of + HandleOf(scene, entry.resource);
  }
  return Counted(french, entry.seconds / 3600, {.english = "piece", .french = "pièce"}) + of +
         resource->handle;
}

}  // namespace

std::string CreditsSentence(const Scene& scene, const core::Reason& reason,
                            const model::ZoneTable* zone) {
  const bool french = scene.language == Language::kFrench;
  const std::string opens = MomentText(zone, reason.renews);
  if (reason.asked == 0) {
    return fmt::format(
        fmt::runtime(french
                         ? "Il n'y a pas assez de crédits pour cela ; à partir du {} il n'en faut "
                           "plus."
                         : "There are not enough credits for it; from {} on it needs none."),
        opens);
  }
  const Ticks left(std::max<int64_t>(reason.limit - reason.used, 0));
  return fmt::format(
      fmt::runtime(french
                       ? "Au-delà de sa part garantie il faudrait {} à votre entreprise ; il lui "
                         "en reste {}. À partir du {} il n'en faut plus."
                       : "Beyond its guarantee your company would need {}; it has {} left. From "
                         "{} on it needs none."),
      AmountText(french, Ticks(reason.asked)), CreditsText(left.value(), french), opens);
}

std::string EntrySentence(const Scene& scene, const model::Entry& entry) {
  using Why = model::Entry::Why;
  const bool french = scene.language == Language::kFrench;
  const std::string amount = SignedAmount(french, entry.ticks);
  const model::Pool* pool = scene.state.Find(entry.pool);
  const std::string& of = pool->handle;
  const std::string time = HoursText(entry.seconds);
  switch (entry.why) {
    case Why::kPaid:
      return fmt::format(fmt::runtime(french ? "{} : {} de {} au-delà de la part garantie, {}."
                                             : "{}: {} of {} beyond the guarantee, {}."),
                         amount, time, of, IdText(entry.booking));
    case Why::kGivenBack:
      return fmt::format(
          fmt::runtime(french ? "{} : remboursement, {} de {}." : "{}: given back, {} of {}."),
          amount, IdText(entry.booking), of);
    case Why::kLent:
      return fmt::format(fmt::runtime(french ? "{} : d'autres ont utilisé {} de ce que vous aviez "
                                               "cédé de {}."
                                             : "{}: the {} of {} you released were used."),
                         amount, time, of);
    case Why::kGiven:
      return fmt::format(fmt::runtime(french ? "{} : {}, que vous prêtez, utilisé par d'autres."
                                             : "{}: {}, which you lend, used by others."),
                         amount, UsedText(scene, entry));
    case Why::kFavour:
      return fmt::format(fmt::runtime(french ? "Un service rendu : {}, que vous prêtez, pour rien."
                                             : "A favour: {}, which you lend, for nothing."),
                         UsedText(scene, entry));
    case Why::kReceived:
      return fmt::format(fmt::runtime(french ? "Un service reçu : {} pour rien, {}."
                                             : "A favour received: {} for nothing, {}."),
                         UsedText(scene, entry), IdText(entry.booking));
    case Why::kWoundUp:
      return fmt::format(fmt::runtime(french ? "{} : liquidation du compte de {}."
                                             : "{}: the account of {} was wound up."),
                         amount, of);
    case Why::kRecirculated:
      break;
  }
  return fmt::format(
      fmt::runtime(french ? "{} : votre part du pot commun de {} à la fin de la période."
                          : "{}: your part of what {} had in common when the period ended."),
      amount, of);
}

std::string PaidDetail(const Scene& scene, const model::Booking& booking) {
  if (booking.aside.IsDefault() || booking.refunded) return {};
  Ticks ticks;
  int64_t seconds = 0;
  for (const model::Paid& paid : booking.aside->paid) {
    ticks = ticks + paid.ticks;
    seconds += paid.seconds;
  }
  if (ticks == Ticks()) return {};
  const bool french = scene.language == Language::kFrench;
  return fmt::format(fmt::runtime(french ? ", de son compte {} pour {} au-delà de la part garantie"
                                         : ", from its account {} for {} beyond the guarantee"),
                     AmountText(french, ticks), HoursText(seconds));
}

std::string GivenDetail(const Scene& scene, const model::Booking& booking) {
  const bool french = scene.language == Language::kFrench;
  std::string text;
  for (const model::Claim& claim : booking.kit) {
    const model::Purse* purse = scene.state.FindPurse(scene.state.Find(claim.resource)->lent.by);
    if (purse == nullptr) continue;
    for (const model::Entry& entry : purse->entries) {
      if (entry.booking != booking.id || entry.resource != claim.resource) continue;
      if (entry.why == model::Entry::Why::kReceived) continue;
      const std::string lender = scene.state.Find(purse->id)->handle;
      if (entry.why == model::Entry::Why::kFavour) {
        text += fmt::format(fmt::runtime(french ? ", un service rendu par {}" : ", a favour of {}"),
                            lender);
      } else {
        text += fmt::format(
            fmt::runtime(french ? ", {} pour {} qui prête {}" : ", {} to {} which lent {}"),
            AmountText(french, entry.ticks), lender, UsedText(scene, entry));
      }
    }
  }
  return text;
}

}  // namespace mutua::front
