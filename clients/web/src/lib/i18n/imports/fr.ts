// Le français des calendriers que l'on importe. Mêmes clés que l'anglais.
import type { ImportWords } from "./words.svelte";

const s = (count: number, one: string, many = `${one}s`) => `${count} ${count < 2 ? one : many}`;

export const fr: ImportWords = {
  open: "Importer un calendrier",
  title: "Importer un calendrier",
  file: "Fichier de calendrier (.ics, 1 Mio au plus)",
  tooLarge: "Ce fichier dépasse 1 Mio : exportez une période plus courte.",
  onto: "Sur",
  whose: "Pour qui",
  rulesAside: "Les horaires et les autres règles sont écartés pour cela, et c'est noté ; ce qui est déjà réservé reste.",
  foreseen: (fresh, there, clashing, skipped) =>
    `${fresh} à réserver, ${there} déjà là, ${s(clashing, "impossible")}, ${s(skipped, "laissé de côté", "laissés de côté")}.`,
  more: (count) => `Non montré, ${s(count, "entrée")} de plus : importez de nouveau pour une période ultérieure.`,
  clashing: "Impossible",
  skipped: "Laissé de côté",
  fresh: "À réserver",
  book: (count) => `Réserver (${count})`,
  done: (booked, there, refused) => `${s(booked, "réservé")}, ${there} déjà là, ${s(refused, "refusé")}.`,
  rules: "Chaque entrée est réservée pour vous comme si vous le faisiez vous-même : ce qu'une règle interdit reste dehors. Refait, cela ne change rien.",
  refused: "Cela n'a pas marché :",
};
