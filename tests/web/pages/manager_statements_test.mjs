// What companies are to pay, month by month, and how much the lab is used: for the manager and for the company's own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { Lab, openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();
const day = openDay();
const month = day.slice(0, 7);
await lab.mutua("lea", "book", "room-garden", "--when", `${day} 9:00-11:00`, "--title", "=Chantier, nord");
await lab.mutua("noe", "book", "room-loft", "--when", `${day} 14:00-15:00`);
await lab.mutua("ines", "book", "fdm-1", "--when", `${day} 10:00-12:00`);

async function statements() {
  const page = await browser.open(lab, "manager", { path: "/manager/" });
  await page.getByRole("link", { name: "Statements" }).click();
  await page.getByRole("heading", { level: 1, name: "Statements" }).waitFor();
  await page.getByLabel("Month", { exact: true }).fill(month);
  return page;
}

test("a month shows what each company is to pay, and a company's bookings one by one", async () => {
  const page = await statements();
  const companies = page.getByRole("region", { name: "By company" });
  await companies.getByRole("row", { name: /Cabane mobilier 2 3 h .*€36\.00/ }).waitFor();
  await companies.getByRole("row", { name: /Drone doux 1 2 h .*€4\.00/ }).waitFor();
  await companies.getByRole("row", { name: /Total 3 5 h .*€40\.00/ }).waitFor();
  await accessible(page, "statements");
  await companies.getByRole("button", { name: "Cabane mobilier" }).click();
  await page.getByRole("heading", { level: 1, name: /^Cabane mobilier, / }).waitFor();
  const lines = page.getByRole("region", { name: "Bookings, one by one" });
  await lines.getByRole("row", { name: /Salle du jardin =Chantier, nord Léa Martin .*€24\.00/ }).waitFor();
  await accessible(page, "a statement");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as CSV" }).click()]);
  assert.equal(readFileSync(await file.path(), "utf8"), await lab.mutua("manager", "statement", "--company", "cabane", "--month", month, "--csv"));
  // On paper nothing stands that can be pressed.
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("button", { name: "Print" }).isVisible(), false);
  assert.equal(await page.getByRole("navigation").isVisible(), false);
  assert.equal(await lines.isVisible(), true);
  // Paper is white, whatever the screen is.
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await accessible(page, "a statement on paper");
  Browser.calm(page);
});

test("use over time is a picture with its table, of all, by group and by company", async () => {
  const page = await browser.open(lab, "manager", { path: "/manager/" });
  await page.getByRole("link", { name: "Use", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Use over time" }).waitFor();
  const whole = page.getByRole("region", { name: "The whole lab", exact: true });
  await whole.getByRole("img", { name: /^The whole lab: 0 min used by \d+ bookings? in 12 months$/ }).waitFor();
  await page.getByRole("button", { name: "24 months" }).click();
  await whole.getByRole("img", { name: /in 24 months$/ }).waitFor();
  await whole.getByText("As a table").click();
  assert.equal(await whole.getByRole("row").count(), 25);
  await page.getByRole("region", { name: "Salles", exact: true }).getByText(/of opening hours/).first().waitFor();
  await accessible(page, "use over time");
  Browser.calm(page);
});

test("use is shown by week as well, and by single resource: what is booked this week stands in it", async () => {
  const yard = await Lab.start({ yard: true, clock: "2026-11-25 10:00" });
  try {
    const booked = await yard.mutua("tom", "book", "bench", "--now", "--for", "2h");
    assert.match(booked, /b-\d+/);
    const page = await browser.open(yard, "manager", { path: "/manager/" });
    await page.getByRole("link", { name: "Use", exact: true }).click();
    await page.getByRole("button", { name: "By week" }).press("Enter");
    const whole = page.getByRole("region", { name: "The whole lab", exact: true });
    await whole.getByRole("img", { name: /by 1 booking in 13 weeks$/ }).waitFor();
    await page.getByRole("button", { name: "Resources", exact: true }).press("Enter");
    await page.getByRole("heading", { level: 2, name: "By resource" }).waitFor();
    const bench = page.getByRole("region", { name: "Banc de la cour", exact: true });
    await bench.getByText("As a table").click();
    const last = bench.getByRole("row").last();
    await last.getByRole("cell", { name: "2 h", exact: true }).waitFor();
    assert.equal(await last.getByRole("cell").nth(2).innerText(), "1");
    assert.equal(await bench.getByRole("row").count(), 14);
    assert.match(await page.getByRole("region", { name: "Laser 80 W", exact: true }).getByRole("img").getAttribute("aria-label"), /0 min used by 0 bookings in 13 weeks/);
    await accessible(page, "use by week and resource");
    const french = await browser.open(yard, "manager", { path: "/manager/", person: await browser.person({ locale: "fr-FR", size: [1024, 800] }) });
    await french.getByRole("link", { name: "Usage", exact: true }).click();
    await french.getByRole("button", { name: "Par semaine" }).click();
    await french.getByRole("img", { name: /en 13 semaines$/ }).first().waitFor();
    assert.equal(await french.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    Browser.calm(page);
    Browser.calm(french);
  } finally {
    await yard.end();
  }
});

test("members read their own company's statement, in French on a phone", async () => {
  const person = await browser.person({ locale: "fr-FR", size: [390, 844], touch: true });
  const page = await browser.open(lab, "noe", { person });
  await page.getByRole("link", { name: /Mon entreprise/ }).click();
  await page.getByRole("button", { name: "Le relevé de mon entreprise" }).click();
  await page.getByLabel("Mois", { exact: true }).fill(month);
  await page.getByRole("heading", { level: 2, name: /^Cabane mobilier, / }).waitFor();
  await page.getByText("Provisoire : le mois n'est pas fini.").waitFor();
  await page.getByRole("region", { name: "Par groupe de ressources" }).getByRole("row", { name: /Salles 2 3 h/ }).waitFor();
  await accessible(page, "a company's own statement");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  Browser.calm(page);
});
