#include "engine/front/sentences.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/front/civil.h"
#include "engine/front/plural.h"
#include "engine/front/quota_sentence.h"

namespace mutua::front {
namespace {

struct RuleRow {
  v1::Rule rule;
  const char* english;
  const char* french;
};

// {what}: the resource; {subject}: the id, handle or field; {limit}, {used}, {asked}: the numbers,
// as lengths where they are seconds; {limits:one|several}, {uses:..}, {asks:..}: words that agree
// with them; {at}: the moment; {from}, {to}: the interval.
constexpr RuleRow kRules[] = {
    {v1::RULE_REQUEST_TOO_OLD,
     "The request is older than what is remembered, since {at}: it was not executed.",
     "La demande est plus ancienne que ce qui est gardé en mémoire, depuis le {at} : elle n'a pas "
     "été exécutée."},
    {v1::RULE_REQUEST_AHEAD,
     "The request_id says that it will be made later than {at}: check the clock of the client.",
     "Le request_id se dit créé après le {at} : vérifiez l'horloge du client."},
    {v1::RULE_REQUEST_REUSED, "This request_id was used for another request: take a new one.",
     "Ce request_id a déjà servi à une autre demande : prenez-en un nouveau."},
    {v1::RULE_UNKNOWN, "{subject} is unknown.", "{subject} est inconnu."},
    {v1::RULE_NOT_PERMITTED, "You may not do this.", "Vous n'avez pas le droit de faire cela."},
    {v1::RULE_BAD_INTERVAL,
     "The time asked for is empty, reversed, outside 1970 to 2200 or longer than {limit}.",
     "La période demandée est vide, inversée, hors de 1970 à 2200 ou plus longue que {limit}."},
    {v1::RULE_TOO_MANY, "{asked} were asked for, {limit} {limits:is|are} possible.",
     "{asked} ont été demandés, {limit} {limits:est possible|sont possibles}."},
    {v1::RULE_STALE, "It was changed meanwhile: read it again.",
     "Cela a été modifié entre-temps : relisez."},
    {v1::RULE_STATE_FORBIDS, "{subject} is in a state that does not allow it.",
     "L'état de {subject} ne le permet pas."},
    {v1::RULE_NOTHING_TO_DO, "It would change nothing.", "Cela ne changerait rien."},
    {v1::RULE_HANDLE_TAKEN, "{subject} is taken.", "{subject} est déjà pris."},
    {v1::RULE_IN_USE, "{subject} is still in use: {used} in all.",
     "{subject} est encore utilisé : {used} en tout."},
    {v1::RULE_BAD_DEFINITION, "The definition contradicts itself.", "La définition se contredit."},
    {v1::RULE_BAD_RECURRENCE, "The recurrence rule is broken: {subject}.",
     "La règle de récurrence est incorrecte : {subject}."},
    {v1::RULE_ENDLESS_SERIES, "The recurrence rule has no end: give COUNT or UNTIL.",
     "La règle de récurrence n'a pas de fin : donnez COUNT ou UNTIL."},
    {v1::RULE_NAMED_ALONE,
     "{what} is open to this member alone: change who may book it, then erase the member.",
     "{what} n'est ouvert qu'à ce membre : changez qui peut réserver, puis effacez le membre."},
    {v1::RULE_RETIRED, "{what} is out of service for good.",
     "{what} est définitivement hors service."},
    {v1::RULE_OUTAGE, "{what} cannot be used from {from} to {to}.",
     "{what} est indisponible du {from} au {to}."},
    {v1::RULE_OVERLAP,
     "{what} is booked in that time: {used} of {limit} in use, {asked} more asked for.",
     "{what} est déjà réservé à ce moment : {used} sur {limit} pris, {asked} de plus "
     "{asks:demandé|demandés}."},
    {v1::RULE_TOO_FEW_PIECES,
     "{what}: of {limit} {limits:piece|pieces} on offer {used} {uses:is|are} taken or booked, "
     "{asked} more asked for.",
     "{what} : sur {limit} {limits:pièce offerte|pièces offertes} {used} {uses:est prise ou "
     "réservée|sont prises ou réservées}, {asked} de plus {asks:demandée|demandées}."},
    {v1::RULE_IN_THE_PAST, "It would start before now, {at}.",
     "Cela commencerait avant maintenant, {at}."},
    {v1::RULE_POOL_FULL,
     "{used} of the {limit} in the group {uses:is|are} not free; {asked} {asks:is|are} wanted.",
     "Dans le groupe, {used} sur {limit} {uses:n'est pas libre|ne sont pas libres} ; {asked} "
     "{asks:est demandé|sont demandés}."},
    {v1::RULE_NO_STAND_IN, "The things in this group do not stand in for each other: name one.",
     "Les éléments de ce groupe ne se remplacent pas : nommez-en un."},
    {v1::RULE_SKIPPED_TIME, "The clocks skip the time in {subject}; the first after it is {at}.",
     "L'heure de {subject} n'existe pas ce jour-là ; la première qui suit est {at}."},
    {v1::RULE_NOT_ALLOWED, "{what} is not open to this member and company.",
     "{what} n'est pas ouvert à ce membre ni à cette entreprise."},
    {v1::RULE_CERTIFICATION,
     "{what} needs the certification {subject}, which is not held now and at the start.",
     "{what} demande l'habilitation {subject}, qui manque maintenant ou au début."},
    {v1::RULE_CLOSED, "{what} is closed in that time: {used} of {asked} are open.",
     "{what} est fermé à ce moment : {used} sur {asked} sont ouverts."},
    {v1::RULE_OVERNIGHT, "{what} may not be left unattended through closed hours.",
     "{what} ne peut pas rester sans surveillance pendant la fermeture."},
    {v1::RULE_GRANULARITY, "Start and end must be multiples of {limit}; this is {asked} past one.",
     "Début et fin doivent être des multiples de {limit} ; ici il y a {asked} de trop."},
    {v1::RULE_TOO_SHORT, "{what}: {limit} at least, {asked} asked for.",
     "{what} : {limit} au moins, {asked} demandés."},
    {v1::RULE_TOO_LONG, "{what}: {limit} at most, {asked} asked for.",
     "{what} : {limit} au plus, {asked} demandés."},
    {v1::RULE_LEAD_TIME, "{what} must be booked {limit} ahead; this is {asked}.",
     "{what} se réserve {limit} à l'avance ; ici {asked}."},
    {v1::RULE_HORIZON,
     "{what} can be booked {limit} ahead at most; this can be booked from {at} on.",
     "{what} se réserve {limit} à l'avance au plus ; possible à partir du {at}."},
    {v1::RULE_GAP,
     "{what}: {limit} must lie between two bookings of one member; this leaves {asked}.",
     "{what} : il faut {limit} entre deux réservations d'un même membre ; il en reste {asked}."},
    {v1::RULE_CHECK_IN_WINDOW, "Check-in is open from {from} to {to}.",
     "L'enregistrement est ouvert du {from} au {to}."},
    {v1::RULE_NO_ROOM_TO_SHRINK, "The times given do not extend or shorten the booking.",
     "Les heures données ne prolongent ni ne raccourcissent la réservation."},
    {v1::RULE_EMPTY_SERIES, "The series has no occurrence that can be booked.",
     "La série n'a aucune occurrence réservable."},
    {v1::RULE_NO_OVERRIDE_REASON, "An override needs a reason.",
     "Une dérogation demande un motif."},
    {v1::RULE_HOLD_TOO_LONG, "A hold may last {limit} here; {asked} were asked for.",
     "Une option peut durer {limit} ici ; {asked} demandés."},
    {v1::RULE_NEEDS_APPROVAL, "{what} must be approved by a manager first, so it cannot start now.",
     "{what} demande d'abord l'accord d'un responsable : impossible de commencer maintenant."},
    {v1::RULE_ANY_CERTIFICATION,
     "{what} needs one of the certifications {subject}, and none is held now and at the start.",
     "{what} demande une des habilitations {subject} ; aucune n'est valable maintenant et au "
     "début."},
    {v1::RULE_QUOTA, "{subject}: {used} of {limit} are used, and {asked} more are asked for.",
     "{subject} : {used} sur {limit} sont pris, et {asked} de plus demandés."},
    {v1::RULE_QUOTA_CONTRADICTS,
     "It counts the same for the same as {subject}, whose limit is {limit}; here it is {asked}: "
     "one "
     "of the two would never be heard.",
     "Il compte la même chose que {subject}, limité à {limit} ; ici {asked} : l'un des deux ne "
     "servirait jamais."},
    {v1::RULE_QUOTA_LIMIT, "A quota's limit is 0 to {limit}; this is {asked}.",
     "La limite d'un quota va de 0 à {limit} ; ici {asked}."},
    {v1::RULE_GUARANTEE_USED,
     "More than a week ahead your company has {limit} of {what}'s pool in that period: {used} are "
     "used, {asked} asked for. This time opens to everybody on {at}: file a wish for it.",
     "Plus d'une semaine à l'avance votre entreprise a {limit} du groupe de {what} pour cette "
     "période : {used} pris, {asked} demandés. Ce moment s'ouvre à tous le {at} : déposez un "
     "souhait."},
    {v1::RULE_RESERVED_FOR_GUARANTEES,
     "Of the {used} left of {what}'s pool in that period, {limit} are kept for companies that have "
     "not used their guarantee yet; this time opens to everybody on {at}.",
     "Des {used} qui restent du groupe de {what} pour cette période, {limit} sont gardés pour les "
     "entreprises qui n'ont pas encore pris leur part garantie ; ce moment s'ouvre à tous le "
     "{at}."},
    {v1::RULE_NO_SHARES, "The pool is to be shared fairly, and no company has a share of it.",
     "Le groupe doit être partagé équitablement, et aucune entreprise n'en a de part."},
    // With numbers: credits_sentence.h.
    {v1::RULE_CREDITS_USED, "There are not enough credits for it; from {at} on it needs none.",
     "Il n'y a pas assez de crédits pour cela ; à partir du {at} il n'en faut plus."},
    {v1::RULE_LENDS_TOO_MUCH,
     "Of the {limit} that are guaranteed in that period {used} are used: {asked} cannot be "
     "released.",
     "Des {limit} garantis pour cette période {used} sont pris : impossible d'en céder {asked}."},
    {v1::RULE_LENDS_TOO_LATE,
     "Guaranteed time is released until 72 h before its period ends: this was until {at}.",
     "Le temps garanti se cède jusqu'à 72 h avant la fin de sa période : c'était jusqu'au {at}."},
    {v1::RULE_TAKES_BACK_TOO_MUCH,
     "Of the {limit} that were released others have taken {used}: {asked} cannot be taken back.",
     "Des {limit} cédés d'autres ont pris {used} : impossible d'en reprendre {asked}."},
    {v1::RULE_IN_ROUND,
     "{what}: from {from} to {to} the time is given out in the round {subject}. Lists close on "
     "{at}: "
     "file yours for it.",
     "{what} : du {from} au {to} le temps est attribué par le tour {subject}. Les listes ferment "
     "le "
     "{at} : déposez la vôtre."},
    {v1::RULE_ROUND_OVER, "{subject} has been over since {at}: it takes no more.",
     "{subject} est terminé depuis le {at} : il n'accepte plus rien."},
    {v1::RULE_OUTSIDE_ROUND, "{from} to {to} does not lie within a window of {subject}.",
     "Du {from} au {to} n'est dans aucune plage de {subject}."},
    {v1::RULE_NO_TURN, "{subject} has no share of the pool, and so no turn in its rounds.",
     "{subject} n'a pas de part du groupe, donc pas de tour à jouer."},
    {v1::RULE_NOT_SHARED,
     "{subject} is not shared fairly: nobody has a turn there, or guaranteed time to lend.",
     "{subject} n'est pas partagé équitablement : personne n'y a de tour, ni de temps garanti à "
     "prêter."},
    {v1::RULE_ROUND_TIMES,
     "Lists must close before the first window begins, on {from}; {at} is not before.",
     "Les listes doivent fermer avant la première plage, qui commence le {from} ; {at} n'est pas "
     "avant."},
    {v1::RULE_ABOVE_COST,
     "{what}: its dearest hour would be sold for {asked}, and costs who lends it {limit}. Lending "
     "is "
     "not for profit.",
     "{what} : son heure la plus chère serait vendue {asked}, et coûte {limit} à qui la prête. On "
     "ne "
     "prête pas pour le profit."},
    {v1::RULE_LENDS_PEOPLE,
     "{what}: an independent lends its own time only, that of {limit} person; with {used} lent "
     "already, {asked} more cannot be.",
     "{what} : un indépendant ne prête que son propre temps, celui de {limit} personne ; {used} "
     "déjà, {asked} de plus impossible."},
    {v1::RULE_MATERIAL_SHARED,
     "{what} is material: it cannot be in a group of which companies have shares.",
     "{what} est un matériau : il ne peut pas être dans un groupe dont des entreprises ont des "
     "parts."},
    {v1::RULE_MALFORMED, "{subject} is malformed.", "{subject} est mal formé."},
    {v1::RULE_QUEUE_FULL, "The engine is full: try again in a moment.",
     "Le moteur est saturé : réessayez dans un instant."},
    {v1::RULE_DEADLINE_PASSED, "The deadline passed before it was decided: nothing was done.",
     "Le délai est passé avant la décision : rien n'a été fait."},
    {v1::RULE_TOO_LARGE, "What would follow is more than one commit can hold: ask in parts.",
     "Ce qui en découlerait dépasse ce qu'un enregistrement peut contenir : demandez en plusieurs "
     "fois."},
    {v1::RULE_NOT_IN_REPLAY_MODE, "Only a daemon in replay mode does this.",
     "Seul un démon en mode rejeu fait cela."},
    {v1::RULE_PIN_NEEDED, "This needs your PIN.", "Il faut votre code PIN."},
    {v1::RULE_PIN_WRONG, "This is not your PIN; tries left: {asked}.",
     "Ce n'est pas votre code PIN ; essais restants : {asked}."},
    {v1::RULE_TOO_MANY_TRIES, "Too many wrong tries: nothing is tried before {at}.",
     "Trop d'essais erronés : aucun autre avant le {at}."},
    {v1::RULE_NO_PIN, "This needs a PIN, and you have none yet: set one on your own page.",
     "Il faut un code PIN, et vous n'en avez pas encore : choisissez-le sur votre page."},
    {v1::RULE_CODE_REFUSED,
     "This code is not good: mistyped, used or too old. A manager of the lab can ask for another.",
     "Ce code n'est pas valable : mal tapé, déjà utilisé ou trop ancien. Un responsable peut en "
     "demander un autre."},
};

struct FlawRow {
  Flaw flaw;
  const char* english;
  const char* french;
};

constexpr FlawRow kFlaws[] = {
    {Flaw::kNone, "{subject} is malformed.", "{subject} est mal formé."},
    {Flaw::kMissing, "{subject} is missing.", "{subject} manque."},
    {Flaw::kTooLong, "{subject} is longer than {limit} bytes.",
     "{subject} dépasse {limit} octets."},
    {Flaw::kTooMany, "{subject} has more than {limit} elements.",
     "{subject} a plus de {limit} éléments."},
    {Flaw::kNotUtf8, "{subject} is not UTF-8.", "{subject} n'est pas en UTF-8."},
    {Flaw::kBadForm, "{subject} is not of the form that is asked for.",
     "{subject} n'a pas la forme demandée."},
    {Flaw::kOutOfRange, "{subject} is out of range.", "{subject} est hors limites."},
    {Flaw::kNotHere, "{subject} cannot be given here.", "{subject} ne peut pas être donné ici."},
    {Flaw::kUnreadable, "{subject} cannot be read: the bytes are of something else.",
     "{subject} est illisible : les octets sont d'autre chose."},
    {Flaw::kLengthOutOfRange, "{subject}: {asked} is out of range; the nearest is {limit}.",
     "{subject} : {asked} est hors limites ; au plus près {limit}."},
    {Flaw::kDividesNoDay, "{subject}: {asked} does not divide a day.",
     "{subject} : {asked} ne divise pas un jour."},
    {Flaw::kAboveLimit, "{subject}: {asked} is more than {limit}.",
     "{subject} : {asked} dépasse {limit}."},
    {Flaw::kNotWholeMinutes, "{subject}: {asked} is not whole minutes.",
     "{subject} : {asked} n'est pas en minutes entières."},
    {Flaw::kBefore, "{subject} is before {at}, the first time that is possible.",
     "{subject} précède {at}, le premier moment possible."},
    {Flaw::kEasilyGuessed,
     "{subject} is easily guessed: it is little more than common words, rows of keys, years or "
     "your "
     "own names. Several words that do not belong together make a good one.",
     "{subject} se devine facilement : ce n'est guère plus que des mots courants, des suites de "
     "touches, des années ou vos propres noms. Plusieurs mots sans rapport en font un bon."},
};

// {}: the detail.
constexpr std::array<std::array<const char*, 2>, kFacts> kFactTexts{{
    {"Booked: {}.", "Réservé : {}."},
    {"Held: {}.", "Option posée : {}."},
    {"Booked, to be approved: {}.", "Réservé, sous réserve d'accord : {}."},
    {"Started on the spot: {}.", "Commencé sur place : {}."},
    {"Confirmed: {}.", "Confirmé : {}."},
    {"Approved: {}.", "Accordé : {}."},
    {"Moved: {}.", "Déplacé : {}."},
    {"Moved to an equal resource, to make room for another: {}.",
     "Déplacé vers une ressource égale, pour faire de la place : {}."},
    {"Checked in: {}.", "Arrivée enregistrée : {}."},
    {"Handed over: {}.", "Cédé : {}."},
    {"Still in use past its end: {}.", "Encore utilisé après la fin : {}."},
    {"Used {} past its end, at the peak rate.", "Utilisé {} après la fin, au tarif de pointe."},
    {"Given more time, since the engine had been down: {}.",
     "Délai prolongé, le moteur ayant été arrêté : {}."},
    {"Restored: {}.", "Rétabli : {}."},
    {"Moved because of an outage: {}.", "Déplacé à cause d'une indisponibilité : {}."},
    {"Cut short: {}.", "Écourté : {}."},
    {"Taken over by the series that goes on from here: {}.",
     "Repris par la série qui continue : {}."},
    {"Over: {}.", "Terminé : {}."},
    {"Cancelled: {}.", "Annulé : {}."},
    {"Nobody came: {}.", "Personne n'est venu : {}."},
    {"Displaced by an outage: {}.", "Évincé par une indisponibilité : {}."},
    {"The one before had not left, so it could not start: {}.",
     "La réservation précédente n'était pas partie, elle n'a pas pu commencer : {}."},
    {"Expired: {}.", "Expiré : {}."},
    {"Left the live calendars: {}.", "Sorti des calendriers : {}."},
    {"The holder was warned that the booking before overruns: {}.",
     "Le titulaire a été averti du dépassement de la réservation précédente : {}."},
    {"A late check-in could not be honoured: {}.",
     "Une arrivée tardive n'a pas pu être honorée : {}."},
    {"A manager set rules aside: {}.", "Un responsable a écarté des règles : {}."},
    {"Filed: {}.", "Déposé : {}."},
    {"A booking was offered: {}.", "Une réservation a été proposée : {}."},
    {"Met: {}.", "Exaucé : {}."},
    {"Withdrawn: {}.", "Retiré : {}."},
    {"Expired: {}.", "Expiré : {}."},
    {"Its offer was let pass, and it waits again: {}.",
     "L'offre est passée, il attend de nouveau : {}."},
    {"No time was free: it is looked at when time frees, and on {} at the latest.",
     "Aucun créneau libre : il sera revu dès qu'un créneau se libère, au plus tard le {}."},
    {"Its member went to another company: {}.", "Son membre a changé d'entreprise : {}."},
    {"Refused: {}", "Refusé : {}"},
}};

constexpr std::array<const char*, 2> kManyMore = {"More than {limit} were asked for.",
                                                  "Plus de {limit} ont été demandés."};
// Of a resource; the row is of a time.
constexpr std::array<const char*, 2> kNotOfRound = {
    "{what} is not of the pool that {subject} gives out.",
    "{what} n'est pas du groupe que {subject} attribue."};
// Numbers say less than words where the limit is nothing.
constexpr std::array<const char*, 2> kNothingGuaranteed = {
    "Your company has no guaranteed share of {what}'s pool in that period: from {at} this time "
    "costs "
    "credits, and 24 h before its end it is anybody's. File a wish for it.",
    "Votre entreprise n'a pas de part garantie du groupe de {what} pour cette période : à partir "
    "du "
    "{at} ce moment coûte des crédits, et 24 h avant sa fin il est à tous. Déposez un souhait."};
constexpr std::array<const char*, 2> kStillLent = {
    "{what} is still lent by it: take it out of service, or make it the lab's, first.",
    "{what} est encore prêté par elle : retirez-le, ou rendez-le au laboratoire, d'abord."};
constexpr std::array<const char*, 2> kStateForbids = {"{subject} {state}, which does not allow it.",
                                                      "{subject} {state} : cela ne le permet pas."};
// By the numbers of v1::BookingState and v1::WishState, from 1.
constexpr std::array<std::array<const char*, 2>, 9> kBookingStates{{
    {"is held", "est une option"},
    {"waits for approval", "attend un accord"},
    {"is confirmed", "est confirmée"},
    {"is checked in", "est en cours"},
    {"is over", "est terminée"},
    {"is cancelled", "est annulée"},
    {"ended as a no-show", "est une absence"},
    {"was displaced by an outage", "a été évincée par une indisponibilité"},
    {"has expired", "a expiré"},
}};
constexpr std::array<std::array<const char*, 2>, 5> kWishStates{{
    {"waits", "attend"},
    {"holds an offer", "tient une offre"},
    {"is met", "est exaucé"},
    {"is withdrawn", "est retiré"},
    {"has expired", "a expiré"},
}};

// What a booking or wish that forbids it is in; empty of other things.
std::string StateWord(const v1::Reason& reason, size_t language) {
  const auto state = static_cast<size_t>(std::max<int64_t>(reason.used(), 0));
  if (state == 0) return {};
  const auto of = [&](const auto& states) -> std::string {
    return state <= states.size() ? states[state - 1][language] : "";
  };
  if (reason.subject().starts_with("b-")) return of(kBookingStates);
  if (reason.subject().starts_with("w-")) return of(kWishStates);
  return {};
}

const RuleRow* FindRule(v1::Rule rule) {
  for (const RuleRow& row : kRules) {
    if (row.rule == rule) return &row;
  }
  return nullptr;
}

std::string Number(Language language, v1::Unit unit, int64_t value) {
  if (unit == v1::UNIT_CENTS) return MoneyText(value, language == Language::kFrench);
  return unit == v1::UNIT_SECONDS ? DurationText(language, value) : std::to_string(value);
}

constexpr const char* kCalendarTexts[kCalendarWords][2] = {
    {"Busy", "Occupé"},
    {"Waits for approval.", "En attente d'approbation."},
    {"Held, not confirmed yet.", "Retenu, pas encore confirmé."},
    {"Only the first {} bookings are listed here.",
     "Seules les {} premières réservations figurent ici."},
    {"No calendar is here: the link is wrong, or was revoked.",
     "Aucun calendrier ici : le lien est faux ou a été révoqué."},
    {"A calendar can only be read: GET.", "Un calendrier ne peut qu'être lu : GET."},
    {"Too much is asked at once: try again in a moment.",
     "Trop de demandes à la fois : réessayez dans un instant."},
};

}  // namespace

std::string DurationText(Language language, int64_t seconds) {
  if (seconds < 0) return "-" + DurationText(language, -seconds);
  if (seconds < 60) return fmt::format("{} s", seconds);
  const int64_t days = seconds / 86400;
  const int64_t hours = seconds / 3600 % 24;
  const int64_t minutes = seconds / 60 % 60;
  std::string text;
  if (days != 0) text += fmt::format("{} {} ", days, language == Language::kFrench ? "j" : "d");
  if (hours != 0) text += fmt::format("{} h ", hours);
  if (minutes != 0) text += fmt::format("{} min ", minutes);
  if (seconds % 60 != 0) text += fmt::format("{} s ", seconds % 60);
  text.pop_back();
  return text;
}

std::string SentenceOf(Language language, const v1::Reason& reason, Flaw flaw,
                       const model::ZoneTable* zone) {
  const bool french = language == Language::kFrench;
  const RuleRow* row = FindRule(reason.rule());
  if (row == nullptr) return {};
  const char* text = french ? row->french : row->english;
  if (reason.rule() == v1::RULE_MALFORMED) {
    const FlawRow& flaw_row = kFlaws[static_cast<size_t>(flaw)];
    text = french ? flaw_row.french : flaw_row.english;
  }
  // Counted only as far as the limit.
  if (reason.rule() == v1::RULE_TOO_MANY && reason.asked() == 0) text = kManyMore[french ? 1 : 0];
  if (reason.rule() == v1::RULE_GUARANTEE_USED && reason.limit() == 0 && reason.used() == 0) {
    text = kNothingGuaranteed[french ? 1 : 0];
  }
  const bool named = !reason.resource().empty() && reason.subject() == reason.resource();
  if (reason.rule() == v1::RULE_IN_USE && named) text = kStillLent[french ? 1 : 0];
  if (reason.rule() == v1::RULE_OUTSIDE_ROUND && !reason.has_interval()) {
    text = kNotOfRound[french ? 1 : 0];
  }
  std::string state;
  if (reason.rule() == v1::RULE_STATE_FORBIDS) state = StateWord(reason, french ? 1 : 0);
  if (!state.empty()) text = kStateForbids[french ? 1 : 0];
  const auto moment = [&](const google::protobuf::Timestamp& at) {
    return MomentText(zone, Instant::FromUnix(at.seconds()));
  };
  const std::string what = !reason.resource().empty() ? reason.resource()
                           : french                   ? std::string("La ressource")
                                                      : std::string("The resource");
  const std::string subject = !reason.subject().empty() ? reason.subject()
                              : french                  ? std::string("Ceci")
                                                        : std::string("It");
  return fmt::format(fmt::runtime(text), fmt::arg("what", what), fmt::arg("subject", subject),
                     fmt::arg("limit", Number(language, reason.unit(), reason.limit())),
                     fmt::arg("used", Number(language, reason.unit(), reason.used())),
                     fmt::arg("asked", Number(language, reason.unit(), reason.asked())),
                     fmt::arg("limits", Agreement{IsSingular(french, reason.limit())}),
                     fmt::arg("uses", Agreement{IsSingular(french, reason.used())}),
                     fmt::arg("asks", Agreement{IsSingular(french, reason.asked())}),
                     fmt::arg("at", moment(reason.at())),
                     fmt::arg("from", moment(reason.interval().start())),
                     fmt::arg("to", moment(reason.interval().end())), fmt::arg("state", state));
}

bool HasSentence(v1::Rule rule) { return FindRule(rule) != nullptr; }

std::string SentenceOf(Language language, Fact fact, const std::string& detail) {
  const auto& texts = kFactTexts[static_cast<size_t>(fact)];
  return fmt::format(fmt::runtime(texts[language == Language::kFrench ? 1 : 0]), detail);
}

std::string WordOf(Language language, CalendarWord word, const std::string& detail) {
  const auto& texts = kCalendarTexts[static_cast<size_t>(word)];
  return fmt::format(fmt::runtime(texts[language == Language::kFrench ? 1 : 0]), detail);
}

}  // namespace mutua::front
