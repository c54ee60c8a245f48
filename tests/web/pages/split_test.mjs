// What was to be split over a pool, and a piece of it was taken in the same moment: what is booked is said, and what is
// not stays in the form, with its reason and what would do instead.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, goTo } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();
const [day, otherDay] = [openDay(), openDay(1)];

// Of the three printers each is free for a part of the time alone.
async function onlyInPieces(day, who, taken) {
  for (const [printer, from, until] of taken) await lab.mutua(who, "book", printer, "--when", `${day} ${from}-${until}`);
}

async function asks(page, day, { book, what, pool, from, until }) {
  await goTo(page, day);
  await page.getByRole("button", { name: book, exact: true }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("combobox", { name: what, exact: true }).selectOption({ label: pool });
  for (const [label, clock] of [from, until]) {
    await form.getByLabel(label, { exact: true }).fill(clock);
    await form.getByLabel(label, { exact: true }).blur();
  }
  return form;
}

/** Just before the batch reaches the engine somebody else is there first. */
async function takenMeanwhile(page, ...words) {
  await page.route("**/BatchBook", async (route) => {
    await lab.mutua(...words);
    await route.continue();
  }, { times: 1 });
}

const mine = async (who) => (await lab.mutua(who, "my")).split("\n").filter((line) => /fdm-/.test(line));

test("a piece that is refused stays in the form with its reason and what would do, and the whole is booked in the end", async () => {
  await onlyInPieces(day, "tom", [["fdm-1", "14:00", "16:00"], ["fdm-2", "12:00", "14:00"], ["fdm-3", "12:00", "15:00"]]);
  const page = await browser.open(lab, "lea");
  const form = await asks(page, day, { book: "Book", what: "What", pool: "Any: Imprimantes à filament", from: ["from", "12:00"], until: ["until", "16:00"] });
  await form.getByLabel("What for").fill("Quatre cadres");
  await form.getByLabel("Guests").fill("2");
  const split = form.getByRole("button", { name: /in pieces/ });
  await split.waitFor();
  await takenMeanwhile(page, "tom", "book", "fdm-2", "--when", `${day} 14:00-16:00`);
  await split.click();
  await form.getByText(/^Booked: Imprimante 1, .*12:00–14:00\. The rest has been refused and stands below\.$/).waitFor();
  assert.equal(await form.getByLabel("from", { exact: true }).inputValue(), "14:00");
  assert.equal(await form.getByLabel("until", { exact: true }).inputValue(), "16:00");
  assert.equal(await form.getByLabel("What for").inputValue(), "Quatre cadres");
  assert.equal(await form.getByLabel("Guests").inputValue(), "2");
  await form.getByRole("alert").getByText(/^3 of the 3 in the group are not free/).waitFor();
  await form.getByRole("heading", { name: "What would work" }).waitFor();
  await accessible(page, "a piece that is refused");
  assert.equal((await mine("lea")).length, 1);
  await form.getByRole("button", { name: /the nearest time$/ }).first().click();
  await page.getByText(/Booked: Imprimante 1.*12:00–14:00\. Booked: Imprimante \d, .*\./).waitFor();
  const booked = await mine("lea");
  assert.equal(booked.length, 2);
  for (const line of booked) assert.match(line, /Quatre cadres/);
  Browser.calm(page);
});

test("en français, sur un téléphone : la partie refusée reste là, et se change", async () => {
  await onlyInPieces(otherDay, "ines", [["fdm-1", "14:00", "16:00"], ["fdm-2", "12:00", "14:00"], ["fdm-3", "12:00", "16:00"]]);
  const page = await browser.open(lab, "noe", { person: await browser.person({ locale: "fr-FR", dark: true, size: [390, 844], touch: true }) });
  const form = await asks(page, otherDay, { book: "Réserver", what: "Quoi", pool: "N'importe laquelle : Imprimantes à filament", from: ["de", "12:00"], until: ["à", "16:00"] });
  const split = form.getByRole("button", { name: /morceaux/ });
  await split.waitFor();
  await takenMeanwhile(page, "ines", "book", "fdm-2", "--when", `${otherDay} 14:00-16:00`);
  await split.click();
  await form.getByText(/^Réservé : Imprimante 1, .*12:00–14:00\. Le reste a été refusé : le voici\.$/).waitFor();
  await form.getByRole("alert").waitFor();
  await accessible(page, "une partie refusée");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  // Given up: what was booked stays booked.
  await page.keyboard.press("Escape");
  await form.waitFor({ state: "detached" });
  assert.equal((await mine("noe")).length, 1);
  Browser.calm(page);
});
