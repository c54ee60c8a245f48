// The words of what few labs set, in the language of the page. A language that has a file beside this folder has one
// in it.
import { i18n, type Language, type Words } from "../i18n.svelte";
import { en } from "./en";
import { fr } from "./fr";

export type FieldWords = Words<typeof en>;
export const tables = { en, fr } satisfies Record<Language, FieldWords>;

class Spoken {
  readonly d: FieldWords = $derived(tables[i18n.language]);
}

export const fieldWords = new Spoken();
