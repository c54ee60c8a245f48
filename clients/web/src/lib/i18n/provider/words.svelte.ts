// The words of signing in through the lab's provider in the language of the page. A language that has a file beside this
// folder has one in it.
import { i18n, type Language, type Words } from "../i18n.svelte";
import { en } from "./en";
import { fr } from "./fr";

export type ProviderWords = Words<typeof en>;
export const tables = { en, fr } satisfies Record<Language, ProviderWords>;

class Spoken {
  readonly p: ProviderWords = $derived(tables[i18n.language]);
}

export const providerWords = new Spoken();
