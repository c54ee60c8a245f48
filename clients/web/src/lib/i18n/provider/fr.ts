// Ce qui se dit de la connexion par le fournisseur du lieu, en français. Mêmes clés que l'anglais.
import type { ProviderWords } from "./words.svelte";

export const fr: ProviderWords = {
  enter: (name) => `Se connecter avec ${name}`,
  over: "Cette page reste telle quelle : la connexion s'ouvre à côté.",
  ended: {
    again: (name) => `La connexion avec ${name} a pris trop de temps, ou a été commencée dans un autre navigateur. Recommencez.`,
    declined: (name) => `Vous ne vous êtes pas connecté avec ${name}. Réessayez, ou utilisez le mot de passe que vous avez ici.`,
    refused: (name) => `La réponse de ${name} n'est pas digne de foi : personne n'a été connecté. Recommencez ; si cela se reproduit, dites-le à votre lieu.`,
    down: (name) => `${name} ne répond pas pour l'instant. Réessayez dans un moment, ou utilisez le mot de passe que vous avez ici.`,
    unknown: (name) => `Vous êtes connecté avec ${name}, mais ce lieu n'a pas de membre de ce nom. Demandez-lui de vous ajouter.`,
    busy: () => "Trop de connexions à la fois, ou trop d'essais manqués. Réessayez dans quelque temps.",
  },
};
