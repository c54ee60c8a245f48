// The words of credits in the language of the page, loaded with what shows them. A language that has a file beside
// this folder has one in it.
import { i18n, type Language, type Words } from "../i18n.svelte";
import { en } from "./en";
import { fr } from "./fr";

export type CreditWords = Words<typeof en>;
export const tables = { en, fr } satisfies Record<Language, CreditWords>;

class Spoken {
  readonly c: CreditWords = $derived(tables[i18n.language]);
}

export const creditWords = new Spoken();
