// The words of allocation rounds in the language of the page. A language that has a file beside this folder has one in it.
import { i18n, type Language, type Words } from "../i18n.svelte";
import { en } from "./en";
import { fr } from "./fr";

export type RoundWords = Words<typeof en>;
export const tables = { en, fr } satisfies Record<Language, RoundWords>;

class Spoken {
  readonly r: RoundWords = $derived(tables[i18n.language]);
}

export const roundWords = new Spoken();
