// The words of shared pools in the language of the page, loaded with what shows them. A language that has a
// file beside this folder has one in it.
import { i18n, type Language, type Words } from "../i18n.svelte";
import { en } from "./en";
import { fr } from "./fr";

export type ShareWords = Words<typeof en>;
export const tables = { en, fr } satisfies Record<Language, ShareWords>;

class Spoken {
  readonly w: ShareWords = $derived(tables[i18n.language]);
}

export const shareWords = new Spoken();
