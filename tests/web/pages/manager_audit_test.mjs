// What is on record: read by the manager, narrowed down, saved, with the digest of the chain that it follows from.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();
const day = openDay();
const booked = /b-\d+/.exec(await lab.mutua("lea", "book", "room-garden", "--when", `${day} 9:00-11:00`))[0];
await lab.mutua("noe", "book", "room-loft", "--when", `${day} 14:00-15:00`);
await lab.mutua("lea", "cancel", booked, "--because", "=panne, chez nous");

async function record(person) {
  const page = await browser.open(lab, "manager", { path: "/manager/", ...(person ? { person } : {}) });
  await page.getByRole("link", { name: person ? "Registre" : "Audit" }).press("Enter");
  return page;
}

test("who did what, when and why stands on record, and is narrowed down to a member", async () => {
  const page = await record();
  const list = page.getByRole("region", { name: "On record" });
  await list.getByRole("row", { name: /Léa Martin booked Cabane mobilier b-\d+, Salle du jardin/ }).waitFor();
  await list.getByRole("row", { name: /Léa Martin cancelled .*=panne, chez nous/ }).waitFor();
  await list.getByRole("row", { name: /Noé Petit booked/ }).waitFor();
  await accessible(page, "the record");
  const status = await lab.mutua("manager", "digest");
  const digest = /The chain at position \d+: ([0-9a-f]{16,})/.exec(await page.getByText(/^The chain at position/).innerText());
  assert.ok(digest, "no digest");
  assert.ok(status.includes(digest[1]), `${status} has not ${digest[1]}`);
  await page.getByLabel("Member").selectOption("noe");
  await list.getByRole("row", { name: /Léa Martin/ }).first().waitFor({ state: "detached" });
  await list.getByRole("row", { name: /Noé Petit booked/ }).waitFor();
  await page.getByLabel("Resource").selectOption("laser-1");
  await page.getByText("Nothing is on record that fits.").waitFor();
  Browser.calm(page);
});

test("what is shown is saved as CSV, and no cell of it is a formula", async () => {
  const page = await record();
  await page.getByLabel("Member").selectOption("lea");
  await page.getByRole("row", { name: /cancelled/ }).waitFor();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save what is shown as CSV" }).click()]);
  const lines = readFileSync(await file.path(), "utf8").trim().split("\r\n");
  assert.match(lines[0], /^position,number,at,by,token/);
  assert.ok(lines.some((line) => line.includes(",lea,") && line.includes("booked")), lines.join("\n"));
  assert.ok(lines.some((line) => line.endsWith("\"'=panne, chez nous\"")), lines.join("\n"));
  Browser.calm(page);
});

test("in French, on a phone, it says the same in French", async () => {
  const page = await record(await browser.person({ locale: "fr-FR", size: [390, 844], touch: true }));
  const list = page.getByRole("region", { name: "Au registre" });
  await list.getByRole("row", { name: /Léa Martin annulé/ }).waitFor();
  await accessible(page, "le registre");
  const heights = await page.locator("thead th").evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect().height));
  assert.ok(Math.max(...heights) < 60, `a word of the head is broken: ${heights}`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  Browser.calm(page);
});
