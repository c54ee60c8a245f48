// The rehearsal of a change before it is made: who would have gained, who lost, what would have been refused.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { Lab, openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();
await lab.mutua("lea", "book", "room-garden", "--when", `${openDay()} 9:00-12:00`);
await lab.mutua("noe", "book", "room-loft", "--when", `${openDay()} 9:00-10:00`);
await lab.mutua("ines", "book", "desk-b", "--when", `${openDay()} 9:00-11:00`);

const shorter = (text) => text.replace(/(- pool: rooms\n(?: {4}.*\n)*? {6}longest: )8h/, "$12h");

async function open({ person, link = "Lab file", of = lab } = {}) {
  const page = await browser.open(of, "manager", { path: "/manager/", person });
  await page.getByRole("link", { name: link }).click();
  await page.waitForFunction(() => document.querySelector("textarea")?.value.includes("sites:"));
  const editor = page.locator("textarea");
  const before = await editor.inputValue();
  await editor.fill(shorter(before));
  assert.notEqual(await editor.inputValue(), before);
  return { page, editor };
}

const cells = async (page, region, row) =>
  (await page.getByRole("region", { name: region }).getByRole("row", { name: row }).innerText()).replace(/\s+/g, " ");

test("who gains and who loses, what would have been refused and how pools are used: as the command line has it", async () => {
  const { page, editor } = await open();
  const exported = await lab.mutua("manager", "export");
  await page.getByRole("button", { name: "7 days" }).click();
  const [request] = await Promise.all([
    page.waitForRequest(/RehearseLab/),
    page.getByRole("button", { name: "Rehearse the last 7 days" }).click(),
  ]);
  // A rehearsal has longer than what is answered at once.
  assert.equal(request.headers()["grpc-timeout"], "3600000m");
  await page.getByRole("heading", { name: "What the past would have been" }).waitFor();
  assert.match(await cells(page, "Who gains, who loses", /Cabane mobilier/), /Cabane mobilier loses 3 h 4 h .*1 h 2 2 .*1 0 .*1 0/);
  assert.match(await cells(page, "Who gains, who loses", /Drone doux/), /Drone doux same 2 h 1 1 0 0 /);
  assert.match(await cells(page, "Use of each group", /Salles/), /Salles 4 h .*1 h$/);
  await page.getByText("1 accepted request (1 × too long).").waitFor();
  assert.match(await cells(page, "What would have been refused", /b-1/), /b-1 .*Léa Martin · Cabane mobilier .*2 h/);
  await accessible(page, "a rehearsal");
  const path = join(lab.folder, "shorter.yaml");
  writeFileSync(path, await editor.inputValue());
  const told = JSON.parse(await lab.mutua("manager", "-o", "json", "rehearse", path, "--last", "7d"));
  assert.deepEqual(told.companies.map(({ company, after }) => [company, after.held]), [["cabane", "3600s"], ["drone-doux", "7200s"]]);
  assert.deepEqual(told.refusals.map(({ subject }) => subject), ["b-1"]);
  // Nothing was changed by it, and what is typed since is another lab.
  assert.equal(await lab.mutua("manager", "export"), exported);
  await editor.fill(exported);
  await page.getByText("The text has changed since").waitFor();
  Browser.calm(page);
});

test("a rehearsal that takes too long is stopped, whichever part was looked at meanwhile, and another one begins", async () => {
  const { page } = await open();
  await page.route(/RehearseLab/, () => {}); // never answered
  const left = page.waitForEvent("requestfailed", (request) => /RehearseLab/.test(request.url()));
  await page.getByRole("button", { name: "Rehearse the last 30 days" }).click();
  await page.getByText("The past is decided again.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Rehearse the last 30 days" }).isDisabled());
  await accessible(page, "a rehearsal under way");
  await page.getByRole("link", { name: "Today" }).click();
  await page.getByRole("link", { name: "Lab file" }).click();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByText("Stopped. Nothing was changed.").waitFor();
  assert.match((await left).failure().errorText, /ABORTED/);
  await page.unroute(/RehearseLab/);
  await page.getByRole("button", { name: "Rehearse the last 30 days" }).click();
  await page.getByText("1 accepted request (1 × too long).").waitFor();
  Browser.calm(page);
});

test("a text that cannot be read is not rehearsed, and says where", async () => {
  const { page, editor } = await open();
  await editor.fill("pools:\n  - {pool: rooms, standin: true}\n");
  await page.getByRole("button", { name: "Rehearse the last 30 days" }).click();
  await page.getByText("1 place cannot be read. Nothing was changed.").waitFor();
  assert.equal(await page.getByRole("heading", { name: "What the past would have been" }).count(), 0);
  Browser.calm(page);
});

test("in French, on a phone, in the dark", async () => {
  const person = await browser.person({ locale: "fr-FR", dark: true, size: [390, 844], touch: true });
  const { page } = await open({ person, link: "Fichier" });
  await page.getByRole("button", { name: "Répéter les 30 derniers jours" }).click();
  await page.getByText("1 demande acceptée (1 × trop long).").waitFor();
  await accessible(page, "une répétition");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  assert.doesNotMatch(await page.locator("main").innerText(), /\b(loses|gains|Held|refused|Rehearse|longest is|asked)\b/);
  Browser.calm(page);
});

test("where the oldest history is kept no longer, the page says so in its language", async (story) => {
  const old = await Lab.start({ clock: "2026-11-23 09:00" }); // its first commits are of 1970
  story.after(() => old.end());
  const { page } = await open({ of: old, person: await browser.person({ locale: "fr-FR" }), link: "Fichier" });
  await page.getByRole("button", { name: "Répéter les 30 derniers jours" }).click();
  await page.getByText("l'histoire n'est plus gardée depuis son début").waitFor();
  Browser.calm(page, /400/);
});
