// Ce que seule la page de gestion dit, en français. Mêmes clés que l'anglais.
import type { ManagerWords } from "./words.svelte";

const s = (count: number, one: string, many = `${one}s`) => `${count} ${count < 2 ? one : many}`;

export const fr: ManagerWords = {
  title: "Mutua : gérer le lieu",
  notYours: "Cette page est pour ceux qui gèrent le lieu, et votre connexion n'est pas des leurs.",
  toMember: "Aller à la page où l'on réserve",
  problem: {
    refused: "Ce n'est pas possible ainsi :",
  },
  views: {
    today: "Aujourd'hui",
  },
  act: {
    cancel: "Laisser ainsi",
    close: "Fermer",
  },
  today: {
    title: "Aujourd'hui",
    said: (running, pending, faults, outages) =>
      `${running} en service, ${pending} à valider, ${s(faults, "panne signalée", "pannes signalées")}, ${s(outages, "indisponibilité")}.`,
    running: "En service maintenant",
    runningNone: "Rien n'est en service.",
    next: "Ensuite",
    nextNone: "Rien n'est réservé dans les 24 heures.",
    until: (clock, left) => `jusqu'à ${clock}, encore ${left}`,
    overrun: (clock, late) => `aurait dû finir à ${clock}, il y a ${late}`,
    notThere: "pas encore arrivé",
    nobody: "Personne n'est venu",
    nobodyDone: (what) => `${what} : personne n'est venu, le reste du temps est libre.`,
    pendingNone: "Rien ne vous attend.",
    askedAt: (when) => `demandé ${when}`,
  },
  approvals: {
    title: "À valider",
    approve: "Valider",
    reject: "Refuser",
    reason: "En cas de refus : pourquoi",
    approved: (what) => `Validé : ${what}.`,
    rejected: (what) => `Refusé : ${what}.`,
  },
  faults: {
    title: "Pannes signalées",
    none: "Rien n'est signalé en panne.",
    reported: (who, when) => `${who}, ${when}`,
    resolve: "Ça marche de nouveau",
    lift: "Et mettre fin à l'indisponibilité qui en a résulté",
    resolved: (what) => `${what} marche de nouveau.`,
    gaveBack: (count) => (count === 1 ? "1 réservation est revenue." : `${count} réservations sont revenues.`),
  },
  outages: {
    title: "Indisponibles, maintenant et ensuite",
    none: "Tout est utilisable.",
    now: "maintenant",
    inTime: (length) => `dans ${length}`,
    kinds: ["", "entretien", "panne", "fermeture"],
    pool: (name) => `tout le groupe ${name}`,
    site: (name) => `tout le lieu ${name}`,
  },
};
