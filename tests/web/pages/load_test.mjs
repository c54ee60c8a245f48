// How soon the board can be used by who opens the page for the first time, with the processor slowed four times. The
// measure is a fixed piece of work in the same page: a machine that is busy or slow is slow at both. What has to come from
// the lab before, and how often somebody waits for it, is held exactly, whatever the machine.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Browser } from "./browser.mjs";
import { stage } from "./stage.mjs";

const kSlower = 4;
const kPatience = 120_000; // milliseconds, on a machine that compiles meanwhile
// Of that work; 3.6 to 5.3 were measured, and 8.9 once on a machine that compiled with ten times its cores.
const kMost = 15;
const kCall = "/mutua.v1.";
const kReads = [
  "AvailabilityService/FindFreeTime",
  "AvailabilityService/GetBoard",
  "CatalogueService/ListCertifications",
  "CatalogueService/ListPools",
  "CatalogueService/ListResources",
  "CatalogueService/ListSites",
  "DirectoryService/GetCaller",
  "DirectoryService/ListMembers",
];

const { lab, browser } = await stage({ yard: true }); // open at this moment, so that today is what is shown

// A board of so many resources, on a processor that is not slowed.
const kResources = 200;
const kThere = 12; // in the lab before
const kMostOfMany = 20; // of the fixed work, until the first rows are there
const kMostOfWhole = 30; // until every row is there

// `painted`: the first rows. `whole`: so many rows.
function watchLoad(rows = 0) {
  const seen = { long: [] };
  let begun = false;
  const stamp = (name) => requestAnimationFrame(() => setTimeout(() => (seen[name] = performance.now())));
  globalThis.seen = seen;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) seen.long.push([task.startTime, task.startTime + task.duration]);
  }).observe({ type: "longtask", buffered: true });
  new MutationObserver((_, observer) => {
    if (!document.querySelector("[role=gridcell]")) return;
    if (!begun) stamp("painted");
    begun = true;
    if (document.querySelectorAll("[data-resource]").length < rows) return;
    observer.disconnect();
    stamp("whole");
  }).observe(document, { childList: true, subtree: true });
}

function fixedWork() {
  const begin = performance.now();
  const map = new Map();
  for (let i = 0; i < 300_000; ++i) map.set(`k${i % 5000}`, i + (map.get(`k${(i * 7) % 5000}`) ?? 0) % 7);
  return performance.now() - begin;
}

async function load() {
  const person = await browser.person();
  await person.addInitScript(watchLoad);
  const page = await person.newPage();
  await (await person.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: kSlower });
  await page.goto(`${lab.origin}/#token=${lab.tokens.lea}`, { waitUntil: "commit" });
  // Looking oftener would slow it down.
  await page.waitForFunction(() => globalThis.seen.painted !== undefined, undefined, { polling: 500, timeout: kPatience });
  const work = [await page.evaluate(fixedWork), await page.evaluate(fixedWork)];
  const interactive = await page.evaluate(({ painted, long }) => Math.max(painted, ...long.filter(([begin]) => begin < painted).map(([, end]) => end)), await page.evaluate(() => globalThis.seen));
  await person.close();
  return { interactive, work: Math.min(...work) };
}

test("the board can be used soon after a first visit begins, on a processor that is four times slower", async () => {
  await load(); // the daemon's first answers
  const loads = [];
  for (let i = 0; i < 3; ++i) loads.push(await load());
  loads.sort((a, b) => a.interactive / a.work - b.interactive / b.work);
  for (const { interactive, work } of loads) {
    console.log(`interactive after ${Math.round(interactive)} ms, ${(interactive / work).toFixed(1)} times the fixed work of ${Math.round(work)} ms`);
  }
  const { interactive, work } = loads[1];
  assert.ok(interactive <= kMost * work, `${Math.round(interactive)} ms, the fixed work ${Math.round(work)} ms`);
});

test("before the board stands there a first visit waits three times: for the page, for what it names, for eight reads at once; to type a booking, for nothing more", async () => {
  const person = await browser.person();
  const page = await person.newPage();
  const [asked, held] = [[], []];
  let keeps = (path) => path.startsWith(kCall);
  await page.route("**", (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    if (keeps(pathname)) held.push(route);
    else return route.continue();
  });
  const letGo = () => Promise.all(held.splice(0).map((route) => route.continue()));
  await page.goto(`${lab.origin}/#token=${lab.tokens.lea}`, { waitUntil: "commit" });
  // None of them needs the answer of another.
  while (held.length < kReads.length) await new Promise((wake) => setTimeout(wake, 50));
  const files = asked.filter((path) => path.startsWith("/assets/"));
  const named = await (await fetch(lab.origin)).text();
  assert.ok(files.length > 0);
  assert.deepEqual(files.filter((path) => !named.includes(path)), [], "is found out of only in what the page names");
  assert.deepEqual(asked.filter((path) => path.startsWith(kCall)).map((path) => path.slice(kCall.length)).sort(), kReads);
  keeps = () => true;
  await letGo();
  await page.getByRole("gridcell").first().waitFor();
  // The form comes behind the board, unasked; of the lab nothing more is heard.
  keeps = (path) => path.startsWith(kCall);
  await Promise.all(held.splice(0).map((route) => keeps(new URL(route.request().url()).pathname) || route.continue()));
  await page.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByRole("dialog").getByLabel("What for").fill("Enseigne");
  await person.close();
});

test(`a day of ${kResources} resources is on the screen soon after the page is asked for`, async () => {
  const more = Array.from({ length: kResources - kThere }, (_, i) => `  - {resource: more-${i}, display_name: Banc ${i + 2}, kind: desk, pool: benches, site: yard}`);
  const file = join(lab.folder, "more.yaml");
  writeFileSync(file, `resources:\n${more.join("\n")}\n`);
  await lab.mutua("manager", "apply", file);
  const person = await browser.person();
  await person.addInitScript(watchLoad, kResources);
  const page = await person.newPage();
  const whole = () => page.waitForFunction(() => globalThis.seen.whole && globalThis.seen, undefined, { polling: 100, timeout: kPatience }).then((found) => found.jsonValue());
  await page.goto(`${lab.origin}/#token=${lab.tokens.lea}`);
  await whole(); // the first visit, which brings the page itself
  assert.equal(await page.locator("[data-resource]").count(), kResources);
  const loads = [];
  for (let i = 0; i < 5; ++i) {
    await page.reload({ waitUntil: "commit" });
    loads.push(await whole());
  }
  const work = Math.min(await page.evaluate(fixedWork), await page.evaluate(fixedWork));
  for (const [name, most] of [["painted", kMostOfMany], ["whole", kMostOfWhole]]) {
    const after = loads.map((seen) => seen[name]).sort((a, b) => a - b);
    const [, , middle] = after;
    console.log(`${kResources} resources ${name} after ${after.map(Math.round).join(", ")} ms, ${(middle / work).toFixed(1)} times the fixed work of ${Math.round(work)} ms`);
    assert.ok(middle <= most * work, `${name}: ${Math.round(middle)} ms, the fixed work ${Math.round(work)} ms`);
  }
  await person.close();
});

test("a row that is out of sight is read out, found and reached by keys like any other", async () => {
  const page = await browser.open(lab, "lea");
  const last = page.locator("[data-resource]").last();
  await page.getByRole("rowheader", { name: `Banc ${kResources - kThere + 1}`, exact: true }).waitFor();
  const reader = await page.context().newCDPSession(page);
  const { nodes } = await reader.send("Accessibility.getFullAXTree");
  for (const what of ["rowheader", "gridcell"]) {
    const read = nodes.filter(({ role, ignored }) => role?.value === what && !ignored);
    assert.ok(read.length >= kResources, `${read.length} of role ${what} are read out`);
  }
  const seen = () => last.evaluate((track) => {
    const { top, bottom } = track.getBoundingClientRect();
    const grid = track.closest("[role=grid]").getBoundingClientRect();
    return top >= grid.top && bottom <= grid.bottom;
  });
  const name = await last.evaluate((track) => track.parentElement.querySelector("strong").textContent);
  assert.equal(await seen(), false);
  assert.ok(await page.evaluate((text) => globalThis.find(text), name), `${name} is not found in the page`);
  await page.getByRole("gridcell").first().focus();
  await page.keyboard.press("Home");
  assert.equal(await seen(), false);
  for (let i = 0; i < kResources; ++i) await page.keyboard.press("ArrowDown");
  assert.equal(await seen(), true, "what the keys came to");
  assert.equal(await page.evaluate(() => document.activeElement.closest("[role=row]").querySelector("strong").textContent), name);
  Browser.calm(page);
});

test("of more rows than are drawn at once all come", async () => {
  const even = Array.from({ length: 700 }, (_, i) => `  - {resource: even-${i}, display_name: Tabouret ${i + 1}, kind: desk, pool: benches, site: yard}`);
  const file = join(lab.folder, "even_more.yaml");
  writeFileSync(file, `resources:\n${even.join("\n")}\n`);
  await lab.mutua("manager", "apply", file);
  const page = await browser.open(lab, "lea");
  await page.locator('[role=grid][aria-busy="false"]').waitFor();
  assert.equal(await page.locator("[data-resource]").count(), kResources + even.length);
  const order = await page.locator('[data-resource^="even-"]').evaluateAll((rows) => rows.map((row) => row.dataset.resource));
  assert.deepEqual(order, even.map((_, i) => `even-${i}`), "2 comes before 10");
  Browser.calm(page);
});
