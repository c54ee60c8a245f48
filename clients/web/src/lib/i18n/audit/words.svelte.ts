// The words of the record in the language of the page. A language that has a file beside this folder has one in it.
import { i18n, type Language, type Words } from "../i18n.svelte";
import { en } from "./en";
import { fr } from "./fr";

export type AuditWords = Words<typeof en>;
export const tables = { en, fr } satisfies Record<Language, AuditWords>;

class Spoken {
  readonly a: AuditWords = $derived(tables[i18n.language]);
}

export const auditWords = new Spoken();
