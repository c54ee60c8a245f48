#include "engine/front/calendar/calendar_sentence.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include "engine/base/check.h"
#include "engine/front/plural.h"

namespace mutua::calendar {
namespace {

struct Row {
  WhySkipped why;
  const char* english;
  const char* french;
};

// Names of properties are those of the file: RFC 5545 has no others.
constexpr Row kRows[] = {
    {WhySkipped::kNoEvent, "is not an event", "n'est pas un événement"},
    {WhySkipped::kUnreadable, "its {what} cannot be read", "son {what} est illisible"},
    {WhySkipped::kNoTime, "its {what} \"{other}\" is no time that exists",
     "son {what} « {other} » n'est pas une heure qui existe"},
    {WhySkipped::kUnknownZone,
     "its time zone \"{what}\" is neither known nor defined in the file",
     "son fuseau horaire « {what} » n'est ni connu ni défini dans le fichier"},
    {WhySkipped::kZoneOfItsOwn,
     "its time zone \"{what}\" is of the file's own making, and no known zone has its offsets",
     "son fuseau horaire « {what} » est propre au fichier, et aucun fuseau connu n'a ses décalages"},
    {WhySkipped::kFileZone, "X-WR-TIMEZONE \"{what}\" is not known; {other} is used",
     "X-WR-TIMEZONE « {what} » n'est pas connu ; {other} est utilisé"},
    {WhySkipped::kWithoutStart, "has no DTSTART", "n'a pas de DTSTART"},
    {WhySkipped::kSeveralRules, "has more than one RRULE", "a plus d'une RRULE"},
    {WhySkipped::kExrule, "EXRULE is not supported (RFC 5545 has removed it)",
     "EXRULE n'est pas repris (la RFC 5545 l'a supprimé)"},
    {WhySkipped::kRule, "{what}", "sa règle de répétition ne peut pas être reprise : {other}"},
    {WhySkipped::kRuleOfOne, "the RRULE of a single occurrence is ignored",
     "la RRULE d'une seule occurrence est ignorée"},
    {WhySkipped::kRangeIgnored,
     "RANGE=THISANDFUTURE is not supported: only this occurrence is replaced",
     "RANGE=THISANDFUTURE n'est pas repris : seule cette occurrence est remplacée"},
    {WhySkipped::kPeriod, "an RDATE with a period is not supported",
     "une RDATE avec une durée n'est pas reprise"},
    {WhySkipped::kReplaced, "is replaced by another event of the same UID with SEQUENCE {number}",
     "est remplacé par un autre événement de même UID, avec SEQUENCE {number}"},
    {WhySkipped::kDateAndTime, "of DTSTART and DTEND one is a date, the other a time",
     "de DTSTART et DTEND l'un est une date, l'autre une heure"},
    {WhySkipped::kEndsBefore, "its DTEND is before its DTSTART",
     "son DTEND est avant son DTSTART"},
    {WhySkipped::kNegativeLength, "its DURATION is negative", "sa DURATION est négative"},
    {WhySkipped::kCancelled, "is cancelled", "est annulé"},
    {WhySkipped::kCancelledOnce, "this occurrence is cancelled", "cette occurrence est annulée"},
    {WhySkipped::kNoLength, "has no length: there is nothing to book ({number} {numbers:time|times})",
     "n'a pas de durée : il n'y a rien à réserver ({number} fois)"},
    {WhySkipped::kUntilBefore, "its UNTIL is before its DTSTART",
     "son UNTIL est avant son DTSTART"},
    {WhySkipped::kOutsideWindow, "has no occurrence of its own in the window",
     "n'a aucune occurrence à lui dans la période"},
    {WhySkipped::kSkippedByZone, "clocks in {what} skip this time",
     "cette heure n'existe pas ce jour-là dans {what}"},
    {WhySkipped::kOutsideYears, "lies outside of the years that can be booked",
     "est hors des années réservables"},
    {WhySkipped::kTooMany, "has more than {number} occurrences; those after them are left out",
     "a plus de {number} occurrences ; celles d'après sont laissées de côté"},
    {WhySkipped::kUnread,
     "{number} {numbers:event is|events are} in the text, {of} could be read",
     "le texte contient {number} {numbers:événement|événements}, {of} {ofs:a pu être lu|ont pu "
     "être lus}"},
    {WhySkipped::kLongUid, "its UID is longer than {number} bytes",
     "son UID dépasse {number} octets"},
};

}  // namespace

std::string SentenceOf(front::Language language, const SkipReason& reason) {
  const bool french = language == front::Language::kFrench;
  for (const Row& row : kRows) {
    if (row.why != reason.why) continue;
    const auto agrees = [&](int64_t count) {
      return front::Agreement{front::IsSingular(french, count)};
    };
    fmt::dynamic_format_arg_store<fmt::format_context> named;
    named.push_back(fmt::arg("what", std::cref(reason.what)));
    named.push_back(fmt::arg("other", std::cref(reason.other)));
    named.push_back(fmt::arg("number", reason.number));
    named.push_back(fmt::arg("of", reason.of));
    named.push_back(fmt::arg("numbers", agrees(reason.number)));
    named.push_back(fmt::arg("ofs", agrees(reason.of)));
    return fmt::vformat(french ? row.french : row.english, named);
  }
  MUTUA_CHECK(false);
  return {};
}

}  // namespace mutua::calendar
