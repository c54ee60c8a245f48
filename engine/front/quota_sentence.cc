#include "engine/front/quota_sentence.h"

#include <fmt/format.h>

#include <array>

#include "engine/core/party.h"
#include "engine/front/plural.h"

namespace mutua::front {
namespace {

using model::Quota;

constexpr std::array<std::array<const char*, 2>, 12> kMonths{{{"January", "janvier"},
                                                              {"February", "février"},
                                                              {"March", "mars"},
                                                              {"April", "avril"},
                                                              {"May", "mai"},
                                                              {"June", "juin"},
                                                              {"July", "juillet"},
                                                              {"August", "août"},
                                                              {"September", "septembre"},
                                                              {"October", "octobre"},
                                                              {"November", "novembre"},
                                                              {"December", "décembre"}}};
constexpr std::array<std::array<const char*, 2>, 4> kKinds{{{"machines", "les machines"},
                                                            {"rooms", "les salles"},
                                                            {"desks", "les bureaux"},
                                                            {"people", "les personnes"}}};

constexpr int64_t kTicksACredit = 3600;

bool IsFrench(const Scene& scene) { return scene.language == Language::kFrench; }

std::string Amount(const Scene& scene, const Quota& quota, int64_t amount) {
  switch (quota.measure) {
    case Quota::Measure::kTime:
      return HoursText(amount);
    case Quota::Measure::kCharge:
      return AmountText(IsFrench(scene), Ticks(amount));
    case Quota::Measure::kMoney:
      return MoneyText(amount, IsFrench(scene));
    case Quota::Measure::kBookings:
      break;
  }
  return Counted(IsFrench(scene), amount, {.english = "booking", .french = "réservation"});
}

// Whose limit it is, as the caller would say it.
const char* Whose(const Scene& scene, const Quota& quota) {
  const bool own = !core::Manages(scene.caller);
  if (model::IsOfCompanies(quota.who)) {
    if (IsFrench(scene)) return own ? "de votre entreprise" : "de l'entreprise";
    return own ? "your company's" : "the company's";
  }
  return IsFrench(scene) ? "du membre" : "the member's";
}

template <class IdType>
std::string Names(const Scene& scene, const std::vector<IdType>& ids) {
  std::string names;
  for (const IdType id : ids) {
    const auto* record = scene.state.Find(id);
    if (record == nullptr) continue;
    names += (names.empty() ? "" : ", ") + (record->name.empty() ? record->handle : record->name);
  }
  return names;
}

std::string On(const Scene& scene, const Quota& quota) {
  const char* on = IsFrench(scene) ? "sur" : "on";
  if (!quota.pools.empty()) return fmt::format(" {} {}", on, Names(scene, quota.pools));
  if (!quota.resources.empty()) return fmt::format(" {} {}", on, Names(scene, quota.resources));
  if (!quota.kind) return "";
  const auto kind = static_cast<size_t>(*quota.kind) - 1;
  return fmt::format(" {} {}", on, kKinds[kind][IsFrench(scene) ? 1 : 0]);
}

std::string DayText(bool french, CivilDay day) {
  const char* month = kMonths[static_cast<size_t>(day.month()) - 1][french ? 1 : 0];
  return fmt::format("{} {}", day.day(), month);
}

// "in March", "on 17 March", "in the week of 16 March", "in 2026", "at once", "still to come".
std::string When(const Scene& scene, const Quota& quota, Instant renews,
                 const model::ZoneTable* zone) {
  const bool french = IsFrench(scene);
  if (quota.window == Quota::Window::kOutstanding) {
    return french ? "encore à venir" : "still to come";
  }
  if (quota.window == Quota::Window::kConcurrent) return french ? "en même temps" : "at once";
  static const model::ZoneTable kUtc;
  const model::ZoneTable& clocks = zone == nullptr ? kUtc : *zone;
  const CivilDay day(clocks.ToCivil(renews - Duration::Seconds(1)));
  const CivilDay first = model::FirstDayOf(quota.window, Day(day)).civil();
  switch (quota.window) {
    case Quota::Window::kDay:
      return (french ? "le " : "on ") + DayText(french, day);
    case Quota::Window::kWeek:
      return (french ? "dans la semaine du " : "in the week of ") + DayText(french, first);
    case Quota::Window::kMonth: {
      const std::string month = kMonths[static_cast<size_t>(day.month()) - 1][french ? 1 : 0];
      const bool this_year = CivilDay(clocks.ToCivil(scene.now)).year() == day.year();
      return (french ? "en " : "in ") + month + (this_year ? "" : fmt::format(" {}", day.year()));
    }
    default:
      return fmt::format("{} {}", french ? "en" : "in", day.year());
  }
}

}  // namespace

std::string HoursText(int64_t seconds) {
  std::string text;
  if (seconds >= 3600) text += fmt::format("{} h ", seconds / 3600);
  if (seconds / 60 % 60 != 0) text += fmt::format("{} min ", seconds / 60 % 60);
  if (seconds % 60 != 0) text += fmt::format("{} s ", seconds % 60);
  if (text.empty()) return "0 h";
  text.pop_back();
  return text;
}

std::string CreditsText(int64_t ticks, bool french) {
  const int64_t thousandths = ticks % kTicksACredit * 1000 / kTicksACredit;
  std::string text = std::to_string(ticks / kTicksACredit);
  if (thousandths == 0) return text;
  text += fmt::format("{}{:03}", french ? "," : ".", thousandths);
  return text.substr(0, text.find_last_not_of('0') + 1);
}

std::string AmountText(bool french, Ticks ticks) {
  const int64_t amount = ticks.value();
  // A part of a credit beside one makes several of it in English alone.
  const bool one =
      IsSingular(french, amount / kTicksACredit) && (french || amount % kTicksACredit == 0);
  return fmt::format("{} {}{}", CreditsText(amount, french), french ? "crédit" : "credit",
                     one ? "" : "s");
}

std::string MoneyText(int64_t cents, bool french) {
  return fmt::format("{}{}{:02}", cents / 100, french ? "," : ".", cents % 100);
}

std::string QuotaSentence(const Scene& scene, const core::Reason& reason,
                          const model::ZoneTable* zone) {
  const Quota& quota = *scene.state.Find(reason.quota);
  const bool french = IsFrench(scene);
  // Another company's figures are not said.
  if (reason.asked == 0) {
    return fmt::format(fmt::runtime(french ? "Le quota {} de qui la recevrait ne le permet pas."
                                           : "The quota {} of who would get it does not allow it."),
                       quota.handle);
  }
  const std::string made = Amount(scene, quota, reason.used + reason.asked);
  const std::string limit = Amount(scene, quota, reason.limit);
  std::string on = On(scene, quota);
  if (quota.peak_only) on += french ? " en heures pleines" : " in peak hours";
  const std::string when = When(scene, quota, reason.renews, zone);
  if (french) {
    return fmt::format("Cela ferait {} sur les {} {}{} {}.", made, limit, Whose(scene, quota), on,
                       when);
  }
  return fmt::format("This would make {} of {} {}{} {}.", made, Whose(scene, quota), limit, on,
                     when);
}

}  // namespace mutua::front
