// The words of the lab as a file in the language of the page. A language that has a file beside this folder has one
// in it.
import { i18n, type Language, type Words } from "../i18n.svelte";
import { en } from "./en";
import { fr } from "./fr";

export type FileWords = Words<typeof en>;
export const tables = { en, fr } satisfies Record<Language, FileWords>;

class Spoken {
  readonly f: FileWords = $derived(tables[i18n.language]);
}

export const fileWords = new Spoken();
