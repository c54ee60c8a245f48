// The words of calendars to subscribe to in the language of the page. A language that has a file beside this folder has
// one in it.
import { i18n, type Language, type Words } from "../i18n.svelte";
import { en } from "./en";
import { fr } from "./fr";

export type FeedWords = Words<typeof en>;
export const tables = { en, fr } satisfies Record<Language, FeedWords>;

class Spoken {
  readonly c: FeedWords = $derived(tables[i18n.language]);
}

export const feedWords = new Spoken();
