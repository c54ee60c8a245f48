// The language of the page: every word comes from `i18n.t`, every date from `i18n.format`. A language
// is one file and one line here.
import { Format } from "../time/format";
import { en } from "./en";
import { fr } from "./fr";

/** Same keys, same arguments, other words. */
export type Dictionary = Words<typeof en>;
export type Words<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => string
    ? (...args: A) => string
    : T[K] extends string
      ? string
      : Words<T[K]>;
};

export const dictionaries = { en, fr } satisfies Record<string, Dictionary>;
export type Language = keyof typeof dictionaries;

const kKey = "mutua.language";

class I18n {
  language = $state<Language>(preferred());
  readonly t: Dictionary = $derived(dictionaries[this.language]);
  readonly format = $derived(new Format(this.language));

  choose(language: Language): void {
    this.language = language;
    localStorage.setItem(kKey, language);
    document.documentElement.lang = language;
  }
}

function isLanguage(tag: string | null): tag is Language {
  return tag !== null && tag in dictionaries;
}

function preferred(): Language {
  const kept = localStorage.getItem(kKey);
  if (isLanguage(kept)) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? "en";
}

export const i18n = new I18n();
document.documentElement.lang = i18n.language;
