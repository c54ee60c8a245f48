// The words of how people come, go and leave in the language of the page. A language that has a file beside this
// folder has one in it.
import { i18n, type Language, type Words } from "../i18n.svelte";
import { en } from "./en";
import { fr } from "./fr";

export type PeopleWords = Words<typeof en>;
export const tables = { en, fr } satisfies Record<Language, PeopleWords>;

class Spoken {
  readonly p: PeopleWords = $derived(tables[i18n.language]);
}

export const peopleWords = new Spoken();
