// What a first visit costs, and what the pages must not hold.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

const kMost = 112 * 1024;

// Everything that an entry asks for by itself: its page, scripts, styles, and the worker, which is named in a
// script. What is loaded only when a part of a page is opened, by import(), comes later.
function firstLoad(entry) {
  const found = new Set([entry]);
  for (const path of found) {
    const text = readFileSync(`dist/${path}`, "latin1")
      .replace(/import\(\s*["'`][^"'`]+["'`]\s*\)/g, "")
      .replace(/__vite__mapDeps=[^;]*?\[[^\]]*\]/g, "");
    for (const [, name] of text.matchAll(/["'`(/]([\w.-]+\.(?:js|css|svg))["'`)]/g)) {
      for (const folder of ["assets/", ""]) {
        if (readdirSync(`dist/${folder}`).includes(name)) found.add(folder + name);
      }
    }
  }
  return [...found];
}

test("the worker loads nothing that its page has not loaded", () => {
  const worker = readdirSync("dist/assets").filter((name) => name.startsWith("shared_worker"));
  assert.equal(worker.length, 1, `${worker}`);
  const preloaded = readFileSync("dist/index.html", "utf8");
  const imported = firstLoad(`assets/${worker[0]}`).slice(1).map((path) => path.replace("assets/", ""));
  assert.ok(imported.length > 0, "it imports nothing, so it holds all");
  assert.deepEqual(imported.filter((name) => !preloaded.includes(name)), []);
});

for (const entry of ["index.html", "kiosk/index.html", "manager/index.html"]) {
  test(`a first load of ${entry} is at most 112 KB compressed`, () => {
    const files = firstLoad(entry);
    assert.ok(files.some((path) => path.endsWith(".js")) && files.some((path) => path.endsWith(".css")), `${files}`);
    assert.ok(files.some((path) => path.includes("shared_worker")), "the worker was not counted");
    const weigh = (path) => gzipSync(readFileSync(`dist/${path}`), { level: 6 }).length;
    // The manager's words come by import() too, in one language: the longest counts.
    const languages = readdirSync("dist/assets").filter((name) => /^(?:en|fr)-/.test(name));
    assert.ok(languages.length >= 2, `${languages}`);
    const words = entry.startsWith("manager") ? Math.max(...languages.map((name) => weigh(`assets/${name}`))) : 0;
    const sum = files.reduce((bytes, path) => bytes + weigh(path), words);
    console.log(`${entry}: ${(sum / 1024).toFixed(1)} KB in ${files.length} files`);
    assert.ok(sum <= kMost, `${sum} bytes: ${files}`);
  });

  test(`${entry} has nothing that a strict content security policy refuses`, () => {
    const html = readFileSync(`dist/${entry}`, "utf8");
    assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)[^>]*>/, "an inline script");
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=/, "an inline style or handler");
    assert.doesNotMatch(html, /(?:src|href)="(?:https?:)?\/\//, "a third party");
  });
}

test("nothing depends on what plain http lacks", () => {
  for (const name of readdirSync("dist/assets").filter((one) => one.endsWith(".js"))) {
    const text = readFileSync(`dist/assets/${name}`, "utf8");
    assert.doesNotMatch(text, /randomUUID|crypto\.subtle|navigator\.locks/, name);
  }
});
