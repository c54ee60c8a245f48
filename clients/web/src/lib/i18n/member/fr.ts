// Ce que disent les formulaires et les fiches d'un membre, en français. Mêmes clés que l'anglais.
import type { MemberWords } from "./words.svelte";

export const fr: MemberWords = {
  unsure: "Le lieu n'a pas répondu : c'est peut-être réservé, ou non. Rien de ce que vous avez saisi n'est perdu : appuyez à nouveau, ce ne sera pas réservé deux fois.",
  elsewhere: "Quelqu'un d'une autre entreprise",
  handle: "Son nom court ici, celui de sa connexion",
  notAlong: "L'objet et les invités ne suivent pas dans une autre entreprise.",
  fault: "Signaler une panne",
  faultOf: "De quoi",
  faultWhat: "Ce qui ne va pas",
  faultHint: "Les responsables du lieu la reçoivent aussitôt. Votre réservation ne change pas.",
  faultLong: "C'est plus long que ce qui peut être envoyé : 2 000 caractères, un accent compte double.",
  faultTell: "Prévenir le lieu",
  faultTold: (what) => `Les responsables du lieu sont prévenus pour ${what}. Merci.`,
};
