// Every language says everything: the same keys, sentences with the same arguments, no word left out.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { sources } from "./sources.mjs";

let pages;
before(async () => (pages = await sources()));
after(() => pages.close());

// "book.title" -> the word or the function, of a whole table.
function flat(table, path = "", into = new Map()) {
  for (const [key, value] of Object.entries(table)) {
    if (typeof value === "object") flat(value, `${path}${key}.`, into);
    else into.set(path + key, value);
  }
  return into;
}

const tables = {
  "of every page": async () => (await pages.load("lib/i18n/i18n.svelte.ts")).dictionaries,
  "of shared pools": async () => (await pages.load("lib/i18n/shares/words.svelte.ts")).tables,
  "of a member's forms": async () => (await pages.load("lib/i18n/member/words.svelte.ts")).tables,
  "of calendars": async () => (await pages.load("lib/i18n/feeds/words.svelte.ts")).tables,
  "of statements": async () => (await pages.load("lib/i18n/statement/words.svelte.ts")).tables,
  "of use over time": async () => (await pages.load("lib/i18n/use/words.svelte.ts")).tables,
  "of the lab file": async () => (await pages.load("lib/i18n/file/words.svelte.ts")).tables,
  "of who comes and leaves": async () => (await pages.load("lib/i18n/people/words.svelte.ts")).tables,
  "of what few labs set": async () => (await pages.load("lib/i18n/fields/words.svelte.ts")).tables,
  "of the manager's page": async () => {
    const tables = Object.entries((await pages.load("lib/i18n/manager/words.svelte.ts")).tables);
    return Object.fromEntries(await Promise.all(tables.map(async ([language, load]) => [language, await load()])));
  },
};
for (const [which, load] of Object.entries(tables)) {
  test(`every language has the same keys, and sentences that take the same: the words ${which}`, async () => {
    const [first, ...others] = Object.entries(await load());
    const model = flat(first[1]);
    assert.ok(model.size > 15 && others.length > 0);
    for (const [language, table] of others) {
      const words = flat(table);
      assert.deepEqual([...words.keys()].sort(), [...model.keys()].sort(), language);
      for (const [key, value] of words) {
        const wanted = model.get(key);
        assert.equal(typeof value, typeof wanted, `${language} ${key}`);
        if (typeof value === "function") assert.ok(value.length <= wanted.length, `${language} ${key}`);
        else assert.ok(value !== "" || wanted === "", `${language} ${key} is empty`);
      }
    }
  });
}

test("no word of the pages stands in the markup itself", () => {
  const found = [];
  for (const file of readdirSync("src", { recursive: true }).filter((name) => name.endsWith(".svelte"))) {
    const markup = readFileSync(`src/${file}`, "utf8")
      .replace(/&\w+;/g, " ") // an entity is no word
      .replace(/<(script|style)[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, "")
      .replace(/\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g, "");
    for (const [, text] of markup.matchAll(/>([^<>]*[A-Za-zÀ-ÿ]{3,}[^<>]*)</g)) {
      if (!/=>|Mutua/.test(text)) found.push(`${file}: ${text.trim()}`);
    }
  }
  assert.deepEqual(found, []);
});
