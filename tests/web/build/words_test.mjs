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

// "done.": the tables without a word.
function emptyIn(table, path = "") {
  const tables = Object.entries(table).filter(([, value]) => typeof value === "object");
  return tables.flatMap(([key, value]) => (Object.keys(value).length === 0 ? [`${path}${key}.`] : emptyIn(value, `${path}${key}.`)));
}

// Each folder below has the words of one part, those of every page stand above them: a new one is found by itself.
const kFolder = "src/lib/i18n";
const parts = readdirSync(kFolder, { withFileTypes: true }).filter((one) => one.isDirectory()).map(({ name }) => name);
const tables = {
  "of every page": async () => (await pages.load("lib/i18n/i18n.svelte.ts")).dictionaries,
  ...Object.fromEntries(
    parts.map((part) => [
      `of ${part}`,
      // Some are loaded a language at a time.
      async () => {
        const tables = Object.entries((await pages.load(`lib/i18n/${part}/words.svelte.ts`)).tables);
        return Object.fromEntries(await Promise.all(tables.map(async ([language, table]) => [language, typeof table === "function" ? await table() : table])));
      },
    ]),
  ),
};
test("every part has its words in the languages of the pages, a file each, and no file is left out", async () => {
  const { dictionaries } = await pages.load("lib/i18n/i18n.svelte.ts");
  assert.ok(parts.length >= 9);
  for (const part of ["", ...parts]) {
    const files = readdirSync(`${kFolder}/${part}`).filter((name) => /^\w+\.ts$/.test(name));
    assert.deepEqual(files.sort(), Object.keys(dictionaries).map((language) => `${language}.ts`).sort(), part);
  }
  for (const [which, load] of Object.entries(tables)) assert.deepEqual(Object.keys(await load()), Object.keys(dictionaries), which);
});
for (const [which, load] of Object.entries(tables)) {
  test(`every language has the same keys, and sentences that take the same: the words ${which}`, async () => {
    const [first, ...others] = Object.entries(await load());
    const model = flat(first[1]);
    // Empty in the first language: the engine's own words, which the others translate.
    const engines = emptyIn(first[1]);
    const ours = (words) => [...words.keys()].filter((key) => !engines.some((table) => key.startsWith(table))).sort();
    assert.ok(model.size > 5 && others.length > 0);
    for (const [language, table] of others) {
      const words = flat(table);
      assert.deepEqual(ours(words), ours(model), language);
      for (const [key, value] of words) {
        const wanted = model.get(key) ?? "of the engine";
        assert.equal(typeof value, typeof wanted, `${language} ${key}`);
        if (typeof value === "function") assert.ok(value.length <= wanted.length, `${language} ${key}`);
        else assert.ok(value !== "" || wanted === "", `${language} ${key} is empty`);
      }
    }
  });
}

test("credits agree with their number: of nothing, and of one and a half, French has the singular", async () => {
  const shares = (await pages.load("lib/i18n/shares/words.svelte.ts")).tables;
  const { dictionaries } = await pages.load("lib/i18n/i18n.svelte.ts");
  const rows = [
    // credits, in English, in French
    [0, "credits", "crédit"],
    [0.5, "credits", "crédit"],
    [1, "credit", "crédit"],
    [1.5, "credits", "crédit"],
    [2, "credits", "crédits"],
    [-1, "credits", "crédit"],
    [-6, "credits", "crédits"],
  ];
  for (const [count, en, fr] of rows) {
    for (const [language, word] of Object.entries({ en, fr })) {
      assert.equal(shares[language].credits(count, `${count}`), `${count} ${word}`);
      assert.equal(dictionaries[language].quotas.credits(count, `${count}`), `${count} ${word}`);
    }
  }
});

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
