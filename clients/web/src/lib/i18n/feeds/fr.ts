// Ce qui se dit des agendas auxquels s'abonner, en français. Mêmes clés que l'anglais.
import type { FeedWords } from "./words.svelte";

export const fr: FeedWords = {
  title: "S'abonner à un calendrier",
  what: "Un lien que lit votre propre agenda : sur votre téléphone, dans Thunderbird, partout. Ce que vous n'avez pas à savoir n'y est que « Occupé ».",
  whatAll: "Un lien que lit un agenda. Il montre qui et quoi, comme vous le voyez, à quiconque l'a, aussi longtemps que vaut votre propre connexion.",
  companies: "Entreprises",
  members: "Membres",
  which: "Quel calendrier",
  mine: "Mes réservations",
  company: "Celles de mon entreprise",
  pools: "Groupes",
  resources: "Ressources",
  make: "Créer un lien",
  link: "Le lien",
  copy: "Copier",
  copied: "Copié.",
  open: "Ouvrir dans mon agenda",
  once: "Il n'est montré que cette fois. Qui l'a peut lire ce calendrier, et rien d'autre.",
  lost: "La réponse s'est perdue en chemin, ce lien a donc été révoqué. Créez-en un autre.",
  links: "Liens en service",
  made: (day: string) => `créé ${day}`,
  revoke: "Révoquer",
  revokeIt: (name: string, id: string) => `Révoquer : ${name}, ${id}`,
};
