// The lab's day on the manager's page: everybody's bookings, opened, moved and cancelled with a reason, and new ones
// for whom the manager names.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, dragOver, goTo, row } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();
const day = openDay();
await lab.mutua("lea", "book", "room-garden", "--when", `${day} 10:00-12:00`, "--title", "Chantier <b>neuf</b>");
await lab.mutua("tom", "book", "room-loft", "--when", `${day} 14:00-15:00`);

async function board({ person, link = "Board", on = day } = {}) {
  const page = await browser.open(lab, "manager", { path: "/manager/", person });
  await page.getByRole("link", { name: link, exact: true }).click();
  await page.getByRole("grid").waitFor();
  await goTo(page, on);
  return { page, sheet: page.getByRole("dialog") };
}

const cell = (page, resource, name) => row(page, resource).getByRole("gridcell", { name });

test("whoever runs the lab sees who has what, opens it and cancels it with a reason that its holder reads", async () => {
  const { page, sheet } = await board();
  await cell(page, "Salle du jardin", /^10:00–12:00: Booked, Chantier <b>neuf<\/b>$/).waitFor();
  await accessible(page, "the board");
  await cell(page, "Salle sous les toits", /^14:00–15:00: Booked/).click();
  await sheet.getByText("Tom Baker").first().waitFor();
  await accessible(page, "somebody's booking");
  await sheet.getByRole("button", { name: "Cancel", exact: true }).click();
  await sheet.getByLabel(/Why/).fill("Dégât des eaux");
  await sheet.getByRole("button", { name: /^Yes/ }).click();
  await page.getByText(/^Cancelled: Salle sous les toits/).waitFor();
  await cell(page, "Salle sous les toits", /^14:00–15:00: Booked/).waitFor({ state: "detached" });
  assert.match(await lab.mutua("tom", "my", "--all", "-o", "json"), /CANCELLED[^]*Dégât des eaux/);
  Browser.calm(page);
});

test("it is moved by the keyboard alone, and past a rule only with a reason, which stands on record", async () => {
  const { page, sheet } = await board();
  await cell(page, "Salle du jardin", /^10:00–12:00/).focus();
  for (const key of ["m", "ArrowRight", "ArrowRight", "Enter"]) await page.keyboard.press(key);
  await sheet.getByRole("heading", { level: 3 }).waitFor();
  const [from, until] = [sheet.getByLabel("from", { exact: true }), sheet.getByLabel("until", { exact: true })];
  assert.equal(await from.inputValue(), "10:30");
  await from.fill("7:00");
  await from.blur();
  await until.fill("9:00");
  await until.blur();
  await sheet.getByRole("alert").getByText(/closed/i).waitFor(); // open from 8 on
  await sheet.getByLabel("Why, if rules are to be set aside").fill("La porte est ouverte plus tôt");
  await sheet.getByRole("alert").waitFor({ state: "detached" });
  await accessible(page, "a move past a rule");
  await sheet.getByRole("button", { name: "Save" }).press("Enter");
  await page.getByText(/^Changed: Salle du jardin, .*07:00–09:00/).waitFor();
  assert.match(await lab.mutua("lea", "my"), /room-garden .*07:00–09:00/);
  assert.match(await lab.mutua("manager", "audit"), /La porte est ouverte plus tôt/);
  Browser.calm(page);
});

test("dragging over free time books it for a member who is named; nothing is asked for before", async () => {
  const { page, sheet } = await board({ on: openDay(1) });
  await row(page, "Salle du jardin").waitFor();
  await dragOver(page, "Salle du jardin", 16, 18);
  const whom = sheet.getByLabel("For whom");
  assert.equal(await whom.inputValue(), "");
  assert.ok(await sheet.getByRole("button", { name: "Book", exact: true }).isDisabled());
  await whom.selectOption({ label: "Tom Baker · Papier libre" });
  await sheet.getByText("It is free").waitFor();
  // No rule stands in the way: there is nothing to be set aside.
  assert.equal(await sheet.getByLabel(/^Why, if rules/).count(), 0);
  await sheet.getByLabel("What for").fill("Visite");
  await accessible(page, "booking for somebody");
  await sheet.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByText(/^Booked: Salle du jardin, .*16:00–18:00/).waitFor();
  await cell(page, "Salle du jardin", /^16:00–18:00: Booked, Visite/).waitFor();
  assert.match(await lab.mutua("tom", "my"), /room-garden .*16:00–18:00 .*Visite/);
  Browser.calm(page);
});

test("where a rule says no a reason sets it aside; where the machine is taken, or away, no reason is asked for", async () => {
  const { page, sheet } = await board({ on: openDay(1) });
  // Tom lacks the certification for the laser.
  await row(page, "Laser 80 W").waitFor();
  await dragOver(page, "Laser 80 W", 9, 11);
  await sheet.getByLabel("For whom").selectOption({ label: "Tom Baker · Papier libre" });
  await sheet.getByRole("alert").getByText(/needs the certification/).waitFor();
  const why = sheet.getByLabel("Why, if rules are to be set aside: it stands on record");
  await why.fill("Nadia est à côté de lui");
  await sheet.getByText("With this reason it is booked, past the rules.").waitFor();
  await accessible(page, "past a rule");
  await sheet.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByText(/^Booked: Laser 80 W, .*09:00–11:00/).waitFor();
  assert.match(await lab.mutua("manager", "audit"), /Nadia est à côté de lui/);

  await page.getByRole("main").getByRole("button", { name: "Book", exact: true }).click();
  await sheet.getByRole("combobox", { name: "What", exact: true }).selectOption({ label: "Laser 80 W" });
  await sheet.getByLabel("from", { exact: true }).fill("10:00");
  await sheet.getByLabel("from", { exact: true }).blur();
  await sheet.getByLabel("For whom").selectOption({ label: "Léa Martin · Cabane mobilier" });
  await sheet.getByRole("alert").getByText("Laser 80 W is booked in that time").waitFor();
  assert.equal(await why.count(), 0);
  // An alternative is booked for the same person.
  await sheet.getByRole("button", { name: /^Laser 40 W/ }).click();
  await page.getByText(/^Booked: Laser 40 W/).waitFor();
  assert.match(await lab.mutua("lea", "my"), /laser-2 /);
  Browser.calm(page);
});

test("in French, on a phone, in the dark", async () => {
  const person = await browser.person({ locale: "fr-FR", dark: true, size: [390, 844], touch: true });
  const { page, sheet } = await board({ person, link: "Planning" });
  await cell(page, "Salle du jardin", /Chantier/).click();
  await sheet.getByText("Léa Martin").first().waitFor();
  await sheet.getByRole("button", { name: "Modifier" }).click();
  await sheet.getByLabel("Pourquoi, si des règles sont à écarter").waitFor();
  await accessible(page, "le planning");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  assert.doesNotMatch(await sheet.innerText(), /\b(Cancel|Why|Save|Booked|from|until)\b/);
  await page.keyboard.press("Escape");
  await page.getByRole("main").getByRole("button", { name: "Réserver", exact: true }).click();
  await sheet.getByRole("combobox", { name: "Quoi", exact: true }).selectOption({ label: "Laser 80 W" });
  await sheet.getByLabel("Pour qui").selectOption({ label: "Tom Baker · Papier libre" });
  await sheet.getByLabel(/^Pourquoi, si des règles sont à écarter/).waitFor();
  await accessible(page, "réserver pour quelqu'un");
  assert.equal(await sheet.evaluate((form) => form.scrollWidth - form.clientWidth), 0);
  assert.doesNotMatch(await sheet.innerText(), /\b(Cancel|Why|Save|Booked|from|until|Choose)\b/);
  Browser.calm(page);
});
