// Ce qui se dit des relevés, en français. Mêmes clés que l'anglais.
import type { StatementWords } from "./words.svelte";

const s = (count: number, one: string, many = `${one}s`) => `${count} ${count < 2 ? one : many}`;

export const fr: StatementWords = {
  title: "Relevés",
  of: (company: string, month: string) => `${company}, ${month}`,
  month: "Mois",
  earlier: "Le mois d'avant",
  later: "Le mois d'après",
  print: "Imprimer",
  csv: "Enregistrer en CSV",
  back: "Toutes les entreprises",
  none: "Rien n'a été réservé ce mois-ci.",
  running: "Provisoire : le mois n'est pas fini.",
  unsettled: (count: number) =>
    `Provisoire : ${s(count, "réservation")} ${count < 2 ? "peut" : "peuvent"} encore changer.`,
  settled: "Définitif : plus rien n'y change.",
  company: "Entreprise",
  pool: "Groupe",
  bookings: "Réservations",
  when: "Quand",
  what: "Quoi",
  who: "Qui",
  state: "État et tarif",
  booked: "Réservé",
  used: "Utilisé",
  price: "Prix",
  refunded: "Rendu",
  charged: "À payer",
  credits: (count: string) => `${count} cr.`,
  total: "Total",
  byCompany: "Par entreprise",
  byPool: "Par groupe de ressources",
  lines: "Les réservations, une à une",
  peak: "heures pleines",
  offPeak: "heures creuses",
  grabbed: "un quart du prix",
  otherwise: "prix fixé autrement",
  overrun: (credits) => `${credits} de dépassement`,
  how: "Une réservation figure sur un seul relevé, entière : celui du mois où elle commence. Un crédit vaut une heure d'une machine au tarif normal.",
};
