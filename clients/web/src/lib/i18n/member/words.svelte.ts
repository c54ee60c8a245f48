// The words of a member's forms and sheets in the language of the page, loaded with what shows them. A language that has a
// file beside this folder has one in it.
import { i18n, type Language, type Words } from "../i18n.svelte";
import { en } from "./en";
import { fr } from "./fr";

export type MemberWords = Words<typeof en>;
export const tables = { en, fr } satisfies Record<Language, MemberWords>;

class Spoken {
  readonly w: MemberWords = $derived(tables[i18n.language]);
}

export const memberWords = new Spoken();
