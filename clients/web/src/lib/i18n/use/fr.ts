// Ce qui se dit de l'usage au fil du temps, en français. Mêmes clés que l'anglais.
import type { UseWords } from "./words.svelte";

const s = (count: number, one: string, many = `${one}s`) => `${count} ${count < 2 ? one : many}`;

export const fr: UseWords = {
  title: "L'usage au fil du temps",
  how: "Des heures, chaque unité de chaque ressource à part. Les heures d'ouverture sont celles d'aujourd'hui.",
  by: "Par mois ou par semaine",
  byMonth: "Par mois",
  byWeek: "Par semaine",
  length: {
    month: (count: number) => `${count} mois`,
    week: (count: number) => s(count, "semaine"),
  },
  span: "Jusqu'où remonter",
  all: "Tout le lieu",
  of: { pool: "Par groupe de ressources", resource: "Par ressource" },
  each: "Groupes ou ressources une à une",
  eachPool: "Groupes",
  eachResource: "Ressources",
  nothing: "Il n'y a pas encore de ressource.",
  byCompany: "Par entreprise",
  used: "utilisé",
  unused: "réservé, pas utilisé : annulé, personne n'est venu, ou à venir",
  share: (percent: string) => `${percent} des heures d'ouverture`,
  table: "En tableau",
  period: { month: "Mois", week: "Semaine du" },
  usedHead: "Utilisé",
  unusedHead: "Réservé, pas utilisé",
  bookingsHead: "Réservations",
  openHead: "Ouvert",
  shareHead: "Part des heures d'ouverture",
  none: "Rien n'a été réservé pendant ce temps.",
  past: "Montrer mois par mois",
  against: "Mois par mois",
  againstHow: "Temps réservé et utilisé, tel que les relevés l'additionnent, à côté de la limite ou de la part d'aujourd'hui. Parmi les quotas, ceux de temps par mois, sur des groupes ou sur tout : des autres, seul l'état présent est connu.",
  company: "Entreprise",
  againstQuotas: "Face à ses quotas",
  againstShares: "Face à ses parts",
  limit: "Limite",
  shareMark: "Sa part de tout l'usage",
  noQuota: "Aucun quota de ce genre ne la limite.",
  noShares: "Elle n'a pas de part.",
  picture: (name: string, used: string, bookings: number, length: string) =>
    `${name} : ${used} utilisées par ${s(bookings, "réservation")} en ${length}`,
};
