// The words of imports in the language of the page, loaded with what shows them. A language that has a file beside this
// folder has one in it.
import { i18n, type Language, type Words } from "../i18n.svelte";
import { en } from "./en";
import { fr } from "./fr";

export type ImportWords = Words<typeof en>;
export const tables = { en, fr } satisfies Record<Language, ImportWords>;

class Spoken {
  readonly w: ImportWords = $derived(tables[i18n.language]);
}

export const importWords = new Spoken();
