// Ce qui se dit de l'usage au fil du temps, en français. Mêmes clés que l'anglais.
import type { UseWords } from "./words.svelte";

const s = (count: number, one: string, many = `${one}s`) => `${count} ${count < 2 ? one : many}`;

export const fr: UseWords = {
  title: "L'usage au fil du temps",
  how: "Des heures par mois, chaque unité de chaque ressource à part. Les heures d'ouverture sont celles d'aujourd'hui.",
  months: (count: number) => `${count} mois`,
  span: "Jusqu'où remonter",
  all: "Tout le lieu",
  byPool: "Par groupe de ressources",
  byCompany: "Par entreprise",
  used: "utilisé",
  unused: "réservé, pas utilisé : annulé, personne n'est venu, ou à venir",
  share: (percent: string) => `${percent} des heures d'ouverture`,
  table: "En tableau",
  month: "Mois",
  usedHead: "Utilisé",
  unusedHead: "Réservé, pas utilisé",
  bookingsHead: "Réservations",
  openHead: "Ouvert",
  shareHead: "Part des heures d'ouverture",
  none: "Rien n'a été réservé ces mois-là.",
  picture: (name: string, used: string, bookings: number, months: number) =>
    `${name} : ${used} utilisées par ${s(bookings, "réservation")} en ${months} mois`,
};
