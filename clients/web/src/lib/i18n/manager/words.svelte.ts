// The words of the manager's page in the language of the page. A language that has a file beside this
// folder has one in it.
import { i18n, type Language, type Words } from "../i18n.svelte";
import { en } from "./en";
import { fr } from "./fr";

export type ManagerWords = Words<typeof en>;
export const tables = { en, fr } satisfies Record<Language, ManagerWords>;

class Spoken {
  readonly m: ManagerWords = $derived(tables[i18n.language]);
}

export const words = new Spoken();
