// Ce que disent les formulaires et les fiches d'un membre, en français. Mêmes clés que l'anglais.
import type { MemberWords } from "./words.svelte";

export const fr: MemberWords = {
  unsure: "Le lieu n'a pas répondu : c'est peut-être réservé, ou non. Rien de ce que vous avez saisi n'est perdu : appuyez à nouveau, ce ne sera pas réservé deux fois.",
};
