// The words of the manager's page in the language of the page, and only in that one: another is loaded when it is
// chosen, and until it is there the page goes on in the one before. A language that has a file beside this folder has
// one in it.
import { i18n, type Language, type Words } from "../i18n.svelte";
import type { en } from "./en";

export type ManagerWords = Words<typeof en>;
export const tables = {
  en: async () => (await import("./en")).en,
  fr: async () => (await import("./fr")).fr,
} satisfies Record<Language, () => Promise<ManagerWords>>;

class Spoken {
  #loaded = $state.raw<ManagerWords[]>([]);
  #languages: Language[] = [];
  readonly m: ManagerWords = $derived(this.#loaded[this.#languages.indexOf(i18n.language)] ?? (this.#loaded[0] as ManagerWords));

  /** To be waited for before anything is shown. */
  async begin(): Promise<void> {
    await this.#load(i18n.language);
    $effect.root(() => {
      // What cannot be loaded now is tried again when it is chosen again.
      $effect(() => void this.#load(i18n.language).catch(() => undefined));
    });
  }

  async #load(language: Language): Promise<void> {
    if (this.#languages.includes(language)) return;
    const table = await tables[language]();
    this.#languages = [...this.#languages, language];
    this.#loaded = [...this.#loaded, table];
  }
}

export const words = new Spoken();
